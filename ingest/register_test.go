// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/fetch/fetchtest"
	"osnova/ingest/parse"
)

// look is a register of bodies of self-organization as a city's site may show it: synthetic, and no person has a name in it.
type look struct {
	format    string            // of the declaration
	start     string            // path of the first page
	selectors map[string]string // of columns; none: by heading
	columns   map[string]string // headings of columns
	pages     map[string]string // by path and query
	cp1251    bool
}

// The three registers say the same: two bodies in one district, one in another.
const registerRows = `body_id,name_uk,district_uk,decided,status_uk
1,Комітет мікрорайону «Вигаданий-1»,Перший район,2019-11-23,легалізований
2,Вуличний комітет вулиці Неіснуючої,Перший район,2021-02-05,
3,Будинковий комітет «Синтетика»,Другий район,2026-06-01,легалізований
`

// secrets stand in every register, in columns that the declaration does not list.
var secrets = []string{"ОСОБА", "(000) 000-00", "@example.org"}

func looks() map[string]look {
	headings := map[string]string{"body_id": "№ з/п", "name_uk": "Назва ОСН", "district_uk": "$section", "decided": "Рішення / дата", "status_uk": "Статус"}
	heading := `<tr><th rowspan="2">№ з/п</th><th rowspan=2>Назва <br>ОСН</th><th colspan="2">Рішення</th><th rowspan="2">Голова, телефон</th><th rowspan="2">Статус</th></tr><tr><th>дата</th><th>номер</th></tr>`
	old := func(rows, rest string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><script>var t="<tr>"</script><table class=reg>` + rows + `</table>` + rest + `</body></html>`
	}
	card := func(id, name, date, status string) string {
		return fmt.Sprintf(`<div class="card" data-id="%s"><h3><a href="/osn/%[1]s">%[2]s</a></h3><p class="head">ОСОБА %[1]s, <a href="mailto:osoba%[1]s@example.org">лист</a>, (000) 000-00-0%[1]s</p><time>%[3]s</time><span class="status">%[4]s</span></div>`, id, name, date, status)
	}
	list := func(rows string) string {
		return `<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"></head><body><table id="r"><tr><td>Район</td><td>Номер</td><td>Назва</td><td>Дата</td><td>Контакти</td><td>Статус</td></tr>` + rows + `</table></body></html>`
	}
	return map[string]look{
		"old table over several pages": {
			format: `{kind: html, html: {rows: "table.reg tr", head: 2, next: "a.next"}}`, start: "/osn/", columns: headings, cp1251: true,
			pages: map[string]string{
				"/osn/": old(heading+`<tr><td colspan=6><b>Перший район</b></td></tr><tr><td>1</td><td>Комітет&nbsp;мікрорайону <i>«Вигаданий-1»</i><sup>1)</sup></td><td>23 листопада 2019 р.</td><td>17</td><td>ОСОБА 1, (000) 000-00-01</td><td>легалізований</td></tr>`+
					heading+`<tr><td>2</td><td>Вуличний комітет вулиці Неіснуючої</td><td>"05" лютого 2021 року</td><td>4</td><td>ОСОБА 2 osoba2@example.org</td><td></td></tr>`, `<a class="next" href="spysok.php?p=2#top">далі</a>`),
				"/osn/spysok.php?p=2": old(heading+`<tr><td colspan="6">Другий район</td></tr><tr><td>3</td><td>Будинковий комітет «Синтетика»</td><td>01.06.2026</td><td>9</td><td>ОСОБА 3</td><td>легалізований</td></tr>`, `<a class="first" href="/osn/">на початок</a>`),
			},
		},
		"cards behind links": {
			format: `{kind: html, html: {rows: "div.card", links: "nav a", match: "/district/"}}`, start: "/register",
			selectors: map[string]string{"body_id": "@data-id", "name_uk": "h3", "district_uk": ".status@data-district", "decided": "time", "status_uk": ".status"},
			pages: map[string]string{
				"/register":     `<html><head><base href="/x/"></head><body><nav><a href="district/1">Перший</a><a href="/x/district/2">Другий</a><a href="https://example.org/about">Про нас</a><a>порожнє</a></nav></body></html>`,
				"/x/district/1": `<html><body><nav><a href="/x/district/1">тут</a></nav>` + strings.ReplaceAll(card("1", "Комітет мікрорайону «Вигаданий-1»", "23.11.2019", "легалізований")+card("2", "Вуличний комітет вулиці Неіснуючої", "5 лютого 2021", ""), `class="status"`, `class="status" data-district="Перший район"`) + `</body></html>`,
				"/x/district/2": `<html><body>` + strings.ReplaceAll(card("3", "Будинковий комітет «Синтетика»", "2026-06-01", "легалізований"), `class="status"`, `class="status" data-district="Другий район"`) + `</body></html>`,
			},
		},
		"merged cells, pages counted": {
			format: `{kind: html, html: {rows: "#r tr", page: {param: page, from: 0}}}`, start: "/osn.aspx?lang=uk",
			columns: map[string]string{"body_id": "Номер", "name_uk": "Назва", "district_uk": "Район", "decided": "Дата", "status_uk": "Статус"},
			pages: map[string]string{
				"/osn.aspx?lang=uk":        list(`<tr><td rowspan="2">Перший район</td><td>1</td><td>Комітет мікро&shy;району «Вигаданий-1»</td><td>23.11.2019</td><td>ОСОБА 1</td><td>легалізований</td></tr><tr><td>2</td><td>Вуличний комітет вулиці Неіснуючої</td><td>05.02.2021</td><td>(000) 000-00-02</td><td></td></tr>`),
				"/osn.aspx?lang=uk&page=1": list(`<tr><td>Другий район</td><td>3</td><td>Будинковий комітет «Синтетика»</td><td>1 червня 2026 року</td><td>osoba3@example.org</td><td>легалізований</td></tr>`),
				"/osn.aspx?lang=uk&page=2": list(`<tr><td>Другий район</td><td>3</td><td>Будинковий комітет «Синтетика»</td><td>1 червня 2026 року</td><td>osoba3@example.org</td><td>легалізований</td></tr>`),
			},
		},
	}
}

