// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"

	"osnova/cmd/instrument"
	"osnova/metrics/frame"
	"osnova/metrics/spatial"
)

// nearUnits are the units that have a value and a neighbour.
type nearUnits struct {
	weights  spatial.Neighbours
	rows     []int // of the table, a row a unit
	isolates int   // units with a value and no neighbour
}

// findNeighbours finds who neighbours whom among the units with a value; nil when the command line asks for nothing spatial.
func findNeighbours(d *instrument.Session, t *unitTable, o request) (*nearUnits, error) {
	values := t.numbers[o.Value]
	if o.nearest > 0 {
		return findNearest(d, t, o)
	}
	if o.Neighbours == "" {
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
	if err := errors.Join(t.cells(o.Unit, nameless, "is no name of a unit"), t.cells(o.Unit, twice, "names a unit that is there already")); err != nil {
		return nil, d.AddFindings(t.file, err)
	}
	pairs, err := d.ReadFrame("neighbours", o.Neighbours, "weight")
	if err != nil {
		return nil, err
	}
	one, err1 := pairs.Text("unit")
	two, err2 := pairs.Text("neighbour")
	if err := errors.Join(err1, err2); err != nil {
		return nil, d.AddFindings(pairs.File, err)
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
		return nil, d.AddFindings(pairs.File, errors.Join(faults...))
	}
	all, err := spatial.FromPairs(len(values), list)
	if err != nil {
		return nil, d.AddFindings(pairs.File, err)
	}
	near := &nearUnits{}
	near.weights, near.rows, near.isolates = all.Keep(func(i int) bool { return !math.IsNaN(values[i]) })
	return near, nil
}

// findNearest makes the nearest of the units with value and place neighbours.
func findNearest(d *instrument.Session, t *unitTable, o request) (*nearUnits, error) {
	near := &nearUnits{}
	var lat, lon []float64
	for i, v := range t.numbers[o.Value] {
		if p, l := t.numbers[o.Lat][i], t.numbers[o.Lon][i]; !math.IsNaN(v) && !math.IsNaN(p) && !math.IsNaN(l) {
			near.rows, lat, lon = append(near.rows, i), append(lat, p), append(lon, l)
		}
	}
	var err error
	if near.weights, err = spatial.NearestK(lat, lon, o.nearest); err != nil {
		var units *spatial.RowError
		if errors.As(err, &units) {
			for k, u := range units.Rows {
				units.Rows[k] = near.rows[u]
			}
		}
		return nil, t.addFindings(context.Background(), d, o, err)
	}
	return near, nil
}

// measureSpatial adds Moran's I to the measures and, if asked for, makes the file of local clusters.
func measureSpatial(ctx context.Context, d *instrument.Session, t *unitTable, o request, near *nearUnits, w *frame.Writer, files map[string][]byte) error {
	values := make([]float64, len(near.rows))
	for i, r := range near.rows {
		values[i] = t.numbers[o.Value][r]
	}
	p := spatial.Permutations{N: o.Permutations, Seed: o.Seed, Refine: promisingTimes}
	var g *spatial.Global
	one, err := spatial.Moran(ctx, values, near.weights, p)
	if err == nil {
		g = &one
	} else if !errors.Is(err, spatial.ErrUndefined) {
		return t.addFindings(ctx, d, o, err)
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
		d.Log.Warn("units without a neighbour left out of Moran's I", "units", near.isolates)
	}
	if o.Lisa == "" {
		return nil
	}
	local, err := spatial.LISA(ctx, values, near.weights, p)
	if err != nil && !errors.Is(err, spatial.ErrUndefined) {
		return t.addFindings(ctx, d, o, err)
	}
	out := frame.NewWriter("unit", "value", "z", "lag", "local_i", "quadrant", "p", "p_two_sided", "q", "cluster", "neighbours", "permutations")
	for i, l := range local {
		out.Row(t.unit(o, near.rows[i]), values[i], l.Value, l.Lag, l.I, l.Quadrant, l.P, l.PTwoSided, l.Q, l.Cluster, len(near.weights.Of(i)), l.Draws)
	}
	files[o.Lisa] = slices.Clone(out.Bytes())
	return nil
}

// promisingTimes is how many times the permutations a promising unit gets.
const promisingTimes = 10

// noInterval is the empty interval of Moran's I, whose chance is told by p.
var noInterval *float64

// unit is the name of a unit, or its row under the header from 1.
func (t *unitTable) unit(o request, row int) string {
	if o.Unit != "" {
		return t.names[row]
	}
	return strconv.Itoa(row + 1)
}
