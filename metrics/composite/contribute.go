// SPDX-License-Identifier: Apache-2.0

package composite

import "math"

// Contribution is what one indicator adds to one aggregate above it, by row; NaN where the
// indicator or the aggregate is missing, see [Result.Contributions].
type Contribution struct {
	Code, Ancestor string
	Values         []float64
}

// Contributions are the parts of every indicator in every aggregate above it:
// indicators in the order of the tree, the nearest ancestor first.
func (x *Index) Contributions() []Contribution {
	if x.parts == nil {
		x.parts = x.Result.parts()
	}
	return x.parts
}

func (r *Result) parts() []Contribution {
	var out []Contribution
	shares := r.linear()
	var slow map[string]*Matrix
	if shares == nil {
		slow = map[string]*Matrix{}
	}
	nodes := r.tree.nodes
	for at, n := range nodes {
		if len(n.children) > 0 {
			continue
		}
		values := r.Scores.Columns[at]
		for below, up := at, n.parent; up >= 0; below, up = up, nodes[up].parent {
			p := Contribution{Code: n.Code, Ancestor: nodes[up].Code}
			if shares == nil {
				if slow[p.Ancestor] == nil {
					slow[p.Ancestor], _ = r.Contributions(p.Ancestor) // a node of the tree itself
				}
				p.Values = slow[p.Ancestor].Column(n.Code)
			} else {
				// Every step up multiplies with the share of the step.
				p.Values = make([]float64, len(values))
				for i, v := range values {
					p.Values[i] = v * shares[below][i]
				}
				values = p.Values
			}
			out = append(out, p)
		}
	}
	return out
}

// linear gives, where all means are arithmetic, the share of each node in its
// parent by row: its weight over those of the siblings present, NaN where it or
// the parent is missing. Nil when a mean is not arithmetic.
func (r *Result) linear() [][]float64 {
	nodes := r.tree.nodes
	shares := make([][]float64, len(nodes))
	for at, n := range nodes {
		if len(n.children) == 0 {
			continue
		}
		if n.Method != AMean && n.Method != "" {
			return nil
		}
		total := make([]float64, len(r.Scores.Units))
		for _, c := range n.children {
			for i, v := range r.Scores.Columns[c] {
				if !math.IsNaN(v) {
					total[i] += nodes[c].Weight
				}
			}
		}
		for _, c := range n.children {
			shares[c] = make([]float64, len(total))
			for i, sum := range total {
				if shares[c][i] = nodes[c].Weight / sum; math.IsNaN(r.Scores.Columns[at][i]) || math.IsNaN(r.Scores.Columns[c][i]) {
					shares[c][i] = math.NaN()
				}
			}
		}
	}
	return shares
}
