// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

// TestScoresTakeYears: a quarter of an indicator that has years too is no leaf of the index, whether the year is told or not; of one that
// is told of quarters alone the newest is.
func TestScoresTakeYears(t *testing.T) {
	type told struct {
		period, indicator string
		value             float64
	}
	score := func(dimension string, more ...told) string {
		t.Helper()
		o := &Folder{Dir: t.TempDir()}
		for _, id := range []string{"D6.1", "D6.2", "D6.3", "D6.4", "D6.5", "D6.7", "D4.1", "D4.2", "D4.3", "D4.4"} {
			o.Indicator("UA", "country", "2025", id, 40, "")
		}
		for _, m := range more {
			o.Indicator("UA", "country", m.period, m.indicator, m.value, "")
		}
		if err := o.scores(nil); err != nil {
			t.Fatal(err)
		}
		rows, err := ReadTruth(o.Dir, "score")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r[2] == "2025" && r[3] == dimension {
				return r[4]
			}
		}
		t.Fatalf("no score of %s: %v", dimension, rows)
		return ""
	}
	without, year := score("D6"), score("D6", told{"2025", "D6.8", 100})
	if without == year {
		t.Fatalf("D6.8 of the year moves nothing: %s", year)
	}
	quarter := score("D4", told{"2025-Q3", "D4.6", 97})
	for name, got := range map[string][2]string{
		"a quarter and no year":        {score("D6", told{"2025-Q4", "D6.8", 100}), without},
		"a quarter after its year":     {score("D6", told{"2025", "D6.8", 100}, told{"2025-Q4", "D6.8", 70}), year},
		"a quarter before its year":    {score("D6", told{"2025-Q4", "D6.8", 70}, told{"2025", "D6.8", 100}), year},
		"quarters alone":               {score("D4", told{"2025-Q1", "D4.6", 99}, told{"2025-Q3", "D4.6", 97}), quarter},
		"quarters alone, newest first": {score("D4", told{"2025-Q3", "D4.6", 97}, told{"2025-Q1", "D4.6", 99}), quarter},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %s, not %s", name, got[0], got[1])
		}
	}
	if quarter == score("D4", told{"2025-Q1", "D4.6", 99}) {
		t.Error("the quarters of D4.6 make one score: the test tells nothing")
	}
}

// TestYearlyAreDeclared: the indicators of which the truth takes years alone are those that are declared to have quarters or months too.
func TestYearlyAreDeclared(t *testing.T) {
	cat, err := catalog.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	var declared []string
	for _, i := range cat.Indicators {
		if i.RelationWithin() != "" {
			declared = append(declared, i.Name)
		}
	}
	slices.Sort(declared)
	if d := cmp.Diff(declared, yearly); d != "" {
		t.Errorf("indicators with quarters or months (-declared +truth):\n%s", d)
	}
}
