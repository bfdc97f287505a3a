// SPDX-License-Identifier: Apache-2.0

package frame

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Frame is a CSV file held as columns.
type Frame struct {
	File    string
	Names   []string // of the columns that have one; a name may be there twice
	columns []column
	lines   []int32
}

// column holds the text of its cells one behind the other, in pieces: a string for each cell would take several times what is in it.
type column struct {
	pieces []piece
	text   []byte // of the piece under way
	ends   []uint32
}

type piece struct {
	text string
	ends []uint32 // of each cell
}

const pieceBytes = 1 << 16

func (c *column) add(cell string) {
	if len(c.ends) > 0 && len(c.text)+len(cell) > pieceBytes {
		c.seal()
	}
	c.text = append(c.text, cell...)
	c.ends = append(c.ends, uint32(len(c.text)))
}

func (c *column) seal() {
	if len(c.ends) > 0 {
		c.pieces = append(c.pieces, piece{string(c.text), slices.Clone(c.ends)})
		c.text, c.ends = c.text[:0], c.ends[:0]
	}
}

// UnknownError says that a name was asked for which is not there.
type UnknownError struct {
	Where string   // a file, or what was searched
	What  string   // "column", "indicator", …
	Name  string   // asked for
	Have  []string // what there is, for a hint at the nearest
}

// Error names what was asked for; the caller may add the nearest of Have.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("%s: no %s %q", e.Where, e.What, e.Name)
}

// CellError is one cell that cannot be used.
type CellError struct {
	File          string
	Line          int // 1-based, where the record begins; 0 = the file as a whole
	Column, Value string
	Reason        string
}

// Error gives place, value and reason.
func (e *CellError) Error() string { return e.Where() + ": " + e.What() }

// Where is the file and the line.
func (e *CellError) Where() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	return e.File
}

// What is the column, the value and the reason.
func (e *CellError) What() string {
	if e.Column == "" {
		return e.Reason
	}
	return fmt.Sprintf("column %s: %q %s", e.Column, e.Value, e.Reason)
}

// Read holds a whole file. File is its name in messages.
func Read(file string, r io.Reader) (*Frame, error) {
	s, err := NewScanner(file, r)
	if err != nil {
		return nil, err
	}
	f := &Frame{File: file}
	var named []int // columns that nobody can ask for are not held
	for j, name := range s.Names {
		if name != "" {
			f.Names, named = append(f.Names, name), append(named, j)
		}
	}
	f.columns = make([]column, len(named))
	for s.Scan() {
		cells := s.Cells()
		for k, j := range named {
			if uint64(len(cells[j])) > math.MaxUint32 {
				return f, &CellError{File: file, Line: s.Line(), Column: s.Names[j], Reason: "is a cell of more than 4 GB"}
			}
			f.columns[k].add(cells[j])
		}
		f.lines = append(f.lines, int32(s.Line()))
	}
	for j := range f.columns {
		f.columns[j].seal()
		f.columns[j].text, f.columns[j].ends = nil, nil
	}
	return f, s.Err()
}

// Len is the number of rows.
func (f *Frame) Len() int { return len(f.lines) }

// Line is the line of the file on which a row begins, 1-based; rows count from 0.
func (f *Frame) Line(row int) int { return int(f.lines[row]) }

// Has says whether there is a column of that name.
func (f *Frame) Has(name string) bool { return slices.Contains(f.Names, name) }

// Cells gives the cells of a column as written, by row.
func (f *Frame) Cells(name string) (iter.Seq2[int, string], error) {
	j, err := columnOf(f.File, f.Names, name)
	if err != nil {
		return nil, err
	}
	return func(yield func(int, string) bool) {
		row := 0
		for _, p := range f.columns[j].pieces {
			from := uint32(0)
			for _, to := range p.ends {
				if !yield(row, p.text[from:to]) {
					return
				}
				from, row = to, row+1
			}
		}
	}, nil
}

// Text returns a column as written. The slice is the caller's.
func (f *Frame) Text(name string) ([]string, error) {
	cells, err := f.Cells(name)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(f.lines))
	for row, cell := range cells {
		out[row] = cell
	}
	return out, nil
}

