// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"fmt"
	"io"
	"slices"
)

// Level is the administrative level of a unit.
type Level string

// The levels, finest first.
const (
	Hromada Level = "hromada"
	Raion   Level = "raion"
	Oblast  Level = "oblast"
	Country Level = "country"
)

// Unit is one territory ready to draw.
type Unit struct {
	Level   Level
	Code    string // COD-AB p-code: UA + 2 digits per oblast, 4 per raion, 7 per hromada; "UA" for the country
	NameUK  string
	NameEN  string
	AreaKm2 float64 // AREA_SQKM as published, never measured on the drawing
	LabelX  int     // grid position inside the largest part, far from its border
	LabelY  int
	Path    OutlinePath
}

// Options tune Compile; a zero field takes the default.
type Options struct {
	Width    int     // grid units across the country, 64 … 60000; default 12000, about 0.11 km a unit
	GapKm    float64 // widest gap between neighbours taken for an error of simplification; default 3
	BlankKm2 float64 // a larger area farther than GapKm from all hromadas stays without hromada; default 25
	SpeckKm2 float64 // smaller holes and exclaves go to their neighbour, islands stay; default 1
	// A border loses the points whose triangle is smaller than this area, km², and than DetailPart of the smaller
	// unit beside it. Borders of raions and of oblasts have an area of their own, the same on the maps of all levels.
	DetailKm2       float64 // default 0.4
	RaionDetailKm2  float64 // default 0.5
	OblastDetailKm2 float64 // default 0.8
	DetailPart      float64 // default 0.01
	MinPoints       int     // every unit keeps so many border points; default 6
}

// Result is the compiled map.
type Result struct {
	DrawingPlane
	Units   []Unit // country, oblasts, raions, hromadas; within a level by code
	Missing []Unit // units without an area, as the two hromadas without a polygon: the path is empty
	Arcs    int    // stretches of border between two nodes
	Points  int    // distinct points of all borders
}

// Compile reads three COD-AB boundary files of the same edition and draws all units with shared borders.
// An error names the file and the feature at fault: not GeoJSON, an open ring, a coordinate that is no number or off
// the globe, a geometry that is no polygon, a code of the wrong length, given twice or without the unit above it.
func Compile(hromadas, raions, oblasts io.Reader, opt Options) (Result, error) {
	opt = opt.withDefaults()
	if opt.Width < 64 || opt.Width > 60000 {
		return Result{}, fmt.Errorf("width %d; choose 64 to 60000 grid units", opt.Width)
	}
	var in [3][]feature
	for i, file := range []struct {
		level Level
		r     io.Reader
	}{{Hromada, hromadas}, {Raion, raions}, {Oblast, oblasts}} {
		list, err := readFeatures(file.r, file.level)
		if err != nil {
			return Result{}, err
		}
		slices.SortFunc(list, func(a, b feature) int { return compareText(a.code, b.code) })
		in[i] = list
	}
	raionOf, err := parents(in[0], in[1], Hromada, Raion)
	if err != nil {
		return Result{}, err
	}
	oblastOf, err := parents(in[1], in[2], Raion, Oblast)
	if err != nil {
		return Result{}, err
	}
	grid, err := fitGrid(in[2], opt.Width)
	if err != nil {
		return Result{}, err
	}
	var shapes [3][]shape
	for i, list := range in {
		for _, f := range list {
			shapes[i] = append(shapes[i], newShape(grid, f.rings))
		}
	}
	l := newLand(grid, shapes[0], shapes[1], shapes[2], oblastOf, opt)
	lb := l.label()
	net := trace(lb, l)
	km2 := grid.UnitsPerKm * grid.UnitsPerKm
	upper := groups{len(in[0]), raionOf, oblastOf}
	net.simplify(grid, lb.sizes(), func(a borderArc) float64 {
		switch {
		case upper.oblast(a.left) != upper.oblast(a.right):
			return km2 * opt.OblastDetailKm2
		case upper.raion(a.left) != upper.raion(a.right):
			return km2 * opt.RaionDetailKm2
		}
		return km2 * opt.DetailKm2
	}, opt.DetailPart, opt.MinPoints)
	out := Result{DrawingPlane: grid, Arcs: len(net.arcs), Points: net.points()}
	return out, out.addUnits(net, in, upper)
}

