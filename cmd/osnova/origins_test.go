// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"

	"osnova/catalog"
	"osnova/ingest"
)

// TestEveryOriginHasWords: where rows can come from is declared in the table and the dataset of data quality, and pages have words for each and for
// no other.
func TestEveryOriginHasWords(t *testing.T) {
	want := slices.Sorted(slices.Values(ingest.Origins))
	f, err := os.Open("../../reports/words.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var worded []string
	for _, r := range rows {
		if r[0] == "origin" {
			worded = append(worded, r[1])
		}
	}
	slices.Sort(worded)
	if !slices.Equal(worded, want) {
		t.Errorf("reports/words.csv has words for %v, want %v", worded, want)
	}
	cat, err := catalog.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string][]string{}
	for _, m := range cat.Models {
		if m.Name == "data_quality" {
			declared["mart"] = m.Columns[m.Column("origin")].Enum
		}
	}
	for _, d := range cat.Datasets {
		if d.Name == "data_quality" {
			declared["dataset"] = d.Columns[d.Column("origin")].Enum
		}
	}
	for where, enum := range declared {
		if got := slices.Sorted(slices.Values(enum)); !slices.Equal(got, want) {
			t.Errorf("%s data_quality declares %v, want %v", where, got, want)
		}
	}
	if len(declared) != 2 {
		t.Errorf("declared in %v", declared)
	}
}
