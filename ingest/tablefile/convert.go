// SPDX-License-Identifier: Apache-2.0

package tablefile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse"
	"osnova/ingest/parse/datetext"
	"osnova/ingest/parse/numbertext"
)

// Request says what is asked of a table. Names are those of its header.
type Request struct {
	Sheet      string                       // of a workbook; empty: the first that is shown and has cells
	Columns    []string                     // asked for; the header is the first record that has them all, else the first
	Numbers    []string                     // of these, those that hold numbers
	Answers    []string                     // that hold numbers, or words: a column with a word in it stays as it is
	Dates      []string                     // that hold dates or moments
	Keep       []string                     // cells that stand for no number, such as n/a
	Rename     map[string]string            // their name → ours, done before all else
	Values     map[string]map[string]string // by our column: their text → ours, whatever its letters
	Read       datetext.Reader              // how dates are read
	AllAnswers bool                         // every column that is not named is one of answers
	ByRow      bool                         // who asks judges row by row: what cannot be read stays as it is, and is no fault
}

// mostFaults is how many faulty cells are told one by one.
const mostFaults = 20

// headerReach is how many records may stand before the header.
const headerReach = 20

// converter holds one table between its records and the CSV.
type converter struct {
	file    string
	want    Request
	header  []string
	records []parse.Record // below the header
	faults  []error
	more    int // faults beyond those told
}

// Convert reads a table of any form and gives it as plain CSV. The error joins what is wrong, each with file, line, column and value: a file that
// is no table, cells of columns asked for that cannot be read.
func Convert(file string, body []byte, want Request) ([]byte, error) {
	records, err := parse.Records(file, body, catalog.Format{Kind: "table", Sheet: want.Sheet, Shown: want.Sheet == ""})
	if err != nil {
		return nil, err
	}
	c := &converter{file: file, want: want}
	if err := c.findHeader(records); err != nil {
		return nil, err
	}
	for i, name := range c.header {
		switch {
		case name == "":
		case slices.Contains(want.Numbers, name):
			c.readNumbers(i, true)
		case slices.Contains(want.Answers, name):
			c.readNumbers(i, false)
		case slices.Contains(want.Dates, name):
			c.readDates(i)
		case want.AllAnswers:
			c.readNumbers(i, false)
		default:
			c.readText(i, slices.Contains(want.Columns, name))
		}
	}
	for i, name := range c.header {
		c.replaceValues(i, want.Values[name])
	}
	if c.more > 0 {
		c.faults = append(c.faults, fmt.Errorf("%s: and %d more such cells", file, c.more))
	}
	if c.faults != nil {
		return nil, errors.Join(c.faults...)
	}
	return c.write(), nil
}

// findHeader parts the records into the header and the rows below it. Records without anything in them are none.
func (c *converter) findHeader(records []parse.Record) error {
	records = slices.DeleteFunc(records, func(r parse.Record) bool {
		return r.Fault() == "" && !slices.ContainsFunc(r.Cells, func(cell string) bool { return parse.TrimSpace(cell) != "" })
	})
	if len(records) == 0 {
		return &parse.Error{File: c.file, What: "the file is empty", Hint: "give a header and rows"}
	}
	at := 0
	for i, r := range records[:min(headerReach, len(records))] {
		names := c.names(r)
		if len(c.want.Columns) > 0 && !slices.ContainsFunc(c.want.Columns, func(name string) bool { return !slices.Contains(names, name) }) {
			at = i
			break
		}
	}
	c.header, c.records = c.names(records[at]), records[at+1:]
	for _, r := range c.records {
		if r.Fault() != "" {
			c.fault(r.Line, "", "", r.Fault())
		}
	}
	return nil
}

// names are those of a header, renamed.
func (c *converter) names(r parse.Record) []string {
	out := make([]string, len(r.Cells))
	for i, cell := range r.Cells {
		out[i] = strings.TrimPrefix(parse.TrimSpace(cell), "\ufeff")
		if ours, ok := c.want.Rename[out[i]]; ok {
			out[i] = ours
		}
	}
	return out
}

