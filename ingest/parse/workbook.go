package parse

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Bounds of a workbook. The largest real one here unpacks to 28 MB, eight times its size; its best packed part is 25 times.
const (
	maxUnpacked = 512 << 20  // bytes of all parts
	maxRatio    = 100        // unpacked to packed, looked at only above smallPart
	smallPart   = 16 << 20   // bytes
	maxCells    = 20_000_000 // of a sheet, empty cells included
)

// Workbook opens an XLSX file after a look at its directory: what is no workbook, is cut short, or would unpack to far more than a
// table can hold is an error. The caller closes it.
func Workbook(file string, body []byte) (*excelize.File, error) {
	if what, hint := sniff(body); what != "" {
		return nil, &Error{File: file, What: what, Hint: hint}
	}
	directory, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, &Error{File: file, What: "the workbook cannot be opened: " + err.Error(), Hint: "fetch it again, it may be truncated"}
	}
	total := uint64(0)
	for _, part := range directory.File {
		total += part.UncompressedSize64
		if total > maxUnpacked || part.UncompressedSize64 > max(smallPart, maxRatio*part.CompressedSize64) {
			return nil, &Error{File: file, What: fmt.Sprintf("part %s of the workbook unpacks from %d to %d bytes", part.Name, part.CompressedSize64, part.UncompressedSize64), Hint: "no table is packed so tightly: look at the file before you trust it"}
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 1 << 28})
	if err != nil {
		return nil, &Error{File: file, What: "the workbook cannot be opened: " + err.Error(), Hint: "fetch it again, it may be truncated"}
	}
	return book, nil
}

// sniff tells a workbook from what servers send instead of one.
func sniff(body []byte) (what, hint string) {
	head := strings.ToLower(strings.TrimLeft(string(body[:min(len(body), 64)]), " \t\r\n\ufeff"))
	switch {
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return "", ""
	case len(body) == 0:
		return "the file is empty", "fetch it again"
	case strings.HasPrefix(head, "<"):
		return "the file is not an XLSX workbook but a web page or XML", "check the address of the file"
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0")):
		return "the file is not an XLSX workbook but an old .xls or an encrypted one", "save it as plain .xlsx"
	}
	return fmt.Sprintf("the file is not an XLSX workbook: it begins with % x", body[:min(len(body), 4)]), "check the address of the file"
}

// XLSX reads all rows of one sheet of a workbook; an empty name is the first sheet. Empty trailing cells are filled up to the widest row.
func XLSX(file string, body []byte, sheet string) ([]Record, error) {
	book, err := Workbook(file, body)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	if sheet == "" {
		sheet = book.GetSheetName(0)
	}
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, &Error{File: file, What: err.Error(), Hint: "sheets are: " + strings.Join(book.GetSheetList(), ", ")}
	}
	defer rows.Close()
	var out []Record
	width, filled := 0, 0
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, &Error{File: file, Line: line, What: err.Error(), Hint: "the file may be damaged"}
		}
		out = append(out, Record{line, cells})
		width = max(width, len(cells))
		if len(cells) > 0 {
			filled = line
		}
		if width*line > maxCells { // one cell far off the table would take all memory
			return nil, &Error{File: file, What: fmt.Sprintf("the sheet spans %d rows and %d columns or more", line, width), Hint: "remove stray cells far from the table"}
		}
	}
	if err := rows.Error(); err != nil {
		return nil, &Error{File: file, Line: len(out), What: err.Error(), Hint: "fetch it again, it may be truncated"}
	}
	out = out[:filled]
	for i, r := range out {
		out[i].Cells = append(r.Cells, make([]string, width-len(r.Cells))...)
	}
	return out, nil
}
