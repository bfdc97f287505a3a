// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPruneSnapshots: what is needed, what came for good and parts stay, in files and in the archive of small ones; the rest goes and is counted.
func TestPruneSnapshots(t *testing.T) {
	dir := t.TempDir()
	small := &smallFiles{path: filepath.Join(dir, SmallFilesName)}
	var sums []string
	for _, text := range []string{"one", "two", "three", strings.Repeat("four", 300)} {
		sum := InMemory([]byte(text)).SHA256
		sums = append(sums, sum)
		if err := small.put(sum, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	settled := &settledFiles{path: filepath.Join(dir, settledName)}
	if err := settled.put("https://example.org/day", Snapshot{SHA256: sums[2], Size: 5, Accessed: "2026-11-23"}); err != nil {
		t.Fatal(err)
	}
	needed, old := strings.Repeat("a", 64), strings.Repeat("b", 64)
	part := "." + strings.Repeat("c", 64) + ".part"
	for _, name := range []string{needed, old, part, "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("body"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	keep := map[string]bool{needed: true, sums[0]: true}
	want := Pruned{Snapshots: 3, Bytes: 4 + 2*block + 512 + padded(1200)}
	for _, dry := range []bool{true, false} {
		if got, err := Prune(dir, keep, dry); err != nil || got != want {
			t.Fatalf("dry %v: %+v %v, want %+v", dry, got, err, want)
		}
		_, err := os.Stat(filepath.Join(dir, old))
		if dry != (err == nil) {
			t.Errorf("dry %v: the old snapshot: %v", dry, err)
		}
	}
	for _, name := range []string{needed, part, "notes.txt"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	again := &smallFiles{path: small.path}
	for i, there := range []bool{true, false, true, false} {
		if body, err := again.get(sums[i]); there != (err == nil) || there && body.SHA256 != sums[i] {
			t.Errorf("entry %d: %v", i, err)
		}
	}
	if got, err := Prune(dir, keep, false); err != nil || got != (Pruned{}) {
		t.Errorf("again: %+v %v", got, err)
	}
	if got, err := Prune(filepath.Join(dir, "nowhere"), keep, false); err != nil || got != (Pruned{}) {
		t.Errorf("no folder: %+v %v", got, err)
	}
}
