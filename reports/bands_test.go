// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"os"
	"strings"
	"testing"

	"osnova/catalog"
)

// bandRenderer renders with the site's own words.
func bandRenderer(t *testing.T, l tongue) *renderer {
	t.Helper()
	w, err := readWords(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	s := &siteBuild{words: w}
	return &renderer{pageBook: &pageBook{site: s, page: &catalog.Page{}, w: &written{}, asked: s.record()}, l: l}
}

// TestBandNames: a band, a run of bands and what cannot be told apart, in words of both languages.
func TestBandNames(t *testing.T) {
	for code, want := range map[string][2]string{
		"C": {"C, розвинена", "C, developing"}, "C–D": {"C–D, розвинена або початкова", "C–D, developing or initial"},
		"B–D": {"B–D, зріла, розвинена або початкова", "B–D, mature, developing or initial"}, "unclear": {"не розрізняється", "not distinguished"},
	} {
		for k, lang := range []string{"uk", "en"} {
			if got := bandRenderer(t, tongue(lang)).bandName(code); got != want[k] {
				t.Errorf("%s in %s is %q, want %q", code, lang, got, want[k])
			}
		}
	}
	for code, want := range map[string]float64{"E": 1, "C": 3, "C–D": 2.5, "A": 5, "B–D": 3, "unclear": 0} {
		if got := bandOrder(code); got != want {
			t.Errorf("%s sorts as %v, want %v", code, got, want)
		}
	}
}

// TestBandMap: a unit has the colour of its lowest band and the words of its run; grey is what cannot be told apart.
func TestBandMap(t *testing.T) {
	r := bandRenderer(t, "en")
	o, err := r.bandMap("ua-hromada", []queryRow{
		{"code": "1", "title": "one", "band": "C–D", "band_low": "D", "band_share": 0.91},
		{"code": "2", "title": "two", "band": "unclear", "band_low": "E"},
		{"code": "3", "title": "three"},
		{"code": "4", "title": "four", "band": "C", "band_low": "C", "occupied": true},
	})
	if err != nil {
		t.Fatal(err)
	}
	body := string(o.JSON)
	for _, want := range []string{`"value":2`, `C–D, developing or initial`, `91% of trials`, `$grey`, `not distinguished`, `no data`, `$occupied`} {
		if !strings.Contains(body, want) {
			t.Errorf("the map has no %s: %s", want, body)
		}
	}
}
