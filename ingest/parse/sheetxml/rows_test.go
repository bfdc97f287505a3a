// SPDX-License-Identifier: Apache-2.0

package sheetxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const namespaces = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// book packs a workbook of one sheet; an empty table of texts is left out.
func book(t testing.TB, sheet, texts string) []byte {
	t.Helper()
	links := `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>`
	parts := [][2]string{
		{"_rels/.rels", `<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + namespaces + `><sheets><sheet name="Перший &amp; єдиний" sheetId="1" state="veryHidden" r:id="rId1"/></sheets></workbook>`},
		{"xl/worksheets/sheet1.xml", sheet},
	}
	if texts != "" {
		links += `<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>`
		parts = append(parts, [2]string{"xl/sharedStrings.xml", texts})
	}
	parts = append(parts, [2]string{"xl/_rels/workbook.xml.rels", `<Relationships>` + links + `</Relationships>`})
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sheetOf(rows string) string {
	return `<?xml version="1.0"?><worksheet ` + namespaces + `><sheetData>` + rows + `</sheetData><c r="Z1"><v>9</v></c></worksheet>`
}

func TestRows(t *testing.T) {
	texts := `<sst><si><t>так &lt;b&gt;</t></si><si><r><t>два </t></r><r><rPr/><t xml:space="preserve">шматки</t></r><rPh sb="0"><t>ні</t></rPh></si><si/><si><t>a_x000D_b_xZZZZ_</t></si></sst>`
	for name, c := range map[string]struct {
		sheet string
		want  grid
		fault string
	}{
		"kinds of cells": {
			sheetOf(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>1.5</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="str"><f>A1&amp;"&gt;"</f><v>x&#1110;</v></c><c r="G1" t="inlineStr"><is><t>тут</t></is></c><c r="H1" s="3"/><c r="AA1" t="s"><v>3</v></c></row>`),
			grid{"A1": "так <b>", "B1": "два шматки", "C1": "1.5", "D1": "1", "E1": "#REF!", "F1": "xі", "G1": "тут", "AA1": "a\rb_xZZZZ_"},
			"",
		},
		"without addresses":        {sheetOf(`<row><c><v>1</v></c><c><v>2</v></c></row><row r="7"/><row><c r="C8"><v>3</v></c><c><v>4</v></c></row>`), grid{"A1": "1", "B1": "2", "C8": "3", "D8": "4"}, ""},
		"a prefix and quotes":      {`<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r='2'><x:c r='B2' t='inlineStr' note='a>b'><x:is><x:t><![CDATA[<&>]]> і &amp;</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`, grid{"B2": "<&> і &"}, ""},
		"comments":                 {sheetOf(`<!-- <row r="1"><c><v>1</v></c></row> --><row r="1"><c r="A1"><!-- <v>2</v> --><v>3<!-- 4 --></v></c></row>`), grid{"A1": "3"}, ""},
		"an unknown entity":        {sheetOf(`<row r="1"><c r="A1" t="str"><v>a &nbsp; b & c &#0; &#xFFFFFF;</v></c></row>`), grid{"A1": "a &nbsp; b & c \x00 &#xFFFFFF;"}, ""},
		"an empty sheet":           {sheetOf(``), grid{}, ""},
		"no text of such a number": {sheetOf(`<row r="1"><c r="B1" t="s"><v>77</v></c></row>`), nil, "row 1: B1: text number"},
		"rows go backward":         {sheetOf(`<row r="5"><c r="A5"><v>1</v></c></row><row r="4"/>`), nil, `its number is "4"`},
		"cells go backward":        {sheetOf(`<row r="5"><c r="B5"><v>1</v></c><c r="A5"><v>1</v></c></row>`), nil, `a cell is called "A5"`},
		"a column beyond":          {sheetOf(`<row r="5"><c r="ZZZ5"><v>1</v></c></row>`), nil, "a cell is called"},
		"cut short":                {sheetOf(`<row r="1"><c r="A1"><v>1</v></c></row>`)[:180], nil, "truncated"},
		"cut inside a row":         {`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c>`, nil, "truncated"},
		"entities of its own":      {`<!DOCTYPE a [<!ENTITY b "bb">]>` + sheetOf(``), nil, "document type"},
	} {
		b := opened(t, book(t, c.sheet, texts))
		if b.Sheets[0].Name != "Перший & єдиний" || !b.Sheets[0].Hidden {
			t.Errorf("sheet: %+v", b.Sheets[0])
		}
		got, err := read(b, b.Sheets[0])
		if c.fault != "" {
			var at *Error
			if err == nil || !errors.As(err, &at) || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%s: %v, want an *Error with %q", name, err, c.fault)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// TestOpenRefuses: what is no workbook, and what unpacks beyond the limits.
func TestOpenRefuses(t *testing.T) {
	whole := book(t, sheetOf(strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)), "")
	for name, c := range map[string]struct {
		body   []byte
		limits Limits
		fault  string
	}{
		"no archive": {[]byte("<html>"), Limits{}, "cannot be opened"},
		"cut":        {whole[:len(whole)-40], Limits{}, "cannot be opened"},
		"too large":  {whole, Limits{Total: 1000}, "unpacks from"},
		"no workbook": {func() []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			z.Create("a.txt")
			z.Close()
			return b.Bytes()
		}(), Limits{}, "not a workbook"},
	} {
		_, err := Open(bytes.NewReader(c.body), int64(len(c.body)), c.limits)
		if err == nil || !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: %v, want %q", name, err, c.fault)
		}
	}
	b, err := Open(bytes.NewReader(whole), int64(len(whole)), Limits{Part: 2000})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := read(b, b.Sheets[0]); err == nil || !strings.Contains(err.Error(), "more than 2000 bytes") {
		t.Errorf("a part over the limit: %v", err)
	}
}

// FuzzRows: whatever a worksheet and its texts hold, reading ends with rows in order or with an error.
func FuzzRows(f *testing.F) {
	f.Add(sheetOf(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>a</t></r></is></c><c t="b"><f>1</f><v>1</v></c></row><row/>`), `<sst><si><t>a&amp;_x000D_</t></si></sst>`)
	f.Add(`<worksheet><sheetData><row><c><v><![CDATA[1`, `<sst><si><rPh><t>`)
	f.Add(`<x:row r="9"><x:c r="B9"><x:v>2</x:v></x:c></x:row>`, `<!DOCTYPE a>`)
	f.Fuzz(func(t *testing.T, sheet, texts string) {
		body := book(t, sheet, texts)
		b, err := Open(bytes.NewReader(body), int64(len(body)), Limits{})
		if err != nil {
			return
		}
		last := 0
		_ = b.Rows(b.Sheets[0], func(row int, cells []Cell) error {
			if row <= last || row > maxRow {
				t.Errorf("row %d after row %d", row, last)
			}
			last = row
			for i, c := range cells {
				if c.Column < 0 || c.Column >= maxColumn || i > 0 && c.Column <= cells[i-1].Column {
					t.Errorf("row %d: cells out of order: %+v", row, cells)
				}
			}
			return nil
		})
	})
}
