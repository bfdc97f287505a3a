// SPDX-License-Identifier: Apache-2.0

package register

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"osnova/ingest/parse"
)

// maxDocument is the size, in bytes, of the text of a document that is read.
const maxDocument = 64 << 20

// isDocument reports whether a ZIP is a document of a word processor.
func isDocument(body []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	return err == nil && slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "word/document.xml" })
}

// documentLines reads paragraphs and tables of a DOCX (ECMA-376, WordprocessingML). Cells that go on below are repeated.
func documentLines(file string, body []byte) ([]docLine, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, &parse.Error{File: file, What: "the document cannot be opened: " + err.Error(), Hint: "fetch it again"}
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		return nil, &parse.Error{File: file, What: "the document has no text", Hint: "open it and save it again"}
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxDocument+1))
	if err != nil || len(text) > maxDocument {
		return nil, &parse.Error{File: file, What: fmt.Sprintf("the document cannot be read, or has more than %d MB of text", maxDocument>>20), Hint: "save it in parts"}
	}
	r := docReader{decoder: xml.NewDecoder(bytes.NewReader(text))}
	if err := r.read(); err != nil {
		return nil, &parse.Error{File: file, What: "the document is broken: " + err.Error(), Hint: "open it and save it again"}
	}
	return r.out, nil
}

// docReader walks through the XML of a document.
type docReader struct {
	decoder       *xml.Decoder
	out           []docLine
	tables, depth int
	row           []string
	above         []string // the row before, for cells that go on below
	cell          strings.Builder
	paragraph     strings.Builder
	paragraphs    int
	rows          int
	goesOn        bool
	span          int
}

// read takes tags one after another. A table within a cell is text of that cell.
func (r *docReader) read() error {
	for {
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := r.begin(t); err != nil {
				return err
			}
		case xml.EndElement:
			r.end(t.Name.Local)
		}
	}
}

func (r *docReader) begin(t xml.StartElement) error {
	value := func() string {
		for _, a := range t.Attr {
			if a.Name.Local == "val" {
				return a.Value
			}
		}
		return ""
	}
	switch t.Name.Local {
	case "tbl":
		if r.depth++; r.depth == 1 {
			r.tables++
			r.above = nil
		}
	case "tr":
		if r.depth == 1 {
			r.row = nil
		}
	case "tc":
		if r.depth == 1 {
			r.cell.Reset()
			r.goesOn, r.span = false, 1
		}
	case "vMerge":
		r.goesOn = value() != "restart"
	case "gridSpan":
		if _, err := fmt.Sscanf(value(), "%d", &r.span); err != nil || r.span < 1 || r.span > 100 {
			r.span = 1
		}
	case "t":
		var text string
		if err := r.decoder.DecodeElement(&text, &t); err != nil {
			return err
		}
		r.write(text)
	case "br", "tab", "cr":
		r.write(" ")
	}
	return nil
}

// write adds text to the cell or paragraph that is open.
func (r *docReader) write(text string) {
	if r.depth > 0 {
		r.cell.WriteString(text)
	} else {
		r.paragraph.WriteString(text)
	}
}

func (r *docReader) end(name string) {
	switch name {
	case "p":
		if r.depth > 0 {
			r.cell.WriteByte(' ')
			return
		}
		r.paragraphs++
		if text := parse.TrimSpace(r.paragraph.String()); text != "" {
			r.out = append(r.out, docLine{where: fmt.Sprintf("paragraph %d", r.paragraphs), cells: []string{text}})
		}
		r.paragraph.Reset()
	case "tc":
		if r.depth != 1 {
			return
		}
		text := strings.Join(strings.Fields(r.cell.String()), " ")
		if at := len(r.row); r.goesOn && text == "" && at < len(r.above) {
			text = r.above[at]
		}
		for range r.span {
			r.row = append(r.row, text)
		}
	case "tr":
		if r.depth == 1 {
			r.rows++
			r.above = r.row
			r.out = append(r.out, docLine{where: fmt.Sprintf("table %d, row %d", r.tables, r.rows), cells: r.row, table: r.tables})
		}
	case "tbl":
		if r.depth--; r.depth == 0 {
			r.rows = 0
		}
	}
}
