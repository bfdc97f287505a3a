// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestQueriesAreFunctions: what depends on the clock, chance, settings, the program, or the order of writing is refused at any depth, with its line.
func TestQueriesAreFunctions(t *testing.T) {
	ctx, s := context.Background(), &Store{}
	defer s.Close()
	for _, e := range []string{
		"random()", "main.random()", "uuid()", "gen_random_uuid()", "setseed(0.5)", "now()", "today()", "transaction_timestamp()", "get_current_timestamp()", "get_current_time()",
		"current_date", "current_timestamp", "current_time", "localtime", "localtimestamp", "CURRENT_DATE", "current_user", "session_user", "user", "current_schema", "current_database()",
		"current_schema()", "current_query()", "current_setting('threads')", "version()", "getenv('HOME')", "getvariable('x')", "txid_current()", "nextval('s')", "currval('s')", "stats(1)",
		"in_search_path('a', 'b')", "pg_conf_load_time()", "pg_postmaster_start_time()", "format_type(1, 2)", "get_block_size('memory')", "vector_type(1)", "rowid", "t.rowid",
		"reservoir_quantile(1, 0.5)", "approx_quantile(1, 0.5)", "list_aggregate([1], 'reservoir_quantile', 0.5)", "list_aggregate([1], n)", "list_transform([1], x -> random())",
		"json_serialize_plan('select 1')", "no_such_function(1)", "error(1)",
	} {
		for _, around := range []string{
			"select\n1,\n%s as x\nfrom mart.t as t", "select a from mart.t t\nwhere\n%s is null", "with w as (\n\nselect %s as x from mart.t t) select * from w", "select (select max(\n\n%s) from mart.t t) as x",
			"select a from mart.t t\n\norder by %s", "select 1 union all (select a from mart.t t\nqualify row_number() over (order by\n%s) = 1)", "select case when a then\n\n%s end from mart.t t",
			"select * from mart.t t join mart.u u on\n\n%s = 1", "select * replace (\n\n%s as a) from mart.t t", "select sum(a) filter (where\n\n%s is null) from mart.t t",
		} {
			query := "-- Ї, щоб рахувати рядки, а не байти.\n" + fmt.Sprintf(around, e)
			_, err := s.Reads(ctx, query)
			var f *QueryFault
			if !errors.As(err, &f) {
				t.Errorf("%s passes in %q: %v", e, query, err)
				continue
			}
			if f.Line != 4 {
				t.Errorf("%s: line %d, not 4: %q", e, f.Line, query)
			}
		}
	}
	for _, q := range []string{
		"select * from mart.t using sample 10", "select * from mart.t tablesample 10%", "select * from mart.t tablesample reservoir(10) repeatable (5)", "select * from (select * from mart.t using sample 5%)",
		"from (summarize mart.t)", "from (show tables)", "from (describe mart.t)", "values (random())", "select 1 as x limit random()", "select unnest([random()])", "from range(random()::integer)",
	} {
		if reads, err := s.Reads(ctx, q); !errors.As(err, new(*QueryFault)) {
			t.Errorf("%s passes, reading %v: %v", q, reads, err)
		}
	}
	for _, q := range []string{
		"select t.user, t.current_date, sum(a) over (order by b), row_number() over (), count_if(a), nullif(a, 1), split_part(b, '-', 1), list_aggregate([1], 'sum') from mart.t t",
		"select uk_key(a), uk_latin(a), coalesce(a, b), extract(year from d), a like b, a[1], {'x': 1}, date_add(d, interval 1 day), strftime(d, '%Y') from mart.t",
		"select list_transform([1, 2], x -> x + 1), [x * 2 for x in [1, 2]], round_even(1.5, 0), geomean(a) from mart.t",
	} {
		if _, err := s.Reads(ctx, q); err != nil {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// TestNamesOfFiles: no name that DuckDB would open as a file passes, at any depth, also where a model of the like name is declared.
func TestNamesOfFiles(t *testing.T) {
	ctx, s := context.Background(), &Store{}
	defer s.Close()
	dir := t.TempDir()
	secret := filepath.Join(dir, "x.mart.csv")
	if err := os.WriteFile(secret, []byte("a\nsecret\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		`"` + strings.TrimSuffix(secret, ".mart.csv") + `".mart.csv`, `"` + strings.TrimSuffix(secret, ".csv") + `".csv`, `'` + secret + `'`, `"` + secret + `"`, "mart.csv", "mart.parquet", "mart.json",
		`mart."x.csv"`, `mart."../x"`, `"/etc/hosts".txt`, `"..".csv`, `memory.mart.t`, `system.information_schema.tables`, `mart."a b"`, "mart.gz", `published.main."x"`, `"http://h/x".csv`, "mart.т",
	} {
		for _, around := range []string{
			"select * from %s", "with w as (select * from %s) select * from w", "select (select count(*) from %s)", "select 1 from mart.t where a in (select a from %s)",
			"select * from mart.t join (select * from %s) u on true", "select 1 union all select a from %s", "select array(select a from %s)", "from %s",
		} {
			if reads, err := s.Reads(ctx, fmt.Sprintf(around, name)); !errors.As(err, new(*QueryFault)) {
				t.Errorf("%s in %q passes, reading %v: %v", name, around, reads, err)
			}
		}
	}
}
