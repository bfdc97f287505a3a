// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Standing is where a unit stands among its peers on one indicator.
type Standing struct {
	Indicator string
	Value     float64 // normalised, direction applied
	Rank, Of  int     // 1 = best, ties share the smallest; of the peers that have a value, the unit included
	Beaten    float64 // share of the other peers that are worse, ties counting half, 0…1
	Median    float64 // of the other peers
	Gap       float64 // Value − Median, in the scale of normalisation
	// Contribution is what the indicator adds to the score, see
	// [Result.Contributions]; NaN when none was given.
	Contribution float64
}

// Profile is what a unit is good and bad at.
type Profile struct {
	Unit                  string
	Strengths, Weaknesses []Standing // best and worst first; no indicator is in both
	All                   []Standing // in the order of the columns
}

// ProfileOptions say who is compared and what is listed.
type ProfileOptions struct {
	Peers []int // rows to compare with; nil = all. The unit itself need not be among them
	Top   int   // strengths and weaknesses listed at most, each
	// MinDistinct leaves out indicators with fewer distinct values among the unit
	// and its peers: a yes or no that nearly all have is nobody's strength. 0 = 2.
	MinDistinct int
}

// Strengths ranks the indicators of one unit by its place among peers: by the share
// of them it beats, then by the gap to their median. z holds normalised indicators
// (direction applied), contributions (may be nil) what they add to a score, with
// the same units. A strength beats more than half of the peers, a weakness fewer;
// a unit may have none. Indicators missing for the unit or for all peers are left
// out of the profile.
func Strengths(z, contributions *Matrix, unit int, o ProfileOptions) (Profile, error) {
	if unit < 0 || unit >= len(z.Units) {
		return Profile{}, fmt.Errorf("strengths: row %d of %d units", unit, len(z.Units))
	}
	for _, i := range o.Peers {
		if i < 0 || i >= len(z.Units) {
			return Profile{}, fmt.Errorf("strengths: peer in row %d of %d units", i, len(z.Units))
		}
	}
	if contributions != nil && len(contributions.Units) != len(z.Units) {
		return Profile{}, fmt.Errorf("strengths: contributions of %d units for %d", len(contributions.Units), len(z.Units))
	}
	p := Profile{Unit: z.Units[unit]}
	peers := o.Peers
	if peers == nil {
		for i := range z.Units {
			peers = append(peers, i)
		}
	}
	for j, name := range z.Names {
		s, ok := stand(z.Columns[j], unit, peers, max(2, o.MinDistinct))
		if !ok {
			continue
		}
		s.Indicator, s.Contribution = name, math.NaN()
		if contributions != nil {
			if column := contributions.Column(name); column != nil {
				s.Contribution = column[unit]
			}
		}
		p.All = append(p.All, s)
	}
	order := slices.Clone(p.All)
	slices.SortStableFunc(order, func(a, b Standing) int { return cmp.Or(cmp.Compare(b.Beaten, a.Beaten), cmp.Compare(b.Gap, a.Gap)) })
	for _, s := range order {
		if s.Beaten > 0.5 && len(p.Strengths) < o.Top {
			p.Strengths = append(p.Strengths, s)
		}
	}
	order = slices.Clone(p.All) // so that ties stand in the order of the columns
	slices.SortStableFunc(order, func(a, b Standing) int { return cmp.Or(cmp.Compare(a.Beaten, b.Beaten), cmp.Compare(a.Gap, b.Gap)) })
	for _, s := range order {
		if s.Beaten < 0.5 && len(p.Weaknesses) < o.Top {
			p.Weaknesses = append(p.Weaknesses, s)
		}
	}
	return p, nil
}

func stand(column []float64, unit int, peers []int, distinct int) (s Standing, ok bool) {
	s.Value = column[unit]
	if math.IsNaN(s.Value) {
		return s, false
	}
	s.Rank = 1
	var others []float64
	for _, i := range peers {
		v := column[i]
		if i == unit || math.IsNaN(v) {
			continue
		}
		others = append(others, v)
		switch {
		case v > s.Value:
			s.Rank++
		case v < s.Value:
			s.Beaten++
		default:
			s.Beaten += 0.5
		}
	}
	if len(others) == 0 {
		return s, false
	}
	s.Of = len(others) + 1
	s.Beaten /= float64(len(others))
	slices.Sort(others)
	s.Median = statistics.Quantile(others, 0.5)
	s.Gap = s.Value - s.Median
	all := append(others, s.Value)
	slices.Sort(all)
	return s, len(slices.Compact(all)) >= distinct
}
