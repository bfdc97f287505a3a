// SPDX-License-Identifier: Apache-2.0

package budget_code_map

import (
	"os"
	"regexp"
	"testing"

	"osnova/catalog"
	"osnova/ingest/sources/sourcetest"
)

// TestCodes: 7520 and 7530 in every year, none of them checked yet; and the reader of spending keeps the months of every code that the map names.
func TestCodes(t *testing.T) {
	s := sourcetest.Source(t)
	out := sourcetest.Sheet(t, s, nil, sourcetest.ReadBeside, sourcetest.Counts{In: 12, Loaded: 12, Rows: 12})
	c, err := catalog.Load(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	var kept *regexp.Regexp
	for _, source := range c.Sources {
		for _, rule := range source.Skip {
			if source.Name == "openbudget_expenses" && rule.Rule == "other_programme_within_year" {
				kept = regexp.MustCompile(rule.Not)
			}
		}
	}
	if kept == nil {
		t.Fatal("openbudget_expenses has no rule other_programme_within_year")
	}
	for _, r := range out.Rows {
		if code := r[s.Column("code")]; !kept.MatchString(code) || !kept.MatchString("061"+code) {
			t.Errorf("openbudget_expenses skips months of programme %s", code)
		}
		if r[s.Column("verified")] != "false" {
			t.Errorf("%v is said to be verified: by what?", r)
		}
	}
}
