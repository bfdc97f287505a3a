// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"math"
	"slices"
)

// Summary describes one variable, in its own units; Skew and Kurt have none.
type Summary struct {
	N       int // values present
	Missing int // NaN
	Unique  int // distinct values present

	Min, Max, Mean, Median float64 // NaN without values
	SD                     float64 // n−1; NaN below two values
	Skew, Kurt             float64 // see [Skewness], [Kurtosis]
	Q05, Q25, Q75, Q95     float64 // type 7, see [Quantile]
}

// Describe summarises x.
func Describe(x []float64) Summary {
	v := present(x)
	s := Summary{N: len(v), Missing: len(x) - len(v), Mean: Mean(v), SD: SD(v), Skew: Skewness(v), Kurt: Kurtosis(v)}
	slices.Sort(v)
	for i := range v {
		if i == 0 || v[i] != v[i-1] {
			s.Unique++
		}
	}
	s.Min, s.Max, s.Median = Quantile(v, 0), Quantile(v, 1), Quantile(v, 0.5)
	s.Q05, s.Q25, s.Q75, s.Q95 = Quantile(v, 0.05), Quantile(v, 0.25), Quantile(v, 0.75), Quantile(v, 0.95)
	return s
}

// Mean of the values present; NaN without any.
func Mean(x []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range x {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	return sum / float64(n)
}

// SD is the standard deviation of the values present with n−1; NaN below two,
// exactly 0 when all are equal.
func SD(x []float64) float64 {
	n, m2, _, _ := central(x)
	if n < 2 {
		return math.NaN()
	}
	return math.Sqrt(m2 / (n - 1))
}

// Skewness is the sample-adjusted G1 (Excel SKEW; type 2 of Joanes & Gill 1998,
// The Statistician 47:183). NaN below three values or without variance.
func Skewness(x []float64) float64 {
	n, m2, m3, _ := central(x)
	if n < 3 || m2 == 0 {
		return math.NaN()
	}
	s := math.Sqrt(m2 / (n - 1))
	return n / ((n - 1) * (n - 2)) * (m3 / (s * s * s))
}

// Kurtosis is the sample-adjusted excess kurtosis G2 (Excel KURT; type 2 of
// Joanes & Gill 1998), 0 for the normal law. NaN below four values or without
// variance.
func Kurtosis(x []float64) float64 {
	n, m2, _, m4 := central(x)
	if n < 4 || m2 == 0 {
		return math.NaN()
	}
	v := m2 / (n - 1)
	return n*(n+1)/((n-1)*(n-2)*(n-3))*(m4/(v*v)) - 3*(n-1)*(n-1)/((n-2)*(n-3))
}

// central gives the number of values present and their sums of squares, cubes
// and fourth powers about the mean; all 0 when the values are equal, whatever
// the rounding of the mean.
func central(x []float64) (n, m2, m3, m4 float64) {
	mean := Mean(x)
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range x {
		if math.IsNaN(v) {
			continue
		}
		low, high = min(low, v), max(high, v)
		d := v - mean
		n++
		m2 += d * d
		m3 += d * d * d
		m4 += d * d * d * d
	}
	if low == high {
		return n, 0, 0, 0
	}
	return n, m2, m3, m4
}

// Quantile of values sorted ascending without NaN, for p in 0…1, of type 7
// (Hyndman & Fan 1996, The American Statistician 50:361): linear between the
// order statistics at (n−1)·p. NaN without values or with p outside 0…1.
func Quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	at := float64(len(sorted)-1) * p
	i := int(at)
	if i+1 >= len(sorted) || at == float64(i) || sorted[i] == sorted[i+1] {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// MeanRanks numbers the values present from 1, ascending; equal values share the
// mean of their ranks. NaN stays NaN.
func MeanRanks(x []float64) []float64 {
	out := make([]float64, len(x))
	order := make([]int, 0, len(x))
	for i, v := range x {
		out[i] = math.NaN()
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return 0
	})
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		rank := float64(i+1+j) / 2
		for ; i < j; i++ {
			out[order[i]] = rank
		}
	}
	return out
}
