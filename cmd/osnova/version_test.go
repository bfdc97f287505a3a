// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"

	"osnova/reports"
)

// TestLicencesOfAllThatIsLinked: the program carries a licence text of every module that its packages come from, of Go, of the chart script and of
// the script that runs the engine of pages.
func TestLicencesOfAllThatIsLinked(t *testing.T) {
	if reports.Licences() == nil {
		t.Skip("reports/assets/vendor/licences.txt is absent: run make build, which gathers it")
	}
	var out, errs bytes.Buffer
	if code := runProgram(context.Background(), []string{"version", "--licences"}, nil, &out, &errs); code != exitFine {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	texts := map[string]string{}
	for _, part := range strings.Split("\n"+out.String(), "\n== ")[1:] {
		title, text, _ := strings.Cut(part, "\n")
		texts[title] = strings.TrimSpace(text)
	}
	list, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := slices.Compact(slices.Sorted(strings.SplitSeq(strings.TrimSpace(string(list)), "\n")))
	if len(modules) < 20 {
		t.Fatalf("only %d modules are linked: %s", len(modules), list)
	}
	for _, title := range append(modules, "npm echarts 6.1.0", "Go standard library "+runtime.Version(), "Go wasm_exec.js "+runtime.Version()) {
		if text := texts[title]; len(text) < 200 || !strings.Contains(strings.ToLower(text), "copyright") {
			t.Errorf("%s: no licence text (%d bytes)", title, len(text))
		}
	}
}
