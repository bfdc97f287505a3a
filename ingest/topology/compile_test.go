// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const a1, a2, a3 = "UA1402001", "UA1402003", "UA1402005"

// shareOf is the drawn area of a unit as a share of the country.
func shareOf(t *testing.T, r Result, code string) float64 {
	return area(t, find(t, r, code)) / area(t, find(t, r, "UA"))
}

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if math.Abs(got-want) > by {
		t.Errorf("%s: got %.4f, want %.4f ± %.4f", what, got, want, by)
	}
}

func closed(t *testing.T, r Result) {
	t.Helper()
	if open := checkMap(t, r); len(open) > 0 {
		t.Errorf("hromadas have open edges: %v", open)
	}
}

func TestGapAndOverlapBecomeOneBorderMidway(t *testing.T) {
	for name, x := range map[string][2]float64{"gap": {49, 51}, "overlap": {52, 48}, "touch": {50, 50}} {
		t.Run(name, func(t *testing.T) {
			r := mustSmall(t, item(a1, polygon(box(0, 0, x[0], 100))), item(a2, polygon(box(x[1], 0, 100, 100))))
			closed(t, r)
			near(t, "west", shareOf(t, r, a1), 0.5, 0.003)
			near(t, "east", shareOf(t, r, a2), 0.5, 0.003)
			if n := len(segments(t, find(t, r, a1))); n > 12 {
				t.Errorf("a rectangle is drawn with %d points", n)
			}
		})
	}
}

func TestJunctionOfThree(t *testing.T) {
	// The west has one long edge, the east two polygons whose corner misses it.
	r := mustSmall(t, item(a1, polygon(box(0, 0, 40, 100))),
		item(a2, polygon(ring(41, 50, 100, 50, 100, 100, 40.5, 100))), item(a3, polygon(ring(39, 0, 100, 0, 100, 51, 39, 51))))
	closed(t, r)
	if r.Arcs != 6 {
		t.Errorf("%d arcs, want 3 inside and 3 outside", r.Arcs)
	}
	near(t, "west", shareOf(t, r, a1), 0.4, 0.01)
}

func TestHole(t *testing.T) {
	// The hole that the surroundings leave for the town is not the town.
	r := mustSmall(t, item(a1, polygon(box(0, 0, 100, 100), ring(40, 40, 40, 61, 60, 60, 60, 40))),
		item(a2, polygon(ring(41, 40, 60, 39, 61, 60, 40, 60))))
	closed(t, r)
	around, err := find(t, r, a1).Path.Polygons()
	if err != nil {
		t.Fatal(err)
	}
	if len(around) != 1 || len(around[0]) != 2 {
		t.Fatalf("got %d polygons, want one with one hole", len(around))
	}
	near(t, "hole", -signedArea(around[0][1]), area(t, find(t, r, a2)), 0)
	near(t, "town", shareOf(t, r, a2), 0.04, 0.002)
}

func TestTownSwallowedByItsNeighbour(t *testing.T) {
	// The surroundings have lost the hole: the town must still be drawn.
	r := mustSmall(t, item(a1, polygon(box(0, 0, 100, 100))), item(a2, polygon(box(40, 40, 60, 60))))
	closed(t, r)
	near(t, "town", shareOf(t, r, a2), 0.04, 0.002)
}

func TestIslandAndExclave(t *testing.T) {
	oblast := multi(box(0, 0, 60, 100), box(80, 40, 100, 60))
	hromadas := collection(item(a1, multi(box(0, 0, 30, 100), box(80, 40, 100, 60), box(40, 40, 50, 50))),
		item(a2, polygon(box(30, 0, 60, 100), ring(40, 40, 40, 50, 50, 50, 50, 40))))
	r, err := Compile(strings.NewReader(hromadas), strings.NewReader(collection(item("UA1402", oblast))),
		strings.NewReader(collection(item("UA14", oblast))), Options{Width: 800})
	if err != nil {
		t.Fatal(err)
	}
	closed(t, r)
	for code, want := range map[string]int{a1: 3, a2: 1, "UA14": 2, "UA": 2} {
		p, err := find(t, r, code).Path.Polygons()
		if err != nil {
			t.Fatal(err)
		}
		if len(p) != want {
			t.Errorf("%s has %d parts, want %d", code, len(p), want)
		}
	}
}

