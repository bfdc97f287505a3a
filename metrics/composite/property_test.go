// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// draw makes a hierarchy of three levels and scores for it, some missing.
func draw(t *rapid.T) (Node, *Matrix) {
	method := rapid.SampledFrom([]Method{AMean, GMean})
	weight := rapid.Float64Range(0.05, 1)
	root := Node{Code: "I", Method: method.Draw(t, "method"), Floor: 1}
	var names []string
	for g := range rapid.IntRange(1, 4).Draw(t, "groups") {
		group := Node{
			Code: fmt.Sprintf("G%d", g), Weight: weight.Draw(t, "w"), Method: method.Draw(t, "method"), Floor: 1,
			MinCoverage: rapid.SampledFrom([]float64{0, 0.6}).Draw(t, "gate"),
		}
		for k := range rapid.IntRange(1, 4).Draw(t, "leaves") {
			code := fmt.Sprintf("g%dx%d", g, k)
			names = append(names, code)
			group.Children = append(group.Children, Node{Code: code, Weight: weight.Draw(t, "w")})
		}
		root.Children = append(root.Children, group)
	}
	rows := make([][]float64, rapid.IntRange(1, 5).Draw(t, "units"))
	for i := range rows {
		for range names {
			v := float64(rapid.IntRange(-20, 100).Draw(t, "z"))
			if v < -10 {
				v = nan
			}
			rows[i] = append(rows[i], math.Max(v, 0)) // Max keeps NaN
		}
	}
	return root, table(names, rows...)
}

func scoreOf(t *rapid.T, root Node, z *Matrix) *Result {
	tr, err := NewTree(root)
	if err != nil {
		t.Fatal(err)
	}
	r, err := tr.Score(z)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func same(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9
}

func TestBoundsAndContributions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root, z := draw(t)
		r := scoreOf(t, root, z)
		for j, code := range r.Scores.Names {
			m, err := r.Contributions(code)
			if err != nil {
				t.Fatal(err)
			}
			for i := range z.Units {
				v, cov := r.Scores.Columns[j][i], r.Coverage.Columns[j][i]
				if !(cov >= 0 && cov <= 1) {
					t.Fatalf("coverage of %s = %v", code, cov)
				}
				if math.IsNaN(v) {
					continue
				}
				if cov == 0 || v < 0 || v > 100+1e-9 {
					t.Fatalf("%s = %v at coverage %v", code, v, cov)
				}
				sum := 0.0
				for k := range m.Names {
					if c, ok := m.At(i, k); ok {
						sum += c
						if c < 0 {
							t.Fatalf("contribution of %s to %s = %v", m.Names[k], code, c)
						}
					}
				}
				if !same(sum, v) {
					t.Fatalf("contributions to %s sum to %v, score %v", code, sum, v)
				}
			}
		}
	})
}

func TestGeometricIsNotAboveArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root, z := draw(t)
		for _, column := range z.Columns {
			for i := range column {
				column[i] = math.Max(1, column[i])
			}
		}
		visit(&root, func(n *Node) { n.Method = GMean })
		geo := scoreOf(t, root, z)
		visit(&root, func(n *Node) { n.Method = AMean })
		arith := scoreOf(t, root, z)
		for i := range z.Units {
			if geo.Scores.Columns[0][i] > arith.Scores.Columns[0][i]+1e-9 {
				t.Fatalf("geometric %v above arithmetic %v", geo.Scores.Columns[0][i], arith.Scores.Columns[0][i])
			}
		}
	})
}

