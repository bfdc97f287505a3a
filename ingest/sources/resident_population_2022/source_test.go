// SPDX-License-Identifier: Apache-2.0

package resident_population_2022

import (
	"strconv"
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.HandMade, sourcetest.Counts{In: 5, Loaded: 3, Quarantined: 2, Rows: 3})
	sourcetest.WantCell(t, got, "8", "female", "UA05000000000010236", "urban", "80+")
}

// TestRealFile holds the printed total of the country and that the table adds up: sexes to both, ages to totals, settlements and oblasts too.
func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.RealFiles(t), sourcetest.Counts{In: 1368, Loaded: 1368, Rows: 1368})
	sourcetest.WantCell(t, got, "40997698", "both", "UA", "total", "total")
	sourcetest.WantCell(t, got, "2910994", "both", "UA80000000000093317", "total", "total")
	sourcetest.WantCell(t, got, "73396", "both", "UA05000000000010236", "total", "80+") // as printed
	type cell struct{ territory, settlement, age string }
	held := map[cell][3]int{}
	ages, settlements, oblasts := map[cell][3]int{}, map[cell][3]int{}, map[cell][3]int{}
	add := func(to map[cell][3]int, at cell, v [3]int) {
		sum := to[at]
		for i := range v {
			sum[i] += v[i]
		}
		to[at] = sum
	}
	for _, r := range got.Rows {
		c := cell{r[0], r[1], r[2]}
		var v [3]int
		for i := range v {
			v[i], _ = strconv.Atoi(r[3+i])
		}
		if held[c] = v; v[0] != v[1]+v[2] {
			t.Errorf("%v: %d is not %d and %d", c, v[0], v[1], v[2])
		}
		if c.age != "total" {
			add(ages, cell{c.territory, c.settlement, "total"}, v)
		}
		if c.settlement != "total" {
			add(settlements, cell{c.territory, "total", c.age}, v)
		}
		if c.territory != "UA" && c.settlement == "total" {
			add(oblasts, cell{"UA", "total", c.age}, v)
		}
	}
	for name, sums := range map[string]map[cell][3]int{"ages": ages, "oblasts": oblasts, "settlements": settlements} {
		for at, sum := range sums {
			if name == "settlements" && at.territory == "UA" { // Kyiv, of which the file gives only the total, is in one and not in the other
				continue
			}
			if held[at] != sum {
				t.Errorf("%s of %v sum to %v, want %v", name, at, sum, held[at])
			}
		}
	}
}
