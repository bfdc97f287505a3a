package ingest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"osnova/catalog"
	"osnova/ingest/parse"
	"osnova/store"
)

// TestPace: one request a second and host, or what is declared, or what robots.txt asks for if that is longer.
func TestPace(t *testing.T) {
	for name, c := range map[string]struct {
		robots string
		pause  time.Duration
		want   time.Duration // between two files
	}{
		"as a rule":          {"", 0, time.Second},
		"declared":           {"", 250 * time.Millisecond, 250 * time.Millisecond},
		"crawl delay":        {"User-agent: *\nCrawl-delay: 4\n", 250 * time.Millisecond, 4 * time.Second},
		"delay of another":   {"User-agent: bingbot\nCrawl-delay: 9\n", 0, time.Second},
		"our delay by name":  {"User-agent: *\nCrawl-delay: 9\n\nUser-agent: osnova\nCrawl-delay: 2\n", 0, 2 * time.Second},
		"delay below a rate": {"User-agent: *\nCrawl-delay: 0.1\n", 0, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newClock()
			var at []time.Time
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					_, _ = io.WriteString(w, c.robots)
					return
				}
				at = append(at, clock.now())
			}))
			defer server.Close()
			f := fetcher(clock)
			for i := range 3 {
				if _, err := f.fetch(context.Background(), fmt.Sprint(server.URL, "/", i), manners{hosts: []string{"127.0.0.1"}, pause: c.pause}); err != nil {
					t.Fatal(err)
				}
			}
			if at[1].Sub(at[0]) != c.want || at[2].Sub(at[1]) != c.want {
				t.Errorf("asked at %v, want every %v", at, c.want)
			}
		})
	}
}

// TestRobots: what robots.txt forbids is not asked for; a host whose robots.txt cannot be had is left alone; one without it is open.
func TestRobots(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"forbids":       {text("User-agent: *\nDisallow: /data\n"), "robots.txt of"},
		"forbids us":    {text("User-agent: osnova\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), "robots.txt of"},
		"forbids other": {text("User-agent: badbot\nDisallow: /\n"), ""},
		"not there":     {status(404), ""},
		"broken server": {status(500), "robots.txt: the server answers 500"},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://example.org/robots.txt", http.StatusFound)
		}, "host example.org is not declared"},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					c.answer(w, r)
					return
				}
				if got := r.Header.Get("User-Agent"); got != "osnova (test; +https://example.org/contact)" {
					t.Errorf("the user agent is %q", got)
				}
				asked++
			}))
			defer server.Close()
			_, err := fetcher(newClock()).Get(context.Background(), server.URL+"/data/a.csv")
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if (asked > 0) != (c.want == "") {
				t.Errorf("asked %d times", asked)
			}
		})
	}
}

// TestPublic: only addresses that anybody can reach are a publisher's.
func TestPublic(t *testing.T) {
	for ip, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true,
		"127.0.0.1": false, "127.9.9.9": false, "::1": false, "::ffff:127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false,
		"::ffff:10.0.0.1": false, "169.254.169.254": false, "fe80::1": false, "fd00::1": false, "0.0.0.0": false, "::": false, "224.0.0.1": false, "ff02::1": false,
		"100.64.0.1": false, "255.255.255.255": false, "64:ff9b::a00:1": false,
	} {
		if got := public(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: public %v, want %v", ip, got, want)
		}
	}
}

// refreshed declares towns and hamlets at a server, and runs the ingest stage again and again in one place.
type refreshed struct {
	t       *testing.T
	fsys    fstest.MapFS
	cat     *catalog.Catalog
	dir     string
	parsed  map[string]int
	clock   *clock
	since   time.Time
	ledgers int
}

func refreshing(t *testing.T, server string) *refreshed {
	t.Helper()
	r := &refreshed{t: t, fsys: fstest.MapFS{}, dir: t.TempDir(), parsed: map[string]int{}, clock: newClock()}
	for _, name := range []string{"towns", "hamlets"} {
		yaml := strings.Replace(townYAML, "mirror: towns.csv", fmt.Sprintf("mirror: %s.csv, url: %q", name, server+"/"+name+".csv"), 1)
		r.fsys["ingest/sources/"+name+"/source.yaml"] = &fstest.MapFile{Data: []byte(yaml)}
	}
	var err error
	if r.cat, err = catalog.Load(r.fsys); err != nil || len(r.cat.Findings) > 0 {
		t.Fatal(err, r.cat.Findings)
	}
	return r
}

