// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/cmd/instrument/forms"
	"osnova/ingest"
	"osnova/ingest/gazetteer"
	"osnova/reports"
	"osnova/store"
)

func (a *program) formsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "forms",
		Short: "Blank collection forms for communities and bodies of self-organization; check what is filled in; collect what came back",
		Long: `forms runs a round of collection: blank writes the workbooks that officials fill in, check says before sending which cells would be refused,
and collect makes of a folder of what came back the archive that the pipeline reads, a reply to each sender and a table for the collector.
Manual: docs/instruments/forms.md`,
		Example: "  osnova forms blank --out blanks\n  osnova forms check анкета.xlsx\n  osnova forms collect mail --out mirror",
		Args:    noArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.formsBlankCommand(), a.formsCheckCommand(), a.formsCollectCommand())
	return c
}

// ownProject is what the project says of itself.
func (a *program) ownProject() (catalog.Project, error) {
	files, err := a.declarations()
	if err != nil {
		return catalog.Project{}, err
	}
	cat, err := catalog.Load(files)
	if err != nil {
		return catalog.Project{}, err
	}
	return cat.Project, nil
}

func (a *program) formsBlankCommand() *cobra.Command {
	o := forms.DefaultBlanks()
	o.Places, o.Project = a.places, a.ownProject
	c := &cobra.Command{
		Use:     "blank",
		Short:   "Write the blank forms, XLSX and ODS, and the tables for those who gather many",
		Example: "  osnova forms blank --for UA05020030000031457 --out blanks",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.use(func(d *instrument.Session) error { return forms.WriteBlanks(c.Context(), d, o) })
		},
	}
	c.Flags().StringSliceVar(&o.For, "for", nil, "КАТОТТГ codes of communities whose blanks have the community chosen already, parted by commas")
	c.Flags().StringVar(&o.Out, "out", o.Out, "folder for the blanks")
	return c
}

func (a *program) formsCheckCommand() *cobra.Command {
	o := forms.DefaultCheck()
	o.Places = a.places
	c := &cobra.Command{
		Use:     "check FILE…",
		Short:   "Say of each cell that would be refused where it is, what stands there and what may; 3 where there is any",
		Example: "  osnova forms check анкета.xlsx",
		RunE: func(c *cobra.Command, args []string) error {
			o.Files = args
			return a.use(func(d *instrument.Session) error { return forms.CheckFiles(c.Context(), d, o) })
		},
	}
	c.Flags().StringVar(&o.Lang, "lang", o.Lang, "language of what is said: uk or en")
	c.Flags().StringVar(&o.AsOf, "as-of", "", "day on which the forms are judged, YYYY-MM-DD; default today")
	return c
}

func (a *program) formsCollectCommand() *cobra.Command {
	o := forms.DefaultCollect()
	o.Places = a.places
	c := &cobra.Command{
		Use:     "collect DIR",
		Short:   "Make of what came back the archive that the pipeline reads, a reply to each sender and a table for the collector",
		Example: "  osnova forms collect mail --out mirror\n  osnova build --mirror mirror",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.Dir = args[0]
			}
			return a.use(func(d *instrument.Session) error { return forms.CollectFiles(c.Context(), d, o) })
		},
	}
	c.Flags().StringVar(&o.Out, "out", o.Out, "folder for the archive, the replies and the table")
	c.Flags().StringVar(&o.Lang, "lang", o.Lang, "language of the replies: uk or en")
	c.Flags().StringVar(&o.AsOf, "as-of", "", "day on which the forms are judged, YYYY-MM-DD; default today")
	return c
}

// offeredBlanks are the blanks for anybody as the site offers them, under forms/. In a project without the codifier the community is typed.
func offeredBlanks(fsys fs.FS, cat *catalog.Catalog) (reports.OfferedFiles, error) {
	names, err := forms.BlankNames()
	if err != nil {
		return reports.OfferedFiles{}, err
	}
	for i := range names {
		names[i] = "forms/" + names[i]
	}
	tables := ingest.PlaceTables(cat)
	p := cat.Project
	return reports.OfferedFiles{
		Name: "forms", Files: names, Takes: tables,
		Own: store.HashParts(fmt.Sprintf("%q", []any{p.Publisher, p.Collection}), fmt.Sprint(tables)),
		Make: func(ctx context.Context) (map[string][]byte, error) {
			var places *gazetteer.Gazetteer
			if tables != nil {
				known, err := ingest.Places(ctx, cat, fsys)
				if err != nil {
					return nil, err
				}
				places = known
			}
			made, err := forms.MakeBlanks(ctx, places, p)
			files := make(map[string][]byte, len(made))
			for name, body := range made {
				files["forms/"+name] = body
			}
			return files, err
		},
	}, nil
}
