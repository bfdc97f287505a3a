// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
)

// packedBook is a workbook that a test has filled; its one sheet at first is Sheet1.
func packedBook(t *testing.T, fill func(f *excelize.File) []error) []byte {
	t.Helper()
	f := excelize.NewFile()
	for _, err := range fill(f) {
		if err != nil {
			t.Fatal(err)
		}
	}
	body, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return body.Bytes()
}

// cellsOf sets cells by address.
func cellsOf(f *excelize.File, sheet string, cells map[string]any) (out []error) {
	for at, v := range cells {
		out = append(out, f.SetCellValue(sheet, at, v))
	}
	return out
}

// styled shows cells by a format.
func styled(f *excelize.File, format string, cells ...string) (out []error) {
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	out = append(out, err)
	for _, at := range cells {
		out = append(out, f.SetCellStyle("Sheet1", at, at, style))
	}
	return out
}

// TestDatesOfWorkbooks: days are counted from the year that the workbook says, whether cells are styled as dates or declared to be numbers of days.
func TestDatesOfWorkbooks(t *testing.T) {
	fill := func(from1904 bool) []byte {
		return packedBook(t, func(f *excelize.File) []error {
			errs := cellsOf(f, "Sheet1", map[string]any{
				"A1": "id", "B1": "v", "A2": 1, "B2": 43894, "A3": 2, "B3": 400, "A4": 3, "B4": "31.12.2023 10:05", "A5": 4, "B5": 43894.75, "A6": 5, "B6": 43894,
			})
			errs = append(errs, styled(f, `"день "dd\.mm\.yyyy;@`, "B2", "B3", "B5")...)
			return append(errs, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}))
		})
	}
	date, serial, text := catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeDate}}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeDate}, Clean: "serial"}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}}
	for name, c := range map[string]struct {
		from1904 bool
		column   catalog.SourceColumn
		want     string
	}{
		"from 1900":         {false, date, "1=2020-03-04 2=1901-02-03 3=2023-12-31 4=2020-03-04 6!is not a date; a spreadsheet may have kept the number of days: declare clean: serial, or save the column as text dd.mm.yyyy"},
		"from 1904":         {true, date, "1=2024-03-05 2=1905-02-04 3=2023-12-31 4=2024-03-05 6!is not a date; a spreadsheet may have kept the number of days: declare clean: serial, or save the column as text dd.mm.yyyy"},
		"numbers from 1900": {false, serial, "1=2020-03-04 2=1901-02-03 3=2023-12-31 4=2020-03-04 5=2020-03-04"},
		"numbers from 1904": {true, serial, "1=2024-03-05 2=1905-02-04 3=2023-12-31 4=2024-03-05 5=2024-03-05"},
		"as text":           {false, text, "1=2020-03-04 2=1901-02-03 3=31.12.2023 10:05 4=2020-03-04T18:00:00 5=43894"},
	} {
		for _, kind := range []string{"xlsx", "table"} {
			if got, err := judged(t, columnSource(catalog.Format{Kind: kind}, c.column), fill(c.from1904)); err != nil || got != c.want {
				t.Errorf("%s, %s: %s, %v\nwant %s", kind, name, got, err, c.want)
			}
		}
	}
}

