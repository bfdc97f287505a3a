// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"slices"
	"strings"
	"testing"
)

// TestBindingLicences: share-alike, non-commercial and no-derivatives terms bind what is made of a source; others do not.
func TestBindingLicences(t *testing.T) {
	for id, want := range map[string]bool{
		"CC-BY-NC-SA-4.0": true, "CC-BY-SA-4.0": true, "CC-BY-NC-4.0": true, "CC-BY-ND-4.0": true, "ODbL-1.0": true, "AGPL-3.0": true,
		"CC-BY-4.0": false, "CC-BY-3.0-IGO": false, "MIT": false, "none-stated": false, "CC0-1.0": false,
	} {
		if got := (Licence{ID: id}).Binds(); got != want {
			t.Errorf("%s binds: %v, want %v", id, got, want)
		}
	}
}

// TestBoundDeclarations: an indicator of a binding source, a dataset of it under another licence, and a licence that cannot be told are findings.
func TestBoundDeclarations(t *testing.T) {
	both := Text{UK: "Назва", EN: "Title"}
	c := &Catalog{
		Project:    Project{Licence: ProjectLicence{ID: "CC-BY-4.0"}},
		Sources:    []Source{{Name: "speed", Licence: Licence{ID: "CC-BY-NC-SA-4.0"}}, {Name: "free", Licence: Licence{ID: "MIT"}}},
		Indicators: []Indicator{{Name: "a", File: "metrics/indicators/a.sql", Sources: []string{"speed"}}, {Name: "b", File: "metrics/indicators/b.sql", Sources: []string{"free"}}},
		Datasets: []Dataset{
			{Name: "wrong", File: "datasets/published/wrong.sql", Sources: []string{"free", "speed"}},
			{Name: "right", File: "datasets/published/right.sql", Sources: []string{"speed"}, Licence: &ProjectLicence{"CC-BY-NC-SA-4.0", "https://example.org/", both}},
			{Name: "half", File: "datasets/published/half.sql", Sources: []string{"free"}, Licence: &ProjectLicence{ID: "CC-BY-NC-SA-4.0", Title: both}},
		},
	}
	c.checkLicences()
	var told []string
	for _, f := range c.Findings {
		told = append(told, f.Where+": "+f.What)
	}
	want := []string{
		"metrics/indicators/a.yaml: an indicator is made of speed, whose licence is CC-BY-NC-SA-4.0",
		"datasets/published/wrong.yaml: it is made of speed, whose licence is CC-BY-NC-SA-4.0, and is published under CC-BY-4.0",
		"datasets/published/half.yaml: the licence \"CC-BY-NC-SA-4.0\" at \"\" cannot be told",
	}
	if got := strings.Join(told, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("findings:\n%s", got)
	}
}

// TestRowsNeedALaw: rows of a source that states no licence go out only by a law that is named; themes are those of the vocabulary.
func TestRowsNeedALaw(t *testing.T) {
	for _, one := range []struct {
		licence Licence
		fine    bool
	}{
		{Licence{ID: "none-stated", Embed: "rows", URL: "https://zakon.rada.gov.ua/laws/show/2939-17"}, true},
		{Licence{ID: "none-stated", Embed: "rows", URL: "https://eur-lex.europa.eu/eli/dec/2011/833/oj"}, true},
		{Licence{ID: "none-stated", Embed: "aggregates"}, true},
		{Licence{ID: "MIT", Embed: "rows"}, true},
		{Licence{ID: "none-stated", Embed: "rows"}, false},
		{Licence{ID: "none-stated", Embed: "rows", URL: "https://example.org/terms"}, false},
	} {
		c := &Catalog{}
		c.checkSource(Source{Dir: "ingest/sources/a", Licence: one.licence})
		told := slices.ContainsFunc(c.Findings, func(f Finding) bool { return strings.Contains(f.What, "neither a licence nor a law") })
		if told == one.fine {
			t.Errorf("%+v: told %v", one.licence, told)
		}
	}
	c := &Catalog{Datasets: []Dataset{{Name: "a", File: "datasets/published/a.sql", Themes: []string{"GOVE", "MONEY"}}}}
	c.checkLicences()
	if len(c.Findings) != 1 || !strings.Contains(c.Findings[0].What, `"MONEY"`) {
		t.Errorf("themes: %v", c.Findings)
	}
}
