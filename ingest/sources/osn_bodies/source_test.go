// SPDX-License-Identifier: Apache-2.0

package osn_bodies

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// A body named without the address of a page cannot be checked and is left out by rule. All bodies of a city that is occupied now, but for the one that
// was liquidated before, say that what is known of them is older.
func TestData(t *testing.T) {
	s := sourcetest.Source(t)
	got := sourcetest.Sheet(t, s, nil, sourcetest.ReadBeside, sourcetest.Counts{In: 66, Loaded: 65, Skipped: 1, Rows: 65})
	city, fate, fates := s.Column("city"), s.Column("fate"), map[string]int{}
	for _, r := range got.Rows {
		fates[r[fate]]++
		if occupied := r[city] == "Маріуполь" || r[city] == "Луганськ"; occupied != (r[fate] != "") {
			t.Errorf("%v: fate %q", r, r[fate])
		}
	}
	if fates["before_occupation"] != 8 || fates["liquidated"] != 1 {
		t.Errorf("fates %v, want 8 of before the occupation and 1 liquidated", fates)
	}
}
