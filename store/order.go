// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"slices"
	"sort"
	"strings"

	"osnova/catalog"
)

// DoAll does steps in an order in which each comes after the steps that it reads or takes; among equals by id.
// Steps that read one another in a circle are findings, and nothing is made by them.
func (l *Ledger) DoAll(ctx context.Context, steps []Step) error {
	steps = slices.Clone(steps)
	sort.Slice(steps, func(i, j int) bool { return steps[i].ID < steps[j].ID })
	ahead := map[string]string{} // table or id → the step still to be done for it
	for _, s := range steps {
		ahead[s.ID] = s.ID
		for _, t := range s.tables() {
			ahead[t] = s.ID
		}
	}
	for len(steps) > 0 {
		var waiting []Step
		for _, s := range steps {
			waits := func(r string) bool { return ahead[r] != "" }
			if slices.ContainsFunc(s.Reads, waits) || slices.ContainsFunc(s.Takes, waits) {
				waiting = append(waiting, s)
				continue
			}
			if err := l.Do(ctx, s); err != nil {
				return err
			}
			delete(ahead, s.ID)
			for _, t := range s.tables() {
				delete(ahead, t)
			}
		}
		if len(waiting) == len(steps) {
			circle := circleOf(waiting, ahead)
			for _, s := range waiting {
				if slices.Contains(circle, s.ID) {
					l.Refuse(s, catalog.Finding{
						Where: s.where(), Hint: "let one of them read something else",
						What: s.ID + " is not made: it reads itself by way of others: " + strings.Join(append(slices.Clone(circle), circle[0]), ", which reads "),
					})
					delete(ahead, s.ID)
					for _, t := range s.tables() {
						delete(ahead, t)
					}
				}
			}
			waiting = slices.DeleteFunc(waiting, func(s Step) bool { return slices.Contains(circle, s.ID) })
		}
		steps = waiting
	}
	return nil
}

// Refuse leaves a step undone for what its declaration says, and keeps the finding.
func (l *Ledger) Refuse(step Step, f catalog.Finding) {
	l.know(step)
	l.unmade[step.ID] = "at fault is " + f.Where
	l.Decisions = append(l.Decisions, Decision{step.ID, false, "not made: at fault is " + f.Where})
	l.find(step.ID, f)
}

// RefuseQuery refuses a step whose query Reads does not take, or returns the error, if that is no fault of the query.
func (l *Ledger) RefuseQuery(step Step, hint string, err error) error {
	if !errors.As(err, new(*QueryFault)) {
		return err
	}
	l.Refuse(step, catalog.Finding{Where: ErrorPlace(step.File, err), What: err.Error(), Hint: hint})
	return nil
}

// circleOf follows what waiting steps wait for until it meets a step again, and returns the steps of that circle, each reading the next.
func circleOf(waiting []Step, ahead map[string]string) []string {
	next := map[string]string{}
	for _, s := range waiting {
		for _, r := range append(slices.Clone(s.Reads), s.Takes...) {
			if id := ahead[r]; id != "" {
				next[s.ID] = id
				break
			}
		}
	}
	var path []string
	for id := waiting[0].ID; ; id = next[id] {
		if at := slices.Index(path, id); at >= 0 {
			return path[at:]
		}
		path = append(path, id)
	}
}

// Reads is Store.Reads remembered from run to run, so that a run without work need not open the database.
func (l *Ledger) Reads(ctx context.Context, s *Store, query string) ([]string, error) {
	key := "reads " + HashParts(l.Engine, query)
	if e, ok := l.old[key]; ok {
		l.now[key] = e
		return e.Files, nil
	}
	reads, err := s.Reads(ctx, query)
	if err != nil {
		return nil, err
	}
	l.now[key] = entry{Files: reads}
	return reads, nil
}
