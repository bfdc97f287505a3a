// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"cmp"
	"math"
	"slices"
)

// radixFrom is the number of units from which counting digits beats comparing.
const radixFrom = 1500

// order returns the rows 0 … len(x)−1 sorted by x, stably.
func order(x []float64) []uint32 {
	if len(x) < radixFrom {
		rows := make([]uint32, len(x))
		for i := range rows {
			rows[i] = uint32(i)
		}
		slices.SortFunc(rows, func(a, b uint32) int { return cmp.Or(cmp.Compare(x[a], x[b]), cmp.Compare(a, b)) })
		return rows
	}
	return radix(x)
}

// radix sorts by the bytes of the numbers, the lowest first, and leaves out the
// bytes that all numbers share.
func radix(x []float64) []uint32 {
	keys, rows := make([]uint64, len(x)), make([]uint32, len(x))
	var counts [8][256]uint32
	for i, v := range x {
		k := sortable(v)
		keys[i], rows[i] = k, uint32(i)
		for d := range counts {
			counts[d][byte(k>>(8*d))]++
		}
	}
	var toKeys []uint64
	var toRows []uint32
	for d := range counts {
		shift, count := 8*d, &counts[d]
		if count[byte(keys[0]>>shift)] == uint32(len(x)) {
			continue
		}
		if toKeys == nil {
			toKeys, toRows = make([]uint64, len(x)), make([]uint32, len(x))
		}
		at := uint32(0)
		for b, n := range count {
			count[b], at = at, at+n
		}
		for i, k := range keys {
			b := byte(k >> shift)
			toKeys[count[b]], toRows[count[b]] = k, rows[i]
			count[b]++
		}
		keys, toKeys, rows, toRows = toKeys, keys, toRows, rows
	}
	return rows
}

// sortable maps a number to an integer of the same order; −0 counts as 0.
func sortable(v float64) uint64 {
	bits := math.Float64bits(v + 0)
	if bits>>63 == 1 {
		return ^bits
	}
	return bits | 1<<63
}

// orderUnits sorts rows by x and then by the tie-breakers, so that units which
// differ in anything stand in one order however they were given.
func orderUnits(x []float64, ties ...func(a, b uint32) int) []uint32 {
	rows := order(x)
	ties = slices.DeleteFunc(ties, func(t func(a, b uint32) int) bool { return t == nil })
	if len(ties) == 0 {
		return rows
	}
	compare := func(a, b uint32) int {
		for _, t := range ties {
			if c := t(a, b); c != 0 {
				return c
			}
		}
		return 0
	}
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && x[rows[j]] == x[rows[i]] {
			j++
		}
		if j > i+1 {
			slices.SortStableFunc(rows[i:j], compare)
		}
		i = j
	}
	return rows
}

// byNumber breaks ties by a column of numbers, nil where there is none.
func byNumber(v []float64) func(a, b uint32) int {
	if v == nil {
		return nil
	}
	return func(a, b uint32) int { return cmp.Compare(v[a], v[b]) }
}

// pickRows gathers v in the order of rows; nil stays nil.
func pickRows[T any](v []T, rows []uint32) []T {
	if v == nil {
		return nil
	}
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = v[r]
	}
	return out
}
