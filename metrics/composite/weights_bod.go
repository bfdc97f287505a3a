// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
)

// BoD is how benefit of the doubt restricts the weights that a unit may give itself.
// Limits are shares, one a column, or nil for 0 and 1; they hold for the columns
// that the unit has, in proportion: of four columns with one missing, a limit of
// 0.125 becomes 0.125·4/3.
type BoD struct {
	Lower, Upper []float64
	// OfWeights lays the limits on w_k/Σw, which needs columns of one scale. Else
	// they lie on w_k·y_k/Σw·y, the share of the unit's own score (the "pie
	// shares" of the source), which does not depend on scales, but which a unit
	// with a 0 cannot meet.
	OfWeights bool
}

// AroundEqual limits shares of n columns to (1 − spread)/n … (1 + spread)/n, spread
// from 0 (equal shares) to 1; SPEC of the maturity index: 0.5.
func AroundEqual(n int, spread float64, ofWeights bool) BoD {
	b := BoD{Lower: make([]float64, n), Upper: make([]float64, n), OfWeights: ofWeights}
	for k := range n {
		b.Lower[k], b.Upper[k] = max(0, 1-spread)/float64(n), min(1, (1+spread)/float64(n))
	}
	return b
}

// BoDResult is the outcome of benefit of the doubt, one entry a unit.
type BoDResult struct {
	Scores  []float64   // 0…1, 1 = no unit does better under these weights; NaN = missing
	Weights [][]float64 // per unit of each column; 0 for a missing column; nil without a score
	Shares  [][]float64 // of each column in the unit's own score, sum 1; nil without a score
	Faults  []BoDFault  // units without a score although they have values
}

// BoDFault is a unit whose limits cannot be met.
type BoDFault struct {
	Unit   int
	Reason string
}

// BenefitOfDoubt gives each unit the weights under which it looks best: it
// maximises Σ w_k y_k over w ≥ 0 such that no unit exceeds 1 under the same
// weights, within the limits given. columns[k][i] ≥ 0 is column k of unit i, more
// is better, NaN = missing. A missing cell weighs nothing for its unit and counts
// as 0 in the comparison with others. Scores do not depend on the scales of
// columns (weights do, in inverse proportion, and limits of weights forbid it).
// Scores are unique; the weights of a score often are not: one of the best is
// given, the same for the same input.
//
// Each unit is one linear program, solved exactly by the revised simplex method on
// its dual, which has one row a column and starts from the unit itself.
//
// Source: Cherchye, Moesen, Rogge, Van Puyenbroeck, An introduction to "benefit of
// the doubt" composite indicators, Social Indicators Research 82, 2007, (3), (5).
func BenefitOfDoubt(columns [][]float64, limits BoD) (*BoDResult, error) {
	if err := limits.check(columns); err != nil {
		return nil, err
	}
	n, m := len(columns[0]), len(columns)
	r := &BoDResult{Scores: missing(n), Weights: make([][]float64, n), Shares: make([][]float64, n)}
	scale := limits.scales(columns)
	peers := make([][]float64, n) // rows scaled to 0…1; missing = 0
	for i := range peers {
		peers[i] = make([]float64, m)
		for k := range columns {
			if v := columns[k][i]; v > 0 {
				peers[i][k] = v / scale[k]
			}
		}
	}
	p := newProgram(peers)
	for i := range n {
		has, best := limits.present(columns, i), 0.0
		for k := range m {
			best = max(best, peers[i][k])
		}
		if len(has) == 0 {
			continue
		}
		fault := func(format string, args ...any) {
			r.Faults = append(r.Faults, BoDFault{i, fmt.Sprintf(format, args...)})
		}
		if best == 0 {
			fault("all its values are 0: it has no score under any weights")
			continue
		}
		if k := limits.zero(columns, i, has); k >= 0 {
			fault("column %d is 0, so that it cannot have the least share of %v", k+1, limits.Lower[k])
			continue
		}
		w, err := p.solve(i, limits.rows(peers[i], has))
		if err != nil {
			return nil, fmt.Errorf("benefit of the doubt: unit %d: %w", i+1, err)
		}
		score := dotProduct(w, peers[i])
		if score <= simplexZero {
			fault("its limits on shares cannot be met")
			continue
		}
		r.Scores[i], r.Shares[i] = math.Min(score, 1), make([]float64, m)
		for k := range w {
			r.Shares[i][k] = w[k] * peers[i][k] / score
			if scale[k] > 0 {
				w[k] /= scale[k]
			}
		}
		r.Weights[i] = w
	}
	return r, nil
}

