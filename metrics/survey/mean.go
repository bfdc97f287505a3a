// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"math"

	"osnova/metrics/statistics"
)

// weightedMean sums a weighted variable; a value NaN and a weight 0 take no part.
type weightedMean struct {
	n              int
	w, ww, wx, wxx float64
	low, high      float64
}

func (a *weightedMean) add(w, x float64) {
	if math.IsNaN(x) || w <= 0 {
		return
	}
	if a.n == 0 {
		a.low, a.high = x, x
	}
	a.n++
	a.w += w
	a.ww += w * w
	a.wx += w * x
	a.wxx += w * x * x
	a.low, a.high = min(a.low, x), max(a.high, x)
}

func (a *weightedMean) value() float64 {
	if a.n > 0 && a.low == a.high {
		return a.low
	}
	return a.wx / a.w
}

// effective is Kish's size, 0 without values.
func (a *weightedMean) effective() float64 {
	if a.n == 0 {
		return 0
	}
	if a.w == float64(a.n) && a.ww == a.w {
		return a.w
	}
	return a.w * a.w / a.ww
}

// sd has the divisor Σω − Σω²/Σω, which is n−1 for weights of 1.
func (a *weightedMean) sd() float64 {
	if a.n < 2 {
		return math.NaN()
	}
	if a.low == a.high {
		return 0
	}
	return math.Sqrt(max(0, (a.wxx-a.wx*a.wx/a.w)/(a.w-a.ww/a.w)))
}

// test is the t test of a mean of 0 with n_eff−1 degrees of freedom; NaN without
// variance.
func (a *weightedMean) test() (t, p float64) {
	t = a.value() / (a.sd() / math.Sqrt(a.effective()))
	if a.n < 2 || a.low == a.high {
		return math.NaN(), math.NaN()
	}
	return t, statistics.StudentP(t, a.effective()-1)
}
