// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"

	"osnova/catalog"
	"osnova/metrics/composite"
)

// intervalRow is the range of one unit's score and rank.
type intervalRow struct {
	unitPeriod
	Basis      string  `column:"basis"`
	Value      float64 `column:"value"`
	Low        float64 `column:"low"`
	Median     float64 `column:"median"`
	High       float64 `column:"high"`
	Rank       int     `column:"rank,omitzero"`
	RankLow    float64 `column:"rank_low"`
	RankMedian float64 `column:"rank_median"`
	RankHigh   float64 `column:"rank_high"`
	bandCells
	Equal     float64 `column:"value_equal"`
	RankEqual int     `column:"rank_equal,omitzero"`
	BOD       float64 `column:"value_bod"`
	RankBOD   int     `column:"rank_bod,omitzero"`
	peerCells
}

// intervalRows give, for each unit with a score, the range of scores and ranks over the trials, its band and how often it keeps it,
// scores and ranks under other weights, and its place among peers.
func (s *builtIndex) intervalRows(ctx context.Context, st *Stage, x catalog.Index) ([]intervalRow, error) {
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
	var out []intervalRow
	for i, r := range ranges {
		if math.IsNaN(r.Score) {
			continue
		}
		out = append(out, intervalRow{
			unitPeriod: s.at(i), Basis: basis[i], Value: round(r.Score), Low: round(r.ScoreQ05), Median: round(r.ScoreQ50), High: round(r.ScoreQ95),
			Rank: r.Nominal, RankLow: math.Floor(r.Q05), RankMedian: math.Round(r.Median), RankHigh: math.Ceil(r.Q95),
			bandCells: bandCellsOf(s.Spec.Bands, runs[i]), Equal: round(equal[i]), RankEqual: equalRanks[i], BOD: round(bod[i]), RankBOD: bodRanks[i],
			peerCells: peers[i].cells(),
		})
	}
	return out, nil
}

type sensitivityRow struct {
	Factor    string  `column:"factor"`
	First     float64 `column:"si"`
	FirstLow  float64 `column:"si_low"`
	FirstHigh float64 `column:"si_high"`
	Total     float64 `column:"sti"`
	TotalLow  float64 `column:"sti_low"`
	TotalHigh float64 `column:"sti_high"`
}

// sensitivityRows say which choice moves the ranks of all units most; nothing where no unit is ranked.
func (s *builtIndex) sensitivityRows(ctx context.Context) ([]sensitivityRow, error) {
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
	var out []sensitivityRow
	for _, f := range indices {
		out = append(out, sensitivityRow{f.Factor, round(f.First), round(f.Low), round(f.High), round(f.Total), round(f.TotalLow), round(f.TotalHigh)})
	}
	return out, nil
}

// weightSpread is how far weights of benefit of the doubt may lie from equal ones.
const weightSpread = 0.5

// schemes score the units with equal weights of the root's children, and with those weights of them under which each unit looks best. A scheme
// that is not declared is missing throughout.
func (s *builtIndex) schemes(x catalog.Index) (equal, bod []float64, err error) {
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
func (s *builtIndex) benefitOfDoubt() ([]float64, error) {
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
		result, err := composite.BenefitOfDoubt(columns, composite.AroundEqual(len(columns), weightSpread, true))
		if err != nil {
			return nil, fmt.Errorf("benefit of the doubt among %s: %w", group, err)
		}
		for k, i := range rows {
			out[i] = 100 * result.Scores[k]
		}
	}
	return out, nil
}
