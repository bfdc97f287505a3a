// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"math"
	"slices"
)

// drawnView is the part of the units drawn that a basis holds.
type drawnView struct {
	basis *basis   // nil: no unit
	unit  []uint32 // place of each unit of the basis among those drawn; nil: the same, from after on
	after int      // units drawn that lie below all of the basis
}

func (v drawnView) len() int {
	if v.basis == nil {
		return 0
	}
	return len(v.basis.x)
}

// keep is the view of the units for which the test holds, by their place here.
// The view stays itself when all are kept, so that columns are found once.
func (v drawnView) keep(test func(i int) bool) drawnView {
	n := 0
	for i := range v.len() {
		if test(i) {
			n++
		}
	}
	if n == v.len() {
		return v
	}
	if n == 0 {
		return drawnView{}
	}
	x, unit := make([]float64, 0, n), make([]uint32, 0, n)
	var w []float64
	if v.basis.w != nil {
		w = make([]float64, 0, n)
	}
	for i := range v.len() {
		if !test(i) {
			continue
		}
		x, unit = append(x, v.basis.x[i]), append(unit, v.place(i))
		if v.basis.w != nil {
			w = append(w, v.basis.w[i])
		}
	}
	return drawnView{basis: newBasis(x, w), unit: unit}
}

// positive applies the rule for zeros.
func (v drawnView) positive(z Zeros) drawnView {
	if v.basis == nil || v.basis.x[0] > 0 && v.basis.x[0] >= z.Floor {
		return v
	}
	if z.Floor == 0 {
		k, _ := slices.BinarySearchFunc(v.basis.x, 0, func(x float64, _ int) int {
			if x > 0 {
				return 1
			}
			return -1
		})
		return v.above(k)
	}
	x := make([]float64, v.len())
	for i := range x {
		x[i] = math.Max(v.basis.x[i], z.Floor)
	}
	return drawnView{basis: newBasis(x, v.basis.w), unit: v.unit, after: v.after}
}

// above is the view without its k lowest units.
func (v drawnView) above(k int) drawnView {
	if k == v.len() {
		return drawnView{}
	}
	var w []float64
	if v.basis.w != nil {
		w = v.basis.w[k:]
	}
	out := drawnView{basis: newBasis(v.basis.x[k:], w), after: v.after + k}
	if v.unit != nil {
		out.unit, out.after = v.unit[k:], 0
	}
	return out
}

// place is that of unit i among those drawn.
func (v drawnView) place(i int) uint32 {
	if v.unit == nil {
		return uint32(i + v.after)
	}
	return v.unit[i]
}

// pickUnits gathers, for the units of the view, what is known of those drawn.
func pickUnits[T any](v drawnView, of []T) []T {
	switch {
	case v.basis == nil:
		return nil
	case v.unit == nil:
		return of[v.after:][:v.len()]
	}
	return pickRows(of, v.unit)
}

// open returns a function from draws to samples: nil draws each unit once. The
// sample is nil when none of its units was drawn, and valid until the next draw.
func (v drawnView) open() func(times []int32) *sample {
	if v.basis == nil {
		return func([]int32) *sample { return nil }
	}
	s := v.basis.sample()
	var own []int32
	return func(times []int32) *sample {
		if times == nil {
			s.draw(nil)
			return s
		}
		switch {
		case v.unit == nil && v.after > 0:
			if times = times[v.after:]; !slices.ContainsFunc(times, func(n int32) bool { return n > 0 }) {
				return nil
			}
		case v.unit != nil:
			if own == nil {
				own = make([]int32, len(v.unit))
			}
			there := int32(0)
			for i, u := range v.unit {
				own[i] = times[u]
				there |= own[i]
			}
			if there == 0 {
				return nil
			}
			times = own
		}
		s.draw(times)
		return s
	}
}

// question is one question to the units, answered by numbers in a fixed order.
type question interface {
	width() int
	open() answerer
}

// answerer answers for a draw (nil: each unit once); NaN is undefined. It keeps
// buffers and serves one draw at a time.
type answerer func(times []int32, out []float64) error

// putNumber writes a number, or NaN where it is undefined.
func putNumber(out []float64, v float64, err error) error {
	out[0] = v
	if errors.Is(err, ErrUndefined) {
		out[0], err = math.NaN(), nil
	}
	return err
}

func undefined(out []float64) {
	for i := range out {
		out[i] = math.NaN()
	}
}

func orNaN(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}
