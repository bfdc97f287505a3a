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

// TestProjectCollection: of a round of collection what cannot be is told with its key and what to write, and is left out alone.
func TestProjectCollection(t *testing.T) {
	load := func(body string) *Catalog {
		t.Helper()
		c, err := Load(fstest.MapFS{"project.yaml": &fstest.MapFile{Data: []byte("collection:\n" + body)}})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	const by, law, until, to = "  by: {uk: Вигадана рада, en: An invented council}\n", "  law: {uk: вигаданий закон, en: an invented law}\n",
		"  until: \"2027-02-15\"\n", "  send_to: forms@example.org\n"
	whole := Collection{
		By: Text{UK: "Вигадана рада", EN: "An invented council"}, Law: Text{UK: "вигаданий закон", EN: "an invented law"},
		Until: "2027-02-15", SendTo: "forms@example.org",
	}
	if c := load(by + law + until + to); len(c.Findings) > 0 || c.Project.Collection != whole {
		t.Errorf("a whole round: %+v %v", c.Project.Collection, c.Findings)
	}
	for _, x := range []struct {
		body, what, hint string
		without          func(*Collection)
	}{
		{by + law + to + "  until: 15.02.2027\n", `until "15.02.2027"`, "2027-02-15", func(c *Collection) { c.Until = "" }},
		{by + law + to + "  until: \"2027-02-30\"\n", `until "2027-02-30"`, "2027-02-15", func(c *Collection) { c.Until = "" }},
		{by + law + until + "  send_to: the second floor\n", `send_to "the second floor"`, "data@example.org", func(c *Collection) { c.SendTo = "" }},
		{by + law + until + "  send_to: \"javascript:alert()\"\n", `send_to "javascript:alert()"`, "https://example.org/forms", func(c *Collection) { c.SendTo = "" }},
		{law + until + to + "  by: {uk: Рада}\n", "collection by", "uk and en", func(c *Collection) { c.By = Text{} }},
		{by + until + to + "  law: {en: law}\n", "collection law", "uk and en", func(c *Collection) { c.Law = Text{} }},
	} {
		c, want := load(x.body), whole
		x.without(&want)
		if len(c.Findings) != 1 || c.Findings[0].Where != "project.yaml" || !strings.Contains(c.Findings[0].What, x.what) ||
			!strings.Contains(c.Findings[0].Hint, x.hint) {
			t.Errorf("%q: %v, want %q with the hint %q", x.body, c.Findings, x.what, x.hint)
		}
		if c.Project.Collection != want {
			t.Errorf("%q leaves %+v", x.body, c.Project.Collection)
		}
	}
	if c := load("  untill: \"2027-02-15\"\n"); len(c.Findings) != 1 || !strings.Contains(c.Findings[0].String(), "project.yaml:2") {
		t.Errorf("an unknown key: %v", c.Findings)
	}
}
