package metrics

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"osnova/catalog"
	"osnova/metrics/inequality"
	"osnova/metrics/statistics"
	"osnova/store"
)

// pairs are the groups of communities whose means are compared: the place of their grouping, and the values of each side.
var pairs = []struct {
	name     string
	grouping int
	a, b     []string
}{
	{"urban_rural", 1, []string{"urban"}, []string{"rural"}},
	{"large_small", 2, []string{"50k_100k", "100k_500k", "ge500k"}, []string{"lt3k", "3k_5k", "5k_10k"}},
	{"rear_front", 4, []string{"rear"}, []string{"front"}},
}

var gapColumns = []catalog.Column{
	{Name: "indicator_id", Type: catalog.TypeText},
	{Name: "period", Type: catalog.TypeText},
	{Name: "pair", Type: catalog.TypeText},
	{Name: "weighting", Type: catalog.TypeText},
	{Name: "mean_a", Type: catalog.TypeNumber},
	{Name: "mean_b", Type: catalog.TypeNumber},
	{Name: "gap", Type: catalog.TypeNumber},
	{Name: "low", Type: catalog.TypeNumber},
	{Name: "high", Type: catalog.TypeNumber},
	{Name: "ratio", Type: catalog.TypeNumber},
	{Name: "odds_ratio", Type: catalog.TypeNumber},
	{Name: "odds_low", Type: catalog.TypeNumber},
	{Name: "odds_high", Type: catalog.TypeNumber},
	{Name: "n_a", Type: catalog.TypeInteger},
	{Name: "n_b", Type: catalog.TypeInteger},
	{Name: "years_to_close", Type: catalog.TypeNumber},
	{Name: "closing", Type: catalog.TypeText},
	{Name: "newest", Type: catalog.TypeBoolean},
}

// pace is where two groups stood in the first year measured.
type pace struct {
	year int
	a, b float64
}

// gap makes metric.gap: how far the means of urban and rural, large and small communities, those in the rear and at the front lie apart, with a 95 %
// interval, and how long the gap would last at the pace since the first year; and how far the five best from the five worst.
func (st *Stage) gap() store.Step {
	first := map[string]pace{}
	return st.perSeries("metric.gap", gapColumns, false, func(_ context.Context, s series, _ borders) (rows [][]string, err error) {
		for _, p := range pairs {
			for _, weighting := range []string{"none", "population"} {
				row, err := s.gap(p.name, p.grouping, [2][]string{p.a, p.b}, weighting, first)
				if err != nil {
					return nil, fmt.Errorf("gap %s: %w", p.name, err)
				}
				if row != nil {
					rows = append(rows, row)
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
		return append(rows, []string{
			s.indicator, s.period, "best_worst", "none", decimal(g.MeanA), decimal(g.MeanB), decimal(g.Difference), "", "", ratioOf(g), "", "", "",
			strconv.Itoa(len(best.values)), strconv.Itoa(len(worst.values)), "", "", strconv.FormatBool(s.newest),
		}), nil
	})
}

// gap compares one pair; nil where a side has no community.
func (s *series) gap(name string, grouping int, sides [2][]string, weighting string, first map[string]pace) ([]string, error) {
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
	if len(x[0]) == 0 || len(x[1]) == 0 {
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
	low, high := "", ""
	if min(len(x[0]), len(x[1])) >= leastOnSide {
		range95, err := inequality.Bootstrap{Replicates: replicates, Seed: s.seed("gap " + name)}.Interval([]int{len(x[0]), len(x[1])}, func(rows [][]int) (float64, error) {
			return drawn(0, rows[0]) - drawn(1, rows[1]), nil
		})
		if err != nil {
			return nil, err
		}
		low, high = decimal(range95.Low), decimal(range95.High)
	}
	odds, err := s.odds(x, g, weighting == "none")
	if err != nil {
		return nil, err
	}
	years, closing, err := s.closing(name+" "+weighting, g, first)
	return []string{
		s.indicator, s.period, name, weighting, decimal(g.MeanA), decimal(g.MeanB), decimal(g.Difference), low, high,
		ratioOf(g), odds[0], odds[1], odds[2], strconv.Itoa(len(x[0])), strconv.Itoa(len(x[1])), years, closing, strconv.FormatBool(s.newest),
	}, err
}

func ratioOf(g inequality.Gap) string {
	if g.Ratio == nil {
		return ""
	}
	return decimal(*g.Ratio)
}

// odds is the odds ratio of a thing that communities have or not, A against B, and its 95 % interval, empty for other scales and where all or none of a side
// have it. Of residents there is no interval: they are not drawn one by one.
func (s *series) odds(x [2][]float64, g inequality.Gap, communities bool) (cells [3]string, err error) {
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
	cells[0] = decimal(ratio)
	if communities && min(len(x[0]), len(x[1])) >= leastOnSide {
		var have [2]float64
		for k := range x {
			for _, v := range x[k] {
				have[k] += v / 100
			}
		}
		low, high := statistics.OddsRatio(have[0], float64(len(x[0])), have[1], float64(len(x[1])), statistics.Z95)
		cells[1], cells[2] = decimal(low), decimal(high)
	}
	return cells, nil
}

// closing says how long the gap would last at the pace since the first year measured; nothing in that year.
func (s *series) closing(pair string, g inequality.Gap, first map[string]pace) (years, status string, err error) {
	year, err := strconv.Atoi(s.period[:min(4, len(s.period))])
	if err != nil {
		return "", "", nil // an index that spans years
	}
	key := s.indicator + " " + pair
	start, ok := first[key]
	if !ok || start.year >= year {
		first[key] = pace{year, g.MeanA, g.MeanB}
		return "", "", nil
	}
	span := float64(year - start.year)
	ahead, behind, paceAhead, paceBehind := g.MeanA, g.MeanB, (g.MeanA-start.a)/span, (g.MeanB-start.b)/span
	if behind > ahead {
		ahead, behind, paceAhead, paceBehind = behind, ahead, paceBehind, paceAhead
	}
	c, err := inequality.CatchUpLinear(behind, paceBehind, ahead, paceAhead)
	if c.Years != nil {
		years = decimal(*c.Years)
	}
	return years, c.Status, err
}
