// SPDX-License-Identifier: Apache-2.0

package opensheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"osnova/ingest/parse/sheetxml"
	"osnova/ingest/parse/zipfile"
)

// mimeType is the first line of a spreadsheet's package.
const mimeType = "application/vnd.oasis.opendocument.spreadsheet"

// Bounds of one workbook: cells with something in them, rows, and columns counted with repetitions.
const (
	mostCells   = 2_000_000
	mostRows    = 1 << 21
	mostColumns = 1 << 14
)

// Row is a row with cells; Number counts from 1.
type Row struct {
	Number int
	Cells  []sheetxml.Cell
}

// Sheet is one sheet: its name, its rows that hold something, and its merged cells.
type Sheet struct {
	Name   string
	Rows   []Row
	Merged []sheetxml.Range
}

// IsSpreadsheet reports whether the bytes are a package that calls itself an OpenDocument spreadsheet, or a template of one.
func IsSpreadsheet(body []byte) bool {
	z, err := zipfile.Open(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return false
	}
	for _, f := range z.File {
		if f.Name != "mimetype" || f.UncompressedSize64 > 200 {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return false
		}
		text, err := io.ReadAll(io.LimitReader(r, 200))
		r.Close()
		return err == nil && strings.HasPrefix(string(text), mimeType)
	}
	return false
}

// Read reads all sheets. A file that is no spreadsheet, is under a password or broken, or would unpack beyond the limits is a *sheetxml.Error.
func Read(body []byte, l sheetxml.Limits) ([]Sheet, error) {
	z, err := zipfile.Open(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, &sheetxml.Error{What: "the workbook cannot be opened: " + err.Error()}
	}
	at := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == "content.xml" })
	if at < 0 {
		return nil, &sheetxml.Error{What: "the file is a ZIP archive, but not a workbook"}
	}
	f := z.File[at]
	if f.UncompressedSize64 > uint64(l.Part) || f.UncompressedSize64 > max(16<<20, uint64(l.Ratio)*f.CompressedSize64) {
		return nil, &sheetxml.Error{Part: f.Name, What: fmt.Sprintf("the part unpacks from %d to %d bytes", f.CompressedSize64, f.UncompressedSize64)}
	}
	in, err := f.Open()
	if err != nil {
		return nil, &sheetxml.Error{Part: f.Name, What: "cannot be unpacked: " + err.Error()}
	}
	defer in.Close()
	r := reader{xml: xml.NewDecoder(io.LimitReader(in, l.Part+1))}
	if err := r.read(); err != nil {
		var known *sheetxml.Error
		if errors.As(err, &known) {
			return nil, err
		}
		return nil, &sheetxml.Error{Part: f.Name, What: "is not readable, broken or under a password: " + err.Error()}
	}
	if len(r.sheets) == 0 {
		return nil, &sheetxml.Error{What: "the workbook has no sheet"}
	}
	return r.sheets, nil
}

