// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"osnova/metrics/frame"
)

// TestRealSurveyOfThePage: the figures that docs/instruments/survey.md gives of a real survey come of its command and its list of items.
func TestRealSurveyOfThePage(t *testing.T) {
	const answers = "../../../../shared/data/survey/kiosk-servqual-2019.csv"
	if _, err := os.Stat(answers); err != nil {
		t.Skip("the real files are not in ../shared/data beside the project")
	}
	page, err := os.ReadFile("../../../docs/instruments/survey.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "## A real survey")
	section, _, _ = strings.Cut(section, "\n## ")
	items := regexp.MustCompile("(?s)```csv\n(.*?)```").FindStringSubmatch(section)
	if items == nil {
		t.Fatal("the page shows no items")
	}
	o, logged, found, err := runSurvey(t, "", func(o *Options) {
		if err := os.WriteFile(o.Items, []byte(items[1]), 0o644); err != nil {
			t.Fatal(err)
		}
		o.Responses, o.Fields.Unit, o.Settings.Replicates = answers, "gender", Defaults().Settings.Replicates
	})
	if err != nil || found != "" || !strings.Contains(logged, "respondents=211 used=211") {
		t.Fatalf("%v %s %s", err, found, logged)
	}
	figures := func(file, key, row string, decimals int, columns ...string) (out []string) {
		t.Helper()
		f, err := os.Open(filepath.Join(o.Out, file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		table, err := frame.Read(file, f)
		if err != nil {
			t.Fatal(err)
		}
		keys, err := table.Text(key)
		if err != nil {
			t.Fatal(err)
		}
		for at, k := range keys {
			for _, column := range columns {
				if values, err := table.Numbers(column); err != nil {
					t.Fatal(err)
				} else if k == row {
					out = append(out, strings.Replace(strconv.FormatFloat(values[at], 'f', decimals, 64), "-", "−", 1))
				}
			}
		}
		if len(out) != len(columns) {
			t.Fatalf("%s has no row %s", file, row)
		}
		return out
	}
	said := func(words string) {
		t.Helper()
		if !strings.Contains(section, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	for _, dimension := range []string{"works as asked", "pleasant", "in one's own hands"} {
		d := figures("dimensions.csv", "dimension", dimension, 2, "mean_e", "mean_p", "gap", "low", "high", "alpha_gap")
		said("| " + dimension + " | " + d[0] + " | " + d[1] + " | " + d[2] + " (" + d[3] + " – " + d[4] + ") | " + d[5] + " |")
	}
	said("`without help`: " + figures("items.csv", "item", "without help", 2, "gap")[0])
	said("The gap as a whole is " + figures("overall.csv", "metric", "servqual", 2, "value")[0])
	s := figures("overall.csv", "metric", "s_index", 1, "value", "low", "high")
	said("S is " + s[0] + " (" + s[1] + "–" + s[2] + ")")
	c := figures("overall.csv", "metric", "csat", 0, "value", "low", "high")
	said(c[0] + " % are satisfied (CSAT, " + c[1] + "–" + c[2] + ")")
	for unit, words := range map[string]string{"남": "of 54 men", "여": "of 153 women"} {
		u := figures("units.csv", "unit", unit, 2, "servqual", "low", "high")
		said(u[0] + " (" + u[1] + " – " + u[2] + ") " + words)
	}
}
