// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// SortedBad returns the quarantine in the order of file and line.
func (s *Sheet) SortedBad() []Rejected {
	out := slices.Clone(s.Bad)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].File != out[j].File {
			return out[i].File < out[j].File
		}
		return out[i].Line < out[j].Line
	})
	return out
}

// namedRejected is how many quarantined records a message names; the others are counted.
const namedRejected = 10

// NameRejected names the first quarantined records with place, value and reason, and counts the others.
func (s *Sheet) NameRejected() string {
	var out []string
	more := 0
	for _, b := range s.SortedBad() {
		switch {
		case b.Cell:
		case len(out) == namedRejected:
			more++
		default:
			column := ""
			if b.Column != "" {
				column = " column " + b.Column
			}
			out = append(out, fmt.Sprintf("%s:%d%s: %q %s", b.File, b.Line, column, b.Value, b.Reason))
		}
	}
	text := strings.Join(out, " | ")
	if more > 0 {
		text += fmt.Sprintf(" | and %d more", more)
	}
	return text
}

// barren says why nothing was loaded.
func (s *Sheet) barren() error {
	what, hint := "no row was loaded", "an empty or wholly changed file"
	in, _, quarantined, skipped := s.Totals()
	switch {
	case quarantined > 0:
		what, hint = fmt.Sprintf("%s: %d of %d records are quarantined", what, quarantined, in), "first: "+s.NameRejected()
	case skipped > 0:
		what = fmt.Sprintf("%s: all %d records are left out by declared rules", what, in)
		hint = "does a rule under skip match more than it should?"
	}
	return &Error{File: s.Source.Name, What: what, Hint: hint}
}
