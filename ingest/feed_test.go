// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/fetch/fetchtest"
	"osnova/ingest/parse"
)

// feed is an API as a publisher may have it: synthetic.
type feed struct {
	format string            // of the declaration
	start  string            // path and query of the first document
	pages  map[string]string // by path and query; HOST stands for the server
	froms  [4]string         // of id, name, count, day
	pack   string
}

// feedRows is what every feed says.
const feedRows = `id,name,count,day
0101,Перший,3,2025-01-02
0102,Другий,,2025-01-03
0103,"Третій, «останній»",0,2025-01-04
`

func feeds() map[string]feed {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = io.WriteString(z, "{\"id\":101,\"names\":[\"Перший\"],\"n\":3,\"d\":\"2025-01-02\"}\n\n{\"code\":\"0102\",\"names\":[\"Другий\",\"зайвий\"],\"n\":null,\"d\":\"02.01.2025\",\"d2\":\"2025-01-03\"}\n"+
		"{\"id\":\"0103\",\"names\":[\"Третій, «останній»\"],\"n\":0,\"d2\":\"2025-01-04\"}")
	z.Close()
	one := func(s string) string {
		return `{"id":"0101","name":"Перший","tags":[1,2,3],"day":"2025-01-02T23:59:59.9+02:00"}` + s
	}
	two, three := `{"id":"0102","name":"Другий","day":"2025-01-03T00:00:00+02:00"}`, `{"id":"0103","name":"Третій, «останній»","tags":[],"day":"2025-01-04"}`
	plain := [4]string{"id", "name", "tags[#]", "day"}
	return map[string]feed{
		"counted by records, with a total": {
			format: `{kind: json, json: {rows: result.results, page: {param: start, step: 2, total: result.count}}}`, start: "/api/3/action/package_search?rows=2", froms: plain,
			pages: map[string]string{
				"/api/3/action/package_search?rows=2":         `{"success":true,"help":{"results":[{"id":"no"}]},"result":{"results":[` + one(",") + two + `],"count":3}}`,
				"/api/3/action/package_search?rows=2&start=2": `{"result":{"count":3,"sort":null,"results":[` + three + `]}}`,
			},
		},
		"counted by pages, to the empty one": {
			format: `{kind: json, json: {rows: data, page: {param: page, from: 1}}}`, start: "/list", froms: plain,
			pages: map[string]string{"/list": `{"data":[` + one("") + `]}`, "/list?page=2": `{"data":[` + two + `,` + three + `]}`, "/list?page=3": `{"data":[]}`},
		},
		"address of the next document": {
			format: `{kind: json, json: {rows: data, next: next_page.uri}}`, start: "/api/2.5/tenders", froms: plain,
			pages: map[string]string{
				"/api/2.5/tenders":            `{"next_page":{"offset":"7.1","path":"/x","uri":"HOST/api/2.5/tenders?offset=7.1"},"data":[` + one(",") + two + `]}`,
				"/api/2.5/tenders?offset=7.1": `{"data":[` + three + `],"next_page":{"uri":"tenders?offset=8.2"}}`,
				"/api/2.5/tenders?offset=8.2": `{"data":[],"next_page":{"uri":"tenders?offset=8.2"}}`,
			},
		},
		"value for a parameter": {
			format: `{kind: json, json: {rows: items, next: meta.'next.token', param: after}}`, start: "/v1?a=1", froms: plain,
			pages: map[string]string{"/v1?a=1": `{"items":[` + one("") + `],"meta":{"next.token":17}}`, "/v1?a=1&after=17": `{"items":[` + two + `,` + three + `],"meta":{"next.token":null}}`},
		},
		"from the last record on": {
			format: `{kind: json, json: {rows: data, since: external.updated, param: from}}`, start: "/dream/ideas", froms: [4]string{"internal.id", "title[lang=uk].text", "n", "external.updated"},
			pages: map[string]string{
				"/dream/ideas":                 `{"data":[{"internal":{"id":101},"title":[{"lang":"en","text":"First"},{"lang":"uk","text":"Перший"}],"n":3,"external":{"updated":"2025-01-02"}},{"internal":{"id":"102"},"title":[{"lang":"uk","text":"Другий"}],"external":{"updated":"2025-01-03"}}]}`,
				"/dream/ideas?from=2025-01-03": `{"data":[{"internal":{"id":"102"},"title":[{"lang":"uk","text":"Другий"}],"external":{"updated":"2025-01-03"}},{"internal":{"id":103},"title":[{"lang":"uk","text":"Третій, «останній»"}],"n":0,"external":{"updated":"2025-01-04"}}]}`,
				"/dream/ideas?from=2025-01-04": `{"data":[{"internal":{"id":103},"title":[{"lang":"uk","text":"Третій, «останній»"}],"n":0,"external":{"updated":"2025-01-04"}}]}`,
			},
		},
		"rows inside of records, members as records": {
			format: `{kind: json, json: {rows: "by_day.*", each: items}}`, start: "/one.json", froms: [4]string{"id", "^.names[0] | name", "n", "$key"},
			pages: map[string]string{"/one.json": `{"by_day":{"2025-01-02":{"names":["Перший"],"items":[{"id":101,"n":3}]},"2025-01-03":{"items":{"id":"102","name":"Другий"}},"2025-01-04":{"items":[{"id":103,"name":"Третій, «останній»","n":0}]}}}`},
		},
		"lines, packed": {
			format: `{kind: json, json: {lines: true}}`, start: "/dump.jsonl.gz", froms: [4]string{"id | code", "names[0]", "n", "d2 | d"}, pack: "gzip",
			pages: map[string]string{"/dump.jsonl.gz": packed.String()},
		},
	}
}

