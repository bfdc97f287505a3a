// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
)

// TestMarks: how numbers and dates are written is declared where it means something, and in words that are known.
func TestMarks(t *testing.T) {
	for says, want := range map[string]string{
		"type: number, decimal: ',', thousands: ' '": "",
		"type: integer, thousands: '.'":              "",
		"type: number, percent: share":               "",
		"type: date, dates: mdy, pivot: 50":          "",
		"type: date, zone: Europe/Vilnius":           "",
		"type: number, decimal: ';'":                 `decimal is ";"`,
		"type: number, thousands: '_'":               `thousands is "_"`,
		"type: number, decimal: '.', thousands: '.'": `decimal and thousands are both "."`,
		"type: number, percent: yes":                 `percent is "yes"`,
		"type: text, decimal: '.'":                   "decimal, thousands or percent of a column of type text",
		"type: date, dates: ymd":                     `dates is "ymd"`,
		"type: date, pivot: 1950":                    "pivot is 1950",
		"type: date, zone: Kyiv":                     `unknown zone "Kyiv"`,
		"type: number, pivot: 50":                    "dates, zone or pivot of a column of type number",
	} {
		got := load(t, map[string]string{"ingest/sources/towns/source.yaml": strings.Replace(sourceYAML, "type: text", says, 1)}).Findings
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got[0].What, want)) {
			t.Errorf("%s: got %v, want %q", says, got, want)
		}
	}
	for says, want := range map[string]string{
		"{kind: csv, decimal: ',', dates: dmy, zone: Europe/Kyiv}": "",
		"{kind: xlsx, head: 2, shown: true}":                       "",
		"{kind: csv, zone: Nowhere/Town}":                          `unknown zone "Nowhere/Town"`,
		"{kind: csv, encoding: koi8-u}":                            "",
		"{kind: csv, encoding: utf-16}":                            `unknown encoding "utf-16"`,
		"{kind: csv, head: -1}":                                    "format.head is -1",
		"{kind: jsonstat, head: 2}":                                `unknown field "head"`,
		"{kind: csv, shown: true}":                                 `unknown field "shown"`,
		"{kind: xlsx, shown: true, sheet: A}":                      "format.shown does not fit",
	} {
		got := load(t, map[string]string{"ingest/sources/towns/source.yaml": strings.Replace(sourceYAML, "{kind: csv}", says, 1)}).Findings
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || !strings.Contains(got[0].What, want)) {
			t.Errorf("%s: got %v, want %q", says, got, want)
		}
	}
}

// TestMarksOfAllColumns: what a column declares holds before what the format does.
func TestMarksOfAllColumns(t *testing.T) {
	all := Marks{Decimal: ",", Thousands: ".", Dates: "dmy", Zone: "Europe/Kyiv"}
	if got := (Marks{Decimal: ".", Dates: "mdy"}).Or(all); got != (Marks{Decimal: ".", Dates: "mdy", Zone: "Europe/Kyiv"}) {
		t.Errorf("%+v", got)
	}
	if got := (Marks{}).Or(all); got != all {
		t.Errorf("%+v", got)
	}
}
