package inequality

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// ranked is a unit with its place in the order of y.
type ranked struct {
	x, y, p float64
	rank    float64 // share of the weight below it, plus half of its ties' own
}

// ConcentrationIndex returns (2/μ) Σ p x R − 1, R the fractional rank of a unit by
// y from the lowest, ties taking their mean rank: −1…1, above 0 when x gathers
// where y is high. x ≥ 0, any finite y.
// Source: N. Kakwani, A. Wagstaff and E. van Doorslaer, 1997.
func ConcentrationIndex(x, w, y []float64) (float64, error) {
	units, mean, err := rank(x, w, y, nonNegative)
	if err != nil {
		return 0, err
	}
	return finite(2 * covariance(units, mean) / mean)
}

// ConcentrationCurve returns the points (Σp, Σp·x/μ) over units in the order of
// y, units of equal y pooled into one step, from (0, 0) to (1, 1). x ≥ 0.
func ConcentrationCurve(x, w, y []float64) ([]Point, error) {
	units, mean, err := rank(x, w, y, nonNegative)
	if err != nil {
		return nil, err
	}
	var xs, ps []float64
	for i, u := range units {
		if i == 0 || u.y != units[i-1].y {
			xs, ps = append(xs, 0), append(ps, 0)
		}
		last := len(ps) - 1
		p := ps[last] + u.p
		xs[last] += (u.x - xs[last]) * u.p / p
		ps[last] = p
	}
	return curve(xs, ps, mean), nil
}

// Kakwani returns the concentration index of x by y less the Gini of y: above 0
// when x is spread more in favour of high y than y itself. x ≥ 0, y ≥ 0.
// Source: N. Kakwani, 1977.
func Kakwani(x, w, y []float64) (float64, error) {
	c, err := ConcentrationIndex(x, w, y)
	if err != nil {
		return 0, err
	}
	g, err := Gini(y, w)
	if err != nil {
		return 0, fmt.Errorf("rank variable: %w", err)
	}
	return c - g, nil
}

// Erreygers returns 4μ/(b−a) times the concentration index of x by y, for x
// bounded to lower = a … upper = b (0 and 100 for an index), −1…1: it does not
// change when attainment is read as shortfall but for its sign. A value outside
// the bounds is refused. Source: G. Erreygers, 2009.
func Erreygers(x, w, y []float64, lower, upper float64) (float64, error) {
	if !(lower < upper) || math.IsInf(lower, 0) || math.IsInf(upper, 0) {
		return 0, fmt.Errorf("erreygers with bounds %v … %v: give finite bounds, the lower first", lower, upper)
	}
	units, mean, err := rank(x, w, y, anyReal)
	if err != nil {
		return 0, err
	}
	if rows := where(x, func(v float64) bool { return v < lower || v > upper }); rows != nil {
		return 0, &RowError{rows, fmt.Sprintf("value outside the bounds %v … %v", lower, upper)}
	}
	return finite(8 * (covariance(units, mean) / (upper - lower)))
}

// covariance is cov(x, R), free of rounding for equal x as the mean of R is ½.
func covariance(units []ranked, mean float64) float64 {
	sum := 0.0
	for _, u := range units {
		sum += u.p * (u.x - mean) * (u.rank - 0.5)
	}
	return sum
}

// rank sorts the units of weight above 0 by y and gives each its rank.
func rank(x, w, y []float64, d domain) ([]ranked, float64, error) {
	if len(y) != len(x) {
		return nil, 0, fmt.Errorf("%d values but %d rank values: give one a unit", len(x), len(y))
	}
	s, err := newSample(x, w, d)
	if err != nil {
		return nil, 0, err
	}
	if err := checkFinite("rank value", y); err != nil {
		return nil, 0, err
	}
	top := 1.0
	if w != nil {
		top = slices.Max(w)
	}
	units, total := make([]ranked, 0, len(x)), 0.0
	for i := range x {
		p := 1.0
		if w != nil {
			p = w[i] / top
		}
		if p > 0 {
			units = append(units, ranked{x: x[i], y: y[i], p: p})
		}
	}
	slices.SortFunc(units, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x), cmp.Compare(a.p, b.p))
	})
	for _, u := range units {
		total += u.p
	}
	below := 0.0
	for i := 0; i < len(units); {
		j, tied := i, 0.0
		for ; j < len(units) && units[j].y == units[i].y; j++ {
			units[j].p /= total
			tied += units[j].p
		}
		for ; i < j; i++ {
			units[i].rank = below + tied/2
		}
		below += tied
	}
	return units, s.mean, nil
}
