// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"osnova/catalog"
)

// TestReasonsAreTold: where nothing is loaded the reasons are told, the first ten and the number of the others.
func TestReasonsAreTold(t *testing.T) {
	s := columnSource(catalog.Format{Kind: "csv"}, catalog.SourceColumn{Column: catalog.Column{Type: catalog.TypeNumber}})
	body := "id,v\n"
	for n := range 12 {
		body += fmt.Sprintf("%d,x%d\n", n, n)
	}
	_, err := judged(t, s, []byte(body))
	if err == nil {
		t.Fatal("nothing is loaded, and no error")
	}
	for _, want := range []string{"no row was loaded: 12 of 12 records are quarantined", `first: a.csv:2 column v: "x0" is not a number`, `a.csv:11 column v: "x9" is not a number | and 2 more`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nshould say %s", err, want)
		}
	}
	if strings.Contains(err.Error(), "x10") {
		t.Errorf("%v names more than ten", err)
	}
	s.Format.FirstRow = 9
	if _, err = judged(t, s, []byte("id,v\n1,2\n")); err == nil || !strings.Contains(err.Error(), "all 1 records are left out by declared rules") {
		t.Error(err)
	}
	if _, err = judged(t, s, []byte("id,v\n")); err == nil || !strings.Contains(err.Error(), "an empty or wholly changed file") {
		t.Error(err)
	}
}

// TestBadByteOfJSON: a damaged byte costs its own record; UTF-8 that is declared as something else is read as UTF-8.
func TestBadByteOfJSON(t *testing.T) {
	for declared, body := range map[string]string{"": "[{\"id\":\"а\xff\"},{\"id\":\"ґанок\"}]", "windows-1251": "[{\"id\":\"б\ufffd\"},{\"id\":\"ґанок\"}]"} {
		s := catalog.Source{
			Name: "made", Files: []catalog.File{{Name: "a", Mirror: "a.json"}}, Format: catalog.Format{Kind: "json", Encoding: declared},
			Key: []string{"id"}, Columns: []catalog.SourceColumn{{Column: catalog.Column{Name: "id", Type: catalog.TypeText}}},
		}
		out, err := NewSheet(s)
		if err != nil {
			t.Fatal(err)
		}
		in := Input{Source: s, Crawl: func(read func(Page) ([]PageLink, error)) error {
			_, err := read(Page{Name: "a.json", File: s.Files[0], Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil }})
			return err
		}}
		if err := Ordinary(in, out); err != nil {
			t.Fatal(err)
		}
		if err := out.Finish(); err != nil || len(out.Rows) != 1 || out.Rows[0][0] != "ґанок" || len(out.Bad) != 1 || out.Bad[0].Line != 1 {
			t.Errorf("declared %q: %v, %v, %v", declared, out.Rows, out.Bad, err)
		}
	}
}
