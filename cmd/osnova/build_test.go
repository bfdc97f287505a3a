// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// build runs the main job and returns its output; any exit code but the wanted one fails the test.
func build(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	if code := runProgram(context.Background(), args, strings.NewReader(""), &out, &errs); code != want {
		t.Fatalf("osnova %v ended with %d, want %d\n%s\n%s", args, code, want, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

// files is every file of a folder with the hash of its content.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		rel, err := filepath.Rel(dir, path)
		out[rel] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t *testing.T, what string, a, b map[string]string) {
	t.Helper()
	for name, sum := range a {
		if b[name] != sum {
			t.Errorf("%s: %s differs or is missing", what, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			t.Errorf("%s: %s is new", what, name)
		}
	}
}

// declaredAreMade: the tables of schema metric that a build left are those that the project declares, each and no other.
func declaredAreMade(t *testing.T, out string) {
	t.Helper()
	cat, err := catalog.Load(rooms)
	if err != nil {
		t.Fatal(err)
	}
	s := &store.Store{Path: filepath.Join(out, "osnova.duckdb"), WorkDir: t.TempDir()}
	defer s.Close()
	rows, err := s.Select(context.Background(), "select schema_name || '.' || table_name from duckdb_tables() where schema_name = 'metric'")
	if err != nil {
		t.Fatal(err)
	}
	declared := cat.MetricTables()
	if len(declared) < 150 {
		t.Errorf("%d tables are declared only", len(declared))
	}
	for _, r := range rows.Values {
		name := r[0].(string)
		if _, ok := declared[name]; !ok {
			t.Errorf("%s is made and not declared", name)
		}
		delete(declared, name)
	}
	for name, table := range declared {
		t.Errorf("%s declares %s, and the build has not made it", table.File, name)
	}
}

// TestBuild is the main job on the embedded facts: two builds give the same bytes, a third does nothing,
// one changed declaration runs only what depends on it, and a missing page comes back.
func TestBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the whole site twice")
	}
	one, two := t.TempDir(), t.TempDir()
	build(t, exitFine, "build", "--out", one)
	build(t, exitFine, "build", "--out", two)
	first := files(t, filepath.Join(one, "site"))
	if len(first) < 3500 {
		t.Errorf("the site has %d files only", len(first))
	}
	same(t, "a second build from nothing", first, files(t, filepath.Join(two, "site")))
	declaredAreMade(t, two)

	before, err := os.Stat(filepath.Join(one, "osnova.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	stdout, _ := build(t, exitFine, "build", "--out", one)
	if !strings.Contains(stdout, "nothing changed") {
		t.Errorf("a build without change says %q", stdout)
	}
	after, err := os.Stat(filepath.Join(one, "osnova.duckdb"))
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Error("a build without change wrote the database")
	}

	if err := os.Remove(filepath.Join(one, "site", "uk", "index.html")); err != nil {
		t.Fatal(err)
	}
	build(t, exitFine, "build", "--out", one)
	same(t, "after a page was lost", first, files(t, filepath.Join(one, "site")))

	project := t.TempDir()
	source, err := os.ReadFile("../../ingest/sources/kse_osbb/source.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(project, "ingest", "sources", "kse_osbb")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "source.yaml"), append(source, []byte("# a remark\n")...), 0o644); err != nil {
		t.Fatal(err)
	}
	stdout, _ = build(t, exitFine, "plan", "--out", one, "--project", project)
	if !strings.Contains(stdout, "raw.kse_osbb") || strings.Contains(stdout, "raw.katottg") || strings.Contains(stdout, "mart.budget_year") {
		t.Errorf("the plan after one changed source:\n%s", stdout)
	}
}

// TestSecondRunIsRefused: two runs in one folder do not mix.
func TestSecondRunIsRefused(t *testing.T) {
	dir := t.TempDir()
	unlock, err := lockFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	_, stderr := build(t, exitError, "build", "--out", dir)
	if !strings.Contains(stderr, "another osnova works in") {
		t.Errorf("stderr: %s", stderr)
	}
}

// TestGone: what a project no longer declares leaves the database too.
func TestGone(t *testing.T) {
	ctx, out, mine := context.Background(), t.TempDir(), t.TempDir()
	models := filepath.Join(mine, "transform", "models", "mart")
	if err := os.MkdirAll(models, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"brief.sql": "-- One row.\nselect '1' as id\n", "brief.yaml": "title: {uk: а, en: a}\ncolumns: [{name: id, type: text, uk: а, en: a}]\n"} {
		if err := os.WriteFile(filepath.Join(models, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	count(t, ctx, out, mine, 1)
	count(t, ctx, out, "", 0)
}

// count builds and counts the tables named brief.
func count(t *testing.T, ctx context.Context, out, project string, want int64) {
	t.Helper()
	args := []string{"build", "--out", out}
	if project != "" {
		args = append(args, "--project", project)
	}
	var log bytes.Buffer
	if code := runProgram(ctx, args, nil, io.Discard, &log); code != exitFine {
		t.Fatalf("exit %d: %s", code, log.String())
	}
	s := &store.Store{Path: filepath.Join(out, "osnova.duckdb"), WorkDir: t.TempDir()}
	defer s.Close()
	rows, err := s.Select(ctx, "select count(*) from information_schema.tables where table_name = 'brief'")
	if err != nil || rows.Values[0][0] != want {
		t.Errorf("%v tables, want %d (%v)", rows, want, err)
	}
}
