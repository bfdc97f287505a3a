// SPDX-License-Identifier: Apache-2.0

package composite

import "fmt"

// Ranks orders scores from the best: 1 = the highest, ties share the smallest
// rank (1, 2, 2, 4), a missing score (NaN) has rank 0.
func Ranks(scores []float64) []int {
	var s sorter
	ranks := make([]int, len(scores))
	s.collect(scores)
	s.sort()
	for k, key := range s.keys {
		ranks[key.row] = k + 1
		if k > 0 && key.bits == s.keys[k-1].bits {
			ranks[key.row] = ranks[s.keys[k-1].row]
		}
	}
	return ranks
}

// RanksWithin is [Ranks] inside each group of equal names, one name a score.
func RanksWithin(scores []float64, group []string) ([]int, error) {
	if len(group) != len(scores) {
		return nil, fmt.Errorf("%d scores but %d group names: give one a score", len(scores), len(group))
	}
	members := map[string][]int{}
	for i, name := range group {
		members[name] = append(members[name], i)
	}
	ranks := make([]int, len(scores))
	for _, rows := range members {
		own := make([]float64, len(rows))
		for k, i := range rows {
			own[k] = scores[i]
		}
		for k, rank := range Ranks(own) {
			ranks[rows[k]] = rank
		}
	}
	return ranks, nil
}

// Grade names a coverage, 0…1: A from 0.90, B from 0.75, C from 0.60, else D, the
// grade without an index. NaN, nothing applicable, is D.
func Grade(coverage float64) string {
	switch {
	case coverage >= 0.90-tolerance:
		return "A"
	case coverage >= 0.75-tolerance:
		return "B"
	case coverage >= 0.60-tolerance:
		return "C"
	default:
		return "D"
	}
}
