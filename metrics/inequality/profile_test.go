// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func rows(t testing.TB, p Profile) []Row {
	t.Helper()
	got, err := p.Rows(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func row(t interface {
	Helper()
	Fatalf(string, ...any)
}, all []Row, measure string, weighted bool, by, group string,
) Row {
	t.Helper()
	for _, r := range all {
		if r.Measure == measure && r.Weighted == weighted && r.GroupBy == by && r.Group == group {
			return r
		}
	}
	t.Fatalf("no row %s weighted=%v %s %s", measure, weighted, by, group)
	return Row{}
}

func TestProfileGolden(t *testing.T) {
	p := Profile{X: gx, W: gp, Groups: []Grouping{{By: "side", Of: ggroup}}, Gaps: []GroupPair{{"B", "A"}}, Rank: gy, Upper: 100, Shares: true, Later: glater, Years: 2}
	all := rows(t, p)
	for _, c := range []struct {
		measure   string
		weighted  bool
		by, group string
		want      float64
	}{
		{"mean", false, "", "", 48},
		{"mean", true, "", "", 43.333333333333},
		{"gini", false, "", "", 0.283333333333},
		{"gini_corrected", false, "", "", 0.354166666667},
		{"gini", true, "", "", 0.299487179487},
		{"theil_t", true, "", "", 0.147761846616},
		{"theil_t_between", true, "side", "", 0.123023361175},
		{"theil_t_within", true, "side", "", 0.024738485441},
		{"theil_l", true, "", "", 0.152380124693},
		{"theil_l_between", true, "side", "", 0.125011226016},
		{"theil_l_within", true, "side", "", 0.027368898677},
		{"atkinson_0.5", true, "", "", 0.072907691619},
		{"atkinson_1", true, "", "", 0.141338179863},
		{"atkinson_2", true, "", "", 0.253800092123},
		{"kolm_0.05", true, "", "", 10.227111283699},
		{"cv", true, "", "", 0.556829571411},
		{"cv", false, "", "", 0.517069735250},
		{"p90p10", false, "", "", 3.25},
		{"p90p10", true, "", "", 4.5},
		{"p90_minus_p10", false, "", "", 54},
		{"palma", true, "", "", 1.038461538462},
		{"lorenz_0.4", true, "", "", 0.2},
		{"lorenz_0.9", true, "", "", 0.792307692308},
		{"concentration_index", true, "", "", 0.198974358974},
		{"erreygers", true, "", "", 4 * 43.333333333333 / 100 * 0.198974358974},
		{"kakwani", true, "", "", 0.198974358974 - giniPairs(gy, gp)},
		{"beta", false, "", "", -0.119235640010},
		{"lambda", false, "", "", 0.136213696174},
		{"half_life", false, "", "", 5.088674634},
		{"sigma_0", false, "", "", 0.524237633789},
		{"sigma_1", false, "", "", 0.400439730269},
		{"sigma_trend", false, "", "", (0.400439730269 - 0.524237633789) / 2},
		{"pop_share", true, "side", "A", 0.6},
		{"value_share", true, "side", "A", 230.0 / 650},
		{"gini_between", true, "side", "", 0.6 - 230.0/650},
		// By hand: means 75 and 30; as shares of 100 the odds are 3 and 3/7.
		{"gap_difference", false, "side", "B,A", 45},
		{"gap_ratio", false, "side", "B,A", 2.5},
		{"gap_odds_ratio", false, "side", "B,A", 7},
		{"transition_1_1", false, "", "", 1},
		{"transition_1_2", false, "", "", 0},
		{"shorrocks", false, "", "", 0},
	} {
		r := row(t, all, c.measure, c.weighted, c.by, c.group)
		if r.Value == nil {
			t.Errorf("%s %s: no value", c.measure, c.by)
			continue
		}
		near(t, c.measure, *r.Value, c.want, 1e-9)
	}
	if r := row(t, all, "gini_corrected", true, "", ""); r.Value != nil {
		t.Error("weights have no corrected gini")
	}
}

// TestProfileIsItsFunctions: the rows are the functions of the package, whatever
// is missing; what is left out is counted.
func TestProfileIsItsFunctions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 40).Draw(t, "n")
		p := Profile{Groups: []Grouping{{By: "g"}}, Upper: 100, Years: 3, Zeros: Zeros{Floor: rapid.SampledFrom([]float64{0, 0.1, 5}).Draw(t, "floor")}}
		maybe := func(v float64) float64 {
			if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
				return math.NaN()
			}
			return v
		}
		for range n {
			p.X = append(p.X, maybe(float64(rapid.IntRange(0, 80).Draw(t, "x"))))
			p.W = append(p.W, maybe(float64(rapid.IntRange(0, 5).Draw(t, "w"))))
			p.Rank = append(p.Rank, maybe(float64(rapid.IntRange(0, 9).Draw(t, "y"))))
			p.Later = append(p.Later, maybe(float64(rapid.IntRange(0, 80).Draw(t, "later"))))
			p.Groups[0].Of = append(p.Groups[0].Of, rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(t, "group"))
		}
		var x, w, ly, lx, lw, gx, gw, x0, x1, ww []float64
		var group []string
		for i := range p.X {
			if math.IsNaN(p.X[i]) || math.IsNaN(p.W[i]) {
				continue
			}
			x, w = append(x, p.X[i]), append(w, p.W[i])
			if !math.IsNaN(p.Rank[i]) {
				lx, lw, ly = append(lx, p.X[i]), append(lw, p.W[i]), append(ly, p.Rank[i])
			}
			if !math.IsNaN(p.Later[i]) {
				x0, x1, ww = append(x0, p.X[i]), append(x1, p.Later[i]), append(ww, p.W[i])
			}
			if g := p.Groups[0].Of[i]; g != "" {
				gx, gw, group = append(gx, p.X[i]), append(gw, p.W[i]), append(group, g)
			}
		}
		all, err := p.Rows(context.Background())
		if len(w) == 0 || slices.Max(w) == 0 {
			if err == nil {
				t.Fatal("units without weight were measured")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		same := func(r Row, want float64, err error) {
			t.Helper()
			if (r.Value == nil) != errors.Is(err, ErrUndefined) || r.Value == nil && err == nil {
				t.Fatalf("%s weighted=%v: value %v, function says %v %v", r.Measure, r.Weighted, r.Value, want, err)
			}
			if r.Value != nil && !(math.Abs(*r.Value-want) <= 1e-9*math.Max(1, math.Abs(want))) {
				t.Fatalf("%s weighted=%v: %v, function says %v", r.Measure, r.Weighted, *r.Value, want)
			}
			if r.N+r.Excluded != n {
				t.Fatalf("%s: %d + %d of %d units", r.Measure, r.N, r.Excluded, n)
			}
		}
		for _, weighted := range []bool{false, true} {
			pick := func(v []float64) []float64 {
				if !weighted {
					return nil
				}
				return v
			}
			for _, m := range Measures() {
				xs, ws, err := x, pick(w), error(nil)
				if m.NeedsPositive {
					xs, ws, _, err = p.Zeros.Apply(x, pick(w))
				}
				v := 0.0
				if err == nil {
					v, err = m.Of(xs, ws)
				}
				if err != nil && ws != nil && slices.Max(ws) == 0 {
					err = ErrUndefined // only zeros had weight
				}
				same(row(t, all, m.Name, weighted, "", ""), v, err)
			}
			if lw := pick(lw); len(lx) > 0 && (lw == nil || slices.Max(lw) > 0) {
				v, err := ConcentrationIndex(lx, lw, ly)
				same(row(t, all, "concentration_index", weighted, "", ""), v, err)
				k, err := Kakwani(lx, lw, ly)
				same(row(t, all, "kakwani", weighted, "", ""), k, err)
				e, err := Erreygers(lx, lw, ly, 0, 100)
				same(row(t, all, "erreygers", weighted, "", ""), e, err)
			}
			if ww := pick(ww); len(x0) > 0 && (ww == nil || slices.Max(ww) > 0) {
				c, err := Converge(x0, x1, ww, 3)
				same(row(t, all, "beta", weighted, "", ""), c.Beta, err)
				m, err := MeasureMobility(x0, x1, ww, 5)
				same(row(t, all, "shorrocks", weighted, "", ""), m.Shorrocks, err)
			}
			if gw := pick(gw); len(gx) > 0 && (gw == nil || slices.Max(gw) > 0) {
				d, err := GiniByGroup(gx, gw, group)
				for name, v := range map[string]float64{"gini_between": d.Between, "gini_within": d.Within, "gini_overlap": d.Overlap} {
					same(row(t, all, name, weighted, "g", ""), v, err)
				}
				d, err = TheilTByGroup(gx, gw, group)
				same(row(t, all, "theil_t_between", weighted, "g", ""), d.Between, err)
				for _, g := range d.Groups {
					if r := row(t, all, "theil_t", weighted, "g", g.Name); r.N != g.N || err == nil && math.Abs(*r.Value-g.Index) > 1e-12 {
						t.Fatalf("group %s: %+v and %+v", g.Name, r, g)
					}
				}
				xs, ws, _, err := p.Zeros.Apply(gx, gw)
				if err == nil && (p.Zeros.Floor > 0 || gw == nil || slices.Max(ws) > 0) {
					pos := slices.Clone(group)
					if p.Zeros.Floor == 0 {
						pos = pos[:0]
						for i, v := range gx {
							if v > 0 {
								pos = append(pos, group[i])
							}
						}
					}
					l, err := TheilLByGroup(xs, ws, pos)
					same(row(t, all, "theil_l_between", weighted, "g", ""), l.Between, err)
					same(row(t, all, "theil_l_within", weighted, "g", ""), l.Within, err)
				}
			}
		}
	})
}

