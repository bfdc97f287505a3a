// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Treated says what [Treat] did to a column. Skew and Kurt are the sample-adjusted
// skewness and excess kurtosis (Excel SKEW and KURT), NaN where not defined.
type Treated struct {
	Code                 string
	Skew, Kurt           float64
	Winsorised           int  // points that stand at the last values so set
	Log                  bool // the logarithm was taken of the original
	SkewAfter, KurtAfter float64
	Note                 string
	Untreatable          bool // fewer than two distinct values
}

// Treat holds the outliers of a column by the rule of the JRC. A column passes
// when |skew| < Skew or kurt < Kurt. Else it is winsorised: all points at the
// maximum (skew ≥ 0) or the minimum (skew < 0) are set to the next distinct value,
// again and again until it passes or WinsoriseMax points or more stand at the last
// upper and the last lower value so set, those that had the value by themselves
// included. If it still does not pass, the original is taken instead and
// ln(x − min + 0.01·(max − min)) made of it (Log ct), whether or not that passes.
//
// Missing stays missing. A column with fewer than two distinct values comes back
// as it is, Untreatable.
//
// Source: Becker, Benavente, Dominguez Torreiro, Moura, Neves, Saisana, Vertesy,
// COIN Tool User Guide, JRC 2019, and the contract of osnova index.
func Treat(x []float64, how Treatment) ([]float64, Treated) {
	var t Treated
	t.Skew, t.Kurt = statistics.Skewness(x), statistics.Kurtosis(x)
	t.SkewAfter, t.KurtAfter = t.Skew, t.Kurt
	low, high := extremes(x)
	if !(low < high) {
		t.Untreatable, t.Note = true, "fewer than two distinct values: untreated"
		return slices.Clone(x), t
	}
	if math.IsNaN(t.Skew) {
		t.Note = "fewer than three values: untreated"
		return slices.Clone(x), t
	}
	passes := func(skew, kurt float64) bool { return math.Abs(skew) < how.Skew || kurt < how.Kurt }
	if passes(t.Skew, t.Kurt) {
		return slices.Clone(x), t
	}
	w := winsor{x: slices.Clone(x), upper: math.NaN(), lower: math.NaN()}
	skew, kurt := t.Skew, t.Kurt
	for t.Winsorised < how.WinsoriseMax && !passes(skew, kurt) && w.step(skew) {
		t.Winsorised = w.count()
		skew, kurt = statistics.Skewness(w.x), statistics.Kurtosis(w.x)
	}
	if passes(skew, kurt) {
		t.SkewAfter, t.KurtAfter = skew, kurt
		return w.x, t
	}
	tried := t.Winsorised
	t.Winsorised = 0
	if how.Log == "none" {
		t.Note = fmt.Sprintf("winsorising did not fix it (%d points): untreated", tried)
		return slices.Clone(x), t
	}
	t.Log = true
	t.Note = fmt.Sprintf("winsorising did not fix it (%d points)", tried)
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = math.Log(v - low + 0.01*(high-low))
	}
	t.SkewAfter, t.KurtAfter = statistics.Skewness(out), statistics.Kurtosis(out)
	if !passes(t.SkewAfter, t.KurtAfter) {
		t.Note += ", nor did the logarithm"
	}
	return out, t
}

// winsor is a column being winsorised, with the last values set; NaN = none yet.
type winsor struct {
	x            []float64
	upper, lower float64
}

// step sets one end to the next distinct value; false when all are equal.
func (w *winsor) step(skew float64) bool {
	low, high := extremes(w.x)
	if !(low < high) {
		return false
	}
	from, next := high, low
	if skew < 0 {
		from, next = low, high
	}
	for _, v := range w.x {
		if skew >= 0 && v < high && v > next || skew < 0 && v > low && v < next {
			next = v
		}
	}
	for i, v := range w.x {
		if v == from {
			w.x[i] = next
		}
	}
	if skew >= 0 {
		w.upper = next
	} else {
		w.lower = next
	}
	return true
}

func (w *winsor) count() (n int) {
	for _, v := range w.x {
		if v == w.upper {
			n++
		}
		if v == w.lower {
			n++
		}
	}
	return n
}
