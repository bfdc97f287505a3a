package store

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// DoAll does steps in an order in which each comes after the steps it reads; among equals by id.
// A step that reads what nobody makes, or that reads itself through others, is an error that names it.
func (l *Ledger) DoAll(ctx context.Context, steps []Step) error {
	steps = slices.Clone(steps)
	sort.Slice(steps, func(i, j int) bool { return steps[i].ID < steps[j].ID })
	for len(steps) > 0 {
		var waiting []Step
		for _, s := range steps {
			if !l.ready(s) {
				waiting = append(waiting, s)
				continue
			}
			if err := l.Do(ctx, s); err != nil {
				return err
			}
		}
		if len(waiting) == len(steps) {
			return l.stuck(waiting)
		}
		steps = waiting
	}
	return nil
}

func (l *Ledger) ready(s Step) bool {
	return !slices.ContainsFunc(s.Reads, func(r string) bool { return !l.Done(r) })
}

func (l *Ledger) stuck(waiting []Step) error {
	ids := map[string]bool{}
	for _, s := range waiting {
		ids[s.ID] = true
	}
	for _, s := range waiting {
		for _, r := range s.Reads {
			if !l.Done(r) && !ids[r] {
				return fmt.Errorf("%s reads %s, which nothing makes", s.ID, r)
			}
		}
	}
	var names []string
	for _, s := range waiting {
		names = append(names, s.ID)
	}
	return fmt.Errorf("these steps read one another in a circle: %s", strings.Join(names, ", "))
}

// Reads is Store.Reads remembered from run to run, so that a run without work need not open the database.
func (l *Ledger) Reads(ctx context.Context, s *Store, query string) ([]string, error) {
	key := "reads " + Hash(l.Engine, query)
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