func TestAreaWithoutHromadaStaysInRaionAndOblast(t *testing.T) {
	west, east := polygon(box(0, 0, 50, 100)), polygon(box(50.5, 0, 100, 100))
	r, err := Compile(
		strings.NewReader(collection(
			item("UA1402001", polygon(box(0, 0, 50, 100), box(20, 30, 40, 70))),
			item("UA0102001", polygon(box(50, 0, 100, 100))),
			item("UA0102003", `{"type":"GeometryCollection","geometries":[]}`))),
		strings.NewReader(collection(item("UA1402", west), item("UA0102", east))),
		strings.NewReader(collection(item("UA14", west), item("UA01", east))), Options{Width: 800})
	if err != nil {
		t.Fatal(err)
	}
	open := checkMap(t, r)
	if len(open) == 0 {
		t.Error("the blank area was filled")
	}
	for _, code := range []string{"UA", "UA14", "UA1402", "UA01"} {
		if rings, err := find(t, r, code).Path.Rings(); err != nil || len(rings) != 1 {
			t.Errorf("%s has %d rings (%v), want 1 without a hole", code, len(rings), err)
		}
	}
	near(t, "raion with a blank area", shareOf(t, r, "UA1402"), 0.5, 0.01)
	near(t, "hromada beside it", shareOf(t, r, "UA1402001"), 0.42, 0.01)
	if len(r.Missing) != 1 || r.Missing[0].Code != "UA0102003" || r.Missing[0].Path != "" {
		t.Errorf("missing: %v, want UA0102003 alone", r.Missing)
	}
}

func TestGapBetweenOblastsIsClosedWithoutABulge(t *testing.T) {
	west, east, islet := box(0, 0, 49.5, 100), box(50.5, 0, 100, 100), box(101.5, 50, 102.1, 50.9)
	r, err := Compile(
		strings.NewReader(collection(item("UA1402001", polygon(west)), item("UA0102001", multi(east, islet)))),
		strings.NewReader(collection(item("UA1402", polygon(west)), item("UA0102", multi(east, islet)))),
		strings.NewReader(collection(item("UA14", polygon(west)), item("UA01", multi(east, islet)))), Options{Width: 800})
	if err != nil {
		t.Fatal(err)
	}
	closed(t, r)
	country := find(t, r, "UA")
	p, err := country.Path.Polygons()
	if err != nil {
		t.Fatal(err)
	}
	if len(p) != 2 || len(p[0]) != 1 {
		t.Fatalf("the country has %d parts, the first of %d rings; want the mainland, without a hole, and an islet of 0.4 km²", len(p), len(p[0]))
	}
	// At 31.5° E the south and the north border run straight on.
	for _, q := range p[0][0] {
		_, north := r.Project(31.5, 49)
		_, south := r.Project(31.5, 48)
		if x, _ := r.Project(31.5, 48); math.Abs(float64(q.X)-x) < 50 && float64(q.Y) > north+4 && float64(q.Y) < south-4 ||
			float64(q.Y) < north-5 || float64(q.Y) > south+5 {
			t.Errorf("the outline bulges at %v; north %.0f, south %.0f", q, north, south)
		}
	}
}

