// SPDX-License-Identifier: Apache-2.0

package duration

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Quantile of whole days in ascending order: type 7 of Hyndman and Fan (1996, The
// American Statistician 50:361), linear between order statistics; NaN of nothing.
func Quantile(sorted []int32, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := p * float64(len(sorted)-1)
	low := int(at)
	if low+1 >= len(sorted) {
		return float64(sorted[len(sorted)-1])
	}
	a, b := float64(sorted[low]), float64(sorted[low+1])
	return a + (at-float64(low))*(b-a)
}

// Ranks gives the order statistics, 1-based, between which the p-quantile of the law
// that n values were drawn from lies with 95 % or more, whatever that law is: low is
// the greatest rank with P(B < low) ≤ 2.5 %, high the least with P(B ≥ high) ≤ 2.5 %,
// B ~ Bin(n, p) (Conover, Practical Nonparametric Statistics, 3.2; for values with
// ties the coverage is greater still). low = 0 or high = n + 1 say that so few values
// bound it on one side only.
func Ranks(n int, p float64) (low, high int) {
	const tail = 0.025
	low, top := 0, n // greatest low in 0 … n with P(B ≤ low−1) ≤ tail
	for low < top {
		middle := low + (top-low+1)/2
		if atMost(middle-1, n, p) <= tail {
			low = middle
		} else {
			top = middle - 1
		}
	}
	bottom := 1
	high = n + 1 // least high in 1 … n+1 with P(B ≤ high−1) ≥ 1 − tail
	for bottom < high {
		middle := bottom + (high-bottom)/2
		if 1-atMost(middle-1, n, p) <= tail {
			high = middle
		} else {
			bottom = middle + 1
		}
	}
	return low, high
}

// atMost is P(B ≤ k) of a binomial, by the incomplete beta function.
func atMost(k, n int, p float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return mathext.RegIncBeta(float64(n-k), float64(k+1), 1-p)
}

// Intervals remembers [Ranks] by n, for many groups of like size. It is not for
// several goroutines at once.
type Intervals struct {
	P     float64
	ranks map[int][2]int
}

// Of is the interval of the quantile of sorted values; NaN where they bound it not.
func (iv *Intervals) Of(sorted []int32) (low, high float64) {
	n := len(sorted)
	r, known := iv.ranks[n]
	if !known {
		if iv.ranks == nil {
			iv.ranks = map[int][2]int{}
		}
		r[0], r[1] = Ranks(n, iv.P)
		iv.ranks[n] = r
	}
	low, high = math.NaN(), math.NaN()
	if r[0] >= 1 {
		low = float64(sorted[r[0]-1])
	}
	if r[1] <= n {
		high = float64(sorted[r[1]-1])
	}
	return low, high
}
