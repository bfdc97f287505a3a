// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse/sheetxml"
	"osnova/ingest/parse/zipfile"
)

// merged reads a sheet as XLSX does, and fills merged cells of text, so that a heading over three columns stands over each of them. A merged
// number stays where it is: it is one value; and a text that begins in the columns of keys, the first left ones, does not reach beyond them: it
// is a title. Digits set high in a cell with several fonts are footnote marks and are left out.
func merged(file string, body []byte, format catalog.Format, keys int) ([]Record, error) {
	packed, err := OpenXLSX(file, body)
	if err != nil {
		return nil, err
	}
	picked, records, err := pickSheet(file, packed, format)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		for k, stored := range r.kept() {
			if stored == AsNoFormula {
				r.Cells[k] = hollowText // an empty key would be that of the row above
			} else {
				r.Cells[k] = shownDay(r.Cells[k], stored)
			}
		}
	}
	ranges, err := packed.Merged(picked)
	if err != nil {
		return nil, damaged(file, err)
	}
	plain, err := raisedTexts(body)
	if err != nil {
		return nil, damaged(file, err)
	}
	for _, r := range records {
		for k, cell := range r.Cells {
			if p, ok := plain[cell]; ok && cell != "" {
				r.Cells[k] = p
			}
		}
	}
	filled := 0
	for _, m := range ranges {
		if filled += fillMerged(records, m, keys, maxCells-filled); filled > maxCells {
			return nil, &Error{File: file, What: "merged cells cover more than a table can hold", Hint: "look at the file before you trust it"}
		}
	}
	return records, nil
}

// fillMerged writes the text of merged cells into each cell that they cover, at most so many of them, and says how many, or one more where there
// are more. A number stays where it is, and what begins among the keys does not reach beyond them.
func fillMerged(records []Record, m sheetxml.Range, keys, most int) (filled int) {
	left, top, right, bottom := m.Left+1, m.Top+1, m.Right+1, m.Bottom+1
	if top > len(records) || left > len(records[top-1].Cells) {
		return 0
	}
	if left <= keys {
		right = min(right, keys)
	}
	value := records[top-1].Cells[left-1]
	if isNumber(TrimSpace(value)) && !isYear(value) {
		return 0
	}
	for row := top; row <= min(bottom, len(records)); row++ {
		for k := left; k <= min(right, len(records[row-1].Cells)); k++ {
			if filled++; filled > most {
				return filled
			}
			records[row-1].Cells[k-1] = value
		}
	}
	return filled
}

// isYear tells a heading such as 2021 from a value.
func isYear(v string) bool {
	v = TrimSpace(v)
	return len(v) == 4 && (strings.HasPrefix(v, "19") || strings.HasPrefix(v, "20")) && strings.Trim(v, "0123456789") == ""
}

// raisedTexts gives, for each text of the workbook in which digits are set high, the text without them. A text that also stands somewhere
// without such digits is not among them: nobody can tell which one a cell has.
func raisedTexts(body []byte) (map[string]string, error) {
	book, err := zipfile.Open(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, err
	}
	out, whole := map[string]string{}, map[string]bool{}
	for _, part := range book.File {
		if part.Name != "xl/sharedStrings.xml" && !strings.HasPrefix(part.Name, "xl/worksheets/") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(io.LimitReader(r, maxUnpacked)) // the workbook's reader has refused larger ones
		r.Close()
		if err != nil {
			return nil, err
		}
		if bytes.Contains(text, []byte("superscript")) {
			if err := readRuns(text, out, whole); err != nil {
				return nil, fmt.Errorf("%s: %w", part.Name, err)
			}
		}
	}
	for text := range whole {
		delete(out, text)
	}
	return out, nil
}

// readRuns reads the texts of one part: shared strings (si) and texts inside cells (is), which may be made of runs with fonts of their own.
func readRuns(part []byte, out map[string]string, whole map[string]bool) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	var full, plain strings.Builder
	raised, inside, letters := false, false, false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si", "is":
				full.Reset()
				plain.Reset()
				inside, raised = true, false
			case "r":
				raised = false
			case "vertAlign":
				raised = xmlAttribute(t, "val") == "superscript"
			case "t":
				letters = inside
			case "rPh": // how a text is spoken
				if err := d.Skip(); err != nil {
					return err
				}
			}
		case xml.CharData:
			if !letters {
				continue
			}
			full.Write(t)
			if !raised || strings.Trim(string(t), "0123456789)* ,") != "" {
				plain.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				letters = false
			case "si", "is":
				inside = false
				if f, p := full.String(), plain.String(); f != p {
					out[f] = p
				} else {
					whole[f] = true
				}
			}
		}
	}
}
