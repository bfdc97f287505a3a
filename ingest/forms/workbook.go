// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"osnova/ingest/parse/opensheet"
	"osnova/ingest/parse/sheetxml"
	"osnova/ingest/parse/zipfile"
)

// Bounds of one returned workbook. A filled form unpacks to half a megabyte, the table of an oblast to ten.
var limits = sheetxml.Limits{Total: 128 << 20, Part: 64 << 20, Ratio: 100}

const maxRecords = 5000 // of one workbook

var errEnough = errors.New("enough")

// sheetBook is the sheets of a workbook, XLSX or ODS.
type sheetBook struct {
	names    []string
	from1904 bool // days are counted from 1904
	rows     func(sheet int, do func(row int, cells []sheetxml.Cell) error) error
	merged   func(sheet int) ([]sheetxml.Range, error)
}

// openBook opens a workbook by its bytes; what is none is a *Fault that says what it seems to be.
func openBook(body []byte) (*sheetBook, error) {
	switch {
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return nil, wholeFault(OldWorkbook)
	case !bytes.HasPrefix(body, []byte("PK")):
		return nil, wholeFault(TextFile)
	case opensheet.IsSpreadsheet(body):
		return openSheets(body)
	}
	b, err := sheetxml.Open(bytes.NewReader(body), int64(len(body)), limits)
	if err != nil {
		if z, bad := zipfile.Open(bytes.NewReader(body), int64(len(body))); bad == nil && len(z.File) > 0 && strings.HasSuffix(err.Error(), "not a workbook") {
			return nil, wholeFault(OtherDocument)
		}
		return nil, wholeFault(BrokenWorkbook, err.Error())
	}
	out := &sheetBook{from1904: b.From1904}
	for _, s := range b.Sheets {
		out.names = append(out.names, s.Name)
	}
	out.rows = func(n int, do func(int, []sheetxml.Cell) error) error { return b.Rows(b.Sheets[n], do) }
	out.merged = func(n int) ([]sheetxml.Range, error) { return b.Merged(b.Sheets[n]) }
	return out, nil
}

func openSheets(body []byte) (*sheetBook, error) {
	sheets, err := opensheet.Read(body, limits)
	if err != nil {
		return nil, wholeFault(BrokenWorkbook, err.Error())
	}
	out := &sheetBook{}
	for _, s := range sheets {
		out.names = append(out.names, s.Name)
	}
	out.merged = func(n int) ([]sheetxml.Range, error) { return sheets[n].Merged, nil }
	out.rows = func(n int, do func(int, []sheetxml.Cell) error) error {
		for _, r := range sheets[n].Rows {
			if err := do(r.Number, r.Cells); err != nil {
				return err
			}
		}
		return nil
	}
	return out, nil
}

// sheetGrid is where a sheet has its columns of codes.
type sheetGrid struct {
	name    string // as its sender sees it
	sheet   string // as it may be shown
	code    int
	columns map[int]string // column → its code
	merged  []sheetxml.Range
	begun   bool // a row below the codes was met
}

func (g sheetGrid) at(row, column int) CellPlace {
	return CellPlace{Sheet: g.name, Shown: g.sheet, Address: sheetxml.Address(column, row)}
}

// covered says into which cell of another row a cell is merged; empty where it is not.
func (g sheetGrid) covered(row, column int) string {
	for _, m := range g.merged {
		if row-1 > m.Top && row-1 <= m.Bottom && column >= m.Left && column <= m.Right {
			return sheetxml.Address(m.Left, m.Top+1)
		}
	}
	return ""
}

// Workbook is a returned form, or a table of many, open.
type Workbook struct {
	Passport // of a form; of a table its form and version only
	List     bool
	book     *sheetBook
	rules    Rules
}

// Open reads what a returned workbook says of itself. What cannot be used as a whole is a *Fault in words for its sender: no workbook, not
// ours, no unit or no year. Where only the passport is wrong the workbook comes with it, so that all its faults can be told at once.
func Open(body []byte, all map[string]*Form, rules Rules) (*Workbook, error) {
	book, err := openBook(body)
	if err != nil {
		return nil, err
	}
	w := &Workbook{book: book, Passport: Passport{from1904: book.from1904}, rules: rules}
	if err := w.mark(all); err != nil {
		return nil, err
	}
	if w.List {
		return w, nil
	}
	found := passportCells{}
	for n := range book.names {
		err := w.rows(n, func(g sheetGrid, row int, code string, cells map[string]sheetxml.Cell) error {
			if i, ok := w.Form.Item(code); ok && i.Sheet == "passport" {
				if _, twice := found[code]; !twice {
					found[code] = passportCell{passportText(cells["value"]), g.at(row, cells["value"].Column)}
				}
				return nil
			}
			return errEnough
		})
		if err != nil && !errors.Is(err, errEnough) {
			return nil, wholeFault(BrokenWorkbook, err.Error())
		}
		if len(found) > 0 {
			break
		}
	}
	w.settle(found, rules)
	if f := w.refusal(); f != nil {
		return w, f
	}
	return w, nil
}

