// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"math"
	"slices"
)

// totals asks for measures of all units.
type totals struct {
	all, positive drawnView // positive for the measures that need it
	list          []Measure
}

func (t totals) width() int { return len(t.list) }

func (t totals) open() answerer {
	answer := t.openWithErrors()
	return func(times []int32, out []float64) error { return answer(times, out, nil) }
}

// openWithErrors gives beside each measure its standard error, NaN where it has
// none; no errors are asked for with nil.
func (t totals) openWithErrors() func(times []int32, out, errs []float64) error {
	all, positive := t.all.open(), t.positive.open()
	same := t.all.basis == t.positive.basis
	return func(times []int32, out, errs []float64) error {
		every := all(times)
		above := every
		if !same {
			above = positive(times)
		}
		undefined(errs)
		for k, m := range t.list {
			s := every
			if m.NeedsPositive {
				s = above
			}
			if s == nil {
				out[k] = math.NaN()
				continue
			}
			v, err := s.measure(m.domain, m.of)
			if err := putNumber(out[k:], v, err); err != nil {
				return err
			}
			if errs != nil && err == nil {
				errs[k] = s.standardError(m.Name, v)
			}
		}
		return nil
	}
}

// byGroup asks for decompositions and for what is inside each group: for each
// measure between, within, overlap (of gini) and the groups; at the end, if
// asked, the shares of the groups.
type byGroup struct {
	drawnView
	id     []int32 // of the units of the view
	names  []string
	list   []splitMeasure
	shares bool
	terms  *terms
}

func (b byGroup) width() int {
	n := 0
	for _, m := range b.list {
		n += 2 + len(b.names)
		if m.name == splitGini.name {
			n++
		}
	}
	if b.shares {
		n += 2 * len(b.names)
	}
	return n
}

func (b byGroup) open() answerer {
	draw := b.drawnView.open()
	var s *split
	if b.basis != nil {
		s = b.terms.split(b.basis, b.id, b.names)
	}
	return func(times []int32, out []float64) error {
		undefined(out)
		one := draw(times)
		if one == nil {
			return nil
		}
		if err := s.draw(one); errors.Is(err, ErrUndefined) {
			return nil
		}
		var last Decomposition
		for _, m := range b.list {
			d, err := s.decomposition(m)
			if err != nil {
				return err
			}
			out[0], out[1] = d.Between, d.Within
			out = out[2:]
			if m.name == splitGini.name {
				out[0] = d.Overlap
				out = out[1:]
			}
			b.place(d, out, func(g Group) float64 { return g.Index })
			out, last = out[len(b.names):], d
		}
		if b.shares {
			b.place(last, out, func(g Group) float64 { return g.PopShare })
			b.place(last, out[len(b.names):], func(g Group) float64 { return g.ValueShare })
		}
		return nil
	}
}

// place writes a number of each group at the place of its name; both are sorted.
func (b byGroup) place(d Decomposition, out []float64, of func(Group) float64) {
	k := 0
	for _, g := range d.Groups {
		for b.names[k] != g.Name {
			k++
		}
		out[k] = of(g)
	}
}

// byRank asks for concentration index, Kakwani and Erreygers. y is of the units
// of the view.
type byRank struct {
	drawnView
	y            []float64
	lower, upper float64
}

func (byRank) width() int { return 3 }

func (b byRank) open() answerer {
	draw := b.drawnView.open()
	if b.basis == nil {
		return func(_ []int32, out []float64) error { undefined(out); return nil }
	}
	rows := order(b.y)
	sorted := pickRows(b.y, rows)
	places := make([]uint32, len(rows))
	for i, r := range rows {
		places[i] = b.drawnView.place(int(r))
	}
	lawful := sorted[0] >= 0
	ranks := drawnView{basis: newBasis(sorted, pickRows(b.basis.w, rows)), unit: places}.open()
	bounded := b.basis.x[0] >= b.lower && b.basis.x[len(b.basis.x)-1] <= b.upper
	return func(times []int32, out []float64) error {
		undefined(out)
		one := draw(times)
		if one == nil {
			return nil
		}
		r := ranking{one, rows, sorted}
		c, err := r.concentration()
		if err := putNumber(out, c, err); err != nil {
			return err
		}
		if lawful && !math.IsNaN(out[0]) {
			g, err := ranks(times).measure(nonNegative, (*sample).gini)
			if err := putNumber(out[1:], c-g, err); err != nil {
				return err
			}
		}
		if !bounded {
			return nil
		}
		e, err := r.erreygers(b.lower, b.upper)
		return putNumber(out[2:], e, err)
	}
}

