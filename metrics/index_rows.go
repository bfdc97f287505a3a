package metrics

import (
	"math"
	"strconv"

	"osnova/catalog"
	"osnova/metrics/composite"
)

var scoreColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText},
	{Name: "level", Type: catalog.TypeText},
	{Name: "period", Type: catalog.TypeText},
	{Name: "node_id", Type: catalog.TypeText},
	{Name: "value", Type: catalog.TypeNumber},
	{Name: "value_gmean", Type: catalog.TypeNumber},
	{Name: "value_amean", Type: catalog.TypeNumber},
	{Name: "coverage", Type: catalog.TypeNumber},
	{Name: "grade", Type: catalog.TypeText},
	{Name: "rank", Type: catalog.TypeInteger},
	{Name: "ranked", Type: catalog.TypeInteger},
}

var contributionColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText}, {Name: "level", Type: catalog.TypeText}, {Name: "period", Type: catalog.TypeText}, {Name: "node_id", Type: catalog.TypeText}, {Name: "contribution", Type: catalog.TypeNumber},
}

var lossColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText},
	{Name: "level", Type: catalog.TypeText},
	{Name: "period", Type: catalog.TypeText},
	{Name: "node_id", Type: catalog.TypeText},
	{Name: "gap", Type: catalog.TypeNumber},
	{Name: "loss_share", Type: catalog.TypeNumber},
	{Name: "dominant", Type: catalog.TypeBoolean},
}

var stepColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText},
	{Name: "level", Type: catalog.TypeText},
	{Name: "period", Type: catalog.TypeText},
	{Name: "place", Type: catalog.TypeInteger},
	{Name: "indicator_id", Type: catalog.TypeText},
	{Name: "score", Type: catalog.TypeNumber},
	{Name: "gain", Type: catalog.TypeNumber},
}

// scoreRows lays scores out long: every unit and node, with ranks of the root among eligible units.
func (s *built) scoreRows(geometric, arithmetic *composite.Result) [][]string {
	ranks, among := s.RanksAmong(s.Result.Scores.Columns[0], s.among), s.sizes()
	var out [][]string
	for i, unit := range s.ids {
		for j, node := range s.Result.Scores.Names {
			row := []string{unit, s.levels[i], s.periods[i], node, cell(s.Result.Scores, i, j), cell(geometric.Scores, i, j), cell(arithmetic.Scores, i, j), cell(s.Result.Coverage, i, j), "", "", ""}
			if cover, ok := s.Result.Coverage.At(i, j); ok {
				row[8] = composite.Grade(cover)
			}
			if j == 0 && ranks[i] > 0 {
				row[9], row[10] = count(ranks[i]), count(among[i])
			}
			out = append(out, row)
		}
	}
	return out
}

func (s *built) contributionRows(split *composite.Matrix) [][]string {
	var out [][]string
	for i, unit := range s.ids {
		for j, node := range split.Names {
			if v := cell(split, i, j); v != "" {
				out = append(out, []string{unit, s.levels[i], s.periods[i], node, v})
			}
		}
	}
	return out
}

// lossRows says, for each unit with a score, how the distance from 100 splits over the children of the root, and which loses most.
func (s *built) lossRows() ([][]string, error) {
	shares, err := s.Result.LossShares(s.Framework.Root)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for i, unit := range s.ids {
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
			out = append(out, []string{unit, s.levels[i], s.periods[i], node, decimal(100 - value), decimal(share), strconv.FormatBool(j == most)})
		}
	}
	return out, nil
}

// stepRows ranks, for each community or body with a score, the indicators below 100 by what their rise to 100 alone would add to it.
func (s *built) stepRows() ([][]string, error) {
	var out [][]string
	for i, unit := range s.ids {
		if s.levels[i] != "community" && s.levels[i] != "body" {
			continue
		}
		gains, err := s.Result.Gains(s.Normalised, s.Normalised.Units[i])
		if err != nil {
			return nil, err
		}
		for k, g := range gains {
			out = append(out, []string{unit, s.levels[i], s.periods[i], count(k + 1), g.Code, decimal(g.Value), decimal(g.Points)})
		}
	}
	return out, nil
}

func cell(m *composite.Matrix, i, j int) string {
	v, ok := m.At(i, j)
	if !ok {
		return ""
	}
	return decimal(v)
}

// present is a number, or nothing where it is undefined.
func present(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return decimal(v)
}

func count(n int) string { return strconv.Itoa(n) }

func decimal(v float64) string { return strconv.FormatFloat(round(v), 'f', -1, 64) }

// round keeps ten decimals, so that a sum's last bit cannot change a published byte.
func round(v float64) float64 { return math.Round(v*1e10) / 1e10 }