// TestProfileDoesNotKnowTheOrder: intervals and all, to the last bit.
func TestProfileDoesNotKnowTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		n := len(x)
		p := Profile{
			X: x, W: w, Groups: []Grouping{{By: "g", Of: make([]string, n)}}, Gaps: []GroupPair{{"a", "b"}}, Rank: make([]float64, n), Upper: 100,
			Later: make([]float64, n), Years: 1, Bootstrap: &Bootstrap{Replicates: 20, Seed: 5},
		}
		for i := range n {
			p.X[i] = math.Ceil(p.X[i] / 10) // ties
			p.Groups[0].Of[i] = string(rune('a' + i%2))
			p.Rank[i] = float64(rapid.IntRange(0, 3).Draw(t, "y"))
			p.Later[i] = float64(rapid.IntRange(0, 3).Draw(t, "later"))
		}
		order := rapid.Permutation(seq(n)).Draw(t, "order")
		q := p
		q.X, q.W, q.Rank, q.Later, q.Groups = nil, nil, nil, nil, []Grouping{{By: "g"}}
		for _, o := range order {
			q.X, q.W, q.Rank, q.Later = append(q.X, p.X[o]), append(q.W, p.W[o]), append(q.Rank, p.Rank[o]), append(q.Later, p.Later[o])
			q.Groups[0].Of = append(q.Groups[0].Of, p.Groups[0].Of[o])
		}
		a, err := p.Rows(context.Background())
		b, err2 := q.Rows(context.Background())
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestProfileIntervals(t *testing.T) {
	p := made(300, 3)
	p.Bootstrap = &Bootstrap{Replicates: 500, Seed: 9}
	full := rows(t, p)
	for _, r := range full {
		if r.Value == nil {
			continue
		}
		if r.Low == nil || *r.Low > *r.High {
			t.Fatalf("%+v has no interval", r)
		}
		if r.Measure == "mean" || r.Measure == "gini" && r.Group == "" || r.Measure == "pop_share" {
			if *r.Value < *r.Low || *r.Value > *r.High {
				t.Errorf("%s %s = %v outside %v … %v", r.Measure, r.Group, *r.Value, *r.Low, *r.High)
			}
		}
	}
	// Asking for less changes nothing of what is asked.
	p.Intervals = func(r Row) bool { return r.Measure == "theil_l" && r.GroupBy == "" }
	for i, r := range rows(t, p) {
		if (r.Low != nil) != p.Intervals(r) {
			t.Fatalf("%+v", r)
		}
		if r.Low != nil && (*r.Low != *full[i].Low || *r.High != *full[i].High) {
			t.Errorf("%s alone: %v, with all: %v", r.Measure, *r.Low, *full[i].Low)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := p.Rows(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// TestResamplesAreMeasured: an interval is what the measures give on the units
// drawn, written out one by one.
func TestResamplesAreMeasured(t *testing.T) {
	p := made(60, 2)
	b := Bootstrap{Replicates: 2, Seed: 3}
	s, err := newSample(p.X, nil, positive)
	if err != nil {
		t.Fatal(err)
	}
	times := make([]int32, len(s.x))
	for r := range b.Replicates {
		b.draw(r, times)
		var each []float64
		for i, n := range times {
			for range n {
				each = append(each, s.x[i])
			}
		}
		if len(each) != len(s.x) {
			t.Fatalf("%d units drawn of %d", len(each), len(s.x))
		}
		drawn := whole(s.basis)
		drawn.draw(times)
		for _, m := range Measures() {
			want, err := m.Of(each, nil)
			got, err2 := drawn.measure(m.domain, m.of)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			near(t, m.Name, got, want, 1e-9)
		}
	}
}

func TestProfileRefuses(t *testing.T) {
	bad := func(change func(*Profile)) error {
		p := Profile{X: slices.Clone(gx), W: slices.Clone(gp), Groups: []Grouping{{By: "side", Of: ggroup}}}
		change(&p)
		_, err := p.Rows(context.Background())
		return err
	}
	for what, change := range map[string]func(*Profile){
		"value":       func(p *Profile) { p.X[1] = -3 },
		"weight":      func(p *Profile) { p.W[1] = -3 },
		"later value": func(p *Profile) { p.Later, p.Years = []float64{1, -1, 1, 1, 1}, 1 },
	} {
		var r *RowError
		if err := bad(change); !errors.As(err, &r) || r.What != what || !slices.Equal(r.Rows, []int{1}) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, change := range map[string]func(*Profile){
		"gap":     func(p *Profile) { p.Gaps = []GroupPair{{"A", "C"}} },
		"years":   func(p *Profile) { p.Later = glater },
		"bounds":  func(p *Profile) { p.Rank = gy },
		"floor":   func(p *Profile) { p.Zeros.Floor = -1 },
		"nothing": func(p *Profile) { p.X = []float64{math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()} },
		"draws":   func(p *Profile) { p.Bootstrap = &Bootstrap{Replicates: 1} },
		"length":  func(p *Profile) { p.Rank = gy[:2] },
	} {
		if bad(change) == nil {
			t.Errorf("%s: taken", what)
		}
	}
}