// TestHollowFormulas: a formula without a value and an error are told in every kind of column; an empty text that a formula gave is empty.
func TestHollowFormulas(t *testing.T) {
	body := packedBook(t, func(f *excelize.File) []error {
		errs := cellsOf(f, "Sheet1", map[string]any{"A1": "id", "B1": "v", "A2": "1", "A3": "2", "B3": "5", "A4": "3"})
		return append(errs, f.SetCellFormula("Sheet1", "B2", "1+1"), f.SetCellFormula("Sheet1", "A5", "1+1"))
	})
	for _, c := range []struct{ kind, column, want string }{
		{"xlsx", catalog.TypeText, "2=5 3= 2!is a formula without a kept value; open the workbook in a spreadsheet and save it 5!is a formula without a kept value; open the workbook in a spreadsheet and save it"},
		{"table", catalog.TypeNumber, "2=5 3= 2!is a formula without a kept value; open the workbook in a spreadsheet and save it 5!is a formula without a kept value; open the workbook in a spreadsheet and save it"},
	} {
		if got, err := judged(t, columnSource(catalog.Format{Kind: c.kind}, catalog.SourceColumn{Column: catalog.Column{Type: c.column}}), body); err != nil || got != c.want {
			t.Errorf("%s, %s: %s, %v", c.kind, c.column, got, err)
		}
	}
	records, err := XLSX("a.xlsx", body, "")
	if err != nil || records[1].Cells[1] != hollowText || records[3].Cells[1] != "" {
		t.Errorf("for parsers of their own: %v %v", records, err)
	}
	s := cubeOf(catalog.Format{Kind: "pivot", Pivot: &catalog.Pivot{Table: "xlsx", Keys: []string{"id"}, Heads: []string{"head"}}}, 1, "id=id", "v=$value", "status=$status")
	out, err := readCube(s, body)
	if err != nil {
		t.Fatal(err)
	}
	told := rowsOf(out)
	for _, b := range out.SortedBad() {
		told += b.Value + "!" + b.Reason + "\n"
	}
	if want := "2|5|\n"; !strings.HasPrefix(told, want) || !strings.Contains(told, "!is a formula without a kept value") {
		t.Errorf("pivot: %q", told)
	}
}

// TestNumbersOfWorkbooks: a number is kept with a point, whatever it looks like; a text is read by its column.
func TestNumbersOfWorkbooks(t *testing.T) {
	body := packedBook(t, func(f *excelize.File) []error {
		return cellsOf(f, "Sheet1", map[string]any{"A1": "id", "B1": "v", "A2": "1", "B2": 1.234, "A3": "2", "B3": "1.234", "A4": "3", "B4": "12,5"})
	})
	want := "1=1.234 2=1234 3=12.5"
	if got, err := judged(t, columnSource(catalog.Format{Kind: "xlsx"}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}}), body); err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
}

// TestPercentOfWorkbooks: a number shown with a percent sign holds a share; a column that takes 12 % for 12 takes both alike.
func TestPercentOfWorkbooks(t *testing.T) {
	body := packedBook(t, func(f *excelize.File) []error {
		errs := cellsOf(f, "Sheet1", map[string]any{"A1": "id", "B1": "v", "A2": "1", "B2": 0.12, "A3": "2", "B3": "12 %", "A4": "3", "B4": 12.5})
		return append(errs, styled(f, `0.0\ %`, "B2")...)
	})
	for percent, want := range map[string]string{"number": "1=12 2=12 3=12.5", "share": "1=0.12 2=0.12 3=12.5"} {
		got, err := judged(t, columnSource(catalog.Format{Kind: "xlsx"}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}, Percent: percent}), body)
		if err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", percent, got, err, want)
		}
	}
}

// TestSheetsAreNamed: a first sheet that is hidden or empty is told with the others, and a declaration leads on.
func TestSheetsAreNamed(t *testing.T) {
	hidden := packedBook(t, func(f *excelize.File) []error {
		_, err := f.NewSheet("Дані")
		errs := append(cellsOf(f, "Sheet1", map[string]any{"A1": "x"}), err, f.SetSheetVisible("Sheet1", true))
		f.SetActiveSheet(1)
		return append(append(errs, cellsOf(f, "Дані", map[string]any{"A1": "id", "B1": "v", "A2": "1", "B2": "7"})...), f.SetSheetVisible("Sheet1", false))
	})
	empty := packedBook(t, func(f *excelize.File) []error {
		_, err := f.NewSheet("Дані")
		return append(cellsOf(f, "Дані", map[string]any{"A1": "id", "B1": "v", "A2": "1", "B2": "7"}), err)
	})
	none := packedBook(t, func(*excelize.File) []error { return nil })
	number := catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}}
	for _, c := range []struct {
		name   string
		body   []byte
		format catalog.Format
		want   string
	}{
		{"hidden", hidden, catalog.Format{}, `the first sheet, "Sheet1", is hidden`},
		{"hidden", hidden, catalog.Format{}, "sheets are: Sheet1 (hidden), Дані"},
		{"empty", empty, catalog.Format{}, `the first sheet, "Sheet1", is empty`},
		{"empty", empty, catalog.Format{}, "declare format.sheet, or format.shown: true"},
		{"empty, declared", empty, catalog.Format{Sheet: "Sheet1"}, `sheet "Sheet1" is empty`},
		{"nothing", none, catalog.Format{Shown: true}, "no sheet that is shown has cells"},
		{"no such sheet", empty, catalog.Format{Sheet: "Аркуш"}, "sheet Аркуш does not exist"},
		{"declared", hidden, catalog.Format{Sheet: "Дані"}, "1=7"},
		{"shown", hidden, catalog.Format{Shown: true}, "1=7"},
		{"shown", empty, catalog.Format{Shown: true}, "1=7"},
	} {
		for _, kind := range []string{"xlsx", "table"} {
			c.format.Kind = kind
			got, err := judged(t, columnSource(c.format, number), c.body)
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("%s, %s: %s, want %s", kind, c.name, got, c.want)
			}
		}
	}
}

