// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"fmt"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/ingest/forms"
)

// Rows of a sheet of questions.
const (
	codeRow  = 3
	firstRow = 5
)

// Options are what a blank says besides its questions.
type Options struct {
	Places     []forms.PlaceLabel // communities to choose from; none: the name is typed
	Unit       string             // КАТОТТГ code of the community that is filled in already
	Publisher  catalog.Text       // who asks, where the collection does not say it
	Collection catalog.Collection
}

// Workbook is a blank on its way to a file.
type Workbook struct{ book *formBook }

// XLSX writes it as a workbook of Excel, and ODS as one of LibreOffice.
func (b Workbook) XLSX() ([]byte, error) { return b.book.xlsx() }

// ODS writes it as a workbook of LibreOffice.
func (b Workbook) ODS() ([]byte, error) { return b.book.ods() }

// formMaker puts a form together.
type formMaker struct {
	form    *forms.Form
	version int
	o       Options
	book    *formBook
	sheets  map[string]*bookSheet
	rows    map[string][2]string // sheet and row of a question, by code
	counts  []string             // how many questions of each sheet are answered
	asked   int
	names   string // references to the names and codes of communities
	codes   string
}

// Form makes the empty workbook of a version of a form: what it is about, one sheet for each part with its questions in both languages, units,
// limits, lists of answers, prompts and checks of parts against wholes. Cells that are not to be filled in are locked without a password.
func Form(f *forms.Form, version int, o Options) (Workbook, error) {
	if version < 1 || version > f.Version {
		return Workbook{}, fmt.Errorf("form %s has no version %d, the newest is %d", f.Name, version, f.Version)
	}
	m := &formMaker{form: f, version: version, o: o, book: newBook(fmt.Sprintf("osnova %s %d", f.Name, version)), sheets: map[string]*bookSheet{}, rows: map[string][2]string{}}
	about := m.book.sheet(aboutSheet)
	for _, s := range f.Sheets {
		m.sheets[s.Sheet] = m.book.sheet(s.Text.UK)
		for k, i := range f.Of(s.Sheet, version) {
			m.rows[i.Code] = [2]string{s.Text.UK, strconv.Itoa(firstRow + k)}
		}
	}
	m.mark(forms.FormMarker)
	for _, s := range f.Sheets {
		m.head(s)
		if len(f.Of(s.Sheet, version)) > 0 {
			m.questions(s)
		} else {
			m.matrix(s)
		}
	}
	m.total()
	m.about(about)
	return Workbook{m.book}, nil
}

// mark makes the hidden sheet of codes, and puts the communities there.
func (m *formMaker) mark(marker string) {
	m.book.codes = m.book.sheet(forms.CodeSheet)
	m.book.codes.hidden = true
	m.book.codes.write(1, 1, marker, noStyle)
	m.book.codes.write(1, 2, m.form.Name, noStyle)
	m.book.codes.writeNumber(1, 3, float64(m.version), noStyle)
	if len(m.o.Places) == 0 {
		return
	}
	var labels, codes []string
	for _, p := range m.o.Places {
		labels, codes = append(labels, p.Label), append(codes, p.Code)
	}
	m.names, m.codes = m.book.listOf(labels), m.book.listOf(codes)
}

// head writes the title and the explanation of a sheet, and hides the row and the column of codes.
func (m *formMaker) head(s forms.Item) {
	sheet := m.sheets[s.Sheet]
	sheet.write(1, 2, forms.BothLines(s.Text), titleCell)
	sheet.write(2, 2, forms.BothLanguages(s.Hint), textCell)
	sheet.write(codeRow, 1, forms.FormMarker, noStyle)
	sheet.write(codeRow, 2, "label", noStyle)
	sheet.hiddenRow, sheet.hiddenColumn = codeRow, 1
	sheet.frozenRows, sheet.frozenCols = codeRow+1, 2
}

