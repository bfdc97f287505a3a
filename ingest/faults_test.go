// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/fetch/fetchtest"
	"osnova/ingest/parse"
	"osnova/store"
)

// town is a source of a few made-up rows; its last good facts have eight.
const townYAML = `title: {uk: "Міста", en: "Towns"}
publisher: {uk: "ніхто", en: "nobody"}
attribution: {uk: "вигадано для випробувань", en: "made up for tests"}
licence: {id: CC0-1.0, embed: rows}
met: nothing
runbook: {uk: вигадане джерело, en: an invented source}
tolerance: 0.2
files: [{name: data, mirror: towns.csv}]
format: {kind: csv}
key: [id]
columns:
  - {name: id, type: text, required: true, pattern: '^\d+$', uk: "код", en: "code"}
  - {name: name, type: text, required: true, clean: name, uk: "назва", en: "name"}
  - {name: people, type: integer, min: 0, uk: "жителів", en: "residents"}
`

const towns = "id,name,people\n1,Ранок,100\n2,Полудень,200\n3,Вечір,300\n4,Північ,\n5,Зоря,500\n6,Хмара,600\n7,Роса,700\n8,Іній,800\n"

// project is a file system that declares towns with last good facts.
func project(t *testing.T) (fstest.MapFS, *catalog.Catalog) {
	t.Helper()
	fsys := fstest.MapFS{"ingest/sources/towns/source.yaml": {Data: []byte(townYAML)}}
	cat, err := catalog.Load(fsys)
	if err != nil || len(cat.Findings) > 0 {
		t.Fatal(err, cat.Findings)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "towns.csv"), []byte(towns), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Read(context.Background(), cat.Sources[0], nil, folder(dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	target := t.TempDir()
	if err := writeFacts(target, cat.Sources[0], f); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{factsFile, lockFile} {
		body, err := os.ReadFile(filepath.Join(target, name))
		if err != nil {
			t.Fatal(err)
		}
		fsys["ingest/sources/towns/"+name] = &fstest.MapFile{Data: body}
	}
	return fsys, cat
}

// run ingests towns from a mirror and returns the rows of the table and the findings.
func run(t *testing.T, mirror string, fetch *fetch.Fetcher) (rows int, findings catalog.Findings) {
	t.Helper()
	rows, findings, err := attempt(t, mirror, fetch)
	if err != nil {
		t.Fatal(err)
	}
	return rows, findings
}

// attempt is a run that may end with an error.
func attempt(t *testing.T, mirror string, fetch *fetch.Fetcher) (rows int, findings catalog.Findings, err error) {
	t.Helper()
	fsys, cat := project(t)
	s := &store.Store{}
	t.Cleanup(func() { s.Close() })
	l, err := store.OpenLedger(filepath.Join(t.TempDir(), "ledger.json"), "test")
	if err != nil {
		t.Fatal(err)
	}
	st := &Stage{Catalog: cat, Store: s, Ledger: l, Files: fsys, Mirror: mirror, Fetch: fetch, Log: slog.New(slog.DiscardHandler)}
	if err := st.Run(context.Background()); err != nil {
		return 0, nil, err
	}
	got, err := s.Select(context.Background(), "select count(*) from raw.towns")
	if err != nil {
		t.Fatal(err)
	}
	return int(got.Values[0][0].(int64)), l.Findings, nil
}

// manyTowns is a file of n rows.
func manyTowns(n int) string {
	var b strings.Builder
	b.WriteString("id,name,people\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,Село,5\n", i+1)
	}
	return b.String()
}

// TestGrowth: a table that was small may grow up to 1,000 rows, or as far as its source declares.
func TestGrowth(t *testing.T) {
	for _, c := range []struct {
		now, last int
		grow      float64
		refused   bool
	}{{1000, 8, 0, false}, {1001, 8, 0, true}, {20_000, 2000, 0, false}, {20_001, 2000, 0, true}, {20_001, 2000, 15, false}, {5000, 0, 0, false}, {1800, 2000, 0, false}, {1799, 2000, 0, true}} {
		if err := sized(catalog.Source{Grow: c.grow}, c.now, c.last); (err != nil) != c.refused {
			t.Errorf("%d rows after %d, grow %g: %v", c.now, c.last, c.grow, err)
		}
	}
}

// TestFaultsKeepTheLastGoodTable: whatever is wrong with a file is told with place and hint, and the last good rows stay.
func TestFaultsKeepTheLastGoodTable(t *testing.T) {
	cp1251, err := charmap.Windows1251.NewEncoder().String(towns)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ body, finding string }{
		"header renamed":    {strings.Replace(towns, "people", "folk", 1), `towns.csv:1: column "people" is not in the header`},
		"wrong encoding":    {cp1251, "towns.csv:2: the text is not UTF-8"},
		"empty":             {"", "the file is empty"},
		"header only":       {"id,name,people\n", "no row was loaded"},
		"rows vanished":     {"id,name,people\n1,Ранок,100\n2,Полудень,200\n", "2 rows, the last good table had 8"},
		"ten times larger":  {manyTowns(1001), "1001 rows, the last good table had 8"},
		"a web page":        {"<!DOCTYPE html><html>Помилка 404</html>", "the file is not delimited text"},
		"a workbook":        {"PK\x03\x04 not really", "the file is not delimited text"},
		"quotes left open":  {strings.NewReplacer(",Р", ",\"Р", ",П", ",\"П", ",В", ",\"В", ",Н", ",\"Н").Replace(towns), "the quoting is broken"},
		"too much is wrong": {strings.ReplaceAll(towns, "00\n", "0x\n"), "7 of 8 records are quarantined"},
		"column dropped":    {"id,name\n1,Ранок\n", `column "people" is not in the header`},
		"rows doubled":      {towns + strings.Replace(towns, "id,name,people\n", "", 1), "8 of 16 records are quarantined"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "towns.csv"), []byte(c.body), 0o644); err != nil {
				t.Fatal(err)
			}
			rows, findings := run(t, dir, nil)
			if rows != 8 {
				t.Errorf("%d rows are in the table, the last good one has 8", rows)
			}
			if len(findings) != 1 || !strings.Contains(findings[0].String(), c.finding) {
				t.Errorf("findings %v do not say %q", findings, c.finding)
			}
		})
	}
	t.Run("file missing", func(t *testing.T) {
		rows, findings := run(t, t.TempDir(), nil)
		if rows != 8 || len(findings) != 1 || !strings.Contains(findings[0].What, "the mirror has no file of any source") {
			t.Errorf("%d rows, findings %v", rows, findings)
		}
	})
}

