// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store/disk"
)

// wordPattern is a name that may stand in SQL, in a file name and in an address as it is.
var wordPattern = regexp.MustCompile(`^[a-z][a-z0-9_]*([.-][a-z0-9_]+)*$`)

// codePattern is the name of an indicator: its code in a method may have capitals, such as D1.1.
var codePattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*([.-][A-Za-z0-9_]+)*$`)

// dropMisnamed takes out of the catalog what has a name that SQL or a file system would read as something else.
func dropMisnamed(cat *catalog.Catalog) (out catalog.Findings) {
	const hint = "small latin letters, digits and _, such as community_budget"
	tables := map[string]string{}
	bad := func(file, name, relation string) bool {
		table := strings.HasPrefix(relation, "raw.") || strings.HasPrefix(relation, "staging.") || strings.HasPrefix(relation, "mart.")
		pattern := wordPattern
		if strings.HasPrefix(file, "metrics/indicators/") {
			pattern = codePattern
		}
		if !pattern.MatchString(name) || table && strings.ContainsAny(name, ".-") {
			out.Add(file, hint, "name %q cannot be used", name)
			return true
		}
		relation = strings.ToLower(relation) // as SQL and some file systems read it
		if other, ok := tables[relation]; ok && relation != "" {
			out.Add(file, "give it another name", "%s already makes %s", other, relation)
			return true
		}
		tables[relation] = file
		return false
	}
	plain := func(file string, columns []catalog.Column) {
		for _, c := range columns {
			if strings.ContainsAny(c.Name, "\"\x00\n") {
				out.Add(file, hint, "column name %q cannot be used", c.Name)
			}
		}
	}
	cat.Sources = slices.DeleteFunc(cat.Sources, func(s catalog.Source) bool { return bad(s.Dir, s.Name, "raw."+s.Name) })
	cat.Models = slices.DeleteFunc(cat.Models, func(m catalog.Model) bool { return bad(m.File, m.Name, m.Relation()) })
	cat.Protected = slices.DeleteFunc(cat.Protected, func(p catalog.Protected) bool { return bad(p.File, p.Name, p.Relation()) })
	cat.Tables = slices.DeleteFunc(cat.Tables, func(t catalog.Table) bool { return bad(t.File, t.Name, t.Relation()) })
	cat.Indicators = slices.DeleteFunc(cat.Indicators, func(i catalog.Indicator) bool { return bad(i.File, i.Name, i.Relation()) })
	cat.Indices = slices.DeleteFunc(cat.Indices, func(x catalog.Index) bool { return bad(x.File, x.Name, x.Relation()) })
	cat.Datasets = slices.DeleteFunc(cat.Datasets, func(d catalog.Dataset) bool { return bad(d.File, d.Name, "") })
	cat.Pages = slices.DeleteFunc(cat.Pages, func(p catalog.Page) bool {
		for _, q := range p.Queries {
			if bad(q.File, q.Name, "") {
				return true
			}
		}
		return bad(p.Dir, p.Name, "")
	})
	for _, s := range cat.Sources {
		plain(s.Dir+"/source.yaml", s.Contract().Columns)
	}
	for _, m := range cat.Models {
		plain(m.File, m.Columns)
	}
	return out
}

// guarded is a project's folder whose YAML is small and flat enough for the decoder, which takes hours and all memory otherwise.
type guarded struct{ fs.FS }

// Open refuses YAML out of bounds.
func (g guarded) Open(name string) (fs.File, error) {
	if info, err := fs.Stat(g.FS, name); err == nil && !info.Mode().IsRegular() && !info.IsDir() { // to open a pipe would wait for ever
		return nil, &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("is %s, no file", disk.FileKind(info.Mode()))}
	}
	f, err := g.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".yaml") {
		return f, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.IsDir() {
		return g.FS.Open(name)
	}
	body, err := io.ReadAll(io.LimitReader(f, catalog.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(body) > catalog.MaxBytes {
		return nil, fmt.Errorf("larger than %d bytes: split it, or keep data in CSV", catalog.MaxBytes)
	}
	if catalog.Depth(string(body)) > catalog.MaxDepth {
		return nil, fmt.Errorf("brackets, lists or indents are nested deeper than %d", catalog.MaxDepth)
	}
	return g.FS.Open(name)
}
