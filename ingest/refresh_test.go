// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/fetch/fetchtest"
	"osnova/ingest/parse"
	"osnova/store"
)

// fetcher asks servers of this computer, by a clock of its own and without chance.
func fetcher(c *fetchtest.Clock) *fetch.Fetcher {
	return &fetch.Fetcher{UserAgent: "osnova (test; +https://example.org/contact)", AllowLoopback: true, Now: c.Now, Sleep: c.Sleep, Jitter: func() float64 { return 0.5 }}
}

// refreshed declares towns and hamlets at a server, and runs the ingest stage again and again in one place.
type refreshed struct {
	t      *testing.T
	fsys   fstest.MapFS
	cat    *catalog.Catalog
	dir    string
	parsed map[string]int
	clock  *fetchtest.Clock
	since  time.Time
}

func refreshing(t *testing.T, server string) *refreshed {
	t.Helper()
	r := &refreshed{t: t, fsys: fstest.MapFS{}, dir: t.TempDir(), parsed: map[string]int{}, clock: fetchtest.NewClock()}
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
	st := &Stage{
		Catalog: r.cat, Store: s, Ledger: l, Files: r.fsys, Refresh: true, Fetch: f, Keep: filepath.Join(r.dir, "kept"), Log: slog.New(slog.DiscardHandler),
		Parsers: map[string]parse.Parser{"towns": count, "hamlets": count},
	}
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
		w.Header().Set("ETag", `"`+fetch.InMemory([]byte(body)).SHA256[:8]+`"`)
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
	for _, want := range []string{"url: " + server.URL + "/towns.csv", `accessed: "2026-11-23T09:00:0`, "etag:", "sha256: " + fetch.InMemory([]byte(towns)).SHA256, "size: ", "rows_in: 8"} {
		if !strings.Contains(lock, want) {
			t.Errorf("the lock does not say %q:\n%s", want, lock)
		}
	}

	r.clock.At = r.clock.At.AddDate(0, 0, 1)
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
	open := func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
		return fetch.InMemory([]byte(towns)), nil
	}
	for sum, fine := range map[string]bool{fetch.InMemory([]byte(towns)).SHA256: true, strings.Repeat("0", 64): false} {
		s.Files[0].SHA256 = sum
		_, err := Read(context.Background(), s, nil, open, nil)
		if (err == nil) != fine || !fine && !strings.Contains(err.Error(), "is declared") {
			t.Errorf("%s: %v", sum, err)
		}
	}
}

// TestRateAndHosts: manners come from the declaration.
func TestRateAndHosts(t *testing.T) {
	m := policyOf(catalog.Source{Rate: 4, Hosts: []string{"CDN.example.org"}, Files: []catalog.File{{URL: "https://Data.example.org/a"}}})
	if m.Pause != 250*time.Millisecond || strings.Join(m.Hosts, " ") != "cdn.example.org data.example.org" {
		t.Errorf("%+v", m)
	}
}

// TestFewAtOnce: no more sources are fetched at once than allowed, and more than one are.
func TestFewAtOnce(t *testing.T) {
	var mu sync.Mutex
	now, most, files := 0, 0, 0
	both := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		mu.Lock()
		files++
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
	if most != 2 || files != 7 {
		t.Errorf("%d at once, want 2; %d files of 7", most, files)
	}
}