// reader walks content.xml.
type reader struct {
	xml    *xml.Decoder
	sheets []Sheet
	depth  int // tables within tables are not read
	row    int // number of the row that is read
	repeat int // how often it stands
	column int
	cells  []sheetxml.Cell
	count  int
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// times is a number of repetitions, at least 1.
func times(t xml.StartElement, name string) int {
	n, err := strconv.Atoi(attribute(t, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, mostRows)
}

func (r *reader) read() error {
	for {
		token, err := r.xml.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = r.begin(t)
		case xml.EndElement:
			err = r.end(t.Name.Local)
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) begin(t xml.StartElement) error {
	switch t.Name.Local {
	case "tracked-changes", "shapes", "annotation", "dde-links", "content-validations":
		return r.xml.Skip()
	case "table":
		if r.depth++; r.depth == 1 {
			r.sheets = append(r.sheets, Sheet{Name: attribute(t, "name")})
			r.row = 0
		}
	case "table-row":
		if r.depth == 1 {
			r.row++
			r.repeat, r.column, r.cells = times(t, "number-rows-repeated"), 0, nil
		}
	case "table-cell", "covered-table-cell":
		if r.depth == 1 && r.row > 0 {
			return r.cell(t)
		}
	}
	return nil
}

func (r *reader) end(name string) error {
	switch name {
	case "table":
		r.depth--
	case "table-row":
		if r.depth != 1 {
			return nil
		}
		s := &r.sheets[len(r.sheets)-1]
		if len(r.cells) > 0 {
			if r.count += r.repeat * len(r.cells); r.count > mostCells {
				return &sheetxml.Error{Part: "content.xml", What: fmt.Sprintf("more than %d cells are filled in", mostCells)}
			}
			for k := range r.repeat {
				s.Rows = append(s.Rows, Row{Number: r.row + k, Cells: r.cells})
			}
		}
		if r.row += r.repeat - 1; r.row > mostRows {
			return &sheetxml.Error{Part: "content.xml", What: fmt.Sprintf("a sheet has more than %d rows", mostRows)}
		}
	}
	return nil
}

// cell reads one cell with its repetitions.
func (r *reader) cell(t xml.StartElement) error {
	repeat := times(t, "number-columns-repeated")
	c, err := r.content(t)
	if err != nil {
		return err
	}
	if down, right := times(t, "number-rows-spanned"), times(t, "number-columns-spanned"); down > 1 || right > 1 {
		s := &r.sheets[len(r.sheets)-1]
		s.Merged = append(s.Merged, sheetxml.Range{Top: r.row - 1, Left: r.column, Bottom: r.row - 1 + down - 1, Right: r.column + right - 1})
	}
	if c.Text != "" || c.Formula {
		if r.column+repeat > mostColumns {
			return &sheetxml.Error{Part: "content.xml", What: fmt.Sprintf("a row has more than %d columns", mostColumns)}
		}
		for k := range repeat {
			c.Column = r.column + k
			r.cells = append(r.cells, c)
		}
	}
	r.column = min(r.column+repeat, mostColumns)
	return nil
}

// content is what a cell holds: the value that is stored, or the text that is shown.
func (r *reader) content(t xml.StartElement) (sheetxml.Cell, error) {
	text, err := r.text()
	if err != nil {
		return sheetxml.Cell{}, err
	}
	c := sheetxml.Cell{Text: text, Kind: sheetxml.TextKind, Formula: attribute(t, "formula") != ""}
	kind := attribute(t, "value-type")
	for _, a := range t.Attr { // LibreOffice calls an error a string, and says so in a name space of its own
		if a.Name.Local == "value-type" && a.Value == "error" {
			kind = "error"
		}
	}
	switch kind {
	case "float", "currency":
		c.Kind, c.Text = sheetxml.Number, attribute(t, "value")
	case "percentage":
		c.Kind, c.Text = sheetxml.Percent, attribute(t, "value")
	case "date":
		c.Text, _, _ = strings.Cut(attribute(t, "date-value"), "T")
	case "boolean":
		c.Kind, c.Text = sheetxml.Truth, map[bool]string{true: "1", false: "0"}[attribute(t, "boolean-value") == "true"]
	case "string":
		if v := attribute(t, "string-value"); v != "" {
			c.Text = v
		}
	case "error":
		c.Kind = sheetxml.Failure
	}
	if c.Formula && c.Text == "" && kind == "" {
		c.Kind = sheetxml.Hollow
	}
	return c, nil
}

// text joins the paragraphs of a cell up to its end.
func (r *reader) text() (string, error) {
	var out strings.Builder
	paragraphs, inside := 0, 0
	for depth := 1; depth > 0; {
		token, err := r.xml.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "annotation", "table", "shapes", "frame":
				if err := r.xml.Skip(); err != nil {
					return "", err
				}
				continue
			case "p":
				if paragraphs++; paragraphs > 1 {
					out.WriteByte('\n')
				}
				inside++
			case "s":
				out.WriteString(strings.Repeat(" ", min(times(t, "c"), 100)))
			case "tab":
				out.WriteByte('\t')
			case "line-break":
				out.WriteByte('\n')
			}
			depth++
		case xml.EndElement:
			if t.Name.Local == "p" {
				inside--
			}
			depth--
		case xml.CharData:
			if inside > 0 {
				out.Write(t)
			}
		}
	}
	return out.String(), nil
}
