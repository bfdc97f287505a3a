// SPDX-License-Identifier: Apache-2.0

package disclosure

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plane makes a table of rows and columns with all margins.
func plane(rows, columns string, counts [][]int) *Table {
	columns = columns[:len(counts[0])]
	t := &Table{Dimensions: []string{"row", "column"}}
	sums, all := make([]int, len(columns)), 0
	for i, r := range counts {
		sum := 0
		for j, n := range r {
			t.Cells = append(t.Cells, Cell{Keys: []string{rows[i : i+1], columns[j : j+1]}, Count: n})
			sum += n
			sums[j] += n
		}
		t.Cells = append(t.Cells, Cell{Keys: []string{rows[i : i+1], Total}, Count: sum})
		all += sum
	}
	for j, n := range sums {
		t.Cells = append(t.Cells, Cell{Keys: []string{Total, columns[j : j+1]}, Count: n})
	}
	t.Cells = append(t.Cells, Cell{Keys: []string{Total, Total}, Count: all})
	return t
}

// drawn shows a table: c primary, s secondary, numbers as they are.
func drawn(t *Table) string {
	var rows []string
	for _, c := range t.Cells {
		switch c.Reason {
		case Shown:
			rows = append(rows, fmt.Sprint(strings.Join(c.Keys, ""), "=", c.Count))
		case Secondary:
			rows = append(rows, strings.Join(c.Keys, "")+"=s")
		default:
			rows = append(rows, strings.Join(c.Keys, "")+"=c")
		}
	}
	return strings.Join(rows, " ")
}

// TestByHand: tables worked out on paper.
func TestByHand(t *testing.T) {
	for name, test := range map[string]struct {
		counts [][]int
		rule   Rule
		want   string
	}{
		// 3 is small. Row a: 3 alone, so its next smallest, 12 (column z). Column x: 3 alone, so 20 (row b). Then column z has 12
		// alone and takes 15 (row b), which also gives row b two.
		"one small cell takes three more": {
			[][]int{{3, 30, 12}, {20, 40, 15}, {50, 60, 70}},
			Ordinary,
			"ax=c ay=30 az=s a_T=45 bx=s by=40 bz=s b_T=75 cx=50 cy=60 cz=70 c_T=180 _Tx=73 _Ty=130 _Tz=97 _T_T=300",
		},
		"nothing is small": {[][]int{{5, 0}, {0, 9}}, Ordinary, "ax=5 ay=0 a_T=5 bx=0 by=9 b_T=9 _Tx=5 _Ty=9 _T_T=14"},
		// 1 and 2 in row a leave 3 together, a leftover of few: 8 goes too. Columns x and y have one each: 10 and 9 of row b;
		// column z has 8 alone: 40 of row b.
		"two small cells whose sum is small": {
			[][]int{{1, 2, 8}, {10, 9, 40}},
			Ordinary,
			"ax=c ay=c az=s a_T=11 bx=s by=s bz=s b_T=59 _Tx=11 _Ty=11 _Tz=48 _T_T=70",
		},
		// Sensitive: 9 is small. Row a: 12. Column x: 30. Column y: 12 alone, so 50.
		"sensitive counts go up to 9": {
			[][]int{{9, 12}, {30, 50}},
			Sensitive,
			"ax=c ay=s a_T=21 bx=s by=s b_T=80 _Tx=39 _Ty=62 _T_T=101",
		},
	} {
		table := plane("abc", "xyz", test.counts)
		if err := table.Protect(test.rule); err != nil {
			t.Fatal(err)
		}
		if got := drawn(table); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
	}
}

