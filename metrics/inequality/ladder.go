// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"fmt"
)

// LadderLevel is one level of digital inequality in one period: access (L1), skills and
// use (L2), benefit (L3).
type LadderLevel struct {
	Level, Period string
	X, W          []float64 // values ≥ 0 and weights (nil = equal)
}

// RungMeasured is what a rung shows. Nil where there is no value, as for a rung
// of zeros.
type RungMeasured struct {
	Level, Period         string
	Mean, Gini, Atkinson1 *float64
	EDE1                  *float64 // equal value as good as the spread one, in the unit of X
	N, Changed            int      // units of weight above 0; units that zeros dropped or raised for Atkinson and EDE
}

// Ladder measures rungs in the order given, zeros as said for what needs
// logarithms. Compare Gini and Atkinson, which have no unit, up the levels of one
// period: the wider the higher, the more the divide has moved from access to
// benefit. Source: J. van Dijk, 2005 (levels); M. Ragnedda, 2017 (third level).
func Ladder(rungs []LadderLevel, zeros Zeros) ([]RungMeasured, error) {
	out := make([]RungMeasured, 0, len(rungs))
	for _, r := range rungs {
		one, err := r.measure(zeros)
		if err != nil {
			return nil, fmt.Errorf("level %s, period %s: %w", r.Level, r.Period, err)
		}
		out = append(out, one)
	}
	return out, nil
}

func (r LadderLevel) measure(zeros Zeros) (RungMeasured, error) {
	out := RungMeasured{Level: r.Level, Period: r.Period}
	x, w := counted(r.X, r.W)
	out.N = len(x)
	set := func(to **float64, v float64, err error) error {
		if err == nil {
			*to = &v
		} else if !errors.Is(err, ErrUndefined) {
			return err
		}
		return nil
	}
	mean, err := Mean(x, w)
	if err := set(&out.Mean, mean, err); err != nil {
		return out, err
	}
	gini, err := Gini(x, w)
	if err := set(&out.Gini, gini, err); err != nil {
		return out, err
	}
	xs, ws, changed, err := zeros.Apply(x, w)
	if errors.Is(err, ErrUndefined) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Changed = changed
	a, err := Atkinson(xs, ws, 1)
	if err := set(&out.Atkinson1, a, err); err != nil {
		return out, err
	}
	e, err := EDE(xs, ws, 1)
	return out, set(&out.EDE1, e, err)
}
