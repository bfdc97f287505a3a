// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
)

// Columns are the codes of a table of many units, in order: of questions, and of services.
func (f *Form) Columns(version int) (questions, services []string) {
	services = []string{"period", "service"}
	for _, i := range f.Items {
		switch {
		case !i.Asked(version) || i.Code == "unit":
		case i.Per == "":
			questions = append(questions, i.Code)
		default:
			services = append(services, i.Code)
		}
	}
	return questions, services
}

// Table writes the empty table in which one sender gathers the answers of many units: a row a unit and year, and on a second sheet a row a
// unit, year and service.
func (f *Form) Table(version int) ([]byte, error) {
	if version < 1 || version > f.Version {
		return nil, fmt.Errorf("form %s has no version %d, the newest is %d", f.Name, version, f.Version)
	}
	b := &blank{form: f, version: version, book: excelize.NewFile(), lists: map[string]string{}}
	defer b.book.Close()
	b.styles, b.err = newStyles(b.book)
	b.do(b.book.SetSheetName("Sheet1", "answers"))
	for _, name := range []string{"services", codeSheet} {
		if b.err == nil {
			_, b.err = b.book.NewSheet(name)
		}
	}
	b.set(codeSheet, 1, 1, listed)
	b.set(codeSheet, 2, 1, f.Name)
	b.set(codeSheet, 3, 1, version)
	questions, services := f.Columns(version)
	for n, columns := range [][]string{questions, services} {
		sheet := []string{"answers", "services"}[n]
		b.set(sheet, 1, 1, listed)
		b.width(sheet, 1, 24)
		for n, code := range columns {
			i, known := f.Item(code)
			words := i.Text
			if !known { // the service itself
				words = catalog.Text{UK: "Послуга", EN: "Service"}
			}
			b.set(sheet, 2+n, 1, code)
			b.set(sheet, 2+n, 2, bothLanguages(words))
			b.width(sheet, 2+n, 22)
		}
		b.style(sheet, 1, 2, 1+len(columns), 2, b.styles.header)
		b.do(b.book.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 2, TopLeftCell: "B3", ActivePane: "bottomRight"}))
	}
	b.do(b.book.SetSheetVisible(codeSheet, false, true))
	b.do(b.book.SetDocProps(&excelize.DocProperties{Title: fmt.Sprintf("osnova %s %d", f.Name, version), Creator: "osnova", Created: "2026-01-01T00:00:00Z", Modified: "2026-01-01T00:00:00Z", Language: "uk-UA"}))
	if b.err != nil {
		return nil, fmt.Errorf("blank table %s: %w", f.Name, b.err)
	}
	out, err := b.book.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("blank table %s: %w", f.Name, err)
	}
	return out.Bytes(), nil
}
