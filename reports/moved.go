// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"bytes"
	"maps"
	"slices"
)

// moves gives the paths that a page has besides its own, where readers of old addresses are sent on from: a row of the each query whose columns of
// moved are filled. Where a page of today has the path, it keeps it.
func (b *pageBook) moves(r queryRow) (string, bool, error) {
	if len(b.page.Moved) == 0 {
		return "", false, nil
	}
	old := maps.Clone(r)
	for _, column := range slices.Sorted(maps.Keys(b.page.Moved)) {
		from := b.page.Moved[column]
		if _, ok := r[from]; !ok {
			b.w.find(b.page.Dir+"/page.yaml", "give the column in "+b.page.Each+".sql, or drop moved", "moved takes %s, which %s.sql does not give", from, b.page.Each)
			return "", false, nil
		}
		if r[from] == nil {
			return "", false, nil
		}
		old[column] = r[from]
	}
	file, err := fillPath(b.page.Path, old)
	return file, err == nil, err
}

// writeMoved writes, in both languages, a page that sends on to its page of today at each address that it had; they need no script, and say so in
// words where a reader's program does not follow.
func (b *pageBook) writeMoved(paths []string, renderers []*renderer) error {
	taken := map[string]bool{}
	for _, p := range paths {
		taken[p] = true
	}
	var buffer bytes.Buffer
	for i, r := range b.each {
		old, ok, err := b.moves(r)
		if err != nil {
			return err
		}
		if !ok || taken[old] {
			continue
		}
		taken[old] = true
		for _, to := range renderers {
			v := templateView{Row: r, Path: paths[i], File: string(to.l) + "/" + paths[i]}
			if v.Title, err = to.title(r); err != nil {
				return nil // the page itself told of it
			}
			buffer.Reset()
			if err := to.tmpl.ExecuteTemplate(&buffer, "moved", v); err != nil {
				return err
			}
			if err := b.w.write(string(to.l)+"/"+old, buffer.Bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}
