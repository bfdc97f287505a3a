// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"osnova/metrics/frame"
)

// separator stands between the parts of a stratum's key.
const separator = 0x1f

func showKey(key string) string { return strings.ReplaceAll(key, string(rune(separator)), " × ") }

// Margin is the population of strata, from a file with one column a stratifier and
// a column population.
type Margin struct {
	File       string
	Strata     []string  // columns of the responses
	Cells      []string  // as "a × b", in the order of the file
	Population []float64 // by cell, ≥ 0

	index map[string]int32
}

// ReadMargin reads the population of strata. Faults come joined: a cell twice, a
// population that is missing, no number or below 0, an empty stratum.
func ReadMargin(f *frame.Frame) (*Margin, error) {
	population, err := f.Numbers("population")
	if err != nil {
		return nil, err
	}
	m := &Margin{File: f.File, Population: population, index: map[string]int32{}}
	var columns [][]string
	for _, name := range f.Names {
		if name != "population" {
			cells, _ := f.Text(name)
			m.Strata, columns = append(m.Strata, name), append(columns, cells)
		}
	}
	if len(m.Strata) == 0 {
		return nil, &frame.CellError{File: f.File, Line: 1, Reason: "the only column is population: name the strata by columns of the responses"}
	}
	written, _ := f.Text("population")
	return m, m.fill(columns, f.Line, func(row int) string { return written[row] })
}

// NewMargin is the population of strata that are at hand: cells holds, by cell, one text a stratifier. Faults as with [ReadMargin], with the number
// of the cell, from 1, in place of a line.
func NewMargin(name string, strata []string, cells [][]string, population []float64) (*Margin, error) {
	m := &Margin{File: name, Strata: strata, Population: population, index: map[string]int32{}}
	if len(strata) == 0 || len(cells) != len(population) {
		return nil, fmt.Errorf("%s: %d strata, %d cells, %d populations", name, len(strata), len(cells), len(population))
	}
	columns := make([][]string, len(strata))
	for i, parts := range cells {
		if len(parts) != len(strata) {
			return nil, fmt.Errorf("%s: cell %d has %d of %d strata", name, i+1, len(parts), len(strata))
		}
		for k, part := range parts {
			columns[k] = append(columns[k], part)
		}
	}
	return m, m.fill(columns, func(row int) int { return row + 1 }, func(row int) string { return frame.Format(population[row]) })
}

// fill names the cells by the texts of their columns.
func (m *Margin) fill(columns [][]string, line func(row int) int, written func(row int) string) error {
	var faults []error
	total := 0.0
	for row, v := range m.Population {
		parts := make([]string, len(columns))
		for i, cells := range columns {
			parts[i] = strings.TrimSpace(cells[row])
			if parts[i] == "" {
				faults = append(faults, &frame.CellError{File: m.File, Line: line(row), Column: m.Strata[i], Reason: "is empty"})
			}
		}
		if math.IsNaN(v) || v < 0 {
			faults = append(
				faults,
				&frame.CellError{File: m.File, Line: line(row), Column: "population", Value: written(row), Reason: "is no population: give 0 or more"},
			)
		} else {
			total += v
		}
		key := strings.Join(parts, string(rune(separator)))
		if _, twice := m.index[key]; twice {
			faults = append(faults, &frame.CellError{File: m.File, Line: line(row), Column: strings.Join(m.Strata, ", "), Value: showKey(key), Reason: "is there twice"})
		}
		m.index[key] = int32(row)
		m.Cells = append(m.Cells, showKey(key))
	}
	if len(faults) == 0 && !(total > 0) {
		faults = append(faults, &frame.CellError{File: m.File, Reason: "the population is 0 in all"})
	}
	return errors.Join(faults...)
}

// Rake fits weights to the population of one or several margins: with one, this is
// post-stratification, base·(share of the population)/(share of the sample) by
// cell; with several, iterative proportional fitting (Deming & Stephan 1940, Annals
// of Mathematical Statistics 11:427) until no share is off by more than 1e-10.
// Base weights are ≥ 0; cells holds, by margin, the cell of each respondent, −1
// where it is not known: such a respondent gets 0. The result has the mean 1 over
// respondents above 0. Errors: a cell with a population and no respondents, margins
// that do not fit one another in 1,000 rounds.
func Rake(base []float64, margins []Margin, cells [][]int32) ([]float64, error) {
	w := append([]float64(nil), base...)
	for i := range w {
		for _, c := range cells {
			if c[i] < 0 {
				w[i] = 0
			}
		}
	}
	targets := make([][]float64, len(margins))
	var faults []error
	for k, m := range margins {
		total := 0.0
		for _, v := range m.Population {
			total += v
		}
		have := cellSums(w, cells[k], len(m.Population))
		targets[k] = make([]float64, len(m.Population))
		for j, v := range m.Population {
			targets[k][j] = v / total
			if v > 0 && have[j] == 0 {
				faults = append(faults, fmt.Errorf("%s: no respondent of %s: join the stratum with another", m.File, m.Cells[j]))
			}
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	for range 1000 {
		worst := 0.0
		for k := range margins {
			have, total := cellSums(w, cells[k], len(targets[k])), 0.0
			for _, v := range have {
				total += v
			}
			factor := have // its place in memory
			for j, v := range have {
				factor[j] = 0
				if v > 0 {
					worst = max(worst, math.Abs(v/total-targets[k][j]))
					factor[j] = targets[k][j] * total / v
				}
			}
			for i, j := range cells[k] {
				if w[i] > 0 {
					w[i] *= factor[j]
				}
			}
		}
		if len(margins) == 1 || worst <= 1e-10 {
			return normalise(w), nil
		}
	}
	return nil, errors.New("the margins do not fit one another on these respondents: no weights were found in 1,000 rounds")
}

func cellSums(w []float64, cells []int32, n int) []float64 {
	out := make([]float64, n)
	for i, j := range cells {
		if w[i] > 0 {
			out[j] += w[i]
		}
	}
	return out
}

// normalise gives weights the mean 1 over those above 0, in place.
func normalise(w []float64) []float64 {
	sum, n := 0.0, 0
	for _, v := range w {
		if v > 0 {
			sum += v
			n++
		}
	}
	for i := range w {
		w[i] *= float64(n) / sum
	}
	return w
}

// CapWeights sets weights above limit times the mean of those above 0 to that limit, in
// place, once, and returns how many. Limit 0 is none.
func CapWeights(w []float64, limit float64) (capped int) {
	if limit <= 0 {
		return 0
	}
	sum, n := 0.0, 0
	for _, v := range w {
		if v > 0 {
			sum += v
			n++
		}
	}
	most := limit * sum / float64(n)
	for i, v := range w {
		if v > most*(1+1e-12) {
			w[i] = most
			capped++
		}
	}
	return capped
}

// Kish is the effective size (Σω)²/Σω² of the respondents with a weight above 0 and
// the design effect n/n_eff (Kish 1965, Survey Sampling, section 11.7). Without such
// a respondent: 0 and NaN.
func Kish(w []float64) (effective, deff float64) {
	var a weightedMean
	for _, v := range w {
		a.add(v, 0)
	}
	return a.effective(), float64(a.n) / a.effective()
}
