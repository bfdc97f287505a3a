package quality

import (
	"fmt"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Weights of S, E and A; they add up to 1.
const (
	WeightS = 0.40
	WeightE = 0.35
	WeightA = 0.25
)

// LeastComponents without which there is no index.
const LeastComponents = 2

// Component is the score of one component, NaN = missing.
type Component struct {
	Score float64 // 0 … 100
	// Replicates are the same score of bootstrap samples, nil = taken as fixed. The k-th
	// of S and the k-th of E make one joint draw; A is fixed as a rule.
	Replicates []float64
}

// Absent is a component that was not measured.
var Absent = Component{Score: math.NaN()}

// Index is the SQI of one unit.
type Index struct {
	Basis     string  // the components it rests on: SEA, SE-, S-A, -EA; fewer: S--, -E-, --A, ---
	Value     float64 // NaN where it is not published
	Low, High float64 // 95 %, percentiles of the joint replicates (type 7); NaN without replicates
	Weight    float64 // of the components present, before they are made 1 again
}

// Published says whether there is an index: two components and more, S or E among them.
func (x Index) Published() bool { return !math.IsNaN(x.Value) }

// SQI = (0.40·S + 0.35·E + 0.25·A) over the components present, divided by the sum of
// their weights. Scores outside 0 … 100, and replicates of S and E in different number
// or themselves missing, are errors.
func SQI(s, e, a Component) (Index, error) {
	parts := []struct {
		letter string
		weight float64
		Component
	}{{"S", WeightS, s}, {"E", WeightE, e}, {"A", WeightA, a}}
	out := Index{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	sum, present, draws := 0.0, 0, 0
	for _, p := range parts {
		if math.IsNaN(p.Score) {
			out.Basis += "-"
			continue
		}
		for _, v := range append([]float64{p.Score}, p.Replicates...) {
			if !(v >= 0 && v <= 100) {
				return out, fmt.Errorf("component %s: %v is not between 0 and 100", p.letter, v)
			}
		}
		if n := len(p.Replicates); n > 0 {
			if draws > 0 && n != draws {
				return out, fmt.Errorf("component %s has %d replicates, another %d: joint draws need as many of each", p.letter, n, draws)
			}
			draws = n
		}
		out.Basis += p.letter
		out.Weight += p.weight
		sum += p.weight * p.Score
		present++
	}
	if present < LeastComponents || math.IsNaN(s.Score) && math.IsNaN(e.Score) {
		return out, nil
	}
	out.Value = sum / out.Weight
	if draws == 0 {
		return out, nil
	}
	joint := make([]float64, draws)
	for k := range joint {
		for _, p := range parts {
			switch {
			case math.IsNaN(p.Score):
			case len(p.Replicates) > 0:
				joint[k] += p.weight * p.Replicates[k]
			default:
				joint[k] += p.weight * p.Score
			}
		}
		joint[k] /= out.Weight
	}
	slices.Sort(joint)
	out.Low, out.High = statistics.Quantile(joint, 0.025), statistics.Quantile(joint, 0.975)
	return out, nil
}

// Ranks gives each index its place among those of the same basis, 1 = best, ties share
// the smallest; 0 where it is not published. Peers is how many are ranked with it.
func Ranks(all []Index) (ranks, peers []int) {
	ranks, peers = make([]int, len(all)), make([]int, len(all))
	byBasis := map[string][]int{}
	for i, x := range all {
		if x.Published() {
			byBasis[x.Basis] = append(byBasis[x.Basis], i)
		}
	}
	for _, group := range byBasis {
		for _, i := range group {
			peers[i], ranks[i] = len(group), 1
			for _, j := range group {
				if all[j].Value > all[i].Value {
					ranks[i]++
				}
			}
		}
	}
	return ranks, peers
}
