// SPDX-License-Identifier: Apache-2.0

package sheetxml

import (
	"bytes"
	"strconv"
	"strings"
)

// NumberKind says what the file calls a cell.
type NumberKind byte

// Kinds of cells. A formula without a kept value is Hollow, whatever it is called.
const (
	Number   NumberKind = iota
	DateKind            // a number that the workbook shows as a day; see Book.From1904
	Percent             // a number that the workbook shows a hundredfold, with a percent sign
	TextKind
	Truth
	Failure // an error such as #REF!
	Hollow
)

// styled learns which styles show numbers as days; a workbook without styles has none.
func (b *Workbook) styled() error {
	if b.shows != nil || b.styles == nil {
		return nil
	}
	body, err := b.part(b.styles)
	if err != nil {
		return err
	}
	b.shows = []NumberKind{}
	own := map[int]NumberKind{} // formats that the workbook defines
	s, inside := scanner{in: body}, false
	for s.tag() {
		switch {
		case s.name == "numFmt" && !s.closing:
			if id, err := strconv.Atoi(s.attribute("numFmtId")); err == nil {
				own[id] = shownBy(s.attribute("formatCode"))
			}
		case s.name == "cellXfs":
			inside = !s.closing && !s.empty
		case s.name == "xf" && inside && !s.closing:
			id, _ := strconv.Atoi(s.attribute("numFmtId"))
			kind, known := own[id]
			if !known {
				kind = builtin(id)
			}
			b.shows = append(b.shows, kind)
		}
	}
	if s.err != nil {
		return &Error{b.styles.Name, s.err.Error()}
	}
	return nil
}

// builtin tells the formats of days and percentages that every workbook has (ECMA-376, 18.8.30), those of East Asia included; 18 to 21
// and 45 to 47 are times alone.
func builtin(id int) NumberKind {
	switch {
	case id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id >= 57 && id <= 58:
		return DateKind
	case id == 9 || id == 10:
		return Percent
	}
	return Number
}

// shownBy tells whether a format shows a day, a month by its name, or a year, or a percent sign: letters in quotes, brackets or behind a
// backslash are text.
func shownBy(format string) NumberKind {
	format, _, _ = strings.Cut(strings.ToLower(format), ";")
	var plain strings.Builder
	until := rune(0)
	escaped := false
	for _, r := range format {
		switch {
		case escaped:
			escaped = false
		case until != 0:
			if r == until {
				until = 0
			}
		case r == '"':
			until = '"'
		case r == '[':
			until = ']'
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		default:
			plain.WriteRune(r)
		}
	}
	code := plain.String()
	switch {
	case code == "general":
		return Number
	case strings.ContainsAny(code, "yd") || strings.Contains(code, "mmm"):
		return DateKind
	case strings.Contains(code, "%"):
		return Percent
	}
	return Number
}

// Range is a block of merged cells, rows and columns from 0, both ends included.
type Range struct{ Top, Left, Bottom, Right int }

// Merged gives the merged cells of a sheet.
func (b *Workbook) Merged(sheet Sheet) ([]Range, error) {
	body, err := b.part(sheet.part)
	if err != nil {
		return nil, err
	}
	s := scanner{in: body}
	if end := bytes.LastIndex(body, []byte("sheetData>")); end >= 0 {
		s.in = body[end+len("sheetData>"):] // merged cells stand behind the rows
	}
	var out []Range
	for s.tag() {
		if s.name != "mergeCell" || s.closing {
			continue
		}
		first, last, two := strings.Cut(s.attribute("ref"), ":")
		top, left, ok := place(first)
		bottom, right, also := place(last)
		if two && ok && also && top <= bottom && left <= right {
			out = append(out, Range{top, left, bottom, right})
		}
	}
	if s.err != nil {
		return nil, &Error{sheet.Name, s.err.Error()}
	}
	return out, nil
}

// place reads an address: C5 is row 4, column 2.
func place(address string) (row, col int, ok bool) {
	address = strings.ReplaceAll(address, "$", "")
	col, ok = column([]byte(address))
	row, err := strconv.Atoi(strings.TrimLeft(address, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return row - 1, col, ok && err == nil && row >= 1 && row <= maxRow
}
