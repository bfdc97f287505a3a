// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io/fs"
	"slices"
	"strings"

	"osnova/catalog"
)

// hiding is a file system without some folders.
type hiding struct {
	fs.FS
	folders []string
}

// hides reports whether a name lies in a folder that is hidden.
func (h hiding) hides(name string) bool {
	return slices.ContainsFunc(h.folders, func(f string) bool { return name == f || strings.HasPrefix(name, f+"/") })
}

// Open opens what is not hidden.
func (h hiding) Open(name string) (fs.File, error) {
	if h.hides(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return h.FS.Open(name)
}

// ReadDir lists what is not hidden.
func (h hiding) ReadDir(name string) ([]fs.DirEntry, error) {
	if h.hides(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := fs.ReadDir(h.FS, name)
	return slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool { return h.hides(name + "/" + e.Name()) }), err
}

// Stat finds what is not hidden.
func (h hiding) Stat(name string) (fs.FileInfo, error) {
	if h.hides(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(h.FS, name)
}

// switchOff hides the sources that project.yaml names under without, as if nobody had declared them. What declarations that name them lack is no
// fault of theirs: it is told by settleFindings.
func (a *program) switchOff(fsys fs.FS, cat *catalog.Catalog) (fs.FS, *catalog.Catalog, error) {
	a.without = nil
	var known, folders []string
	for _, s := range cat.Sources {
		known = append(known, s.Name)
	}
	var unknown catalog.Findings
	for _, name := range cat.Project.Without {
		at := slices.Index(known, name)
		if at < 0 {
			unknown.Add("project.yaml", hintSource(name, known), "without names the source %q, which nobody declared", name)
			continue
		}
		a.without, folders = append(a.without, name), append(folders, cat.Sources[at].Dir)
	}
	if len(a.without) == 0 {
		cat.Findings = append(cat.Findings, unknown...)
		return fsys, cat, nil
	}
	fsys = hiding{fsys, folders}
	left, err := catalog.Load(fsys)
	if err != nil {
		return nil, nil, err
	}
	a.lacking = nil
	var other catalog.Findings
	for _, f := range left.Findings {
		if slices.Contains(cat.Findings, f) {
			other = append(other, f)
		} else {
			a.lacking = append(a.lacking, f)
		}
	}
	left.Findings = append(other, unknown...)
	return fsys, left, nil
}

// hintSource is what to try in place of a name that is no source's.
func hintSource(name string, known []string) string {
	if near := catalog.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "osnova check -v names all sources"
}
