// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"fmt"
	"math"
)

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
	return gapOf(a, b)
}

func gapOf(a, b float64) (Gap, error) {
	g := Gap{MeanA: a, MeanB: b}
	var err error
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
