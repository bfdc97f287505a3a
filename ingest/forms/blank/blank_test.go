// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/ingest/forms"
	"osnova/ingest/parse/opensheet"
	"osnova/ingest/parse/sheetxml"
)

func loaded(t *testing.T) map[string]*forms.Form {
	t.Helper()
	all, err := forms.Load()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// some are communities to choose from.
var some = Options{Places: []forms.PlaceLabel{{Code: "UA05020010000053508", Label: "Агрономічна сільська громада"}, {Code: "UA05020030000031457", Label: "Вінницька міська громада"}}}

func written(t *testing.T, book Workbook, err error) (xlsx, ods []byte) {
	t.Helper()
	if err == nil {
		xlsx, err = book.XLSX()
	}
	if err == nil {
		ods, err = book.ODS()
	}
	if err != nil {
		t.Fatal(err)
	}
	return xlsx, ods
}

// textOf is all text of an XLSX, a line a row, and what its formulas are.
func textOf(t *testing.T, body []byte) (text string, formulas []string) {
	t.Helper()
	b, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, sheet := range b.GetSheetList() {
		rows, err := b.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			text += strings.Join(r, "\t") + "\n"
		}
		for row := 1; row <= 80; row++ {
			for column := 1; column <= 20; column++ {
				if f, err := b.GetCellFormula(sheet, cellName(row, column)); err == nil && f != "" {
					formulas = append(formulas, sheet+"!"+cellName(row, column)+" "+f)
				}
			}
		}
	}
	return text, formulas
}

// TestForm: a form holds every question of its version in both languages, and is the same bytes each time.
func TestForm(t *testing.T) {
	for name, form := range loaded(t) {
		for version := 1; version <= form.Version; version++ {
			book, err := Form(form, version, some)
			xlsx, ods := written(t, book, err)
			again, err := Form(form, version, some)
			if x, o := written(t, again, err); !bytes.Equal(x, xlsx) || !bytes.Equal(o, ods) {
				t.Errorf("%s %d: other bytes the second time", name, version)
			}
			text, _ := textOf(t, xlsx)
			for _, i := range form.Items {
				if there := strings.Contains(text, i.Text.UK+"\n"+i.Text.EN); there != i.Asked(version) {
					t.Errorf("%s %d: question %s is in the form: %v", name, version, i.Code, there)
				}
			}
			for _, s := range form.Services {
				if !strings.Contains(text, s.ID+" "+forms.BothLines(s.Name)) {
					t.Errorf("%s: service %s is not in the form", name, s.ID)
				}
			}
		}
		if _, err := Form(form, form.Version+1, some); err == nil {
			t.Error("a version to come was written")
		}
		if _, err := Table(form, 0, some); err == nil {
			t.Error("a table of version 0 was written")
		}
	}
}

