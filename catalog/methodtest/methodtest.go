// SPDX-License-Identifier: Apache-2.0

// Package methodtest reads the tables of docs/method.md, where every threshold of the method stands with its source, so that the tests of each
// room can hold the declarations and the code against them.
//
// In comes the document; out come its rows, and faults of numbers that differ.
// Nothing here reads a threshold from a declaration to write the document: the two are typed apart.
package methodtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Row is one row of a table of the document: its cells by the heading of their column.
type Row map[string]string

// Number is the cell of a column as a number; an empty cell is 0. Anything else that is no number fails the test.
func (r Row) Number(t testing.TB, column string) float64 {
	t.Helper()
	if r[column] == "" {
		return 0
	}
	v, err := strconv.ParseFloat(r[column], 64)
	if err != nil {
		t.Fatalf("docs/method.md: %v: %s is %q, no number", r, column, r[column])
	}
	return v
}

// Table reads the table that follows the mark "<!-- table:name -->". root is the way to the folder that holds docs. A table without rows, a row
// of another width and a row without a source fail the test.
func Table(t testing.TB, root, name string) []Row {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(root, "docs", "method.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(body), "<!-- table:"+name+" -->\n")
	if !found {
		t.Fatalf("docs/method.md has no table %q", name)
	}
	var heads []string
	var rows []Row
	for i, line := range strings.Split(after, "\n") {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for k := range cells {
			cells[k] = strings.Trim(strings.TrimSpace(cells[k]), "`")
		}
		switch {
		case i == 0:
			heads = cells
			continue
		case i == 1:
			continue
		case len(cells) != len(heads):
			t.Fatalf("docs/method.md: table %s: %q has %d cells, its heading %d", name, line, len(cells), len(heads))
		}
		row := Row{}
		for k, head := range heads {
			row[head] = cells[k]
		}
		if row["source"] == "" {
			t.Errorf("docs/method.md: table %s: %q has no source", name, line)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		t.Fatalf("docs/method.md: table %q has no row", name)
	}
	return rows
}

const number = `(-?[0-9][0-9_]*(?:\.[0-9]+)?)`

var space = regexp.MustCompile(`\s+`)

// Constants holds the code of one room against the table of constants: the text of each row, with "{}" where a number stands, is in the file, and
// everywhere it is there the numbers are those of the row, separated by ";". It returns how many rows the room has.
func Constants(t testing.TB, root, room string) (rows int) {
	t.Helper()
	for _, row := range Table(t, root, "constants") {
		if !strings.HasPrefix(row["where"], room+"/") {
			continue
		}
		rows++
		body, err := os.ReadFile(filepath.Join(root, row["where"]))
		if err != nil {
			t.Errorf("docs/method.md names a file that is not there: %v", err)
			continue
		}
		for _, fault := range Differences(string(body), row["text"], row["value"]) {
			t.Errorf("%s: %s (%s): %s. Is the change meant? Then say so in docs/method.md", row["where"], row["what"], row["source"], fault)
		}
	}
	return rows
}

// Differences says where the numbers that stand in a text differ from those wanted; see Constants.
func Differences(body, text, value string) (faults []string) {
	var want []float64
	for _, cell := range strings.Split(value, ";") {
		v, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
		if err != nil {
			return []string{"the value " + cell + " is no number"}
		}
		want = append(want, v)
	}
	parts := strings.Split(space.ReplaceAllString(text, " "), "{}")
	if len(parts) != len(want)+1 {
		return []string{"the text has places for " + strconv.Itoa(len(parts)-1) + " numbers, the value has " + strconv.Itoa(len(want))}
	}
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	// A number ends where no more of a number follows.
	found := regexp.MustCompile(strings.Join(parts, number)+`([0-9._]*)`).FindAllStringSubmatch(space.ReplaceAllString(body, " "), -1)
	if len(found) == 0 {
		return []string{"the text " + strconv.Quote(text) + " is not there"}
	}
	for _, hit := range found {
		for i, w := range want {
			cell := hit[i+1]
			if i == len(want)-1 && parts[len(parts)-1] == "" {
				cell += hit[len(hit)-1]
			}
			if v, err := strconv.ParseFloat(strings.ReplaceAll(cell, "_", ""), 64); err != nil || v != w {
				faults = append(faults, cell+" stands where the method has "+strconv.FormatFloat(w, 'g', -1, 64))
			}
		}
	}
	return faults
}
