// SPDX-License-Identifier: Apache-2.0

// Package storetest runs the tests that lie beside SQL: a txtar archive of given tables and wanted rows.
package storetest

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"osnova/catalog"
	"osnova/store"
)

// Contract finds the columns of a relation that a test gives; ok is false for one that nobody declares.
type Contract func(relation string) (columns []catalog.Column, ok bool)

// Run loads the archive's tables (files <relation>.csv; columns that are left out are empty) into a database in memory,
// hands it to build, and compares what wanted selects with want.csv, both sorted by line.
// want.csv may name any of the columns. A comment above the first file says what the test is about.
func Run(t *testing.T, file string, contract Contract, build func(ctx context.Context, s *store.Store) (relation string, err error)) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	s := &store.Store{}
	defer s.Close()
	var want [][]string
	for _, f := range archive.Files {
		records, err := csv.NewReader(bytes.NewReader(f.Data)).ReadAll()
		if err != nil || len(records) == 0 {
			t.Fatalf("%s: %s: no readable table: %v", file, f.Name, err)
		}
		if f.Name == "want.csv" {
			want = records
			continue
		}
		if err := Load(ctx, s, strings.TrimSuffix(f.Name, ".csv"), records, contract); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	if want == nil {
		t.Fatalf("%s: no want.csv", file)
	}
	relation, err := build(ctx, s)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	rows, err := s.Select(ctx, `select "`+strings.Join(want[0], `", "`)+`" from `+relation)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	got := lines(texts(rows.Values))
	wanted := lines(want[1:])
	if d := cmp.Diff(wanted, got); d != "" {
		if os.Getenv("UPDATE") != "" {
			update(t, file, archive, want[0], got)
			return
		}
		t.Errorf("%s: rows differ (- wanted, + made):\n%s", filepath.Base(file), d)
	}
}

// Load puts records with a header into a relation that contract knows; columns that are left out are empty.
func Load(ctx context.Context, s *store.Store, relation string, records [][]string, contract Contract) error {
	columns, ok := contract(relation)
	if !ok {
		return fmt.Errorf("nobody declares %s", relation)
	}
	place := map[string]int{}
	for i, c := range columns {
		place[c.Name] = i
	}
	var rows [][]string
	for _, r := range records[1:] {
		row := make([]string, len(columns))
		for i, name := range records[0] {
			at, ok := place[name]
			if !ok {
				return fmt.Errorf("%s has no column %s", relation, name)
			}
			row[at] = r[i]
		}
		rows = append(rows, row)
	}
	return s.Load(ctx, relation, columns, rows)
}

func texts(values [][]any) [][]string {
	out := make([][]string, len(values))
	for i, row := range values {
		out[i] = make([]string, len(row))
		for j, v := range row {
			out[i][j] = valueText(v)
		}
	}
	return out
}

func valueText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(v)
}

func lines(rows [][]string) []string {
	out := make([]string, len(rows))
	for i, row := range rows {
		var b strings.Builder
		w := csv.NewWriter(&b)
		_ = w.Write(row) // a strings.Builder does not fail
		w.Flush()
		out[i] = strings.TrimSuffix(b.String(), "\n")
	}
	sort.Strings(out)
	return out
}

// update rewrites want.csv with what was made: for a first draft that is then read line by line.
func update(t *testing.T, file string, archive *txtar.Archive, header, got []string) {
	t.Helper()
	for i := range archive.Files {
		if archive.Files[i].Name == "want.csv" {
			archive.Files[i].Data = []byte(strings.Join(header, ",") + "\n" + strings.Join(got, "\n") + "\n")
		}
	}
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
