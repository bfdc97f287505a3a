// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"osnova/catalog"
	"osnova/datasets"
	"osnova/ingest"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
	"osnova/metrics"
	"osnova/reports"
	"osnova/store"
	"osnova/transform"
)

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
	mirror   string
	refresh  bool
	since    string
	loopback bool
}

// check refuses what cannot be a place of sources.
func (in input) check() error {
	if _, err := in.day(); err != nil || in.since != "" && !in.refresh {
		return usage("--since %s goes with --refresh and takes a day, such as 2026-11-23", in.since)
	}
	if in.mirror == "" {
		return nil
	}
	if in.refresh {
		return usage("--mirror and --refresh exclude each other")
	}
	if strings.HasPrefix(in.mirror, "http://") || strings.HasPrefix(in.mirror, "https://") {
		if fetch.HostPort(in.mirror) == "" {
			return usage("--mirror %s is no address", in.mirror)
		}
		return nil
	}
	if info, err := os.Stat(in.mirror); err != nil || !info.IsDir() {
		return usage("--mirror %s is neither a folder nor an address that begins with http:// or https://", in.mirror)
	}
	return nil
}

// day is the day of --since, zero without it.
func (in input) day() (time.Time, error) {
	if in.since == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.DateOnly, in.since)
}

// stage is one room's work.
type stage interface{ Run(context.Context) error }

// stages are the five stages over one place, in order.
func (a *program) stages(fsys fs.FS, cat *catalog.Catalog, in input, st *store.Store, l *store.Ledger, out *store.Output) ([]stage, error) {
	files, err := fs.Sub(fsys, "reports")
	if err != nil {
		return nil, fmt.Errorf("open the layout: %w", err)
	}
	blanks, err := offeredBlanks(fsys, cat)
	if err != nil {
		return nil, err
	}
	return []stage{
		a.ingest(fsys, cat, in, st, l),
		&transform.Stage{Catalog: cat, Store: st, Ledger: l, Log: a.log},
		&metrics.Stage{Catalog: cat, Store: st, Ledger: l, Log: a.log},
		&datasets.Stage{Catalog: cat, Store: st, Ledger: l, Output: out},
		&reports.Stage{Catalog: cat, Store: st, Ledger: l, Output: out, Files: files, Program: buildVersion(), Offered: []reports.OfferedFiles{blanks}},
	}, nil
}

func (a *program) ingest(fsys fs.FS, cat *catalog.Catalog, in input, st *store.Store, l *store.Ledger) *ingest.Stage {
	since, _ := in.day() // held against its form by check
	pause := time.Duration(0)
	if in.loopback && fetch.Loopback(in.mirror) {
		pause = time.Nanosecond // nobody is burdened; what its robots.txt asks for is kept
	}
	return &ingest.Stage{
		Catalog: cat, Store: st, Ledger: l, Files: fsys, Parsers: parsers.Parsers, Log: a.log,
		Mirror: in.mirror, Refresh: in.refresh, Keep: filepath.Join(a.out, "kept"),
		Fetch: &fetch.Fetcher{
			UserAgent: userAgent(cat.Project.Contact), Trusted: fetch.HostPort(in.mirror), AllowLoopback: in.loopback, Pause: pause,
			Dir: cmp.Or(a.snapshots, filepath.Join(a.out, "snapshots")), Since: since, Log: a.log, Watch: a.transfers().watch,
		},
	}
}

// userAgent tells publishers who asks: the contact of project.yaml, or that there is none.
func userAgent(contact string) string {
	if contact == "" {
		return "osnova (open data pipeline; no contact configured)"
	}
	return "osnova (open data pipeline; +" + contact + ")"
}
