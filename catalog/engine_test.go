// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
)

// TestPageWithAnEngine: a page that declares the engine needs a script that asks it; neither true nor false is a finding with its line.
func TestPageWithAnEngine(t *testing.T) {
	page := "title: {uk: \u0430, en: b}\npath: try/index.html\nengine: "
	for _, c := range []struct{ declared, script, want string }{
		{"true\n", "start();", ""},
		{"false\n", "", ""},
		{"true\n", "", "reports/pages/try/page.yaml: it declares the engine and nothing on the page asks it (write page.js beside it"},
		{"perhaps\n", "start();", "reports/pages/try/page.yaml:3"},
	} {
		files := map[string]string{"reports/pages/try/page.yaml": page + c.declared, "reports/pages/try/page.tmpl": "<h1>{{.Title}}</h1>"}
		if c.script != "" {
			files["reports/pages/try/page.js"] = c.script
		}
		cat, said := load(t, files), []string(nil)
		for _, f := range cat.Findings {
			said = append(said, f.String())
		}
		if got := strings.Join(said, "\n"); (got == "") != (c.want == "") || !strings.HasPrefix(got, c.want) {
			t.Errorf("engine: %s with script %q: %q, want %q", c.declared, c.script, got, c.want)
		}
		if c.want == "" && (len(cat.Pages) != 1 || cat.Pages[0].Script != c.script || cat.Pages[0].Engine != (c.declared == "true\n")) {
			t.Errorf("%+v", cat.Pages)
		}
	}
}
