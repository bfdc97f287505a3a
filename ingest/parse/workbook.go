// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/ingest/parse/sheetxml"
)

// Bounds of a workbook. The largest real one here unpacks to 28 MB, eight times its size; its best packed part is 25 times.
const (
	maxUnpacked = 512 << 20  // bytes of all parts
	maxRatio    = 100        // unpacked to packed, looked at only above 16 MB
	smallPart   = 16 << 20   // bytes
	maxCells    = 20_000_000 // of a sheet, empty cells included
)

// Workbook opens an XLSX file after a look at its directory: what is no workbook, is cut short, or would unpack to far more than a
// table can hold is an error. The caller closes it.
func Workbook(file string, body []byte) (*excelize.File, error) {
	if _, err := OpenXLSX(file, body); err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 1 << 28})
	if err != nil {
		return nil, &Error{File: file, What: "the workbook cannot be opened: " + err.Error(), Hint: "fetch it again, it may be truncated"}
	}
	return book, nil
}

// sniff tells a workbook from what servers send instead of one.
func sniff(body []byte) (what, hint string) {
	head := strings.ToLower(strings.TrimLeft(string(body[:min(len(body), 64)]), " \t\r\n\ufeff"))
	switch {
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return "", ""
	case len(body) == 0:
		return "the file is empty", "fetch it again"
	case strings.HasPrefix(head, "<"):
		return "the file is not an XLSX workbook but a web page or XML", "check the address of the file"
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0")):
		return "the file is not an XLSX workbook but an old .xls or an encrypted one", "save it as plain .xlsx"
	}
	return fmt.Sprintf("the file is not an XLSX workbook: it begins with % x", body[:min(len(body), 4)]), "check the address of the file"
}

// OpenXLSX is Workbook for cells as they are stored, in a fifth of the time; there is nothing to close.
func OpenXLSX(file string, body []byte) (*sheetxml.Workbook, error) {
	if what, hint := sniff(body); what != "" {
		return nil, &Error{File: file, What: what, Hint: hint}
	}
	book, err := sheetxml.Open(bytes.NewReader(body), int64(len(body)), sheetxml.Limits{Total: maxUnpacked, Ratio: maxRatio})
	if err != nil {
		return nil, damaged(file, err)
	}
	return book, nil
}

func damaged(file string, err error) error {
	hint := "fetch it again, it may be truncated"
	var at *sheetxml.Error
	if errors.As(err, &at) && strings.Contains(at.What, "unpacks") {
		hint = "no table is packed so tightly: look at the file before you trust it"
	}
	if errors.As(err, &at) && strings.Contains(at.What, "not a workbook") {
		hint = "save it as .xlsx: an .ods, a .docx or an archive of files is read by nobody as one"
	}
	return &Error{File: file, What: err.Error(), Hint: hint}
}

// XLSX reads all rows of one sheet of a workbook as they are stored; an empty name is the first sheet, which must be shown and have cells.
// Empty trailing cells are filled up to the widest row, and rows that are not stored are empty records, so that record n is row n.
// A formula without a kept value is the text of an error, so that a parser that looks at texts alone does not take it for an empty cell.
func XLSX(file string, body []byte, sheet string) ([]Record, error) {
	records, err := sheetRecords(file, body, catalog.Format{Sheet: sheet})
	for _, r := range records {
		for k, stored := range r.kept() {
			if stored == AsNoFormula {
				r.Cells[k] = hollowText
			}
		}
	}
	return records, err
}

// hollowText stands for a formula without a kept value.
const hollowText = "#NO VALUE"

func sheetRecords(file string, body []byte, format catalog.Format) ([]Record, error) {
	book, err := OpenXLSX(file, body)
	if err != nil {
		return nil, err
	}
	sheet, records, err := pickSheet(file, book, format)
	first, depth := max(format.HeaderRow, 1)-1, max(format.Head, 1)
	if err != nil || first >= len(records) || depth == 1 && (first == 0 || !slices.Contains(records[first].Cells, "")) {
		return records, err
	}
	ranges, err := book.Merged(sheet)
	if err != nil {
		return nil, damaged(file, err)
	}
	for _, m := range ranges {
		fillHeading(records, m, first, first+depth-1)
	}
	return records, nil
}

// fillHeading gives the rows of a heading the text of merged cells that stand over them. A row that is the whole heading gets what
// reaches down to it from above, not what reaches to the right: there each column has a name of its own.
func fillHeading(records []Record, m sheetxml.Range, first, last int) {
	outside := m.Bottom < first || m.Top > last || m.Top >= len(records) || m.Left >= len(records[m.Top].Cells)
	if outside || first == last && (m.Top == first || m.Left < m.Right) {
		return
	}
	text := records[m.Top].Cells[m.Left]
	for row := max(m.Top, first); row <= min(m.Bottom, last, len(records)-1); row++ {
		for k := m.Left; k <= min(m.Right, len(records[row].Cells)-1); k++ {
			records[row].Cells[k] = text
		}
	}
}

