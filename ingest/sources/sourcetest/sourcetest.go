// SPDX-License-Identifier: Apache-2.0

// Package sourcetest runs the parser of one source in its tests: on the hand-made files of testdata and, where they lie beside the project, on the real ones.
package sourcetest

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// Files gives the bytes of a source's file.
type Files func(f catalog.File) ([]byte, error)

// Source loads the declaration of the source whose folder is the working folder of the test, and fails on findings about it.
func Source(t *testing.T) catalog.Source {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Load(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(dir)
	for _, f := range c.Findings {
		if strings.Contains(f.Where, "sources/"+name+"/") {
			t.Error(f)
		}
	}
	for _, s := range c.Sources {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("source %s is not declared", name)
	return catalog.Source{}
}

// HandMade reads the files of testdata by their base names.
func HandMade(f catalog.File) ([]byte, error) {
	return os.ReadFile(filepath.Join("testdata", path.Base(f.Mirror)))
}

// ReadBeside reads the files that lie with the declaration, as sources of our own have them.
func ReadBeside(f catalog.File) ([]byte, error) { return os.ReadFile(filepath.FromSlash(f.Mirror)) }

// ReadText gives the same text for every file.
func ReadText(text string) Files {
	return func(catalog.File) ([]byte, error) { return []byte(text), nil }
}

// RealFiles reads the upstream files from ../shared/data beside the project; where they are absent the test is skipped.
func RealFiles(t *testing.T) Files {
	t.Helper()
	root := filepath.Join("..", "..", "..", "..", "shared", "data")
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the upstream files do not lie beside the project in ../shared/data")
	}
	return func(f catalog.File) ([]byte, error) {
		return os.ReadFile(filepath.Join(root, filepath.FromSlash(f.Mirror)))
	}
}

// Run parses and finishes a sheet; a nil parser is the ordinary one.
func Run(s catalog.Source, parser parse.Parser, files Files) (*parse.Sheet, error) {
	out, err := parse.NewSheet(s)
	if err != nil {
		return nil, err
	}
	if parser == nil {
		parser = parse.Ordinary
	}
	in := parse.Input{Source: s, Open: func(f catalog.File) (io.ReadCloser, error) {
		body, err := files(f)
		return io.NopCloser(bytes.NewReader(body)), err
	}}
	if err := parser(in, out); err != nil {
		return nil, err
	}
	return out, out.Finish()
}

// Counts are the totals of a sheet's account and the rows of its table.
type Counts struct{ In, Loaded, Quarantined, Skipped, Rows int }

// Sheet runs the parser and fails the test unless the account is as wanted.
func Sheet(t *testing.T, s catalog.Source, parser parse.Parser, files Files, want Counts) *parse.Sheet {
	t.Helper()
	out, err := Run(s, parser, files)
	if err != nil {
		t.Fatal(err)
	}
	got := Counts{Rows: len(out.Rows)}
	got.In, got.Loaded, got.Quarantined, got.Skipped = out.Totals()
	if got != want {
		t.Errorf("account %+v, want %+v", got, want)
		for i, b := range out.SortedBad() {
			if i == 10 {
				break
			}
			t.Logf("%s:%d %s %q %s", b.File, b.Line, b.Column, b.Value, b.Reason)
		}
	}
	return out
}

// Value finds a row by its key, in the order of the contract's key, and gives its cell in the column named; ok tells whether there is such a row.
func Value(t *testing.T, s *parse.Sheet, column string, key ...string) (cell string, ok bool) {
	t.Helper()
	at := s.Source.Column(column)
	if at < 0 || len(key) != len(s.Source.Key) {
		t.Fatalf("column %q, key %v: the contract has %v, key %v", column, key, s.Source.Contract().Names(), s.Source.Key)
	}
rows:
	for _, r := range s.Rows {
		for i, k := range s.Source.Key {
			if r[s.Source.Column(k)] != key[i] {
				continue rows
			}
		}
		return r[at], true
	}
	return "", false
}

// WantCell fails the test unless the cell of the row with that key is as wanted.
func WantCell(t *testing.T, s *parse.Sheet, want, column string, key ...string) {
	t.Helper()
	if got, ok := Value(t, s, column, key...); !ok || got != want {
		t.Errorf("%s of %v = %q (found %v), want %q", column, key, got, ok, want)
	}
}
