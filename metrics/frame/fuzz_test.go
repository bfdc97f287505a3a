// SPDX-License-Identifier: Apache-2.0

package frame

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// FuzzRead: a file that is read is written and read again as the same, its cells are of one number a column, and a number written is that number.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\ufeffa;b\n", "a\n\"\"\n\n\"x\ny\"\n", "a,a\n", "PK\x03\x04", "a,b\r\n\"1,5\",NA\r\n", "a\n1e400\n0x1p3\n1_0\n", "\xff\xfea\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		one, err := Read("a.csv", strings.NewReader(text))
		if err != nil || len(slices.Compact(slices.Sorted(slices.Values(one.Names)))) < len(one.Names) || len(one.Names) == 0 {
			return
		}
		w, held := NewWriter(one.Names...), texts(t, one)
		for row := range one.Len() {
			cells := make([]any, len(one.Names))
			for j := range one.Names {
				cells[j] = held[j][row]
			}
			w.Row(cells...)
		}
		again, err := Read("b.csv", strings.NewReader(string(w.Bytes())))
		if err != nil {
			t.Fatalf("%q is not read again: %v", w.Bytes(), err)
		}
		if !slices.Equal(one.Names, again.Names) || !slices.EqualFunc(held, texts(t, again), slices.Equal) {
			t.Errorf("%q became %q", held, texts(t, again))
		}
		for _, name := range one.Names {
			numbers, err := one.Numbers(name)
			if err != nil {
				continue
			}
			for i, v := range numbers {
				if back, reason := Number(Format(v)); reason != "" || back != v && !math.IsNaN(v) {
					t.Errorf("row %d: %v is written as %q, read as %v %s", i, v, Format(v), back, reason)
				}
			}
		}
	})
}

// texts are all cells of a frame by column.
func texts(t *testing.T, f *Frame) (out [][]string) {
	t.Helper()
	for _, name := range f.Names {
		cells, err := f.Text(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, cells)
	}
	return out
}
