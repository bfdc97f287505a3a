// SPDX-License-Identifier: Apache-2.0

package un_egdi

import (
	"errors"
	"testing"

	"osnova/ingest/parse"
	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.HandMade, sourcetest.Counts{In: 42, Loaded: 34, Quarantined: 7, Skipped: 1, Rows: 34})
	sourcetest.WantCell(t, got, "0.34603", "value", "UA", "2010", "osi")
	sourcetest.WantCell(t, got, "54", "value", "UA", "2010", "rank")
	sourcetest.WantCell(t, got, "0.18841", "value", "CI", "2016", "osi")
	sourcetest.WantCell(t, got, "0.7119", "value", "UA", "2020", "egdi")
	sourcetest.WantCell(t, got, "48", "value", "TR", "2022", "rank")
	if v, ok := sourcetest.Value(t, got, "value", "TR", "2022", "egdi"); ok {
		t.Errorf("an index above 1 was loaded: %s", v)
	}
}

func TestForeignHeader(t *testing.T) {
	_, err := sourcetest.Run(sourcetest.Source(t), Parse, sourcetest.ReadText("Nation,Score\nUkraine,1\n"))
	var at *parse.Error
	if !errors.As(err, &at) || at.Hint == "" {
		t.Fatalf("a foreign header gives %v", err)
	}
}

func TestRealFiles(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 5 * 193 * 6, Loaded: 5773, Skipped: 17, Rows: 5773})
	for _, w := range [][3]string{
		{"2024", "rank", "30"},
		{"2024", "egdi", "0.88407"},
		{"2024", "epi", "1"},
		{"2024", "osi", "0.98536"},
		{"2022", "rank", "46"},
		{"2022", "egdi", "0.8029"},
		{"2022", "epi", "0.6023"},
		{"2020", "rank", "69"},
		{"2020", "egdi", "0.7119"},
		{"2020", "epi", "0.8095"},
	} {
		sourcetest.WantCell(t, got, w[2], "value", "UA", w[0], w[1])
	}
	countries := map[string]bool{}
	for _, r := range got.Rows {
		countries[r[0]] = true
	}
	if len(countries) != 193 {
		t.Errorf("%d countries, the UN has 193 members", len(countries))
	}
}
