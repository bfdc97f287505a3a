// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// dimensions is the upper half of the maturity index: eight dimensions with their expert weights, a geometric mean with floor 1.
func dimensions() Node {
	root := Node{Code: "DMI", Weight: 1, Method: GMean, Floor: 1}
	for i, w := range []float64{0.10, 0.12, 0.15, 0.12, 0.10, 0.18, 0.11, 0.12} {
		root.Children = append(root.Children, Node{Code: "D" + string(rune('1'+i)), Weight: w})
	}
	return root
}

// TestGainsAreExact: raising D5 from 30 to 100 in the golden vector multiplies the index by (100/30)^0.10.
func TestGainsAreExact(t *testing.T) {
	tree, err := NewTree(dimensions())
	if err != nil {
		t.Fatal(err)
	}
	z := NewMatrix([]string{"a"}, tree.Leaves())
	for j, v := range []float64{50, 40, 70, 45, 30, 55, 35, 60} {
		z.Columns[j][0] = v
	}
	r, err := tree.Score(z)
	if err != nil {
		t.Fatal(err)
	}
	gains, err := r.Gains(z, "a")
	if err != nil || len(gains) != 8 {
		t.Fatalf("gains %v, error %v", gains, err)
	}
	const now = 48.028326192
	for _, g := range gains {
		want := map[string]float64{"D5": now * (math.Pow(100.0/30, 0.10) - 1), "D6": now * (math.Pow(100.0/55, 0.18) - 1)}[g.Code]
		if want != 0 && math.Abs(g.Points-want) > 1e-8 {
			t.Errorf("gain of %s = %v, want %v", g.Code, g.Points, want)
		}
	}
	if gains[0].Code != "D5" {
		t.Errorf("the largest gain is that of %s, want D5", gains[0].Code)
	}
}

// TestLeastLeaves: a group with too few indicators observed has no score, whatever their weight.
func TestLeastLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := dimensions()
		root.MinLeaves = rapid.IntRange(1, 8).Draw(t, "least")
		tree, err := NewTree(root)
		if err != nil {
			t.Fatal(err)
		}
		z := NewMatrix([]string{"a"}, tree.Leaves())
		seen := 0
		for j := range z.Names {
			if rapid.Bool().Draw(t, "seen") {
				z.Columns[j][0] = 50
				seen++
			}
		}
		r, err := tree.Score(z)
		if err != nil {
			t.Fatal(err)
		}
		if v, ok := r.Scores.At(0, 0); ok != (seen >= root.MinLeaves) || ok && math.Abs(v-50) > 1e-9 {
			t.Fatalf("%d of 8 seen, at least %d wanted: score %v, %v", seen, root.MinLeaves, v, ok)
		}
	})
}

// TestLeastLeavesCountNoGroups: a group that is known whole is no indicator more.
func TestLeastLeavesCountNoGroups(t *testing.T) {
	tree, err := NewTree(Node{Code: "all", MinLeaves: 2, Children: []Node{
		{Code: "A", Weight: 1, Children: []Node{{Code: "a", Weight: 1}}},
		{Code: "B", Weight: 1, Children: []Node{{Code: "b", Weight: 1}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	z := NewMatrix([]string{"one", "two"}, tree.Leaves())
	z.Columns[0][0], z.Columns[0][1], z.Columns[1][1] = 50, 50, 50
	r, err := tree.Score(z)
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := r.Scores.At(0, 0); ok {
		t.Errorf("one indicator of two wanted gives %v", v)
	}
	if v, ok := r.Scores.At(1, 0); !ok || v != 50 {
		t.Errorf("two indicators give %v, %v", v, ok)
	}
}
