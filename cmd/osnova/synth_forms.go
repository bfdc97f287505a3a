// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"osnova/cmd/instrument"
	"osnova/ingest/forms"
	"osnova/store/disk"
)

// blankForms writes for each form a workbook for one unit, and a table for those who gather the answers of many.
func (a *program) blankForms(ctx context.Context, flags *pflag.FlagSet, dir string) error {
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
	var known []string
	for name := range all {
		known = append(known, name+".xlsx", name+"-table.xlsx")
	}
	place, err := disk.Claim(dir, "forms", known...)
	if err != nil {
		return err
	}
	files, lines := map[string][]byte{}, ""
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
			files[made.file] = body
			lines += fmt.Sprintf("wrote %s: form %s, version %d\n", filepath.Join(dir, made.file), name, f.Version)
		}
	}
	if err := instrument.WriteFolder(ctx, place, instrument.WholeFiles(files), known); err != nil {
		return err
	}
	fmt.Fprint(a.stdout, lines)
	return nil
}
