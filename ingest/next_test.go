// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"osnova/catalog"
	"osnova/ingest/fetch/fetchtest"
)

// pagedSource declares invented towns on pages, the first at an address.
func pagedSource(t *testing.T, first, mirror, next string) catalog.Source {
	t.Helper()
	yaml := strings.Split(townYAML, "files:")[0] + fmt.Sprintf(`files: [{name: list, url: %q, mirror: %q}]
format: {kind: html, html: {rows: "tr.row", next: %q}}
key: [id]
columns:
  - {name: id, from: id, type: text, required: true, uk: x, en: x}
  - {name: name, from: name, type: text, uk: x, en: x}
`, first, mirror, next)
	cat, err := catalog.Load(fstest.MapFS{"ingest/sources/feed/source.yaml": {Data: []byte(yaml)}})
	if err != nil || len(cat.Findings) > 0 {
		t.Fatal(err, cat.Findings, yaml)
	}
	return cat.Sources[0]
}

// townPage is a page with one invented town and what stands below the list.
func townPage(n int, below string) string {
	return fmt.Sprintf(`<html><body><table><tr class=row><th>id</th><th>name</th></tr><tr class=row><td>%d</td><td>Місто</td></tr></table>%s</body></html>`, n, below)
}

// TestNextThatCannotBeFollowed: a link to the next page that a reader could follow and we cannot is a fault that names the page and the link,
// not the end of the list. A page without such a link, or with one that is switched off, is the last.
func TestNextThatCannotBeFollowed(t *testing.T) {
	const page = "x/uk/index.html"
	for name, c := range map[string]struct{ next, below, want string }{
		"postback":             {"a.next", `<a class=next href="javascript:__doPostBack('p','2')">далі</a>`, `by href "javascript:__doPostBack('p','2')", which cannot be followed`},
		"script in capitals":   {"a.next", `<a class=next href=" JavaScript:void(0)">далі</a>`, `"JavaScript:void(0)", which cannot be followed`},
		"mark":                 {"a.next", `<a class=next href="#">далі</a>`, `href "#", which cannot be followed`},
		"named mark":           {"a.next", `<a class=next href="#page2" onclick="load(2)">далі</a>`, `href "#page2", which cannot be followed`},
		"empty":                {"a.next", `<a class=next href="">далі</a>`, `href "", which cannot be followed`},
		"blank":                {"a.next", `<a class=next href="  ">далі</a>`, `href "", which cannot be followed`},
		"without an address":   {"a.next", `<a class=next onclick="load(2)">далі</a>`, `href "", which cannot be followed`},
		"a button":             {".next", `<button class=next onclick="load(2)">далі</button>`, `href "", which cannot be followed`},
		"letter":               {"a.next", `<a class=next href="mailto:rada@example.org">далі</a>`, `"mailto:rada@example.org", which cannot be followed`},
		"call":                 {"a.next", `<a class=next href="tel:+000">далі</a>`, "which cannot be followed"},
		"another scheme":       {"a.next", `<a class=next href="ftp://example.org/2">далі</a>`, "which cannot be followed"},
		"another host":         {"a.next", `<a class=next href="https://elsewhere.example/2">далі</a>`, "elsewhere.example, a host that is not declared: https://elsewhere.example/2"},
		"itself":               {"a.next", `<a class=next href="/uk/">далі</a>`, `by "/uk/", back to what was read before it`},
		"itself with a mark":   {"a.next", `<a class=next href="/uk/#list">далі</a>`, `by "/uk/#list", back to what was read before it`},
		"a page that is gone":  {"a.next", `<a class=next href="?p=404">далі</a>`, `by "?p=404", which is not there`},
		"in an item of a list": {"li.next", `<ul><li class=next><a href="javascript:load(2)">далі</a></li></ul>`, `"javascript:load(2)", which cannot be followed`},

		"none":                   {"a.next", ``, ""},
		"switched off":           {"a.next", `<a class="next disabled" href="#">далі</a>`, ""},
		"off for screen readers": {"a.next", `<a class=next aria-disabled=true href="javascript:void(0)">далі</a>`, ""},
		"off in a list":          {"a.next", `<ul><li class=disabled><a class=next href="#">далі</a></li></ul>`, ""},
		"off by its own class":   {"a.next", `<a class="next next--disabled">далі</a>`, ""},
		"a button that is off":   {".next", `<button class=next disabled>далі</button>`, ""},
		"left out":               {"a.next:not(.end)", `<a class="next end" href="#">далі</a>`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			mirror := t.TempDir()
			at := filepath.Join(mirror, filepath.FromSlash(page))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, []byte(townPage(1, c.below)), 0o644); err != nil {
				t.Fatal(err)
			}
			got, err := Read(context.Background(), pagedSource(t, "https://rada.example.org/uk/", page, c.next), nil, folder(mirror), nil)
			switch {
			case c.want == "" && (err != nil || len(got.Rows) != 1):
				t.Errorf("%v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "/uk/")):
				t.Errorf("got %v, want the page and %q", err, c.want)
			}
		})
	}
}

