// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
)

// mirror is where the real upstream files lie, beside the project.
const mirror = "../../shared/data"

func realFiles(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(mirror); err != nil {
		t.Skip("the real files are not in ../shared/data beside the project")
	}
}

func declarations(t testing.TB) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// TestFactsAreWhatTheParserMakes parses every real file and compares rows, lock and quarantine with what is embedded.
func TestFactsAreWhatTheParserMakes(t *testing.T) {
	realFiles(t)
	for _, s := range declarations(t).Sources {
		if s.Own || s.Awaited != (catalog.Text{}) {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			want, err := Embedded(os.DirFS(".."), s)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(context.Background(), s, parsers.Parsers[s.Name], folder(mirror), stagePlaces(t))
			if err != nil {
				t.Fatal(err)
			}
			if len(want.Rows) != len(got.Rows) {
				t.Fatalf("%d rows embedded, %d parsed: run make facts", len(want.Rows), len(got.Rows))
			}
			for i := range want.Rows {
				if d := cmp.Diff(want.Rows[i], got.Rows[i]); d != "" {
					t.Fatalf("row %d differs: run make facts\n%s", i+1, d)
				}
			}
			if d := cmp.Diff(want.Lock, got.Lock); d != "" {
				t.Errorf("lock differs: run make facts\n%s", d)
			}
			if d := cmp.Diff(want.Bad, got.Bad); d != "" {
				t.Errorf("quarantine differs: run make facts\n%s", d)
			}
			packed, err := got.Pack(s)
			if err != nil {
				t.Fatal(err)
			}
			embedded, err := os.ReadFile(filepath.Join("..", s.Dir, factsFile))
			if err != nil {
				t.Fatal(err)
			}
			if string(packed) != string(embedded) {
				t.Error("the packed bytes differ: run make facts")
			}
		})
	}
}

// TestEveryRecordIsAccountedFor holds the embedded locks: in = loaded + quarantined + skipped, file by file.
func TestEveryRecordIsAccountedFor(t *testing.T) {
	for _, s := range declarations(t).Sources {
		if s.Own || s.Awaited != (catalog.Text{}) {
			continue
		}
		f, err := Embedded(os.DirFS(".."), s)
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
			continue
		}
		if len(f.Lock.Files) == 0 || f.Lock.Facts != len(f.Rows) {
			t.Errorf("%s: %d files locked, %d rows in the lock, %d embedded", s.Name, len(f.Lock.Files), f.Lock.Facts, len(f.Rows))
		}
		for _, l := range f.Lock.Files {
			if l.RowsIn != l.Loaded+l.Quarantined+l.skipped() {
				t.Errorf("%s: %s: %d in, %d loaded, %d quarantined, %d skipped", s.Name, l.Name, l.RowsIn, l.Loaded, l.Quarantined, l.skipped())
			}
			if len(l.SHA256) != 64 {
				t.Errorf("%s: %s has no checksum", s.Name, l.Name)
			}
		}
	}
}

// TestEverySourceIsTried: a source has small files of its own beside it, or a test that makes them.
func TestEverySourceIsTried(t *testing.T) {
	for _, s := range declarations(t).Sources {
		dir := filepath.Join("..", s.Dir)
		tests, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "testdata", "want.csv")); err != nil && len(tests) == 0 {
			t.Errorf("%s has neither testdata/want.csv nor a test", s.Name)
		}
	}
}

// handMade opens files of a folder by their base names; the query of an address has its signs written as _.
func handMade(dir string) opener {
	plain := strings.NewReplacer("?", "_", "&", "_", "=", "_")
	return func(_ context.Context, _ catalog.Source, f catalog.File) (fetch.Content, error) {
		return fetch.FileContent(filepath.Join(dir, plain.Replace(filepath.Base(f.Mirror))))
	}
}

// TestParseTestdata parses the small hand-made files of each source and compares with want.csv beside them; UPDATE=1 writes it.
func TestParseTestdata(t *testing.T) {
	for _, s := range declarations(t).Sources {
		dir := filepath.Join("..", s.Dir, "testdata")
		want, err := os.ReadFile(filepath.Join(dir, "want.csv"))
		if err != nil && os.Getenv("UPDATE") == "" || s.Own {
			continue
		}
		if _, err := os.Stat(dir); err != nil {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			s.Tolerance, s.MinRows = 1, 0
			s, err := spreadOver(declarations(t), s, func(from catalog.Source) ([][]string, error) {
				from.Tolerance = 1
				facts, err := Read(context.Background(), from, nil, handMade(filepath.Join("..", from.Dir, "testdata")), stagePlaces(t))
				if err != nil {
					return nil, err
				}
				return facts.Rows, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(context.Background(), s, parsers.Parsers[s.Name], handMade(dir), stagePlaces(t))
			if err != nil {
				t.Fatal(err)
			}
			text, err := golden(s, got)
			if err != nil {
				t.Fatal(err)
			}
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(filepath.Join(dir, "want.csv"), text, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(want), string(text)); d != "" {
				t.Error(d)
			}
		})
	}
}
