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
	return cat, func(relation string) ([]catalog.Column, bool) {
		for _, m := range cat.Models {
			if relation == m.Relation() {
				return m.Columns, true
			}
		}
		for name, columns := range map[string][]catalog.Column{"metric.case_metric": caseMetricColumns, "metric.survey_unit": surveyUnitColumns} {
			if relation == name {
				return columns, true
			}
		}
		for _, x := range cat.Indices {
			if relation == x.Relation() {
				return scoreColumns, true
			}
		}
		return nil, false
	}
}

// TestIndicators runs the txtar beside every indicator, upward aggregation included, and holds the result against the one long shape.
func TestIndicators(t *testing.T) {
	cat, contract := declared(t)
	for _, i := range cat.Indicators {
		t.Run(i.Name, func(t *testing.T) {
			file := filepath.Join("..", strings.TrimSuffix(i.File, ".sql")+".txtar")
			if _, err := os.Stat(file); err != nil {
				t.Fatalf("the indicator has no test: write %s", file)
			}
			storetest.Run(t, file, contract, func(ctx context.Context, s *store.Store) (string, error) {
				st := &Stage{Catalog: cat, Store: s, Log: slog.New(slog.DiscardHandler)}
				result, err := st.measure(ctx, i)
				for _, f := range result.Findings {
					t.Error(f)
				}
				return i.Relation(), err
			})
		})
	}
}
