// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/store"
)

// TestCountsAreWhole: of a protected table counts are told as whole numbers in fives; a SELECT that gives one with decimals is refused, not told as it
// is, and so is a value that is not of its column's type.
func TestCountsAreWhole(t *testing.T) {
	ctx := context.Background()
	made := func(sql string) ([][]any, error) {
		st := &Stage{Store: &store.Store{}}
		defer st.Store.Close()
		p := catalog.Protected{Name: "invented", SQL: sql, Disclosure: &catalog.Disclosure{K: 5, Counts: []string{"n", "more"}, Dimensions: []string{"unit"}}}
		for _, c := range []string{"unit text", "n integer", "more number", "rate number", "obs_status text"} {
			name, kind, _ := strings.Cut(c, " ")
			p.Columns = append(p.Columns, catalog.Column{Name: name, Type: kind})
		}
		if err := st.protect(ctx, p); err != nil {
			return nil, err
		}
		rows, err := st.Store.Select(ctx, "select * from metric.invented order by unit")
		return rows.Values, err
	}
	got, err := made("select * from (values ('a', 17, 22, 1.5::double), ('b', 103, null, 'inf'::double), ('c', 2, 6, 'nan'::double)) v(unit, n, more, rate)")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{"a", int64(15), 20.0, 1.5, nil}, {"b", int64(103), nil, nil, nil}, {"c", nil, nil, nil, "c"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for sql, fault := range map[string]string{
		"select 'a' as unit, 17 as n, 22.5::double as more, 1.5::double as rate": "row 1: column more is no whole number (float64)",
		"select 'a' as unit, 17.5::double as n, 22 as more, 1.5::double as rate": "row 1: column n is no whole number (float64)",
		"select 'a' as unit, 17 as n, 22 as more, 'x' as rate":                   "row 1, column rate is declared as number, and the value is string",
		"select 'a' as unit, 17 as n, 22 as more":                                "the SELECT must give column rate",
	} {
		if _, err := made(sql); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: %v, want %s", sql, err, fault)
		}
	}
}
