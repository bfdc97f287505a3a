// SPDX-License-Identifier: Apache-2.0

package disk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// MarkerName is the file by which a folder is known as osnova's. It lists what osnova wrote there.
const MarkerName = ".osnova"

// Marker is what lies in that file.
type Marker struct {
	Made  []string         `json:"made"`  // commands whose folder of results this is; none: only the files listed are osnova's
	Files map[string]Wrote `json:"files"` // by slash-separated path inside the folder
}

// Wrote is one file that osnova wrote.
type Wrote struct {
	By     string `json:"by,omitempty"` // command
	Size   int64  `json:"size"`         // -1: not known
	SHA256 string `json:"sha256,omitempty"`
	Coming string `json:"coming,omitempty"` // sha256 of what is about to take its place: a run killed in between leaves one or the other
}

// ForeignError says that a place holds what osnova did not write, so that it cannot be written to.
type ForeignError struct{ Path, What string }

// Error names the place and what is there.
func (e *ForeignError) Error() string { return e.Path + " " + e.What }

// ReadMarker reads the marker of a folder, nil if it has none. One that cannot be read is a ForeignError.
func ReadMarker(dir string) (*Marker, error) {
	path := filepath.Join(dir, MarkerName)
	body, err := ReadRegular(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m := &Marker{}
	if err := json.Unmarshal(body, m); err != nil {
		return nil, &ForeignError{path, "is no list of what osnova wrote, or it is damaged: " + err.Error()}
	}
	return m, nil
}

// Body is the marker as it is written.
func (m *Marker) Body() ([]byte, error) {
	body, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write the list of what osnova wrote: %w", err)
	}
	return append(body, '\n'), nil
}

// EditMarker changes the marker of a folder while no other process does.
func EditMarker(dir string, edit func(*Marker)) error {
	lock, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open %s: %w", dir, err)
	}
	defer lock.Close()
	_ = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX) // where a folder cannot be locked, two runs at once may forget what one wrote, and osnova then refuses to replace it
	m, err := ReadMarker(dir)
	if err != nil {
		return err
	}
	if m == nil {
		m = &Marker{}
	}
	if m.Made == nil {
		m.Made = []string{}
	}
	if m.Files == nil {
		m.Files = map[string]Wrote{}
	}
	edit(m)
	body, err := m.Body()
	if err != nil {
		return err
	}
	return Replace(filepath.Join(dir, MarkerName), body)
}

// OpenRegular opens a file for reading. A link, a folder, a pipe or a device is a ForeignError, and is not waited for.
func OpenRegular(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &ForeignError{path, "is " + FileKind(info.Mode()) + ", no file"}
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() { // exchanged since
		f.Close()
		return nil, errors.Join(err, &ForeignError{path, "is no file"})
	}
	return f, nil
}

// ReadRegular reads a whole file; see [OpenRegular].
func ReadRegular(path string) ([]byte, error) {
	f, err := OpenRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// FileKind says in words what a directory entry is.
func FileKind(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a link"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe (FIFO)"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// SumFile hashes a file.
func SumFile(path string) (Wrote, error) {
	f, err := OpenRegular(path)
	if err != nil {
		return Wrote{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return Wrote{}, fmt.Errorf("read %s: %w", path, err)
	}
	return Wrote{Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}

// mine is nil where the name in the folder is free, or holds just what the marker says that osnova wrote.
func (m *Marker) mine(dir, name string) error {
	path := filepath.Join(dir, filepath.FromSlash(name))
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at %s: %w", path, err)
	}
	if !info.Mode().IsRegular() {
		return &ForeignError{path, "is " + FileKind(info.Mode()) + " that osnova did not make"}
	}
	last, known := Wrote{}, false
	if m != nil {
		last, known = m.Files[name]
	}
	if !known {
		return &ForeignError{path, "was not written by osnova"}
	}
	now, err := SumFile(path)
	if err != nil {
		return err
	}
	if now.SHA256 != last.SHA256 && now.SHA256 != last.Coming {
		return &ForeignError{path, "was changed since osnova wrote it"}
	}
	return nil
}

// Holds reports whether a file is there with just the bytes that were written.
func (w Wrote) Holds(path string) (bool, error) {
	now, err := SumFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return now.SHA256 == w.SHA256, err
}
