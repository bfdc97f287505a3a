package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/ingest"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
	"osnova/metrics/frame"
)

// matchColumns are added to the columns of the file, in the order of catalog.MatchColumns.
var matchColumns = []string{"territory_id", "territory_level", "community_id", "match_score", "match_reason", "match_notes", "match_choices"}

// matchFlags are the columns and files of osnova match.
type matchFlags struct {
	data, oblast, raion, only string
	texts                     []string
}

func (a *app) matchCommand() *cobra.Command {
	var f matchFlags
	c := &cobra.Command{
		Use:   "match --data f.csv --text COL",
		Short: "Find the codifier's unit (КАТОТТГ) that addresses or names in your own table mean, with a score and the reason",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out := "-"
			if c.Flags().Changed("out") {
				out = a.out
			}
			return a.matchTable(c.Context(), f, out)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.data, "data", "", "CSV with the texts, one a row; - is stdin")
	flags.StringArrayVar(&f.texts, "text", nil, "column of addresses or names; given again, a later one is read where the earlier do not tell the community")
	flags.StringVar(&f.oblast, "oblast", "", "column of oblasts, as context")
	flags.StringVar(&f.raion, "raion", "", "column of raions, as context: those of today or abolished ones")
	flags.StringVar(&f.only, "only", "", "what a name without a type word may be: community or settlement; without it both")
	return c
}

// matchTable copies the table and adds what was found; rows and their order stay.
func (a *app) matchTable(ctx context.Context, f matchFlags, out string) error {
	if len(f.texts) == 0 {
		return usage("--text is missing: name the column of addresses or names")
	}
	if !slices.Contains([]string{"", gazetteer.Community, gazetteer.Settlement}, f.only) {
		return usage("--only %q: give community or settlement", f.only)
	}
	if info, err := os.Stat(out); out != "-" && err == nil && info.IsDir() {
		return usage("--out %s is a folder: name a file, such as %s", out, filepath.Join(out, "matched.csv"))
	}
	if err := claimFiles(out); err != nil {
		return err
	}
	r, err := a.given("data", f.data)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := a.spare(out); err != nil {
		return err
	}
	file := filepath.Base(f.data)
	if f.data == "-" {
		file = "stdin"
	}
	rows, err := frame.NewScanner(file, r)
	if err != nil {
		return a.refuse(file, err)
	}
	for _, name := range matchColumns {
		if slices.Contains(rows.Names, name) {
			a.findings.Add(file, "rename it, or leave it out", "the column %s is there already, and would be added", name)
		}
	}
	at := map[string]int{"": -1}
	for _, name := range append(slices.Clone(f.texts), f.oblast, f.raion) {
		if _, known := at[name]; known {
			continue
		}
		if at[name], err = rows.Column(name); err != nil {
			a.refuse(file, err)
		}
	}
	if len(a.findings) > 0 {
		return errRefused
	}
	places, err := a.places(ctx)
	if err != nil {
		return err
	}
	body, err := matchRows(ctx, places, rows, f, at)
	if err != nil {
		return a.refuseUnless(ctx, file, err)
	}
	if out == "-" {
		if _, err := a.stdout.Write(body); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
		return nil
	}
	return writeAll(ctx, "match", map[string][]byte{out: body})
}

// refuseUnless is refuse, but for a run that was stopped.
func (a *app) refuseUnless(ctx context.Context, where string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return a.refuse(where, err)
}

// places makes the gazetteer of the project.
func (a *app) places(ctx context.Context) (*gazetteer.Gazetteer, error) {
	files, err := a.declarations()
	if err != nil {
		return nil, err
	}
	cat, err := catalog.Load(files)
	if err != nil {
		return nil, err
	}
	return ingest.Places(ctx, cat, files)
}

func matchRows(ctx context.Context, places *gazetteer.Gazetteer, rows *frame.Scanner, f matchFlags, at map[string]int) ([]byte, error) {
	w := frame.NewWriter(append(slices.Clone(rows.Names), matchColumns...)...)
	q := gazetteer.Query{Texts: make([]string, len(f.texts)), Only: f.only}
	cell := func(name string) string {
		if at[name] < 0 {
			return ""
		}
		return strings.Clone(rows.Cells()[at[name]])
	}
	for n := 0; rows.Scan(); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for i, name := range f.texts {
			q.Texts[i] = cell(name)
		}
		q.Oblast, q.Raion = cell(f.oblast), cell(f.raion)
		for _, c := range rows.Cells() {
			w.Text(c)
		}
		for _, c := range parse.MatchCells(places.Match(q)) {
			w.Text(c)
		}
		w.End()
	}
	return w.Bytes(), rows.Err()
}
