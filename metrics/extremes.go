// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"cmp"
	"context"
	"slices"

	"osnova/store"
)

const (
	// ends is how many of the best and of the worst communities are told (SPEC 5).
	extremePlaces = 5
	// leastForEnds is how many communities must be known for five of them to be called the best or the worst.
	leastForExtremes = 30
)

// extreme is the communities at one end of a series, the outermost first.
type extreme struct {
	values []float64
	units  []string
	tied   int // with the value of the last, where they are more than have a place: none of them is named
}

// named are those that stand apart from whoever is left out.
func (e *extreme) named() int {
	n := len(e.values)
	for e.tied > 0 && n > 0 && e.values[n-1] == e.values[len(e.values)-1] {
		n--
	}
	return n
}

// extremes are the five best and five worst communities; nil of a thing that they have or not, where fewer than thirty are known, and where best and worst
// are alike. Values that are not reliable, such as a share of one body, put nobody there, nor do scores that rest on other parts than those of most.
func (s *series) extremes() (best, worst *extreme) {
	var order []int
	for i := range s.values {
		if !s.unsure[i] {
			order = append(order, i)
		}
	}
	if s.scale.kind == "binary" || len(order) < leastForExtremes {
		return nil, nil
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if s.down {
			a, b = b, a
		}
		return cmp.Compare(s.values[b], s.values[a])
	})
	best = s.endOf(order)
	slices.Reverse(order)
	worst = s.endOf(order)
	if best.values[0] == worst.values[0] {
		return nil, nil
	}
	return best, worst
}

// endOf takes the first of an order.
func (s *series) endOf(order []int) *extreme {
	e := &extreme{}
	for _, i := range order[:extremePlaces] {
		e.values, e.units = append(e.values, s.values[i]), append(e.units, s.units[i])
	}
	last := e.values[extremePlaces-1]
	if s.values[order[extremePlaces]] == last {
		for _, i := range order {
			if s.values[i] == last {
				e.tied++
			}
		}
	}
	return e
}

// extremeRow is one community at an end of a series, or how many share the value of the last place.
type extremeRow struct {
	Indicator string  `column:"indicator_id"`
	Period    string  `column:"period"`
	Side      string  `column:"side"`
	Place     int     `column:"place"`
	Territory string  `column:"territory_id"`
	Value     float64 `column:"value"`
	Tied      int     `column:"tied"`
	N         int     `column:"n"`
}

// extremes makes metric.extreme: of the newest period of every series the five best and the five worst communities. Where more communities share the value
// of the fifth than have a place, none of them is named: a row "tied" says how many they are.
func (st *Stage) extremes() store.Step {
	return perSeries(st, "metric.extreme", false, func(_ context.Context, s series, _ borders) (rows []extremeRow, err error) {
		best, worst := s.extremes()
		if !s.newest || best == nil {
			return nil, nil
		}
		for side, e := range map[string]*extreme{"best": best, "worst": worst} {
			row := func(place int, unit string, value float64, tied int) {
				rows = append(rows, extremeRow{s.indicator, s.period, side, place, unit, round(value), tied, len(s.values)})
			}
			n := e.named()
			for i := range n {
				place := 1 + slices.Index(e.values, e.values[i]) // those alike share a place
				row(place, e.units[i], e.values[i], 0)
			}
			if e.tied > 0 {
				row(n+1, "tied", e.values[extremePlaces-1], e.tied)
			}
		}
		slices.SortStableFunc(rows, func(a, b extremeRow) int {
			return cmp.Or(cmp.Compare(a.Side, b.Side), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Territory, b.Territory))
		})
		return rows, nil
	})
}
