// SPDX-License-Identifier: Apache-2.0

package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
)

// Place is a folder that a command fills with results.
type Place struct {
	Dir   string
	Fresh bool // it was not there, or was empty
	by    string
	new   bool // it was not there

	adopts map[string]Wrote // what an osnova without markers wrote there
}

// Claim looks at a folder that a command is to fill: it is new, empty or osnova's own, and each of the files that the command may write
// or remove there is absent or as osnova left it. Anything else is a ForeignError. Nothing is changed.
func Claim(dir, by string, names ...string) (*Place, error) {
	p := &Place{Dir: dir, by: by}
	m, err := ReadMarker(dir)
	if err != nil {
		return nil, err
	}
	if err := p.look(m); err != nil {
		return nil, err
	}
	return p, m.all(dir, names)
}

// Adopt is a folder that is known to be the command's: by its marker, or by what else vouches for it, which says what an osnova without markers
// wrote there.
func Adopt(dir, by string, wrote map[string]Wrote) *Place {
	return &Place{Dir: dir, by: by, adopts: wrote}
}

func (m *Marker) all(dir string, names []string) error {
	for _, name := range names {
		if err := m.mine(dir, name); err != nil {
			return err
		}
	}
	return nil
}

// look says whether the folder is new, empty or osnova's.
func (p *Place) look(m *Marker) error {
	entries, err := os.ReadDir(p.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if info, err := os.Lstat(p.Dir); err == nil {
			return &ForeignError{p.Dir, "is " + FileKind(info.Mode()) + " that leads nowhere"}
		}
		p.Fresh, p.new = true, true
		return nil
	case errors.Is(err, syscall.ENOTDIR):
		return &ForeignError{p.Dir, "is no folder"}
	case err != nil:
		return fmt.Errorf("look into the output folder: %w", err)
	}
	if m != nil && len(m.Made) > 0 {
		return nil
	}
	for _, e := range entries {
		if !m.harmless(p.Dir, e) {
			return &ForeignError{p.Dir, fmt.Sprintf("was not made by osnova: it holds %s", e.Name())}
		}
	}
	p.Fresh = true
	return nil
}

// leftMarker is a marker that a run was killed over, before it took its place.
var leftMarker = regexp.MustCompile(`^` + regexp.QuoteMeta(MarkerName) + `\.\d+\.new$`)

// SweepMarkers removes markers of the folder that runs were killed over. No other process may work there.
func SweepMarkers(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look for what a killed run left: %w", err)
	}
	for _, e := range entries {
		if e.Type().IsRegular() && leftMarker.MatchString(e.Name()) {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return fmt.Errorf("remove what a killed run left: %w", err)
			}
		}
	}
	return nil
}

// harmless is what may lie in a folder that counts as empty: files of osnova's own, its folders of other results, an unused lock.
func (m *Marker) harmless(dir string, e fs.DirEntry) bool {
	if e.Name() == MarkerName || e.Type().IsRegular() && leftMarker.MatchString(e.Name()) {
		return true
	}
	if e.IsDir() {
		inner, err := ReadMarker(filepath.Join(dir, e.Name()))
		return err == nil && inner != nil && len(inner.Made) > 0
	}
	if e.Name() == LockName {
		info, err := e.Info()
		return err == nil && info.Mode().IsRegular() && info.Size() == 0
	}
	return m != nil && m.mine(dir, e.Name()) == nil
}

// LockName is the file by which one run at a time works in a folder.
const LockName = ".lock"

// Take makes the folder and marks it as the command's.
func (p *Place) Take() error {
	if err := os.MkdirAll(p.Dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	if _, err := ReadMarker(p.Dir); err != nil && p.adopts != nil { // the ledger vouches for the folder
		if err := os.Remove(filepath.Join(p.Dir, MarkerName)); err != nil {
			return fmt.Errorf("remove the damaged list of files: %w", err)
		}
	}
	if m, err := ReadMarker(p.Dir); err == nil && m != nil && slices.Contains(m.Made, p.by) {
		return nil
	}
	return EditMarker(p.Dir, func(m *Marker) {
		if !slices.Contains(m.Made, p.by) {
			m.Made = append(m.Made, p.by)
		}
		for name, w := range p.adopts {
			m.Files[name] = w
		}
	})
}

// Put puts files of the folder in place, by their names there, and removes those of known that the command wrote earlier and does not
// write now. All are whole beside their places before the first is changed.
func (p *Place) Put(staged []*Staged, known []string) error {
	if err := p.Take(); err != nil {
		return err
	}
	m, err := ReadMarker(p.Dir)
	if err != nil {
		return err
	}
	if err := m.all(p.Dir, known); err != nil {
		return err
	}
	if err := PutStaged(p.by, staged); err != nil {
		return err
	}
	made := map[string]bool{}
	for _, s := range staged {
		made[filepath.Base(s.path)] = true
	}
	var gone []string
	for _, name := range known {
		if made[name] {
			continue
		}
		if err := os.Remove(filepath.Join(p.Dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the file of an earlier run: %w", err)
		}
		if _, listed := m.Files[name]; listed {
			gone = append(gone, name)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return EditMarker(p.Dir, func(m *Marker) {
		for _, name := range gone {
			delete(m.Files, name)
		}
	})
}

// ClaimFile looks at a place for one file: it is free, a device or pipe, or a file just as osnova wrote it. Anything else is a
// ForeignError. Nothing is changed.
func ClaimFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if link, err := os.Lstat(path); err == nil {
			return &ForeignError{path, "is " + FileKind(link.Mode()) + " that leads nowhere"}
		}
		return nil
	case err != nil:
		return fmt.Errorf("look at %s: %w", path, err)
	case info.IsDir():
		return &ForeignError{path, "is a folder, name a file"}
	case !info.Mode().IsRegular():
		return nil
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("follow %s: %w", path, err)
	}
	m, err := ReadMarker(filepath.Dir(real))
	if err != nil {
		return err
	}
	if err := m.mine(filepath.Dir(real), filepath.Base(real)); err != nil {
		var foreign *ForeignError
		if errors.As(err, &foreign) {
			foreign.Path = path
		}
		return err
	}
	return nil
}

// PutStaged puts staged files in place and writes down, in the marker of each one's folder, that they are osnova's.
func PutStaged(by string, staged []*Staged) error {
	folders := map[string][]*Staged{}
	var order []string
	for _, s := range staged {
		if err := s.seal(); err != nil {
			return err
		}
		if s.device != nil {
			continue
		}
		dir := filepath.Dir(s.path)
		if folders[dir] == nil {
			order = append(order, dir)
		}
		folders[dir] = append(folders[dir], s)
	}
	note := func(then func(last Wrote, s *Staged) Wrote) error {
		for _, dir := range order {
			err := EditMarker(dir, func(m *Marker) {
				for _, s := range folders[dir] {
					name := filepath.Base(s.path)
					m.Files[name] = then(m.Files[name], s)
				}
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
	err := note(func(last Wrote, s *Staged) Wrote {
		last.By, last.Coming = by, s.wrote(by).SHA256
		return last
	})
	if err != nil {
		return err
	}
	for _, s := range staged {
		if err := s.Commit(); err != nil {
			return err
		}
	}
	if err := note(func(_ Wrote, s *Staged) Wrote { return s.wrote(by) }); err != nil {
		return err
	}
	for _, dir := range order {
		if err := SyncFolder(dir); err != nil {
			return err
		}
	}
	return nil
}
