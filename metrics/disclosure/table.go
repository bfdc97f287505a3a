// SPDX-License-Identifier: Apache-2.0

package disclosure

import (
	"fmt"
	"slices"
	"strings"
)

// Total stands among the keys of a cell for all categories of a dimension (the code of
// SDMX): such a cell is a margin.
const Total = "_T"

// Reason says why a cell is suppressed.
type Reason string

// The reasons.
const (
	Shown      Reason = ""
	FewPersons Reason = "few"       // primary: 1 … K−1 persons
	OneForAll  Reason = "group"     // primary: 0 % or 100 % of a small group
	Dominance  Reason = "dominance" // primary: few contributors hold most of the sum
	Secondary  Reason = "secondary" // else a primary one would follow from the margins
)

// Cell is one cell of a table: a count of persons, or a sum with its contributions.
type Cell struct {
	Keys          []string  // one a dimension; Total = margin
	Count         int       // persons; what margins add up
	Of            int       // where Count/Of is published as a share: its denominator, else 0
	Contributions []float64 // where the sum of these is published: by contributor, else nil
	Hidden        bool      // it is not shown for a reason of another table, and may be worked out from this one no more than others
	Reason        Reason    // set by Protect
}

// Status is Confidential or Normal.
func (c *Cell) Status() Status {
	if c.Reason == Shown {
		return Normal
	}
	return Confidential
}

// Table is the cells published together. A margin that is not among the cells is not
// published, and protects nothing from being derived because nothing can be.
type Table struct {
	Dimensions []string
	Cells      []Cell
	// Parents, by dimension and category, gives the larger category that a category is
	// part of, itself a category of the dimension (community → oblast). Categories without
	// one are parts of Total. So one table holds a count at two geographies.
	Parents map[string]map[string]string
}

// sumLine is one sum: a margin and its parts.
type sumLine struct {
	margin int // place among the cells
	parts  []int
	rest   int // of the margin that no part holds
}

// Protect sets the reason of every cell. First come the primary ones; then, until
// nothing changes, in each line of a published margin (a row, a column, in any number
// of dimensions) of which one cell alone is suppressed, or of which the suppressed
// parts together are 1 … K−1 persons, the next smallest cell is suppressed too. At the
// end the equations of all margins are solved together, and where a suppressed cell is
// still determined by them, more is suppressed. Cells that are 0 are taken last: they
// hide least. The result hangs on the table alone, not on the order of its cells.
//
// A cell twice, keys that are not one a dimension, a negative count and parts that are
// more than their margin are errors.
func (t *Table) Protect(r Rule) error {
	order := make([]int, len(t.Cells))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return slices.Compare(t.Cells[a].Keys, t.Cells[b].Keys) })
	work := &Table{Dimensions: t.Dimensions, Parents: t.Parents}
	for _, i := range order {
		work.Cells = append(work.Cells, t.Cells[i])
	}
	at, err := work.index()
	if err != nil {
		return err
	}
	lines, err := work.lines(at)
	if err != nil {
		return err
	}
	work.primary(r)
	for changed := true; changed; {
		for changed {
			changed = false
			for _, l := range lines {
				if work.exposed(l, r) {
					changed = work.hide(l) || changed
				}
			}
		}
		changed = work.solve(lines, r)
	}
	for n, i := range order {
		t.Cells[i].Reason = work.Cells[n].Reason
	}
	return nil
}

func (t *Table) primary(r Rule) {
	for i := range t.Cells {
		c := &t.Cells[i]
		switch {
		case r.Small(c.Count):
			c.Reason = FewPersons
		case c.Of > 0 && r.Group(c.Count, c.Of):
			c.Reason = OneForAll
		case c.Of > 0 && r.Small(c.Of-c.Count):
			c.Reason = FewPersons
		case c.Contributions != nil && r.Dominated(c.Contributions):
			c.Reason = Dominance
		case c.Hidden:
			c.Reason = Secondary
		default:
			c.Reason = Shown
		}
	}
}

// exposed says whether a line gives away a cell, or a leftover of few persons.
func (t *Table) exposed(l sumLine, r Rule) bool {
	hidden, inside := 0, 0
	for _, p := range l.parts {
		if t.Cells[p].Reason != Shown {
			hidden++
			inside += t.Cells[p].Count
		}
	}
	if t.Cells[l.margin].Reason != Shown {
		return hidden == 0 && l.rest == 0
	}
	if l.rest > 0 { // what no part holds is a cell that nobody publishes
		hidden++
		inside += l.rest
	}
	return hidden == 1 && (l.rest == 0 || r.Small(l.rest)) || hidden > 1 && r.Small(inside)
}

