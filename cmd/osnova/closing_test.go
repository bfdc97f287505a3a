// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
)

// shopSource is a source of the village whose file comes from a mirror; its rows are no others' input.
var shopSource = map[string]string{"ingest/sources/shop/source.yaml": `title: {uk: а, en: a}
publisher: {uk: а, en: a}
attribution: {uk: а, en: a}
licence: {id: CC0-1.0, embed: rows}
met: nothing
runbook: {uk: вигадане джерело, en: an invented source}
awaited: {uk: ще немає, en: none yet}
files: [{name: data, mirror: shops.csv}]
format: {kind: csv}
key: [id]
columns:
  - {name: id, type: text, required: true, uk: а, en: a}
`}

// searchedTables are what the search files and outlines of a site read besides, without which a village has findings whatever is asked for.
var searchedTables = map[string]string{
	"transform/models/mart/boundary.sql": "-- One row.\n" +
		"select 'o1' as pcode, 'oblast' as level, null::varchar as path, 1::bigint as grid_width, 1::bigint as grid_height\n",
	"transform/models/mart/boundary.yaml": model("pcode:text level:text path:text grid_width:integer grid_height:integer"),
	"transform/models/mart/settlement.sql": "-- One row.\n" +
		"select 's1' as settlement_id, 'c1' as community_id, 'а' as name_uk, 'a' as name_en, 'c' as kind, " +
		"null::varchar as former_name_uk, null::varchar as former_name_en\n",
	"transform/models/mart/settlement.yaml": model("settlement_id:text community_id:text name_uk:text name_en:text kind:text " +
		"former_name_uk:text former_name_en:text"),
}

// runVillage runs the program over a village, and gives its exit code and what it said.
func runVillage(project map[string]string, args ...string) (code int, stdout, stderr string) {
	var out, said strings.Builder
	a := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &said, rooms: roomsOf(project)}
	code = a.run(context.Background(), args)
	return code, out.String(), said.String()
}

// objects are the JSON objects of a text, one a line; a line that is none fails the test.
func objects(t *testing.T, text string) (all []map[string]any) {
	t.Helper()
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		var one map[string]any
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatalf("no JSON: %s", lines.Text())
		}
		all = append(all, one)
	}
	return all
}

// closed is the closing record, which is all that stdout has.
func closed(t *testing.T, stdout string) closing {
	t.Helper()
	var c closing
	if err := json.Unmarshal([]byte(stdout), &c); err != nil || c.Msg != "closed" {
		t.Fatalf("no closing record: %v: %q", err, stdout)
	}
	return c
}

// TestSeverity: a source that cannot be read is a warning as long as its last good table stands, and ends a build with 3 where --fail-on asks for
// that; a page that cannot be written is an error.
func TestSeverity(t *testing.T) {
	dir := t.TempDir()
	mirror, out := filepath.Join(dir, "mirror"), filepath.Join(dir, "out")
	putFile(t, filepath.Join(mirror, "shops.csv"), "id\n1\n")
	project := edited(shopSource)
	maps.Copy(project, searchedTables)
	build := func(more ...string) (int, string, string) {
		return runVillage(project, append([]string{"build", "--out", out, "--mirror", mirror}, more...)...)
	}
	one := []string{"--select", "raw.shop"} // the village as a whole is never without findings
	with := func(more ...string) []string { return append(more, one...) }
	code, stdout, _ := build(with("--json")...)
	if c := closed(t, stdout); code != exitFine || c.Exit != exitFine || c.Errors+c.Warnings != 0 || c.Ran == 0 ||
		c.Edition != "2026-11-23" || !slices.Contains(c.Changed, "raw.shop") {
		t.Errorf("fresh: %d %+v", code, c)
	}
	if code, stdout, stderr := build(one...); code != exitFine || !strings.HasSuffix(stdout, "changed: nothing\n") || strings.Contains(stderr, "finding") {
		t.Errorf("the same again: %d %s%s", code, stdout, stderr)
	}

	putFile(t, filepath.Join(mirror, "shops.csv"), "other\n1\n")
	code, stdout, stderr := build(with("--json")...)
	found := slices.DeleteFunc(objects(t, stderr), func(o map[string]any) bool { return o["msg"] != "finding" })
	if code != exitFine || len(found) != 1 || found[0]["severity"] != catalog.SeverityWarning || found[0]["level"] != "WARN" ||
		found[0]["step"] != "raw.shop" || found[0]["file"] != "shops.csv" || found[0]["line"] != 1.0 {
		t.Errorf("a table that stands: %d %v\n%s", code, found, stderr)
	}
	if c := closed(t, stdout); c.Warnings != 1 || c.Errors != 0 {
		t.Errorf("a table that stands: %+v", c)
	}
	if code, _, stderr := build(one...); code != exitFine || !strings.Contains(stderr, "warning: shop") || !strings.HasSuffix(stderr, "osnova: 1 warning\n") {
		t.Errorf("in words: %d %s", code, stderr)
	}
	if code, stdout, stderr := build(with("--quiet")...); code != exitFine || stdout+stderr != "" {
		t.Errorf("--quiet: %d %q %q", code, stdout, stderr)
	}
	code, stdout, stderr = build(with("--quiet", "--fail-on", "warning")...)
	if code != exitFindings || stdout != "" || !strings.HasPrefix(stderr, "warning: shop") {
		t.Errorf("--fail-on warning: %d %q %q", code, stdout, stderr)
	}
	if code, _, _ := runVillage(project, "ingest", "--out", out, "--mirror", mirror, "shop"); code != exitFindings {
		t.Errorf("ingest asks for the source itself: %d", code)
	}

	project["reports/pages/home/page.tmpl"] = "{{.Q.rows.nosuch}}"
	code, stdout, stderr = build("--quiet", "--json")
	if c := closed(t, stdout); code != exitFindings || c.Exit != exitFindings || c.Errors == 0 || c.Warnings != 1 {
		t.Errorf("a page that cannot be written: %d %+v", code, c)
	}
	for _, f := range objects(t, stderr) {
		if f["severity"] != catalog.SeverityError {
			t.Errorf("--quiet tells what does not end the run: %v", f)
		}
	}
	if !strings.Contains(stderr, `"file":"reports/pages/home/page.tmpl"`) {
		t.Errorf("a page that cannot be written: %s", stderr)
	}
}

