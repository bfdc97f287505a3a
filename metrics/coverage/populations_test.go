// SPDX-License-Identifier: Apache-2.0

package coverage

import (
	"math"
	"math/rand/v2"
)

// population is a law that values are drawn from. Skewed ones have a long tail of large values.
type population struct {
	name   string
	skewed bool
	draw   func(r *rand.Rand) float64
}

func lognormal(sd float64) func(r *rand.Rand) float64 {
	return func(r *rand.Rand) float64 { return math.Exp(sd * r.NormFloat64()) }
}

// weibull has shape 1 for exponential values.
func weibull(shape float64) func(r *rand.Rand) float64 {
	return func(r *rand.Rand) float64 { return math.Pow(r.ExpFloat64(), 1/shape) }
}

// gamma of a whole shape.
func gamma(shape int) func(r *rand.Rand) float64 {
	return func(r *rand.Rand) (x float64) {
		for range shape {
			x += r.ExpFloat64()
		}
		return x
	}
}

// populations are those of positive values: of measures of inequality, gaps of means and durations.
var populations = []population{
	{"uniform 20–100", false, func(r *rand.Rand) float64 { return 20 + 80*r.Float64() }},
	{"normal 50 ± 10", false, func(r *rand.Rand) float64 { return math.Max(1, 50+10*r.NormFloat64()) }},
	{"triangular 0–100", false, func(r *rand.Rand) float64 { return 50 * (r.Float64() + r.Float64()) }},
	{"gamma, shape 8", false, gamma(8)},
	{"gamma, shape 3", false, gamma(3)},
	{"Weibull, shape 2", false, weibull(2)},
	{"Weibull, shape 1.5", false, weibull(1.5)},
	{"lognormal, σ 0.25", false, lognormal(0.25)},
	{"lognormal, σ 0.4", false, lognormal(0.4)},
	{"villages and towns", false, func(r *rand.Rand) float64 { // two humps
		if r.Float64() < 0.3 {
			return 70 + 8*r.NormFloat64()
		}
		return 30 + 6*math.Abs(r.NormFloat64())
	}},
	{"exponential", true, weibull(1)},
	{"lognormal, σ 0.6", true, lognormal(0.6)},
	{"lognormal, σ 1", true, lognormal(1)},
	{"Pareto, tail 3.5", true, func(r *rand.Rand) float64 { return math.Pow(1-r.Float64(), -1/3.5) }},
}

// respondents answer a pair of items, what they see and what they expect, each from 1 to 7.
type respondents struct {
	name         string
	seen, wanted float64 // means
	sd, item     float64 // between respondents, and between items of one
	weighted     bool    // respondents of unequal weight, as after fitting to a population
}

var surveyed = []respondents{
	{"middling answers", 4, 5, 1.2, 0.8, false},
	{"good answers", 5.5, 6.2, 1, 0.7, false},
	{"nearly all at the top", 6.6, 6.8, 0.8, 0.5, false},
	{"poor answers", 2, 6, 1.2, 0.8, false},
	{"expectations met", 5, 5, 1, 0.8, false},
	{"expectations exceeded", 6, 4, 1, 0.8, false},
	{"answers far apart", 4, 5.5, 2.5, 1, false},
	{"answers close together", 4.5, 5.5, 0.5, 0.4, false},
	{"items that differ", 4.5, 5.5, 0.5, 2, false},
	{"middling, weighted", 4, 5, 1.2, 0.8, true},
	{"good, weighted", 5.5, 6.2, 1, 0.7, true},
	{"far apart, weighted", 4, 5.5, 2.5, 1, true},
}

// items is how many pairs of items a respondent answers.
const items = 2

// answer fills what one respondent saw and wanted, and gives its weight. Weights hang on the answers, so that they matter.
func (p respondents) answer(r *rand.Rand, seen, wanted []int) (weight float64) {
	own := p.sd * r.NormFloat64()
	whole := func(v float64) int { return int(math.Round(math.Min(7, math.Max(1, v)))) }
	for i := range seen {
		seen[i], wanted[i] = whole(p.seen+own+p.item*r.NormFloat64()), whole(p.wanted+own/2+p.item*r.NormFloat64())
	}
	if !p.weighted {
		return 1
	}
	return math.Exp(0.3*own/p.sd) * (0.7 + 0.6*r.Float64())
}

// shares are of successes in twelve populations of Wilson's interval.
var shares = []float64{0.05, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}
