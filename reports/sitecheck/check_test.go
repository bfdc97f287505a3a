// SPDX-License-Identifier: Apache-2.0

package sitecheck

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const made = `<h2>not in main: 9</h2><main><h1>Двоє із 3</h1><p class="lead">Слова про 12</p>
<ul><li class="key-number"><span class="value">54,2<span class="unit"> зі 100</span></span><span class="label">умови</span></li></ul>
<ul><li class="tile" data-unit="UA05" data-band="3"><a href="../uk/oblasts/v-05.html">Він<span class="n">56</span></a></li></ul>
<section class="section" id="money"><table><caption>Гроші 2021</caption><thead><tr><th scope="col">Рік</th></tr></thead>
<tbody><tr><th scope="row"><a href="../uk/communities/a-1.html#x">Об'єднана</a></th><td class="num" data-value="1234.5">1&nbsp;235</td><td data-value=""></td></tr></tbody></table>
<table><tr><td>1</td></tr></table></section><script type="application/json" id="c">{"a": "</p>"}</script></main>`

// TestScan: texts, tiles, tables and charts of a page are told apart, each with its section.
func TestScan(t *testing.T) {
	p := readPage("uk", "x.html", made)
	var texts []string
	for _, x := range p.texts {
		texts = append(texts, x.section+"|"+x.element+"|"+x.text)
	}
	if d := cmp.Diff([]string{"|h1|Двоє із 3", "|lead|Слова про 12", "|tile|54,2 зі 100 умови", "|map UA05 3|Він 56"}, texts); d != "" {
		t.Errorf("texts (-want +got):\n%s", d)
	}
	if len(p.tables) != 2 || p.tables[0].section != "money" || p.tables[1].at != 2 || len(p.tables[0].heads) != 1 || len(p.tables[0].rows) != 1 {
		t.Fatalf("tables: %+v", p.tables)
	}
	want := []tableCell{{head: true, text: "Об’єднана", href: "../uk/communities/a-1.html#x"}, {text: "1\u00a0235", value: "1234.5", told: true}, {told: true}}
	if d := cmp.Diff(want, p.tables[0].rows[0], cmp.AllowUnexported(tableCell{})); d != "" {
		t.Errorf("cells (-want +got):\n%s", d)
	}
	if len(p.charts) != 1 || p.charts[0][0] != "c" {
		t.Errorf("charts: %v", p.charts)
	}
}

// TestDigits: numbers are the same in both languages whichever way they are written.
func TestDigits(t *testing.T) {
	for _, c := range [][2]string{
		{"знайдено в 1\u00a0005 із 1 263 громад, 17\u00a0%", "found in 1,005 of 1,263 communities, 17%"},
		{"додано 25.04.2025", "added on 25 2025"},
		{"на 10 тис. жителів", "per 10,000 residents"},
		{"0,4 тис.", "0.4 thousand"},
		{"на 10–20 тис.", "of 10,000–20,000"},
		{"4-й квартал 2025", "Q4 2025"},
		{"у IV кварталі", "in the fourth quarter"},
		{"версія 4.0; 34,10", "version 4.0; 34.10"},
	} {
		if d := cmp.Diff(digits(c[1], "en"), digits(c[0], "uk")); d != "" {
			t.Errorf("%q and %q (-en +uk):\n%s", c[0], c[1], d)
		}
	}
	if cmp.Equal(digits("17 із 20", "uk"), digits("18 of 20", "en")) {
		t.Error("other numbers are taken for the same")
	}
}

func pageOf(cells string) *sitePage {
	p := readPage("uk", "communities/a-1.html", `<main><section id="money"><table><tbody>`+cells+`</tbody></table></section></main>`)
	return &p
}

// TestHoldRow: a row is held by its key; another number, a row that no table tells, and one that is missing are told.
func TestHoldRow(t *testing.T) {
	one, two := 10.0, 0.25
	fresh := func() *sheet {
		w := func() []wantedRow { return []wantedRow{{values: []*float64{&one, &two, nil}, met: map[string]bool{}}} }
		return &sheet{
			Page: "communities/*.html", Section: "money", Keys: "1", File: "cells/x.sql", columns: []int{2, 3, 4}, met: map[string]bool{},
			rows: map[string]map[string][]wantedRow{"uk/communities/a-1.html": {"2021": w()}},
		}
	}
	row := func(key, a, b, c string) string {
		return `<tr><th>` + key + `</th><td data-value="` + a + `">` + a + `</td><td data-value="` + b + `">x</td><td data-value="` + c + `">` + c + `</td></tr>`
	}
	for name, c := range map[string]struct {
		cells string
		want  []string
	}{
		"true":             {row("2021", "10", "0.25", ""), nil},
		"another number":   {row("2021", "11", "0.25", ""), []string{"column 2 has 1111, not 10", "the page does not"}},
		"more than is":     {row("2021", "10", "0.25", "3"), []string{"column 4 has 33, not nothing", "the page does not"}},
		"of another year":  {row("2022", "10", "0.25", ""), []string{"no published table tells of it", "the page does not"}},
		"twice":            {row("2021", "10", "0.25", "") + row("2021", "10", "0.25", ""), []string{""}},
		"no row of it all": {"", []string{"the page does not"}},
	} {
		t.Run(name, func(t *testing.T) {
			ch, all := &check{}, sheets{fresh()}
			all.hold(ch, pageOf(c.cells))
			all.missing(ch)
			if len(ch.found) != len(c.want) {
				t.Fatalf("found %v, want %q", ch.found, c.want)
			}
			for _, part := range c.want {
				found := false
				for _, f := range ch.found {
					found = found || strings.Contains(f.String(), part)
				}
				if !found {
					t.Errorf("nothing says %q: %v", part, ch.found)
				}
			}
		})
	}
}

// TestParse: what a file of sheets says of each, and that a table before any page is refused.
func TestParse(t *testing.T) {
	got, err := parse("x.sql", "-- page: a/*.html\n-- table: money 2\n-- keys: link\n-- part\nselect 1\n-- table: tiles\n-- loose\nselect 2\n")
	if err != nil || len(got) != 2 || got[0].Section != "money" || got[0].At != 2 || got[0].Keys != "link" || !got[0].Part || got[1].Keys != "1" || !got[1].Loose || strings.TrimSpace(got[1].SQL) != "select 2" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := parse("x.sql", "-- table: money\nselect 1\n"); err == nil {
		t.Error("a table before any page is taken")
	}
}

// TestPreviewRows: a row that a page shows is that of the file, but for white space.
func TestPreviewRows(t *testing.T) {
	row := []tableCell{{text: "UA05"}, {text: "two words"}, {text: ""}}
	for fault, want := range map[string][]string{
		"": {"UA05", "two\n words", ""}, `column 1 shows "UA05" for "UA06"`: {"UA06", "two words", ""}, "3 cells for 2 columns": {"UA05", "two words"},
		`column 3 shows "" for "0"`:                   {"UA05", "two words", "0"},
		`column 2 shows "two words" for "two ’words"`: {"UA05", "two 'words", ""},
	} {
		if got := rowDiffers(row, want); got != fault {
			t.Errorf("%q: %q, want %q", want, got, fault)
		}
	}
}
