// SPDX-License-Identifier: Apache-2.0

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
func (t *Tally) doubtful(u upstream) (out bool) {
	rules := t.sheet.rules
	for i := range rules {
		r := &rules[i]
		if !r.open {
			continue
		}
		if fault, stored := u.at(i); fault != "" || stored != AsText || !r.saysSomething(u.cells[i]) {
			continue
		}
		if t.told == nil {
			t.told = make([]evidence, len(rules))
		}
		if t.told[i].see(r, u.cells[i]) {
			out = true
		}
	}
	return out
}

// judgeHeld judges the rows that were held, now that all cells have been seen. The cells of its own file decide on a column; where they
// leave it open, those of the other files do, unless each file is of another hand.
func (s *Sheet) judgeHeld() {
	if len(s.held) == 0 {
		return
	}
	open := s.rules
	all := make([]evidence, len(open))
	for _, t := range s.Tallies {
		for i := range t.told {
			all[i].marks.Join(t.told[i].marks)
			all[i].orders.Join(t.told[i].orders)
		}
	}
	var of *Tally
	for _, h := range s.held {
		if h.tally != of {
			of = h.tally
			s.rules = of.decided(open, all)
		}
		h.tally.judge(h.upstream, h.order)
	}
	s.rules, s.held = open, nil
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

// decided are the rules by which the rows of one file are judged.
func (t *Tally) decided(open []columnRule, all []evidence) []columnRule {
	out := slices.Clone(open)
	for i := range out {
		out[i] = t.told[i].decided(open[i])
		if !t.sheet.manyHands() {
			out[i] = all[i].decided(out[i])
		}
	}
	return out
}

// manyHands tells a source whose files come from many publishers: what one of them writes says nothing of another.
func (s *Sheet) manyHands() bool {
	many := func(f catalog.File) bool { return f.List || f.Listed != "" || f.Each != nil }
	return s.Source.Format.Kind == "table" || slices.ContainsFunc(s.Source.Files, many)
}

// hold keeps a copy of a record for later.
func (s *Sheet) hold(t *Tally, u upstream) {
	u.cells, u.faults, u.stored = slices.Clone(u.cells), slices.Clone(u.faults), slices.Clone(u.stored)
	s.held = append(s.held, heldRow{u, t, s.order})
}

// columnOf judges the cells of one column that no sheet has: all of them are seen first.
func columnOf(c catalog.SourceColumn, cells []string, stored func(i int) Stored) (*columnRule, error) {
	rules, err := compile([]catalog.SourceColumn{c}, catalog.Marks{})
	if err != nil {
		return nil, err
	}
	var told evidence
	for i, cell := range cells {
		if stored(i) == AsText {
			told.see(&rules[0], cell)
		}
	}
	decided := told.decided(rules[0])
	return &decided, nil
}
