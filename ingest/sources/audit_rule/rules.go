// Package audit_rule knows what the audit robot checks: the rules that this folder's table lists, with their expressions.
package audit_rule

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"sync"
)

//go:embed data.csv
var data []byte

// Rule is one row of the table.
type Rule struct {
	ID, Block string
	Pattern   string // RE2, for text in lower case with apostrophes as audit.Fold writes them; empty: no expression tells
}

// Rules are all of them, in the order of the table.
var Rules = sync.OnceValue(func() (out []Rule) {
	all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(all) == 0 { // the source is checked on every build
		return nil
	}
	for _, r := range all[1:] {
		out = append(out, Rule{ID: r[0], Block: r[1], Pattern: r[4]})
	}
	return out
})
