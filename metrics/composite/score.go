// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// tolerance forgives the rounding of sums of weights: 0.15 + 0.20 + 0.25 reaches
// 0.60.
const tolerance = 1e-9

// Result holds what a tree made of a matrix.
type Result struct {
	Scores *Matrix // units × nodes, depth first, the root first; NaN = missing
	// Coverage is the share of the indicator weight under a node that is
	// observed, 0…1, whether or not the node itself passes its gates. Cells
	// that do not apply are left out of the share; NaN when none applies.
	Coverage *Matrix
	tree     *Tree
}

// Score aggregates z (units × normalised indicators) up the tree. Every indicator
// must be a column of z; other columns are ignored. A group takes the mean of its
// present children, their weights renormalised, and is missing when it has none
// or fails a gate. A geometric mean without a floor refuses values ≤ 0.
func (t *Tree) Score(z *Matrix) (*Result, error) {
	if err := z.Check(); err != nil {
		return nil, err
	}
	r := &Result{Scores: NewMatrix(z.Units, t.Codes()), Coverage: NewMatrix(z.Units, t.Codes()), tree: t}
	var faults []error
	for at := len(t.nodes) - 1; at >= 0; at-- { // children stand after their parents
		if len(t.nodes[at].children) > 0 {
			faults = append(faults, r.group(at))
		} else {
			faults = append(faults, r.leaf(at, z))
		}
	}
	slices.Reverse(faults)
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *Result) leaf(at int, z *Matrix) error {
	code := r.tree.nodes[at].Code
	j := slices.Index(z.Names, code)
	if j < 0 {
		return fmt.Errorf("indicator %s has no column", code)
	}
	for i := range z.Units {
		if !z.Applies(i, j) {
			r.Scores.Exclude(i, at)
			continue
		}
		v, ok := z.At(i, j)
		if r.Coverage.Columns[at][i] = 0; ok {
			r.Scores.Columns[at][i], r.Coverage.Columns[at][i] = v, 1
		}
	}
	return nil
}

func (r *Result) group(at int) error {
	n := r.tree.nodes[at]
	var faults faults
	var s state
	var whole []float64 // of all units at once, by outranking
	if n.Method == CopelandRule {
		var err error
		if whole, err = r.outrank(at); err != nil {
			return fmt.Errorf("node %s: %w", n.Code, err)
		}
	}
	for i := range r.Scores.Units {
		s.read(r, at, i)
		if s.applicable == 0 {
			r.Scores.Exclude(i, at)
			continue
		}
		r.Coverage.Columns[at][i] = s.coverage
		if !s.passes(n) || n.MinLeaves > 0 && r.observed(at, i) < n.MinLeaves {
			continue
		}
		if whole != nil {
			r.Scores.Columns[at][i] = whole[i]
			continue
		}
		v, err := n.aggregate(&s)
		if err != nil {
			faults.add(fmt.Errorf("node %s: unit %s: %w", n.Code, r.Scores.Units[i], err))
			continue
		}
		r.Scores.Columns[at][i] = v
	}
	return faults.join("node " + n.Code)
}

// outrank compares all units by the children of a node, values that only rounding
// tells apart being equal. Gates are applied afterwards: a unit that fails one has no score but is still compared with.
func (r *Result) outrank(at int) ([]float64, error) {
	var columns [][]float64
	var weights []float64
	for _, c := range r.tree.nodes[at].children {
		columns, weights = append(columns, roundedForOrder(r.Scores.Columns[c])), append(weights, r.tree.nodes[c].Weight)
	}
	return Copeland(columns, weights)
}

// faults keeps the first of many: one bad column may be wrong in every unit.
type faults struct {
	first []error
	more  int
}

func (f *faults) add(err error) {
	const most = 10
	if len(f.first) < most {
		f.first = append(f.first, err)
	} else {
		f.more++
	}
}

// join is nil when there was none.
func (f *faults) join(where string) error {
	if f.more > 0 {
		return errors.Join(append(f.first, fmt.Errorf("%s: and %d more such faults", where, f.more))...)
	}
	return errors.Join(f.first...)
}

