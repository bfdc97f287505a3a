// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestOrphans(t *testing.T) {
	const source = "own: true\nfiles: [{name: data, mirror: data.csv}]\n"
	fsys := fstest.MapFS{}
	for name, body := range map[string]string{
		"ingest/sources/town/source.yaml":          source,
		"ingest/sources/town/data.csv":             "",
		"ingest/sources/town/stray.csv":            "",
		"ingest/sources/town/testdata/town.csv":    "",
		"ingest/sources/town/README.md":            "",
		"ingest/sources/coded/source.yaml":         source,
		"ingest/sources/coded/parse.go":            "",
		"ingest/sources/coded/alias.csv":           "",
		"ingest/sources/bad/source.yaml":           "colour: red\n",
		"ingest/sources/bad/data.csv":              "",
		"ingest/sources/lost/sourse.yaml":          source,
		"ingest/sources/sources.go":                "",
		"ingest/source/foo/source.yaml":            source,
		"transform/models/mart/one.sql":            "select 1",
		"transform/models/mart/one.yaml":           "",
		"transform/models/mart/one.txtar":          "",
		"transform/models/mart/towns.sql":          "select 1",
		"transform/models/mart/twons.yaml":         "",
		"transform/models/mart/alone.yaml":         "",
		"transform/models/mart/notes.txt":          "",
		"transform/models/mart/towns.sql~":         "",
		"transform/models/marts/three.sql":         "select 1",
		"transform/other/three.sql":                "select 1",
		"metrics/indicators/open.a.txtar":          "",
		"metrics/indices/ready.sql":                "select 1",
		"metrics/tables/gap.yaml":                  "",
		"metrics/tables/gap.sql":                   "select 1",
		"metrics/survey/golden.csv":                "",
		"datasets/published/towns.txtar":           "",
		"reports/pages/home/page.yaml":             "",
		"reports/pages/home/page.tmpl":             "",
		"reports/pages/home/rows.sql":              "select 1",
		"reports/pages/home/page.js":               "",
		"reports/pages/home/other.js":              "",
		"reports/pages/home/picture.png":           "",
		"reports/pages/empty/page.tmpl":            "",
		"reports/layout/base.tmpl":                 "",
		"reports/assets/site.css":                  "",
		"reports/words.csv":                        "",
		"transfrom/models/mart/four.sql":           "select 1",
		"holidays/photos.sql":                      "",
		"build/site/uk/index.html":                 "",
		"metrics/.hidden/indicators/open.b.yaml":   "",
		"metrics/composite/testdata/synthetic.sql": "",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(body)}
	}
	c := &Catalog{}
	if err := c.loadSources(fsys); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range c.Orphans(fsys) {
		got = append(got, f.String())
	}
	want := []string{
		`datasets/published/towns.txtar: nothing reads files of this kind here (a thing here is NAME.sql with NAME.yaml beside it)`,
		`ingest/source/foo/source.yaml: nothing reads a file in this folder (did you mean ingest/sources/foo/source.yaml?)`,
		`ingest/sources/lost/sourse.yaml: nothing reads it, for the folder has no source.yaml (did you mean source.yaml?)`,
		`ingest/sources/town/stray.csv: nothing reads this file (remove it, or declare it in source.yaml)`,
		`metrics/indicators/open.a.txtar: there is no open.a.sql for it (write the SELECT beside it, or remove the file)`,
		`metrics/indices/ready.sql: an index is a .yaml file, so nothing reads this (rename or remove it)`,
		`metrics/tables/gap.sql: a table of metrics is a .yaml file, so nothing reads this (rename or remove it)`,
		`reports/pages/empty/page.tmpl: nothing reads it, for the folder has no page.yaml (write page.yaml in reports/pages/empty)`,
		`reports/pages/home/other.js: nothing reads this file (remove it, or declare it in page.yaml)`,
		`reports/pages/home/picture.png: nothing reads this file (remove it, or declare it in page.yaml)`,
		`transform/models/mart/alone.yaml: there is no alone.sql for it (write the SELECT beside it, or remove the file)`,
		`transform/models/mart/notes.txt: nothing reads files of this kind here (a thing here is NAME.sql with NAME.yaml beside it)`,
		`transform/models/mart/twons.yaml: there is no twons.sql for it (did you mean towns.yaml?)`,
		`transform/models/marts/three.sql: nothing reads a file in this folder (did you mean transform/models/mart/three.sql?)`,
		`transform/other/three.sql: nothing reads a file in this folder (declarations of transform are read in transform/models/staging and transform/models/mart)`,
		`transfrom/models/mart/four.sql: no room is called transfrom, so nothing reads the file (did you mean transform/models/mart/four.sql?)`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestNoOrphans holds the project itself, seen as a user's folder.
func TestNoOrphans(t *testing.T) {
	fsys := os.DirFS("..")
	c, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Orphans(fsys) {
		if !strings.HasPrefix(f.Where, "node_modules") {
			t.Error(f)
		}
	}
}
