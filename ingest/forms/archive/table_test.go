// SPDX-License-Identifier: Apache-2.0

package archive

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"osnova/ingest/forms"
	"osnova/ingest/forms/blank"
)

// gathered is a returned table of many units, made of the blank one.
func gathered(t testing.TB, f *forms.Form, answers, services []map[string]any) []byte {
	t.Helper()
	book, err := blank.Table(f, f.Version, blank.Options{})
	if err != nil {
		t.Fatal(err)
	}
	body, err := book.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	b, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for sheet, rows := range map[string][]map[string]any{"answers": answers, "services": services} {
		head, err := b.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for n, r := range rows {
			left := len(r)
			for c, code := range head[0] {
				if v, ok := r[code]; ok {
					left--
					if err := b.SetCellValue(sheet, cellAddress(c+1, n+3), v); err != nil {
						t.Fatal(err)
					}
				}
			}
			if left != 0 {
				t.Fatalf("%s: row %d has columns that the table has not", sheet, n)
			}
		}
	}
	out, err := b.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestTable: a table of many units is judged row by row, beside forms of single units.
func TestTable(t *testing.T) {
	all := loaded(t)
	a, b := "osn-0502003-001", "edr-14360570"
	body := gathered(t, all["body"], []map[string]any{
		{forms.TableMarker: a, "period": 2025, "filled_on": "2026-01-10", "leaders": 2, "leaders_trained": 2, "room": "так"},
		{forms.TableMarker: b, "period": "2025", "filled_on": 46037, "leaders": "відмова", "internet": "може"},
		{forms.TableMarker: a, "period": 2024, "leaders": 1},
		{forms.TableMarker: a, "period": 2024, "leaders": 3},
		{forms.TableMarker: "Комітет", "period": 2024, "leaders": 3},
	}, []map[string]any{
		{forms.TableMarker: a, "period": 2025, "service": "S15", "offered": "так", "stage": 2},
		{forms.TableMarker: a, "period": 2025, "service": "S15", "offered": "так", "stage": 3},
		{forms.TableMarker: b, "period": 2025, "service": "C01", "offered": "так"},
		{forms.TableMarker: b, "period": 2023, "service": "S15", "offered": "так"},
	})
	single := filled(t, all, edit{form: "body", answers: map[string]any{"unit": a, "period": 2025, "filled_on": "2026-01-09", "leaders": 9, "S20.offered": "так"}})
	whole := packed(t, "form1.xlsx", single, "table1.xlsx", body)
	want := []string{
		a + " 2025 v1 2026-01-10 leaders = 2", a + " 2025 v1 2026-01-10 leaders_trained = 2", a + " 2025 v1 2026-01-10 room = 1", b + " 2025 v1 2026-01-15 leaders = 0refused", a + " 2024 v1  leaders = 3",
		`refused 2 table1.xlsx ` + b + ` answers!K4 "може" is neither yes nor no`, `refused 2 table1.xlsx answers!A7 "" answers!A7: "(text)" is no code of a body`, "resubmitted 2",
	}
	if d := cmp.Diff(want, told(t, whole, forms.Questions)); d != "" {
		t.Error(d)
	}
	want = []string{
		a + " 2025 S15 true 2 [] offline  card", `refused 2 table1.xlsx ` + a + ` services!D4 "" the service S15 stands twice`, `refused 2 table1.xlsx ` + b + ` services!C5 "C01" is no service of the form`,
		`refused 2 table1.xlsx answers!A7 "" answers!A7: "(text)" is no code of a body`, `refused 2 table1.xlsx services!D6 "" services of a unit and year that the table of questions does not have`, "resubmitted 2",
	}
	if d := cmp.Diff(want, told(t, whole, forms.Services)); d != "" {
		t.Error(d)
	}
}

// FuzzReturned: whatever people type into the cells of a form, and whatever becomes of its codes, every record is accounted for, and what is
// loaded keeps to the limits.
func FuzzReturned(f *testing.F) {
	f.Add("UA05020030000031457", "2025", "15.01.2026", "staff", "1 020,0", "відмова", "S01", "так", "3")
	f.Add("uа", "2025.0", "46037", "cdto", "2 — окремо", "", "C01", "ні / no", "5")
	f.Add("UA05020030000031457", "2024 рік", "", "staff", "1e400", "", "S99", "NaN", "-0")
	all, err := forms.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, unit, period, day, item, value, note, service, offered, stage string) {
		cells := func(row int, texts ...string) string {
			out := fmt.Sprintf(`<row r="%d">`, row)
			for i, s := range texts {
				out += fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, cellAddress(i+1, row), escape(s))
			}
			return out + "</row>"
		}
		sheet := cells(1, forms.FormMarker, "value", "note", "offered", "stage") + cells(2, "unit", unit) + cells(3, "period", period) + cells(4, "filled_on", day) +
			cells(5, item, value, note) + cells(6, "staff_trained", value) + cells(7, service, value, note, offered, stage)
		body := packed(t, "[Content_Types].xml", []byte("<Types/>"),
			"_rels/.rels", []byte(`<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
			"xl/workbook.xml", []byte(`<workbook><sheets><sheet name="codes" r:id="r1"/><sheet name="s" r:id="r2"/></sheets></workbook>`),
			"xl/_rels/workbook.xml.rels", []byte(`<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="worksheets/2.xml"/></Relationships>`),
			"xl/worksheets/1.xml", []byte("<worksheet><sheetData>"+cells(1, forms.FormMarker, "community", "2")+"</sheetData></worksheet>"),
			"xl/worksheets/2.xml", []byte("<worksheet><sheetData>"+sheet+"</sheetData></worksheet>"))
		for _, kind := range []forms.FormKind{forms.Questions, forms.Services} {
			for _, line := range told(t, packed(t, "a1.xlsx", body), kind) {
				if strings.HasPrefix(line, "error") {
					t.Error(line)
				}
			}
		}
		w, err := forms.Open(body, all, NewRules(invented, "2026-12-01"))
		if err != nil {
			return
		}
		records, err := w.Answers()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			i, _ := w.Form.Item(r.Item)
			if !r.Lost() && !r.Blank && r.Note == "" && (r.Value < i.Min || i.Max > 0 && r.Value > i.Max || r.Value != r.Value) {
				t.Errorf("%s = %g is loaded", r.Item, r.Value)
			}
		}
	})
}

func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