// Numbers returns a column as numbers, NaN = missing. All cells that are neither
// are returned, joined (the first twenty).
func (f *Frame) Numbers(name string) ([]float64, error) {
	cells, err := f.Cells(name)
	if err != nil {
		return nil, err
	}
	const most = 20
	out, faults := make([]float64, len(f.lines)), []error(nil)
	bad := 0
	for i, cell := range cells {
		v, reason := Number(cell)
		if reason != "" {
			if bad++; bad <= most {
				faults = append(faults, &CellError{f.File, f.Line(i), name, cell, reason})
			}
		}
		out[i] = v
	}
	if bad > most {
		faults = append(faults, fmt.Errorf("%s: column %s: and %d more such cells", f.File, name, bad-most))
	}
	return out, errors.Join(faults...)
}

// Number reads a cell: NaN where it is empty or NA; reason says why it is no number.
func Number(cell string) (v float64, reason string) {
	cell = strings.TrimSpace(cell)
	if cell == "" || cell == "NA" {
		return math.NaN(), ""
	}
	v, err := strconv.ParseFloat(cell, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return math.NaN(), "is beyond the numbers that a computer holds: change its unit"
	case err != nil && strings.Contains(cell, ","):
		return math.NaN(), "is no number: write the decimal mark as a point and no thousands mark"
	case err != nil:
		return math.NaN(), "is no number: leave the cell empty where the value is missing"
	case strings.ContainsAny(cell, "_xX"): // 1_000 and 0x1p3 are numbers of programs
		return math.NaN(), "is no number: write digits, a decimal point and, if need be, an exponent"
	case math.IsNaN(v) || math.IsInf(v, 0):
		return math.NaN(), "is no finite number: leave the cell empty where the value is missing"
	}
	return v, ""
}

// columnOf finds a column by its name, which must be there once.
func columnOf(file string, names []string, name string) (int, error) {
	j := slices.Index(names, name)
	if j < 0 || name == "" {
		return 0, &UnknownError{Where: file, What: "column", Name: name, Have: slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "" })}
	}
	if slices.Contains(names[j+1:], name) {
		return 0, &CellError{File: file, Line: 1, Reason: fmt.Sprintf("column %q is there twice: rename the one that is not meant", name)}
	}
	return j, nil
}

// mostFaults is how many faulty rows are told one by one.
const mostFaults = 20

// Scanner reads a file row by row.
type Scanner struct {
	Names []string // of the header, by place; empty where a column has none
	file  string
	csv   *csv.Reader
	cells []string
	line  int
	err   error

	ragged []error // rows of another number of cells, the first of them
	more   int     // such rows beyond these
}

// NewScanner reads the header. An empty file is an error; columns without a name, and
// a name used twice, are so when they are asked for.
func NewScanner(file string, r io.Reader) (*Scanner, error) {
	body, reason := Plain(r)
	if reason != "" {
		return nil, &CellError{File: file, Reason: reason}
	}
	s := &Scanner{file: file, csv: csv.NewReader(body)}
	s.csv.ReuseRecord = true
	header, err := s.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil, &CellError{File: file, Reason: "the file is empty: give a header and rows"}
	}
	if err != nil {
		return nil, s.fault(err)
	}
	s.Names = slices.Clone(header)
	for j, name := range s.Names {
		if reason := wrong(name); reason != "" {
			return nil, &CellError{File: file, Line: 1, Reason: fmt.Sprintf("column number %d: its name %s", j+1, reason)}
		}
		if strings.Contains(name, "\r") {
			return nil, &CellError{File: file, Line: 1, Reason: "lines end in a carriage return alone: save the file with line feeds"}
		}
		s.Names[j] = strings.TrimFunc(name, blank)
	}
	if len(s.Names) == 1 && strings.ContainsAny(s.Names[0], ";\t") {
		return nil, &CellError{File: file, Line: 1, Reason: "the header is one column: separate columns by commas"}
	}
	return s, nil
}

