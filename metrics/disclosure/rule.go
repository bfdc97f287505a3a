// SPDX-License-Identifier: Apache-2.0

package disclosure

import (
	"fmt"
	"math"
	"slices"
)

// Status is what stands in obs_status beside a value (SDMX CL_OBS_STATUS, shortened).
type Status string

// The statuses of published tables.
const (
	Normal       Status = ""
	Confidential Status = "c" // suppressed: the value is empty
	Unreliable   Status = "u" // too few cases; as a rule the value is empty
	Provisional  Status = "p"
	Estimated    Status = "e"
	Inherited    Status = "i" // taken from a larger unit
	Break        Status = "b" // a break in the series
	Missing      Status = ":" // not available: the value is empty
	NotApply     Status = "n" // does not apply: the value is empty
)

// Statuses are all of them with their meaning.
var Statuses = map[Status]string{
	Normal: "as measured", Confidential: "confidential", Unreliable: "low reliability", Provisional: "provisional", Estimated: "estimated",
	Inherited: "inherited", Break: "break in series", Missing: "not available", NotApply: "not applicable",
}

// Empty says whether a value with this status may not be shown.
func (s Status) Empty() bool { return s == Confidential || s == Missing || s == NotApply }

// Rule holds the limits. The zero Rule protects nothing: take [Ordinary] or [Sensitive].
type Rule struct {
	K          int     // counts of 1 … K−1 are not shown
	GroupN     int     // shares of 0 % and 100 % of fewer than this are not shown
	Dominators int     // a sum is not shown where so many contributors …
	Dominance  float64 // … have more than this share of it
}

// Ordinary are counts of persons; Sensitive are those by disability, displacement,
// military service or health.
var (
	Ordinary  = Rule{K: 5, GroupN: 20, Dominators: 2, Dominance: 0.85}
	Sensitive = Rule{K: 10, GroupN: 20, Dominators: 2, Dominance: 0.85}
)

// Small says whether a count is one of 1 … K−1 persons. Zero is not.
func (r Rule) Small(count int) bool { return count > 0 && count < r.K }

// Group says whether a share tells the same of everybody in a small group: none or all
// of fewer than GroupN ("all were refused" names each).
func (r Rule) Group(part, of int) bool {
	return of > 0 && of < r.GroupN && (part == 0 || part == of)
}

// Share says whether a share part/of is safe: neither side rests on 1 … K−1 persons,
// and it is no group disclosure. Confidential or Normal.
func (r Rule) Share(part, of int) Status {
	if r.Small(part) || r.Small(of-part) || r.Group(part, of) {
		return Confidential
	}
	return Normal
}

// Dominated is the (n, p) rule for sums of money: whether the greatest Dominators
// contributions have more than the share Dominance of the whole. A sum of no more than
// Dominators contributors is dominated. Negative contributions count by their size.
func (r Rule) Dominated(contributions []float64) bool {
	var sizes []float64
	total := 0.0
	for _, c := range contributions {
		if c != 0 {
			sizes = append(sizes, math.Abs(c))
			total += math.Abs(c)
		}
	}
	if len(sizes) == 0 || r.Dominators == 0 {
		return false
	}
	slices.SortFunc(sizes, func(a, b float64) int {
		if a > b {
			return -1
		}
		if a < b {
			return 1
		}
		return 0
	})
	top := 0.0
	for _, s := range sizes[:min(r.Dominators, len(sizes))] {
		top += s
	}
	return top > r.Dominance*total
}

// PublishedArea is a published unit made of smaller ones that other units may share.
type PublishedArea struct {
	Name    string
	Members []string // unique names of the smallest units
	Count   int
}

// Leftover is what somebody gets by taking one published area from another.
type Leftover struct {
	Of, Less string
	Count    int
}

// Leftovers is the guard against differencing: all pairs of areas of which one lies
// wholly in the other and the rest is 1 … K−1 persons. It looks at pairs, not at sums
// of areas; areas that nest like a tree belong in one [Table] with Parents instead,
// which covers sums.
func (r Rule) Leftovers(areas []PublishedArea) ([]Leftover, error) {
	members := make([]map[string]bool, len(areas))
	for i, a := range areas {
		members[i] = map[string]bool{}
		for _, m := range a.Members {
			if members[i][m] {
				return nil, fmt.Errorf("area %s names %s twice", a.Name, m)
			}
			members[i][m] = true
		}
	}
	var out []Leftover
	for i, a := range areas {
		for j, b := range areas {
			if i == j || len(b.Members) >= len(a.Members) || !within(members[j], members[i]) {
				continue
			}
			rest := a.Count - b.Count
			if rest < 0 {
				return nil, fmt.Errorf("area %s counts %d, fewer than %s within it, which counts %d", a.Name, a.Count, b.Name, b.Count)
			}
			if r.Small(rest) {
				out = append(out, Leftover{a.Name, b.Name, rest})
			}
		}
	}
	return out, nil
}

func within(small, large map[string]bool) bool {
	for m := range small {
		if !large[m] {
			return false
		}
	}
	return true
}
