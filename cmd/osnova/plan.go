package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
)

func (a *app) planCommand() *cobra.Command {
	var in input
	c := &cobra.Command{
		Use:   "plan",
		Short: "What build would run, and why",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := in.check(); err != nil {
				return err
			}
			if _, err := os.Stat(a.out); errors.Is(err, fs.ErrNotExist) { // a plan leaves no folder behind
				dir, err := os.MkdirTemp("", "osnova-plan")
				if err != nil {
					return fmt.Errorf("make a folder to work in: %w", err)
				}
				defer os.RemoveAll(dir)
				a.out = dir
			}
			j := job{input: in, dry: true}
			fsys, cat, r, err := a.begin(j)
			if err != nil {
				return err
			}
			defer r.end()
			if err := a.work(c.Context(), fsys, cat, j, r); err != nil {
				return err
			}
			runs := 0
			for _, d := range r.ledger.Decisions {
				if d.Runs {
					runs++
				}
				if d.Reason != "" {
					fmt.Fprintf(a.stdout, "%-40s %s\n", d.ID, d.Reason)
				}
			}
			for _, id := range r.ledger.Gone() {
				fmt.Fprintf(a.stdout, "%-40s is no longer declared\n", id)
			}
			fmt.Fprintf(a.stdout, "%d of %d steps would run\n", runs, len(r.ledger.Decisions))
			return nil
		},
	}
	inputFlags(c, &in)
	return c
}
