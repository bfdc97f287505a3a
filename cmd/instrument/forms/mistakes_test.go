// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/ingest/forms"
	"osnova/ingest/forms/archive"
	"osnova/ingest/forms/blank"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
)

const (
	code      = "UA05020030000031457"
	other     = "UA05020010000053508"
	city      = "UA05020030010063857"
	oblast    = "UA05000000000010236"
	label     = "Вінницька міська громада, Вінницький район, Вінницька область"
	today     = "2026-12-01"
	unitCell  = "Паспорт!C6"
	nameCell  = "Паспорт!C5"
	yearCell  = "Паспорт!C7"
	dayCell   = "Паспорт!C8"
	staffCell = "Кадри!C6"
)

// places are a codifier of two communities that are there, with what lies in and above them.
var places = gazetteer.NewGazetteer([]gazetteer.Unit{
	{Code: oblast, Category: "O", Name: "Вінницька", Oblast: oblast},
	{Code: "UA05020000000026686", Category: "P", Name: "Вінницький", Oblast: oblast, Raion: "UA05020000000026686", Parent: oblast},
	{Code: code, Category: "H", Name: "Вінницька", Type: "міська", Oblast: oblast, Raion: "UA05020000000026686", Community: code, Parent: "UA05020000000026686"},
	{Code: other, Category: "H", Name: "Агрономічна", Type: "сільська", Oblast: oblast, Raion: "UA05020000000026686", Community: other, Parent: "UA05020000000026686"},
	{Code: city, Category: "M", Name: "Вінниця", Oblast: oblast, Raion: "UA05020000000026686", Community: code, Parent: code},
}, nil, nil)

// blanks are those that were made already, by form.
var blanks = map[string][]byte{}

