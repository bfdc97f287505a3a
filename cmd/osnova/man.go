// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/metrics/frame"
	"osnova/store/disk"
)

// manPages writes a page for each command into a folder. They carry the day of the edition, so that the same program writes the same bytes.
func (a *program) manPages(ctx context.Context, root *cobra.Command, dir string) error {
	if dir == "" {
		return usage("--man is empty: name a folder, such as man1")
	}
	cat, err := catalog.Load(rooms)
	if err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, cat.Project.Edition)
	if err != nil {
		return fmt.Errorf("the day of the edition: %w", err)
	}
	files, err := manual(root, day)
	if err != nil {
		return err
	}
	var known []string
	for name := range files {
		known = append(known, name)
	}
	place, err := disk.Claim(dir, "man", known...)
	if err != nil {
		return err
	}
	if err := instrument.WriteFolder(ctx, place, files, known); err != nil {
		return err
	}
	a.log.Info("man pages written", "pages", len(files), "out", dir)
	return nil
}

// manual is the page of a command and those of the commands below it, by name.
func manual(c *cobra.Command, day time.Time) (map[string]frame.File, error) {
	files := map[string]frame.File{}
	if c.Hidden || c.Name() == "help" {
		return files, nil
	}
	var page bytes.Buffer
	if err := doc.GenMan(c, &doc.GenManHeader{Section: "1", Date: &day, Source: "osnova", Manual: "osnova"}, &page); err != nil {
		return nil, fmt.Errorf("write the page of %s: %w", c.CommandPath(), err)
	}
	files[strings.ReplaceAll(c.CommandPath(), " ", "-")+".1"] = frame.Whole(page.Bytes())
	for _, sub := range c.Commands() {
		below, err := manual(sub, day)
		if err != nil {
			return nil, err
		}
		for name, file := range below {
			files[name] = file
		}
	}
	return files, nil
}
