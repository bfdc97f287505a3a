// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/ingest"
	"osnova/reports"
	"osnova/store"
)

func (a *program) buildCommand() *cobra.Command {
	var in input
	var selected []string
	var verify bool
	c := &cobra.Command{
		Use:   "build",
		Short: "The main job: ingest → transform → metrics → datasets → reports",
		Long: `build makes the database, the datasets and the site. Without a flag it works offline, from the facts embedded with the sources.
Work whose input has not changed is not done again.`,
		Example: "  osnova build\n  osnova build --mirror ../shared/data\n  osnova build --select mart.community+",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.build(c.Context(), pipelineRun{input: in, selected: selected, verify: verify})
		},
	}
	inputFlags(c, &in)
	failOnFlag(c, catalog.SeverityError)
	c.Flags().BoolVar(&verify, "verify", false, "read what lies in the output folder, hold it against the ledger and make anew what differs; without it only size and kind are looked at")
	c.Flags().StringSliceVar(&selected, "select", nil, "only these: a table, source, indicator, index, dataset or page by its name, or a pattern such as 'page *'; NAME+ adds what reads them, +NAME what they read")
	return c
}

func inputFlags(c *cobra.Command, in *input) {
	c.Flags().StringVar(&in.mirror, "mirror", "", "folder or address that holds the upstream files under each source's mirror path")
	c.Flags().BoolVar(&in.refresh, "refresh", false, "fetch from its publisher every source that has changed since the last time")
	c.Flags().StringVar(&in.since, "since", "", "with --refresh: leave what was published before this day, such as 2026-11-23, unless an earlier fetch is at hand to compare with")
	c.Flags().BoolVar(&in.loopback, "allow-loopback", false, "with --refresh: also fetch from addresses of this computer, for tests; with --mirror at such an address: ask without the pause of a second")
}

// failOnFlag is that of commands that run the pipeline, with its default.
func failOnFlag(c *cobra.Command, otherwise string) {
	c.Flags().String("fail-on", otherwise,
		"least severity of a finding that ends the run with 3: warning (all is made, of what was known before) or error (something is not made)")
}

// pipelineRun is one call of the pipeline.
type pipelineRun struct {
	input
	selected []string // names as given on the command line
	stage    string   // only this stage; empty: all
	verify   bool     // hold what lies in the output folder against what was written there
	dry      bool     // decide, but do nothing
}

// build runs the pipeline in the output folder: under a lock, on copies, swapped in when all is done.
func (a *program) build(ctx context.Context, j pipelineRun) error {
	if err := j.check(); err != nil {
		return err
	}
	if len(j.selected) == 0 && j.selected != nil {
		return usage("--select is empty; osnova plan lists the steps")
	}
	fsys, cat, r, err := a.begin(j)
	if err != nil {
		return err
	}
	defer r.end()
	if j.selected != nil {
		if err := a.choose(ctx, fsys, cat, j, r.ledger); err != nil {
			return err
		}
	}
	if j.verify {
		if err := a.verify(r); err != nil {
			return err
		}
	}
	for _, name := range r.output.Foreign() {
		a.log.Warn("osnova did not write this file; it is kept", "file", filepath.Join(a.out, "site", filepath.FromSlash(name)))
	}
	started := time.Now()
	if err := a.work(ctx, fsys, cat, j, r); err != nil {
		return err
	}
	a.findings = append(a.findings, r.ledger.Findings.Sorted()...)
	a.noteRun(r.ledger, cat.Project.Edition)
	if !r.ledger.Ran() {
		a.tell("nothing changed: %s is up to date\n", filepath.Join(a.out, "site"))
		return nil
	}
	if err := dropStale(ctx, r); err != nil {
		return err
	}
	if err := a.recordBuild(ctx, r, cat.Project.Edition); err != nil {
		return err
	}
	if err := store.Commit(ctx, r.dir, r.store, r.output, r.ledger); err != nil {
		return err
	}
	failed := ""
	if n := r.ledger.Failed(); n > 0 {
		failed = fmt.Sprintf(", %d are not made", n)
	}
	a.tell("built %s: %d of %d steps ran in %.1f s%s\n", filepath.Join(a.out, "site"), a.closed.Ran, a.closed.Steps, time.Since(started).Seconds(), failed)
	a.tell("changed: %s\n", changeWords(a.closed.Changed))
	return nil
}

// work runs the stages one after another.
func (a *program) work(ctx context.Context, fsys fs.FS, cat *catalog.Catalog, j pipelineRun, r *running) error {
	list, err := a.stages(fsys, cat, j.input, r.store, r.ledger, r.output)
	if err != nil {
		return err
	}
	for _, s := range list {
		switch s.(type) {
		case *ingest.Stage:
			defer collectAt(readingPercent)()
		case *reports.Stage:
			// Pages are short-lived text beside rows that stay: collecting twice as often keeps the peak under 300 MB for a fifth more CPU.
			defer collectAt(50)()
		default:
			defer collectAt(100)()
		}
		if err := s.Run(ctx); err != nil {
			return err
		}
		if in, ok := s.(*ingest.Stage); ok {
			if cat.Project.Edition, err = in.Edition(); err != nil {
				return err
			}
		}
	}
	return nil
}

// readingPercent is for reading sources, which leaves much short-lived text beside few rows: to collect it half as often spares a tenth of the CPU.
const readingPercent = 200

// collectAt lets the heap grow by so many percent before garbage is collected, unless the user has set GOGC. What it returns sets the old share again.
func collectAt(percent int) (restore func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	old := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(old) }
}

// dropStale takes tables out of the database that no step of this run stands for.
func dropStale(ctx context.Context, r *running) error {
	if tables := r.ledger.Stale(); len(tables) > 0 {
		return r.store.Drop(ctx, tables...)
	}
	return nil
}

// engineHash is the hash of the program itself: a program that changed does all work again.
var engineHash = sync.OnceValues(hashProgram)

func hashProgram() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the program: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read the program: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read the program: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
