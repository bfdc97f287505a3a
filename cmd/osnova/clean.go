// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"osnova/cmd/instrument"
	"osnova/ingest"
	"osnova/ingest/fetch"
	"osnova/store"
)

func (a *program) cleanCommand() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use:   "clean",
		Short: "Remove fetched files that no table was made of, and what was kept of sources that are declared no more",
		Long: `clean removes from the output folder snapshots of which no kept or embedded table was made, such as those of earlier refreshes, and facts
kept of sources that are declared no more or switched off. Files that came for good, and parts of files on their way, stay. The site and the database
are not touched: editions are copies of the site, see the manual.
Manual: docs/publishing.md`,
		Example: "  osnova clean --dry-run\n  osnova clean --project mine --out build",
		Args:    noArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.clean(c.Context(), dry) },
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would go, and remove nothing")
	return c
}

// clean removes what no table needs.
func (a *program) clean(ctx context.Context, dry bool) error {
	place, wrote, err := store.ClaimBuild(a.out)
	if err != nil {
		return err
	}
	if _, err := os.Stat(a.out); wrote == nil && errors.Is(err, fs.ErrNotExist) {
		return usage("--out %s is not there: name the folder of a build", a.out)
	}
	look := *a // what is wrong with declarations is told by the build
	fsys, cat, err := look.load()
	if err != nil {
		return err
	}
	unlock, err := lockFolder(a.out)
	if err != nil {
		return err
	}
	defer unlock()
	defer place.Leave()
	gone, err := a.dropKept(ingest.UndeclaredKept(filepath.Join(a.out, "kept"), cat), dry)
	if err != nil {
		return err
	}
	needed, err := a.ingest(fsys, cat, input{}, nil, nil).LockedSums()
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	pruned, err := fetch.Prune(filepath.Join(a.out, "snapshots"), needed, dry)
	if err != nil {
		return err
	}
	verb := "removed"
	if dry {
		verb = "would remove"
	}
	a.tell("%s %s, %s, and what was kept of %s\n", verb, countOf(pruned.Snapshots, "snapshot"), instrument.FormatBytes(pruned.Bytes), countOf(gone, "source"))
	return nil
}

// dropKept removes folders of kept facts with the files that osnova keeps in them; another's file stays, and its folder with it.
func (a *program) dropKept(folders []string, dry bool) (int, error) {
	for _, dir := range folders {
		if dry {
			a.tell("kept of %s\n", filepath.Base(dir))
			continue
		}
		for _, name := range ingest.KeptFiles {
			if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return 0, fmt.Errorf("remove what was kept: %w", err)
			}
		}
		if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) {
			a.log.Warn("osnova did not write all that lies here; it stays", "folder", dir)
		}
	}
	return len(folders), nil
}
