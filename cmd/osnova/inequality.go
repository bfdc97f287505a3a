// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/spf13/cobra"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/inequality"
)

func (a *program) inequalityCommand() *cobra.Command {
	o := inequality.Defaults()
	c := &cobra.Command{
		Use:   "inequality",
		Short: "Measure inequality of your own data: all measures, decompositions, convergence, spatial clusters",
		Long: `inequality measures how unequal a column of numbers is over units, one a row: Gini, Theil, Atkinson, ratios, within and between groups, gaps,
concentration, convergence, Moran's I. The measures go to stdout or to the file of --out; --curve and --lisa name files of their own.
A table may be CSV of any separator, code page and decimal mark, a workbook, Parquet, or gzip of CSV.
Manual: docs/instruments/inequality.md`,
		Example: "  osnova inequality --data towns.csv --value score --weight people --group kind --out measures.csv",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o.Out, o.Given = a.outOf(c, o.Out), givenFlags(c)
			return a.use(func(d *instrument.Session) error { return inequality.Run(c.Context(), d, o) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Data, "data", "", "table of units, one a row; - is stdin")
	flags.StringVar(&o.Value, "value", "", "column of values, 0 and more")
	flags.StringVar(&o.Weight, "weight", "", "column of weights, such as residents: adds weighted rows")
	flags.StringArrayVar(&o.Groups, "group", nil, "column of groups to decompose by; may be repeated")
	flags.StringArrayVar(&o.Gaps, "gap", nil, "two groups, GROUP_A,GROUP_B: difference, ratio and odds ratio of their means; may be repeated")
	flags.StringVar(&o.Rank, "rank", "", "column to rank units by: concentration index, Kakwani, Erreygers")
	flags.StringVar(&o.Bounds, "bounds", o.Bounds, "least and greatest possible value, for Erreygers; if given, odds ratios read values as shares of them")
	flags.StringVar(&o.Later, "later", "", "column of the same value later: convergence and mobility")
	flags.Float64Var(&o.Years, "years", 0, "years from --value to --later")
	flags.StringVar(&o.Zeros, "zeros", o.Zeros, "zeros before logarithms: drop, or floor=0.1")
	flags.IntVar(&o.Bootstrap, "bootstrap", 0, "replicates for intervals of 95 %; 2000 is usual, 0 gives none")
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "seed of bootstrap and permutations")
	flags.StringVar(&o.Curve, "curve", "", "file for the points of the Lorenz and concentration curves")
	flags.StringVar(&o.Unit, "unit", "", "column of the names of units, for --neighbours and --lisa")
	flags.StringVar(&o.Spatial, "spatial", "", "knn=5: neighbours are the 5 nearest by --lat and --lon; adds Moran's I")
	flags.StringVar(&o.Lat, "lat", "", "column of latitudes, degrees")
	flags.StringVar(&o.Lon, "lon", "", "column of longitudes, degrees")
	flags.StringVar(&o.Neighbours, "neighbours", "", "table of pairs unit,neighbour; adds Moran's I")
	flags.StringVar(&o.Lisa, "lisa", "", "file for local clusters, a row a unit")
	flags.IntVar(&o.Permutations, "permutations", o.Permutations, "permutations for Moran's I and local clusters")
	return c
}
