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

	"osnova/catalog"
)

// TestReadsNoFiles: DuckDB would take these for files or for its own state; a SELECT of ours reads tables.
func TestReadsNoFiles(t *testing.T) {
	s := &Store{}
	defer s.Close()
	for _, bad := range []string{
		"select * from read_csv('/etc/hosts')", "select * from '/etc/hosts.csv'", "select * from \"a.parquet\"",
		"select (select count(*) from glob('/*'))", "select * from duckdb_settings()", "select * from (describe select * from 'x.csv')",
		"with \"x.csv\" as (select 1) select * from \"x.csv\"", "select * from query('select 1')", "from read_text('/etc/hosts')",
	} {
		if reads, err := s.Reads(context.Background(), bad); err == nil {
			t.Errorf("%s is let through, reading %v", bad, reads)
		}
	}
	for _, good := range []string{
		"with recursive A as (select 1 as n union all select n + 1 from a where n < 3) select * from a", "select unnest([1, 2])",
		"from range(3)", "with b as (with c as (select 1) select * from c) select * from b, unnest([1])",
	} {
		if _, err := s.Reads(context.Background(), good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
}

// TestOddPaths: a path may hold anything but the marks of the driver's own address.
func TestOddPaths(t *testing.T) {
	ctx := context.Background()
	for _, name := range []string{"дім a&b=c; 'x'", "a:b", "c%20d", "e?f", "g#h"} {
		dir := filepath.Join(t.TempDir(), name)
		s := &Store{Path: filepath.Join(dir, "o.duckdb"), WorkDir: filepath.Join(dir, ".work")}
		rows, err := s.Select(ctx, "select current_setting('autoload_known_extensions')::varchar, current_setting('temp_directory')")
		if strings.ContainsAny(name, "?#%") {
			if err == nil || !strings.Contains(err.Error(), "another --out") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if rows.Values[0][0] != "false" || rows.Values[0][1] != filepath.Join(dir, ".work", "spill") {
			t.Errorf("%s: settings are %v", name, rows.Values[0])
		}
		if err := s.Commit(ctx); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(s.Path); err != nil {
			t.Error(err)
		}
	}
}

// TestBrokenDatabase: a file that is no database is told with what to do about it.
func TestBrokenDatabase(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "o.duckdb")
	if err := os.WriteFile(path, []byte("garbage"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := (&Store{Path: path, WorkDir: filepath.Join(dir, ".work")}).Exec(context.Background(), "select 1")
	if err == nil || !strings.Contains(err.Error(), "remove it and build again") {
		t.Error(err)
	}
}

// TestRecover: a run killed between the two renames has left no folder; the next one finds the old.
func TestRecover(t *testing.T) {
	dir := t.TempDir()
	o := &Output{Dir: filepath.Join(dir, "site"), WorkDir: filepath.Join(dir, ".work")}
	if err := o.Write("a.html", []byte("old")); err != nil {
		t.Fatal(err)
	}
	if err := o.Commit(nil); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(o.WorkDir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(o.Dir, filepath.Join(o.WorkDir, "old-site")); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time there is nothing to do
		if err := errors.Join(o.Recover(), o.Look()); err != nil || !o.Has("a.html") {
			t.Fatalf("the old folder is not back: %v", err)
		}
	}
}

// TestQuotedColumns: a column's name is a name, whatever stands in it.
func TestQuotedColumns(t *testing.T) {
	ctx, s := context.Background(), &Store{}
	defer s.Close()
	col := catalog.Column{Name: `a" varchar); drop schema raw cascade; --`, Type: catalog.TypeText, Required: true}
	if err := s.Load(ctx, "raw.odd", []catalog.Column{col}, [][]string{{"1"}}); err != nil {
		t.Fatal(err)
	}
	findings, err := s.Check(ctx, "raw.odd", catalog.Contract{Columns: []catalog.Column{col}, Key: []string{col.Name}})
	if err != nil || len(findings) > 0 {
		t.Errorf("%v %v", findings, err)
	}
}

// TestOutOfMemory: a statement that wants more memory than there is is told from other faults by its kind, through all that wraps it.
func TestOutOfMemory(t *testing.T) {
	ctx := context.Background()
	s := &Store{MemoryLimit: "20MB", Threads: 1}
	defer s.Close()
	err := s.Exec(ctx, "create table metric.wide as select list(i::varchar || repeat('x', 100)) as all_of_them from range(5000000) r(i)")
	if !OutOfMemory(fmt.Errorf("gather: %w", err)) {
		t.Errorf("not told as want of memory: %v", err)
	}
	if err := s.Exec(ctx, "select nothing"); err == nil || OutOfMemory(err) {
		t.Errorf("told as want of memory: %v", err)
	}
	if OutOfMemory(nil) {
		t.Error("nothing is told as want of memory")
	}
}
