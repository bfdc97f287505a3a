// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"osnova/metrics/frame"
)

// Data is what an index is made of: iData, one row a unit or, in a panel, a unit
// and time.
type Data struct {
	File  string
	Codes []string  // uCode of each row
	Names []string  // uName; the code where there is none
	Times []float64 // nil unless the data are a panel; of a quarter, month or day the year and its part
	// Indicators has a column for each indicator of the framework, in its order.
	// Its units are the codes, in a panel code and time.
	Indicators   *Matrix
	Denominators map[string][]float64
	Groups       map[string][]string
	lines        []int32
	periods      map[float64]string // how times are written that are no numbers: 2020-Q1
}

// columns of iData that iMeta need not declare.
const (
	unitCode = "uCode"
	unitName = "uName"
	unitTime = "Time"
)

// ReadData reads iData by its framework: uCode, optional uName and Time, a column
// for each indicator, denominator and group. Several values of Time make a panel.
// All faults are returned, joined: columns missing, columns nobody declared,
// cells that are no numbers, units without a code or there twice.
func ReadData(f *frame.Frame, fw *Framework) (*Data, error) {
	d := &Data{File: f.File, Denominators: map[string][]float64{}, Groups: map[string][]string{}}
	var faults []error
	codes, err := f.Text(unitCode)
	if err != nil {
		return nil, err
	}
	// NA is Namibia here, not a missing cell.
	d.Codes = make([]string, len(codes))
	for i, c := range codes {
		d.Codes[i] = strings.TrimSpace(c)
	}
	if d.Names = d.Codes; f.Has(unitName) {
		names, _ := f.Text(unitName)
		d.Names = trimmed(names)
	}
	d.lines = make([]int32, 0, f.Len())
	for row := range f.Len() {
		d.lines = append(d.lines, int32(f.Line(row)))
	}
	if len(d.Codes) == 0 {
		faults = append(faults, &frame.CellError{File: f.File, Reason: "there are no rows: give one for each unit"})
	}
	for _, name := range f.Names {
		if i := fw.Item(name); (i == nil || i.Type == TypeAggregate) && name != unitCode && name != unitName && name != unitTime {
			faults = append(faults, undeclared(f.File, name, i, fw))
		}
	}
	d.Indicators = &Matrix{Names: fw.Indicators()}
	d.Indicators.Columns = make([][]float64, len(d.Indicators.Names))
	for _, i := range fw.Items {
		switch i.Type {
		case TypeIndicator, TypeDenominator:
			values, excluded, err := d.numbers(f, i)
			faults = append(faults, err)
			if i.Type == TypeDenominator {
				d.Denominators[i.Code] = values
				continue
			}
			j := slices.Index(d.Indicators.Names, i.Code)
			d.Indicators.Columns[j] = values
			if excluded != nil {
				if d.Indicators.NotApplicable == nil {
					d.Indicators.NotApplicable = make([][]bool, len(d.Indicators.Names))
				}
				d.Indicators.NotApplicable[j] = excluded
			}
		case TypeGroup:
			cells, err := f.Text(i.Code)
			faults = append(faults, err)
			d.Groups[i.Code] = trimmed(cells)
		}
	}
	for j, excluded := range d.Indicators.NotApplicable {
		if excluded == nil {
			d.Indicators.NotApplicable[j] = make([]bool, len(d.Codes))
		}
	}
	faults = append(faults, d.times(f), d.units())
	return d, errors.Join(faults...)
}

// NotApplicable is the cell of an indicator that cannot have a value for the unit:
// it costs no coverage, as a missing one does.
const NotApplicable = "n/a"

// numbers reads a column; excluded marks the cells of an indicator that do not
// apply, nil when there are none.
func (d *Data) numbers(f *frame.Frame, i Item) (values []float64, excluded []bool, err error) {
	cells, err := f.Cells(i.Code)
	if err != nil {
		return nil, nil, err
	}
	some := false
	for _, c := range cells {
		if some = some || strings.TrimSpace(c) == NotApplicable; some {
			break
		}
	}
	if i.Type != TypeIndicator || !some {
		values, err = f.Numbers(i.Code)
		return values, nil, err
	}
	values, excluded = make([]float64, f.Len()), make([]bool, f.Len())
	var faults faults
	for row, cell := range cells {
		if excluded[row] = strings.TrimSpace(cell) == NotApplicable; excluded[row] {
			values[row] = math.NaN()
			continue
		}
		v, reason := frame.Number(cell)
		if values[row] = v; reason != "" {
			faults.add(&frame.CellError{File: f.File, Line: f.Line(row), Column: i.Code, Value: cell, Reason: reason})
		}
	}
	return values, excluded, faults.join(f.File)
}

