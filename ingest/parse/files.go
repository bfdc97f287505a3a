package parse

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"osnova/catalog"
)

// Record is one record of a table file, with the line on which it begins.
type Record struct {
	Line  int
	Cells []string
}

// Decode turns bytes of the encoding named into UTF-8 without a byte order mark. An empty name is utf-8.
func Decode(file string, body []byte, encoding string) ([]byte, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, &Error{File: file, What: "the file is empty", Hint: "fetch it again"}
	}
	switch encoding {
	case "", "utf-8":
		body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
		if at := invalidUTF8(body); at >= 0 {
			return nil, &Error{File: file, Line: 1 + bytes.Count(body[:at], []byte("\n")), What: "the text is not UTF-8", Hint: "declare format.encoding, such as windows-1251"}
		}
		return body, nil
	case "windows-1251":
		return charmap.Windows1251.NewDecoder().Bytes(body)
	case "windows-1252":
		return charmap.Windows1252.NewDecoder().Bytes(body)
	}
	return nil, fmt.Errorf("unknown encoding %q: utf-8, windows-1251 or windows-1252", encoding)
}

func invalidUTF8(body []byte) int {
	if utf8.Valid(body) {
		return -1
	}
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// CSV reads all records of a delimited file. A record that breaks the quoting rules is an error with its line.
func CSV(file string, body []byte, format catalog.Format) ([]Record, error) {
	text, err := Decode(file, body, format.Encoding)
	if err != nil {
		return nil, err
	}
	if head := strings.ToLower(string(bytes.TrimSpace(text[:min(len(text), 200)]))); strings.HasPrefix(head, "<!doctype") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "pk\x03\x04") {
		return nil, &Error{File: file, Line: 1, What: "the file is not delimited text", Hint: "the publisher may have sent a web page or a workbook"}
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	if format.Delimiter != "" {
		r.Comma, _ = utf8.DecodeRuneInString(format.Delimiter)
	}
	var out []Record
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			var at *csv.ParseError
			if errors.As(err, &at) {
				return nil, &Error{File: file, Line: at.StartLine, What: "the quoting is broken: " + at.Err.Error(), Hint: "the file may be truncated"}
			}
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		line, _ := r.FieldPos(0)
		out = append(out, Record{line, cells})
	}
}

// maxCells bounds a sheet, empty cells included.
const maxCells = 20_000_000

// XLSX reads all rows of one sheet of a workbook; an empty name is the first sheet. Empty trailing cells are filled up to the widest row.
func XLSX(file string, body []byte, sheet string) ([]Record, error) {
	if !bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		return nil, &Error{File: file, What: "the file is not an XLSX workbook", Hint: "the publisher may have sent a web page or an old .xls"}
	}
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: 1 << 30, UnzipXMLSizeLimit: 1 << 28, RawCellValue: true})
	if err != nil {
		return nil, &Error{File: file, What: "the workbook cannot be opened: " + err.Error(), Hint: "the file may be truncated"}
	}
	defer book.Close()
	if sheet == "" {
		sheet = book.GetSheetName(0)
	}
	rows, err := book.GetRows(sheet)
	if err != nil {
		return nil, &Error{File: file, What: err.Error(), Hint: "sheets are: " + strings.Join(book.GetSheetList(), ", ")}
	}
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	if width*len(rows) > maxCells { // one cell far off the table would take all memory
		return nil, &Error{File: file, What: fmt.Sprintf("the sheet spans %d rows and %d columns", len(rows), width), Hint: "remove stray cells far from the table"}
	}
	out := make([]Record, len(rows))
	for i, r := range rows {
		cells := make([]string, width)
		copy(cells, r)
		out[i] = Record{i + 1, cells}
	}
	return out, nil
}

// Header finds the upstream columns asked for in a header record. A missing one is an error that names what is there.
func Header(file string, header Record, want []string) ([]int, error) {
	at := map[string]int{}
	for i, h := range header.Cells {
		at[Name(Trim(h))] = i
	}
	out := make([]int, len(want))
	for i, w := range want {
		n, ok := at[Name(Trim(w))]
		if !ok {
			hint := "columns are: " + strings.Join(header.Cells[:min(len(header.Cells), 60)], ", ")
			if more := len(header.Cells) - 60; more > 0 {
				hint += fmt.Sprintf(" and %d more", more)
			}
			if near := catalog.Nearest(w, header.Cells); near != "" {
				hint = "did the publisher rename it to " + near + "? " + hint
			}
			return nil, &Error{File: file, Line: header.Line, What: fmt.Sprintf("column %q is not in the header", w), Hint: hint}
		}
		out[i] = n
	}
	return out, nil
}
