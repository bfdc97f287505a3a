// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
)

// Contributions splits the score of the node, for each unit, into what each
// indicator under it adds, in points: the columns (indicators in the order of the
// tree) sum to the score. Missing where the indicator or the score is missing.
//
// Under arithmetic means the split is exact: weight share times value; under an
// ordered mean too, with the weight of the value's place, and under [KindMPI] and
// [KindAMPI], w·x ± w·(x − M)²/M. The minimum is all the smallest child's (equal
// ones share it). Geometric, harmonic and power means have no unique split: the
// score is shared out in proportion to weight times value (floored), and points
// that only a floor gave are shared by weight. A Copeland score counts units
// outranked and is not split: all is missing under it.
func (r *Result) Contributions(code string) (*Matrix, error) {
	top, err := r.tree.find(code)
	if err != nil {
		return nil, err
	}
	var leaves []string
	column := map[int]int{}
	for at := top; at < r.tree.end(top); at++ {
		if len(r.tree.nodes[at].children) == 0 {
			column[at] = len(leaves)
			leaves = append(leaves, r.tree.nodes[at].Code)
		}
	}
	m := NewMatrix(r.Scores.Units, leaves)
	for i := range m.Units {
		if _, ok := r.Scores.At(i, top); ok {
			r.share(top, i, 1, 0, func(at int, v float64) { m.Columns[column[at]][i] = v })
		}
	}
	return m, nil
}

// end is one past the last node of the subtree at a place.
func (t *Tree) end(at int) int {
	for len(t.nodes[at].children) > 0 {
		children := t.nodes[at].children
		at = children[len(children)-1]
	}
	return at + 1
}

// share hands factor·value + lift of a node down to its indicators.
func (r *Result) share(at, unit int, factor, lift float64, give func(at int, v float64)) {
	n := r.tree.nodes[at]
	if len(n.children) == 0 {
		give(at, factor*r.Scores.Columns[at][unit]+lift)
		return
	}
	var s state
	s.read(r, at, unit)
	floor := math.Inf(-1)
	switch n.Method {
	case AMean, "":
	case CopelandRule:
		return
	case KindMin, KindOWA, KindMPI, KindAMPI:
		for k, part := range n.split(s.values, s.weights) {
			if v := s.values[k]; v != 0 {
				r.share(s.present[k], unit, factor*part/v, s.weights[k]*lift, give)
			} else {
				r.share(s.present[k], unit, 0, s.weights[k]*lift+factor*part, give)
			}
		}
		return
	default:
		if n.Method == GMean {
			floor = n.Floor
		}
		mean := 0.0
		for k, v := range s.values {
			mean += s.weights[k] * math.Max(v, floor)
		}
		if mean == 0 { // a power mean of zeros
			mean = 1
		}
		factor *= r.Scores.Columns[at][unit] / mean
	}
	for k, c := range s.present {
		w, above := s.weights[k], math.Max(0, floor-s.values[k])
		r.share(c, unit, factor*w, w*(lift+factor*above), give)
	}
}

// split is what each child adds to a mean that is exact in its parts.
func (n Node) split(values, weights []float64) []float64 {
	parts := make([]float64, len(values))
	switch n.Method {
	case KindMin:
		low, equal := math.Inf(1), 0.0
		for k, v := range values {
			if weights[k] > 0 && v < low {
				low, equal = v, 0
			}
			if weights[k] > 0 && v == low {
				equal++
			}
		}
		for k, v := range values {
			if weights[k] > 0 && v == low {
				parts[k] = v / equal
			}
		}
	case KindOWA:
		ranked := meanPart{values, weights, 1}
		ranked.places(n.Order, func(k int, share float64) { parts[k] = share * values[k] })
	default:
		mean, sign := meanPart{values, weights, 1}.mean(), 1.0
		if n.Minus {
			sign = -1
		}
		for k, v := range values {
			parts[k] = weights[k] * (v + sign*(v-mean)*(v-mean)/mean)
		}
	}
	return parts
}

// LossShares splits the distance of a group from 100, for each unit, over its
// children: W_k (100 − S_k) / Σ W (100 − S), 0…1, over the children present.
// Missing where the child or the score is missing, or where nothing is lost.
func (r *Result) LossShares(code string) (*Matrix, error) {
	at, err := r.tree.find(code)
	if err != nil {
		return nil, err
	}
	var names []string
	column := map[int]int{}
	for k, c := range r.tree.nodes[at].children {
		column[c] = k
		names = append(names, r.tree.nodes[c].Code)
	}
	m := NewMatrix(r.Scores.Units, names)
	var s state
	for i := range m.Units {
		if _, ok := r.Scores.At(i, at); !ok {
			continue
		}
		s.read(r, at, i)
		total := 0.0
		for k, v := range s.values {
			total += s.weights[k] * (100 - v)
		}
		for k, c := range s.present {
			if total > 0 {
				m.Columns[column[c]][i] = s.weights[k] * (100 - s.values[k]) / total
			}
		}
	}
	return m, nil
}

// Removal is what becomes of the root when one node is left out.
type Removal struct {
	Code          string
	Scores        []float64 // of the root, one a unit; NaN = missing
	Ranks         []int     // see [Ranks]
	MeanRankShift float64   // mean |new rank − old rank| over Compared; 0 when none
	Compared      int       // units ranked with and without the node
}

// LeaveOneOut scores z again without each of the codes in turn, see [Tree.Drop].
func (t *Tree) LeaveOneOut(z *Matrix, codes []string) ([]Removal, error) {
	full, err := t.Score(z)
	if err != nil {
		return nil, err
	}
	before := Ranks(full.Scores.Columns[0])
	removals := make([]Removal, 0, len(codes))
	for _, code := range codes {
		smaller, err := t.Drop(code)
		if err != nil {
			return nil, err
		}
		result, err := smaller.Score(z)
		if err != nil {
			return nil, fmt.Errorf("without %s: %w", code, err)
		}
		one := Removal{Code: code, Scores: result.Scores.Columns[0]}
		one.Ranks = Ranks(one.Scores)
		shift := 0
		for i, rank := range one.Ranks {
			if rank > 0 && before[i] > 0 {
				shift += max(rank-before[i], before[i]-rank)
				one.Compared++
			}
		}
		if one.Compared > 0 {
			one.MeanRankShift = float64(shift) / float64(one.Compared)
		}
		removals = append(removals, one)
	}
	return removals, nil
}
