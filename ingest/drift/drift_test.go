// SPDX-License-Identifier: Apache-2.0

package drift

import (
	"fmt"
	"strings"
	"testing"

	"osnova/catalog"
)

// invented is a source of invented places, and rows of it.
func invented() (catalog.Source, [][]string) {
	s := catalog.Source{Name: "places", Key: []string{"id"}}
	for _, c := range []catalog.Column{
		{Name: "id", Type: catalog.TypeText},
		{Name: "name", Type: catalog.TypeText},
		{Name: "kind", Type: catalog.TypeText},
		{Name: "men", Type: catalog.TypeInteger},
		{Name: "women", Type: catalog.TypeInteger},
		{Name: "decided", Type: catalog.TypeDate},
		{Name: "year", Type: catalog.TypeInteger},
	} {
		s.Columns = append(s.Columns, catalog.SourceColumn{Column: c})
	}
	var rows [][]string
	for i := range 100 {
		rows = append(rows, []string{
			fmt.Sprint("u", i), fmt.Sprint("Вигадане ", i), []string{"місто", "село"}[i%2], fmt.Sprint(1000 + i), fmt.Sprint(1100 + 2*i),
			fmt.Sprintf("2024-%02d-%02d", 1+i%12, 1+i%28), "2024",
		})
	}
	return s, rows
}

func copied(rows [][]string, change func(i int, row []string)) [][]string {
	out := make([][]string, 0, len(rows))
	for i, r := range rows {
		row := append([]string{}, r...)
		change(i, row)
		out = append(out, row)
	}
	return out
}

// TestCompare: each way in which an edition may differ is held back or named, with its column; what editions usually bring is not.
func TestCompare(t *testing.T) {
	s, rows := invented()
	for _, c := range []struct {
		what   string
		change func(i int, row []string)
		want   string // column and whether it is held: name!, kind?
	}{
		{"nothing", func(int, []string) {}, ""},
		{"a few corrections", func(i int, row []string) {
			if i%10 == 0 {
				row[3] = fmt.Sprint(1005 + i*3/2)
			}
		}, ""},
		{"thousands", func(_ int, row []string) { row[3] += "000" }, "men!"},
		{"counted twice", func(i int, row []string) { row[3] = fmt.Sprint(2 * (1000 + i)) }, "men!"},
		{"two columns changed places", func(_ int, row []string) { row[3], row[4] = row[4], row[3] }, "men!"},
		{"emptied", func(_ int, row []string) { row[4] = "" }, "women!"},
		{"a new kind", func(i int, row []string) {
			if i == 7 {
				row[2] = "хутір"
			}
		}, "kind?"},
		{"other texts", func(_ int, row []string) { row[1] = "Інше" + row[0] }, "name!"},
		{"another code page", func(_ int, row []string) { row[1] = "Ð" + strings.Repeat("ð", 9) }, "name!"},
		{"a year on", func(_ int, row []string) { row[6] = "2025" }, "year?"},
		{"dates a year on", func(_ int, row []string) { row[5] = "2025" + row[5][4:] }, "decided?"},
		{"a date far ahead", func(i int, row []string) {
			if i == 3 {
				row[5] = "2034-01-01"
			}
		}, "decided!"},
		{"other keys", func(i int, row []string) {
			if i%5 == 0 {
				row[0] = "x" + row[0]
			}
		}, "!"},
	} {
		got := ""
		for _, v := range Compare(s, rows, copied(rows, c.change)) {
			mark := "?"
			if v.Hold {
				mark = "!"
			}
			got = v.Column + mark
			if v.What == "" || v.Hint == "" {
				t.Errorf("%s: %+v", c.what, v)
			}
			break
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	s.Expect.Renewed = []string{"name"}
	if found := Compare(s, rows, copied(rows, func(_ int, row []string) { row[1] = "Інше" + row[0] })); len(found) > 0 {
		t.Errorf("a column that is renewed: %v", found)
	}
	if found := Compare(s, rows[:10], copied(rows, func(_ int, row []string) { row[1] = "x" })); len(found) > 0 {
		t.Errorf("against ten rows: %v", found)
	}
}

// TestProposeAndCheck: what is proposed by an edition holds for it, and not for one whose numbers, texts or rows are others.
func TestProposeAndCheck(t *testing.T) {
	s, rows := invented()
	s.Expect = Propose(s, rows)
	if found := Check(s, rows); len(found) > 0 {
		t.Errorf("the edition itself: %v", found)
	}
	for what, c := range map[string]struct {
		rows [][]string
		want string
	}{
		"thousands": {copied(rows, func(_ int, row []string) { row[3] += "000" }), "men: the median is"},
		"emptied":   {copied(rows, func(_ int, row []string) { row[4] = "" }), "women: filled in 0 %"},
		"new kind":  {copied(rows, func(i int, row []string) { row[2] = "хутір" }), `kind: has values that are not expected: "хутір"`},
		"too many":  {append(append(rows[:len(rows):len(rows)], rows...), rows...), "300 rows, at most 200 are expected"},
	} {
		if got := Describe(Check(s, c.rows)); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
	s.Expect.Columns = []catalog.ColumnExpectation{{Name: "decided", Latest: "2024-06-30"}}
	if got := Describe(Check(s, rows)); !strings.Contains(got, "the latest that is expected is 2024-06-30") {
		t.Errorf("latest: %q", got)
	}
}

// TestRecords: files that lost a tenth of their records are held back, files with half as many again are named.
func TestRecords(t *testing.T) {
	s, _ := invented()
	for _, c := range []struct{ last, now, violations int }{{100, 100, 0}, {100, 91, 0}, {100, 85, 1}, {100, 140, 0}, {100, 200, 1}, {5, 1, 0}} {
		if got := CompareRecords(s, "f.csv", c.last, c.now); len(got) != c.violations {
			t.Errorf("%d after %d: %v", c.now, c.last, got)
		}
	}
}
