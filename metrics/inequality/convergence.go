// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Convergence says whether units that started low grew faster (beta) and
// whether the spread shrank (sigma). A nil field has no value for these data.
type Convergence struct {
	N         int      // pairs used
	Excluded  int      // pairs left out because a value was 0
	Beta      float64  // slope of yearly log growth on ln of the start; < 0 is catch-up
	Intercept float64  // of the same line, per year
	R2        *float64 // 0…1; nil when all grew equally
	RobustSE  *float64 // of Beta, HC1; nil with two pairs
	Lambda    *float64 // −ln(1+bT)/T, speed per year; nil when 1+bT ≤ 0
	HalfLife  *float64 // ln2/λ, years to close half of the gap; nil when λ ≤ 0
	Sigma0    float64  // population SD of ln x at the start
	Sigma1    float64  // population SD of ln x at the end
}

// Converge fits (1/T) ln(x1/x0) = a + b ln x0 by least squares over units, x0 and
// x1 the values of the same units at the start and years = T later, weights w (nil
// = equal; else weighted least squares and weighted sigmas). Pairs with a value
// of 0 are excluded and counted, those of weight 0 too; negative values are
// refused. [ErrUndefined] with fewer than two pairs or when all start equal.
// Beware of bounded variables and of regression to the mean.
// Source: R. J. Barro and X. Sala-i-Martin, 1992.
func Converge(x0, x1, w []float64, years float64) (Convergence, error) {
	if err := checkYears(years); err != nil {
		return Convergence{}, err
	}
	if len(x0) != len(x1) {
		return Convergence{}, fmt.Errorf("%d values at the start but %d at the end: give both for each unit", len(x0), len(x1))
	}
	if len(x0) == 0 {
		return Convergence{}, fmt.Errorf("convergence: no pairs: %w", ErrUndefined)
	}
	if err := checkWeights(w, len(x0)); err != nil {
		return Convergence{}, err
	}
	for _, side := range []struct {
		name string
		x    []float64
	}{{"start", x0}, {"end", x1}} {
		if err := checkFinite(side.name+" value", side.x); err != nil {
			return Convergence{}, err
		}
		if rows := where(side.x, func(v float64) bool { return v < 0 }); rows != nil {
			return Convergence{}, &RowError{side.name + " value", rows, "negative value has no logarithm"}
		}
	}
	p := newPairs(x0, x1, w, nil)
	c, err := p.converge(p.shares(nil, make([]float64, len(p.rows))), p.growth(years), years)
	c.N, c.Excluded = len(p.rows), len(x0)-len(p.rows)
	return c, err
}

func checkYears(years float64) error {
	if !(years > 0) || math.IsInf(years, 0) {
		return fmt.Errorf("convergence over %v years: give a finite number above 0", years)
	}
	return nil
}

// pairs are the units with both values above 0, in an order of their own, so that
// the order in which they came does not change the last bit of a sum.
type pairs struct {
	rows       []uint32 // places among those given
	start, end []float64
	w          []float64 // over the largest; nil: equal
}

// newPairs takes the rows given, or all for nil; NaN is missing.
func newPairs(x0, x1, w []float64, rows []uint32) pairs {
	if rows == nil {
		rows = order(x0)
	}
	kept := make([]uint32, 0, len(rows))
	for _, r := range rows {
		if x0[r] > 0 && x1[r] > 0 && (w == nil || w[r] > 0) {
			kept = append(kept, r)
		}
	}
	slices.SortStableFunc(kept, func(a, b uint32) int {
		c := cmp.Or(cmp.Compare(x0[a], x0[b]), cmp.Compare(x1[a], x1[b]))
		if c == 0 && w != nil {
			c = cmp.Compare(w[a], w[b])
		}
		return c
	})
	p := pairs{rows: kept, start: pickRows(x0, kept), end: pickRows(x1, kept), w: pickRows(w, kept)}
	for i := range kept {
		p.start[i], p.end[i] = math.Log(p.start[i]), math.Log(p.end[i])
	}
	if len(p.w) > 0 {
		top := slices.Max(p.w)
		for i := range p.w {
			p.w[i] /= top
		}
	}
	return p
}

// shares fills q with the shares of the pairs when pair i is there times(i) times
// (nil: once).
func (p pairs) shares(times func(i int) float64, q []float64) []float64 {
	total := 0.0
	for i := range q {
		q[i] = 1
		if p.w != nil {
			q[i] = p.w[i]
		}
		if times != nil {
			q[i] *= times(i)
		}
		total += q[i]
	}
	for i := range q {
		q[i] /= total
	}
	return q
}

