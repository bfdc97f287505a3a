// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"context"
	"fmt"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Uncertainty is how ranks and scores move when choices do.
type Uncertainty struct {
	Units []UnitRange // one a row of the data
	Drawn []Drawn     // one a replicate
	Pairs []PairOrder // of units ranked together, in the order of the data; nil above 300 units
	Shift []float64   // mean |rank − nominal rank| of each replicate

	trials *Trials
}

// UnitRange is one unit over all replicates in which it has a rank. Quantiles are
// of type 7 (Hyndman, Fan 1996). NaN when it has none.
type UnitRange struct {
	Nominal                int // rank as the spec stands; 0 = none
	Mean, Median, Q05, Q95 float64
	Score                  float64 // as the spec stands
	// Of the scores; NaN where replicates score on different scales.
	ScoreMean, ScoreQ05, ScoreQ50, ScoreQ95 float64

	AboveNext  float64 // share of replicates in which it ranks before the unit next in rank; NaN for the last
	Fifth      int     // of the nominal ranks, 1 = best; 0 = none
	FifthShare float64 // share of replicates in which its rank is in the same fifth
	Band       int     // units whose intervals reach that of the band's first unit share a band, 1 = best
	Replicates int     // in which it has a score
}

// PairOrder is how often one unit ranks before another, as a share of the replicates in
// which both have a rank; in the rest it ranks behind or level.
type PairOrder struct {
	A, B          int // rows of the data
	Before, Level float64
}

// mostPairs is how many units are compared each with each.
const mostPairs = 300

// mostKept bounds the ranks and scores kept at once, 12 bytes each: 3.6 GB.
const mostKept = 300_000_000

// Trials are the scores and ranks of the root over all replicates.
type Trials struct {
	Replicates int
	scores     []float64 // by unit, so that each unit's own replicates stand together
	ranks      []int32
	shift      []float64
	points     [][]float64
}

// Scores are those of a unit by replicate; NaN where one gave none.
func (t *Trials) Scores(unit int) []float64 {
	return t.scores[unit*t.Replicates : (unit+1)*t.Replicates]
}

// Ranks are those of a unit by replicate, 1 = best; 0 where it has none.
func (t *Trials) Ranks(unit int) []int32 {
	return t.ranks[unit*t.Replicates : (unit+1)*t.Replicates]
}

// Trials runs a Monte Carlo simulation. Equal seeds give equal results on any
// number of cores: replicate r draws from PCG(seed, r).
//
// Source: Saisana, Saltelli, Tarantola, Uncertainty and sensitivity analysis
// techniques as tools for the quality assessment of composite indicators, JRSS A
// 168, 2005.
func (s *Simulation) Trials(ctx context.Context, replicates int, seed uint64) (*Trials, error) {
	if most := mostKept / max(1, s.plan.units); replicates > most {
		return nil, fmt.Errorf("uncertainty: %d replicates of %d units would not fit in memory: give %d or fewer", replicates, s.plan.units, most)
	}
	units := s.plan.units
	t := &Trials{
		Replicates: replicates, ranks: make([]int32, units*replicates), scores: make([]float64, units*replicates),
		shift: make([]float64, replicates), points: s.points(seed, replicates, len(s.Factors)),
	}
	err := s.run(ctx, t.points, func(r int, root *column, work *scratch) {
		own := work.ranking(root)
		t.shift[r] = shift(own, s.Nominal)
		for i, rank := range own {
			t.ranks[i*replicates+r] = rank
			t.scores[i*replicates+r] = root.v[i]
			if root.p != nil && root.p[i] == 0 {
				t.scores[i*replicates+r] = math.NaN()
			}
		}
	})
	return t, err
}

// Uncertainty summarises the trials of a simulation, see [Simulation.Trials].
func (s *Simulation) Uncertainty(ctx context.Context, replicates int, seed uint64) (*Uncertainty, error) {
	t, err := s.Trials(ctx, replicates, seed)
	if err != nil {
		return nil, err
	}
	return s.Summary(t), nil
}

// Summary says how ranks and scores moved over the trials.
func (s *Simulation) Summary(t *Trials) *Uncertainty {
	units, replicates, ranks := s.plan.units, t.Replicates, t.ranks
	u := &Uncertainty{Units: make([]UnitRange, units), Shift: t.shift, trials: t}
	work, c := s.plan.scratch(), s.plan.nominal()
	for _, point := range t.points {
		u.Drawn = append(u.Drawn, s.draw(point, work, &c))
	}
	var counts rankCounts
	comparable := s.oneScale()
	for i := range u.Units {
		u.Units[i] = counts.summarise(t.Ranks(i), t.Scores(i))
		unit := &u.Units[i]
		unit.Nominal, unit.Score = int(s.Nominal[i]), s.Scores[i]
		if math.IsNaN(unit.Score) { // what has no score as the spec stands has no range either
			*unit = counts.summarise(nil, nil)
			unit.Score = math.NaN()
		}
		if !comparable {
			unit.ScoreMean, unit.ScoreQ05, unit.ScoreQ50, unit.ScoreQ95 = math.NaN(), math.NaN(), math.NaN(), math.NaN()
		}
	}
	for _, rows := range s.plan.rankings {
		s.neighbours(u, rows, ranks, replicates)
		if units <= mostPairs {
			u.Pairs = append(u.Pairs, s.pairs(rows, ranks, replicates)...)
		}
	}
	return u
}

