// SPDX-License-Identifier: Apache-2.0

package disk

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplace: links are followed, folders and what is no file stay what they are, and nothing is left beside.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	reads := func(name, want string) {
		t.Helper()
		if body, err := os.ReadFile(in(name)); err != nil || string(body) != want {
			t.Errorf("%s holds %q, want %q; error %v", name, body, want, err)
		}
	}
	if err := Replace(in("file"), []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("file", in("link")); err != nil {
		t.Fatal(err)
	}
	if err := Replace(in("link"), []byte("two")); err != nil {
		t.Fatal(err)
	}
	reads("file", "two")
	if info, err := os.Lstat(in("link")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is now %v, error %v", info.Mode(), err)
	}
	if err := os.Symlink(os.DevNull, in("null")); err != nil {
		t.Fatal(err)
	}
	if err := Replace(in("null"), []byte("away")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(in("null")); err != nil || info.Mode().IsRegular() {
		t.Errorf("the device is now %v, error %v", info.Mode(), err)
	}
	if err := os.Mkdir(in("folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Replace(in("folder"), nil); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder as the place: error %v", err)
	}
	staged, err := Stage(in("file"), func(to io.Writer) error { _, err := io.WriteString(to, "three"); return err })
	if err != nil {
		t.Fatal(err)
	}
	reads("file", "two")
	staged.Discard()
	reads("file", "two")
	if left, err := filepath.Glob(in("*.new")); err != nil || left != nil {
		t.Errorf("left beside: %v, error %v", left, err)
	}
}

// TestSweep removes what a killed process left beside a file of a name given, in folders too, and nothing else.
func TestSweep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a [folder]")
	if err := os.MkdirAll(filepath.Join(dir, "in"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.csv", "a.csv.123.new", "news.new", "b.new.csv", "in/c.9.new", "notes.2024.new"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, folder := range []string{dir, filepath.Join(dir, "missing")} {
		if err := Sweep(folder, "a.csv", "c"); err != nil {
			t.Fatal(err)
		}
	}
	var left []string
	for _, folder := range []string{dir, filepath.Join(dir, "in")} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			left = append(left, e.Name())
		}
	}
	if want := "a.csv b.new.csv in news.new notes.2024.new"; strings.Join(left, " ") != want {
		t.Errorf("left: %v", left)
	}
}

// TestLeftMarker: a folder in which a run was killed over its first marker counts as empty; one with a file of somebody else does not.
func TestLeftMarker(t *testing.T) {
	for name, fine := range map[string]bool{MarkerName + ".628.new": true, MarkerName + ".new": false, MarkerName + ".628.new.txt": false, "notes.628.new": false} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{"), 0o644); err != nil {
			t.Fatal(err)
		}
		place, err := Claim(dir, "build")
		if fine != (err == nil) || fine && !place.Fresh {
			t.Errorf("a folder with %s: %v", name, err)
		}
		if err := SweepMarkers(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, name)); fine != os.IsNotExist(err) {
			t.Errorf("%s after the sweep: %v", name, err)
		}
	}
}
