// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// Disclosure says whom a table counts, and how single persons are kept from being read out of it (SPEC 4.8). A table that counts persons or
// cases has it: a protected table, which metrics protects by it, and a dataset, which is held against it before it is written.
type Disclosure struct {
	Population Text     `yaml:"population"` // who is counted
	K          int      `yaml:"k"`          // counts of 1 … k−1 are not shown
	Sensitive  []string `yaml:"sensitive"`  // what the table tells of them that may harm, of SensitiveTopics; [] = nothing
	Counts     []string `yaml:"counts"`     // columns that count them; in a protected table the first counts those of the row
	Shares     []Share  `yaml:"shares"`
	Means      []Mean   `yaml:"means"`
	Official   Text     `yaml:"official"` // why counts may stand as they came: who publishes and protects them

	// Of a protected table alone.
	Dimensions []string `yaml:"dimensions"` // columns by which counts add up; _T in one of them is the margin
	Apart      []string `yaml:"apart"`      // columns whose values make tables of their own, that do not add up
}

// Share is a column that is part/of.
type Share struct {
	Column string  `yaml:"column"` // empty: the part itself is shown, and no share
	Part   string  `yaml:"part"`   // protected tables: column of the SELECT that counts the part; it may be one of counts
	Of     string  `yaml:"of"`     // the column that counts the whole
	Scale  float64 `yaml:"scale"`  // what the whole is: 1 (default) or 100
}

// Mean is a column that is an average over persons.
type Mean struct {
	Column string `yaml:"column"`
	Over   string `yaml:"over"` // protected tables: column of the SELECT that counts those it is an average of
	Of     string `yaml:"of"`   // the column that counts all of the row
}

// SensitiveTopics are what a table may tell of persons, and the least k it asks for.
var SensitiveTopics = map[string]int{
	"disability": 10, "displacement": 10, "military": 10, "health": 10, // SPEC 4.8.1
	"outcome": 5, // whether somebody failed, was refused or was late
	"opinion": 5, "behaviour": 5,
}

// Protected is a table of persons or cases from which metrics lets out only what may be told.
type Protected struct {
	Name       string      `yaml:"-"`
	File       string      `yaml:"-"` // of the declaration
	SQL        string      `yaml:"-"` // a SELECT with the true counts; empty: the arithmetic of metrics makes the table and obeys the declaration
	Title      Text        `yaml:"title"`
	Disclosure *Disclosure `yaml:"disclosure"`
	Contract   `yaml:",inline"`
}

// Relation is the table that it makes.
func (p Protected) Relation() string { return "metric." + p.Name }

// Protected finds a protected table by its name, nil where there is none.
func (c *Catalog) ProtectedTable(name string) *Protected {
	for i := range c.Protected {
		if c.Protected[i].Name == name {
			return &c.Protected[i]
		}
	}
	return nil
}

// countedUnits are units of columns that count persons or what each one of them does.
var countedUnits = []string{"persons", "cases", "answers", "appeals"}

// checkUncounted finds columns that count persons or cases in a table that says nothing of their protection.
func (c *Catalog) checkUncounted(file string, k Contract) {
	var counting []string
	for _, col := range k.Columns {
		if slices.Contains(countedUnits, col.Unit) {
			counting = append(counting, col.Name)
		}
	}
	if len(counting) > 0 {
		c.Findings.Add(file, "say disclosure: population, k, sensitive, counts", "it counts persons or cases (%s), and does not say how they are protected", strings.Join(counting, ", "))
	}
}

// checkSensitive holds k against what the table tells of persons.
func (c *Catalog) checkSensitive(file string, d *Disclosure) {
	if d.Sensitive == nil {
		c.Findings.Add(file, "name what it tells of persons, [] if nothing that may harm", "disclosure does not say what is sensitive")
	}
	least := 5
	for _, s := range d.Sensitive {
		n, ok := SensitiveTopics[s]
		if !ok {
			var known []string
			for t := range SensitiveTopics {
				known = append(known, t)
			}
			slices.Sort(known)
			c.Findings.Add(file, "one of "+strings.Join(known, ", "), "disclosure.sensitive %q is unknown", s)
		}
		least = max(least, n)
	}
	if d.K < least {
		c.Findings.Add(file, fmt.Sprintf("at least %d", least), "disclosure.k is %d", d.K)
	}
}

// checkDisclosure holds a declaration against its contract. helpers says whether columns that the contract does not have may be named.
func (c *Catalog) checkDisclosure(file string, d *Disclosure, k Contract, helpers bool) {
	if d == nil {
		c.checkUncounted(file, k)
		return
	}
	c.checkText(file, "disclosure.population", d.Population)
	c.checkSensitive(file, d)
	if len(d.Counts) == 0 {
		c.Findings.Add(file, "name the columns", "disclosure.counts is empty")
	}
	has := func(what, column string, helper bool) {
		if column != "" && k.Column(column) < 0 && !(helper && helpers) {
			c.Findings.Add(file, "", "disclosure.%s: %q is no column of the contract", what, column)
		}
	}
	for i, column := range d.Counts {
		has("counts", column, i == 0)
	}
	for _, s := range d.Shares {
		has("shares", s.Column, false)
		has("shares", s.Part, true)
		has("shares", s.Of, true)
		if s.Of == "" || s.Scale != 0 && s.Scale != 1 && s.Scale != 100 {
			c.Findings.Add(file, "of is the count of the whole, scale 1 or 100", "disclosure.shares: %s is of %q, scale %g", s.Column, s.Of, s.Scale)
		}
	}
	for _, m := range d.Means {
		has("means", m.Column, false)
		has("means", m.Over, true)
		has("means", m.Of, true)
	}
	for _, column := range append(slices.Clone(d.Dimensions), d.Apart...) {
		has("dimensions", column, true)
	}
	for _, col := range k.Columns {
		if slices.Contains(countedUnits, col.Unit) && !slices.Contains(d.Counts, col.Name) {
			c.Findings.Add(file, "add it to disclosure.counts", "column %s counts %s", col.Name, col.Unit)
		}
	}
}

// checkProtected holds the declaration of a protected table.
func (c *Catalog) checkProtected(p Protected) {
	c.checkText(p.File, "title", p.Title)
	c.checkContract(p.File, p.Contract)
	if p.Disclosure == nil {
		c.Findings.Add(p.File, "it is what the table is for", "a protected table has no disclosure")
		return
	}
	c.checkDisclosure(p.File, p.Disclosure, p.Contract, true)
	if p.Disclosure.Official != (Text{}) {
		c.Findings.Add(p.File, "official counts need no protection: publish them from mart", "a protected table is not official")
	}
	if p.SQL == "" {
		return
	}
	if p.Column("obs_status") < 0 {
		c.Findings.Add(p.File, "it says which cells are confidential", "a protected table has no column obs_status")
	}
	for _, s := range p.Disclosure.Shares {
		if s.Part == "" {
			c.Findings.Add(p.File, "name the column that counts it", "disclosure.shares: %s has no part", s.Column)
		}
	}
	for _, m := range p.Disclosure.Means {
		if m.Over == "" || m.Of == "" {
			c.Findings.Add(p.File, "over: who it is an average of; of: all of the row", "disclosure.means: %s", m.Column)
		}
	}
}
