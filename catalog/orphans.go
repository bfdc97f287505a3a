// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// homes are the folders that hold declarations, by room. A star stands for the folder of one thing.
var homes = map[string][]string{
	"ingest":    {"ingest/sources/*"},
	"transform": {"transform/models/staging", "transform/models/mart"},
	"metrics":   {"metrics/protected", "metrics/tables", shapeFolder, indicatorFolder, "metrics/indices"},
	"datasets":  {"datasets/published"},
	"reports":   {"reports/pages/*"},
}

// besides are folders of a room that hold other things than declarations.
var besides = []string{"reports/layout", "reports/assets", "reports/headline", "reports/sitecheck"}

// Orphans says which files under fsys stand where declarations belong, or look like declarations, and were taken for none:
// YAML without its SELECT, a folder without its declaration, a folder whose name is mistyped. Go files and the SQL beside them, testdata,
// read-me files and hidden files are nobody's declaration.
func (c *Catalog) Orphans(fsys fs.FS) (found Findings) {
	o := orphans{catalog: c, fsys: fsys, found: &found}
	for room := range homes {
		// A room that is not there is no mistake: a project may have only some.
		_ = fs.WalkDir(fsys, room, func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil
			case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") || slices.Contains(besides, file)):
				return fs.SkipDir
			case !d.IsDir():
				o.look(room, file)
			}
			return nil
		})
	}
	o.rooms()
	return found.Sorted()
}

type orphans struct {
	catalog *Catalog
	fsys    fs.FS
	found   *Findings
}

// rooms looks for a folder at the top that is nearly called like a room and holds declarations.
func (o orphans) rooms() {
	entries, err := fs.ReadDir(o.fsys, ".")
	if err != nil {
		return
	}
	var rooms []string
	for room := range homes {
		rooms = append(rooms, room)
	}
	slices.Sort(rooms)
	for _, e := range entries {
		near := Nearest(e.Name(), rooms)
		if !e.IsDir() || slices.Contains(rooms, e.Name()) || near == "" {
			continue
		}
		_ = fs.WalkDir(o.fsys, e.Name(), func(file string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && declares(file) {
				o.found.Add(file, fmt.Sprintf("did you mean %s?", near+strings.TrimPrefix(file, e.Name())), "no room is called %s, so nothing reads the file", e.Name())
			}
			return nil
		})
	}
}

// declares says whether the file is of a kind that only declarations are.
func declares(file string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".sql", ".txtar"}, path.Ext(file))
}

// look judges one file of a room.
func (o orphans) look(room, file string) {
	name, dir := path.Base(file), path.Dir(file)
	if path.Ext(file) == ".go" || path.Ext(file) == ".md" || strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") {
		return
	}
	if file == CoverageFile || dir == room && path.Ext(file) == ".sql" { // the rule of coverage; a query of the room's own Go code
		return
	}
	for _, home := range homes[room] {
		if ok, err := path.Match(home, dir); err == nil && ok {
			if what, hint := o.judge(home, dir, name); what != "" {
				o.found.Add(file, hint, "%s", what)
			}
			return
		}
	}
	if declares(file) {
		o.found.Add(file, o.nameFolder(room, file), "nothing reads a file in this folder")
	}
}

// nameFolder names the folder where a file of the room would be read.
func (o orphans) nameFolder(room, file string) string {
	name, dir := path.Base(file), path.Dir(file)
	var places []string
	for _, home := range homes[room] {
		places = append(places, strings.Replace(home, "*", path.Base(dir), 1))
	}
	if near := Nearest(dir, places); near != "" {
		return fmt.Sprintf("did you mean %s/%s?", near, name)
	}
	return "declarations of " + room + " are read in " + strings.ReplaceAll(strings.Join(homes[room], " and "), "*", "NAME")
}

