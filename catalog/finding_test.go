// SPDX-License-Identifier: Apache-2.0

package catalog

import "testing"

func TestPlaceOfFinding(t *testing.T) {
	for where, want := range map[string]struct {
		file string
		line int
	}{
		"ingest/sources/a/source.yaml:12": {"ingest/sources/a/source.yaml", 12},
		"shop: shops.csv:3":               {"shops.csv", 3},
		"reports/pages/a/page.tmpl":       {"reports/pages/a/page.tmpl", 0},
		"shop: shops.csv: sheet 2":        {"shops.csv", 0},
		"shop":                            {"", 0},
		"metric.lisa":                     {"", 0},
		"shop: column a":                  {"", 0},
	} {
		if file, line := (Finding{Where: where}).Place(); file != want.file || line != want.line {
			t.Errorf("%q: %q %d, want %q %d", where, file, line, want.file, want.line)
		}
	}
}

func TestSeverityOfFindings(t *testing.T) {
	var fs Findings
	fs.Add("a", "", "%d", 1)
	fs.Warn("b", "", "%d", 2)
	if fs.Of(SeverityError) != 1 || fs.Of(SeverityWarning) != 1 || fs[1].Severity() != SeverityWarning || fs[1].What != "2" {
		t.Errorf("%+v", fs)
	}
	if all := fs.AsWarnings(); all.Of(SeverityWarning) != 2 || fs.Of(SeverityWarning) != 1 {
		t.Errorf("%+v, then %+v", all, fs)
	}
}
