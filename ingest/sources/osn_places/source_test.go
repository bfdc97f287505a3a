// SPDX-License-Identifier: Apache-2.0

package osn_places

import (
	"encoding/csv"
	"os"
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// Every place of a named body, and every place but regions and the country of a figure on bodies, has a code.
func TestData(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 21, Loaded: 21, Rows: 21})
	known := map[string]bool{"Україна": true, "Миколаївська область": true, "Житомирська область": true}
	for _, r := range got.Rows {
		known[r[0]] = true
	}
	for file, column := range map[string]int{"../osn_bodies/data.csv": 2, "../published_figures/osn_counts.csv": 0} {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows[1:] {
			if !known[r[column]] {
				t.Errorf("%s: %s has no code", file, r[column])
			}
		}
	}
}
