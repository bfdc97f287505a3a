// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
)

// StandardiseMPI makes the columns comparable for the Mazziotta–Pareto index:
// 100 ± 10·(x − mean)/sd, with the population standard deviation over the units
// that have a value, + for a positive direction, − for a negative one. directions
// holds one for each column. Missing stays missing; a column without spread is
// refused. Then [MeanOf] with [KindMPI] gives M ± S·cv for each unit: minus where
// more of the index is good, plus where it is bad.
//
// The result is relative to the units of this data; to compare years use
// [RescaleAMPI].
//
// Source: Mazziotta, Pareto, On a generalized non-compensatory composite index for
// measuring socio-economic phenomena, Social Indicators Research 127, 2016.
func StandardiseMPI(columns [][]float64, directions []Direction) ([][]float64, error) {
	if len(columns) != len(directions) {
		return nil, fmt.Errorf("mpi: %d columns for %d directions", len(columns), len(directions))
	}
	out := make([][]float64, len(columns))
	var faults []error
	for j, column := range columns {
		if err := directions[j].check(); err != nil {
			faults = append(faults, fmt.Errorf("mpi: column %d: %w", j+1, err))
			continue
		}
		n, mean, squares := 0.0, 0.0, 0.0
		for _, v := range column {
			if !math.IsNaN(v) {
				n++
				d := v - mean
				mean += d / n
				squares += d * (v - mean)
			}
		}
		sd := math.Sqrt(squares / n)
		if !(sd > 0) {
			faults = append(faults, fmt.Errorf("mpi: column %d: no two different values to standardise by", j+1))
			continue
		}
		out[j] = make([]float64, len(column))
		for i, v := range column {
			out[j][i] = 100 + 10*float64(directions[j])*(v-mean)/sd
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return out, nil
}

func (d Direction) check() error {
	if d != Positive && d != Negative {
		return fmt.Errorf("direction %d: give +1 or −1", d)
	}
	return nil
}

// AMPIGoalposts are the bounds by which one indicator is rescaled to 70…130; a
// value equal to the reference scores 100.
type AMPIGoalposts struct {
	Lower, Upper float64 // in the unit of the indicator, Lower < Upper
	Direction    Direction
}

// NewAMPIGoalposts lays the goalposts around a reference so that it scores 100:
// reference ± (max − min)/2, min and max over all units and years of the column.
// The reference is usually the value of the whole (a country, a union) in the base
// year; see [Reference] for the mean of the units in it.
func NewAMPIGoalposts(column []float64, reference float64, direction Direction) (AMPIGoalposts, error) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range column {
		if !math.IsNaN(v) {
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	g := AMPIGoalposts{Lower: reference - (high-low)/2, Upper: reference + (high-low)/2, Direction: direction}
	if math.IsNaN(reference) || math.IsInf(reference, 0) {
		return g, fmt.Errorf("ampi: reference %v: give a finite value", reference)
	}
	return g, g.check()
}

func (g AMPIGoalposts) check() error {
	if !(g.Lower < g.Upper) || math.IsInf(g.Upper-g.Lower, 0) {
		return fmt.Errorf("ampi: goalposts %v … %v: give two finite values, the lower first", g.Lower, g.Upper)
	}
	return g.Direction.check()
}

// Reference is the mean of the values of one year, for [NewAMPIGoalposts]; years
// holds the year of each value. Missing values take no part.
func Reference(column []float64, years []int, year int) (float64, error) {
	if len(column) != len(years) {
		return 0, fmt.Errorf("reference: %d values for %d years", len(column), len(years))
	}
	sum, n := 0.0, 0
	for i, v := range column {
		if years[i] == year && !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	if n == 0 {
		return 0, fmt.Errorf("reference: no value in %d", year)
	}
	return sum / float64(n), nil
}

// RescaleAMPI makes a column comparable for the adjusted Mazziotta–Pareto index:
// 70 + 60·(x − lower)/(upper − lower), or 200 minus that for a negative direction.
// Fixed goalposts make years compare. Then [MeanOf] with [KindAMPI] gives M ± S·cv.
//
// Source: Mazziotta, Pareto, 2016 (see [StandardiseMPI]), section 4.
func RescaleAMPI(column []float64, g AMPIGoalposts) ([]float64, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	out := make([]float64, len(column))
	for i, v := range column {
		out[i] = 70 + 60*(v-g.Lower)/(g.Upper-g.Lower)
		if g.Direction == Negative {
			out[i] = 200 - out[i]
		}
	}
	return out, nil
}
