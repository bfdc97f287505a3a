package main

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"

	"osnova/metrics/frame"
	"osnova/metrics/spatial"
)

// nearby are the units that have a value and a neighbour.
type nearby struct {
	weights  spatial.Neighbours
	rows     []int // of the table, a row a unit
	isolates int   // units with a value and no neighbour
}

// neighbours finds who neighbours whom among the units with a value; nil when the command line asks for nothing spatial.
func (a *app) neighbours(t *unitTable, f inequalityFlags) (*nearby, error) {
	values := t.numbers[f.value]
	if f.nearest > 0 {
		return a.nearest(t, f)
	}
	if f.neighbours == "" {
		return nil, nil
	}
	place := map[string]int{}
	var nameless, twice []int
	for i, name := range t.names {
		if _, known := place[name]; known {
			twice = append(twice, i)
		} else if name == "" {
			nameless = append(nameless, i)
		} else {
			place[name] = i
		}
	}
	if err := errors.Join(t.cells(f.unit, nameless, "is no name of a unit"), t.cells(f.unit, twice, "names a unit that is there already")); err != nil {
		return nil, a.refuse(t.file, err)
	}
	pairs, err := a.frame("neighbours", f.neighbours)
	if err != nil {
		return nil, err
	}
	one, err1 := pairs.Text("unit")
	two, err2 := pairs.Text("neighbour")
	if err := errors.Join(err1, err2); err != nil {
		return nil, a.refuse(pairs.File, err)
	}
	var faults []error
	var list [][2]int
	for i := range one {
		var pair [2]int
		known := true
		for k, name := range []string{one[i], two[i]} {
			var ok bool
			if pair[k], ok = place[name]; !ok {
				known = false
				column := []string{"unit", "neighbour"}[k]
				faults = append(faults, &frame.CellError{File: pairs.File, Line: pairs.Line(i), Column: column, Value: name, Reason: "names no unit of " + t.file})
			}
		}
		if known && pair[0] == pair[1] {
			known = false
			faults = append(faults, &frame.CellError{File: pairs.File, Line: pairs.Line(i), Column: "neighbour", Value: two[i], Reason: "is the unit itself"})
		}
		if known {
			list = append(list, pair)
		}
	}
	if len(faults) > mostFaults {
		faults = append(faults[:mostFaults], errors.New("and "+strconv.Itoa(len(faults)-mostFaults)+" more such cells"))
	}
	if faults != nil {
		return nil, a.refuse(pairs.File, errors.Join(faults...))
	}
	all, err := spatial.FromPairs(len(values), list)
	if err != nil {
		return nil, a.refuse(pairs.File, err)
	}
	near := &nearby{}
	near.weights, near.rows, near.isolates = all.Keep(func(i int) bool { return !math.IsNaN(values[i]) })
	return near, nil
}

// nearest makes the nearest of the units with value and place neighbours.
func (a *app) nearest(t *unitTable, f inequalityFlags) (*nearby, error) {
	near := &nearby{}
	var lat, lon []float64
	for i, v := range t.numbers[f.value] {
		if p, l := t.numbers[f.lat][i], t.numbers[f.lon][i]; !math.IsNaN(v) && !math.IsNaN(p) && !math.IsNaN(l) {
			near.rows, lat, lon = append(near.rows, i), append(lat, p), append(lon, l)
		}
	}
	var err error
	if near.weights, err = spatial.NearestK(lat, lon, f.nearest); err != nil {
		var units *spatial.RowError
		if errors.As(err, &units) {
			for k, u := range units.Rows {
				units.Rows[k] = near.rows[u]
			}
		}
		return nil, t.refuse(context.Background(), a, f, err)
	}
	return near, nil
}

// spatial adds Moran's I to the measures and, if asked for, makes the file of local clusters.
func (a *app) spatial(ctx context.Context, t *unitTable, f inequalityFlags, near *nearby, w *frame.Writer, files map[string][]byte) error {
	values := make([]float64, len(near.rows))
	for i, r := range near.rows {
		values[i] = t.numbers[f.value][r]
	}
	p := spatial.Permutations{N: f.permutations, Seed: f.seed, Refine: refine}
	var g *spatial.Global
	one, err := spatial.Moran(ctx, values, near.weights, p)
	if err == nil {
		g = &one
	} else if !errors.Is(err, spatial.ErrUndefined) {
		return t.refuse(ctx, a, f, err)
	}
	add := func(measure string, of func(*spatial.Global) *float64) {
		var v *float64
		if g != nil {
			v = of(g)
		}
		w.Row(measure, "none", "", "", v, noInterval, noInterval, len(values), t.rows-len(values))
	}
	add("moran_i", func(g *spatial.Global) *float64 { return &g.I })
	add("moran_expected", func(g *spatial.Global) *float64 { return &g.Expected })
	add("moran_variance", func(g *spatial.Global) *float64 { return g.Variance })
	add("moran_z", func(g *spatial.Global) *float64 { return g.Z })
	add("moran_p", func(g *spatial.Global) *float64 { return &g.P })
	add("moran_p_two_sided", func(g *spatial.Global) *float64 { return &g.PTwoSided })
	w.Row("moran_isolates", "none", "", "", float64(near.isolates), noInterval, noInterval, len(values), t.rows-len(values))
	if near.isolates > 0 {
		a.log.Warn("units without a neighbour left out of Moran's I", "units", near.isolates)
	}
	if f.lisa == "" {
		return nil
	}
	local, err := spatial.LISA(ctx, values, near.weights, p)
	if err != nil && !errors.Is(err, spatial.ErrUndefined) {
		return t.refuse(ctx, a, f, err)
	}
	out := frame.NewWriter("unit", "value", "z", "lag", "local_i", "quadrant", "p", "p_two_sided", "q", "cluster", "neighbours", "permutations")
	for i, l := range local {
		out.Row(t.unit(f, near.rows[i]), values[i], l.Value, l.Lag, l.I, l.Quadrant, l.P, l.PTwoSided, l.Q, l.Cluster, len(near.weights.Of(i)), l.Draws)
	}
	files[f.lisa] = slices.Clone(out.Bytes())
	return nil
}

// refine is how many times the permutations a promising unit gets.
const refine = 10

// noInterval is the empty interval of Moran's I, whose chance is told by p.
var noInterval *float64

// unit is the name of a unit, or its row under the header from 1.
func (t *unitTable) unit(f inequalityFlags, row int) string {
	if f.unit != "" {
		return t.names[row]
	}
	return strconv.Itoa(row + 1)
}
