// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
)

// chain are steps over mart.a, which may be at fault, beside one that reads nothing of it.
func chain(ctx context.Context, t *testing.T, path, engine string, broken error, more ...Step) (l *Ledger, ran []string) {
	t.Helper()
	l, err := OpenLedger(path, engine)
	if err != nil {
		t.Fatal(err)
	}
	do := func(id string, err error) func(context.Context) (Result, error) {
		return func(context.Context) (Result, error) {
			ran = append(ran, id)
			return Result{Tables: map[string]string{id: "1"}}, err
		}
	}
	steps := []Step{
		{ID: "mart.a", File: "models/a.sql", Run: do("mart.a", broken)},
		{ID: "mart.b", File: "models/b.sql", Reads: []string{"mart.a"}, Run: do("mart.b", nil)},
		{ID: "mart.c", File: "models/c.sql", Reads: []string{"mart.b"}, Run: do("mart.c", nil)},
		{ID: "mart.other", Run: do("mart.other", nil)},
		{ID: "mart.z", Takes: []string{"mart.c", "mart.other"}, Run: do("mart.z", nil)},
	}
	if err := l.DoAll(ctx, append(steps, more...)); err != nil {
		t.Fatal(err)
	}
	return l, ran
}

func hasFinding(fs catalog.Findings, parts ...string) bool {
	return slices.ContainsFunc(fs, func(f catalog.Finding) bool {
		return !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(f.String(), p) })
	})
}

// TestFaultStopsItsReadersOnly: a model at fault is a finding, what reads it is not made and says why, the rest is done; none of it is known to
// the next run, and once fixed all of it runs.
func TestFaultStopsItsReadersOnly(t *testing.T) {
	ctx, path := context.Background(), t.TempDir()+"/ledger.json"
	fault := &Fault{catalog.Finding{Where: "models/a.sql:3", What: "no such column"}}
	first, _ := chain(ctx, t, path, "engine", nil)
	if err := first.Save(path); err != nil {
		t.Fatal(err)
	}
	for _, engine := range []string{"engine 2", "engine 2"} { // the second time only what is not made is tried again
		l, ran := chain(ctx, t, path, engine, fault)
		if !hasFinding(l.Findings, "models/a.sql:3", "no such column") || !hasFinding(l.Findings, "models/b.sql: mart.b is not made", "mart.a", "models/a.sql:3") ||
			!hasFinding(l.Findings, "models/c.sql: mart.c is not made", "mart.b", "models/a.sql:3") || len(l.Findings) != 3 {
			t.Errorf("findings: %v", l.Findings)
		}
		if l.Failed() != 3 || !l.Done("mart.other") || !l.Done("mart.z") || l.Done("mart.a") || l.Done("mart.c") || !l.Ran() {
			t.Errorf("done: %v, failed %d", ran, l.Failed())
		}
		if got := l.Stale(); !slices.Equal(got, []string{"mart.a", "mart.b", "mart.c"}) {
			t.Errorf("tables to drop: %v", got)
		}
		if err := l.Save(path); err != nil {
			t.Fatal(err)
		}
	}
	l, ran := chain(ctx, t, path, "engine 2", nil)
	if !slices.Equal(ran, []string{"mart.a", "mart.b", "mart.c", "mart.z"}) || len(l.Findings) > 0 { // mart.z took less while mart.c was away
		t.Errorf("fixed: ran %v, %v", ran, l.Findings)
	}
}

// TestMachineFaultEndsTheRun: what is no fault of a declaration is an error.
func TestMachineFaultEndsTheRun(t *testing.T) {
	l, err := OpenLedger(t.TempDir()+"/ledger.json", "engine")
	if err != nil {
		t.Fatal(err)
	}
	boom := errors.New("the disk is gone")
	if err := l.DoAll(context.Background(), []Step{{ID: "mart.a", Run: func(context.Context) (Result, error) { return Result{}, boom }}}); !errors.Is(err, boom) {
		t.Error(err)
	}
}

// TestMissingAndCircles: what reads what nobody makes, or itself by way of others, is not made, and the rest is.
func TestMissingAndCircles(t *testing.T) {
	ctx := context.Background()
	l, ran := chain(ctx, t, t.TempDir()+"/ledger.json", "engine", nil, Step{ID: "mart.lost", File: "models/lost.sql", Reads: []string{"mart.gone"}},
		Step{ID: "mart.p", File: "models/p.sql", Reads: []string{"mart.q"}}, Step{ID: "mart.q", File: "models/q.sql", Reads: []string{"mart.p"}},
		Step{ID: "mart.r", File: "models/r.sql", Reads: []string{"mart.q"}}, Step{ID: "mart.self", File: "models/self.sql", Reads: []string{"mart.self"}})
	if len(ran) != 5 || l.Failed() != 5 {
		t.Errorf("ran %v, failed %d", ran, l.Failed())
	}
	for _, want := range [][]string{
		{"models/lost.sql", "mart.gone, which nothing makes"},
		{"models/p.sql", "reads itself"},
		{"models/q.sql", "reads itself"},
		{"models/r.sql", "not made", "mart.q"},
		{"models/self.sql", "reads itself"},
	} {
		if !hasFinding(l.Findings, want...) {
			t.Errorf("%v is not told: %v", want, l.Findings)
		}
	}
}

// TestBlame: only what a SELECT brings about by itself is its fault, and its line is that of its file, wherever the query stands in a statement.
func TestBlame(t *testing.T) {
	ctx, s := context.Background(), &Store{}
	defer s.Close()
	if err := s.Exec(ctx, "create table mart.t as select 'x' as a"); err != nil {
		t.Fatal(err)
	}
	for sql, want := range map[string]string{
		"\n-- Grain.\nselect a,\n  b\nfrom mart.t\n": "f.sql:4: Binder Error",
		"select a::integer as n from mart.t":         "f.sql:1: Conversion Error",
		"select\n nofunction(a) from mart.t;":        "f.sql:2: Catalog Error",
		"select error('odd') from mart.t":            "f.sql: Invalid Input Error",
	} {
		for _, statement := range []string{"create or replace table mart.u as " + trimQuery(sql), "with\nw as (select 1)\nselect * from (" + trimQuery(sql) + ")"} {
			err := s.Blame(ctx, "f.sql", sql, []string{"mart.t"}, s.Exec(ctx, statement))
			var fault *Fault
			if !errors.As(err, &fault) || !strings.HasPrefix(fault.Error(), want) {
				t.Errorf("%q: %v, want %s", sql, err, want)
			}
		}
	}
	gone := s.Exec(ctx, "select a from mart.gone")
	if err := s.Blame(ctx, "f.sql", "", []string{"mart.gone"}, gone); err == nil || errors.As(err, new(*Fault)) {
		t.Errorf("a table that is not in the database is called the query's fault: %v", err)
	}
	if err := s.Blame(ctx, "f.sql", "", nil, &fs.PathError{Op: "write", Path: "x", Err: fs.ErrPermission}); errors.As(err, new(*Fault)) {
		t.Error("a fault of the disk is called the query's")
	}
	if err := s.Blame(ctx, "f.sql", "", []string{"mart.t"}, errors.New("no such mean")); !errors.As(err, new(*Fault)) {
		t.Errorf("what Go cannot compute of readable tables ends the run: %v", err)
	}
}
