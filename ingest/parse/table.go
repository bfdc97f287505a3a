// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"osnova/catalog"
)

// tableRecords reads a file of which only the columns are agreed on: a workbook, or delimited text in UTF-8, UTF-16, windows-1251 or
// koi8-u with the separator that most evenly cuts its first lines (comma where nothing does). What the format declares is not guessed.
func tableRecords(file string, body []byte, format catalog.Format) ([]Record, error) {
	if bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		return sheetRecords(file, body, format)
	}
	text, err := PageText(file, body, format.Encoding)
	if err != nil {
		return nil, err
	}
	format.Encoding = ""
	if format.Delimiter == "" {
		format.Delimiter = separator(text)
	}
	return delimited(file, text, format)
}

// headerOf finds the upstream columns. In tables of many publishers a header may be written in other letters, with invisible signs in it,
// or as one of the column's other names, and an optional column may be absent (-1).
func headerOf(s catalog.Source, file string, header Record, want []string) ([]int, error) {
	if s.Format.Kind != "table" {
		return Header(file, header, want)
	}
	plain := Record{Line: header.Line}
	for _, h := range header.Cells {
		plain.Cells = append(plain.Cells, headerKey(h))
	}
	var out []int
	for _, c := range s.Columns {
		if strings.HasPrefix(c.From, "$") {
			continue
		}
		at := -1
		for _, name := range append([]string{fromOf(c)}, c.Also...) {
			if n := slices.IndexFunc(header.Cells, func(h string) bool { return sameHeader(name, h) }); n >= 0 && at < 0 {
				at = n
			}
		}
		if at < 0 && !c.Optional {
			_, err := Header(file, plain, []string{headerKey(fromOf(c))})
			return nil, err
		}
		out = append(out, at)
	}
	return out, nil
}

// known is a header in which the columns that rules and matching ask for are spelt as the declaration spells them.
func known(s catalog.Source, header Record) Record {
	if s.Format.Kind != "table" {
		return header
	}
	var names []string
	for _, rule := range s.Skip {
		names = append(names, rule.Column)
	}
	if m := s.Match; m != nil {
		names = append(append(names, m.Text...), m.Oblast, m.Raion)
	}
	out := Record{Line: header.Line, Cells: slices.Clone(header.Cells)}
	for i, h := range out.Cells {
		for _, name := range names {
			if name != "" && sameHeader(name, h) {
				out.Cells[i] = name
			}
		}
	}
	return out
}

// sameHeader compares a header with the one declared. A line break in it may stand for a space, or for nothing.
func sameHeader(declared, header string) bool {
	key := headerKey(declared)
	return key == headerKey(header) || strings.ContainsAny(header, breaks) && key == headerKey(spaced.Replace(header))
}

const breaks = "\n\r\t\v\u2028"

var spaced = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ", "\v", " ", "\u2028", " ")

// headerKey is a header without case and without what cannot be seen in it.
func headerKey(h string) string {
	h = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || softBreak(r) || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, TrimSpace(h))
	return strings.ToLower(NormalizeName(h))
}

// Refuse quarantines a whole file of many that publishers gave, as one record, when err says that it is not what was agreed on; any other
// error comes back. What was read of the file before stays accounted for.
func (s *Sheet) Refuse(f catalog.File, err error) error {
	var bad *Error
	if !errors.As(err, &bad) {
		return err
	}
	t := s.File(f.Label())
	t.In++
	what := bad.What
	if bad.Hint != "" {
		what += "; " + bad.Hint
	}
	t.Reject(bad.Line, "", "", what)
	return nil
}

// unshortened gives a code of a legal person the zeros back that it lost where it was taken for a number.
func unshortened(v string) string {
	code := strings.TrimSuffix(v, ".0")
	switch n := len(code); {
	case strings.Trim(code, "0123456789") != "": // no number, whatever it ends in
		return v
	case n < 5 || n > 8:
		return code
	}
	return fmt.Sprintf("%08s", code)
}