// TestBridge: every line has two suppressed cells, yet one of them follows from all equations together: it joins two closed paths.
// By hand: rows 1, 2 and columns 1, 2 form one square, rows 3, 4 and columns 3, 4 another, cell (2, 3) joins them. Sum of rows 1 and 2
// less sum of columns 1 and 2 is that cell.
func TestBridge(t *testing.T) {
	counts := [][]int{{4, 4, 90, 90, 90}, {4, 4, 4, 90, 90}, {90, 90, 4, 4, 90}, {90, 90, 4, 4, 90}, {90, 90, 90, 90, 90}}
	table := plane("abcde", "vwxyz", counts)
	at, _ := table.index()
	table.primary(Ordinary)
	lines, _ := table.lines(at)
	for _, l := range lines {
		if table.exposed(l, Ordinary) {
			t.Fatal("a line gives a cell away: the example is not what it should be")
		}
	}
	var found []string
	for _, c := range table.components(lines) {
		for _, cell := range determined(c.equations) {
			found = append(found, strings.Join(table.Cells[cell].Keys, ""))
		}
	}
	if want := []string{"bx"}; !slices.Equal(found, want) {
		t.Errorf("determined %v, want %v", found, want)
	}
	if err := table.Protect(Ordinary); err != nil {
		t.Fatal(err)
	}
	if leaks := derivable(table); len(leaks) > 0 {
		t.Errorf("after protection %v can still be derived", leaks)
	}
}

