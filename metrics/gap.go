// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"osnova/metrics/inequality"
	"osnova/metrics/statistics"
	"osnova/store"
)

// comparedGroups are the groups of communities whose means are compared: the place of their grouping, and the values of each side.
var comparedGroups = []struct {
	name     string
	grouping int
	a, b     []string
}{
	{"urban_rural", 1, []string{"urban"}, []string{"rural"}},
	{"large_small", 2, []string{"50k_100k", "100k_500k", "ge500k"}, []string{"lt3k", "3k_5k", "5k_10k"}},
	{"rear_front", 4, []string{"rear"}, []string{"front"}},
}

// gapRow compares one pair of groups; numbers that are not there are NaN.
type gapRow struct {
	Indicator string  `column:"indicator_id"`
	Period    string  `column:"period"`
	Pair      string  `column:"pair"`
	Weighting string  `column:"weighting"`
	MeanA     float64 `column:"mean_a"`
	MeanB     float64 `column:"mean_b"`
	Gap       float64 `column:"gap"`
	Low       float64 `column:"low"`
	High      float64 `column:"high"`
	Ratio     float64 `column:"ratio"`
	oddsCells
	NA      int     `column:"n_a"`
	NB      int     `column:"n_b"`
	Years   float64 `column:"years_to_close"`
	Closing string  `column:"closing"`
	Newest  bool    `column:"newest"`
}

// oddsCells are the odds ratio of a pair and its interval.
type oddsCells struct {
	Ratio float64 `column:"odds_ratio"`
	Low   float64 `column:"odds_low"`
	High  float64 `column:"odds_high"`
}

// noOdds are those of a scale that has none.
var noOdds = oddsCells{math.NaN(), math.NaN(), math.NaN()}

// gapOf is the row of a pair with the means of its sides, sizes and nothing more.
func (s *series) gapOf(pair, weighting string, g inequality.Gap, a, b int) gapRow {
	return gapRow{
		Indicator: s.indicator, Period: s.period, Pair: pair, Weighting: weighting, MeanA: round(g.MeanA), MeanB: round(g.MeanB), Gap: round(g.Difference),
		Low: math.NaN(), High: math.NaN(), Ratio: rounded(g.Ratio), oddsCells: noOdds, NA: a, NB: b, Years: math.NaN(), Newest: s.newest,
	}
}

// groupMeans is where two groups stood in the first year measured.
type groupMeans struct {
	year int
	a, b float64
}

// gap makes metric.gap: how far the means of urban and rural, large and small communities, those in the rear and at the front lie apart, with a 95 %
// interval, and how long the gap would last at the pace since the first year; and how far the five best from the five worst.
func (st *Stage) gap() store.Step {
	first := map[string]groupMeans{}
	return perSeries(st, "metric.gap", false, func(_ context.Context, s series, _ borders) (rows []gapRow, err error) {
		for _, p := range comparedGroups {
			for _, weighting := range []string{"none", "population"} {
				row, err := s.gap(p.name, p.grouping, [2][]string{p.a, p.b}, weighting, first)
				if err != nil {
					return nil, fmt.Errorf("gap %s: %w", p.name, err)
				}
				if row != nil {
					rows = append(rows, *row)
				}
			}
		}
		best, worst := s.extremes()
		if best == nil {
			return rows, nil
		}
		g, err := inequality.MeanGap(best.values, nil, worst.values, nil)
		if err != nil {
			return nil, fmt.Errorf("gap of extremes: %w", err)
		}
		// Those chosen by their values are no sample, so there is no interval; and each year has others, so there is no pace.
		return append(rows, s.gapOf("best_worst", "none", g, len(best.values), len(worst.values))), nil
	})
}

// gap compares one pair; nil where a side has no community, or fewer than the rule of coverage asks of a group.
func (s *series) gap(name string, grouping int, sides [2][]string, weighting string, first map[string]groupMeans) (*gapRow, error) {
	var x, w [2][]float64
	for i, group := range s.groups[grouping] {
		for k, side := range sides {
			if slices.Contains(side, group) {
				weight := 1.0
				if weighting == "population" {
					weight = s.weights[i]
				}
				x[k], w[k] = append(x[k], s.values[i]), append(w[k], weight)
			}
		}
	}
	if least := max(1, s.leastOfSide); min(len(x[0]), len(x[1])) < least {
		return nil, nil
	}
	g, err := inequality.MeanGap(x[0], w[0], x[1], w[1])
	if errors.Is(err, inequality.ErrUndefined) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	drawn := func(k int, rows []int) float64 {
		sum, all := 0.0, 0.0
		for _, i := range rows {
			sum, all = sum+w[k][i]*x[k][i], all+w[k][i]
		}
		return sum / all
	}
	row := s.gapOf(name, weighting, g, len(x[0]), len(x[1]))
	if min(len(x[0]), len(x[1])) >= leastOnSide {
		range95, err := inequality.Bootstrap{
			Replicates: bootstrapReplicates,
			Seed:       s.seed("gap " + name),
		}.Interval(
			[]int{len(x[0]), len(x[1])},
			func(rows [][]int) (float64, error) {
				return drawn(0, rows[0]) - drawn(1, rows[1]), nil
			},
		)
		if err != nil {
			return nil, err
		}
		row.Low, row.High = round(range95.Low), round(range95.High)
	}
	if row.oddsCells, err = s.odds(x, g, weighting == "none"); err != nil {
		return nil, err
	}
	row.Years, row.Closing, err = s.closing(name+" "+weighting, g, first)
	return &row, err
}

// odds is the odds ratio of a thing that communities have or not, A against B, and its 95 % interval, NaN for other scales and where all or none of a side
// have it. Of residents there is no interval: they are not drawn one by one.
func (s *series) odds(x [2][]float64, g inequality.Gap, communities bool) (cells oddsCells, err error) {
	cells = noOdds
	if s.scale.kind != "binary" {
		return cells, nil
	}
	ratio, err := inequality.OddsRatio(g.MeanA/100, g.MeanB/100)
	if errors.Is(err, inequality.ErrUndefined) || ratio == 0 {
		return cells, nil
	}
	if err != nil {
		return cells, err
	}
	cells.Ratio = round(ratio)
	if communities && min(len(x[0]), len(x[1])) >= leastOnSide {
		var have [2]float64
		for k := range x {
			for _, v := range x[k] {
				have[k] += v / 100
			}
		}
		low, high := statistics.OddsRatio(have[0], float64(len(x[0])), have[1], float64(len(x[1])), statistics.Z95)
		cells.Low, cells.High = round(low), round(high)
	}
	return cells, nil
}

// closing says how many years the gap would last at the pace since the first year measured; nothing in that year.
func (s *series) closing(pair string, g inequality.Gap, first map[string]groupMeans) (years float64, status string, err error) {
	year, err := strconv.Atoi(s.period[:min(4, len(s.period))])
	if err != nil {
		return math.NaN(), "", nil // an index that spans years
	}
	key := s.indicator + " " + pair
	start, ok := first[key]
	if !ok || start.year >= year {
		first[key] = groupMeans{year, g.MeanA, g.MeanB}
		return math.NaN(), "", nil
	}
	span := float64(year - start.year)
	ahead, behind, paceAhead, paceBehind := g.MeanA, g.MeanB, (g.MeanA-start.a)/span, (g.MeanB-start.b)/span
	if behind > ahead {
		ahead, behind, paceAhead, paceBehind = behind, ahead, paceBehind, paceAhead
	}
	c, err := inequality.CatchUpLinear(behind, paceBehind, ahead, paceAhead)
	return rounded(c.Years), c.Status, err
}