// oneScale says whether scores of all replicates are points of one scale: that of
// minmax or goalposts between the same ends, and no count of units outranked.
func (s *Simulation) oneScale() bool {
	first := s.plan.variants[0]
	for _, v := range s.plan.variants {
		for k, b := range v.bounds {
			own := first.bounds[k]
			if b.Empty == "" && (b.From != own.From || b.To != own.To || len(s.plan.variants) > 1 && !v.moved[k]) {
				return false
			}
		}
	}
	for _, r := range s.plan.rules {
		if r.Kind == string(CopelandRule) {
			return false
		}
	}
	return true
}

// ranking is the ranks of a column, in memory of the scratch.
func (s *scratch) ranking(c *column) []int32 {
	if s.ranked == nil {
		s.ranked = make([]int32, s.p.units)
	}
	s.ranks(c, s.ranked)
	return s.ranked
}

// shift is the mean |rank − nominal| over units that have both; 0 without any.
func shift(ranks, nominal []int32) float64 {
	sum, n := 0, 0
	for i, r := range ranks {
		if r > 0 && nominal[i] > 0 {
			d := int(r - nominal[i])
			sum += max(d, -d)
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(sum) / float64(n)
}

// rankCounts is memory for summaries.
type rankCounts struct{ ranks, scores []float64 }

func (m *rankCounts) summarise(ranks []int32, scores []float64) UnitRange {
	m.ranks, m.scores = m.ranks[:0], m.scores[:0]
	for r, rank := range ranks {
		if rank > 0 {
			m.ranks = append(m.ranks, float64(rank))
		}
		if !math.IsNaN(scores[r]) {
			m.scores = append(m.scores, scores[r])
		}
	}
	slices.Sort(m.ranks)
	slices.Sort(m.scores)
	q := statistics.Quantile
	return UnitRange{
		Replicates: len(m.scores), Mean: statistics.Mean(m.ranks), Median: q(m.ranks, 0.5), Q05: q(m.ranks, 0.05), Q95: q(m.ranks, 0.95),
		ScoreMean: statistics.Mean(m.scores), ScoreQ05: q(m.scores, 0.05), ScoreQ50: q(m.scores, 0.5), ScoreQ95: q(m.scores, 0.95), AboveNext: math.NaN(), FifthShare: math.NaN(),
	}
}

// pairs compares each unit with each after it.
func (s *Simulation) pairs(rows []int, ranks []int32, replicates int) (pairs []PairOrder) {
	for k, a := range rows {
		for _, b := range rows[k+1:] {
			before, level, both := 0, 0, 0
			for r := range replicates {
				own, other := ranks[a*replicates+r], ranks[b*replicates+r]
				if own == 0 || other == 0 {
					continue
				}
				both++
				switch {
				case own < other:
					before++
				case own == other:
					level++
				}
			}
			if both > 0 {
				pairs = append(pairs, PairOrder{a, b, float64(before) / float64(both), float64(level) / float64(both)})
			}
		}
	}
	return pairs
}

// neighbours compares units that stand next to each other.
func (s *Simulation) neighbours(u *Uncertainty, rows []int, ranks []int32, replicates int) {
	var order []int
	for _, i := range rows {
		if s.Nominal[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(s.Nominal[a] - s.Nominal[b]) })
	fifth := func(rank int32) int { return (int(rank)*5 + len(order) - 1) / len(order) }
	band, reach := 0, math.Inf(-1)
	for k, i := range order {
		unit := &u.Units[i]
		own := ranks[i*replicates : (i+1)*replicates]
		if !(unit.Q05 <= reach) {
			band, reach = band+1, unit.Q95
		}
		unit.Band, unit.Fifth = band, fifth(s.Nominal[i])
		same, before, both := 0, 0, 0
		for r, rank := range own {
			if rank == 0 {
				continue
			}
			if min(fifth(rank), 5) == unit.Fifth {
				same++
			}
			if k+1 < len(order) {
				if other := ranks[order[k+1]*replicates+r]; other > 0 {
					both++
					if rank < other {
						before++
					}
				}
			}
		}
		if unit.Replicates > 0 { // a ranked unit with a score has a rank
			unit.FifthShare = float64(same) / float64(unit.Replicates)
		}
		if both > 0 {
			unit.AboveNext = float64(before) / float64(both)
		}
	}
}