// hide suppresses the next smallest cell of a line: a part that is not 0, else the
// margin, else a part that is 0. False where all are suppressed.
func (t *Table) hide(l sumLine) bool {
	best := -1
	for _, p := range l.parts {
		c := &t.Cells[p]
		if c.Reason == Shown && c.Count > 0 && (best < 0 || t.before(p, best)) {
			best = p
		}
	}
	if best < 0 && t.Cells[l.margin].Reason == Shown {
		best = l.margin
	}
	for _, p := range l.parts {
		if best < 0 && t.Cells[p].Reason == Shown {
			best = p
		}
	}
	if best < 0 {
		return false
	}
	t.Cells[best].Reason = Secondary
	return true
}

// before orders cells by count, then by keys.
func (t *Table) before(a, b int) bool {
	if t.Cells[a].Count != t.Cells[b].Count {
		return t.Cells[a].Count < t.Cells[b].Count
	}
	return slices.Compare(t.Cells[a].Keys, t.Cells[b].Keys) < 0
}

func joinKeys(keys []string) string { return strings.Join(keys, "\x00") }

// index finds cells by their keys, and checks them.
func (t *Table) index() (map[string]int, error) {
	at := make(map[string]int, len(t.Cells))
	for i, c := range t.Cells {
		name := strings.Join(c.Keys, " × ")
		switch {
		case len(c.Keys) != len(t.Dimensions):
			return nil, fmt.Errorf("cell %s has %d keys for %d dimensions", name, len(c.Keys), len(t.Dimensions))
		case c.Count < 0:
			return nil, fmt.Errorf("cell %s counts %d", name, c.Count)
		case c.Of > 0 && c.Count > c.Of:
			return nil, fmt.Errorf("cell %s counts %d of %d", name, c.Count, c.Of)
		}
		if _, twice := at[joinKeys(c.Keys)]; twice {
			return nil, fmt.Errorf("cell %s is there twice", name)
		}
		at[joinKeys(c.Keys)] = i
	}
	for d, parents := range t.Parents {
		if !slices.Contains(t.Dimensions, d) {
			return nil, fmt.Errorf("there are parents of %s, which is no dimension", d)
		}
		for child := range parents {
			for up, steps := child, 0; up != ""; up, steps = parents[up], steps+1 {
				if steps > len(parents) {
					return nil, fmt.Errorf("the parents of %s in %s go in a circle", child, d)
				}
			}
		}
	}
	return at, nil
}

// lines finds the parts of every published margin, cells being in the order of their keys.
func (t *Table) lines(at map[string]int) ([]sumLine, error) {
	parts := map[int][]sumLine{} // by margin: one line a dimension
	for i := range t.Cells {
		keys := slices.Clone(t.Cells[i].Keys)
		for d, key := range keys {
			if key == Total {
				continue
			}
			keys[d] = t.up(d, key)
			if m, published := at[joinKeys(keys)]; published {
				t.addPart(parts, m, d, i)
			}
			keys[d] = key
		}
	}
	var out []sumLine
	for m := range t.Cells {
		for _, l := range parts[m] {
			if l.parts == nil {
				continue
			}
			l.rest = t.Cells[m].Count
			for _, p := range l.parts {
				l.rest -= t.Cells[p].Count
			}
			if l.rest < 0 {
				return nil, fmt.Errorf("margin %s counts %d, fewer than its parts, which are %d", strings.Join(t.Cells[m].Keys, " × "), t.Cells[m].Count, t.Cells[m].Count-l.rest)
			}
			out = append(out, l)
		}
	}
	return out, nil
}

func (t *Table) addPart(parts map[int][]sumLine, margin, dimension, part int) {
	if parts[margin] == nil {
		parts[margin] = make([]sumLine, len(t.Dimensions))
	}
	l := &parts[margin][dimension]
	l.margin = margin
	l.parts = append(l.parts, part)
}

// up is the category or Total that a category is part of.
func (t *Table) up(d int, key string) string {
	if p := t.Parents[t.Dimensions[d]][key]; p != "" {
		return p
	}
	return Total
}