// columns of a sheet of questions, from the second on.
var columns = []struct {
	code  string
	text  catalog.Text
	width float64
}{
	{"label", catalog.Text{UK: "Запитання", EN: "Question"}, 54},
	{"value", catalog.Text{UK: "Відповідь", EN: "Answer"}, 34},
	{"unit", catalog.Text{UK: "Одиниця", EN: "Unit"}, 19},
	{"note", catalog.Text{UK: "Чому немає відповіді", EN: "Why there is no answer"}, 26},
	{"check", catalog.Text{UK: "Перевірка", EN: "Check"}, 24},
	{"hint", catalog.Text{UK: "Пояснення", EN: "Explanation"}, 52},
}

// questions writes a sheet of questions, one a row.
func (m *formMaker) questions(s forms.Item) {
	sheet, passport := m.sheets[s.Sheet], s.Sheet == "passport"
	for i, c := range columns {
		sheet.write(codeRow, 2+i, c.code, noStyle)
		sheet.write(codeRow+1, 2+i, forms.BothLanguages(c.text), headerCell)
		sheet.widths[2+i] = c.width
	}
	sheet.heights[codeRow+1] = 34
	m.spread(sheet, s.Hint, 7, 190)
	items := m.form.Of(s.Sheet, m.version)
	last := firstRow + len(items) - 1
	if !passport {
		sheet.rules = append(sheet.rules, cellRule{
			column: 5, from: firstRow, to: last, kind: "list", list: m.book.listOf(forms.ReasonList()), fault: chooseFault,
			prompt: "Лише якщо відповіді немає: чому / Only where there is no answer: why",
		})
		m.count(sheet, len(items), fmt.Sprintf("COUNTA(%s)+COUNTA(%s)", rangeOf(sheet.name, 3, firstRow, last), rangeOf(sheet.name, 5, firstRow, last)))
	}
	for k, i := range items {
		row := firstRow + k
		sheet.write(row, 1, i.Code, noStyle)
		sheet.write(row, 2, forms.BothLanguages(i.Text), textCell)
		sheet.write(row, 4, forms.BothLines(i.Unit), textCell)
		sheet.look(row, 5, row, 6, textCell)
		sheet.write(row, 7, forms.BothLanguages(i.Hint), textCell)
		sheet.at(row, 3).style = answerStyle(i.Kind)
		m.limit(sheet, 3, row, row, i)
		if !passport {
			sheet.at(row, 5).style = choiceCell
		}
		if formula := m.check(i, row); formula != "" {
			sheet.compute(row, 6, formula, warningCell)
		}
		m.prefill(sheet, i, row)
		heighten(sheet, row, longer(i.Text, i.Hint), 52)
	}
}

// spread writes the explanation of a sheet over all columns.
func (m *formMaker) spread(sheet *bookSheet, hint catalog.Text, last, wrap int) {
	sheet.merged = append(sheet.merged, [4]int{2, 2, 2, last})
	sheet.look(2, 3, 2, last, textCell)
	heighten(sheet, 2, hint, wrap)
}

// count shows how many of the questions of a sheet are answered, by a formula that counts them.
func (m *formMaker) count(sheet *bookSheet, asked int, counted string) {
	m.counts = append(m.counts, counted)
	m.asked += asked
	sheet.compute(1, 3, answeredOf(counted, asked), countCell)
}

func answeredOf(counted string, asked int) string {
	return fmt.Sprintf(`"Відповіли на "&(%s)&" з %d / answered, of %d"`, counted, asked, asked)
}

// total shows on the passport how many of all questions are answered.
func (m *formMaker) total() {
	if passport := m.sheets["passport"]; passport != nil && len(m.counts) > 0 {
		passport.compute(1, 3, answeredOf(strings.Join(m.counts, "+"), m.asked), countCell)
	}
}

// prefill chooses the community, has its code computed, and shows the name of a code back.
func (m *formMaker) prefill(sheet *bookSheet, i forms.Item, row int) {
	name, code := "unit_name", "unit"
	if m.form.Name == "body" {
		name, code = "community_name", "community"
	}
	if i.Code != code && i.Code != name || m.names == "" {
		return
	}
	if i.Code == name {
		for _, p := range m.o.Places {
			if p.Code == m.o.Unit {
				sheet.at(row, 3).text = p.Label
			}
		}
		return
	}
	r, err := strconv.Atoi(m.rows[name][1])
	if err != nil { // a version that does not ask for the name
		return
	}
	named, coded := cellOf("", r, 3), cellOf("", row, 3)
	sheet.at(row, 3).formula = fmt.Sprintf(`IF(%s="","",IFERROR(INDEX(%s,MATCH(%s,%s,0)),""))`, named, m.codes, named, m.names)
	sheet.compute(row, 6, fmt.Sprintf(`IF(%s="","",IFERROR(INDEX(%s,MATCH(%s,%s,0)),"такого коду немає / no such code"))`, coded, m.names, coded, m.codes), warningCell)
}

