// SPDX-License-Identifier: Apache-2.0

package zno_2022

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.HandMade, sourcetest.Counts{In: 6, Loaded: 5, Quarantined: 1, Rows: 5})
	const a = "UA05020010000053508"
	sourcetest.WantCell(t, got, "145", "mean_score", a, "Eng")
	sourcetest.WantCell(t, got, "1", "n_failed", a, "Eng")
	sourcetest.WantCell(t, got, "141.1852", "mean_score", a, "Hist")
	sourcetest.WantCell(t, got, "1", "n", a, "Math")
	sourcetest.WantCell(t, got, "", "mean_score", a, "Ukr") // nobody passed
	sourcetest.WantCell(t, got, "30", "n_failed", a, "UML")
}

// TestRealFile: nobody is left out on the way; who may be told of is not for the parser to say.
func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 7105, Loaded: 7105, Rows: 7105})
	for _, r := range got.Rows {
		if r[2] == "" || r[3] == "" {
			t.Errorf("%v has no counts", r)
		}
	}
}