// fault keeps what is wrong with a cell or a record.
func (c *converter) fault(line int, column, value, what string) {
	if c.want.ByRow {
		return
	}
	c.doubt(line, column, value, what)
}

// doubt keeps what is wrong with a column.
func (c *converter) doubt(line int, column, value, what string) {
	if len(c.faults) >= mostFaults {
		c.more++
		return
	}
	if column != "" {
		what = fmt.Sprintf("column %s: %q %s", column, value, what)
	}
	c.faults = append(c.faults, &parse.Error{File: c.file, Line: line, What: what})
}

// cell is the text of a cell, and how the file keeps it; nothing where the row is too short.
func (c *converter) cell(row, column int) (text string, kept parse.Stored) {
	r := c.records[row]
	if column >= len(r.Cells) {
		return "", parse.AsText
	}
	return r.Cells[column], r.Stored(column)
}

func (c *converter) set(row, column int, text string) { c.records[row].Cells[column] = text }

// unread says of a cell of a workbook why nothing can be read in it.
func unread(text string, kept parse.Stored) string {
	switch kept {
	case parse.AsError:
		return "is an error of a formula: fix it in the workbook, or empty the cell"
	case parse.AsNoFormula:
		return "is a formula whose value was not kept: open the workbook in a spreadsheet program and save it"
	}
	return ""
}

// readNumbers writes a column of numbers plainly. Of answers, a column with a word in it stays.
func (c *converter) readNumbers(column int, must bool) {
	var marks numbertext.Column
	for row := range c.records {
		if text, kept := c.cell(row, column); kept == parse.AsText && !c.silent(text) {
			marks.See(text)
		}
	}
	reader := marks.Decide(numbertext.Reader{})
	stored := numbertext.Reader{Decimal: "."}
	type plain struct {
		row  int
		text string
	}
	var read []plain
	for row := range c.records {
		text, kept := c.cell(row, column)
		if c.silent(text) && kept != parse.AsNoFormula {
			continue
		}
		if what := unread(text, kept); what != "" {
			c.fault(c.records[row].Line, c.header[column], text, what)
			continue
		}
		by := reader
		if kept != parse.AsText {
			by = stored
		}
		n, err := by.Read(text)
		if err != nil {
			if !must {
				return
			}
			c.fault(c.records[row].Line, c.header[column], text, reasonOf(err))
			continue
		}
		read = append(read, plain{row, n.Text()})
	}
	for _, p := range read {
		c.set(p.row, column, p.text)
	}
}

// silent says whether a cell stands for no value.
func (c *converter) silent(text string) bool {
	text = parse.TrimSpace(text)
	return text == "" || text == "NA" || slices.Contains(c.want.Keep, text)
}

// readDates writes a column of dates as ISO. A cell that is no date stays, so that who asked for it tells of its row; a column that can be read in two
// ways is refused.
func (c *converter) readDates(column int) {
	var order datetext.Column
	for row := range c.records {
		if text, kept := c.cell(row, column); kept == parse.AsText && !c.silent(text) {
			order.See(text)
		}
	}
	reader := order.Decide(c.want.Read)
	doubtful := 0
	for row := range c.records {
		text, kept := c.cell(row, column)
		if c.silent(text) && kept != parse.AsNoFormula {
			continue
		}
		if what := unread(text, kept); what != "" {
			c.fault(c.records[row].Line, c.header[column], text, what)
			continue
		}
		m, err := datesOf(reader, kept).Read(text)
		var at *datetext.Error
		switch {
		case err == nil && m.Clock:
			c.set(row, column, m.At.Format("2006-01-02T15:04:05"))
		case err == nil:
			c.set(row, column, m.ISO())
		case errors.As(err, &at) && at.Doubt:
			if doubtful++; doubtful == 1 {
				c.doubt(c.records[row].Line, c.header[column], text, reasonOf(err))
			}
		}
	}
}