// TestBlankRows: rows without text are no records, in a workbook as in text; a cell far below the table makes no record of those between.
func TestBlankRows(t *testing.T) {
	body := packedBook(t, func(f *excelize.File) []error {
		return cellsOf(f, "Sheet1", map[string]any{"A1": "id", "B1": "v", "A2": "1", "B2": 7, "A4": "  ", "B4": "\u00a0", "A5": "2", "B5": 8, "C1048576": " ", "A1048575": ""})
	})
	number := catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}}
	for kind, body := range map[string][]byte{"xlsx": body, "table": body, "csv": []byte("id,v\n1,7\n,\n\n , \n2,8,,\n,,,,\n")} {
		s := columnSource(catalog.Format{Kind: kind}, number)
		out, err := NewSheet(s)
		if err != nil {
			t.Fatal(err)
		}
		records, err := Records("a", body, s.Format)
		if err != nil {
			t.Fatal(err)
		}
		if err := ordinaryRecords(Input{Source: s}, s.Files[0], "a", records, nil, out); err != nil {
			t.Fatal(err)
		}
		if in, loaded, bad, skipped := out.Totals(); in != 2 || loaded != 2 || bad != 0 || skipped != 0 || out.Finish() != nil {
			t.Errorf("%s: %d in, %d loaded, %d bad, %d skipped", kind, in, loaded, bad, skipped)
		}
	}
}