// filledBook makes a returned workbook of the blank: cells by sheet and address, and whatever else a person does.
func filledBook(t testing.TB, form string, cells map[string]any, more func(b *excelize.File)) []byte {
	t.Helper()
	all, err := forms.Load()
	if err != nil {
		t.Fatal(err)
	}
	body := blanks[form]
	if body == nil {
		book, err := blank.Form(all[form], all[form].Version, blank.Options{Places: forms.NewPlaces(places).Labels()})
		if err == nil {
			body, err = book.XLSX()
		}
		if err != nil {
			t.Fatal(err)
		}
		blanks[form] = body
	}
	b, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if form == "community" {
		for at, v := range map[string]any{nameCell: label, yearCell: 2025, dayCell: "15.01.2026", staffCell: 40} {
			if _, given := cells[at]; !given {
				cells[at] = v
			}
		}
	}
	for at, v := range cells {
		sheet, address, _ := strings.Cut(at, "!")
		if v == nil {
			continue
		}
		if err := b.SetCellFormula(sheet, address, ""); err != nil {
			t.Fatal(err)
		}
		if err := b.SetCellValue(sheet, address, v); err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		more(b)
	}
	out, err := b.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// mistake is one thing that officials do, and the words that it is answered with; none: it is read as it was meant.
type mistake struct {
	name  string
	cells map[string]any
	more  func(b *excelize.File)
	body  []byte
	want  []string // lines in Ukrainian
}

func mistakes() []mistake {
	community := func(name string, cells map[string]any, want ...string) mistake {
		return mistake{name: name, cells: cells, want: want}
	}
	changed := func(name string, more func(b *excelize.File), want ...string) mistake {
		return mistake{name: name, cells: map[string]any{}, more: more, want: want}
	}
	return []mistake{
		community("words for a number", map[string]any{staffCell: "120 осіб"}, "Кадри!C6: «120 осіб» — це не число; можна: ціле число від 1 до 20000"),
		community("a decimal comma", map[string]any{"Кошти ОСН!C5": "150 000,50", staffCell: "120,0"}),
		community("half a person", map[string]any{staffCell: "60,5"}, "Кадри!C6: «60,5» — це не ціле число; можна: ціле число від 1 до 20000"),
		changed("two rows inserted and a remark", func(b *excelize.File) {
			_ = b.InsertRows("Кадри", 6, 2)
			_ = b.SetCellValue("Кадри", "B6", "наша примітка")
		}),
		changed("merged cells", func(b *excelize.File) { _ = b.MergeCell("Кадри", "C6", "C7") },
			"Кадри!C7: клітинку об’єднано з C6, тож відповіді тут немає: роз’єднайте клітинки і впишіть кожну відповідь"),
		changed("a sheet renamed", func(b *excelize.File) { _ = b.SetSheetName("Кадри", "Лист1") }),
		community("+, Так, немає for yes and no", map[string]any{"Участь!C5": "+", "Участь!C6": "Так", "Участь!C7": "немає"}),
		community("words for a level", map[string]any{"Норми і стратегія!C5": "є статут, діє"},
			"Норми і стратегія!C5: «є статут, діє» — такої відповіді немає у списку; можна: одна з відповідей: 0 — немає; 1 — є статут; 2 — статут має розділ про ОСН або про е-участь; "+
				"3 — має обидва розділи й оприлюднений на сайті"),
		community("a part above its whole", map[string]any{"Кадри!C10": 41}, "Кадри!C6: «40» — ціле менше за свою частину: там 41, Кадри!C10", "Кадри!C10: «41» — частина більша за ціле: там 40, Кадри!C6"),
		community("above the limit", map[string]any{staffCell: 30000}, "Кадри!C6: «30000» — більше за 20000; можна: ціле число від 1 до 20000"),
		community("a stage of what is not offered", map[string]any{"Послуги!D5": "ні", "Послуги!E5": 3}, "Послуги!D5: «ні» — послугу не надають, а сходинку вказано: 3"),
		community("a year with its word, a date in words", map[string]any{yearCell: "2025 рік", dayCell: "20 листопада 2026"}),
		community("a name in place of the code", map[string]any{unitCell: "Вінницька"}, "Паспорт!C6: «Вінницька» — це не код громади: потрібні літери UA і 17 цифр"),
		community("the code of a city", map[string]any{unitCell: city},
			"Паспорт!C6: «"+city+"» — це код не громади, а її частини (Вінниця); громада — "+label+", "+code),
		community("the code of an oblast", map[string]any{unitCell: oblast}, "Паспорт!C6: «"+oblast+"» — це код не громади, а області чи району (Вінницька область): оберіть громаду зі списку"),
		community("a code that does not exist", map[string]any{unitCell: "UA05020030000099999"}, "Паспорт!C6: «UA05020030000099999» — такого коду в кодифікаторі немає"),
		community("another community's code", map[string]any{unitCell: other},
			"Паспорт!C5: «Вінницька міська громада, Вінницький район, Вінницька область» — назва і код — різних громад: код "+other+" має Агрономічна сільська громада, Вінницький район, Вінницька область"),
		community("a code without the name", map[string]any{unitCell: code, nameCell: nil},
			"Паспорт!C6: «"+code+"» — код є, а назви громади немає: назва і код мають збігатися, оберіть громаду зі списку"),
		community("a year to come", map[string]any{yearCell: 2035}, "Паспорт!C7: «2035» — цей рік ще не настав; можна: рік чотирма цифрами, від 2020 до нинішнього"),
		community("filled in on a day to come", map[string]any{dayCell: "15.01.2062"}, "Паспорт!C8: «15.01.2062» — цей день ще не настав; можна: день, не пізніший за сьогодні, у вигляді дд.мм.рррр"),
		changed("the hidden sheet deleted", func(b *excelize.File) { _ = b.DeleteSheet(forms.CodeSheet) },
			"це не наша анкета: немає прихованого аркуша «codes». Перенесіть відповіді в порожню анкету, яку вам надіслали"),
		{name: "an old workbook", body: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), want: []string{"це книга старого формату .xls або книга під паролем: зніміть пароль і збережіть як XLSX"}},
		{name: "CSV", body: []byte("запитання;відповідь\nstaff;40\n"), want: []string{"це не книга, а текст (CSV чи сторінка): заповніть надіслану книгу і збережіть як XLSX"}},
	}
}

