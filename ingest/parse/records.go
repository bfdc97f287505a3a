// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
)

// headerReach is how many records may stand before the heading of a table whose declaration does not say where it is.
const headerReach = 20

// recordReader puts records that are found by headings under the contract.
type recordReader struct {
	source  catalog.Source
	file    catalog.File
	header  Record
	head    int   // record of the first row of the heading, from 0
	first   int   // first record below it
	begun   bool  // a record was there
	at      []int // of each column that is found by its heading: its place; -1: the file has none
	skips   []skipRule
	matcher *matcher
	tally   *Tally
	above   upstream // what ditto signs stand for
	scratch upstream // of the record at hand; what waits for its column is copied
}

func ordinaryRecords(in Input, f catalog.File, file string, records []Record, skips []skipRule, out *Sheet) error {
	r := &recordReader{source: in.Source, file: f, skips: skips}
	if err := r.begin(in, file, records); err != nil {
		return err
	}
	r.tally = out.File(file)
	width := len(r.source.Columns)
	r.above = upstream{cells: make([]string, width), stored: make([]Stored, width)}
	r.scratch = upstream{cells: make([]string, width), stored: make([]Stored, width)}
	depth := max(r.source.Format.Head, 1)
	for n, record := range records {
		if n < r.head || n >= r.head+depth {
			r.take(n, record)
		}
	}
	return nil
}

// begin finds the heading and what is asked of it.
func (r *recordReader) begin(in Input, file string, records []Record) error {
	format := r.source.Format
	var want []string
	for _, c := range r.source.Columns {
		if !strings.HasPrefix(c.From, "$") {
			want = append(want, fromOf(c))
		}
	}
	r.head = max(format.HeaderRow, 1) - 1
	if len(records) < r.head+max(format.Head, 1) {
		what := fmt.Sprintf("%d records, the header should be record %d", len(records), r.head+max(format.Head, 1))
		return &Error{File: file, What: what, Hint: "the file may be truncated"}
	}
	err := r.heading(file, records, r.head, want)
	if err != nil && format.Kind == "table" && format.HeaderRow == 0 {
		for head := 1; head < headerReach && err != nil; head++ {
			if len(records) < head+max(format.Head, 1) {
				break
			}
			if r.heading(file, records, head, want) == nil {
				r.head, err = head, nil
			}
		}
	}
	if err != nil {
		return r.hintHeading(file, records, want, err)
	}
	r.first = max(format.FirstRow-1, r.head+max(format.Head, 1))
	find := func(column string) (int, error) {
		place, err := Header(file, r.header, []string{column})
		if err != nil {
			return 0, err
		}
		return place[0], nil
	}
	for i := range r.skips {
		if r.skips[i].Column != "" {
			if r.skips[i].at, err = find(r.skips[i].Column); err != nil {
				return err
			}
		}
		if u := r.skips[i].Unless; u != nil {
			if r.skips[i].unlessAt, err = find(u.Column); err != nil {
				return err
			}
		}
	}
	r.matcher, err = newMatcher(in, file, r.header)
	return err
}

// heading takes the heading that begins with a record, if all columns are in it.
func (r *recordReader) heading(file string, records []Record, head int, want []string) error {
	header := known(r.source, joined(records[head:head+max(r.source.Format.Head, 1)]))
	at, err := headerOf(r.source, file, header, want)
	if err == nil {
		r.header, r.at = header, at
	}
	return err
}

// hintHeading adds to the fault of a heading where the columns stand, if they stand near.
func (r *recordReader) hintHeading(file string, records []Record, want []string, fault error) error {
	var at *Error
	if !errors.As(fault, &at) || r.source.Format.Kind == "html" {
		return fault
	}
	for _, depth := range []int{1, 2, 3} {
		for head := range min(headerReach, len(records)-depth+1) {
			if _, err := headerOf(r.source, file, known(r.source, joined(records[head:head+depth])), want); err != nil {
				continue
			}
			at.Hint = fmt.Sprintf("the columns stand in record %d: declare format.header_row: %d; ", head+1, head+1) + at.Hint
			if depth > 1 {
				at.Hint = fmt.Sprintf("the columns stand in records %d to %d: %s, as upper / lower", head+1, head+depth, deepHeading(head, depth))
			}
			return at
		}
	}
	if cells := records[r.head].Cells; len(cells) == 1 && r.source.Format.Kind == "csv" {
		if sign := separator([]byte(cells[0])); sign != "," || strings.Contains(cells[0], sign) {
			at.Hint = fmt.Sprintf("the file is parted by %q: declare format.delimiter", sign)
			return at
		}
	}
	if hint := r.parted(records, want); hint != "" {
		at.Hint = hint
		return at
	}
	if best := r.nearest(records, want); best != r.head {
		var nearer *Error
		if errors.As(r.heading(file, records, best, want), &nearer) {
			nearer.Hint = fmt.Sprintf("record %d is most like the header: declare format.header_row; ", best+1) + nearer.Hint
			return nearer
		}
	}
	return at
}

// parted tells of a heading of several rows whose lowest names are wanted.
func (r *recordReader) parted(records []Record, want []string) string {
	for _, depth := range []int{2, 3} {
		for head := range min(headerReach, len(records)-depth+1) {
			names := joined(records[head : head+depth]).Cells
			found := 0
			for _, w := range want {
				if slices.ContainsFunc(names, func(n string) bool { return sameHeader(w, lowest(n)) }) {
					found++
				}
			}
			if found == len(want) {
				hint := fmt.Sprintf("the heading may stand in records %d to %d: %s, as upper / lower", head+1, head+depth, deepHeading(head, depth))
				if records[head].kept() == nil { // of a workbook only merged cells tell
					hint += ": " + strings.Join(names[:min(len(names), 60)], ", ")
				}
				return hint
			}
		}
	}
	return ""
}

