// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"context"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// TestSynthetic: a page that rests on invented facts says so in words, in its title and for machines; charts on it say so themselves; the
// others, and every page of the real edition, do not.
func TestSynthetic(t *testing.T) {
	dir, _ := build(t, func(st *Stage) {
		for _, id := range []string{"mart.community", "raw.edem"} {
			if err := st.Ledger.Do(context.Background(), store.Step{ID: id, Own: "invented", Synthetic: true, Run: func(context.Context) (store.Result, error) {
				return store.Result{Output: id}, nil
			}}); err != nil {
				t.Fatal(err)
			}
		}
	})
	files := readAll(t, dir)
	for name, wants := range map[string][]string{
		"uk/communities/vinnytska-0502003.html": {"<title>Вигадані дані · ", "Демонстраційні дані: країну вигадано.", `<meta name="synthetic" content="true">`, `"name": "synthetic", "value": true`, `data-synthetic="true"`, "вигадані дані у формі джерела: "},
		"en/communities/vinnytska-0502003.html": {"<title>Synthetic data · ", "Demonstration data: the country is invented.", "invented data in the form of the source: "},
		"en/oblasts/vinnytska-05.html":          {"<title>Synthetic data · "},
	} {
		for _, want := range wants {
			if !strings.Contains(files[name], want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
	if text := files["uk/communities/vinnytska-0502003.html"]; strings.Count(text, `<p class="chart-subtitle">`) != strings.Count(text, `<p class="chart-subtitle">Вигадані дані`) {
		t.Error("a chart does not say that it is synthetic")
	}
	if text := files["uk/index.html"]; !strings.Contains(text, ">Вінн</abbr>") || strings.Contains(text, ">Він</abbr>") || strings.Contains(text, "Крим і Севастополь") {
		t.Error("a tile or legend of the invented country has the name of a real oblast")
	}
	for _, name := range []string{"uk/404.html", "uk/eu/index.html"} {
		if strings.Contains(files[name], "ynthetic") {
			t.Errorf("%s says that it is synthetic", name)
		}
	}
	s := &siteBuild{stage: &Stage{Catalog: &catalog.Catalog{Sources: []catalog.Source{{Name: "seen"}, {Name: "made", Synthetic: true}, {Name: "cod_ab"}}}}}
	r := &renderer{pageBook: &pageBook{site: s, asked: s.record()}, l: "uk"}
	for names, want := range map[string]bool{"seen": true, "seen, cod_ab": true, "cod_ab": false, "made": false, "seen,made": false, "": false, "unknown": false} {
		if r.observed(names) != want {
			t.Errorf("a chart of %q is observed: %v", names, !want)
		}
	}
	real, _ := build(t)
	for name, text := range readAll(t, real) {
		if strings.HasSuffix(name, ".html") && (strings.Contains(text, "ynthetic") || strings.Contains(text, "вигадан")) {
			t.Errorf("%s of the real edition says that it is synthetic", name)
		}
	}
}
