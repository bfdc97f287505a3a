// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// limit tells the program what a cell takes, and says it in words when something else is entered.
func (b *blank) limit(sheet string, column, from, to int, i Item) {
	switch i.Kind {
	case "yesno":
		b.list(sheet, column, from, to, []string{bothLines(yesNo[0]), bothLines(yesNo[1])})
	case "mark":
		b.list(sheet, column, from, to, []string{bothLines(yesNo[0])})
	case "level":
		var options []string
		for n := range i.Options {
			options = append(options, i.Option(n))
		}
		b.list(sheet, column, from, to, options)
	case "count", "year", "stage":
		b.between(sheet, column, from, to, excelize.DataValidationTypeWhole, i.Min, highestValue(i), "ціле число / a whole number")
	case "money":
		b.between(sheet, column, from, to, excelize.DataValidationTypeDecimal, i.Min, highestValue(i), "число / a number")
	case "code":
		length := map[string]int{"community": 19, "body": 12}[b.form.Name]
		b.between(sheet, column, from, to, excelize.DataValidationTypeTextLength, float64(length), map[bool]float64{true: 19, false: 20}[length == 19], "код / the code, characters")
	}
}

func highestValue(i Item) float64 {
	if i.Max == 0 {
		return 1e12
	}
	return i.Max
}

func (b *blank) between(sheet string, column, from, to int, kind excelize.DataValidationType, lo, hi float64, what string) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(cellAddress(column, from) + ":" + cellAddress(column, to))
	b.do(v.SetRange(lo, hi, kind, excelize.DataValidationOperatorBetween))
	v.SetError(excelize.DataValidationErrorStyleStop, "Анкета / Form", fmt.Sprintf("%s: %.0f … %.0f", what, lo, hi))
	b.do(b.book.AddDataValidation(sheet, v))
}

// list offers answers to choose from. Lists stand on the sheet of codes: a list inside the rule may not exceed 255 characters.
func (b *blank) list(sheet string, column, from, to int, options []string) {
	name, written := b.lists[strings.Join(options, "\n")]
	if !written {
		at := 5 + len(b.lists)
		for n, o := range options {
			b.set(codeSheet, at, n+1, o)
		}
		name, _ = excelize.ColumnNumberToName(at)
		b.lists[strings.Join(options, "\n")] = name
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(cellAddress(column, from) + ":" + cellAddress(column, to))
	v.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", codeSheet, name, name, len(options)))
	v.SetError(excelize.DataValidationErrorStyleStop, "Анкета / Form", "оберіть зі списку / choose from the list")
	b.do(b.book.AddDataValidation(sheet, v))
}

// styles are those of the form; only answers are not locked.
type styles struct{ title, header, text, warning, number, money, date, choice int }

func newStyles(book *excelize.File) (s styles, err error) {
	border := []excelize.Border{{Type: "left", Color: "C8CDD3", Style: 1}, {Type: "right", Color: "C8CDD3", Style: 1}, {Type: "top", Color: "C8CDD3", Style: 1}, {Type: "bottom", Color: "C8CDD3", Style: 1}}
	wrap := &excelize.Alignment{WrapText: true, Vertical: "center"}
	yellow := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF8DC"}}
	whole, money, day, open := "0", "#,##0.00", "yyyy-mm-dd", &excelize.Protection{Locked: false}
	for _, made := range []struct {
		to    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Family: "Calibri", Bold: true, Size: 14, Color: "1A1F27"}}},
		{&s.header, excelize.Style{Font: &excelize.Font{Family: "Calibri", Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0057B8"}}, Alignment: wrap, Border: border}},
		{&s.text, excelize.Style{Alignment: wrap, Border: border}},
		{&s.warning, excelize.Style{Alignment: wrap, Border: border, Font: &excelize.Font{Family: "Calibri", Bold: true, Color: "A61B1B"}}},
		{&s.number, excelize.Style{Alignment: wrap, Border: border, Fill: yellow, Protection: open, CustomNumFmt: &whole}},
		{&s.money, excelize.Style{Alignment: wrap, Border: border, Fill: yellow, Protection: open, CustomNumFmt: &money}},
		{&s.date, excelize.Style{Alignment: wrap, Border: border, Fill: yellow, Protection: open, CustomNumFmt: &day}},
		{&s.choice, excelize.Style{Alignment: wrap, Border: border, Fill: yellow, Protection: open}},
	} {
		if *made.to, err = book.NewStyle(&made.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

// answer is the style of a cell that takes an answer of a kind.
func (s styles) answer(kind string) int {
	switch kind {
	case "count", "stage", "year":
		return s.number
	case "money":
		return s.money
	case "date":
		return s.date
	}
	return s.choice
}
