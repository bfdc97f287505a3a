// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
)

// blanksOf is an invented set of blanks; a fault in place of them where one is given.
func blanksOf(own string, fault error) func(*Stage) {
	return func(st *Stage) {
		st.Catalog.Pages = slices.DeleteFunc(slices.Clone(st.Catalog.Pages), func(p catalog.Page) bool { return p.Name != "forms" && p.Name != "not_found" })
		st.Catalog.Project.Collection = catalog.Collection{
			By: catalog.Text{UK: "Вигадана рада", EN: "An invented council"}, Until: "2027-02-15", SendTo: "https://example.org/forms",
		}
		var names []string
		for _, name := range []string{"body", "body-table", "community", "community-table"} {
			names = append(names, "forms/"+name+".xlsx", "forms/"+name+".ods")
		}
		st.Offered = []OfferedFiles{
			{Name: "forms", Files: names, Own: own, Make: func(context.Context) (map[string][]byte, error) {
				files := map[string][]byte{}
				for _, name := range names {
					files[name] = []byte(name + " " + own)
				}
				return files, fault
			}},
			{Name: "others", Files: []string{"others.txt"}, Make: func(context.Context) (map[string][]byte, error) {
				return map[string][]byte{"others.txt": []byte("no page calls for this")}, nil
			}},
		}
	}
}

// TestOffered: a page offers the files of a set that cmd gives; they are made when what they are made of changes, and only where a page calls for them.
func TestOffered(t *testing.T) {
	work := t.TempDir()
	dir, findings, _ := buildIn(t, work, blanksOf("first", nil))
	files := readAll(t, dir)
	for _, f := range findings {
		if strings.Contains(f.Where, "offered") {
			t.Error(f)
		}
	}
	for _, l := range []string{"uk", "en"} {
		page := files[l+"/forms/index.html"]
		for _, name := range []string{"community.xlsx", "community.ods", "body.xlsx", "body.ods", "community-table.xlsx", "body-table.ods"} {
			if !strings.Contains(page, `href="../../forms/`+name+`" download`) || files["forms/"+name] != "forms/"+name+" first" {
				t.Errorf("%s does not offer %s: %q", l, name, files["forms/"+name])
			}
		}
		if !strings.Contains(page, `<a href="https://example.org/forms">`) || !strings.Contains(page, "2027") || strings.Contains(page, "osnova forms blank") {
			t.Errorf("%s says nothing of the round", l)
		}
	}
	if !strings.Contains(files["en/forms/index.html"], "not stated on this site") {
		t.Error("without a law the page does not say that there is none")
	}
	if _, there := files["others.txt"]; there {
		t.Error("files that no page calls for are written")
	}
	if _, _, ran := buildIn(t, work, blanksOf("first", nil)); slices.Contains(ran, "reports offered forms") {
		t.Errorf("nothing changed, yet it ran: %q", ran)
	}
	dir, _, ran := buildIn(t, work, blanksOf("second", nil))
	if got := readAll(t, dir)["forms/body.ods"]; !slices.Contains(ran, "reports offered forms") || slices.Contains(ran, "page forms") || got != "forms/body.ods second" {
		t.Errorf("what they are made of changed: %q ran, %q", ran, got)
	}
}

// TestOfferedFault: files that cannot be made are a finding, and the page is written without them.
func TestOfferedFault(t *testing.T) {
	work := t.TempDir()
	buildIn(t, work, blanksOf("first", nil))
	dir, findings, ran := buildIn(t, work, blanksOf("second", errors.New("the list of questions is torn")))
	files := readAll(t, dir)
	if !slices.ContainsFunc(findings, func(f catalog.Finding) bool { return strings.Contains(f.String(), "the list of questions is torn") }) {
		t.Errorf("the fault is not told: %v", findings)
	}
	page := files["uk/forms/index.html"]
	if !slices.Contains(ran, "page forms") || !strings.Contains(page, "osnova forms blank") || strings.Contains(page, "forms/community.xlsx") || files["forms/community.xlsx"] != "" {
		t.Errorf("the page offers what is not there; %q ran", ran)
	}
}
