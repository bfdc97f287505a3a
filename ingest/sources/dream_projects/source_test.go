// SPDX-License-Identifier: Apache-2.0

package dream_projects

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.HandMade, sourcetest.Counts{In: 2, Loaded: 1, Quarantined: 1, Rows: 1})
	sourcetest.WantCell(t, got, "2", "e_governance", "UA32080150000035443")
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.RealFiles(t), sourcetest.Counts{In: 1418, Loaded: 1418, Rows: 1418})
	sourcetest.WantCell(t, got, "255", "projects", "UA32080150000035443")
}
