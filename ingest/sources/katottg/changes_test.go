// SPDX-License-Identifier: Apache-2.0

package katottg

import (
	"bytes"
	"io"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/ingest/parse"
)

const head = "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія об’єкта;Назва об’єкта\n"

// changesOf runs the parser on editions by the names of their files.
func changesOf(t *testing.T, files map[string]string) *parse.Sheet {
	t.Helper()
	s := declared(t, "codifier_change")
	sheet, err := parse.NewSheet(s)
	if err != nil {
		t.Fatal(err)
	}
	in := parse.Input{Source: s, Open: func(f catalog.File) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(files[path.Base(f.Mirror)])), nil
	}}
	if err := Changes(in, sheet); err != nil {
		t.Fatal(err)
	}
	if err := sheet.Finish(); err != nil {
		t.Fatal(err)
	}
	return sheet
}

// TestChanges: a unit of another name, of another category and one that is gone have a row each; blanks at the end of a name, other apostrophes and
// letters of another script are no change, and neither is a unit that only the newer edition has. Every row of both files is accounted for. Invented.
func TestChanges(t *testing.T) {
	const community = "UA05000000000010236;UA05020000000026686;UA05020030000031457;"
	before := head + community + ";;H;Стара \n" +
		community + "UA05020030010000001;;C;Кам'яне \n" +
		community + "UA05020030020000002;;Х;Селище\n" +
		community + "UA05020030030000003;;C;Зникле\n" +
		community + "UA05020030040000004;;C\n"
	now := head + community + ";;H;Нова\n" +
		community + "UA05020030010000001;;С;Кам’яне\n" +
		community + "UA05020030020000002;;C;Селище\n" +
		community + "UA05020030050000005;;C;Додане\n"
	sheet := changesOf(t, map[string]string{"kodifikator-16-05-2025.csv": before, "kodifikator-07-07-2026.csv": now})
	want := [][]string{
		{"UA05020030000031457", "UA05020000000026686", "UA05000000000010236", "UA05020030000031457", "H", "Стара", "renamed", "2025-05-16"},
		{"UA05020030020000002", "UA05020030000031457", "UA05000000000010236", "UA05020030000031457", "X", "Селище", "retyped", "2025-05-16"},
		{"UA05020030030000003", "UA05020030000031457", "UA05000000000010236", "UA05020030000031457", "C", "Зникле", "gone", "2025-05-16"},
	}
	if d := cmp.Diff(want, sheet.Rows); d != "" {
		t.Error(d)
	}
	if in, loaded, bad, skipped := sheet.Totals(); in != 9 || loaded != 3 || bad != 1 || skipped != 5 {
		t.Errorf("%d in, %d loaded, %d quarantined, %d skipped", in, loaded, bad, skipped)
	}
}

// TestRealChanges: between the editions of 16 May 2025 and 7 July 2026, which lie beside the project, 46 communities and 200 other units got another
// name, 28 more another category, and 4 settlements are gone; the official workbook has the rows of its CSV.
func TestRealChanges(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"kodifikator-16-05-2025.csv", "kodifikator-07-07-2026.csv", "kodifikator-07-07-2026.xlsx"} {
		body, err := os.ReadFile("../../../../shared/data/katottg/" + name)
		if err != nil {
			t.Skip("the real codifier is not in ../shared/data beside the project")
		}
		files[name] = string(body)
	}
	got, names := map[string]int{}, map[string]string{}
	for _, r := range changesOf(t, files).Rows {
		what := r[6]
		if what == renamed && r[4] == "H" {
			what = "renamed community"
		}
		got[what]++
		names[r[0]] = r[5]
	}
	if d := cmp.Diff(map[string]int{"renamed community": 46, renamed: 200, retyped: 28, dropped: 4}, got); d != "" {
		t.Error(d)
	}
	for code, name := range map[string]string{"UA46120130000026331": "Червоноградська", "UA59060110750096198": "Лучки"} {
		if names[code] != name {
			t.Errorf("%s was called %q, want %q", code, names[code], name)
		}
	}
	csv, err := parseBytes(t, []byte(files["kodifikator-07-07-2026.csv"]))
	if err != nil {
		t.Fatal(err)
	}
	book, err := parseBytes(t, bytes.Clone([]byte(files["kodifikator-07-07-2026.xlsx"])))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(csv.Rows, book.Rows); d != "" {
		t.Errorf("the workbook has other rows than its CSV:\n%s", d[:min(len(d), 2000)])
	}
}
