// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"osnova/catalog"
)

// shownBreaches is how many findings one column of one file may give before they are only counted.
const shownBreaches = 3

type readField struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Constraints struct {
		Required bool     `json:"required"`
		Unique   bool     `json:"unique"`
		Pattern  string   `json:"pattern"`
		Minimum  *float64 `json:"minimum"`
		Maximum  *float64 `json:"maximum"`
		Enum     []string `json:"enum"`
	} `json:"constraints"`
	pattern  *regexp.Regexp
	breaches int
}

// verifiedTable is a CSV while its rows are held against its Table Schema.
type verifiedTable struct {
	name     string
	fields   []readField
	names    []string
	key      []int // positions of its columns
	seen     map[string]int
	repeated int
	out      *catalog.Findings
}

// verifyTable holds every row of a CSV against its Table Schema.
func verifyTable(fsys fs.FS, schemaName, name string, out *catalog.Findings) error {
	t := &verifiedTable{name: name, seen: map[string]int{}, out: out}
	if ok, err := t.readSchema(fsys, schemaName); err != nil || !ok {
		return err
	}
	file, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		out.Add(schemaName, "", "it describes %s, which is missing", name)
		return nil
	}
	if err != nil {
		return fmt.Errorf("open %s: %w", name, err)
	}
	defer file.Close()
	rows := csv.NewReader(file)
	rows.ReuseRecord = true
	header, err := rows.Read()
	if err != nil || !slices.Equal(header, t.names) {
		out.Add(name+":1", "", "the header is %q, the schema says %q", strings.Join(header, ","), strings.Join(t.names, ","))
		return nil
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			out.Add(name, "", "it cannot be read on: %v", err)
			return nil
		}
		line, _ := rows.FieldPos(0)
		t.holdRow(line, row)
	}
	t.sumUp()
	return nil
}

// readSchema reads the Table Schema; false if it is none, which is a finding.
func (t *verifiedTable) readSchema(fsys fs.FS, schemaName string) (bool, error) {
	body, err := fs.ReadFile(fsys, schemaName)
	if err != nil {
		return false, fmt.Errorf("read %s: %w", schemaName, err)
	}
	var schema struct {
		Fields []readField `json:"fields"`
		Key    []string    `json:"primaryKey"`
	}
	if err := json.Unmarshal(body, &schema); err != nil {
		t.out.Add(schemaName, "", "it is no Table Schema: %v", err)
		return false, nil
	}
	t.fields = schema.Fields
	for i := range t.fields {
		f := &t.fields[i]
		t.names = append(t.names, f.Name)
		if f.pattern, err = regexp.Compile("^(?:" + f.Constraints.Pattern + ")$"); err != nil {
			t.out.Add(schemaName, "", "bad pattern of %s: %v", f.Name, err)
			return false, nil
		}
	}
	for _, k := range schema.Key {
		at := slices.Index(t.names, k)
		if at < 0 {
			t.out.Add(schemaName, "", "its key %s is no field", k)
			return false, nil
		}
		t.key = append(t.key, at)
	}
	return true, nil
}

// holdRow holds the cells of a row against their fields, and its key against those before.
func (t *verifiedTable) holdRow(line int, row []string) {
	at := func() string { return fmt.Sprintf("%s:%d", t.name, line) }
	for i := range t.fields {
		if wrong := t.fields[i].wrong(row[i]); wrong != "" {
			if t.fields[i].breaches++; t.fields[i].breaches <= shownBreaches {
				t.out.Add(at(), "", "%s %q %s", t.names[i], row[i], wrong)
			}
		}
	}
	if len(t.key) == 0 {
		return
	}
	var id strings.Builder
	for _, k := range t.key {
		id.WriteString(row[k] + "\x00")
	}
	if first := t.seen[id.String()]; first > 0 {
		if t.repeated++; t.repeated <= shownBreaches {
			t.out.Add(at(), "", "the key is that of line %d", first)
		}
	}
	t.seen[id.String()] = line
}

// sumUp says how many breaches there are of which not all are shown.
func (t *verifiedTable) sumUp() {
	for _, f := range t.fields {
		if f.breaches > shownBreaches {
			t.out.Add(t.name, "the first of them are shown", "%s is wrong in %d rows", f.Name, f.breaches)
		}
	}
	if t.repeated > shownBreaches {
		t.out.Add(t.name, "the first of them are shown", "%d rows repeat a key", t.repeated)
	}
}

// wrong says what is wrong with a cell, "" if nothing.
func (f *readField) wrong(cell string) string {
	if cell == "" {
		if f.Constraints.Required {
			return "is required"
		}
		return ""
	}
	var value float64
	var err error
	switch f.Type {
	case "integer":
		var n int64
		n, err = strconv.ParseInt(cell, 10, 64)
		value = float64(n)
	case "number":
		value, err = strconv.ParseFloat(cell, 64)
	case "date":
		_, err = time.Parse(time.DateOnly, cell)
	case "boolean":
		if cell != "true" && cell != "false" {
			err = errors.New("neither true nor false")
		}
	}
	c := f.Constraints
	switch {
	case err != nil:
		return "is no " + f.Type
	case c.Minimum != nil && value < *c.Minimum:
		return fmt.Sprintf("is below %g", *c.Minimum)
	case c.Maximum != nil && value > *c.Maximum:
		return fmt.Sprintf("is above %g", *c.Maximum)
	case len(c.Enum) > 0 && !slices.Contains(c.Enum, cell):
		return "is none of the values"
	case c.Pattern != "" && !f.pattern.MatchString(cell):
		return "does not match " + c.Pattern
	}
	return ""
}