// TestClosingRecordOfFailures: what ends a run before its work is done is told as JSON, too, and so are the steps of a plan.
func TestClosingRecordOfFailures(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	for _, args := range [][]string{
		{"build", "--json", "--fail-on", "never"}, {"build", "--json", "--nosuch"}, {"check", "--json", "--project", "nowhere"},
	} {
		code, stdout, stderr := runVillage(village, append(args, "--out", out)...)
		all := objects(t, stderr+stdout)
		last := all[len(all)-1]
		if code != exitUsage || all[0]["msg"] != "stopped" || last["msg"] != "closed" || last["exit"] != 2.0 || last["error"] == "" {
			t.Errorf("%v: %d %v", args, code, all)
		}
	}
	code, stdout, _ := runVillage(village, "plan", "--json", "--out", out)
	all := objects(t, stdout)
	if code != exitFine || len(all) < 5 || all[0]["msg"] != "planned" || all[0]["step"] != "raw.town" || all[0]["reason"] != "new" ||
		all[len(all)-1]["msg"] != "closed" {
		t.Errorf("plan: %d %v", code, all)
	}
	code, stdout, _ = runVillage(village, "check", "--json", "--out", out)
	if c := closed(t, stdout); code != c.Exit || c.Command != "check" {
		t.Errorf("check: %d %+v", code, c)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("something was written")
	}
}

// TestChangeWords: a summary counts what changed by kind and names the first few.
func TestChangeWords(t *testing.T) {
	got := changeWords([]string{"dataset budgets", "mart.a", "mart.b", "mart.c", "mart.d", "page home", "raw.shop"})
	if want := "1 source (shop); 4 tables (a, b, c, …); 1 dataset (budgets); 1 set of pages (home)"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := changeWords(nil); got != "nothing" {
		t.Error(got)
	}
}

// TestJoinHosts: what several sources miss of one host is one warning; other findings stay as they are.
func TestJoinHosts(t *testing.T) {
	var fs catalog.Findings
	for _, name := range []string{"a", "b"} {
		fs = append(fs, catalog.Finding{Where: name, What: "source " + name + ": fetch https://data.example.org/" + name + ".csv: refused", Warning: true, Step: "raw." + name})
	}
	other := catalog.Finding{Where: "c", What: "source c: fetch https://other.example.org/c.csv: refused", Warning: true, Step: "raw.c"}
	broken := catalog.Finding{Where: "d", What: "fetch https://data.example.org/d.csv: refused", Step: "raw.d"}
	got := joinHosts(append(fs, other, broken))
	if len(got) != 3 || got[0].Where != "https://data.example.org" || got[1] != other || got[2] != broken ||
		!strings.HasPrefix(got[0].What, "2 tables stand as they were: raw.a, raw.b; first: source a: fetch") {
		t.Errorf("%v", got)
	}
}
