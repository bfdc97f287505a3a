// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Schemas are the schemas of the database, in the order in which tables are made of one another.
var Schemas = []string{"raw", "staging", "mart", "metric"}

// Relation is one declared table, or one kind of tables that each index or indicator has, whatever noun declares it.
type Relation struct {
	Schema     string // one of Schemas
	Name       string // without the schema; {index} and {indicator} stand for each of them
	Title      Text
	Grain      Text        // what one row is, where the declaration says so
	Disclosure *Disclosure // of a protected table
	Contract
}

// String is the table as a query names it.
func (r Relation) String() string { return r.Schema + "." + r.Name }

// Anchor is the table as part of an address.
func (r Relation) Anchor() string { return strings.NewReplacer("{", "", "}", "").Replace(r.Name) }

// Relations are all tables that the declarations speak of, by schema and name.
func (c *Catalog) Relations() []Relation {
	var out []Relation
	for _, s := range c.Sources {
		out = append(out, Relation{Schema: "raw", Name: s.Name, Title: s.Title, Contract: s.Contract()})
	}
	for _, m := range c.Models {
		out = append(out, Relation{Schema: m.Layer, Name: m.Name, Title: m.Title, Contract: m.Contract})
	}
	for _, p := range c.Protected {
		out = append(out, Relation{Schema: "metric", Name: p.Name, Title: p.Title, Disclosure: p.Disclosure, Contract: p.Contract})
	}
	for _, t := range c.Tables {
		name := map[string]string{"": t.Name, OfIndex: "{index}_" + t.Name, OfIndicator: "{indicator}"}[t.Of]
		out = append(out, Relation{Schema: "metric", Name: name, Title: t.Title, Grain: t.Grain, Contract: t.Contract})
	}
	slices.SortFunc(out, func(a, b Relation) int {
		return cmp.Or(cmp.Compare(slices.Index(Schemas, a.Schema), slices.Index(Schemas, b.Schema)), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// RelationsIn are those of one schema.
func (c *Catalog) RelationsIn(schema string) []Relation {
	return slices.DeleteFunc(c.Relations(), func(r Relation) bool { return r.Schema != schema })
}
