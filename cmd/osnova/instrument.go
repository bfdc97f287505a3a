package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/metrics/frame"
	"osnova/store"
)

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

// deliver writes the files of an instrument into a folder, each whole or not at all, and removes those of an earlier run that this
// one does not write; known are all names that the instrument may write.
func deliver(dir string, files map[string][]byte, known []string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	for name := range files {
		if !slices.Contains(known, name) {
			return fmt.Errorf("%s is not among the files that this command announces", name)
		}
	}
	at := map[string][]byte{}
	for name, body := range files {
		at[filepath.Join(dir, name)] = body
	}
	if err := put(at); err != nil {
		return err
	}
	for _, name := range known {
		if _, made := files[name]; made {
			continue
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("remove the file of an earlier run: %w", err)
		}
	}
	return nil
}

// put writes files by path: all beside their places first, so that a full disk leaves every one as it was.
func put(files map[string][]byte) error {
	var staged []*store.Staged
	for _, path := range slices.Sorted(maps.Keys(files)) {
		s, err := store.Stage(path, files[path])
		if err != nil {
			return err
		}
		defer s.Discard()
		staged = append(staged, s)
	}
	for _, s := range staged {
		if err := s.Commit(); err != nil {
			return err
		}
	}
	return nil
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
