// SPDX-License-Identifier: Apache-2.0

package idp_population_2023

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.HandMade, sourcetest.Counts{In: 3, Loaded: 2, Quarantined: 1, Rows: 2})
	sourcetest.WantCell(t, got, "-3.4", "displaced_thousand", "UA63140130000029212")
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.RealFiles(t), sourcetest.Counts{In: 1440, Loaded: 1438, Quarantined: 2, Rows: 1438})
	sourcetest.WantCell(t, got, "34.2", "population_thousand", "UA65060110000017055")
}
