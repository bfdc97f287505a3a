// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
)

// Profile asks all questions about one set of units at once: they are sorted
// once, and all resamples are shared. Slices have one entry a unit; NaN is a
// missing number and an empty name a missing group.
type Profile struct {
	X      []float64   // values ≥ 0
	W      []float64   // weights ≥ 0; nil: unweighted rows alone
	Groups []Grouping  // decompositions
	Gaps   []GroupPair // gaps between two groups, in each grouping that has both

	Rank         []float64 // another variable by which to rank: concentration; nil: not asked
	Lower, Upper float64   // bounds of X for Erreygers and, where Shares, for the odds ratio
	Shares       bool      // the odds ratio reads X by the bounds; else it needs X within 0…1

	Later []float64 // the same units Years later: convergence and mobility; nil: not asked
	Years float64

	Zeros     Zeros          // before measures that take logarithms
	Bootstrap *Bootstrap     // nil: no intervals
	Intervals func(Row) bool // which rows get intervals; nil: all

	// Spend gives the slices away: they may be changed, and are let go before anything large is made.
	// Nobody else may hold them if memory is to be spared.
	Spend bool
}

// Grouping names the group of each unit.
type Grouping struct {
	By string
	Of []string // "" where it is not known

	// Many units spare memory by codes instead of Of.
	Names []string // sorted, each once, none empty
	Codes []int32  // place among Names, −1 where it is not known; nil: Of holds the names
}

func (g Grouping) len() int {
	if g.Codes != nil {
		return len(g.Codes)
	}
	return len(g.Of)
}

// GroupPair is two groups of one grouping.
type GroupPair struct{ A, B string }

// Row is one number of a profile. N units of those asked about have part in it
// and Excluded have not: their value, weight, group, rank or later value is
// missing, their weight is 0, or it is a zero dropped.
type Row struct {
	Measure   string
	Weighted  bool
	GroupBy   string   // grouping of a decomposition, a group or a gap
	Group     string   // the group; "A,B" for a gap
	Value     *float64 // nil: undefined for these values
	Low, High *float64 // bootstrap interval; nil: not asked or undefined
	N         int
	Excluded  int
}

// Rows answers: first unweighted, then weighted; in each the list of [Measures],
// then each grouping (theil_t, theil_l, gini: between, within, gini_overlap;
// groups' own theil_t, theil_l, gini, pop_share, value_share), gaps
// (gap_difference, gap_ratio, gap_odds_ratio), ranks (concentration_index,
// kakwani, erreygers), time (beta, beta_se, intercept, r2, lambda, half_life,
// sigma_0, sigma_1, sigma_trend, shorrocks, transition_1_1 … transition_5_5). A
// unit whose value or weight is missing has part in neither weighting, so that
// both speak of the same units. Negative numbers are refused by [RowError].
func (p Profile) Rows(ctx context.Context) ([]Row, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	weightings := []bool{false}
	if p.W != nil {
		weightings = append(weightings, true)
	}
	u, err := p.units()
	if err != nil {
		return nil, err
	}
	if len(weightings) == 2 && slices.Max(u.w) == 0 {
		return nil, errors.New("all weights are 0: at least one unit must count")
	}
	var all []Row
	for _, weighted := range weightings { // one after the other, so that only one has its columns in memory
		parts, rows, err := u.ask(weighted)
		if err != nil {
			return nil, err
		}
		at := 0
		for _, q := range parts {
			out := make([]float64, q.width())
			if err := q.open()(nil, out); err != nil {
				return nil, err
			}
			for _, v := range out {
				if rows[at].Weighted = weighted; !math.IsNaN(v) {
					rows[at].Value = &v
				}
				at++
			}
		}
		if p.Bootstrap != nil {
			b := *p.Bootstrap
			if b.Progress != nil && len(weightings) == 2 {
				b.Progress = everySecond(p.Bootstrap.Progress, len(all) > 0)
			}
			if err := b.intervals(ctx, p.Intervals, len(u.x), parts, rows); err != nil {
				return nil, err
			}
		}
		all = append(all, rows...)
	}
	return all, nil
}

// everySecond calls f half as often: the first half of it now, the other then.
func everySecond(f func(), then bool) func() {
	var n atomic.Int64
	return func() {
		if odd := n.Add(1)%2 == 1; odd != then {
			f()
		}
	}
}

// intervals fills the rows; parts of which no row is asked for are not resampled.
func (b Bootstrap) intervals(ctx context.Context, which func(Row) bool, n int, parts []question, rows []Row) error {
	if err := b.check(); err != nil {
		return err
	}
	asked := func(r Row) bool { return which == nil || which(r) }
	var used []question
	var to []*Row
	for _, q := range parts {
		mine := rows[:q.width()]
		rows = rows[q.width():]
		if t, ok := q.(totals); ok && which != nil {
			list := t.list
			t.list = nil
			for k, m := range list {
				if asked(mine[k]) {
					t.list, to = append(t.list, m), append(to, &mine[k])
				}
			}
			used = append(used, t)
			continue
		}
		if !slices.ContainsFunc(mine, asked) {
			continue
		}
		used = append(used, q)
		for k := range mine {
			to = append(to, &mine[k])
		}
	}
	got, err := b.parts(ctx, n, used)
	if err != nil {
		return err
	}
	for k, r := range to {
		if got[k] != nil && r.Value != nil && asked(*r) {
			r.Low, r.High = &got[k].Low, &got[k].High
		}
	}
	return nil
}

