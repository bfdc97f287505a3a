// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"osnova/metrics/spatial"
	"osnova/store"
)

// permutations of Moran's I and of local clusters (SPEC 5); promising communities get refine times as many.
const (
	permutations        = 999
	refinedPermutations = 10
)

// boundarySQL is every drawn community with its outline.
const boundarySQL = "select territory_id, path from mart.boundary where level = 'hromada' and territory_id is not null order by territory_id"

// borders says which communities share a stretch of border.
type borders struct {
	index map[string]int
	near  spatial.Neighbours
}

// borders reads the outlines. They are drawn from common borders on one grid (ADR 0010), so neighbours share points exactly.
func (st *Stage) borders(ctx context.Context) (borders, error) {
	rows, err := st.Store.Select(ctx, boundarySQL)
	if err != nil {
		return borders{}, err
	}
	b := borders{index: map[string]int{}}
	outlines := make([][]spatial.Ring, len(rows.Values))
	for i, r := range rows.Values {
		id, path := r[0].(string), r[1].(string)
		b.index[id] = i
		if outlines[i], err = outline(path); err != nil {
			return borders{}, fmt.Errorf("outline of %s: %w", id, err)
		}
	}
	b.near, err = spatial.FromRings(outlines, spatial.Rook)
	return b, err
}

// outline reads a path as mart.boundary promises it: rings of M x y and l with steps from point to point, each closed by z.
func outline(path string) (rings []spatial.Ring, err error) {
	for _, part := range strings.Split(strings.TrimSuffix(path, "z"), "z") {
		text, ok := strings.CutPrefix(part, "M")
		start, steps, _ := strings.Cut(text, "l")
		numbers := strings.Fields(strings.ReplaceAll(start+" "+steps, "-", " -"))
		if !ok || len(numbers) < 2 || len(numbers)%2 != 0 {
			return nil, fmt.Errorf("a ring is not of the form M x y l dx dy …: %.40q", part)
		}
		var ring spatial.Ring
		var at [2]float64
		for i := 0; i < len(numbers); i += 2 {
			for k := range at {
				v, err := strconv.Atoi(numbers[i+k])
				if err != nil {
					return nil, fmt.Errorf("%q is no whole number", numbers[i+k])
				}
				at[k] += float64(v)
			}
			ring = append(ring, at)
		}
		rings = append(rings, ring)
	}
	return rings, nil
}

// neighbours are those of the series' units among themselves; kept are the places in the series of units that have one.
func (s *series) neighbours(country borders) (near spatial.Neighbours, kept []int, isolates int) {
	in := map[int]int{}
	for i, unit := range s.units {
		if at, drawn := country.index[unit]; drawn {
			in[at] = i
		}
	}
	near, places, isolates := country.near.Keep(func(i int) bool { _, ok := in[i]; return ok })
	for _, p := range places {
		kept = append(kept, in[p])
	}
	return near, kept, isolates + len(s.units) - len(in)
}

func (s *series) at(kept []int) []float64 {
	out := make([]float64, len(kept))
	for i, k := range kept {
		out[i] = s.values[k]
	}
	return out
}

// moran gives the rows of Moran's I; none where all values are equal.
func (s *series) moran(ctx context.Context, country borders) (rows []inequalityRow, err error) {
	near, kept, isolates := s.neighbours(country)
	g, err := spatial.Moran(ctx, s.at(kept), near, spatial.Permutations{N: permutations, Seed: s.seed("moran")})
	if errors.Is(err, spatial.ErrUndefined) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	alone := float64(isolates)
	for _, m := range []struct {
		name  string
		value *float64
	}{{"moran_i", &g.I}, {"moran_expected", &g.Expected}, {"moran_z", g.Z}, {"moran_p", &g.P}, {"moran_p_two_sided", &g.PTwoSided}, {"moran_isolates", &alone}} {
		if m.value != nil {
			rows = append(rows, s.row(m.name, "none", "", "", m.value, nil, nil, g.N, isolates+s.excluded, 0))
		}
	}
	return rows, nil
}

// lisaRow is how one community and its neighbours stand to the mean.
type lisaRow struct {
	Indicator  string  `column:"indicator_id"`
	Period     string  `column:"period"`
	Territory  string  `column:"territory_id"`
	Value      float64 `column:"value"`
	Z          float64 `column:"z"`
	Lag        float64 `column:"lag"`
	LocalI     float64 `column:"local_i"`
	Quadrant   string  `column:"quadrant"`
	P          float64 `column:"p"`
	Q          float64 `column:"q"`
	Cluster    string  `column:"cluster"`
	Neighbours int     `column:"neighbours"`
}

// lisa makes metric.lisa: for the newest period of every indicator and index, how each community and its neighbours stand to the mean, and
// where that is no chance.
func (st *Stage) lisa() store.Step {
	return perSeries(st, "metric.lisa", true, func(ctx context.Context, s series, country borders) ([]lisaRow, error) {
		if !s.newest {
			return nil, nil
		}
		return s.lisa(ctx, country)
	})
}

func (s *series) lisa(ctx context.Context, country borders) (rows []lisaRow, err error) {
	near, kept, _ := s.neighbours(country)
	local, err := spatial.LISA(ctx, s.at(kept), near, spatial.Permutations{N: permutations, Seed: s.seed("lisa"), Refine: refinedPermutations})
	if errors.Is(err, spatial.ErrUndefined) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	// Six decimals say more than permutations can, and keep the file small.
	short := func(v float64) float64 { return math.Round(v*1e6) / 1e6 }
	for i, l := range local {
		rows = append(rows, lisaRow{
			s.indicator, s.period, s.units[kept[i]], round(s.values[kept[i]]), short(l.Value), short(l.Lag), short(l.I),
			l.Quadrant, short(l.PTwoSided), short(l.Q), l.Cluster, len(near.Of(i)),
		})
	}
	return rows, nil
}