// overTime asks for convergence: beta, its error, intercept, r2, lambda,
// half-life, sigma 0 and 1, the change of sigma a year.
type overTime struct {
	pairs // rows are places among the units drawn
	years float64
}

func (overTime) width() int { return 9 }

func (o overTime) open() answerer {
	growth, shares := o.growth(o.years), make([]float64, len(o.rows))
	return func(times []int32, out []float64) error {
		undefined(out)
		var often func(int) float64
		if times != nil {
			often = func(i int) float64 { return float64(times[o.rows[i]]) }
		}
		c, err := o.converge(o.shares(often, shares), growth, o.years)
		if errors.Is(err, ErrUndefined) {
			return nil
		}
		if err != nil {
			return err
		}
		out[0], out[1], out[2], out[3], out[4] = c.Beta, orNaN(c.RobustSE), c.Intercept, orNaN(c.R2), orNaN(c.Lambda)
		out[5], out[6], out[7], out[8] = orNaN(c.HalfLife), c.Sigma0, c.Sigma1, (c.Sigma1-c.Sigma0)/o.years
		if times != nil {
			out[1] = math.NaN() // drawn twice is not measured twice: no interval of the error
		}
		return nil
	}
}

// quintiles is the number of classes of mobility in profiles.
const quintiles = 5

// moves asks for the transition matrix of quintiles, row by row, and Shorrocks'
// index. later is of the units of the view.
type moves struct {
	drawnView
	later []float64
}

func (moves) width() int { return quintiles*quintiles + 1 }

func (m moves) open() answerer {
	draw := m.drawnView.open()
	rows := order(m.later)
	sorted := pickRows(m.later, rows)
	return func(times []int32, out []float64) error {
		undefined(out)
		one := draw(times)
		if one == nil {
			return nil
		}
		got, err := ranking{one, rows, sorted}.mobility(quintiles)
		for i, row := range got.Matrix {
			if slices.Max(row) > 0 { // a class without units moves nowhere
				copy(out[i*quintiles:], row)
			}
		}
		return putNumber(out[quintiles*quintiles:], got.Shorrocks, err)
	}
}

// between asks for the gap of two groups: difference, ratio, odds ratio. Values
// become shares by lower and upper; no odds ratio where they are equal.
type between struct {
	drawnView
	id           []int32 // of the units of the view
	a, b         int32
	lower, upper float64
}

func (between) width() int { return 3 }

func (g between) open() answerer {
	draw := g.drawnView.open()
	return func(times []int32, out []float64) error {
		undefined(out)
		one := draw(times)
		if one == nil {
			return nil
		}
		var p, v [2]float64
		for lo, some := range one.blocks() {
			for i, q := range some {
				switch g.id[lo+i] {
				case g.a:
					p[0] += q
					v[0] += q * one.x[lo+i]
				case g.b:
					p[1] += q
					v[1] += q * one.x[lo+i]
				}
			}
		}
		if p[0] == 0 || p[1] == 0 {
			return nil
		}
		gap, err := gapOf(v[0]/p[0], v[1]/p[1])
		if err != nil {
			return err
		}
		out[0], out[1] = gap.Difference, orNaN(gap.Ratio)
		if g.lower == g.upper {
			return nil
		}
		share := func(mean float64) float64 {
			return math.Min(1, math.Max(0, (mean-g.lower)/(g.upper-g.lower)))
		}
		odds, err := OddsRatio(share(gap.MeanA), share(gap.MeanB))
		return putNumber(out[2:], odds, err)
	}
}
