// SPDX-License-Identifier: Apache-2.0

package dmi_indicators

import (
	"math"
	"strconv"
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// The weights of the indicators of a dimension sum to 1, and goalposts differ.
func TestData(t *testing.T) {
	s := sourcetest.Source(t)
	got := sourcetest.Sheet(t, s, nil, sourcetest.ReadBeside, sourcetest.Counts{In: 59, Loaded: 59, Rows: 59})
	sum := map[string]float64{}
	for _, r := range got.Rows {
		number := func(column string) float64 {
			v, err := strconv.ParseFloat(r[s.Column(column)], 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		sum[r[0][:2]] += number("weight")
		if number("lo") >= number("hi") {
			t.Errorf("%s: goalposts %g and %g", r[0], number("lo"), number("hi"))
		}
	}
	for dim, w := range sum {
		if math.Abs(w-1) > 1e-9 {
			t.Errorf("the weights of %s sum to %g", dim, w)
		}
	}
	if len(sum) != 8 {
		t.Errorf("%d dimensions, want 8", len(sum))
	}
}
