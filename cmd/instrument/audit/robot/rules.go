// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"sync"

	"osnova/ingest/sources"
)

// Rule is one thing that the robot checks: a row of the table audit_rule.
type Rule struct {
	ID, Block string
	Pattern   string // RE2, for text in lower case with apostrophes as Fold writes them; empty: no expression tells
}

// Rules are all of them, in the order of the table.
var Rules = sync.OnceValue(func() (out []Rule) {
	for _, r := range sources.Table("audit_rule", "data.csv") {
		out = append(out, Rule{ID: r[0], Block: r[1], Pattern: r[4]})
	}
	return out
})
