// SPDX-License-Identifier: Apache-2.0

package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"osnova/store/disk"
)

// Output is a folder of files that is replaced as a whole: steps write into a new one, files of steps that rested are
// linked from the old one, and so are files that osnova did not write; then the two are swapped.
type Output struct {
	Dir     string                // the folder that readers see
	WorkDir string                // where the new one grows
	Wrote   map[string]disk.Wrote // what osnova wrote there earlier, by slash-separated path; all else there is somebody else's, and stays

	mu      sync.Mutex
	made    map[string]bool
	found   map[string]int64      // sizes of all files in Dir
	foreign map[string]bool       // those of them that osnova did not write
	differs map[string]bool       // those of them whose bytes are not what osnova wrote
	written map[string]disk.Wrote // in this run
}

func (o *Output) work() string { return filepath.Join(o.WorkDir, siteName) }

func (o *Output) place(name string) string { return filepath.Join(o.Dir, filepath.FromSlash(name)) }

// Look goes through the folder that readers see. A link, a pipe, a device, or a folder with something in it where osnova wrote a file
// is a ForeignError; other files that osnova did not write are remembered. It is called once, before any step.
func (o *Output) Look() error {
	o.found, o.foreign, o.differs = map[string]int64{}, map[string]bool{}, map[string]bool{}
	err := filepath.WalkDir(o.Dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if !e.Type().IsRegular() {
			return &disk.ForeignError{Path: at, What: "is " + disk.FileKind(e.Type()) + " that osnova did not make"}
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(o.Dir, at)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(inside)
		o.found[name] = info.Size()
		if _, ours := o.Wrote[name]; ours {
			return nil
		}
		for above := path.Dir(name); above != "."; above = path.Dir(above) {
			if _, ours := o.Wrote[above]; ours {
				return &disk.ForeignError{Path: o.place(above), What: "is a folder that osnova did not make, in the place of a file"}
			}
		}
		o.foreign[name] = true
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil && !errors.As(err, new(*disk.ForeignError)) {
		return fmt.Errorf("look through the output: %w", err)
	}
	return err
}

// Foreign lists files of the folder that osnova did not write.
func (o *Output) Foreign() []string { return slices.Sorted(maps.Keys(o.foreign)) }

// Has reports whether the folder that readers see holds the file, as large as it was written.
func (o *Output) Has(name string) bool {
	size, there := o.found[name]
	w, known := o.Wrote[name]
	return there && !o.differs[name] && (!known || w.Size < 0 || w.Size == size)
}

// Verify reads every file that osnova wrote, and lists those that are gone or hold other bytes. From then on the output does not have them.
func (o *Output) Verify() ([]string, error) {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(o.Wrote)) {
		if !o.Has(name) {
			out = append(out, name)
			continue
		}
		now, err := disk.SumFile(o.place(name))
		if err != nil {
			return nil, err
		}
		if now.SHA256 != o.Wrote[name].SHA256 {
			o.differs[name] = true
			out = append(out, name)
		}
	}
	return out, nil
}

// Write adds one file, named by its slash-separated path inside the folder.
func (o *Output) Write(name string, body []byte) error {
	if !fs.ValidPath(name) {
		return fmt.Errorf("file name %q leaves the output folder", name)
	}
	if o.foreign[name] {
		return &disk.ForeignError{Path: o.place(name), What: "was not written by osnova, and a page or dataset is to take its place"}
	}
	at := filepath.Join(o.work(), filepath.FromSlash(name))
	if err := o.folder(filepath.Dir(at)); err != nil {
		return fmt.Errorf("make folder of %s: %w", name, err)
	}
	sum := sha256.Sum256(body)
	o.mu.Lock()
	if o.written == nil {
		o.written = map[string]disk.Wrote{}
	}
	o.written[name] = disk.Wrote{Size: int64(len(body)), SHA256: hex.EncodeToString(sum[:])}
	o.mu.Unlock()
	if old := o.place(name); sameBytes(old, body) && linkFile(old, at) == nil {
		return nil
	}
	if err := create(at, body); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// create writes a file that is not there yet: one that is may be a link into the folder that readers see.
func create(path string, body []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return errors.Join(err, f.Close())
}

// sameBytes reports whether the file holds just these bytes: then a link to it serves, and nothing is written to the disk.
func sameBytes(file string, body []byte) bool {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(body)) {
		return false
	}
	old, err := disk.ReadRegular(file)
	return err == nil && bytes.Equal(old, body)
}

// linkFile is a second name of a file; a variable, so that a file system without such names can be tried.
var linkFile = os.Link

// keepFile gives a file a second name, or copies it where the file system has no such names.
func keepFile(from, to string) error {
	if err := linkFile(from, to); err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
		return err
	}
	in, err := disk.OpenRegular(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// Read gives one file as it will be: of this run, or else of the folder that readers see.
func (o *Output) Read(name string) ([]byte, error) {
	body, err := os.ReadFile(filepath.Join(o.work(), filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		body, err = os.ReadFile(o.place(name))
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return body, nil
}

// folder makes a folder once.
func (o *Output) folder(dir string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.made[dir] {
		return nil
	}
	if o.made == nil {
		o.made = map[string]bool{}
	}
	o.made[dir] = true
	return os.MkdirAll(dir, 0o755)
}

// Prepare completes the new folder with the kept files of the old one and with those that osnova did not write, and says what osnova
// wrote of it. A kept file that is not there is left out: its step runs again when it may.
func (o *Output) Prepare(kept map[string]bool) (map[string]disk.Wrote, error) {
	if err := o.folder(o.work()); err != nil {
		return nil, fmt.Errorf("make the new folder: %w", err)
	}
	wrote := maps.Clone(o.written)
	if wrote == nil {
		wrote = map[string]disk.Wrote{}
	}
	for _, name := range append(slices.Sorted(maps.Keys(kept)), o.Foreign()...) {
		if _, new := o.written[name]; new {
			continue
		}
		if _, err := os.Lstat(o.place(name)); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		to := filepath.Join(o.work(), filepath.FromSlash(name))
		if err := o.folder(filepath.Dir(to)); err != nil {
			return nil, fmt.Errorf("make folder of %s: %w", name, err)
		}
		if err := keepFile(o.place(name), to); err != nil {
			return nil, fmt.Errorf("keep %s: %w", name, err)
		}
		if !kept[name] {
			continue
		}
		w, known := o.Wrote[name]
		if !known || w.SHA256 == "" {
			var err error
			if w, err = disk.SumFile(to); err != nil {
				return nil, fmt.Errorf("keep %s: %w", name, err)
			}
		}
		wrote[name] = w
	}
	return wrote, nil
}

// Recover puts the old folder back where a run was killed between two renames of a file system that cannot swap folders.
func (o *Output) Recover() error {
	if _, err := os.Lstat(o.Dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(filepath.Join(o.WorkDir, oldSite), o.Dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("put the old folder back: %w", err)
	}
	return nil
}
