// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

func TestLoadAndSelect(t *testing.T) {
	s := &Store{}
	defer s.Close()
	columns := []catalog.Column{
		{Name: "id", Type: catalog.TypeText},
		{Name: "n", Type: catalog.TypeInteger},
		{Name: "x", Type: catalog.TypeNumber},
		{Name: "ok", Type: catalog.TypeBoolean},
		{Name: "day", Type: catalog.TypeDate},
	}
	rows := [][]string{{"a", "1", "0.5", "true", "2025-05-16"}, {"ї", "", "", "", ""}}
	if err := s.Load(context.Background(), "raw.t", columns, rows); err != nil {
		t.Fatal(err)
	}
	got, err := s.Select(context.Background(), "select id, n, x, ok, day::varchar from raw.t order by id")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{"a", int64(1), 0.5, true, "2025-05-16"}, {"ї", nil, nil, nil, nil}}
	if d := cmp.Diff(want, got.Values); d != "" {
		t.Error(d)
	}
	views, err := s.Select(context.Background(), "select count(*) from duckdb_views() where not internal")
	if err != nil || views.Values[0][0] != int64(0) {
		t.Errorf("loading leaves views behind: %v %v", views, err)
	}
	if err := s.Load(context.Background(), "raw.t", columns, [][]string{{"a", "one", "", "", ""}}); err == nil {
		t.Error("text in an integer column was loaded")
	}
}

func TestUkrainianOrder(t *testing.T) {
	s := &Store{}
	defer s.Close()
	got, err := s.Select(context.Background(), "select x from unnest(['я','ь','щ','ї','й','і','и','є','е','ґ','г','а']) t(x) order by uk_key(x)")
	if err != nil {
		t.Fatal(err)
	}
	order := ""
	for _, r := range got.Values {
		order += r[0].(string)
	}
	if order != "агґеєиіїйщья" {
		t.Errorf("order is %s", order)
	}
}

func TestReads(t *testing.T) {
	s := &Store{}
	defer s.Close()
	got, err := s.Reads(context.Background(), "with c as (select * from raw.a) select * from c join mart.b using (id) where id in (select id from staging.d);")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"mart.b", "raw.a", "staging.d"}, got); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{"drop table x", "select 1; select 2", "selec"} {
		if _, err := s.Reads(context.Background(), bad); err == nil {
			t.Errorf("%q passes as one SELECT", bad)
		}
	}
	if d := cmp.Diff([]string{"metric.x"}, Leftward("mart", []string{"raw.a", "mart.b", "metric.x"})); d != "" {
		t.Error(d)
	}
}

func TestCheck(t *testing.T) {
	s := &Store{}
	defer s.Close()
	ctx := context.Background()
	if err := s.Exec(ctx, "create table mart.t as select * from (values ('a', 1::bigint), ('a', 2), (null, 300)) v(id, n)"); err != nil {
		t.Fatal(err)
	}
	limit := 100.0
	k := catalog.Contract{Key: []string{"id"}, MinRows: 4, Columns: []catalog.Column{
		{Name: "id", Type: catalog.TypeText, Required: true}, {Name: "n", Type: catalog.TypeInteger, Max: &limit},
	}}
	got, err := s.Check(ctx, "mart.t", k)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 4 {
		t.Errorf("want four breaches (required, max, key, rows), got %v", got)
	}
}

// TestCheckAtTheBounds: what is just at the least or the most is within; what is no number, or without end, is a breach.
func TestCheckAtTheBounds(t *testing.T) {
	s := &Store{}
	defer s.Close()
	ctx := context.Background()
	if err := s.Exec(ctx, "create table mart.t as select * from (values ('a', 0.0::double), ('b', 100.0), ('c', 'inf'::double), ('d', 'nan'::double), ('e', -0.5)) v(id, n)"); err != nil {
		t.Fatal(err)
	}
	zero, hundred := 0.0, 100.0
	for sql, want := range map[string][]string{
		"id in ('a', 'b')": nil,
		"id = 'c'":         {"n is above 100 in 1 rows", "n is not a number in 1 rows"},
		"id = 'd'":         {"n is above 100 in 1 rows", "n is not a number in 1 rows"},
		"id = 'e'":         {"n is below 0 in 1 rows"},
	} {
		if err := s.Exec(ctx, "create or replace table mart.u as from mart.t where "+sql); err != nil {
			t.Fatal(err)
		}
		got, err := s.Check(ctx, "mart.u", catalog.Contract{Key: []string{"id"}, MinRows: 1, Columns: []catalog.Column{{Name: "id", Type: catalog.TypeText}, {Name: "n", Type: catalog.TypeNumber, Min: &zero, Max: &hundred}}})
		if err != nil {
			t.Fatal(err)
		}
		var what []string
		for _, f := range got {
			what = append(what, f.What)
		}
		slices.Sort(what)
		if !slices.Equal(what, want) {
			t.Errorf("%s: breaches %q, want %q", sql, what, want)
		}
	}
}

