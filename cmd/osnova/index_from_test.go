// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/store"
)

// TestIndexFromReal: the real index of open readiness, written out and built again by the instrument, has the published figures.
func TestIndexFromReal(t *testing.T) {
	reproduces(t, built(t), "open_readiness", 900)
}

// fewestRanked is the least number of units that are ranked, by the rule of coverage (metrics/coverage.yaml, inequality).
const fewestRanked = 30

// reproduces writes a published index out, runs osnova index on the files, and holds every score, rank, range and Sobol index against the
// database, to the last digit that is published.
func reproduces(t *testing.T, dir, name string, least int) {
	t.Helper()
	from, out := filepath.Join(t.TempDir(), "from"), filepath.Join(t.TempDir(), "out")
	build(t, exitFine, "index", "--from", name, "--build", dir, "--out", from)
	build(t, exitFine, "index", "--data", filepath.Join(from, "data.csv"), "--meta", filepath.Join(from, "meta.csv"), "--spec", filepath.Join(from, "spec.yaml"), "--out", out)
	s := &store.Store{Path: filepath.Join(dir, "osnova.duckdb"), WorkDir: t.TempDir()}
	defer s.Close()
	scores, ranks, uncertainty := tableByUnit(t, filepath.Join(out, "scores.csv")), tableByUnit(t, filepath.Join(out, "ranks.csv")), tableByUnit(t, filepath.Join(out, "uncertainty.csv"))

	nodes, err := s.Select(context.Background(), "select level, unit_id, period, node_id, value, rank from metric."+name+"_score order by all")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	hold := func(what string, published any, made string) {
		if compared++; cellText(published) != rounded(t, made) {
			t.Errorf("%s: published %v, osnova index gives %q", what, published, made)
		}
	}
	scored := map[string]int{} // units with a score, by level and period
	for _, r := range nodes.Values {
		if r[3] == name && r[4] != nil {
			scored[fmt.Sprint(r[0], r[2])]++
		}
	}
	place := func(r []any, what string, published any, made string) {
		if level := r[0].(string); (level == "community" || level == "body") && scored[fmt.Sprint(level, r[2])] < fewestRanked {
			if compared++; published != nil {
				t.Errorf("%s: published %v, though fewer than %d units are scored", what, published, fewestRanked)
			}
			return
		}
		hold(what, published, made)
	}
	for _, r := range nodes.Values {
		key, node := unitKey(r), r[3].(string)
		if scores[key] == nil {
			t.Fatalf("%s is not in scores.csv", key)
		}
		if _, leaf := scores[key][node]; leaf {
			hold(key+" "+node, r[4], scores[key][node])
		}
		if node == name {
			place(r, key+" rank", r[5], ranks[key][node])
		}
	}
	rows, err := s.Select(context.Background(), "select level, unit_id, period, value, low, median, high, rank, rank_low, rank_median, rank_high from metric."+name+"_interval order by all")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows.Values) < least {
		t.Errorf("%d units have a range, at least %d were expected", len(rows.Values), least)
	}
	for _, r := range rows.Values {
		key := unitKey(r)
		u := uncertainty[key]
		for k, column := range []string{"score", "score_q05", "score_q50", "score_q95"} {
			hold(key+" "+column, r[3+k], u[column])
		}
		place(r, key+" nominal", r[7], u["nominal"])
		for k, round := range []func(float64) float64{math.Floor, math.Round, math.Ceil} {
			column := []string{"q05", "median", "q95"}[k]
			made := u[column]
			if v, err := strconv.ParseFloat(made, 64); err == nil {
				made = fmt.Sprint(round(v))
			}
			place(r, key+" rank "+column, r[8+k], made)
		}
	}
	factors, err := s.Select(context.Background(), "select factor, si, si_low, si_high, sti, sti_low, sti_high from metric."+name+"_sensitivity order by all")
	if err != nil {
		t.Fatal(err)
	}
	if len(factors.Values) != 4 {
		t.Errorf("%d factors, want the four that vary", len(factors.Values))
	}
	for at, n := range scored {
		if n < fewestRanked && (strings.HasPrefix(at, "community") || strings.HasPrefix(at, "body")) {
			t.Logf("%s: %d figures are equal; Sobol indices are not compared: they are of places, and osnova index gives places in %s too", name, compared, at)
			return
		}
	}
	again := tableBy(t, filepath.Join(out, "sensitivity.csv"), "factor")
	for _, r := range factors.Values {
		for k, column := range []string{"si", "si_low", "si_high", "sti", "sti_low", "sti_high"} {
			hold(r[0].(string)+" "+column, r[1+k], again[r[0].(string)][column])
		}
	}
	t.Logf("%s: %d figures are equal", name, compared)
}

// unitKey is the code and time of a unit, as osnova index names it; a time that all share is none.
func unitKey(r []any) string {
	code := r[1].(string)
	if level := r[0].(string); level == "oblast" || level == "country" {
		code = level + ":" + code
	}
	if period := r[2].(string); len(period) == 4 {
		code += " " + period
	}
	return code
}

func tableByUnit(t *testing.T, path string) map[string]map[string]string {
	t.Helper()
	return tableBy(t, path, "uCode", "Time")
}

// tableBy reads a CSV as column → cell by key columns; those that are not there are left out of the key.
func tableBy(t *testing.T, path string, keys ...string) map[string]map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s has %d rows: %v", path, len(rows), err)
	}
	out := map[string]map[string]string{}
	for _, r := range rows[1:] {
		row, key := map[string]string{}, ""
		for j, name := range rows[0] {
			if row[name] = r[j]; slices.Contains(keys, name) {
				if key != "" {
					key += " "
				}
				key += r[j]
			}
		}
		out[key] = row
	}
	return out
}

func cellText(v any) string {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return ""
}

// rounded is a cell of the instrument with the digits that are published.
func rounded(t *testing.T, cell string) string {
	t.Helper()
	if cell == "" {
		return ""
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.FormatFloat(math.Round(v*1e10)/1e10, 'f', -1, 64)
}
