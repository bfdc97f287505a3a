package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"osnova/metrics/frame"
	"osnova/metrics/inequality"
	"osnova/metrics/spatial"
)

// unitTable is what osnova inequality reads of a file: the columns asked for.
type unitTable struct {
	file    string
	lines   []int32
	numbers map[string][]float64 // by column; NaN = missing
	texts   map[string][]string
}

// mostFaults is how many wrong cells are named one by one.
const mostFaults = 20

// readUnits walks over the file once and keeps no more than the columns asked for.
func (a *app) readUnits(f inequalityFlags) (*unitTable, error) {
	r, err := a.given("data", f.data)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	t := &unitTable{file: filepath.Base(f.data), numbers: map[string][]float64{}, texts: map[string][]string{}}
	if f.data == "-" {
		t.file = "stdin"
	}
	s, err := frame.NewScanner(t.file, r)
	if err != nil {
		return nil, a.refuse(t.file, err)
	}
	type column struct {
		name    string
		place   int
		numbers []float64
		texts   []string
		known   map[string]string // names of groups repeat: one string each is kept
	}
	var numeric, textual []*column
	var faults []error
	find := func(to *[]*column, names ...string) {
		for _, name := range names {
			if name == "" || slices.ContainsFunc(*to, func(c *column) bool { return c.name == name }) {
				continue
			}
			j, err := s.Column(name)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			*to = append(*to, &column{name: name, place: j, known: map[string]string{}})
		}
	}
	find(&numeric, f.value, f.weight, f.rank, f.later, f.lat, f.lon)
	find(&textual, append(slices.Clone(f.groups), f.unit)...)
	if faults != nil {
		return nil, a.refuse(t.file, errors.Join(faults...))
	}
	bad := 0
	for s.Scan() {
		cells := s.Cells()
		t.lines = append(t.lines, int32(s.Line()))
		for _, c := range numeric {
			v, reason := frame.Number(cells[c.place])
			if reason != "" {
				if bad++; bad <= mostFaults {
					faults = append(faults, &frame.CellError{File: t.file, Line: s.Line(), Column: c.name, Value: cells[c.place], Reason: reason})
				}
			}
			c.numbers = append(c.numbers, v)
		}
		for _, c := range textual {
			text := strings.TrimSpace(cells[c.place])
			if text == "NA" {
				text = ""
			}
			kept, ok := c.known[text]
			if !ok {
				kept = strings.Clone(text)
				c.known[kept] = kept
			}
			c.texts = append(c.texts, kept)
		}
	}
	if err := s.Err(); err != nil {
		faults = append(faults, err)
	}
	if bad > mostFaults {
		faults = append(faults, fmt.Errorf("and %d more cells that are no numbers", bad-mostFaults))
	}
	if len(t.lines) == 0 && faults == nil {
		faults = append(faults, &frame.CellError{File: t.file, Reason: "there are no rows under the header"})
	}
	for _, c := range numeric {
		t.numbers[c.name] = c.numbers
	}
	for _, c := range textual {
		t.texts[c.name] = c.texts
	}
	return t, a.refuse(t.file, errors.Join(faults...))
}

// cells are wrong cells of a column, the first of them one by one.
func (t *unitTable) cells(column string, rows []int, reason string) error {
	var faults []error
	for _, r := range rows[:min(len(rows), mostFaults)] {
		value := ""
		if v, ok := t.numbers[column]; ok {
			value = frame.Format(v[r])
		} else if v, ok := t.texts[column]; ok {
			value = v[r]
		}
		faults = append(faults, &frame.CellError{File: t.file, Line: int(t.lines[r]), Column: column, Value: value, Reason: reason})
	}
	if more := len(rows) - mostFaults; more > 0 {
		faults = append(faults, fmt.Errorf("column %s: and %d more such cells", column, more))
	}
	return errors.Join(faults...)
}

// refuse finds the cells that a library would not take.
func (t *unitTable) refuse(ctx context.Context, a *app, f inequalityFlags, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	columns := map[string]string{"value": f.value, "weight": f.weight, "rank value": f.rank, "later value": f.later, "latitude": f.lat, "longitude": f.lon}
	var rows *inequality.RowError
	var units *spatial.RowError
	switch {
	case errors.As(err, &rows):
		return a.refuse(t.file, t.cells(columns[rows.What], rows.Rows, "is refused: "+rows.Reason))
	case errors.As(err, &units):
		return a.refuse(t.file, t.cells(columns[units.What], units.Rows, "is refused: "+units.Reason))
	}
	return a.refuse(t.file, err)
}

// withinBounds refuses values outside bounds that were given; outside the usual ones there is no Erreygers index.
func (a *app) withinBounds(t *unitTable, f inequalityFlags) error {
	var rows []int
	for i, v := range t.numbers[f.value] {
		if v < f.lower || v > f.upper {
			rows = append(rows, i)
		}
	}
	if rows == nil {
		return nil
	}
	if f.bounded {
		return a.refuse(t.file, t.cells(f.value, rows, fmt.Sprintf("is outside --bounds %s", f.bounds)))
	}
	if f.rank != "" {
		a.log.Warn("no erreygers index: values lie outside 0,100", "column", f.value, "units", len(rows), "try", "--bounds LEAST,GREATEST")
	}
	return nil
}

// gaps reads pairs of groups; names may hold commas, so each comma is tried.
func (a *app) gaps(t *unitTable, f inequalityFlags) (pairs []inequality.Pair, err error) {
	for _, text := range f.gaps {
		found := false
		names := map[string]bool{}
		for _, g := range f.groups {
			for _, name := range t.texts[g] {
				names[name] = true
			}
			for i, c := range text {
				if c != ',' {
					continue
				}
				one, two := text[:i], text[i+1:]
				if one != two && one != "" && two != "" && slices.Contains(t.texts[g], one) && slices.Contains(t.texts[g], two) {
					pair := inequality.Pair{A: one, B: two}
					if !slices.Contains(pairs, pair) {
						pairs = append(pairs, pair)
					}
					found = true
				}
			}
		}
		if found {
			continue
		}
		one, two, ok := strings.Cut(text, ",")
		if !ok || one == "" || two == "" || one == two {
			return nil, usage("--gap %q: name two groups, such as urban,rural", text)
		}
		var have []string
		for name := range names {
			if name != "" {
				have = append(have, name)
			}
		}
		slices.Sort(have)
		for _, name := range []string{one, two} {
			if !names[name] {
				return nil, a.refuse(t.file, &frame.UnknownError{Where: t.file, What: "group", Name: name, Have: have})
			}
		}
		return nil, a.refuse(t.file, fmt.Errorf("--gap %s: no column of groups has both", text))
	}
	return pairs, nil
}