func (f feed) declare(t testing.TB, base string) catalog.Source {
	t.Helper()
	u, err := url.Parse(base + f.start)
	if err != nil {
		t.Fatal(err)
	}
	pack := ""
	if f.pack != "" {
		pack = ", pack: " + f.pack
	}
	yaml := strings.Split(townYAML, "files:")[0] + fmt.Sprintf("files: [{name: feed, url: %q, mirror: %q%s}]\nformat: %s\nkey: [id]\ncolumns:\n", u.String(), "api/"+pagePath(u), pack, f.format)
	for i, c := range []string{"id: text, pad: 4, required: true", "name: text", "count: integer", "day: date"} {
		name, kind, _ := strings.Cut(c, ": ")
		yaml += fmt.Sprintf("  - {name: %s, from: %q, type: %s, uk: x, en: x}\n", name, f.froms[i], kind)
	}
	cat, err := catalog.Load(fstest.MapFS{"ingest/sources/feed/source.yaml": {Data: []byte(yaml)}})
	if err != nil || len(cat.Findings) > 0 {
		t.Fatal(err, cat.Findings, yaml)
	}
	return cat.Sources[0]
}

func (f feed) serve(t testing.TB) *httptest.Server {
	t.Helper()
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := f.pages[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, strings.ReplaceAll(page, "HOST", server.URL))
	}))
	t.Cleanup(server.Close)
	return server
}

// lay writes the documents of a server into a mirror folder.
func lay(t testing.TB, mirror, base string, pages map[string]string) {
	t.Helper()
	for address, page := range pages {
		u, err := url.Parse(base + address)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(mirror, "api", filepath.FromSlash(pagePath(u)))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(page, "HOST", base)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFeeds: seven ways to publish the same records as JSON give the same rows, from their server, from a mirror folder and from a mirror over HTTP.
func TestFeeds(t *testing.T) {
	for name, f := range feeds() {
		t.Run(name, func(t *testing.T) {
			server := f.serve(t)
			s := f.declare(t, server.URL)
			mirror := t.TempDir()
			lay(t, mirror, server.URL, f.pages)
			files := httptest.NewServer(http.FileServer(http.Dir(mirror)))
			defer files.Close()
			for from, open := range map[string]opener{"server": upstream(fetcher(fetchtest.NewClock())), "folder": folder(mirror), "mirror server": mirrored(fetcher(fetchtest.NewClock()), files.URL)} {
				got, err := Read(context.Background(), s, nil, open, nil)
				if err != nil {
					t.Fatalf("%s: %v", from, err)
				}
				text, err := golden(s, got)
				if err != nil {
					t.Fatal(err)
				}
				rows, _, _ := strings.Cut(string(text), "# ")
				if d := cmp.Diff(feedRows, rows); d != "" {
					t.Errorf("%s: %s", from, d)
				}
				if len(got.Lock.Files) != len(f.pages) || len(got.Bad) > 0 {
					t.Errorf("%s: %d documents are locked, want %d; %v", from, len(got.Lock.Files), len(f.pages), got.Bad)
				}
			}
		})
	}
}

// TestFeedRepeats: a server that knows no parameter gives its first page for ever; that is told, and the walk ends.
func TestFeedRepeats(t *testing.T) {
	f := feeds()["counted by pages, to the empty one"]
	page := f.pages["/list?page=2"]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, page) }))
	defer server.Close()
	got, err := Read(context.Background(), f.declare(t, server.URL), nil, upstream(fetcher(fetchtest.NewClock())), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 2 || len(got.Lock.Files) != 2 || got.Lock.Files[1].Skipped["page_repeated"] != 2 || len(got.Bad) != 0 {
		t.Errorf("%v, %+v, %v", got.Rows, got.Lock.Files, got.Bad)
	}
}

