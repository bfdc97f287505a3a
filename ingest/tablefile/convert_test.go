// SPDX-License-Identifier: Apache-2.0

package tablefile

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"osnova/ingest/parse/datetext"
)

// townsWant asks for a table of towns.
var townsWant = Request{Columns: []string{"name", "score", "people"}, Numbers: []string{"score", "people"}}

// workbookOf makes a workbook of rows.
func workbookOf(t *testing.T, edit func(*excelize.File), rows ...[]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if edit != nil {
		edit(book)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestDresses: one table in the forms in which programs save it comes out as one table.
func TestDresses(t *testing.T) {
	const want = "name,score,people\nЛіс,20.5,1000\nПоле,30,12000\n"
	cp1251, err := charmap.Windows1251.NewEncoder().String("name,score,people\nЛіс,20.5,1000\nПоле,30,12000\n")
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("name\tscore\tpeople\nЛіс\t20,5\t1000\nПоле\t30\t12000\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"semicolons, decimal commas":  []byte("name;score;people\nЛіс;20,5;1000\nПоле;30;12000\n"),
		"with the mark, CRLF":         []byte("\ufeffname;score;people\r\nЛіс;20,5;1 000\r\nПоле;30;12\u00a0000\r\n"),
		"quoted decimal commas":       []byte("name,score,people\nЛіс,\"20,5\",1000\nПоле,30,12000\n"),
		"apostrophes":                 []byte("name;score;people\nЛіс;20.5;1'000\nПоле;30;12’000\n"),
		"tabs":                        []byte("name\tscore\tpeople\nЛіс\t20.5\t1000\nПоле\t30\t12000\n"),
		"windows-1251":                []byte(cp1251),
		"UTF-16":                      []byte(utf16),
		"empty columns behind":        []byte("name;score;people;;\nЛіс;20,5;1000;;\nПоле;30;12000;;\n;;;;\n"),
		"a workbook":                  workbookOf(t, nil, []any{"name", "score", "people"}, []any{"Ліс", 20.5, 1000}, []any{"Поле", 30, 12000}),
		"a workbook, numbers as text": workbookOf(t, nil, []any{"name", "score", "people"}, []any{"Ліс", "20,5", "1 000"}, []any{"Поле", "30", "12 000"}),
	} {
		got, err := Convert("t", body, townsWant)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestLinesStay: rows stand on the lines of the file, also under a title, blank lines and cells of several lines.
func TestLinesStay(t *testing.T) {
	got, err := Convert("t.csv", []byte("Towns of 2025;;\n;;\nname;score;people\nA;1,5;10\n\nB;\"2\";20\n;;\nC;3;30\n"), townsWant)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("name,score,people\n\n\nA,1.5,10\n\nB,2,20\n\nC,3,30\n", string(got)); diff != "" {
		t.Error(diff)
	}
	if got, err = Convert("t.csv", []byte("name;score;people\n\"A\nB\";1,5;10\nC;2;20\n"), townsWant); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("name,score,people\n\"A\nB\",1.5,10\nC,2,20\n", string(got)); diff != "" {
		t.Error(diff)
	}
	lone, err := Convert("t.csv", []byte("name\nA\n\nB\n"), Request{Columns: []string{"name"}})
	if err != nil || string(lone) != "name\nA\n\nB\n" {
		t.Errorf("a single column: %q, %v", lone, err)
	}
}

// TestFaultsAreNamed: what cannot be read is told by file, line, column and value, all at once, with what would help here.
func TestFaultsAreNamed(t *testing.T) {
	_, err := Convert("t.csv", []byte("name;score;people\nA;20%;5\nB;-;1.234\nC;3;1.234.567\nD;0x10;NA\n"), townsWant)
	if err == nil {
		t.Fatal("no fault")
	}
	for _, want := range []string{
		`t.csv:2: column score: "20%" has a percent sign: write 20 or 0.2`,
		`t.csv:3: column score: "-" is no number: leave the cell empty where the value is missing`,
		`t.csv:5: column score: "0x10" is not a number`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
	if strings.Contains(err.Error(), "1.234") {
		t.Errorf("the marks of a column are told by its other cells: %v", err)
	}
	if got, err := Convert("t.csv", []byte("name;score;people\nA;1;1,000.5\nB;2;12,000\n"), townsWant); err != nil || string(got) != "name,score,people\nA,1,1000.5\nB,2,12000\n" {
		t.Errorf("one cell tells of the marks of its column: %q, %v", got, err)
	}
	if _, err = Convert("t.csv", []byte("name;score;people\nA;1;1,000\nB;2;12,000\n"), townsWant); err == nil || !strings.Contains(err.Error(), `t.csv:2: column people: "1,000" may be 1.000 or 1000: write numbers with a decimal point`) {
		t.Errorf("a column that can be read in two ways: %v", err)
	}
	_, err = Convert("t.csv", []byte("name;score;people\n"+strings.Repeat("A;x;5\n", 50)), townsWant)
	if err == nil || strings.Count(err.Error(), "is no number") != mostFaults || !strings.Contains(err.Error(), "t.csv: and 30 more such cells") {
		t.Errorf("many faults: %v", err)
	}
	book := workbookOf(t, func(f *excelize.File) {
		_ = f.SetCellFormula("Sheet1", "B2", "1+1")
	}, []any{"name", "score", "people"}, []any{"A", nil, 5}, []any{"B", 3, 6})
	if _, err := Convert("b.xlsx", book, townsWant); err == nil || !strings.Contains(err.Error(), "b.xlsx:2: column score") || !strings.Contains(err.Error(), "is a formula whose value was not kept") {
		t.Errorf("a formula without a value: %v", err)
	}
	for text, want := range map[string]string{"": "empty", "\n\n;;;\n": "the file is empty"} {
		if _, err := Convert("e.csv", []byte(text), townsWant); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestAnswersStay: a column with words in it stays as it is written; one of numbers is written plainly.
func TestAnswersStay(t *testing.T) {
	got, err := Convert("t.csv", []byte("q1;q2;q3\n4,5;Agree;5\n3;4,5;\n"), Request{Columns: []string{"q1", "q2"}, Answers: []string{"q1", "q2"}})
	if err != nil || string(got) != "q1,q2,q3\n4.5,Agree,5\n3,\"4,5\",\n" {
		t.Errorf("%q, %v", got, err)
	}
	if got, err = Convert("t.csv", []byte("a;b\n1/3;0,5\n"), Request{AllAnswers: true}); err != nil || string(got) != "a,b\n1/3,0.5\n" {
		t.Errorf("%q, %v", got, err)
	}
}

// TestDates: dates come out as ISO, moments by the clock of the place; a column that can be read in two ways is refused once.
func TestDates(t *testing.T) {
	want := Request{Columns: []string{"at"}, Dates: []string{"at"}}
	got, err := Convert("t.csv", []byte("id;at\n1;31.12.2024\n2;1.2.2025 9:05\n3;2025-03-31T22:30:00Z\n4;\n5;never\n"), want)
	if err != nil || string(got) != "id,at\n1,2024-12-31\n2,2025-02-01T09:05:00\n3,2025-04-01T01:30:00\n4,\n5,never\n" {
		t.Errorf("%q, %v", got, err)
	}
	slashes := []byte("id,at\n1,03/04/2024\n2,05/06/2024\n")
	if _, err := Convert("t.csv", slashes, want); err == nil || strings.Count(err.Error(), "t.csv:") != 1 || !strings.Contains(err.Error(), "dates: dmy or dates: mdy") {
		t.Errorf("a doubtful column: %v", err)
	}
	want.ByRow, want.Read.Order = true, datetext.MonthFirst
	if got, err = Convert("t.csv", slashes, want); err != nil || string(got) != "id,at\n1,2024-03-04\n2,2024-05-06\n" {
		t.Errorf("month first: %q, %v", got, err)
	}
	book := workbookOf(t, func(f *excelize.File) {
		style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		_ = f.SetCellStyle("Sheet1", "B2", "B2", style)
	}, []any{"id", "at"}, []any{1, 45657})
	if got, err = Convert("b.xlsx", book, Request{Columns: []string{"at"}, Dates: []string{"at"}}); err != nil || string(got) != "id,at\n1,2024-12-31\n" {
		t.Errorf("a date of a workbook: %q, %v", got, err)
	}
}

// TestRenamedColumns: their names and words become ours, whatever the letters of words.
func TestRenamedColumns(t *testing.T) {
	got, err := Convert("t.csv", []byte("Key,Status\n1,CLOSED\n2,Open\n3,lost\n"), Request{
		Columns: []string{"case_id", "status"}, Rename: map[string]string{"Key": "case_id", "Status": "status"},
		Values: map[string]map[string]string{"status": {"Closed": "done", "open": "open"}},
	})
	if err != nil || string(got) != "case_id,status\n1,done\n2,open\n3,lost\n" {
		t.Errorf("%q, %v", got, err)
	}
}

// FuzzConvert: whatever a file holds, it is converted to CSV that is read again with as many rows, or refused.
func FuzzConvert(f *testing.F) {
	f.Add([]byte("name;score\nA;1,5\n"), true)
	f.Add([]byte("\xff\xfen\x00;\x00s\x00"), false)
	f.Add([]byte("a\tb\n\"x\ny\"\t1 000\n"), true)
	f.Add([]byte("sep=;\na;b\n1;2\n"), true)
	f.Fuzz(func(t *testing.T, body []byte, rows bool) {
		table, err := Convert("t", body, Request{Columns: []string{"score"}, Numbers: []string{"score"}, Dates: []string{"at"}, ByRow: rows})
		if err != nil {
			return
		}
		r := csv.NewReader(bytes.NewReader(table))
		r.FieldsPerRecord = -1
		if _, err := r.ReadAll(); err != nil {
			t.Errorf("%q became %q: %v", body, table, err)
		}
	})
}
