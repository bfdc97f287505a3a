package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/metrics/frame"
	"osnova/store"
)

// largeFile is the size of an input from which memory is dearer than the time of the collector.
const largeFile = 8 << 20

// given opens the file that a flag names, or stdin for -. A file that is not there is a mistake in the command line.
func (a *app) given(flag, path string) (io.ReadCloser, error) {
	if path == "" {
		return nil, usage("--%s is missing: name a file", flag)
	}
	if path == "-" {
		return io.NopCloser(a.stdin), nil
	}
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, usage("--%s: there is no file %s", flag, path)
	}
	if err != nil {
		return nil, fmt.Errorf("--%s: %w", flag, err)
	}
	switch info, err := f.Stat(); {
	case err != nil:
	case info.IsDir():
		f.Close()
		return nil, usage("--%s: %s is a folder, name a file", flag, path)
	case info.Mode().IsRegular():
		a.inputs = append(a.inputs, info)
		if info.Size() >= largeFile {
			debug.SetGCPercent(25) // what is read once is garbage soon, and a large file makes much of it
		}
	}
	return f, nil
}

// frame reads the CSV file that a flag names.
func (a *app) frame(flag, path string) (*frame.Frame, error) {
	r, err := a.given(flag, path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	name := filepath.Base(path)
	if path == "-" {
		name = "stdin"
	}
	f, err := frame.Read(name, r)
	if err != nil {
		return nil, a.refuse(name, err)
	}
	return f, nil
}

// claimFolder holds the folder of --out against what osnova may touch there, before any work: it is new, empty or osnova's own, and so is each
// of the files that the command may write or remove. known are all names that it may write.
func claimFolder(dir, command string, known []string) (*store.Place, error) {
	return store.Claim(dir, command, known...)
}

// claimFiles holds the place of one file against what osnova may write over, before any work; empty and - are no place.
func claimFiles(paths ...string) error {
	for _, path := range paths {
		if path == "" || path == "-" {
			continue
		}
		if err := store.ClaimFile(path); err != nil {
			return err
		}
	}
	return nil
}

// deliver writes the files of an instrument into its folder, each whole or not at all, and removes those of an earlier run that this
// one does not write; known are all names that the instrument may write.
func deliver(ctx context.Context, place *store.Place, files map[string]frame.File, known []string) error {
	at := map[string]frame.File{}
	for name, body := range files {
		if !slices.Contains(known, name) {
			return fmt.Errorf("%s is not among the files that this command announces", name)
		}
		at[filepath.Join(place.Dir, name)] = body
	}
	defer place.Leave() // where nothing could be written
	if err := place.Take(); err != nil {
		return err
	}
	return beside(ctx, at, func(staged []*store.Staged) error { return place.Put(staged, known) })
}

// writeAll writes files by path: all beside their places first, so that a full disk leaves every one as it was.
func writeAll(ctx context.Context, command string, files map[string][]byte) error {
	if err := claimFiles(slices.Sorted(maps.Keys(files))...); err != nil {
		return err
	}
	return beside(ctx, wholes(files), func(staged []*store.Staged) error { return store.Put(command, staged) })
}

// beside writes files beside their places, and then does the rest.
func beside(ctx context.Context, files map[string]frame.File, then func([]*store.Staged) error) error {
	var staged []*store.Staged
	for _, path := range slices.Sorted(maps.Keys(files)) {
		s, err := store.Stage(path, func(to io.Writer) error { return files[path](untilStopped{ctx, to}) })
		if err != nil {
			return err
		}
		defer s.Discard()
		staged = append(staged, s)
	}
	return then(staged)
}

// untilStopped hands on what is written until the run is stopped.
type untilStopped struct {
	ctx context.Context
	to  io.Writer
}

// Write refuses once the run is stopped.
func (w untilStopped) Write(body []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.to.Write(body)
}

// wholes are files that are held anyway.
func wholes(files map[string][]byte) map[string]frame.File {
	out := make(map[string]frame.File, len(files))
	for name, body := range files {
		out[name] = frame.Whole(body)
	}
	return out
}

// spare refuses to write over, or to remove as of an earlier run, what this run reads.
func (a *app) spare(paths ...string) error {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		for _, read := range a.inputs {
			if os.SameFile(info, read) {
				return usage("%s is read by this command and would be written over: give --out another place", path)
			}
		}
	}
	return nil
}

// within are the paths of names in a folder.
func within(dir string, names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, filepath.Join(dir, name))
	}
	return out
}

// errRefused ends a command whose input is wrong: the findings say how.
var errRefused = errors.New("the input was refused")

// refuse turns the faults of an input, joined or single, into findings, with the nearest name where a name is unknown.
func (a *app) refuse(where string, err error) error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range many.Unwrap() {
			a.refuse(where, one)
		}
		return errRefused
	}
	var cell *frame.CellError
	var unknown *frame.UnknownError
	switch {
	case errors.As(err, &unknown):
		hint := "there are: " + few(unknown.Have)
		if near := catalog.Nearest(unknown.Name, unknown.Have); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		a.findings.Add(unknown.Where, hint, "no %s %q", unknown.What, unknown.Name)
	case errors.As(err, &cell):
		a.findings.Add(cell.Where(), "", "%s", cell.What())
	default:
		a.findings.Add(where, "", "%s", strings.TrimPrefix(err.Error(), where+": "))
	}
	return errRefused
}

// few lists the first names of many.
func few(names []string) string {
	const most = 30
	text := ""
	for i, n := range names[:min(most, len(names))] {
		if i > 0 {
			text += ", "
		}
		text += n
	}
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
