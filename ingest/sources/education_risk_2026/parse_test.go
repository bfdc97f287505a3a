// SPDX-License-Identifier: Apache-2.0

package education_risk_2026

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.HandMade, sourcetest.Counts{In: 3, Loaded: 1, Quarantined: 2, Rows: 1})
	sourcetest.WantCell(t, got, "moderate", "risk", "UA05020030000031457")
}

func TestBrokenJSON(t *testing.T) {
	if _, err := sourcetest.Run(sourcetest.Source(t), Parse, sourcetest.ReadText(`{"a": [1`)); err == nil {
		t.Error("a truncated file was read")
	}
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 1774, Loaded: 1774, Rows: 1774})
	count := map[string]int{}
	for _, r := range got.Rows {
		count[r[1]]++
	}
	for risk, want := range map[string]int{"prohibitive": 508, "very_high": 231, "high": 241, "moderate": 293, "acceptable": 501} {
		if count[risk] != want {
			t.Errorf("%s: %d communities, want %d", risk, count[risk], want)
		}
	}
}
