// SPDX-License-Identifier: Apache-2.0

package events

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestPromisedDay: a log that gives the day by which a case was promised has its terms in calendar days, whatever the form of the dates; a
// promise of the day of submission or before it, and one that is no date, reject the row.
func TestPromisedDay(t *testing.T) {
	log := `case_id;submitted_at;delivered_at;status;due_at
a1;01.03.2025;05.03.2025;done;11.03.2025
a2;01.03.2025;21.03.2025;done;2025-03-11
a3;2025-03-01 23:50;05.03.2025;done;
a4;01.03.2025;05.03.2025;done;01.03.2025
a5;01.03.2025;05.03.2025;done;28.02.2025
a6;01.03.2025;05.03.2025;done;31.02.2025
`
	values, _, rejected := measured(t, log, "", nil)
	if values[" E1"] != "0.5 of 2" { // a1 and a2; a3 has no term
		t.Errorf("E1 %q", values[" E1"])
	}
	if values[" cases"] != "3 of 3" {
		t.Errorf("cases %q", values[" cases"])
	}
	for _, want := range []string{"log.csv,5,statutory_days,0,", "log.csv,6,statutory_days,-1,", "log.csv,7,"} {
		if !strings.Contains(rejected, want) {
			t.Errorf("rejected.csv has no %s:\n%s", want, rejected)
		}
	}
	if plain, _, _ := measured(t, "case_id,submitted_at,delivered_at,status,due_at\na1,2025-03-01,2025-03-05,done,2025-03-04\n", "", nil); plain[" E1"] != "0 of 1" {
		t.Errorf("of a log in plain CSV: E1 %q", plain[" E1"])
	}
}

// TestPromisedDayBesideTerm: a log with both says which cannot be known.
func TestPromisedDayBesideTerm(t *testing.T) {
	dir := t.TempDir()
	o := Defaults()
	o.Logs, o.Out = []string{filepath.Join(dir, "log.csv")}, filepath.Join(dir, "out")
	body := "case_id,submitted_at,delivered_at,status,due_at,statutory_days\na1,2025-03-01,2025-03-05,done,2025-03-04,3\n"
	if err := os.WriteFile(o.Logs[0], []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	_, _, found, err := runEvents(t, o)
	if err == nil || !strings.Contains(found, "due_at") || !strings.Contains(found, "statutory_days") {
		t.Errorf("%v: %s", err, found)
	}
}

// TestExampleLog: the invented log says that it is, equal calls write equal bytes, and its measures are those that it was drawn with: rows in
// are rows used and the eight that were exported twice; refuse is quicker than water.
func TestExampleLog(t *testing.T) {
	var bodies []string
	dir := ""
	for range 2 {
		dir = filepath.Join(t.TempDir(), "example")
		if err := WriteExample(context.Background(), dir); err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, name := range exampleNames {
			body, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			all.Write(body)
		}
		bodies = append(bodies, all.String())
	}
	if bodies[0] != bodies[1] {
		t.Error("two calls write other bytes")
	}
	if !strings.Contains(bodies[0], "Every case in `log.csv` is invented") || !strings.Contains(bodies[0], "invented-100000,") {
		t.Error("the files do not say that they are invented")
	}
	o := Defaults()
	o.Logs, o.Columns, o.By, o.Out = []string{filepath.Join(dir, "log.csv")}, filepath.Join(dir, "columns.yaml"), []string{"department"}, filepath.Join(dir, "measured")
	_, said, found, err := runEvents(t, o)
	if err != nil || found != "[]" {
		t.Fatalf("%v %s", err, found)
	}
	if !strings.Contains(said, "rows=2008 used=2000 rejected=8") {
		t.Errorf("it says %s", said)
	}
	medians := medianDays(t, filepath.Join(o.Out, "events.csv"))
	if r, w := medians["Invented refuse"], medians["Invented water"]; !(r >= 1 && r <= 2 && w >= 14 && w <= 17) { // drawn with 1.5 and 15
		t.Errorf("medians: refuse %g, water %g", r, w)
	}
}

// medianDays are the medians of Kaplan and Meier by the first column.
func medianDays(t *testing.T, file string) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for _, row := range readRows(t, file) {
		if row[2] == "km_median" {
			v, err := strconv.ParseFloat(row[3], 64)
			if err != nil {
				t.Fatal(err)
			}
			out[row[0]] = v
		}
	}
	return out
}

// readRows are the records of a CSV.
func readRows(t *testing.T, file string) [][]string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestRealLogOfThePage: the figures that docs/instruments/events.md gives of a real log come of its command and its mapping.
func TestRealLogOfThePage(t *testing.T) {
	const log = "../../../../shared/data/events/stlouis-csb-2018-01-week1-stripped.csv"
	if _, err := os.Stat(log); err != nil {
		t.Skip("the real files are not in ../shared/data beside the project")
	}
	page, err := os.ReadFile("../../../docs/instruments/events.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "## A real log")
	mapping := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindStringSubmatch(section)
	shown := regexp.MustCompile(`(?m)^\| ([A-Z][^|]*) \| (\d+) \| ([\d.]+) \(([\d.]+)–([\d.]+)\) \| ([\d.]+) \| (\d+), (\d+) \|$`).FindAllStringSubmatch(section, -1)
	if mapping == nil || len(shown) != 3 {
		t.Fatalf("the page shows a mapping: %v, and %d departments", mapping != nil, len(shown))
	}
	dir := t.TempDir()
	o := Defaults()
	o.Logs, o.By, o.Columns, o.Out = []string{log}, []string{"department"}, filepath.Join(dir, "columns.yaml"), filepath.Join(dir, "out")
	if err := os.WriteFile(o.Columns, []byte(mapping[1]), 0o644); err != nil {
		t.Fatal(err)
	}
	_, said, found, err := runEvents(t, o)
	if err != nil || found != "[]" || !strings.Contains(said, "rows=1554 used=1532 rejected=22") {
		t.Fatalf("%v %s %s", err, found, said)
	}
	cells := map[string][]string{}
	for _, row := range readRows(t, filepath.Join(o.Out, "events.csv")) {
		cells[row[0]+" "+row[2]] = row[3:6]
	}
	for _, s := range shown {
		for _, want := range []struct {
			metric   string
			cell     int
			text     string
			decimals int
		}{{"cases", 0, s[2], 0}, {"E1", 0, s[3], 3}, {"E1", 1, s[4], 3}, {"E1", 2, s[5], 3}, {"E2", 0, s[6], 2}, {"km_median", 0, s[7], 0}, {"p90", 0, s[8], 0}} {
			cell := cells[s[1]+" "+want.metric]
			if cell == nil {
				t.Fatalf("there is no %s of %s", want.metric, s[1])
			}
			v, err := strconv.ParseFloat(cell[want.cell], 64)
			if got := strconv.FormatFloat(v, 'f', want.decimals, 64); err != nil || got != want.text {
				t.Errorf("%s %s: %s, the page says %s", s[1], want.metric, got, want.text)
			}
		}
	}
}
