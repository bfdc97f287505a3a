// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"html"
	"strings"
	"testing"

	"osnova/catalog"
)

// TestDictionaryHasEachTable: each declared table has its place on the page of its schema, with each column and its meaning, and the list of all leads to it.
func TestDictionaryHasEachTable(t *testing.T) {
	var cat *catalog.Catalog
	dir, _ := build(t, func(st *Stage) { cat = st.Catalog })
	files := readAll(t, dir)
	relations := cat.Relations()
	if len(relations) == 0 {
		t.Fatal("the fixture declares no table")
	}
	for _, l := range languages {
		list := files[string(l)+"/dictionary/index.html"]
		for _, r := range relations {
			page := html.UnescapeString(files[string(l)+"/dictionary/"+r.Schema+".html"])
			_, section, found := strings.Cut(page, `<section class="section" id="`+r.Anchor()+`">`)
			section, _, _ = strings.Cut(section, "</section>")
			if !found || !strings.Contains(section, r.Title.In(string(l))) {
				t.Errorf("%s: %s has no section with its title", l, r)
			}
			for _, c := range r.Columns {
				if !strings.Contains(section, "<code>"+c.Name+"</code>") || !strings.Contains(section, c.Text().In(string(l))) {
					t.Errorf("%s: %s says nothing of its column %s", l, r, c.Name)
				}
			}
			if !strings.Contains(list, `dictionary/`+r.Schema+`.html#`+r.Anchor()+`"`) {
				t.Errorf("%s: the list of tables does not lead to %s", l, r)
			}
		}
	}
}
