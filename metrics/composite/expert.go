// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"osnova/metrics/statistics"
)

// Budget is what experts who shared a budget out agree on, one entry an indicator.
type Budget struct {
	Weights  []float64 // mean share, sum 1
	SD       []float64 // of the shares over experts, n − 1; NaN for one expert
	Min, Max []float64 // smallest and largest share given
	Median   []float64 // of the shares; medians need not add to 1
	Experts  int
}

// BudgetAllocation makes weights of allocations: allocations[e][k] is what expert e
// gives indicator k of a budget (such as 100 points). Every expert must share out
// the same budget, all of it and nothing below 0; a zero budget asks for each
// expert's own sum to be above 0 and takes shares of it. A missing allocation (NaN)
// is refused: who had no opinion gives 0 or is left out.
//
// Source: OECD/JRC Handbook, section 6.3 (budget allocation process).
func BudgetAllocation(allocations [][]float64, budget float64) (Budget, error) {
	if len(allocations) == 0 || len(allocations[0]) == 0 {
		return Budget{}, errors.New("budget allocation: no allocations")
	}
	if !(budget >= 0) || math.IsInf(budget, 0) {
		return Budget{}, fmt.Errorf("budget allocation: budget %v: give a finite budget, or 0 for each expert's own sum", budget)
	}
	var faults []error
	m := len(allocations[0])
	shares := make([][]float64, m)
	for e, row := range allocations {
		if len(row) != m {
			faults = append(faults, fmt.Errorf("budget allocation: expert %d: %d allocations, the first has %d", e+1, len(row), m))
			continue
		}
		sum, fine := 0.0, true
		for k, v := range row {
			if !(v >= 0) || math.IsInf(v, 0) {
				faults = append(faults, fmt.Errorf("budget allocation: expert %d: indicator %d: %v: give a finite amount of 0 or more", e+1, k+1, v))
				fine = false
			}
			sum += v
		}
		switch {
		case !fine:
		case sum == 0:
			faults = append(faults, fmt.Errorf("budget allocation: expert %d gives nothing", e+1))
		case budget > 0 && math.Abs(sum-budget) > 1e-6*budget:
			faults = append(faults, fmt.Errorf("budget allocation: expert %d shares out %v of %v", e+1, sum, budget))
		default:
			for k, v := range row {
				shares[k] = append(shares[k], v/sum)
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return Budget{}, err
	}
	b := Budget{Experts: len(allocations)}
	for _, s := range shares {
		b.Weights, b.SD = append(b.Weights, statistics.Mean(s)), append(b.SD, statistics.SD(s))
		sorted := slices.Clone(s)
		slices.Sort(sorted)
		b.Min, b.Max, b.Median = append(b.Min, sorted[0]), append(b.Max, sorted[len(s)-1]), append(b.Median, statistics.Quantile(sorted, 0.5))
	}
	return b, nil
}

// Priorities are the weights of an analytic hierarchy process.
type Priorities struct {
	Weights   []float64 // the principal eigenvector, > 0, sum 1
	LambdaMax float64   // its eigenvalue, ≥ n
	CI        float64   // consistency index (λmax − n)/(n − 1); 0 below 3 elements
	RI        float64   // its mean for random matrices
	CR        float64   // CI/RI; judgements are usually asked again above 0.1; 0 below 3 elements
}

// randomIndex is the mean consistency index of random reciprocal matrices of 1…15.
//
// Source: Saaty, The Analytic Hierarchy Process, 1980, p. 21.
var randomIndex = [...]float64{0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59}

// reciprocity is how far a_ij·a_ji may lie from 1: 0.333 and 3 pass, 0.3 and 3 do not.
const reciprocity = 2e-3

// AHP makes weights of pairwise judgements: a[i][j] > 0 says how many times element
// i matters as much as j (1…9 on Saaty's scale), a[j][i] is 1 over it, a[i][i] is 1.
// Up to 15 elements, for more there is no random index. A matrix that is not square,
// positive or reciprocal is refused with the judgements named.
//
// Source: Saaty, A scaling method for priorities in hierarchical structures, Journal
// of Mathematical Psychology 15, 1977; OECD/JRC Handbook, section 6.3.
func AHP(a [][]float64) (Priorities, error) {
	n := len(a)
	if n == 0 || n > len(randomIndex) {
		return Priorities{}, fmt.Errorf("ahp: %d elements: give 1 to %d", n, len(randomIndex))
	}
	var faults []error
	for i, row := range a {
		if len(row) != n {
			return Priorities{}, fmt.Errorf("ahp: row %d has %d judgements for %d elements", i+1, len(row), n)
		}
		for j, v := range row {
			switch {
			case !(v > 0) || math.IsInf(v, 0):
				faults = append(faults, fmt.Errorf("ahp: judgement %d, %d is %v: give a finite number above 0", i+1, j+1, v))
			case i == j && math.Abs(v-1) > reciprocity:
				faults = append(faults, fmt.Errorf("ahp: judgement %d, %d is %v: an element is as important as itself, give 1", i+1, j+1, v))
			case j < i && a[j][i] > 0 && math.Abs(v*a[j][i]-1) > reciprocity:
				faults = append(faults, fmt.Errorf("ahp: judgements %d, %d and %d, %d are %v and %v: one must be 1 over the other", j+1, i+1, i+1, j+1, a[j][i], v))
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return Priorities{}, err
	}
	p := Priorities{RI: randomIndex[n-1]}
	w := mat.NewVecDense(n, nil)
	for i := range n {
		w.SetVec(i, 1/float64(n))
	}
	m := mat.NewDense(n, n, nil)
	for i, row := range a {
		m.SetRow(i, row)
	}
	// A positive matrix has one largest eigenvalue with a positive vector
	// (Perron), so that the power method cannot miss it.
	for range 10000 {
		var next mat.VecDense
		next.MulVec(m, w)
		sum := mat.Sum(&next)
		moved := 0.0
		for i := range n {
			v := next.AtVec(i) / sum
			moved = math.Max(moved, math.Abs(v-w.AtVec(i)))
			w.SetVec(i, v)
		}
		p.LambdaMax = sum
		if moved < 1e-15 {
			break
		}
	}
	p.Weights = slices.Clone(w.RawVector().Data)
	if n > 2 {
		p.CI = math.Max(0, (p.LambdaMax-float64(n))/float64(n-1))
		p.CR = p.CI / p.RI
	}
	return p, nil
}
