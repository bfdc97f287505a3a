// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// scratch scores a plan again and again in memory of its own; one a goroutine.
type scratch struct {
	p       *compiledPlan
	columns []column // of every place under the choice last scored
	gone    []bool   // places left out, or left without children
	dirty   []bool   // places that differ from what is cached
	fewer   []bool   // places with something left out below them
	lost    []int    // indicators left out, by place
	known   []answer // what gates ask for, by place
	pass    []bool   // units that pass the gates of the group under way; nil = all
	leaf    []int    // of each place, its number among the indicators
	// memory by place, made when first needed
	ownV, ownP, ownLn             [][]float64
	ownApplies, ownCover, ownSeen [][]float64
	ownPass                       [][]bool
	ones                          []float64

	num, den, count []float64
	children        []int // of the group under way, and their weights
	weights         []float64
	values, shares  []float64
	sorting         sorter
	ranked          []int32
	pcg             rand.PCG
	random          *rand.Rand
}

func (p *compiledPlan) scratch() *scratch {
	size := len(p.tree.nodes)
	s := &scratch{
		p: p, columns: make([]column, size), gone: make([]bool, size), dirty: make([]bool, size), leaf: make([]int, size),
		fewer: make([]bool, size), lost: make([]int, size), known: make([]answer, size),
		ownApplies: make([][]float64, size), ownCover: make([][]float64, size), ownSeen: make([][]float64, size),
		ownV: make([][]float64, size), ownP: make([][]float64, size), ownLn: make([][]float64, size),
		num: make([]float64, p.units), den: make([]float64, p.units), count: make([]float64, p.units),
	}
	for k, at := range p.leaves {
		s.leaf[at] = k
	}
	s.random = rand.New(&s.pcg)
	return s
}

// score gives the column of the root under a choice; it stays valid until the next.
func (s *scratch) score(c *choice) (*column, error) {
	var cached []column
	if len(s.p.cached) > c.variant && len(s.p.cached[c.variant]) > c.rule+1 {
		cached = s.p.cached[c.variant][c.rule+1]
	}
	v := &s.p.variants[c.variant]
	for at := len(s.p.tree.nodes) - 1; at >= 0; at-- {
		n := &s.p.tree.nodes[at]
		if len(n.children) == 0 {
			s.gone[at], s.fewer[at], s.lost[at] = c.off[at], c.off[at], 0
			if c.off[at] {
				s.lost[at] = 1
			}
			k := s.leaf[at]
			s.columns[at], s.dirty[at] = v.columns[k], false
			if c.shifted && v.moved[k] && !s.gone[at] {
				s.shift(v, k, at, c)
				s.dirty[at] = true
			}
			continue
		}
		s.children, s.weights = s.children[:0], s.weights[:0]
		dirty := cached == nil
		s.fewer[at], s.lost[at] = false, 0
		for _, child := range n.children {
			s.fewer[at] = s.fewer[at] || s.fewer[child]
			s.lost[at] += s.lost[child]
			if s.gone[child] {
				dirty = true
				continue
			}
			dirty = dirty || s.dirty[child] || c.reweighed && (c.leavesToo || len(s.p.tree.nodes[child].children) > 0)
			s.children, s.weights = append(s.children, child), append(s.weights, c.weights[child])
		}
		if s.gone[at] = c.off[at] || len(s.children) == 0; s.gone[at] {
			s.fewer[at], s.lost[at] = true, n.leaves()
		}
		if s.dirty[at] = dirty; !dirty {
			s.columns[at] = cached[at]
			if s.p.gated {
				s.known[at] = s.p.known[c.variant][at]
			}
			continue
		}
		if s.gone[at] {
			continue
		}
		if s.pass = nil; s.p.gated {
			s.gate(at, c)
		}
		if err := s.group(at, c.rule); err != nil {
			return nil, err
		}
	}
	if s.gone[0] {
		return nil, errNothingLeft
	}
	return &s.columns[0], nil
}

var errNothingLeft = fmt.Errorf("nothing would be left")

// shift normalises an indicator between moved bounds, held to the scale.
func (s *scratch) shift(v *variant, k, at int, c *choice) {
	b := &v.bounds[k]
	to := sized(&s.ownV[at], s.p.units)
	per := (b.To - b.From) / (1 + c.upper[k] - c.lower[k])
	add := b.From - c.lower[k]*per
	hold := b.Truncate || b.Method == "minmax"
	for i, x := range v.place[k] {
		z := x*per + add
		if hold {
			if z < b.From {
				z = b.From
			} else if z > b.To {
				z = b.To
			}
		}
		to[i] = z
	}
	there := v.columns[k].p
	for i := range there {
		to[i] *= there[i]
	}
	s.columns[at] = column{v: to, p: there}
}

// group makes the column of a place of s.children with s.weights.
func (s *scratch) group(at, rule int) error {
	n := s.p.method(at, rule)
	switch n.Method {
	case "", AMean, GMean, KindHMean:
		return s.mean(at, n)
	}
	return s.rows(at, n)
}

