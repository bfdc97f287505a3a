// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser starts Chromium, or skips where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no chromium in PATH: pages were not opened in a browser")
	}
	if _, err := fs.Stat(Files, "assets/vendor/echarts.min.js"); err != nil {
		t.Skip("reports/assets/vendor/echarts.min.js is absent: run make, then the charts can be drawn")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1200, 1000), chromedp.UserDataDir(t.TempDir()))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stopTab := chromedp.NewContext(ctx)
	t.Cleanup(stopTab)
	ctx, stopWait := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stopWait)
	return ctx
}

// tab records what a page asks for and what it complains of.
type tab struct {
	mu       sync.Mutex
	asked    []string
	problems []string
}

func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, e.Request.URL)
	case *network.EventLoadingFailed:
		if !e.Canceled {
			b.problems = append(b.problems, "not loaded: "+e.ErrorText)
		}
	case *runtime.EventExceptionThrown:
		b.problems = append(b.problems, e.ExceptionDetails.Text+" "+e.ExceptionDetails.URL)
	case *runtime.EventConsoleAPICalled:
		if e.Type.String() == "error" {
			for _, a := range e.Args {
				b.problems = append(b.problems, string(a.Value))
			}
		}
	}
}

func (b *tab) check(t *testing.T, page, home string) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.problems {
		t.Errorf("%s: %s", page, p)
	}
	for _, a := range b.asked {
		if !strings.HasPrefix(a, home) && !strings.HasPrefix(a, "data:") && !strings.HasPrefix(a, "blob:") {
			t.Errorf("%s asks %s", page, a)
		}
	}
	b.problems, b.asked = nil, nil
}

// patience is how long a page may take: a loaded machine is slow, and a page that never gets there fails all the same.
const patience = 30 * time.Second

// value asks the page for the value of an expression. A page on its way to another has no place to ask in: the question is put again.
func value[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	for end := time.Now().Add(patience); ; {
		v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
		if err == nil {
			return v
		}
		if !leaving(err) || time.Now().After(end) {
			t.Fatalf("%s: %v", expression, err)
		}
		pause(t, ctx)
	}
}

// leaving says whether the browser could not answer because the page was being replaced.
func leaving(err error) bool {
	for _, sign := range []string{"Inspected target navigated or closed", "Cannot find context", "Execution context was destroyed"} {
		if strings.Contains(err.Error(), sign) {
			return true
		}
	}
	return false
}

func pause(t *testing.T, ctx context.Context) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Sleep(50*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
}

// until waits for an expression to become true. The policy of the pages forbids a wait inside them.
func until(t *testing.T, ctx context.Context, expression string) bool {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); pause(t, ctx) {
		if value[bool](t, ctx, expression) {
			return true
		}
	}
	return false
}

func TestInBrowser(t *testing.T) {
	ctx := browser(t)
	dir, _ := build(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	b := &tab{}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	pages := []string{
		"index.html", "uk/index.html", "en/communities/hostile-0502005.html", "uk/indicators/open.edem_tools.html", "uk/indicators/open.own_revenue_per_resident.html",
		"en/inequality/index.html", "uk/eu/index.html", "uk/services/index.html",
	}
	drawn := 0
	for _, home := range []string{"file://" + filepath.ToSlash(dir) + "/", server.URL + "/"} {
		scheme := strings.SplitN(home, ":", 2)[0]
		for _, page := range pages {
			t.Run(scheme+" "+page, func(t *testing.T) {
				if err := chromedp.Do(ctx, chromedp.Navigate(home+page)); err != nil {
					t.Fatal(err)
				}
				const boxes = `Array.from(document.querySelectorAll(".chart-box[data-options]")).filter(b => b.offsetParent)`
				value[bool](t, ctx, boxes+`.every(b => (b.scrollIntoView(), true))`)
				if !until(t, ctx, boxes+`.every(b => b.querySelector("svg"))`) {
					t.Errorf("%s: %d of %d charts drawn", page, value[int](t, ctx, boxes+`.filter(b => b.querySelector("svg")).length`), value[int](t, ctx, boxes+`.length`))
				}
				if bad := value[int](t, ctx, `document.querySelectorAll(".chart-error, img").length`); bad > 0 {
					t.Errorf("%s: %d charts failed or names became pictures", page, bad)
				}
				drawn += value[int](t, ctx, boxes+`.length`)
				b.check(t, page, home)
			})
		}
		t.Run(scheme+" search", func(t *testing.T) {
			if err := chromedp.Do(ctx, chromedp.Navigate(home+"uk/about/index.html"), chromedp.SendKeys(chromedp.ID("q"), "Вінниця")); err != nil {
				t.Fatal(err)
			}
			const option = `document.querySelector(".search-list [role=option]:not([aria-disabled])")`
			if !until(t, ctx, "!!"+option) {
				t.Fatal("the search finds nothing for Вінниця")
			}
			if found := value[string](t, ctx, option+".textContent"); !strings.Contains(found, "Вінниця") {
				t.Errorf("the search found %q", found)
			}
			value[bool](t, ctx, `(`+option+`.click(), true)`)
			if !until(t, ctx, `document.title.includes("Вінницька міська громада")`) {
				t.Error("the search does not lead to the community")
			}
			b.check(t, "search", home)
		})
		t.Run(scheme+" old name and address", func(t *testing.T) {
			const arrived = `document.title.includes("Агрономічна сільська громада") && location.href.endsWith("/uk/communities/ahronomichna-0502001.html")`
			if err := chromedp.Do(ctx, chromedp.Navigate(home+"uk/communities/doslidna-0502001.html")); err != nil {
				t.Fatal(err)
			}
			if !until(t, ctx, arrived) {
				t.Error("the old address does not lead to the page of today")
			}
			if err := chromedp.Do(ctx, chromedp.Navigate(home+"uk/about/index.html"), chromedp.SendKeys(chromedp.ID("q"), "Дослідна")); err != nil {
				t.Fatal(err)
			}
			const option = `document.querySelector(".search-list [role=option]:not([aria-disabled])")`
			if !until(t, ctx, "!!"+option) || !strings.Contains(value[string](t, ctx, option+".textContent"), "тепер Агрономічна сільська громада") {
				t.Fatal("the search does not know the former name, or does not say the one of today")
			}
			value[bool](t, ctx, `(`+option+`.click(), true)`)
			if !until(t, ctx, arrived) {
				t.Error("the former name does not lead to the community")
			}
			b.check(t, "old name", home)
		})
	}
	if drawn < 20 {
		t.Errorf("only %d charts were drawn on all pages", drawn)
	}
}
