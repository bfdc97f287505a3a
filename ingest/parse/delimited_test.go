// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"osnova/catalog"
)

// shownRecords are records as text: line, cells, fault.
func shownRecords(records []Record) (out []string) {
	for _, r := range records {
		text := fmt.Sprintf("%d:%s", r.Line, strings.Join(r.Cells, "|"))
		if r.Fault() != "" {
			text = fmt.Sprintf("%d!%s", r.Line, r.Fault())
		}
		out = append(out, text)
	}
	return out
}

// TestDelimited: text as programs and people write it; a record that cannot be read costs itself alone.
func TestDelimited(t *testing.T) {
	for name, c := range map[string]struct {
		comma, body string
		want        []string
	}{
		"plain":                             {",", "a,b\n1,2\n", []string{"1:a|b", "2:1|2"}},
		"ends of Windows":                   {";", "a;b\r\n1;2\r\n", []string{"1:a|b", "2:1|2"}},
		"ends of old computers":             {";", "a;b\r1;2\r3;4", []string{"1:a|b", "2:1|2", "3:3|4"}},
		"blank lines":                       {",", "a,b\n\n\r\n1,2\n,\n", []string{"1:a|b", "4:1|2", "5:|"}},
		"quotes":                            {",", "a,\"b \"\"c\"\" d\"\n\"1,2\",\"\"\n", []string{`1:a|b "c" d`, "2:1,2|"}},
		"a cell of two lines":               {",", "a,\"b\r\nc\",d\n1,2,3\n", []string{"1:a|b\nc|d", "3:1|2|3"}},
		"quotes inside text":                {";", "1;ТОВ \"Лісове\";2\n3;д. \"А\" і \"Б\"\n", []string{`1:1|ТОВ "Лісове"|2`, `2:3|д. "А" і "Б"`}},
		"quotes inside quotes, not doubled": {";", "1;\"ЦНАП \"Центр\" м. Вигадане\";2\n3;\"ТОВ \"Лісове\"\"\n4;5\n", []string{`1:1|ЦНАП "Центр" м. Вигадане|2`, `2:3|ТОВ "Лісове"`, "3:4|5"}},
		"blanks behind a quote":             {",", "\"a\" ,\"b\" \n", []string{"1:a|b"}},
		"a delimiter in quotes":             {";", "1;\"a; \"\"b\"\"; c\"\n", []string{`1:1|a; "b"; c`}},
		"text for spreadsheets":             {";", "=\"00123\";=\"5\";\"=\"\"0,5\"\"\"\n=1+1;=\"a\"&\"b\";=\n", []string{"1:00123|5|0,5", `2:=1+1|="a"&"b"|=`}},
		"a quote that is never closed":      {";", "a;b\n1;\"x\n2;y\n3;z\n", []string{"1:a|b", "2!the quoting is broken: the quote that opens cell 2 is not closed", "3:2|y", "4:3|z"}},
		"a quote that another one closes":   {";", "a;b;c\n1;\"x;2\n2;y;3\n3;\"z\";4\n4;w;5\n", []string{"1:a|b|c", "2!the quoting is broken: the quote that opens cell 2 is not closed", "3:2|y|3", "4:3|z|4", "5:4|w|5"}},
		"two bad records":                   {";", "1;\"x\n2;\"y\n3;z\n", []string{"1!the quoting is broken: the quote that opens cell 2 is not closed", "2!the quoting is broken: the quote that opens cell 2 is not closed", "3:3|z"}},
		"the line of the delimiter":         {",", "sep=;\r\na;b\r\n1,5;2\r\n", []string{"2:a|b", "3:1,5|2"}},
		"the same in quotes":                {",", "\"sep=\t\"\na\tb\n", []string{"2:a|b"}},
		"ragged":                            {",", "a,b\n1\n1,2,3\n", []string{"1:a|b", "2:1", "3:1|2|3"}},
		"a delimiter beyond ASCII":          {"§", "a§b\n\"1§2\"§3\n", []string{"1:a|b", "2:1§2|3"}},
	} {
		got, err := delimited("a.csv", []byte(c.body), catalog.Format{Delimiter: c.comma})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if d := cmp.Diff(c.want, shownRecords(got)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if _, err := ReadCSV("a.csv", []byte("a,b\n1,\"x\n"), catalog.Format{}); err == nil || !strings.Contains(err.Error(), "a.csv:2: the quoting is broken") {
		t.Errorf("parsers of their own are told: %v", err)
	}
}

// TestBadRecordCostsItself: a record with a broken quote, with other cells or with a damaged byte is quarantined with its line; the others are read.
func TestBadRecordCostsItself(t *testing.T) {
	body := "id;v\n1;\"x\n2;ок\n3;а\xffб\n4;б;в\n5\n6;г;;\n"
	want := "2=ок 6=г 2!the quoting is broken: the quote that opens cell 2 is not closed" +
		" 4!holds a character that was lost (�); the text is damaged, or its encoding is another 5!3 cells, the header has 2 6!1 cells, the header has 2"
	for _, format := range []catalog.Format{{Kind: "csv", Delimiter: ";"}, {Kind: "csv", Delimiter: ";", Encoding: "windows-1251"}, {Kind: "table"}} {
		got, err := judged(t, columnSource(format, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}}), []byte(strings.Replace(body, "ок", strings.Repeat("ок", 10), 1)))
		if err != nil || got != strings.Replace(want, "ок", strings.Repeat("ок", 10), 1) {
			t.Errorf("%+v: %s %v", format, got, err)
		}
	}
}

