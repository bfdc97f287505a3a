// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestReplicatesAreTheTree: the compiled scorer gives, for any choice, what scoring the changed tree gives.
func TestReplicatesAreTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root, z := draw(t)
		share := rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "share")
		gated := rapid.Bool().Draw(t, "gated")
		if rapid.Bool().Draw(t, "not applicable") {
			for j := range z.Columns {
				if i := rapid.IntRange(0, 2*len(z.Units)).Draw(t, "excluded"); i < len(z.Units) {
					z.Exclude(i, j)
				}
			}
		}
		visit(&root, func(n *Node) {
			anyMethod(t, n)
			n.MinCoverage = 0
			if len(n.Children) > 0 && gated {
				n.MinCoverage = rapid.SampledFrom([]float64{0, 0.4, 0.7}).Draw(t, "coverage")
				n.MinChildren = rapid.IntRange(0, len(n.Children)).Draw(t, "children")
				n.MinLeaves = rapid.IntRange(0, n.leaves()).Draw(t, "leaves")
				if rapid.Bool().Draw(t, "requires") {
					n.Require = []string{rapid.SampledFrom(n.Children).Draw(t, "required").Code}
				}
			}
			n.declared = n.Weight
			if n.MinChildShare = share; rapid.IntRange(0, 5).Draw(t, "copeland") == 0 && len(n.Children) > 0 && n.Code == "I" {
				n.Method = CopelandRule
			}
		})
		for _, c := range z.Columns {
			for i, v := range c {
				c[i] = 200 + v
			}
		}
		tr, err := NewTree(root)
		if err != nil {
			t.Fatal(err)
		}
		p := newPlan(tr, [][]int{allOf(len(z.Units))}, len(z.Units), 0)
		p.rootOnly = rapid.Bool().Draw(t, "root only")
		if err := p.add("z", z, nil, nil); err != nil {
			t.Fatal(err)
		}
		p.rules = []Rule{{Mean{Kind: KindGMean}}, {Mean{Kind: KindHMean}}}
		if err := p.prepare(); err != nil {
			t.Fatal(err)
		}
		work, c := p.scratch(), p.nominal()
		for range 4 { // the same memory again and again
			c.rule = rapid.IntRange(-1, 1).Draw(t, "rule")
			c.reweighed, c.leavesToo = rapid.Bool().Draw(t, "reweighed"), rapid.Bool().Draw(t, "leaves too")
			for at, n := range tr.nodes {
				if c.weights[at] = n.Weight; c.reweighed && (c.leavesToo || len(n.children) > 0) {
					c.weights[at] = rapid.Float64Range(0.1, 2).Draw(t, "w")
				}
			}
			clear(c.off)
			other, err := tr.With(func(n *Node) {
				at := tr.index[n.Code]
				if n.Weight = c.weights[at]; c.rule >= 0 && (at == 0 || !p.rootOnly) {
					p.rules[c.rule].method(n, 0)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if code := rapid.SampledFrom(append(tr.Codes()[1:], "")).Draw(t, "drop"); code != "" {
				c.off[tr.index[code]] = true
				if other, err = other.Drop(code); err != nil {
					if _, err := work.score(&c); err != errNothingLeft {
						t.Fatalf("without all: %v", err)
					}
					continue
				}
			}
			want, err := other.Score(z)
			if err != nil {
				t.Fatal(err)
			}
			got, err := work.score(&c)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range want.Scores.Columns[0] {
				there := got.p == nil || got.p[i] == 1
				if there == math.IsNaN(v) || there && math.Abs(got.v[i]-v) > 1e-9*(1+math.Abs(v)) {
					t.Fatalf("unit %d: %v (%v), the tree gives %v", i, got.v[i], there, v)
				}
			}
		}
	})
}

// TestSorterRanks: sorting bits ranks as comparing does.
func TestSorterRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOfN(rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, -1, nan, 5e-324, -5e-324})), 0, 40).Draw(t, "scores")
		c := compiled(scores)
		got := make([]int32, len(scores))
		var s sorter
		s.rank(c.v, c.p, allOf(len(scores)), got)
		for i, want := range levelRanks(scores) {
			if int(got[i]) != want {
				t.Fatalf("ranks %v of %v, want %v", got, scores, levelRanks(scores))
			}
		}
	})
}

