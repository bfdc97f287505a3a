// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"osnova/catalog"
	"osnova/cmd/synth"
	"osnova/ingest"
)

// TestSyntheticCountry: what the pipeline recovers from the files of an invented country is the truth beside them, whether they lie in a
// folder or are fetched; and what it builds says that it is synthetic.
func TestSyntheticCountry(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a whole country twice")
	}
	// At the scale of the folder some oblasts and the country have enough answers to be told of as a whole, at the other none has.
	t.Run("folder", func(t *testing.T) {
		dir := t.TempDir()
		build(t, exitFine, "synth", "--seed", "1", "--scale", "0.2", "--out", dir)
		out := recovers(t, dir, filepath.Join(dir, "mirror"), []string{"community", "oblast", "country"})
		judged(t, out)
		for _, f := range checked(t, filepath.Join(out, "site")) {
			t.Error(f)
		}
		reproduces(t, out, "dmi", 50)
		headlinesHold(t, filepath.Join(out, "site"))
	})
	t.Run("network", func(t *testing.T) {
		dir := t.TempDir()
		build(t, exitFine, "synth", "--seed", "1", "--scale", "0.05", "--out", dir)
		root, err := os.OpenRoot(filepath.Join(dir, "mirror"))
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		u := &synth.Upstream{Root: root, Modified: synth.WrittenOn, Seed: 1, Pause: time.Millisecond, Faults: synth.Faults{Fail: 0.006, Throttle: 0.002, Slow: 0.1, Truncate: 0.01, WrongType: 0.1}}
		server := httptest.NewServer(u)
		defer server.Close()
		recovers(t, dir, server.URL, []string{"community"}, "--allow-loopback")
		n := u.Counts()
		if n["fail"] == 0 || n["truncate"] == 0 || n["partial"] == 0 || n["slow"] == 0 {
			t.Errorf("faults that were to be met were not: %v", n)
		}
		t.Logf("answers: %v", n)
	})
}

// recovers builds from the mirror and holds what comes out against the truth, with scores at the levels given. It gives the folder of the build.
func recovers(t *testing.T, dir, mirror string, levels []string, flags ...string) string {
	t.Helper()
	out := t.TempDir()
	stdout, stderr := build(t, exitFine, append([]string{"build", "--mirror", mirror, "--out", out}, flags...)...)
	t.Log(strings.TrimSpace(stdout))
	if strings.Contains(stderr, "finding") {
		t.Error(stderr)
	}
	compare(t, dir, out, levels...)
	cyberHidden(t, filepath.Join(out, "site"))
	agree(t, out)
	marked(t, dir, out)
	return out
}

var unitCode = regexp.MustCompile(`UA\d{17}`)

