// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"slices"
	"time"
	_ "time/tzdata" // zones are known on every machine
)

// Marks say how a publisher writes numbers and dates. What is not declared is decided by all cells of the column, and refused where they leave it
// open. On a source's format they hold for all its columns.
type Marks struct {
	Decimal   string `yaml:"decimal" json:",omitempty"`   // "." or ","
	Thousands string `yaml:"thousands" json:",omitempty"` // ".", ",", " " or "'"
	Dates     string `yaml:"dates" json:",omitempty"`     // dmy or mdy: which of 03/04/2024 is the day
	Zone      string `yaml:"zone" json:",omitempty"`      // in which moments with an offset are told; default Europe/Kyiv
}

// Or fills what is not declared with what is declared of all columns.
func (m Marks) Or(all Marks) Marks {
	if m.Decimal == "" && m.Thousands == "" {
		m.Decimal, m.Thousands = all.Decimal, all.Thousands
	}
	if m.Dates == "" {
		m.Dates = all.Dates
	}
	if m.Zone == "" {
		m.Zone = all.Zone
	}
	return m
}

// checkMarks checks how numbers and dates are declared to be written.
func (c *Catalog) checkMarks(where string, m Marks) {
	if !slices.Contains([]string{"", ".", ","}, m.Decimal) {
		c.Findings.Add(where, `"." or ","`, "decimal is %q", m.Decimal)
	}
	if !slices.Contains([]string{"", ".", ",", " ", "'"}, m.Thousands) {
		c.Findings.Add(where, `".", ",", " " or "'"`, "thousands is %q", m.Thousands)
	}
	if m.Decimal != "" && m.Decimal == m.Thousands {
		c.Findings.Add(where, "a mark cannot be both", "decimal and thousands are both %q", m.Decimal)
	}
	if !slices.Contains([]string{"", "dmy", "mdy"}, m.Dates) {
		c.Findings.Add(where, "dmy (day first) or mdy (month first)", "dates is %q", m.Dates)
	}
	if _, err := time.LoadLocation(m.Zone); err != nil {
		c.Findings.Add(where, "a name such as Europe/Kyiv", "unknown zone %q", m.Zone)
	}
}

// checkReading checks how a column of a source is declared to be read.
func (c *Catalog) checkReading(where string, col SourceColumn) {
	c.checkMarks(where, col.Marks)
	number := col.Type == TypeInteger || col.Type == TypeNumber
	if !slices.Contains([]string{"", "number", "share"}, col.Percent) {
		c.Findings.Add(where, "number (12 % is 12) or share (12 % is 0.12)", "percent is %q", col.Percent)
	}
	if !number && col.Decimal+col.Thousands+col.Percent != "" {
		c.Findings.Add(where, "only numbers have such marks", "decimal, thousands or percent of a column of type %s", col.Type)
	}
	if col.Pivot < 0 || col.Pivot > 100 {
		c.Findings.Add(where, "two-digit years below it are of this century: 1 to 100", "pivot is %d", col.Pivot)
	}
	if col.Type != TypeDate && (col.Dates+col.Zone != "" || col.Pivot != 0) {
		c.Findings.Add(where, "only dates have them", "dates, zone or pivot of a column of type %s", col.Type)
	}
}
