// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
)

// marker stands in the hidden row and column of codes, by which a workbook is read whatever people made of its visible text.
const (
	marker    = "#form"
	listed    = "#units" // the same of a table of many units
	codeSheet = "codes"
	codeRow   = 3
	firstRow  = 5
)

// reasons why a question has no answer, with the words of the form.
var reasons = []struct {
	code string
	text catalog.Text
}{
	{"refused", catalog.Text{UK: "відмова", EN: "refused"}},
	{"unknown", catalog.Text{UK: "даних не ведуть", EN: "no data kept"}},
	{"not_applicable", catalog.Text{UK: "не стосується", EN: "does not apply"}},
}

var yesNo = []catalog.Text{{UK: "так", EN: "yes"}, {UK: "ні", EN: "no"}}

func bothLines(t catalog.Text) string {
	if t.UK == t.EN || t.EN == "" {
		return t.UK
	}
	return t.UK + " / " + t.EN
}

func bothLanguages(t catalog.Text) string {
	if t.EN == "" {
		return t.UK
	}
	return t.UK + "\n" + t.EN
}

// Option is an answer to a level as its list has it: 2 — text / text.
func (i Item) Option(n int) string { return fmt.Sprintf("%d — %s", n, bothLines(i.Options[n])) }

// place is where a question's answer stands.
type place struct {
	sheet string
	row   int
}

// blank is a workbook on its way.
type blank struct {
	form    *Form
	version int
	book    *excelize.File
	styles  styles
	at      map[string]place
	lists   map[string]string // columns of the sheet of codes, by the answers they hold
	err     error
}

// Blank writes the empty workbook of a version of the form: one sheet for each part with its questions in both languages, units, limits,
// lists of answers and checks of parts against wholes. It holds no macros; cells that are not to be filled in are locked without a password.
func (f *Form) Blank(version int) ([]byte, error) {
	if version < 1 || version > f.Version {
		return nil, fmt.Errorf("form %s has no version %d, the newest is %d", f.Name, version, f.Version)
	}
	b := &blank{form: f, version: version, book: excelize.NewFile(), at: map[string]place{}, lists: map[string]string{}}
	defer b.book.Close()
	b.styles, b.err = newStyles(b.book)
	for n, s := range f.Sheets {
		if n == 0 {
			b.do(b.book.SetSheetName("Sheet1", s.Text.UK))
		} else if b.err == nil {
			_, b.err = b.book.NewSheet(s.Text.UK)
		}
		for k, i := range f.Of(s.Sheet, version) {
			b.at[i.Code] = place{s.Text.UK, firstRow + k}
		}
	}
	if b.err == nil {
		_, b.err = b.book.NewSheet(codeSheet)
	}
	b.set(codeSheet, 1, 1, marker)
	b.set(codeSheet, 2, 1, f.Name)
	b.set(codeSheet, 3, 1, version)
	for _, s := range f.Sheets {
		b.head(s)
		if len(f.Of(s.Sheet, version)) > 0 {
			b.questions(s)
		} else {
			b.matrix(s)
		}
		b.guard(s.Text.UK)
	}
	b.do(b.book.SetSheetVisible(codeSheet, false, true))
	b.do(b.book.ProtectWorkbook(&excelize.WorkbookProtectionOptions{LockStructure: true}))
	b.do(b.book.SetDocProps(&excelize.DocProperties{Title: "osnova " + f.Name + " " + strconv.Itoa(version), Creator: "osnova", Created: "2026-01-01T00:00:00Z", Modified: "2026-01-01T00:00:00Z", Language: "uk-UA"}))
	if b.err != nil {
		return nil, fmt.Errorf("blank form %s: %w", f.Name, b.err)
	}
	out, err := b.book.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("blank form %s: %w", f.Name, err)
	}
	return out.Bytes(), nil
}

func (b *blank) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

// cellAddress is the address of a cell; columns and rows count from 1.
func cellAddress(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // never beyond the sheet
	return name
}

func (b *blank) set(sheet string, column, row int, v any) {
	b.do(b.book.SetCellValue(sheet, cellAddress(column, row), v))
}

