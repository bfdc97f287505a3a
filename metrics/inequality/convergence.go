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
// x1 the values of the same units at the start and years = T later, unweighted.
// Pairs with a value of 0 are excluded and counted; negative values are refused.
// [ErrUndefined] with fewer than two pairs or when all start equal. Beware of
// bounded variables and of regression to the mean.
// Source: R. J. Barro and X. Sala-i-Martin, 1992.
func Converge(x0, x1 []float64, years float64) (Convergence, error) {
	if !(years > 0) || math.IsInf(years, 0) {
		return Convergence{}, fmt.Errorf("convergence over %v years: give a finite number above 0", years)
	}
	if len(x0) != len(x1) {
		return Convergence{}, fmt.Errorf("%d values at the start but %d at the end: give both for each unit", len(x0), len(x1))
	}
	for _, side := range []struct {
		name string
		x    []float64
	}{{"start", x0}, {"end", x1}} {
		if err := checkFinite("value", side.x); err != nil {
			return Convergence{}, fmt.Errorf("%s: %w", side.name, err)
		}
		if rows := where(side.x, func(v float64) bool { return v < 0 }); rows != nil {
			return Convergence{}, fmt.Errorf("%s: %w", side.name, &RowError{rows, "negative value has no logarithm"})
		}
	}
	start, end := logPairs(x0, x1)
	growth := make([]float64, len(start))
	for i := range start {
		growth[i] = (end[i] - start[i]) / years
	}
	l, err := fit(start, growth)
	if err != nil {
		return Convergence{}, fmt.Errorf("convergence: %w", err)
	}
	c := Convergence{
		N: len(start), Excluded: len(x0) - len(start),
		Beta: l.slope, Intercept: l.intercept, R2: l.r2, RobustSE: l.robustSE,
	}
	if c.Sigma0, err = SD(start, nil); err != nil {
		return Convergence{}, err
	}
	if c.Sigma1, err = SD(end, nil); err != nil {
		return Convergence{}, err
	}
	c.Lambda, c.HalfLife = speed(l.slope, years)
	return c, nil
}

// logPairs gives the logs of the pairs above 0, sorted, so that the order of
// units does not change the last bit of a sum.
func logPairs(x0, x1 []float64) (start, end []float64) {
	var pairs [][2]float64
	for i := range x0 {
		if x0[i] > 0 && x1[i] > 0 {
			pairs = append(pairs, [2]float64{math.Log(x0[i]), math.Log(x1[i])})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]float64) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	for _, p := range pairs {
		start, end = append(start, p[0]), append(end, p[1])
	}
	return start, end
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
	l, err := fit(years, sigma)
	if err != nil {
		return 0, fmt.Errorf("trend of sigma: %w", err)
	}
	return l.slope, nil
}

type line struct {
	slope, intercept float64
	r2, robustSE     *float64
}

// fit is least squares of y on x, both finite and of equal length.
func fit(x, y []float64) (line, error) {
	n := float64(len(x))
	if n < 2 {
		return line{}, fmt.Errorf("%d usable points, a line needs two: %w", len(x), ErrUndefined)
	}
	mx, err := Mean(x, nil)
	if err != nil {
		return line{}, err
	}
	my, err := Mean(y, nil)
	if err != nil {
		return line{}, err
	}
	var sxx, sxy, syy float64
	for i := range x {
		dx, dy := x[i]-mx, y[i]-my
		sxx, sxy, syy = sxx+dx*dx, sxy+dx*dy, syy+dy*dy
	}
	if sxx == 0 {
		return line{}, fmt.Errorf("all points start equal: %w", ErrUndefined)
	}
	l := line{slope: sxy / sxx}
	l.intercept = my - l.slope*mx
	if _, err := finite(l.intercept); err != nil {
		return line{}, err
	}
	var left, robust float64
	for i := range x {
		dx := x[i] - mx
		u := y[i] - my - l.slope*dx
		left += u * u
		robust += dx * dx * u * u
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
