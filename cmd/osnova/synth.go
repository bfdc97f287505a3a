package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/ingest/synth"
	"osnova/store"
)

// synthFlags are those of osnova synth.
type synthFlags struct {
	seed  uint64
	scale float64
	out   string
	forms bool
}

func (a *app) synthCommand() *cobra.Command {
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
				return a.blankForms(c.Flags(), f.out)
			}
			return a.synth(c.Context(), f)
		},
	}
	c.AddCommand(a.synthServeCommand())
	flags := c.Flags()
	flags.BoolVar(&f.forms, "forms", false, "write the blank forms that communities and bodies of self-organization fill in, and no country; --out is build/forms then")
	flags.Uint64Var(&f.seed, "seed", 1, "number from which everything is drawn")
	flags.Float64Var(&f.scale, "scale", 1, "size of the country: 1 is that of Ukraine, at most 20")
	flags.StringVar(&f.out, "out", filepath.Join("build", "synth"), "folder for the country; one that osnova synth wrote before is replaced")
	return c
}

// synth writes a country beside its place and swaps it in when it is whole.
func (a *app) synth(ctx context.Context, f synthFlags) error {
	if err := synth.CheckScale(f.scale); err != nil {
		return usage("--%w", err)
	}
	if f.out == "" || f.out == "-" {
		return usage("--out is a folder, such as build/synth")
	}
	if err := replaceable(f.out); err != nil {
		return err
	}
	fresh := filepath.Clean(f.out) + ".new"
	unlock, err := alone(fresh)
	if err != nil {
		return err
	}
	defer unlock()
	defer os.RemoveAll(fresh)
	done, end := a.counter("synth", synth.Feeds())
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
	if err := settle(fresh, f.out); err != nil {
		return err
	}
	files, bytes, err := weigh(f.out)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "wrote %s: %d files, %.1f MB; build it with: osnova build --mirror %s --out build/demo\n", f.out, files, float64(bytes)/1e6, filepath.Join(f.out, "mirror"))
	return nil
}

// replaceable refuses a folder that holds something else than a country written before.
func replaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return usage("--out %s is no folder", dir)
	}
	body, err := os.ReadFile(filepath.Join(dir, "mirror", catalog.MirrorFile))
	if m, wrong := catalog.ReadMirror(body); err == nil && len(wrong) == 0 && m.Synthetic {
		return nil
	}
	return usage("--out %s is there and was not written by osnova synth: name another folder", dir)
}

// alone makes an empty folder that no other run writes to.
func alone(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder: %w", err)
	}
	f, err := os.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("open the folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another osnova writes to %s: wait for it, or give another --out", dir)
	}
	for _, part := range []string{"mirror", "truth"} { // of a run that was killed
		if err := os.RemoveAll(filepath.Join(dir, part)); err != nil {
			f.Close()
			return nil, fmt.Errorf("clear the folder: %w", err)
		}
	}
	return func() { f.Close() }, nil
}

// settle puts mirror and truth in place and leaves what else lies there. The old truth goes first: none is better than that of another country.
func settle(fresh, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "truth")); err != nil {
		return fmt.Errorf("take the old truth away: %w", err)
	}
	for _, part := range []string{"mirror", "truth"} {
		if err := store.Swap(filepath.Join(fresh, part), filepath.Join(dir, part)); err != nil {
			return err
		}
	}
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
