// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"
)

// ScoreGain is what the score of the root would gain if one indicator of a unit rose.
type ScoreGain struct {
	Code   string
	Value  float64 // normalised score of the indicator now, 0…100
	Points float64 // gain of the root, in points, with the indicator at 100
}

// Gains ranks, for one unit, the observed indicators below 100 by the exact gain
// of the root when the indicator alone is set to 100 and the tree is scored
// again: largest first, equal ones by code. Empty when the root has no score;
// indicators that would gain nothing are left out. z is what was scored.
func (r *Result) Gains(z *Matrix, unit string) ([]ScoreGain, error) {
	at := slices.Index(z.Units, unit)
	if at < 0 {
		return nil, fmt.Errorf("no unit %q in the matrix", unit)
	}
	now, ok := r.Scores.At(at, 0)
	if !ok {
		return nil, nil
	}
	leaves := r.tree.Leaves()
	var tried []string
	one := NewMatrix(nil, leaves)
	for _, code := range leaves {
		j := slices.Index(z.Names, code)
		if v, ok := z.At(at, j); !ok || v >= 100 {
			continue
		}
		tried = append(tried, code)
	}
	// Each try is a unit of its own: one pass scores them all.
	one.Units = tried
	for k, code := range leaves {
		j := slices.Index(z.Names, code)
		one.Columns[k] = make([]float64, len(tried))
		for i, raised := range tried {
			one.Columns[k][i] = z.Columns[j][at]
			if raised == code {
				one.Columns[k][i] = 100
			}
		}
		for i := range tried {
			if !z.Applies(at, j) {
				one.Exclude(i, k)
			}
		}
	}
	tries, err := r.tree.Score(one)
	if err != nil {
		return nil, err
	}
	var gains []ScoreGain
	for i, code := range tried {
		v, ok := tries.Scores.At(i, 0)
		if gain := v - now; ok && gain > tolerance {
			gains = append(gains, ScoreGain{Code: code, Value: z.Columns[slices.Index(z.Names, code)][at], Points: gain})
		}
	}
	slices.SortStableFunc(gains, func(a, b ScoreGain) int {
		switch {
		case math.Abs(a.Points-b.Points) <= tolerance:
			return slices.Index(leaves, a.Code) - slices.Index(leaves, b.Code)
		case a.Points > b.Points:
			return -1
		}
		return 1
	})
	return gains, nil
}
