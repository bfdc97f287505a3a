package inequality

import (
	"errors"
	"fmt"
	"math"
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
	return decompose(x, w, group, nonNegative, (*sample).theilT, func(g Group) float64 { return g.ValueShare })
}

// TheilLByGroup splits [TheilL]: within = Σ W_g L_g with W_g the weight share of
// group g. group names the group of each unit; an empty name is refused. x > 0.
// Source: A. F. Shorrocks, 1980.
func TheilLByGroup(x, w []float64, group []string) (Decomposition, error) {
	return decompose(x, w, group, positive, (*sample).theilL, func(g Group) float64 { return g.PopShare })
}

// GiniByGroup splits [Gini]: between = Gini of the group means, within =
// Σ W_g s_g G_g, overlap = the rest, 0 when the groups' ranges do not overlap.
// group names the group of each unit; an empty name is refused. x ≥ 0.
// Source: P. J. Lambert and J. R. Aronson, 1993.
func GiniByGroup(x, w []float64, group []string) (Decomposition, error) {
	d, err := decompose(x, w, group, nonNegative, (*sample).gini, func(g Group) float64 { return g.PopShare * g.ValueShare })
	if err == nil {
		d.Overlap = math.Max(0, d.Total-d.Between-d.Within)
	}
	return d, err
}

func decompose(x, w []float64, group []string, dom domain, index func(*sample) (float64, error), share func(Group) float64) (Decomposition, error) {
	if len(group) != len(x) {
		return Decomposition{}, fmt.Errorf("%d values but %d group names: give one a unit", len(x), len(group))
	}
	if rows := noName(group); rows != nil {
		return Decomposition{}, &RowError{rows, "no group: leave the unit out or name its group"}
	}
	all, err := newSample(x, w, dom)
	if err != nil {
		return Decomposition{}, err
	}
	var d Decomposition
	if d.Total, err = all.measure(index); err != nil {
		return Decomposition{}, err
	}
	var means, pops []float64
	for _, name := range sortedNames(group) {
		g, ok, err := part(x, w, group, name, index)
		if err != nil {
			return Decomposition{}, fmt.Errorf("group %s: %w", name, err)
		}
		if ok {
			d.Groups = append(d.Groups, g)
			means, pops = append(means, g.Mean), append(pops, g.PopShare)
		}
	}
	if d.Between, err = on(means, pops, dom, index); err != nil {
		return Decomposition{}, fmt.Errorf("between groups: %w", err)
	}
	total := 0.0
	for _, g := range d.Groups {
		total += g.PopShare
	}
	for i := range d.Groups {
		g := &d.Groups[i]
		g.PopShare /= total
		g.ValueShare = g.PopShare * g.Mean / all.mean
		d.Within += share(*g) * g.Index
	}
	return d, nil
}

// part measures one group; ok is false when none of its units has weight.
// PopShare holds the group's weight, not yet a share.
func part(x, w []float64, group []string, name string, index func(*sample) (float64, error)) (g Group, ok bool, err error) {
	xs, ws := pick(x, w, group, name)
	g = Group{Name: name, PopShare: float64(len(xs))}
	if ws != nil && slices.Max(ws) == 0 {
		return g, false, nil
	}
	s, err := newSample(xs, ws, anyReal)
	if err != nil {
		return g, false, err
	}
	g.N, g.Mean = len(s.x), s.mean
	if ws != nil {
		g.PopShare = 0
		slices.Sort(ws) // so that the order of units does not change the last bit
		for _, v := range ws {
			g.PopShare += v
		}
	}
	if s.mean > 0 {
		g.Index, err = s.measure(index)
	}
	return g, true, err
}

func pick(x, w []float64, group []string, name string) (xs, ws []float64) {
	for i := range x {
		if group[i] != name {
			continue
		}
		xs = append(xs, x[i])
		if w != nil {
			ws = append(ws, w[i])
		}
	}
	return xs, ws
}

func sortedNames(group []string) []string {
	names := slices.Clone(group)
	slices.Sort(names)
	return slices.Compact(names)
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

// Gap is the distance between the means of two groups.
type Gap struct {
	MeanA, MeanB float64  // in the unit of x
	Difference   float64  // MeanA − MeanB
	Ratio        *float64 // MeanA / MeanB; nil when MeanB is 0 or either is negative
}

// MeanGap compares the weighted means of groups A and B (weights nil = equal).
// Any finite x. For an interval see [Bootstrap.Interval] with two strata.
func MeanGap(xA, wA, xB, wB []float64) (Gap, error) {
	a, err := Mean(xA, wA)
	if err != nil {
		return Gap{}, fmt.Errorf("group A: %w", err)
	}
	b, err := Mean(xB, wB)
	if err != nil {
		return Gap{}, fmt.Errorf("group B: %w", err)
	}
	g := Gap{MeanA: a, MeanB: b}
	if g.Difference, err = finite(a - b); err != nil {
		return Gap{}, err
	}
	if ratio := a / b; a >= 0 && b > 0 && !math.IsInf(ratio, 0) {
		g.Ratio = &ratio
	}
	return g, nil
}

// OddsRatio returns (a/(1−a)) / (b/(1−b)) for shares a and b, 0…1.
// [ErrUndefined] when a = 1, b = 0 or b = 1.
func OddsRatio(a, b float64) (float64, error) {
	if !(a >= 0 && a <= 1 && b >= 0 && b <= 1) {
		return 0, errors.New("odds ratio: give two shares from 0 to 1")
	}
	if a == 1 || b == 0 || b == 1 {
		return 0, fmt.Errorf("odds ratio of %v to %v: %w", a, b, ErrUndefined)
	}
	return a / (1 - a) / (b / (1 - b)), nil
}