// mark finds out which form the workbook is, by the hidden sheet of codes.
func (w *Workbook) mark(all map[string]*Form) error {
	for n, name := range w.book.names {
		if name != CodeSheet {
			continue
		}
		var mark []string
		err := w.book.rows(n, func(_ int, cells []sheetxml.Cell) error {
			for _, c := range cells[:min(len(cells), 3)] {
				mark = append(mark, trimText(c.Text))
			}
			return errEnough
		})
		if err != nil && !errors.Is(err, errEnough) {
			return wholeFault(BrokenWorkbook, err.Error())
		}
		if len(mark) < 3 || mark[0] != FormMarker && mark[0] != TableMarker || all[mark[1]] == nil {
			break
		}
		w.Form, w.List = all[mark[1]], mark[0] == TableMarker
		v, err := strconv.Atoi(mark[2])
		if err != nil || v < 1 || v > w.Form.Version {
			return wholeFault(OtherVersion, string([]rune(mark[2])[:min(20, len([]rune(mark[2])))]), w.Form.Name, strconv.Itoa(w.Form.Version))
		}
		w.Version = v
		return nil
	}
	return wholeFault(NotForm, CodeSheet)
}

// rows gives every row of a sheet that has a code, with its cells by the codes of columns; in a table of units also a row without one that
// holds something. A sheet without such codes has none.
func (w *Workbook) rows(sheet int, do func(g sheetGrid, row int, code string, cells map[string]sheetxml.Cell) error) error {
	g := sheetGrid{name: w.book.names[sheet], sheet: fmt.Sprintf("sheet %d", sheet+1), code: -1}
	if g.name == CodeSheet {
		return nil
	}
	if w.List && (g.name == "answers" || g.name == "services") {
		g.sheet = g.name
	}
	for _, known := range w.Form.Sheets { // a name that people gave may be that of a person
		if g.name == known.Text.UK {
			g.sheet = g.name
		}
	}
	merged, err := w.book.merged(sheet)
	if err != nil {
		return err
	}
	g.merged = merged
	by := map[string]sheetxml.Cell{}
	return w.book.rows(sheet, func(row int, cells []sheetxml.Cell) error {
		if g.code < 0 {
			return g.findCodes(row, cells)
		}
		clear(by)
		code, filled := "", false
		for _, c := range cells {
			if c.Column == g.code {
				code = trimText(c.Text)
			} else if name, ok := g.columns[c.Column]; ok {
				by[name] = c
				filled = filled || trimText(c.Text) != ""
			}
		}
		heading := w.List && !g.begun && isHeading(code, by)
		g.begun = true
		if heading || code == "" && (!w.List || !filled) {
			return nil
		}
		for column, name := range g.columns { // an empty cell is somewhere, too
			if _, ok := by[name]; !ok {
				by[name] = sheetxml.Cell{Column: column}
			}
		}
		return do(g, row, code, by)
	})
}

// isHeading tells the row of a table that says in words what its columns are: it has words where the year and the unit should stand.
func isHeading(code string, cells map[string]sheetxml.Cell) bool {
	year := trimText(cells["period"].Text)
	return year != "" && !digit.MatchString(year) && !digit.MatchString(code)
}

// findCodes looks for the row of codes.
func (g *sheetGrid) findCodes(row int, cells []sheetxml.Cell) error {
	for _, c := range cells {
		if c.Text == FormMarker || c.Text == TableMarker {
			g.code, g.columns = c.Column, map[int]string{}
		}
	}
	if g.code < 0 {
		if row > 200 {
			return errEnough
		}
		return nil
	}
	taken := map[string]bool{}
	for _, c := range cells {
		if c.Column == g.code || c.Text == "" {
			continue
		}
		g.columns[c.Column] = c.Text
		if taken[c.Text] {
			g.columns[c.Column] += " again"
		}
		taken[c.Text] = true
	}
	return nil
}

// each walks all sheets; the matrix ends early for those who read questions, and the other way round.
func (w *Workbook) each(do func(g sheetGrid, row int, code string, cells map[string]sheetxml.Cell) error) error {
	for n := range w.book.names {
		if err := w.rows(n, do); err != nil && !errors.Is(err, errEnough) {
			var known *Fault
			if errors.As(err, &known) {
				return err
			}
			return wholeFault(BrokenWorkbook, err.Error())
		}
	}
	return nil
}

func enough(n int) error {
	if n > maxRecords {
		return wholeFault(TooManyRows, strconv.Itoa(maxRecords))
	}
	return nil
}

// trimText cuts white space of any kind, no-break and zero-width included, from both ends.
func trimText(s string) string {
	return strings.Trim(s, " \t\r\n\v\f\u00a0\u2007\u202f\u200b\ufeff\u2028")
}
