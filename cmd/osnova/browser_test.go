// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab opens an empty page in a headless browser; without chromium the test says that it skips.
func tab(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: sudo apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()))
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// watch collects what a page complains of, and every address it asks for that does not begin with base.
func watch(t *testing.T, ctx context.Context, base string) (complaints func() []string) {
	t.Helper()
	var mu sync.Mutex
	var seen []string
	add := func(s string) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, s)
	}
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			add("exception: " + e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if e.Entry.Level == "error" {
				add("console: " + e.Entry.Text + " " + e.Entry.URL)
			}
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, base) && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") && u != "about:blank" {
				add("request outside the site: " + u)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		out := seen
		seen = nil
		return out
	}
}

// drawn waits until every visible chart of the page holds a drawing.
const drawn = `(() => { const boxes = [...document.querySelectorAll(".chart-box[data-options]")].filter(b => b.offsetParent !== null);
	boxes.forEach(b => b.scrollIntoView()); return boxes.every(b => b.querySelector("svg, canvas")); })()`

// settled waits until the page has drawn its charts.
var settled = chromedp.Poll[chromedp.Void](drawn, chromedp.WithPollingTimeout(20*time.Second))

// viewport makes the window a phone's below 500 pixels, else a desk's.
func viewport(width, height int64) chromedp.Action[chromedp.Void] {
	if width < 500 {
		return chromedp.EmulateViewport(width, height, chromedp.EmulateMobile)
	}
	return chromedp.EmulateViewport(width, height)
}

// open goes to a page and waits until it has settled.
func open(ctx context.Context, address string, width, height int64) error {
	if err := chromedp.Do(ctx, viewport(width, height), chromedp.Navigate(address)); err != nil {
		return err
	}
	return again(func() error { return chromedp.Do(ctx, chromedp.WaitReady(chromedp.CSS("body")), settled) })
}

