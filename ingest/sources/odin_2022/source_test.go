// SPDX-License-Identifier: Apache-2.0

package odin_2022

import (
	"testing"

	"osnova/ingest/country"
	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.HandMade, sourcetest.Counts{In: 7, Loaded: 2, Quarantined: 1, Skipped: 4, Rows: 2})
	sourcetest.WantCell(t, got, "125.5", "value", "UKR", "2022")
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.RealFiles(t), sourcetest.Counts{In: 4489, Loaded: 195, Skipped: 4294, Rows: 195})
	sourcetest.WantCell(t, got, "125.5", "value", "UKR", "2022")
	for _, r := range got.Rows {
		if _, ok := country.CodeOf(r[0]); !ok {
			t.Errorf("no country has the code %s", r[0])
		}
	}
}
