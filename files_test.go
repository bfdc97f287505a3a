// SPDX-License-Identifier: Apache-2.0

package osnova_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEveryRoomSaysWhatItIs: each package has a package comment, each SQL file opens with a sentence.
func TestEveryRoomSaysWhatItIs(t *testing.T) {
	files, err := filepath.Glob("transform/models/*/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"metrics/protected/*.sql", "metrics/indicators/*.sql", "metrics/shapes/*.sql", "datasets/published/*.sql", "reports/pages/*/*.sql"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	if len(files) < 40 {
		t.Fatalf("found %d SQL files only", len(files))
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(body), "-- ") {
			t.Errorf("%s does not open with a sentence on its grain and reason", f)
		}
	}
	for _, name := range []string{
		"catalog", "store", "store/disk", "ingest", "transform", "metrics", "datasets", "reports",
		"cmd/browser", "cmd/browser/engine", "cmd/instrument", "cmd/instrument/audit", "cmd/instrument/audit/robot",
		"cmd/instrument/events", "cmd/instrument/index", "cmd/instrument/inequality", "cmd/instrument/match", "cmd/instrument/survey", "cmd/synth",
	} {
		body, err := os.ReadFile(filepath.Join(name, "doc.go"))
		if err != nil {
			t.Errorf("room %s has no doc.go: %v", name, err)
			continue
		}
		if n := strings.Count(string(body), ".\n"); n < 3 {
			t.Errorf("%s/doc.go has not three sentences: what comes in, what goes out, what never happens here", name)
		}
	}
}

// TestTopLevel: only the given folders stand at the top.
func TestTopLevel(t *testing.T) {
	allowed := []string{"catalog", "store", "ingest", "transform", "metrics", "datasets", "reports", "cmd", "docs", "scripts", ".ci", ".git", "build", "bin", "node_modules"}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !slices.Contains(allowed, e.Name()) {
			t.Errorf("folder %s is in no room of the house", e.Name())
		}
	}
}

// TestFilesNameTheirLicence: each file of code says under which licence it is, as SPDX writes it, in its first two lines.
func TestFilesNameTheirLicence(t *testing.T) {
	out, err := exec.Command("git", "ls-files").Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	seen := 0
	for _, name := range strings.Fields(string(out)) {
		code := slices.Contains([]string{".go", ".js", ".mjs", ".css"}, filepath.Ext(name)) || name == "Makefile" || name == "Dockerfile" || name == ".ci/run" ||
			filepath.Dir(name) == "scripts" && filepath.Ext(name) == ""
		if !code || strings.Contains(name, "testdata/") && filepath.Ext(name) != ".go" {
			continue
		}
		body, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) { // deleted and not yet committed
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if seen++; !strings.Contains(string(body[:min(len(body), 120)]), "SPDX-License-Identifier: Apache-2.0") {
			t.Errorf("%s does not say its licence: begin it with SPDX-License-Identifier: Apache-2.0", name)
		}
	}
	if seen < 500 {
		t.Errorf("%d files of code found", seen)
	}
}