// mean makes arithmetic, geometric and harmonic means, column by column: a sum of
// weighted values, logarithms or inverses, divided by the weight that is there.
func (s *scratch) mean(at int, n Node) error {
	clear(s.num)
	whole, each, gaps := 0.0, 0.0, false // weight and number of the children without gaps
	for k, c := range s.children {
		w, from := s.weights[k], s.columns[c].v
		if n.Method != "" && n.Method != AMean {
			var err error
			if from, err = s.term(n, c); err != nil {
				return err
			}
		}
		num := s.num[:len(from)]
		for i, v := range from {
			num[i] += w * v
		}
		there := s.columns[c].p
		if there == nil {
			whole, each = whole+w, each+1
			continue
		}
		if !gaps {
			clear(s.den)
			clear(s.count)
			gaps = true
		}
		den, count := s.den[:len(there)], s.count[:len(there)]
		for i, v := range there {
			den[i] += w * v
			count[i] += v
		}
	}
	out := column{v: sized(&s.ownV[at], s.p.units)}
	need := n.MinChildShare*float64(len(s.children)) - tolerance
	if s.pass != nil { // asked there, of the children that apply
		need = 0
	}
	if !gaps && whole > 0 {
		for i, v := range s.num {
			out.v[i] = v / whole
		}
		if s.pass != nil {
			out.p = sized(&s.ownP[at], s.p.units)
			for i, ok := range s.pass {
				if out.p[i] = 1; !ok {
					out.v[i], out.p[i] = 0, 0
				}
			}
		}
	} else {
		out.p = sized(&s.ownP[at], s.p.units)
		for i, v := range s.num {
			d, count := whole, each
			if gaps {
				d, count = d+s.den[i], count+s.count[i]
			}
			if out.v[i], out.p[i] = 0, 0; d > 0 && count >= need && (s.pass == nil || s.pass[i]) {
				out.v[i], out.p[i] = v/d, 1
			}
		}
	}
	switch n.Method {
	case GMean:
		out.ln = sized(&s.ownLn[at], s.p.units)
		copy(out.ln, out.v)
		for i, v := range out.ln {
			out.v[i] = math.Exp(v)
		}
	case KindHMean:
		for i, v := range out.v {
			out.v[i] = 1 / v
		}
	}
	for i, there := range out.p {
		if there == 0 {
			out.v[i] = 0
		}
	}
	s.columns[at] = out
	return nil
}

// term is what a geometric or harmonic mean sums of a child.
func (s *scratch) term(n Node, child int) ([]float64, error) {
	col := &s.columns[child]
	if n.Method == GMean && col.ln != nil {
		return col.ln, nil
	}
	to := sized(&s.values, s.p.units)
	if n.Method == GMean {
		to = sized(&s.ownLn[child], s.p.units)
		col.ln = to
	}
	for i, v := range col.v {
		if col.p != nil && col.p[i] == 0 {
			to[i] = 0
			continue
		}
		if v = max(v, n.Floor); v <= 0 {
			return nil, &valueError{unit: i, node: n.Code, child: s.p.tree.nodes[child].Code, method: n.Method, value: v}
		}
		if n.Method == GMean {
			to[i] = math.Log(v)
		} else {
			to[i] = 1 / v
		}
	}
	return to, nil
}

// valueError is a value that a mean has no meaning for.
type valueError struct {
	unit        int // row
	node, child string
	method      Method
	value       float64
}

func (e *valueError) Error() string {
	return fmt.Sprintf("node %s: %s needs values above 0, got %v of %s: normalise to a scale that begins above 0", e.node, e.method, e.value, e.child)
}

// rows makes what has no sum over columns: one unit after another, or all at once.
func (s *scratch) rows(at int, n Node) error {
	out := column{v: sized(&s.ownV[at], s.p.units), p: sized(&s.ownP[at], s.p.units)}
	if n.Method == CopelandRule {
		if err := s.outrank(out.v); err != nil {
			return err
		}
	}
	need := n.MinChildShare*float64(len(s.children)) - tolerance
	if s.pass != nil {
		need = 0
	}
	for i := range out.v {
		s.values, s.shares = s.values[:0], s.shares[:0]
		total, given := 0.0, 0.0
		for k, c := range s.children {
			if col := &s.columns[c]; col.p == nil || col.p[i] != 0 {
				s.values, s.shares = append(s.values, col.v[i]), append(s.shares, s.weights[k])
				total, given = total+s.weights[k], given+s.p.tree.nodes[c].Weight
			}
		}
		if total == 0 || float64(len(s.values)) < need || s.pass != nil && !s.pass[i] {
			out.v[i], out.p[i] = 0, 0
			continue
		}
		out.p[i] = 1
		if n.Method == CopelandRule {
			continue
		}
		v, err := MeanOf(n.mean(), s.values, s.shares)
		if err != nil {
			return fmt.Errorf("node %s: %w", n.Code, err)
		}
		if n.Method == KindSum { // drawn weights share out what the given ones add up to
			v *= given / total
		}
		out.v[i] = v
	}
	s.columns[at] = out
	return nil
}

// outrank compares the units of each year by s.children.
func (s *scratch) outrank(to []float64) error {
	for _, rows := range s.p.years {
		columns := make([][]float64, len(s.children))
		for k, c := range s.children {
			columns[k] = roundedForOrder(pickRows(s.columns[c].v, rows))
			for j, i := range rows {
				if p := s.columns[c].p; p != nil && p[i] == 0 {
					columns[k][j] = math.NaN()
				}
			}
		}
		scores, err := Copeland(columns, s.weights)
		if err != nil {
			return err
		}
		for j, i := range rows {
			to[i] = scores[j]
		}
	}
	return nil
}

// sized gives a memory that length, made anew only when it is too small.
func sized(memory *[]float64, n int) []float64 {
	if cap(*memory) < n {
		*memory = make([]float64, n)
	}
	*memory = (*memory)[:n]
	return *memory
}
