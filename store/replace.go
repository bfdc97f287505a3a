package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace writes a file so that readers see the old or the new content, never a part; see [Stage].
func Replace(path string, body []byte) error {
	s, err := Stage(path, body)
	if err != nil {
		return err
	}
	defer s.Discard()
	return s.Commit()
}

// Staged is the new content of a file, whole but not yet in its place.
type Staged struct {
	path, beside string
	body         []byte // of a device or pipe, which is written as it is
}

// Stage writes new content beside its place, so that a full disk is met before any file is changed. Where the place is a link, the
// file behind it is meant; a device or pipe, such as /dev/null, is never replaced by a file. A folder is an error.
func Stage(path string, body []byte) (*Staged, error) {
	s := &Staged{path: path}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("look at %s: %w", path, err)
	case info.IsDir():
		return nil, fmt.Errorf("write %s: it is a folder, name a file", path)
	case !info.Mode().IsRegular():
		s.body = body
		return s, nil
	default:
		if s.path, err = filepath.EvalSymlinks(path); err != nil {
			return nil, fmt.Errorf("follow %s: %w", path, err)
		}
	}
	s.beside = Beside(s.path)
	if err := os.WriteFile(s.beside, body, 0o644); err != nil {
		os.Remove(s.beside)
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	return s, nil
}

// Beside is the name under which this process writes a file before it takes its place; another process has another name.
func Beside(path string) string { return fmt.Sprintf("%s.%d.new", path, os.Getpid()) }

// Sweep removes what killed processes left beside files, in a folder and the folders below it. No other process may work there.
func Sweep(dir string) error {
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if left, _ := filepath.Match("*.[0-9]*.new", filepath.Base(path)); err != nil || e.IsDir() || !left {
			return err
		}
		return os.Remove(path)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove what a killed run left: %w", err)
	}
	return nil
}

// Commit puts the content in place.
func (s *Staged) Commit() error {
	if s.beside == "" {
		return s.pour()
	}
	if err := os.Rename(s.beside, s.path); err != nil {
		return fmt.Errorf("put %s in place: %w", s.path, err)
	}
	s.beside = ""
	return nil
}

func (s *Staged) pour() error {
	f, err := os.OpenFile(s.path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	_, err = f.Write(s.body)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	return nil
}

// Discard removes what was not put in place.
func (s *Staged) Discard() {
	if s.beside != "" {
		os.Remove(s.beside)
	}
}
