// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// judged holds what was published against our own verify and against two readers that others wrote. Of the real edition many tables are
// empty, so that it cannot show such faults: the invented country fills all.
func judged(t *testing.T, out string) {
	t.Helper()
	data := filepath.Join(out, "site", "data")
	build(t, exitFine, "datasets", "verify", data)
	t.Run("judges", func(t *testing.T) {
		python, err := filepath.Abs("../../bin/judges/bin/python")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(python); err != nil {
			t.Skip("frictionless and csvw are not installed: scripts/need test")
		}
		if faults, err := judge(python, data); err != nil || faults != "" {
			t.Errorf("%v\n%s", err, faults)
		}
		for name, spoil := range map[string]func(string) string{ // a judge that finds nothing in these is none
			"a value outside its list": func(body string) string { return strings.Replace(body, "\nbody,", "\nhamlet,", 1) },
			"a key that is missing":    func(body string) string { return strings.Replace(body, "\nbody,", "\n,", 1) },
		} {
			spoilt := spoiltCopy(t, data, "sqi.csv", spoil)
			if faults, err := judge(python, spoilt); err != nil || !strings.Contains(faults, "sqi.csv") {
				t.Errorf("%s: judged %q, %v", name, faults, err)
			}
		}
	})
}

// judge gives the faults found, one a line.
func judge(python, data string) (string, error) {
	run := exec.Command(python, "../../scripts/judges/judge.py", data)
	var stderr strings.Builder
	run.Stderr = &stderr
	stdout, err := run.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == exitFindings {
		return string(stdout), nil
	}
	if err != nil {
		return string(stdout) + stderr.String(), err
	}
	return string(stdout), nil
}

// spoiltCopy is one dataset of the folder, changed, with a package that names it alone.
func spoiltCopy(t *testing.T, data, file string, spoil func(string) string) string {
	t.Helper()
	dir := t.TempDir()
	name := strings.TrimSuffix(file, ".csv")
	for _, f := range []string{file, name + ".csv-metadata.json"} {
		body, err := os.ReadFile(filepath.Join(data, f))
		if err != nil {
			t.Fatal(err)
		}
		text := string(body)
		if f == file {
			if text = spoil(text); text == string(body) {
				t.Fatalf("%s was not changed", file)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, f), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	body, err := os.ReadFile(filepath.Join(data, "datapackage.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "datapackage.json"), onlyResource(t, body, name), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// onlyResource is a Data Package with one of its resources.
func onlyResource(t *testing.T, body []byte, name string) []byte {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	all["resources"] = slices.DeleteFunc(all["resources"].([]any), func(r any) bool { return r.(map[string]any)["name"] != name })
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// recommendedAndLeftOut are properties that DCAT-AP recommends and the record leaves out, with the reason in ADR 0083.
var recommendedAndLeftOut = []string{"dcat#startDate", "dcat#bbox", "dcat#centroid", "dc/terms/type"}

// TestCatalogueForPortals: the record of the real edition, read without a base as portals read it, has absolute addresses alone and keeps the
// shapes of DCAT-AP 3.0.1; what is recommended is there or left out with a reason. A record with a title taken out is told.
func TestCatalogueForPortals(t *testing.T) {
	python, err := filepath.Abs("../../bin/judges/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	shapes, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "validators", "dcat-ap-3.0.1", "html", "shacl", "*.ttl"))
	if _, missing := os.Stat(python); err != nil || missing != nil || len(shapes) == 0 {
		t.Skip("pyshacl or the shapes are not here: scripts/need test, and ../shared/validators")
	}
	shapes = slices.DeleteFunc(shapes, func(file string) bool {
		return !slices.Contains([]string{"shapes.ttl", "range.ttl", "shapes_recommended.ttl"}, filepath.Base(file))
	})
	project, out := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(project, "project.yaml"), []byte("site: https://data.example.org/osnova/\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	build(t, exitFine, "build", "--project", project, "--out", out)
	record := filepath.Join(out, "site", "data", "catalog.ttl")
	judge := func(file string) (string, error) {
		stdout, err := exec.Command(python, append([]string{"../../scripts/judges/shacl.py", file}, shapes...)...).Output()
		return string(stdout), err
	}
	told, err := judge(record)
	if err != nil {
		t.Errorf("%v\n%s", err, told)
	}
	for line := range strings.Lines(told) {
		if !slices.ContainsFunc(recommendedAndLeftOut, func(name string) bool { return strings.Contains(line, name+" ") }) {
			t.Errorf("recommended, and neither there nor accounted for: %s", line)
		}
	}
	body, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	spoilt := filepath.Join(t.TempDir(), "catalog.ttl")
	text := strings.Replace(strings.Replace(string(body), "  dct:title ", "  dct:alternative ", 3), "<https://data.example.org/osnova/data/communities.csv>", "<communities.csv>", -1)
	if err := os.WriteFile(spoilt, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if told, err := judge(spoilt); err == nil || !strings.Contains(told, "Violation http://purl.org/dc/terms/title") || !strings.Contains(told, "communities.csv is not absolute") {
		t.Errorf("a record without titles and with a relative address passed: %v\n%s", err, told)
	}
}
