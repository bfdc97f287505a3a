// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/cmd/instrument/match"
	"osnova/ingest"
	"osnova/ingest/gazetteer"
)

func (a *program) matchCommand() *cobra.Command {
	o := match.Options{Places: a.places}
	c := &cobra.Command{
		Use:   "match --data f.csv --text COL",
		Short: "Find the codifier's unit (КАТОТТГ) that addresses or names in your own table mean, with a score and the reason",
		Long: `match copies a table and adds to each row the unit that its text means, or why none can be told: code, level, community, score, reason, notes,
choices and suggestions. It never guesses. The table goes to stdout or to the file of --out.
A table may be CSV of any separator, code page and decimal mark, a workbook, Parquet, or gzip of CSV.
Manual: docs/matching.md`,
		Example: "  osnova match --data register.csv --text address --oblast oblast --out matched.csv",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o.Out = a.outOf(c, "-")
			return a.use(func(d *instrument.Session) error { return match.Run(c.Context(), d, o) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Data, "data", "", "table with the texts, one a row; - is stdin")
	flags.StringArrayVar(&o.Texts, "text", nil, "column of addresses or names; given again, a later one is read where the earlier do not tell the community")
	flags.StringVar(&o.Oblast, "oblast", "", "column of oblasts, as context")
	flags.StringVar(&o.Raion, "raion", "", "column of raions, as context: those of today or abolished ones")
	flags.StringVar(&o.Only, "only", "", "what a name without a type word may be: community or settlement; without it both")
	return c
}

// places makes the gazetteer of the project.
func (a *program) places(ctx context.Context) (*gazetteer.Gazetteer, error) {
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