// marked holds that whatever tells of the invented country says so, that all else does not, and that no real community is there.
func marked(t *testing.T, dir, out string) {
	t.Helper()
	mirror, err := os.ReadFile(filepath.Join(dir, "mirror", "katottg", "kodifikator-07-07-2026.csv"))
	if err != nil {
		t.Fatal(err)
	}
	invented, genuine := map[string]bool{}, map[string]bool{} // codes of units
	for _, code := range unitCode.FindAllString(string(mirror), -1) {
		invented[code] = true
	}
	names, strangers := map[string]bool{}, map[string]bool{} // of units; of real communities, raions and oblasts that are no name here
	for line := range strings.Lines(string(mirror)) {
		cells := strings.Split(strings.TrimSpace(line), ";")
		names[strings.TrimSpace(cells[len(cells)-1])] = true
	}
	cat, err := catalog.Load(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range cat.Sources {
		if s.Name == "katottg" {
			facts, err := ingest.Embedded(rooms, s)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range facts.Rows {
				if !invented[r[0]] { // a code may be both by chance
					genuine[r[0]] = true
				}
				if name := r[s.Column("name_uk")]; strings.Contains("OPH", r[s.Column("category")]) && !names[name] {
					strangers[name] = true
				}
			}
		}
	}
	site := os.DirFS(filepath.Join(out, "site"))
	var plain []string
	says := map[string]int{}
	err = fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		kind, sign := filepath.Ext(name), ""
		switch {
		case kind == ".html":
			sign = `<meta name="synthetic" content="true">`
		case strings.HasPrefix(name, "data/") && kind == ".csv":
			head, _, _ := strings.Cut(string(body), "\n")
			sign = "synthetic"
			if strings.HasSuffix(strings.TrimSpace(head), sign) {
				nameless(t, name, body, strangers)
				break
			}
			sign = "no column synthetic"
		}
		codes := unitCode.FindAllString(string(body), -1)
		for _, code := range codes {
			if genuine[code] {
				t.Errorf("%s tells of the real unit %s", name, code)
				break
			}
		}
		if sign == "" {
			return nil
		}
		if says[kind+" all"]++; strings.Contains(string(body), sign) {
			says[kind+" marked"]++
			return nil
		}
		plain = append(plain, name)
		for _, code := range codes {
			if invented[code] {
				t.Errorf("%s tells of the invented unit %s and does not say so", name, code)
				break
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if says[".html marked"] < says[".html all"]*9/10 || says[".csv marked"] < says[".csv all"]/2 {
		t.Errorf("too little is marked: %v", says)
	}
	t.Logf("%v; without a mark: %v", says, plain)
	told, err := os.ReadFile(filepath.Join(dir, "mirror", catalog.MirrorFile))
	if err != nil {
		t.Fatal(err)
	}
	held, wrong := catalog.ReadMirror(told)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	issues, err := fs.ReadFile(site, "data/issues.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range held.Sources {
		if found := regexp.MustCompile(`(?m)^\w+:[^,]*,` + source + `,(known_fault|overdue),`).Find(issues); found != nil {
			t.Errorf("issues.csv tells of the files of a publisher, not of the invented ones: %s", found)
		}
	}
	if !regexp.MustCompile(`(?m)^known_fault:`).Match(issues) {
		t.Error("issues.csv has no known fault, not even of a real source")
	}
	for _, dataset := range []string{"communities", "indicator_values"} {
		body, err := fs.ReadFile(site, "data/"+dataset+".schema.json")
		if err != nil || !strings.Contains(string(body), `"name": "synthetic"`) {
			t.Errorf("the schema of %s has no field synthetic: %v", dataset, err)
		}
	}
}

// nameless holds that no cell of a dataset of the invented country is the name of a real community, raion or oblast.
func nameless(t *testing.T, name string, body []byte, strangers map[string]bool) {
	t.Helper()
	if strings.HasSuffix(name, ".excel.csv") { // the same rows
		return
	}
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(strangers) < 1000 {
		t.Fatalf("%s: %d names of real units, %v", name, len(strangers), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strangers[cell] {
				t.Errorf("%s names the real unit %s", name, cell)
				return
			}
		}
	}
}

// TestSynthStopped: a country that was stopped leaves no folder behind, and none beside; one that was there empty stays.
func TestSynthStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	dir := t.TempDir()
	for _, out := range []string{filepath.Join(dir, "land"), dir} {
		if code := runProgram(ctx, []string{"synth", "--scale", "0.02", "--out", out}, strings.NewReader(""), io.Discard, io.Discard); code != exitError {
			t.Errorf("ended with %d", code)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("left: %v, %v", left, err)
		}
	}
}

// cyberHidden holds that no published file has a single answer on cyber security: no question of it by its code, and of its indicator, D4.5, no row of a
// community and, of an oblast or the country, only middles of bands.
func cyberHidden(t *testing.T, site string) {
	t.Helper()
	question := regexp.MustCompile(`cyber_(mfa|backup|patch|edr|https|mail|person|plan)`)
	files, rows := 0, 0
	err := fs.WalkDir(os.DirFS(site), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(site, name))
		if err != nil {
			return err
		}
		files++
		if filepath.Ext(name) != ".xlsx" && question.Match(body) && strings.HasPrefix(name, "data/") {
			t.Errorf("%s has answers on cyber security: %s", name, question.Find(body))
		}
		for line := range strings.Lines(string(body)) {
			if filepath.Ext(name) != ".csv" || !strings.Contains(","+line, ",D4.5,") {
				continue
			}
			if rows++; strings.Contains(line, ",community,") || strings.Contains(line, ",body,") || unitCode.MatchString(line) && !strings.Contains(line, ",oblast,") {
				t.Errorf("%s tells of one unit: %s", name, line)
			}
		}
		return nil
	})
	if err != nil || files < 1000 || rows == 0 {
		t.Errorf("%d files, %d rows of D4.5 were looked at: %v", files, rows, err)
	}
}
