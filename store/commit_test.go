// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"osnova/store/disk"
)

// edition builds a small output folder of a site with two pages, a database and a ledger, as a run would, and says whether the commit came
// to its end.
func edition(t *testing.T, dir, text string) (ended bool) {
	t.Helper()
	ctx := context.Background()
	place, wrote, err := ClaimBuild(dir)
	if err != nil {
		t.Fatal(err)
	}
	work := filepath.Join(dir, workName)
	o := &Output{Dir: filepath.Join(dir, siteName), WorkDir: work, Wrote: map[string]disk.Wrote{}}
	for name, w := range wrote {
		o.Wrote[strings.TrimPrefix(name, siteName+"/")] = w
	}
	s := &Store{Path: filepath.Join(dir, databaseName), WorkDir: work}
	defer s.Close()
	l, err := OpenLedger(filepath.Join(dir, ledgerName), "engine")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(place.Take(), os.RemoveAll(work), o.Look()); err != nil {
		t.Fatal(err)
	}
	for _, step := range []Step{
		{ID: "raw.t", Own: text, Run: func(ctx context.Context) (Result, error) {
			if err := s.Materialise(ctx, "raw.t", "select '"+text+"' as text"); err != nil {
				return Result{}, err
			}
			return s.Made(ctx, "raw.t")
		}},
		{ID: "page a", Own: text, Run: func(context.Context) (Result, error) {
			return Result{Output: text, Files: []string{"a.html"}}, o.Write("a.html", []byte(text))
		}},
		{ID: "page kept", Own: "same", Run: func(context.Context) (Result, error) {
			return Result{Output: "same", Files: []string{"sub/kept.html"}}, o.Write("sub/kept.html", []byte("same"))
		}},
	} {
		if err := l.Do(ctx, step); err != nil {
			t.Fatal(err)
		}
	}
	defer func() {
		if killed := recover(); killed != nil && killed != "killed" {
			panic(killed)
		}
	}()
	if err := Commit(ctx, dir, s, o, l); err != nil {
		t.Fatal(err)
	}
	return true
}

// holds fails unless the folder holds just the edition, whole, with a ledger and a list of files that say so.
func holds(t *testing.T, dir, text string) {
	t.Helper()
	for name, want := range map[string]string{"a.html": text, "sub/kept.html": "same"} {
		if body, err := os.ReadFile(filepath.Join(dir, siteName, name)); err != nil || string(body) != want {
			t.Errorf("%s holds %q, %v", name, body, err)
		}
	}
	s := &Store{Path: filepath.Join(dir, databaseName), WorkDir: t.TempDir()}
	defer s.Close()
	rows, err := s.Select(context.Background(), "select text from raw.t")
	if err != nil || rows.Values[0][0] != text {
		t.Errorf("the database holds %v, %v", rows, err)
	}
	m, err := disk.ReadMarker(dir)
	if err != nil || m == nil {
		t.Fatalf("the list of files: %v, %v", m, err)
	}
	for name, w := range m.Files {
		if same, err := w.Holds(filepath.Join(dir, name)); err != nil || !same {
			t.Errorf("the list is wrong about %s: %v", name, err)
		}
	}
	if len(m.Files) != 3 {
		t.Errorf("the list has %d files", len(m.Files))
	}
	body, err := os.ReadFile(filepath.Join(dir, ledgerName))
	if err != nil || !strings.Contains(string(body), `"raw.t"`) {
		t.Errorf("the ledger: %s, %v", body, err)
	}
}

// TestKilledAmongRenames: a run killed before any of the last renames is completed by the next, which has nothing to make; and so is one killed
// while it completes another. What others put into the site stays, also what they put there meanwhile.
func TestKilledAmongRenames(t *testing.T) {
	defer func() { renaming = func(string) {} }()
	var moments []string
	renaming = func(at string) { moments = append(moments, at) }
	edition(t, t.TempDir(), "one")
	if len(moments) < 6 {
		t.Fatalf("moments: %v", moments)
	}
	for n, first := range moments {
		for _, again := range moments[:n+1] {
			dir := t.TempDir()
			renaming = func(string) {}
			edition(t, dir, "one")
			theirs := map[string]string{"CNAME": "example.org", "photos/x.jpg": "jpeg"}
			for name, body := range theirs {
				write(t, filepath.Join(dir, siteName, name), body)
			}
			killAt := func(moment string) {
				renaming = func(at string) {
					if at == "the site is swapped" {
						write(t, filepath.Join(dir, siteName, "meanwhile.txt"), "late")
						theirs["meanwhile.txt"] = "late"
					}
					if at == moment {
						panic("killed")
					}
				}
			}
			killAt(first)
			if edition(t, dir, "two") {
				t.Fatalf("%s: was not killed", first)
			}
			killAt(again) // the run after it dies too
			func() {
				defer func() { _ = recover() }()
				_, _ = Finish(dir)
			}()
			renaming = func(string) {}
			if _, err := Finish(dir); err != nil {
				t.Fatalf("%s, then %s: %v", first, again, err)
			}
			holds(t, dir, "two")
			for name, want := range theirs {
				if body, err := os.ReadFile(filepath.Join(dir, siteName, name)); err != nil || string(body) != want {
					t.Errorf("%s, then %s: %s holds %q, %v", first, again, name, body, err)
				}
			}
			if t.Failed() {
				t.Fatalf("killed before %s, then before %s", first, again)
			}
		}
	}
}

func write(t *testing.T, path, body string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(body), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// TestOutputWithoutLinks: on a file system without second names files are copied.
func TestOutputWithoutLinks(t *testing.T) {
	defer func() { linkFile = os.Link }()
	linkFile = func(string, string) error { return syscall.EPERM }
	dir := t.TempDir()
	for _, text := range []string{"one", "two"} {
		edition(t, dir, text)
		write(t, filepath.Join(dir, siteName, "CNAME"), "example.org")
		holds(t, dir, text)
	}
	if body, err := os.ReadFile(filepath.Join(dir, siteName, "CNAME")); err != nil || string(body) != "example.org" {
		t.Errorf("CNAME holds %q, %v", body, err)
	}
}

// TestSyncedBeforeRenamed: nothing takes its place before it is on the disk.
func TestSyncedBeforeRenamed(t *testing.T) {
	defer func() { renaming = func(string) {}; disk.Synced = func(string) {} }()
	var order []string
	disk.Synced = func(what string) { order = append(order, "sync "+filepath.Base(what)) }
	renaming = func(at string) { order = append(order, at) }
	edition(t, t.TempDir(), "one")
	work, journal, first, last := slices.Index(order, "sync "+workName), -1, slices.Index(order, "the old ledger goes"), slices.Index(order, "the ledger comes")
	for i, what := range order {
		if strings.HasPrefix(what, "sync "+journalName) {
			journal = i
		}
	}
	if work < 0 || journal < work || first < journal || last < first || !strings.HasPrefix(order[last+1], "sync ") {
		t.Errorf("the order is %v", order)
	}
}
