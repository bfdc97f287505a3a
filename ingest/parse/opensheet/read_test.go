// SPDX-License-Identifier: Apache-2.0

package opensheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"osnova/ingest/parse/sheetxml"
)

var bounds = sheetxml.Limits{Total: 1 << 24, Part: 1 << 22, Ratio: 100}

// packed is a package with a content.xml of one sheet.
func packed(t testing.TB, rows string) []byte {
	t.Helper()
	content := `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c"><office:body><office:spreadsheet>` +
		`<table:table table:name="Аркуш">` + rows + `</table:table></office:spreadsheet></office:body></office:document-content>`
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range [][2]string{{"mimetype", mimeType}, {"content.xml", content}} {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestRead: cells stand where LibreOffice puts them, whatever is repeated, covered or remarked, and say what they are.
func TestRead(t *testing.T) {
	body := packed(t, `<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>`+
		`<table:table-row><table:table-cell/><table:table-cell office:value-type="string"><office:annotation><text:p>примітка</text:p></office:annotation>`+
		`<text:p>один<text:s text:c="2"/>два</text:p><text:p>рядок</text:p></table:table-cell>`+
		`<table:table-cell office:value-type="float" office:value="12.5" table:number-columns-repeated="2"><text:p>12,50</text:p></table:table-cell>`+
		`<table:table-cell office:value-type="date" office:date-value="2026-01-15T00:00:00"><text:p>15.01.26</text:p></table:table-cell>`+
		`<table:table-cell office:value-type="percentage" office:value="0.5"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>`+
		`<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="float" office:value="7"/><table:table-cell table:formula="of:=1/0" office:value-type="string" `+
		`calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=[.A1]"/></table:table-row>`+
		`<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="currency" office:value="3"/></table:table-row>`)
	if !IsSpreadsheet(body) {
		t.Error("is no spreadsheet")
	}
	sheets, err := Read(body, bounds)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range sheets[0].Rows {
		for _, c := range r.Cells {
			got = append(got, fmt.Sprintf("%s %q %d %v", sheetxml.Address(c.Column, r.Number), c.Text, c.Kind, c.Formula))
		}
	}
	want := []string{
		`B4 "один  два\nрядок" 3 false`, `C4 "12.5" 0 false`, `D4 "12.5" 0 false`, `E4 "2026-01-15" 3 false`, `F4 "0.5" 2 false`, `G4 "1" 4 false`,
		`A5 "7" 0 false`, `B5 "#DIV/0!" 5 true`, `C5 "" 6 true`, `B6 "3" 0 false`,
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
	if m := sheets[0].Merged; len(m) != 1 || m[0] != (sheetxml.Range{Top: 4, Left: 0, Bottom: 5, Right: 0}) || sheets[0].Name != "Аркуш" {
		t.Errorf("merged %v of %s", m, sheets[0].Name)
	}
}

// TestReadRefuses: what is no spreadsheet, is cut short, or repeats without end is an error in words.
func TestReadRefuses(t *testing.T) {
	good := packed(t, `<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>`)
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"text":        {[]byte("a;b"), "cannot be opened"},
		"cut":         {good[:len(good)-60], "cannot be opened"},
		"broken":      {packed(t, "<table:table-row>"), "is not readable"},
		"without end": {packed(t, `<table:table-row table:number-rows-repeated="2000000"><table:table-cell table:number-columns-repeated="9" office:value-type="float" office:value="1"/></table:table-row>`), "cells are filled in"},
		"wide":        {packed(t, `<table:table-row><table:table-cell table:number-columns-repeated="99999" office:value-type="float" office:value="1"/></table:table-row>`), "columns"},
		"deep":        {packed(t, strings.Repeat(`<table:table-row table:number-rows-repeated="2000000"/>`, 3)), "rows"},
	} {
		if _, err := Read(c.body, bounds); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(packed(t, strings.Repeat("<table:table-row/>", 1<<20)), bounds); err == nil {
		t.Error("a part beyond the limit was read")
	}
}

// FuzzRead: no bytes make the reader panic, nor give more cells than it may.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`<table:table-row><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="3"/></table:table-row>`))
	f.Add([]byte(`<table:table-row table:number-rows-repeated="-1"><table:table-cell table:number-rows-spanned="x"><text:p>a<text:tab/></text:p></table:table-cell>`))
	f.Fuzz(func(t *testing.T, rows []byte) {
		sheets, err := Read(packed(t, string(rows)), bounds)
		cells := 0
		for _, s := range sheets {
			for _, r := range s.Rows {
				cells += len(r.Cells)
			}
		}
		if cells > mostCells || err != nil && sheets != nil {
			t.Errorf("%d cells, %v", cells, err)
		}
	})
}
