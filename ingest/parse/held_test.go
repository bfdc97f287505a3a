// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"strings"
	"testing"

	"osnova/catalog"
)

// columnSource is a source of two columns, a key and one under test.
func columnSource(format catalog.Format, column catalog.SourceColumn) catalog.Source {
	column.Name, column.From = "v", "v"
	return catalog.Source{
		Name: "made", Files: []catalog.File{{Name: "a", Mirror: "a.csv"}}, Format: format,
		Key: []string{"id"}, Columns: []catalog.SourceColumn{{Column: catalog.Column{Name: "id", Type: catalog.TypeText, Required: true}}, column},
	}
}

// judged reads a file and tells what became of its records: rows as id=v, then the quarantine.
func judged(t *testing.T, s catalog.Source, body []byte) (string, error) {
	t.Helper()
	out, err := NewSheet(s)
	if err != nil {
		t.Fatal(err)
	}
	records, err := Records("a.csv", body, s.Format)
	if err != nil {
		return "", err
	}
	if err := ordinaryRecords(Input{Source: s}, s.Files[0], "a.csv", records, nil, out); err != nil {
		return "", err
	}
	err = out.Finish()
	var told []string
	for _, r := range out.Rows {
		told = append(told, strings.Join(r, "="))
	}
	for _, b := range out.SortedBad() {
		told = append(told, fmt.Sprintf("%d!%s", b.Line, b.Reason))
	}
	return strings.Join(told, " "), err
}

// TestColumnDecides: what one cell leaves open is told by the others of its column, by a declaration, or refused; rows stay in their order.
func TestColumnDecides(t *testing.T) {
	number, whole, date := catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeInteger}}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeDate}}
	decimal, month := number, date
	decimal.Decimal, month.Dates = ".", "mdy"
	percent, pivot := number, date
	percent.Percent, pivot.Pivot = "share", 50
	least := 100.0
	bounded := number
	bounded.Min = &least
	for _, c := range []struct {
		name   string
		column catalog.SourceColumn
		format catalog.Format
		cells  string
		want   string
	}{
		{"thousands by points", number, catalog.Format{}, "1.234|12.500|1.234.567|950", "1=1234 2=12500 3=1234567 4=950"},
		{"thousands in whole numbers", whole, catalog.Format{}, "1.000|12.500", "1=1000 2=12500"},
		{"a decimal comma", number, catalog.Format{}, "1.234|0,5|1.234,5", "1=1234 2=0.5 3=1234.5"},
		{"in doubt", number, catalog.Format{}, "1.234|7", "2=7 2!may be 1.234 or 1234; the other cells do not tell: declare decimal or thousands for the column"},
		{"in doubt, declared", decimal, catalog.Format{}, "1.234|7", "1=1.234 2=7"},
		{"declared for all columns", number, catalog.Format{Marks: catalog.Marks{Thousands: "."}}, "1.234|7,5", "1=1234 2=7.5"},
		{"held against bounds as it is read", bounded, catalog.Format{}, "1.234|1.234.567", "1=1234 2=1234567"},
		{"below bounds as it is read", bounded, catalog.Format{}, "1.234|1234.5", "2=1234.5 2!is below 100"},
		{"beyond 2⁵³", whole, catalog.Format{}, "9007199254740993|-0", "1=9007199254740993 2=0"},
		{"beyond 64 bits", whole, catalog.Format{}, "99999999999999999999|1", "2=1 2!has more digits than a whole number of a table can; declare type: text"},
		{"beyond 2⁵³ as a float", number, catalog.Format{}, "9007199254740993|1", "2=1 2!has more digits than a number of a table can keep; declare type: integer or text"},
		{"per cent", percent, catalog.Format{}, "12 %|0,5%", "1=0.12 2=0.005"},
		{"per cent, not declared", number, catalog.Format{}, "12 %|1", "2=1 2!has a percent sign; declare percent: number (12 % is 12) or percent: share (12 % is 0.12)"},
		{"day first", date, catalog.Format{}, "03/04/2024|31/12/2023", "1=2024-04-03 2=2023-12-31"},
		{"month first", date, catalog.Format{}, "03/04/2024|12/31/2023", "1=2024-03-04 2=2023-12-31"},
		{"an order declared", month, catalog.Format{}, "03/04/2024|1.2.2024", "1=2024-03-04 2=2024-01-02"},
		{"no order", date, catalog.Format{}, "03/04/2024|1.2.2024", "2=2024-02-01 2!may be 2024-04-03 or 2024-03-04; the other cells do not tell: declare dates: dmy or dates: mdy for the column"},
		{"two digits of a year", pivot, catalog.Format{}, "31.12.49|31.12.50", "1=2049-12-31 2=1950-12-31"},
		{"a zone", date, catalog.Format{Marks: catalog.Marks{Zone: "America/New_York"}}, "2024-01-01T02:00:00+02:00|2024-01-01", "1=2023-12-31 2=2024-01-01"},
		{"Kyiv", date, catalog.Format{}, "2023-12-31T22:30:00Z|2024-06-30T21:30:00Z|31.12.2023 10:05", "1=2024-01-01 2=2024-07-01 3=2023-12-31"},
		{"a character that was lost", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}}, catalog.Format{}, "а\ufffdб|в", "2=в 2!holds a character that was lost (�); the text is damaged, or its encoding is another"},
		{"errors of a spreadsheet", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}}, catalog.Format{}, "#N/A|#Н/Д|#1", "3=#1 2!is an error of a spreadsheet; ask for the value, or declare it under missing 3!is an error of a spreadsheet; ask for the value, or declare it under missing"},
		{"errors declared missing", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}, Null: []string{"#N/A"}}, catalog.Format{}, "#N/A|б", "1= 2=б"},
	} {
		body := "id\tv\n"
		for i, cell := range strings.Split(c.cells, "|") {
			body += fmt.Sprintf("%d\t%s\n", i+1, cell)
		}
		c.format.Kind, c.format.Delimiter = "csv", "\t"
		if got, err := judged(t, columnSource(c.format, c.column), []byte(body)); err != nil || got != c.want {
			t.Errorf("%s: %s, %v\nwant %s", c.name, got, err, c.want)
		}
	}
}

