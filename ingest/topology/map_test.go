// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

type segment struct{ a, b Point }

func (s segment) back() segment { return segment{s.b, s.a} }

// segments gives all directed edges of a path and fails on a ring that is degenerate.
func segments(t testing.TB, u Unit) []segment {
	t.Helper()
	rings, err := u.Path.Rings()
	if err != nil {
		t.Fatalf("%s: %v", u.Code, err)
	}
	if len(rings) == 0 {
		t.Errorf("%s has no ring", u.Code)
	}
	var out []segment
	for _, r := range rings {
		if signedArea(r) == 0 {
			t.Errorf("%s: ring %v has no area", u.Code, r)
		}
		for i, p := range r {
			q := r[(i+1)%len(r)]
			if p == q {
				t.Errorf("%s: point %v follows itself", u.Code, p)
			}
			out = append(out, segment{p, q})
		}
	}
	return out
}

func ofLevel(r Result, l Level) []Unit {
	var out []Unit
	for _, u := range r.Units {
		if u.Level == l {
			out = append(out, u)
		}
	}
	return out
}

func find(t testing.TB, r Result, code string) Unit {
	t.Helper()
	for _, u := range r.Units {
		if u.Code == code {
			return u
		}
	}
	t.Fatalf("no unit %s", code)
	return Unit{}
}

func area(t testing.TB, u Unit) float64 {
	t.Helper()
	a, err := u.Path.Area()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// checkMap checks what must hold for every compiled map. It returns the edges at which a hromada borders on nothing,
// neither another hromada nor the outside.
func checkMap(t testing.TB, r Result) []segment {
	t.Helper()
	used := map[Level]map[segment]bool{}
	for _, u := range r.Units {
		if used[u.Level] == nil {
			used[u.Level] = map[segment]bool{}
		}
		for _, s := range segments(t, u) {
			if used[u.Level][s] {
				t.Errorf("%s %s: edge %v is used twice in the same direction", u.Level, u.Code, s)
			}
			used[u.Level][s] = true
		}
		polygons, err := u.Path.Polygons()
		if err != nil {
			t.Fatal(err)
		}
		at := Point{u.LabelX, u.LabelY}
		if !within(polygons[0][0], at) || slices.ContainsFunc(polygons[0][1:], func(h []Point) bool { return within(h, at) }) {
			t.Errorf("%s: label point %v is not inside the largest part", u.Code, at)
		}
		b, err := u.Path.Bounds()
		if err != nil || b.MinX < 0 || b.MinY < 0 || b.MaxX > r.Width || b.MaxY > r.Height {
			t.Errorf("%s: bounds %v leave the grid %d × %d (%v)", u.Code, b, r.Width, r.Height, err)
		}
	}
	var open []segment
	for _, pair := range [][2]Level{{Oblast, Country}, {Raion, Oblast}, {Hromada, Raion}} {
		fine, coarse := used[pair[0]], used[pair[1]]
		for s := range fine {
			switch {
			case !fine[s.back()] && !used[Country][s] && pair[0] != Hromada:
				t.Errorf("%s edge %v has no neighbour and is not on the outline of the country", pair[0], s)
			case !fine[s.back()] && !used[Country][s]:
				open = append(open, s)
			case fine[s.back()] && used[Country][s]:
				t.Errorf("%s edge %v lies on the outline of the country and yet has a neighbour", pair[0], s)
			}
		}
		if pair[0] == Hromada {
			continue
		}
		for s := range coarse {
			if !fine[s] {
				t.Errorf("%s edge %v is not an edge of a %s", pair[1], s, pair[0])
			}
		}
	}
	all := map[segment]bool{}
	for _, l := range used {
		for s := range l {
			if !all[s.back()] {
				all[s] = true
			}
		}
	}
	checkPlanar(t, all)
	return open
}

// checkPlanar fails if two edges meet anywhere but at common end points.
func checkPlanar(t testing.TB, edges map[segment]bool) {
	t.Helper()
	const size = 64
	type tile struct{ x, y int }
	tiles := map[tile][]segment{}
	for s := range edges {
		for y := min(s.a.Y, s.b.Y) / size; y <= max(s.a.Y, s.b.Y)/size; y++ {
			for x := min(s.a.X, s.b.X) / size; x <= max(s.a.X, s.b.X)/size; x++ {
				tiles[tile{x, y}] = append(tiles[tile{x, y}], s)
			}
		}
	}
	for _, list := range tiles {
		for i, s := range list {
			for _, o := range list[i+1:] {
				if meet(s, o) {
					t.Errorf("edges %v and %v cross or touch", s, o)
				}
			}
		}
	}
}

// meet tells that two different edges share a point other than an end point of both.
func meet(s, o segment) bool {
	on := func(p Point, s segment) bool {
		return p != s.a && p != s.b && twice(s.a, s.b, p) == 0 &&
			min(s.a.X, s.b.X) <= p.X && p.X <= max(s.a.X, s.b.X) && min(s.a.Y, s.b.Y) <= p.Y && p.Y <= max(s.a.Y, s.b.Y)
	}
	if on(s.a, o) || on(s.b, o) || on(o.a, s) || on(o.b, s) {
		return true
	}
	sign := func(a, b, c Point) int { return cmp.Compare(twice(a, b, c), 0) }
	return sign(s.a, s.b, o.a)*sign(s.a, s.b, o.b) < 0 && sign(o.a, o.b, s.a)*sign(o.a, o.b, s.b) < 0
}

// lonLat places a plane of 100 × 100 units, y up, at 31°–32° E, 48°–49° N: a unit is about 0.74 km by 1.11 km.
func lonLat(x, y float64) string { return fmt.Sprintf("[%g,%g]", 31+x/100, 48+y/100) }

// ring is a closed GeoJSON ring of the given x, y, x, y, …
func ring(xy ...float64) string {
	var b []string
	for i := 0; i < len(xy); i += 2 {
		b = append(b, lonLat(xy[i], xy[i+1]))
	}
	return "[" + strings.Join(append(b, b[0]), ",") + "]"
}

func box(x1, y1, x2, y2 float64) string { return ring(x1, y1, x2, y1, x2, y2, x1, y2) }

func polygon(rings ...string) string {
	return `{"type":"Polygon","coordinates":[` + strings.Join(rings, ",") + `]}`
}

func multi(exteriors ...string) string {
	return `{"type":"MultiPolygon","coordinates":[[` + strings.Join(exteriors, "],[") + `]]}`
}

// item is one feature with its geometry as GeoJSON text.
func item(code, geometry string) string {
	n := map[int]string{4: "ADM1", 6: "ADM2", 9: "ADM3"}[len(code)]
	return fmt.Sprintf(`{"type":"Feature","properties":{"%s_PCODE":%q,"%[1]s_UA":"Назва","%[1]s_EN":"Name","AREA_SQKM":1},"geometry":%[3]s}`,
		n, code, geometry)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","name":"x","features":[` + strings.Join(features, ",") + `]}`
}

// small compiles hromadas of one raion in one oblast that covers the whole plane.
func small(t testing.TB, hromadas ...string) (Result, error) {
	t.Helper()
	whole := polygon(box(0, 0, 100, 100))
	return Compile(strings.NewReader(collection(hromadas...)), strings.NewReader(collection(item("UA1402", whole))),
		strings.NewReader(collection(item("UA14", whole))), Options{Width: 800})
}

func mustSmall(t testing.TB, hromadas ...string) Result {
	t.Helper()
	r, err := small(t, hromadas...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