// declare makes the source of a register at a base address.
func (l look) declare(t testing.TB, base string) catalog.Source {
	t.Helper()
	u, err := url.Parse(base + l.start)
	if err != nil {
		t.Fatal(err)
	}
	yaml := strings.Split(townYAML, "files:")[0] + fmt.Sprintf("files: [{name: register, url: %q, mirror: %q}]\nformat: %s\nkey: [body_id]\ncolumns:\n", u.String(), "city/"+pagePath(u), l.format)
	for _, c := range []string{"body_id: text", "name_uk: text", "district_uk: text", "decided: date", "status_uk: text"} {
		name, kind, _ := strings.Cut(c, ": ")
		from := fmt.Sprintf("from: %q", l.columns[name])
		if l.selectors != nil {
			from = fmt.Sprintf("select: %q", l.selectors[name])
		}
		yaml += fmt.Sprintf("  - {name: %s, type: %s, %s, clean: name, uk: x, en: x}\n", name, kind, from)
	}
	cat, err := catalog.Load(fstest.MapFS{"ingest/sources/city/source.yaml": {Data: []byte(yaml)}})
	if err != nil || len(cat.Findings) > 0 {
		t.Fatal(err, cat.Findings, yaml)
	}
	return cat.Sources[0]
}

func (l look) body(t *testing.T, page string) []byte {
	t.Helper()
	if !l.cp1251 {
		return []byte(page)
	}
	out, err := charmap.Windows1251.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

func (l look) serve(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := l.pages[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(l.body(t, page))
	}))
	t.Cleanup(server.Close)
	return server
}

