// SPDX-License-Identifier: Apache-2.0

package coverage

import (
	"math"
	"math/rand/v2"
	"slices"

	"osnova/metrics/inequality"
	"osnova/metrics/statistics"
)

// ranked draws n units by whom gives a value to a unit of a rank that is normal.
func ranked(r *rand.Rand, n int, value func(rank float64) float64) (x, y []float64) {
	x, y = make([]float64, n), make([]float64, n)
	for i := range x {
		y[i] = r.NormFloat64()
		x[i] = value(y[i])
	}
	return x, y
}

func inside(value, se, truth float64) bool { return math.Abs(value-truth) <= statistics.Z95*se }

// concentrationOf is of a population whose values grow with the rank: as they are, and bent into 0 … 100.
func concentrationOf(p, n int) func(*rand.Rand, int) []bool {
	amount := func(r *rand.Rand) func(float64) float64 {
		return func(rank float64) float64 { return populations[p].draw(r) * math.Exp(0.3*rank) }
	}
	middle := truthOf(populations[p].draw, mean)
	bent := func(x []float64) []float64 {
		out := make([]float64, len(x))
		for i, v := range x {
			out[i] = 100 * v / (v + middle)
		}
		return out
	}
	r := rand.New(rand.NewPCG(5, 6))
	x, y := ranked(r, 1_000_000, amount(r))
	truth, bounded := must(inequality.ConcentrationIndex(x, nil, y)), must(inequality.Erreygers(bent(x), nil, y, 0, 100))
	return func(r *rand.Rand, _ int) []bool {
		x, y := ranked(r, n, amount(r))
		c, se, err := inequality.ConcentrationError(x, nil, y)
		must(c, err)
		e, eSE, err := inequality.ErreygersError(bent(x), nil, y, 0, 100)
		must(e, err)
		return []bool{inside(c, se, truth), inside(e, eSE, bounded)}
	}
}

// erreygersOf is of units that have a thing or not; the odds of having it grow with the rank.
func erreygersOf(p, n int) func(*rand.Rand, int) []bool {
	has := func(r *rand.Rand) func(float64) float64 {
		middle := math.Log(shares[p] / (1 - shares[p]))
		return func(rank float64) float64 {
			if r.Float64() < 1/(1+math.Exp(-middle-0.5*rank)) {
				return 100
			}
			return 0
		}
	}
	r := rand.New(rand.NewPCG(7, 8))
	x, y := ranked(r, 1_000_000, has(r))
	truth := must(inequality.Erreygers(x, nil, y, 0, 100))
	return func(r *rand.Rand, _ int) []bool {
		x, y := ranked(r, n, has(r))
		if slices.Max(x) == 0 { // the index of nothing is not told, and so is no interval
			return []bool{false}
		}
		e, se, err := inequality.ErreygersError(x, nil, y, 0, 100)
		must(e, err)
		return []bool{inside(e, se, truth)}
	}
}
