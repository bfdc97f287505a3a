// SPDX-License-Identifier: Apache-2.0

package osnova_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestLibrary: a program outside the project compiles against the arithmetic of a clone, without the network, and measures what was worked out
// by hand. Nothing but std and gonum comes with it.
func TestLibrary(t *testing.T) {
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	outside := t.TempDir()
	if err := os.CopyFS(outside, os.DirFS(filepath.Join("metrics", "testdata", "library"))); err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile("go.sum") // a person's go mod tidy writes it; here it may not ask the network
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(outside, "go.sum"), sums, 0o644); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) string {
		t.Helper()
		c := exec.Command("go", args...)
		c.Dir, c.Env = outside, append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOSUMDB=off", "GOWORK=off", "CGO_ENABLED=0")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("go %v: %v: %s", args, err, out)
		}
		return string(out)
	}
	command("mod", "edit", "-replace", "osnova="+root)
	got := command("run", ".")
	// Gini: Σ(2i−n−1)x/(n²·mean) = (−4−4+0+12+32)/(25·4) = 0.36. North: economy (0+100)/2, schools 100, so 75; South 50 and 0; East 50 and 50.
	want := `^gini 0\.36, 95 % from 0\.\d{3} to 0\.\d{3}
North 75\.0
South 25\.0
East 50\.0
reliability: gap -1\.50 of 4 respondents
$`
	if !regexp.MustCompile(want).MatchString(got) {
		t.Errorf("printed\n%s\nwant\n%s", got, want)
	}
	for _, module := range strings.Fields(command("list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", ".")) {
		if module != "example.org/library" && module != "osnova" && module != "gonum.org/v1/gonum" {
			t.Errorf("%s comes with the arithmetic", module)
		}
	}
}
