// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"math"
	"sync"
)

// split measures all groups of a basis in one walk over the units: they stand in
// the order of their values, and so do those of each group.
type split struct {
	*terms
	*basis
	id     []int32 // group of each unit
	names  []string
	whole  *sample // of the last draw
	groups []inGroup
}

// terms are what measures of groups sum up, found once for all draws of a basis.
type terms struct {
	once     sync.Once
	centres  []float64 // mean of each group, to which the terms refer
	logs     []float64 // of each unit to its centre
	positive bool      // no value is 0
	c, t, l  []float64 // terms of gini, theil t and theil l where columns are held; l is nil where a value is 0
}

// inGroup is what one walk gathers about a group.
type inGroup struct {
	n, p, d, t, l, g float64
}

// splitMeasure is a measure that can be taken apart.
type splitMeasure struct {
	name   string
	domain domain
	total  func(*sample) (float64, error)
	inside func(inGroup) float64
	share  func(Group) float64
}

var (
	splitT = splitMeasure{"theil_t", nonNegative, (*sample).theilT, inGroup.theilT, func(g Group) float64 { return g.ValueShare }}
	splitL = splitMeasure{"theil_l", positive, (*sample).theilL, inGroup.theilL, func(g Group) float64 { return g.PopShare }}
	// gini leaves a rest, the overlap.
	splitGini = splitMeasure{"gini", nonNegative, (*sample).gini, inGroup.gini, func(g Group) float64 { return g.PopShare * g.ValueShare }}
)

// split takes the group of each unit of the basis, 0 … len(names)−1. x ≥ 0.
func (t *terms) split(b *basis, id []int32, names []string) *split {
	t.once.Do(func() { t.find(b, id, len(names)) })
	return &split{terms: t, basis: b, id: id, names: names, groups: make([]inGroup, len(names))}
}

func (t *terms) find(b *basis, id []int32, groups int) {
	t.centres = make([]float64, groups)
	totals, rest := make([]float64, groups), make([]float64, groups)
	for i, x := range b.x {
		totals[id[i]] += b.weight(i)
		t.centres[id[i]] += b.weight(i) * (x / b.x[len(b.x)-1]) // against overflow
	}
	for g := range t.centres {
		t.centres[g] *= b.x[len(b.x)-1] / totals[g]
	}
	for i, x := range b.x {
		rest[id[i]] += b.weight(i) / totals[id[i]] * (x - t.centres[id[i]])
	}
	for g := range rest {
		t.centres[g] += rest[g]
	}
	t.positive = b.x[0] > 0
	t.logs = make([]float64, len(b.x))
	for i, x := range b.x {
		if centre := t.centres[id[i]]; centre > 0 {
			t.logs[i] = logRatio(x, centre)
		}
	}
	if b.lean {
		return
	}
	c, tt, l := make([]float64, len(b.x)), make([]float64, len(b.x)), make([]float64, len(b.x))
	for i, x := range b.x {
		c[i], tt[i], l[i] = t.of(x, id[i], i)
	}
	t.c, t.t, t.l, t.logs = c, tt, l, nil
}

// of computes the terms of a unit.
func (t *terms) of(x float64, group int32, i int) (c, tt, l float64) {
	centre := t.centres[group]
	if !(centre > 0) {
		return 0, 0, 0
	}
	log := t.logs[i]
	if c, tt = (x-centre)/centre, theilTTerm(x, centre, log); t.positive {
		l = c - log
	}
	return c, tt, l
}

// draw walks over the units with the shares of a sample of the same basis.
func (s *split) draw(one *sample) error {
	s.whole = one
	if one.mean <= 0 {
		return fmt.Errorf("the mean is 0: %w", ErrUndefined)
	}
	clear(s.groups)
	for lo, some := range one.blocks() {
		for i, p := range some {
			if p == 0 {
				continue
			}
			i += lo
			var c, t, l float64
			if s.c != nil {
				c, t, l = s.c[i], s.t[i], s.l[i]
			} else {
				c, t, l = s.of(s.x[i], s.id[i], i)
			}
			g := &s.groups[s.id[i]]
			c *= p
			g.g += c * (2*g.p + p)
			g.d += c
			g.p += p
			g.t += p * t
			g.l += p * l
			if one.times == nil {
				g.n++
			} else {
				g.n += float64(one.times[i])
			}
		}
	}
	return nil
}

// The measures inside a group move from its centre to its mean in the draw, as
// those of a sample do; a group of zeros has none.

func (g inGroup) delta() float64 { return g.d / g.p }

func (g inGroup) theilT() float64 {
	d := g.delta()
	return math.Max(0, (g.t/g.p+d)/(1+d)-math.Log1p(d))
}

func (g inGroup) theilL() float64 {
	d := g.delta()
	return math.Max(0, g.l/g.p-(d-math.Log1p(d)))
}

func (g inGroup) gini() float64 {
	d := g.delta()
	return math.Max(0, (g.g/(g.p*g.p)-d)/(1+d))
}

// decomposition reads a measure off the last draw. Groups with no unit in it are
// left out.
func (s *split) decomposition(of splitMeasure) (d Decomposition, err error) {
	if d.Total, err = s.whole.measure(of.domain, of.total); err != nil {
		return d, err
	}
	var means, pops []float64
	for i, in := range s.groups {
		if in.p == 0 {
			continue
		}
		g := Group{Name: s.names[i], N: int(in.n), PopShare: in.p, Mean: s.centres[i] * (1 + in.delta())}
		g.ValueShare = g.PopShare * (g.Mean / s.whole.mean)
		if 1+in.delta() > 0 && s.centres[i] > 0 {
			if g.Index, err = finite(of.inside(in)); err != nil {
				return d, fmt.Errorf("group %s: %w", g.Name, err)
			}
		}
		d.Groups = append(d.Groups, g)
		d.Within += of.share(g) * g.Index
		means, pops = append(means, g.Mean), append(pops, g.PopShare)
	}
	if d.Between, err = measureOn(means, pops, of.domain, of.total); err != nil {
		return d, fmt.Errorf("between groups: %w", err)
	}
	if of.name == splitGini.name {
		if rest := d.Total - d.Between - d.Within; rest > 1e-14*d.Total { // less is rounding
			d.Overlap = rest
		}
	}
	return d, nil
}
