// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"slices"
)

// Expectations are what a source's next edition is expected to be like; what is not said is held against the last good edition alone.
// "osnova ingest --propose-checks" proposes them.
type Expectations struct {
	Rows    int                 `yaml:"rows,omitempty"`    // most
	Renewed []string            `yaml:"renewed,omitempty"` // columns that have other values in each edition: they are not held against the last one
	Columns []ColumnExpectation `yaml:"columns,omitempty"`
}

// ColumnExpectation is what is expected of one column.
type ColumnExpectation struct {
	Name   string    `yaml:"name"`
	Filled float64   `yaml:"filled,omitempty"` // least share of rows whose cell is filled
	Median []float64 `yaml:"median,omitempty"` // bounds of the median of its numbers, without sign and zeros
	Values []string  `yaml:"values,omitempty"` // texts that are known; another one is a warning
	Latest string    `yaml:"latest,omitempty"` // latest date
}

// checkExpectations finds expectations of columns that are not there, and bounds that nothing can meet.
func (c *Catalog) checkExpectations(s Source) {
	file := s.Dir + "/source.yaml"
	known := func(name string) bool {
		return slices.ContainsFunc(s.Columns, func(column SourceColumn) bool { return column.Name == name })
	}
	for _, name := range s.Expect.Renewed {
		if !known(name) {
			c.Findings.Add(file, "name a column of the source", "expect.renewed: there is no column %s", name)
		}
	}
	for i, e := range s.Expect.Columns {
		where := fmt.Sprintf("expect: column %s", e.Name)
		switch {
		case !known(e.Name):
			c.Findings.Add(file, "name a column of the source", "%s: there is none", where)
		case slices.ContainsFunc(s.Expect.Columns[:i], func(o ColumnExpectation) bool { return o.Name == e.Name }):
			c.Findings.Add(file, "say all of a column in one place", "%s: is there twice", where)
		case e.Filled < 0 || e.Filled > 1:
			c.Findings.Add(file, "give a share from 0 to 1", "%s: filled is %g", where, e.Filled)
		case e.Median != nil && (len(e.Median) != 2 || e.Median[0] > e.Median[1]):
			c.Findings.Add(file, "give the least and the greatest median, as [10, 90]", "%s: median is %v", where, e.Median)
		}
	}
	if s.Expect.Rows < 0 || s.Expect.Rows > 0 && s.Expect.Rows < s.MinRows {
		c.Findings.Add(file, "give the most rows, above min_rows", "expect: rows is %d", s.Expect.Rows)
	}
}
