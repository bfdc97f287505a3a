// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/fetch"
)

// TestRowsEndAndResume: what an edition lacks ends with its day and stays, what comes back resumes, and each row of any edition is either there or ended.
func TestRowsEndAndResume(t *testing.T) {
	dir := t.TempDir()
	s := catalog.Source{
		Name: "towns", Dir: "towns", Key: []string{"id"}, Keeps: catalog.KeepsEnded, Tolerance: 0, Format: catalog.Format{Kind: "csv"},
		Files: []catalog.File{{Name: "data", Mirror: "towns.csv"}},
		Columns: []catalog.SourceColumn{
			{Column: catalog.Column{Name: "id", Type: catalog.TypeText, Required: true}}, {Column: catalog.Column{Name: "name_uk", Type: catalog.TypeText}},
		},
	}
	edition := func(day, body string) *Facts {
		t.Helper()
		open := func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
			return fetch.InMemory([]byte(body)), nil
		}
		now, err := Read(context.Background(), s, nil, open, nil)
		if err != nil {
			t.Fatal(err)
		}
		now.Lock.Files[0].Accessed = day + "T09:00:00Z"
		last, err := Embedded(os.DirFS(dir), s)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		now.Ended = endRows(s, last, now, editionDay(now.Lock, "2026-01-01"))
		place := filepath.Join(dir, "towns")
		if err := os.MkdirAll(place, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := writeFacts(place, s, now); err != nil {
			t.Fatal(err)
		}
		kept, err := Embedded(os.DirFS(dir), s)
		if err != nil {
			t.Fatal(err)
		}
		return kept
	}
	ended := func(f *Facts) (out []string) {
		for _, e := range f.Ended {
			out = append(out, strings.Join(append(slices.Clone(e.Row), e.On, e.Reason), " "))
		}
		return out
	}
	all := map[string]bool{}
	for _, c := range []struct {
		day, body string
		want      []string
	}{
		{"2026-01-10", "id,name_uk\na,Перше\nb,Друге\nc,Третє\n", nil},
		{"2026-02-10", "id,name_uk\na,Перше\nc,Третє\n", []string{"b Друге 2026-02-10 missing_upstream"}},
		{"2026-03-10", "id,name_uk\na,Перше\nd,Четверте\n", []string{"b Друге 2026-02-10 missing_upstream", "c Третє 2026-03-10 missing_upstream"}},
		{"2026-03-10", "id,name_uk\na,Перше\nd,Четверте\n", []string{"b Друге 2026-02-10 missing_upstream", "c Третє 2026-03-10 missing_upstream"}},
		{"2026-04-10", "id,name_uk\na,Перше\nb,Друге\nd,Четверте\n", []string{"c Третє 2026-03-10 missing_upstream"}},
		{"2026-05-10", "id,name_uk\na,Перше\nd,Четверте\n", []string{"b Друге 2026-05-10 missing_upstream", "c Третє 2026-03-10 missing_upstream"}},
		{"2026-06-10", "id,name_uk\na,Перше\nb,Друге\nc,Третє\nd,Четверте\n", nil},
	} {
		got := edition(c.day, c.body)
		if !slices.Equal(ended(got), c.want) {
			t.Errorf("%s: ended %q, want %q", c.day, ended(got), c.want)
		}
		for _, r := range got.Rows {
			all[r[0]] = true
		}
		if len(got.Rows)+len(got.Ended) != len(all) {
			t.Errorf("%s: %d rows and %d ended of %d ever seen", c.day, len(got.Rows), len(got.Ended), len(all))
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "towns", endedFile)); !os.IsNotExist(err) {
		t.Errorf("nothing has ended, and %s is there: %v", endedFile, err)
	}
	s.Keeps = ""
	edition("2026-07-10", "id,name_uk\na,Перше\n")
	if got := edition("2026-07-10", "id,name_uk\na,Перше\n"); len(got.Ended) != 0 {
		t.Errorf("a source that keeps nothing has %q", ended(got))
	}
}

// TestEndedCells: a row that ended goes into its table with its key, name and community, whole.
func TestEndedCells(t *testing.T) {
	s := catalog.Source{Name: "bodies", Key: []string{"id"}, Columns: []catalog.SourceColumn{
		{Column: catalog.Column{Name: "id"}}, {Column: catalog.Column{Name: "name"}}, {Column: catalog.Column{Name: "community_id"}}, {Column: catalog.Column{Name: "as_of"}},
	}}
	got, err := endedCells(s, EndedRow{[]string{"b1", "Комітет", "UA80000000000093317", ""}, "2026-02-10", EndedMissing})
	want := []any{"bodies", "b1", "Комітет", "UA80000000000093317", "2026-02-10", "missing_upstream", `{"community_id":"UA80000000000093317","id":"b1","name":"Комітет"}`}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}
