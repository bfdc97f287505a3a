// SPDX-License-Identifier: Apache-2.0

package store

import (
	"os"
	"path/filepath"
	"testing"

	"osnova/store/disk"
)

// TestOutputLinksWhatIsTheSame: equal bytes are linked from the old folder, other bytes are written, and the old folder's file stays whole.
func TestOutputLinksWhatIsTheSame(t *testing.T) {
	dir := t.TempDir()
	write := func(files map[string]string) {
		t.Helper()
		o := &Output{Dir: filepath.Join(dir, "site"), WorkDir: filepath.Join(dir, ".work")}
		keep := map[string]bool{}
		for name, body := range files {
			if err := o.Write(name, []byte(body)); err != nil {
				t.Fatal(err)
			}
			keep[name] = true
		}
		if err := o.Commit(keep); err != nil {
			t.Fatal(err)
		}
	}
	stat := func(name string) os.FileInfo {
		t.Helper()
		info, err := os.Stat(filepath.Join(dir, "site", name))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	write(map[string]string{"a/same.html": "one", "b.html": "two"})
	before := stat("a/same.html")
	write(map[string]string{"a/same.html": "one", "b.html": "six"})
	if !os.SameFile(before, stat("a/same.html")) {
		t.Error("equal bytes were written again")
	}
	if body, err := os.ReadFile(filepath.Join(dir, "site", "b.html")); err != nil || string(body) != "six" {
		t.Errorf("b.html holds %q, %v", body, err)
	}
	write(map[string]string{"a/same.html": "new"})
	if body, err := os.ReadFile(filepath.Join(dir, "site", "a/same.html")); err != nil || string(body) != "new" {
		t.Errorf("a/same.html holds %q, %v", body, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "site", "b.html")); err == nil {
		t.Error("a file of no step stayed")
	}
}

// TestOutputIsAlwaysThere: while folders are swapped, a reader finds the site at every moment.
func TestOutputIsAlwaysThere(t *testing.T) {
	dir := t.TempDir()
	probe := filepath.Join(dir, "probe")
	for _, name := range []string{"probe/a", "probe/b"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := disk.Exchange(filepath.Join(probe, "a"), filepath.Join(probe, "b")); err != nil {
		t.Logf("this system cannot swap two folders in one step (%v): Commit renames twice here", err)
		return
	}
	commit := func() error {
		o := &Output{Dir: filepath.Join(dir, "site"), WorkDir: filepath.Join(dir, ".work")}
		if err := o.Write("index.html", []byte("page")); err != nil {
			return err
		}
		return o.Commit(map[string]bool{"index.html": true})
	}
	if err := commit(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		for range 200 {
			if err := commit(); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		default:
			if _, err := os.Stat(filepath.Join(dir, "site", "index.html")); err != nil {
				t.Fatal(err)
			}
		}
	}
}
