// SPDX-License-Identifier: Apache-2.0

package attack

import (
	"math"
	"testing"

	"osnova/metrics/disclosure"
)

// TestBounds: by hand. Row a: 3 and 12 are hidden beside 30 of 45; column x: 3 and 20 of 73 beside 50.
func TestBounds(t *testing.T) {
	const T = disclosure.Total
	cells := []Cell{
		{[]string{"a", "x"}, 3, false},
		{[]string{"a", "y"}, 30, true},
		{[]string{"a", "z"}, 12, false},
		{[]string{"a", T}, 45, true},
		{[]string{"b", "x"}, 20, false},
		{[]string{"b", "y"}, 40, true},
		{[]string{"b", "z"}, 15, false},
		{[]string{"b", T}, 75, true},
		{[]string{T, "x"}, 23, true},
		{[]string{T, "y"}, 70, true},
		{[]string{T, "z"}, 27, true},
		{[]string{T, T}, 120, true},
	}
	got, err := Bounds(cells, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := [][2]float64{{0, 15}, {0, 15}, {8, 23}, {12, 27}}
	for i, b := range got {
		if math.Abs(b.Low-want[i][0]) > 1e-6 || math.Abs(b.High-want[i][1]) > 1e-6 {
			t.Errorf("%v: %v … %v, want %v", b.Cell.Keys, b.Low, b.High, want[i])
		}
	}
	cells[2].Shown = true // now the first follows from its row, and all from it
	if got, err = Bounds(cells, 2, nil); err != nil {
		t.Fatal(err)
	}
	if b := got[0]; b.Low != 3 || b.High != 3 {
		t.Errorf("%v: %v … %v, want 3", b.Cell.Keys, b.Low, b.High)
	}
	// Two geographies: a community that its oblast gives away.
	cells = []Cell{{[]string{"k1"}, 3, false}, {[]string{"k2"}, 8, true}, {[]string{"K"}, 11, true}, {[]string{"l"}, 4, false}}
	if got, err = Bounds(cells, 1, []map[string]string{{"k1": "K", "k2": "K"}}); err != nil || got[0].Low != 3 || got[0].High != 3 || !math.IsInf(got[1].High, 1) {
		t.Errorf("%v %v", got, err)
	}
}

// TestPairs: six took part, a mean is shown and the share is not, because one to four failed, and fewer than two could have.
func TestPairs(t *testing.T) {
	nan := math.NaN()
	old := func(p PersonCount) Row { // what exam_results told once
		few := func(k int) bool { return k > 0 && k < 5 }
		r := Row{float64(p.N), 150, float64(p.Part) / float64(p.N), 1}
		if few(p.N) {
			return Row{nan, nan, nan, 1}
		}
		if few(p.N - p.Part) {
			r.Mean = nan
		}
		if p.N == p.Part {
			r.Mean = nan
		}
		if few(p.Part) || few(p.N-p.Part) {
			r.Share = nan
		}
		return r
	}
	got := Pairs(Row{6, 141.2, nan, 1}, 40, 100, 200, old)
	if len(got) != 1 || got[0] != (PersonCount{6, 1}) {
		t.Errorf("%v, want one of six", got)
	}
	// 8 with a mean of 141.3: of five to seven whole numbers only three sevenths and a third come to .3 (989/7 = 141.29).
	if got = Pairs(Row{8, 141.3, nan, 1}, 40, 100, 200, old); len(got) != 2 && len(got) != 1 {
		t.Errorf("%v", got)
	}
}