// TestBadRecordShowsNothing: the quarantine does not show what stands in a record that cannot be cut, for it may be of columns that are not kept.
func TestBadRecordShowsNothing(t *testing.T) {
	s := columnSource(catalog.Format{Kind: "csv", Delimiter: ";"}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}})
	out, err := NewSheet(s)
	if err != nil {
		t.Fatal(err)
	}
	records, err := Records("a.csv", []byte("id;v;phone\n1;\"x;000\n2;ок;000\n3;б\n"), s.Format)
	if err != nil {
		t.Fatal(err)
	}
	if err := ordinaryRecords(Input{Source: s}, s.Files[0], "a.csv", records, nil, out); err != nil {
		t.Fatal(err)
	}
	if len(out.Bad) != 2 || out.Bad[0].Value != "" || out.Bad[1].Value != "2" {
		t.Errorf("%+v", out.Bad)
	}
}

// TestEncodings: what the bytes are is read as such, whatever is declared.
func TestEncodings(t *testing.T) {
	const text = "id;v\n1;ВИГАДАНА ГРОМАДА\n2;Вигадана громада\n"
	const want = "1=ВИГАДАНА ГРОМАДА 2=Вигадана громада"
	in := func(e encoding.Encoding, text string) []byte {
		out, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(out)
	}
	wide := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for name, c := range map[string]struct {
		body   []byte
		format catalog.Format
		want   string
	}{
		"UTF-8, declared otherwise":              {[]byte(text), catalog.Format{Kind: "csv", Encoding: "windows-1251"}, want},
		"UTF-8 with a mark, declared otherwise":  {[]byte("\ufeff" + text), catalog.Format{Kind: "csv", Encoding: "windows-1251"}, want},
		"UTF-16":                                 {in(wide, text), catalog.Format{Kind: "csv"}, want},
		"UTF-16 of one of many publishers":       {in(wide, text), catalog.Format{Kind: "table"}, want},
		"koi8-u, declared":                       {in(charmap.KOI8U, text), catalog.Format{Kind: "csv", Encoding: "koi8-u"}, want},
		"koi8-u of one of many publishers":       {in(charmap.KOI8U, text), catalog.Format{Kind: "table"}, want},
		"windows-1251 of one of many publishers": {in(charmap.Windows1251, text), catalog.Format{Kind: "table"}, want},
		"capitals of one of many publishers":     {in(charmap.Windows1251, "id;v\n1;ВІННИЦЬКА ОБЛАСТЬ\n2;М.ВИГАДАНЕ\n"), catalog.Format{Kind: "table"}, "1=ВІННИЦЬКА ОБЛАСТЬ 2=М.ВИГАДАНЕ"},
		"windows-1251, not declared":             {in(charmap.Windows1251, text), catalog.Format{Kind: "csv"}, "a.csv:2: the text is not UTF-8 (declare format.encoding, such as windows-1251)"},
	} {
		c.format.Delimiter = ";"
		got, err := judged(t, columnSource(c.format, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeText}}), c.body)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// FuzzDelimited: what encoding/csv reads without a fault comes out alike; anything comes out as records in the order of their lines.
func FuzzDelimited(f *testing.F) {
	for _, seed := range []string{"a,b\n1,\"x\ny\"\n", "\"a\"\"b\",c\r\n", "a;\"b\n", "1,ТОВ \"Лісове\"\n", "sep=;\na;b\n", "=\"01\",2\n", "a\rb\r", "\"a\" ,b\n", "\"\"\n\n\"\"\"\",\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 || bytes.HasPrefix(body, []byte("\ufeff")) {
			return
		}
		for _, comma := range []string{",", ";"} {
			got, err := delimited("f", body, catalog.Format{Delimiter: comma})
			if err != nil {
				return
			}
			last := 0
			for _, r := range got {
				if r.Line <= last {
					t.Fatalf("%q: line %d after %d", body, r.Line, last)
				}
				last = r.Line
			}
			if _, told := delimiterLine(string(body)); told || bytes.Contains(body, []byte(`="`)) || !bytes.Contains(body, []byte("\n")) {
				continue
			}
			strict := csv.NewReader(bytes.NewReader(body))
			strict.FieldsPerRecord, strict.Comma = -1, rune(comma[0])
			records, err := strict.ReadAll()
			if err != nil {
				continue
			}
			var want []string
			for _, cells := range records {
				want = append(want, strings.Join(cells, "|"))
			}
			var have []string
			for _, r := range got {
				if r.Fault() != "" {
					have = nil // a quote that may never have been meant to go on
					break
				}
				have = append(have, strings.Join(r.Cells, "|"))
			}
			if have != nil && len(want) > 0 {
				if d := cmp.Diff(want, have); d != "" {
					t.Fatalf("%q: %s", body, d)
				}
			}
		}
	})
}
