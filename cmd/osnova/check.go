package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/ingest/parsers"
	"osnova/store"
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Check all declarations: keys, names, languages, SQL, what reads what",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			fsys, cat, err := a.load()
			if err != nil {
				return err
			}
			if err := a.checkSQL(c.Context(), cat); err != nil {
				return err
			}
			a.checkSources(fsys, cat)
			if len(a.findings) == 0 {
				fmt.Fprintf(a.stdout, "fine: %d sources, %d models, %d indicators, %d indices, %d datasets, %d pages\n",
					len(cat.Sources), len(cat.Models), len(cat.Indicators), len(cat.Indices), len(cat.Datasets), len(cat.Pages))
			}
			for _, s := range cat.Sources {
				if s.Awaited != (catalog.Text{}) {
					fmt.Fprintf(a.stdout, "no data yet: %s: %s\n", s.Name, s.Awaited.EN)
				}
			}
			return nil
		},
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
		out = append(out, query{i.File, i.SQL, "metric"})
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

// made are the relations that the project makes.
func made(cat *catalog.Catalog) map[string]bool {
	out := map[string]bool{"raw.intake": true, "raw.quarantine": true}
	for _, name := range []string{"observation", "indicator", "summary", "inequality", "lorenz", "lisa", "gap", "advice", "ladder", "convergence", "case_metric", "case_service", "case_time", "survey_unit", "survey_dimension"} {
		out["metric."+name] = true
	}
	for _, s := range cat.Sources {
		out["raw."+s.Name] = true
	}
	for _, m := range cat.Models {
		out[m.Relation()] = true
	}
	for _, p := range cat.Protected {
		out[p.Relation()] = true
	}
	for _, i := range cat.Indicators {
		out[i.Relation()] = true
	}
	for _, x := range cat.Indices {
		for _, kind := range x.Kinds() {
			out[x.Table(kind)] = true
		}
	}
	return out
}

// checkSQL reads every SELECT of the project: it is one, it reads leftward, and somebody makes what it reads.
func (a *app) checkSQL(ctx context.Context, cat *catalog.Catalog) error {
	st := &store.Store{}
	defer st.Close()
	known := made(cat)
	exposed := store.Exposed(cat, func(sql string) []string {
		reads, _ := st.Reads(ctx, sql) // what is wrong with it is told below
		return reads
	})
	names := make([]string, 0, len(known))
	for n := range known {
		names = append(names, n)
	}
	for _, q := range queries(cat) {
		reads, err := st.Reads(ctx, q.sql)
		if err != nil {
			if !errors.As(err, new(*store.QueryFault)) {
				return err
			}
			a.findings.Add(store.At(q.file, err), "one SELECT over tables, nothing else", "%v", err)
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
			if layer, _ := store.Layer(r); outside && layer != "mart" && layer != "metric" {
				a.findings.Add(q.file, "datasets and pages read mart and metric only", "it reads %s", r)
			}
			if !known[r] {
				a.findings.Add(q.file, "did you mean "+catalog.Nearest(r, names)+"?", "it reads %s, which nothing makes", r)
			}
		}
	}
	return nil
}

// checkSources says which source has no facts, and which parser has no source.
func (a *app) checkSources(fsys fs.FS, cat *catalog.Catalog) {
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
		if _, ok := parsers.List[s.Name]; !ok && s.Format.Kind == "" {
			a.findings.Add(s.Dir+"/source.yaml", "declare format.kind, or list a parser in ingest/parsers/parsers.go", "the source has neither a format nor a parser")
		}
	}
	for name := range parsers.List {
		if !known[name] {
			a.findings.Add("ingest/parsers/parsers.go", "remove the line", "parser %s has no source", name)
		}
	}
}
