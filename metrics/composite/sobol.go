// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"osnova/metrics/statistics"
)

// SobolIndex is how much of the variance of an outcome a factor explains.
type SobolIndex struct {
	Factor       string
	First, Total float64 // alone; together with all others. NaN when the outcome does not vary
	Low, High    float64 // 95 % bootstrap interval of First
	TotalLow     float64
	TotalHigh    float64
}

// draws is how often intervals are drawn again.
const draws = 1000

// Sensitivity asks which choice moves ranks most: the outcome is the mean |rank −
// nominal rank| of a replicate over all units that have a rank. The design is Saltelli's, n rows of two samples A
// and B and of A with one column of B, n·(factors + 2) replicates; see
// [SobolIndices].
func (s *Simulation) Sensitivity(ctx context.Context, n int, seed uint64) ([]SobolIndex, error) {
	k := len(s.Factors)
	if k == 0 {
		return nil, errors.New("sensitivity: nothing varies")
	}
	both := s.points(seed, n, 2*k)
	points := make([][]float64, 0, n*(k+2))
	for _, row := range both {
		points = append(points, row[:k])
	}
	for _, row := range both {
		points = append(points, row[k:])
	}
	for f := range k {
		for _, row := range both {
			mixed := slices.Clone(row[:k])
			mixed[f] = row[k+f]
			points = append(points, mixed)
		}
	}
	y := make([]float64, len(points))
	err := s.run(ctx, points, func(r int, root *column, work *scratch) { y[r] = shift(work.ranking(root), s.Nominal) })
	if err != nil {
		return nil, err
	}
	mixed := make([][]float64, k)
	for f := range mixed {
		mixed[f] = y[(2+f)*n : (3+f)*n]
	}
	out := SobolIndices(y[:n], y[n:2*n], mixed, seed)
	for f := range out {
		out[f].Factor = s.Factors[f]
	}
	return out, nil
}

// SobolIndices estimates first- and total-order indices from outcomes of samples A,
// B and, for each factor, A with that factor's column of B; all of one length.
// First order is Σ B·(AB − A)/n over the variance of A and B together, the outcomes
// centred on their mean; total order is Jansen's Σ (A − AB)²/2n over it. Intervals
// come from drawing rows again, 1,000 times, seeded.
//
// Source: Saltelli, Annoni, Azzini, Campolongo, Ratto, Tarantola, Variance based
// sensitivity analysis of model output, Computer Physics Communications 181, 2010;
// Jansen, Analysis of variance designs for model output, ibid. 117, 1999.
func SobolIndices(a, b []float64, mixed [][]float64, seed uint64) []SobolIndex {
	n := len(a)
	rows := allOf(n)
	out := make([]SobolIndex, len(mixed))
	first, total := sobol(a, b, mixed, rows)
	again := make([][2][]float64, len(mixed))
	random := rand.New(rand.NewPCG(seed, 0))
	for range draws {
		for i := range rows {
			rows[i] = random.IntN(n)
		}
		f, t := sobol(a, b, mixed, rows)
		for k := range mixed {
			if !math.IsNaN(f[k]) {
				again[k][0], again[k][1] = append(again[k][0], f[k]), append(again[k][1], t[k])
			}
		}
	}
	for k := range out {
		slices.Sort(again[k][0])
		slices.Sort(again[k][1])
		q := statistics.Quantile
		out[k] = SobolIndex{First: first[k], Total: total[k], Low: q(again[k][0], 0.025), High: q(again[k][0], 0.975), TotalLow: q(again[k][1], 0.025), TotalHigh: q(again[k][1], 0.975)}
	}
	return out
}

func sobol(a, b []float64, mixed [][]float64, rows []int) (first, total []float64) {
	n := float64(len(rows))
	mean, variance := 0.0, 0.0
	for _, i := range rows {
		mean += a[i] + b[i]
	}
	mean /= 2 * n
	for _, i := range rows {
		variance += (a[i]-mean)*(a[i]-mean) + (b[i]-mean)*(b[i]-mean)
	}
	variance /= 2*n - 1
	first, total = make([]float64, len(mixed)), make([]float64, len(mixed))
	for k, ab := range mixed {
		for _, i := range rows {
			d := ab[i] - a[i]
			first[k] += (b[i] - mean) * d
			total[k] += d * d
		}
		if variance > 0 {
			first[k], total[k] = first[k]/n/variance, total[k]/2/n/variance
		} else {
			first[k], total[k] = math.NaN(), math.NaN()
		}
	}
	return first, total
}
