// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"slices"
)

// Group is one part of a decomposition.
type Group struct {
	Name       string
	N          int     // units of weight above 0
	PopShare   float64 // share of the weight, 0…1
	ValueShare float64 // share of the total value, 0…1
	Mean       float64 // in the unit of x
	Index      float64 // the measure inside the group; 0 where all have 0
}

// Decomposition splits a measure by groups: Total = Between + Within + Overlap.
type Decomposition struct {
	Total   float64
	Between float64 // were every unit to get the mean of its group
	Within  float64 // groups' own inequality, weighted as the measure asks
	Overlap float64 // Gini only: because the ranges of groups overlap
	Groups  []Group // sorted by name
}

// BetweenShare returns Between/Total; [ErrUndefined] where all are equal.
func (d Decomposition) BetweenShare() (float64, error) {
	if d.Total == 0 {
		return 0, fmt.Errorf("between share: there is no inequality to share out: %w", ErrUndefined)
	}
	return d.Between / d.Total, nil
}

// TheilTByGroup splits [TheilT]: within = Σ s_g T_g with s_g the value share of
// group g. group names the group of each unit; an empty name is refused. x ≥ 0.
// Source: A. F. Shorrocks, 1980.
func TheilTByGroup(x, w []float64, group []string) (Decomposition, error) {
	return decompose(x, w, group, nonNegative, splitT)
}

// TheilLByGroup splits [TheilL]: within = Σ W_g L_g with W_g the weight share of
// group g. group names the group of each unit; an empty name is refused. x > 0.
// Source: A. F. Shorrocks, 1980.
func TheilLByGroup(x, w []float64, group []string) (Decomposition, error) {
	return decompose(x, w, group, positive, splitL)
}

// GiniByGroup splits [Gini]: between = Gini of the group means, within =
// Σ W_g s_g G_g, overlap = the rest, 0 when the groups' ranges do not overlap.
// group names the group of each unit; an empty name is refused. x ≥ 0.
// Source: P. J. Lambert and J. R. Aronson, 1993.
func GiniByGroup(x, w []float64, group []string) (Decomposition, error) {
	return decompose(x, w, group, nonNegative, splitGini)
}

func decompose(x, w []float64, group []string, d domain, of splitMeasure) (Decomposition, error) {
	if len(group) != len(x) {
		return Decomposition{}, fmt.Errorf("%d values but %d group names: give one a unit", len(x), len(group))
	}
	if rows := noName(group); rows != nil {
		return Decomposition{}, &RowError{"group", rows, "no group: leave the unit out or name its group"}
	}
	if err := check(x, w, d); err != nil {
		return Decomposition{}, err
	}
	ids, names := number(group)
	rows := orderUnits(x, byNumber(w), func(a, b uint32) int { return int(ids[a]) - int(ids[b]) })
	if w != nil {
		rows = slices.DeleteFunc(rows, func(r uint32) bool { return w[r] == 0 })
	}
	s := (&terms{}).split(newBasis(pickRows(x, rows), pickRows(w, rows)), pickRows(ids, rows), names)
	if err := s.draw(whole(s.basis)); err != nil {
		return Decomposition{}, err
	}
	return s.decomposition(of)
}

// number gives each name its place among the sorted names; −1 where it is empty.
func number(group []string) (ids []int32, names []string) {
	place := map[string]int32{}
	for _, name := range group {
		if _, known := place[name]; !known && name != "" {
			place[name] = 0
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for i, name := range names {
		place[name] = int32(i)
	}
	place[""] = -1
	ids = make([]int32, len(group))
	for i, name := range group {
		ids[i] = place[name]
	}
	return ids, names
}

func noName(group []string) []int {
	var rows []int
	for i, name := range group {
		if name == "" {
			rows = append(rows, i)
		}
	}
	return rows
}
