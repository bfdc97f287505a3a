// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
)

// observation is one cell of a cube.
type observation struct {
	line   int
	of     func(name string) (string, bool) // dimension or attribute
	raw    string                           // the value as upstream wrote it
	value  string                           // what can be read of it; empty: missing
	status string                           // of the list obs_status; several letters where the publisher gives several
	stored Stored                           // how the value is kept; text is read by its column
}

// at gives what a rule looks at.
func (o observation) at(column string) (string, bool) {
	switch column {
	case "$value":
		return TrimSpace(o.raw), true
	case "$status":
		return o.status, true
	}
	v, ok := o.of(column)
	return TrimSpace(v), ok
}

// cubeReader puts the observations of one file under the contract of its source.
type cubeReader struct {
	source catalog.Source
	file   catalog.File
	tally  *Tally
	skips  []skipRule
	froms  [][]string // of each column, the names it may take its cell from
	names  []string   // what the file has, for messages
	strict bool       // every column must be among them, not only the required ones
	known  bool       // the first observation was held against the contract
	days04 bool       // the workbook counts days from 1904
}

// ordinaryCube reads pivot tables, JSON-stat and SDMX.
func ordinaryCube(in Input, skips []skipRule, out *Sheet) error {
	if in.Source.Match != nil {
		return fmt.Errorf("source %s: names in a cube are not matched; join its codes in a model", in.Source.Name)
	}
	froms := make([][]string, len(in.Source.Columns))
	for i, c := range in.Source.Columns {
		froms[i] = strings.Split(fromOf(c), "|")
	}
	for _, f := range in.Source.Files {
		c := &cubeReader{source: in.Source, file: f, skips: skips, froms: froms}
		err := c.read(in, out)
		if f.Listed != "" {
			err = out.Refuse(f, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// read reads one file by the kind of the source.
func (c *cubeReader) read(in Input, out *Sheet) error {
	body, err := in.Bytes(c.file.Name)
	if err != nil {
		return err
	}
	name := c.file.Label()
	c.tally = out.File(name)
	switch in.Source.Format.Kind {
	case "pivot":
		return readPivot(c, name, body)
	case "jsonstat":
		return readJSONStat(c, name, body)
	}
	if head := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n"); bytes.HasPrefix(head, []byte("<")) {
		return readSDMX(c, name, body)
	}
	return readSDMXText(c, name, body)
}

// add accounts for one observation.
func (c *cubeReader) add(o observation) error {
	if !c.known {
		if err := c.hold(o); err != nil {
			return err
		}
		c.known = true
	}
	c.tally.In++
	for _, rule := range c.skips {
		if rule.Column == "" { // rules of whole rows are the reader's
			continue
		}
		cell, ok := o.at(rule.Column)
		left := ok && (rule.Empty && cell == "" || rule.Matches != "" && rule.pattern.MatchString(cell) || rule.Not != "" && !rule.not.MatchString(cell))
		if left && rule.Unless != nil {
			other, ok := o.at(rule.Unless.Column)
			left = !ok || !rule.unless.MatchString(other)
		}
		if left {
			c.tally.Skip(rule.Rule)
			return nil
		}
	}
	cells, stored := make([]string, len(c.froms)), make([]Stored, len(c.froms))
	for i, names := range c.froms {
		switch names[0] {
		case "$value":
			cells[i], stored[i] = o.value, o.stored
		case "$status":
			cells[i] = o.status
		case "$edition":
			cells[i] = c.file.Edition
		case "$line":
			cells[i] = fmt.Sprint(o.line)
		default:
			for _, n := range names {
				if v, ok := o.of(n); ok {
					cells[i] = v
					if c.days04 {
						stored[i] = AsNumber04
					}
					break
				}
			}
		}
	}
	c.tally.take(upstream{line: o.line, cells: cells, stored: stored})
	return nil
}

// hold names a dimension that the contract needs and the file does not have.
func (c *cubeReader) hold(o observation) error {
	for i, col := range c.source.Columns {
		has := slices.ContainsFunc(c.froms[i], func(n string) bool {
			if strings.HasPrefix(n, "$") {
				return true
			}
			_, ok := o.of(n)
			return ok
		})
		if !has && (c.strict || col.Required) {
			from := strings.Join(c.froms[i], " or ")
			hint := "there are: " + strings.Join(c.names[:min(len(c.names), 60)], ", ")
			if near := catalog.Nearest(from, c.names); near != "" {
				hint = "did the publisher rename it to " + near + "? " + hint
			}
			return &Error{File: c.tally.File, Line: o.line, What: fmt.Sprintf("the cube has no dimension %q", from), Hint: hint}
		}
	}
	return nil
}