func (b *blank) style(sheet string, c1, r1, c2, r2, style int) {
	b.do(b.book.SetCellStyle(sheet, cellAddress(c1, r1), cellAddress(c2, r2), style))
}

func (b *blank) width(sheet string, column int, width float64) {
	name, _ := excelize.ColumnNumberToName(column)
	b.do(b.book.SetColWidth(sheet, name, name, width))
}

// head writes the title and the explanation of a sheet, and hides the row and the column of codes.
func (b *blank) head(s Item) {
	name := s.Text.UK
	b.set(name, 2, 1, bothLines(s.Text))
	b.style(name, 2, 1, 2, 1, b.styles.title)
	b.set(name, 2, 2, bothLanguages(s.Hint))
	b.set(name, 1, codeRow, marker)
	b.set(name, 2, codeRow, "label")
	b.do(b.book.SetRowVisible(name, codeRow, false))
	b.do(b.book.SetColVisible(name, "A", false))
}

// questions writes a sheet of questions, one a row.
func (b *blank) questions(s Item) {
	name := s.Text.UK
	for i, h := range []struct {
		code  string
		text  catalog.Text
		width float64
	}{
		{"label", catalog.Text{UK: "Запитання", EN: "Question"}, 58},
		{"value", catalog.Text{UK: "Відповідь", EN: "Answer"}, 34},
		{"unit", catalog.Text{UK: "Одиниця", EN: "Unit"}, 12},
		{"note", catalog.Text{UK: "Чому немає відповіді", EN: "Why there is no answer"}, 26},
		{"check", catalog.Text{UK: "Перевірка", EN: "Check"}, 22},
		{"hint", catalog.Text{UK: "Пояснення", EN: "Explanation"}, 50},
	} {
		b.set(name, 2+i, codeRow, h.code)
		b.set(name, 2+i, codeRow+1, bothLanguages(h.text))
		b.width(name, 2+i, h.width)
	}
	b.style(name, 2, codeRow+1, 7, codeRow+1, b.styles.header)
	b.do(b.book.SetRowHeight(name, codeRow+1, 34))
	b.do(b.book.MergeCell(name, "B2", "G2"))
	b.style(name, 2, 2, 7, 2, b.styles.text)
	b.high(name, 2, s.Hint, 190)
	items := b.form.Of(s.Sheet, b.version)
	if s.Sheet != "passport" {
		b.list(name, 5, firstRow, firstRow+len(items)-1, reasonList())
	}
	for k, i := range items {
		row := firstRow + k
		b.set(name, 1, row, i.Code)
		b.set(name, 2, row, bothLanguages(i.Text))
		if i.Unit.UK != "" {
			b.set(name, 4, row, bothLines(i.Unit))
		}
		if i.Hint.UK != "" {
			b.set(name, 7, row, bothLanguages(i.Hint))
		}
		b.style(name, 2, row, 2, row, b.styles.text)
		b.style(name, 4, row, 7, row, b.styles.text)
		b.style(name, 3, row, 3, row, b.styles.answer(i.Kind))
		b.limit(name, 3, row, row, i)
		if s.Sheet != "passport" {
			b.style(name, 5, row, 5, row, b.styles.choice)
		}
		if formula := b.check(i, row); formula != "" {
			b.do(b.book.SetCellFormula(name, cellAddress(6, row), formula))
			b.style(name, 6, row, 6, row, b.styles.warning)
		}
		b.high(name, row, longer(i.Text, i.Hint), 56)
	}
}

// high gives a row the height of a text in both languages, wrapped at so many characters.
func (b *blank) high(sheet string, row int, t catalog.Text, wrap int) {
	lines := 0
	for _, s := range []string{t.UK, t.EN} {
		if s != "" {
			lines += 1 + len([]rune(s))/wrap
		}
	}
	b.do(b.book.SetRowHeight(sheet, row, float64(max(2, lines))*15+3))
}

func longer(a, b catalog.Text) catalog.Text {
	if len(b.UK) > len(a.UK) {
		return b
	}
	return a
}

