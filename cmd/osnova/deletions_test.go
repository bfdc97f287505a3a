// SPDX-License-Identifier: Apache-2.0

//go:build deletions

package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"osnova/store"
)

// TestSomeGoInEarnest deletes a source, a model, an indicator, an index, a dataset and a page at once from a real build in its folder: the build ends
// with findings, tables and pages of what goes are gone, and everything else is to the byte what it was.
func TestSomeGoInEarnest(t *testing.T) {
	out := t.TempDir()
	build := func(hidden ...string) (map[string]string, map[string]string, []string) {
		var all layers
		for _, l := range rooms {
			var inside []string
			for _, h := range hidden {
				if rest, ok := strings.CutPrefix(h, l.prefix+"/"); ok {
					inside = append(inside, rest)
				}
			}
			all = append(all, layer{l.prefix, without{l.fs, inside}})
		}
		var said bytes.Buffer
		a := &app{stdout: &said, stderr: io.Discard, out: out, rooms: all, log: logger(io.Discard, false, false)}
		if err := a.build(context.Background(), job{}); err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, f := range a.findings {
			told = append(told, f.String())
		}
		s := &store.Store{Path: filepath.Join(out, "osnova.duckdb"), WorkDir: t.TempDir()}
		defer s.Close()
		rows, err := s.Select(context.Background(), "select schema_name || '.' || table_name from duckdb_tables()")
		if err != nil {
			t.Fatal(err)
		}
		tables := map[string]string{}
		for _, r := range rows.Values {
			name := r[0].(string)
			if tables[name], err = s.Digest(context.Background(), name); err != nil {
				t.Fatal(err)
			}
		}
		return tables, files(t, filepath.Join(out, "site")), told
	}
	before, site, _ := build()
	after, left, told := build("ingest/sources/zno_2022", "transform/models/mart/peer", "metrics/indicators/open.osbb_per_10k", "datasets/published/data_quality", "reports/pages/quality")
	if len(told) == 0 {
		t.Error("no finding")
	}
	for _, gone := range []string{"raw.zno_2022", "mart.peer", "mart.peer_member", "metric.open_osbb_per_10k"} {
		if before[gone] == "" || after[gone] != "" {
			t.Errorf("%s is %q, was %q", gone, after[gone], before[gone])
		}
	}
	for _, there := range []string{"mart.community", "mart.budget_year", "metric.open_edem_tools", "metric.convergence"} {
		if before[there] == "" || after[there] != before[there] {
			t.Errorf("%s is %q, was %q", there, after[there], before[there])
		}
	}
	for _, gone := range []string{"data/data_quality.csv", "data/communities.csv", "uk/quality/index.html"} { // communities are told with their peers
		if site[gone] == "" || left[gone] != "" {
			t.Errorf("%s was there: %v, is there: %v", gone, site[gone] != "", left[gone] != "")
		}
	}
	for _, there := range []string{"data/budgets.csv", "data/territories.csv", "data/convergence.csv"} {
		if site[there] == "" || left[there] != site[there] {
			t.Errorf("%s was there: %v, is the same: %v", there, site[there] != "", left[there] == site[there])
		}
	}
	if left["uk/index.html"] == "" {
		t.Error("the home page is gone")
	}
}
