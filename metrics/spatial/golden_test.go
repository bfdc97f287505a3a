// SPDX-License-Identifier: Apache-2.0

package spatial

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
)

var ctx = context.Background()

func near(t *testing.T, name string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.15g, want %.15g", name, got, want)
	}
}

func chain(n int) Neighbours {
	var pairs [][2]int
	for i := range n - 1 {
		pairs = append(pairs, [2]int{i, i + 1})
	}
	w, _ := FromPairs(n, pairs)
	return w
}

func TestGoldenChain(t *testing.T) {
	g, err := Moran(ctx, []float64{20, 30, 40, 60, 90}, chain(5), Permutations{N: 999, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "I", g.I, 0.506493506494, 1e-9)
	near(t, "E", g.Expected, -0.25, 1e-12)
	if g.N != 5 || g.Z == nil || *g.Z < 1 {
		t.Errorf("%+v", g)
	}
}

// The ten points of M. J. de Smith, M. F. Goodchild and P. A. Longley, Geospatial
// Analysis, as the libraries of PySAL ship them (desmith). I, its variance and z
// under randomisation and the quadrants are those that esda 2.9.0 gives; its local
// I are over n−1 where ours are over n.
func TestDeSmith(t *testing.T) {
	z := []float64{2.24, 3.1, 4.55, -5.15, -4.39, 0.46, 5.54, 9.02, -2.09, -3.06}
	w, err := FromPairs(10, [][2]int{{0, 1}, {0, 3}, {1, 4}, {2, 3}, {2, 6}, {3, 4}, {3, 7}, {4, 5}, {4, 8}, {5, 9}, {6, 7}, {7, 8}, {8, 9}})
	if err != nil {
		t.Fatal(err)
	}
	p := Permutations{N: 9999, Seed: 1}
	g, err := Moran(ctx, z, w, p)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "I", g.I, 0.07361243111060224, 1e-12)
	near(t, "variance", *g.Variance, 0.06296699883493342, 1e-12)
	near(t, "z", *g.Z, 0.7361490412723061, 1e-12)
	near(t, "p", g.P, 0.2316, 0.015)
	local, err := LISA(ctx, z, w, p)
	if err != nil {
		t.Fatal(err)
	}
	is := []float64{-0.12676975, -0.22156158, -0.14834898, -0.57522648, 0.53438899, 0.1356457, 1.32386998, -0.64604783, 0.07890425, 0.38127001}
	// The smaller tail over all ways to draw a unit's neighbours from the nine others, itself counted.
	ps := []float64{10. / 36, 11. / 36, 18. / 36, 32. / 126, 9. / 126, 3. / 36, 1. / 36, 32. / 84, 30. / 84, 9. / 36}
	again, err := LISA(ctx, z, w, Permutations{N: 999, Seed: 1, Refine: 10})
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range again {
		if promising := ps[i] < 0.04; (l.Draws == 9990) != promising || l.Draws != 9990 && l.Draws != 999 {
			t.Errorf("unit %d of p %v: %d draws", i+1, ps[i], l.Draws)
		}
		near(t, "refined p", l.P, ps[i], 0.05)
	}
	near(t, "refined p of the hot spot", again[6].P, ps[6], 0.006)
	for i, q := range []string{"HL", "HL", "HL", "LH", "LL", "LL", "HH", "HL", "LL", "LL"} {
		near(t, "local I", local[i].I, is[i], 1e-8)
		near(t, "local p", local[i].P, ps[i], 0.015)
		if local[i].Quadrant != q {
			t.Errorf("unit %d: %s, want %s", i+1, local[i].Quadrant, q)
		}
	}
}