// again repeats what failed only because the browser was replacing the page (the home page leads on to a language's; a page may get
// a new context just after it has loaded).
func again(do func() error) (err error) {
	for range 20 {
		err = do()
		if err == nil || !strings.Contains(err.Error(), "Cannot find context") && !strings.Contains(err.Error(), "Inspected target navigated or closed") &&
			!strings.Contains(err.Error(), "Execution context was destroyed") {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

// pages are one of each kind, in the order in which a reader meets them.
var pages = []string{
	"index.html", "uk/index.html", "en/index.html", "uk/communities/index.html", "en/indicators/index.html", "uk/osn/index.html",
	"en/inequality/index.html", "uk/eu/index.html", "uk/data/index.html", "en/methodology/index.html", "uk/quality/index.html", "uk/services/index.html", "en/about/index.html", "uk/communities/vinnytska-0502003.html",
}

// TestSiteInABrowser opens pages from the file system and over HTTP from a subfolder, with the policy that web servers are told: no complaint, no request elsewhere, every chart drawn,
// nothing scrolls sideways on a phone.
func TestSiteInABrowser(t *testing.T) {
	site, err := filepath.Abs(filepath.Join(built(t), "site"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := tab(t)
	server := httptest.NewServer(http.StripPrefix("/some/folder", &siteServer{dir: site}))
	defer server.Close()
	for _, base := range []string{(&url.URL{Scheme: "file", Path: site + "/"}).String(), server.URL + "/some/folder/"} {
		complaints := watch(t, ctx, base)
		for _, page := range pages {
			for _, width := range []int64{360, 1440} {
				if err := open(ctx, base+page, width, 900); err != nil {
					t.Errorf("%s at %d px: %v", page, width, err)
				}
				sideways := false
				err := again(func() (err error) {
					sideways, err = chromedp.Run(ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > document.documentElement.clientWidth`))
					return err
				})
				if err != nil {
					t.Errorf("%s at %d px: %v", page, width, err)
				}
				if sideways {
					t.Errorf("%s scrolls sideways at %d px", page, width)
				}
				for _, c := range complaints() {
					t.Errorf("%s: %s", page, c)
				}
			}
		}
	}
}

// TestUnknownAddress: serve answers an unknown address, however deep, with the site's own page, whole.
func TestUnknownAddress(t *testing.T) {
	ctx := tab(t)
	server := httptest.NewServer(&siteServer{dir: filepath.Join(built(t), "site")})
	defer server.Close()
	complaints := watch(t, ctx, server.URL)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/uk/nowhere/deep/page.html"), chromedp.WaitVisible(chromedp.CSS("input[type=search]"))); err != nil {
		t.Error(err)
	}
	for _, c := range complaints() {
		if !strings.Contains(c, "404 (Not Found) "+server.URL+"/uk/nowhere") && !strings.Contains(c, "assets/root.js") { // sought at several depths
			t.Error(c)
		}
	}
}

// TestUnknownAddressInAFolder: a host that serves the site from a folder, and 404.html for what is not there, shows the same page whole,
// its links within the folder; so does 404.html opened itself, and from the file system.
func TestUnknownAddressInAFolder(t *testing.T) {
	ctx := tab(t)
	dir, err := filepath.Abs(filepath.Join(built(t), "site"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.StripPrefix("/osnova", &siteServer{dir: dir}))
	defer server.Close()
	file := (&url.URL{Scheme: "file", Path: dir}).String()
	for address, root := range map[string]string{
		server.URL + "/osnova/uk/nowhere/deep/page.html": server.URL + "/osnova/",
		server.URL + "/osnova/nowhere":                   server.URL + "/osnova/",
		server.URL + "/osnova/404.html":                  server.URL + "/osnova/",
		file + "/404.html":                               file + "/",
	} {
		whole := fmt.Sprintf(`(() => {
			const links = [...document.links].map(a => a.href);
			const styled = [...document.styleSheets].some(s => s.href === %[1]q + "assets/site.css");
			return styled && window.OSNOVA !== undefined && window.OSNOVA.root === %[1]q && links.length > 5 && links.every(l => l.startsWith(%[1]q) || l.startsWith("https://"));
		})()`, root)
		err := chromedp.Do(ctx, chromedp.Navigate(address), chromedp.Poll[chromedp.Void](whole, chromedp.WithPollingTimeout(10*time.Second)))
		if err != nil {
			t.Errorf("%s is not whole: %v", address, err)
		}
	}
}

// TestSearchFindsACommunity types into the search as a citizen would, with another apostrophe and case.
func TestSearchFindsACommunity(t *testing.T) {
	ctx := tab(t)
	site, err := filepath.Abs(filepath.Join(built(t), "site"))
	if err != nil {
		t.Fatal(err)
	}
	home := (&url.URL{Scheme: "file", Path: site + "/uk/index.html"}).String()
	for typed, want := range map[string]string{"вінниц": "Вінницька", "КАМ'ЯНЕЦЬ": "Кам’янець-Подільська", "Севастополь": "Севастополь"} {
		const field = chromedp.CSS("input[type=search]")
		offered := fmt.Sprintf(`[...document.querySelectorAll("[role=option]")].some(o => o.textContent.includes(%q))`, want)
		err := chromedp.Do(ctx, chromedp.Navigate(home), chromedp.WaitVisible(field), chromedp.Click(field), chromedp.SendKeys(field, typed),
			chromedp.Poll[chromedp.Void](offered, chromedp.WithPollingTimeout(20*time.Second)))
		if err != nil {
			t.Errorf("%s: %s is not offered: %v", typed, want, err)
		}
	}
}

// TestMapShowsUkraineInItsBorders takes a picture of the map and looks at it: places inside the internationally recognised borders,
// Crimea and Sevastopol included, are coloured; places outside are paper.
func TestMapShowsUkraineInItsBorders(t *testing.T) {
	ctx := tab(t)
	s := database(t)
	site, err := filepath.Abs(filepath.Join(built(t), "site"))
	if err != nil {
		t.Fatal(err)
	}
	if err := open(ctx, (&url.URL{Scheme: "file", Path: site + "/uk/index.html"}).String(), 1440, 1000); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Sleep(time.Second)); err != nil {
		t.Fatal(err)
	}
	picture, err := chromedp.Run(ctx, chromedp.Screenshot(chromedp.CSS(".chart-box[data-options]"), chromedp.NodeVisible))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	paper := img.At(2, img.Bounds().Dy()-2)
	// look says whether anything is drawn around a place; hatched units have paper between their lines.
	look := func(x, y int64) bool {
		script := fmt.Sprintf(`(() => { const el = document.querySelector(".chart-box[data-options]"); const find = n => { const c = echarts.getInstanceByDom(n); if (c) return [c, n]; for (const k of n.children) { const r = find(k); if (r) return r; } };
			const [c, n] = find(el); const p = c.convertToPixel({seriesIndex: 0}, [%d, %d]) || c.convertToPixel("geo", [%[1]d, %d]); const a = el.getBoundingClientRect(), b = n.getBoundingClientRect();
			return [p[0] + b.left - a.left, p[1] + b.top - a.top]; })()`, x, -y, -y)
		at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](script))
		if err != nil || len(at) != 2 {
			t.Fatalf("place on the map: %v %v", at, err)
		}
		for dx := -4; dx <= 4; dx++ {
			for dy := -4; dy <= 4; dy++ {
				if !near(img.At(int(at[0])+dx, int(at[1])+dy), paper) {
					return true
				}
			}
		}
		return false
	}
	rows, err := s.Select(context.Background(), `select c.name_uk, b.x, b.y from mart.boundary b join mart.community c on c.community_id = b.territory_id
		where b.level = 'hromada' and c.name_uk in ('Севастополь', 'Сімферопольська', 'Ялтинська', 'Керченська', 'Донецька', 'Луганська', 'Маріупольська', 'Ужгородська', 'Київ', 'Чернігівська', 'Ізмаїльська') order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows.Values) < 11 {
		t.Errorf("found %d of the places looked for: %v", len(rows.Values), rows.Values)
	}
	for _, r := range rows.Values {
		if !look(r[1].(int64), r[2].(int64)) {
			t.Errorf("%s is not drawn", r[0])
		}
	}
	for place, at := range map[string][2]int64{"north of Chernihiv oblast": {4000, 100}, "Black Sea": {5600, 7200}, "east of Luhansk oblast": {11900, 600}} {
		if look(at[0], at[1]) {
			t.Errorf("%s is coloured", place)
		}
	}
}

func near(a, b color.Color) bool {
	r, g, x, _ := a.RGBA()
	s, h, y, _ := b.RGBA()
	d := func(p, q uint32) uint32 {
		if p > q {
			return (p - q) >> 8
		}
		return (q - p) >> 8
	}
	return d(r, s)+d(g, h)+d(x, y) < 12
}

// TestScreenshots writes the pictures of the README where OSNOVA_SCREENSHOTS names a folder; `make screenshots` sets it.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("OSNOVA_SCREENSHOTS")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	site, err := filepath.Abs(filepath.Join(built(t), "site"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		name, page    string
		width, height int64
		dark          bool
	}{
		{"home-uk-desktop.png", "uk/index.html", 1280, 1500, false},
		{"community-uk-phone.png", "uk/communities/vinnytska-0502003.html", 390, 1300, false},
		{"ranking-en-dark.png", "en/communities/index.html", 1280, 1000, true},
	} {
		ctx := tab(t)
		scheme := "light"
		if p.dark {
			scheme = "dark"
		}
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		if err := open(ctx, (&url.URL{Scheme: "file", Path: site + "/" + p.page}).String(), p.width, p.height); err != nil {
			t.Fatalf("%s: %v", p.page, err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void]("void scrollTo(0, 0)")); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Sleep(1500*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatalf("%s: %v", p.page, err)
		}
		if err := os.WriteFile(filepath.Join(dir, p.name), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