// datesOf is the reader for a cell as a workbook keeps it.
func datesOf(reader datetext.Reader, kept parse.Stored) datetext.Reader {
	switch kept {
	case parse.AsDate, parse.AsNumber:
		reader.Serials, reader.Styled = datetext.Since1900, kept == parse.AsDate
	case parse.AsDate04, parse.AsNumber04:
		reader.Serials, reader.Styled = datetext.Since1904, kept == parse.AsDate04
	}
	return reader
}

// readText writes days that a workbook keeps as numbers as days; of a column that is asked for, what is no value is a fault.
func (c *converter) readText(column int, asked bool) {
	for row := range c.records {
		text, kept := c.cell(row, column)
		if what := unread(text, kept); what != "" {
			if asked {
				c.fault(c.records[row].Line, c.header[column], text, what)
			}
			continue
		}
		if kept != parse.AsDate && kept != parse.AsDate04 {
			continue
		}
		if m, err := datesOf(datetext.Reader{}, kept).Read(text); err == nil {
			c.set(row, column, m.ISO())
		}
	}
}

// replaceValues puts our texts in place of theirs.
func (c *converter) replaceValues(column int, values map[string]string) {
	if values == nil {
		return
	}
	folded := map[string]string{}
	for theirs, ours := range values {
		folded[strings.ToLower(parse.TrimSpace(theirs))] = ours
	}
	for row, r := range c.records {
		if column < len(r.Cells) {
			if ours, ok := folded[strings.ToLower(parse.TrimSpace(r.Cells[column]))]; ok {
				c.set(row, column, ours)
			}
		}
	}
}

// reasonOf is what a reader of text says of a cell, with what would help here, where nothing can be declared.
func reasonOf(err error) string {
	var number *numbertext.Error
	var date *datetext.Error
	switch {
	case errors.As(err, &number) && strings.Contains(number.Text, "%"):
		return "has a percent sign: write 20 or 0.2, without it, in the unit that you mean"
	case errors.As(err, &number) && number.Doubt:
		return number.What + ": write numbers with a decimal point and no marks between thousands"
	case errors.As(err, &number) && number.What == numbertext.NotNumber && number.Hint == "":
		return "is no number: leave the cell empty where the value is missing"
	case errors.As(err, &number):
		return number.Reason()
	case errors.As(err, &date) && date.Doubt:
		return date.What + ": say which of the two is the day, as dates: dmy or dates: mdy"
	case errors.As(err, &date):
		return date.Reason()
	}
	return err.Error()
}

// write makes the CSV. Lines without a record keep every record on its line; where a file has its lines nearer to one another, as cells with line
// breaks do, the record follows as soon as it can.
func (c *converter) write() []byte {
	var out bytes.Buffer
	line := 1
	w := csv.NewWriter(&out)
	row := func(at int, cells []string) {
		for ; line < at; line++ {
			out.WriteByte('\n')
		}
		if len(cells) == 1 && cells[0] == "" { // a blank line would be no row
			out.WriteString("\"\"\n")
			line++
			return
		}
		before := out.Len()
		_ = w.Write(cells) // into memory
		w.Flush()
		line += bytes.Count(out.Bytes()[before:], []byte("\n"))
	}
	width := len(c.header)
	for width > 1 && c.header[width-1] == "" && !slices.ContainsFunc(c.records, func(r parse.Record) bool { return len(r.Cells) >= width && parse.TrimSpace(r.Cells[width-1]) != "" }) {
		width-- // empty columns behind the table
	}
	row(1, c.header[:width])
	for _, r := range c.records {
		cells := r.Cells
		for len(cells) > width && parse.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1]
		}
		row(r.Line, cells)
	}
	return out.Bytes()
}
