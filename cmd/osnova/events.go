// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/events"
	"osnova/metrics/eventlog"
)

func (a *program) eventsCommand() *cobra.Command {
	o := events.Defaults()
	example := false
	c := &cobra.Command{
		Use:   "events --log events.csv",
		Short: "Measure how administrative cases went: on time, how long, refused, repeated, electronic, from a log",
		Long: `events reads logs of cases, one a row, one row a state or, by --columns, one row an event. --out is a folder: events.csv with the measures by
group and period, rejected.csv with each row that was not used and why; rows in are rows used and rows rejected, always.
A table may be CSV of any separator, code page and decimal mark, a workbook, Parquet, or gzip of CSV.
Manual: docs/instruments/events.md`,
		Example: "  osnova events --example --out example\n  osnova events --log 'logs/*.csv.gz' --by hromada --period quarter --out events\n" +
			"  osnova events --log requests.csv --columns columns.yaml --out events",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if example {
				return a.writeEventsExample(c, o.Out)
			}
			return a.use(func(d *instrument.Session) error { return events.Run(c.Context(), d, o) })
		},
	}
	flags := c.Flags()
	flags.StringArrayVar(
		&o.Logs,
		"log",
		nil,
		"log of cases, one a row: CSV, gzipped CSV, Parquet, or a pattern such as 'logs/*.csv.gz'; may be given again; - is stdin",
	)
	flags.StringVar(&o.Columns, "columns", "", "YAML that says which column of the log is which, what its words mean, and whether a row is a case or an event")
	flags.StringSliceVar(&o.By, "by", nil, "columns to group by, such as hromada,channel")
	flags.StringVar(&o.Period, "period", "", "group by month, quarter or year of submitted_at")
	flags.StringVar(&o.AsOf, "as-of", "", "date of the account, YYYY-MM-DD: what is later has not happened; without it the last date that the log supports")
	flags.StringVar(&o.Services, "services", "", "table service_id,statutory_days,day_type: days are calendar or business; without it calendar")
	flags.StringVar(&o.Holidays, "holidays", "", "table with a column date of days that are not worked, and optionally worked=true for moved working days")
	flags.StringSliceVar(&o.Metrics, "metrics", nil, "only these metrics: "+strings.Join(eventlog.Metrics, ","))
	flags.Float64Var(&o.MaxRejected, "max-rejected", o.MaxRejected, "share of rejected rows above which the command ends with 3")
	flags.IntVar(&o.Replicates, "bootstrap", 0, "replicates of the bootstrap of cases that gives E its interval, such as 2000; 0 = none")
	flags.StringVar(&o.Edition, "edition", "", "name of the edition, seeds the bootstrap")
	flags.BoolVar(&o.NoSuppress, "no-suppress", false, "show metrics of few cases, marked u, for your own eyes")
	flags.BoolVar(&example, "example", false, "write an invented log, a mapping and what to run with them into the folder of --out, and measure nothing")
	flags.StringVar(&o.Out, "out", o.Out, "folder for events.csv and rejected.csv; - writes events.csv to stdout")
	return c
}

// writeEventsExample writes the example and says what to run.
func (a *program) writeEventsExample(c *cobra.Command, dir string) error {
	for _, name := range givenFlags(c) {
		if name != "example" && name != "out" {
			return instrument.Usage("--example goes with --out alone, not with --%s", name)
		}
	}
	if dir == "-" || dir == "" {
		return instrument.Usage("--example writes files: name a folder by --out")
	}
	if err := events.WriteExample(c.Context(), dir); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "wrote %s: log.csv (invented), columns.yaml, README.md\n", dir)
	fmt.Fprintf(a.stdout, "Next: cd %s && osnova events --log log.csv --columns columns.yaml --by department --out measured\n", dir)
	return nil
}