func TestTwoGeographies(t *testing.T) {
	table := &Table{
		Dimensions: []string{"area"}, Parents: map[string]map[string]string{"area": {"k1": "K", "k2": "K", "k3": "K", "l1": "L", "l2": "L"}},
		Cells: []Cell{
			{Keys: []string{"k1"}, Count: 3},
			{Keys: []string{"k2"}, Count: 8},
			{Keys: []string{"k3"}, Count: 30},
			{Keys: []string{"l1"}, Count: 20},
			{Keys: []string{"l2"}, Count: 25},
			{Keys: []string{"K"}, Count: 41},
			{Keys: []string{"L"}, Count: 45},
			{Keys: []string{Total}, Count: 86},
		},
	}
	if err := table.Protect(Ordinary); err != nil {
		t.Fatal(err)
	}
	if got, want := drawn(table), "k1=c k2=s k3=30 l1=20 l2=25 K=41 L=45 _T=86"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestLeftoverOfAMargin: parts that do not make up their margin leave a cell that nobody publishes but everybody can work out.
func TestLeftoverOfAMargin(t *testing.T) {
	table := &Table{Dimensions: []string{"area"}, Cells: []Cell{{Keys: []string{"a"}, Count: 10}, {Keys: []string{"b"}, Count: 20}, {Keys: []string{Total}, Count: 33}}}
	if err := table.Protect(Ordinary); err != nil {
		t.Fatal(err)
	}
	if got, want := drawn(table), "a=s b=20 _T=33"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSharesAndSums(t *testing.T) {
	for _, test := range []struct {
		cell Cell
		want Reason
	}{
		{Cell{Count: 0, Of: 19}, OneForAll},
		{Cell{Count: 19, Of: 19}, OneForAll},
		{Cell{Count: 0, Of: 20}, Shown},
		{Cell{Count: 20, Of: 20}, Shown},
		{Cell{Count: 4, Of: 50}, FewPersons},
		{Cell{Count: 46, Of: 50}, FewPersons},
		{Cell{Count: 5, Of: 50}, Shown},
		{Cell{Count: 0}, Shown},
		{Cell{Count: 9, Contributions: []float64{50, 36, 14}}, Dominance},
		{Cell{Count: 9, Contributions: []float64{50, 35, 15}}, Shown},
		{Cell{Count: 9, Contributions: []float64{7}}, Dominance},
		{Cell{Count: 9, Contributions: []float64{}}, Shown},
	} {
		test.cell.Keys = []string{"a"}
		table := &Table{Dimensions: []string{"x"}, Cells: []Cell{test.cell}}
		if err := table.Protect(Ordinary); err != nil {
			t.Fatal(err)
		}
		if got := table.Cells[0].Reason; got != test.want {
			t.Errorf("%+v: %q, want %q", test.cell, got, test.want)
		}
	}
}

func TestRefuses(t *testing.T) {
	one := func(keys ...string) Cell { return Cell{Keys: keys, Count: 7} }
	for want, table := range map[string]*Table{
		"has 1 keys for 2 dimensions": {Dimensions: []string{"a", "b"}, Cells: []Cell{one("x")}},
		"is there twice":              {Dimensions: []string{"a"}, Cells: []Cell{one("x"), one("x")}},
		"counts -1":                   {Dimensions: []string{"a"}, Cells: []Cell{{Keys: []string{"x"}, Count: -1}}},
		"fewer than its parts":        {Dimensions: []string{"a"}, Cells: []Cell{one("x"), one("y"), one(Total)}},
		"go in a circle":              {Dimensions: []string{"a"}, Cells: []Cell{one("x")}, Parents: map[string]map[string]string{"a": {"x": "y", "y": "x"}}},
		"which is no dimension":       {Dimensions: []string{"a"}, Cells: []Cell{one("x")}, Parents: map[string]map[string]string{"b": {}}},
		"counts 7 of 3":               {Dimensions: []string{"a"}, Cells: []Cell{{Keys: []string{"x"}, Count: 7, Of: 3}}},
	} {
		if err := table.Protect(Ordinary); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
}

func TestRounding(t *testing.T) {
	for count, want := range map[int]int{0: 0, 2: 0, 3: 5, 7: 5, 8: 10, 97: 95, 98: 100, 99: 100, 101: 101, -3: -5} {
		if got := RoundCount(count); got != want {
			t.Errorf("%d is rounded to %d, want %d", count, got, want)
		}
	}
	for _, test := range []struct {
		v        float64
		decimals int
		want     float64
	}{{0.285, 2, 0.29}, {2.5, 0, 3}, {-2.5, 0, -3}, {1.25, 1, 1.3}, {1.24999, 1, 1.2}, {99.95, 1, 100}, {7, 1, 7}, {1e21, 1, 1e21}} {
		if got := Round(test.v, test.decimals); got != test.want {
			t.Errorf("Round(%v, %d) = %v, want %v", test.v, test.decimals, got, test.want)
		}
	}
	if a, b, c := Percent(1, 19), Percent(1, 20), Percent(1, 3); a != 5 || b != 5 || c != 33 {
		t.Errorf("per cent %v %v %v", a, b, c)
	}
	if got := Percent(123, 456); got != 27 { // 26.9737…
		t.Errorf("123 of 456 is %v", got)
	}
	if !math.IsNaN(Percent(0, 0)) {
		t.Error("a share of nothing")
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 99).Draw(t, "n")
		sum, draws := 0, 4000
		for i := range draws {
			r := RoundRandom(n, 7, fmt.Sprint(i))
			if r%RoundingBase != 0 || r > n+4 || r < n-4 || r != RoundRandom(n, 7, fmt.Sprint(i)) {
				t.Fatalf("%d is rounded to %d", n, r)
			}
			sum += r
		}
		if mean := float64(sum) / float64(draws); math.Abs(mean-float64(n)) > 0.2 { // 5 standard errors: 2.45/√4000 × 5 = 0.19
			t.Fatalf("%d is rounded to %v on average", n, mean)
		}
	})
}

// TestShare: neither those who have it nor those who have not may be one to four, nor all or none of a small group.
func TestShare(t *testing.T) {
	for _, c := range []struct {
		part, of int
		want     Status
	}{{10, 30, Normal}, {4, 30, Confidential}, {5, 30, Normal}, {26, 30, Confidential}, {25, 30, Normal}, {0, 30, Normal}, {30, 30, Normal}, {0, 19, Confidential}, {19, 19, Confidential}, {0, 20, Normal}, {20, 20, Normal}} {
		if got := Ordinary.Share(c.part, c.of); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.part, c.of, got, c.want)
		}
	}
}
