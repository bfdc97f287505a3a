// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/spf13/cobra"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/index"
)

func (a *program) indexCommand() *cobra.Command {
	var o index.Options
	var from index.PublishedOptions
	c := &cobra.Command{
		Use:   "index",
		Short: "Build a composite index of your own data, with uncertainty and sensitivity",
		Long: `index treats, normalises, weights and aggregates indicators of units as a spec says, and shows how sure the ranks are. --out is a new or empty
folder, or one of an earlier run: scores, ranks, contributions, bounds, statistics, intervals and report.html, a page to read.
A table may be CSV of any separator, code page and decimal mark, a workbook, Parquet, or gzip of CSV.
Manual: docs/instruments/index.md`,
		Example: "  osnova index --data data.csv --meta meta.csv --spec spec.yaml --out results\n  osnova index --from dmi --out dmi",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o.Out = a.outOf(c, "")
			from.Out = o.Out
			if from.From == "" {
				if c.Flags().Changed("build") {
					return usage("--build says where the database of --from lies: give --from too")
				}
				return a.use(func(d *instrument.Session) error { return index.Run(c.Context(), d, o) })
			}
			for _, other := range []string{"data", "meta", "spec", "profile", "compare"} {
				if c.Flags().Changed(other) {
					return usage("--from writes files for --data, --meta and --spec: leave --%s out", other)
				}
			}
			var err error
			if _, from.Catalog, err = a.load(); err != nil {
				return err
			}
			return a.use(func(d *instrument.Session) error { return index.RunPublished(c.Context(), d, from) })
		},
	}
	indexInputs(c, &o.Data, &o.Meta, &o.Spec)
	flags := c.Flags()
	flags.StringVar(&from.From, "from", "", "published index whose data, meta and spec to write, in place of building one")
	flags.StringVar(&from.Build, "build", "build", "folder of the build that --from reads")
	flags.StringSliceVar(&o.Profile, "profile", nil, "units whose strengths and weaknesses to tell, in strengths.csv")
	flags.StringVar(&o.Compare, "compare", "", "YAML of other steps: compare.csv says who moves when these are taken instead")
	c.AddCommand(a.weightsCommand())
	return c
}

// indexInputs are the flags of the three files that an index is built of.
func indexInputs(c *cobra.Command, data, meta, spec *string) {
	c.Flags().StringVar(data, "data", "", "table of units: uCode and a column for each indicator (iData); - is stdin")
	c.Flags().StringVar(meta, "meta", "", "table of indicators and aggregates: iCode, Level, Parent, Type, Direction, Weight (iMeta)")
	c.Flags().StringVar(spec, "spec", "", "YAML of the steps; without it the data are only described")
}

func (a *program) weightsCommand() *cobra.Command {
	var o index.WeightsOptions
	c := &cobra.Command{
		Use:   "weights",
		Short: "Make a file of weights: from experts' budgets or pairwise judgements, or so that importances come out as wanted",
		Long: "Make a file of weights that a spec may name under weights.\n\n" +
			"--budget: one row an expert, one column an indicator, what the expert gives it of a budget.\n" +
			"--ahp: one row and one column an indicator (the first column iCode names the row): how many times the row matters as much as the column, as a number or a fraction such as 1/3; or rows a,b,value and optional expert.\n" +
			"--targets: iCode, Importance of the children of --parent; needs --data, --meta, --spec.",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o.Out = a.outOf(c, "-")
			return a.use(func(d *instrument.Session) error { return index.RunWeights(c.Context(), d, o) })
		},
	}
	indexInputs(c, &o.Data, &o.Meta, &o.Spec)
	flags := c.Flags()
	flags.StringVar(&o.Budget, "budget", "", "table of experts' allocations")
	flags.StringVar(&o.Ahp, "ahp", "", "table of pairwise judgements: a square matrix, or rows a,b,value")
	flags.StringVar(&o.Targets, "targets", "", "table of iCode, Importance")
	flags.StringVar(&o.Parent, "parent", "", "aggregate whose children to weigh by --targets")
	flags.IntVar(&o.Level, "level", 1, "level of the indicators, written beside the weights of experts")
	return c
}
