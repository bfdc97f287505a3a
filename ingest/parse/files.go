package parse

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"osnova/catalog"
)

// Record is one record of a table file, with the line on which it begins.
type Record struct {
	Line  int
	Cells []string
	Kept  []Stored // how a workbook keeps each cell; nil: as text
	Fault string   // why the record cannot be read; its cells are what was seen of it
}

// stored says how a cell is kept.
func (r Record) stored(column int) Stored {
	if column < 0 || column >= len(r.Kept) {
		return AsText
	}
	return r.Kept[column]
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
		out = append(out, Record{Line: line, Cells: cells})
	}
}

// Header finds the upstream columns asked for in a header record. A missing one is an error that names what is there.
func Header(file string, header Record, want []string) ([]int, error) {
	at, twice := map[string]int{}, map[string]int{}
	for i, h := range header.Cells {
		key := Name(Trim(h))
		if first, ok := at[key]; ok {
			twice[key] = first
			continue
		}
		at[key] = i
	}
	out := make([]int, len(want))
	for i, w := range want {
		n, ok := at[Name(Trim(w))]
		if first, more := twice[Name(Trim(w))]; more {
			return nil, &Error{File: file, Line: header.Line, What: fmt.Sprintf("column %q is in the header more than once, first as number %d", w, first+1), Hint: "ask the publisher which one holds, or remove the other"}
		}
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
