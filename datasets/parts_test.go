// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

// town is a dataset that is also published by the values of a column.
func town(t *testing.T) *catalog.Catalog {
	t.Helper()
	words := catalog.Text{UK: "Міста", EN: "Towns"}
	return &catalog.Catalog{Datasets: []catalog.Dataset{{
		Name: "town", File: "datasets/published/town.sql", SQL: "select kind, id, people from mart.town order by kind, id",
		Title: words, Description: words, Grain: words, Audience: "all", Parts: &catalog.Parts{By: "kind", Folder: "kinds"},
		Contract: catalog.Contract{Key: []string{"kind", "id"}, Columns: []catalog.Column{
			{Name: "kind", Type: catalog.TypeText, UK: "вид", EN: "kind"},
			{Name: "id", Type: catalog.TypeText, UK: "код", EN: "code"},
			{Name: "people", Type: catalog.TypeNumber, UK: "жителів", EN: "residents"},
		}},
	}}}
}

// TestParts: the parts together are the whole, each is named by its value, and all are in the sums and in the package.
// A value that would leave the folder has no file and a finding; its rows stay in the whole.
func TestParts(t *testing.T) {
	data, ledger := build(t, town(t), `create or replace table mart.town as select * from (values
		('open.a', '2', 1.5::double), ('open.a', '1', null), ('open.b', '1', 3), ('../evil', '9', 9), ('a/b', '9', 9)) v(kind, id, people)`)
	if len(ledger.Findings) != 2 || !strings.Contains(ledger.Findings[0].String(), `the value "../evil" of kind cannot name a file`) {
		t.Errorf("findings %v", ledger.Findings)
	}
	read := func(name string) string {
		body, err := os.ReadFile(filepath.Join(data, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	for name, want := range map[string]string{
		"kinds/open.a.csv": "kind,id,people\nopen.a,1,\nopen.a,2,1.5\n", "kinds/open.b.csv": "kind,id,people\nopen.b,1,3\n",
	} {
		if d := cmp.Diff(want, read(name)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if got := read("kinds/open.a.excel.csv"); !strings.Contains(got, "open.a;2;1,5") {
		t.Errorf("for spreadsheets: %q", got)
	}
	if got := read("town.csv"); !strings.Contains(got, "../evil") {
		t.Errorf("the whole lacks a row: %q", got)
	}
	if got := read("SHA256SUMS"); strings.Count(got, "  kinds/") != 4 {
		t.Errorf("sums: %s", got)
	}
	var about struct {
		Resources []struct {
			Name, Path string
			Schema     any
			Rows       int
		}
	}
	if err := json.Unmarshal([]byte(read("datapackage.json")), &about); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range about.Resources {
		if r.Schema == "town.schema.json" {
			got = append(got, r.Name+" "+r.Path)
		}
	}
	if !slices.Equal(got, []string{"town-open.a kinds/open.a.csv", "town-open.b kinds/open.b.csv"}) {
		t.Errorf("resources %v", got)
	}
	if found, err := Verify(data); err != nil || len(found) > 0 {
		t.Errorf("%v %v", found, err)
	}
	if err := os.WriteFile(filepath.Join(data, "kinds", "open.b.csv"), []byte("kind,id,people\nopen.b,1,4\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if found, err := Verify(data); err != nil || len(found) == 0 {
		t.Errorf("a changed part is not found: %v %v", found, err)
	}
}