// TestEndless: a value without end is a breach where no bound is declared too.
func TestEndless(t *testing.T) {
	s := &Store{}
	defer s.Close()
	ctx := context.Background()
	if err := s.Exec(ctx, "create table mart.t as select 'inf'::double as n union all select '-inf'::double union all select 1.0"); err != nil {
		t.Fatal(err)
	}
	got, err := s.Check(ctx, "mart.t", catalog.Contract{MinRows: 1, Columns: []catalog.Column{{Name: "n", Type: catalog.TypeNumber}}})
	if err != nil || len(got) != 1 || got[0].What != "n is not a number in 2 rows" {
		t.Errorf("breaches %v, %v", got, err)
	}
}

// TestEmptyTextIsMissing: the files of a dataset write an empty text as a missing value, so the contract must not let one pass where a value is
// required, or in a key.
func TestEmptyTextIsMissing(t *testing.T) {
	s := &Store{}
	defer s.Close()
	ctx := context.Background()
	if err := s.Exec(ctx, "create table mart.t as select * from (values ('a', 'x', ''), ('', 'y', 'n'), ('b', '', null)) v(id, name, note)"); err != nil {
		t.Fatal(err)
	}
	k := catalog.Contract{Key: []string{"id"}, Columns: []catalog.Column{{Name: "id", Type: catalog.TypeText}, {Name: "name", Type: catalog.TypeText, Required: true}, {Name: "note", Type: catalog.TypeText}}}
	got, err := s.Check(ctx, "mart.t", k)
	if err != nil {
		t.Fatal(err)
	}
	var what []string
	for _, f := range got {
		what = append(what, f.What)
	}
	if want := []string{"id is empty in 1 rows", "name is empty in 1 rows"}; !slices.Equal(what, want) {
		t.Errorf("breaches %q, want %q", what, want)
	}
	keyless := catalog.Contract{Key: []string{"n"}, Columns: []catalog.Column{{Name: "n", Type: catalog.TypeInteger}}}
	if err := s.Exec(ctx, "create table mart.u as select * from (values (1::bigint), (null)) v(n)"); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Check(ctx, "mart.u", keyless); err != nil || len(got) != 1 {
		t.Errorf("a key that is missing in a row: %v %v", got, err)
	}
}

func TestLedgerRests(t *testing.T) {
	ctx, path := context.Background(), t.TempDir()+"/ledger.json"
	out := "one"
	run := func(own string) (ran []string) {
		l, err := OpenLedger(path, "engine")
		if err != nil {
			t.Fatal(err)
		}
		steps := []Step{{ID: "a", Own: own}, {ID: "b", Own: "b", Reads: []string{"a"}}, {ID: "c", Own: "c"}}
		for _, st := range steps {
			st.Run = func(context.Context) (Result, error) {
				ran = append(ran, st.ID)
				if st.ID == "a" {
					return Result{Output: out}, nil
				}
				return Result{Output: st.ID}, nil
			}
			if err := l.Do(ctx, st); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Save(path); err != nil {
			t.Fatal(err)
		}
		return ran
	}
	for _, step := range []struct {
		own, out string
		want     []string
	}{
		{"v1", "one", []string{"a", "b", "c"}},
		{"v1", "one", nil},
		{"v2", "one", []string{"a"}}, // equal output lets b rest
		{"v3", "two", []string{"a", "b"}},
	} {
		out = step.out
		if d := cmp.Diff(step.want, run(step.own)); d != "" {
			t.Errorf("%s %s: %s", step.own, step.out, d)
		}
	}
}
