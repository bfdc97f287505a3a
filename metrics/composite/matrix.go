// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Matrix holds one column of values for each indicator (or node), one value for
// each unit.
type Matrix struct {
	Units   []string    // row names, unique
	Names   []string    // column names, unique
	Columns [][]float64 // Columns[j][i] is unit i of column j; NaN = missing
	// NotApplicable marks cells that cannot have a value for the unit, which
	// is not the same as missing; such cells hold NaN. Nil when there are none,
	// else shaped as Columns.
	NotApplicable [][]bool
}

// NewMatrix returns a matrix of these units and columns with every cell missing.
func NewMatrix(units, names []string) *Matrix {
	m := &Matrix{Units: slices.Clone(units), Names: slices.Clone(names), Columns: make([][]float64, len(names))}
	for j := range m.Columns {
		m.Columns[j] = make([]float64, len(units))
		for i := range m.Columns[j] {
			m.Columns[j][i] = math.NaN()
		}
	}
	return m
}

// Column returns the values of the named column, nil when there is none. It is
// the column itself: what is written to it stays.
func (m *Matrix) Column(name string) []float64 {
	if j := slices.Index(m.Names, name); j >= 0 {
		return m.Columns[j]
	}
	return nil
}

// At returns the value of unit i in column j; ok is false when it is missing.
func (m *Matrix) At(i, j int) (v float64, ok bool) {
	v = m.Columns[j][i]
	return v, !math.IsNaN(v)
}

// Keep returns a matrix of the units at these places, in their order.
func (m *Matrix) Keep(places []int) *Matrix {
	units := make([]string, len(places))
	for k, i := range places {
		units[k] = m.Units[i]
	}
	out := NewMatrix(units, m.Names)
	for j := range m.Columns {
		for k, i := range places {
			out.Columns[j][k] = m.Columns[j][i]
			if !m.Applies(i, j) {
				out.Exclude(k, j)
			}
		}
	}
	return out
}

// Applies says whether column j can have a value for unit i.
func (m *Matrix) Applies(i, j int) bool {
	return m.NotApplicable == nil || !m.NotApplicable[j][i]
}

// Exclude marks the cell of unit i in column j as not applicable.
func (m *Matrix) Exclude(i, j int) {
	if m.NotApplicable == nil {
		m.NotApplicable = make([][]bool, len(m.Columns))
		for k := range m.NotApplicable {
			m.NotApplicable[k] = make([]bool, len(m.Units))
		}
	}
	m.NotApplicable[j][i] = true
	m.Columns[j][i] = math.NaN()
}

// Check returns every fault of the matrix, joined: names used twice, columns of
// the wrong length, infinite values, values in cells that do not apply.
func (m *Matrix) Check() error {
	var faults []error
	if name, twice := repeated(m.Units); twice {
		faults = append(faults, fmt.Errorf("unit %q is there twice: names must be unique", name))
	}
	if name, twice := repeated(m.Names); twice {
		faults = append(faults, fmt.Errorf("column %q is there twice: names must be unique", name))
	}
	if len(m.Columns) != len(m.Names) || m.NotApplicable != nil && len(m.NotApplicable) != len(m.Names) {
		return errors.Join(append(faults, fmt.Errorf("matrix: %d names for %d columns", len(m.Names), len(m.Columns)))...)
	}
	for j, column := range m.Columns {
		if len(column) != len(m.Units) || m.NotApplicable != nil && len(m.NotApplicable[j]) != len(m.Units) {
			faults = append(faults, fmt.Errorf("column %s: %d values for %d units", m.Names[j], len(column), len(m.Units)))
			continue
		}
		for i, v := range column {
			if math.IsInf(v, 0) {
				faults = append(faults, fmt.Errorf("column %s: unit %s: infinite value", m.Names[j], m.Units[i]))
			}
			if !math.IsNaN(v) && !m.Applies(i, j) {
				faults = append(faults, fmt.Errorf("column %s: unit %s: value %v in a cell that does not apply", m.Names[j], m.Units[i], v))
			}
		}
	}
	return errors.Join(faults...)
}

func repeated(names []string) (string, bool) {
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if seen[name] {
			return name, true
		}
		seen[name] = true
	}
	return "", false
}