// observed counts the indicators under a place that the unit has.
func (r *Result) observed(at, unit int) (count int) {
	for k := at; k < r.tree.end(at); k++ {
		if len(r.tree.nodes[k].children) == 0 && r.Coverage.Columns[k][unit] == 1 {
			count++
		}
	}
	return count
}

// state is what one unit offers to one group.
type state struct {
	applicable int       // children that apply
	coverage   float64   // 0…1
	present    []int     // places of children with a value
	values     []float64 // their values
	weights    []float64 // their weights, renormalised to sum 1
	raw        []float64 // their weights as they are
	total      float64   // of these
}

// read fills s anew, keeping its memory: scoring is repeated thousands of times.
func (s *state) read(r *Result, at, unit int) {
	*s = state{present: s.present[:0], values: s.values[:0], weights: s.weights[:0], raw: s.raw[:0]}
	weight, observed := 0.0, 0.0
	for _, c := range r.tree.nodes[at].children {
		if !r.Scores.Applies(unit, c) {
			continue
		}
		w, judged := r.tree.nodes[c].Weight, r.tree.nodes[c].declared
		if judged == 0 {
			judged = w
		}
		s.applicable++
		weight += judged
		observed += judged * r.Coverage.Columns[c][unit]
		if v, ok := r.Scores.At(unit, c); ok {
			s.total += w
			s.present = append(s.present, c)
			s.values, s.raw = append(s.values, v), append(s.raw, w)
		}
	}
	if weight > 0 {
		s.coverage = math.Min(1, observed/weight)
	}
	if s.total == 0 { // children of weight 0 alone say nothing
		s.present, s.values, s.raw = s.present[:0], s.values[:0], s.raw[:0]
	}
	for _, w := range s.raw {
		s.weights = append(s.weights, w/s.total)
	}
}

func (s *state) passes(n place) bool {
	if len(s.present) == 0 || len(s.present) < n.MinChildren || s.coverage < n.MinCoverage-tolerance ||
		float64(len(s.present)) < n.MinChildShare*float64(s.applicable)-tolerance {
		return false
	}
	for _, c := range n.require {
		if !slices.Contains(s.present, c) {
			return false
		}
	}
	return true
}

// aggregate makes one value of several. It divides once, at the end, so that units
// of equal values have equal scores; rounding never takes a mean out of the range
// of its values.
func (n Node) aggregate(s *state) (float64, error) {
	if n.Method != AMean && n.Method != GMean && n.Method != "" {
		return MeanOf(n.mean(), s.values, s.raw)
	}
	sum, low, high := 0.0, math.Inf(1), math.Inf(-1)
	for k, v := range s.values {
		if n.Method == GMean {
			if v = math.Max(v, n.Floor); v <= 0 {
				return 0, fmt.Errorf("a geometric mean needs values above 0, got %v: set a floor, or normalise to a scale that begins above 0", v)
			}
		}
		if s.raw[k] > 0 {
			low, high = min(low, v), max(high, v)
		}
		if n.Method == GMean {
			v = math.Log(v)
		}
		sum += s.raw[k] * v
	}
	sum /= s.total
	if n.Method == GMean {
		sum = math.Exp(sum)
	}
	return min(max(sum, low), high), nil
}

// Basis returns, for each unit, the codes of the children that the score of the
// group rests on, in the order of the tree, joined by spaces; empty when the
// score is missing. Rank only units of equal basis, see [RanksWithin].
func (r *Result) Basis(code string) ([]string, error) {
	at, err := r.tree.find(code)
	if err != nil {
		return nil, err
	}
	basis := make([]string, len(r.Scores.Units))
	var s state
	for i := range basis {
		if _, ok := r.Scores.At(i, at); !ok {
			continue
		}
		s.read(r, at, i)
		var codes []string
		for _, c := range s.present {
			codes = append(codes, r.tree.nodes[c].Code)
		}
		basis[i] = strings.Join(codes, " ")
	}
	return basis, nil
}
