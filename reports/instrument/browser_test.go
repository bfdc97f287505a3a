// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab records what a page asks for and what it complains of.
type tab struct {
	mu       sync.Mutex
	problems []string
}

func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") && !strings.HasPrefix(strings.SplitN(u, "?", 2)[0], "file://") {
			b.problems = append(b.problems, "asks "+u)
		}
	case *runtime.EventExceptionThrown:
		b.problems = append(b.problems, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.problems = append(b.problems, "console: "+e.Type.String())
	case *log.EventEntryAdded:
		b.problems = append(b.problems, e.Entry.Text)
	}
}

// TestInBrowser opens the report from the file system in both languages, as people do: every chart is drawn, nothing is asked of the network,
// nothing is complained of, and hostile names are text.
func TestInBrowser(t *testing.T) {
	needsECharts(t)
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no chromium in PATH: the report was not opened in a browser")
	}
	body, err := Index(synthetic(80))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, body, 0o644); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(390, 900), chromedp.UserDataDir(t.TempDir()))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, stopTab := chromedp.NewContext(ctx)
	defer stopTab()
	ctx, stopWait := context.WithTimeout(ctx, 2*time.Minute)
	defer stopWait()
	b := &tab{}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	for query, want := range map[string][3]string{
		"":         {"Rank Score", "85.35", "What drives rank shifts"},
		"?lang=uk": {"Місце Оцінка", "85,35", "Що змінює місця"},
	} {
		if err := chromedp.Do(ctx, chromedp.Navigate("file://"+filepath.ToSlash(file)+query)); err != nil {
			t.Fatal(err)
		}
		const boxes = `Array.from(document.querySelectorAll(".chart-box[data-options]"))`
		ask[bool](t, ctx, boxes+`.every(b => (b.scrollIntoView(), true))`)
		for end := time.Now().Add(30 * time.Second); ask[int](t, ctx, boxes+`.filter(b => b.querySelector("svg")).length`) < 6 && time.Now().Before(end); {
			if err := chromedp.Do(ctx, chromedp.Sleep(50*time.Millisecond)); err != nil {
				t.Fatal(err)
			}
		}
		if all, drawn := ask[int](t, ctx, boxes+`.length`), ask[int](t, ctx, boxes+`.filter(b => b.hasAttribute("data-drawn")).length`); all != 6 || drawn != 6 {
			t.Errorf("%q: %d charts, %d drawn; want 6", query, all, drawn)
		}
		if bad := ask[int](t, ctx, `document.querySelectorAll("img, .chart-error, main [onload], main [onerror], h1 b").length`); bad > 0 {
			t.Errorf("%q: %d charts failed or names became markup", query, bad)
		}
		// Marks of charts lie inside them: cells of the heat map, dots of the ranking.
		if n := ask[int](t, ctx, `document.querySelectorAll("#correlation-heat svg path").length`); n < 24*23-2 {
			t.Errorf("%q: the heat map has %d marks", query, n)
		}
		if wide := ask[int](t, ctx, `document.documentElement.scrollWidth - window.innerWidth`); wide > 0 {
			t.Errorf("%q: the page is %d px wider than a narrow window", query, wide)
		}
		words := ask[string](t, ctx, `document.querySelector("#table-scores thead").innerText.replace(/\s+/g, " ") + "|" + document.querySelector("#table-scores tbody").innerText + "|" + document.querySelector("#sensitivity").innerText`)
		for _, w := range want {
			if !strings.Contains(strings.ReplaceAll(words, "\u00a0", " "), w) {
				t.Errorf("%q: %q is not on the page: %.300s", query, w, words)
			}
		}
		// Sorting and the filter work.
		if first := ask[string](t, ctx, `(document.querySelectorAll("#table-scores thead button")[1].click(), document.querySelectorAll("#table-scores thead button")[1].click(), document.querySelector("#table-scores tbody td").textContent)`); first != "1" && first != "80" {
			t.Errorf("%q: sorted by rank the first row is %q", query, first)
		}
		if language := ask[string](t, ctx, `document.documentElement.lang + document.querySelectorAll(document.documentElement.lang === "en" ? ".uk" : ".en").length`); language != "en0" && language != "uk0" {
			t.Errorf("%q: language and words left of the other: %s", query, language)
		}
		b.mu.Lock()
		for _, p := range b.problems {
			t.Errorf("%q: %s", query, p)
		}
		b.problems = nil
		b.mu.Unlock()
	}
}

func ask[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}
