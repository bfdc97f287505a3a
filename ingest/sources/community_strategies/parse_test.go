// SPDX-License-Identifier: Apache-2.0

package community_strategies

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

const list = `[
{"Name": "A", "Katottg": "UA05020030000031457", "StrategyUrl": "https://example.org", "StrategyYear": 2021, "Goals": "x"},
{"Name": "A again", "Katottg": "UA05020030000031457", "StrategyUrl": "https://example.org/new", "StrategyYear": 2025},
{"Name": "B", "Katottg": "UA05020030000031458", "StrategyUrl": null, "StrategyYear": null},
{"Name": "C", "Katottg": "UA05020030000031459", "StrategyUrl": "https://example.org", "StrategyYear": 2027},
{"Name": "D", "Katottg": null, "StrategyUrl": "https://example.org", "StrategyYear": 2020},
{"Name": "E", "Katottg": "UA05", "StrategyUrl": null, "StrategyYear": null}
]`

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.ReadText(list), sourcetest.Counts{In: 6, Loaded: 4, Quarantined: 1, Skipped: 1, Rows: 3})
	sourcetest.WantCell(t, got, "2025", "strategy_year", "UA05020030000031457")
	sourcetest.WantCell(t, got, "false", "strategy", "UA05020030000031458")
	sourcetest.WantCell(t, got, "true", "strategy", "UA05020030000031459")
	sourcetest.WantCell(t, got, "", "strategy_year", "UA05020030000031459")
}

func TestBroken(t *testing.T) {
	for _, text := range []string{`[{"Katottg"`, "\x1f\x8bbroken"} {
		if _, err := sourcetest.Run(sourcetest.Source(t), Parse, sourcetest.ReadText(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 1469, Loaded: 1429, Skipped: 40, Rows: 1418})
	known, cells := 0, 0
	for _, r := range got.Rows {
		if r[1] == "true" {
			known++
		}
	}
	for _, b := range got.Bad {
		if b.Cell && b.Value == "2027" {
			cells++
		}
	}
	if known < 230 || known > 242 || cells != 4 {
		t.Errorf("%d communities have a strategy, %d years are after the release; the file has 242 records and 4 such years", known, cells)
	}
}