// TestToleratedRowsAreQuarantined: within the tolerance the rest is loaded and the account adds up.
func TestToleratedRowsAreQuarantined(t *testing.T) {
	dir := t.TempDir()
	body := strings.Replace(towns, "8,Іній,800", "восьме,Іній,800", 1) + "9,Туман,900\n"
	if err := os.WriteFile(filepath.Join(dir, "towns.csv"), []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	if rows, findings := run(t, dir, nil); rows != 8 || len(findings) != 0 {
		t.Errorf("%d rows, findings %v", rows, findings)
	}
}

// TestMirrorOverHTTP fetches from loopback: a good file, a missing one, one that is cut, and loopback where it is not allowed.
func TestMirrorOverHTTP(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/good/towns.csv":
			_, _ = io.WriteString(w, towns+"9,Туман,900\n")
		case "/cut/towns.csv":
			w.Header().Set("Content-Length", "4096")
			_, _ = io.WriteString(w, towns)
		case "/away/towns.csv":
			http.Redirect(w, r, "/good/towns.csv", http.StatusFound)
		case "/ill/mirror.yaml":
			w.WriteHeader(http.StatusInternalServerError)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	fetchBy := func(allow bool) *fetch.Fetcher {
		f := fetcher(fetchtest.NewClock())
		f.AllowLoopback = allow
		return f
	}
	if rows, findings := run(t, server.URL+"/good", fetchBy(true)); rows != 9 || len(findings) != 0 {
		t.Errorf("good: %d rows, %v", rows, findings)
	}
	if rows, findings := run(t, server.URL+"/away", fetchBy(true)); rows != 9 || len(findings) != 0 {
		t.Errorf("redirected: %d rows, %v", rows, findings)
	}
	for _, path := range []string{"/nowhere", "/cut"} {
		if rows, findings := run(t, server.URL+path, fetchBy(true)); rows != 8 || len(findings) != 1 {
			t.Errorf("%s: %d rows, findings %v", path, rows, findings)
		}
	}
	// Whoever cannot be asked whether the mirror is synthetic gives nothing at all.
	if _, _, err := attempt(t, server.URL+"/good", fetchBy(false)); err == nil || !strings.Contains(err.Error(), "is not public") {
		t.Errorf("a private address: %v", err)
	}
	if _, _, err := attempt(t, server.URL+"/ill", fetchBy(true)); err == nil || !strings.Contains(err.Error(), "500") {
		t.Errorf("a server that is ill: %v", err)
	}
}

// TestOwnDiskFull: what our own disk cannot take ends the run; no source is blamed for it, and none is left out in silence.
func TestOwnDiskFull(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/towns.csv" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, towns)
	}))
	defer server.Close()
	f := fetcher(fetchtest.NewClock())
	f.AllowLoopback, f.Dir = true, t.TempDir()
	if err := os.Symlink("/dev/full", filepath.Join(f.Dir, fetch.SmallFilesName)); err != nil {
		t.Skip(err)
	}
	if _, _, err := attempt(t, server.URL, f); err == nil || !errors.As(err, new(fetch.DiskError)) {
		t.Errorf("a disk that is full: %v", err)
	}
}

