// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	_ "embed"
	"fmt"
	"slices"

	"osnova/catalog"
	"osnova/metrics/inequality"
	"osnova/store"
)

// adviceSQL and ladderSQL read the tables of the indices dmi and sqi, so they are made where these are declared.
//
//go:embed advice.sql
var adviceSQL string

//go:embed ladder.sql
var ladderSQL string

// hasIndices says whether an index of each name is there.
func (st *Stage) hasIndices(names ...string) bool {
	for _, name := range names {
		if !slices.ContainsFunc(st.Catalog.Indices, func(x catalog.Index) bool { return x.Name == name }) {
			return false
		}
	}
	return true
}

// digitalDivideSteps makes what stands on the maturity and quality indices: metric.advice, the next steps of communities by the rules of
// mart.step_rule, and metric.ladder, inequality of access, use and benefit.
func (st *Stage) digitalDivideSteps() (steps []store.Step) {
	if st.hasIndices("dmi") {
		steps = append(steps, store.Step{
			ID: "metric.advice", Own: store.HashParts(adviceSQL), Reads: []string{"metric.dmi_score", "metric.dmi_step", "metric.observation", "mart.step_rule"},
			Run: func(ctx context.Context) (store.Result, error) {
				if err := st.Store.Materialise(ctx, "metric.advice", adviceSQL); err != nil {
					return store.Result{}, fmt.Errorf("advice: %w", err)
				}
				return st.Store.Made(ctx, "metric.advice")
			},
		})
	}
	if st.hasIndices("dmi", "sqi") {
		reads := []string{"metric.dmi_score", "metric.sqi_score", "mart.community", "mart.oblast"}
		steps = append(steps, store.Step{ID: "metric.ladder", Own: store.HashParts(st.ladderText()), Reads: reads, Run: st.ladder})
	}
	return steps
}

// ladderText is ladderSQL, and of communities only those levels of which enough have a value: what they hand in is compared by the rule of
// coverage.
func (st *Stage) ladderText() string {
	rule := st.coverageOf("dmi")
	if rule == nil {
		return ladderSQL
	}
	return fmt.Sprintf(`select * from (%s) qualify level <> 'community' or count(*) over (partition by level, rung, period) >= %d
		order by level, rung, period, unit_id`, ladderSQL, rule.Inequality)
}

// ladderRow is the inequality of one level of the divide in a year; a measure that is undefined is NaN.
type ladderRow struct {
	Level     string  `column:"level"`
	Rung      string  `column:"rung"`
	Period    string  `column:"period"`
	Weighting string  `column:"weighting"`
	Mean      float64 `column:"mean"`
	Gini      float64 `column:"gini"`
	Atkinson  float64 `column:"atkinson_1"`
	N         int     `column:"n"`
}

// ladder measures each level of the divide in each year, between oblasts and, where communities are known, between communities.
func (st *Stage) ladder(ctx context.Context) (store.Result, error) {
	found, err := st.Store.Select(ctx, st.ladderText())
	if err != nil {
		return store.Result{}, fmt.Errorf("ladder: %w", err)
	}
	var rungs []inequality.LadderLevel
	var levels []string
	for k, r := range found.Values {
		if k == 0 || r[0] != found.Values[k-1][0] || r[1] != found.Values[k-1][1] || r[2] != found.Values[k-1][2] {
			rungs = append(rungs, inequality.LadderLevel{Level: r[1].(string), Period: r[2].(string)})
			levels = append(levels, r[0].(string))
		}
		last := &rungs[len(rungs)-1]
		last.X, last.W = append(last.X, r[4].(float64)), append(last.W, r[5].(float64))
	}
	var rows []ladderRow
	for _, weighting := range []string{"none", "population"} {
		asked := slices.Clone(rungs)
		if weighting == "none" {
			for k := range asked {
				asked[k].W = nil
			}
		}
		made, err := inequality.Ladder(asked, inequality.Zeros{Floor: zeroFloor})
		if err != nil {
			return store.Result{}, fmt.Errorf("ladder: %w", err)
		}
		for k, m := range made {
			rows = append(rows, ladderRow{levels[k], m.Level, m.Period, weighting, rounded(m.Mean), rounded(m.Gini), rounded(m.Atkinson1), m.N})
		}
	}
	if err := loadRows(ctx, st, "metric.ladder", rows); err != nil {
		return store.Result{}, err
	}
	return st.Store.Made(ctx, "metric.ladder")
}
