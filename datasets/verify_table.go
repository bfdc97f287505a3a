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

// verifyTable holds every row of a CSV against its Table Schema.
func verifyTable(fsys fs.FS, schemaName, name string, out *catalog.Findings) error {
	body, err := fs.ReadFile(fsys, schemaName)
	if err != nil {
		return fmt.Errorf("read %s: %w", schemaName, err)
	}
	var schema struct {
		Fields []readField `json:"fields"`
		Key    []string    `json:"primaryKey"`
	}
	if err := json.Unmarshal(body, &schema); err != nil {
		out.Add(schemaName, "", "it is no Table Schema: %v", err)
		return nil
	}
	var names []string
	for i := range schema.Fields {
		f := &schema.Fields[i]
		names = append(names, f.Name)
		if f.pattern, err = regexp.Compile("^(?:" + f.Constraints.Pattern + ")$"); err != nil {
			out.Add(schemaName, "", "bad pattern of %s: %v", f.Name, err)
			return nil
		}
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
	if err != nil || !slices.Equal(header, names) {
		out.Add(name+":1", "", "the header is %q, the schema says %q", strings.Join(header, ","), strings.Join(names, ","))
		return nil
	}
	var key []int
	for _, k := range schema.Key {
		at := slices.Index(names, k)
		if at < 0 {
			out.Add(schemaName, "", "its key %s is no field", k)
			return nil
		}
		key = append(key, at)
	}
	seen := map[string]int{}
	repeated := 0
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
		for i := range schema.Fields {
			if wrong := schema.Fields[i].wrong(row[i]); wrong != "" {
				if schema.Fields[i].breaches++; schema.Fields[i].breaches <= shownBreaches {
					out.Add(fmt.Sprintf("%s:%d", name, line), "", "%s %q %s", names[i], row[i], wrong)
				}
			}
		}
		if len(key) > 0 {
			var id strings.Builder
			for _, k := range key {
				id.WriteString(row[k] + "\x00")
			}
			if first := seen[id.String()]; first > 0 {
				if repeated++; repeated <= shownBreaches {
					out.Add(fmt.Sprintf("%s:%d", name, line), "", "the key is that of line %d", first)
				}
			}
			seen[id.String()] = line
		}
	}
	for _, f := range schema.Fields {
		if f.breaches > shownBreaches {
			out.Add(name, "the first of them are shown", "%s is wrong in %d rows", f.Name, f.breaches)
		}
	}
	if repeated > shownBreaches {
		out.Add(name, "the first of them are shown", "%d rows repeat a key", repeated)
	}
	return nil
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
