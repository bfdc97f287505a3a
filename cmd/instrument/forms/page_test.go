// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/forms"
	"osnova/ingest/forms/archive"
)

// TestPageQuotesCheck: the messages on the page for communities are what the check says of such answers, in both languages.
func TestPageQuotesCheck(t *testing.T) {
	page, err := os.ReadFile("../../../reports/pages/forms/page.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("\"told\" \\(t `(.*?)` `(.*?)`\\)").FindAllSubmatch(page, -1)
	if len(quoted) != 3 {
		t.Fatalf("the page quotes %d messages, want 3", len(quoted))
	}
	all, err := forms.Load()
	if err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{}
	for _, cells := range []map[string]any{{staffCell: "120 осіб"}, {"Кадри!C7": 4, "Кадри!C8": 5}, {yearCell: 2031}} {
		for _, f := range forms.Check(filledBook(t, "community", cells, nil), all, archive.NewRules(places, today)).Faults() {
			for _, lang := range []string{"uk", "en"} {
				told[lang] = append(told[lang], f.Line(lang))
			}
		}
	}
	for _, q := range quoted {
		for k, lang := range []string{"uk", "en"} {
			if !slices.Contains(told[lang], string(q[k+1])) {
				t.Errorf("the page says %q; the check says\n%s", q[k+1], strings.Join(told[lang], "\n"))
			}
		}
	}
}

// TestMakeBlanks: what the site offers is byte for byte what the command writes, and says of the round what the project says.
func TestMakeBlanks(t *testing.T) {
	project := catalog.Project{Collection: catalog.Collection{Until: "2027-02-15"}}
	made, err := MakeBlanks(context.Background(), places, project)
	if err != nil {
		t.Fatal(err)
	}
	names, err := BlankNames()
	if err != nil || !slices.Equal(names, slices.Sorted(maps.Keys(made))) {
		t.Errorf("made are %q, named %q, %v", slices.Sorted(maps.Keys(made)), names, err)
	}
	o := DefaultBlanks()
	o.Out, o.Places = filepath.Join(t.TempDir(), "blanks"), findPlaces
	o.Project = func() (catalog.Project, error) { return project, nil }
	if err := WriteBlanks(context.Background(), session(new(bytes.Buffer)), o); err != nil {
		t.Fatal(err)
	}
	for name, body := range made {
		if written, err := os.ReadFile(filepath.Join(o.Out, name)); err != nil || !bytes.Equal(written, body) {
			t.Errorf("%s is not what the command writes: %v", name, err)
		}
	}
	typed, err := MakeBlanks(context.Background(), nil, project)
	if err != nil || bytes.Equal(typed["community.xlsx"], made["community.xlsx"]) {
		t.Errorf("without places: %v", err)
	}
	other, err := MakeBlanks(context.Background(), places, catalog.Project{})
	if err != nil || bytes.Equal(other["community.xlsx"], made["community.xlsx"]) {
		t.Errorf("the day of the round changes nothing: %v", err)
	}
}
