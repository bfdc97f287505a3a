package composite

import (
	"fmt"
	"math"
)

// Contributions splits the score of the node, for each unit, into what each
// indicator under it adds, in points: the columns (indicators in the order of the
// tree) sum to the score. Missing where the indicator or the score is missing.
//
// Under arithmetic means the split is exact: weight share times value. A
// geometric mean has no unique split; its score is shared out in proportion to
// weight times value (floored), and points that only a floor gave are shared by
// weight.
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
	if n.Method == GMean {
		floor = n.Floor
		mean := 0.0
		for k, v := range s.values {
			mean += s.weights[k] * math.Max(v, floor)
		}
		factor *= r.Scores.Columns[at][unit] / mean
	}
	for k, c := range s.present {
		w, above := s.weights[k], math.Max(0, floor-s.values[k])
		r.share(c, unit, factor*w, w*(lift+factor*above), give)
	}
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
