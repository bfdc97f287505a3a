// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
)

// view is one quantity as one published table has it: rows where columns have these values, known by key, in units of factor.
type view struct {
	file, value string
	where       string // column=value, several by spaces
	key         string // columns
	factor      float64
}

// quantity is what several published tables say of one thing.
type quantity []view

// quantities lists what more than one published table says. The country of an indicator that is a mean is the mean of residents in summaries; groups of
// gaps are groups of summaries.
func quantities(cat *catalog.Catalog) map[string]quantity {
	out := map[string]quantity{}
	measured := func(indicator, file, metric string, factor float64, also ...view) {
		out[indicator] = append(quantity{
			{"indicator_values", "value", "indicator_id=" + indicator, "level territory_id period", 1},
			{file, "value", "metric=" + metric, "level unit_id period", factor},
		}, also...)
	}
	part := func(column string) view { return view{"sqi", column, "", "level unit_id period", 1} }
	measured("D6.4", "case_metrics", "E5", 100)
	measured("D6.8", "case_metrics", "on_time", 100)
	measured("SQI.E", "case_metrics", "E", 1, part("e"))
	measured("SQI.S", "survey_marks", "S", 1, part("s"))
	measured("D8.1", "survey_marks", "internet_users", 1)
	measured("D8.2", "survey_marks", "basic_skills", 1)
	measured("D8.3", "survey_marks", "age_gap", 1)
	measured("D8.4", "survey_marks", "e_service_users", 1)
	measured("D8.6", "survey_marks", "csat_online", 1)
	measured("D8.7", "survey_marks", "unmet_need", 1)
	for _, i := range cat.Indicators {
		if i.Up == "mean" && !i.LowerBound() && !strings.Contains(i.SQL, " level") { // of lower bounds no mean is told
			out["mean of residents, "+i.Name] = quantity{
				{"indicator_values", "value", "level=country indicator_id=" + i.Name, "period", 1},
				{"summary", "weighted_mean", "group_by=all indicator_id=" + i.Name, "period", 1},
			}
		}
	}
	for weighting, column := range map[string]string{"none": "mean", "population": "weighted_mean"} {
		out["urban side of gaps, "+weighting] = quantity{
			{"gaps", "mean_a", "pair=urban_rural weighting=" + weighting, "indicator_id period", 1},
			{"summary", column, "group_by=urbanity group_id=urban", "indicator_id period", 1},
		}
		out["mean of inequality, "+weighting] = quantity{
			{"inequality", "value", "measure=mean group_by=all weighting=" + weighting, "indicator_id period", 1},
			{"summary", column, "group_by=all", "indicator_id period", 1},
		}
	}
	for _, by := range []string{"all", "oblast"} {
		out["dmi of the average community, "+by] = quantity{
			{"dmi_aggregate", "mean", "group_by=" + by, "group_id period", 1},
			{"summary", "mean", "indicator_id=dmi group_by=" + by, "group_id period", 1},
		}
	}
	return out
}

// agree holds that no two published tables say different things of one quantity, wherever both say something.
func agree(t *testing.T, out string) {
	t.Helper()
	cat, err := catalog.Load(rooms)
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][]map[string]string{}
	for name, q := range quantities(cat) {
		first := values(t, out, tables, q[0])
		for _, v := range q[1:] {
			other, met := values(t, out, tables, v), 0
			for key, want := range first {
				got, ok := other[key]
				if !ok {
					continue
				}
				met++
				if math.Abs(got-want) > 1e-6*max(1, math.Abs(want)) {
					t.Errorf("%s: %s says %v of %q, %s says %v", name, q[0].file, want, key, v.file, got)
				}
			}
			if met == 0 && len(first) > 0 {
				t.Errorf("%s: %s and %s have nothing in common", name, q[0].file, v.file)
			}
		}
	}
}

// values reads a view: key to value, of rows that have a value.
func values(t *testing.T, out string, tables map[string][]map[string]string, v view) map[string]float64 {
	t.Helper()
	rows, ok := tables[v.file]
	if !ok {
		f, err := os.Open(filepath.Join(out, "site", "data", v.file+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		records, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records[1:] {
			row := map[string]string{}
			for i, column := range records[0] {
				row[column] = r[i]
			}
			rows = append(rows, row)
		}
		tables[v.file] = rows
	}
	got := map[string]float64{}
	for _, row := range rows {
		if slices.ContainsFunc(strings.Fields(v.where), func(w string) bool {
			column, value, _ := strings.Cut(w, "=")
			return row[column] != value
		}) || row[v.value] == "" {
			continue
		}
		var key []string
		for _, column := range strings.Fields(v.key) {
			if _, ok := row[column]; !ok {
				t.Fatalf("%s has no column %s", v.file, column)
			}
			key = append(key, row[column])
		}
		x, err := strconv.ParseFloat(row[v.value], 64)
		if err != nil {
			t.Fatalf("%s: %s is %q", v.file, v.value, row[v.value])
		}
		got[strings.Join(key, " ")] = x * v.factor
	}
	return got
}
