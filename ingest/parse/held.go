package parse

import (
	"slices"
	"sort"

	"osnova/catalog"
)

// upstream is one record before the contract has judged it; faults and stored may be nil, else they are as long as cells.
type upstream struct {
	line   int
	cells  []string
	faults []string // what is wrong with cells that have no text to be judged by
	stored []Stored
}

func (u upstream) at(i int) (fault string, stored Stored) {
	if u.faults != nil {
		fault = u.faults[i]
	}
	if u.stored != nil {
		stored = u.stored[i]
	}
	return fault, stored
}

// heldRow waits until its column has told how it is to be read.
type heldRow struct {
	upstream
	tally *Tally
	order int // among all rows of the sheet
}

// doubtful takes the cells of a record into account, and reports whether one of them can be read in two ways.
func (s *Sheet) doubtful(u upstream) (out bool) {
	for i := range s.rules {
		r := &s.rules[i]
		if !r.open {
			continue
		}
		if fault, stored := u.at(i); fault == "" && stored == AsText && r.see(u.cells[i]) {
			out = true
		}
	}
	return out
}

// settle judges the rows that were held, now that all cells have been seen.
func (s *Sheet) settle() {
	for i := range s.rules {
		s.rules[i].decide()
	}
	if len(s.held) == 0 {
		return
	}
	for _, h := range s.held {
		h.tally.judge(h.upstream, h.order)
	}
	s.held = nil
	order := make([]int, len(s.Rows))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return s.origin[order[a]].order < s.origin[order[b]].order })
	rows, from := s.Rows, s.origin
	s.Rows, s.origin = make([][]string, len(rows)), make([]origin, len(rows))
	for to, at := range order {
		s.Rows[to], s.origin[to] = rows[at], from[at]
	}
}

// hold keeps a copy of a record for later.
func (s *Sheet) hold(t *Tally, u upstream) {
	u.cells, u.faults, u.stored = slices.Clone(u.cells), slices.Clone(u.faults), slices.Clone(u.stored)
	s.held = append(s.held, heldRow{u, t, s.order})
}

// columnOf judges the cells of one column that no sheet has: all of them are seen first.
func columnOf(c catalog.Column, cells []string, stored func(i int) Stored) (*rule, error) {
	rules, err := compile([]catalog.Column{c}, catalog.Marks{})
	if err != nil {
		return nil, err
	}
	for i, cell := range cells {
		if stored(i) == AsText {
			rules[0].see(cell)
		}
	}
	rules[0].decide()
	return &rules[0], nil
}
