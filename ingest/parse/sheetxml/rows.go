// SPDX-License-Identifier: Apache-2.0

package sheetxml

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of the format itself.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

// Cell is one cell that the file stores. Text is as stored: a number or a date as its number, a truth value as 1 or 0, an error as #REF!.
type Cell struct {
	Column  int // from 0
	Text    string
	Formula bool // Text is what it gave when the file was saved
	Kind    NumberKind
}

// Address is how people call the cell of a row: C5.
func Address(column, row int) string {
	letters := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}

// Rows gives the stored cells of each stored row of a sheet to do, in the order of the file; row counts from 1. The slice is good until do
// returns, an error of do ends it. Malformed XML is an *Error.
func (b *Workbook) Rows(sheet Sheet, do func(row int, cells []Cell) error) error {
	if err := errors.Join(b.strings(), b.styled()); err != nil {
		return err
	}
	body, err := b.part(sheet.part)
	if err != nil {
		return err
	}
	s := scanner{in: body}
	row, last := 0, 0
	var cells []Cell
	var text []byte
	wrong := func(what string) error { return &Error{sheet.Name, fmt.Sprintf("row %d: %s", row, what)} }
	open := false
	for s.tag() {
		switch {
		case s.name == "row" && !s.closing:
			row++
			if at := s.raw("r"); at != nil {
				if row, err = strconv.Atoi(string(at)); err != nil || row <= last || row > maxRow {
					return wrong("its number is " + strconv.Quote(string(at)))
				}
			}
			cells, open = cells[:0], !s.empty
		case s.name == "row":
			if open {
				last, open = row, false
				if err := do(row, cells); err != nil {
					return err
				}
			}
		case s.name == "c" && !s.closing && open:
			c := Cell{Column: len(cells)}
			if n := len(cells); n > 0 {
				c.Column = cells[n-1].Column + 1
			}
			if at := s.raw("r"); at != nil {
				var ok bool
				if c.Column, ok = column(at); !ok || len(cells) > 0 && c.Column <= cells[len(cells)-1].Column {
					return wrong("a cell is called " + strconv.Quote(string(at)))
				}
			}
			if c.Column >= maxColumn {
				return wrong("too many cells")
			}
			kind := kindOf(s.raw("t"))
			c.Kind = kind.cell()
			if !s.empty {
				if c.Kind == Number {
					c.Kind = b.shownAs(s.raw("s"))
				}
				kept := false
				if c.Formula, kept, text, err = s.cell(text[:0], kind); err != nil {
					return err
				}
				if c.Formula && len(text) == 0 && !(kept && kind == formulaText) {
					c.Kind = Hollow
				}
				if c.Text, err = b.value(kind, text); err != nil {
					return wrong(Address(c.Column, row) + ": " + err.Error())
				}
			}
			cells = append(cells, c)
		case s.name == "sheetData" && s.closing:
			return s.err
		}
	}
	if s.err == nil && open {
		return wrong("the XML ends inside a row: the file may be truncated")
	}
	if s.err != nil {
		return &Error{sheet.Name, s.err.Error()}
	}
	return nil
}

type cellKind byte

const (
	plain cellKind = iota
	shared
	inline
	formulaText
	isoDate
	truth
	failure
)

func kindOf(t []byte) cellKind {
	switch string(t) {
	case "s":
		return shared
	case "inlineStr":
		return inline
	case "str":
		return formulaText
	case "d":
		return isoDate
	case "b":
		return truth
	case "e":
		return failure
	}
	return plain
}

// cell is what readers are told of the kind.
func (k cellKind) cell() NumberKind {
	switch k {
	case plain:
		return Number
	case truth:
		return Truth
	case failure:
		return Failure
	}
	return TextKind
}

// shownAs tells what a style, by its number as written, shows numbers as.
func (b *Workbook) shownAs(style []byte) NumberKind {
	if len(b.shows) == 0 || len(style) == 0 || len(style) > 6 {
		return Number
	}
	n, err := strconv.Atoi(string(style))
	if err != nil || n < 0 || n >= len(b.shows) {
		return Number
	}
	return b.shows[n]
}

