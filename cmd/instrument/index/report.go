// SPDX-License-Identifier: Apache-2.0

package index

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/metrics/composite"
	"osnova/metrics/statistics"
	report "osnova/reports/instrument"
)

// layOutReport lays an index out for report.html; of a panel, the units of its last time.
func layOutReport(x *composite.Index, runs repeatedRuns, spec string, found catalog.Findings) report.IndexReport {
	root := x.Framework.Item(x.Framework.Root)
	r := report.IndexReport{Title: root.Name, Code: root.Code, Data: x.Data.File, Spec: spec, Steps: listSteps(x)}
	for _, code := range x.Framework.Children(root.Code) {
		name := report.NamedCode{Code: code, Name: x.Framework.Item(code).Name}
		r.Groups, r.Parts = append(r.Groups, name), append(r.Parts, name)
	}
	r.Units = listUnits(x, runs)
	r.Details, r.Correlation = describeIndicators(x)
	if u := x.Spec.Uncertainty; u != nil {
		r.Replicates, r.Seed = u.Replicates, u.Seed
	}
	for _, f := range runs.sobol {
		r.Factors = append(r.Factors, report.Factor{
			Name: f.Factor, First: report.Estimate{Value: f.First, Low: f.Low, High: f.High},
			Total: report.Estimate{Value: f.Total, Low: f.TotalLow, High: f.TotalHigh},
		})
	}
	for _, l := range runs.left {
		r.Removals = append(r.Removals, report.Removal{Code: l.Code, Name: x.Framework.Item(l.Code).Name, Level: l.Level, Shift: l.MeanRankShift})
	}
	for _, f := range found {
		r.Findings = append(r.Findings, report.Finding{Where: f.Where, What: f.What, Hint: f.Hint})
	}
	for _, n := range x.Remarks {
		r.Findings = append(r.Findings, report.Finding{Where: n.Code, What: n.Text})
	}
	return r
}

// listUnits are the rows of the ranking.
func listUnits(x *composite.Index, runs repeatedRuns) []report.Unit {
	years := x.Data.Years()
	ranks := x.Ranks().Columns[0]
	children := x.Framework.Children(x.Framework.Root)
	scores, parts := make([][]float64, len(children)), make([][]float64, len(children))
	for k, code := range children {
		scores[k], parts[k] = x.Result.Scores.Column(code), sumUnder(x, code)
	}
	var units []report.Unit
	for _, i := range years[len(years)-1] {
		u := report.Unit{
			Code: x.Data.Codes[i], Name: x.Data.Names[i], Score: x.Result.Scores.Columns[0][i], ScoreLow: math.NaN(), ScoreHigh: math.NaN(),
			RankLow: math.NaN(), RankHigh: math.NaN(), RankMedian: math.NaN(),
		}
		if !math.IsNaN(ranks[i]) {
			u.Rank = int(ranks[i])
		}
		if runs.uncertainty != nil {
			own := runs.uncertainty.Units[i]
			u.ScoreLow, u.ScoreHigh, u.RankLow, u.RankHigh, u.RankMedian = own.ScoreQ05, own.ScoreQ95, own.Q05, own.Q95, own.Median
		}
		for k := range children {
			u.Groups, u.Contribution = append(u.Groups, scores[k][i]), append(u.Contribution, parts[k][i])
		}
		units = append(units, u)
	}
	return units
}

// sumUnder sums what the indicators under a node add to the index, by row; NaN where there is none.
func sumUnder(x *composite.Index, code string) []float64 {
	sum := slices.Repeat([]float64{math.NaN()}, len(x.Data.Codes))
	for _, p := range x.Contributions() {
		if p.Ancestor != x.Framework.Root || !x.Framework.Under(p.Code, code) {
			continue
		}
		for i, v := range p.Values {
			if math.IsNaN(sum[i]) {
				sum[i] = v
			} else if !math.IsNaN(v) {
				sum[i] += v
			}
		}
	}
	return sum
}

// describeIndicators describe the indicators as they were before normalisation, and their correlations after it.
func describeIndicators(x *composite.Index) ([]report.Indicator, report.Correlation) {
	codes := x.Framework.Indicators()
	c := report.Correlation{Codes: codes, R: make([][]float64, len(codes))}
	withIndex := map[string]float64{}
	for a := range codes {
		c.R[a] = slices.Repeat([]float64{math.NaN()}, len(codes))
		c.R[a][a] = 1
	}
	for _, l := range x.Correlations() {
		if c.Method == "" {
			c.Method = l.Method
		}
		if l.Method != c.Method {
			continue
		}
		a, b := slices.Index(codes, l.A), slices.Index(codes, l.B)
		if a >= 0 && b >= 0 {
			c.R[a][b], c.R[b][a] = l.R, l.R
		}
	}
	for j, code := range codes {
		withIndex[code] = statistics.Pearson(x.Scored().Columns[j], x.Result.Scores.Columns[0]).R
	}
	var out []report.Indicator
	for j, code := range codes {
		item, s := x.Framework.Item(code), statistics.Describe(x.Prepared.Columns[j])
		share, _ := x.Tree.Share(code) // an indicator of the framework is in its tree
		d := report.Indicator{
			Code: code, Name: item.Name, Unit: item.Unit, Parent: item.Parent, Direction: int(item.Direction), Weight: share, Lower: math.NaN(), Upper: math.NaN(),
			N: s.N, Missing: s.Missing, Min: s.Min, Max: s.Max, Mean: s.Mean, Median: s.Median, SD: s.SD, Skew: s.Skew, Kurt: s.Kurt, IndexCorrelation: withIndex[code],
		}
		if x.Bounds != nil {
			d.Lower, d.Upper = x.Bounds[j].Lower, x.Bounds[j].Upper
		}
		if x.Treatment != nil {
			switch t := x.Treatment[j]; {
			case t.Log:
				d.Treatment = "ln"
			case t.Winsorised > 0:
				d.Treatment = fmt.Sprintf("winsorised %d", t.Winsorised)
			}
		}
		out = append(out, d)
	}
	return out, c
}

// listSteps are the steps that ran, as the spec writes them.
func listSteps(x *composite.Index) []report.PathStep {
	var steps []report.PathStep
	s := x.Spec
	add := func(ran bool, key, detail string, args ...any) {
		if ran {
			steps = append(steps, report.PathStep{Key: key, Detail: fmt.Sprintf(detail, args...)})
		}
	}
	add(s.Denominate, "denominate", "")
	if s.Impute != nil {
		add(true, "impute", "%s: %d", strings.TrimSpace(s.Impute.Method+" "+s.Impute.Group), x.Filled)
	}
	if s.Screen != nil {
		add(true, "screen", "min_available %v: −%d", s.Screen.MinAvailable, len(x.Screened))
	}
	if t := s.Treat; t != nil {
		add(true, "treat", "skew %v, kurt %v, winsorise_max %d, log %s", t.Skew, t.Kurt, t.WinsoriseMax, t.Log)
	}
	if s.Normalise != nil {
		add(true, "normalise", "%s", s.Normalise)
	}
	add(s.Aggregate != nil, "aggregate", "%s", s.Aggregate)
	add(s.MinAvailable > 0, "min_available", "%v", s.MinAvailable)
	weights := s.Weights
	if weights == "" {
		weights = "original"
	}
	add(true, "weights", "%s", weights)
	return steps
}
