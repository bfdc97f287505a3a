// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"maps"
	"slices"
	"strconv"

	"osnova/catalog"
	"osnova/ingest/parse/sheetxml"
)

// A table of many units is how an oblast administration sends what it gathered: one row a unit and year, one column a question, and one row
// a unit, year and service on another sheet. Codes of questions stand in the row marked #units, codes of units in the marked column.

// maxUnits is how many rows of units one table may have.
const maxUnits = 200_000

// unitRow is one row of such a table.
type unitRow struct {
	Passport
	row   int
	spot  CellPlace // its first cell
	g     sheetGrid
	cells map[string]sheetxml.Cell
}

// passportOf makes the passport of one row of a table.
func (w *Workbook) passportOf(g sheetGrid, row int, id string, cells map[string]sheetxml.Cell) Passport {
	p := Passport{Form: w.Form, Version: w.Version, from1904: w.from1904}
	told := passportCells{"unit": {id, g.at(row, g.code)}}
	for _, i := range w.Form.Of("passport", w.Version) {
		if c, ok := cells[i.Code]; ok && i.Code != "unit" {
			told[i.Code] = passportCell{passportText(c), g.at(row, c.Column)}
		}
	}
	p.settle(told, w.rules)
	return p
}

// units gives every row of questions to do; what it gives is good until do returns.
func (w *Workbook) units(do func(unitRow) error) error {
	n := 0
	return w.each(func(g sheetGrid, row int, id string, cells map[string]sheetxml.Cell) error {
		if _, ok := cells["service"]; ok {
			return errEnough
		}
		if _, ok := cells["period"]; !ok {
			return errEnough
		}
		if n++; n > maxUnits {
			return wholeFault(TooManyRows, strconv.Itoa(maxUnits))
		}
		return do(unitRow{Passport: w.passportOf(g, row, id, cells), row: row, spot: g.at(row, g.code), g: g, cells: cells})
	})
}

// answers are the questions of one row. A column that the version does not ask is refused in every row where it holds something.
func (u unitRow) answers() []Record {
	var out []Record
	at := map[string]int{}
	for _, column := range sortedColumns(u.g.columns) {
		code := u.g.columns[column]
		i, known := u.Form.Item(code)
		if known && i.Sheet == "passport" {
			continue
		}
		c := u.cells[code]
		r := Record{Item: code, spot: u.g.at(u.row, column)}
		if !known || i.Per != "" || !i.Asked(u.Version) {
			if trimText(c.Text) == "" {
				continue
			}
			r.refuse(c.Text, catalog.Text{}, ColumnNotAsked)
		} else if into := u.g.covered(u.row, column); into != "" {
			r.refuse("", catalog.Text{}, MergedCells, into)
		} else {
			at[code] = len(out)
			r.answer(i, c, sheetxml.Cell{})
		}
		out = append(out, r)
	}
	u.Form.contradictions(out, at)
	return out
}

// offersOfUnits are the rows of services by form, unit and year.
func (w *Workbook) offersOfUnits() (map[string][]Record, error) {
	out, seen := map[string][]Record{}, map[string]bool{}
	matrix := w.Form.Matrix(w.Version)
	err := w.each(func(g sheetGrid, row int, id string, cells map[string]sheetxml.Cell) error {
		service, ok := cells["service"]
		if !ok {
			return errEnough
		}
		r := Record{Item: trimText(service.Text), spot: g.at(row, cells["offered"].Column)}
		s, known := w.Form.Service(r.Item)
		p := w.passportOf(g, row, id, cells)
		key := p.key()
		switch {
		case !known:
			r.spot = g.at(row, service.Column)
			r.refuse(r.Item, catalog.Text{}, NotService)
		case seen[key+" "+r.Item]:
			r.refuse("", catalog.Text{}, ServiceTwice, r.Item)
		default:
			seen[key+" "+r.Item] = true
			r.offer(matrix, s, g, row, cells)
		}
		out[key] = append(out[key], r)
		return nil
	})
	return out, err
}

// key tells a return: form, unit and year.
func (p *Passport) key() string { return p.Form.Name + " " + p.Unit + " " + p.Period }

func sortedColumns(columns map[int]string) []int { return slices.Sorted(maps.Keys(columns)) }

func sortedKeys(left map[string][]Record) []string { return slices.Sorted(maps.Keys(left)) }
