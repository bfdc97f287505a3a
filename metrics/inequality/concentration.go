// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"math"
)

// ConcentrationIndex returns (2/μ) Σ p x R − 1, R the fractional rank of a unit by
// y from the lowest, ties taking their mean rank: −1…1, above 0 when x gathers
// where y is high. x ≥ 0, any finite y.
// Source: N. Kakwani, A. Wagstaff and E. van Doorslaer, 1997.
func ConcentrationIndex(x, w, y []float64) (float64, error) {
	r, err := rankUnits(x, w, y, nonNegative)
	if err != nil {
		return 0, err
	}
	return r.concentration()
}

// ConcentrationError is [ConcentrationIndex] with its standard error by
// linearisation, units drawn with equal chances and carrying their weight.
// Without weights it is that of Kakwani, Wagstaff and van Doorslaer, 1997, Journal
// of Econometrics 77:87. Needs two units.
func ConcentrationError(x, w, y []float64) (index, se float64, err error) {
	r, err := rankUnits(x, w, y, nonNegative)
	if err != nil {
		return 0, 0, err
	}
	if index, err = r.concentration(); err != nil {
		return 0, 0, err
	}
	se, err = r.covarianceError(index)
	return index, se / r.mean, err
}

// ErreygersError is [Erreygers] with its standard error, found as that of
// [ConcentrationError].
func ErreygersError(x, w, y []float64, lower, upper float64) (index, se float64, err error) {
	if index, err = Erreygers(x, w, y, lower, upper); err != nil {
		return 0, 0, err
	}
	r, err := rankUnits(x, w, y, anyReal)
	if err != nil {
		return 0, 0, err
	}
	se, err = r.covarianceError(0)
	return index, 4 * se / (upper - lower), err
}

// ConcentrationAt returns the share of the total held by the units of the lowest
// y that make up the share p of the weight, 0…1: the curve read linearly between
// its points. x ≥ 0.
func ConcentrationAt(x, w, y []float64, p float64) (float64, error) {
	if !(p >= 0 && p <= 1) {
		return 0, fmt.Errorf("concentration at %v: give a share from 0 to 1", p)
	}
	points, err := ConcentrationCurve(x, w, y)
	if err != nil {
		return 0, err
	}
	for i, b := range points[1:] {
		if a := points[i]; p <= b.P+sameShare {
			return a.L + (b.L-a.L)*min(1, (p-a.P)/(b.P-a.P)), nil
		}
	}
	return 1, nil
}

// ConcentrationCurve returns the points (Σp, Σp·x/μ) over units in the order of
// y, units of equal y pooled into one step, from (0, 0) to (1, 1). x ≥ 0.
func ConcentrationCurve(x, w, y []float64) ([]Point, error) {
	r, err := rankUnits(x, w, y, nonNegative)
	if err != nil {
		return nil, err
	}
	if r.mean <= 0 {
		return nil, fmt.Errorf("the mean is 0: %w", ErrUndefined)
	}
	var xs, ps []float64
	for i, u := range r.order {
		if i == 0 || r.y[i] != r.y[i-1] {
			xs, ps = append(xs, 0), append(ps, 0)
		}
		last := len(ps) - 1
		p := ps[last] + r.at(int(u))
		xs[last] += (r.x[u] - xs[last]) * r.at(int(u)) / p
		ps[last] = p
	}
	return curve(xs, ps, r.mean), nil
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
	r, err := rankUnits(x, w, y, anyReal)
	if err != nil {
		return 0, err
	}
	if rows := where(x, func(v float64) bool { return v < lower || v > upper }); rows != nil {
		return 0, &RowError{"value", rows, fmt.Sprintf("value outside the bounds %v … %v", lower, upper)}
	}
	return r.erreygers(lower, upper)
}

// ranking is a sample whose units are also ordered by y.
type ranking struct {
	*sample
	order []uint32  // places of units in the sample, by y and then by x
	y     []float64 // ascending, in that order
}

func newRanking(s *sample, y []float64) ranking {
	rows := order(y)
	return ranking{s, rows, pickRows(y, rows)}
}

// rankUnits checks and sorts; units of weight 0 take no part.
func rankUnits(x, w, y []float64, d domain) (ranking, error) {
	if len(y) != len(x) {
		return ranking{}, fmt.Errorf("%d values but %d rank values: give one a unit", len(x), len(y))
	}
	if err := check(x, w, d); err != nil {
		return ranking{}, err
	}
	if err := checkFinite("rank value", y); err != nil {
		return ranking{}, err
	}
	y, _ = counted(y, w)
	x, w = counted(x, w)
	rows := orderUnits(x, byNumber(w), byNumber(y))
	return newRanking(whole(newBasis(pickRows(x, rows), pickRows(w, rows))), pickRows(y, rows)), nil
}

func (r ranking) concentration() (float64, error) {
	if r.mean <= 0 {
		return 0, fmt.Errorf("the mean is 0: %w", ErrUndefined)
	}
	return finite(2 * r.covariance() / r.mean)
}

func (r ranking) erreygers(lower, upper float64) (float64, error) {
	return finite(8 * (r.covariance() / (upper - lower)))
}

// covariance is cov(x, R), free of rounding for equal x as the mean of R is ½.
func (r ranking) covariance() float64 {
	sum := 0.0
	r.ties(func(units []uint32, rank float64) {
		for _, u := range units {
			sum += r.at(int(u)) * (r.x[u] - r.mean) * (rank - 0.5)
		}
	})
	return sum
}

// covarianceError is the standard error of 2 cov(x, R) less slope times the mean.
// Where F is the mid-rank and d the deviation from the mean, unit i moves that by
// d(2F−1) + 2Σ_above p·d + Σ_tied p·d − slope·d, less the mean of it.
func (r ranking) covarianceError(slope float64) (float64, error) {
	if len(r.x) < 2 {
		return 0, fmt.Errorf("one unit has no standard error: %w", ErrUndefined)
	}
	moves, mean, below := make([]float64, len(r.x)), 0.0, 0.0
	r.ties(func(units []uint32, rank float64) {
		own := 0.0
		for _, u := range units {
			own += r.at(int(u)) * (r.x[u] - r.mean)
		}
		for _, u := range units {
			d := r.x[u] - r.mean
			moves[u] = d*(2*rank-1) - 2*below - own - slope*d
			mean += r.at(int(u)) * moves[u]
		}
		below += own
	})
	sum := 0.0
	for u, z := range moves {
		p := r.at(u)
		sum += p * p * (z - mean) * (z - mean)
	}
	return finite(math.Sqrt(sum))
}

// ties visits the units of equal y together, with their rank: the share of the
// weight below them and half of their own.
func (r ranking) ties(visit func(units []uint32, rank float64)) {
	below := 0.0
	for i := 0; i < len(r.order); {
		j, tied := i, 0.0
		for ; j < len(r.order) && r.y[j] == r.y[i]; j++ {
			tied += r.at(int(r.order[j]))
		}
		visit(r.order[i:j], below+tied/2)
		below += tied
		i = j
	}
}
