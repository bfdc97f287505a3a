// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"fmt"
	"slices"

	"osnova/catalog"
	"osnova/ingest/forms"
)

// tableRows is for how many rows a table has lists and limits.
const tableRows = 2000

// Table makes the empty table in which one sender gathers the answers of many units: a row a unit and year, and on a second sheet a row a
// unit, year and service, with the same lists, limits and prompts as the form.
func Table(f *forms.Form, version int, o Options) (Workbook, error) {
	if version < 1 || version > f.Version {
		return Workbook{}, fmt.Errorf("form %s has no version %d, the newest is %d", f.Name, version, f.Version)
	}
	m := &formMaker{form: f, version: version, o: o, book: newBook(fmt.Sprintf("osnova %s %d", f.Name, version)), sheets: map[string]*bookSheet{}}
	answers, services := m.book.sheet("answers"), m.book.sheet("services")
	m.mark(forms.TableMarker)
	questions, matrix := f.Columns(version)
	code, _ := f.Item("unit")
	for _, sheet := range []*bookSheet{answers, services} {
		sheet.write(1, 1, forms.TableMarker, noStyle)
		sheet.write(2, 1, forms.BothLanguages(code.Text), headerCell)
		sheet.widths[1] = 24
		sheet.looks[1], sheet.unlocked = choiceCell, true
		sheet.frozenRows, sheet.frozenCols = 2, 1
		sheet.hiddenRow = 1
		sheet.heights[2] = 66
	}
	m.limit(answers, 1, 3, 2+tableRows, code)
	m.limit(services, 1, 3, 2+tableRows, code)
	for n, item := range questions {
		m.tableColumn(answers, 2+n, item)
	}
	for n, item := range matrix {
		m.tableColumn(services, 2+n, item)
	}
	if len(matrix) > 2 { // besides the year and the service
		m.nameUnits(services, 2+len(matrix), questions)
	}
	return Workbook{m.book}, nil
}

// nameUnits shows in a last column of the sheet of services whose row it is: the community of the code, of a body that which the sheet of answers
// names. The column has no code, so that nobody reads it.
func (m *formMaker) nameUnits(services *bookSheet, column int, questions []string) {
	label := "unit_name"
	if m.form.Name == "body" {
		label = "community_name"
	}
	i, _ := m.form.Item(label)
	at := 2 + slices.Index(questions, label)
	if at < 2 {
		return
	}
	services.write(2, column, forms.BothLanguages(i.Text), headerCell)
	services.widths[column] = 40
	answered := fmt.Sprintf("INDEX(%s,MATCH(%%[1]s,%s,0))", fixedRange("answers", at, 3, 2+tableRows), fixedRange("answers", 1, 3, 2+tableRows))
	if m.form.Name == "community" && m.names != "" {
		answered = fmt.Sprintf("INDEX(%s,MATCH(%%[1]s,%s,0))", m.names, m.codes)
	}
	for row := 3; row < 3+tableRows; row++ {
		code := cellOf("", row, 1)
		services.compute(row, column, fmt.Sprintf(`IF(%[1]s="","",IFERROR(`+answered+`,""))`, code), countCell)
	}
}

// tableColumn heads a column and gives its cells what the question takes.
func (m *formMaker) tableColumn(sheet *bookSheet, column int, code string) {
	i, known := m.form.Item(code)
	sheet.write(1, column, code, noStyle)
	sheet.widths[column] = 22
	if !known { // the service itself
		i = forms.Item{Kind: "code", Text: catalog.Text{UK: "Послуга", EN: "Service"}}
		var ids []string
		for _, s := range m.form.Services {
			ids = append(ids, s.ID)
		}
		sheet.rules = append(sheet.rules, cellRule{column: column, from: 3, to: 2 + tableRows, kind: "list", list: m.book.listOf(ids), fault: chooseFault, prompt: chooseFault})
	} else {
		m.limit(sheet, column, 3, 2+tableRows, i)
	}
	sheet.write(2, column, forms.BothLanguages(i.Text), headerCell)
	sheet.looks[column] = answerStyle(i.Kind)
}
