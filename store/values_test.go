// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestLoadValues: values reach the table as what they are, and what Select gave comes back the same.
func TestLoadValues(t *testing.T) {
	s := &Store{}
	defer s.Close()
	ctx := context.Background()
	columns := declaredColumns("name:text", "n:integer", "share:number", "known:boolean", "day:date")
	day := time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC)
	rows := [][]any{{"one", 1, 0.5, true, day}, {"two", int32(2), int64(2), false, nil}, {"", nil, math.NaN(), nil, nil}}
	if err := s.LoadValues(ctx, "metric.every", columns, rows); err != nil {
		t.Fatal(err)
	}
	want := [][]any{{"one", int64(1), 0.5, true, day}, {"two", int64(2), 2.0, false, nil}, {nil, nil, nil, nil, nil}}
	for range 2 {
		got, err := s.Select(ctx, "select * from metric.every order by n nulls last")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got.Values); d != "" {
			t.Fatal(d)
		}
		if err := s.LoadValues(ctx, "metric.every", columns, got.Values); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		row  []any
		want string
	}{
		{[]any{"one", 1}, "row 1 has 2 values for 5 columns"},
		{[]any{7, 1, 0.5, true, day}, "row 1, column name is declared as text, and the value is int: cast it in the SELECT"},
		{[]any{"one", 1.5, 0.5, true, day}, "row 1, column n is declared as integer, and the value is float64"},
		{[]any{"one", 1, "0.5", true, day}, "row 1, column share is declared as number, and the value is string"},
		{[]any{"one", 1, 0.5, "yes", day}, "row 1, column known is declared as boolean, and the value is string"},
		{[]any{"one", 1, 0.5, true, "2025-03-04"}, "row 1, column day is declared as date, and the value is string"},
	} {
		if err := s.LoadValues(ctx, "metric.every", columns, [][]any{c.row}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %s", c.row, err, c.want)
		}
	}
	if err := s.LoadValues(ctx, "metric.every", columns, nil); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Select(ctx, "select * from metric.every"); err != nil || len(got.Values) != 0 {
		t.Errorf("no rows make %v, %v", got, err)
	}
}