// built is what the pipeline says of a single workbook in an archive packed on the day: rows that it loads, and places that it refuses.
func built(t *testing.T, body []byte) (rows int, refused []string) {
	t.Helper()
	one := &sentFile{checked: &checked{body: body, report: &forms.Report{}}, member: "00001-form.xlsx"}
	packed, err := packArchive([]*sentFile{one}, today)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []forms.FormKind{forms.Questions, forms.Services} {
		source := catalog.Source{
			Name: "test", Files: []catalog.File{{Name: "forms", Mirror: "forms/forms.zip"}}, Key: []string{"line"},
			Columns: []catalog.SourceColumn{{Column: catalog.Column{Name: "line", Type: catalog.TypeText}}},
		}
		sheet, err := parse.NewSheet(source)
		if err != nil {
			t.Fatal(err)
		}
		in := parse.Input{Source: source, Places: places, Open: func(catalog.File) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(packed)), nil }}
		err = archive.Read(in, sheet, kind, func(ta *parse.Tally, at archive.Place, _ *forms.Passport, records []forms.Record) {
			for _, r := range records {
				if archive.Account(&r, ta, at) {
					ta.Row(at.Number, []string{r.Item})
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		rows += len(sheet.Rows)
		for _, b := range sheet.SortedBad() {
			place := b.Column[strings.LastIndex(b.Column, " ")+1:]
			if !strings.Contains(place, "!") {
				place = ""
			}
			line := fmt.Sprintf("%s %s", place, strings.TrimPrefix(b.Reason, "the workbook cannot be used: "))
			if at := len(refused); kind == forms.Questions || at == 0 || !strings.Contains(strings.Join(refused, "|"), line) {
				refused = append(refused, line) // both sources read the passport
			}
		}
	}
	return rows, refused
}

// TestMistakes: what officials do wrong is told in the right words with its place, and the pipeline refuses just what the check refuses.
func TestMistakes(t *testing.T) {
	all, err := forms.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules := archive.NewRules(places, today)
	list := mistakes()
	if len(list) != 23 {
		t.Errorf("%d mistakes, want 23", len(list))
	}
	for _, m := range list {
		body := m.body
		if body == nil {
			body = filledBook(t, "community", m.cells, m.more)
		}
		report := forms.Check(body, all, rules)
		var got []string
		whole := report.Whole != nil
		for _, f := range report.Faults() {
			got = append(got, f.Line("uk"))
			if en := f.Line("en"); en == "" || strings.ContainsAny(f.Reason("en"), "їієґ") && f.Code != forms.NameDiffers && f.Code != forms.LowerCode && f.Code != forms.HigherCode && f.Code != forms.PartMore && f.Code != forms.WholeLess {
				t.Errorf("%s: in English it is %q", m.name, en)
			}
		}
		if strings.Join(got, "\n") != strings.Join(m.want, "\n") {
			t.Errorf("%s:\ngot  %s\nwant %s", m.name, strings.Join(got, "\n     "), strings.Join(m.want, "\n     "))
		}
		taken := 0
		for k := range report.Returns {
			r := &report.Returns[k]
			if whole = whole || r.Refusal() != nil; !whole {
				taken += r.Answered + r.ServicesAnswered
			}
		}
		rows, refused := built(t, body)
		if rows != taken {
			t.Errorf("%s: the check takes %d answers, the pipeline %d", m.name, taken, rows)
		}
		if (len(refused) > 0) != (len(got) > 0) || !whole && len(refused) != len(got) {
			t.Errorf("%s: the check finds %d faults, the pipeline %q", m.name, len(got), refused)
		}
		if whole && rows > 0 {
			t.Errorf("%s: %d answers of a workbook that is refused", m.name, rows)
		}
		for n, f := range report.Faults() {
			if !whole && !strings.Contains(strings.Join(refused, "\n"), f.Reason("en")) {
				t.Errorf("%s: the pipeline does not say %q: %q", m.name, got[n], refused)
			}
		}
	}
}
