// SPDX-License-Identifier: Apache-2.0

package disclosure

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// derivable finds, by another way than Protect, the suppressed cells that the published ones determine: those at which every vector
// of the null space of the equations is 0. The null space comes from a singular value decomposition.
func derivable(t *Table) []string {
	at, _ := t.index()
	var hidden []int
	column := map[int]int{}
	for i, c := range t.Cells {
		if c.Reason != Shown {
			column[i] = len(hidden)
			hidden = append(hidden, i)
		}
	}
	var rows [][]float64
	for m, c := range t.Cells {
		for d, key := range c.Keys {
			if key != Total {
				continue
			}
			row, any := make([]float64, len(hidden)), false
			for p, q := range t.Cells {
				keys := slices.Clone(q.Keys)
				if keys[d] == Total {
					continue
				}
				keys[d] = Total
				if at[joinKeys(keys)] == m {
					if j, is := column[p]; is {
						row[j], any = 1, true
					}
				}
			}
			if j, is := column[m]; is {
				row[j], any = -1, true
			}
			if any {
				rows = append(rows, row)
			}
		}
	}
	if len(rows) == 0 {
		return nil
	}
	a := mat.NewDense(max(len(rows), len(hidden)), len(hidden), nil)
	for i, r := range rows {
		a.SetRow(i, r)
	}
	var svd mat.SVD
	if !svd.Factorize(a, mat.SVDFull) {
		panic("no decomposition")
	}
	var v mat.Dense
	svd.VTo(&v)
	values := svd.Values(nil)
	var out []string
	for j, i := range hidden {
		free := 0.0
		for k, s := range values {
			if s < 1e-9 {
				free += v.At(j, k) * v.At(j, k)
			}
		}
		if free < 1e-12 {
			out = append(out, strings.Join(t.Cells[i].Keys, ""))
		}
	}
	return out
}

// random draws a full table of two or three dimensions, with many small cells.
func random(t *rapid.T) *Table {
	sizes := rapid.SliceOfN(rapid.IntRange(1, 4), 2, 3).Draw(t, "sizes")
	table := &Table{}
	counts := map[string]*Cell{}
	var fill func(keys []string)
	fill = func(keys []string) {
		if len(keys) < len(sizes) {
			for k := range sizes[len(keys)] {
				fill(append(slices.Clone(keys), string(rune('a'+k))))
			}
			return
		}
		n := rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(0, 60)).Draw(t, "n")
		for margin := range 1 << len(sizes) {
			up := slices.Clone(keys)
			for d := range sizes {
				if margin>>d&1 == 1 {
					up[d] = Total
				}
			}
			if counts[joinKeys(up)] == nil {
				counts[joinKeys(up)] = &Cell{Keys: up}
			}
			counts[joinKeys(up)].Count += n
		}
	}
	fill(nil)
	for d := range sizes {
		table.Dimensions = append(table.Dimensions, fmt.Sprint("d", d))
	}
	for _, c := range counts {
		table.Cells = append(table.Cells, *c)
	}
	return table
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := random(t)
		if err := table.Protect(Ordinary); err != nil {
			t.Fatal(err)
		}
		if leaks := derivable(table); len(leaks) > 0 {
			t.Fatalf("%s: %v can be derived", drawn(table), leaks)
		}
		for _, c := range table.Cells {
			if Ordinary.Small(c.Count) != (c.Reason == FewPersons) {
				t.Fatalf("cell %v of %d is %q", c.Keys, c.Count, c.Reason)
			}
		}
		at, _ := table.index()
		for _, c := range table.Cells { // no leftover of few persons in any line
			for d, key := range c.Keys {
				if key != Total || c.Reason != Shown {
					continue
				}
				hidden := 0
				for _, p := range table.Cells {
					keys := slices.Clone(p.Keys)
					if keys[d] != Total {
						if keys[d] = Total; at[joinKeys(keys)] == at[joinKeys(c.Keys)] && p.Reason != Shown {
							hidden += p.Count
						}
					}
				}
				if Ordinary.Small(hidden) {
					t.Fatalf("%s: margin %v leaves %d", drawn(table), c.Keys, hidden)
				}
			}
		}
		// the order of the cells does not matter, and a second run changes nothing
		again := &Table{Dimensions: table.Dimensions, Cells: slices.Clone(table.Cells)}
		slices.Reverse(again.Cells)
		if err := again.Protect(Ordinary); err != nil {
			t.Fatal(err)
		}
		slices.Reverse(again.Cells)
		if diff := cmp.Diff(table.Cells, again.Cells); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestLeftovers(t *testing.T) {
	areas := []PublishedArea{{"old", []string{"a", "b", "c"}, 40}, {"new", []string{"a", "b"}, 37}, {"other", []string{"d"}, 2}}
	got, err := Ordinary.Leftovers(areas)
	if diff := cmp.Diff([]Leftover{{"old", "new", 3}}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	areas[1].Count = 41
	if _, err := Ordinary.Leftovers(areas); err == nil {
		t.Error("a part larger than the whole passes")
	}
}