// heighten gives a row the height of a text in both languages, wrapped at so many characters.
func heighten(sheet *bookSheet, row int, t catalog.Text, wrap int) {
	lines := 0
	for _, s := range []string{t.UK, t.EN} {
		if s != "" {
			lines += 1 + len([]rune(s))/wrap
		}
	}
	sheet.heights[row] = float64(max(2, lines))*15 + 3
}

func longer(a, b catalog.Text) catalog.Text {
	if len(b.UK) > len(a.UK) {
		return b
	}
	return a
}

// check is a formula that says when a part is more than one of its wholes.
func (m *formMaker) check(i forms.Item, row int) string {
	var more []string
	for _, whole := range i.PartOf {
		if at, ok := m.rows[whole]; ok {
			part, all := fmt.Sprintf("{C%d}", row), fmt.Sprintf("{'%s'!C%s}", at[0], at[1])
			more = append(more, fmt.Sprintf("AND(ISNUMBER(%s),ISNUMBER(%s),%s>%s)", part, all, part, all))
		}
	}
	if more == nil {
		return ""
	}
	return `IF(OR(` + strings.Join(more, ",") + `),"частина більша за ціле / the part exceeds the whole","")`
}

// matrix writes the sheet of services, one a row and one question a column.
func (m *formMaker) matrix(s forms.Item) {
	sheet, items := m.sheets[s.Sheet], m.form.Matrix(m.version)
	last, end := 4+len(items), firstRow+len(m.form.Services)-1
	sheet.write(codeRow, 3, "max", noStyle)
	sheet.write(codeRow, last, "check", noStyle)
	for column, text := range map[int]catalog.Text{2: {UK: "Послуга", EN: "Service"}, 3: {UK: "Найвища сходинка", EN: "Highest stage"}, last: {UK: "Перевірка", EN: "Check"}} {
		sheet.write(codeRow+1, column, forms.BothLanguages(text), headerCell)
	}
	sheet.widths[2], sheet.widths[3], sheet.widths[last] = 60, 12, 30
	where := map[string]int{}
	for k, i := range items {
		column := 4 + k
		where[i.Code] = column
		sheet.write(codeRow, column, i.Code, noStyle)
		sheet.write(codeRow+1, column, forms.BothLanguages(i.Text), headerCell)
		sheet.widths[column] = map[string]float64{"url": 36, "yesno": 14}[i.Kind] + map[bool]float64{true: 12}[i.Kind != "url" && i.Kind != "yesno"]
		sheet.look(firstRow, column, end, column, answerStyle(i.Kind))
		m.limit(sheet, column, firstRow, end, i)
	}
	sheet.heights[codeRow+1] = 66
	m.spread(sheet, s.Hint, last, 220)
	m.count(sheet, len(m.form.Services), fmt.Sprintf("COUNTA(%s)", rangeOf(sheet.name, where["offered"], firstRow, end)))
	for k, v := range m.form.Services {
		row := firstRow + k
		sheet.write(row, 1, v.ID, noStyle)
		sheet.write(row, 2, v.ID+" "+forms.BothLines(v.Name), textCell)
		sheet.writeNumber(row, 3, float64(v.Max), textCell)
		sheet.heights[row] = 32
		stage, offered := cellOf("", row, where["stage"]), cellOf("", row, where["offered"])
		sheet.compute(row, last, fmt.Sprintf(
			`IF(AND(ISNUMBER(%[1]s),%[1]s>{C%[3]d}),"вище найвищої сходинки / above the highest stage",`+
				`IF(AND(LEFT(%[2]s,2)="ні",ISNUMBER(%[1]s),%[1]s>0),"не надають, а сходинка є / not offered, yet a stage",""))`, stage, offered, row), warningCell)
	}
}
