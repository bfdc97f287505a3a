// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzDeclarations: whatever stands in one declaration, loading ends, and each finding names a file of the project.
func FuzzDeclarations(f *testing.F) {
	real := os.DirFS("..")
	for _, pattern := range []string{"project.yaml", "ingest/sources/*/source.yaml", "transform/models/*/*.yaml", "metrics/indicators/*.yaml", "metrics/indices/*.yaml", "metrics/tables/*.yaml", "datasets/published/*.yaml", "reports/pages/*/page.yaml"} {
		files, err := fs.Glob(real, pattern)
		if err != nil {
			f.Fatal(err)
		}
		for i, file := range files {
			body, err := fs.ReadFile(real, file)
			if err != nil {
				f.Fatal(err)
			}
			if len(body) < 3000 && i%3 == 0 || i == 0 {
				f.Add(path.Dir(file), body)
			}
		}
	}
	f.Add("metrics/indices", []byte("title: {uk: а, en: a}\nroot: &a {name: x, children: [*a]}\n"))
	f.Add("ingest/sources/x", []byte("format: {kind: json, json: {rows: \"[\"}}\ncolumns:\n  - {name: a, pattern: '(', type: text}\nfiles: [{name: a, url: \"http://[::1\", mirror: ../../x}]\n"))
	f.Fuzz(func(t *testing.T, dir string, body []byte) {
		files := fstest.MapFS{}
		put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
		switch {
		case strings.HasPrefix(dir, "ingest"):
			put("ingest/sources/x/source.yaml", string(body))
		case strings.HasPrefix(dir, "transform"):
			put("transform/models/mart/x.yaml", string(body))
			put("transform/models/mart/x.sql", "SELECT 1 AS a")
		case strings.HasPrefix(dir, "metrics/indicators"):
			put("metrics/indicators/x.yaml", string(body))
			put("metrics/indicators/x.sql", "SELECT 1 AS a")
		case strings.HasPrefix(dir, "metrics/tables"):
			put("metrics/tables/x.yaml", string(body))
		case strings.HasPrefix(dir, "metrics"):
			put("metrics/indices/x.yaml", string(body))
		case strings.HasPrefix(dir, "datasets"):
			put("datasets/published/x.yaml", string(body))
			put("datasets/published/x.sql", "SELECT 1 AS a")
		case strings.HasPrefix(dir, "reports"):
			put("reports/pages/x/page.yaml", string(body))
			put("reports/pages/x/page.tmpl", "")
		default:
			put("project.yaml", string(body))
		}
		c, err := Load(files)
		if err != nil {
			t.Fatal(err)
		}
		for _, finding := range c.Findings {
			if finding.Where == "" || finding.What == "" {
				t.Errorf("a finding says nothing: %+v", finding)
			}
		}
	})
}

// FuzzMirror: a mirror that is read without findings holds what it names, and one that is synthetic says of which edition.
func FuzzMirror(f *testing.F) {
	f.Add([]byte("synthetic: true\nseed: 1\nscale: 0.25\nsources: [edr, cnap]\ntext: {uk: вигадане, en: invented}\n"))
	f.Add([]byte("sources: [1, null, {}]\nseed: -1\n"))
	f.Add([]byte("synthetic: &a yes\nsources: *a\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		m, found := ReadMirror(body)
		if len(found) > 0 {
			return
		}
		for _, name := range m.Sources {
			if !m.Holds(Source{Name: name}) {
				t.Errorf("%q is named and not held", name)
			}
		}
		if m.Synthetic && (len(m.Sources) == 0 || m.Edition() == "") {
			t.Errorf("%+v", m)
		}
	})
}
