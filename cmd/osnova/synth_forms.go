package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"osnova/ingest/forms"
)

// blankForms writes for each form a workbook for one unit, and a table for those who gather the answers of many.
func (a *app) blankForms(flags *pflag.FlagSet, dir string) error {
	for _, other := range []string{"seed", "scale"} {
		if flags.Changed(other) {
			return usage("--%s is for a country; blank forms are the same whatever is drawn: leave it out", other)
		}
	}
	if !flags.Changed("out") {
		dir = filepath.Join("build", "forms")
	}
	if dir == "" || dir == "-" {
		return usage("--out is a folder, such as build/forms")
	}
	all, err := forms.Load()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f := all[name]
		for _, made := range []struct {
			file  string
			write func(int) ([]byte, error)
		}{{name + ".xlsx", f.Blank}, {name + "-table.xlsx", f.Table}} {
			body, err := made.write(f.Version)
			if err != nil {
				return err
			}
			path := filepath.Join(dir, made.file)
			if err := os.WriteFile(path, body, 0o644); err != nil {
				return fmt.Errorf("write the form: %w", err)
			}
			fmt.Fprintf(a.stdout, "wrote %s: form %s, version %d\n", path, name, f.Version)
		}
	}
	return nil
}
