// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"osnova/catalog"
	"osnova/store"
	"osnova/store/disk"
)

// build writes the site of testdata into a new folder and returns it with what was found wrong.
func build(t *testing.T, change ...func(*Stage)) (dir string, findings catalog.Findings) {
	t.Helper()
	dir, findings, _ = buildIn(t, t.TempDir(), change...)
	return dir, findings
}

// buildIn does the same in a folder where an earlier run may have left site and ledger, and names the steps that ran.
func buildIn(t *testing.T, work string, change ...func(*Stage)) (dir string, findings catalog.Findings, ran []string) {
	t.Helper()
	ctx := context.Background()
	declarations := fstest.MapFS{}
	mount := func(prefix string, from fs.FS) {
		err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := fs.ReadFile(from, name)
			declarations[prefix+name] = &fstest.MapFile{Data: body}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	mount("reports/", Files)
	mount("", os.DirFS("testdata/declarations"))
	c, err := catalog.Load(declarations)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Findings {
		if !strings.Contains(f.What, "unknown source") { // pages name sources of the real project, which the fixture has not
			t.Fatalf("declarations: %v", f)
		}
	}
	s := &store.Store{}
	t.Cleanup(func() { s.Close() })
	tables, err := os.ReadFile("testdata/fixture.sql")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Exec(ctx, string(tables)); err != nil {
		t.Fatal(err)
	}
	l, err := store.OpenLedger(filepath.Join(work, "ledger.json"), "test")
	if err != nil {
		t.Fatal(err)
	}
	made, err := s.Select(ctx, "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('mart', 'metric') order by 1")
	if err != nil {
		t.Fatal(err)
	}
	done := func(id string, reads ...string) {
		if err := l.Do(ctx, store.Step{ID: id, Own: id, Reads: reads, Run: func(context.Context) (store.Result, error) { return store.Result{Output: id}, nil }}); err != nil {
			t.Fatal(err)
		}
	}
	done("raw.edem")
	for _, r := range made.Values {
		done(r[0].(string), "raw.edem")
	}
	files, err := fs.Sub(declarations, "reports")
	if err != nil {
		t.Fatal(err)
	}
	st := &Stage{
		Catalog: c, Store: s, Ledger: l, Files: files, Workers: 2,
		Output: &store.Output{Dir: filepath.Join(work, "site"), WorkDir: filepath.Join(work, "work")},
	}
	for _, f := range change {
		f(st)
	}
	st.Output.Wrote = map[string]disk.Wrote{}
	for name := range readAll(t, st.Output.Dir) {
		st.Output.Wrote[name] = disk.Wrote{Size: -1}
	}
	if err := errors.Join(os.RemoveAll(st.Output.WorkDir), st.Output.Look()); err != nil {
		t.Fatal(err)
	}
	l.Missing = func(file string) bool { return !st.Output.Has(file) }
	if err := st.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if err := st.Output.Commit(l.Files()); err != nil {
		t.Fatal(err)
	}
	if err := l.Save(filepath.Join(work, "ledger.json")); err != nil {
		t.Fatal(err)
	}
	for _, d := range l.Decisions {
		if d.Runs {
			ran = append(ran, d.ID)
		}
	}
	return st.Output.Dir, l.Findings, ran
}

// site reads every file of a folder.
func readAll(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == dir {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
