// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// ErrUndefined says that the input is lawful and yet the measure has no value
// for it, as a ratio to zero has none. Publish an empty cell.
var ErrUndefined = errors.New("undefined for these values")

// RowError names the units whose values cannot be measured.
type RowError struct {
	What   string // which numbers: "value", "weight", "rank value", …
	Rows   []int  // indices into the slices given, from 0, ascending
	Reason string // what is wrong and what to try
}

// Error names up to ten rows, counted from 1.
func (e *RowError) Error() string {
	const most = 10
	names := make([]string, 0, most)
	for _, r := range e.Rows[:min(most, len(e.Rows))] {
		names = append(names, fmt.Sprint(r+1))
	}
	more := ""
	if len(e.Rows) > most {
		more = fmt.Sprintf(" and %d more", len(e.Rows)-most)
	}
	return fmt.Sprintf("row %s%s (counted from 1): %s", strings.Join(names, ", "), more, e.Reason)
}

// domain is the set of values for which a measure is meaningful.
type domain int

const (
	anyReal     domain = iota // every finite number
	nonNegative               // x ≥ 0 with a mean above 0
	positive                  // x > 0
)

// check refuses everything that would make a measure meaningless.
func check(x, w []float64, d domain) error {
	if len(x) == 0 {
		return errors.New("no values: give at least one unit")
	}
	if err := checkWeights(w, len(x)); err != nil {
		return err
	}
	if err := checkFinite("value", x); err != nil {
		return err
	}
	if d >= nonNegative {
		if rows := where(x, func(v float64) bool { return v < 0 }); rows != nil {
			return &RowError{"value", rows, "negative value: relative measures need values of 0 and more"}
		}
	}
	if d == positive {
		if rows := where(x, func(v float64) bool { return v == 0 }); rows != nil {
			return &RowError{"value", rows, "value 0 has no logarithm: drop zeros or raise them to a floor"}
		}
	}
	return nil
}

// checkWeights refuses weights (nil is fine) that do not fit n values.
func checkWeights(w []float64, n int) error {
	if w == nil {
		return nil
	}
	if len(w) != n {
		return fmt.Errorf("%d values but %d weights: give one weight a unit, or none", n, len(w))
	}
	if err := checkFinite("weight", w); err != nil {
		return err
	}
	if rows := where(w, func(v float64) bool { return v < 0 }); rows != nil {
		return &RowError{"weight", rows, "negative weight"}
	}
	if slices.Max(w) == 0 {
		return errors.New("all weights are 0: at least one unit must count")
	}
	return nil
}

func checkFinite(what string, x []float64) error {
	rows := where(x, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	if rows != nil {
		return &RowError{what, rows, what + " is missing or infinite: leave such units out"}
	}
	return nil
}

// finite turns what overflowed into an error, so that no Inf leaves the package.
func finite(v float64) (float64, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errors.New("the values are too large or too small for the arithmetic: change their unit")
	}
	return v, nil
}

// where lists the indices at which bad holds; nil when there are none.
func where(x []float64, bad func(float64) bool) []int {
	var rows []int
	for i, v := range x {
		if bad(v) {
			rows = append(rows, i)
		}
	}
	return rows
}

// Zeros says what to do with values of 0 before a measure that takes
// logarithms. The zero Zeros drops them; a Floor > 0 raises them.
type Zeros struct {
	Floor float64 // in the unit of x; 0 = drop
}

func (z Zeros) check() error {
	if z.Floor < 0 || math.IsNaN(z.Floor) || math.IsInf(z.Floor, 0) {
		return fmt.Errorf("floor %v: give a finite floor above 0, or 0 to drop zeros", z.Floor)
	}
	return nil
}

// Apply returns values above zero with their weights (w nil stays nil), and how
// many units were dropped or raised. A floor raises every value below it,
// max(x, floor), not zeros alone. Negative values and a negative or infinite
// floor are refused. The slices given stay as they are.
func (z Zeros) Apply(x, w []float64) (xs, ws []float64, changed int, err error) {
	if err := z.check(); err != nil {
		return nil, nil, 0, err
	}
	if err := check(x, w, nonNegative); err != nil {
		return nil, nil, 0, err
	}
	for i, v := range x {
		if v < z.Floor || v == 0 {
			changed++
			if z.Floor == 0 {
				continue
			}
			v = z.Floor
		}
		xs = append(xs, v)
		if w != nil {
			ws = append(ws, w[i])
		}
	}
	if len(xs) == 0 {
		return nil, nil, changed, fmt.Errorf("every value is 0: %w", ErrUndefined)
	}
	return xs, ws, changed, nil
}
