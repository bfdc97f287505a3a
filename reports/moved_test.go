// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"strings"
	"testing"

	"osnova/catalog"
)

// TestOldAddressSendsOn: a page whose row has an old address is sent on to from there in both languages, without a script, by a way that works from the
// file system; one whose row has none has no other address, and with an address of the site the canonical one is whole.
func TestOldAddressSendsOn(t *testing.T) {
	dir, _ := build(t)
	files := readAll(t, dir)
	for _, l := range []string{"uk", "en"} {
		old := files[l+"/communities/doslidna-0502001.html"]
		for _, want := range []string{
			`<html lang="` + l + `">`, `<meta http-equiv="refresh" content="0; url=../../` + l + `/communities/ahronomichna-0502001.html">`,
			`<link rel="canonical" href="../../` + l + `/communities/ahronomichna-0502001.html">`, `<a href="../../` + l + `/communities/ahronomichna-0502001.html">`, `content="noindex"`,
		} {
			if !strings.Contains(old, want) {
				t.Errorf("%s: the old address has no %s", l, want)
			}
		}
		if strings.Contains(old, "<script") {
			t.Errorf("%s: the old address needs a script", l)
		}
	}
	moved := 0
	for name, body := range files {
		if strings.HasSuffix(name, ".html") && strings.Contains(body, `http-equiv="refresh"`) {
			moved++
		}
	}
	if moved != 2 {
		t.Errorf("%d pages send on, the fixture has one old address in two languages", moved)
	}
	whole, _ := build(t, func(s *Stage) { s.Catalog.Project.Site = "https://example.org/osnova" })
	if page := readAll(t, whole)["uk/communities/doslidna-0502001.html"]; !strings.Contains(page, `<link rel="canonical" href="https://example.org/osnova/uk/communities/ahronomichna-0502001.html">`) {
		t.Error("the canonical address does not begin with the site's")
	}
}

// TestOldAddressIsNoPageOfToday: an old address that a page of today has stays that page's, and a column that the query does not give is told.
func TestOldAddressIsNoPageOfToday(t *testing.T) {
	dir, _ := build(t, func(s *Stage) {
		if err := s.Store.Exec(t.Context(), "update mart.community set former_slug = 'vinnytska-0502003' where slug = 'ahronomichna-0502001'"); err != nil {
			t.Fatal(err)
		}
	})
	if page := readAll(t, dir)["uk/communities/vinnytska-0502003.html"]; strings.Contains(page, `http-equiv="refresh"`) || !strings.Contains(page, "Вінницька міська громада") {
		t.Error("an old address took the place of a page of today")
	}
	_, findings := build(t, func(s *Stage) {
		for i := range s.Catalog.Pages {
			if s.Catalog.Pages[i].Name == "community" {
				s.Catalog.Pages[i].Moved = map[string]string{"slug": "no_such"}
			}
		}
	})
	said := func(f catalog.Finding) bool {
		return strings.Contains(f.What, "moved takes no_such, which each.sql does not give")
	}
	found := 0
	for _, f := range findings {
		if said(f) {
			found++
		}
	}
	if found != 1 {
		t.Errorf("%d findings tell of the column that is not there, want 1: %v", found, findings)
	}
}
