// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"archive/zip"
	"bytes"
	"fmt"

	"osnova/ingest/parse/sheetxml"
)

// worksheet is rows of texts; those that are plain numbers are written as numbers.
type worksheet struct {
	name string
	rows [][]string
}

// writeXLSX writes a workbook as spreadsheet programs do: texts in a table of their own, empty cells not at all.
func writeXLSX(sheets []worksheet) ([]byte, error) {
	const office, main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	var out, texts, book, links, types bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name string, body []byte) error {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(body)
		}
		return err
	}
	at := map[string]int{}
	for n, s := range sheets {
		var b bytes.Buffer
		fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="%s"><sheetData>`, main)
		for r, row := range s.rows {
			fmt.Fprintf(&b, `<row r="%d">`, r+1)
			for c, text := range row {
				switch {
				case text == "":
				case plainNumber.MatchString(text):
					fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, sheetxml.Address(c, r+1), text)
				default:
					k, ok := at[text]
					if !ok {
						k = len(at)
						at[text] = k
						fmt.Fprintf(&texts, `<si><t xml:space="preserve">%s</t></si>`, xmlText.Replace(text))
					}
					fmt.Fprintf(&b, `<c r="%s" t="s"><v>%d</v></c>`, sheetxml.Address(c, r+1), k)
				}
			}
			b.WriteString("</row>")
		}
		b.WriteString("</sheetData></worksheet>")
		if err := put(fmt.Sprintf("xl/worksheets/sheet%d.xml", n+1), b.Bytes()); err != nil {
			return nil, err
		}
		fmt.Fprintf(&book, `<sheet name="%s" sheetId="%d" r:id="rId%[2]d"/>`, xmlText.Replace(s.name), n+1)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, n+1, office)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n+1)
	}
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets>` + book.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + links.String() + fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, len(sheets)+1, office)},
		{"xl/sharedStrings.xml", `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="` + main + `">` + texts.String() + `</sst>`},
	} {
		if err := put(p[0], []byte(p[1])); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}
