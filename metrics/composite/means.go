// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Kinds of [Mean]: the names a spec gives them.
const (
	KindAMean   = "amean"   // weighted arithmetic mean: shortfalls can be made up for
	KindGMean   = "gmean"   // weighted geometric mean: only in part; values > 0
	KindHMean   = "hmean"   // weighted harmonic mean: less still; values > 0
	KindMin     = "min"     // the worst value: not at all; weights only say who takes part
	KindGenMean = "genmean" // weighted power mean of exponent Power
	KindMPI     = "mpi"     // Mazziotta–Pareto: mean ± imbalance, see [StandardiseMPI]
	KindAMPI    = "ampi"    // adjusted Mazziotta–Pareto: the same mean, see [RescaleAMPI]
	KindOWA     = "owa"     // ordered weighted averaging
	KindSum     = "sum"     // Σ weight × value: of counts; missing where a value is
)

// Mean is a way to make one value of several, with what it needs besides them.
type Mean struct {
	Kind  string
	Power float64   // genmean: any number, ±Inf for the largest and smallest value
	Minus bool      // mpi, ampi: true = imbalance is subtracted (more is better), false = added
	Order []float64 // owa: weights by place from the largest value to the smallest, ≥ 0, any scale
}

// Check says what is wrong with the mean itself.
func (m Mean) Check() error {
	switch m.Kind {
	case KindAMean, KindGMean, KindHMean, KindMin, KindMPI, KindAMPI, KindSum:
	case KindGenMean:
		if math.IsNaN(m.Power) {
			return fmt.Errorf("genmean: the power is not a number")
		}
	case KindOWA:
		sum := 0.0
		for _, w := range m.Order {
			if !(w >= 0) {
				return fmt.Errorf("owa: weight %v: give finite weights of 0 or more", w)
			}
			sum += w
		}
		if !(sum > 0) || math.IsInf(sum, 0) {
			return fmt.Errorf("owa: weights %v: give finite weights, at least one above 0", m.Order)
		}
	default:
		return fmt.Errorf("no mean is called %q: give %s, %s, %s, %s, %s, %s, %s, %s or %s", m.Kind,
			KindAMean, KindGMean, KindHMean, KindMin, KindGenMean, KindMPI, KindAMPI, KindOWA, KindSum)
	}
	return nil
}

// MeanOf makes one value of the children of one unit. Missing values (NaN) take no
// part and the weights (≥ 0, any scale, as long as values) of the others are
// renormalised, but of a sum, which is missing where one is; NaN comes back when nothing of weight above 0 is there. A value
// that the kind has no meaning for is refused, never bent.
//
// An engine calls it once a unit and group; Copeland needs all units at once, see
// [Copeland]. Unknown kinds are refused by [Mean.Check], which MeanOf runs too.
func MeanOf(m Mean, values, weights []float64) (float64, error) {
	if err := m.Check(); err != nil {
		return 0, err
	}
	if len(values) != len(weights) {
		return 0, fmt.Errorf("%s: %d values for %d weights", m.Kind, len(values), len(weights))
	}
	total, lacks := 0.0, false
	for k, v := range values {
		lacks = lacks || math.IsNaN(v) && weights[k] > 0
		if !(weights[k] >= 0) || math.IsInf(weights[k], 0) {
			return 0, fmt.Errorf("%s: weight %v: give finite weights of 0 or more", m.Kind, weights[k])
		}
		if !math.IsNaN(v) {
			total += weights[k]
		}
	}
	if total == 0 || lacks && m.Kind == KindSum {
		return math.NaN(), nil
	}
	p := meanPart{values, weights, total}
	switch m.Kind {
	case KindAMean:
		return p.mean(), nil
	case KindSum:
		return p.mean() * p.total, nil
	case KindGMean:
		return p.power(0, m.Kind)
	case KindHMean:
		return p.power(-1, m.Kind)
	case KindMin:
		return p.power(math.Inf(-1), m.Kind)
	case KindGenMean:
		return p.power(m.Power, m.Kind)
	case KindOWA:
		return p.ordered(m.Order), nil
	default:
		return p.imbalance(m)
	}
}

// meanPart is what takes part in a mean: values that are there, with total weight > 0.
type meanPart struct {
	values, weights []float64
	total           float64
}

