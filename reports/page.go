// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	texttemplate "text/template"

	"osnova/catalog"
	"osnova/store"
)

// queryRow is one row of a query: column → value, nil for a missing one.
type queryRow = map[string]any

// templateView is what a template sees.
type templateView struct {
	Row   queryRow              // the row that this page is about; nil for a single page
	Q     map[string][]queryRow // rows of each query that belong to this page
	Own   []*catalog.Source     // sources of this page alone: those that its row names in source_ids, with those of the folder
	Title string
	Lead  string
	File  string // place of this file under the site root
	Path  string // the same without the language
}

// pageStep is the work of one page folder; ok is false when nothing can be written.
func (st *Stage) pageStep(ctx context.Context, s *siteBuild, p catalog.Page) (step store.Step, ok bool, err error) {
	own := []string{s.own, asJSON(p), p.Template}
	if p.Engine {
		own = append(own, s.engine.name)
	}
	reads := map[string]bool{}
	run := map[string]string{}
	for _, q := range p.Queries {
		own = append(own, q.Name, q.SQL)
		found, complete, err := st.reads(ctx, q.File, q.SQL)
		if err != nil {
			return step, false, err
		}
		for _, r := range found {
			reads[r] = true
		}
		if complete {
			run[q.Name] = q.SQL
		}
		own = append(own, fmt.Sprint(complete))
	}
	if p.Each != "" && run[p.Each] == "" {
		return step, false, nil
	}
	var relations []string
	for r := range reads {
		relations = append(relations, r)
	}
	slices.Sort(relations)
	sources := st.pageSources(p, relations)
	own = append(own, asJSON(sources))
	slices.Sort(own[1:])
	return store.Step{ID: "page " + p.Name, File: p.Dir + "/page.yaml", Own: store.HashParts(own...), Reads: relations, Answer: s.answer, Run: func(ctx context.Context) (store.Result, error) {
		w := &written{out: st.Output}
		b := &pageBook{site: s, page: &p, sources: sources, w: w, asked: s.record(), reads: relations, synthetic: st.Ledger.Synthetic("page "+p.Name) || st.lists(p)}
		if err := b.query(ctx, run); err != nil {
			return store.Result{}, fmt.Errorf("page %s: %w", p.Name, err)
		}
		if err := b.write(ctx); err != nil {
			return store.Result{}, fmt.Errorf("page %s: %w", p.Name, err)
		}
		result := w.result()
		result.Asked = b.asked.questions()
		return result, nil
	}}, true, nil
}

// pageSources are those that page.yaml names, or else all from which the relations read descend.
func (st *Stage) pageSources(p catalog.Page, relations []string) []*catalog.Source {
	if len(p.Sources) == 0 {
		return st.sourcesOf(relations)
	}
	var out []*catalog.Source
	for i := range st.Catalog.Sources {
		if slices.Contains(p.Sources, st.Catalog.Sources[i].Name) {
			out = append(out, &st.Catalog.Sources[i])
		}
	}
	return out
}

// lists reports whether a page without queries tells of datasets or sources that rest on invented facts.
func (st *Stage) lists(p catalog.Page) bool {
	calls := callsOf(p.Template)
	return lists(calls, "datasets") && slices.ContainsFunc(st.Catalog.Datasets, func(d catalog.Dataset) bool { return d.Synthetic }) ||
		lists(calls, "allSources") && slices.ContainsFunc(st.Catalog.Sources, func(s catalog.Source) bool { return s.Synthetic })
}

// pageBook is all pages of one folder: the rows of its queries and where they go.
type pageBook struct {
	site    *siteBuild
	page    *catalog.Page
	sources []*catalog.Source
	w       *written
	asked   *record

	synthetic bool     // it rests on invented facts, and says so
	reads     []string // the relations that its queries read

	mu     sync.Mutex
	faults map[string]error // pages whose template failed, by their file: one finding says so, not one a page

	rows  map[string][]queryRow // rows that every page sees
	parts map[string]*queryRows // queries whose rows are parted among the pages
	each  []queryRow
}

// queryRows holds the rows of one query flat, so that a page's rows become maps only while it is written.
type queryRows struct {
	*store.Rows
	by map[string][]int // key → places of the rows of the page with that key
}

