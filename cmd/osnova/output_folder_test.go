// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"osnova/reports"
	"osnova/store"
)

// villager is the program over a project of the village's kind; what it says on stdout is in said.
func villager(out string, project map[string]string) (a *program, said *strings.Builder) {
	declared := fstest.MapFS{}
	for name, body := range project {
		declared[name] = &fstest.MapFile{Data: []byte(body)}
	}
	said = &strings.Builder{}
	return &program{
		stdout: said, stderr: io.Discard, out: out, log: logger(io.Discard, false, false),
		rooms: layers{{"reports", without{reports.Files, []string{"pages", "assets/vendor"}}}, {"metrics", programTables}, {"", declared}},
	}, said
}

// runs does a job in the village and gives what it said.
func runs(t *testing.T, out string, project map[string]string, j pipelineRun) string {
	t.Helper()
	a, said := villager(out, project)
	if err := a.build(context.Background(), j); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return said.String()
}

var newHome = map[string]string{"reports/pages/home/page.tmpl": village["reports/pages/home/page.tmpl"] + "<p>new</p>\n"}

const homePage = "site/uk/index.html"

// TestOthersFilesInASite: what osnova did not write into its site stays there, is told, and does not stand in the way unless a page needs its name.
func TestOthersFilesInASite(t *testing.T) {
	out := t.TempDir()
	buildVillage(t, out, village)
	putFile(t, filepath.Join(out, "site", "CNAME"), "example.org")
	putFile(t, filepath.Join(out, "site", "uk", "photos", "a.txt"), "mine")
	putFile(t, filepath.Join(out, "notes.2024.new"), "mine")
	putFile(t, filepath.Join(out, "kept", "z.1.new"), "mine")
	var told strings.Builder
	a, _ := villager(out, edited(newHome))
	a.log = logger(&told, false, false)
	if err := a.build(context.Background(), pipelineRun{}); err != nil {
		t.Fatal(err)
	}
	now := files(t, out)
	for _, name := range []string{"site/CNAME", "site/uk/photos/a.txt", "notes.2024.new", "kept/z.1.new"} {
		if now[name] == "" {
			t.Errorf("%s is gone", name)
		}
	}
	if !strings.Contains(told.String(), "osnova did not write this file; it is kept") || !strings.Contains(told.String(), "CNAME") {
		t.Errorf("told: %s", told.String())
	}
	putFile(t, filepath.Join(out, "site", "uk", "new", "index.html"), "mine")
	more := edited(map[string]string{"reports/pages/new/page.yaml": "title: {uk: Нове, en: New}\npath: new/index.html\nmenu: 2\n", "reports/pages/new/page.tmpl": "<h1>{{t \"Нове\" \"New\"}}</h1>\n"})
	theirs := files(t, out)["site/uk/new/index.html"]
	if b := buildVillage(t, out, more); b.code != exitFindings || !has(b, "reports/pages/new", "uk/new/index.html was not written by osnova") {
		t.Errorf("a page in the place of somebody's file: %d %v", b.code, b.findings)
	}
	if now := files(t, out); now["site/uk/new/index.html"] != theirs || now["site/CNAME"] == "" {
		t.Error("somebody's file was written over, or is gone")
	}
}

