// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// By hand: of five units the third beats all on a, none on b, half on c and is
// missing on d; e has one value for all; f has two, of which the unit has the better.
func TestStrengths(t *testing.T) {
	z := table([]string{"a", "b", "c", "d", "e", "f"},
		[]float64{10, 50, 1, 3, 7, 0}, []float64{20, 60, 2, 4, 7, 0}, []float64{90, 40, 3, nan, 7, 100}, []float64{30, 70, 4, 5, 7, 0}, []float64{40, 80, 5, 6, 7, 0})
	parts := table([]string{"b", "a"}, []float64{1, 2}, []float64{1, 2}, []float64{4, 9}, []float64{1, 2}, []float64{1, 2})
	p, err := Strengths(z, parts, 2, ProfileOptions{Top: 2})
	if err != nil {
		t.Fatal(err)
	}
	names := func(all []Standing) string {
		var out []string
		for _, s := range all {
			out = append(out, s.Indicator)
		}
		return strings.Join(out, " ")
	}
	if p.Unit != "u3" || names(p.All) != "a b c f" || names(p.Strengths) != "f a" || names(p.Weaknesses) != "b" {
		t.Errorf("%s: all %s, strengths %s, weaknesses %s", p.Unit, names(p.All), names(p.Strengths), names(p.Weaknesses))
	}
	if a := p.All[0]; a != (Standing{"a", 90, 1, 5, 1, 25, 65, 9}) {
		t.Errorf("a: %+v", a)
	}
	if b := p.All[1]; b != (Standing{"b", 40, 5, 5, 0, 65, -25, 4}) {
		t.Errorf("b: %+v", b)
	}
	if c := p.All[2]; c.Rank != 3 || c.Beaten != 0.5 || !math.IsNaN(c.Contribution) {
		t.Errorf("c: %+v", c)
	}
	// Among two peers of its own choice, and without indicators of two values.
	if p, err = Strengths(z, nil, 0, ProfileOptions{Top: 5, Peers: []int{1, 3}, MinDistinct: 3}); err != nil || names(p.Weaknesses) != "a b c d" || p.All[0].Of != 3 {
		t.Errorf("against two: %s, %v", names(p.Weaknesses), err)
	}
	if slices.ContainsFunc(p.All, func(s Standing) bool { return s.Indicator == "f" }) {
		t.Error("an indicator of one distinct value is listed")
	}
	for _, f := range []func() (Profile, error){
		func() (Profile, error) { return Strengths(z, nil, 5, ProfileOptions{}) },
		func() (Profile, error) { return Strengths(z, nil, 0, ProfileOptions{Peers: []int{-1}}) },
		func() (Profile, error) {
			return Strengths(z, table([]string{"a"}, []float64{1}), 0, ProfileOptions{})
		},
	} {
		if _, err := f(); err == nil {
			t.Error("wrong rows pass")
		}
	}
}

// By hand. u5 is scored in the first alone, new in the second alone, gone in neither.
func TestCompare(t *testing.T) {
	c, err := Compare([]string{"u1", "u2", "u3", "u4", "u5", "gone"}, []float64{90, 80, 70, 60, 95, nan}, []string{"u4", "u3", "u2", "u1", "new", "u5"}, []float64{65, 75, 60, 91, 99, nan})
	if err != nil {
		t.Fatal(err)
	}
	want := []UnitMove{{"u2", 80, 60, 2, 4, -2}, {"u3", 70, 75, 3, 2, 1}, {"u4", 60, 65, 4, 3, 1}, {"u1", 90, 91, 1, 1, 0}}
	if !slices.Equal(c.Moves, want) {
		t.Errorf("moves %+v", c.Moves)
	}
	if !slices.Equal(c.OnlyFirst, []string{"u5"}) || !slices.Equal(c.OnlySecond, []string{"new"}) {
		t.Errorf("only first %v, only second %v", c.OnlyFirst, c.OnlySecond)
	}
	if c.MeanShift != 1 || c.MaxShift != 2 || c.Unmoved != 1 || c.SameTop != 4 || c.TopOf != 4 {
		t.Errorf("%+v", c)
	}
	// scipy.stats: pearsonr([90,80,70,60],[91,60,75,65]), spearmanr, kendalltau of the same.
	closeTo(t, "correlations", []float64{c.Pearson.R, c.Spearman.R, c.Kendall.R}, []float64{0.5948958105520614, 0.4, 1.0 / 3}, 1e-9)
	if _, err := Compare([]string{"a", "a"}, []float64{1, 2}, nil, nil); err == nil || !strings.Contains(err.Error(), `first result: unit "a" is there twice`) {
		t.Errorf("a code twice: %v", err)
	}
	if _, err := Compare(nil, nil, []string{"a"}, nil); err == nil {
		t.Error("a unit without a score cell passes")
	}
	if c, err = Compare([]string{"a"}, []float64{1}, []string{"b"}, []float64{1}); err != nil || len(c.Moves) != 0 || c.MeanShift != 0 {
		t.Errorf("nothing in common: %+v, %v", c, err)
	}
}
