// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"

	"osnova/metrics/frame"
)

// RankedAmong names, for each row, what its score is ranked among: time, group and
// basis as the spec's rank says. Empty where the unit has no rank: it has no score,
// or no group. An unknown group column is an error.
func (x *Index) RankedAmong() ([]string, error) {
	names, err := x.among(true)
	if err != nil {
		return nil, err
	}
	for i, v := range x.Result.Scores.Columns[0] {
		if math.IsNaN(v) {
			names[i] = ""
		}
	}
	return names, nil
}

// among is [Index.RankedAmong] whether or not there is a score; basis is that of the
// root.
func (x *Index) among(basis bool) ([]string, error) {
	names := make([]string, len(x.Data.Codes))
	var groups, bases []string
	if r := x.Spec.Rank; r != nil {
		if r.Within != "" {
			var ok bool
			if groups, ok = x.Data.Groups[r.Within]; !ok {
				return nil, &frame.UnknownError{Where: "rank: within", What: "group column", Name: r.Within, Have: sortedKeys(x.Data.Groups)}
			}
		}
		if r.Basis && basis {
			var err error
			if bases, err = x.Result.Basis(x.Framework.Root); err != nil {
				return nil, err
			}
		}
	}
	for i := range names {
		if groups != nil && groups[i] == "" {
			continue
		}
		names[i] = " "
		if x.Data.Panel() {
			names[i] += x.Data.timeText(i)
		}
		if groups != nil {
			names[i] += " " + groups[i]
		}
		if bases != nil {
			names[i] += " " + bases[i]
		}
	}
	return names, nil
}

// gathered are the rows of one name each, time after time, in the order of the data;
// an empty name has none.
func (x *Index) gathered(names []string) [][]int {
	var out [][]int
	at := map[string]int{}
	for _, year := range x.Data.Years() {
		for _, i := range year {
			if names[i] == "" {
				continue
			}
			k, ok := at[names[i]]
			if !ok {
				k = len(out)
				at[names[i]], out = k, append(out, nil)
			}
			out[k] = append(out[k], i)
		}
	}
	return out
}

// RanksAmong are ranks inside each name of [Index.RankedAmong], 1 = best, ties share
// the smallest; 0 where there is no name or score. Scores that differ by less than
// about the twelfth digit tie.
func (x *Index) RanksAmong(scores []float64, names []string) []int {
	out := make([]int, len(scores))
	for _, rows := range x.gathered(names) {
		for k, rank := range levelRanks(pickRows(scores, rows)) {
			out[rows[k]] = rank
		}
	}
	return out
}

// rankings are the rows whose scores are ranked together.
func (x *Index) rankings() ([][]int, error) {
	names, err := x.RankedAmong()
	if err != nil {
		return nil, err
	}
	return x.gathered(names), nil
}
