package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
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
	rows    int
	places  []place              // of rows that do not begin on the line after the one before
	numbers map[string][]float64 // by column; NaN = missing
	groups  map[string]*codes
	names   []string // of units, where asked for
}

// place says that from this row on, rows begin this many lines below their number.
type place struct{ row, below int }

// codes are the names of a column of groups, each held once.
type codes struct {
	names []string // sorted when the file was read
	of    []int32  // place among the names; −1: none
	known map[string]int32
}

func (c *codes) add(text string) {
	id, ok := c.known[text]
	if !ok {
		id = int32(len(c.names))
		text = strings.Clone(text)
		c.names = append(c.names, text)
		c.known[text] = id
	}
	c.of = append(c.of, id)
}

// sort puts the names in order.
func (c *codes) sort() {
	c.known = nil
	was := slices.Clone(c.names)
	slices.Sort(c.names)
	to := make([]int32, len(was))
	for i, name := range was {
		at, _ := slices.BinarySearch(c.names, name)
		to[i] = int32(at)
	}
	for i, id := range c.of {
		if id >= 0 {
			c.of[i] = to[id]
		}
	}
}

// line is where a row of the file begins.
func (t *unitTable) line(row int) int {
	i, _ := slices.BinarySearchFunc(t.places, row+1, func(p place, row int) int { return p.row - row })
	return row + t.places[i-1].below
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
	t := &unitTable{file: filepath.Base(f.data), numbers: map[string][]float64{}, groups: map[string]*codes{}}
	if f.data == "-" {
		t.file = "stdin"
	}
	most := lines(r)
	if err := a.roomForUnits(t.file, f, most); err != nil {
		return nil, err
	}
	s, err := frame.NewScanner(t.file, r)
	if err != nil {
		return nil, a.refuse(t.file, err)
	}
	type column struct {
		name    string
		place   int
		numbers []float64
		codes   *codes
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
			*to = append(*to, &column{name: name, place: j})
		}
	}
	find(&numeric, f.value, f.weight, f.rank, f.later, f.lat, f.lon)
	find(&textual, f.groups...)
	var units []*column
	find(&units, f.unit)
	if faults != nil {
		return nil, a.refuse(t.file, errors.Join(faults...))
	}
	for _, c := range numeric {
		c.numbers = make([]float64, 0, most)
	}
	for _, c := range textual {
		c.codes = &codes{known: map[string]int32{"": -1, "NA": -1}, of: make([]int32, 0, most)}
		t.groups[c.name] = c.codes
	}
	bad := 0
	for s.Scan() {
		cells := s.Cells()
		if below := s.Line() - t.rows; t.places == nil || t.places[len(t.places)-1].below != below {
			t.places = append(t.places, place{t.rows, below})
		}
		if t.rows++; most == 0 && t.rows%roomEvery == 0 {
			if err := a.roomForUnits(t.file, f, t.rows); err != nil {
				return nil, err
			}
		}
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
			c.codes.add(strings.TrimSpace(cells[c.place]))
		}
		for _, c := range units {
			name := strings.TrimSpace(cells[c.place])
			if name == "NA" {
				name = ""
			}
			t.names = append(t.names, strings.Clone(name))
		}
	}
	if err := s.Err(); err != nil {
		faults = append(faults, err)
	}
	if bad > mostFaults {
		faults = append(faults, fmt.Errorf("and %d more cells that are no numbers", bad-mostFaults))
	}
	if t.rows == 0 && faults == nil {
		faults = append(faults, &frame.CellError{File: t.file, Reason: "there are no rows under the header"})
	}
	for _, c := range numeric {
		t.numbers[c.name] = c.numbers
	}
	for _, c := range textual {
		c.codes.sort()
	}
	return t, a.refuse(t.file, errors.Join(faults...))
}

// lines counts the ends of lines of a file and goes back to its beginning; 0 where that cannot be done, as with stdin. A row takes one at least,
// but for the last.
func lines(r io.Reader) int {
	f, ok := r.(*os.File)
	if !ok {
		return 0
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return 0
	}
	buf, n := make([]byte, 1<<18), 0
	for {
		k, err := f.Read(buf)
		n += bytes.Count(buf[:k], []byte("\n"))
		if err != nil {
			break
		}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0
	}
	return n
}

// cells are wrong cells of a column, the first of them one by one.
func (t *unitTable) cells(column string, rows []int, reason string) error {
	var faults []error
	for _, r := range rows[:min(len(rows), mostFaults)] {
		value := ""
		if v, ok := t.numbers[column]; ok {
			value = frame.Format(v[r])
		} else if t.names != nil {
			value = t.names[r]
		}
		faults = append(faults, &frame.CellError{File: t.file, Line: t.line(r), Column: column, Value: value, Reason: reason})
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
			have := t.groups[g].names
			for _, name := range have {
				names[name] = true
			}
			for i, c := range text {
				if c != ',' {
					continue
				}
				one, two := text[:i], text[i+1:]
				if one != two && one != "" && two != "" && slices.Contains(have, one) && slices.Contains(have, two) {
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
