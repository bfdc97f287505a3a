package reports

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	texttemplate "text/template"

	"osnova/catalog"
	"osnova/store"
)

// row is one row of a query: column → value, nil for a missing one.
type row = map[string]any

// view is what a template sees.
type view struct {
	Row   row              // the row that this page is about; nil for a single page
	Q     map[string][]row // rows of each query that belong to this page
	Title string
	Lead  string
	File  string // place of this file under the site root
	Path  string // the same without the language
}

// pageStep is the work of one page folder; ok is false when nothing can be written.
func (st *Stage) pageStep(ctx context.Context, s *site, p catalog.Page) (step store.Step, ok bool, err error) {
	own := []string{s.own, asJSON(p), p.Template}
	reads := map[string]bool{}
	run := map[string]string{}
	for _, q := range p.Queries {
		own = append(own, q.Name, q.SQL)
		found, complete := st.reads(ctx, q.File, q.SQL)
		if err := ctx.Err(); err != nil {
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
	for name, part := range map[string]any{"indicator": st.Catalog.Indicators, "indice": st.Catalog.Indices, "dataset": st.Catalog.Datasets, "ource": st.Catalog.Sources} {
		if uses(name, p.Template) {
			own = append(own, asJSON(part))
		}
	}
	slices.Sort(own[1:])
	return store.Step{ID: "page " + p.Name, Own: store.Hash(own...), Reads: relations, Run: func(ctx context.Context) (store.Result, error) {
		w := &written{out: st.Output}
		b := &book{site: s, page: &p, sources: sources, w: w}
		if err := b.query(ctx, run); err != nil {
			return store.Result{}, fmt.Errorf("page %s: %w", p.Name, err)
		}
		if err := b.write(ctx); err != nil {
			return store.Result{}, fmt.Errorf("page %s: %w", p.Name, err)
		}
		return w.result(), nil
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

// book is all pages of one folder: the rows of its queries and where they go.
type book struct {
	site    *site
	page    *catalog.Page
	sources []*catalog.Source
	w       *written

	broken atomic.Bool // the template failed: one finding says so, not one a page

	rows  map[string][]row            // rows that every page sees
	parts map[string]map[string][]row // query → key → rows of the page with that key
	each  []row
}

// query runs every query of the folder once and parts its rows among the pages.
func (b *book) query(ctx context.Context, run map[string]string) error {
	b.rows, b.parts = map[string][]row{}, map[string]map[string][]row{}
	for _, q := range b.page.Queries {
		b.rows[q.Name] = nil
		if run[q.Name] == "" {
			continue
		}
		got, err := b.site.stage.Store.Select(ctx, q.SQL)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			b.w.find(q.File, "the page is written without its rows", "%v", err)
			continue
		}
		rows := make([]row, len(got.Values))
		for i, values := range got.Values {
			r := make(row, len(values))
			for k, column := range got.Columns {
				r[column] = values[k]
			}
			rows[i] = r
		}
		switch at := got.Column(b.page.Key); {
		case q.Name == b.page.Each:
			b.each = rows
		case b.page.Each != "" && b.page.Key != "" && at >= 0:
			by := map[string][]row{}
			for _, r := range rows {
				key := fmt.Sprint(r[b.page.Key])
				by[key] = append(by[key], r)
			}
			b.parts[q.Name] = by
		default:
			b.rows[q.Name] = rows
		}
	}
	if b.page.Each == "" {
		b.each = []row{nil}
	}
	return nil
}

// view gathers what one page shows.
func (b *book) view(r row) view {
	v := view{Row: r, Q: make(map[string][]row, len(b.rows))}
	for name, rows := range b.rows {
		v.Q[name] = rows
	}
	if r != nil {
		key := fmt.Sprint(r[b.page.Key])
		for name, by := range b.parts {
			v.Q[name] = by[key]
		}
	}
	return v
}

// write renders all pages of the folder in both languages, several at a time.
func (b *book) write(ctx context.Context) error {
	paths, err := b.paths()
	if err != nil {
		return err
	}
	var renderers []*renderer
	for _, l := range languages {
		r, err := b.renderer(l, up(string(l)+"/"+b.page.Path))
		if err != nil {
			return err
		}
		renderers = append(renderers, r)
	}
	type job struct {
		r *renderer
		i int
	}
	jobs, failed := make(chan job), make(chan error, b.site.stage.workers())
	var wait sync.WaitGroup
	for range b.site.stage.workers() {
		wait.Add(1)
		go func() {
			defer wait.Done()
			var buffer bytes.Buffer
			var first error
			for j := range jobs {
				if first != nil || ctx.Err() != nil || b.broken.Load() {
					continue
				}
				v := b.view(b.each[j.i])
				v.Path = paths[j.i]
				v.File = string(j.r.l) + "/" + v.Path
				first = j.r.render(&buffer, v, v.File)
			}
			if first != nil {
				failed <- first
			}
		}()
	}
	for i := range b.each {
		for _, r := range renderers {
			jobs <- job{r, i}
		}
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
	return b.writeRoot()
}

// paths fills the path of every page and refuses two pages of one name.
func (b *book) paths() ([]string, error) {
	out, seen := make([]string, len(b.each)), map[string]bool{}
	for i, r := range b.each {
		file, err := fill(b.page.Path, r)
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
func (b *book) writeRoot() error {
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
func (b *book) titles(l tongue) (title, lead func(row) (string, error), err error) {
	compile := func(text string) (func(row) (string, error), error) {
		if !strings.Contains(text, "{{") {
			return func(row) (string, error) { return text, nil }, nil
		}
		t, err := texttemplate.New(b.page.Dir + "/page.yaml").Funcs(texttemplate.FuncMap{"indicator": (&renderer{book: b}).indicator, "upper": firstUpper}).Option("missingkey=error").Parse(text)
		if err != nil {
			return nil, err
		}
		return func(r row) (string, error) {
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
