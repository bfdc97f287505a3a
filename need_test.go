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