// TestRegisters: three looks of one register give the same rows, from their server, from a mirror folder and from a mirror over HTTP; nothing of a person passes the parser.
func TestRegisters(t *testing.T) {
	for name, l := range looks() {
		t.Run(name, func(t *testing.T) {
			server := l.serve(t)
			s := l.declare(t, server.URL)
			mirror := t.TempDir()
			for address, page := range l.pages {
				u, err := url.Parse(server.URL + address)
				if err != nil {
					t.Fatal(err)
				}
				file := filepath.Join(mirror, "city", filepath.FromSlash(pagePath(u)))
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, l.body(t, page), 0o644); err != nil {
					t.Fatal(err)
				}
			}
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
				if d := cmp.Diff(registerRows, rows); d != "" {
					t.Errorf("%s: %s", from, d)
				}
				if len(got.Lock.Files) != len(l.pages) {
					t.Errorf("%s: %d pages are locked, want %d", from, len(got.Lock.Files), len(l.pages))
				}
				for _, f := range got.Lock.Files {
					if f.RowsIn != f.Loaded+f.Quarantined+f.skipped() || f.SHA256 == "" || !strings.HasPrefix(f.Name, "city/") || from == "mirror server" && f.LastModified != "" {
						t.Errorf("%s: account %+v", from, f)
					}
				}
				kept := string(text) + fmt.Sprint(got.Lock, got.Bad)
				for _, secret := range secrets {
					if strings.Contains(kept, secret) {
						t.Errorf("%s: %s passed the parser:\n%s", from, secret, kept)
					}
				}
			}
		})
	}
}

