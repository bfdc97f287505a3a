// SPDX-License-Identifier: Apache-2.0

package spatial

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestHaversine(t *testing.T) {
	// One degree of a meridian is π·R/180; Kyiv to Lviv is some 468 km as the crow flies.
	near(t, "a degree", Haversine(50, 30, 51, 30), math.Pi*EarthRadius/180, 1e-9)
	near(t, "Kyiv to Lviv", Haversine(50.4501, 30.5234, 49.8397, 24.0297), 468, 2)
	near(t, "to the antipode", Haversine(0, 0, 0, 180), math.Pi*EarthRadius, 1e-9)
}

// TestNearestIsItsDefinition holds the tree against sorting all by great circle.
func TestNearestIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "n")
		lat, lon := make([]float64, n), make([]float64, n)
		for i := range n {
			lat[i], lon[i] = rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")
		}
		k := rapid.IntRange(1, n-1).Draw(t, "k")
		w, err := NearestK(lat, lon, k)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			var far []float64
			for j := range n {
				if j != i {
					far = append(far, Haversine(lat[i], lon[i], lat[j], lon[j]))
				}
			}
			slices.Sort(far)
			got := w.Of(i)
			if len(got) != k || slices.Contains(got, int32(i)) {
				t.Fatalf("unit %d has %v", i, got)
			}
			most := slices.MaxFunc(got, func(a, b int32) int {
				return cmp.Compare(Haversine(lat[i], lon[i], lat[a], lon[a]), Haversine(lat[i], lon[i], lat[b], lon[b]))
			})
			if d := Haversine(lat[i], lon[i], lat[most], lon[most]); d > far[k-1]+1e-3 {
				t.Fatalf("unit %d: the farthest taken is %v km away, the %d-th nearest %v", i, d, k, far[k-1])
			}
		}
	})
}

func TestContiguity(t *testing.T) {
	square := func(x, y float64) []Ring {
		return []Ring{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}}}
	}
	// Four squares round a point, and an island.
	units := [][]Ring{square(0, 0), square(1, 0), square(0, 1), square(1, 1), square(9, 9), nil}
	queen, err := FromRings(units, Queen)
	if err != nil {
		t.Fatal(err)
	}
	rook, err := FromRings(units, Rook)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(queen.Of(0), []int32{1, 2, 3}) || !slices.Equal(rook.Of(0), []int32{1, 2}) || len(queen.Of(4))+len(rook.Of(5)) > 0 {
		t.Errorf("queen %v, rook %v", queen, rook)
	}
	kept, places, isolates := rook.Keep(func(i int) bool { return i != 1 })
	// Without unit 2: 1–3–4 in a row, the island and the empty unit left out.
	if !slices.Equal(places, []int{0, 2, 3}) || isolates != 2 || !slices.Equal(kept.Of(1), []int32{0, 2}) || kept.Links() != 4 {
		t.Errorf("kept %v, places %v, isolates %d", kept, places, isolates)
	}
}

func TestKeepUntilAllHaveANeighbour(t *testing.T) {
	// One-sided: 2 has 1 alone, 1 has 0 alone; without 0 nobody stays.
	w := fromLists([][]int32{{1}, {0}, {1}})
	_, units, isolates := w.Keep(func(i int) bool { return i != 0 })
	if len(units) != 0 || isolates != 2 {
		t.Errorf("units %v, isolates %d", units, isolates)
	}
}

func TestMoranProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 25).Draw(t, "n")
		var pairs [][2]int
		for i := range n {
			pairs = append(pairs, [2]int{i, (i + 1) % n}) // a ring, so that nobody is alone
			if j := rapid.IntRange(0, n-1).Draw(t, "j"); j != i {
				pairs = append(pairs, [2]int{i, j})
			}
		}
		x := make([]float64, n)
		for i := range x {
			x[i] = float64(rapid.IntRange(0, 50).Draw(t, "x"))
		}
		x[0], x[1] = 1, 2
		measure := func(x []float64, pairs [][2]int) (Global, []Local) {
			w, err := FromPairs(n, pairs)
			if err != nil {
				t.Fatal(err)
			}
			g, err := Moran(ctx, x, w, Permutations{N: 19, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			l, err := LISA(ctx, x, w, Permutations{N: 19, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			return g, l
		}
		close64 := func(name string, got, want float64) {
			t.Helper()
			if !(math.Abs(got-want) <= 1e-9) {
				t.Fatalf("%s = %v, want %v", name, got, want)
			}
		}
		g, local := measure(x, pairs)
		sum := 0.0
		for _, l := range local {
			sum += l.I
			if l.P < 0.05-1e-12 || l.PTwoSided > 1 || l.Q < l.PTwoSided {
				t.Fatalf("local %+v", l)
			}
		}
		close64("mean of local I", sum/float64(n), g.I)
		if math.Abs(g.I) > 1.5 || *g.Variance < 0 {
			t.Fatalf("global %+v", g)
		}
		moved := slices.Clone(x)
		for i := range moved {
			moved[i] = -3*moved[i] + 7
		}
		h, _ := measure(moved, pairs)
		close64("I in another unit", h.I, g.I)
		close64("z in another unit", *h.Z, *g.Z)
		order := rapid.Permutation(seq(n)).Draw(t, "order")
		px, pp := make([]float64, n), slices.Clone(pairs)
		for i, v := range x {
			px[order[i]] = v
		}
		for k, p := range pairs {
			pp[k] = [2]int{order[p[0]], order[p[1]]}
		}
		h, _ = measure(px, pp)
		close64("I in another order", h.I, g.I)
		close64("variance in another order", *h.Variance, *g.Variance)
	})
}

func seq(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// BenchmarkLISA is 1,302 communities with five or six neighbours each.
func BenchmarkLISA(b *testing.B) {
	n := 1302
	lat, lon, x := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		lat[i], lon[i], x[i] = 44+float64(i*7919%8000)/1000, 22+float64(i*104729%18000)/1000, float64(i*37%1009)
	}
	w, err := NearestK(lat, lon, 6)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Moran(ctx, x, w, Permutations{N: 999, Seed: 1}); err != nil {
			b.Fatal(err)
		}
		if _, err := LISA(ctx, x, w, Permutations{N: 999, Seed: 1, Refine: 10}); err != nil {
			b.Fatal(err)
		}
	}
}
