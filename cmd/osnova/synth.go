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

	"osnova/cmd/synth"
	"osnova/store/disk"
)

// synthFlags are those of osnova synth.
type synthFlags struct {
	seed  uint64
	scale float64
	out   string
	forms bool
}

func (a *program) synthCommand() *cobra.Command {
	var f synthFlags
	c := &cobra.Command{
		Use:   "synth",
		Short: "Invent a country and write it as its upstreams would publish it, with the truth beside it",
		Long: `synth invents a country and writes files in the formats of the real upstreams into DIR/mirror, and what the pipeline must find in them into DIR/truth.
Equal seed and scale give equal files. Nothing in them is about a real place or person; what is built from them says so everywhere.`,
		Example: "  osnova synth --seed 1 --scale 0.1 --out build/synth\n  osnova build --mirror build/synth/mirror --out build/demo",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if f.forms {
				return a.blankForms(c.Context(), c.Flags(), f.out)
			}
			return a.synth(c.Context(), f)
		},
	}
	c.AddCommand(a.synthServeCommand())
	flags := c.Flags()
	flags.BoolVar(&f.forms, "forms", false, "write the blank collection forms, and no country, as osnova forms blank does; --out is build/forms then")
	flags.Uint64Var(&f.seed, "seed", 1, "number from which everything is drawn")
	flags.Float64Var(&f.scale, "scale", 1, "size of the country: 1 is that of Ukraine, at most 20")
	flags.StringVar(&f.out, "out", filepath.Join("build", "synth"), "folder for the country; one that osnova synth wrote before is replaced")
	return c
}

// synth writes a country beside its place and swaps it in when it is whole.
func (a *program) synth(ctx context.Context, f synthFlags) error {
	if err := synth.CheckScale(f.scale); err != nil {
		return usage("--%w", err)
	}
	if f.out == "" || f.out == "-" {
		return usage("--out is a folder, such as build/synth")
	}
	place, err := disk.Claim(f.out, "synth")
	if err != nil {
		return err
	}
	if err := place.ClaimTrees("mirror", "truth"); err != nil {
		return err
	}
	unlock, err := lockFolder(f.out)
	if err != nil {
		return err
	}
	defer unlock()
	defer place.Leave() // before the lock goes
	if err := place.Take(); err != nil {
		return err
	}
	fresh := filepath.Join(f.out, workFolder)
	if err := os.RemoveAll(fresh); err != nil { // of a run that was killed
		return fmt.Errorf("clear the work folder: %w", err)
	}
	if err := os.Mkdir(fresh, 0o755); err != nil {
		return fmt.Errorf("make the work folder: %w", err)
	}
	defer os.RemoveAll(fresh)
	done, end := a.newSession().CountRepetitions("synth", synth.Feeds())
	err = synth.Write(ctx, f.seed, f.scale, fresh, func(feed string) {
		a.log.Debug("writing", "feed", feed)
		done()
	})
	end()
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return err
	}
	if err := place.PutTrees(fresh, "mirror", "truth"); err != nil {
		return err
	}
	files, bytes, err := weigh(f.out)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "wrote %s: %d files, %.1f MB; build it with: osnova build --mirror %s --out build/demo\n", f.out, files, float64(bytes)/1e6, filepath.Join(f.out, "mirror"))
	return nil
}

// weigh counts the files of a country and their bytes.
func weigh(dir string) (files int, bytes int64, err error) {
	for _, part := range []string{"mirror", "truth"} {
		err = errors.Join(err, filepath.WalkDir(filepath.Join(dir, part), func(_ string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			info, err := e.Info()
			if err == nil {
				files, bytes = files+1, bytes+info.Size()
			}
			return err
		}))
	}
	return files, bytes, err
}
