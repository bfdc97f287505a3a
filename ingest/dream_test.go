// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

// TestIdeaOfTheDescription reads an idea in the layout of the platform's own description: each source of money is a row, what it is spent on is none.
func TestIdeaOfTheDescription(t *testing.T) {
	realFiles(t)
	s, err := spreadOver(declarations(t), sourceNamed(t, "dream_fund"), func(catalog.Source) ([][]string, error) {
		return [][]string{{"3f1f5a52-0000-4000-8000-000000000001", "2026-07-08T09:37:53Z"}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Files {
		s.Files[i].Mirror = filepath.Base(s.Files[i].Mirror)
	}
	got, err := Read(context.Background(), s, nil, folder(filepath.Join(mirror, "dream", "openapi", "idea")), nil)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, r := range got.Rows {
		var row []string
		for _, column := range []string{"fund_id", "title_uk", "sectors", "places", "created", "kind", "amount", "currency"} {
			row = append(row, r[s.Column(column)])
		}
		rows = append(rows, row)
	}
	want := [][]string{
		{"f1", "Цифровий ЦНАП", "C", "UA05020030010063857", "2024-02-01", "donor", "60000", "UAH"},
		{"f2", "Цифровий ЦНАП", "C", "UA05020030010063857", "2024-02-01", "own", "40000", "UAH"},
	}
	if d := cmp.Diff(want, rows); d != "" || len(got.Bad) > 0 {
		t.Error(d, got.Bad)
	}
}
