// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"errors"

	"osnova/catalog"
	"osnova/metrics/inequality"
	"osnova/metrics/statistics"
	"osnova/store"
)

// ownRevenue is the indicator by which communities are ranked from poor to rich; its own concentration would be its Gini.
const ownRevenue = "open.own_revenue_per_resident"

// From how many communities on an interval is trusted (docs/coverage.md): by linearisation, of yes or no also of each kind; of a gap and of odds, on each side.
const (
	leastForErrors = 500
	leastOfEach    = 100
	leastOnSide    = 100
)

// revenue is the newest own revenue per resident of communities, hryvnias; empty where the indicator is not declared or was not made.
func (st *Stage) revenue(ctx context.Context) (map[string]float64, error) {
	rows, err := st.Store.Select(ctx, "select territory_id, value from metric.observation where indicator_id = "+catalog.SQLText(ownRevenue)+" and level = 'community' and newest and value is not null")
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for _, r := range rows.Values {
		out[r[0].(string)] = r[1].(float64)
	}
	return out, nil
}

// ranked are the communities of a series whose own revenue is known: values, residents, revenue.
func (s *series) ranked() (x, w, y []float64) {
	for i, unit := range s.units {
		if v, ok := s.revenue[unit]; ok {
			x, w, y = append(x, s.values[i]), append(w, s.weights[i]), append(y, v)
		}
	}
	return x, w, y
}

// concentration measures how a series gathers where own revenue is high: by the concentration index where it is an amount or a number of things, by
// that of Erreygers where it has two ends (SPEC 5). Many communities have an interval, residents none: that of weights was not tried.
func (s *series) concentration() (rows []inequalityRow, err error) {
	x, w, y := s.ranked()
	if s.indicator == ownRevenue || len(x) < 2 {
		return nil, nil
	}
	measure, of := "concentration_index", inequality.ConcentrationError
	if s.scale.kind == "bounded" || s.scale.kind == "binary" {
		measure, of = "erreygers", func(x, w, y []float64) (float64, float64, error) {
			return inequality.ErreygersError(x, w, y, s.scale.lo, s.scale.hi)
		}
	}
	left := len(s.values) - len(x) + s.excluded
	for _, weighting := range []string{"none", "population"} {
		weights := w
		if weighting == "none" {
			weights = nil
		}
		v, se, err := of(x, weights, y)
		var beyond *inequality.RowError // a value past the ends of its scale, such as a plan that was exceeded
		if errors.Is(err, inequality.ErrUndefined) || errors.As(err, &beyond) {
			continue
		}
		if err != nil {
			return nil, err
		}
		var low, high *float64
		if weighting == "none" && len(x) >= leastForErrors && (s.scale.kind != "binary" || s.enoughOfEach(x)) {
			a, b := v-statistics.Z95*se, v+statistics.Z95*se
			low, high = &a, &b
		}
		rows = append(rows, s.row(measure, weighting, "", "", &v, low, high, len(x), left, 0))
	}
	return rows, nil
}

// enoughOfEach says whether enough units have the thing, and enough have it not.
func (s *series) enoughOfEach(x []float64) bool {
	yes := 0
	for _, v := range x {
		if v > 0 {
			yes++
		}
	}
	return min(yes, len(x)-yes) >= leastOfEach
}

type concentrationRow struct {
	Indicator string  `column:"indicator_id"`
	Period    string  `column:"period"`
	Weighting string  `column:"weighting"`
	P         float64 `column:"p"`
	L         float64 `column:"l"`
	N         int     `column:"n"`
}

// concentrationCurves makes metric.concentration: of the newest period of every series, what share of its sum is held by the communities, or residents, of the
// lowest own revenue, at every twentieth of them.
func (st *Stage) concentrationCurves() store.Step {
	return perSeries(st, "metric.concentration", false, func(_ context.Context, s series, _ borders) (rows []concentrationRow, err error) {
		x, w, y := s.ranked()
		if !s.newest || s.indicator == ownRevenue || len(x) < 2 {
			return nil, nil
		}
		for _, weighting := range []string{"none", "population"} {
			weights := w
			if weighting == "none" {
				weights = nil
			}
			for step := 0; step <= 20; step++ {
				p := float64(step) / 20
				l, err := inequality.ConcentrationAt(x, weights, y, p)
				if errors.Is(err, inequality.ErrUndefined) {
					continue
				}
				if err != nil {
					return nil, err
				}
				rows = append(rows, concentrationRow{s.indicator, s.period, weighting, p, round(l), len(x)})
			}
		}
		return rows, nil
	})
}
