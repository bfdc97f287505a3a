// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/ingest/parsers"
	"osnova/metrics"
	"osnova/reports"
	"osnova/store"
)

func (a *program) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Check all declarations: keys, names, languages, SQL, what reads what",
		Long: `check reads every declaration, the embedded ones and those of --project, and tells what is wrong with file, line and what to try; it ends with 3
where something is. It also counts the sources by what their readers have met: a real file, a real layout, documentation, nothing; own are tables
of this project. -v names them. Nothing is written.
Manual: docs/adding.md`,
		Example: "  osnova check\n  osnova check --project demo -v",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			fsys, cat, err := a.load()
			if err != nil {
				return err
			}
			if _, err := a.checkSQL(c.Context(), fsys, cat); err != nil {
				return err
			}
			a.findings = append(a.findings, metrics.CheckTables(cat)...)
			a.checkSources(fsys, cat)
			a.sayWhatIsMissing(cat)
			if len(a.findings) == 0 {
				a.tell("fine: %d sources, %d models, %d indicators, %d indices, %d datasets, %d pages\n",
					len(cat.Sources), len(cat.Models), len(cat.Indicators), len(cat.Indices), len(cat.Datasets), len(cat.Pages))
			}
			return nil
		},
	}
}

// sayWhatWasMet counts the sources by what their readers have met; in full it names them.
func (a *program) sayWhatWasMet(cat *catalog.Catalog) {
	by := map[string][]string{}
	for _, s := range cat.Sources {
		by[s.MetWord()] = append(by[s.MetWord()], s.Name)
	}
	var counts []string
	for _, level := range append(slices.Clone(catalog.MetLevels), "own") {
		counts = append(counts, fmt.Sprintf("%s %d", level, len(by[level])))
		if a.verbose && len(by[level]) > 0 {
			a.tell("met %s: %s\n", level, strings.Join(by[level], " "))
		}
	}
	hint := " (osnova check -v names them)"
	if a.verbose {
		hint = ""
	}
	a.tell("what the readers of %d sources have met: %s%s\n", len(cat.Sources), strings.Join(counts, ", "), hint)
}

// sayWhatIsMissing says what is no fault and yet good to know: what readers of sources have met, a program without charts, or without the
// engine that a page declares.
func (a *program) sayWhatIsMissing(cat *catalog.Catalog) {
	a.sayWhatWasMet(cat)
	if !reports.HasCharts() {
		a.tell("charts: %s\n", chartsWord())
	}
	if !reports.HasEngine() && slices.ContainsFunc(cat.Pages, func(p catalog.Page) bool { return p.Engine }) {
		a.tell("browser: %s\n", browserWord())
	}
}

// query is one SELECT of the project and the layer up to which it may read.
type query struct{ file, sql, layer string }

func queries(cat *catalog.Catalog) (out []query) {
	for _, m := range cat.Models {
		out = append(out, query{m.File, m.SQL, m.Layer})
	}
	for _, p := range cat.Protected {
		if p.SQL != "" {
			out = append(out, query{strings.TrimSuffix(p.File, ".yaml") + ".sql", p.SQL, "metric"})
		}
	}
	for _, i := range cat.Indicators {
		out = append(out, query{i.SelectFile(), i.SQL, "metric"})
	}
	for _, d := range cat.Datasets {
		out = append(out, query{d.File, d.SQL, "metric"})
	}
	for _, p := range cat.Pages {
		for _, q := range p.Queries {
			out = append(out, query{q.File, q.SQL, "metric"})
		}
	}
	return out
}

// walk decides about every step from nothing and runs none, so that what each declaration makes and reads is known as a build would know it.
func (a *program) walk(ctx context.Context, fsys fs.FS, cat *catalog.Catalog) (*store.Ledger, error) {
	dir, err := os.MkdirTemp("", "osnova-check")
	if err != nil {
		return nil, fmt.Errorf("make a folder to work in: %w", err)
	}
	defer os.RemoveAll(dir)
	l, err := store.OpenLedger(filepath.Join(dir, "ledger.json"), "")
	if err != nil {
		return nil, err
	}
	l.DryRun = true
	b := *a
	b.out, b.log = dir, logger(io.Discard, false, false)
	r := &running{store: &store.Store{}, ledger: l, output: &store.Output{Dir: filepath.Join(dir, "site"), WorkDir: filepath.Join(dir, "work")}}
	defer r.store.Close()
	return l, b.work(ctx, fsys, cat, pipelineRun{dry: true}, r)
}

