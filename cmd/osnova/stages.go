package main

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"osnova/catalog"
	"osnova/datasets"
	"osnova/ingest"
	"osnova/ingest/sources"
	"osnova/metrics"
	"osnova/reports"
	"osnova/store"
	"osnova/transform"
)

// edition is the day of the project's published edition: pages carry it instead of a clock.
const edition = "2026-11-23"

// stageNames are the stages in order.
var stageNames = []string{"ingest", "transform", "metrics", "datasets", "reports"}

// stageOf says which stage a step of the ledger belongs to.
func stageOf(id string) string {
	kind, _, _ := strings.Cut(id, " ")
	schema, _, _ := strings.Cut(kind, ".")
	switch schema {
	case "raw":
		return "ingest"
	case "staging", "mart":
		return "transform"
	case "metric":
		return "metrics"
	case "dataset", "datasets":
		return "datasets"
	}
	return "reports"
}

// input says where sources come from.
type input struct {
	mirror  string
	refresh bool
}

// stage is one room's work.
type stage interface{ Run(context.Context) error }

// stages are the five stages over one place, in order.
func (a *app) stages(fsys fs.FS, cat *catalog.Catalog, in input, st *store.Store, l *store.Ledger, out *store.Output) ([]stage, error) {
	files, err := fs.Sub(fsys, "reports")
	if err != nil {
		return nil, fmt.Errorf("open the layout: %w", err)
	}
	return []stage{
		a.ingest(fsys, cat, in, st, l),
		&transform.Stage{Catalog: cat, Store: st, Ledger: l, Log: a.log},
		&metrics.Stage{Catalog: cat, Store: st, Ledger: l, Log: a.log},
		&datasets.Stage{Catalog: cat, Store: st, Ledger: l, Output: out, Edition: edition},
		&reports.Stage{Catalog: cat, Store: st, Ledger: l, Output: out, Files: files, Edition: edition},
	}, nil
}

func (a *app) ingest(fsys fs.FS, cat *catalog.Catalog, in input, st *store.Store, l *store.Ledger) *ingest.Stage {
	return &ingest.Stage{
		Catalog: cat, Store: st, Ledger: l, Files: fsys, Parsers: sources.Parsers, Log: a.log,
		Mirror: in.mirror, Refresh: in.refresh, Keep: filepath.Join(a.out, "kept"),
		Fetch: &ingest.Fetcher{UserAgent: userAgent, AllowLoopback: in.mirror != ""},
	}
}

// userAgent tells publishers who asks. A project names its own contact in project.yaml.
const userAgent = "osnova (open data pipeline; no contact configured)"
