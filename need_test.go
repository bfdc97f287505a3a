// SPDX-License-Identifier: Apache-2.0

package osnova_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNeed: scripts/need tells an old Go that cannot fetch the toolchain from a middle one that does, with what to do; an old Node, or none,
// is no lack, but the charts are not bundled by it.
func TestNeed(t *testing.T) {
	for _, c := range []struct{ name, version, toolchain, node, want string }{
		{"all there", "go1.26.8", "auto", "v20.20.2", ""},
		{"newer", "go1.30", "local", "v24.0.0-pre", ""},
		{"fetches", "go1.21.0", "auto", "v18.0.0", ""},
		{"debian 12", "go1.19.8", "", "v18.0.0", "Go 1.21 or newer, for Go 1.19.8 cannot fetch the toolchain"},
		{"two digits", "go1.9", "", "v18.0.0", "for Go 1.9 cannot fetch"},
		{"development", "devel go1.27-0f3a Mon", "local", "v18.0.0", ""},
		{"may not fetch", "go1.25rc1", "local", "v18.0.0", "GOTOOLCHAIN=local forbids it"},
		{"old node", "go1.26.8", "auto", "v16.20.1", ""},
		{"no node", "go1.26.8", "auto", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, body := range map[string]string{
				"go":   "case $2 in GOVERSION) echo '" + c.version + "';; GOTOOLCHAIN) echo '" + c.toolchain + "';; esac",
				"node": "echo " + c.node, "npm": "", "gcc": "",
			} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			run := exec.Command("bash", "scripts/need", "build")
			run.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"))
			out, err := run.CombinedOutput()
			if (err == nil) != (c.want == "") || !strings.Contains(string(out), c.want) || c.want == "" && len(out) > 0 {
				t.Errorf("%v: %q, want %q", err, out, c.want)
			}
			charts := exec.Command("bash", "scripts/need", "charts")
			charts.Env = run.Env
			if err := charts.Run(); (err == nil) != (c.node >= "v18") {
				t.Errorf("charts with node %q: %v", c.node, err)
			}
		})
	}
}

// TestNeedLeavesBuildAlone: what the tests need is put beside the program, not into the output folder of the build, which refuses to write where
// others have put anything: make site works after make test.
func TestNeedLeavesBuildAlone(t *testing.T) {
	project, bin := t.TempDir(), t.TempDir()
	script, err := os.ReadFile("scripts/need")
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"scripts/need": string(script), "scripts/judges/requirements.txt": "none\n", "go.mod": "go 1.21\n"} {
		at := filepath.Join(project, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(body), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, body := range map[string]string{
		"go": "case $2 in GOVERSION) echo go1.26.8;; GOTOOLCHAIN) echo auto;; esac", "gcc": "", "chromium": "", "strace": "",
		"python3": `mkdir -p "$3/bin" && printf '#!/bin/sh\n' >"$3/bin/pip" && chmod +x "$3/bin/pip"`, // what venv makes, as far as the script asks
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command("bash", "scripts/need", "test")
	run.Dir, run.Env = project, append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if _, err := os.Stat(filepath.Join(project, "bin", "judges", "requirements.txt")); err != nil {
		t.Error("the readers of tables are not installed:", err)
	}
	if _, err := os.Stat(filepath.Join(project, "build")); err == nil {
		t.Error("something was put into build")
	}
}
