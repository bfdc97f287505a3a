// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

var nan = math.NaN()

// maturity is the eight-dimension index with its expert weights.
func maturity(method Method) Node {
	root := Node{Code: "DMI", Method: method, Floor: 1}
	for k, w := range []float64{0.10, 0.12, 0.15, 0.12, 0.10, 0.18, 0.11, 0.12} {
		root.Children = append(root.Children, Node{Code: fmt.Sprintf("D%d", k+1), Weight: w})
	}
	return root
}

func tree(t testing.TB, root Node) *Tree {
	t.Helper()
	built, err := NewTree(root)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

// table makes a matrix of rows for the columns named.
func table(names []string, rows ...[]float64) *Matrix {
	units := make([]string, len(rows))
	for i := range rows {
		units[i] = fmt.Sprintf("u%d", i+1)
	}
	m := NewMatrix(units, names)
	for i, row := range rows {
		for j, v := range row {
			m.Columns[j][i] = v
		}
	}
	return m
}

func score(t testing.TB, root Node, z *Matrix) *Result {
	t.Helper()
	r, err := tree(t, root).Score(z)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(t testing.TB, name string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.12g, want %.12g (tolerance %g)", name, got, want, tol)
	}
}

func TestGoldenMaturity(t *testing.T) {
	z := table(tree(t, maturity(AMean)).Leaves(),
		[]float64{50, 40, 70, 45, 30, 55, 35, 60},
		[]float64{50, 40, 70, 45, nan, 55, 0, 60})
	geo, arith := score(t, maturity(GMean), z), score(t, maturity(AMean), z)
	near(t, "geometric", geo.Scores.Columns[0][0], 48.028326192, 1e-9)
	near(t, "arithmetic", arith.Scores.Columns[0][0], 49.65, 1e-9)
	near(t, "geometric, D5 missing, D7 = 0", geo.Scores.Columns[0][1], 32.770758251, 1e-9)
	near(t, "available weight", geo.Coverage.Columns[0][1], 0.90, 1e-9)
	if g := Grade(geo.Coverage.Columns[0][1]); g != "A" {
		t.Errorf("grade of a coverage of 0.90 = %s", g)
	}
	losses, err := geo.LossShares("DMI")
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{.0993, .1430, .0894, .1311, .1390, .1609, .1420, .0953} {
		near(t, "loss share of "+losses.Names[k], losses.Columns[k][0], want, 5e-5)
	}
	if !math.IsNaN(losses.Columns[4][1]) {
		t.Error("a missing dimension has a loss share")
	}
	basis, err := geo.Basis("DMI")
	if err != nil || basis[1] != "D1 D2 D3 D4 D6 D7 D8" {
		t.Errorf("basis = %q, %v", basis, err)
	}
}

func TestGoldenGoalposts(t *testing.T) {
	for _, c := range []struct {
		g       Goalposts
		x, want float64
	}{
		{Goalposts{40, 100, Positive, Linear, true}, 70, 50},
		{Goalposts{40, 100, Positive, Linear, true}, 10, 0},
		{Goalposts{40, 100, Positive, Linear, false}, 10, -50},
		{Goalposts{40, 100, Positive, Linear, true}, 130, 100},
		{Goalposts{0, 60, Negative, Linear, true}, 15, 75},
		{Goalposts{0, 60, Negative, Linear, true}, 90, 0},
		{Goalposts{0, 20, Positive, Log1p, true}, 20, 100},
		{Goalposts{0, 15, Positive, Log1p, true}, 3, 50}, // ln 4 / ln 16
		{Goalposts{0, 15, Negative, Log1p, true}, 3, 50},
		{Goalposts{0, 15, Positive, Log1p, true}, -5, 0},
		{Goalposts{100, 75000, Positive, Ln, true}, 11416, 71.56417799874457}, // income of Ukraine in the HDI of 2022
		{Goalposts{1, 100, Negative, Ln, true}, 10, 50},
		{Goalposts{1, 100, Positive, Ln, true}, -5, 0},
		{Ordinal(4), 3, 75},
		{Ordinal(3), 1, 100.0 / 3},
		{Binary(), 1, 100},
		{Binary(), 0, 0},
	} {
		got, err := c.g.Score(c.x)
		if err != nil {
			t.Error(err)
		}
		near(t, fmt.Sprintf("%v of %+v", c.x, c.g), got, c.want, 1e-12)
	}
}

func TestRanks(t *testing.T) {
	scores := []float64{5, 9, nan, 5, 1, 9}
	if got, want := Ranks(scores), []int{3, 1, 0, 3, 5, 1}; !slices.Equal(got, want) {
		t.Errorf("ranks = %v, want %v", got, want)
	}
	got, err := RanksWithin(scores, []string{"a", "b", "a", "a", "b", "a"})
	if want := []int{2, 1, 0, 2, 2, 1}; err != nil || !slices.Equal(got, want) {
		t.Errorf("ranks within = %v, want %v (%v)", got, want, err)
	}
	if _, err = RanksWithin(scores, nil); err == nil {
		t.Error("group names of the wrong length were taken")
	}
}

func TestGrades(t *testing.T) {
	// Sums as they come out of a computer, just under the bound.
	for coverage, want := range map[float64]string{
		1: "A", 0.1 + 0.1 + 0.7: "A", 0.89: "B", 0.75: "B", 0.74: "C", 0.6 - 1e-16: "C", 0.59: "D", 0: "D",
	} {
		if got := Grade(coverage); got != want {
			t.Errorf("grade of %v = %s, want %s", coverage, got, want)
		}
	}
	if Grade(nan) != "D" {
		t.Error("nothing applicable is not D")
	}
}

// nested has two groups, A of three indicators and B of two.
func nested() Node {
	return Node{Code: "I", Children: []Node{
		{Code: "A", Weight: 3, MinCoverage: 0.60, Children: []Node{
			{Code: "a1", Weight: 0.15}, {Code: "a2", Weight: 0.45}, {Code: "a3", Weight: 0.40},
		}},
		{Code: "B", Weight: 1, Children: []Node{{Code: "b1", Weight: 1}, {Code: "b2", Weight: 1}}},
	}}
}

func TestCoverageGate(t *testing.T) {
	z := table([]string{"a1", "a2", "a3", "b1", "b2"},
		[]float64{20, 60, nan, 10, 30}, // A: 0.15 + 0.45 = 0.60 is enough
		[]float64{20, nan, 50, 10, nan},
		[]float64{nan, nan, nan, nan, nan})
	r := score(t, nested(), z)
	near(t, "A at its bound", r.Scores.Column("A")[0], (0.15*20+0.45*60)/0.60, 1e-12)
	near(t, "I", r.Scores.Column("I")[0], 0.75*50+0.25*20, 1e-12)
	near(t, "coverage of I", r.Coverage.Column("I")[0], 0.75*0.60+0.25, 1e-12)
	if !math.IsNaN(r.Scores.Column("A")[1]) {
		t.Error("A below its coverage has a score")
	}
	near(t, "I rests on B alone", r.Scores.Column("I")[1], 10, 1e-12)
	near(t, "what is observed counts though A is missing", r.Coverage.Column("I")[1], 0.75*0.55+0.25*0.5, 1e-12)
	if !math.IsNaN(r.Scores.Column("I")[2]) || r.Coverage.Column("I")[2] != 0 {
		t.Error("a unit without data has a score or coverage")
	}
	share, err := tree(t, nested()).Share("a2")
	if err != nil || math.Abs(share-0.75*0.45) > 1e-12 {
		t.Errorf("share of a2 = %v, %v", share, err)
	}
}

func TestCoverageGateForgivesRounding(t *testing.T) {
	// 0.18 + 0.31 + 0.11 is 0.60 on paper and a little less in binary.
	root := Node{Code: "I", MinCoverage: 0.60, Children: []Node{
		{Code: "a", Weight: 0.4}, {Code: "b", Weight: 0.18}, {Code: "c", Weight: 0.31}, {Code: "d", Weight: 0.11},
	}}
	r := score(t, root, table([]string{"a", "b", "c", "d"}, []float64{nan, 50, 50, 50}))
	if r.Coverage.Columns[0][0] >= 0.60 {
		t.Fatal("the example no longer rounds down: find another")
	}
	near(t, "at its bound", r.Scores.Columns[0][0], 50, 1e-12)
}

func TestOtherGates(t *testing.T) {
	row := []float64{20, 60, 50, nan, nan}
	names := []string{"a1", "a2", "a3", "b1", "b2"}
	for name, gate := range map[string]func(*Node){
		"children": func(n *Node) { n.MinChildren = 2 },
		"share":    func(n *Node) { n.MinChildShare = 0.6 },
		"required": func(n *Node) { n.Require = []string{"B"} },
		"coverage": func(n *Node) { n.MinCoverage = 0.76 },
	} {
		root := nested()
		if r := score(t, root, table(names, row)); math.IsNaN(r.Scores.Columns[0][0]) {
			t.Fatal("missing without a gate")
		}
		gate(&root)
		r := score(t, root, table(names, row))
		if !math.IsNaN(r.Scores.Columns[0][0]) {
			t.Errorf("%s: the gate lets it pass", name)
		}
		if basis, _ := r.Basis("I"); basis[0] != "" {
			t.Errorf("%s: basis of a missing score = %q", name, basis[0])
		}
	}
}

// TestGatesLetPassWhatMeetsThem: what has just as much as is asked has a score.
func TestGatesLetPassWhatMeetsThem(t *testing.T) {
	row := []float64{20, 60, 50, nan, nan}
	for name, gate := range map[string]func(*Node){
		"children": func(n *Node) { n.MinChildren = 1 },
		"share":    func(n *Node) { n.MinChildShare = 0.5 },
		"required": func(n *Node) { n.Require = []string{"A"} },
	} {
		root := nested()
		gate(&root)
		if r := score(t, root, table([]string{"a1", "a2", "a3", "b1", "b2"}, row)); math.IsNaN(r.Scores.Columns[0][0]) {
			t.Errorf("%s: the gate holds it back", name)
		}
	}
}

func TestNotApplicableLeavesTheDenominator(t *testing.T) {
	z := table([]string{"a1", "a2", "a3", "b1", "b2"}, []float64{20, nan, 50, nan, nan})
	z.Exclude(0, 1)
	r := score(t, nested(), z)
	near(t, "coverage of A without a2", r.Coverage.Column("A")[0], 1, 1e-12)
	near(t, "A", r.Scores.Column("A")[0], (0.15*20+0.40*50)/0.55, 1e-12)
	z.Exclude(0, 3)
	z.Exclude(0, 4)
	r = score(t, nested(), z)
	if r.Scores.Applies(0, slices.Index(r.Scores.Names, "B")) {
		t.Error("B applies though none of its indicators does")
	}
	near(t, "coverage of I without B", r.Coverage.Column("I")[0], 1, 1e-12)
}

func TestContributionsByHand(t *testing.T) {
	z := table([]string{"a1", "a2", "a3", "b1", "b2"}, []float64{20, 60, nan, 10, 30})
	m, err := score(t, nested(), z).Contributions("I")
	if err != nil {
		t.Fatal(err)
	}
	for j, want := range []float64{0.75 * 0.25 * 20, 0.75 * 0.75 * 60, nan, 0.25 * 0.5 * 10, 0.25 * 0.5 * 30} {
		if got := m.Columns[j][0]; math.IsNaN(want) != math.IsNaN(got) || math.Abs(got-want) > 1e-12 {
			t.Errorf("contribution of %s = %v, want %v", m.Names[j], got, want)
		}
	}
	if m, err = score(t, nested(), z).Contributions("B"); err != nil || !slices.Equal(m.Names, []string{"b1", "b2"}) {
		t.Errorf("contributions to B: %v, %v", m.Names, err)
	}
}

func TestLeaveOneOut(t *testing.T) {
	root := nested()
	root.MinChildren = 2
	root.Require = []string{"B"}
	z := table([]string{"a1", "a2", "a3", "b1", "b2"},
		[]float64{10, 10, 10, 90, 90}, []float64{40, 40, 40, 0, 0}, []float64{nan, nan, nan, 1, 1})
	removals, err := tree(t, root).LeaveOneOut(z, []string{"B", "a1", "b1"})
	if err != nil {
		t.Fatal(err)
	}
	b := removals[0]
	near(t, "without B, only A", b.Scores[1], 40, 1e-12)
	// With B: 30 and 30, both first; without: 40 before 10.
	if !slices.Equal(b.Ranks, []int{2, 1, 0}) || b.MeanRankShift != 0.5 || b.Compared != 2 {
		t.Errorf("without B: %+v", b)
	}
	near(t, "without a1", removals[1].Scores[0], 30, 1e-12)
	smaller, err := tree(t, root).Drop("b1")
	if err != nil {
		t.Fatal(err)
	}
	if smaller, err = smaller.Drop("b2"); err != nil || slices.Contains(smaller.Codes(), "B") {
		t.Errorf("an emptied group stays: %v, %v", smaller.Codes(), err)
	}
}

func TestWithLeavesTheTreeAlone(t *testing.T) {
	first := tree(t, maturity(GMean))
	equal, err := first.With(func(n *Node) { n.Weight, n.Method = 1, AMean })
	if err != nil {
		t.Fatal(err)
	}
	z := table(first.Leaves(), []float64{50, 40, 70, 45, 30, 55, 35, 60})
	r, err := equal.Score(z)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "equal weights", r.Scores.Columns[0][0], 385.0/8, 1e-12)
	if share, err := first.Share("D6"); err != nil || math.Abs(share-0.18) > 1e-12 {
		t.Errorf("share of D6 = %v, %v", share, err)
	}
}

