package inequality

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Profile asks all questions about one set of units at once: they are sorted
// once, and all resamples are shared. Slices have one entry a unit; NaN is a
// missing number and an empty name a missing group.
type Profile struct {
	X      []float64  // values ≥ 0
	W      []float64  // weights ≥ 0; nil: unweighted rows alone
	Groups []Grouping // decompositions
	Gaps   []Pair     // gaps between two groups, in each grouping that has both

	Rank         []float64 // another variable by which to rank: concentration; nil: not asked
	Lower, Upper float64   // bounds of X for Erreygers and, where Shares, for the odds ratio
	Shares       bool      // the odds ratio reads X by the bounds; else it needs X within 0…1

	Later []float64 // the same units Years later: convergence and mobility; nil: not asked
	Years float64

	Zeros     Zeros          // before measures that take logarithms
	Bootstrap *Bootstrap     // nil: no intervals
	Intervals func(Row) bool // which rows get intervals; nil: all
}

// Grouping names the group of each unit.
type Grouping struct {
	By string
	Of []string // "" where it is not known
}

// Pair is two groups of one grouping.
type Pair struct{ A, B string }

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
	if err := p.check(); err != nil {
		return nil, err
	}
	u, err := p.units()
	if err != nil {
		return nil, err
	}
	var parts []part
	var rows []Row
	for _, weighted := range []bool{false, true} {
		if weighted && p.W == nil {
			break
		}
		more, labels, err := u.ask(weighted)
		if err != nil {
			return nil, err
		}
		for i := range labels {
			labels[i].Weighted = weighted
		}
		parts, rows = append(parts, more...), append(rows, labels...)
	}
	at := 0
	for _, q := range parts {
		out := make([]float64, q.width())
		if err := q.open()(nil, out); err != nil {
			return nil, err
		}
		for _, v := range out {
			if !math.IsNaN(v) {
				rows[at].Value = &v
			}
			at++
		}
	}
	if p.Bootstrap == nil {
		return rows, nil
	}
	return rows, p.intervals(ctx, len(u.x), parts, rows)
}

// intervals fills the rows; parts of which no row is asked for are not resampled.
func (p Profile) intervals(ctx context.Context, n int, parts []part, rows []Row) error {
	if err := p.Bootstrap.check(); err != nil {
		return err
	}
	asked := func(r Row) bool { return p.Intervals == nil || p.Intervals(r) }
	var used []part
	var to []*Row
	for _, q := range parts {
		mine := rows[:q.width()]
		rows = rows[q.width():]
		if t, ok := q.(totals); ok && p.Intervals != nil {
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
	got, err := p.Bootstrap.parts(ctx, n, used)
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

func (p Profile) check() error {
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
		if len(g.Of) != len(p.X) {
			return fmt.Errorf("%d values but %d groups by %s: give one a unit", len(p.X), len(g.Of), g.By)
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
	x, w, rank, later []float64
	groups            []numbered
}

type numbered struct {
	by    string
	names []string
	id    []int32
	given []int // units of each group in all, with and without a value
}

func (p Profile) units() (*roster, error) {
	usable := make([]uint32, 0, len(p.X))
	for i, v := range p.X {
		if !math.IsNaN(v) && (p.W == nil || !math.IsNaN(p.W[i])) {
			usable = append(usable, uint32(i))
		}
	}
	if len(usable) == 0 {
		return nil, errors.New("no unit has a value and a weight: there is nothing to measure")
	}
	u := &roster{Profile: p}
	ids := make([][]int32, len(p.Groups))
	for k, g := range p.Groups {
		var n numbered
		n.by = g.By
		ids[k], n.names = number(g.Of)
		n.given = make([]int, len(n.names))
		for _, id := range ids[k] {
			if id >= 0 {
				n.given[id]++
			}
		}
		u.groups = append(u.groups, n)
	}
	x, w := pickRows(p.X, usable), pickRows(p.W, usable)
	ties := []func(a, b uint32) int{byNumber(w)}
	if p.Bootstrap != nil {
		// A resample tells units of equal value and weight apart.
		for k := range ids {
			id := ids[k]
			ties = append(ties, func(a, b uint32) int { return cmp.Compare(id[usable[a]], id[usable[b]]) })
		}
		ties = append(ties, byNumber(pickRows(p.Rank, usable)), byNumber(pickRows(p.Later, usable)))
	}
	rows := orderUnits(x, ties...)
	u.x, u.w = pickRows(x, rows), pickRows(w, rows)
	for i, r := range rows {
		rows[i] = usable[r]
	}
	u.rank, u.later = pickRows(p.Rank, rows), pickRows(p.Later, rows)
	for k := range u.groups {
		u.groups[k].id = pickRows(ids[k], rows)
	}
	return u, nil
}
