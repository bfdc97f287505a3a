package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/metrics/composite"
)

// intervalColumns are those of the ranges of an index, with the share of each of its bands.
func intervalColumns(x catalog.Index) []catalog.Column {
	text := func(names ...string) (out []catalog.Column) {
		for _, n := range names {
			out = append(out, catalog.Column{Name: n, Type: catalog.TypeText})
		}
		return out
	}
	numbers := func(kind string, names ...string) (out []catalog.Column) {
		for _, n := range names {
			out = append(out, catalog.Column{Name: n, Type: kind})
		}
		return out
	}
	columns := slices.Concat(text("unit_id", "level", "period", "basis"), numbers(catalog.TypeNumber, "value", "low", "median", "high"),
		numbers(catalog.TypeInteger, "rank"), numbers(catalog.TypeNumber, "rank_low", "rank_median", "rank_high"),
		text("band", "band_low", "band_high"), numbers(catalog.TypeInteger, "bands"), numbers(catalog.TypeNumber, "band_share"))
	for _, band := range x.Bands {
		columns = append(columns, numbers(catalog.TypeNumber, bandColumn(band))...)
	}
	return slices.Concat(columns, numbers(catalog.TypeNumber, "value_equal"), numbers(catalog.TypeInteger, "rank_equal"), numbers(catalog.TypeNumber, "value_bod"),
		numbers(catalog.TypeInteger, "rank_bod"), text("peer_group"), numbers(catalog.TypeInteger, "peers", "peer_rank"), numbers(catalog.TypeNumber, "peer_median", "peer_best"))
}

// bandColumn is the column of a band's share.
func bandColumn(b catalog.Band) string { return "p_" + strings.ToLower(b.ID) }

// intervalRows give, for each unit with a score, the range of scores and ranks over the trials, its band and how often it keeps it,
// scores and ranks under other weights, and its place among peers.
func (s *built) intervalRows(ctx context.Context, st *Stage, x catalog.Index) ([][]string, error) {
	simulation, trials, err := s.simulate(ctx)
	if err != nil {
		return nil, err
	}
	ranges := simulation.Summary(trials).Units
	runs, err := s.runs(ctx)
	if err != nil {
		return nil, err
	}
	equal, bod, err := s.schemes(x)
	if err != nil {
		return nil, err
	}
	equalRanks, bodRanks := s.RanksAmong(equal, s.among), s.RanksAmong(bod, s.among)
	peers, err := s.peers(ctx, st)
	if err != nil {
		return nil, err
	}
	basis, err := s.Result.Basis(s.Framework.Root)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for i, unit := range s.ids {
		r := ranges[i]
		if math.IsNaN(r.Score) {
			continue
		}
		row := []string{
			unit, s.levels[i], s.periods[i], basis[i], decimal(r.Score), present(r.ScoreQ05), present(r.ScoreQ50), present(r.ScoreQ95),
			place(r.Nominal), present(math.Floor(r.Q05)), present(math.Round(r.Median)), present(math.Ceil(r.Q95)),
		}
		row = append(row, bandCells(s.Spec.Bands, runs[i])...)
		row = append(row, present(equal[i]), place(equalRanks[i]), present(bod[i]), place(bodRanks[i]))
		row = append(row, peers[i].cells()...)
		out = append(out, row)
	}
	return out, nil
}

var sensitivityColumns = []catalog.Column{
	{Name: "factor", Type: catalog.TypeText},
	{Name: "si", Type: catalog.TypeNumber},
	{Name: "si_low", Type: catalog.TypeNumber},
	{Name: "si_high", Type: catalog.TypeNumber},
	{Name: "sti", Type: catalog.TypeNumber},
	{Name: "sti_low", Type: catalog.TypeNumber},
	{Name: "sti_high", Type: catalog.TypeNumber},
}

// sensitivityRows say which choice moves the ranks of all units most; nothing where no unit is ranked.
func (s *built) sensitivityRows(ctx context.Context) ([][]string, error) {
	if !slices.ContainsFunc(s.among, func(name string) bool { return name != "" }) {
		return nil, nil
	}
	simulation, _, err := s.simulate(ctx)
	if err != nil {
		return nil, err
	}
	indices, err := simulation.Sensitivity(ctx, s.Spec.Sensitivity.Replicates, s.Spec.Sensitivity.Seed)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for _, f := range indices {
		out = append(out, []string{f.Factor, present(f.First), present(f.Low), present(f.High), present(f.Total), present(f.TotalLow), present(f.TotalHigh)})
	}
	return out, nil
}

// place is a rank, or nothing where there is none.
func place(rank int) string {
	if rank == 0 {
		return ""
	}
	return count(rank)
}

// spread is how far weights of benefit of the doubt may lie from equal ones.
const spread = 0.5

// schemes score the units with equal weights of the root's children, and with those weights of them under which each unit looks best. A scheme
// that is not declared is missing throughout.
func (s *built) schemes(x catalog.Index) (equal, bod []float64, err error) {
	none := make([]float64, len(s.ids))
	for i := range none {
		none[i] = math.NaN()
	}
	equal, bod = none, none
	for _, scheme := range x.Schemes {
		switch scheme {
		case "equal":
			root := s.root()
			for k := range root.Children {
				root.Children[k].Weight = 1
			}
			tree, err := composite.NewTree(root)
			if err != nil {
				return nil, nil, err
			}
			result, err := tree.Score(s.Normalised)
			if err != nil {
				return nil, nil, err
			}
			equal = result.Scores.Columns[0]
		case "bod":
			if bod, err = s.benefitOfDoubt(); err != nil {
				return nil, nil, err
			}
		}
	}
	return equal, bod, nil
}

// benefitOfDoubt gives each unit the weights of the root's children under which it looks best, no weight further than the spread from
// equal ones, among the units that it is ranked with. The score is the share of the best attainable, 0 … 100.
func (s *built) benefitOfDoubt() ([]float64, error) {
	out := make([]float64, len(s.ids))
	members := map[string][]int{}
	for i, name := range s.among {
		out[i] = math.NaN()
		if name != "" {
			members[name] = append(members[name], i)
		}
	}
	children := s.root().Children
	if len(children) < 2 {
		return out, nil
	}
	for group, rows := range members {
		var columns [][]float64
		for _, child := range children {
			own, all := make([]float64, len(rows)), s.Result.Scores.Column(child.Code)
			for k, i := range rows {
				own[k] = all[i]
			}
			columns = append(columns, own)
		}
		result, err := composite.BenefitOfDoubt(columns, composite.AroundEqual(len(columns), spread, true))
		if err != nil {
			return nil, fmt.Errorf("benefit of the doubt among %s: %w", group, err)
		}
		for k, i := range rows {
			out[i] = 100 * result.Scores[k]
		}
	}
	return out, nil
}
