package parse

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// merged reads a sheet as XLSX does, and fills merged cells of text, so that a heading over three columns stands over each of them. A merged
// number stays where it is: it is one value; and a text that begins in the columns of keys, the first left ones, does not reach beyond them: it
// is a title. Digits set high in a cell with several fonts are footnote marks and are left out.
func merged(file string, body []byte, sheet string, keys int) ([]Record, error) {
	records, err := XLSX(file, body, sheet)
	if err != nil {
		return nil, err
	}
	book, err := Workbook(file, body)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	if sheet == "" {
		sheet = book.GetSheetName(0)
	}
	ranges, err := book.GetMergeCells(sheet)
	if err != nil {
		return nil, &Error{File: file, What: "merged cells cannot be read: " + err.Error(), Hint: "the file may be damaged"}
	}
	for i, r := range records {
		for k, cell := range r.Cells {
			if plain, ok := unraised(book, sheet, k+1, i+1, cell); ok {
				r.Cells[k] = plain
			}
		}
	}
	filled := 0
	for _, m := range ranges {
		left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			return nil, fmt.Errorf("merged cells of %s: %w", file, err)
		}
		right, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return nil, fmt.Errorf("merged cells of %s: %w", file, err)
		}
		if top > len(records) || left > len(records[top-1].Cells) {
			continue
		}
		if left <= keys {
			right = min(right, keys)
		}
		value := records[top-1].Cells[left-1]
		if _, err := Number(Trim(value)); err == nil && !year(value) {
			continue
		}
		for row := top; row <= min(bottom, len(records)); row++ {
			for k := left; k <= min(right, len(records[row-1].Cells)); k++ {
				if filled++; filled > maxCells {
					return nil, &Error{File: file, What: "merged cells cover more than a table can hold", Hint: "look at the file before you trust it"}
				}
				records[row-1].Cells[k-1] = value
			}
		}
	}
	return records, nil
}

// year tells a heading such as 2021 from a value.
func year(v string) bool {
	v = Trim(v)
	return len(v) == 4 && (strings.HasPrefix(v, "19") || strings.HasPrefix(v, "20")) && strings.Trim(v, "0123456789") == ""
}

// unraised gives the text of a cell without the digits that are set high in it; ok is false where there are none.
func unraised(book *excelize.File, sheet string, column, row int, cell string) (string, bool) {
	if cell == "" {
		return "", false
	}
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "", false
	}
	runs, err := book.GetCellRichText(sheet, name)
	if err != nil || len(runs) < 2 {
		return "", false
	}
	var b strings.Builder
	raised := false
	for _, r := range runs {
		if r.Font != nil && r.Font.VertAlign == "superscript" && strings.Trim(r.Text, "0123456789)* ,") == "" {
			raised = true
			continue
		}
		b.WriteString(r.Text)
	}
	return b.String(), raised
}
