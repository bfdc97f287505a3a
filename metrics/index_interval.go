package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"

	"osnova/catalog"
	"osnova/metrics/composite"
)

var intervalColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText}, {Name: "level", Type: catalog.TypeText}, {Name: "period", Type: catalog.TypeText}, {Name: "basis", Type: catalog.TypeText},
	{Name: "value", Type: catalog.TypeNumber}, {Name: "low", Type: catalog.TypeNumber}, {Name: "median", Type: catalog.TypeNumber}, {Name: "high", Type: catalog.TypeNumber},
	{Name: "rank", Type: catalog.TypeInteger}, {Name: "rank_low", Type: catalog.TypeNumber}, {Name: "rank_median", Type: catalog.TypeNumber}, {Name: "rank_high", Type: catalog.TypeNumber},
	{Name: "band", Type: catalog.TypeText}, {Name: "band_share", Type: catalog.TypeNumber},
	{Name: "value_equal", Type: catalog.TypeNumber}, {Name: "rank_equal", Type: catalog.TypeInteger}, {Name: "value_bod", Type: catalog.TypeNumber}, {Name: "rank_bod", Type: catalog.TypeInteger},
	{Name: "peer_group", Type: catalog.TypeText}, {Name: "peers", Type: catalog.TypeInteger}, {Name: "peer_rank", Type: catalog.TypeInteger},
	{Name: "peer_median", Type: catalog.TypeNumber}, {Name: "peer_best", Type: catalog.TypeNumber},
}

// intervalRows give, for each unit with a score, the range of scores and ranks over the trials, its band and how often it keeps it,
// scores and ranks under other weights, and its place among peers.
func (s *built) intervalRows(ctx context.Context, st *Stage, x catalog.Index) ([][]string, error) {
	simulation, trials, err := s.simulate(ctx)
	if err != nil {
		return nil, err
	}
	ranges := simulation.Summary(trials).Units
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
		name, share := band(x.Bands, r.Score, trials.Scores(i))
		row := []string{unit, s.levels[i], s.periods[i], basis[i], decimal(r.Score), present(r.ScoreQ05), present(r.ScoreQ50), present(r.ScoreQ95),
			place(r.Nominal), present(math.Floor(r.Q05)), present(math.Round(r.Median)), present(math.Ceil(r.Q95)), name, present(share),
			present(equal[i]), place(equalRanks[i]), present(bod[i]), place(bodRanks[i])}
		row = append(row, peers[i].cells()...)
		out = append(out, row)
	}
	return out, nil
}

var sensitivityColumns = []catalog.Column{
	{Name: "factor", Type: catalog.TypeText}, {Name: "si", Type: catalog.TypeNumber}, {Name: "si_low", Type: catalog.TypeNumber}, {Name: "si_high", Type: catalog.TypeNumber},
	{Name: "sti", Type: catalog.TypeNumber}, {Name: "sti_low", Type: catalog.TypeNumber}, {Name: "sti_high", Type: catalog.TypeNumber},
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

// band names the stretch of the scale that holds the score, and the share of trials with a score that stay in it.
func band(bands []catalog.Band, score float64, trials []float64) (name string, share float64) {
	of := func(v float64) (at int) {
		at = -1
		for k, b := range bands {
			if v >= b.From {
				at = k
			}
		}
		return at
	}
	at := of(score)
	if at < 0 {
		return "", math.NaN()
	}
	kept, all := 0.0, 0.0
	for _, v := range trials {
		if math.IsNaN(v) {
			continue
		}
		all++
		if of(v) == at {
			kept++
		}
	}
	return bands[at].ID, kept / all
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