// TestAFailureFallsBackOnWhatWasReadLast: newer rows of an earlier run stay, not the older embedded ones.
func TestAFailureFallsBackOnWhatWasReadLast(t *testing.T) {
	fsys, cat := project(t)
	keep, good, bad := t.TempDir(), t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(good, "towns.csv"), []byte(towns+"9,Туман,900\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bad, "towns.csv"), []byte("<html>captcha</html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	for i, mirror := range []string{good, bad} {
		s := &store.Store{}
		defer s.Close()
		l, err := store.OpenLedger(filepath.Join(t.TempDir(), "ledger.json"), "test")
		if err != nil {
			t.Fatal(err)
		}
		st := &Stage{Catalog: cat, Store: s, Ledger: l, Files: fsys, Mirror: mirror, Keep: keep, Log: slog.New(slog.DiscardHandler)}
		if err := st.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		got, err := s.Select(context.Background(), "select count(*), (select any_value(origin) from raw.intake) from raw.towns")
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{"parsed", "last good"}[i]; got.Values[0][0] != int64(9) || got.Values[0][1] != want {
			t.Errorf("run %d: %v, want 9 rows, %s", i+1, got.Values[0], want)
		}
	}
}

// TestMirrorPathStaysInside refuses a declaration that points out of the mirror.
func TestMirrorPathStaysInside(t *testing.T) {
	_, err := folder(t.TempDir())(context.Background(), catalog.Source{Name: "x"}, catalog.File{Mirror: "../../etc/passwd"})
	if err == nil || !strings.Contains(err.Error(), "leaves the mirror") {
		t.Errorf("got %v", err)
	}
}

// TestPackIsStable: equal rows give equal bytes, and come back.
func TestPackIsStable(t *testing.T) {
	fsys, cat := project(t)
	a, err := Embedded(fsys, cat.Sources[0])
	if err != nil {
		t.Fatal(err)
	}
	one, err := a.Pack(cat.Sources[0])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, fsys["ingest/sources/towns/"+factsFile].Data) {
		t.Error("packing the unpacked facts gives other bytes")
	}
}

// FuzzCSV: whatever the bytes, reading ends with records or an error, and no record is lost between in and out.
func FuzzCSV(f *testing.F) {
	f.Add([]byte(towns))
	f.Add([]byte("id,name,people\n1,\"a\nb\",3\n"))
	f.Add([]byte("\xef\xbb\xbfid,name,people\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		fsys := fstest.MapFS{"ingest/sources/towns/source.yaml": {Data: []byte(townYAML)}}
		cat, err := catalog.Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		s := cat.Sources[0]
		s.Tolerance = 1
		got, err := Read(context.Background(), s, parse.Ordinary, func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
			return fetch.InMemory(body), nil
		}, nil)
		if err != nil {
			return
		}
		for _, l := range got.Lock.Files {
			if l.RowsIn != l.Loaded+l.Quarantined+l.skipped() || l.Loaded != len(got.Rows) {
				t.Fatalf("account does not add up: %+v, %d rows", l, len(got.Rows))
			}
		}
	})
}
