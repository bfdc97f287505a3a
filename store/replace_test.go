package store

import (
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
	staged, err := Stage(in("file"), []byte("three"))
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