// pickSheet reads the sheet that the format names, else the first, else (shown) the first one that people see something in.
func pickSheet(file string, book *sheetxml.Workbook, format catalog.Format) (sheetxml.Sheet, []Record, error) {
	refuse := func(what, hint string) (sheetxml.Sheet, []Record, error) {
		return sheetxml.Sheet{}, nil, &Error{File: file, What: what, Hint: hint + sheetNames(book)}
	}
	for _, s := range book.Sheets {
		switch {
		case format.Sheet != "" && s.Name != format.Sheet, format.Shown && s.Hidden:
			continue
		case format.Sheet == "" && s.Hidden:
			return refuse(fmt.Sprintf("the first sheet, %q, is hidden", s.Name), otherSheet)
		}
		records, err := sheetRows(file, book, s)
		switch {
		case err != nil:
			return s, nil, err
		case len(records) == 0 && format.Shown:
			continue
		case len(records) == 0 && format.Sheet == "":
			return refuse(fmt.Sprintf("the first sheet, %q, is empty", s.Name), otherSheet)
		case len(records) == 0:
			return refuse(fmt.Sprintf("sheet %q is empty", s.Name), "")
		}
		return s, records, nil
	}
	if format.Shown {
		return refuse("no sheet that is shown has cells", "")
	}
	return refuse(fmt.Sprintf("sheet %s does not exist", format.Sheet), "")
}

const otherSheet = "declare format.sheet, or format.shown: true for the first sheet that is shown and has cells; "

// sheetNames lists the sheets of a workbook for a message.
func sheetNames(book *sheetxml.Workbook) string {
	var names []string
	for _, s := range book.Sheets {
		if s.Hidden {
			s.Name += " (hidden)"
		}
		names = append(names, s.Name)
	}
	return "sheets are: " + strings.Join(names, ", ")
}

// sheetRows reads one sheet; a sheet without cells has no records.
func sheetRows(file string, book *sheetxml.Workbook, sheet sheetxml.Sheet) ([]Record, error) {
	var out []Record
	width, widest := 0, ""
	var notes []recordNotes // for many rows
	var kept []Stored
	err := book.Rows(sheet, func(line int, cells []sheetxml.Cell) error {
		for n := len(cells); n > 0 && TrimSpace(cells[n-1].Text) == "" && !cells[n-1].Formula; n-- {
			cells = cells[:n-1]
		}
		if len(cells) == 0 {
			return nil
		}
		if last := cells[len(cells)-1].Column; last >= width {
			width, widest = last+1, sheetxml.Address(last, line)
		}
		if width*line > maxCells { // one cell far off the table would take all memory
			what := fmt.Sprintf("the sheet spans %d rows and %d columns or more", line, width)
			far := fmt.Sprintf("the widest row ends with %s, the last with %s", widest, sheetxml.Address(cells[len(cells)-1].Column, line))
			return &Error{File: file, What: what, Hint: "remove stray cells far from the table: " + far}
		}
		for next := len(out) + 1; next < line; next++ {
			out = append(out, Record{Line: next})
		}
		if len(notes) == 0 {
			notes = make([]recordNotes, 512)
		}
		if len(kept) < width {
			kept = make([]Stored, max(width, 1<<13))
		}
		notes[0].kept = kept[:width:width]
		r := Record{Line: line, Cells: make([]string, width), notes: &notes[0]}
		notes, kept = notes[1:], kept[width:]
		for _, c := range cells {
			r.Cells[c.Column], r.notes.kept[c.Column] = c.Text, keptAs(c.Kind, book.From1904)
		}
		out = append(out, r)
		return nil
	})
	var span *Error
	switch {
	case errors.As(err, &span):
		return nil, span
	case err != nil:
		return nil, damaged(file, err)
	}
	for i, r := range out {
		if len(r.Cells) < width {
			out[i].Cells = append(r.Cells, make([]string, width-len(r.Cells))...)
		}
	}
	return out, nil
}

// keptAs is what a cell is kept as, in a workbook that counts days from 1904 or not.
func keptAs(kind sheetxml.NumberKind, from1904 bool) Stored {
	switch {
	case kind == sheetxml.Number && from1904:
		return AsNumber04
	case kind == sheetxml.Number:
		return AsNumber
	case kind == sheetxml.DateKind && from1904:
		return AsDate04
	case kind == sheetxml.DateKind:
		return AsDate
	case kind == sheetxml.Percent:
		return AsPercent
	case kind == sheetxml.Failure:
		return AsError
	case kind == sheetxml.Hollow:
		return AsNoFormula
	}
	return AsText
}