// TestHeadings: a heading of two rows is declared, one below titles is found or told, and the message says where it stands.
func TestHeadings(t *testing.T) {
	workbook := packedBook(t, func(f *excelize.File) []error {
		errs := cellsOf(f, "Sheet1", map[string]any{
			"A1": "id", "B1": "усього", "B2": "v", "C2": "w", "D2": "v", "A3": "1", "B3": 7, "C3": 8, "D3": 9,
		})
		return append(errs, f.MergeCell("Sheet1", "A1", "A2"), f.MergeCell("Sheet1", "B1", "C1"))
	})
	text := "id;усього;;v\n;v;w;\n1;7;8;9\n"
	titled := "Перелік за 2025 рік;\n;\nid;v\n1;7\n"
	for _, c := range []struct {
		name, body string
		format     catalog.Format
		from, want string
	}{
		{"two rows of a workbook", string(workbook), catalog.Format{Kind: "xlsx", Head: 2}, "усього / v", "1=7"},
		{"the lowest row alone, with cells that reach down to it", string(workbook), catalog.Format{Kind: "xlsx", HeaderRow: 2}, "w", "1=8"},
		{"the upper row alone", string(workbook), catalog.Format{Kind: "xlsx"}, "w", "declare format.header_row: 1 and format.head: 2; names are then joined, as upper / lower"},
		{"columns numbered", "id;усього;v\n1;2;3\n5;6;7\n1;2;3\n", catalog.Format{Kind: "csv", Delimiter: ";"}, "v", "1=3 5=7"},
		{"columns numbered behind letters", "id;усього;v\n;;\nА;1;2\n5;6;7\n", catalog.Format{Kind: "csv", Delimiter: ";"}, "v", "5=7"},
		{"columns numbered below titles", titled + "1;2\n", catalog.Format{Kind: "table"}, "v", "1=7 5!key"},
		{"a column outside the merged cells", string(workbook), catalog.Format{Kind: "table", Head: 2}, "v", "1=9"},
		{"two rows of a text", text, catalog.Format{Kind: "csv", Delimiter: ";", Head: 2}, "усього / w", "1=8"},
		{"two rows, not declared", text, catalog.Format{Kind: "csv", Delimiter: ";"}, "усього / w", "the columns stand in records 1 to 2: declare format.header_row: 1 and format.head: 2"},
		{"two rows, asked for by the lower", text, catalog.Format{Kind: "csv", Delimiter: ";"}, "w", "format.head: 2; names are then joined, as upper / lower: id, усього / v, усього / w, v"},
		{"a line break in a word", "id,\"кіль-\nкість\nосіб\"\n1,7\n", catalog.Format{Kind: "csv"}, "кіль- кість осіб", "1=7"},
		{"a line break for nothing", "id,\"насе\nлення\"\n1,7\n", catalog.Format{Kind: "csv"}, "населення", "1=7"},
		{"a line break for a space", "id,\"усього\nосіб\"\n1,7\n", catalog.Format{Kind: "table"}, "усього осіб", "1=7"},
		{"another delimiter", text, catalog.Format{Kind: "csv"}, "w", `the file is parted by ";": declare format.delimiter`},
		{"an empty column at the end", "id,v,\n1,7\n2,8,\n3,9,,\n", catalog.Format{Kind: "csv"}, "v", "1=7 2=8 3=9"},
		{"below titles, as declared", titled, catalog.Format{Kind: "csv", Delimiter: ";", HeaderRow: 3}, "v", "1=7"},
		{"below titles, not declared", titled, catalog.Format{Kind: "csv", Delimiter: ";"}, "v", "the columns stand in record 3: declare format.header_row: 3"},
		{"below titles of many publishers", titled, catalog.Format{Kind: "table"}, "v", "1=7"},
		{"nowhere", titled, catalog.Format{Kind: "table"}, "обсяг", `column "обсяг" is not in the header`},
	} {
		s := columnSource(c.format, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}})
		s.Columns[1].From = c.from
		got, err := judged(t, s, []byte(c.body))
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestPivotOfWorkbook: keys that are days are told as such, by the year that the workbook counts from; a formula without a value is no empty key.
func TestPivotOfWorkbook(t *testing.T) {
	yes := true
	body := packedBook(t, func(f *excelize.File) []error {
		errs := cellsOf(f, "Sheet1", map[string]any{"A1": "day", "B1": "name", "C1": "head", "A2": 43894, "B2": "а", "C2": 1, "A3": 43895, "C3": 2, "A4": 43896, "B4": "б", "C4": 3})
		errs = append(errs, styled(f, "dd.mm.yyyy", "A2")...)
		return append(errs, f.SetCellFormula("Sheet1", "B3", "B2"), f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	})
	s := cubeOf(catalog.Format{Kind: "pivot", Pivot: &catalog.Pivot{Table: "xlsx", Keys: []string{"day", "name"}, Heads: []string{"head"}}}, 1, "day=day", "name=name", "v=$value")
	s.Columns[0].Type, s.Columns[0].Clean = catalog.TypeDate, "serial"
	out, err := readCube(s, body)
	if err != nil {
		t.Fatal(err)
	}
	told := rowsOf(out)
	for _, b := range out.SortedBad() {
		told += fmt.Sprintf("%d!%s\n", b.Line, b.Reason)
	}
	if want := "2024-03-05|а|1\n2024-03-07|б|3\n3!is a formula without a kept value; open the workbook in a spreadsheet and save it\n"; told != want {
		t.Errorf("%s, want %s", told, want)
	}
}