func TestRefusals(t *testing.T) {
	leaf := Node{Code: "x", Weight: 1}
	_, noCode := NewTree(Node{Children: []Node{leaf}})
	_, twice := NewTree(Node{Code: "I", Children: []Node{leaf, leaf}})
	_, bare := NewTree(leaf)
	_, many := NewTree(Node{
		Code: "I", Method: "median", Floor: -1, MinCoverage: 2, MinChildren: 3, Require: []string{"q"},
		Children: []Node{{Code: "x", Weight: 0}, {Code: "y", Weight: math.Inf(1)}},
	})
	one := tree(t, Node{Code: "I", Method: GMean, Children: []Node{leaf}})
	_, zero := one.Score(table([]string{"x"}, []float64{0}))
	_, column := one.Score(table([]string{"y"}, []float64{0}))
	_, infinite := one.Score(table([]string{"x"}, []float64{math.Inf(1)}))
	_, drop := one.Drop("q")
	_, last := one.Drop("x")
	_, root := one.Drop("I")
	_, posts := Normalise(table([]string{"x", "y"}, []float64{1, 1}), map[string]Goalposts{"y": {1, 1, 0, Linear, false}})
	_, logs := Normalise(table([]string{"x"}, []float64{-2}), map[string]Goalposts{"x": {0, 1, Positive, Log1p, false}})
	contradiction := table([]string{"x"}, []float64{1})
	contradiction.NotApplicable = [][]bool{{true}}
	for says, err := range map[string]error{
		"no code": noCode, "node x is there twice": twice, "no indicators": bare,
		"median": many, "floor -1": many, "coverage 2": many, "at least 3 of 2": many, "requires q": many, "weight +Inf": many,
		"u1: a geometric mean needs values above 0": zero, "indicator x has no column": column, "infinite value": infinite,
		`no node "q"`: drop, "nothing would be left": last, "root cannot": root,
		"indicator x has no goalposts": posts, "indicator y: goalposts 1": posts, "unit u1: value -2": logs,
		"does not apply":      contradiction.Check(),
		`unit "u" is there`:   NewMatrix([]string{"u", "u"}, nil).Check(),
		`column "c" is there`: NewMatrix(nil, []string{"c", "c"}).Check(),
		"1 names for 0":       (&Matrix{Names: []string{"c"}}).Check(),
		"0 values for 1":      (&Matrix{Units: []string{"u"}, Names: []string{"c"}, Columns: [][]float64{{}}}).Check(),
	} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v does not say %q", err, says)
		}
	}
}