// cell reads what a cell holds up to its closing tag; kept says that it has a value, if only an empty one.
func (s *scanner) cell(to []byte, k cellKind) (formula, kept bool, text []byte, err error) {
	for s.tag() {
		switch {
		case s.name == "c":
			if s.closing {
				return formula, kept, to, nil
			}
			return false, false, nil, &Error{"", "a cell inside a cell"}
		case s.name == "f":
			formula = true
		case s.empty && s.name == "v":
			kept = true
		case s.closing || s.empty:
		case s.name == "v" && k != inline:
			kept, to = true, s.text(to)
		case s.name == "is":
			if to = s.runs(to, "is"); s.err != nil {
				return false, false, nil, s.err
			}
		}
	}
	if s.err != nil {
		return false, false, nil, s.err
	}
	return false, false, nil, &Error{"", "the XML ends inside a cell: the file may be truncated"}
}

// runs appends the text of an element of rich or plain text, up to its closing tag; the reading aids of Asian text are left out.
func (s *scanner) runs(to []byte, end string) []byte {
	from, aid := len(to), 0
	for s.tag() {
		switch {
		case s.name == end && s.closing:
			if bytes.Contains(to[from:], []byte("_x")) {
				to = append(to[:from], decoded(string(to[from:]))...)
			}
			return to
		case s.name == "rPh" && s.closing:
			aid--
		case s.name == "rPh" && !s.empty:
			aid++
		case s.name == "t" && !s.closing && !s.empty && aid <= 0:
			to = s.text(to)
		}
	}
	if s.err == nil {
		s.err = &Error{"", "the XML ends inside a text: the file may be truncated"}
	}
	return to
}

// decoded resolves the escapes _xHHHH_ by which the format writes control characters.
func decoded(t string) string {
	var out strings.Builder
	for {
		at := strings.Index(t, "_x")
		if at < 0 || at+7 > len(t) {
			out.WriteString(t)
			return out.String()
		}
		out.WriteString(t[:at])
		n, err := strconv.ParseUint(t[at+2:at+6], 16, 16)
		if err != nil || t[at+6] != '_' || !utf8.ValidRune(rune(n)) {
			out.WriteString("_x")
			t = t[at+2:]
			continue
		}
		out.WriteRune(rune(n))
		t = t[at+7:]
	}
}

func (b *Workbook) value(k cellKind, text []byte) (string, error) {
	if k != shared {
		return string(text), nil
	}
	n, err := strconv.Atoi(string(bytes.TrimSpace(text)))
	if len(text) == 0 {
		return "", nil
	}
	if err != nil || n < 0 || n >= len(b.texts) {
		return "", fmt.Errorf("text number %.20q is not in the table of %d texts", text, len(b.texts))
	}
	return b.texts[n], nil
}

// strings reads the table of shared texts, once.
func (b *Workbook) strings() error {
	if b.read || b.shared == nil {
		return nil
	}
	body, err := b.part(b.shared)
	if err != nil {
		return err
	}
	s := scanner{in: body}
	var text []byte
	for s.tag() {
		if s.name != "si" || s.closing {
			continue
		}
		if s.empty {
			b.texts = append(b.texts, "")
			continue
		}
		if text = s.runs(text[:0], "si"); s.err == nil {
			b.texts = append(b.texts, string(text))
		}
	}
	if s.err != nil {
		return &Error{b.shared.Name, s.err.Error()}
	}
	b.read = true
	return nil
}

// column reads the letters of an address: C5 is 2.
func column(at []byte) (int, bool) {
	n, i := 0, 0
	for ; i < len(at) && at[i] >= 'A' && at[i] <= 'Z' && i < 3; i++ {
		n = n*26 + int(at[i]-'A') + 1
	}
	return n - 1, i > 0 && i < len(at) && at[i] >= '0' && at[i] <= '9' && n <= maxColumn
}
