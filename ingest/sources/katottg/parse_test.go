// SPDX-License-Identifier: Apache-2.0

package katottg

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/ingest/parse"
)

func declared(t *testing.T, name string) catalog.Source {
	t.Helper()
	cat, err := catalog.Load(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range cat.Sources {
		if s.Name == name {
			return s
		}
	}
	t.Fatal("no source " + name)
	return catalog.Source{}
}

func parseBytes(t *testing.T, body []byte) (*parse.Sheet, error) {
	t.Helper()
	s := declared(t, "katottg")
	sheet, err := parse.NewSheet(s)
	if err != nil {
		t.Fatal(err)
	}
	in := parse.Input{Source: s, Open: func(catalog.File) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }}
	if err := Parse(in, sheet); err != nil {
		return nil, err
	}
	return sheet, sheet.Finish()
}

// TestRealEdition holds the counts of the edition of 07.07.2026.
func TestRealEdition(t *testing.T) {
	body, err := os.ReadFile("../../../../shared/data/katottg/kodifikator-07-07-2026.csv")
	if err != nil {
		t.Skip("the real codifier is not in ../shared/data beside the project")
	}
	sheet, err := parseBytes(t, body)
	if err != nil {
		t.Fatal(err)
	}
	got, spaced := map[string]int{}, 0
	for _, r := range sheet.Rows {
		got[r[5]]++
		if strings.TrimSpace(r[6]) != r[6] {
			spaced++
		}
	}
	want := map[string]int{"O": 25, "K": 2, "P": 136, "H": 1772, "M": 461, "X": 1979, "C": 27261, "B": 108}
	if d := cmp.Diff(want, got); d != "" || spaced > 0 || len(sheet.Rows) != 31744 {
		t.Errorf("%d rows, %d untrimmed names, categories:\n%s", len(sheet.Rows), spaced, d)
	}
	if len(sheet.Bad) != 0 {
		t.Errorf("quarantined: %v", sheet.Bad)
	}
}

// TestWorkbook: the same rows as XLSX, with title rows above the header and without, give what the CSV gives.
func TestWorkbook(t *testing.T) {
	text, err := os.ReadFile("testdata/kodifikator-07-07-2026.csv")
	if err != nil {
		t.Fatal(err)
	}
	fromCSV, err := parseBytes(t, text)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	for name, above := range map[string][]string{"no title": nil, "three title rows": {"КОДИФІКАТОР", "", "станом на 07.07.2026"}} {
		book := excelize.NewFile()
		row := 1
		for _, l := range append(above, lines[1:]...) {
			for i, cell := range strings.Split(l, ";") {
				at, err := excelize.CoordinatesToCellName(i+1, row)
				if err != nil {
					t.Fatal(err)
				}
				if err := book.SetCellStr("Sheet1", at, cell); err != nil {
					t.Fatal(err)
				}
			}
			row++
		}
		var b bytes.Buffer
		if err := book.Write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := parseBytes(t, b.Bytes())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if d := cmp.Diff(fromCSV.Rows, got.Rows); d != "" {
			t.Errorf("%s: rows differ from the CSV:\n%s", name, d)
		}
	}
}

func TestOtherHeader(t *testing.T) {
	_, err := parseBytes(t, []byte("Перший рівень;Рівень два;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія об’єкта;Назва об’єкта\nUA01;;;;;O;x\n"))
	if err == nil || !strings.Contains(err.Error(), `column "Другий рівень" is not in the header`) {
		t.Errorf("got %v", err)
	}
}