// byColumn gives one row by column.
func byColumn(columns []string, values []any) queryRow {
	r := make(queryRow, len(columns))
	for k, column := range columns {
		r[column] = values[k]
	}
	return r
}

// query runs every query of the folder once and parts its rows among the pages.
func (b *pageBook) query(ctx context.Context, run map[string]string) error {
	b.rows, b.parts = map[string][]queryRow{}, map[string]*queryRows{}
	for _, q := range b.page.Queries {
		b.rows[q.Name] = nil
		if run[q.Name] == "" {
			continue
		}
		got, err := b.site.stage.Store.Select(ctx, q.SQL)
		if err != nil {
			// Only what the query itself does wrong may leave a page without its rows; a database that cannot be read may not.
			var fault *store.Fault
			if err = b.site.stage.Store.Blame(ctx, q.File, q.SQL, b.reads, err); !errors.As(err, &fault) {
				return err
			}
			b.w.find(fault.Finding.Where, "the page is written without its rows", "%s", fault.Finding.What)
			continue
		}
		at := got.Column(b.page.Key)
		if b.page.Each != "" && b.page.Key != "" && at >= 0 && q.Name != b.page.Each {
			by := map[string][]int{}
			for i, values := range got.Values {
				key := fmt.Sprint(values[at])
				by[key] = append(by[key], i)
			}
			b.parts[q.Name] = &queryRows{got, by}
			continue
		}
		rows := make([]queryRow, len(got.Values))
		for i, values := range got.Values {
			rows[i] = byColumn(got.Columns, values)
		}
		if q.Name == b.page.Each {
			b.each = rows
		} else {
			b.rows[q.Name] = rows
		}
	}
	switch {
	case b.page.Of == catalog.OfSchema:
		for _, schema := range catalog.Schemas {
			b.each = append(b.each, queryRow{"schema": schema})
		}
	case b.page.Of == catalog.OfDataset:
		for _, d := range b.asked.datasets() {
			b.each = append(b.each, queryRow{"dataset": d.Name})
		}
	case b.page.Each == "":
		b.each = []queryRow{nil}
	}
	return nil
}

// view gathers what one page shows.
func (b *pageBook) view(r queryRow) templateView {
	v := templateView{Row: r, Q: make(map[string][]queryRow, len(b.rows))}
	for name, rows := range b.rows {
		v.Q[name] = rows
	}
	if ids, ok := r["source_ids"].(string); ok {
		wanted := strings.FieldsFunc(ids, func(c rune) bool { return c == '+' || c == ',' })
		for _, name := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(wanted, b.page.Sources)))) {
			if src := b.asked.source(name); src != nil {
				v.Own = append(v.Own, src)
			}
		}
	}
	if r != nil {
		key := fmt.Sprint(r[b.page.Key])
		for name, p := range b.parts {
			rows := make([]queryRow, len(p.by[key]))
			for i, at := range p.by[key] {
				rows[i] = byColumn(p.Columns, p.Values[at])
			}
			v.Q[name] = rows
		}
	}
	return v
}

// inventedDataset reports whether a page of a dataset shows one that rests on invented facts.
func (b *pageBook) inventedDataset(r queryRow) bool {
	if b.page.Of != catalog.OfDataset {
		return false
	}
	name, _ := r["dataset"].(string)
	d := b.site.dataset(name)
	return d != nil && d.Synthetic
}

