// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"math"
)

// ask lays out the questions of one weighting and a row for each number of theirs.
func (u *roster) ask(weighted bool) (parts []question, rows []Row, err error) {
	var w []float64
	if weighted {
		w = u.w
	}
	all := drawnView{basis: newBasis(u.x, w)}
	if weighted {
		all = all.keep(func(i int) bool { return w[i] > 0 })
	}
	positive := all.positive(u.Zeros)
	label := func(measure, by, group string, n, of int) {
		rows = append(rows, Row{Measure: measure, GroupBy: by, Group: group, N: n, Excluded: of - n})
	}
	one := totals{all, positive, Measures()}
	parts = append(parts, one)
	for _, m := range one.list {
		n := all.len()
		if m.NeedsPositive {
			n = positive.len()
		}
		label(m.Name, "", "", n, u.given)
	}
	for _, g := range u.groups {
		known := all.keep(func(i int) bool { return g.id[all.place(i)] >= 0 })
		above := known.positive(u.Zeros)
		first := byGroup{known, pickUnits(known, g.id), g.names, []splitMeasure{splitT, splitGini}, true, &terms{}}
		second := byGroup{above, pickUnits(above, g.id), g.names, []splitMeasure{splitL}, false, &terms{}}
		if above.basis == known.basis && known.basis != nil {
			first.list = []splitMeasure{splitT, splitL, splitGini}
			parts = append(parts, first)
			u.labelGroups(first, g, label)
			continue
		}
		parts = append(parts, first, second)
		u.labelGroups(first, g, label)
		u.labelGroups(second, g, label)
	}
	more, err := u.askGaps(all, label)
	if err != nil {
		return nil, nil, err
	}
	parts = append(parts, more...)
	if u.rank != nil {
		known := all.keep(func(i int) bool { return !math.IsNaN(u.rank[all.place(i)]) })
		parts = append(parts, byRank{known, pickUnits(known, u.rank), u.Lower, u.Upper})
		for _, m := range []string{"concentration_index", "kakwani", "erreygers"} {
			label(m, "", "", known.len(), u.given)
		}
	}
	if u.later != nil {
		parts = append(parts, u.askTime(all, w, label)...)
	}
	return parts, rows, nil
}

func (u *roster) labelGroups(b byGroup, g numbered, label func(measure, by, group string, n, of int)) {
	counts := make([]int, len(g.names))
	for _, id := range b.id {
		counts[id]++
	}
	inside := func(measure string) {
		for i, name := range g.names {
			label(measure, g.by, name, counts[i], g.given[i])
		}
	}
	for _, m := range b.list {
		label(m.name+"_between", g.by, "", b.len(), u.given)
		label(m.name+"_within", g.by, "", b.len(), u.given)
		if m.name == splitGini.name {
			label(m.name+"_overlap", g.by, "", b.len(), u.given)
		}
		inside(m.name)
	}
	if b.shares {
		inside("pop_share")
		inside("value_share")
	}
}

// askGaps refuses a pair that no grouping has.
func (u *roster) askGaps(all drawnView, label func(measure, by, group string, n, of int)) (parts []question, err error) {
	for _, pair := range u.Gaps {
		found := false
		for _, g := range u.groups {
			a, b := indexOf(g.names, pair.A), indexOf(g.names, pair.B)
			if a < 0 || b < 0 {
				continue
			}
			found = true
			two := all.keep(func(i int) bool { id := g.id[all.place(i)]; return id == a || id == b })
			q := between{drawnView: two, id: pickUnits(two, g.id), a: a, b: b}
			if u.Shares {
				q.lower, q.upper = u.Lower, u.Upper
			} else if u.x[len(u.x)-1] <= 1 {
				q.upper = 1
			}
			parts = append(parts, q)
			for _, m := range []string{"gap_difference", "gap_ratio", "gap_odds_ratio"} {
				label(m, g.by, pair.A+","+pair.B, two.len(), g.given[a]+g.given[b])
			}
		}
		if !found {
			return nil, fmt.Errorf("gap %s,%s: no grouping has both groups", pair.A, pair.B)
		}
	}
	return parts, nil
}

func indexOf(names []string, name string) int32 {
	for i, n := range names {
		if n == name {
			return int32(i)
		}
	}
	return -1
}

func (u *roster) askTime(all drawnView, w []float64, label func(measure, by, group string, n, of int)) []question {
	rows := make([]uint32, all.len())
	for i := range rows {
		rows[i] = all.place(i)
	}
	p := overTime{newPairs(u.x, u.later, w, rows), u.Years}
	for _, m := range []string{"beta", "beta_se", "intercept", "r2", "lambda", "half_life", "sigma_0", "sigma_1", "sigma_trend"} {
		label(m, "", "", len(p.rows), u.given)
	}
	both := all.keep(func(i int) bool { return !math.IsNaN(u.later[all.place(i)]) })
	for i := range quintiles * quintiles {
		label(fmt.Sprintf("transition_%d_%d", i/quintiles+1, i%quintiles+1), "", "", both.len(), u.given)
	}
	label("shorrocks", "", "", both.len(), u.given)
	return []question{p, moves{both, pickUnits(both, u.later)}}
}
