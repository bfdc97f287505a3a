// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"slices"

	"osnova/metrics/frame"
)

// listed is how many strengths and weaknesses of a unit are written.
const listed = 10

// StrengthsFile says what the units named are good and bad at, against all units of
// the same year: uCode (and Time), kind, place, iCode, value, rank, of, beaten,
// median, gap, contribution. A unit that is not there is a fault; so is an index
// without scores.
func (x *Index) StrengthsFile(units []string) ([]byte, error) {
	if x.Result == nil {
		return nil, fmt.Errorf("strengths: there are no scores without aggregate")
	}
	split, err := x.Result.Contributions(x.Framework.Root)
	if err != nil {
		split = nil // not every mean can be shared out; places can be told all the same
	}
	w := frame.NewWriter(x.Data.key("kind", "place", "iCode", "value", "rank", "of", "beaten", "median", "gap", "contribution")...)
	for _, unit := range units {
		if !slices.Contains(x.Data.Codes, unit) {
			return nil, &frame.UnknownError{Where: x.Data.File, What: "unit", Name: unit, Have: x.Data.Codes}
		}
		for _, peers := range x.Data.Years() {
			for _, i := range peers {
				if x.Data.Codes[i] != unit {
					continue
				}
				p, err := Strengths(x.Scored(), split, i, ProfileOptions{Peers: peers, Top: listed})
				if err != nil {
					return nil, err
				}
				x.standings(w, i, "strength", p.Strengths)
				x.standings(w, i, "weakness", p.Weaknesses)
			}
		}
	}
	return w.Bytes(), nil
}

func (x *Index) standings(w *frame.Writer, row int, kind string, list []Standing) {
	for k, s := range list {
		x.Data.name(w, row)
		w.Text(kind)
		w.Int(k + 1)
		w.Text(s.Indicator)
		w.Number(s.Value)
		w.Int(s.Rank)
		w.Int(s.Of)
		for _, v := range []float64{s.Beaten, s.Median, s.Gap, s.Contribution} {
			w.Number(v)
		}
		w.End()
	}
}

// TrendsFile follows the score of every aggregate of every unit over the years of a
// panel: uCode, iCode, n, from, to, slope, low, high, p, sen, sen_low, sen_high,
// mann_kendall, change, change_p; see [Trend]. Nil where the data are no panel.
// Scores compare over years because all years are normalised together, or by
// goalposts.
func (x *Index) TrendsFile() ([]byte, error) {
	if x.Result == nil || !x.Data.Panel() {
		return nil, nil
	}
	w := frame.NewWriter(unitCode, "iCode", "n", "from", "to", "slope", "low", "high", "p", "sen", "sen_low", "sen_high", "mann_kendall", "change", "change_p")
	for _, code := range x.Framework.codes(TypeAggregate) {
		names, trends, err := Trends(x.Data.Codes, x.Data.Times, x.Result.Scores.Column(code), nil)
		if err != nil {
			return nil, fmt.Errorf("trends: %s: %w", code, err)
		}
		for i, t := range trends {
			w.Text(names[i])
			w.Text(code)
			w.Int(t.N)
			for _, v := range []float64{t.From, t.To, t.Slope, t.Low, t.High, t.P, t.Sen, t.SenLow, t.SenHigh, t.MannKendall, t.Change, t.ChangeP} {
				w.Number(v)
			}
			w.End()
		}
	}
	return w.Bytes(), nil
}

// CompareFiles set this index beside another one of the same data: compare.csv
// (uCode, first_score, second_score, first_rank, second_rank, shift, those moved
// most first) and compare_summary.csv (metric, value). Ranks are among the units
// scored in both; a positive shift is a rise in the second. A panel compares the
// last year.
func (x *Index) CompareFiles(other *Index) (map[string][]byte, error) {
	if x.Result == nil || other.Result == nil {
		return nil, fmt.Errorf("compare: both specs need aggregate")
	}
	units, scores := x.last()
	theirUnits, theirs := other.last()
	c, err := Compare(units, scores, theirUnits, theirs)
	if err != nil {
		return nil, err
	}
	w := frame.NewWriter(unitCode, "first_score", "second_score", "first_rank", "second_rank", "shift")
	for _, m := range c.Moves {
		w.Row(m.Unit, m.FirstScore, m.SecondScore, m.FirstRank, m.SecondRank, m.Shift)
	}
	s := frame.NewWriter("metric", "value")
	s.Row("units_in_both", len(c.Moves))
	s.Row("only_first", len(c.OnlyFirst))
	s.Row("only_second", len(c.OnlySecond))
	s.Row("pearson", c.Pearson.R)
	s.Row("spearman", c.Spearman.R)
	s.Row("kendall", c.Kendall.R)
	s.Row("mean_shift", c.MeanShift)
	s.Row("max_shift", c.MaxShift)
	s.Row("unmoved", c.Unmoved)
	s.Row(fmt.Sprintf("same_among_first_%d", c.TopOf), c.SameTop)
	return map[string][]byte{"compare.csv": w.Bytes(), "compare_summary.csv": s.Bytes()}, nil
}

// last is the scores of the root in the last year.
func (x *Index) last() (units []string, scores []float64) {
	years := x.Data.Years()
	for _, i := range years[len(years)-1] {
		units, scores = append(units, x.Data.Codes[i]), append(scores, x.Result.Scores.Column(x.Framework.Root)[i])
	}
	return units, scores
}

// OptimalFile finds weights of the children of an aggregate such that each child is
// as important as wanted; see [OptimiseWeights]. Targets are a file of iCode,
// Importance, one row for each child. Out: iCode, Level, Weight, target,
// importance, correlation: a file that a spec may name under weights.
func (x *Index) OptimalFile(parent string, targets *frame.Frame) ([]byte, OptimalWeights, error) {
	none := OptimalWeights{}
	item := x.Framework.Item(parent)
	if item == nil || item.Type != TypeAggregate {
		return nil, none, &frame.UnknownError{Where: x.Framework.File, What: "aggregate", Name: parent, Have: x.Framework.codes(TypeAggregate)}
	}
	if x.Result == nil {
		return nil, none, fmt.Errorf("optimal weights: the spec has no aggregate, so children have no scores")
	}
	codes, err := targets.Text("iCode")
	if err != nil {
		return nil, none, err
	}
	wanted, err := targets.Numbers("Importance")
	if err != nil {
		return nil, none, err
	}
	children := x.Framework.Children(parent)
	columns, goal := make([][]float64, len(children)), make([]float64, len(children))
	for k, child := range children {
		at := slices.Index(codes, child)
		if at < 0 {
			return nil, none, &frame.UnknownError{Where: targets.File, What: "row for", Name: child, Have: codes}
		}
		columns[k], goal[k] = x.Result.Scores.Column(child), wanted[at]
	}
	for i, c := range codes {
		if !slices.Contains(children, c) {
			return nil, none, &frame.CellError{File: targets.File, Line: targets.Line(i), Column: "iCode", Value: c, Reason: "is no child of " + parent}
		}
	}
	o, err := OptimiseWeights(columns, goal)
	if err != nil {
		return nil, none, err
	}
	total := 0.0
	for _, g := range goal {
		total += g
	}
	w := frame.NewWriter("iCode", "Level", "Weight", "target", "importance", "correlation")
	for k, child := range children {
		w.Row(child, x.Framework.Item(child).Level, o.Weights[k], goal[k]/total, o.Importance[k], o.Correlation[k])
	}
	return w.Bytes(), o, nil
}
