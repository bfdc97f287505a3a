// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"strings"
	"testing"
)

// TestStandardise: by hand, x = 1, 2, 2, 5 and a gap; less is better in the second set.
func TestStandardise(t *testing.T) {
	x := []float64{1, 2, 2, 5, nan}
	sd := math.Sqrt((2.25 + 0.25 + 0.25 + 6.25) / 3)
	posts := map[string]Goalposts{"x": {Lower: 0, Upper: 4, Direction: Positive}}
	for name, c := range map[string]struct {
		how      Normalisation
		up, down []float64
	}{
		"minmax":            {Normalisation{Method: "minmax"}, []float64{0, 25, 25, 100}, []float64{100, 75, 75, 0}},
		"minmax 1 … 10":     {Normalisation{Method: "minmax", Lower: pointerTo(1.0), Upper: pointerTo(10.0)}, []float64{1, 3.25, 3.25, 10}, []float64{10, 7.75, 7.75, 1}},
		"zscore":            {Normalisation{Method: "zscore"}, []float64{-1.5 / sd, -0.5 / sd, -0.5 / sd, 2.5 / sd}, []float64{1.5 / sd, 0.5 / sd, 0.5 / sd, -2.5 / sd}},
		"zscore 100 ± 10":   {Normalisation{Method: "zscore", Mean: pointerTo(100.0), SD: pointerTo(10.0)}, []float64{100 - 15/sd, 100 - 5/sd, 100 - 5/sd, 100 + 25/sd}, nil},
		"rank":              {Normalisation{Method: "rank"}, []float64{1, 2, 2, 4}, []float64{4, 2, 2, 1}},
		"borda":             {Normalisation{Method: "borda"}, []float64{0, 1, 1, 3}, []float64{3, 1, 1, 0}},
		"percentile rank":   {Normalisation{Method: "percentile_rank"}, []float64{0, 1.0 / 3, 1.0 / 3, 1}, []float64{1, 1.0 / 3, 1.0 / 3, 0}},
		"distance to max":   {Normalisation{Method: "dist_to_max"}, []float64{0, 0.25, 0.25, 1}, []float64{1, 0.75, 0.75, 0}},
		"distance to unit":  {Normalisation{Method: "dist_to_ref", Unit: "b"}, []float64{0, 1, 1, 4}, []float64{4.0 / 3, 1, 1, 0}},
		"distance to 3":     {Normalisation{Method: "dist_to_target"}, []float64{0, 0.5, 0.5, 2}, []float64{2, 1.5, 1.5, 0}},
		"goalposts, held":   {Normalisation{Method: "goalposts", posts: posts}, []float64{25, 50, 50, 100}, []float64{75, 50, 50, 0}},
		"goalposts, beyond": {Normalisation{Method: "goalposts", posts: posts, Truncate: pointerTo(false)}, []float64{25, 50, 50, 125}, []float64{75, 50, 50, -25}},
		"fraction of max":   {Normalisation{Method: "fraction_of_max"}, []float64{0.2, 0.4, 0.4, 1}, nil},
	} {
		for direction, want := range map[Direction][]float64{Positive: c.up, Negative: c.down} {
			if want == nil {
				continue
			}
			got, _, err := Standardise(x, Item{Code: "x", Direction: direction, Target: 3}, c.how, 1)
			if err != nil {
				t.Fatal(err)
			}
			for i, w := range append(want, nan) {
				if !same(got[i], w) {
					t.Errorf("%s, direction %d: %v, want %v", name, direction, got, want)
				}
			}
		}
	}
	for _, method := range []string{"minmax", "zscore", "dist_to_max"} {
		if got, b, err := Standardise([]float64{3, 3, nan}, Item{Code: "x", Direction: Positive}, Normalisation{Method: method}, 0); err != nil || b.Empty != "its only value is 3" || !math.IsNaN(got[0]) {
			t.Errorf("%s of a constant: %v, %+v, %v", method, got, b, err)
		}
	}
	if _, _, err := Standardise([]float64{-1, -2}, Item{Code: "x", Direction: Positive}, Normalisation{Method: "fraction_of_max"}, 0); err == nil || !strings.Contains(err.Error(), "above 0") {
		t.Errorf("fraction of a maximum below 0: %v", err)
	}
}

// TestLogGoalposts: ln(1+x) between 0 and 15; 3 is half way.
func TestLogGoalposts(t *testing.T) {
	how := Normalisation{Method: "goalposts", posts: map[string]Goalposts{"x": {Lower: 0, Upper: 15, Direction: Positive, Scale: Log1p}}}
	got, b, err := Standardise([]float64{0, 3, 15, -5}, Item{Code: "x", Direction: Positive}, how, 0)
	if err != nil || !same(got[1], 50) || got[2] != 100 || got[3] != 0 {
		t.Errorf("%v, %v", got, err)
	}
	lower, upper := b.between(0.5, 1)
	if !same(lower, 3) || !same(upper, 15) {
		t.Errorf("bounds moved to %v … %v", lower, upper)
	}
}
