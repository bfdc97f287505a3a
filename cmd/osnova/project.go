// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"osnova/catalog"
	"osnova/datasets"
	"osnova/ingest"
	"osnova/metrics"
	"osnova/reports"
	"osnova/store/disk"
	"osnova/transform"
)

// rooms are the embedded declarations, each under the name of its room.
var rooms = layers{
	{"ingest", ingest.Files}, {"transform", transform.Files}, {"metrics", metrics.Files}, {"datasets", datasets.Files}, {"reports", reports.Files},
}

// declarations gives the file system of the project: the embedded rooms and, over them, the user's own folder.
func (a *program) declarations() (fs.FS, error) {
	base := a.rooms
	if base == nil {
		base = rooms
	}
	if a.project == "" {
		return base, nil
	}
	info, err := os.Stat(a.project)
	if err != nil || !info.IsDir() {
		return nil, usage("--project %s is no folder", a.project)
	}
	root, err := os.OpenRoot(a.project)
	if err != nil {
		return nil, fmt.Errorf("open the project: %w", err)
	}
	if err := staysInside(a.project, root); err != nil {
		return nil, err
	}
	return append(base[:len(base):len(base)], layer{"", guarded{root.FS()}}), nil
}

// staysInside refuses a project with a link that leads out of its folder, a pipe or a device among the declarations: what is read there is
// published.
func staysInside(dir string, root *os.Root) error {
	names := []string{"project.yaml"}
	for _, room := range rooms {
		names = append(names, room.prefix)
	}
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(dir, name), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || e.Type().IsRegular() {
				return err
			}
			inside, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			info, err := root.Stat(inside)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return usage("--project %s: %s is a link that leads nowhere", dir, inside)
			case err != nil:
				return usage("--project %s: %s is a link that leads out of the folder; copy what it leads to, or remove it", dir, inside)
			case !info.Mode().IsRegular() && !info.IsDir():
				return usage("--project %s: %s is %s, no file", dir, inside, disk.FileKind(info.Mode()))
			}
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// load reads all declarations and keeps their findings for the end.
func (a *program) load() (fs.FS, *catalog.Catalog, error) {
	fsys, err := a.declarations()
	if err != nil {
		return nil, nil, err
	}
	cat, err := catalog.Load(fsys)
	if err != nil {
		return nil, nil, err
	}
	if fsys, cat, err = a.switchOff(fsys, cat); err != nil {
		return nil, nil, err
	}
	a.edition = cat.Project.Edition
	a.findings = append(a.findings, cat.Findings...)
	a.findings = append(a.findings, cat.Orphans(fsys)...)
	a.findings = append(a.findings, dropMisnamed(cat)...)
	return fsys, cat, nil
}

// layer is a file system seen under a prefix.
type layer struct {
	prefix string
	fs     fs.FS
}

// layers is a file system made of several; a later one hides files of an earlier one, folders are merged.
type layers []layer

// inside gives the name within a layer, or false if the layer does not reach it.
func (l layer) inside(name string) (string, bool) {
	switch {
	case l.prefix == "":
		return name, true
	case name == l.prefix:
		return ".", true
	}
	rest, ok := strings.CutPrefix(name, l.prefix+"/")
	return rest, ok
}

// Open opens the file of the last layer that has it.
func (ls layers) Open(name string) (fs.File, error) {
	for i := len(ls) - 1; i >= 0; i-- {
		if rest, ok := ls[i].inside(name); ok {
			f, err := ls[i].fs.Open(rest)
			if !errors.Is(err, fs.ErrNotExist) {
				return f, err
			}
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir merges the folder of all layers.
func (ls layers) ReadDir(name string) ([]fs.DirEntry, error) {
	found := map[string]fs.DirEntry{}
	seen := false
	for _, l := range ls {
		if name == "." && l.prefix != "" {
			if entries, err := fs.ReadDir(l.fs, "."); err == nil && len(entries) > 0 {
				if info, err := fs.Stat(l.fs, "."); err == nil {
					found[l.prefix] = renamed{fs.FileInfoToDirEntry(info), l.prefix}
					seen = true
				}
			}
			continue
		}
		rest, ok := l.inside(name)
		if !ok {
			continue
		}
		entries, err := fs.ReadDir(l.fs, rest)
		if err != nil {
			continue
		}
		seen = true
		for _, e := range entries {
			found[e.Name()] = e
		}
	}
	if !seen {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	out := make([]fs.DirEntry, 0, len(found))
	for _, e := range found {
		out = append(out, e)
	}
	sort.Slice(out, func(i, j int) bool { return path.Base(out[i].Name()) < path.Base(out[j].Name()) })
	return out, nil
}

// Stat finds a file or folder of any layer.
func (ls layers) Stat(name string) (fs.FileInfo, error) {
	for i := len(ls) - 1; i >= 0; i-- {
		if rest, ok := ls[i].inside(name); ok {
			if info, err := fs.Stat(ls[i].fs, rest); err == nil {
				return info, nil
			}
		}
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// renamed is a folder entry under another name.
type renamed struct {
	fs.DirEntry
	name string
}

// Name is the other name.
func (r renamed) Name() string { return r.name }
