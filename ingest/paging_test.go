// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"osnova/catalog"
	"osnova/ingest/fetch/fetchtest"
)

// TestEndlessPaging: pages whose «next» never ends are refused after as many as are declared; a «next» that leads back to a page that was read before
// is refused, too, for the rest of the list is not behind it. No page is asked for twice.
func TestEndlessPaging(t *testing.T) {
	page := func(r *http.Request) int {
		n, _ := strconv.Atoi(r.URL.Query().Get("p"))
		return n
	}
	for kind, c := range map[string]struct {
		format string
		write  func(w io.Writer, n, next int)
	}{
		"json": {`{kind: json, json: {rows: data, next: next, pages: 7}}`, func(w io.Writer, n, next int) {
			fmt.Fprintf(w, `{"data":[{"id":"%d","name":"Місто","people":"5"}],"next":"?p=%d"}`, n, next)
		}},
		"html": {`{kind: html, html: {rows: "tr.row", next: "a.next", pages: 7}}`, func(w io.Writer, n, next int) {
			fmt.Fprintf(w, `<html><body><table><tr class=row><th>id</th><th>name</th></tr><tr class=row><td>%d</td><td>Місто</td></tr></table><a class=next href="?p=%d">далі</a></body></html>`, n, next)
		}},
	} {
		for name, next := range map[string]func(n int) int{"never ends": func(n int) int { return n + 1 }, "circles": func(n int) int { return (n + 1) % 4 }} {
			t.Run(kind+" "+name, func(t *testing.T) {
				asked := map[int]int{}
				server := fetchtest.ServeAll(t, func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == "/robots.txt" {
						http.NotFound(w, r)
						return
					}
					n := page(r)
					asked[n]++
					c.write(w, n, next(n))
				})
				columns := `
  - {name: id, from: id, type: text, required: true, uk: x, en: x}
  - {name: name, from: name, type: text, uk: x, en: x}
`
				yaml := strings.Split(townYAML, "files:")[0] + fmt.Sprintf("files: [{name: feed, url: %q, mirror: %q}]\nformat: %s\nkey: [id]\ncolumns:%s", server+"/list?p=0", "x/list?p=0", c.format, columns)
				cat, err := catalog.Load(fstest.MapFS{"ingest/sources/feed/source.yaml": {Data: []byte(yaml)}})
				if err != nil || len(cat.Findings) > 0 {
					t.Fatal(err, cat.Findings, yaml)
				}
				_, err = Read(context.Background(), cat.Sources[0], nil, upstream(fetcher(fetchtest.NewClock())), nil)
				switch name {
				case "circles":
					if err == nil || !strings.Contains(err.Error(), "back to what was read before it") || len(asked) != 4 {
						t.Errorf("%v, asked %v", err, asked)
					}
				default:
					if err == nil || !strings.Contains(err.Error(), "leads to more than 7 pages") || len(asked) != 7 {
						t.Errorf("%v, asked %v", err, asked)
					}
				}
				for n, times := range asked {
					if times > 1 {
						t.Errorf("page %d is asked for %d times", n, times)
					}
				}
			})
		}
	}
}
