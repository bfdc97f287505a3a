// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"osnova/catalog"
)

// spread is a source whose files were listed in this run.
type spread struct {
	once   sync.Once
	source catalog.Source
	err    error
}

// eachRow gives a source with the files that its lists name: each file with each is there once for every row of another source. The rows are
// those of this run, or the last good ones. A source that is not read in this run is given as it is.
func (st *Stage) eachRow(ctx context.Context, s catalog.Source) (catalog.Source, error) {
	if !hasEach(s) || st.opener(s) == nil {
		return s, nil
	}
	st.mu.Lock()
	if st.spreads == nil {
		st.spreads = map[string]*spread{}
	}
	l, ok := st.spreads[s.Name]
	if !ok {
		l = &spread{}
		st.spreads[s.Name] = l
	}
	st.mu.Unlock()
	l.once.Do(func() { l.source, l.err = st.spread(ctx, s) })
	return l.source, l.err
}

func hasEach(s catalog.Source) bool {
	return slices.ContainsFunc(s.Files, func(f catalog.File) bool { return f.Each != nil })
}

func (st *Stage) spread(ctx context.Context, s catalog.Source) (catalog.Source, error) {
	return spreadOver(st.Catalog, s, func(from catalog.Source) ([][]string, error) { return st.listRows(ctx, from) })
}

// spreadOver makes the files of a source from the rows of others.
func spreadOver(cat *catalog.Catalog, s catalog.Source, rowsOf func(catalog.Source) ([][]string, error)) (catalog.Source, error) {
	var files []catalog.File
	seen := map[string]bool{}
	hosts := slices.Clone(s.Hosts)
	for _, f := range s.Files {
		if f.Each == nil {
			files = append(files, f)
			continue
		}
		if u, err := url.Parse(f.URL); err == nil && u.Hostname() != "" {
			hosts = append(hosts, u.Hostname()) // the same for all rows
		}
		from, ok := sourceOf(cat, f.Each.Source)
		if !ok {
			return s, fmt.Errorf("source %s: there is no source %s to list its files", s.Name, f.Each.Source)
		}
		rows, err := rowsOf(from)
		if err != nil {
			return s, err
		}
		need := append(slices.Clone(f.Each.Need), catalog.Braces(f.URL+f.Mirror+f.Edition)...)
		for _, row := range rows {
			cell := func(column string) string { return row[from.Column(column)] }
			if slices.ContainsFunc(need, func(c string) bool { return from.Column(c) >= 0 && cell(c) == "" }) {
				continue
			}
			one, err := f.Expand(from.Contract().Names(), cell, addressed)
			if err != nil {
				return s, fmt.Errorf("source %s: %w", s.Name, err)
			}
			if seen[one.Mirror] {
				continue // several rows may name one file
			}
			seen[one.Mirror] = true
			files = append(files, one)
		}
	}
	s.Files, s.Hosts = files, hosts
	return s, nil
}

// listRows are the rows of a source that names files: of this run, else the last good ones, else none, as long as it is awaited or fails, which
// is told when it is loaded itself.
func (st *Stage) listRows(ctx context.Context, s catalog.Source) ([][]string, error) {
	if open := st.opener(s); open != nil {
		facts, err := st.read(ctx, s, open)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil {
			return facts.Rows, nil
		}
	}
	if kept, err := st.kept(s); err == nil {
		return kept.Rows, nil
	}
	if facts, err := Embedded(st.Files, s); err == nil {
		return facts.Rows, nil
	}
	return nil, nil
}

// addressed writes a value so that it can be one part of an address or of a path, and nothing else.
func addressed(value string) string {
	var b strings.Builder
	for i := range len(value) {
		switch c := value[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '~', c == '.' && strings.Trim(value, ".") != "":
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
