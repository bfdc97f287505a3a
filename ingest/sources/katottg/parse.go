// SPDX-License-Identifier: Apache-2.0

// Package katottg reads the national codifier of administrative units and community territories.
package katottg

import (
	"bytes"
	"path"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// headers are the upstream columns, in the order of the levels.
var headers = []string{"Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень", "Категорія об’єкта", "Назва об’єкта"}

// latin maps the Cyrillic look-alikes of the category letters to the Latin letters of the codifier.
// Т, the settlement of urban type, became Х when the types of settlement were reformed.
var latin = strings.NewReplacer("О", "O", "К", "K", "Р", "P", "Н", "H", "М", "M", "Т", "X", "T", "X", "Х", "X", "С", "C", "В", "B")

// Parse reads the codifier as CSV or XLSX, with or without title rows above the header.
// A unit's own code is the right-most filled level; its parent is the next different code to the left.
func Parse(in parse.Input, out *parse.Sheet) error {
	body, err := in.Bytes("codifier")
	if err != nil {
		return err
	}
	file := path.Base(in.Source.Files[0].Mirror)
	records, err := readRecords(file, body)
	if err != nil {
		return err
	}
	head, at, err := findHeader(file, records)
	if err != nil {
		return err
	}
	t := out.File(file)
	for i, r := range records {
		if i == head {
			continue
		}
		t.In++
		if i < head || parse.TrimSpace(strings.Join(r.Cells, "")) == "" {
			t.Skip("title")
			continue
		}
		if len(r.Cells) < len(headers) {
			t.Reject(r.Line, "", strings.Join(r.Cells, ";"), "the row has fewer cells than the header")
			continue
		}
		var levels [5]string
		own, parent := "", ""
		for k := range levels {
			levels[k] = strings.ToUpper(parse.TrimSpace(r.Cells[at[k]]))
			if levels[k] != "" && levels[k] != own {
				own, parent = levels[k], own
			}
		}
		category := latin.Replace(parse.TrimSpace(r.Cells[at[5]]))
		t.Row(r.Line, []string{own, parent, levels[0], levels[1], levels[2], category, r.Cells[at[6]]})
	}
	return nil
}

func readRecords(file string, body []byte) ([]parse.Record, error) {
	if bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		return parse.XLSX(file, body, "")
	}
	delimiter := ";"
	if first, _, _ := bytes.Cut(body, []byte("\n")); !bytes.Contains(first, []byte(";")) && bytes.Contains(first, []byte(",")) {
		delimiter = ","
	}
	return parse.ReadCSV(file, body, catalog.Format{Delimiter: delimiter})
}

// findHeader looks for the header among the first rows, for editions put a title above it.
func findHeader(file string, records []parse.Record) (row int, at []int, err error) {
	for i, r := range records[:min(len(records), 10)] {
		if at, err = parse.Header(file, r, headers); err == nil {
			return i, at, nil
		}
	}
	if len(records) == 0 {
		return 0, nil, &parse.Error{File: file, What: "no row"}
	}
	_, err = parse.Header(file, records[0], headers)
	return 0, nil, err
}
