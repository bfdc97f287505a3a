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
