// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"osnova/metrics/statistics"
)

// ShapleyEffect is the share of the variance of an outcome that falls to one
// factor when what factors do together is shared out evenly among them.
type ShapleyEffect struct {
	Share     float64 // 0…1 but for sampling error; all factors add to 1
	Low, High float64 // 95 % bootstrap interval; NaN without draws
}

// ShapleyPoint says what each factor is in run number set of a design for k
// factors: the values of the second sample where the bit of the factor is set, of
// the first where it is not. There are 1 << k runs, number 0 being the first
// sample, the last the second.
func ShapleyPoint(set int, first, second []float64) []float64 {
	out := slices.Clone(first)
	for k := range out {
		if set>>k&1 == 1 {
			out[k] = second[k]
		}
	}
	return out
}

// ShapleyEffects takes outcomes of all runs of a design, outcome[set][row], made
// of two independent samples of the factors as [ShapleyPoint] says, and gives the
// effect of each factor; len(outcome) is 1 << factors, from 1 to 12 factors. Rows
// are pairs of sample points, at least two. draws bootstrap replicates of rows, from
// the seed, give the intervals; 0 gives none. Unlike Sobol indices, the effects of
// factors add to 1 whatever they do together. An outcome that does not vary is an
// error.
//
// The cost of a set u of factors is E Var(outcome | factors not in u), estimated by
// Jansen's ½·mean (outcome[∅] − outcome[u])²; an effect is the mean of what a
// factor adds to the cost over all orders in which factors can come.
//
// Sources: Owen, Sobol' indices and Shapley value, SIAM/ASA Journal on Uncertainty
// Quantification 2, 2014; Song, Nelson, Staum, Shapley effects for global
// sensitivity analysis: theory and computation, the same 4, 2016.
func ShapleyEffects(outcome [][]float64, draws int, seed uint64) ([]ShapleyEffect, error) {
	sets := len(outcome)
	factors := bits.Len(uint(sets)) - 1
	if sets < 2 || sets != 1<<factors || factors > 12 {
		return nil, fmt.Errorf("shapley effects: %d runs: give 2 to the number of factors, 1 to 12", sets)
	}
	rows := len(outcome[0])
	if rows < 2 {
		return nil, fmt.Errorf("shapley effects: %d rows, at least two are needed", rows)
	}
	squares := make([][]float64, sets) // of differences from the first sample
	for set, run := range outcome {
		if len(run) != rows {
			return nil, fmt.Errorf("shapley effects: run %d has %d rows, the first %d", set, len(run), rows)
		}
		squares[set] = make([]float64, rows)
		for i, v := range run {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("shapley effects: run %d: row %d: outcome %v", set, i+1, v)
			}
			d := v - outcome[0][i]
			squares[set][i] = d * d / 2
		}
	}
	whole := make([]float64, rows)
	for i := range whole {
		whole[i] = 1
	}
	shares := shapleyShares(squares, whole, factors)
	if shares == nil {
		return nil, errors.New("shapley effects: the outcome does not vary")
	}
	out := make([]ShapleyEffect, factors)
	for k := range out {
		out[k] = ShapleyEffect{shares[k], math.NaN(), math.NaN()}
	}
	if draws == 0 {
		return out, nil
	}
	random := rand.New(rand.NewPCG(seed, 0x5a91))
	drawn := make([][]float64, factors)
	for range draws {
		clear(whole)
		for range rows {
			whole[random.IntN(rows)]++
		}
		if shares := shapleyShares(squares, whole, factors); shares != nil {
			for k, s := range shares {
				drawn[k] = append(drawn[k], s)
			}
		}
	}
	for k := range out {
		if len(drawn[k]) > 0 {
			slices.Sort(drawn[k])
			out[k].Low, out[k].High = statistics.Quantile(drawn[k], 0.025), statistics.Quantile(drawn[k], 0.975)
		}
	}
	return out, nil
}

// shapleyShares are the effects where row i counts times[i]; nil without variance.
func shapleyShares(squares [][]float64, times []float64, factors int) []float64 {
	cost := make([]float64, len(squares))
	for set := range squares {
		cost[set] = dotProduct(squares[set], times)
	}
	total := cost[len(cost)-1]
	if !(total > 0) {
		return nil
	}
	weight := make([]float64, factors) // of a set of so many others: 1 / (k · C(k−1, size))
	for size := range weight {
		weight[size] = 1 / float64(factors)
		for q := range size {
			weight[size] *= float64(q+1) / float64(factors-1-q)
		}
	}
	shares := make([]float64, factors)
	for set := range cost {
		for k := range shares {
			if set>>k&1 == 0 {
				shares[k] += weight[bits.OnesCount(uint(set))] * (cost[set|1<<k] - cost[set]) / total
			}
		}
	}
	return shares
}
