// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"osnova/catalog"
	"osnova/store"
)

// Stage writes the site into the output folder.
type Stage struct {
	Catalog *catalog.Catalog
	Store   *store.Store
	Ledger  *store.Ledger
	Output  *store.Output
	Files   fs.FS  // pages, layout, assets, words.csv
	Program string // version of the program, as the page about the project gives it
	Workers int    // pages written at a time; 0: one a core

	Offered []OfferedFiles // what pages may offer besides the files of the site

	exposed map[string]string // relations of persons that nothing protects, with their source
}

// languages are the two folders of the site.
var languages = []tongue{"uk", "en"}

// Run writes what changed: one step a page folder, one each for assets, search files and outlines of maps.
func (st *Stage) Run(ctx context.Context) error {
	st.Catalog = st.Catalog.Marked(func(d catalog.Dataset) bool { return st.Ledger.Synthetic("dataset " + d.Name) },
		func(s catalog.Source) bool { return st.Ledger.Synthetic("raw." + s.Name) })
	st.exposed = store.Exposed(st.Catalog, func(sql string) []string {
		reads, _ := st.Ledger.Reads(ctx, st.Store, sql) // what is wrong with it is told by the stage that makes it
		return reads
	})
	s, err := st.site()
	if err != nil {
		return err
	}
	if err := st.offer(ctx); err != nil {
		return err
	}
	for _, p := range st.Catalog.Pages {
		step, ok, err := st.pageStep(ctx, s, p)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := st.do(ctx, step); err != nil {
			return err
		}
	}
	for _, make := range []func(context.Context, *siteBuild) (store.Step, error){st.assetStep, st.searchStep, st.outlineStep} {
		step, err := make(ctx, s)
		if err != nil {
			return err
		}
		if err := st.do(ctx, step); err != nil {
			return err
		}
	}
	if step, ok := st.sitemapStep(); ok {
		return st.do(ctx, step)
	}
	return nil
}

// do does a step; what is wrong with its page or its data is a finding, and the rest of the site is written.
func (st *Stage) do(ctx context.Context, step store.Step) error {
	run := step.Run
	step.Run = func(ctx context.Context) (store.Result, error) {
		result, err := run(ctx)
		return result, st.Store.Blame(ctx, cmp.Or(step.File, step.ID), "", step.Reads, err)
	}
	return st.Ledger.Do(ctx, step)
}

func (st *Stage) workers() int {
	if st.Workers > 0 {
		return st.Workers
	}
	return runtime.NumCPU()
}

// reads finds what the queries read, and says what is wrong with that: only mart.* and metric.* are open to pages.
// A relation that nothing makes leaves its query without rows, so that one missing table does not take the site down.
func (st *Stage) reads(ctx context.Context, file, query string) (reads []string, complete bool, err error) {
	found, err := st.Ledger.Reads(ctx, st.Store, query)
	if errors.As(err, new(*store.QueryFault)) {
		st.Ledger.Findings.Add(store.ErrorPlace(file, err), "a query is one SELECT over tables", "%v", err)
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	complete = true
	for _, r := range found {
		layer, _ := store.Layer(r)
		switch {
		case layer != "mart" && layer != "metric":
			st.Ledger.Findings.Add(file, "pages read mart.* and metric.* only", "it reads %s", r)
			complete = false
		case st.exposed[r] != "":
			st.Ledger.Findings.Add(file, store.ExposedHint+"; its rows are left out until then", "it reads %s, which counts or lists the persons of %s and is not protected", r, st.exposed[r])
			complete = false
		case !st.Ledger.Done(r):
			st.Ledger.Findings.Add(file, "its rows are left out until that is fixed", "it reads %s, %s", r, st.Ledger.Unmade(r))
			complete = false
		default:
			reads = append(reads, r)
		}
	}
	return reads, complete, nil
}

// sourcesOf follows the steps of this run from relations down to raw tables, and names the sources met.
func (st *Stage) sourcesOf(relations []string) []*catalog.Source {
	met, stack := map[string]bool{}, slices.Clone(relations)
	for len(stack) > 0 {
		r := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if met[r] {
			continue
		}
		met[r] = true
		stack = append(stack, st.Ledger.ReadBy(r)...)
	}
	var out []*catalog.Source
	for i := range st.Catalog.Sources {
		s := &st.Catalog.Sources[i]
		if met["raw."+s.Name] {
			out = append(out, s)
		}
	}
	return out
}

// written gathers the files of one step and hashes them, whatever the order in which they are written.
type written struct {
	out *store.Output

	mu       sync.Mutex
	files    []string
	hashes   []string
	findings catalog.Findings
}

func (w *written) write(name string, body []byte) error {
	if err := w.out.Write(name, body); err != nil {
		return err
	}
	h := store.HashParts(name, string(body))
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files = append(w.files, name)
	w.hashes = append(w.hashes, h)
	return nil
}

// find keeps a finding once.
func (w *written) find(where, hint, what string, args ...any) {
	f := catalog.Finding{Where: where, Hint: hint, What: fmt.Sprintf(what, args...)}
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Contains(w.findings, f) {
		w.findings = append(w.findings, f)
	}
}

func (w *written) result() store.Result {
	slices.Sort(w.files)
	slices.Sort(w.hashes)
	return store.Result{Output: store.HashParts(w.hashes...), Files: w.files, Findings: w.findings.Sorted()}
}

// asJSON is the content of a declaration, for hashing.
func asJSON(v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(body)
}
