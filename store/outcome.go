// SPDX-License-Identifier: Apache-2.0

package store

import (
	"maps"
	"slices"
)

// Ran reports whether any step ran, or what an old one made is gone.
func (l *Ledger) Ran() bool {
	for _, d := range l.Decisions {
		if d.Runs {
			return true
		}
	}
	for id := range l.old {
		if _, kept := l.now[id]; !kept && !isReads(id) {
			return true
		}
	}
	return false
}

// Changed are the steps whose output is not what it was, and those that are no more, sorted.
func (l *Ledger) Changed() (ids []string) {
	for id, e := range l.now {
		last, known := l.was[id]
		if !isReads(id) && (!known || last.Output != e.Output || !maps.Equal(last.Tables, e.Tables)) {
			ids = append(ids, id)
		}
	}
	for id := range l.was {
		if _, kept := l.now[id]; !kept && !isReads(id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Failed counts the steps of this run that could not be done.
func (l *Ledger) Failed() int { return len(l.unmade) }

// Files returns the files of every step of this run.
func (l *Ledger) Files() map[string]bool {
	out := map[string]bool{}
	for id, e := range l.now {
		if isReads(id) {
			continue
		}
		for _, f := range e.Files {
			out[f] = true
		}
	}
	return out
}

// Gone returns the ids of steps that were there last time and are no more.
func (l *Ledger) Gone() (ids []string) {
	for id := range l.old {
		if _, declared := l.Steps[id]; !declared && !isReads(id) && l.Makers[id] == "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Stale returns the tables that no step of this run stands for: of steps that are declared no more, and of those that could not be done.
func (l *Ledger) Stale() (tables []string) {
	for t := range l.oldMaker {
		if _, place := Layer(t); place >= 0 && !l.Done(t) {
			tables = append(tables, t)
		}
	}
	for t := range l.Makers {
		if _, had := l.oldMaker[t]; !had && !l.Done(t) {
			tables = append(tables, t)
		}
	}
	slices.Sort(tables)
	return tables
}
