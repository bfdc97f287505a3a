// SPDX-License-Identifier: Apache-2.0

package store

import "osnova/catalog"

// Exposed names the relations that count or list single persons or cases and are not protected, each with the source that they come from:
// the tables of sources that say so, and all models that read one. A protected table ends that; indicators, datasets and pages may not read
// them. Reads gives what a SELECT reads; a SELECT that cannot be read exposes nothing, for it makes nothing.
func Exposed(cat *catalog.Catalog, reads func(sql string) []string) map[string]string {
	out := map[string]string{}
	for _, s := range cat.Sources {
		if s.Persons {
			out["raw."+s.Name] = s.Name
		}
	}
	passOn(cat, out, reads)
	return out
}

// Bound names the relations whose rows may be published under one licence alone, each with the identifier of that licence: the tables of sources
// whose licence asks that what is made of them keeps it, and all models that read one.
func Bound(cat *catalog.Catalog, reads func(sql string) []string) map[string]string {
	out := map[string]string{}
	for _, s := range cat.Sources {
		if s.Licence.Binds() {
			out["raw."+s.Name] = s.Licence.ID
		}
	}
	passOn(cat, out, reads)
	return out
}

// HandedIn names the relations that rest on what units hand in one by one, each with the source that it comes from.
func HandedIn(cat *catalog.Catalog, reads func(sql string) []string) map[string]string {
	out := map[string]string{}
	for _, s := range cat.Sources {
		if s.HandedIn {
			out["raw."+s.Name] = s.Name
		}
	}
	passOn(cat, out, reads)
	return out
}

// passOn gives each model that reads a marked relation the mark of the first that it reads, however many models lie between.
func passOn(cat *catalog.Catalog, out map[string]string, reads func(sql string) []string) {
	of := make([][]string, len(cat.Models))
	for i, m := range cat.Models {
		of[i] = reads(m.SQL)
	}
	for changed := true; changed; {
		changed = false
		for i, m := range cat.Models {
			if out[m.Relation()] != "" {
				continue
			}
			for _, r := range of[i] {
				if from := out[r]; from != "" {
					out[m.Relation()], changed = from, true
					break
				}
			}
		}
	}
}

// ExposedHint says what to do about a query that reads an exposed relation.
const ExposedHint = "read the table of metrics/protected that is made of it, or write one"

// BoundHint says what to do about a query that reads a bound relation.
const BoundHint = "what is made of it keeps that licence: publish it by mart and a dataset with the same licence in its YAML, not as an indicator"