// TestRegisterFaults: a page that is not what it was is told with its name, and the source is refused as a whole.
func TestRegisterFaults(t *testing.T) {
	page2 := "/osn/spysok.php?p=2"
	for name, c := range map[string]struct {
		change func(l *look)
		want   string
	}{
		"error page with 200": {func(l *look) {
			l.pages[page2] = "<html><body>Сторінку тимчасово вимкнено</body></html>"
		}, `city/osn/spysok.php?p=2: nothing on the page matches rows "table.reg tr"`},
		"page gone": {func(l *look) { delete(l.pages, page2) }, `/osn/ leads to its next page by "spysok.php?p=2#top", which is not there`},
		"back to the start": {func(l *look) {
			l.pages[page2] = strings.Replace(l.pages[page2], `class="first"`, `class="next"`, 1)
		}, `leads to its next one by "/osn/", back to what was read before it`},
		"other heading": {func(l *look) {
			l.pages[page2] = strings.ReplaceAll(l.pages[page2], "Назва <br>ОСН", "Найменування")
		}, `column "Назва ОСН" is not in the header`},
		"heading alone": {func(l *look) { l.pages[page2] = "<table class=reg><tr><th>x</th></tr></table>" }, "the heading should end with row 2"},
		"another table": {func(l *look) {
			l.pages[page2] = strings.Replace(l.pages[page2], "</table>", "</table><table class=reg><tr><th>Рік</th><th>Кошти</th></tr></table>", 1)
		}, "another table begins, with another heading: Рік | Кошти"},
		"link out of the house": {func(l *look) {
			l.pages[page2] = strings.Replace(l.pages[page2], `class="first" href="/osn/"`, `class="next" href="http://example.org/"`, 1)
		}, "example.org, a host that is not declared"},
		"endless": {func(l *look) {
			l.format = `{kind: html, html: {rows: "table.reg tr", head: 2, next: "a.next", pages: 1}}`
		}, "more than 1 pages"},
		"too deep": {func(l *look) { l.pages[page2] = strings.Repeat("<div>", 600) }, "cannot be read as HTML"},
		"wide": {func(l *look) {
			l.pages[page2] = strings.Replace(l.pages[page2], "<tr><td colspan=\"6\">", strings.Repeat("<tr>"+strings.Repeat(`<td colspan="1000" rowspan="65534">x</td>`, 9)+"</tr>", 500)+"<tr><td>", 1)
		}, "span too many cells"},
		"wrong charset": {func(l *look) {
			l.cp1251 = false
			l.pages[page2] = "<html>" + strings.Repeat("\xe9\x80\x81\x98\x8d na\xefve ", 9)
		}, "neither UTF-8 nor windows-1251"},
		"declared charset": {func(l *look) { l.format = strings.Replace(l.format, "kind: html", "kind: html, encoding: utf-8", 1) }, "the text is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			l := looks()["old table over several pages"]
			c.change(&l)
			server := l.serve(t)
			_, err := Read(context.Background(), l.declare(t, server.URL), nil, upstream(fetcher(fetchtest.NewClock())), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestPageEmptyByRule: a page that says that it has no record is no fault.
func TestPageEmptyByRule(t *testing.T) {
	l := looks()["cards behind links"]
	l.pages["/x/district/2"] = "<html><body><p>У районі ОСН не створено.</p></body></html>"
	for empty, fine := range map[string]bool{"": false, `, empty: "не створено"`: true} {
		one := l
		one.format = strings.Replace(l.format, `match: "/district/"`, `match: "/district/"`+empty, 1)
		server := one.serve(t)
		got, err := Read(context.Background(), one.declare(t, server.URL), nil, upstream(fetcher(fetchtest.NewClock())), nil)
		if (err == nil) != fine || fine && (len(got.Rows) != 2 || len(got.Lock.Files) != 3) {
			t.Errorf("%s: %v", empty, err)
		}
	}
}

// TestBlankPages: as many pages without records as declared are quarantined, one each; one more is a fault, and the first page is never spared.
func TestBlankPages(t *testing.T) {
	for blank, c := range map[int]struct {
		broken []string
		fine   bool
	}{1: {[]string{"/x/district/2"}, true}, 0: {[]string{"/x/district/2"}, false}, 2: {[]string{"/register"}, false}} {
		l := looks()["cards behind links"]
		for _, page := range c.broken {
			l.pages[page] = "<html><body><h1>Помилка</h1></body></html>"
		}
		l.format = strings.Replace(l.format, `match: "/district/"`, fmt.Sprintf(`match: "/district/", blank: %d`, blank), 1)
		server := l.serve(t)
		s := l.declare(t, server.URL)
		s.Tolerance = 1
		got, err := Read(context.Background(), s, nil, upstream(fetcher(fetchtest.NewClock())), nil)
		if (err == nil) != c.fine || c.fine && (len(got.Rows) != 2 || len(got.Bad) != 1 || got.Bad[0].File != "city/x/district/2") {
			t.Errorf("%d blank pages: %v, %+v", blank, err, got)
		}
	}
}

// TestRegisterRefresh: a register of which no page changed is not parsed; one page that changed makes the crawl again, and no page is fetched twice.
func TestRegisterRefresh(t *testing.T) {
	l := looks()["old table over several pages"]
	asked := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := l.pages[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		asked[r.URL.RequestURI()]++
		etag := `"` + fetch.InMemory([]byte(page)).SHA256[:16] + `"`
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(l.body(t, page))
	}))
	defer server.Close()
	r := refreshing(t, server.URL)
	s := l.declare(t, server.URL)
	s.Name, s.Dir = "towns", "ingest/sources/towns"
	r.cat.Sources = []catalog.Source{s}
	if _, rows, findings := r.run(); rows["towns"] != 3 || len(findings) > 0 || r.parsed["towns"] != 1 {
		t.Fatal(rows, findings, r.parsed)
	}
	if _, rows, findings := r.run(); rows["towns"] != 3 || len(findings) > 0 || r.parsed["towns"] != 1 {
		t.Errorf("rows %v, findings %v, parsed %v", rows, findings, r.parsed)
	}
	page := "/osn/spysok.php?p=2"
	l.pages[page] = strings.Replace(l.pages[page], "01.06.2026", "02.06.2026", 1)
	if _, _, findings := r.run(); len(findings) > 0 || r.parsed["towns"] != 2 {
		t.Errorf("findings %v, parsed %v", findings, r.parsed)
	}
	for address, n := range asked {
		if n != 3 {
			t.Errorf("%s was asked for %d times in three runs", address, n)
		}
	}
	l.pages[page] = "<html>Помилка</html>"
	if origins, rows, findings := r.run(); origins["towns"] != "last good" || rows["towns"] != 3 || len(findings) != 1 {
		t.Errorf("origins %v, rows %v, findings %v", origins, rows, findings)
	}
}

// FuzzHTML: whatever the page, the crawl ends with rows or an error, and no record is lost. Coverage varies with the scheduler: fuzz with
// -fuzzminimizetime 10x, or all time goes into making inputs smaller.
func FuzzHTML(f *testing.F) {
	for _, l := range looks() {
		for _, page := range l.pages {
			f.Add([]byte(page))
		}
	}
	f.Add([]byte(`<table class=reg><tr><th colspan=0 rowspan=-1>№ з/п<td rowspan=99999999999><table class=reg><tr><td>x</table>`))
	var sources []catalog.Source
	for _, l := range looks() {
		s := l.declare(f, "http://127.0.0.1")
		s.Tolerance = 1
		s.Format.HTML.Pages = 3
		sources = append(sources, s)
	}
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
