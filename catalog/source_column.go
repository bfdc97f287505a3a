// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"slices"
)

// SourceColumn is a column of the table that a source makes, and how it is read from what the publisher gives.
type SourceColumn struct {
	Column   `yaml:",inline"`
	From     string            `yaml:"from"`     // header of the upstream column
	Also     []string          `yaml:"also"`     // kind table only: other headers that publishers give the column
	Optional bool              `yaml:"optional"` // kind table only: a file without the column has it empty
	Null     []string          `yaml:"missing"`  // spellings of a missing value
	Values   map[string]string `yaml:"values"`   // upstream value → ours
	Clean    string            `yaml:"clean"`    // one of Cleans
	OnBad    string            `yaml:"on_bad"`   // "row" (default) quarantines the row, "cell" empties the cell
	Select   string            `yaml:"select"`   // web pages only: CSS selector inside the row, "a@href" takes an attribute
	Ditto    []string          `yaml:"ditto"`    // signs that stand for the cell above
	Private  bool              `yaml:"private"`  // a bad value is masked in the quarantine
	Pad      int               `yaml:"pad"`      // zeros before digits up to this many characters, for codes that lost them
	Marks    `yaml:",inline"`  // how its numbers and dates are written
	Percent  string            `yaml:"percent" json:",omitempty"` // what 12 % is: number (12) or share (0.12); else refused
	Pivot    int               `yaml:"pivot" json:",omitempty"`   // two-digit years below it are 20yy, the others 19yy; else refused
}

// Cleans are the ways in which a cell may be cleaned: trim (default); name normalises spelling; lower; serial: a date may be a number of days
// as spreadsheets count; edrpou: leading zeros lost come back.
var Cleans = []string{"", "trim", "name", "lower", "serial", "edrpou"}

// Contract is what the source's table promises.
func (s Source) Contract() Contract {
	k := Contract{Key: s.Key, MinRows: s.MinRows, Columns: make([]Column, len(s.Columns))}
	for i := range s.Columns {
		k.Columns[i] = s.Columns[i].Column
	}
	return k
}

// Column returns the position of the column named, or -1.
func (s Source) Column(name string) int {
	return slices.IndexFunc(s.Columns, func(c SourceColumn) bool { return c.Name == name })
}

// checkSourceColumns checks how the columns of a source are read.
func (c *Catalog) checkSourceColumns(file string, columns []SourceColumn) {
	for _, col := range columns {
		where := fmt.Sprintf("%s: column %s", file, col.Name)
		if !slices.Contains(Cleans, col.Clean) {
			c.Findings.Add(where, fmt.Sprintf("one of %v", Cleans[1:]), "unknown clean %q", col.Clean)
		}
		c.checkReading(where, col)
	}
}
