// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

// TestCanonical: what a column makes of a cell, at the very bounds of its rules.
func TestCanonical(t *testing.T) {
	zero, ten := 0.0, 10.0
	for _, c := range []struct {
		name          string
		column        catalog.SourceColumn
		cell          string
		want, problem string
	}{
		{"a sign of nothing is nothing", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}, Null: []string{"н/д", "-"}}, " н/д ", "", ""},
		{"a sign of nothing in a column that must have something", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText, Required: true}, Null: []string{"-"}}, "-", "", "is empty"},
		{"a whole number", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeInteger}}, "1 024", "1024", ""},
		{"a part in a column of whole numbers", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeInteger}}, "10,5", "", "is not a whole number"},
		{"the least", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber, Min: &zero}}, "0", "0", ""},
		{"below the least", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber, Min: &zero}}, "-0,1", "", "is below 0"},
		{"the most", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber, Max: &ten}}, "10", "10", ""},
		{"above the most", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber, Max: &ten}}, "10,1", "", "is above 10"},
		{"one lost zero", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}, Pad: 8}, "1234567", "01234567", ""},
		{"all its digits", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}, Pad: 8}, "12345678", "12345678", ""},
		{"nothing is not filled", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}, Pad: 8}, "", "", ""},
		{"day and month", catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeDate}}, "03.11.2025", "2025-11-03", ""},
	} {
		rules, err := compile([]catalog.SourceColumn{c.column}, catalog.Marks{})
		if err != nil {
			t.Fatal(err)
		}
		if got, problem := rules[0].canonical(c.cell, AsText); got != c.want || problem != c.problem {
			t.Errorf("%s: %q gives %q, %q; want %q, %q", c.name, c.cell, got, problem, c.want, c.problem)
		}
	}
}

// TestBadCell: a bad cell is emptied where the column says so and may be empty, else the row is set aside; what is private is masked in either case.
func TestBadCell(t *testing.T) {
	source := catalog.Source{Name: "made", Key: []string{"id"}, Columns: []catalog.SourceColumn{
		{Column: catalog.Column{Name: "id", Type: catalog.TypeInteger, Required: true}, OnBad: "cell"},
		{Column: catalog.Column{Name: "staff", Type: catalog.TypeInteger}, OnBad: "cell"},
		{Column: catalog.Column{Name: "phone", Type: catalog.TypeText, Pattern: `^\d+$`}, OnBad: "cell", Private: true},
		{Column: catalog.Column{Name: "name", Type: catalog.TypeText}},
	}}
	s, err := NewSheet(source)
	if err != nil {
		t.Fatal(err)
	}
	file := s.File("a.csv")
	file.In = 4
	file.Row(2, []string{"1", "many", "123", "A"})
	file.Row(3, []string{"two", "2", "123", "B"})
	file.Row(4, []string{"3", "3", "ask the clerk", "C"})
	file.Row(5, []string{"4", "4", "4", "D"})
	if err := s.Finish(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([][]string{{"1", "", "123", "A"}, {"3", "3", "", "C"}, {"4", "4", "4", "D"}}, s.Rows); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
	var told []string
	for _, b := range s.Bad {
		told = append(told, strings.Join([]string{b.Column, b.Value, map[bool]string{true: "cell", false: "row"}[b.Cell]}, " "))
	}
	if d := cmp.Diff([]string{"staff many cell", "id two row", "phone (masked) cell"}, told); d != "" {
		t.Errorf("set aside (-want +got):\n%s", d)
	}
}
