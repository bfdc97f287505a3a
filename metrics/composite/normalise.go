// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
)

// Direction says which way an indicator is good.
type Direction int

const (
	Positive Direction = 1  // more is better
	Negative Direction = -1 // less is better
)

// Goalposts maps an indicator onto 0…100 between two fixed values, so that years
// and units added later compare.
type Goalposts struct {
	Lower, Upper float64   // in the unit of the indicator, Lower < Upper
	Direction    Direction // Positive: Upper scores 100; Negative: Lower does
	Scale        Scale     // how values compare between the two
	Clip         bool      // hold scores within 0…100
}

// Scale is how values compare between two bounds.
type Scale string

const (
	Linear Scale = ""    // as they are
	Log1p  Scale = "log" // ln(1+x), for counts that may be 0; needs values above −1
	Ln     Scale = "ln"  // ln(x), for money and the like; needs values above 0
)

// of is a value on the scale, back the value that lies there.
func (s Scale) of(x float64) float64 {
	switch s {
	case Log1p:
		return math.Log1p(max(x, -1))
	case Ln:
		return math.Log(max(x, 0))
	}
	return x
}

func (s Scale) back(y float64) float64 {
	switch s {
	case Log1p:
		return math.Expm1(y)
	case Ln:
		return math.Exp(y)
	}
	return y
}

// above says which values have no place on the scale: those up to least.
func (s Scale) above() (formula string, least float64) {
	switch s {
	case Log1p:
		return "ln(1+x) needs values above −1", -1
	case Ln:
		return "ln(x) needs values above 0", 0
	}
	return "", math.Inf(-1)
}

// Ordinal is the goalposts of stages 0…top, the top stage scoring 100.
func Ordinal(top int) Goalposts {
	return Goalposts{Lower: 0, Upper: float64(top), Direction: Positive, Clip: true}
}

// Binary is the goalposts of no = 0 and yes = 1.
func Binary() Goalposts { return Ordinal(1) }

// Check says what is wrong with the goalposts.
func (g Goalposts) Check() error {
	switch {
	case !(g.Lower < g.Upper) || math.IsInf(g.Upper-g.Lower, 0):
		return fmt.Errorf("goalposts %v … %v: give two finite values, the lower first", g.Lower, g.Upper)
	case g.Direction != Positive && g.Direction != Negative:
		return fmt.Errorf("direction %d: give +1 or −1", g.Direction)
	case g.Scale != Linear && g.Scale != Log1p && g.Scale != Ln:
		return fmt.Errorf("scale %q: there are linear, log (ln(1+x)) and ln", g.Scale)
	}
	if formula, least := g.Scale.above(); g.Lower <= least {
		return fmt.Errorf("goalposts %v … %v: %s", g.Lower, g.Upper, formula)
	}
	return nil
}

// Score maps a finite x onto 0…100, beyond it when Clip is false. A scale refuses
// what has no place on it unless Clip is set, where it scores as Lower.
func (g Goalposts) Score(x float64) (float64, error) {
	if err := g.Check(); err != nil {
		return 0, err
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, fmt.Errorf("value %v cannot be scored", x)
	}
	if g.Clip {
		x = math.Min(math.Max(x, g.Lower), g.Upper)
	}
	if formula, least := g.Scale.above(); x <= least {
		return 0, fmt.Errorf("value %v: %s", x, formula)
	}
	x, lower, upper := g.Scale.of(x), g.Scale.of(g.Lower), g.Scale.of(g.Upper)
	if g.Direction == Negative {
		return 100 * ((upper - x) / (upper - lower)), nil
	}
	return 100 * ((x - lower) / (upper - lower)), nil
}

// Normalise scores every column of m by the goalposts of its name. Missing stays
// missing, not applicable stays so. All faults are returned, joined; posts
// without a column are fine.
func Normalise(m *Matrix, posts map[string]Goalposts) (*Matrix, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	z := NewMatrix(m.Units, m.Names)
	var faults []error
	for j, name := range m.Names {
		g, ok := posts[name]
		if !ok {
			faults = append(faults, fmt.Errorf("indicator %s has no goalposts", name))
			continue
		}
		if err := g.Check(); err != nil {
			faults = append(faults, fmt.Errorf("indicator %s: %w", name, err))
			continue
		}
		for i := range m.Units {
			if !m.Applies(i, j) {
				z.Exclude(i, j)
			}
			x, ok := m.At(i, j)
			if !ok {
				continue
			}
			v, err := g.Score(x)
			if err != nil {
				faults = append(faults, fmt.Errorf("indicator %s: unit %s: %w", name, m.Units[i], err))
				continue
			}
			z.Columns[j][i] = v
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return z, nil
}
