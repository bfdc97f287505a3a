// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"osnova/store"
)

func (a *program) planCommand() *cobra.Command {
	var in input
	c := &cobra.Command{
		Use:   "plan",
		Short: "What build would run, and why",
		Long: `plan walks through the steps of a build without running them: each step that would run, and because of what. Nothing is written.
Manual: ARCHITECTURE.md, "The ledger: work done once"`,
		Example: "  osnova plan\n  osnova plan --select 'index dmi' -v",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := in.check(); err != nil {
				return err
			}
			return a.plan(c.Context(), in)
		},
	}
	inputFlags(c, &in)
	return c
}

// plan tells what a build would do, and changes nothing.
func (a *program) plan(ctx context.Context, in input) error {
	j := pipelineRun{input: in, dry: true}
	if _, _, err := store.ClaimBuild(a.out); err != nil {
		return err
	}
	fsys, cat, err := a.load()
	if err != nil {
		return err
	}
	if in.refresh { // what is fetched to see what has changed is not kept
		if a.snapshots, err = lentSnapshots(filepath.Join(a.out, "snapshots")); err != nil {
			return err
		}
		defer os.RemoveAll(a.snapshots)
	}
	r, err := a.open(j)
	if err != nil {
		return err
	}
	defer r.store.Close()
	if err := a.work(ctx, fsys, cat, j, r); err != nil {
		return err
	}
	runs := 0
	for _, d := range r.ledger.Decisions {
		if d.Runs {
			runs++
		}
		if d.Reason != "" {
			a.planned(d.ID, d.Reason)
		}
	}
	for _, id := range r.ledger.Gone() {
		a.planned(id, "is no longer declared")
	}
	a.closed.Steps, a.closed.Ran = len(r.ledger.Decisions), runs
	a.tell("%d of %d steps would run\n", runs, len(r.ledger.Decisions))
	return nil
}

// planned tells of one step why it would run, or why it cannot.
func (a *program) planned(step, reason string) {
	if a.json {
		_ = json.NewEncoder(a.stdout).Encode(struct {
			Msg    string `json:"msg"`
			Step   string `json:"step"`
			Reason string `json:"reason"`
		}{"planned", step, reason})
		return
	}
	fmt.Fprintf(a.stdout, "%-40s %s\n", step, reason)
}

// lentSnapshots is a folder of one's own with the snapshots of another: a plan may fetch, and changes nothing there.
func lentSnapshots(from string) (string, error) {
	dir, err := os.MkdirTemp("", "osnova-plan")
	if err != nil {
		return "", fmt.Errorf("make a folder to work in: %w", err)
	}
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", errors.Join(fmt.Errorf("copy the snapshots: %w", err), os.RemoveAll(dir))
	}
	return dir, nil
}
