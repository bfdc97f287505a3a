// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"osnova/catalog"
)

// cubeOf is a source of one file with the columns given as name=from; the first ones are the key.
func cubeOf(format catalog.Format, key int, columns ...string) catalog.Source {
	s := catalog.Source{Name: "cube", Format: format, Files: []catalog.File{{Name: "data", Mirror: "cube"}}}
	for i, c := range columns {
		name, from, _ := strings.Cut(c, "=")
		col := catalog.SourceColumn{Column: catalog.Column{Name: name, Type: catalog.TypeText, Required: i < key}, From: from}
		if from == "$value" {
			col.Type = catalog.TypeNumber
		}
		s.Columns = append(s.Columns, col)
		if i < key {
			s.Key = append(s.Key, name)
		}
	}
	return s
}

func readCube(s catalog.Source, body []byte) (*Sheet, error) {
	out, err := NewSheet(s)
	if err != nil {
		return nil, err
	}
	in := Input{Source: s, Open: func(catalog.File) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }}
	if err := Ordinary(in, out); err != nil {
		return nil, err
	}
	return out, out.Finish()
}

func rowsOf(s *Sheet) string {
	var b strings.Builder
	for _, r := range s.Rows {
		b.WriteString(strings.Join(r, "|") + "\n")
	}
	return b.String()
}

// TestFigure: what is a mark, a flag, a sign or a number.
func TestFigure(t *testing.T) {
	for _, c := range []struct{ cell, value, status string }{
		{"12,3", "12,3", ""},
		{"1\u00a0234\u00a0567", "1\u00a0234\u00a0567", ""},
		{"12,3¹", "12,3", ""},
		{"12,3 ²⁾", "12,3", ""},
		{"(12,3)1", "12,3", ""},
		{"125,4 1)", "125,4", ""},
		{"125,41)", "125,41)", ""},
		{"20211", "20211", ""},
		{"17*", "17", ""},
		{"48.4 be", "48.4", "be"},
		{"48.4b", "48.4", "b"},
		{": c", "", "c"},
		{":", "", ":"},
		{"..", "", ":"},
		{"…", "", ":"},
		{"–", "", ":"},
		{"-", "", ":"},
		{"х", "", "n"},
		{"x", "", "n"},
		{"к", "", "c"},
		{"", "", ":"},
		{"\u00a0", "", ":"},
		{"…¹", "", ":"},
		{"-5", "-5", ""},
		{"−5,2", "−5,2", ""},
		{"many", "many", ""},
		{"NaN", "", ":"},
		{"1e5", "1e5", ""},
	} {
		if value, status := figure(c.cell, nil); value != c.value || status != c.status {
			t.Errorf("figure(%q) = %q, %q, want %q, %q", c.cell, value, status, c.value, c.status)
		}
	}
	if value, status := figure("0", map[string]string{"0": "u"}); value != "" || status != "u" {
		t.Errorf("a sign of the source's own: %q, %q", value, status)
	}
	for cell, want := range map[string]string{"рік1": "рік", "2021": "2021", "усього ¹": "усього", "EU27_2020": "EU27_2020", "E_DI2": "E_DI2", " міське \n населення": "міське населення", "Київ2)": "Київ", "Q1": "Q1"} {
		if got := heading(cell); got != want {
			t.Errorf("heading(%q) = %q, want %q", cell, got, want)
		}
	}
}