// TestPrivateDoubt: a private cell that is in doubt does not show in the reason.
func TestPrivateDoubt(t *testing.T) {
	for kind, want := range map[string]string{catalog.TypeNumber: "2=7 2!is not a number", catalog.TypeDate: "2= 2!is not a date"} {
		body := "id,v\n1,1.234\n2,7\n"
		if kind == catalog.TypeDate {
			body = "id,v\n1,03/04/2024\n2,\n"
		}
		got, err := judged(t, columnSource(catalog.Format{Kind: "csv"}, catalog.SourceColumn{Column: catalog.Column{Type: kind}, Private: true}), []byte(body))
		if err != nil || got != want {
			t.Errorf("%s: %s %v, want %s", kind, got, err, want)
		}
	}
}

// TestHeldKeepsOrder: of rows with one key the first one stays, though it waited for its column.
func TestHeldKeepsOrder(t *testing.T) {
	got, err := judged(t, columnSource(catalog.Format{Kind: "csv"}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}}), []byte("id,v\n1,1.234\n1,5\n2,0.5\n"))
	if want := "1=1.234 2=0.5 3!key is taken by an earlier row"; err != nil || got != want {
		t.Errorf("%s %v, want %s", got, err, want)
	}
}

// TestFilesOfManyHands: a file decides for itself; one that leaves it open is told by the other files of its publisher, and by no other publisher.
func TestFilesOfManyHands(t *testing.T) {
	const open, points, thousands = "id,v\n1,1.234\n", "id,v\n2,0.5\n", "id,v\n3,5.678\n4,1.234.567\n"
	const doubt = "2!may be 1.234 or 1234; the other cells do not tell: declare decimal or thousands for the column"
	for _, c := range []struct {
		kind  string
		files []string
		want  string
	}{
		{"csv", []string{open, points}, "1=1.234 2=0.5"},
		{"csv", []string{open, thousands}, "1=1234 3=5678 4=1234567"},
		{"csv", []string{points, thousands}, "2=0.5 3=5678 4=1234567"},
		{"csv", []string{open, points, thousands}, "2=0.5 3=5678 4=1234567 " + doubt},
		{"table", []string{open, points}, "2=0.5 " + doubt},
	} {
		s := columnSource(catalog.Format{Kind: c.kind}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}})
		out, err := NewSheet(s)
		if err != nil {
			t.Fatal(err)
		}
		for i, body := range c.files {
			name := fmt.Sprintf("%d.csv", i)
			records, err := Records(name, []byte(body), s.Format)
			if err != nil {
				t.Fatal(err)
			}
			if err := ordinaryRecords(Input{Source: s}, s.Files[0], name, records, nil, out); err != nil {
				t.Fatal(err)
			}
		}
		if err := out.Finish(); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range out.Rows {
			got = append(got, strings.Join(r, "="))
		}
		for _, b := range out.SortedBad() {
			got = append(got, fmt.Sprintf("%d!%s", b.Line, b.Reason))
		}
		if told := strings.Join(got, " "); told != c.want {
			t.Errorf("%s %q: %s, want %s", c.kind, c.files, told, c.want)
		}
	}
}
