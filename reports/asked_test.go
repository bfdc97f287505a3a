// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"osnova/catalog"
	"osnova/store"
)

// TestPagesAskThroughTheRecord: no template function reaches the catalog, the words or other pages but through the record of what was asked.
func TestPagesAskThroughTheRecord(t *testing.T) {
	past := regexp.MustCompile(`stage\.Catalog|\.words\b|\.pages\b|\.menu\b|Stage\.Catalog|\.issued\(`)
	allowed := map[string]bool{
		"asked.go": true, "site.go": true, // the record itself, and what it stands on
		"stage.go": true, // the order of pages and marks of invented sources
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if allowed[file] || strings.HasSuffix(file, "_test.go") {
			continue
		}
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(body), "\n") {
			if past.MatchString(strings.NewReplacer("asked.pages()", "", "asked.menu()", "", `"menu": r.menu`, "").Replace(line)) {
				t.Errorf("%s:%d goes past the record: %s", file, n+1, strings.TrimSpace(line))
			}
		}
	}
}

// TestEmptyDatasetsAreNotCounted: datasets without rows are told from those that have some; a dataset that the list of files does not know is not called empty.
func TestEmptyDatasetsAreNotCounted(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "index.json"), []byte(`{"datasets": [{"name": "full", "rows": 3}, {"name": "empty", "rows": 0}]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	s := &siteBuild{stage: &Stage{Output: &store.Output{Dir: dir, WorkDir: filepath.Join(dir, "work")}}}
	f := (&renderer{pageBook: &pageBook{site: s, asked: s.record()}, l: "uk"}).functions()
	rows, filled := f["rowsOf"].(func(string) any), f["filled"].(func([]catalog.Dataset) []catalog.Dataset)
	if rows("full") != int64(3) || rows("empty") != int64(0) || rows("new") != nil {
		t.Errorf("rows are %v, %v, %v", rows("full"), rows("empty"), rows("new"))
	}
	if got := filled([]catalog.Dataset{{Name: "full"}, {Name: "empty"}, {Name: "new"}}); len(got) != 2 || got[0].Name != "full" || got[1].Name != "new" {
		t.Errorf("filled are %v", got)
	}
	if got := s.say("rows"); got != `{"empty":0,"full":3}` {
		t.Errorf("the question is answered with %s", got)
	}
}

// TestCalls: a call is one by the tree of the template, in whatever place it stands; a word of its text is none.
func TestCalls(t *testing.T) {
	calls := callsOf(`<p>datasets</p>{{/* sources */}}{{page "datasets"}}{{define "x"}}{{range allSources}}{{if (len indices)}}{{with $y := word "a" .b | quoted}}{{$y}}{{end}}{{end}}{{end}}{{end}}`)
	for name, want := range map[string]bool{"datasets": false, "sources": false, "page": true, "allSources": true, "indices": true, "word": true, "quoted": true, "len": true} {
		if lists(calls, name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

// TestPagesFollowWhatTheyAsk: after a change of a declaration, a word or a page, what the run leaves is what a run from nothing leaves, and pages
// that never asked for it rest.
func TestPagesFollowWhatTheyAsk(t *testing.T) {
	few := func(st *Stage) {
		c := *st.Catalog
		c.Pages = slices.DeleteFunc(slices.Clone(c.Pages), func(p catalog.Page) bool {
			return !slices.Contains([]string{"indicator", "indicators", "methodology", "catalogue", "dataset", "about", "not_found", "inequality", "dictionary", "dictionary_schema"}, p.Name)
		})
		c.Indicators, c.Indices, c.Datasets, c.Sources = slices.Clone(c.Indicators), slices.Clone(c.Indices), slices.Clone(c.Datasets), slices.Clone(c.Sources)
		st.Catalog = &c
	}
	words := func(line, by string) func(*Stage) {
		return func(st *Stage) {
			body, err := fs.ReadFile(st.Files, "words.csv")
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(body), line) {
				t.Fatalf("no line %q in words.csv", line)
			}
			st.Files = changed{st.Files, "words.csv", strings.Replace(string(body), line, by, 1)}
		}
	}
	work := t.TempDir()
	_, _, first := buildIn(t, work, few)
	if _, _, again := buildIn(t, work, few); len(again) > 0 {
		t.Errorf("without a change %v ran", again)
	}
	for name, one := range map[string]struct {
		change func(*Stage)
		runs   []string // at least
		rests  []string
	}{
		"an indicator's title": {func(st *Stage) {
			st.Catalog.Indicators[0].Title = catalog.Text{UK: "Інша назва", EN: "Another title"}
		}, []string{"page indicators", "reports search"}, []string{"page not_found", "reports assets"}},
		"an indicator gone":       {func(st *Stage) { st.Catalog.Indicators = st.Catalog.Indicators[1:] }, []string{"page indicators"}, []string{"page not_found"}},
		"a dataset gone":          {func(st *Stage) { st.Catalog.Datasets = nil }, []string{"page catalogue"}, []string{"page not_found", "reports search"}},
		"a dataset's description": {func(st *Stage) { st.Catalog.Datasets[0].Description = catalog.Text{UK: "Інше", EN: "Else"} }, []string{"page catalogue"}, []string{"page not_found", "page indicators", "reports search"}},
		"a source's licence":      {func(st *Stage) { st.Catalog.Sources[0].Attribution = catalog.Text{UK: "Інші", EN: "Others"} }, []string{"page dataset"}, []string{"page not_found"}},
		"a column's meaning": {func(st *Stage) {
			s := &st.Catalog.Sources[0]
			s.Columns = slices.Clone(s.Columns)
			s.Columns[0].UK = "Інше"
		}, []string{"page dictionary_schema"}, []string{"page not_found", "reports search"}},
		"a page's address": {func(st *Stage) {
			st.Catalog.Pages = slices.Clone(st.Catalog.Pages)
			for i := range st.Catalog.Pages {
				if st.Catalog.Pages[i].Name == "methodology" {
					st.Catalog.Pages[i].Path = "how/index.html"
				}
			}
		}, []string{"page about", "page methodology", "reports search"}, []string{"reports assets", "reports outlines"}},
		"a word that some pages use": {words("\naudience,all,", "\naudience,all,Х"), []string{"page catalogue"}, []string{"page not_found", "reports search"}},
	} {
		t.Run(name, func(t *testing.T) {
			work := t.TempDir()
			buildIn(t, work, few)
			dir, told, ran := buildIn(t, work, few, one.change)
			clean, wanted, _ := buildIn(t, t.TempDir(), few, one.change)
			if !slices.Equal(told, wanted) {
				t.Errorf("findings %v, from nothing %v", told, wanted)
			}
			got, want := readAll(t, dir), readAll(t, clean)
			for file := range want {
				if got[file] != want[file] {
					t.Errorf("%s is not what a run from nothing writes", file)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d files, from nothing %d", len(got), len(want))
			}
			for _, id := range one.runs {
				if !slices.Contains(ran, id) {
					t.Errorf("%s rests; ran %v", id, ran)
				}
			}
			for _, id := range one.rests {
				if slices.Contains(ran, id) {
					t.Errorf("%s ran for nothing", id)
				}
			}
			if len(ran) >= len(first) {
				t.Errorf("all %d steps ran", len(ran))
			}
		})
	}
}

// changed is a file system with one file of another content.
type changed struct {
	fs.FS
	name, body string
}

// Open opens the changed file as what it is now.
func (c changed) Open(name string) (fs.File, error) {
	if name == c.name {
		return fstest.MapFS{name: &fstest.MapFile{Data: []byte(c.body)}}.Open(name)
	}
	return c.FS.Open(name)
}