// TestFeedFaults: a document that is not what it was is told with its name, and the source is refused as a whole.
func TestFeedFaults(t *testing.T) {
	counted, page2 := "counted by records, with a total", "/api/3/action/package_search?rows=2&start=2"
	for name, c := range map[string]struct {
		feed, page, body, want string
	}{
		"error page with 200":   {counted, page2, "<html>Спробуйте пізніше</html>", "the file is a web page or XML, not JSON"},
		"empty":                 {counted, page2, " \n", "the file is empty"},
		"error object":          {counted, page2, `{"success":false,"error":{"__type":"x"}}`, "the document has no result.results (its members are: success, error)"},
		"truncated":             {counted, page2, `{"result":{"count":3,"results":[{"id":"0103"},{"id":"01`, "after record 1 before it is complete"},
		"damaged":               {counted, page2, `{"result":{"results":[{"id" "0103"}]}}`, "no JSON, byte 24"},
		"more behind":           {counted, page2, `{"result":{"results":[]}}{"result":1}`, "more follows behind the document"},
		"other charset":         {counted, page2, "{\"result\":{\"results\":[{\"id\":\"9\",\"name\":\"\xcf\xe5\xf0\xf8\xe8\xe9\"}]}}", "is not UTF-8"},
		"no list":               {counted, page2, `{"result":{"results":"none"}}`, "a list of objects is expected"},
		"ends early":            {counted, page2, `{"result":{"count":3,"results":[]}}`, "ends after 2 of the 3 records"},
		"gone":                  {counted, page2, "", "404 Not Found"},
		"too deep":              {counted, page2, `{"x":` + strings.Repeat("[", 300) + strings.Repeat("]", 300) + `,"result":{"results":[]}}`, "more than 200 deep"},
		"endless record":        {counted, page2, `{"result":{"results":[{"id":"` + strings.Repeat("x", 70<<20) + `"}]}}`, "a record of more than 32 MB"},
		"link out of the house": {"address of the next document", "/api/2.5/tenders", `{"next_page":{"uri":"https://example.org/"},"data":[{"id":"1"}]}`, "example.org, a host that is not declared"},
		"link that is none":     {"address of the next document", "/api/2.5/tenders", `{"next_page":{"uri":"ftp://example.org/"},"data":[{"id":"1"}]}`, "which is no address"},
		"cursor stands still":   {"from the last record on", "/dream/ideas?from=2025-01-03", `{"data":[{"internal":{"id":7},"external":{"updated":"2025-01-03"}}]}`, "the feed cannot be followed further"},
		"cursor is missing":     {"from the last record on", "/dream/ideas?from=2025-01-03", `{"data":[{"internal":{"id":7}}]}`, "the last record has no external.updated"},
	} {
		t.Run(name, func(t *testing.T) {
			f := feeds()[c.feed]
			if f.pages[c.page] = c.body; c.body == "" {
				delete(f.pages, c.page)
			}
			server := f.serve(t)
			_, err := Read(context.Background(), f.declare(t, server.URL), nil, upstream(fetcher(fetchtest.NewClock())), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestFeedQuarantine: a record that is none, a value of a kind that no cell can hold and a line that breaks off are told with their number; the others are loaded.
func TestFeedQuarantine(t *testing.T) {
	for name, c := range map[string]struct{ format, body, want string }{
		"list": {
			`{kind: json}`, `[{"id":"1"},7,{"id":{"x":1}},null,{"id":"2","name":["a"],"count":"12"},{"id":"3","count":true},"text",{"id":"1"},{}]`,
			"1,,,|2,,12,; 2  7 is a number, not an object row|3 id  is an object, not a value row|4   is null, not an object row|5 name  is a list, not a value cell|6 count true is not a number row|7  text is a text, not an object row|8 id 1 key is taken by an earlier row row|9 id  is empty row",
		},
		"lines": {
			`{kind: json, json: {lines: true}}`, "{\"id\":\"1\"}\n{\"id\":\"2\n{\"id\":\"3\"}{}\n[1]\n",
			"1,,,; 2   is no JSON: it breaks off row|3   is more than one document row|4   is a list, not an object row",
		},
		"nothing inside": {`{kind: json, json: {rows: r, each: e}}`, `{"r":[{"e":[]},{"e":[{"id":"1"},{"id":"2"}]},{"e":null},{}]}`, "1,,,|2,,,; "},
		"one object":     {`{kind: json}`, `{"id":"1","name":"x"}`, "1,x,,; "},
	} {
		t.Run(name, func(t *testing.T) {
			f := feed{format: c.format, start: "/x.json", froms: [4]string{"id", "name", "count", "day"}}
			s := f.declare(t, "http://127.0.0.1")
			s.Tolerance, s.Columns[0].Pad, s.Columns[1].OnBad = 1, 0, "cell"
			got, err := Read(context.Background(), s, nil, func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
				return fetch.InMemory([]byte(c.body)), nil
			}, nil)
			if err != nil {
				t.Fatal(err)
			}
			var rows, bad []string
			for _, r := range got.Rows {
				rows = append(rows, strings.Join(r, ","))
			}
			for _, b := range got.Bad {
				bad = append(bad, fmt.Sprintf("%d %s %s %s %s", b.Line, b.Column, b.Value, b.Reason, scope(b)))
			}
			if d := cmp.Diff(c.want, strings.Join(rows, "|")+"; "+strings.Join(bad, "|")); d != "" {
				t.Error(d)
			}
			if l := got.Lock.Files[0]; l.RowsIn != l.Loaded+l.Quarantined+l.skipped() {
				t.Errorf("%+v", l)
			}
		})
	}
}

// large is a document of many records, made as it is read.
type large struct {
	records, now int
	rest         []byte
	weighed      bool   // whether memory in use is looked at on the way
	peak         uint64 // the most of it, without what the collector may take
	read         int64
}

func (l *large) Read(p []byte) (int, error) {
	for len(l.rest) == 0 {
		switch {
		case l.now == 0:
			l.rest = []byte(`{"meta":{"a":[1,2,3]},"rows":[`)
		case l.now <= l.records:
			l.rest = fmt.Appendf(nil, `%s{"id":"%d","name":"Проєкт %d","kind":"k%d","parties":[{"id":"a","roles":["buyer"]},{"id":"b"}],"note":"%s"}`, strings.Repeat(",", min(l.now-1, 1)), l.now, l.now, l.now%1000, strings.Repeat("текст ", 20))
		case l.now == l.records+1:
			l.rest = []byte(`],"end":true}`)
		default:
			return 0, io.EOF
		}
		if l.now++; l.now%20000 == 0 && l.weighed {
			runtime.GC() // garbage grows with the heap that other tests keep
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			l.peak = max(l.peak, m.HeapAlloc)
		}
	}
	n := copy(p, l.rest)
	l.rest, l.read = l.rest[n:], l.read+int64(n)
	return n, nil
}

func (l *large) Close() error { return nil }

func (l *large) ReadAt([]byte, int64) (int, error) { return 0, errors.New("not asked for") }

// ofKind reads a large document, of which one record in a thousand is kept.
func ofKind(t testing.TB, l *large) *Facts {
	s := feed{format: `{kind: json, json: {rows: rows}}`, start: "/x.json", froms: [4]string{"id", "name", "parties[#]", "day"}}.declare(t, "http://127.0.0.1")
	s.Skip = []catalog.SkipRule{{Rule: "other_kind", Column: "kind", Not: "^k7$"}}
	got, err := Read(context.Background(), s, nil, func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
		return fetch.NewBody(fetch.Snapshot{SHA256: "x", Size: 1 << 40}, func() (fetch.Bytes, error) { return l, nil }), nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestLargeFeed: a document of 100 MB is read with little memory.
func TestLargeFeed(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // garbage is not what is measured, however much other tests hold
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	l := &large{records: 320_000, weighed: true}
	got := ofKind(t, l)
	if len(got.Rows) != 320 || got.Lock.Files[0].Skipped["other_kind"] != 319_680 {
		t.Errorf("%d rows, %+v", len(got.Rows), got.Lock.Files[0])
	}
	if l.read < 100<<20 || l.peak > before.HeapAlloc+60<<20 {
		t.Errorf("%d MB read, %d MB of heap at the peak, %d before", l.read>>20, l.peak>>20, before.HeapAlloc>>20)
	}
}

// BenchmarkJSON tells bytes of JSON by second.
func BenchmarkJSON(b *testing.B) {
	for b.Loop() {
		l := &large{records: 100_000}
		ofKind(b, l)
		b.SetBytes(l.read)
	}
}

// FuzzJSON: whatever the document, reading ends with rows or an error, and no record is lost.
func FuzzJSON(f *testing.F) {
	var sources []catalog.Source
	for _, one := range feeds() {
		for _, page := range one.pages {
			f.Add([]byte(page))
		}
		s := one.declare(f, "http://127.0.0.1")
		s.Tolerance, s.Files[0].Pack = 1, ""
		if s.Format.JSON != nil {
			s.Format.JSON.Pages = 3
		}
		sources = append(sources, s)
	}
	f.Add([]byte(`{"data":[{},[],null,"",1e999,{"id":{"id":[]}}],"next_page":{"uri":"?a"},"by_day":{"":{"items":[[{}]]}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, s := range sources {
			got, err := Read(context.Background(), s, parse.Ordinary, func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
				return fetch.InMemory(body), nil
			}, nil)
			if err != nil {
				continue
			}
			for _, one := range got.Lock.Files {
				if one.RowsIn != one.Loaded+one.Quarantined+one.skipped() {
					t.Fatalf("the account does not add up: %+v", one)
				}
			}
		}
	})
}