// TestSettle: rounding noise ties, a difference in the tenth digit does not.
func TestSettle(t *testing.T) {
	noisy := []float64{50, 50.00000000000001, 49.99999999999999, 50.00000001, -3, math.Nextafter(-3, 0), 0}
	if got := levelRanks(noisy); !slices.Equal(got, []int{2, 2, 2, 1, 6, 6, 5}) {
		t.Errorf("ranks %v", got)
	}
	// wherever a pair of noisy scores lies, nothing between them makes a rank
	for v := 46.592647428; v < 46.592647429; v += 1e-13 {
		if got := levelRanks([]float64{v, math.Nextafter(v, 0), v + 1e-13}); !slices.Equal(got, []int{1, 1, 1}) {
			t.Fatalf("%v: ranks %v", v, got)
		}
	}
}

// TestGammaHasItsMoments: mean and variance of the gamma law are its shape, to within five standard errors.
func TestGammaHasItsMoments(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, shape := range []float64{0.3, 1, 6.25, 50} {
		const n = 200_000
		sum, squares := 0.0, 0.0
		for range n {
			g := gamma(random, shape)
			sum += g
			squares += (g - shape) * (g - shape)
		}
		if se := math.Sqrt(shape / n); math.Abs(sum/n-shape) > 5*se {
			t.Errorf("shape %v: mean %v", shape, sum/n)
		}
		// The fourth central moment of the law is 3k² + 6k.
		if se := math.Sqrt((2*shape*shape + 6*shape) / n); math.Abs(squares/n-shape) > 5*se {
			t.Errorf("shape %v: variance %v", shape, squares/n)
		}
	}
}

// TestSobolOfIshigami: sin x + 7 sin² y + 0.1 z⁴ sin x on (−π, π)³ has known indices (Ishigami, Homma 1990; Saltelli et al.,
// Global Sensitivity Analysis: The Primer, 2008, p. 179).
func TestSobolOfIshigami(t *testing.T) {
	f := func(u []float64) float64 {
		x, y, z := math.Pi*(2*u[0]-1), math.Pi*(2*u[1]-1), math.Pi*(2*u[2]-1)
		return math.Sin(x) + 7*math.Sin(y)*math.Sin(y) + 0.1*z*z*z*z*math.Sin(x)
	}
	const n = 20_000
	random := rand.New(rand.NewPCG(3, 4))
	a, b, mixed := make([]float64, n), make([]float64, n), [][]float64{make([]float64, n), make([]float64, n), make([]float64, n)}
	for i := range n {
		u, v := []float64{random.Float64(), random.Float64(), random.Float64()}, []float64{random.Float64(), random.Float64(), random.Float64()}
		a[i], b[i] = f(u), f(v)
		for k := range mixed {
			m := slices.Clone(u)
			m[k] = v[k]
			mixed[k][i] = f(m)
		}
	}
	for k, s := range SobolIndices(a, b, mixed, 1) {
		first, total := []float64{0.3139, 0.4424, 0}[k], []float64{0.5576, 0.4424, 0.2437}[k]
		near(t, fmt.Sprint("first order of ", k), s.First, first, 0.03)
		near(t, fmt.Sprint("total order of ", k), s.Total, total, 0.03)
		if !(s.Low <= s.First && s.First <= s.High && s.TotalLow <= s.Total && s.Total <= s.TotalHigh) || s.High-s.Low > 0.1 {
			t.Errorf("intervals %+v", s)
		}
	}
	flat := make([]float64, 10)
	if s := SobolIndices(flat, flat, [][]float64{flat}, 1)[0]; !math.IsNaN(s.First) || !math.IsNaN(s.Total) {
		t.Errorf("an outcome that does not vary has indices %+v", s)
	}
}

func byCode(a, b LeftOut) int { return cmp.Compare(a.Code, b.Code) }
