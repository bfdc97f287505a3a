// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"osnova/catalog"
)

// declaredPrograms are the declarations of the tables that programs make, and nothing else.
var declaredPrograms = sync.OnceValue(func() *catalog.Catalog {
	cat, err := catalog.Load(tableFiles(nil))
	if err != nil {
		panic(err)
	}
	return cat
})

// tableFiles are the declarations of tables that programs make as a project has them, changed by file.
func tableFiles(change map[string]func(text string) string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, folder := range []string{"tables", "protected"} {
		files, err := fs.Glob(Files, folder+"/*.yaml")
		if err != nil {
			panic(err)
		}
		for _, file := range files {
			if _, err := fs.Stat(Files, strings.TrimSuffix(file, ".yaml")+".sql"); err == nil {
				continue // a SELECT makes it
			}
			body, err := fs.ReadFile(Files, file)
			if err != nil {
				panic(err)
			}
			if f := change["metrics/"+file]; f != nil {
				body = []byte(f(string(body)))
			}
			if len(body) > 0 {
				out["metrics/"+file] = &fstest.MapFile{Data: body}
			}
		}
	}
	return out
}

// TestTablesAreDeclared: every table that a program makes has a declaration with the same columns, and every declaration a program.
func TestTablesAreDeclared(t *testing.T) {
	cat := declaredPrograms()
	for _, f := range append(cat.Findings, CheckTables(cat)...) {
		t.Error(f)
	}
	if got := len(cat.Tables) + len(cat.Protected); got != len(programs) {
		t.Errorf("%d declarations of %d tables", got, len(programs))
	}
}

// TestWrongTables: declarations that do not fit the program are findings with their file, before anything is built.
func TestWrongTables(t *testing.T) {
	replace := func(old, by string) func(string) string {
		return func(text string) string { return strings.Replace(text, old, by, 1) }
	}
	for name, c := range map[string]struct {
		file   string
		change func(string) string
		want   []string
	}{
		"wrong key": {
			"metrics/tables/lisa.yaml", replace("grain:", "corn:"),
			[]string{`metrics/tables/lisa.yaml:2: unknown field "corn"`, "metrics/tables/lisa.yaml: metrics makes the table lisa, and nothing declares it"},
		},
		"wrong type": {"metrics/tables/gap.yaml", replace("{name: n_a, type: integer", "{name: n_a, type: number"), []string{"metrics/tables/gap.yaml: column n_a is declared as number, and the program makes it integer"}},
		"one less":   {"metrics/tables/status.yaml", replace("  - {name: told,", "#"), []string{"metrics/tables/status.yaml: the program makes column told, which is not declared"}},
		"one more":   {"metrics/protected/case_time.yaml", func(text string) string { return text + "\n  - {name: more, type: text, uk: більше, en: more}\n" }, []string{"metrics/protected/case_time.yaml: column more is declared, and the program does not make it"}},
		"gone":       {"metrics/tables/score.yaml", func(string) string { return "" }, []string{"metrics/tables/score.yaml: metrics makes the table score, and nothing declares it"}},
		"of":         {"metrics/tables/loss.yaml", replace("of: index", "of: province"), []string{`metrics/tables/loss.yaml: of is "province"`}},
		"like":       {"metrics/tables/observation.yaml", replace("like: values", "like: value"), []string{`metrics/tables/observation.yaml: unknown table "value"`}},
		"bands":      {"metrics/tables/gap.yaml", replace("name: closing,", `name: "p_{band}",`), []string{`metrics/tables/gap.yaml: column "p_{band}" stands for bands`, "metrics/tables/gap.yaml: the program makes column closing, which is not declared"}},
	} {
		t.Run(name, func(t *testing.T) {
			cat, err := catalog.Load(tableFiles(map[string]func(string) string{c.file: c.change}))
			if err != nil {
				t.Fatal(err)
			}
			found := append(slices.Clone(cat.Findings), CheckTables(cat)...)
			for _, want := range c.want {
				if !slices.ContainsFunc(found, func(f catalog.Finding) bool { return strings.HasPrefix(f.String(), want) }) {
					t.Errorf("no finding %q among %v", want, found)
				}
			}
			if len(found) != len(c.want) {
				t.Errorf("%d findings instead of %d: %v", len(found), len(c.want), found)
			}
		})
	}
	cat, err := catalog.Load(fstest.MapFS{"metrics/tables/lissa.yaml": {Data: []byte("title: {uk: а, en: a}\ngrain: {uk: а, en: a}\ncolumns: [{name: a, type: text, uk: а, en: a}]\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if found := CheckTables(cat); found[0].Where != "metrics/tables/lissa.yaml" || found[0].Hint != "did you mean lisa?" {
		t.Errorf("of a table that nothing makes: %v", found[0])
	}
}
