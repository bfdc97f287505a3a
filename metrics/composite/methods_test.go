// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// anyMethod sets a way to aggregate that draws no fault of values above 0.
func anyMethod(t *rapid.T, n *Node) {
	n.Method = Method(rapid.SampledFrom([]string{KindAMean, KindGMean, KindHMean, KindMin, KindGenMean, KindMPI, KindAMPI, KindOWA}).Draw(t, "method"))
	n.Floor = 0
	n.Power = rapid.Float64Range(-3, 3).Draw(t, "power")
	n.Minus = rapid.Bool().Draw(t, "minus")
	n.Order = rapid.SliceOfN(rapid.Float64Range(0.1, 1), 1, 5).Draw(t, "order")
}

// TestContributionsOfEveryMethodSum: whatever the methods, the parts of each node sum to its score.
func TestContributionsOfEveryMethodSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root, z := draw(t)
		visit(&root, func(n *Node) { anyMethod(t, n) })
		for _, c := range z.Columns {
			for i, v := range c {
				c[i] = 200 + v // MPI may subtract much from small values
			}
		}
		if rapid.Bool().Draw(t, "arithmetic") {
			visit(&root, func(n *Node) { n.Method = AMean })
		}
		r := scoreOf(t, root, z)
		for _, p := range r.parts() { // column by column, or node by node
			m, err := r.Contributions(p.Ancestor)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range m.Column(p.Code) {
				if !same(p.Values[i], v) {
					t.Fatalf("part of %s in %s: %v, want %v", p.Code, p.Ancestor, p.Values[i], v)
				}
			}
		}
		for j, code := range r.Scores.Names {
			m, err := r.Contributions(code)
			if err != nil {
				t.Fatal(err)
			}
			for i := range z.Units {
				sum, seen := 0.0, false
				for k := range m.Names {
					if c, ok := m.At(i, k); ok {
						sum, seen = sum+c, true
					}
				}
				if v, ok := r.Scores.At(i, j); ok != seen || ok && math.Abs(sum-v) > 1e-9*(1+math.Abs(v)) {
					t.Fatalf("%s: parts sum to %v, score %v", code, sum, v)
				}
			}
		}
	})
}

func TestContributionsByHandOfOtherMethods(t *testing.T) {
	leaves := []Node{{Code: "a", Weight: 1}, {Code: "b", Weight: 1}, {Code: "c", Weight: 2}}
	z := table([]string{"a", "b", "c"}, []float64{10, 30, 20})
	for _, c := range []struct {
		node  Node
		score float64
		want  []float64
	}{
		{Node{Method: KindMin}, 10, []float64{10, 0, 0}},
		// Yager's weights need equal importance: four places of a quarter, c takes the two in the middle.
		{Node{Method: KindOWA, Order: []float64{4, 3, 2, 1}}, 0.4*30 + 0.5*20 + 0.1*10, []float64{1, 12, 10}},
		// M = 20, S² = 50: 20 − 2.5; a and b lose their own share of it.
		{Node{Method: KindMPI, Minus: true}, 17.5, []float64{0.25*10 - 0.25*100/20, 0.25*30 - 0.25*100/20, 10}},
	} {
		c.node.Code, c.node.Children = "I", leaves
		r := score(t, c.node, z)
		near(t, string(c.node.Method), r.Scores.Columns[0][0], c.score, 1e-12)
		m, err := r.Contributions("I")
		if err != nil {
			t.Fatal(err)
		}
		for k, want := range c.want {
			near(t, string(c.node.Method)+" of "+m.Names[k], m.Columns[k][0], want, 1e-12)
		}
	}
}

// TestCopelandInATree: the rule compares all units, and its parts are not known.
func TestCopelandInATree(t *testing.T) {
	root := Node{Code: "I", Method: CopelandRule, MinChildShare: 0.6, Children: []Node{{Code: "a", Weight: 1}, {Code: "b", Weight: 1}, {Code: "c", Weight: 1}}}
	z := table([]string{"a", "b", "c"}, []float64{3, 3, 1}, []float64{2, 2, 2}, []float64{1, 1, 3}, []float64{9, nan, nan})
	r := score(t, root, z)
	// The last unit wins each pair on a, but one child of three is too few for a score.
	if got := r.Scores.Columns[0]; !slices.Equal(got[:3], []float64{1, -1, -3}) || !math.IsNaN(got[3]) {
		t.Errorf("scores %v", got)
	}
	m, err := r.Contributions("I")
	if err != nil || !math.IsNaN(m.Columns[0][0]) {
		t.Errorf("parts of a Copeland score %v, %v", m.Columns, err)
	}
}
