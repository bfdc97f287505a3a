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
	return out
}

// ExposedHint says what to do about a query that reads an exposed relation.
const ExposedHint = "read the table of metrics/protected that is made of it, or write one"
