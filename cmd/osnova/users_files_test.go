// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mine are files of a user, under every name that osnova writes, removes or works under somewhere, and under names that look so.
var mine = []string{
	"site/photos/a.txt", "site/index.html", ".work/x", "notes.2024.new", "kept/z.1.new", "kept/sources/a/lock.yaml.7.new", "osnova.duckdb", "osnova.duckdb.wal",
	"snapshots/small.tar", "units.csv", "comparisons.csv", "items.csv", "report.html", "compare.csv", "strengths.csv", "statistics.csv", "spec.yaml", "events.csv",
	"rejected.csv", "checks.csv", "scores.csv", "evidence/page.json", "mirror/a.csv", "truth/account.csv", "community.xlsx", "f.new/mirror/a.csv", "dictionary.md",
	"ledger.json",
}

// folderOfMine is such a folder; each file holds its name.
func folderOfMine(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "f")
	for _, name := range mine {
		putFile(t, filepath.Join(dir, name), name)
	}
	putFile(t, dir+".new/mirror/a.csv", "beside")
	return dir
}

func putFile(t *testing.T, path, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

// inputs are small files that every instrument reads.
func inputs(t *testing.T) func(name string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range map[string]string{
		"r.csv":      "p1,u\n5,a\n6,b\n",
		"items.csv":  "item,dimension,perception,expectation,importance\nq1,A,p1,,\n",
		"data.csv":   "uCode,x\nA,1\nB,2\n",
		"meta.csv":   "iCode,Level,Parent,Type,Direction,Weight\nx,1,i,Indicator,1,1\ni,2,,Aggregate,1,1\n",
		"log.csv":    "case_id,submitted_at,delivered_at,status\n1,2025-01-01,2025-01-05,done\n",
		"values.csv": "v\n1\n2\n3\n",
		"places.csv": "place\nЛьвів\n",
		"budget.csv": "expert,x,y\ne,40,60\n",

		"mail/form.csv": "a;b\n",
		"town/ingest/sources/town/source.yaml": `title: {uk: "Міста", en: "Towns"}
publisher: {uk: "ніхто", en: "nobody"}
attribution: {uk: "вигадано для випробувань", en: "made up for tests"}
licence: {id: CC0-1.0, embed: rows}
met: nothing
runbook: {uk: вигадане джерело, en: an invented source}
files: [{name: data, mirror: towns.csv}]
format: {kind: csv}
key: [id]
columns:
  - {name: id, type: text, required: true, uk: "код", en: "code"}
`,
		"upstream/towns.csv": "id\n1\n",
	} {
		putFile(t, filepath.Join(dir, name), body)
	}
	return func(name string) string { return filepath.Join(dir, name) }
}

// writers are all commands that write, each with an --out that PLACE stands for.
func writers(in func(string) string) (folders, files map[string][]string) {
	folders = map[string][]string{
		"build": {"build"}, "build --verify": {"build", "--verify"}, "build --select": {"build", "--select", "mart.community"}, "wrong --select": {"build", "--select", "nosuch"},
		"build --mirror": {"build", "--mirror", in("upstream")}, "plan": {"plan"}, "clean": {"clean"}, "publish": {"publish", "--to", "public"}, "serve": {"serve", "--port", "0"},
		"ingest": {"ingest"}, "transform": {"transform"}, "metrics": {"metrics"}, "datasets": {"datasets"}, "reports": {"reports"},
		"compile --refresh": {"ingest", "--compile-facts", "--refresh", "--project", in("town")},
		"survey":            {"survey", "--responses", in("r.csv"), "--items", in("items.csv")},
		"index":             {"index", "--data", in("data.csv"), "--meta", in("meta.csv")},
		"events":            {"events", "--log", in("log.csv")},
		"audit":             {"audit", "http://127.0.0.1:9", "--allow-loopback"},
		"synth":             {"synth", "--scale", "0.02"},
		"synth --forms":     {"synth", "--forms"},
		"forms blank":       {"forms", "blank"},
		"forms collect":     {"forms", "collect", in("mail")},
	}
	files = map[string][]string{
		"inequality":         {"inequality", "--data", in("values.csv"), "--value", "v", "--out", "PLACE"},
		"inequality --curve": {"inequality", "--data", in("values.csv"), "--value", "v", "--curve", "PLACE"},
		"match":              {"match", "--data", in("places.csv"), "--text", "place", "--out", "PLACE"},
		"index weights":      {"index", "weights", "--budget", in("budget.csv"), "--out", "PLACE"},
		"docs":               {"docs", "--to", "PLACE"},
		"doctor":             {"doctor", "--refresh", "--report", "PLACE"},
	}
	return folders, files
}

// call runs the program and gives its exit code and all that it said on stderr.
func call(args ...string) (int, string) {
	var out, said strings.Builder
	code := runProgram(context.Background(), args, strings.NewReader(""), &out, &said)
	return code, said.String()
}

// TestUsersFilesStay: a folder or file that osnova did not make is refused by every command that writes, before any work, and nothing in it
// or beside it changes.
func TestUsersFilesStay(t *testing.T) {
	in := inputs(t)
	folders, single := writers(in)
	for name, args := range folders {
		t.Run(name, func(t *testing.T) {
			dir := folderOfMine(t)
			before := files(t, filepath.Dir(dir))
			code, said := call(append(args, "--out", dir)...)
			if code != exitUsage || !strings.Contains(said, "was not made by osnova: it holds") {
				t.Errorf("ended with %d: %s", code, said)
			}
			same(t, name, before, files(t, filepath.Dir(dir)))
		})
	}
	for name, args := range single {
		t.Run(name, func(t *testing.T) {
			dir := folderOfMine(t)
			before := files(t, filepath.Dir(dir))
			for i, a := range args {
				if a == "PLACE" {
					args[i] = filepath.Join(dir, "units.csv")
				}
			}
			code, said := call(args...)
			if code != exitUsage || !strings.Contains(said, "units.csv was not written by osnova") {
				t.Errorf("ended with %d: %s", code, said)
			}
			same(t, name, before, files(t, filepath.Dir(dir)))
		})
	}
}

// TestFactsOfTheUserStay: facts are compiled over those that osnova compiled, never over other files of these names.
func TestFactsOfTheUserStay(t *testing.T) {
	compile := func(project string, in func(string) string) (int, string) {
		return call("ingest", "--compile-facts", "town", "--mirror", in("upstream"), "--project", project)
	}
	for _, name := range []string{"facts.csv.gz", "lock.yaml", "quarantine.csv"} {
		in := inputs(t)
		file := in("town/ingest/sources/town/" + name)
		putFile(t, file, "MINE")
		if code, said := compile(in("town"), in); code != exitUsage || !strings.Contains(said, name+" was not written by osnova") {
			t.Errorf("%s: ended with %d: %s", name, code, said)
		}
		if body, err := os.ReadFile(file); err != nil || string(body) != "MINE" {
			t.Errorf("%s holds %q, %v", name, body, err)
		}
	}
	in := inputs(t)
	for range 2 { // and again over its own
		if code, said := compile(in("town"), in); code != exitFine {
			t.Errorf("ended with %d: %s", code, said)
		}
	}
}

// TestOwnResultsAreReplaced: the same command again, as scripts do, replaces what it wrote, in a new folder, an empty one and one with other
// results of osnova; but not what somebody changed since, and not what somebody else's link, pipe or folder has become of it.
func TestOwnResultsAreReplaced(t *testing.T) {
	in := inputs(t)
	folders, single := writers(in)
	for _, name := range []string{"survey", "index", "events", "synth --forms"} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			args := append(folders[name], "--out", out)
			for range 2 {
				if code, said := call(args...); code != exitFine {
					t.Fatalf("ended with %d: %s", code, said)
				}
			}
			var made []string
			for file := range files(t, out) {
				if file != ".osnova" {
					made = append(made, file)
				}
			}
			if len(made) < 2 {
				t.Fatalf("made %v", made)
			}
			changed := filepath.Join(out, made[0])
			whole, err := os.ReadFile(changed)
			if err != nil {
				t.Fatal(err)
			}
			for what, make := range map[string]func() error{
				"was changed since osnova wrote it": func() error { return os.WriteFile(changed, []byte("edited by hand"), 0o644) },
				"is a link":                         func() error { return os.Symlink(in("values.csv"), changed) },
				"is a folder":                       func() error { return os.Mkdir(changed, 0o755) },
				"is a pipe":                         func() error { return pipe(changed) },
			} {
				if err := os.RemoveAll(changed); err != nil {
					t.Fatal(err)
				}
				if err := make(); err != nil {
					t.Fatal(err)
				}
				if code, said := call(args...); code != exitUsage || !strings.Contains(said, what) {
					t.Errorf("where a result %s: ended with %d: %s", what, code, said)
				}
			}
			if err := os.RemoveAll(changed); err != nil {
				t.Fatal(err)
			}
			putFile(t, filepath.Join(out, "notes.txt"), "mine")
			if code, said := call(args...); code != exitFine {
				t.Fatalf("where a result is gone: ended with %d: %s", code, said)
			}
			if again, err := os.ReadFile(changed); err != nil || string(again) != string(whole) {
				t.Errorf("the result is not there again: %v", err)
			}
			if body, err := os.ReadFile(filepath.Join(out, "notes.txt")); err != nil || string(body) != "mine" {
				t.Errorf("a note in the folder: %q, %v", body, err)
			}
		})
	}
	for name, args := range single {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "result.csv")
			for i, a := range args {
				if a == "PLACE" {
					args[i] = out
				}
			}
			for range 2 {
				if code, said := call(args...); code != exitFine {
					t.Fatalf("ended with %d: %s", code, said)
				}
			}
			putFile(t, out, "edited by hand")
			if code, said := call(args...); code != exitUsage || !strings.Contains(said, "osnova wrote it") && name != "docs" {
				t.Errorf("over an edited result: ended with %d: %s", code, said)
			}
			if err := os.Remove(out); err != nil {
				t.Fatal(err)
			}
			if err := pipe(out); err != nil {
				t.Fatal(err)
			}
			if code, said := call(args...); code != exitError { // nobody reads it: an error, and no waiting
				t.Errorf("into a pipe that nobody reads: ended with %d: %s", code, said)
			}
		})
	}
}