// each gives every value that takes part, with its share of the weight.
func (p meanPart) each(use func(v, share float64)) {
	for k, v := range p.values {
		if !math.IsNaN(v) && p.weights[k] > 0 {
			use(v, p.weights[k]/p.total)
		}
	}
}

func (p meanPart) mean() float64 {
	sum := 0.0
	for k, v := range p.values {
		if !math.IsNaN(v) {
			sum += p.weights[k] * v
		}
	}
	return sum / p.total
}

// power is the weighted power mean (Σ s x^e)^(1/e) with its limits at 0 and ±∞
// (Hardy, Littlewood, Pólya, Inequalities, 1934, ch. 2). Values are divided by
// the largest first, so that high powers do not overflow.
func (p meanPart) power(e float64, kind string) (float64, error) {
	low, high := math.Inf(1), math.Inf(-1)
	p.each(func(v, _ float64) { low, high = math.Min(low, v), math.Max(high, v) })
	switch {
	case math.IsInf(e, 1):
		return high, nil
	case math.IsInf(e, -1):
		return low, nil
	case e == 1:
		return p.mean(), nil
	case e <= 0 && low <= 0:
		return 0, fmt.Errorf("%s: needs values above 0, got %v", kind, low)
	case low < 0:
		return 0, fmt.Errorf("%s: a power of %v needs values of 0 or more, got %v", kind, e, low)
	case high == 0:
		return 0, nil
	}
	sum := 0.0
	if e == 0 {
		p.each(func(v, s float64) { sum += s * math.Log(v) })
		return min(max(math.Exp(sum), low), high), nil
	}
	scale := high
	if e < 0 {
		scale = low
	}
	// Less 1 and plus 1 again, so that powers next to 0 keep their digits.
	p.each(func(v, s float64) { sum += s * math.Expm1(e*math.Log(v/scale)) })
	return min(max(scale*math.Exp(math.Log1p(sum)/e), low), high), nil
}

// ordered is the weighted OWA of Torra (The weighted OWA operator, International
// Journal of Intelligent Systems 12, 1997): values are sorted from the largest,
// and a value whose importance reaches from a to b of the whole gets Q(b) − Q(a),
// Q being the straight-line quantifier through the cumulated order weights. With
// equal importance and as many values as order weights this is Yager's OWA (IEEE
// Transactions on Systems, Man and Cybernetics 18, 1988); with fewer values, as
// where some are missing, the order weights keep their shape.
func (p meanPart) ordered(order []float64) float64 {
	mean := 0.0
	p.places(order, func(k int, share float64) { mean += share * p.values[k] })
	return mean
}

// places gives each value that takes part the weight of its place; they sum to 1.
func (p meanPart) places(order []float64, give func(k int, share float64)) {
	type one struct {
		k     int
		share float64
	}
	var all []one
	for k, v := range p.values {
		if !math.IsNaN(v) && p.weights[k] > 0 {
			all = append(all, one{k, p.weights[k] / p.total})
		}
	}
	slices.SortStableFunc(all, func(a, b one) int { return cmp.Compare(p.values[b.k], p.values[a.k]) })
	sum := 0.0
	for _, w := range order {
		sum += w
	}
	quantifier := func(t float64) float64 {
		at := math.Min(t, 1) * float64(len(order))
		whole := math.Round(at)
		if math.Abs(at-whole) > tolerance { // sums of thirds reach a whole place only nearly
			whole = math.Floor(at)
		} else {
			at = whole
		}
		q := 0.0
		for _, w := range order[:int(whole)] {
			q += w
		}
		if at > whole {
			q += (at - whole) * order[int(whole)]
		}
		return q / sum
	}
	reached, before := 0.0, 0.0
	for k, o := range all {
		reached += o.share
		now := quantifier(reached)
		if k == len(all)-1 {
			now = 1
		}
		give(o.k, now-before)
		before = now
	}
}

// imbalance is M ± S·cv of the values, M their mean, S their population standard
// deviation, cv = S/M: see [StandardiseMPI] for the source.
func (p meanPart) imbalance(m Mean) (float64, error) {
	mean := p.mean()
	if mean <= 0 {
		return 0, fmt.Errorf("%s: needs a mean above 0, got %v: standardise to 100 ± 10 or rescale to 70…130 first", m.Kind, mean)
	}
	variance := 0.0
	p.each(func(v, s float64) { variance += s * (v - mean) * (v - mean) })
	if m.Minus {
		return mean - variance/mean, nil
	}
	return mean + variance/mean, nil
}
