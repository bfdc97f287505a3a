// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

type unitCells struct {
	Unit string  `column:"unit_id"`
	Best *string `column:"best_id"` // of the same name as a field of the row
}

type rowOfAll struct {
	unitCells
	Value  float64   `column:"value"`
	Rank   int       `column:"rank,omitzero"`
	Count  *int      `column:"n"`
	Best   bool      `column:"best"`
	Shares []float64 `column:"p_*"`
	Spare  int       // no column
}

func declaredColumns(list ...string) (out []catalog.Column) {
	for _, c := range list {
		name, kind, _ := strings.Cut(c, ":")
		out = append(out, catalog.Column{Name: name, Type: kind})
	}
	return out
}

// TestLoadRows: typed rows reach the table in the order of the declaration, and what is missing is null.
func TestLoadRows(t *testing.T) {
	s := &Store{}
	defer s.Close()
	ctx, none := context.Background(), 0
	columns := declaredColumns("best:boolean", "n:integer", "p_a:number", "p_b:number", "rank:integer", "unit_id:text", "value:number", "best_id:text")
	rows := []rowOfAll{
		{unitCells{"one", nil}, 1.5, 2, &none, true, []float64{0.25, 0.75}, 7},
		{unitCells{"", nil}, math.NaN(), 0, nil, false, nil, 7},
	}
	if err := LoadRows(ctx, s, "metric.every", columns, rows); err != nil {
		t.Fatal(err)
	}
	got, err := s.Select(ctx, "select * from metric.every order by best desc")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{true, int64(0), 0.25, 0.75, int64(2), "one", 1.5, nil}, {false, nil, nil, nil, nil, nil, nil, nil}}
	if d := cmp.Diff(want, got.Values); d != "" {
		t.Error(d)
	}
	if err := LoadRows(ctx, s, "metric.every", columns, []rowOfAll{{Shares: []float64{1}}}); err == nil || !strings.Contains(err.Error(), "row 1, column p_b: the row has 1 values") {
		t.Errorf("a row with too few shares: %v", err)
	}
	if err := LoadRows[rowOfAll](ctx, s, "metric.every", columns, nil); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Select(ctx, "select * from metric.every"); err != nil || len(got.Values) != 0 || len(got.Columns) != len(columns) {
		t.Errorf("no rows make %v, %v", got, err)
	}
}

// TestShapeError: a declaration and a program that differ say so before anything is loaded, in either direction.
func TestShapeError(t *testing.T) {
	for _, c := range []struct{ columns, want string }{
		{"unit_id:text best_id:text best:boolean n:integer rank:integer", "the program makes column value, which is not declared"},
		{"unit_id:text best_id:text value:text best:boolean n:integer rank:integer", "column value is declared as text, and the program makes it number"},
		{"unit_id:text best_id:text value:number best:boolean n:number rank:integer", "column n is declared as number, and the program makes it integer"},
		{"unit_id:text best_id:text value:number best:boolean n:integer rank:integer p_a:text", "column p_a is declared as text, and the program makes it number"},
		{"unit_id:text best_id:text value:number best:boolean n:integer rank:integer more:text", "column more is declared, and the program does not make it"},
		{"unit_id:text best_id:text value:number best:boolean n:integer rank:integer", ""},
	} {
		err := CheckShape(reflect.TypeFor[rowOfAll](), declaredColumns(strings.Fields(c.columns)...))
		var shape *ShapeError
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", c.columns, err)
			}
			continue
		}
		if !errors.As(err, &shape) || shape.What != c.want {
			t.Errorf("%s: %v, want %s", c.columns, err, c.want)
		}
	}
}