// NewData completes data made by a program: codes, groups and the columns of the
// indicators, in any order, are given, names and times may be. All faults are
// returned, joined.
func NewData(d Data, fw *Framework) (*Data, error) {
	if d.Names == nil {
		d.Names = d.Codes
	}
	d.lines = make([]int32, len(d.Codes))
	given := d.Indicators
	d.Indicators = &Matrix{Names: fw.Indicators()}
	for _, name := range d.Indicators.Names {
		j := slices.Index(given.Names, name)
		if j < 0 || len(given.Columns[j]) != len(d.Codes) {
			return nil, fmt.Errorf("%s: no column of %d values for indicator %s", d.File, len(d.Codes), name)
		}
		d.Indicators.Columns = append(d.Indicators.Columns, given.Columns[j])
		if given.NotApplicable != nil {
			d.Indicators.NotApplicable = append(d.Indicators.NotApplicable, given.NotApplicable[j])
		}
	}
	if err := d.units(); err != nil {
		return nil, err
	}
	return &d, d.Indicators.Check()
}

func undeclared(file, name string, item *Item, fw *Framework) error {
	if item != nil {
		return &frame.CellError{File: file, Line: 1, Column: name, Value: name, Reason: "is an aggregate in " + fw.File + ": it is made, not given"}
	}
	have := []string{unitCode, unitName, unitTime}
	for _, i := range fw.Items {
		if i.Type != TypeAggregate {
			have = append(have, i.Code)
		}
	}
	return &frame.UnknownError{Where: file + ":1", What: "row of " + fw.File + " for the column", Name: name, Have: have}
}

// times reads Time; one value alone makes no panel.
func (d *Data) times(f *frame.Frame) error {
	if !f.Has(unitTime) {
		return nil
	}
	cells, _ := f.Text(unitTime)
	panel := false
	for _, c := range cells {
		panel = panel || strings.TrimSpace(c) != strings.TrimSpace(cells[0])
	}
	if !panel {
		return nil
	}
	d.Times, d.periods = make([]float64, len(cells)), map[float64]string{}
	var faults faults
	first := ""
	for i, cell := range cells {
		t, length, reason := timeOf(strings.TrimSpace(cell))
		switch {
		case reason != "":
		case math.IsNaN(t):
			reason = "is missing: every row of a panel needs its time"
		case first == "":
			first = length
		case length != first:
			reason = fmt.Sprintf("is a %s, times before it are each a %s: give periods of one length", length, first)
		}
		if reason != "" {
			faults.add(&frame.CellError{File: f.File, Line: int(d.lines[i]), Column: unitTime, Value: cell, Reason: reason})
		}
		if d.Times[i] = t; length != "number" {
			d.periods[t] = strings.TrimSpace(cell)
		}
	}
	return faults.join(f.File)
}

// timeOf reads a time: a number, such as a year, or a period of a year as 2020-Q1, 2020-03 or 2020-03-31, which counts as the year and the part of it
// that is over when it begins. NaN of an empty cell.
func timeOf(cell string) (t float64, length, reason string) {
	if len(cell) < 6 || !strings.Contains(cell, "-") && !strings.Contains(cell, "Q") || cell[0] == '-' {
		t, reason = frame.Number(cell)
		return t, "number", reason
	}
	year, _ := frame.Number(cell[:4])
	if quarter := strings.TrimLeft(cell[4:], "- "); len(quarter) == 2 && quarter[0] == 'Q' && quarter[1] >= '1' && quarter[1] <= '4' && year > 0 {
		return year + float64(quarter[1]-'1')/4, "quarter", ""
	}
	if month, err := time.Parse("2006-01", cell); err == nil {
		return float64(month.Year()) + float64(month.Month()-1)/12, "month", ""
	}
	if day, err := time.Parse(time.DateOnly, cell); err == nil {
		return float64(day.Year()) + float64(day.YearDay()-1)/366, "day", ""
	}
	if t, reason = frame.Number(cell); reason == "" { // 2e-1
		return t, "number", ""
	}
	return math.NaN(), "number", "is no time: write a year, or a period as 2020-Q1, 2020-03 or 2020-03-31"
}