// TestDamage: a file of another size or kind is seen by every build, other bytes by --verify; what differs is made anew, and is as it was.
func TestDamage(t *testing.T) {
	clean := buildVillage(t, t.TempDir(), village)
	for name, c := range map[string]struct {
		damage func(out string) error
		seen   bool // without --verify
	}{
		"a page that is empty":        {func(out string) error { return os.WriteFile(filepath.Join(out, homePage), nil, 0o644) }, true},
		"a page that is gone":         {func(out string) error { return os.Remove(filepath.Join(out, homePage)) }, true},
		"an empty folder as a page":   {func(out string) error { return folderFor(filepath.Join(out, homePage)) }, true},
		"a page with other bytes":     {func(out string) error { return flip(filepath.Join(out, homePage)) }, false},
		"a dataset with other bytes":  {func(out string) error { return flip(filepath.Join(out, "site/data/shown.csv")) }, false},
		"a database that is cut off":  {func(out string) error { return os.Truncate(filepath.Join(out, databaseFile), 100_000) }, true},
		"a database with other bytes": {func(out string) error { return flip(filepath.Join(out, databaseFile)) }, false},
		"a site that is gone":         {func(out string) error { return os.RemoveAll(filepath.Join(out, "site")) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			buildVillage(t, out, village)
			if err := c.damage(out); err != nil {
				t.Fatal(err)
			}
			if said := runs(t, out, village, pipelineRun{}); strings.Contains(said, "nothing changed") == c.seen {
				t.Errorf("a build says %q", said)
			}
			said := runs(t, out, village, pipelineRun{verify: true})
			if c.seen == strings.Contains(said, "differs: ") {
				t.Errorf("--verify says %q", said)
			}
			equal(t, "fixed", buildVillage(t, out, village), clean)
			if said := runs(t, out, village, pipelineRun{verify: true}); !strings.HasPrefix(said, "nothing changed") {
				t.Errorf("then --verify says %q", said)
			}
		})
	}
}

func folderFor(path string) error {
	if err := os.Remove(path); err != nil {
		return err
	}
	return os.Mkdir(path, 0o755)
}

// flip changes a byte near the end of a file.
func flip(path string) error {
	body, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	body[len(body)-2] ^= 0x55
	return os.WriteFile(path, body, 0o644)
}

// TestOddFilesInAnOutput: a link, a pipe or a full folder in the place of what osnova makes is refused by its name, and not waited for.
func TestOddFilesInAnOutput(t *testing.T) {
	kinds := map[string]func(string) error{
		"a pipe": pipe,
		"a link": func(path string) error { return os.Symlink("/etc/passwd", path) },
	}
	for _, name := range []string{homePage, "site/uk/extra.txt", databaseFile, "ledger.json", ".lock", "site", "kept", "snapshots", ".work"} {
		for kind, make := range kinds {
			out := t.TempDir()
			buildVillage(t, out, village)
			path := filepath.Join(out, name)
			if err := os.RemoveAll(path); err != nil {
				t.Fatal(err)
			}
			if err := make(path); err != nil {
				t.Fatal(err)
			}
			for what, do := range map[string]func(a *program) error{
				"build": func(a *program) error { return a.build(context.Background(), pipelineRun{}) },
				"plan":  func(a *program) error { _, err := a.open(pipelineRun{dry: true}); return err },
			} {
				a, _ := villager(out, village)
				if err := do(a); err == nil || !strings.Contains(err.Error(), path+" is "+kind) {
					t.Errorf("%s over %s as %s: %v", what, kind, name, err)
				}
			}
		}
	}
	out := t.TempDir()
	buildVillage(t, out, village)
	page := filepath.Join(out, homePage)
	if err := folderFor(page); err != nil {
		t.Fatal(err)
	}
	putFile(t, filepath.Join(page, "mine.txt"), "mine")
	if b := buildVillage(t, out, village); !strings.Contains(b.err, page+" is a folder that osnova did not make") {
		t.Errorf("a full folder as a page: %q", b.err)
	}
}

