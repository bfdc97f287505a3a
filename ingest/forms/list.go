// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"errors"
	"slices"

	"osnova/ingest/parse"
	"osnova/ingest/parse/sheetxml"
)

// A table of many units is how an oblast administration sends what it gathered: one row a unit and year, one column a question, and one row
// a unit, year and service on another sheet. Codes of questions stand in the row marked #units, codes of units in the marked column.

// unitRow is one row of such a table.
type unitRow struct {
	Passport
	row   int
	cell  string // its first cell
	g     sheetGrid
	cells map[string]sheetxml.Cell
}

// units gives every row of questions to do; what it gives is good until do returns.
func (w *Workbook) units(do func(unitRow) error) error {
	code, _ := w.Form.Item("unit")
	n := 0
	return w.each(func(g sheetGrid, row int, id string, cells map[string]sheetxml.Cell) error {
		if _, ok := cells["service"]; ok {
			return errEnough
		}
		if _, ok := cells["period"]; !ok {
			return errEnough
		}
		u := unitRow{Passport: Passport{Form: w.Form, Version: w.Version, from1904: w.from1904}, row: row, cell: g.at(row, g.code), g: g, cells: cells}
		u.readAnswer(code, id, u.cell)
		for _, i := range w.Form.Of("passport", w.Version) {
			if i.Code != code.Code {
				u.readAnswer(i, passportText(cells[i.Code]), g.at(row, cells[i.Code].Column))
			}
		}
		if n++; n > maxMembers {
			return errors.New("the table has too many rows")
		}
		return do(u)
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
		r := Record{Item: code, cell: u.g.at(u.row, column)}
		if !known || i.Per != "" || !i.Asked(u.Version) {
			if parse.TrimSpace(c.Text) == "" {
				continue
			}
			r.refuse(shown(c.Text), "the column is no question of this version of the form")
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
	period, _ := w.Form.Item("period")
	code, _ := w.Form.Item("unit")
	out, seen := map[string][]Record{}, map[string]bool{}
	matrix := w.Form.Matrix(w.Version)
	err := w.each(func(g sheetGrid, row int, id string, cells map[string]sheetxml.Cell) error {
		service, ok := cells["service"]
		if !ok {
			return errEnough
		}
		p := Passport{Form: w.Form, Version: w.Version, from1904: w.from1904}
		p.readAnswer(code, id, "")
		p.readAnswer(period, passportText(cells["period"]), "")
		r := Record{Item: parse.TrimSpace(service.Text), cell: g.at(row, cells["offered"].Column)}
		s, known := w.Form.Service(r.Item)
		key := p.key()
		switch {
		case !known:
			r.cell = g.at(row, service.Column)
			r.refuse(shown(r.Item), "is no service of the form")
		case seen[key+" "+r.Item]:
			r.refuse("", "the service "+r.Item+" stands twice")
		default:
			seen[key+" "+r.Item] = true
			r.offer(matrix, s, g, row, cells)
		}
		out[key] = append(out[key], r)
		return nil
	})
	return out, err
}

func sortedColumns(columns map[int]string) []int {
	out := make([]int, 0, len(columns))
	for c := range columns {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}