// TestSameInODS: the ODS holds cell by cell what the XLSX does, and its formulas.
func TestSameInODS(t *testing.T) {
	for name, form := range loaded(t) {
		book, err := Form(form, form.Version, some)
		xlsx, ods := written(t, book, err)
		x, err := sheetxml.Open(bytes.NewReader(xlsx), int64(len(xlsx)), sheetxml.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		sheets, err := opensheet.Read(ods, sheetxml.Limits{Total: 1 << 28, Part: 1 << 27, Ratio: 1000})
		if err != nil {
			t.Fatal(err)
		}
		if !opensheet.IsSpreadsheet(ods) || len(sheets) != len(x.Sheets) {
			t.Fatalf("%s: %d sheets in ODS, %d in XLSX", name, len(sheets), len(x.Sheets))
		}
		cells := 0
		for n, s := range x.Sheets {
			want, got := map[string]string{}, map[string]string{}
			err := x.Rows(s, func(row int, cells []sheetxml.Cell) error {
				for _, c := range cells {
					if c.Text != "" || c.Formula {
						want[sheetxml.Address(c.Column, row)] = fmt.Sprint(strings.TrimSpace(c.Text), c.Formula)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range sheets[n].Rows {
				for _, c := range r.Cells {
					got[sheetxml.Address(c.Column, r.Number)] = fmt.Sprint(strings.TrimSpace(c.Text), c.Formula)
				}
			}
			if s.Name != sheets[n].Name || len(want) != len(got) {
				t.Errorf("%s: sheet %s has %d cells, in ODS %s has %d", name, s.Name, len(want), sheets[n].Name, len(got))
			}
			for at, v := range want {
				if got[at] != v {
					t.Errorf("%s: %s!%s is %q in XLSX, %q in ODS", name, s.Name, at, v, got[at])
				}
			}
			cells += len(want)
		}
		if cells < 300 {
			t.Errorf("%s: %d cells only", name, cells)
		}
	}
}

// TestFormulas: the code comes of the name, the name back of the code, answers are counted, and both formats mean the same.
func TestFormulas(t *testing.T) {
	with := some
	with.Unit = "UA05020030000031457"
	book, err := Form(loaded(t)["community"], 2, with)
	xlsx, _ := written(t, book, err)
	b, err := excelize.OpenReader(bytes.NewReader(xlsx))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	calculated := func(cell string) string {
		v, err := b.CalcCellValue("Паспорт", cell)
		if err != nil {
			t.Errorf("%s: %v", cell, err)
		}
		return v
	}
	if got := calculated("C6"); got != with.Unit {
		t.Errorf("the code is %q", got)
	}
	if err := b.SetCellValue("Паспорт", "C6", "UA05020010000053508"); err != nil {
		t.Fatal(err)
	}
	if got := calculated("F6"); got != "Агрономічна сільська громада" {
		t.Errorf("the name of the code is %q", got)
	}
	for cell, v := range map[string]any{"Кадри!C6": 12, "Кадри!E7": "відмова / refused", "Послуги!D5": "так / yes", "Якість!C5": "1"} {
		sheet, at, _ := strings.Cut(cell, "!")
		if err := b.SetCellValue(sheet, at, v); err != nil {
			t.Fatal(err)
		}
	}
	if got := calculated("C1"); !strings.HasPrefix(got, "Відповіли на 4 з 101 ") {
		t.Errorf("counted %q", got)
	}
	for given, want := range map[string][2]string{
		`IF({C5}="a,b",{'Два слова'!C6},1)`:   {`IF(C5="a,b",'Два слова'!C6,1)`, `IF([.C5]="a,b";[$'Два слова'.C6];1)`},
		`MATCH({C5},{'codes'!$E$1:$E$9},0)`:   {`MATCH(C5,'codes'!$E$1:$E$9,0)`, `MATCH([.C5];[$'codes'.$E$1:.$E$9];0)`},
		fixedRange("codes", 28, 1, 12) + "+1": {`'codes'!$AB$1:$AB$12+1`, `[$'codes'.$AB$1:.$AB$12]+1`},
	} {
		if x, o := inXLSX(given), inODS(given); x != want[0] || o != want[1] {
			t.Errorf("%s is %s and %s", given, x, o)
		}
	}
}

// TestRules: every cell that takes an answer says on entry what it takes, in the form and in the table, and lists are whole.
func TestRules(t *testing.T) {
	for name, form := range loaded(t) {
		for what, make := range map[string]func(*forms.Form, int, Options) (Workbook, error){"form": Form, "table": Table} {
			book, err := make(form, form.Version, some)
			xlsx, _ := written(t, book, err)
			b, err := excelize.OpenReader(bytes.NewReader(xlsx))
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			prompts, lists := 0, 0
			for _, sheet := range b.GetSheetList() {
				rules, err := b.GetDataValidations(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rules {
					if r.Prompt == nil || *r.Prompt == "" || len([]rune(*r.Prompt)) > 255 {
						t.Errorf("%s %s: %s!%s has no prompt, or one that is too long", name, what, sheet, r.Sqref)
					}
					if r.Type == "list" {
						lists++
					}
					prompts++
				}
			}
			asked := 0
			for _, i := range form.Items {
				if i.Asked(form.Version) {
					asked++
				}
			}
			if prompts < asked || lists < 5 {
				t.Errorf("%s %s: %d rules of %d questions, %d lists", name, what, prompts, asked, lists)
			}
		}
	}
}

// TestAbout: the first sheet says who asks, by which law, until when and whom to send to, and says plainly what it does not know.
func TestAbout(t *testing.T) {
	form := loaded(t)["community"]
	book, err := Form(form, 2, some)
	xlsx, _ := written(t, book, err)
	text, _ := textOf(t, xlsx)
	if n := strings.Count(text, notSaid.UK); n != 4 {
		t.Errorf("%d things are said not to be stated, want 4", n)
	}
	with := some
	with.Collection = catalog.Collection{
		By: catalog.Text{UK: "Вигадана рада", EN: "An invented council"}, Law: catalog.Text{UK: "вигаданий закон", EN: "an invented law"}, Until: "2027-02-15", SendTo: "forms@example.org",
	}
	book, err = Form(form, 2, with)
	xlsx, _ = written(t, book, err)
	text, _ = textOf(t, xlsx)
	for _, want := range []string{"Вигадана рада\nAn invented council", "вигаданий закон", "15.02.2027", "forms@example.org", "CC BY 4.0", "Імен, телефонів", "Приклад (вигаданий)"} {
		if !strings.Contains(text, want) {
			t.Errorf("the first sheet does not say %q", want)
		}
	}
	if strings.Contains(text, notSaid.UK) {
		t.Error("it says that something is not stated, and all is")
	}
}

// TestTableNamesUnits: on the sheet of services of the table for many units each row shows the community of its code, in both formats.
func TestTableNamesUnits(t *testing.T) {
	f := loaded(t)["community"]
	book, err := Table(f, f.Version, some)
	xlsx, ods := written(t, book, err)
	b, err := excelize.OpenReader(bytes.NewReader(xlsx))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	_, matrix := f.Columns(f.Version)
	column, err := excelize.ColumnNumberToName(2 + len(matrix))
	if err != nil {
		t.Fatal(err)
	}
	for cell, code := range map[string]string{"A3": some.Places[1].Code, "A4": some.Places[0].Code, "A2002": some.Places[0].Code, "A5": "UA05020030000099999"} {
		if err := b.SetCellValue("services", cell, code); err != nil {
			t.Fatal(err)
		}
	}
	for row, want := range map[string]string{"3": some.Places[1].Label, "4": some.Places[0].Label, "2002": some.Places[0].Label, "5": "", "6": ""} {
		got, err := b.CalcCellValue("services", column+row)
		if formula, _ := b.GetCellFormula("services", column+row); err != nil || got != want || formula == "" {
			t.Errorf("%s%s shows %q by %q, %v, want %q", column, row, got, formula, err, want)
		}
	}
	if head, err := b.GetCellValue("services", column+"1"); err != nil || head != "" {
		t.Errorf("the column is read as %q, %v", head, err)
	}
	z, err := zip.NewReader(bytes.NewReader(ods), int64(len(ods)))
	if err != nil {
		t.Fatal(err)
	}
	content, err := fs.ReadFile(z, "content.xml")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(content), "of:=IF([.A"); n != tableRows {
		t.Errorf("%d rows of the ODS show the community, want %d", n, tableRows)
	}
}
