// SPDX-License-Identifier: Apache-2.0

package katottg

import "osnova/ingest/parse"

// Changes of a unit from one edition of the codifier to the next.
const (
	renamed = "renamed" // another name, and perhaps another category
	retyped = "retyped" // another category under the same name
	dropped = "gone"    // no longer in the codifier
)

// Changes lists what units were called in editions of the codifier, oldest first, where the next edition has it otherwise: one row a unit and
// edition in which the old name last stood. What the next edition says of a unit is not repeated; units that it has for the first time have no row.
func Changes(in parse.Input, out *parse.Sheet) error {
	var next map[string]codifierUnit // of the edition after the one that is read
	for i := len(in.Source.Files) - 1; i >= 0; i-- {
		f, this := in.Source.Files[i], map[string]codifierUnit{}
		newest := i == len(in.Source.Files)-1
		err := edition(in, f, out, func(t *parse.Tally, line int, u codifierUnit) {
			this[u.code] = u
			if newest {
				t.Skip("edition_in_force")
				return
			}
			if what := change(u, next); what != "" {
				t.Row(line, []string{u.code, u.parent, u.levels[0], u.levels[2], u.category, u.name, what, f.Edition})
			} else {
				t.Skip("unchanged")
			}
		})
		if err != nil {
			return err
		}
		next = this
	}
	return nil
}

// change says what became of a unit in the next edition; empty: nothing.
func change(u codifierUnit, next map[string]codifierUnit) string {
	v, ok := next[u.code]
	switch {
	case !ok:
		return dropped
	case parse.NormalizeName(u.name) != parse.NormalizeName(v.name):
		return renamed
	case u.category != v.category:
		return retyped
	}
	return ""
}
