// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"osnova/catalog"
	"osnova/datasets"
	"osnova/store"
)

// choose turns the names of --select into steps, by way of a dry run that lists them all.
func (a *program) choose(ctx context.Context, fsys fs.FS, cat *catalog.Catalog, j pipelineRun, real *store.Ledger) error {
	dry := j
	dry.dry = true
	r, err := a.open(dry)
	if err != nil {
		return err
	}
	defer r.store.Close()
	if err := a.work(ctx, fsys, cat, dry, r); err != nil {
		return err
	}
	chosen, err := closure(j.selected, r.ledger.Steps, r.ledger.Makers, publicNames(cat))
	if err != nil {
		return err
	}
	needed, read := map[string]bool{}, map[string][]string{}
	for id, reads := range r.ledger.Steps {
		for _, table := range reads {
			read[id] = append(read[id], cmp.Or(r.ledger.Makers[table], table))
		}
	}
	for id := range chosen {
		if id != datasets.PackageStep || slices.Contains(j.selected, id) { // it describes the datasets that are there, and needs none
			follow(id, needed, read)
		}
	}
	real.Only = func(id string) bool { return chosen[id] }
	real.Needed = func(id string) bool { return needed[id] }
	real.Forget(func(id string) bool { return chosen[id] })
	return nil
}

// publicNames are the names under which people know what steps make, where these differ from the ids of steps: an indicator's id,
// an index, a dataset's file, a page's address, the file of a declaration.
func publicNames(cat *catalog.Catalog) map[string][]string {
	names := map[string][]string{}
	add := func(id string, all ...string) {
		for _, n := range all {
			names[n] = append(names[n], id)
		}
	}
	for _, s := range cat.Sources {
		add("raw."+s.Name, s.Name, s.Dir, s.Dir+"/source.yaml")
	}
	for _, m := range cat.Models {
		add(m.Relation(), m.Name, m.File)
	}
	for _, p := range cat.Protected {
		add(p.Relation(), p.Name, p.File)
	}
	for _, t := range cat.Tables {
		add(t.Relation(), t.Name, t.File)
	}
	for _, i := range cat.Indicators {
		add(i.Relation(), i.Name, i.File)
	}
	for _, x := range cat.Indices {
		add(x.Relation(), x.Name, x.File)
	}
	for _, d := range cat.Datasets {
		add("dataset "+d.Name, d.Name, d.Name+".csv", "data/"+d.Name+".csv", d.File)
	}
	for _, p := range cat.Pages {
		add("page "+p.Name, p.Name, p.Dir, p.Path, strings.TrimSuffix(p.Path, "index.html"), strings.TrimSuffix(p.Path, "/index.html"))
	}
	delete(names, "")
	return names
}

// closure is the set of steps that the names ask for: NAME, +NAME with all it reads, NAME+ with all that read it.
// makers gives the steps that make tables, public those of names that are neither ids nor tables.
func closure(names []string, steps map[string][]string, makers map[string]string, public map[string][]string) (map[string]bool, error) {
	readers, read := map[string][]string{}, map[string][]string{}
	ids := make([]string, 0, len(steps))
	for id, reads := range steps {
		ids = append(ids, id)
		for _, r := range reads {
			if maker, ok := makers[r]; ok {
				r = maker
			}
			read[id] = append(read[id], r)
			readers[r] = append(readers[r], id)
		}
	}
	for table, id := range makers { // a table is a name of the step that makes it
		if table != id {
			_, last, _ := strings.Cut(table, ".")
			public[table], public[last] = append(public[table], id), append(public[last], id)
		}
	}
	sort.Strings(ids)
	chosen := map[string]bool{}
	for _, name := range apart(names, ids, public) {
		up, down := strings.HasPrefix(name, "+"), strings.HasSuffix(name, "+")
		bare := strings.Trim(name, "+")
		found := matchPattern(bare, ids, public)
		if len(found) == 0 {
			if near := catalog.Nearest(bare, known(ids, public)); near != "" {
				return nil, usage("--select: no step %q, did you mean %q?", bare, near)
			}
			return nil, usage("--select: no step %q; osnova plan lists them", bare)
		}
		for _, id := range found {
			follow(id, chosen, nil)
			if up {
				follow(id, chosen, read)
			}
			if down {
				follow(id, chosen, readers)
			}
		}
	}
	for id := range chosen {
		if strings.HasPrefix(id, "dataset ") { // the checksums of all datasets stand in the package's own files
			chosen["datasets"] = true
		}
	}
	return chosen, nil
}

// apart splits names given in one word of the command line at spaces, where the whole is no name. "page" and "dataset" begin a name of two words.
func apart(names, ids []string, public map[string][]string) (out []string) {
	for _, name := range names {
		name = strings.TrimSpace(name)
		words := strings.Fields(name)
		if len(words) < 2 || len(matchPattern(strings.Trim(name, "+"), ids, public)) > 0 {
			out = append(out, name)
			continue
		}
		for i := 0; i < len(words); i++ {
			if first := strings.TrimPrefix(words[i], "+"); i+1 < len(words) && slices.Contains([]string{"page", "dataset", "reports"}, first) {
				out = append(out, words[i]+" "+words[i+1])
				i++
				continue
			}
			out = append(out, words[i])
		}
	}
	return out
}

// known are all names that --select takes, in order.
func known(ids []string, public map[string][]string) []string {
	all := slices.Clone(ids)
	for name := range public {
		all = append(all, name)
	}
	sort.Strings(all)
	return all
}

// matchPattern finds steps by id; by a public name or the last part of an id, which may mean several; or by a pattern such as 'page *'.
func matchPattern(name string, ids []string, public map[string][]string) (found []string) {
	if slices.Contains(ids, name) {
		return []string{name}
	}
	for _, id := range ids {
		ok, err := path.Match(name, id)
		if err == nil && ok || strings.HasSuffix(id, "."+name) || strings.HasSuffix(id, " "+name) || slices.Contains(public[strings.TrimPrefix(name, "/")], id) {
			found = append(found, id)
		}
	}
	return found
}

func follow(id string, chosen map[string]bool, next map[string][]string) {
	todo, seen := []string{id}, map[string]bool{}
	for len(todo) > 0 {
		id, todo = todo[0], todo[1:]
		if seen[id] {
			continue
		}
		seen[id], chosen[id] = true, true
		todo = append(todo, next[id]...)
	}
}