// TestLedgerIsDamaged: a ledger or list of files that is broken, cut off, foreign or gone costs work, never files and never truth.
func TestLedgerIsDamaged(t *testing.T) {
	clean := buildVillage(t, t.TempDir(), village)
	ledger := func(body func(good string) string) func(string) error {
		return func(out string) error { return rewrite(filepath.Join(out, "ledger.json"), body) }
	}
	list := func(body func(good string) string) func(string) error {
		return func(out string) error { return rewrite(filepath.Join(out, ".osnova"), body) }
	}
	garbage := func(string) string { return "garbage" }
	half := func(good string) string { return good[:len(good)/2] }
	nothing := func(string) string { return "" }
	foreign := func(string) string { return `{"accounts": {"input": "x", "files": ["../../etc/passwd"]}}` }
	for name, c := range map[string]struct {
		damage []func(string) error
		ends   string // what the next build says
	}{
		"ledger garbage":            {[]func(string) error{ledger(garbage)}, "built"},
		"ledger cut off":            {[]func(string) error{ledger(half)}, "built"},
		"ledger empty":              {[]func(string) error{ledger(nothing)}, "built"},
		"ledger foreign":            {[]func(string) error{ledger(foreign)}, "built"},
		"ledger gone":               {[]func(string) error{func(out string) error { return os.Remove(filepath.Join(out, "ledger.json")) }}, "built"},
		"list gone":                 {[]func(string) error{func(out string) error { return os.Remove(filepath.Join(out, ".osnova")) }}, "nothing changed"}, // an older osnova made none
		"list garbage":              {[]func(string) error{list(garbage)}, "nothing changed"},
		"list cut off":              {[]func(string) error{list(half)}, "nothing changed"},
		"ledger garbage, list gone": {[]func(string) error{ledger(garbage), func(out string) error { return os.Remove(filepath.Join(out, ".osnova")) }}, "was not made by osnova"},
		"ledger foreign, list gone": {[]func(string) error{ledger(foreign), func(out string) error { return os.Remove(filepath.Join(out, ".osnova")) }}, "was not made by osnova"},
		"both garbage":              {[]func(string) error{ledger(garbage), list(garbage)}, "is no list of what osnova wrote"},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			buildVillage(t, out, village)
			putFile(t, filepath.Join(out, "site", "CNAME"), "mine")
			for _, d := range c.damage {
				if err := d(out); err != nil {
					t.Fatal(err)
				}
			}
			before := files(t, out)
			b := buildVillage(t, out, village)
			if !strings.Contains(b.stdout+b.err, c.ends) {
				t.Fatalf("says %q %q", b.stdout, b.err)
			}
			if b.err != "" {
				same(t, "after the refusal", before, files(t, out))
				return
			}
			if b.site["CNAME"] == "" {
				t.Error("the file of somebody else is gone")
			}
			delete(b.site, "CNAME")
			equal(t, "after it", b, clean)
			if said := runs(t, out, village, pipelineRun{verify: true}); strings.Contains(said, "built") != strings.HasPrefix(name, "list") {
				t.Errorf("--verify says %q", said) // where the sums were lost with the list, all files are made anew
			}
		})
	}
}

func rewrite(path string, body func(good string) string) error {
	good, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(body(string(good))), 0o644)
}

// listing is all that lies in a folder, with size, kind and time of change.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil {
			out[path] = info.Mode().String() + info.ModTime().String()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPlanChangesNothing: in a folder of a build, in a fresh one, in one that is not there and beside a run that was killed.
