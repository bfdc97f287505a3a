// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"strings"

	"osnova/metrics/inequality"
	"osnova/metrics/statistics"
	"osnova/store"
)

// convergenceSQL are the series that have a value of the same communities in two years.
//
//go:embed convergence.sql
var convergenceSQL string

// convergenceRow is one measure of a series between its first year and its last; bounds that are not there are NaN.
type convergenceRow struct {
	Series    string  `column:"series_id"`
	From      int     `column:"year_from"`
	To        int     `column:"year_to"`
	Measure   string  `column:"measure"`
	Weighting string  `column:"weighting"`
	Value     float64 `column:"value"`
	Low       float64 `column:"low"`
	High      float64 `column:"high"`
	N         int     `column:"n"`
	Excluded  int     `column:"excluded"`
}

// convergence makes metric.convergence: whether communities that started low grew faster, and moves between quintiles, from the first year to the last.
func (st *Stage) convergence() store.Step {
	return store.Step{ID: "metric.convergence", Own: store.HashParts(convergenceSQL), Reads: []string{"mart.budget_year", "mart.community"}, Run: func(ctx context.Context) (store.Result, error) {
		found, err := st.Store.Select(ctx, convergenceSQL)
		if err != nil {
			return store.Result{}, err
		}
		var rows []convergenceRow
		for _, p := range panels(found.Values) {
			made, err := p.measure(ctx)
			if err != nil {
				return store.Result{}, fmt.Errorf("convergence of %s: %w", p.series, err)
			}
			rows = append(rows, made...)
		}
		if err := loadRows(ctx, st, "metric.convergence", rows); err != nil {
			return store.Result{}, err
		}
		return st.Store.Made(ctx, "metric.convergence")
	}}
}

// panel is one series: units with their values by year.
type panel struct {
	series      string
	first, last int64
	units       []map[int64]float64
	weights     []float64
}

// panels reads rows in the order of the query: series, unit, year.
func panels(rows [][]any) (out []*panel) {
	unit := ""
	for _, r := range rows {
		series, year, id := r[0].(string), r[1].(int64), r[2].(string)
		if n := len(out); n == 0 || out[n-1].series != series {
			out, unit = append(out, &panel{series: series, first: year, last: year}), ""
		}
		p := out[len(out)-1]
		if id != unit {
			p.units, p.weights, unit = append(p.units, map[int64]float64{}), append(p.weights, float64(r[4].(int64))), id
		}
		p.first, p.last = min(p.first, year), max(p.last, year)
		if value, ok := r[3].(float64); ok && value >= 0 { // a negative revenue is no level that could grow
			p.units[len(p.units)-1][year] = value
		}
	}
	return out
}

// timeMeasures are the rows of a profile that speak of two years.
var timeMeasures = map[string]bool{"beta": true, "beta_se": true, "intercept": true, "r2": true, "lambda": true, "half_life": true, "sigma_0": true, "sigma_1": true, "sigma_trend": true, "shorrocks": true}

func (p *panel) measure(ctx context.Context) (rows []convergenceRow, err error) {
	if p.first == p.last {
		return nil, nil
	}
	q := inequality.Profile{
		W: p.weights, Years: float64(p.last - p.first),
		Bootstrap: &inequality.Bootstrap{Replicates: bootstrapReplicates, Seed: statistics.SeedOf("convergence", p.series)},
		Intervals: func(r inequality.Row) bool { return timeMeasures[r.Measure] && r.Measure != "shorrocks" },
	}
	usable := false
	for _, u := range p.units {
		for k, year := range []int64{p.first, p.last} {
			v, known := u[year]
			if !known {
				v = math.NaN()
			}
			if k == 0 {
				q.X = append(q.X, v)
				usable = usable || known
			} else {
				q.Later = append(q.Later, v)
			}
		}
	}
	if !usable {
		return nil, nil
	}
	made, err := q.Rows(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range made {
		if !timeMeasures[r.Measure] && !strings.HasPrefix(r.Measure, "transition_") || r.Value == nil {
			continue
		}
		weighting := "none"
		if r.Weighted {
			weighting = "population"
		}
		rows = append(rows, convergenceRow{
			p.series, int(p.first), int(p.last), r.Measure, weighting, rounded(r.Value), rounded(r.Low), rounded(r.High), r.N, r.Excluded,
		})
	}
	return rows, nil
}