// blank is what is cut off a name: white space, and the mark of UTF-8, which some programs write twice.
func blank(r rune) bool { return r == '\ufeff' || unicode.IsSpace(r) }

// Column finds a column by name.
func (s *Scanner) Column(name string) (int, error) { return columnOf(s.file, s.Names, name) }

// Scan goes to the next row; false at the end or at a fault, see [Scanner.Err]. Rows of
// another number of cells are passed over, and are faults at the end. Rows of empty cells,
// as spreadsheets leave them behind, are none, but in a file of a single column.
func (s *Scanner) Scan() bool {
	if s.err != nil {
		return false
	}
	cells, err := s.csv.Read()
	for errors.Is(err, csv.ErrFieldCount) || err == nil && len(cells) > 1 && hollow(cells) {
		if !hollow(cells) {
			if len(s.ragged) < mostFaults {
				s.ragged = append(s.ragged, s.fault(err))
			} else {
				s.more++
			}
		}
		cells, err = s.csv.Read()
	}
	if err != nil {
		if !errors.Is(err, io.EOF) {
			s.err = s.fault(err)
		}
		return false
	}
	s.cells = cells
	s.line, _ = s.csv.FieldPos(0)
	for j, cell := range cells {
		if reason := wrong(cell); reason != "" {
			s.err = &CellError{File: s.file, Line: s.line, Column: s.Names[j], Value: strings.ToValidUTF8(cell, "\ufffd"), Reason: reason}
			return false
		}
	}
	return true
}

// hollow says whether nothing is in the cells of a row.
func hollow(cells []string) bool {
	for _, c := range cells {
		if c != "" && strings.TrimFunc(c, blank) != "" {
			return false
		}
	}
	return true
}

// Plain passes over the mark of UTF-8 at the beginning of a file, and says of files that are no CSV what they are.
func Plain(r io.Reader) (body *bufio.Reader, reason string) {
	body = bufio.NewReader(r)
	start, _ := body.Peek(4) // an error comes again when the header is read
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		_, _ = body.Discard(3)
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return nil, "the file is a spreadsheet or an archive: save it as CSV in UTF-8"
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return nil, "the file is compressed: unpack it first"
	case string(start) == "PAR1":
		return nil, "the file is Parquet: save it as CSV in UTF-8"
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")), bytes.IndexByte(start, 0) >= 0:
		return nil, "the file is UTF-16 or no text: save it as CSV in UTF-8"
	}
	return body, ""
}

// wrong says why a cell is no text.
func wrong(cell string) string {
	switch {
	case !utf8.ValidString(cell):
		return "is not UTF-8: save the file as CSV in UTF-8"
	case strings.IndexByte(cell, 0) >= 0:
		return "holds a zero byte: save the file as CSV in UTF-8"
	}
	return ""
}

// Cells are those of the row, one a column; valid until the next Scan, though
// the strings stay.
func (s *Scanner) Cells() []string { return s.cells }

// Line is the line on which the row begins, 1-based.
func (s *Scanner) Line() int { return s.line }

// Err is what is wrong with the rows, joined: those of another number of cells, the
// first twenty of them and how many more, and the fault that ended the reading.
func (s *Scanner) Err() error {
	all := s.ragged
	if s.more > 0 {
		all = append(slices.Clone(all), fmt.Errorf("%s: and %d more such rows", s.file, s.more))
	}
	if s.err != nil {
		all = append(slices.Clone(all), s.err)
	}
	return errors.Join(all...)
}

func (s *Scanner) fault(err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return fmt.Errorf("read %s: %w", s.file, err)
	}
	reason := at.Err.Error()
	switch {
	case errors.Is(at.Err, csv.ErrFieldCount):
		reason = fmt.Sprintf("the row has another number of cells than the header, which has %d: fill it up, or quote cells that hold a comma", len(s.Names))
	case errors.Is(at.Err, csv.ErrQuote), errors.Is(at.Err, csv.ErrBareQuote):
		reason = "the quoting is broken: write a quote inside a cell twice, and the cell in quotes"
	}
	return &CellError{File: s.file, Line: at.StartLine, Reason: reason}
}
