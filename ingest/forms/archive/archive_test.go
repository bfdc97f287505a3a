// SPDX-License-Identifier: Apache-2.0

package archive

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/ingest/forms"
	"osnova/ingest/forms/blank"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
)

const code = "UA05020030000031457"

func loaded(t testing.TB) map[string]*forms.Form {
	t.Helper()
	all, err := forms.Load()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// edit is what a person does to a blank: answers by question, S01.stage for the matrix, and whatever else.
type edit struct {
	form    string
	version int
	answers map[string]any
	notes   map[string]string
	more    func(b *excelize.File)
}

// filled makes a returned workbook the way a person does, through the cells that the form shows.
func filled(t testing.TB, all map[string]*forms.Form, e edit) []byte {
	t.Helper()
	form := all[e.form]
	if e.version == 0 {
		e.version = form.Version
	}
	body := blankBook(t, form, e.version)
	b, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	left := len(e.answers) + len(e.notes)
	for _, sheet := range b.GetSheetList() {
		rows, err := b.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		var head []string
		for n, r := range rows {
			if len(r) > 0 && r[0] == forms.FormMarker && sheet != forms.CodeSheet {
				head = r
				continue
			}
			if head == nil || len(r) == 0 || r[0] == "" {
				continue
			}
			for c, h := range head {
				key := r[0] + "." + h
				if h == "value" {
					key = r[0]
				}
				if v, ok := e.answers[key]; ok {
					left--
					if err := b.SetCellValue(sheet, cellAddress(c+1, n+1), v); err != nil {
						t.Fatal(err)
					}
				}
				if v, ok := e.notes[r[0]]; ok && h == "note" {
					left--
					if err := b.SetCellValue(sheet, cellAddress(c+1, n+1), v); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	if left != 0 {
		t.Fatalf("%d answers have no cell in the form: %v", left, e.answers)
	}
	if e.more != nil {
		e.more(b)
	}
	out, err := b.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// packedOn is the day on which the archives of tests were packed.
var packedOn = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// blankBook is the empty workbook of a form.
func blankBook(t testing.TB, f *forms.Form, version int) []byte {
	t.Helper()
	book, err := blank.Form(f, version, blank.Options{})
	if err != nil {
		t.Fatal(err)
	}
	body, err := book.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func cellAddress(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row)
	return name
}

func packed(t testing.TB, members ...any) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: members[i].(string), Method: zip.Deflate, Modified: packedOn})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(members[i+1].([]byte)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// told is what the archive gives, one line a record, and the quarantine and rules after it.
func told(t testing.TB, body []byte, kind forms.FormKind) []string {
	t.Helper()
	source := catalog.Source{Name: "test", Files: []catalog.File{{Name: "forms", Mirror: "forms/forms.zip"}}, Columns: []catalog.SourceColumn{{Column: catalog.Column{Name: "line", Type: catalog.TypeText}}}, Key: []string{"line"}}
	sheet, err := parse.NewSheet(source)
	if err != nil {
		t.Fatal(err)
	}
	in := parse.Input{Source: source, Places: invented, Open: func(catalog.File) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }}
	err = Read(in, sheet, kind, func(ta *parse.Tally, at Place, p *forms.Passport, records []forms.Record) {
		for _, r := range records {
			if !Account(&r, ta, at) {
				continue
			}
			line := fmt.Sprintf("%s %s v%d %s %s = %s%s", p.Unit, p.Period, p.Version, p.Filled, r.Item, strconv.FormatFloat(r.Value, 'f', -1, 64), r.Note)
			if o := r.Offer; o != nil {
				line = fmt.Sprintf("%s %s %s %v %d %v offline %s card %s %s", p.Unit, p.Period, r.Item, o.Offered, o.Stage, o.Channels, o.Offline, o.Card, o.Page)
			}
			ta.Row(at.Number, []string{line})
		}
	})
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	var out []string
	for _, r := range sheet.Rows {
		out = append(out, r[0])
	}
	for _, b := range sheet.SortedBad() {
		out = append(out, fmt.Sprintf("refused %d %s %q %s", b.Line, b.Column, b.Value, b.Reason))
	}
	for _, rule := range []string{"resubmitted", "left_by_programs"} {
		if n := sheet.Tallies[0].Skipped[rule]; n > 0 {
			out = append(out, fmt.Sprintf("%s %d", rule, n))
		}
	}
	if len(sheet.Rows) == 0 {
		sheet.Rows = [][]string{{"none"}} // an archive of which nothing is loaded is an error of the whole, which is not looked at here
	}
	if err := sheet.Finish(); err != nil {
		t.Errorf("account: %v", err)
	}
	return out
}

// invented is a codifier with two communities of Vinnytsia's raion that are there, and what lies in and above them.
var invented = gazetteer.NewGazetteer([]gazetteer.Unit{
	{Code: "UA05000000000010236", Category: "O", Name: "Вінницька", Oblast: "UA05000000000010236"},
	{Code: "UA05020000000026686", Category: "P", Name: "Вінницький", Oblast: "UA05000000000010236", Raion: "UA05020000000026686", Parent: "UA05000000000010236"},
	{Code: code, Category: "H", Name: "Вінницька", Type: "міська", Oblast: "UA05000000000010236", Raion: "UA05020000000026686", Community: code, Parent: "UA05020000000026686"},
	{Code: other, Category: "H", Name: "Агрономічна", Type: "сільська", Oblast: "UA05000000000010236", Raion: "UA05020000000026686", Community: other, Parent: "UA05020000000026686"},
	{Code: "UA05020030010063857", Category: "M", Name: "Вінниця", Oblast: "UA05000000000010236", Raion: "UA05020000000026686", Community: code, Parent: code},
}, nil, nil)

const (
	other    = "UA05020010000053508"
	unitName = "Вінницька міська громада, Вінницький район, Вінницька область"
)

func passport(more map[string]any) map[string]any {
	out := map[string]any{"unit": code, "unit_name": unitName, "period": 2025, "filled_on": "15.01.2026"}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func TestAnswers(t *testing.T) {
	all := loaded(t)
	at := func(lines ...string) []string {
		for i, l := range lines {
			if !strings.HasPrefix(l, "refused") {
				lines[i] = code + " 2025 v2 2026-01-15 " + l
			}
		}
		return lines
	}
	for name, c := range map[string]struct {
		edit edit
		want []string
	}{
		"answers of all kinds": {
			edit{
				answers: passport(map[string]any{
					"statute": "2 — статут має розділ про ОСН або про е-участь / it has a chapter on bodies of self-organization or on e-participation", "strategy": 3, "cdto": "окрема посада",
					"staff": "1 020", "it_positions": 12.0, "it_filled": "10,0", "cyber_mfa": "так / yes", "cyber_plan": "Ні", "osn_funds_uah": "12 500,50 ", "tool_poll": "+",
				}),
				notes: map[string]string{"measures_due": "відмова / refused", "facilities": "не стосується"},
			},
			at("statute = 2", "strategy = 3", "measures_due = 0refused", "cdto = 2", "staff = 1020", "it_positions = 12", "it_filled = 10", "facilities = 0not_applicable", "cyber_mfa = 1", "cyber_plan = 0", "osn_funds_uah = 12500.5", "tool_poll = 1"),
		},
		"refusals in words": {edit{answers: passport(map[string]any{"staff": "Відмова", "pcs": "н/д", "districts": "не стосується / does not apply"})}, at("staff = 0refused", "pcs = 0unknown", "districts = 0not_applicable")},
		"what is no number": {
			edit{answers: passport(map[string]any{"staff": "близько 40", "pcs": "15-20", "registers": -1, "facilities": 1.5, "districts": 900, "cdto": 7, "edms": "є", "cyber_edr": "частково"})},
			at(`refused 1 a1.xlsx `+code+` Кадри!C5 "7" is above 3`, `refused 1 a1.xlsx `+code+` Кадри!C6 "близько 40" is not a number`, `refused 1 a1.xlsx `+code+` Доступ!C5 "1.5" is not a whole number`, `refused 1 a1.xlsx `+code+` Техніка і системи!C6 "15-20" is not a number`,
				`refused 1 a1.xlsx `+code+` Техніка і системи!C8 "є" is no answer of the list`, `refused 1 a1.xlsx `+code+` Техніка і системи!C9 "-1" is below 0`, `refused 1 a1.xlsx `+code+` Техніка і системи!C13 "частково" is neither yes nor no`, `refused 1 a1.xlsx `+code+` Старостинські округи!C5 "900" is above 200`),
		},
		"persons are not shown": {
			edit{answers: passport(map[string]any{"staff": "Особа Вигадана, 10", "pcs": "+380 00 000 00 00", "facilities": "a@example.org", "registers": strings.Repeat("1", 60), "districts": "Вигаданенко"})},
			at(`refused 1 a1.xlsx `+code+` Кадри!C6 "(text)" is not a number`, `refused 1 a1.xlsx `+code+` Доступ!C5 "(text)" is not a number`, `refused 1 a1.xlsx `+code+` Техніка і системи!C6 "(text)" is not a number`, `refused 1 a1.xlsx `+code+` Техніка і системи!C9 "(text)" is above 300`, `refused 1 a1.xlsx `+code+` Старостинські округи!C5 "(text)" is not a number`),
		},
		"part above the whole": {
			edit{answers: passport(map[string]any{"staff": 10, "staff_trained": 11, "staff_skilled": 9, "pcs": 5, "pcs_modern": 5})},
			at("staff_skilled = 9", "pcs = 5", "pcs_modern = 5", `refused 1 a1.xlsx `+code+` Кадри!C6 "10" the whole is less than its part, 11 in Кадри!C10`, `refused 1 a1.xlsx `+code+` Кадри!C10 "11" the part is more than the whole, 10 in Кадри!C6`),
		},
		"answer and reason": {
			edit{answers: passport(map[string]any{"staff": 10}), notes: map[string]string{"staff": "відмова", "pcs": "бо так"}},
			at(`refused 1 a1.xlsx `+code+` Кадри!C6 "10" has an answer and a reason for none`, `refused 1 a1.xlsx `+code+` Техніка і системи!C6 "(text)" is no reason of the list`),
		},
		"renamed and relabelled": {edit{answers: passport(map[string]any{"staff": 10, "cdto": "так"}), more: func(b *excelize.File) {
			_ = b.SetSheetName("Кадри", "Вигадана Особа")
			_ = b.SetCellValue("Вигадана Особа", "B6", "<script>alert(1)</script>")
			_ = b.InsertCols("Вигадана Особа", "B", 1)
			_ = b.InsertRows("Вигадана Особа", 5, 2)
			_ = b.MoveSheet("Участь", "Паспорт")
		}}, at("staff = 10", `refused 1 a1.xlsx `+code+` sheet 5!D7 "так" is no answer of the list`)},
		"formulas": {edit{answers: passport(nil), more: func(b *excelize.File) {
			_ = b.SetCellFormula("Кадри", "C6", "2+2") // as a program writes that does not calculate
			_ = b.SetCellValue("Кадри", "C7", 4)
			_ = b.SetCellFormula("Кадри", "C7", "2+2")
		}}, at("it_positions = 4", `refused 1 a1.xlsx `+code+` Кадри!C6 "" the formula has no value: calculate and save the workbook`)},
		"codes that are none": {edit{answers: passport(nil), more: func(b *excelize.File) {
			_ = b.SetCellValue("Кадри", "A6", "points_other")
			_ = b.SetCellValue("Кадри", "A7", "it_filled")
			_ = b.SetCellValue("Кадри", "C7", 3)
			_ = b.SetCellValue("Кадри", "C8", 4)
		}}, at("it_filled = 3", `refused 1 a1.xlsx `+code+` Кадри!C6 "points_other" is no question of version 2 of the form`, `refused 1 a1.xlsx `+code+` Кадри!C8 "4" the question it_filled stands twice`)},
		"an old version":                     {edit{version: 1, answers: passport(map[string]any{"points_other": 4})}, []string{code + " 2025 v1 2026-01-15 points_other = 4"}},
		"a date as a number and look-alikes": {edit{answers: map[string]any{"unit": " UА0502003 0000031457", "unit_name": "вінницька громада", "period": "2025 рік", "filled_on": 46037, "staff": 3}}, []string{code + " 2025 v2 2026-01-15 staff = 3"}},
		"no date":                            {edit{answers: map[string]any{"unit": code, "unit_name": unitName, "period": "2025", "filled_on": "учора", "staff": 3}}, []string{code + " 2025 v2  staff = 3", `refused 1 a1.xlsx ` + code + ` Паспорт!C8 "учора" is not a date: write dd.mm.yyyy`}},
		"a day in a workbook from 1904": {
			edit{answers: map[string]any{"unit": code, "unit_name": unitName, "period": "2025", "filled_on": 44575, "staff": 3}, more: func(b *excelize.File) {
				yes := true
				if err := b.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
					t.Error(err)
				}
			}},
			[]string{code + " 2025 v2 2026-01-15 staff = 3"},
		},
		"numbers as text": {
			edit{answers: passport(map[string]any{"staff": "1.020", "pcs": "1,234", "osn_funds_uah": "1.234,50", "facilities": 12.0, "registers": "1 2"})},
			at("facilities = 12", "osn_funds_uah = 1234.5", `refused 1 a1.xlsx `+code+` Кадри!C6 "1.020" may be read in two ways: write the number without a mark between thousands`,
				`refused 1 a1.xlsx `+code+` Техніка і системи!C6 "1,234" may be read in two ways: write the number without a mark between thousands`,
				`refused 1 a1.xlsx `+code+` Техніка і системи!C9 "1 2" is not a number`),
		},
		"no year": {edit{answers: map[string]any{"unit": code, "unit_name": unitName, "staff": 3}}, []string{`refused 1 a1.xlsx "" the workbook cannot be used: the passport does not say the year`}},
		"no code": {edit{answers: map[string]any{"unit": "Вигадана громада", "period": 2025}}, []string{`refused 1 a1.xlsx "" the workbook cannot be used: Паспорт!C6: "(text)" is no code of a community`}},
		"a body": {
			edit{form: "body", answers: map[string]any{"unit": "OSN-0502003-007", "period": 2025, "filled_on": "2026-01-15", "leaders": 3, "leaders_trained": 2, "residents": 0}},
			[]string{"osn-0502003-007 2025 v1 2026-01-15 leaders = 3", "osn-0502003-007 2025 v1 2026-01-15 leaders_trained = 2", `refused 1 a1.xlsx osn-0502003-007 Кошти!C6 "0" is below 1`},
		},
	} {
		if c.edit.form == "" {
			c.edit.form = "community"
		}
		if d := cmp.Diff(c.want, told(t, packed(t, "a1.xlsx", filled(t, all, c.edit)), forms.Questions)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestOffers(t *testing.T) {
	all := loaded(t)
	got := told(t, packed(t, "a1.xlsx", filled(t, all, edit{form: "community", answers: passport(map[string]any{
		"S01.offered": "так / yes", "S01.stage": 3, "S01.web": "так / yes", "S01.paper": "x", "S01.card": 12, "S01.page": "https://example.org/s01",
		"S02.offered": "ні / no", "S03.offered": "ні", "S03.stage": 2, "S04.offered": "так", "S04.stage": 5, "S05.stage": 1,
		"S06.offered": "так", "S06.stage": "1,0", "S06.offline": "ні", "S06.phone": "так", "S06.page": "телефонуйте", "S06.card": 15,
		"S07.offered": "відмова", "S08.offered": "ні", "S08.stage": 0, "C01.offered": "так", "C01.stage": 5, "C01.offline": "так", "S09.offered": "можливо",
	})})), forms.Services)
	want := []string{
		code + " 2025 S01 true 3 [paper web] offline  card 12 https://example.org/s01", code + " 2025 S02 false -1 [] offline  card",
		code + " 2025 S06 true 1 [phone] offline  card", code + " 2025 v2 2026-01-15 S07 = 0refused", code + " 2025 S08 false 0 [] offline  card", code + " 2025 C01 true 5 [] offline true card",
		`refused 1 a1.xlsx ` + code + ` Послуги!D7 "ні" not offered, yet at stage 2`, `refused 1 a1.xlsx ` + code + ` Послуги!E8 "5" is above the highest stage of the service, 4`,
		`refused 1 a1.xlsx ` + code + ` Послуги!D9 "" the row is filled in, but it does not say whether the service is offered`,
		`refused 1 a1.xlsx ` + code + ` Послуги!N10 "15" is above 14`, `refused 1 a1.xlsx ` + code + ` Послуги!O10 "телефонуйте" is no address of a page`, `refused 1 a1.xlsx ` + code + ` Послуги!M10 "ні" no way without the internet, yet channels that need none: phone`,
		`refused 1 a1.xlsx ` + code + ` Послуги!D13 "можливо" is neither yes nor no`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestArchive: of several returns of one unit and year the one filled in last holds; what is no form is told, one record each.
func TestArchive(t *testing.T) {
	all := loaded(t)
	form := func(day string, staff any) []byte {
		return filled(t, all, edit{form: "community", answers: map[string]any{"unit": code, "unit_name": unitName, "period": 2025, "filled_on": day, "staff": staff}})
	}
	last := form("20.01.2026", 7)
	got := told(t, packed(t, "2025/a1.xlsx", form("15.01.2026", 5), "2025/a2.xlsx", last, "2025/a3.xlsx", form("", 6), "2025/Вигадана Особа.xlsx", form("20.01.2026", 8), "b1.xlsx", last[:len(last)-500],
		"c1.docx", []byte("PK\x03\x04"), "vyhadana-osoba-1.xlsx", packed(t, "xl/a.xml", []byte("<a/>")), "~$a1.xlsx", []byte("x"), "__MACOSX/._a1.xlsx", []byte("x"), "e1.xlsx", bytes.Repeat([]byte{0}, 2<<20)), forms.Questions)
	want := []string{
		code + " 2025 v2 2026-01-20 staff = 8",
		`refused 6 b1.xlsx "" the workbook cannot be used: the workbook cannot be opened: zip: not a valid zip file`,
		`refused 7  "" the workbook cannot be used: the workbook cannot be opened: zip: not a valid zip file`,
		`refused 8 e1.xlsx "" the workbook cannot be used: it unpacks from 2053 to 2097152 bytes`,
		`refused 9  "" the workbook cannot be used: the file is a ZIP archive, but not a workbook`,
		"resubmitted 3", "left_by_programs 2",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got := told(t, []byte("<html>"), forms.Questions); !strings.Contains(got[0], "the file is not a zip archive") {
		t.Error(got)
	}
}
