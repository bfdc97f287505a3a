package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Output is a folder of files that is replaced as a whole: steps write into a new one, files of steps that rested are
// linked from the old one, and Commit swaps the two.
type Output struct {
	Dir     string // the folder that readers see
	WorkDir string // where the new one grows

	mu   sync.Mutex
	made map[string]bool
}

func (o *Output) work() string { return filepath.Join(o.WorkDir, "site") }

// Write adds one file, named by its slash-separated path inside the folder.
func (o *Output) Write(name string, body []byte) error {
	if !fs.ValidPath(name) {
		return fmt.Errorf("file name %q leaves the output folder", name)
	}
	path := filepath.Join(o.work(), filepath.FromSlash(name))
	if err := o.folder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("make folder of %s: %w", name, err)
	}
	if old := filepath.Join(o.Dir, filepath.FromSlash(name)); same(old, body) && os.Link(old, path) == nil {
		return nil
	}
	if err := create(path, body); err != nil {
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

// same reports whether the file holds just these bytes: then a link to it serves, and nothing is written to the disk.
func same(file string, body []byte) bool {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(body)) {
		return false
	}
	old, err := os.ReadFile(file)
	return err == nil && bytes.Equal(old, body)
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

// Commit completes the new folder with the kept files of the old one and puts it in its place.
func (o *Output) Commit(keep map[string]bool) error {
	if err := os.MkdirAll(o.work(), 0o755); err != nil {
		return fmt.Errorf("make the new folder: %w", err)
	}
	for name := range keep {
		to := filepath.Join(o.work(), filepath.FromSlash(name))
		if _, err := os.Lstat(to); err == nil {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return fmt.Errorf("make folder of %s: %w", name, err)
		}
		if err := os.Link(filepath.Join(o.Dir, filepath.FromSlash(name)), to); err != nil {
			return fmt.Errorf("keep %s: %w", name, err)
		}
	}
	old := filepath.Join(o.WorkDir, "old-site")
	if err := os.RemoveAll(old); err != nil {
		return fmt.Errorf("clear the way: %w", err)
	}
	if exchange(o.work(), o.Dir) == nil { // both names stand at every moment
		return os.RemoveAll(o.work())
	}
	if err := os.Rename(o.Dir, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("move the old folder away: %w", err)
	}
	if err := os.Rename(o.work(), o.Dir); err != nil {
		return errors.Join(fmt.Errorf("put the new folder in place: %w", err), o.Recover())
	}
	return os.RemoveAll(old)
}

// Recover puts the old folder back where a run was killed between the two renames of Commit.
func (o *Output) Recover() error {
	if _, err := os.Lstat(o.Dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(filepath.Join(o.WorkDir, "old-site"), o.Dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("put the old folder back: %w", err)
	}
	return nil
}

// Has reports whether the folder that readers see holds the file.
func (o *Output) Has(name string) bool {
	_, err := os.Lstat(filepath.Join(o.Dir, filepath.FromSlash(name)))
	return err == nil
}