// judge says what is wrong with a file of a declaration folder, if anything.
func (o orphans) judge(home, dir, name string) (what, hint string) {
	stem, ext := strings.TrimSuffix(name, path.Ext(name)), path.Ext(name)
	switch home {
	case "ingest/sources/*":
		return o.ofSource(dir, name)
	case "reports/pages/*":
		return o.judgeFile(dir, name, "page.yaml", func() bool { return name == "page.tmpl" || name == "page.js" || ext == ".sql" })
	case "metrics/protected": // a declaration without a SELECT is of a table that Go makes
		if ext == ".yaml" {
			return "", ""
		}
		if ext == ".sql" && !o.has(dir+"/"+stem+".yaml") {
			return "the SELECT has no declaration", "write " + stem + ".yaml beside it"
		}
	case shapeFolder:
		if ext != ".sql" {
			return "a shape is a .sql file, so nothing reads this", "rename or remove it"
		}
		return "", ""
	case indicatorFolder:
		if o.shaped(stem) && (ext == ".yaml" || ext == ".txtar") {
			return "", ""
		}
	case "metrics/indices", "metrics/tables":
		if ext != ".yaml" {
			return map[string]string{"metrics/indices": "an index", "metrics/tables": "a table of metrics"}[home] + " is a .yaml file, so nothing reads this", "rename or remove it"
		}
		return "", ""
	}
	switch {
	case ext == ".sql":
		return "", ""
	case ext != ".yaml" && (ext != ".txtar" || home == "datasets/published"):
		return "nothing reads files of this kind here", "a thing here is NAME.sql with NAME.yaml beside it"
	case o.has(dir + "/" + stem + ".sql"):
		return "", ""
	}
	var others []string
	entries, _ := fs.ReadDir(o.fsys, dir)
	for _, e := range entries {
		if of, ok := strings.CutSuffix(e.Name(), ".sql"); ok && !o.has(dir+"/"+of+ext) {
			others = append(others, of)
		}
	}
	if near := Nearest(stem, others); near != "" {
		return "there is no " + stem + ".sql for it", "did you mean " + near + ext + "?"
	}
	return "there is no " + stem + ".sql for it", "write the SELECT beside it, or remove the file"
}

// shaped says whether the indicator takes its SELECT from a shape, or has findings of its own that keep this from being known.
func (o orphans) shaped(name string) bool {
	return slices.ContainsFunc(o.catalog.Indicators, func(i Indicator) bool { return i.Name == name && i.From != nil }) ||
		slices.ContainsFunc(o.catalog.Findings, func(f Finding) bool { return strings.HasPrefix(f.Where, indicatorFolder+"/"+name+".yaml") })
}

// ofSource judges a file in the folder of a source.
func (o orphans) ofSource(dir, name string) (what, hint string) {
	if entries, err := fs.Glob(o.fsys, dir+"/*.go"); err == nil && len(entries) > 0 && path.Ext(name) == ".csv" {
		return "", "" // embedded by the package that stands here
	}
	return o.judgeFile(dir, name, "source.yaml", func() bool {
		if slices.Contains([]string{"lock.yaml", "facts.csv.gz", "quarantine.csv"}, name) {
			return true
		}
		for _, s := range o.catalog.Sources {
			for _, f := range s.Files {
				if s.Dir == dir && s.Own && f.Mirror == name {
					return true
				}
			}
		}
		return !o.declared(dir) // its declaration has a finding of its own
	})
}

// declared says whether the source of the folder could be decoded.
func (o orphans) declared(dir string) bool {
	return slices.ContainsFunc(o.catalog.Sources, func(s Source) bool { return s.Dir == dir })
}

// judgeFile judges a file in a folder that is one thing, told by its main file.
func (o orphans) judgeFile(dir, name, main string, known func() bool) (what, hint string) {
	switch {
	case name == main:
		return "", ""
	case !o.has(dir + "/" + main):
		if path.Ext(name) == path.Ext(main) && Nearest(name, []string{main}) != "" {
			return "nothing reads it, for the folder has no " + main, "did you mean " + main + "?"
		}
		return "nothing reads it, for the folder has no " + main, "write " + main + " in " + dir
	case known():
		return "", ""
	}
	return "nothing reads this file", "remove it, or declare it in " + main
}

func (o orphans) has(file string) bool {
	info, err := fs.Stat(o.fsys, file)
	return err == nil && !info.IsDir()
}
