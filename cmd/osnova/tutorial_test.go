// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTutorial follows docs/tutorial.md literally, every command in its order; what each is to leave is held after it.
func TestTutorial(t *testing.T) {
	text, err := os.ReadFile("../../docs/tutorial.md")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		lines = append(lines, strings.Split(strings.TrimSpace(block[1]), "\n")...)
	}
	t.Chdir(t.TempDir())
	read := func(name string) string {
		t.Helper()
		body, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	builds, after := 0, map[int]func(said string){
		1: func(string) {
			if page := read("build/site/uk/libraries/index.html"); !strings.Contains(page, "Вигадані дані") || !strings.Contains(page, "Вінницька") {
				t.Error("the page does not say that its data are invented, or has no rows")
			}
			if rows := read("build/site/data/libraries.csv"); strings.Count(rows, "\n") != 5 {
				t.Errorf("the dataset:\n%s", rows)
			}
			if bad := read("build/site/data/quarantine.csv"); strings.Count(bad, "library_points,points.csv") != 2 {
				t.Error("the quarantine does not have the two cells")
			}
		},
		2: func(string) {
			if rows := read("build/site/data/libraries.csv"); strings.Count(rows, "\n") != 6 {
				t.Errorf("the dataset has no row more:\n%s", rows)
			}
		},
		3: func(said string) {
			if !strings.Contains(said, "metrics/indicators/library.per_10k.sql:") || !strings.Contains(said, "librarys") {
				t.Errorf("the mistake is not told with its place: %s", said)
			}
		},
		5: func(string) {
			if page := read("build/site/en/libraries/index.html"); !strings.Contains(page, `rel="canonical" href="https://example.org/libraries/en/libraries/index.html"`) {
				t.Error("the page does not know its address")
			}
		},
		6: func(string) {
			if page := read("build/site/uk/libraries/index.html"); strings.Contains(page, "Вигадані дані. ") || !strings.Contains(page, "Вінницька") {
				t.Error("real facts are marked as invented, or are not there")
			}
		},
	}
	for _, line := range lines {
		command, note, _ := strings.Cut(line, " # ends with ")
		words := strings.Fields(command)
		switch words[0] {
		case "cd":
			t.Chdir(words[1])
		case "osnova":
			var out, said strings.Builder
			code := runProgram(context.Background(), words[1:], strings.NewReader(""), &out, &said)
			if want := map[string]int{"": exitFine, "3": exitFindings}[note]; code != want {
				t.Fatalf("%s: ended with %d, not %d\n%s", command, code, want, said.String())
			}
			switch words[1] {
			case "check":
				if !strings.Contains(out.String()+said.String(), "fine") {
					t.Errorf("%s says %s%s", command, out.String(), said.String())
				}
			case "plan":
				if shown := out.String(); !strings.Contains(shown, "raw.library_points") || !strings.Contains(shown, "metric.library_access") {
					t.Errorf("%s does not name what would run:\n%s", command, shown)
				}
			case "build":
				if builds++; after[builds] != nil {
					after[builds](said.String())
				}
			}
		default:
			if said, err := exec.Command("sh", "-c", command).CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", command, err, said)
			}
		}
	}
	if builds != 6 {
		t.Errorf("%d builds", builds)
	}
}
