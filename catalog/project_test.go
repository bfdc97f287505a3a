// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestProject: what project.yaml leaves out is as in the embedded one; what cannot be is told, and the embedded value stands in its place.
func TestProject(t *testing.T) {
	load := func(yaml string) *Catalog {
		t.Helper()
		files := fstest.MapFS{}
		if yaml != "" {
			files["project.yaml"] = &fstest.MapFile{Data: []byte(yaml)}
		}
		c, err := Load(files)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	own := load("")
	if p := own.Project; len(own.Findings) > 0 || p.Licence.ID != "CC-BY-4.0" || p.Publisher.UK == "" || p.Edition == "" || p.EditionSet || p.Base() != "" {
		t.Errorf("embedded: %+v %v", p, own.Findings)
	}
	c := load("site: https://example.org/osnova\npublisher: {uk: Вигадана рада, en: An invented council}\nedition: \"2027-01-31\"\nlicence: {id: ODbL-1.0, url: https://opendatacommons.org/licenses/odbl/1-0/, title: {uk: Відкрита ліцензія баз даних, en: Open Database License}}\n")
	if p := c.Project; len(c.Findings) > 0 || p.Base() != "https://example.org/osnova/" || p.Publisher.EN != "An invented council" || p.Edition != "2027-01-31" || !p.EditionSet || p.Licence.Short() != "ODbL 1.0" {
		t.Errorf("of one's own: %+v %v", p, c.Findings)
	}
	if p := load("site: https://example.org/\n").Project; p.Edition != own.Project.Edition || p.EditionSet || p.Licence != own.Project.Licence || p.Publisher != own.Project.Publisher {
		t.Errorf("one key changed the others: %+v", p)
	}
	for yaml, want := range map[string]string{
		"sight: x\n":                               "project.yaml:1",
		"contact: nobody\n":                        "neither a web nor an e-mail address",
		"site: example.org\n":                      "no web address",
		"site: https://user:word@example.org/\n":   "no web address",
		"site: \"https://example.org/?a=1\"\n":     "no web address",
		"edition: January\n":                       "no day",
		"edition: \"2027-13-01\"\n":                "no day",
		"licence: {id: \"my own\"}\n":              "no SPDX identifier",
		"licence: {id: ODbL-1.0}\n":                "has the address or the title of CC-BY-4.0",
		"licence: {url: \"javascript:alert()\"}\n": "no web address",
		"publisher: {uk: \"\", en: \"A\"}\n":       "both languages",
	} {
		c := load(yaml)
		if len(c.Findings) != 1 || !strings.Contains(c.Findings[0].String(), want) {
			t.Errorf("%q: %v, want %q", yaml, c.Findings, want)
		}
		if p := c.Project; p.Licence != own.Project.Licence || p.Edition != own.Project.Edition || p.Publisher != own.Project.Publisher || p.Site != "" || p.Contact != "" {
			t.Errorf("%q leaves %+v", yaml, p)
		}
	}
	for id, want := range map[string]string{"CC-BY-4.0": "CC BY 4.0", "CC-BY-SA-4.0": "CC BY-SA 4.0", "CC0-1.0": "CC0 1.0", "MIT": "MIT"} {
		if got := (ProjectLicence{ID: id}).Short(); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