// TestPermutationsReachTheTruth holds 99,999 permutations against all 720 arrangements
// of six values.
func TestPermutationsReachTheTruth(t *testing.T) {
	x := []float64{1, 2, 4, 7, 11, 16}
	w := chain(6)
	z, squares, err := w.centred(x)
	if err != nil {
		t.Fatal(err)
	}
	seen := w.product(z) / squares
	above, all, sum, square := 0.0, 0.0, 0.0, 0.0
	var walk func(k int)
	walk = func(k int) {
		if k == len(z) {
			v := w.product(z) / squares
			if all++; v >= seen-tolerance {
				above++
			}
			sum, square = sum+v, square+v*v
			return
		}
		for i := k; i < len(z); i++ {
			z[k], z[i] = z[i], z[k]
			walk(k + 1)
			z[k], z[i] = z[i], z[k]
		}
	}
	walk(0)
	g, err := Moran(ctx, x, w, Permutations{N: 99_999, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "p", g.P, above/all, 0.003)
	near(t, "expected", g.Expected, sum/all, 1e-12)
	near(t, "variance", *g.Variance, square/all-sum/all*sum/all, 1e-12)
}

// TestConditionalIsHypergeometric: with one neighbour, the share of draws at or
// above it is known by counting.
func TestConditionalIsHypergeometric(t *testing.T) {
	w, err := FromPairs(6, [][2]int{{0, 1}, {2, 3}, {4, 5}})
	if err != nil {
		t.Fatal(err)
	}
	local, err := LISA(ctx, []float64{1, 2, 3, 4, 5, 6}, w, Permutations{N: 99_999, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	// Unit 1 has neighbour 2 of the others 2 … 6: one of five is at or below.
	near(t, "unit 1", local[0].P, 0.2, 0.005)
	// Unit 6 has neighbour 5 of the others 1 … 5: one of five is at or above.
	near(t, "unit 6", local[5].P, 0.2, 0.005)
	// Unit 3 has neighbour 4 of 1, 2, 4, 5, 6: three of five at or above, three at or below.
	near(t, "unit 3", local[2].P, 0.6, 0.005)
	near(t, "two-sided", local[2].PTwoSided, 1, 0)
}

func TestSeedsAndCores(t *testing.T) {
	x := make([]float64, 60)
	for i := range x {
		x[i] = float64(i * 37 % 61)
	}
	a, err := LISA(ctx, x, chain(60), Permutations{N: 99, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := LISA(ctx, x, chain(60), Permutations{N: 99, Seed: 5})
	c, _ := LISA(ctx, x, chain(60), Permutations{N: 99, Seed: 6})
	if !slices.Equal(a, b) || slices.Equal(a, c) {
		t.Error("the seed does not decide")
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := LISA(stopped, x, chain(60), Permutations{N: 99, Seed: 5}); !errors.Is(err, context.Canceled) {
		t.Error("stopped:", err)
	}
}

func TestClustersOfAGrid(t *testing.T) {
	// A hot corner in a flat grid of 20 × 20 with noise: the corner is HH, the far field mostly nothing.
	const side = 20
	var pairs [][2]int
	x := make([]float64, side*side)
	for r := range side {
		for c := range side {
			i := r*side + c
			x[i] = float64((i*7919)%97) / 97
			if r < 5 && c < 5 {
				x[i] += 5
			}
			if c+1 < side {
				pairs = append(pairs, [2]int{i, i + 1})
			}
			if r+1 < side {
				pairs = append(pairs, [2]int{i, i + side})
			}
		}
	}
	w, _ := FromPairs(len(x), pairs)
	local, err := LISA(ctx, x, w, Permutations{N: 9999, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	hot, elsewhere := 0, 0
	for i, l := range local {
		if i/side < 5 && i%side < 5 && l.Cluster == "HH" {
			hot++
		} else if l.Cluster == "HH" {
			elsewhere++
		}
	}
	if hot < 20 || elsewhere > 0 {
		t.Errorf("%d of 25 hot units found, %d elsewhere", hot, elsewhere)
	}
}

func TestRefusals(t *testing.T) {
	nan := math.NaN()
	w := chain(3)
	p := Permutations{N: 99, Seed: 1}
	alone, _ := FromPairs(3, [][2]int{{0, 1}})
	for name, err := range map[string]error{
		"missing": moranOf([]float64{1, nan, 3}, w, p), "infinite": moranOf([]float64{1, math.Inf(1), 3}, w, p),
		"length": moranOf([]float64{1, 2}, w, p), "isolate": moranOf([]float64{1, 2, 3}, alone, p), "few": moranOf([]float64{1, 2, 3}, w, Permutations{N: 3, Seed: 1}),
		"beside itself": second(FromPairs(2, [][2]int{{1, 1}})), "no such place": second(FromPairs(2, [][2]int{{0, 2}})),
		"k": second(NearestK([]float64{1, 2}, []float64{1, 2}, 2)), "latitude": second(NearestK([]float64{1, 91}, []float64{1, 2}, 1)),
		"longitude": second(NearestK([]float64{1, 2}, []float64{1, nan}, 1)), "point": second(FromRings([][]Ring{{{{nan, 1}}}}, Queen)),
	} {
		if err == nil || errors.Is(err, ErrUndefined) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var r *RowError
	if err := moranOf([]float64{1, 2, 3}, alone, p); !errors.As(err, &r) || !slices.Equal(r.Rows, []int{2}) {
		t.Errorf("isolate: %v", err)
	}
	if err := moranOf([]float64{2, 2, 2}, w, p); !errors.Is(err, ErrUndefined) {
		t.Errorf("equal values: %v", err)
	}
}

func moranOf(x []float64, w Neighbours, p Permutations) error {
	_, err := Moran(ctx, x, w, p)
	return err
}

func second[T any](_ T, err error) error { return err }