// timeText is the time of a row of a panel as its file writes it.
func (d *Data) timeText(row int) string { return d.periodText(d.Times[row]) }

func (d *Data) periodText(t float64) string {
	if text, ok := d.periods[t]; ok {
		return text
	}
	return frame.Format(t)
}

// units makes the names of rows, which must be unique.
func (d *Data) units() error {
	var faults faults
	first := make(map[string]int32, len(d.Codes))
	d.Indicators.Units = make([]string, 0, len(d.Codes))
	for i, code := range d.Codes {
		key := code
		if d.Times != nil {
			key += " " + d.timeText(i)
		}
		d.Indicators.Units = append(d.Indicators.Units, key)
		fault := func(reason string, args ...any) {
			faults.add(&frame.CellError{File: d.File, Line: int(d.lines[i]), Column: unitCode, Value: code, Reason: fmt.Sprintf(reason, args...)})
		}
		if code == "" {
			fault("is empty: every row needs a code")
			continue
		}
		if other, twice := first[key]; twice {
			fault("stands on line %d too: one row for each unit, or for each unit and Time", d.lines[other])
		}
		first[key] = int32(i)
	}
	return faults.join(d.File)
}

// Panel says whether rows are units in several times.
func (d *Data) Panel() bool { return d.Times != nil }

// Years are the rows of each time, ascending; all rows together without a panel.
func (d *Data) Years() [][]int {
	if d.Times == nil {
		all := make([]int, len(d.Codes))
		for i := range all {
			all[i] = i
		}
		return [][]int{all}
	}
	times := slices.Clone(d.Times)
	slices.Sort(times)
	times = slices.Compact(times)
	years := make([][]int, len(times))
	for i, t := range d.Times {
		k, _ := slices.BinarySearch(times, t)
		years[k] = append(years[k], i)
	}
	return years
}

// keep makes the data of some rows.
func (d *Data) keep(rows []int) *Data {
	out := &Data{
		File: d.File, Codes: pickRows(d.Codes, rows), Names: pickRows(d.Names, rows), lines: pickRows(d.lines, rows),
		Denominators: map[string][]float64{}, Groups: map[string][]string{}, Indicators: d.Indicators.keep(rows), periods: d.periods,
	}
	if d.Times != nil {
		out.Times = pickRows(d.Times, rows)
	}
	for k, v := range d.Denominators {
		out.Denominators[k] = pickRows(v, rows)
	}
	for k, v := range d.Groups {
		out.Groups[k] = pickRows(v, rows)
	}
	return out
}

// keep makes a matrix of some rows.
func (m *Matrix) keep(rows []int) *Matrix {
	out := &Matrix{Units: pickRows(m.Units, rows), Names: slices.Clone(m.Names)}
	for j, c := range m.Columns {
		out.Columns = append(out.Columns, pickRows(c, rows))
		if m.NotApplicable != nil {
			out.NotApplicable = append(out.NotApplicable, pickRows(m.NotApplicable[j], rows))
		}
	}
	return out
}

// copied is the matrix with columns of its own.
func (m *Matrix) copied() *Matrix {
	out := &Matrix{Units: m.Units, Names: m.Names, Columns: make([][]float64, len(m.Columns)), NotApplicable: m.NotApplicable}
	for j, c := range m.Columns {
		out.Columns[j] = slices.Clone(c)
	}
	return out
}

func pickRows[T any](from []T, rows []int) []T {
	out := make([]T, len(rows))
	for k, i := range rows {
		out[k] = from[i]
	}
	return out
}

func trimmed(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		if out[i] = strings.TrimSpace(c); out[i] == "NA" {
			out[i] = ""
		}
	}
	return out
}