func (b BoD) check(columns [][]float64) error {
	if len(columns) == 0 {
		return errors.New("benefit of the doubt: no columns")
	}
	var faults []error
	for k, column := range columns {
		if len(column) != len(columns[0]) {
			return fmt.Errorf("benefit of the doubt: column %d has %d values, the first %d", k+1, len(column), len(columns[0]))
		}
		for i, v := range column {
			if v < 0 || math.IsInf(v, 0) {
				faults = append(faults, fmt.Errorf("benefit of the doubt: column %d: unit %d: value %v: give finite values of 0 or more", k+1, i+1, v))
			}
		}
	}
	for _, limit := range [][]float64{b.Lower, b.Upper} {
		if limit != nil && len(limit) != len(columns) {
			return fmt.Errorf("benefit of the doubt: %d limits for %d columns", len(limit), len(columns))
		}
	}
	low, high := 0.0, 0.0
	for k := range columns {
		l, u := b.limit(k)
		if !(l >= 0 && l <= u && u <= 1) {
			faults = append(faults, fmt.Errorf("benefit of the doubt: column %d: limits %v … %v: give shares from 0 to 1, the lower first", k+1, l, u))
		}
		low, high = low+l, high+u
	}
	if low > 1+tolerance || high < 1-tolerance {
		faults = append(faults, fmt.Errorf("benefit of the doubt: lower limits add to %v and upper ones to %v: 1 must lie between", low, high))
	}
	return errors.Join(faults...)
}

func (b BoD) limit(k int) (low, high float64) {
	high = 1
	if b.Lower != nil {
		low = b.Lower[k]
	}
	if b.Upper != nil {
		high = b.Upper[k]
	}
	return low, high
}

// scales are the largest values of columns; limits of weights need one for all.
func (b BoD) scales(columns [][]float64) []float64 {
	scale, most := make([]float64, len(columns)), 0.0
	for k, column := range columns {
		for _, v := range column {
			if v > scale[k] { // NaN is not
				scale[k] = v
			}
		}
		most = math.Max(most, scale[k])
	}
	for k := range scale {
		if b.OfWeights {
			scale[k] = most
		}
	}
	return scale
}

// present lists the columns that the unit has.
func (b BoD) present(columns [][]float64, i int) []int {
	var has []int
	for k := range columns {
		if !math.IsNaN(columns[k][i]) {
			has = append(has, k)
		}
	}
	return has
}

// zero is a column of 0 with a least share, −1 when there is none.
func (b BoD) zero(columns [][]float64, i int, has []int) int {
	for _, k := range has {
		if low, _ := b.limit(k); !b.OfWeights && low > 0 && columns[k][i] == 0 {
			return k
		}
	}
	return -1
}

// rows are the limits as Σ a_k w_k ≤ 0. A missing column has a weight of 0 by
// w_k ≤ 0.
func (b BoD) rows(own []float64, has []int) [][]float64 {
	m := len(own)
	there := make([]bool, m)
	for _, k := range has {
		there[k] = true
	}
	grow := float64(m) / float64(len(has))
	var rows [][]float64
	for k := range m {
		if !there[k] {
			row := make([]float64, m)
			row[k] = 1
			rows = append(rows, row)
			continue
		}
		low, high := b.limit(k)
		low, high = math.Min(1, low*grow), math.Min(1, high*grow)
		part := func(q int) float64 {
			if b.OfWeights {
				return 1
			}
			return own[q]
		}
		if low > 0 {
			row := make([]float64, m)
			for _, q := range has {
				row[q] = low * part(q)
			}
			row[k] -= part(k)
			rows = append(rows, row)
		}
		if high < 1 {
			row := make([]float64, m)
			for _, q := range has {
				row[q] = -high * part(q)
			}
			row[k] += part(k)
			rows = append(rows, row)
		}
	}
	return rows
}

func dotProduct(a, b []float64) float64 {
	sum := 0.0
	for k, v := range a {
		sum += v * b[k]
	}
	return sum
}
