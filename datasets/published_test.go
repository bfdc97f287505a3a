// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// project loads the declarations of the whole repository.
func project(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPublishedDeclarations(t *testing.T) {
	c := project(t)
	if len(c.Datasets) == 0 {
		t.Fatal("no dataset is declared")
	}
	for _, f := range c.Findings {
		if strings.HasPrefix(f.Where, "datasets/") {
			t.Error(f)
		}
	}
	s := &store.Store{}
	defer s.Close()
	st := &Stage{Store: s}
	for _, d := range c.Datasets {
		t.Run(d.Name, func(t *testing.T) {
			reads, err := s.Reads(context.Background(), d.SQL)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range reads {
				if !Readable(r) {
					t.Errorf("it reads %s", r)
				}
			}
			order, err := st.order(context.Background(), d.SQL)
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Key) == 0 || len(missing(d.Key, order)) > 0 {
				t.Errorf("the order %v does not cover the key %v", order, d.Key)
			}
			if !strings.HasPrefix(d.SQL, "-- One row per ") {
				t.Error("the SELECT does not open with its grain")
			}
			if d.Grain.IsZero() || len(d.Keywords.UK) == 0 || len(d.Keywords.EN) == 0 || !slices.Contains([]string{"all", "citizens", "officials", "researchers"}, d.Audience) {
				t.Error("grain, keywords or audience are missing")
			}
			if _, to := periodSpan(d.Period); d.Period != "" && to == "" {
				t.Errorf("period %q is no ISO period", d.Period)
			}
		})
	}
}

// TestDeclaredDatasets publishes what needs no data: sources, indicators, indices and the dictionary of the project itself.
func TestDeclaredDatasets(t *testing.T) {
	whole := project(t)
	c := *whole
	c.Datasets = nil
	rows := map[string]int{"sources": len(c.Sources), "indicators": len(c.Indicators)}
	for _, d := range whole.Datasets {
		if strings.Contains(d.SQL, "declared.") && !strings.Contains(d.SQL, "mart.") {
			c.Datasets = append(c.Datasets, d)
			rows["dictionary"] += len(d.Columns)
		}
	}
	data, ledger := build(t, &c, "select 1")
	for _, f := range ledger.Findings {
		t.Error(f)
	}
	for name, want := range rows {
		body, err := os.ReadFile(data + "/" + name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(body) - 1; got != want {
			t.Errorf("%s has %d rows, want %d", name, got, want)
		}
	}
	if found, err := Verify(data); err != nil || len(found) > 0 {
		t.Errorf("%v %v", found, err)
	}
}

func TestIndexNodesAreNamedLikeScores(t *testing.T) {
	c := &catalog.Catalog{Indices: []catalog.Index{{Name: "whole", Root: catalog.Node{ID: "whole", Weight: 1, Children: []catalog.Node{
		{ID: "part", Weight: 2, Children: []catalog.Node{{ID: "leaf", Indicator: "open.leaf", Weight: 1}}}, {ID: "other", Indicator: "open.other", Weight: 1},
	}}}}}
	var got []string
	for _, table := range declared(c) {
		if table.name == "index_node" {
			for _, row := range table.rows {
				got = append(got, strings.Join(row[1:5], " "))
			}
		}
	}
	if want := []string{"whole  1 0", "part whole 2 1", "open.leaf part 3 2", "open.other whole 4 1"}; !slices.Equal(got, want) {
		t.Errorf("nodes are %q, want %q", got, want)
	}
}
