// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestMovedNamesPartsOfThePath: columns of moved stand in braces in the path of a page with each; others are a finding.
func TestMovedNamesPartsOfThePath(t *testing.T) {
	for declared, want := range map[string]string{
		"path: \"places/{slug}.html\"\neach: each\nmoved: {slug: former_slug}\n": "",
		"path: \"places/{slug}.html\"\neach: each\nmoved: {name: former_name}\n": "moved: path has no {name}",
		"path: \"places/index.html\"\nmoved: {slug: former_slug}\n":              "moved: path has no {slug}",
	} {
		cat, err := Load(fstest.MapFS{
			"reports/pages/place/page.yaml": {Data: []byte("title: {uk: Місце, en: Place}\n" + declared)},
			"reports/pages/place/page.tmpl": {Data: []byte("<h1>{{.Title}}</h1>")},
			"reports/pages/place/each.sql":  {Data: []byte("-- One row a place.\nselect slug from mart.place")},
		})
		if err != nil {
			t.Fatal(err)
		}
		told := ""
		for _, f := range cat.Findings {
			if strings.HasPrefix(f.What, "moved") {
				told = f.What
			}
		}
		if told != want {
			t.Errorf("%q gives %q, want %q", declared, told, want)
		}
	}
}
