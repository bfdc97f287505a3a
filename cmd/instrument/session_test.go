// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/metrics/frame"
	"osnova/store/disk"
)

// newDesk is a desk whose log can be read, over a stdin.
func newDesk(stdin string, said *bytes.Buffer) *Session {
	return NewSession(strings.NewReader(stdin), said, said)
}

// TestOpenInput: a flag names a file or stdin; what is not there, and a folder, is a mistake in the command line.
func TestOpenInput(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "d.csv")
	if err := os.WriteFile(file, []byte("of the file"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"-": "of stdin", file: "of the file"} {
		r, err := newDesk("of stdin", new(bytes.Buffer)).OpenInput("data", path)
		if err != nil {
			t.Fatal(path, err)
		}
		if body, err := io.ReadAll(r); err != nil || string(body) != want {
			t.Errorf("%s holds %q, %v", path, body, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	for path, want := range map[string]string{"": "--data is missing", filepath.Join(dir, "none.csv"): "--data: there is no file", dir: "is a folder, name a file"} {
		if _, err := newDesk("", new(bytes.Buffer)).OpenInput("data", path); !errors.As(err, &UsageError{}) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", path, err, want)
		}
	}
}

// TestReadFrame: a table is read under the name of its file, or stdin; what is no table is refused with findings.
func TestReadFrame(t *testing.T) {
	d := newDesk("a,b\n1,2\n", new(bytes.Buffer))
	f, err := d.ReadFrame("data", "-")
	if err != nil || f.File != "stdin" || f.Len() != 1 || len(d.Findings) > 0 {
		t.Fatalf("%v %v %v", f, err, d.Findings)
	}
	d = newDesk("a,b\n1\n", new(bytes.Buffer))
	if _, err := d.ReadFrame("data", "-"); !errors.Is(err, ErrRefused) || len(d.Findings) != 1 || !strings.HasPrefix(d.Findings[0].Where, "stdin") {
		t.Errorf("%v %v", err, d.Findings)
	}
}

// TestRefuseOverwrite: what was read, by OpenInput or otherwise, also under another name, is not written over; other files are.
func TestRefuseOverwrite(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"opened.csv", "noted.csv", "other.csv"} {
		if err := os.WriteFile(in(name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Link(in("opened.csv"), in("second-name.csv")); err != nil {
		t.Fatal(err)
	}
	d := newDesk("", new(bytes.Buffer))
	r, err := d.OpenInput("data", in("opened.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d.NoteInput(in("noted.csv"))
	d.NoteInput(in("absent.csv"))
	if err := d.RefuseOverwrite(in("other.csv"), in("absent.csv")); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"opened.csv", "noted.csv", "second-name.csv"} {
		if err := d.RefuseOverwrite(in("other.csv"), in(name)); !errors.As(err, &UsageError{}) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAddFindings: each fault of many is a finding with its place; an unknown name gets the nearest or a list, which ends after thirty.
func TestAddFindings(t *testing.T) {
	d := newDesk("", new(bytes.Buffer))
	if err := d.AddFindings("d.csv", nil); err != nil || len(d.Findings) > 0 {
		t.Error(err, d.Findings)
	}
	many := make([]string, 40)
	for i := range many {
		many[i] = strings.Repeat("n", i+8)
	}
	err := d.AddFindings("d.csv", errors.Join(
		&frame.CellError{File: "d.csv", Line: 3, Column: "v", Value: "x", Reason: "is no number"},
		errors.Join(&frame.UnknownError{Where: "d.csv", What: "column", Name: "valeu", Have: []string{"value", "w"}}, errors.New("d.csv: is short")),
		&frame.UnknownError{Where: "m.csv", What: "column", Name: "q", Have: many}))
	if !errors.Is(err, ErrRefused) {
		t.Error(err)
	}
	var got []string
	for _, f := range d.Findings {
		got = append(got, f.String())
	}
	if len(got) != 4 || !strings.HasPrefix(got[0], "d.csv:3") || !strings.Contains(got[0], "is no number") || !strings.Contains(got[1], `did you mean "value"?`) ||
		got[2] != "d.csv: is short" || !strings.Contains(got[3], "and 10 more") {
		t.Error(strings.Join(got, "\n"))
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := d.AddUnlessStopped(stopped, "d.csv", errors.New("cut off")); !errors.Is(err, context.Canceled) || len(d.Findings) != 4 {
		t.Errorf("of a run that was stopped: %v, %d findings", err, len(d.Findings))
	}
	if err := d.AddUnlessStopped(context.Background(), "d.csv", errors.New("wrong")); !errors.Is(err, ErrRefused) || len(d.Findings) != 5 {
		t.Errorf("of a run that goes on: %v, %d findings", err, len(d.Findings))
	}
}

// TestWriteFolder: files come into their folder together, those of an earlier run that are not written again go, a name that was not
// announced is an error, and a run that was stopped changes nothing.
func TestWriteFolder(t *testing.T) {
	dir, known := filepath.Join(t.TempDir(), "out"), []string{"a.csv", "b.csv"}
	write := func(ctx context.Context, files map[string][]byte) error {
		place, err := disk.Claim(dir, "test", known...)
		if err != nil {
			t.Fatal(err)
		}
		return WriteFolder(ctx, place, WholeFiles(files), known)
	}
	holds := func(want map[string]string) {
		t.Helper()
		got := map[string]string{}
		for _, path := range JoinNames(dir, known) {
			if body, err := os.ReadFile(path); err == nil {
				got[filepath.Base(path)] = string(body)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
	ctx := context.Background()
	if err := write(ctx, map[string][]byte{"a.csv": []byte("1"), "b.csv": []byte("2")}); err != nil {
		t.Fatal(err)
	}
	holds(map[string]string{"a.csv": "1", "b.csv": "2"})
	if err := write(ctx, map[string][]byte{"a.csv": []byte("3")}); err != nil {
		t.Fatal(err)
	}
	holds(map[string]string{"a.csv": "3"})
	if err := write(ctx, map[string][]byte{"c.csv": []byte("4")}); err == nil || !strings.Contains(err.Error(), "c.csv is not among") {
		t.Error(err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if err := write(stopped, map[string][]byte{"a.csv": []byte("5")}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	holds(map[string]string{"a.csv": "3"})
}

// TestWriteFiles: single files are written where nothing or an earlier result is, and not over a file of somebody else; then none is.
func TestWriteFiles(t *testing.T) {
	dir, ctx := t.TempDir(), context.Background()
	one, two := filepath.Join(dir, "one.csv"), filepath.Join(dir, "two.csv")
	for _, body := range []string{"1", "2"} {
		if err := WriteFiles(ctx, "test", map[string][]byte{one: []byte(body)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(two, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	var foreign *disk.ForeignError
	if err := ClaimFiles("", "-", one, two); !errors.As(err, &foreign) {
		t.Error(err)
	}
	if err := WriteFiles(ctx, "test", map[string][]byte{one: []byte("3"), two: []byte("3")}); !errors.As(err, &foreign) {
		t.Error(err)
	}
	for path, want := range map[string]string{one: "2", two: "mine"} {
		if body, err := os.ReadFile(path); err != nil || string(body) != want {
			t.Errorf("%s holds %q, %v", path, body, err)
		}
	}
}

// TestProgressElsewhere: where stderr is no terminal nothing is drawn: repetitions are logged once, bytes pass as they are.
func TestProgressElsewhere(t *testing.T) {
	var said bytes.Buffer
	d := newDesk("", &said)
	done, end := d.CountRepetitions("bootstrap", 2000)
	done()
	end()
	if known, end := d.CountWhenKnown("sensitivity"); known != nil {
		t.Error("a counter where nobody sees it")
	} else {
		end()
	}
	r, end := d.CountBytes(strings.NewReader("abc"), 3, "d.csv")
	if body, err := io.ReadAll(r); err != nil || string(body) != "abc" {
		t.Errorf("%q %v", body, err)
	}
	end()
	if text := said.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "msg=bootstrap repetitions=2000") {
		t.Error(text)
	}
}

// TestShareMemory: of a small bound the database may take half, of a large or unknown one what it takes anyway.
func TestShareMemory(t *testing.T) {
	for bound, want := range map[int64]string{0: "", 16e9: "", 4e9: ""} {
		if got := ShareMemory(bound); got != want {
			t.Errorf("of %d: %q", bound, got)
		}
	}
	for n, want := range map[int64]string{1: "1 MB", 999_000_001: "1000 MB", 1_000_000_000: "1.0 GB", 134217728: "135 MB", 2_460_000_000: "2.5 GB"} {
		if got := FormatBytes(n); got != want {
			t.Errorf("%d bytes: %s, want %s", n, got, want)
		}
	}
}

// TestShareOfLittle is apart, for it leaves a limit that is taken back at its end.
func TestShareOfLittle(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(before)
	if got := ShareMemory(600_000_000); got != "300MB" || debug.SetMemoryLimit(-1) != 300_000_000 {
		t.Errorf("%s for the database, %d for Go", got, debug.SetMemoryLimit(-1))
	}
}