// run refreshes once; origins are by source.
func (r *refreshed) run() (origins map[string]string, rows map[string]int, findings catalog.Findings) {
	r.t.Helper()
	s := &store.Store{Path: filepath.Join(r.dir, "osnova.duckdb"), WorkDir: filepath.Join(r.dir, ".work")}
	defer s.Close()
	ledger := filepath.Join(r.dir, "ledger.json")
	l, err := store.OpenLedger(ledger, "test")
	if err != nil {
		r.t.Fatal(err)
	}
	f := fetcher(r.clock)
	f.Dir, f.Since = filepath.Join(r.dir, "snapshots"), r.since
	count := func(in parse.Input, out *parse.Sheet) error {
		r.parsed[in.Source.Name]++
		return parse.Ordinary(in, out)
	}
	st := &Stage{Catalog: r.cat, Store: s, Ledger: l, Files: r.fsys, Refresh: true, Fetch: f, Keep: filepath.Join(r.dir, "kept"), Log: slog.New(slog.DiscardHandler),
		Parsers: map[string]parse.Parser{"towns": count, "hamlets": count}}
	ctx := context.Background()
	if err := st.Run(ctx); err != nil {
		r.t.Fatal(err)
	}
	origins, rows = map[string]string{}, map[string]int{}
	got, err := s.Select(ctx, "select source_id, any_value(origin), any_value(facts) from raw.intake group by 1")
	if err != nil {
		r.t.Fatal(err)
	}
	for _, v := range got.Values {
		origins[v[0].(string)], rows[v[0].(string)] = v[1].(string), int(v[2].(int64))
	}
	if err := s.Seal(ctx); err != nil {
		r.t.Fatal(err)
	}
	if err := s.Commit(ctx); err != nil {
		r.t.Fatal(err)
	}
	if err := l.Save(ledger); err != nil {
		r.t.Fatal(err)
	}
	return origins, rows, l.Findings
}

func (r *refreshed) read(name string) string {
	r.t.Helper()
	body, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.t.Fatal(err)
	}
	return string(body)
}

// TestRefresh: a refresh in which nothing changed parses nothing and leaves the lock as it was; what changed is parsed alone and stands in
// the history; a source that fails keeps its rows and the day they came, and the other is loaded all the same.
func TestRefresh(t *testing.T) {
	bodies := map[string]string{"/towns.csv": towns, "/hamlets.csv": towns}
	var statuses []int
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := bodies[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", `"`+held([]byte(body)).SHA256[:8]+`"`)
		seen := &recorder{ResponseWriter: w}
		http.ServeContent(seen, r, "a", time.Time{}, strings.NewReader(body))
		mu.Lock()
		statuses = append(statuses, seen.status)
		mu.Unlock()
	}))
	defer server.Close()
	r := refreshing(t, server.URL)

	if origins, rows, findings := r.run(); origins["towns"] != "parsed" || rows["hamlets"] != 8 || len(findings) > 0 {
		t.Fatal(origins, rows, findings)
	}
	lock := r.read("kept/sources/towns/lock.yaml")
	for _, want := range []string{"url: " + server.URL + "/towns.csv", `accessed: "2026-11-23T09:00:0`, "etag:", "sha256: " + held([]byte(towns)).SHA256, "size: ", "rows_in: 8"} {
		if !strings.Contains(lock, want) {
			t.Errorf("the lock does not say %q:\n%s", want, lock)
		}
	}

	r.clock.at = r.clock.at.AddDate(0, 0, 1)
	statuses = nil
	if _, _, findings := r.run(); r.parsed["towns"] != 1 || r.parsed["hamlets"] != 1 || len(findings) > 0 {
		t.Errorf("nothing changed, and files were parsed: %v, findings %v", r.parsed, findings)
	}
	if len(statuses) != 2 || statuses[0] != 304 || statuses[1] != 304 {
		t.Errorf("statuses %v, want 304 twice", statuses)
	}
	if again := r.read("kept/sources/towns/lock.yaml"); again != lock {
		t.Errorf("nothing changed, but the lock:\n%s", again)
	}

	bodies["/hamlets.csv"] = towns + "9,Туман,900\n"
	if origins, rows, _ := r.run(); r.parsed["towns"] != 1 || r.parsed["hamlets"] != 2 || rows["hamlets"] != 9 || origins["hamlets"] != "parsed" {
		t.Errorf("parsed %v, rows %v, origins %v", r.parsed, rows, origins)
	}
	history := strings.Split(strings.TrimSpace(r.read("kept/sources/hamlets/history.csv")), "\n")
	if len(history) != 3 || !strings.Contains(history[1], ",new,") || !strings.Contains(history[2], ",changed,") || !strings.HasPrefix(history[2], "2026-11-24T") {
		t.Errorf("history:\n%s", strings.Join(history, "\n"))
	}

	delete(bodies, "/towns.csv")
	bodies["/hamlets.csv"] = towns + "9,Туман,900\n10,Град,1000\n"
	origins, rows, findings := r.run()
	if origins["towns"] != "last good" || rows["towns"] != 8 || rows["hamlets"] != 10 || len(findings) != 1 || !strings.Contains(findings[0].String(), "404") {
		t.Errorf("origins %v, rows %v, findings %v", origins, rows, findings)
	}
	for _, junk := range []string{"<html><body>Сервіс тимчасово недоступний</body></html>", ""} {
		bodies["/towns.csv"] = junk
		if origins, rows, findings := r.run(); origins["towns"] != "last good" || rows["towns"] != 8 || len(findings) != 1 {
			t.Errorf("%q: origins %v, rows %v, findings %v", junk, origins, rows, findings)
		}
	}
	if again := r.read("kept/sources/towns/lock.yaml"); again != lock {
		t.Errorf("a failure changed the lock:\n%s", again)
	}
}

