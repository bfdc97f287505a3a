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
	return edition(in, in.Source.Files[0], out, func(t *parse.Tally, line int, u codifierUnit) {
		t.Row(line, []string{u.code, u.parent, u.levels[0], u.levels[1], u.levels[2], u.category, u.name})
	})
}

// codifierUnit is a row of an edition. Codes and category are in the letters of the newest form, the name is as it stands.
type codifierUnit struct {
	code, parent   string
	levels         [5]string
	category, name string
}

// edition reads a file of the codifier and accounts for its rows; do takes each unit.
func edition(in parse.Input, f catalog.File, out *parse.Sheet, do func(*parse.Tally, int, codifierUnit)) error {
	body, err := in.Bytes(f.Name)
	if err != nil {
		return err
	}
	file := path.Base(f.Mirror)
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
		switch {
		case i < head || parse.TrimSpace(strings.Join(r.Cells, "")) == "":
			t.Skip("title")
		case len(r.Cells) < len(headers):
			t.Reject(r.Line, "", strings.Join(r.Cells, ";"), "the row has fewer cells than the header")
		default:
			do(t, r.Line, unitOf(r.Cells, at))
		}
	}
	return nil
}

// unitOf reads the cells of a row; at says where each of headers stands.
func unitOf(cells []string, at []int) codifierUnit {
	u := codifierUnit{category: latin.Replace(parse.TrimSpace(cells[at[5]])), name: cells[at[6]]}
	for k := range u.levels {
		u.levels[k] = strings.ToUpper(parse.TrimSpace(cells[at[k]]))
		if u.levels[k] != "" && u.levels[k] != u.code {
			u.code, u.parent = u.levels[k], u.code
		}
	}
	return u
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
