// SPDX-License-Identifier: Apache-2.0

package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ClaimTrees looks at folders inside the place that the command replaces as a whole: all that lies there is as osnova wrote it.
// Anything else is a ForeignError.
func (p *Place) ClaimTrees(names ...string) error {
	m, err := ReadMarker(p.Dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(p.Dir, name), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			inside, err := filepath.Rel(p.Dir, path)
			if err != nil {
				return err
			}
			return m.mine(p.Dir, filepath.ToSlash(inside))
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// PutTrees puts folders, whole under fresh, in the place of those of the same name. All but the first go before
// it comes: none are better than those of another one.
func (p *Place) PutTrees(fresh string, names ...string) error {
	files := map[string]Wrote{}
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(fresh, name), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			inside, err := filepath.Rel(fresh, path)
			if err != nil {
				return err
			}
			w, err := SumFile(path)
			w.By = p.by
			files[filepath.ToSlash(inside)] = w
			return err
		})
		if err != nil {
			return fmt.Errorf("look through the new files: %w", err)
		}
	}
	if err := SyncTree(fresh); err != nil {
		return err
	}
	inTrees := func(name string) bool {
		first, _, _ := strings.Cut(name, "/")
		return slices.Contains(names, first)
	}
	err := EditMarker(p.Dir, func(m *Marker) {
		for name, w := range files {
			last := m.Files[name]
			last.By, last.Coming = p.by, w.SHA256
			m.Files[name] = last
		}
	})
	if err != nil {
		return err
	}
	if err := p.ClaimTrees(names...); err != nil { // somebody may have put a file there meanwhile
		return err
	}
	for _, name := range names[1:] {
		if err := os.RemoveAll(filepath.Join(p.Dir, name)); err != nil {
			return fmt.Errorf("take the old %s away: %w", name, err)
		}
	}
	for _, name := range names {
		if err := SwapFolders(filepath.Join(fresh, name), filepath.Join(p.Dir, name)); err != nil {
			return err
		}
	}
	err = EditMarker(p.Dir, func(m *Marker) {
		for name := range m.Files {
			if inTrees(name) {
				delete(m.Files, name)
			}
		}
		for name, w := range files {
			m.Files[name] = w
		}
	})
	if err != nil {
		return err
	}
	return SyncFolder(p.Dir)
}

// Leave undoes Take where nothing came of the work: a folder that was fresh and holds nothing is removed.
func (p *Place) Leave() {
	m, err := ReadMarker(p.Dir)
	if err != nil || m == nil || len(m.Files) > 0 || !p.Fresh {
		return
	}
	entries, err := os.ReadDir(p.Dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Name() != MarkerName && e.Name() != LockName {
			return
		}
	}
	_ = os.Remove(filepath.Join(p.Dir, MarkerName))
	_ = os.Remove(filepath.Join(p.Dir, LockName))
	if p.new {
		_ = os.Remove(p.Dir)
	}
}