type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the status.
func (r *recorder) WriteHeader(code int) {
	r.status = code
	r.ResponseWriter.WriteHeader(code)
}

// TestDeclaredSum: a file that is not the one declared is refused.
func TestDeclaredSum(t *testing.T) {
	_, cat := project(t)
	s := cat.Sources[0]
	open := func(context.Context, catalog.Source, catalog.File) (Body, error) { return held([]byte(towns)), nil }
	for sum, fine := range map[string]bool{held([]byte(towns)).SHA256: true, strings.Repeat("0", 64): false} {
		s.Files[0].SHA256 = sum
		_, err := Read(context.Background(), s, nil, open, nil)
		if (err == nil) != fine || !fine && !strings.Contains(err.Error(), "is declared") {
			t.Errorf("%s: %v", sum, err)
		}
	}
}

// TestRateAndHosts: manners come from the declaration.
func TestRateAndHosts(t *testing.T) {
	m := mannersOf(catalog.Source{Rate: 4, Hosts: []string{"CDN.example.org"}, Files: []catalog.File{{URL: "https://Data.example.org/a"}}})
	if m.pause != 250*time.Millisecond || strings.Join(m.hosts, " ") != "cdn.example.org data.example.org" {
		t.Errorf("%+v", m)
	}
}

// TestFewAtOnce: no more sources are fetched at once than allowed, and more than one are.
func TestFewAtOnce(t *testing.T) {
	var mu sync.Mutex
	now, most := 0, 0
	both := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		mu.Lock()
		now++
		if most = max(most, now); now == 2 && most == 2 {
			select {
			case <-both:
			default:
				close(both)
			}
		}
		mu.Unlock()
		<-both // the first one waits for the second
		_, _ = io.WriteString(w, towns)
		mu.Lock()
		now--
		mu.Unlock()
	}))
	defer server.Close()
	r := refreshing(t, server.URL)
	for i := range 5 {
		s := r.cat.Sources[0]
		s.Name, s.Files = fmt.Sprint("more", i), []catalog.File{{Name: "data", URL: fmt.Sprint(server.URL, "/", i), Mirror: "x.csv"}}
		r.cat.Sources = append(r.cat.Sources, s)
	}
	f := fetcher(r.clock)
	f.Hosts = 2
	st := &Stage{Catalog: r.cat, Files: r.fsys, Refresh: true, Fetch: f, Log: slog.New(slog.DiscardHandler)}
	if err := st.prepare(context.Background(), func(catalog.Source) bool { return true }); err != nil {
		t.Fatal(err)
	}
	if most != 2 || len(f.calls) != 7 {
		t.Errorf("%d at once, want 2; %d files of 7", most, len(f.calls))
	}
}