// TestPivotSheet: headings over two rows with merged cells, marks set high, sections, signs, a number without a heading, footnotes.
func TestPivotSheet(t *testing.T) {
	book := excelize.NewFile()
	set := func(cell string, v any) {
		t.Helper()
		if err := book.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	set("A1", "Користувачі за областями")
	set("B3", "2024")
	set("D3", "2025")
	for k, v := range map[string]string{"B4": "усього", "C4": "міські", "D4": "усього", "E4": "міські"} {
		set(k, v)
	}
	for _, m := range [][2]string{{"B3", "C3"}, {"D3", "E3"}, {"A7", "A8"}} {
		if err := book.MergeCell("Sheet1", m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SetCellRichText("Sheet1", "D3", []excelize.RichTextRun{{Text: "2025"}, {Text: "1", Font: &excelize.Font{VertAlign: "superscript"}}}); err != nil {
		t.Fatal(err)
	}
	set("A5", "Жінки")
	set("A6", "Перша")
	set("B6", 1234.5)
	set("C6", "1 000,5¹")
	set("D6", "…")
	set("E6", "к")
	set("A7", "Друга")
	set("B7", 5)
	set("C7", "багато")
	set("D7", 7)
	set("E7", "х")
	set("B8", 6)
	set("C8", 3)
	set("D8", 8)
	set("E8", 2)
	set("F8", 99)
	set("A10", "1 Попередні дані.")
	body, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	s := cubeOf(catalog.Format{Kind: "pivot", HeaderRow: 3, Pivot: &catalog.Pivot{Table: "xlsx", Heads: []string{"year", "who"}, Keys: []string{"oblast"}, Section: true}}, 5,
		"sex=$section", "oblast=oblast", "year=year", "who=who", "line=$line", "value=$value", "status=$status")
	out, err := readCube(s, body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := `Жінки|Друга|2024|міські|8|3|
Жінки|Друга|2024|усього|7|5|
Жінки|Друга|2024|усього|8|6|
Жінки|Друга|2025|міські|7||n
Жінки|Друга|2025|міські|8|2|
Жінки|Друга|2025|усього|7|7|
Жінки|Друга|2025|усього|8|8|
Жінки|Перша|2024|міські|6|1000.5|
Жінки|Перша|2024|усього|6|1234.5|
Жінки|Перша|2025|міські|6||c
Жінки|Перша|2025|усього|6||:
`
	if d := cmp.Diff(want, rowsOf(out)); d != "" {
		t.Error(d)
	}
	in, loaded, quarantined, skipped := out.Totals()
	if in != 18 || loaded != 11 || quarantined != 2 || skipped != 5 {
		t.Errorf("%d in, %d loaded, %d quarantined, %d skipped: %v %v", in, loaded, quarantined, skipped, out.Bad, out.Tallies[0].Skipped)
	}
}

// TestPivotFaults: a table that is not where it was is an error that says so, a short or long row loses nothing.
func TestPivotFaults(t *testing.T) {
	format := catalog.Format{Kind: "pivot", HeaderRow: 1, Pivot: &catalog.Pivot{Table: "csv", Heads: []string{"year"}, Keys: []string{"who"}}}
	s := cubeOf(format, 2, "who=who", "year=year", "value=$value")
	out, err := readCube(s, []byte("who,2024,2025\na,1\nb,1,2,3\n"))
	if err != nil {
		t.Fatal(err)
	}
	if in, loaded, quarantined, _ := out.Totals(); in != 5 || loaded != 3 || quarantined != 2 {
		t.Errorf("%d in, %d loaded, %d quarantined", in, loaded, quarantined)
	}
	for body, want := range map[string]string{
		"who\na\n":      "no heading right of column 1",
		"who,2024\na\n": "no row was loaded",
		"":              "the file is empty",
	} {
		if _, err := readCube(s, []byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", body, err, want)
		}
	}
	s.Columns[0].From = "whom"
	if _, err := readCube(s, []byte("who,2024\na,1\n")); err == nil || !strings.Contains(err.Error(), "did the publisher rename it to who?") {
		t.Error(err)
	}
}

// TestRealPivots reads tables of the State Statistics Service as they were published: headings of several rows in two languages, merged cells,
// notes, a last column in English, a region without data.
func TestRealPivots(t *testing.T) {
	body, err := os.ReadFile("../../../shared/data/kse-hromada/ukrstat-resident-population-age-sex-2022.xlsx")
	if err != nil {
		t.Skip("the real files are not in ../shared/data beside the project")
	}
	for _, c := range []struct {
		sheet             string
		header, first     int
		heads             []string
		section           bool
		in, loaded, again int // again: totals that each continuation of the table repeats
		want              []string
	}{
		{" 7", 4, 9, []string{"measure", "", "who", ""}, false, 143, 140, 0, []string{
			"Україна|Чисельність населення, осіб|усього||40997698|", "Вінницька|Чисельність населення, осіб|сільське||721848|",
			"Україна|Питома вага у загальній чисельності населення, відсотків|міського||69.4|", "Автономна Республіка Крим|Чисельність населення, осіб|усього|||:",
		}},
		{"9-18", 5, 9, []string{"all", "", "who", ""}, true, 1423, 1260, 140, []string{
			"Україна|З них у віці|0–14 років|Усе населення / Total population|6119886|", "Вінницька|З них у віці|16–59 років|Усе населення / Total population|885470|",
			"Волинська|З них у віці|0–15 років|Чоловіки / Males|108166|",
		}},
	} {
		s := cubeOf(catalog.Format{Kind: "pivot", Sheet: c.sheet, HeaderRow: c.header, FirstRow: c.first, Pivot: &catalog.Pivot{Table: "xlsx", Heads: c.heads, Keys: []string{"oblast"}, Section: c.section, Again: "^Продовження"}}, 4,
			"oblast=oblast", "measure="+c.heads[0], "who=who", "section=$section", "value=$value", "status=$status")
		s.Columns[3].Required = false
		out, err := readCube(s, body)
		if err != nil {
			t.Fatalf("sheet %s: %v", c.sheet, err)
		}
		got := rowsOf(out)
		for _, w := range c.want {
			if !strings.Contains(got, w+"\n") {
				t.Errorf("sheet %s has no %s", c.sheet, w)
			}
		}
		if in, loaded, quarantined, _ := out.Totals(); in != c.in || loaded != c.loaded || quarantined != c.again {
			t.Errorf("sheet %s: %d in, %d loaded, %d quarantined", c.sheet, in, loaded, quarantined)
		}
		country, oblasts := 0.0, 0.0
		for _, r := range out.Rows {
			if n, err := Number(r[4]); err == nil && (r[2] == "усього" || r[2] == "0–14 років" && strings.HasPrefix(r[3], "Усе")) {
				if r[0] == "Україна" {
					country += n
				} else {
					oblasts += n
				}
			}
		}
		if country == 0 || country != oblasts {
			t.Errorf("sheet %s: the country has %.0f, its oblasts %.0f", c.sheet, country, oblasts)
		}
	}
}
