// SPDX-License-Identifier: Apache-2.0

package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// starter is the project that osnova init writes.
//
//go:embed starter
var starter embed.FS

func (a *program) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Write a small project of your own that builds at once",
		Long: `init writes a project into a new or empty folder: a source with invented data, a model, an indicator, an index, a dataset and a page, each a
small file to change. What rests on the invented data is marked so. docs/tutorial.md goes from it to a published site.`,
		Example: "  osnova init libraries\n  cd libraries\n  osnova build --project . --mirror upstream",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usage("osnova init wants the name of a new folder, such as: osnova init libraries")
			case len(args) > 1:
				return usage("osnova init takes one folder, %d are given", len(args))
			case args[0] == "":
				return usage("osnova init: the name of the folder is empty")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := writeStarter(args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "wrote %s: %d files, README.md says what they are\nNext: cd %s && osnova build --project . --mirror upstream\n", args[0], files, args[0])
			return nil
		},
	}
}

// writeStarter writes the starter into a folder beside its place first, so that a full disk leaves no half of a project.
func writeStarter(dir string) (files int, err error) {
	switch entries, err := os.ReadDir(dir); {
	case err == nil && len(entries) > 0:
		return 0, usage("%s is not empty: it holds %s; name a new folder", dir, entries[0].Name())
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return 0, usage("%s is no folder: name a new one", dir)
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return 0, fmt.Errorf("make the folder: %w", err)
	}
	beside, err := os.MkdirTemp(parent, ".osnova-init-")
	if err != nil {
		return 0, fmt.Errorf("make the folder: %w", err)
	}
	defer os.RemoveAll(beside)
	from, err := fs.Sub(starter, "starter")
	if err != nil {
		return 0, err
	}
	project := filepath.Join(beside, "project")
	if err := os.CopyFS(project, from); err != nil {
		return 0, fmt.Errorf("write the project: %w", err)
	}
	err = filepath.WalkDir(project, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		return os.Chmod(path, 0o644) // embedded files are read-only
	})
	if err != nil {
		return 0, fmt.Errorf("write the project: %w", err)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // an empty folder
		return 0, fmt.Errorf("put the project in place: %w", err)
	}
	if err := os.Rename(project, dir); err != nil {
		return 0, fmt.Errorf("put the project in place: %w", err)
	}
	return files, nil
}
