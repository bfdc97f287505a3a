// SPDX-License-Identifier: Apache-2.0

package spatial

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// ErrUndefined says that the input is lawful and yet there is no value for it, as
// equal values have no pattern. Publish an empty cell.
var ErrUndefined = errors.New("undefined for these values")

// RowError names the units whose numbers cannot be used.
type RowError struct {
	What   string // which numbers: "value", "latitude", "longitude", "neighbour", …
	Rows   []int  // from 0, ascending
	Reason string
}

// Error names up to ten units, counted from 1.
func (e *RowError) Error() string {
	const most = 10
	var names []string
	for _, r := range e.Rows[:min(most, len(e.Rows))] {
		names = append(names, fmt.Sprint(r+1))
	}
	if more := len(e.Rows) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return fmt.Sprintf("unit %s (counted from 1): %s", strings.Join(names, ", "), e.Reason)
}

// Neighbours says who neighbours whom. Unit i has neighbours of the places
// list[start[i]:start[i+1]], each of weight one over their number.
type Neighbours struct {
	start, list []int32
}

// FromPairs takes n units and pairs of them, from 0; each pair makes both
// neighbours, twice named is once meant. A unit beside itself and a place outside
// 0 … n−1 are refused.
func FromPairs(n int, pairs [][2]int) (Neighbours, error) {
	lists := make([][]int32, n)
	for k, p := range pairs {
		for _, u := range p {
			if u < 0 || u >= n {
				return Neighbours{}, fmt.Errorf("pair %d: no unit at place %d of %d", k+1, u, n)
			}
		}
		if p[0] == p[1] {
			return Neighbours{}, fmt.Errorf("pair %d: unit %d is beside itself", k+1, p[0])
		}
		lists[p[0]] = append(lists[p[0]], int32(p[1]))
		lists[p[1]] = append(lists[p[1]], int32(p[0]))
	}
	return fromLists(lists), nil
}

// fromLists sorts the lists and drops repetitions.
func fromLists(lists [][]int32) Neighbours {
	w := Neighbours{start: make([]int32, 1, len(lists)+1)}
	for _, l := range lists {
		slices.Sort(l)
		w.list = append(w.list, slices.Compact(l)...)
		w.start = append(w.start, int32(len(w.list)))
	}
	return w
}

// Len is the number of units.
func (w Neighbours) Len() int { return max(0, len(w.start)-1) }

// Of are the places of the neighbours of unit i, ascending. It is not a copy.
func (w Neighbours) Of(i int) []int32 { return w.list[w.start[i]:w.start[i+1]] }

// Links is the number of neighbours of all units together.
func (w Neighbours) Links() int { return len(w.list) }

// Keep restricts to the units for which use holds and then leaves out those that
// have no neighbour left, until all have one. units are the places of those that
// stay, isolates counts the others of those in use.
func (w Neighbours) Keep(use func(i int) bool) (kept Neighbours, units []int, isolates int) {
	in := make([]bool, w.Len())
	used := 0
	for i := range in {
		if in[i] = use(i); in[i] {
			used++
		}
	}
	for again := true; again; {
		again = false
		for i := range in {
			if in[i] && !slices.ContainsFunc(w.Of(i), func(j int32) bool { return in[j] }) {
				in[i], again = false, true
			}
		}
	}
	place := make([]int32, w.Len())
	for i := range in {
		if in[i] {
			place[i] = int32(len(units))
			units = append(units, i)
		}
	}
	kept.start = make([]int32, 1, len(units)+1)
	for _, i := range units {
		for _, j := range w.Of(i) {
			if in[j] {
				kept.list = append(kept.list, place[j])
			}
		}
		kept.start = append(kept.start, int32(len(kept.list)))
	}
	return kept, units, used - len(units)
}

// lag is the mean of the neighbours of each unit.
func (w Neighbours) lag(z, out []float64) {
	for i := range out {
		sum := 0.0
		l := w.Of(i)
		for _, j := range l {
			sum += z[j]
		}
		out[i] = sum / float64(len(l))
	}
}

// centred checks values against the weights and returns their distances from the
// mean, over the largest, and the sum of their squares.
func (w Neighbours) centred(x []float64) (z []float64, squares float64, err error) {
	n := w.Len()
	if len(x) != n {
		return nil, 0, fmt.Errorf("%d values but neighbours of %d units: give one value a unit", len(x), n)
	}
	var missing, alone []int
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			missing = append(missing, i)
		}
		if len(w.Of(i)) == 0 {
			alone = append(alone, i)
		}
	}
	if missing != nil {
		return nil, 0, &RowError{"value", missing, "value is missing or infinite: leave such units out"}
	}
	if alone != nil {
		return nil, 0, &RowError{"neighbour", alone, "no neighbour: leave such units out and count them"}
	}
	if n < 2 {
		return nil, 0, fmt.Errorf("%d units with neighbours have no pattern: %w", n, ErrUndefined)
	}
	mean, top := 0.0, 0.0
	for _, v := range x {
		mean += v / float64(n)
	}
	rest := 0.0
	for _, v := range x {
		rest += (v - mean) / float64(n)
	}
	mean += rest
	z = make([]float64, n)
	for i, v := range x {
		z[i] = v - mean
		top = math.Max(top, math.Abs(z[i]))
	}
	if math.IsInf(top, 0) || math.IsNaN(top) {
		return nil, 0, errors.New("the values are too large for the arithmetic: change their unit")
	}
	if top == 0 {
		return nil, 0, fmt.Errorf("all values are equal: %w", ErrUndefined)
	}
	for i := range z {
		z[i] /= top
		squares += z[i] * z[i]
	}
	return z, squares, nil
}