func deepHeading(head, depth int) string {
	return fmt.Sprintf("declare format.header_row: %d and format.head: %d; names are then joined", head+1, depth)
}

// lowest is the name that a column has in the last row of its heading.
func lowest(name string) string {
	if at := strings.LastIndex(name, " / "); at >= 0 {
		return name[at+len(" / "):]
	}
	return name
}

// nearest is the record that has the most of the wanted columns; that of the declaration if none has more.
func (r *recordReader) nearest(records []Record, want []string) int {
	best, most := r.head, r.count(records[r.head], want)
	for head := range min(headerReach, len(records)-max(r.source.Format.Head, 1)+1) {
		if n := r.count(records[head], want); n > most {
			best, most = head, n
		}
	}
	return best
}

// count tells how many of the wanted columns a record has.
func (r *recordReader) count(record Record, want []string) (n int) {
	for _, w := range want {
		if slices.ContainsFunc(record.Cells, func(cell string) bool { return sameHeader(w, cell) }) {
			n++
		}
	}
	return n
}

// joined makes one heading of several rows. In a text file a text of an upper row stands over the empty cells behind it that have a text
// below; a workbook says which cells are merged.
func joined(rows []Record) Record {
	if len(rows) == 1 {
		return rows[0]
	}
	width := 0
	for _, row := range rows {
		width = max(width, len(row.Cells))
	}
	lines := make([][]string, len(rows))
	for d, row := range rows {
		lines[d] = make([]string, width)
		last := ""
		for i := range width {
			v := ""
			if i < len(row.Cells) {
				v = strings.Join(strings.Fields(TrimSpace(row.Cells[i])), " ")
			}
			below := row.kept() == nil && slices.ContainsFunc(rows[d+1:], func(r Record) bool { return i < len(r.Cells) && TrimSpace(r.Cells[i]) != "" })
			switch {
			case v != "":
				last = v
			case below:
				v = last
			default:
				last = ""
			}
			lines[d][i] = v
		}
	}
	return Record{Line: rows[0].Line, Cells: joinHeadings(lines)}
}

// take accounts for one record.
func (r *recordReader) take(n int, record Record) {
	t := r.tally
	t.In++
	if record.Fault() != "" {
		t.Reject(record.Line, "", "", record.Fault()) // what it holds may be of columns that are never kept
		return
	}
	if n < r.first {
		t.Skip("title")
		return
	}
	if rule := skipping(r.skips, record); rule != "" {
		t.Skip(rule)
		return
	}
	if record.blank() && r.source.Format.Kind != "html" { // an element of a page that is empty may be a page that changed
		t.In-- // no record
		return
	}
	first := !r.begun
	if r.begun = true; first && r.source.Format.Kind != "html" && numbering(record.Cells) {
		t.Skip("column_numbers")
		return
	}
	width := len(r.header.Cells)
	if len(record.Cells) > width && emptied(record.Cells[width:]) {
		record.Cells = record.Cells[:width]
	}
	if short := len(record.Cells); short < width && short > 0 && emptied(r.header.Cells[short:]) {
		record.Cells = append(slices.Clone(record.Cells), make([]string, width-short)...)
	}
	if len(record.Cells) != width {
		t.Reject(record.Line, "", fmt.Sprint(len(record.Cells)), fmt.Sprintf("%d cells, the header has %d", len(record.Cells), width))
		return
	}
	u := r.cells(record)
	if r.matcher != nil {
		r.matcher.fill(record.Cells, u.cells)
	}
	t.take(u)
}

// numbering tells the row of official tables that numbers their columns: 1, 2, 3 and so on below the heading, or А, 1, 2.
func numbering(cells []string) bool {
	letters := 0
	for letters < len(cells) && letters < 3 && TrimSpace(cells[letters]) == []string{"А", "Б", "В"}[letters] {
		letters++
	}
	for i, cell := range cells[letters:] {
		if TrimSpace(cell) != strconv.Itoa(i+1) {
			return false
		}
	}
	return len(cells) > 2 && len(cells) > letters+1
}

// cells gives a record's cells in the order of the contract; they hold until the next record.
func (r *recordReader) cells(record Record) upstream {
	u := upstream{line: record.Line, cells: r.scratch.cells}
	clear(u.cells)
	if record.kept() != nil {
		u.stored = r.scratch.stored
		clear(u.stored)
	}
	next := 0
	for i, c := range r.source.Columns {
		if strings.HasPrefix(c.From, "$") {
			u.cells[i] = ownCell(c.From, r.file, record.Line)
			continue
		}
		stored := AsText
		if place := r.at[next]; place >= 0 {
			u.cells[i], stored = record.Cells[place], record.Stored(place)
		}
		next++
		if len(c.Ditto) > 0 && slices.Contains(c.Ditto, TrimSpace(u.cells[i])) {
			u.cells[i], stored = r.above.cells[i], r.above.stored[i]
		}
		if u.stored != nil {
			u.stored[i] = stored
		}
		r.above.cells[i], r.above.stored[i] = u.cells[i], stored
	}
	return u
}

// blank tells a row without any text: it is no record.
func (r Record) blank() bool {
	return emptied(r.Cells) && !slices.Contains(r.kept(), AsNoFormula)
}

func emptied(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return TrimSpace(cell) != "" })
}