func TestPlanChangesNothing(t *testing.T) {
	out, empty := t.TempDir(), t.TempDir()
	buildVillage(t, out, village)
	putFile(t, filepath.Join(out, ".work", "half"), "of a killed run")
	for _, dir := range []string{out, empty, filepath.Join(empty, "none")} {
		before := listing(t, filepath.Dir(dir))
		a, said := villager(dir, edited(newHome))
		if err := a.plan(context.Background(), input{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(said.String(), "page home") {
			t.Errorf("the plan: %s", said)
		}
		if after := listing(t, filepath.Dir(dir)); !maps.Equal(before, after) {
			t.Errorf("%s was changed: %d entries, before %d", dir, len(after), len(before))
		}
	}
}

// TestOnlyWhatIsAskedFor: a single stage or --select makes what it was asked for and what that needs; the rest follows when it is asked for.
func TestOnlyWhatIsAskedFor(t *testing.T) {
	clean := buildVillage(t, t.TempDir(), village)
	out := t.TempDir()
	buildVillage(t, out, village)
	if err := os.RemoveAll(filepath.Join(out, "site")); err != nil {
		t.Fatal(err)
	}
	if said := runs(t, out, village, pipelineRun{stage: "datasets"}); !strings.Contains(said, ": 2 of ") { // the dataset, and what describes all
		t.Errorf("datasets after a lost site: %s", said)
	}
	for name := range files(t, filepath.Join(out, "site")) {
		if !strings.HasPrefix(name, "data/") {
			t.Errorf("datasets made %s", name)
		}
	}
	equal(t, "the build after it", buildVillage(t, out, village), clean)

	for _, c := range []struct {
		job  pipelineRun
		want []string // tables
		site string   // what its files begin with
	}{
		{pipelineRun{selected: []string{"mart.second"}}, []string{"mart.first", "mart.second", "raw.town"}, "none"},
		{pipelineRun{selected: []string{"dataset shown"}}, []string{"mart.first", "mart.second", "raw.town"}, "data/"},
		{pipelineRun{stage: "ingest"}, []string{"raw.town", "raw.intake", "raw.quarantine", "raw.ended"}, "none"},
	} {
		out := t.TempDir()
		runs(t, out, village, c.job)
		there := tables(t, out)
		for _, name := range c.want {
			if !there[name] {
				t.Errorf("%v: %s is not made", c.job, name)
			}
			delete(there, name)
		}
		for name := range there {
			if !strings.HasPrefix(name, "raw.intake") && !strings.HasPrefix(name, "raw.quarantine") && !strings.HasPrefix(name, "raw.ended") {
				t.Errorf("%v: %s is made", c.job, name)
			}
		}
		for name := range files(t, filepath.Join(out, "site")) {
			if !strings.HasPrefix(name, c.site) {
				t.Errorf("%v: %s is made", c.job, name)
			}
		}
		equal(t, "the build after it", buildVillage(t, out, village), clean)
	}
}

// TestOtherSurroundings: an umask that closes all to others, or nothing; a file system in memory; clocks that stood in the past and in the
// future: the same files, and nothing made twice.
func TestOtherSurroundings(t *testing.T) {
	clean := buildVillage(t, t.TempDir(), village)
	places := map[string]string{"umask 077": t.TempDir(), "umask 000": t.TempDir(), "a clock of 1970": t.TempDir(), "a clock of 2100": t.TempDir()}
	if dir, err := os.MkdirTemp("/dev/shm", "osnova-test"); err == nil {
		defer os.RemoveAll(dir)
		places["memory"] = dir
	}
	for name, out := range places {
		t.Run(name, func(t *testing.T) {
			mask := map[string]int{"umask 077": 0o077, "umask 000": 0}
			if m, ok := mask[name]; ok {
				defer syscall.Umask(syscall.Umask(m))
			}
			buildVillage(t, out, edited(newHome))
			year := map[string]int{"a clock of 1970": 1970, "a clock of 2100": 2100}[name]
			if year > 0 {
				err := filepath.WalkDir(out, func(path string, _ fs.DirEntry, err error) error {
					if err != nil {
						return err
					}
					at := time.Date(year, 1, 2, 0, 0, 0, 0, time.UTC)
					return os.Chtimes(path, at, at)
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if said := runs(t, out, edited(newHome), pipelineRun{verify: true}); !strings.HasPrefix(said, "nothing changed") {
				t.Errorf("again: %s", said)
			}
			equal(t, name, buildVillage(t, out, village), clean)
			info, err := os.Stat(filepath.Join(out, homePage))
			if err != nil {
				t.Fatal(err)
			}
			if m, ok := mask[name]; ok && info.Mode().Perm() != fs.FileMode(0o644&^m) {
				t.Errorf("a page has the mode %v", info.Mode())
			}
		})
	}
}

// tables are the names of those in the database of a build.
func tables(t *testing.T, out string) map[string]bool {
	t.Helper()
	s := &store.Store{Path: filepath.Join(out, databaseFile), WorkDir: t.TempDir()}
	defer s.Close()
	rows, err := s.Select(context.Background(), "select schema_name || '.' || table_name from duckdb_tables()")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, r := range rows.Values {
		there[r[0].(string)] = true
	}
	return there
}
