// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
	"osnova/store/storetest"
)

func declared(t *testing.T) (*catalog.Catalog, storetest.Contract) {
	t.Helper()
	cat, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	tables := cat.MetricTables()
	return cat, func(relation string) ([]catalog.Column, bool) {
		for _, m := range cat.Models {
			if relation == m.Relation() {
				return m.Columns, true
			}
		}
		made, ok := tables[relation]
		return made.Columns, ok
	}
}

// TestProtected runs the txtar beside every protected table that has a SELECT: true counts in, what may be told out.
func TestProtected(t *testing.T) {
	cat, contract := declared(t)
	tested := 0
	for _, p := range cat.Protected {
		if p.SQL == "" {
			continue
		}
		tested++
		t.Run(p.Name, func(t *testing.T) {
			file := filepath.Join("..", strings.TrimSuffix(p.File, ".yaml")+".txtar")
			if _, err := os.Stat(file); err != nil {
				t.Fatalf("the protected table has no test: write %s", file)
			}
			storetest.Run(t, file, contract, func(ctx context.Context, s *store.Store) (string, error) {
				st := &Stage{Catalog: cat, Store: s}
				if err := st.protect(ctx, p); err != nil {
					return "", err
				}
				k := p.Contract
				k.MinRows = 0
				findings, err := s.Check(ctx, p.Relation(), k)
				for _, f := range findings {
					t.Error(f)
				}
				return p.Relation(), err
			})
		})
	}
	if tested < 3 {
		t.Errorf("%d protected tables tested", tested)
	}
}

// TestIndicators runs the txtar beside every indicator, upward aggregation included, and holds the result against the one long shape.
func TestIndicators(t *testing.T) {
	cat, contract := declared(t)
	for _, i := range cat.Indicators {
		t.Run(i.Name, func(t *testing.T) {
			file := filepath.Join("..", "metrics/indicators", i.Name+".txtar")
			if _, err := os.Stat(file); err != nil {
				t.Fatalf("the indicator has no test: write %s", file)
			}
			storetest.Run(t, file, contract, func(ctx context.Context, s *store.Store) (string, error) {
				st := &Stage{Catalog: cat, Store: s, Log: slog.New(slog.DiscardHandler)}
				if _, err := st.measure(ctx, i); err != nil {
					return "", err
				}
				found, err := st.checkContracts(ctx, i.Relations())
				for _, f := range found {
					t.Error(f)
				}
				if err != nil || i.RelationWithin() == "" {
					return i.Relation(), err
				}
				rows, err := s.Select(ctx, "select count(*) from "+i.RelationWithin())
				if err != nil || rows.Values[0][0] == int64(0) {
					t.Errorf("its %ss are not tested: %v", i.Within.Period, err)
				}
				return "(select * from " + i.Relation() + " union all select * from " + i.RelationWithin() + ")", nil
			})
		})
	}
}

// TestWithin: what the specification has by quarter or month says so: it has such periods, or tells why not. Read is the column "per" of SPEC 3.4.
func TestWithin(t *testing.T) {
	want := map[string]string{"D7.8": "month"}
	for _, id := range strings.Fields("D1.5 D3.3 D4.1 D4.2 D4.3 D6.4 D6.8 D7.2 D7.3 D8.5 D8.6") {
		want[id] = "quarter"
	}
	cat, _ := declared(t)
	for _, i := range cat.Indicators {
		have := ""
		if i.Within != nil {
			have = i.Within.Period
		}
		// The robot's visits are by quarter alone.
		if i.Name == "D4.6" || i.Name == "D7.7" {
			continue
		}
		if have != want[i.Name] {
			t.Errorf("%s: within is %q, the specification has %q", i.Name, have, want[i.Name])
		}
		delete(want, i.Name)
	}
	if len(want) > 0 {
		t.Errorf("no such indicators: %v", want)
	}
}
