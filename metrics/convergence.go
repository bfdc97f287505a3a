// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/inequality"
	"osnova/metrics/statistics"
	"osnova/store"
)

// convergenceSQL are the series that have a value of the same communities in two years and more.
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

// convergence makes metric.convergence: whether communities that started low grew faster, and moves between quintiles, from the first year to the last;
// of a series of more than two years also its spread in each.
func (st *Stage) convergence() store.Step {
	reads := []string{"mart.budget_year", "mart.community", "mart.osbb_year"}
	return store.Step{ID: "metric.convergence", Own: store.HashParts(convergenceSQL), Reads: reads, Run: func(ctx context.Context) (store.Result, error) {
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
	years       []int64 // in rising order
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
		if at, known := slices.BinarySearch(p.years, year); !known {
			p.years = slices.Insert(p.years, at, year)
		}
		if value, ok := r[3].(float64); ok && value >= 0 { // a negative revenue is no level that could grow
			p.units[len(p.units)-1][year] = value
		}
	}
	return out
}

// timeMeasures are the rows of a profile that speak of two years.
var timeMeasures = map[string]bool{"beta": true, "beta_se": true, "intercept": true, "r2": true, "lambda": true, "half_life": true, "sigma_0": true, "sigma_1": true, "sigma_trend": true, "shorrocks": true}

// measure gives the rows of a series. One of more than two years speaks of the communities that have a value above 0 in each of them alone, so that its
// first and last spread are those of its path.
func (p *panel) measure(ctx context.Context) (rows []convergenceRow, err error) {
	if p.first == p.last {
		return nil, nil
	}
	var path []convergenceRow
	if len(p.years) > 2 {
		if path, err = p.path(); err != nil || path == nil {
			return nil, err
		}
	}
	q := inequality.Profile{
		W: p.weights, Years: float64(p.last - p.first), Bootstrap: p.bootstrap(),
		Intervals: func(r inequality.Row) bool { return timeMeasures[r.Measure] && r.Measure != "shorrocks" },
	}
	if q.X, q.Later = p.values(p.first), p.values(p.last); path != nil {
		p.keepSteady(q.X)
	}
	if !slices.ContainsFunc(q.X, func(v float64) bool { return !math.IsNaN(v) }) {
		return nil, nil
	}
	made, err := q.Rows(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range made {
		if !timeMeasures[r.Measure] && !strings.HasPrefix(r.Measure, "transition_") || r.Value == nil || path != nil && r.Measure == "sigma_trend" {
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
	return append(rows, path...), nil
}

func (p *panel) bootstrap() *inequality.Bootstrap {
	return &inequality.Bootstrap{Replicates: bootstrapReplicates, Seed: statistics.SeedOf("convergence", p.series)}
}

// values are those of a year, one a unit; NaN is missing.
func (p *panel) values(year int64) []float64 {
	out := make([]float64, len(p.units))
	for i, u := range p.units {
		v, known := u[year]
		if !known {
			v = math.NaN()
		}
		out[i] = v
	}
	return out
}

// keepSteady takes the value from units that have none above 0 in some year.
func (p *panel) keepSteady(x []float64) {
	for i, u := range p.units {
		for _, year := range p.years {
			if !(u[year] > 0) { // a unit without the year has 0 here
				x[i] = math.NaN()
			}
		}
	}
}

// path are the rows of the spread in each year, both weightings, and of its trend over all of them; none where fewer than two units are steady.
func (p *panel) path() (rows []convergenceRow, err error) {
	var years []float64
	var x [][]float64
	for _, year := range p.years {
		years, x = append(years, float64(year)), append(x, p.values(year))
	}
	for _, by := range []struct {
		weighting string
		w         []float64
	}{{"none", nil}, {"population", p.weights}} {
		got, err := inequality.MeasurePath(years, x, by.w, p.bootstrap())
		if errors.Is(err, inequality.ErrUndefined) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		row := func(from, to int64, measure string, value float64, in *inequality.Interval) {
			low, high := math.NaN(), math.NaN()
			if in != nil {
				low, high = round(in.Low), round(in.High)
			}
			rows = append(rows, convergenceRow{p.series, int(from), int(to), measure, by.weighting, round(value), low, high, got.N, got.Excluded})
		}
		for k, year := range p.years {
			row(year, year, "sigma", got.Sigma[k], got.Intervals[k])
		}
		row(p.first, p.last, "sigma_trend", got.Trend, got.TrendIn)
	}
	return rows, nil
}
