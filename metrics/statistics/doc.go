// SPDX-License-Identifier: Apache-2.0

// Package statistics is the arithmetic that the instruments share: moments and
// quantiles, correlations, reliability of scales, factor diagnostics, intervals
// and adjusted p-values.
//
// In come slices of float64, NaN = missing; out come numbers. A missing value
// takes no part; where two vectors meet, a pair takes part when both are there.
// A result that is not defined (too few values, no variance, a singular matrix)
// is NaN, and the text of each function says when.
//
// Nothing here reads files, changes its input or draws random numbers. Vectors
// of different length are a mistake of the program and panic.
package statistics

import (
	"fmt"
	"math"
)

func sameLength(a, b []float64) {
	if len(a) != len(b) {
		panic(fmt.Sprintf("statistics: vectors of %d and %d values", len(a), len(b)))
	}
}

func sameLengths(columns [][]float64) {
	for _, c := range columns {
		sameLength(columns[0], c)
	}
}

// pairs keeps what is present in both, in order.
func pairs(x, y []float64) (a, b []float64) {
	sameLength(x, y)
	a, b = make([]float64, 0, len(x)), make([]float64, 0, len(x))
	for i, v := range x {
		if !math.IsNaN(v) && !math.IsNaN(y[i]) {
			a, b = append(a, v), append(b, y[i])
		}
	}
	return a, b
}

// present keeps what is there, in order.
func present(x []float64) []float64 {
	out := make([]float64, 0, len(x))
	for _, v := range x {
		if !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
}
