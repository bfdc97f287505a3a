// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"io/fs"
	"slices"
	"strings"
)

// Table declares a table of schema metric that metrics makes by a program of its own, or one such table of every index or indicator.
type Table struct {
	Name     string `yaml:"-"` // that of the table; of an index the kind, such as score
	File     string `yaml:"-"`
	Title    Text   `yaml:"title"`
	Grain    Text   `yaml:"grain"` // what one row is
	Of       string `yaml:"of"`    // index, indicator: each of them has such a table; empty: there is one
	Like     string `yaml:"like"`  // another declaration whose columns it has
	Contract `yaml:",inline"`
}

// Relation is the table that it declares; empty of a kind of tables.
func (t Table) Relation() string {
	if t.Of != "" {
		return ""
	}
	return "metric." + t.Name
}

// Kinds of things that have tables of their own; see Table.Of.
const (
	OfIndex     = "index"
	OfIndicator = "indicator"
)

// Kinds of pages of which each schema of tables, or each dataset, has one; see Page.Of.
const (
	OfSchema  = "schema"
	OfDataset = "dataset"
)

// BandMark stands in a column of an index's table for the id of a band: the column is there once for each band of the index.
const BandMark = "{band}"

// OfIndex is the contract that the table of one index keeps: columns of bands stand for its bands, in their order.
func (t Table) OfIndex(x Index) Contract {
	k := t.Contract
	k.Columns = nil
	for _, c := range t.Columns {
		if !strings.Contains(c.Name, BandMark) {
			k.Columns = append(k.Columns, c)
			continue
		}
		for _, b := range x.Bands {
			one := c
			one.Name = strings.ReplaceAll(c.Name, BandMark, strings.ToLower(b.ID))
			one.UK, one.EN = strings.ReplaceAll(c.UK, BandMark, b.ID), strings.ReplaceAll(c.EN, BandMark, b.ID)
			k.Columns = append(k.Columns, one)
		}
	}
	return k
}

// MetricTable is one table of schema metric and what is declared of it.
type MetricTable struct {
	File string // of the declaration
	Contract
}

// MetricTables are all tables of schema metric that the declarations speak of, by relation: protected ones, those of metrics' own programs,
// and those of each index and indicator. An indicator that is awaited may have no row.
func (c *Catalog) MetricTables() map[string]MetricTable {
	out := map[string]MetricTable{}
	for _, t := range c.Tables {
		switch t.Of {
		case "":
			out[t.Relation()] = MetricTable{t.File, t.Contract}
		case OfIndex:
			for _, x := range c.Indices {
				if slices.Contains(x.Kinds(), t.Name) {
					out[x.Table(t.Name)] = MetricTable{t.File, t.OfIndex(x)}
				}
			}
		case OfIndicator:
			for _, i := range c.Indicators {
				k := t.Contract
				if i.Awaited != (Text{}) {
					k.MinRows = 0
				}
				for _, relation := range i.Relations() {
					out[relation] = MetricTable{t.File, k}
				}
			}
		}
	}
	for _, p := range c.Protected {
		out[p.Relation()] = MetricTable{p.File, p.Contract}
	}
	return out
}

func (c *Catalog) loadTables(fsys fs.FS) error {
	err := eachFile(fsys, "metrics/tables/*.yaml", func(file string, body []byte) {
		t := Table{Name: fileStem(file), File: file}
		if c.decode(file, body, &t) {
			c.Tables = append(c.Tables, t)
		}
	})
	for i := range c.Tables {
		c.likeAnother(&c.Tables[i])
	}
	return err
}

// likeAnother gives a table the columns of the one that it says it is like.
func (c *Catalog) likeAnother(t *Table) {
	if t.Like == "" {
		return
	}
	var names []string
	for _, other := range c.Tables {
		names = append(names, other.Name)
		switch {
		case other.Name != t.Like:
		case len(t.Columns) > 0:
			c.Findings.Add(t.File, "give like or columns", "it is like %s and has columns of its own", t.Like)
			return
		case other.Like != "":
			c.Findings.Add(t.File, "name the one that has the columns", "it is like %s, which is like %s", t.Like, other.Like)
			return
		default:
			t.Columns = other.Columns
			return
		}
	}
	c.checkRefs(t.File, "table", []string{t.Like}, names)
}

// checkTable looks at the declaration of a table that metrics makes.
func (c *Catalog) checkTable(t Table) {
	c.checkText(t.File, "title", t.Title)
	c.checkText(t.File, "grain", t.Grain)
	if !slices.Contains([]string{"", OfIndex, OfIndicator}, t.Of) {
		c.Findings.Add(t.File, "index or indicator, or leave it out", "of is %q", t.Of)
	}
	if t.Like == "" || len(t.Columns) > 0 {
		c.checkContract(t.File, t.Contract)
	}
	if t.Of == OfIndex {
		return
	}
	for _, col := range t.Columns {
		if strings.Contains(col.Name, BandMark) {
			c.Findings.Add(t.File, "only tables of an index have bands", "column %q stands for bands", col.Name)
		}
	}
}
