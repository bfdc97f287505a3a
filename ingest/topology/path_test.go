// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestEncodeIsCompactSVG(t *testing.T) {
	got := encode([][]Point{{{10, 20}, {13, 18}, {12, 27}}, {{0, 0}, {-5, 0}, {-5, 5}}})
	if want := OutlinePath("M10 20l3-2-1 9zM0 0l-5 0 0 5z"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRingsUndoEncode(t *testing.T) {
	point := rapid.Custom(func(t *rapid.T) Point {
		v := rapid.IntRange(-60000, 60000)
		return Point{v.Draw(t, "x"), v.Draw(t, "y")}
	})
	rapid.Check(t, func(t *rapid.T) {
		rings := rapid.SliceOfN(rapid.SliceOfN(point, 3, 8), 1, 4).Draw(t, "rings")
		got, err := encode(rings).Rings()
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, rings) {
			t.Errorf("got %v, want %v", got, rings)
		}
	})
}

func TestPathTellsWhatItCannotRead(t *testing.T) {
	for _, p := range []OutlinePath{"L1 2l3 4 5 6z", "M1 2l3 4 5 6", "M1 2z", "M1 2l3 4z", "M1l3 4 5 6z", "M1 2l3 4 5z", "M1 2l3 x 5 6z", "M1 2h3 4 5 6z"} {
		if rings, err := p.Rings(); err == nil {
			t.Errorf("%s: read as %v, want an error", p, rings)
		}
		if _, err := p.Bounds(); err == nil {
			t.Errorf("%s: has bounds, want an error", p)
		}
	}
	if _, err := OutlinePath("").Bounds(); err == nil {
		t.Error("the empty path has bounds, want an error")
	}
}

func TestBoundsAndArea(t *testing.T) {
	// Anticlockwise on the screen with y down: a square of 10 with a hole of 2.
	p := OutlinePath("M0 0l0 10 10 0 0-10zM4 4l2 0 0 2-2 0z")
	if b, err := p.Bounds(); err != nil || b != (Box{0, 0, 10, 10}) {
		t.Errorf("bounds %v, %v", b, err)
	}
	if a, err := p.Area(); err != nil || a != 96 {
		t.Errorf("area %g, %v; want 96", a, err)
	}
}

func TestPolygonsFindTheirHoles(t *testing.T) {
	// A lake island within a lake within the mainland, and an island apart.
	p := OutlinePath("M40 0l0 5 5 0 0-5zM0 0l0 30 30 0 0-30zM5 5l20 0 0 20-20 0zM10 10l0 10 10 0 0-10zM12 12l3 0 0 3-3 0z")
	got, err := p.Polygons()
	if err != nil {
		t.Fatal(err)
	}
	var shape [][]float64
	for _, rings := range got {
		var areas []float64
		for _, r := range rings {
			areas = append(areas, signedArea(r))
		}
		shape = append(shape, areas)
	}
	if want := [][]float64{{900, -400}, {100, -9}, {25}}; !reflect.DeepEqual(shape, want) {
		t.Errorf("areas %v, want %v", shape, want)
	}
}

func TestLabelPointIsDeepInside(t *testing.T) {
	for name, c := range map[string]struct {
		path OutlinePath
		deep float64 // the best distance to the border
	}{
		"square":       {"M0 0l0 100 100 0 0-100z", 50},
		"L":            {"M0 0l0 100 100 0 0-20-80 0 0-80z", 11.7},
		"with a hole":  {"M0 0l0 100 100 0 0-100zM30 30l40 0 0 40-40 0z", 17.5},
		"thin":         {"M0 0l0 3 300 0 0-3z", 1},
		"far from 0,0": {"M5001 7003l0 40 40 0 0-40z", 20},
	} {
		polygons, err := c.path.Polygons()
		if err != nil {
			t.Fatal(err)
		}
		at := labelPoint(polygons[0])
		var s shape
		for _, r := range polygons[0] {
			for i, p := range r {
				q := r[(i+1)%len(r)]
				s.edges = append(s.edges, borderEdge{point{float64(p.X), float64(p.Y)}, point{float64(q.X), float64(q.Y)}})
			}
		}
		if d := -s.distance(point{float64(at.X), float64(at.Y)}); d < 0.95*c.deep {
			t.Errorf("%s: %v is %.1f from the border, want at least 95 %% of %.1f", name, at, d, c.deep)
		}
	}
}

func FuzzRings(f *testing.F) {
	f.Add("M10 20l3-2-1 9zM0 0l-5 0 0 5z")
	f.Add("M1 2l--3 4 5 6z")
	f.Fuzz(func(t *testing.T, s string) {
		rings, err := OutlinePath(s).Rings()
		if err != nil {
			return
		}
		again, err := encode(rings).Rings()
		if err != nil || !reflect.DeepEqual(again, rings) {
			t.Errorf("%q: %v became %v (%v)", s, rings, again, err)
		}
	})
}
