// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/cmd/instrument"
)

// recordIn is the record in a folder, with its text.
func recordIn(t *testing.T, dir string) (r instrument.Record, text string) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, instrument.RecordName))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &r); err != nil {
		t.Fatal(err)
	}
	return r, string(body)
}

func sumOf(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// TestRecordOfInstruments: results carry a record of program, command and inputs, without a day or a folder, the same each time.
func TestRecordOfInstruments(t *testing.T) {
	in := inputs(t)
	for name, args := range map[string][]string{
		"survey": {"survey", "--responses", in("r.csv"), "--items", in("items.csv")},
		"index":  {"index", "--data", in("data.csv"), "--meta", in("meta.csv")},
		"events": {"events", "--log", in("log.csv")},
	} {
		t.Run(name, func(t *testing.T) {
			var texts []string
			for range 2 {
				out := filepath.Join(t.TempDir(), "out")
				if code, said := call(append(args, "--out", out)...); code != exitFine && code != exitFindings {
					t.Fatalf("ended with %d: %s", code, said)
				}
				r, text := recordIn(t, out)
				texts = append(texts, text)
				if r.Command != "osnova "+name || r.Program.Version != buildVersion() || r.Made != "" || strings.Contains(text, t.TempDir()) {
					t.Errorf("%s", text)
				}
				for i := 1; i < len(args); i += 2 {
					value := args[i+1]
					want := instrument.InputRecord{Name: filepath.Base(value), SHA256: sumOf(t, value)}
					at := slices.IndexFunc(r.Inputs, func(have instrument.InputRecord) bool { return have.Name == want.Name })
					if at < 0 || r.Inputs[at].SHA256 != want.SHA256 || r.Inputs[at].Size == 0 || !slices.Contains(r.Arguments, args[i]+"="+want.Name) {
						t.Errorf("no input %v: %s", want, text)
					}
				}
			}
			if texts[0] != texts[1] {
				t.Error(cmp.Diff(texts[0], texts[1]))
			}
		})
	}
	out := filepath.Join(t.TempDir(), "out")
	call("survey", "--responses", in("r.csv"), "--items", in("items.csv"), "--record-time", "--out", out)
	if r, text := recordIn(t, out); len(r.Made) != len("2026-11-23T00:00:00Z") {
		t.Errorf("--record-time: %s", text)
	}
}

// TestRecordOfStdin: what is read once is summed as it is read.
func TestRecordOfStdin(t *testing.T) {
	in := inputs(t)
	body, err := os.ReadFile(in("r.csv"))
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out")
	a := &program{stdin: strings.NewReader(string(body)), stdout: &strings.Builder{}, stderr: &strings.Builder{}}
	a.run(t.Context(), []string{"survey", "--responses", "-", "--items", in("items.csv"), "--out", out})
	r, text := recordIn(t, out)
	if len(r.Inputs) != 2 || r.Inputs[1].Name != "stdin" || r.Inputs[1].SHA256 != sumOf(t, in("r.csv")) || r.Inputs[1].Size != int64(len(body)) {
		t.Error(text)
	}
}

// TestRecordOfBuilds: a build records declarations of its project and the files of its sources; a run that changes nothing leaves the record as it is.
func TestRecordOfBuilds(t *testing.T) {
	dir := t.TempDir()
	mirror, out, mine := filepath.Join(dir, "mirror"), filepath.Join(dir, "out"), filepath.Join(dir, "mine")
	putFile(t, filepath.Join(mirror, "shops.csv"), "id\n1\n")
	putFile(t, filepath.Join(mine, "project.yaml"), "edition: \"2026-11-30\"\n")
	build := func(more ...string) {
		t.Helper()
		if code, _, stderr := runVillage(edited(shopSource), append([]string{"build", "--out", out, "--project", mine, "--mirror", mirror}, more...)...); code == exitError {
			t.Fatal(stderr)
		}
	}
	build()
	r, text := recordIn(t, out)
	want := []string{"project.yaml", "shops.csv parsed", "data.csv parsed"}
	var got []string
	for _, i := range r.Inputs {
		got = append(got, strings.TrimSpace(i.Name+" "+i.Origin))
		if path := filepath.Join(mirror, i.Name); i.Source == "shop" && i.SHA256 != sumOf(t, path) {
			t.Errorf("%s: %s", path, text)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if r.Edition != "2026-11-30" || len(r.Program.SHA256) != 64 || r.Program.DuckDB == "" || strings.Contains(text, dir) || !slices.Contains(r.Arguments, "--mirror=mirror") {
		t.Error(text)
	}
	build("--fail-on", "warning")
	if _, again := recordIn(t, out); again != text {
		t.Error("a run that changed nothing wrote another record")
	}
	putFile(t, filepath.Join(mirror, "shops.csv"), "id\n1\n2\n")
	build()
	if _, again := recordIn(t, out); again == text {
		t.Error("the record did not change with the input")
	}
}

func TestWithoutFolders(t *testing.T) {
	for value, want := range map[string]string{
		"/srv/data/a.csv": "a.csv", "a.csv": "a.csv", "../data/a.csv": "../data/a.csv", "https://example.org/a": "https://example.org/a",
		"postgres://user:secret@db.example.org/log": "postgres://db.example.org/log", "0.5": "0.5",
	} {
		if got := withoutFolders(value); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
}