func (o Options) withDefaults() Options {
	set := func(v *float64, d float64) {
		if *v == 0 {
			*v = d
		}
	}
	if o.Width == 0 {
		o.Width = 12000
	}
	if o.MinPoints == 0 {
		o.MinPoints = 6
	}
	set(&o.GapKm, 3)
	set(&o.BlankKm2, 25)
	set(&o.SpeckKm2, 1)
	set(&o.DetailKm2, 0.4)
	set(&o.RaionDetailKm2, 0.5)
	set(&o.OblastDetailKm2, 0.8)
	set(&o.DetailPart, 0.01)
	return o
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// parents gives for each feature the position of the unit above it.
func parents(list, above []feature, level, aboveLevel Level) ([]int, error) {
	at := map[string]int{}
	for i, f := range above {
		at[f.code] = i
	}
	out := make([]int, len(list))
	for i, f := range list {
		j, ok := at[f.parent]
		if !ok {
			return nil, fmt.Errorf("%s file: feature %s: the %s file has no %s; give files of the same edition",
				level, f.code, aboveLevel, f.parent)
		}
		out[i] = j
	}
	return out, nil
}

// sizes is the area of each unit in grid units².
func (lb labels) sizes() map[int32]float64 {
	out := map[int32]float64{}
	for _, u := range lb.cell {
		if u >= 0 {
			out[u] += cellUnits * cellUnits
		}
	}
	return out
}

// points counts the distinct points of all arcs.
func (net *network) points() int {
	used := map[int32]bool{}
	for _, a := range net.arcs {
		for _, p := range a.points {
			used[p] = true
		}
	}
	return len(used)
}

// groups tells to which raion and oblast a unit of the label grid belongs, −1 for outside.
type groups struct {
	hromadas          int
	raionOf, oblastOf []int // hromada → raion → oblast
}

func (g groups) hromada(u int32) int32 {
	if int(u) >= g.hromadas {
		return -1
	}
	return u
}

func (g groups) raion(u int32) int32 {
	switch {
	case u < 0:
		return -1
	case int(u) >= g.hromadas:
		return u - int32(g.hromadas)
	}
	return int32(g.raionOf[u])
}

func (g groups) oblast(u int32) int32 {
	if u < 0 {
		return -1
	}
	return int32(g.oblastOf[g.raion(u)])
}

func (g groups) country(u int32) int32 { return min(u, 0) }

// addUnits dissolves the network level by level.
func (r *Result) addUnits(net network, in [3][]feature, upper groups) error {
	country := feature{code: "UA", uk: "Україна", en: "Ukraine"}
	for _, f := range in[2] {
		country.areaKm2 += f.areaKm2
	}
	for _, lv := range []struct {
		level Level
		list  []feature
		group func(int32) int32
	}{
		{Country, []feature{country}, upper.country},
		{Oblast, in[2], upper.oblast},
		{Raion, in[1], upper.raion},
		{Hromada, in[0], upper.hromada},
	} {
		rings, err := net.dissolve(lv.group)
		if err != nil {
			return fmt.Errorf("draw %ss: %w", lv.level, err)
		}
		for i, f := range lv.list {
			u := Unit{Level: lv.level, Code: f.code, NameUK: f.uk, NameEN: f.en, AreaKm2: f.areaKm2}
			parts := polygons(rings[int32(i)])
			if len(parts) == 0 {
				r.Missing = append(r.Missing, u)
				continue
			}
			var flat [][]Point
			for _, p := range parts {
				flat = append(flat, p...)
			}
			at := labelPoint(parts[0])
			u.LabelX, u.LabelY, u.Path = at.X, at.Y, encode(flat)
			r.Units = append(r.Units, u)
		}
	}
	return nil
}
