// SPDX-License-Identifier: Apache-2.0

package eurostat_skills

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.HandMade, sourcetest.Counts{In: 4, Loaded: 3, Quarantined: 1, Rows: 3})
	sourcetest.WantCell(t, got, "55.56", "value", "EU27", "I_DSK2_BAB", "PC_IND", "2023")
	sourcetest.WantCell(t, got, "b", "obs_status", "GR", "I_DSK2_BAB", "PC_IND", "2023")
	sourcetest.WantCell(t, got, "EL", "geo", "GR", "I_DSK2_BAB", "PC_IND", "2023")
	sourcetest.WantCell(t, got, "", "value", "NO", "I_DSK2_X", "PC_IND", "2021")
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.RealFiles(t), sourcetest.Counts{In: 3476, Loaded: 3476, Rows: 3476})
	sourcetest.WantCell(t, got, "55.56", "value", "EU27", "I_DSK2_BAB", "PC_IND", "2023")
}
