// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse/encodings"
)

// Record is one record of a table file, with the line on which it begins.
type Record struct {
	Line  int
	Cells []string
	notes *recordNotes // nil: nothing is known
}

// recordNotes are what few records have, or those of workbooks alone.
type recordNotes struct {
	kept  []Stored // how a workbook keeps each cell
	fault string   // why the record cannot be read; its cells are what was seen of it
}

// kept says how a workbook keeps each cell; nil: as text.
func (r Record) kept() []Stored {
	if r.notes == nil {
		return nil
	}
	return r.notes.kept
}

// Fault is why the record cannot be read, if it cannot.
func (r Record) Fault() string {
	if r.notes == nil {
		return ""
	}
	return r.notes.fault
}

// Stored says how a cell is kept.
func (r Record) Stored(column int) Stored {
	if kept := r.kept(); column >= 0 && column < len(kept) {
		return kept[column]
	}
	return AsText
}

// Decode turns bytes into UTF-8 without a byte order mark. The encoding named (empty: utf-8) is what the bytes leave open: a text that is
// UTF-8, or UTF-16, is read as such. A byte that is no character becomes U+FFFD, which no column takes.
func Decode(file string, body []byte, encoding string) ([]byte, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, &Error{File: file, What: "the file is empty", Hint: "fetch it again"}
	}
	out, place, err := encodings.Decode(body, encoding)
	if errors.Is(err, encodings.ErrNotUTF8) {
		return nil, &Error{File: file, Line: 1 + bytes.Count(body[:place], []byte("\n")), What: err.Error(), Hint: "declare format.encoding, such as windows-1251"}
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if name, _ := encodings.DetectEncoding(body, false, encoding); name == encodings.Windows1251 && encodings.IsKOI8(body) {
		return nil, &Error{File: file, What: "the text is declared as windows-1251 and reads as koi8-u", Hint: "declare encoding: koi8-u"}
	}
	return out, nil
}

// Header finds the upstream columns asked for in a header record. A missing one is an error that names what is there.
func Header(file string, header Record, want []string) ([]int, error) {
	at, twice := map[string]int{}, map[string]int{}
	for i, h := range header.Cells {
		key := NormalizeName(TrimSpace(h))
		if first, ok := at[key]; ok {
			twice[key] = first
			continue
		}
		at[key] = i
	}
	out := make([]int, len(want))
	for i, w := range want {
		n, ok := at[NormalizeName(TrimSpace(w))]
		if !ok { // a line break may stand for nothing
			n = slices.IndexFunc(header.Cells, func(h string) bool { return strings.ContainsAny(h, breaks) && sameHeader(w, h) })
			ok = n >= 0
		}
		if first, more := twice[NormalizeName(TrimSpace(w))]; more {
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
