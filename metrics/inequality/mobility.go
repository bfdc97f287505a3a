// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"math"
)

// Mobility says who moved between classes of equal size.
type Mobility struct {
	N         int         // units with both values and weight
	Matrix    [][]float64 // share of the units of class i at the start that are in class j at the end; rows sum to 1
	Trace     float64     // sum of the diagonal: classes when nobody moved
	Shorrocks float64     // (classes − trace)/(classes − 1): 0 nobody moved … classes/(classes−1)
}

// MeasureMobility returns the transition matrix between quantile classes (5 = quintiles) of
// the same units at the start, x0, and at the end, x1, weights w (nil = equal). A
// unit's class is that of its fractional rank, so units of equal value share one.
// Any finite values. [ErrUndefined] when a class is empty at the start, as ties,
// heavy units and fewer units than classes make it; the other rows of the matrix
// are then filled all the same, and that of the class is all 0.
// Source: A. F. Shorrocks, 1978; S. J. Prais, 1955.
func MeasureMobility(x0, x1, w []float64, classes int) (Mobility, error) {
	if classes < 2 {
		return Mobility{}, fmt.Errorf("mobility between %d classes: give at least 2", classes)
	}
	r, err := rankUnits(x0, w, x1, anyReal)
	if err != nil {
		return Mobility{}, err
	}
	return r.mobility(classes)
}

func (r ranking) mobility(classes int) (Mobility, error) {
	class := func(rank float64) int { return min(classes-1, int(rank*float64(classes)+1e-12)) }
	m := Mobility{N: len(r.x), Matrix: make([][]float64, classes)}
	cells := make([]float64, classes*classes)
	for i := range m.Matrix {
		m.Matrix[i] = cells[i*classes : (i+1)*classes]
	}
	before := make([]int32, len(r.x))
	below := 0.0
	for i := 0; i < len(r.x); {
		j, tied := i, 0.0
		for ; j < len(r.x) && r.x[j] == r.x[i]; j++ {
			tied += r.at(j)
		}
		for ; i < j; i++ {
			before[i] = int32(class(below + tied/2))
		}
		below += tied
	}
	r.ties(func(units []uint32, rank float64) {
		to := class(rank)
		for _, u := range units {
			m.Matrix[before[u]][to] += r.at(int(u))
		}
	})
	empty := 0
	for i, row := range m.Matrix {
		total := 0.0
		for _, p := range row {
			total += p
		}
		if total == 0 {
			empty = i + 1
			continue
		}
		for j := range row {
			row[j] /= total
		}
		m.Trace += row[i]
	}
	if empty > 0 {
		return m, fmt.Errorf("mobility: no unit starts in class %d of %d: %w", empty, classes, ErrUndefined)
	}
	m.Shorrocks = math.Max(0, (float64(classes)-m.Trace)/float64(classes-1))
	return m, nil
}
