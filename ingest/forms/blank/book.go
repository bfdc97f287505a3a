// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"regexp"
	"slices"
	"strings"

	"osnova/ingest/parse/sheetxml"
)

// cellStyle is how a cell looks and whether it may be filled in.
type cellStyle int

// Styles of cells; those from numberCell on may be filled in.
const (
	noStyle cellStyle = iota
	titleCell
	headerCell
	textCell
	warningCell
	countCell
	numberCell
	moneyCell
	dateCell
	choiceCell
	lastStyle
)

// sheetCell is one cell: a text, a number or a formula.
type sheetCell struct {
	text    string
	number  *float64
	formula string // references stand in braces, see inXLSX and inODS
	style   cellStyle
}

// cellRule is what a block of cells takes: one of a list, a number or a length between bounds, or anything; the prompt is shown on entry.
type cellRule struct {
	column, from, to int    // rows both included
	kind             string // list, whole, decimal, length, any
	low, high        float64
	list             string // reference to a list, in braces
	prompt, fault    string
}

// bookSheet is a sheet on its way. Rows and columns count from 1.
type bookSheet struct {
	name                    string
	hidden                  bool
	cells                   map[[2]int]*sheetCell // by row and column
	widths, heights         map[int]float64       // characters by column, points by row
	merged                  [][4]int              // row, column, row, column
	rules                   []cellRule
	hiddenRow, hiddenColumn int
	frozenRows, frozenCols  int
	looks                   map[int]cellStyle // of whole columns
	unlocked                bool              // rows may be added and moved
}

// formBook is a workbook on its way.
type formBook struct {
	title  string
	sheets []*bookSheet
	lists  map[string]string // references to lists on the sheet of codes, by what they hold
	codes  *bookSheet
	next   int // first free column of that sheet
}

func newBook(title string) *formBook {
	return &formBook{title: title, lists: map[string]string{}, next: 5}
}

func (b *formBook) sheet(name string) *bookSheet {
	s := &bookSheet{name: name, cells: map[[2]int]*sheetCell{}, widths: map[int]float64{}, heights: map[int]float64{}, looks: map[int]cellStyle{}}
	b.sheets = append(b.sheets, s)
	return s
}

func (s *bookSheet) at(row, column int) *sheetCell {
	c := s.cells[[2]int{row, column}]
	if c == nil {
		c = &sheetCell{}
		s.cells[[2]int{row, column}] = c
	}
	return c
}

func (s *bookSheet) write(row, column int, text string, style cellStyle) {
	c := s.at(row, column)
	c.text, c.style = text, style
}

func (s *bookSheet) writeNumber(row, column int, n float64, style cellStyle) {
	c := s.at(row, column)
	c.number, c.style = &n, style
}

func (s *bookSheet) compute(row, column int, formula string, style cellStyle) {
	c := s.at(row, column)
	c.formula, c.style = formula, style
}

// look gives a style to a block of cells, both ends included.
func (s *bookSheet) look(row, column, lastRow, lastColumn int, style cellStyle) {
	for r := row; r <= lastRow; r++ {
		for c := column; c <= lastColumn; c++ {
			s.at(r, c).style = style
		}
	}
}

// places are the cells in the order of rows and columns.
func (s *bookSheet) places() [][2]int {
	out := make([][2]int, 0, len(s.cells))
	for at := range s.cells {
		out = append(out, at)
	}
	slices.SortFunc(out, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return out
}

// listOf puts options on the sheet of codes, where a list may be of any length, and gives the reference to them.
func (b *formBook) listOf(options []string) string {
	key := strings.Join(options, "\n")
	if b.lists[key] == "" {
		for n, o := range options {
			b.codes.write(n+1, b.next, o, noStyle)
		}
		b.lists[key] = fixedRange(b.codes.name, b.next, 1, len(options))
		b.next++
	}
	return b.lists[key]
}

// cellName is the address of a cell.
func cellName(row, column int) string { return sheetxml.Address(column-1, row) }

// fixedRange is a reference to part of a column of a sheet.
func fixedRange(sheet string, column, from, to int) string {
	letter := strings.TrimRight(cellName(1, column), "1")
	first, last := cellName(from, column)[len(letter):], cellName(to, column)[len(letter):]
	return "{'" + sheet + "'!$" + letter + "$" + first + ":$" + letter + "$" + last + "}"
}

// rangeOf is a reference to part of a column, and cellOf to one cell; the sheet may be empty, which is the same sheet.
func rangeOf(sheet string, column, from, to int) string {
	return "{" + onSheet(sheet) + cellName(from, column) + ":" + cellName(to, column) + "}"
}

func cellOf(sheet string, row, column int) string {
	return "{" + onSheet(sheet) + cellName(row, column) + "}"
}

func onSheet(sheet string) string {
	if sheet == "" {
		return ""
	}
	return "'" + sheet + "'!"
}

var reference = regexp.MustCompile(`\{(?:('[^']+')!)?([^{}:]+)(?::([^{}]+))?\}`)

// inXLSX is a formula as XLSX writes it.
func inXLSX(formula string) string {
	return reference.ReplaceAllStringFunc(formula, func(r string) string { return r[1 : len(r)-1] })
}

// inODS is a formula as OpenFormula writes it: references in brackets, semicolons between arguments.
func inODS(formula string) string {
	formula = reference.ReplaceAllStringFunc(formula, func(r string) string {
		m := reference.FindStringSubmatch(r)
		out := "[" + m[1] + "." + m[2]
		if m[1] != "" {
			out = "[$" + m[1] + "." + m[2]
		}
		if m[3] != "" {
			out += ":." + m[3]
		}
		return out + "]"
	})
	var out strings.Builder
	quoted := false
	for _, r := range formula {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ',' && !quoted:
			r = ';'
		}
		out.WriteRune(r)
	}
	return out.String()
}
