// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"osnova/cmd/instrument"
	"osnova/ingest/tablefile"
	"osnova/metrics/frame"
	"osnova/metrics/inequality"
	"osnova/metrics/spatial"
)

// unitTable is what osnova inequality reads of a file: the columns asked for.
type unitTable struct {
	file    string
	rows    int
	places  []linePlace          // of rows that do not begin on the line after the one before
	numbers map[string][]float64 // by column; NaN = missing
	groups  map[string]*groupCodes
	names   []string // of units, where asked for
}

// linePlace says that from this row on, rows begin this many lines below their number.
type linePlace struct{ row, below int }

// groupCodes are the names of a column of groups, each held once.
type groupCodes struct {
	names []string // sorted when the file was read
	of    []int32  // place among the names; −1: none
	known map[string]int32
}

// add takes the name of one more row; empty and NA are none.
func (c *groupCodes) add(text string) {
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
func (c *groupCodes) sort() {
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
	i, _ := slices.BinarySearchFunc(t.places, row+1, func(p linePlace, row int) int { return p.row - row })
	return row + t.places[i-1].below
}

// mostFaults is how many wrong cells are named one by one.
const mostFaults = 20

// readUnits reads the columns asked for of a table of whatever form. What is wrong is refused with findings.
func readUnits(ctx context.Context, d *instrument.Session, o request) (t *unitTable, err error) {
	want := tablefile.Request{Numbers: slices.DeleteFunc([]string{o.Value, o.Weight, o.Rank, o.Later, o.Lat, o.Lon}, func(name string) bool { return name == "" })}
	want.Columns = slices.Concat(want.Numbers, o.Groups)
	if o.Unit != "" {
		want.Columns = append(want.Columns, o.Unit)
	}
	err = d.ReadTable(ctx, "data", o.Data, want, func(name string, in io.Reader) error {
		var err error
		t, err = scanUnits(d, o, name, in)
		return err
	})
	return t, d.AddReadFault(ctx, instrument.InputName(o.Data), err)
}

// scanUnits walks over plain CSV once and keeps no more than the columns asked for.
func scanUnits(d *instrument.Session, o request, file string, in io.Reader) (*unitTable, error) {
	t := &unitTable{file: file, numbers: map[string][]float64{}, groups: map[string]*groupCodes{}}
	most := countLines(in)
	if err := refuseTooLarge(d, t.file, o, most); err != nil {
		return nil, err
	}
	s, err := frame.NewScanner(t.file, in)
	if err != nil {
		return nil, err
	}
	type column struct {
		name    string
		place   int
		numbers []float64
		codes   *groupCodes
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
	find(&numeric, o.Value, o.Weight, o.Rank, o.Later, o.Lat, o.Lon)
	find(&textual, o.Groups...)
	var units []*column
	find(&units, o.Unit)
	if faults != nil {
		return nil, errors.Join(faults...)
	}
	for _, c := range numeric {
		c.numbers = make([]float64, 0, most)
	}
	for _, c := range textual {
		c.codes = &groupCodes{known: map[string]int32{"": -1, "NA": -1}, of: make([]int32, 0, most)}
		t.groups[c.name] = c.codes
	}
	bad := 0
	for s.Scan() {
		cells := s.Cells()
		if below := s.Line() - t.rows; t.places == nil || t.places[len(t.places)-1].below != below {
			t.places = append(t.places, linePlace{t.rows, below})
		}
		if t.rows++; most == 0 && t.rows%roomEvery == 0 {
			if err := refuseTooLarge(d, t.file, o, t.rows); err != nil {
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
	return t, errors.Join(faults...)
}

// countLines counts the ends of lines of a file and goes back to its beginning; 0 where that cannot be done, as with stdin. A row takes one at least,
// but for the last.
func countLines(r io.Reader) int {
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

// addFindings finds the cells that a library would not take.
func (t *unitTable) addFindings(ctx context.Context, d *instrument.Session, o request, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	columns := map[string]string{"value": o.Value, "weight": o.Weight, "rank value": o.Rank, "later value": o.Later, "latitude": o.Lat, "longitude": o.Lon}
	var rows *inequality.RowError
	var units *spatial.RowError
	switch {
	case errors.As(err, &rows):
		return d.AddFindings(t.file, t.cells(columns[rows.What], rows.Rows, "is refused: "+rows.Reason))
	case errors.As(err, &units):
		return d.AddFindings(t.file, t.cells(columns[units.What], units.Rows, "is refused: "+units.Reason))
	}
	return d.AddFindings(t.file, err)
}

// checkBounds refuses values outside bounds that were given; outside the usual ones there is no Erreygers index.
func checkBounds(d *instrument.Session, t *unitTable, o request) error {
	var rows []int
	for i, v := range t.numbers[o.Value] {
		if v < o.lower || v > o.upper {
			rows = append(rows, i)
		}
	}
	if rows == nil {
		return nil
	}
	if o.bounded {
		return d.AddFindings(t.file, t.cells(o.Value, rows, fmt.Sprintf("is outside --bounds %s", o.Bounds)))
	}
	if o.Rank != "" {
		d.Log.Warn("no erreygers index: values lie outside 0,100", "column", o.Value, "units", len(rows), "try", "--bounds LEAST,GREATEST")
	}
	return nil
}

// readGaps reads pairs of groups; names may hold commas, so each comma is tried.
func readGaps(d *instrument.Session, t *unitTable, o request) (pairs []inequality.GroupPair, err error) {
	for _, text := range o.Gaps {
		found := false
		names := map[string]bool{}
		for _, g := range o.Groups {
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
					pair := inequality.GroupPair{A: one, B: two}
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
			return nil, instrument.Usage("--gap %q: name two groups, such as urban,rural", text)
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
				return nil, d.AddFindings(t.file, &frame.UnknownError{Where: t.file, What: "group", Name: name, Have: have})
			}
		}
		return nil, d.AddFindings(t.file, fmt.Errorf("--gap %s: no column of groups has both", text))
	}
	return pairs, nil
}
