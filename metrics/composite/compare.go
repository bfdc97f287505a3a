// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Comparison is what changes from one result to another.
type Comparison struct {
	Moves []UnitMove // the units scored in both, those moved most first
	// OnlyFirst and OnlySecond are units scored in one of the results alone, sorted.
	OnlyFirst, OnlySecond []string

	Pearson, Spearman, Kendall statistics.Correlation // of the scores in both

	MeanShift float64 // mean |rank shift|, places; 0 without common units
	MaxShift  int
	Unmoved   int // units that keep their rank
	// SameTop is how many of the first ten units of the first are among the first
	// ten of the second (ties at the tenth place count), of TopOf.
	SameTop, TopOf int
}

// UnitMove is one unit in both results.
type UnitMove struct {
	Unit                    string
	FirstScore, SecondScore float64
	FirstRank, SecondRank   int // among the units scored in both, 1 = best
	Shift                   int // FirstRank − SecondRank: above 0, it rises
}

// Compare sets two results side by side: two specs, two years, with and without an
// element. Units are matched by code, never by position. A missing score is NaN.
// Ranks are taken among the units scored in both, so that a unit which came or went
// moves nobody.
func Compare(firstUnits []string, first []float64, secondUnits []string, second []float64) (Comparison, error) {
	a, err := scored(firstUnits, first)
	if err != nil {
		return Comparison{}, fmt.Errorf("compare: first result: %w", err)
	}
	b, err := scored(secondUnits, second)
	if err != nil {
		return Comparison{}, fmt.Errorf("compare: second result: %w", err)
	}
	var c Comparison
	var x, y []float64
	for i, unit := range firstUnits { // in the order given, not of a map
		if math.IsNaN(first[i]) {
			continue
		}
		v, both := b[unit]
		if !both {
			c.OnlyFirst = append(c.OnlyFirst, unit)
			continue
		}
		c.Moves = append(c.Moves, UnitMove{Unit: unit, FirstScore: first[i], SecondScore: v})
		x, y = append(x, first[i]), append(y, v)
	}
	for unit := range b {
		if _, both := a[unit]; !both {
			c.OnlySecond = append(c.OnlySecond, unit)
		}
	}
	slices.Sort(c.OnlyFirst)
	slices.Sort(c.OnlySecond)
	c.Pearson, c.Spearman, c.Kendall = statistics.Pearson(x, y), statistics.Spearman(x, y), statistics.Kendall(x, y)
	before, after := Ranks(x), Ranks(y)
	for i := range c.Moves {
		m := &c.Moves[i]
		m.FirstRank, m.SecondRank, m.Shift = before[i], after[i], before[i]-after[i]
		size := max(m.Shift, -m.Shift)
		c.MeanShift += float64(size) / float64(len(x))
		if c.MaxShift = max(c.MaxShift, size); size == 0 {
			c.Unmoved++
		}
		if m.FirstRank <= 10 {
			if c.TopOf++; m.SecondRank <= 10 {
				c.SameTop++
			}
		}
	}
	slices.SortFunc(c.Moves, func(a, b UnitMove) int {
		return cmp.Or(cmp.Compare(max(b.Shift, -b.Shift), max(a.Shift, -a.Shift)), cmp.Compare(a.FirstRank, b.FirstRank), cmp.Compare(a.Unit, b.Unit))
	})
	return c, nil
}

func scored(units []string, scores []float64) (map[string]float64, error) {
	if len(units) != len(scores) {
		return nil, fmt.Errorf("%d units for %d scores", len(units), len(scores))
	}
	if name, twice := repeated(units); twice {
		return nil, fmt.Errorf("unit %q is there twice: codes must be unique", name)
	}
	out := make(map[string]float64, len(units))
	for i, unit := range units {
		if !math.IsNaN(scores[i]) {
			out[unit] = scores[i]
		}
	}
	return out, nil
}