func TestSmallUnitKeepsItsShape(t *testing.T) {
	// An L of about 15 km², far below what the country's detail would keep.
	r, err := Compile(strings.NewReader(collection(
		item(a1, polygon(box(0, 0, 100, 100), ring(50, 50, 50, 55, 52, 55, 52, 52, 55, 52, 55, 50))),
		item(a2, polygon(ring(50, 50, 55, 50, 55, 52, 52, 52, 52, 55, 50, 55))))),
		strings.NewReader(collection(item("UA1402", polygon(box(0, 0, 100, 100))))),
		strings.NewReader(collection(item("UA14", polygon(box(0, 0, 100, 100))))), Options{Width: 800, DetailKm2: 50})
	if err != nil {
		t.Fatal(err)
	}
	closed(t, r)
	if n := len(segments(t, find(t, r, a2))); n < 6 {
		t.Errorf("an L is drawn with %d points", n)
	}
	near(t, "area of the L", shareOf(t, r, a2), 0.0016, 0.0001)
}

// Any set of jittered, gapping and overlapping rectangles gives a planar map with closed borders.
func TestAnyJitterGivesPlanarMap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 4).Draw(rt, "n")
		jitter := rapid.Float64Range(-3, 3)
		var list []string
		size := 100 / float64(n)
		for i := range n {
			for j := range n {
				x, y := float64(i)*size, float64(j)*size
				var xy []float64
				for _, c := range [][2]float64{{0, 0}, {0.5, 0}, {1, 0}, {1, 1}, {0, 1}} {
					xy = append(xy, x+c[0]*size+jitter.Draw(rt, "dx"), y+c[1]*size+jitter.Draw(rt, "dy"))
				}
				list = append(list, item("UA14020"+string(rune('0'+i))+string(rune('0'+j)), polygon(ring(xy...))))
			}
		}
		r, err := small(t, list...)
		if err != nil {
			rt.Fatal(err)
		}
		if got := len(ofLevel(r, Hromada)); got != n*n {
			rt.Errorf("%d hromadas, want %d", got, n*n)
		}
		checkMap(t, r)
	})
}

func TestProjectionKeepsAreasAndDirections(t *testing.T) {
	g, err := fitGrid([]feature{{rings: [][]point{{{22, 44}, {40, 44}, {40, 52.5}, {22, 52.5}, {22, 44}}}}}, 12000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lon, lat float64 }{{22, 44}, {31, 48}, {39, 51}} {
		var r []Point
		for _, p := range []point{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
			for k := range 100 { // meridians are straight, parallels are not
				q := point{p.x, p.y}
				switch p {
				case point{0, 0}:
					q.x = float64(k) / 100
				case point{1, 1}:
					q.x = 1 - float64(k)/100
				default:
					if k > 0 {
						continue
					}
				}
				x, y := g.Project(c.lon+q.x, c.lat+q.y)
				r = append(r, Point{int(math.Round(1000 * x)), int(math.Round(1000 * y))})
			}
		}
		got := signedArea(r) / 1e6 / g.UnitsPerKm / g.UnitsPerKm
		if math.Abs(got/zoneKm2(c.lat)-1) > 1e-4 {
			t.Errorf("cell at %g° E %g° N: %.1f km², want %.1f", c.lon, c.lat, got, zoneKm2(c.lat))
		}
	}
	x1, y1 := g.Project(31.5, 48)
	x2, y2 := g.Project(31.5, 49)
	if x1 != x2 || y2 >= y1 {
		t.Errorf("north of (%g, %g) is (%g, %g), want straight up", x1, y1, x2, y2)
	}
	near(t, "km of a degree of latitude", (y1-y2)/g.UnitsPerKm, 111.2, 0.5)
}

// zoneKm2 integrates the area of 1° by 1° from its south edge: M(φ)·N(φ)·cos φ dφ dλ on the ellipsoid.
func zoneKm2(south float64) float64 {
	e2 := flattening * (2 - flattening)
	sum := 0.0
	const n = 1000
	for i := range n {
		lat := (south + (float64(i)+0.5)/n) * math.Pi / 180
		w := 1 - e2*math.Pow(math.Sin(lat), 2)
		sum += semiMajorKm * semiMajorKm * (1 - e2) / (w * w) * math.Cos(lat)
	}
	return sum / n * math.Pow(math.Pi/180, 2)
}