func TestMonotonicInEveryIndicator(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root, raw := draw(t)
		posts := map[string]Goalposts{}
		for _, name := range raw.Names {
			posts[name] = Goalposts{
				Lower: 5, Upper: 90, Clip: true,
				Direction: rapid.SampledFrom([]Direction{Positive, Negative}).Draw(t, "direction"),
				Scale:     rapid.SampledFrom([]Scale{Linear, Log1p, Ln}).Draw(t, "scale"),
			}
		}
		indexOf := func() []float64 {
			z, err := Normalise(raw, posts)
			if err != nil {
				t.Fatal(err)
			}
			return scoreOf(t, root, z).Scores.Columns[0]
		}
		before := indexOf()
		j := rapid.IntRange(0, len(raw.Names)-1).Draw(t, "indicator")
		i := rapid.IntRange(0, len(raw.Units)-1).Draw(t, "unit")
		if _, ok := raw.At(i, j); !ok {
			t.Skip("missing")
		}
		raw.Columns[j][i] += rapid.Float64Range(0, 50).Draw(t, "more")
		after := indexOf()
		for u := range before {
			if u != i && !same(before[u], after[u]) {
				t.Fatalf("unit %d changed with unit %d", u, i)
			}
		}
		if math.IsNaN(before[i]) && math.IsNaN(after[i]) {
			return
		}
		if change := after[i] - before[i]; change*float64(posts[raw.Names[j]].Direction) < -1e-9 {
			t.Fatalf("more of %s (direction %+d) moved the index by %v", raw.Names[j], posts[raw.Names[j]].Direction, change)
		}
	})
}

func TestOrderAndScaleOfWeightsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root, z := draw(t)
		r := scoreOf(t, root, z)
		order := make([]int, len(z.Units))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		moved := NewMatrix(make([]string, len(z.Units)), z.Names)
		for i, o := range order {
			moved.Units[i] = z.Units[o]
			for j := range z.Names {
				moved.Columns[j][i] = z.Columns[j][o]
			}
		}
		slices.Reverse(moved.Names)
		slices.Reverse(moved.Columns)
		k := rapid.Float64Range(1e-6, 1e6).Draw(t, "scale")
		visit(&root, func(n *Node) {
			n.Weight *= k
			slices.Reverse(n.Children)
		})
		other := scoreOf(t, root, moved)
		for _, code := range r.Scores.Names {
			for i, o := range order {
				if !same(other.Scores.Column(code)[i], r.Scores.Column(code)[o]) ||
					!same(other.Coverage.Column(code)[i], r.Coverage.Column(code)[o]) {
					t.Fatalf("%s of %s depends on order or scale", code, moved.Units[i])
				}
			}
		}
	})
}

func TestSharesOfIndicatorsSumToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root, _ := draw(t)
		tr, err := NewTree(root)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, code := range tr.Leaves() {
			share, err := tr.Share(code)
			if err != nil {
				t.Fatal(err)
			}
			sum += share
		}
		if !same(sum, 1) {
			t.Fatalf("shares sum to %v", sum)
		}
	})
}

func TestRanksCountWhoIsBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
			if v := rapid.IntRange(0, 9).Draw(t, "v"); v > 0 {
				return float64(v)
			}
			return nan
		}), 0, 30).Draw(t, "scores")
		for i, rank := range Ranks(scores) {
			want := 0
			if !math.IsNaN(scores[i]) {
				want = 1
				for _, v := range scores {
					if v > scores[i] {
						want++
					}
				}
			}
			if rank != want {
				t.Fatalf("rank of %v = %d, want %d", scores[i], rank, want)
			}
		}
	})
}

func BenchmarkScore(b *testing.B) {
	root := maturity(GMean)
	var names []string
	for k := range root.Children {
		for n := range 7 {
			code := fmt.Sprintf("D%d.%d", k+1, n+1)
			names = append(names, code)
			root.Children[k].Children = append(root.Children[k].Children, Node{Code: code, Weight: 1})
		}
	}
	rows := make([][]float64, 1469)
	for i := range rows {
		for j := range names {
			rows[i] = append(rows[i], float64((i*31+j*17)%101))
		}
	}
	z, tr := table(names, rows...), tree(b, root)
	for b.Loop() {
		if _, err := tr.Score(z); err != nil {
			b.Fatal(err)
		}
	}
}
