// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"math"

	"osnova/metrics/composite"
)

// unitPeriod is a unit in one period, as rows of an index's tables begin.
type unitPeriod struct {
	Unit   string `column:"unit_id"`
	Level  string `column:"level"`
	Period string `column:"period"`
}

// at is the unit of a row of the index.
func (u *indexUnits) at(i int) unitPeriod { return unitPeriod{u.ids[i], u.levels[i], u.periods[i]} }

// scoreRow is one node of one unit; of the root with its rank, where it has one.
type scoreRow struct {
	unitPeriod
	Node      string  `column:"node_id"`
	Value     float64 `column:"value"`
	Geometric float64 `column:"value_gmean"`
	Arith     float64 `column:"value_amean"`
	Coverage  float64 `column:"coverage"`
	Grade     string  `column:"grade"`
	Rank      int     `column:"rank,omitzero"`
	Ranked    int     `column:"ranked,omitzero"`
}

type contributionRow struct {
	unitPeriod
	Node         string  `column:"node_id"`
	Contribution float64 `column:"contribution"`
}

type lossRow struct {
	unitPeriod
	Node     string  `column:"node_id"`
	Gap      float64 `column:"gap"`
	Share    float64 `column:"loss_share"`
	Dominant bool    `column:"dominant"`
}

type stepRow struct {
	unitPeriod
	Place     int     `column:"place"`
	Indicator string  `column:"indicator_id"`
	Score     float64 `column:"score"`
	Gain      float64 `column:"gain"`
}

// scoreRows lays scores out long: every unit and node, with ranks of the root among eligible units.
func (s *builtIndex) scoreRows(geometric, arithmetic *composite.Result) []scoreRow {
	ranks, among := s.RanksAmong(s.Result.Scores.Columns[0], s.among), s.sizes()
	var out []scoreRow
	for i := range s.ids {
		for j, node := range s.Result.Scores.Names {
			row := scoreRow{
				unitPeriod: s.at(i), Node: node, Value: matrixCell(s.Result.Scores, i, j), Geometric: matrixCell(geometric.Scores, i, j),
				Arith: matrixCell(arithmetic.Scores, i, j), Coverage: matrixCell(s.Result.Coverage, i, j),
			}
			if cover, ok := s.Result.Coverage.At(i, j); ok {
				row.Grade = composite.Grade(cover)
			}
			if j == 0 && ranks[i] > 0 {
				row.Rank, row.Ranked = ranks[i], among[i]
			}
			out = append(out, row)
		}
	}
	return out
}

func (s *builtIndex) contributionRows(split *composite.Matrix) []contributionRow {
	var out []contributionRow
	for i := range s.ids {
		for j, node := range split.Names {
			if v := matrixCell(split, i, j); !math.IsNaN(v) {
				out = append(out, contributionRow{s.at(i), node, v})
			}
		}
	}
	return out
}

// lossRows says, for each unit with a score, how the distance from 100 splits over the children of the root, and which loses most.
func (s *builtIndex) lossRows() ([]lossRow, error) {
	shares, err := s.Result.LossShares(s.Framework.Root)
	if err != nil {
		return nil, err
	}
	var out []lossRow
	for i := range s.ids {
		most := -1
		for j := range shares.Names {
			if v, ok := shares.At(i, j); ok && (most < 0 || v > shares.Columns[most][i]) {
				most = j
			}
		}
		for j, node := range shares.Names {
			share, ok := shares.At(i, j)
			if !ok {
				continue
			}
			value := s.Result.Scores.Column(node)[i]
			out = append(out, lossRow{s.at(i), node, round(100 - value), round(share), j == most})
		}
	}
	return out, nil
}

// stepRows ranks, for each community or body with a score, the indicators below 100 by what their rise to 100 alone would add to it.
func (s *builtIndex) stepRows() ([]stepRow, error) {
	var out []stepRow
	for i := range s.ids {
		if s.levels[i] != "community" && s.levels[i] != "body" {
			continue
		}
		gains, err := s.Result.Gains(s.Normalised, s.Normalised.Units[i])
		if err != nil {
			return nil, err
		}
		for k, g := range gains {
			out = append(out, stepRow{s.at(i), k + 1, g.Code, round(g.Value), round(g.Points)})
		}
	}
	return out, nil
}

// matrixCell is a cell of a matrix, NaN where it has none.
func matrixCell(m *composite.Matrix, i, j int) float64 {
	v, ok := m.At(i, j)
	if !ok {
		return math.NaN()
	}
	return round(v)
}
