// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var five = []Band{{"E", 0}, {"D", 20}, {"C", 40}, {"B", 60}, {"A", 80}}

// repeated scores of bands by their middle: E 10, D 30, C 50, B 70, A 90.
func inBands(counts ...int) (scores []float64) {
	for k, n := range counts {
		for range n {
			scores = append(scores, float64(20*k+10))
		}
	}
	return scores
}

// TestBandBounds: lower bounds are inclusive, the ends belong to E and A, and rounding makes no band.
func TestBandBounds(t *testing.T) {
	for score, want := range map[float64]int{0: 0, -1e-12: 0, 19.999999: 0, 20: 1, 39.99: 1, 40: 2, 60: 3, 79.9999999: 3, 80: 4, 100: 4, math.Nextafter(60, 0): 3, 59.9999999: 2} {
		if got := BandOf(five, score); got != want {
			t.Errorf("%v falls into %s, want %s", score, five[got].ID, five[want].ID)
		}
	}
	if BandOf(five, math.NaN()) != -1 {
		t.Error("a missing score has a band")
	}
}

// TestRunOfBands: one band from eight tenths on, else the shortest run of neighbours; four and five bands tell nothing; ties are broken by
// the larger share, then by the score as it stands, then downward.
func TestRunOfBands(t *testing.T) {
	for _, c := range []struct {
		what    string
		nominal float64
		scores  []float64
		name    string
		share   float64
		told    bool
	}{
		{"all in one", 50, inBands(0, 0, 10, 0, 0), "C", 1, true},
		{"exactly eight tenths", 50, inBands(0, 2, 8, 0, 0), "C", 0.8, true},
		{"one replicate less than eight tenths", 50, inBands(0, 21, 79, 0, 0), "C–D", 1, true},
		{"the larger of two runs of two", 50, inBands(0, 10, 70, 20, 0), "B–C", 0.9, true},
		{"equal runs of two: that of the score", 70, inBands(0, 20, 60, 20, 0), "B–C", 0.8, true},
		{"equal runs of two: that of the score, below", 30, inBands(0, 20, 60, 20, 0), "C–D", 0.8, true},
		{"equal runs that both hold the score: the lower", 50, inBands(0, 20, 60, 20, 0), "C–D", 0.8, true},
		{"two ends are no neighbours", 50, inBands(0, 45, 10, 45, 0), "B–D", 1, true},
		{"three", 50, inBands(10, 30, 30, 30, 0), "B–D", 0.9, true},
		{"four tell nothing", 50, inBands(25, 25, 25, 25, 0), "unclear", 1, false},
		{"five tell nothing", 50, inBands(20, 20, 20, 20, 20), "unclear", 0.8, false},
		{"all five are needed", 50, inBands(30, 10, 20, 10, 30), "unclear", 1, false},
		{"replicates without a score are left out", 90, append(inBands(0, 0, 0, 1, 4), math.NaN(), math.NaN(), math.NaN()), "A", 0.8, true},
		{"no replicate with a score", 50, []float64{math.NaN()}, "", 0, false},
	} {
		r := RunOfBands(five, c.nominal, c.scores)
		if r.Name(five) != c.name || math.Abs(r.Share-c.share) > 1e-12 || r.Distinct() != c.told {
			t.Errorf("%s: %q with %v, told apart %v; want %q with %v, %v", c.what, r.Name(five), r.Share, r.Distinct(), c.name, c.share, c.told)
		}
	}
}

// TestRunIsShortest: whatever the replicates, the run holds eight tenths, none shorter does, and shares sum to one.
func TestRunIsShortest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 50), 5, 5).Draw(t, "counts")
		if slices.Max(counts) == 0 {
			counts[rapid.IntRange(0, 4).Draw(t, "one")] = 1
		}
		r := RunOfBands(five, rapid.Float64Range(0, 100).Draw(t, "nominal"), inBands(counts...))
		sum := 0.0
		for _, s := range r.Shares {
			sum += s
		}
		if math.Abs(sum-1) > 1e-12 || r.Share < 0.8-1e-12 {
			t.Fatalf("%+v of %v", r, counts)
		}
		for length := 1; length <= r.Top-r.Low+1; length++ {
			for low := 0; low+length <= 5; low++ {
				share := 0.0
				for _, s := range r.Shares[low : low+length] {
					share += s
				}
				if share >= 0.8+1e-9 && (length < r.Top-r.Low+1 || share > r.Share+1e-9) {
					t.Fatalf("%v: bands %d … %d hold %v, shown are %d … %d with %v", counts, low, low+length-1, share, r.Low, r.Top, r.Share)
				}
			}
		}
	})
}
