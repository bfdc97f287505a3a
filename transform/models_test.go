// SPDX-License-Identifier: Apache-2.0

package transform

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
	"osnova/store/storetest"
)

// declared loads the project's own declarations and gives the columns of every relation that they declare.
func declared(t *testing.T) (*catalog.Catalog, storetest.Contract) {
	t.Helper()
	cat, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	return cat, func(relation string) ([]catalog.Column, bool) {
		for _, s := range cat.Sources {
			if relation == "raw."+s.Name {
				return s.Contract().Columns, true
			}
		}
		for _, m := range cat.Models {
			if relation == m.Relation() {
				return m.Columns, true
			}
		}
		columns, ok := accounts[relation]
		return columns, ok
	}
}

// accounts are the tables that ingest writes beside those of sources.
var accounts = map[string][]catalog.Column{
	"raw.intake":     columns("source_id file url sha256 size:integer accessed rows_in:integer loaded:integer quarantined:integer skipped:integer skipped_rules facts:integer origin synthetic"),
	"raw.quarantine": columns("source_id file line:integer column value reason scope"),
	"raw.ended":      columns("source_id row_key name community_id ended_on:date ended_reason row_json"),
}

func columns(list string) (out []catalog.Column) {
	for _, f := range strings.Fields(list) {
		name, typ, _ := strings.Cut(f, ":")
		if typ == "" {
			typ = catalog.TypeText
		}
		out = append(out, catalog.Column{Name: name, Type: typ})
	}
	return out
}

// TestModels runs the txtar beside every model, and holds what is made against the model's contract but for the least number of rows.
func TestModels(t *testing.T) {
	cat, contract := declared(t)
	for _, m := range cat.Models {
		t.Run(m.Relation(), func(t *testing.T) {
			file := filepath.Join("..", strings.TrimSuffix(m.File, ".sql")+".txtar")
			if _, err := os.Stat(file); err != nil {
				t.Fatalf("the model has no test: write %s", file)
			}
			storetest.Run(t, file, contract, func(ctx context.Context, s *store.Store) (string, error) {
				if err := s.Materialise(ctx, m.Relation(), m.SQL); err != nil {
					return "", err
				}
				k := m.Contract
				k.MinRows = 0
				findings, err := s.Check(ctx, m.Relation(), k)
				for _, f := range findings {
					t.Error(f)
				}
				return m.Relation(), err
			})
		})
	}
}
