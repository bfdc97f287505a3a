// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// changeRow is a score held against the one before; the numbers are NaN where the two cannot be compared.
type changeRow struct {
	unitPeriod
	Before  string  `column:"period_before"`
	Change  float64 `column:"change"`
	Low     float64 `column:"low"`
	High    float64 `column:"high"`
	Verdict string  `column:"verdict"`
}

// changeRows compare each score of a unit with its score before, trial by trial: the 5th to 95th percentile of the difference under equal
// choices. The verdict is up or down where that range leaves 0 out, unclear where it does not, and basis, without a number, where the two
// scores rest on different children of the root.
func (s *builtIndex) changeRows(ctx context.Context) ([]changeRow, error) {
	_, trials, err := s.simulate(ctx)
	if err != nil {
		return nil, err
	}
	basis, err := s.Result.Basis(s.Framework.Root)
	if err != nil {
		return nil, err
	}
	scores := s.Result.Scores.Columns[0]
	var out []changeRow
	before := -1
	for i, v := range scores { // by level, unit and period
		if math.IsNaN(v) {
			continue
		}
		last := before
		before = i
		if last < 0 || s.ids[last] != s.ids[i] || s.levels[last] != s.levels[i] {
			continue
		}
		row := changeRow{s.at(i), s.periods[last], math.NaN(), math.NaN(), math.NaN(), "basis"}
		if basis[i] == basis[last] {
			var difference []float64
			for r, now := range trials.Scores(i) {
				if d := now - trials.Scores(last)[r]; !math.IsNaN(d) {
					difference = append(difference, d)
				}
			}
			slices.Sort(difference)
			low, high := statistics.Quantile(difference, 0.05), statistics.Quantile(difference, 0.95)
			row.Change, row.Low, row.High, row.Verdict = round(v-scores[last]), round(low), round(high), changeVerdict(low, high)
		}
		out = append(out, row)
	}
	return out, nil
}

func changeVerdict(low, high float64) string {
	switch {
	case low > 0:
		return "up"
	case high < 0:
		return "down"
	}
	return "unclear"
}
