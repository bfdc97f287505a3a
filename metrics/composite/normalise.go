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
	Log          bool      // compare ln(1+x); needs Lower > −1
	Clip         bool      // hold scores within 0…100
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
	case g.Log && g.Lower <= -1:
		return fmt.Errorf("goalposts %v … %v: ln(1+x) needs values above −1", g.Lower, g.Upper)
	}
	return nil
}

// Score maps a finite x onto 0…100, beyond it when Clip is false. A log scale
// refuses x ≤ −1 unless Clip is set, where it scores as Lower.
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
	lower, upper := g.Lower, g.Upper
	if g.Log {
		if x <= -1 {
			return 0, fmt.Errorf("value %v: ln(1+x) needs values above −1", x)
		}
		x, lower, upper = math.Log1p(x), math.Log1p(lower), math.Log1p(upper)
	}
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