// Check refuses what [Profile.Rows] would refuse of the units given, one by one.
func (p Profile) Check() error {
	if err := p.Zeros.check(); err != nil {
		return err
	}
	if len(p.X) > math.MaxUint32 {
		return fmt.Errorf("%d units: no more than 2³² fit", len(p.X))
	}
	type columned struct {
		what string
		v    []float64
		any  bool // negative values are fine
	}
	for _, c := range []columned{{"value", p.X, false}, {"weight", p.W, false}, {"rank value", p.Rank, true}, {"later value", p.Later, false}} {
		if c.v == nil && c.what != "value" {
			continue
		}
		if len(c.v) != len(p.X) {
			return fmt.Errorf("%d values but %d of %s: give one a unit", len(p.X), len(c.v), c.what)
		}
		if rows := where(c.v, func(v float64) bool { return math.IsInf(v, 0) }); rows != nil {
			return &RowError{c.what, rows, c.what + " is infinite"}
		}
		if rows := where(c.v, func(v float64) bool { return v < 0 }); rows != nil && !c.any {
			return &RowError{c.what, rows, "negative " + c.what + ": these measures need 0 and more"}
		}
	}
	for _, g := range p.Groups {
		if g.len() != len(p.X) {
			return fmt.Errorf("%d values but %d groups by %s: give one a unit", len(p.X), g.len(), g.By)
		}
		for i, name := range g.Names {
			if name == "" || i > 0 && name <= g.Names[i-1] {
				return fmt.Errorf("groups by %s: names are to be sorted, each once and none empty", g.By)
			}
		}
	}
	if p.Rank != nil && !(p.Lower < p.Upper) {
		return fmt.Errorf("bounds %v … %v: give the lower first", p.Lower, p.Upper)
	}
	if p.Later != nil {
		return checkYears(p.Years)
	}
	return nil
}

// roster is the units with value and weight, sorted; what else is known of them
// stands in their order.
type roster struct {
	Profile
	given             int // units asked about
	x, w, rank, later []float64
	groups            []numbered
}

type numbered struct {
	by    string
	names []string
	id    []int32
	given []int // units of each group in all, with and without a value
}

// units sorts the units and lets go of the slices given: what is left of p is the questions.
func (p *Profile) units() (*roster, error) {
	lawful := func(i int) bool { return !math.IsNaN(p.X[i]) && (p.W == nil || !math.IsNaN(p.W[i])) }
	n := 0
	for i := range p.X {
		if lawful(i) {
			n++
		}
	}
	if n == 0 {
		return nil, errors.New("no unit has a value and a weight: there is nothing to measure")
	}
	u := &roster{Profile: *p, given: len(p.X)}
	u.X, u.W, u.Profile.Rank, u.Later, u.Groups = nil, nil, nil, nil, nil
	if p.Spend && n == len(p.X) && p.W == nil && p.Rank == nil && p.Later == nil && len(p.Groups) == 0 {
		slices.Sort(p.X) // nothing else is known of a unit, so that values alone can change places
		u.x, p.X = p.X, nil
		return u, nil
	}
	ids := make([][]int32, len(p.Groups))
	for k, g := range p.Groups {
		one := numbered{by: g.By, names: g.Names}
		if ids[k] = g.Codes; ids[k] == nil {
			ids[k], one.names = number(g.Of)
		}
		one.given = make([]int, len(one.names))
		for _, id := range ids[k] {
			if id >= 0 {
				one.given[id]++
			}
		}
		u.groups = append(u.groups, one)
	}
	var usable []uint32 // nil: all
	if n < len(p.X) {
		usable = make([]uint32, 0, n)
		for i := range p.X {
			if lawful(i) {
				usable = append(usable, uint32(i))
			}
		}
	}
	at := func(i uint32) uint32 {
		if usable == nil {
			return i
		}
		return usable[i]
	}
	x := p.X
	if usable != nil {
		x = pickRows(p.X, usable)
	}
	by := func(v []float64) func(a, b uint32) int {
		if v == nil {
			return nil
		}
		return func(a, b uint32) int { return cmp.Compare(v[at(a)], v[at(b)]) }
	}
	ties := []func(a, b uint32) int{by(p.W)}
	if p.Bootstrap != nil {
		// A resample tells units of equal value and weight apart.
		for k := range ids {
			id := ids[k]
			ties = append(ties, func(a, b uint32) int { return cmp.Compare(id[at(a)], id[at(b)]) })
		}
		ties = append(ties, by(p.Rank), by(p.Later))
	}
	rows := orderUnits(x, ties...)
	for i, r := range rows {
		rows[i] = at(r)
	}
	x, usable = nil, nil
	for _, v := range []struct {
		from *[]float64
		to   *[]float64
	}{{&p.X, &u.x}, {&p.W, &u.w}, {&p.Rank, &u.rank}, {&p.Later, &u.later}} {
		*v.to = pickRows(*v.from, rows)
		*v.from = nil
	}
	p.Groups = nil
	for k := range u.groups {
		u.groups[k].id = pickRows(ids[k], rows)
		ids[k] = nil
	}
	return u, nil
}