// TestNextOfPages: a list is followed to its end by whichever of its links leads on, from mirror and publisher alike; where it breaks off or
// turns back in its middle, by a redirect too, it is a fault.
func TestNextOfPages(t *testing.T) {
	link := func(href string) string { return `<a class=next href="` + href + `">далі</a>` }
	for name, c := range map[string]struct {
		below map[string]string // by path, what stands below the town
		moved map[string]string
		rows  int
		want  string
	}{
		"to the end":          {map[string]string{"/1": link("/2"), "/2": link("3"), "/3": ""}, nil, 3, ""},
		"above and below":     {map[string]string{"/1": link("/2") + link("/2"), "/2": ""}, nil, 2, ""},
		"back and on":         {map[string]string{"/1": link("/2"), "/2": link("/1") + link("/3"), "/3": ""}, nil, 3, ""},
		"one of two is dead":  {map[string]string{"/1": link("#") + link("/2"), "/2": ""}, nil, 2, ""},
		"numbers of pages":    {map[string]string{"/1": link("/2") + link("/3"), "/2": link("/1") + link("/3"), "/3": link("/1") + link("/2")}, nil, 3, ""},
		"back to the first":   {map[string]string{"/1": link("/2"), "/2": link("/3"), "/3": link("/1")}, nil, 0, `/3 leads to its next one by "/1", back to what was read before it`},
		"back to the second":  {map[string]string{"/1": link("/2"), "/2": link("/3"), "/3": link("/2#a")}, nil, 0, `/3 leads to its next one by "/2#a", back`},
		"gone in the middle":  {map[string]string{"/1": link("/2"), "/2": link("/3"), "/4": ""}, nil, 0, `/2 leads to its next page by "/3", which is not there`},
		"a script at the end": {map[string]string{"/1": link("/2"), "/2": link("javascript:go(3)")}, nil, 0, `by href "javascript:go(3)", which cannot be followed`},
		"moved back":          {map[string]string{"/1": link("/2"), "/2": link("/3")}, map[string]string{"/3": "/1"}, 0, `/2 leads to its next page by "/3", which leads back to`},
		"moved on":            {map[string]string{"/1": link("/old"), "/2": ""}, map[string]string{"/old": "/2"}, 2, ""},
		"a first that moved":  {map[string]string{"/0": link("/2"), "/2": link("/0")}, map[string]string{"/1": "/0"}, 0, `back to what was read before it`},
	} {
		t.Run(name, func(t *testing.T) {
			server := fetchtest.ServeAll(t, func(w http.ResponseWriter, r *http.Request) {
				if to, ok := c.moved[r.URL.Path]; ok {
					http.Redirect(w, r, to, http.StatusFound)
					return
				}
				below, ok := c.below[r.URL.Path]
				if !ok {
					http.NotFound(w, r)
					return
				}
				_, _ = fmt.Fprint(w, townPage(int(r.URL.Path[1]-'0'), below))
			})
			s := pagedSource(t, server+"/1", "x/1", "a.next")
			got, err := Read(context.Background(), s, nil, upstream(fetcher(fetchtest.NewClock())), nil)
			check := func(from string) {
				t.Helper()
				if c.want == "" && (err != nil || len(got.Rows) != c.rows) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
					t.Errorf("from %s: got %v, want %d rows, %q", from, err, c.rows, c.want)
				}
			}
			check("the publisher")
			if len(c.moved) > 0 { // a mirror knows of no redirects
				return
			}
			mirror := t.TempDir()
			for path := range maps.Keys(c.below) {
				at := filepath.Join(mirror, "x", path[1:])
				if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, []byte(townPage(int(path[1]-'0'), c.below[path])), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got, err = Read(context.Background(), s, nil, folder(mirror), nil)
			check("a mirror")
		})
	}
}