// check is a formula that says when a part is more than one of its wholes.
func (b *blank) check(i Item, row int) string {
	var more []string
	for _, whole := range i.PartOf {
		if w, ok := b.at[whole]; ok {
			more = append(more, fmt.Sprintf("AND(ISNUMBER(C%d),ISNUMBER('%s'!C%d),C%d>'%s'!C%d)", row, w.sheet, w.row, row, w.sheet, w.row))
		}
	}
	if more == nil {
		return ""
	}
	return `IF(OR(` + strings.Join(more, ",") + `),"частина більша за ціле / the part exceeds the whole","")`
}

func reasonList() (out []string) {
	for _, r := range reasons {
		out = append(out, bothLines(r.text))
	}
	return out
}

// matrix writes the sheet of services, one a row and one question a column.
func (b *blank) matrix(s Item) {
	name, items := s.Text.UK, b.form.Matrix(b.version)
	last := 4 + len(items)
	b.set(name, 3, codeRow, "max")
	b.set(name, 2, codeRow+1, bothLanguages(catalog.Text{UK: "Послуга", EN: "Service"}))
	b.set(name, 3, codeRow+1, bothLanguages(catalog.Text{UK: "Найвища сходинка", EN: "Highest stage"}))
	b.set(name, last, codeRow, "check")
	b.set(name, last, codeRow+1, bothLanguages(catalog.Text{UK: "Перевірка", EN: "Check"}))
	b.width(name, 2, 60)
	b.width(name, 3, 11)
	b.width(name, last, 30)
	end := firstRow + len(b.form.Services) - 1
	where := map[string]string{}
	for k, i := range items {
		column := 4 + k
		letter, _ := excelize.ColumnNumberToName(column)
		where[i.Code] = letter
		b.set(name, column, codeRow, i.Code)
		b.set(name, column, codeRow+1, bothLanguages(i.Text))
		b.width(name, column, map[string]float64{"url": 36, "yesno": 13}[i.Kind]+map[bool]float64{true: 11}[i.Kind != "url" && i.Kind != "yesno"])
		b.style(name, column, firstRow, column, end, b.styles.answer(i.Kind))
		b.limit(name, column, firstRow, end, i)
	}
	b.style(name, 2, codeRow+1, last, codeRow+1, b.styles.header)
	b.do(b.book.SetRowHeight(name, codeRow+1, 66))
	b.do(b.book.MergeCell(name, "B2", cellAddress(last, 2)))
	b.style(name, 2, 2, last, 2, b.styles.text)
	b.high(name, 2, s.Hint, 220)
	for k, v := range b.form.Services {
		row := firstRow + k
		b.set(name, 1, row, v.ID)
		b.set(name, 2, row, v.ID+" "+bothLines(v.Name))
		b.set(name, 3, row, v.Max)
		b.do(b.book.SetRowHeight(name, row, 32))
		formula := fmt.Sprintf(`IF(AND(ISNUMBER(%[1]s%[3]d),%[1]s%[3]d>C%[3]d),"вище найвищої сходинки / above the highest stage",IF(AND(LEFT(%[2]s%[3]d,2)="ні",ISNUMBER(%[1]s%[3]d),%[1]s%[3]d>0),"не надають, а сходинка є / not offered, yet a stage",""))`, where["stage"], where["offered"], row)
		b.do(b.book.SetCellFormula(name, cellAddress(last, row), formula))
	}
	b.style(name, 2, firstRow, 3, end, b.styles.text)
	b.style(name, last, firstRow, last, end, b.styles.warning)
}

// guard locks what is not to be filled in, keeps the headings in sight and makes the sheet fit a page's width.
func (b *blank) guard(sheet string) {
	b.do(b.book.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: codeRow + 1, TopLeftCell: cellAddress(3, firstRow), ActivePane: "bottomRight"}))
	b.do(b.book.ProtectSheet(sheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true}))
	landscape, one, none := "landscape", 1, 0
	fit := true
	b.do(b.book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &none}))
	b.do(b.book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}
