// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"testing"
)

// TestDigestTellsTablesApart: each pair are two tables that a reader could tell apart, so that their digests must differ; a sum or an xor of
// row hashes alone has let each of these kinds pass.
func TestDigestTellsTablesApart(t *testing.T) {
	ctx, s := context.Background(), &Store{}
	defer s.Close()
	digest := func(query string) string {
		t.Helper()
		if err := s.Materialise(ctx, "mart.t", query); err != nil {
			t.Fatal(err)
		}
		d, err := s.Digest(ctx, "mart.t")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, pair := range map[string][2]string{
		"a column renamed":                  {"select 1 as a", "select 1 as b"},
		"names swapped":                     {"select 10 as loaded, 3 as refused", "select 10 as refused, 3 as loaded"},
		"columns in another order":          {"select 1 as a, 1 as b", "select 1 as b, 1 as a"},
		"retyped":                           {"select 1::bigint as a", "select 1::integer as a"},
		"retyped without a row":             {"select 1::bigint as a where false", "select 1::double as a where false"},
		"rows that occur twice":             {"select 1 as x from range(2)", "select 5 as x from range(2)"},
		"a row more of each":                {"select 1 as x from range(2)", "select 1 as x from range(4)"},
		"two pairs":                         {"select unnest([1, 1, 2, 2]) as x", "select unnest([3, 3, 4, 4]) as x"},
		"one counts thrice, other once":     {"select unnest([1, 1, 1, 2]) as x", "select unnest([1, 2, 2, 2]) as x"},
		"last cells change rows":            {"select * from (values (1, 1), (2, 2)) t(a, b)", "select * from (values (1, 2), (2, 1)) t(a, b)"},
		"first cells change rows":           {"select * from (values (1, 1, 0), (2, 2, 0)) t(a, b, c)", "select * from (values (2, 1, 0), (1, 2, 0)) t(a, b, c)"},
		"a missing cell moves":              {"select null::integer as a, 1 as b", "select 1 as a, null::integer as b"},
		"missing and empty":                 {"select null::varchar as a", "select '' as a"},
		"missing and nothing":               {"select null::integer as a", "select 0 as a"},
		"zero with a sign":                  {"select 0.0::double as a", "select -0.0::double as a"},
		"30 days and a month":               {"select interval 30 days as a", "select interval 1 month as a"},
		"lists":                             {"select [1, 2] as a", "select [2, 1] as a"},
		"texts run together":                {"select 'ab' as a, 'c' as b", "select 'a' as a, 'bc' as b"},
		"a table without rows and with one": {"select 1 as a where false", "select 1 as a"},
	} {
		if a, b := digest(pair[0]), digest(pair[1]); a == b {
			t.Errorf("%s: both are %s", name, a)
		}
	}
	if a, b := digest("select unnest([1, 2, 2, 3]) as x"), digest("select unnest([2, 3, 1, 2]) as x"); a != b {
		t.Errorf("the order of rows counts: %s, %s", a, b)
	}
}

// TestStepOfSeveralTables: each reader depends on the table that it reads, not on the step.
func TestStepOfSeveralTables(t *testing.T) {
	path, tables := t.TempDir()+"/ledger.json", map[string]string{"mart.a": "1", "mart.b": "1"}
	run := func(own string) (ran []string, stale []string) {
		l, err := OpenLedger(path, "engine")
		if err != nil {
			t.Fatal(err)
		}
		do := func(id string, r Result) func(context.Context) (Result, error) {
			return func(context.Context) (Result, error) { ran = append(ran, id); return r, nil }
		}
		makes := []string{"mart.a", "mart.b"}
		if tables["mart.b"] == "" {
			makes = makes[:1]
		}
		steps := []Step{
			{ID: "mart.a", Own: own, Makes: makes, Run: do("mart.a", Result{Tables: tables})},
			{ID: "page a", Reads: []string{"mart.a"}, Run: do("page a", Result{Output: "a"})},
			{ID: "page b", Reads: []string{"mart.b"}, Run: do("page b", Result{Output: "b"})},
		}
		if err := l.DoAll(context.Background(), steps); err != nil {
			t.Fatal(err)
		}
		if err := l.Save(path); err != nil {
			t.Fatal(err)
		}
		if got := l.ReadBy("mart.b"); got != nil {
			t.Errorf("mart.b reads %v", got)
		}
		return ran, l.Stale()
	}
	want := func(ran, stale []string, wanted ...string) {
		t.Helper()
		if len(ran) != len(wanted) {
			t.Errorf("ran %v, wanted %v", ran, wanted)
		}
		for i := range min(len(ran), len(wanted)) {
			if ran[i] != wanted[i] {
				t.Errorf("ran %v, wanted %v", ran, wanted)
			}
		}
		if tables["mart.b"] != "" && len(stale) > 0 {
			t.Errorf("stale: %v", stale)
		}
	}
	ran, stale := run("1")
	want(ran, stale, "mart.a", "page a", "page b")
	ran, stale = run("1")
	want(ran, stale)
	tables["mart.b"] = "2"
	ran, stale = run("2")
	want(ran, stale, "mart.a", "page b")
	delete(tables, "mart.b")
	ran, stale = run("3")
	want(ran, stale, "mart.a")
	if len(stale) != 1 || stale[0] != "mart.b" {
		t.Errorf("the table that the step makes no more is not stale: %v", stale)
	}
}