// write renders all pages of the folder in both languages, several at a time.
func (b *pageBook) write(ctx context.Context) error {
	paths, err := b.paths()
	if err != nil {
		return err
	}
	var renderers, marked []*renderer // marked say that what they show is invented
	for _, l := range languages {
		r, err := b.renderer(l, wayToRoot(string(l)+"/"+b.page.Path))
		if err != nil {
			return err
		}
		renderers = append(renderers, r)
		if b.page.Of == catalog.OfDataset {
			if r, err = b.renderer(l, r.root); err != nil {
				return err
			}
			r.marked = true
			marked = append(marked, r)
		}
	}
	jobs, failed := make(chan int), make(chan error, b.site.stage.workers())
	var wait sync.WaitGroup
	for range b.site.stage.workers() {
		wait.Add(1)
		go func() {
			defer wait.Done()
			var buffer bytes.Buffer
			var first error
			for i := range jobs {
				v := b.view(b.each[i])
				v.Path = paths[i]
				set := renderers
				if b.inventedDataset(b.each[i]) {
					set = marked
				}
				for _, r := range set {
					if first != nil || ctx.Err() != nil {
						break
					}
					v.File = string(r.l) + "/" + v.Path
					first = r.render(&buffer, v, v.File)
				}
			}
			if first != nil {
				failed <- first
			}
		}()
	}
	for i := range b.each {
		jobs <- i
	}
	close(jobs)
	wait.Wait()
	close(failed)
	for err := range failed {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := b.writeRoot(); err != nil {
		return err
	}
	if err := b.writeMoved(paths, renderers); err != nil {
		return err
	}
	if name := scriptOf(b.page); name != "" {
		if err := b.w.write(name, []byte(b.page.Script)); err != nil {
			return err
		}
	}
	b.reportFaults()
	return nil
}

// fail keeps the fault of one page, which is not written; the others are, so that what lies there does not depend on which came first.
func (b *pageBook) fail(file string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.faults == nil {
		b.faults = map[string]error{}
	}
	b.faults[file] = err
}

// reportFaults makes one finding of all pages whose template failed, by the first of them in order.
func (b *pageBook) reportFaults() {
	if len(b.faults) == 0 {
		return
	}
	files := slices.Sorted(maps.Keys(b.faults))
	more := ""
	if len(files) > 1 {
		more = fmt.Sprintf(" (and %d more of its pages)", len(files)-1)
	}
	b.w.find(b.page.Dir+"/page.tmpl", "such pages are not written until this is fixed", "%s: %v%s", files[0], b.faults[files[0]], more)
}

// paths fills the path of every page and refuses two pages of one name.
func (b *pageBook) paths() ([]string, error) {
	out, seen := make([]string, len(b.each)), map[string]bool{}
	for i, r := range b.each {
		file, err := fillPath(b.page.Path, r)
		if err != nil {
			return nil, err
		}
		if seen[file] {
			return nil, fmt.Errorf("two rows of %s.sql give the page %s", b.page.Each, file)
		}
		seen[file] = true
		out[i] = file
	}
	return out, nil
}

// writeRoot puts the Ukrainian home and the page for broken links into the root of the site.
func (b *pageBook) writeRoot() error {
	root := ""
	switch b.page.Path {
	case "index.html":
	case "404.html":
		// A broken address may lie in any folder, so that nothing on this page can be relative.
		root = "/"
		if base := b.site.stage.base(); base != "" {
			root = base
		}
	default:
		return nil
	}
	r, err := b.renderer("uk", root)
	if err != nil {
		return err
	}
	v := b.view(nil)
	v.Path = b.page.Path
	v.File = "uk/" + v.Path
	return r.render(&bytes.Buffer{}, v, path.Base(b.page.Path))
}

// titles compiles the title and the lead of a page, which may speak of its row.
func (b *pageBook) titles(l tongue) (title, lead func(queryRow) (string, error), err error) {
	of := &renderer{pageBook: b, l: l}
	compile := func(text string) (func(queryRow) (string, error), error) {
		if !strings.Contains(text, "{{") {
			return func(queryRow) (string, error) { return text, nil }, nil
		}
		funcs := texttemplate.FuncMap{"indicator": of.indicator, "datasetText": of.datasetText, "word": of.word, "upper": firstUpper}
		t, err := texttemplate.New(b.page.Dir + "/page.yaml").Funcs(funcs).Option("missingkey=error").Parse(text)
		if err != nil {
			return nil, err
		}
		return func(r queryRow) (string, error) {
			var out strings.Builder
			err := t.Execute(&out, map[string]any{"Row": r})
			return out.String(), err
		}, nil
	}
	if title, err = compile(b.page.Title.In(string(l))); err != nil {
		return nil, nil, err
	}
	lead, err = compile(b.page.Lead.In(string(l)))
	return title, lead, err
}
