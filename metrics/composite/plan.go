// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"
)

// compiledPlan is a tree compiled to be scored thousands of times over the same units:
// values stand in columns, what does not change from one replicate to the next is
// made once, and a [scratch] has the memory for the rest. It gives what
// [Tree.Score] gives.
type compiledPlan struct {
	tree     *Tree
	units    int
	years    [][]int // rows that are outranked together
	rankings [][]int // rows that are ranked together; what stands in none has no rank
	leaves   []int   // places of the indicators in tree.nodes
	parents  [][]int // children that are indicators, of each node that has two
	rules    []Rule  // that may stand for the nodes; the tree's own is −1
	rootOnly bool    // rules stand for the root alone
	variants []variant
	cached   [][][]column // [variant][rule+1][place]: groups with nominal weights and all children
	floor    float64      // of all geometric means
	gated    bool         // the tree has gates, or cells that do not apply
	known    [][]answer   // [variant][place]: what gates ask for, with all children; nil unless gated
	asked    []asked      // by place
}

// column holds the values of a node.
type column struct {
	v  []float64 // 0 where missing or not applicable
	p  []float64 // 1 where there is a value, else 0; nil when there is everywhere
	ln []float64 // logarithm of v (held to the plan's floor), 0 where missing; nil when not made
}

// variant is the indicators normalised in one way, in the order of plan.leaves.
type variant struct {
	name    string
	columns []column
	applies [][]float64 // of each indicator: 0 where it does not apply, else 1; nil where it applies to all
	bounds  []Bound
	moved   []bool      // which have bounds that may move
	place   [][]float64 // of those: where values lie between the bounds, 0 … 1, not truncated
}

// choice is what one replicate chooses.
type choice struct {
	variant, rule int
	weights       []float64 // by place in the tree; those of indicators are nominal
	reweighed     bool
	leavesToo     bool   // weights of indicators vary as well
	off           []bool // by place: left out
	dropped       bool
	lower, upper  []float64 // by leaf: how far bounds move, in shares of their span, along the direction
	shifted       bool
}

func newPlan(t *Tree, years [][]int, units int, floor float64) *compiledPlan {
	p := &compiledPlan{tree: t, units: units, years: years, rankings: years, floor: floor}
	for at, n := range t.nodes {
		if len(n.children) == 0 {
			p.leaves = append(p.leaves, at)
			continue
		}
		p.gated = p.gated || n.MinCoverage > 0 || n.MinChildren > 1 || n.MinLeaves > 1 || len(n.require) > 0
		var own []int
		for _, c := range n.children {
			if len(t.nodes[c].children) == 0 {
				own = append(own, c)
			}
		}
		if len(own) > 1 {
			p.parents = append(p.parents, own)
		}
	}
	p.asked = asksOf(t)
	return p
}

// add compiles a normalised matrix; bounds may be nil.
func (p *compiledPlan) add(name string, z *Matrix, bounds []Bound, before *Matrix) error {
	v := variant{name: name, columns: make([]column, len(p.leaves)), applies: make([][]float64, len(p.leaves)), moved: make([]bool, len(p.leaves)), place: make([][]float64, len(p.leaves))}
	if bounds != nil {
		v.bounds = make([]Bound, len(p.leaves))
	}
	for k, at := range p.leaves {
		code := p.tree.nodes[at].Code
		j := slices.Index(z.Names, code)
		v.columns[k] = compiled(z.Columns[j])
		if applies := applicable(z, j); applies != nil {
			v.applies[k], p.gated = applies, true
		}
		if bounds == nil {
			continue
		}
		b := bounds[j]
		v.bounds[k] = b
		if v.moved[k] = (b.Method == "minmax" || b.Method == "goalposts") && b.Empty == ""; !v.moved[k] {
			continue
		}
		b.From, b.To, b.Truncate = 0, 1, false
		v.place[k] = make([]float64, p.units)
		if err := b.scale(before.Column(code), v.place[k], b.Lower, b.Upper); err != nil {
			return err
		}
		for i, x := range v.place[k] {
			if math.IsNaN(x) {
				v.place[k][i] = 0
			}
		}
	}
	p.variants = append(p.variants, v)
	return nil
}

// compiled splits a column into values and presence.
func compiled(x []float64) column {
	c := column{v: x}
	for i, v := range x {
		if !math.IsNaN(v) {
			continue
		}
		if c.p == nil {
			c.v, c.p = slices.Clone(x), make([]float64, len(x))
			for k := range c.p {
				c.p[k] = 1
			}
		}
		c.v[i], c.p[i] = 0, 0
	}
	return c
}

// prepare makes what replicates share: the logarithms of indicators and all groups
// at nominal weights. Combinations that cannot be scored show here.
func (p *compiledPlan) prepare() error {
	for k := range p.variants {
		byRule := make([][]column, len(p.rules)+1)
		for rule := -1; rule < len(p.rules); rule++ {
			s := p.scratch()
			c := p.nominal()
			c.variant, c.rule = k, rule
			if _, err := s.score(&c); err != nil {
				if rule >= 0 {
					err = fmt.Errorf("aggregate %s: %w", p.rules[rule], err)
				}
				return fmt.Errorf("normalise %s: %w", p.variants[k].name, err)
			}
			byRule[rule+1] = s.columns
			s.keepLogs(&p.variants[k])
			if p.gated && rule < 0 {
				p.known = append(p.known, s.known)
			}
		}
		p.cached = append(p.cached, byRule)
	}
	return nil
}

// keepLogs lets all replicates use the logarithms that one made.
func (s *scratch) keepLogs(v *variant) {
	for k, at := range s.p.leaves {
		if s.columns[at].ln != nil {
			v.columns[k].ln = s.columns[at].ln
		}
	}
}

// nominal is the choice of nothing else than the spec says.
func (p *compiledPlan) nominal() choice {
	c := choice{
		rule: -1, weights: make([]float64, len(p.tree.nodes)), off: make([]bool, len(p.tree.nodes)),
		lower: make([]float64, len(p.leaves)), upper: make([]float64, len(p.leaves)),
	}
	for at, n := range p.tree.nodes {
		c.weights[at] = n.Weight
	}
	return c
}

// method is how a place makes one value of its children under a choice.
func (p *compiledPlan) method(at, rule int) Node {
	n := p.tree.nodes[at].Node
	if rule >= 0 && (at == 0 || !p.rootOnly) {
		p.rules[rule].method(&n, p.floor)
	}
	return n
}
