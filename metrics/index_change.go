package metrics

import (
	"context"
	"math"

	"osnova/catalog"
	"osnova/metrics/composite"
)

var changeColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText}, {Name: "level", Type: catalog.TypeText}, {Name: "period", Type: catalog.TypeText}, {Name: "period_before", Type: catalog.TypeText},
	{Name: "change", Type: catalog.TypeNumber}, {Name: "low", Type: catalog.TypeNumber}, {Name: "high", Type: catalog.TypeNumber}, {Name: "verdict", Type: catalog.TypeText},
}

// changeRows compare each score of a unit with its score before, trial by trial: the 5th to 95th percentile of the difference under equal
// choices. The verdict is up or down where that range leaves 0 out, unclear where it does not, and basis, without a number, where the two
// scores rest on different children of the root.
func (s *scored) changeRows(ctx context.Context, x catalog.Index) ([][]string, error) {
	trials, err := s.simulate(ctx, x)
	if err != nil {
		return nil, err
	}
	basis, err := s.result.Basis(s.root.Code)
	if err != nil {
		return nil, err
	}
	scores := s.result.Scores.Columns[0]
	var out [][]string
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
		row := []string{s.ids[i], s.levels[i], s.periods[i], s.periods[last], "", "", "", "basis"}
		if basis[i] == basis[last] {
			difference := make([]float64, len(trials.Scores[i]))
			for r := range difference {
				difference[r] = trials.Scores[i][r] - trials.Scores[last][r]
			}
			low, _, high := composite.Range(difference)
			row[4], row[5], row[6], row[7] = decimal(v-scores[last]), present(low), present(high), verdict(low, high)
		}
		out = append(out, row)
	}
	return out, nil
}

func verdict(low, high float64) string {
	switch {
	case low > 0:
		return "up"
	case high < 0:
		return "down"
	}
	return "unclear"
}
