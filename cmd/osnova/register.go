// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/spf13/cobra"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/register"
)

func (a *program) registerCommand() *cobra.Command {
	o := register.Defaults()
	o.Places = a.places
	c := &cobra.Command{
		Use:   "register FILE --community NAME",
		Short: "Make open data of a council's register of bodies of self-organization (ОСН), however it is kept, with the passport by Resolution 835",
		Long: `register reads a council's register of bodies of self-organization: a workbook, CSV, a page, a document (.docx) or the text of a PDF, as a table,
a list or cards, under the headings that councils use. --out is a folder: bodies.csv with the bodies and the acts that they rest on, rejected.csv with
every row and cell that was left out and why, structure.csv and passport.csv for the open data portal. Nothing of persons comes out.
Manual: docs/instruments/register.md`,
		Example: "  osnova register register.xlsx --community 'Вінницька міська громада' --publisher 'Вінницька міська рада' --out register",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.File = args[0]
			}
			return a.use(func(d *instrument.Session) error { return register.Run(c.Context(), d, o) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Community, "community", "", "whose register it is: КАТОТТГ code, or name, with the oblast where there are several of the name")
	flags.StringVar(&o.Publisher, "publisher", "", "name of the council, for the passport")
	flags.StringVar(&o.Code, "edrpou", "", "ЄДРПОУ code of the council, for the passport")
	flags.StringVar(&o.Contact, "contact", "", "mailbox of an office, for the passport: published, so not of a person")
	flags.StringVar(&o.AsOf, "as-of", "", "day of the edition, YYYY-MM-DD; default today")
	flags.StringVar(&o.Out, "out", o.Out, "folder for the results")
	return c
}
