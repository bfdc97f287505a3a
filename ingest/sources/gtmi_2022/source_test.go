// SPDX-License-Identifier: Apache-2.0

package gtmi_2022

import (
	"testing"

	"osnova/ingest/country"
	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.HandMade, sourcetest.Counts{In: 3, Loaded: 2, Quarantined: 1, Rows: 2})
	sourcetest.WantCell(t, got, "9", "value", "UKR", "policy", "2022")
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.RealFiles(t), sourcetest.Counts{In: 1386, Loaded: 1386, Rows: 1386})
	sourcetest.WantCell(t, got, "9", "value", "UKR", "policy", "2022")
	sourcetest.WantCell(t, got, "7.75", "value", "UKR", "portals", "2022")
	sourcetest.WantCell(t, got, "2", "value", "UKR", "engagement", "2022")
	for _, r := range got.Rows {
		if _, ok := country.CodeOf(r[0]); !ok {
			t.Errorf("no country has the code %s", r[0])
		}
	}
}
