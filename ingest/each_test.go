// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/ingest/fetch/fetchtest"
	"osnova/store"
)

const listYAML = `files: [{name: list, url: "HOST/api/list?year=2024", mirror: "x/api/list?year=2024", edition: "2024"}, {name: list25, url: "HOST/api/list?year=2025", mirror: "x/api/list?year=2025", edition: "2025"}]
format: {kind: json}
key: [code, year]
columns:
  - {name: code, from: id, type: text, required: true, uk: x, en: x}
  - {name: year, from: $edition, type: text, required: true, uk: x, en: x}
  - {name: unit, type: text, uk: x, en: x}
`

const amountsYAML = `busy: [403]
files:
  - {name: amounts, url: "HOST/api/data?code={code}&year={year}", mirror: "x/api/data?code={code}&year={year}", edition: "{year}", optional: true, each: {source: alist, need: [unit]}}
format: {kind: csv, delimiter: ";"}
key: [code, year]
columns:
  - {name: code, from: $each.code, type: text, required: true, uk: x, en: x}
  - {name: year, from: $edition, type: text, required: true, uk: x, en: x}
  - {name: amount, type: number, uk: x, en: x}
`

// TestFilesOfAList: one file for each row of another source, in a folder and from servers that answer 403 when they are busy; what the list
// does not need is not asked for, what the server does not have is passed over, and a list that is gone leaves the last good files.
func TestFilesOfAList(t *testing.T) {
	pages := map[string]string{
		"/api/list?year=2024":                    `[{"id":"01","unit":"u"},{"id":"02","unit":null},{"id":"a/../&b","unit":"v"}]`,
		"/api/list?year=2025":                    `[{"id":"01","unit":"u"},{"id":"03","unit":"w"}]`,
		"/api/data?code=01&year=2024":            "amount\n1,5\n",
		"/api/data?code=a%2F..%2F%26b&year=2024": "amount\n2\n",
		"/api/data?code=02&year=2024":            "amount\n999\n",
		"/api/data?code=01&year=2025":            "amount\n3\n",
	}
	want := "01,2024,1.5|01,2025,3|a/../&b,2024,2"
	var mu sync.Mutex
	asked := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked[r.URL.RequestURI()]++
		page, ok := pages[r.URL.RequestURI()]
		switch {
		case !ok:
			http.NotFound(w, r)
		case asked[r.URL.RequestURI()] == 1 && strings.Contains(r.URL.Path, "data"):
			w.WriteHeader(http.StatusForbidden)
		default:
			_, _ = w.Write([]byte(page))
		}
	}))
	defer server.Close()
	mirror := t.TempDir()
	lay(t, filepath.Join(mirror), server.URL, pages)
	fsys := fstest.MapFS{}
	head := strings.Split(townYAML, "files:")[0]
	for name, yaml := range map[string]string{"alist": listYAML, "amounts": amountsYAML} {
		fsys["ingest/sources/"+name+"/source.yaml"] = &fstest.MapFile{Data: []byte(head + strings.ReplaceAll(strings.ReplaceAll(yaml, "HOST", server.URL), `"x/api`, `"api/api`))}
	}
	cat, err := catalog.Load(fsys)
	if err != nil || len(cat.Findings) > 0 {
		t.Fatal(err, cat.Findings)
	}
	dir := t.TempDir()
	run := func(mirror string, refresh bool) (string, catalog.Findings) {
		s := &store.Store{Path: filepath.Join(dir, "osnova.duckdb"), WorkDir: filepath.Join(dir, ".work")}
		defer s.Close()
		l, err := store.OpenLedger(filepath.Join(dir, "ledger.json"), "test")
		if err != nil {
			t.Fatal(err)
		}
		f := fetcher(fetchtest.NewClock())
		f.Dir = filepath.Join(dir, "snapshots")
		st := &Stage{Catalog: cat, Store: s, Ledger: l, Files: fsys, Mirror: mirror, Refresh: refresh, Fetch: f, Keep: filepath.Join(dir, "kept"), Log: slog.New(slog.DiscardHandler)}
		if err := st.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		got, err := s.Select(context.Background(), "select code || ',' || year || ',' || amount::decimal(9,1)::double::varchar from raw.amounts order by 1")
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for _, v := range got.Values {
			rows = append(rows, strings.TrimSuffix(v[0].(string), ".0"))
		}
		return strings.Join(rows, "|"), l.Findings
	}
	for _, c := range []struct {
		mirror  string
		refresh bool
	}{{mirror, false}, {server.URL + "/nothing", false}, {"", true}} {
		rows, findings := run(c.mirror, c.refresh)
		if c.mirror != mirror && !c.refresh { // a mirror that has nothing
			if len(findings) == 0 {
				t.Error("a mirror without files gave no finding")
			}
		} else if len(findings) > 0 {
			t.Error(findings)
		}
		if d := cmp.Diff(want, rows); d != "" {
			t.Errorf("mirror %q: %s", c.mirror, d)
		}
	}
	if asked["/api/data?code=02&year=2024"] != 0 || asked["/api/data?code=03&year=2025"] != 1 || asked["/api/data?code=01&year=2025"] != 2 {
		t.Errorf("asked: %v", asked)
	}
}

// TestListFindings: what a list cannot be is told with the declaration.
func TestListFindings(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"no such source": {"source: alist", "source: nowhere", `no source "nowhere" lists its files`},
		"no such column": {"code={code}&year={year}\", edition", "code={cod}&year={year}\", edition", `alist has no column "cod"`},
		"one path":       {`mirror: "x/api/data?code={code}&year={year}"`, `mirror: "x/api/data"`, "would lie in one mirror path"},
		"without each":   {", each: {source: alist, need: [unit]}", "", "has braces and no each"},
		"itself":         {"source: alist", "source: amounts", "come from a list themselves"},
	} {
		t.Run(name, func(t *testing.T) {
			head := strings.Split(townYAML, "files:")[0]
			changed := strings.Replace(amountsYAML, c.old, c.new, 1)
			if changed == amountsYAML {
				t.Fatal("nothing changed")
			}
			cat, err := catalog.Load(fstest.MapFS{"ingest/sources/alist/source.yaml": {Data: []byte(head + listYAML)}, "ingest/sources/amounts/source.yaml": {Data: []byte(head + changed)}})
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, f := range cat.Findings {
				all = append(all, f.String())
			}
			if !strings.Contains(strings.Join(all, "\n"), c.want) {
				t.Errorf("%v, want %q", all, c.want)
			}
		})
	}
}
