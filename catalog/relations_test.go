// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestRelationsAreAllTables: every noun that makes tables stands in the list, in the order of schemas.
func TestRelationsAreAllTables(t *testing.T) {
	c := &Catalog{
		Sources:   []Source{{Name: "b"}, {Name: "a"}},
		Models:    []Model{{Name: "m", Layer: "mart"}, {Name: "s", Layer: "staging"}},
		Protected: []Protected{{Name: "kept"}},
		Tables:    []Table{{Name: "alone"}, {Name: "score", Of: OfIndex}, {Name: "values", Of: OfIndicator}},
	}
	want := []string{"raw.a", "raw.b", "staging.s", "mart.m", "metric.alone", "metric.kept", "metric.{index}_score", "metric.{indicator}"}
	var got []string
	for _, r := range c.Relations() {
		got = append(got, r.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	if in := c.RelationsIn("metric"); len(in) != 4 || in[2].Anchor() != "index_score" {
		t.Errorf("of schema metric there are %v", in)
	}
}

// TestPageOfSchemas: a page says of what there is one each by a known word, and not by a query as well.
func TestPageOfSchemas(t *testing.T) {
	for of, want := range map[string]string{"of: schema": "", "of: index": `of is "index"`, "of: schema\neach: q": "both say which pages"} {
		c, err := Load(fstest.MapFS{
			"reports/pages/p/page.yaml": {Data: []byte("title: {uk: а, en: a}\npath: p/{schema}.html\n" + of + "\n")},
			"reports/pages/p/page.tmpl": {Data: []byte("x")},
			"reports/pages/p/q.sql":     {Data: []byte("select 1")},
		})
		if err != nil {
			t.Fatal(err)
		}
		if said := fmt.Sprint(c.Findings); want == "" && strings.Contains(said, "page.yaml") || want != "" && !strings.Contains(said, want) {
			t.Errorf("%q: %s", of, said)
		}
	}
}
