// SPDX-License-Identifier: Apache-2.0

package register

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// docLine is one row of a table or one paragraph, with where it stands.
type docLine struct {
	where string   // "row 5", "paragraph 3"
	cells []string // of a paragraph: one
	table int      // number of the table, from 1; 0: a paragraph
	head  bool     // a heading of the document
}

// readLines reads a file of any kind as lines in reading order. The error names what the file is and what to do.
func readLines(file string, body []byte) ([]docLine, error) {
	switch lower := strings.ToLower(filepath.Ext(file)); {
	case bytes.HasPrefix(body, []byte("%PDF")):
		return nil, &parse.Error{File: file, What: "a PDF", Hint: "take its text out (pdftotext -layout file.pdf), or ask the council for the table that it was made of"}
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0")):
		return nil, &parse.Error{File: file, What: "an old .doc or .xls", Hint: "save it as .docx or .xlsx"}
	case bytes.HasPrefix(body, []byte("PK\x03\x04")) && isDocument(body):
		return documentLines(file, body)
	case lower == ".html" || lower == ".htm" || looksLikePage(body):
		return pageLines(file, body)
	case lower == ".txt" || lower == ".text":
		return textLines(file, body)
	}
	records, err := parse.Records(file, body, catalog.Format{Kind: "table", Shown: true})
	if err != nil {
		return nil, err
	}
	var out []docLine
	for _, r := range records {
		out = append(out, docLine{where: fmt.Sprintf("row %d", r.Line), cells: r.Cells, table: 1})
	}
	return out, nil
}

// looksLikePage reports whether a body begins as a page does.
func looksLikePage(body []byte) bool {
	head := strings.ToLower(string(body[:min(len(body), 1024)]))
	return strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html") || strings.Contains(head, "<table")
}

// textLines reads the text of a PDF: lines with columns that two spaces and more part are rows of a table, where a heading with two known
// columns stands above; all else are paragraphs.
func textLines(file string, body []byte) ([]docLine, error) {
	text, err := parse.Decode(file, body, "")
	if err != nil {
		return nil, err
	}
	var out []docLine
	var starts []int // of the columns of the table at hand
	tables, at := 0, -1
	for i, raw := range strings.Split(strings.ReplaceAll(string(text), "\f", "\n"), "\n") {
		segments, places := splitColumns(raw)
		where := fmt.Sprintf("line %d", i+1)
		switch {
		case len(segments) == 0:
			continue
		case knownColumns(segments) >= 2:
			tables++
			starts, at = places, -1
			out = append(out, docLine{where: where, cells: segments, table: tables})
		case starts != nil && (len(segments) > 1 || places[0] > starts[0]+1):
			cells := placeInColumns(segments, places, starts)
			if cells[0] == "" && at >= 0 { // the row above goes on
				for k, cell := range cells {
					out[at].cells[k] = strings.TrimSpace(out[at].cells[k] + " " + cell)
				}
				continue
			}
			at = len(out)
			out = append(out, docLine{where: where, cells: cells, table: tables})
		default:
			starts, at = nil, -1
			out = append(out, docLine{where: where, cells: []string{strings.Join(segments, " ")}})
		}
	}
	return out, nil
}

var wideGap = regexp.MustCompile(`\s{2,}|\t`)

// splitColumns parts a line where two spaces and more stand, and gives the letter at which each part begins.
func splitColumns(raw string) (segments []string, places []int) {
	at := 0
	for _, gap := range append(wideGap.FindAllStringIndex(raw, -1), []int{len(raw), len(raw)}) {
		if part := strings.TrimSpace(raw[at:gap[0]]); part != "" {
			segments = append(segments, part)
			places = append(places, len([]rune(raw[:at])))
		}
		at = gap[1]
	}
	return segments, places
}

// placeInColumns gives each part to the column above it: the last that begins at most two letters after it.
func placeInColumns(segments []string, places, starts []int) []string {
	cells := make([]string, len(starts))
	for i, segment := range segments {
		column := 0
		for k, start := range starts {
			if start <= places[i]+2 {
				column = k
			}
		}
		cells[column] = strings.TrimSpace(cells[column] + " " + segment)
	}
	return cells
}
