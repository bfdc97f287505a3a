package composite

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/frame"
)

// Data is what an index is made of: iData, one row a unit or, in a panel, a unit
// and time.
type Data struct {
	File  string
	Codes []string  // uCode of each row
	Names []string  // uName; the code where there is none
	Times []float64 // nil unless the data are a panel
	// Indicators has a column for each indicator of the framework, in its order.
	// Its units are the codes, in a panel code and time.
	Indicators   *Matrix
	Denominators map[string][]float64
	Groups       map[string][]string
	lines        []int32
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

// notApplicable is the cell of an indicator that cannot have a value for the unit:
// it costs no coverage, as a missing one does.
const notApplicable = "n/a"

// numbers reads a column; excluded marks the cells of an indicator that do not
// apply, nil when there are none.
func (d *Data) numbers(f *frame.Frame, i Item) (values []float64, excluded []bool, err error) {
	cells, err := f.Cells(i.Code)
	if err != nil {
		return nil, nil, err
	}
	some := false
	for _, c := range cells {
		if some = some || strings.TrimSpace(c) == notApplicable; some {
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
		if excluded[row] = strings.TrimSpace(cell) == notApplicable; excluded[row] {
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
	var err error
	if d.Times, err = f.Numbers(unitTime); err != nil {
		return err
	}
	var faults faults
	for i, t := range d.Times {
		if math.IsNaN(t) {
			faults.add(&frame.CellError{File: f.File, Line: int(d.lines[i]), Column: unitTime, Value: cells[i], Reason: "is missing: every row of a panel needs its time"})
		}
	}
	return faults.join(f.File)
}

// units makes the names of rows, which must be unique.
func (d *Data) units() error {
	var faults faults
	first := make(map[string]int32, len(d.Codes))
	d.Indicators.Units = make([]string, 0, len(d.Codes))
	for i, code := range d.Codes {
		key := code
		if d.Times != nil {
			key += " " + frame.Format(d.Times[i])
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
		File: d.File, Codes: pick(d.Codes, rows), Names: pick(d.Names, rows), lines: pick(d.lines, rows),
		Denominators: map[string][]float64{}, Groups: map[string][]string{}, Indicators: d.Indicators.keep(rows),
	}
	if d.Times != nil {
		out.Times = pick(d.Times, rows)
	}
	for k, v := range d.Denominators {
		out.Denominators[k] = pick(v, rows)
	}
	for k, v := range d.Groups {
		out.Groups[k] = pick(v, rows)
	}
	return out
}

// keep makes a matrix of some rows.
func (m *Matrix) keep(rows []int) *Matrix {
	out := &Matrix{Units: pick(m.Units, rows), Names: slices.Clone(m.Names)}
	for j, c := range m.Columns {
		out.Columns = append(out.Columns, pick(c, rows))
		if m.NotApplicable != nil {
			out.NotApplicable = append(out.NotApplicable, pick(m.NotApplicable[j], rows))
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

func pick[T any](from []T, rows []int) []T {
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