// growth is that of each pair in logs a year.
func (p pairs) growth(years float64) []float64 {
	growth := make([]float64, len(p.start))
	for i := range growth {
		growth[i] = (p.end[i] - p.start[i]) / years
	}
	return growth
}

// converge leaves the counts to the caller.
func (p pairs) converge(q, growth []float64, years float64) (c Convergence, err error) {
	l, err := fitLine(p.start, growth, q)
	if err != nil {
		return c, fmt.Errorf("convergence: %w", err)
	}
	c = Convergence{Beta: l.slope, Intercept: l.intercept, R2: l.r2, RobustSE: l.robustSE, Sigma0: deviationOf(p.start, q), Sigma1: deviationOf(p.end, q)}
	c.Lambda, c.HalfLife = speed(l.slope, years)
	return c, nil
}

// deviationOf is the population SD of v by the shares q.
func deviationOf(v, q []float64) float64 {
	mean, sum := meanOf(v, q), 0.0
	for i, x := range v {
		sum += q[i] * (x - mean) * (x - mean)
	}
	return math.Sqrt(sum)
}

// meanOf is the mean of v by the shares q, corrected once.
func meanOf(v, q []float64) float64 {
	mean, rest := dotProduct(q, v), 0.0
	for i, x := range v {
		rest += q[i] * (x - mean)
	}
	return mean + rest
}

func speed(b, years float64) (lambda, halfLife *float64) {
	if 1+b*years <= 0 {
		return nil, nil
	}
	l := -math.Log1p(b*years) / years
	if h := math.Ln2 / l; l > 0 && !math.IsInf(h, 0) {
		halfLife = &h
	}
	return &l, halfLife
}

// Sigma returns the population SD of ln x over units, weighted. x > 0.
func Sigma(x, w []float64) (float64, error) {
	if err := check(x, w, positive); err != nil {
		return 0, err
	}
	logs := make([]float64, len(x))
	for i, v := range x {
		logs[i] = math.Log(v)
	}
	return SD(logs, w)
}

// SigmaTrend returns the least-squares slope of sigma (one a year) on years, per
// year; below 0 the units converge. [ErrUndefined] with fewer than two years.
func SigmaTrend(years, sigma []float64) (float64, error) {
	if len(years) != len(sigma) {
		return 0, fmt.Errorf("%d years but %d sigmas: give one a year", len(years), len(sigma))
	}
	if err := checkFinite("year", years); err != nil {
		return 0, err
	}
	if err := checkFinite("sigma", sigma); err != nil {
		return 0, err
	}
	if len(years) < 2 {
		return 0, fmt.Errorf("trend of sigma over %d years: %w", len(years), ErrUndefined)
	}
	equal := make([]float64, len(years))
	for i := range equal {
		equal[i] = 1 / float64(len(years))
	}
	l, err := fitLine(years, sigma, equal)
	if err != nil {
		return 0, fmt.Errorf("trend of sigma: %w", err)
	}
	return l.slope, nil
}

type fittedLine struct {
	slope, intercept float64
	r2, robustSE     *float64
}

// fitLine is least squares of y on x by the shares q, all finite and of equal length.
// The robust error is HC1, of units whose share is above 0.
func fitLine(x, y, q []float64) (fittedLine, error) {
	n := 0.0
	for _, v := range q {
		if v > 0 {
			n++
		}
	}
	if n < 2 {
		return fittedLine{}, fmt.Errorf("%g usable points, a line needs two: %w", n, ErrUndefined)
	}
	mx, my := meanOf(x, q), meanOf(y, q)
	var sxx, sxy, syy float64
	for i := range x {
		dx, dy := x[i]-mx, y[i]-my
		sxx, sxy, syy = sxx+q[i]*dx*dx, sxy+q[i]*dx*dy, syy+q[i]*dy*dy
	}
	if sxx == 0 {
		return fittedLine{}, fmt.Errorf("all points start equal: %w", ErrUndefined)
	}
	l := fittedLine{slope: sxy / sxx}
	l.intercept = my - l.slope*mx
	if _, err := finite(l.intercept); err != nil {
		return fittedLine{}, err
	}
	var left, robust float64
	for i := range x {
		dx := x[i] - mx
		u := y[i] - my - l.slope*dx
		left += q[i] * u * u
		robust += q[i] * dx * u * (q[i] * dx * u)
	}
	if syy > 0 {
		r2 := math.Max(0, 1-left/syy)
		l.r2 = &r2
	}
	if n > 2 {
		se := math.Sqrt(n/(n-2)*robust) / sxx
		l.robustSE = &se
	}
	return l, nil
}
