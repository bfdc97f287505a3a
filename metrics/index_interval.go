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

// experiment is the index as a Monte Carlo run sees it: of the units that have a score, those wanted. Kept are their places; a unit that may
// have no rank has no group.
func (s *scored) experiment(x catalog.Index, wanted func(i int) bool) (e composite.Experiment, kept []int, err error) {
	tree, err := composite.NewTree(s.root)
	if err != nil {
		return e, nil, err
	}
	groups, err := s.groups(x)
	if err != nil {
		return e, nil, err
	}
	var among []string
	for i, v := range s.result.Scores.Columns[0] {
		if math.IsNaN(v) || !wanted(i) {
			continue
		}
		kept = append(kept, i)
		if !s.eligible[i] {
			groups[i] = ""
		}
		among = append(among, groups[i])
	}
	u := x.Uncertainty
	vary := composite.Variation{Dirichlet: u.WeightsDirichlet, Goalposts: u.Goalposts, DropOne: u.DropOne == "per_parent"}
	for _, m := range u.Aggregate {
		vary.Means = append(vary.Means, composite.Method(m))
	}
	return composite.Experiment{Tree: tree, Values: s.matrix.Keep(kept), Posts: s.posts, Group: among, Variation: vary, Floor: max(x.Floor, 1)}, kept, nil
}

// simulate runs the trials, once for all tables that rest on them. The trials of a unit without a score are nil. All periods are in each trial,
// so that two years of a unit are compared under the same choices.
func (s *scored) simulate(ctx context.Context, x catalog.Index) (*composite.Trials, error) {
	if s.trials != nil {
		return s.trials, nil
	}
	e, kept, err := s.experiment(x, func(int) bool { return true })
	if err != nil {
		return nil, err
	}
	made, err := e.Run(ctx, x.Uncertainty.Replicates, x.Uncertainty.Seed)
	if err != nil {
		return nil, err
	}
	s.trials = &composite.Trials{Scores: make([][]float64, len(s.ids)), Ranks: make([][]int, len(s.ids))}
	for k, i := range kept {
		s.trials.Scores[i], s.trials.Ranks[i] = made.Scores[k], made.Ranks[k]
	}
	return s.trials, nil
}

// intervalRows give, for each unit with a score, the range of scores and ranks over the trials, its band and how often it keeps it,
// scores and ranks under other weights, and its place among peers.
func (s *scored) intervalRows(ctx context.Context, st *Stage, x catalog.Index) ([][]string, error) {
	trials, err := s.simulate(ctx, x)
	if err != nil {
		return nil, err
	}
	groups, err := s.groups(x)
	if err != nil {
		return nil, err
	}
	nominal := s.result.Scores.Columns[0]
	ranks, _ := s.places(nominal, groups)
	equal, bod, err := s.schemes(x, groups)
	if err != nil {
		return nil, err
	}
	equalRanks, _ := s.places(equal, groups)
	bodRanks, _ := s.places(bod, groups)
	peers, err := s.peers(ctx, st, groups)
	if err != nil {
		return nil, err
	}
	basis, err := s.result.Basis(s.root.Code)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for i, unit := range s.ids {
		if math.IsNaN(nominal[i]) {
			continue
		}
		low, median, high := composite.Range(trials.Scores[i])
		rankLow, rankMedian, rankHigh := composite.Range(trials.Ranks[i])
		name, share := band(x.Bands, nominal[i], trials.Scores[i])
		row := []string{unit, s.levels[i], s.periods[i], basis[i], decimal(nominal[i]), present(low), present(median), present(high),
			place(ranks[i]), present(math.Floor(rankLow)), present(math.Round(rankMedian)), present(math.Ceil(rankHigh)), name, present(share),
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

// sensitivityRows say which choice moves ranks of the newest period most; nothing where no unit is ranked.
func (s *scored) sensitivityRows(ctx context.Context, x catalog.Index) ([][]string, error) {
	newest := ""
	for i, v := range s.result.Scores.Columns[0] {
		if s.eligible[i] && !math.IsNaN(v) {
			newest = max(newest, s.periods[i])
		}
	}
	e, _, err := s.experiment(x, func(i int) bool { return s.eligible[i] && s.periods[i] == newest })
	if err != nil || !slices.ContainsFunc(e.Group, func(g string) bool { return g != "" }) {
		return nil, err
	}
	indices, err := e.Sensitivity(ctx, x.Uncertainty.Sensitivity, x.Uncertainty.Seed)
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
func (s *scored) schemes(x catalog.Index, groups []string) (equal, bod []float64, err error) {
	none := make([]float64, len(s.ids))
	for i := range none {
		none[i] = math.NaN()
	}
	equal, bod = none, none
	for _, scheme := range x.Schemes {
		switch scheme {
		case "equal":
			root := s.root
			root.Children = slices.Clone(root.Children)
			for k := range root.Children {
				root.Children[k].Weight = 1
			}
			tree, err := composite.NewTree(root)
			if err != nil {
				return nil, nil, err
			}
			result, err := tree.Score(s.z)
			if err != nil {
				return nil, nil, err
			}
			equal = result.Scores.Columns[0]
		case "bod":
			if bod, err = s.benefitOfDoubt(groups); err != nil {
				return nil, nil, err
			}
		}
	}
	return equal, bod, nil
}

// benefitOfDoubt gives each unit the weights of the root's children under which it looks best, no weight further than the spread from
// equal ones, among the units that it is ranked with. The score is the share of the best attainable, 0 … 100.
func (s *scored) benefitOfDoubt(groups []string) ([]float64, error) {
	out := make([]float64, len(s.ids))
	members := map[string][]int{}
	for i, v := range s.result.Scores.Columns[0] {
		out[i] = math.NaN()
		if s.eligible[i] && !math.IsNaN(v) {
			members[groups[i]] = append(members[groups[i]], i)
		}
	}
	if len(s.root.Children) < 2 {
		return out, nil
	}
	for group, rows := range members {
		var columns [][]float64
		for _, child := range s.root.Children {
			own, all := make([]float64, len(rows)), s.result.Scores.Column(child.Code)
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
