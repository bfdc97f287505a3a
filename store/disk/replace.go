// SPDX-License-Identifier: Apache-2.0

package disk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Replace writes a file so that readers see the old or the new content, never a part, even after a power cut; see [Stage].
func Replace(path string, body []byte) error {
	s, err := Stage(path, func(to io.Writer) error { _, err := to.Write(body); return err })
	if err != nil {
		return err
	}
	defer s.Discard()
	if err := s.Commit(); err != nil {
		return err
	}
	return s.syncFolder()
}

// Staged is the new content of a file, not yet in its place.
type Staged struct {
	path, beside string
	file         *os.File
	sum          hash.Hash
	size         int64
	device       *bytes.Buffer // for a device or pipe, which is written as it is
}

// Stage writes new content beside its place, so that a full disk is met before any file is changed; see [NewStaged].
func Stage(path string, write func(io.Writer) error) (*Staged, error) {
	s, err := NewStaged(path)
	if err != nil {
		return nil, err
	}
	if err := write(s); err != nil {
		s.Discard()
		return nil, err
	}
	if err := s.seal(); err != nil {
		s.Discard()
		return nil, err
	}
	return s, nil
}

// NewStaged begins new content of a file beside its place. Where the place is a link, the file behind it is meant; a device or pipe,
// such as /dev/null, is never replaced by a file. A folder is an error.
func NewStaged(path string) (*Staged, error) {
	s := &Staged{path: path, sum: sha256.New()}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("look at %s: %w", path, err)
	case info.IsDir():
		return nil, fmt.Errorf("write %s: it is a folder, name a file", path)
	case !info.Mode().IsRegular():
		s.device = &bytes.Buffer{}
		return s, nil
	default:
		if s.path, err = filepath.EvalSymlinks(path); err != nil {
			return nil, fmt.Errorf("follow %s: %w", path, err)
		}
	}
	name := TemporaryName(s.path)
	for n := 1; ; n++ {
		s.file, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if !errors.Is(err, fs.ErrExist) || n == 100 {
			break
		}
		name = fmt.Sprintf("%s.%d", TemporaryName(s.path), n) // whoever it belongs to
	}
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	s.beside = name
	return s, nil
}

// Write adds to the new content.
func (s *Staged) Write(body []byte) (int, error) {
	s.sum.Write(body)
	s.size += int64(len(body))
	if s.device != nil {
		return s.device.Write(body)
	}
	n, err := s.file.Write(body)
	if err != nil {
		return n, fmt.Errorf("write %s: %w", s.path, err)
	}
	return n, nil
}

// seal has the content on the disk.
func (s *Staged) seal() error {
	if s.file == nil {
		return nil
	}
	Synced(s.beside)
	err := errors.Join(s.file.Sync(), s.file.Close())
	s.file = nil
	if err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	return nil
}

// wrote says what was written.
func (s *Staged) wrote(by string) Wrote {
	return Wrote{By: by, Size: s.size, SHA256: hex.EncodeToString(s.sum.Sum(nil))}
}

// TemporaryName is the name under which this process writes a file before it takes its place; another process has another name.
func TemporaryName(path string) string { return fmt.Sprintf("%s.%d.new", path, os.Getpid()) }

// Sweep removes what killed processes left beside files of these names, in a folder and the folders below it. No other process may
// work there.
func Sweep(dir string, names ...string) error {
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		for _, name := range names {
			if left, _ := filepath.Match(name+".[0-9]*.new", filepath.Base(path)); left {
				return os.Remove(path)
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove what a killed run left: %w", err)
	}
	return nil
}

// Commit puts the content in place.
func (s *Staged) Commit() error {
	if s.device != nil {
		return s.pour()
	}
	if err := s.seal(); err != nil {
		return err
	}
	if err := os.Rename(s.beside, s.path); err != nil {
		return fmt.Errorf("put %s in place: %w", s.path, err)
	}
	s.beside = ""
	return nil
}

func (s *Staged) syncFolder() error {
	if s.device != nil {
		return nil
	}
	return SyncFolder(filepath.Dir(s.path))
}

// Synced is told what is put on the disk; a variable for tests.
var Synced = func(string) {}

// SyncFolder has the names in a folder on the disk.
func SyncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync the folder %s: %w", dir, err)
	}
	defer f.Close()
	Synced(dir)
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) { // some file systems have no such call for folders
		return fmt.Errorf("sync the folder %s: %w", dir, err)
	}
	return nil
}

// pour writes to a device or pipe. One that nobody reads is an error, and is not waited for.
func (s *Staged) pour() error {
	f, err := os.OpenFile(s.path, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	_, err = f.Write(s.device.Bytes())
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	return nil
}

// Discard removes what was not put in place.
func (s *Staged) Discard() {
	if s.file != nil {
		s.file.Close()
		s.file = nil
	}
	if s.beside != "" {
		os.Remove(s.beside)
		s.beside = ""
	}
}
