// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/spf13/cobra"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/survey"
)

func (a *program) surveyCommand() *cobra.Command {
	o := survey.Defaults()
	c := &cobra.Command{
		Use:   "survey --responses r.csv --items items.csv",
		Short: "Measure the quality of a service from a questionnaire: SERVQUAL, SERVPERF, CSAT, NPS, CES, weights, intervals, reliability",
		Long: `survey reads answers, one respondent a row, and a list that says which column asks what. --out is a folder: overall.csv, items.csv,
dimensions.csv, quality.csv (what is missing or out of scale) and, with --unit, units.csv and unit_metrics.csv.
A table may be CSV of any separator, code page and decimal mark, a workbook, Parquet, or gzip of CSV.
Manual: docs/instruments/survey.md`,
		Example: "  osnova survey --responses responses.csv --items items.csv --unit office --out quality",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.use(func(d *instrument.Session) error { return survey.Run(c.Context(), d, o) })
		},
	}
	flags, set := c.Flags(), &o.Settings
	flags.StringVar(&o.Responses, "responses", "", "table of the answers, one respondent a row; - is stdin")
	flags.StringVar(
		&o.Items,
		"items",
		"",
		"table that says which column asks what: item,dimension,perception,expectation,importance and, optional, role,scale_min,scale_max,missing,values",
	)
	flags.StringVar(&o.Fields.Unit, "unit", "", "column of the unit (community, body, office): makes units.csv and unit_metrics.csv")
	flags.StringVar(&o.Fields.Weight, "weight", "", "column of weights, 0 or more")
	flags.StringVar(&o.Fields.Cluster, "cluster", "", "column of the clusters of a cluster sample: the bootstrap draws clusters")
	flags.StringArrayVar(
		&o.Population,
		"population",
		nil,
		"table of the population by strata (columns of the responses, then population): post-stratifies; given again, rakes to all",
	)
	flags.Float64Var(&set.Cap, "cap", set.Cap, "most that a weight fitted to the population may be, in mean weights; 0 = no cap")
	flags.StringVar(&o.Missing, "missing", "", "codes and words that stand for no answer in any question, such as 9,99,DK")
	flags.BoolVar(&set.DropCareless, "drop-careless", false, "leave straight-liners and speeders out; without it they are only counted")
	flags.StringVar(
		&o.Weights,
		"dimension-weights",
		"",
		"table dimension,weight of the index S; without it the published ones where the dimensions are those of SERVQUAL, else equal",
	)
	flags.StringVar(
		(*string)(&set.Level),
		"level",
		string(set.Level),
		"what all respondents stand for, sets the least number of answers shown: national, oblast, hromada, body",
	)
	flags.StringVar((*string)(&set.UnitLevel), "unit-level", string(set.UnitLevel), "what a unit stands for, as --level")
	flags.BoolVar(&set.NoSuppress, "no-suppress", false, "show cells under the minimum number of answers, for your own eyes")
	flags.StringVar(&set.Compare, "compare", set.Compare, "compare units, makes comparisons.csv: none, rest (each with all others), pairs")
	flags.IntVar(&set.Replicates, "bootstrap", set.Replicates, "replicates of the bootstrap; 0 = no bootstrap intervals")
	flags.StringVar(&set.Edition, "edition", "", "name of the edition, seeds the intervals")
	flags.StringVar(&o.Out, "out", o.Out, "folder for the results")
	return c
}