// checkSQL reads every SELECT of the project: it is one, it reads leftward, and somebody makes what it reads. It returns the walk by which it knows.
func (a *program) checkSQL(ctx context.Context, fsys fs.FS, cat *catalog.Catalog) (*store.Ledger, error) {
	st := &store.Store{}
	defer st.Close()
	readsOf := func(sql string) []string {
		reads, _ := st.Reads(ctx, sql) // what is wrong with it is told below
		return reads
	}
	exposed, bound, licences := store.Exposed(cat, readsOf), store.Bound(cat, readsOf), licencesOf(cat)
	l, err := a.walk(ctx, fsys, cat)
	if err != nil {
		return nil, err
	}
	names := slices.Sorted(maps.Keys(l.Makers))
	for _, q := range queries(cat) {
		reads, err := st.Reads(ctx, q.sql)
		if err != nil {
			if !errors.As(err, new(*store.QueryFault)) {
				return nil, err
			}
			a.findings.Add(store.ErrorPlace(q.file, err), "one SELECT over tables, nothing else", "%v", err)
			continue
		}
		if strings.HasPrefix(q.file, "datasets/") { // the catalog itself is open to datasets, as tables declared.*
			reads = slices.DeleteFunc(reads, func(r string) bool { return strings.HasPrefix(r, "declared.") })
		}
		if wrong := store.Leftward(q.layer, reads); len(wrong) > 0 {
			a.findings.Add(q.file, "SQL reads only tables to its left", "it reads %s", strings.Join(wrong, ", "))
		}
		outside := strings.HasPrefix(q.file, "datasets/") || strings.HasPrefix(q.file, "reports/")
		for _, r := range reads {
			if (outside || strings.HasPrefix(q.file, "metrics/indicators/")) && exposed[r] != "" {
				a.findings.Add(q.file, store.ExposedHint, "it reads %s, which counts or lists the persons of %s and is not protected", r, exposed[r])
			}
			if licence, published := licences[q.file]; published && bound[r] != "" && bound[r] != licence {
				a.findings.Add(q.file, store.BoundHint, "it reads %s, which is under %s, and is published under %s", r, bound[r], licence)
			}
			if layer, _ := store.Layer(r); outside && layer != "mart" && layer != "metric" {
				a.findings.Add(q.file, "datasets and pages read mart and metric only", "it reads %s", r)
			}
			if l.Makers[r] == "" {
				a.findings.Add(q.file, "did you mean "+catalog.Nearest(r, names)+"?", "it reads %s, which nothing makes", r)
			}
		}
	}
	// What the program itself makes reads tables too.
	for _, f := range l.Findings {
		if strings.Contains(f.What, ", which nothing makes") && !slices.ContainsFunc(a.findings, func(g catalog.Finding) bool { return g.Where == f.Where && strings.HasSuffix(f.What, g.What) }) {
			a.findings = append(a.findings, f)
		}
	}
	a.findings = append(a.findings, reports.Calls(cat)...)
	return l, nil
}

// checkSources says which source has no facts, and which parser has no source.
func (a *program) checkSources(fsys fs.FS, cat *catalog.Catalog) {
	known := map[string]bool{}
	for _, s := range cat.Sources {
		known[s.Name] = true
		_, missing := fs.Stat(fsys, s.Dir+"/facts.csv.gz")
		switch awaited := s.Awaited != (catalog.Text{}); {
		case awaited && missing == nil:
			a.findings.Add(s.Dir+"/source.yaml", "remove awaited", "facts are embedded, the source awaits none")
		case missing != nil && !s.Own && !awaited:
			a.findings.Add(s.Dir, "run osnova ingest --compile-facts --mirror DIR", "no facts are embedded")
		}
		if _, ok := parsers.Parsers[s.Name]; !ok && s.Format.Kind == "" {
			a.findings.Add(s.Dir+"/source.yaml", "declare format.kind, or list a parser in ingest/parsers/parsers.go", "the source has neither a format nor a parser")
		}
	}
	for name := range parsers.Parsers {
		if !known[name] {
			a.findings.Add("ingest/parsers/parsers.go", "remove the line", "parser %s has no source", name)
		}
	}
}

// licencesOf is under which licence the rows of each indicator and dataset are published, by the file of its SELECT.
func licencesOf(cat *catalog.Catalog) map[string]string {
	out := map[string]string{}
	for _, i := range cat.Indicators {
		out[i.File] = cat.Project.Licence.ID
	}
	for _, d := range cat.Datasets {
		out[d.File] = cat.Project.Licence.ID
		if d.Licence != nil {
			out[d.File] = d.Licence.ID
		}
	}
	return out
}
