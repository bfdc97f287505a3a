// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// workbookSource declares a register as cities publish it in XLSX; ten columns, none with a parser of its own.
const workbookSource = `title: {uk: "Реєстр (замір)", en: "Register (timing)"}
publisher: {uk: "вигаданий видавець", en: "an invented publisher"}
attribution: {uk: "вигадані дані", en: "invented data"}
licence: {id: CC-BY-4.0, embed: rows}
met: nothing
runbook: {uk: вигадане джерело, en: an invented source}
files:
  - {name: data, mirror: bench/register.xlsx}
format: {kind: xlsx}
key: [number]
columns:
  - {name: number, type: integer, required: true, uk: "номер", en: "number"}
  - {name: name, type: text, required: true, clean: name, uk: "назва", en: "name"}
  - {name: kind, type: text, uk: "вид", en: "kind"}
  - {name: street, type: text, uk: "вулиця", en: "street"}
  - {name: house, type: text, uk: "будинок", en: "house"}
  - {name: decided, type: date, uk: "дата", en: "date"}
  - {name: residents, type: integer, min: 0, uk: "жителів", en: "residents"}
  - {name: area, type: number, min: 0, uk: "площа", en: "area"}
  - {name: active, type: boolean, uk: "чинний", en: "active"}
  - {name: note, type: text, uk: "примітка", en: "note"}
`

// workbooks times a register of 30,000 rows and ten columns in XLSX through the whole of osnova ingest.
func workbooks(program, dir string) error {
	mirror, project := filepath.Join(dir, "workbook"), filepath.Join(dir, "workbook-project")
	folder := filepath.Join(project, "ingest", "sources", "bench_register")
	for _, d := range []string{folder, filepath.Join(mirror, "bench")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "source.yaml"), []byte(workbookSource), 0o644); err != nil {
		return err
	}
	const rows = 30_000
	body, err := workbookInput(rows)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(mirror, "bench", "register.xlsx"), body, 0o644); err != nil {
		return err
	}
	_, err = benchRow(fmt.Sprintf("osnova ingest, XLSX of %d rows × 10", rows), func() error { return nil }, program, "ingest", "--compile-facts", "--project", project, "--mirror", mirror, "bench_register")
	return err
}

// workbookInput makes the workbook as spreadsheet programs do: texts in a table of their own, numbers in place. All in it is invented.
func workbookInput(rows int) ([]byte, error) {
	source := rand.New(rand.NewPCG(42, 30))
	var texts, sheet bytes.Buffer
	at := map[string]int{}
	number := func(text string) int {
		n, ok := at[text]
		if !ok {
			n = len(at)
			at[text] = n
			fmt.Fprintf(&texts, "<si><t>%s</t></si>", text)
		}
		return n
	}
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">`)
	for i, h := range []string{"number", "name", "kind", "street", "house", "decided", "residents", "area", "active", "note"} {
		fmt.Fprintf(&sheet, `<c r="%c1" t="s"><v>%d</v></c>`, 'A'+i, number(h))
	}
	sheet.WriteString("</row>")
	for r := 2; r < rows+2; r++ {
		fmt.Fprintf(&sheet, `<row r="%d"><c r="A%d"><v>%d</v></c>`, r, r, r-1)
		for i, text := range []string{fmt.Sprintf("Будинковий комітет «Вигаданий %d»", r), "будинковий", fmt.Sprintf("вулиця Вигадана-%d", source.IntN(300)), fmt.Sprint(1 + source.IntN(90)), fmt.Sprintf("%02d.%02d.20%02d", 1+source.IntN(28), 1+source.IntN(12), 10+source.IntN(15))} {
			fmt.Fprintf(&sheet, `<c r="%c%d" t="s" s="1"><v>%d</v></c>`, 'B'+i, r, number(text))
		}
		fmt.Fprintf(&sheet, `<c r="G%d"><v>%d</v></c><c r="H%d"><v>%.2f</v></c><c r="I%d" t="s"><v>%d</v></c><c r="J%d" t="s"><v>%d</v></c></row>`, r, source.IntN(9000), r, 100*source.Float64(), r, number([]string{"так", "ні"}[source.IntN(2)]), r, number(fmt.Sprintf("за рішенням № %d", source.IntN(5000))))
	}
	sheet.WriteString("</sheetData></worksheet>")
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + office[:len(office)-1] + `"><sheets><sheet name="Реєстр" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + office + `sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + texts.String() + `</sst>`},
		{"xl/worksheets/sheet1.xml", sheet.String()},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, part[1]); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}
