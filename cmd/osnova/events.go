package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"osnova/metrics"
	"osnova/metrics/duration"
	"osnova/metrics/eventlog"
	"osnova/store"
)

// eventFlags are those of osnova events.
type eventFlags struct {
	logs               []string
	by, metrics        []string
	period, asOf       string
	services, holidays string
	maxRejected        float64
	noSuppress         bool
	replicates         int
	edition            string
	out                string
}

func (a *app) eventsCommand() *cobra.Command {
	var f eventFlags
	c := &cobra.Command{
		Use:   "events --log events.csv",
		Short: "Measure how administrative cases went: on time, how long, refused, repeated, electronic, from a log",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return a.events(c.Context(), f) },
	}
	flags := c.Flags()
	flags.StringArrayVar(&f.logs, "log", nil, "log of cases, one a row: CSV, gzipped CSV, Parquet, or a pattern such as 'logs/*.csv.gz'; may be given again; - is stdin")
	flags.StringSliceVar(&f.by, "by", nil, "columns to group by, such as hromada,channel")
	flags.StringVar(&f.period, "period", "", "group by month, quarter or year of submitted_at")
	flags.StringVar(&f.asOf, "as-of", "", "date of the account, YYYY-MM-DD: what is later has not happened; without it the latest date in the log")
	flags.StringVar(&f.services, "services", "", "CSV service_id,statutory_days,day_type: days are calendar or business; without it calendar")
	flags.StringVar(&f.holidays, "holidays", "", "CSV with a column date of days that are not worked, and optionally worked=true for moved working days")
	flags.StringSliceVar(&f.metrics, "metrics", nil, "only these metrics: "+strings.Join(eventlog.Metrics, ","))
	flags.Float64Var(&f.maxRejected, "max-rejected", 1, "share of rejected rows above which the command ends with 3")
	flags.IntVar(&f.replicates, "bootstrap", 0, "replicates of the bootstrap of cases that gives E its interval, such as 2000; 0 = none")
	flags.StringVar(&f.edition, "edition", "", "name of the edition, seeds the bootstrap")
	flags.BoolVar(&f.noSuppress, "no-suppress", false, "show metrics of few cases, marked u, for your own eyes")
	flags.StringVar(&f.out, "out", filepath.Join("build", "events"), "folder for events.csv and rejected.csv; - writes events.csv to stdout")
	return c
}

// eventFiles are all that osnova events writes.
var eventFiles = []string{"events.csv", "rejected.csv"}

func (a *app) events(ctx context.Context, f eventFlags) error {
	var place *store.Place
	if f.out != "-" && f.out != "" {
		var err error
		if place, err = claimFolder(f.out, "events", eventFiles); err != nil {
			return err
		}
	}
	rules, err := a.eventRules(f)
	if err != nil {
		return err
	}
	paths, err := f.paths()
	if err != nil {
		return err
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			a.inputs = append(a.inputs, info)
		}
	}
	if err := a.spare(within(f.out, eventFiles)...); err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "osnova-events-")
	if err != nil {
		return fmt.Errorf("make a folder for the work: %w", err)
	}
	defer os.RemoveAll(temp)
	out, err := newEventsOut(a, place, rules)
	if err != nil {
		return err
	}
	defer out.discard()

	st := &store.Store{MemoryLimit: a.databaseMemory()}
	defer st.Close()
	// Nothing of the log is a file name or a statement to this connection, and it could open no file if it were.
	if err := st.Exec(ctx, "set temp_directory = "+sqlText(temp)+"; set enable_external_access = false; set lock_configuration = true"); err != nil {
		return err
	}
	reader := eventlog.NewReader(rules)
	reader.Reject = out.reject
	events := &metrics.Events{Store: st, Rules: rules, Only: f.metrics, Show: f.noSuppress, Replicates: f.replicates, Edition: f.edition}
	files := &eventSources{a: a, temp: temp, total: len(paths)}
	if err := events.Run(ctx, reader, files.open(paths), out.group); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return a.refusedLog(err)
	}
	if err := out.commit(); err != nil {
		return err
	}
	a.tellEvents(f, events, reader, out)
	return nil
}

// eventRules checks what the command line alone shows to be wrong, and reads the rules of services and days.
func (a *app) eventRules(f eventFlags) (eventlog.Rules, error) {
	rules := eventlog.Rules{By: f.by, Period: f.period, AsOf: duration.None}
	if f.out == "" {
		return rules, usage("--out is empty: name a folder")
	}
	if f.period != "" && !slices.Contains(eventlog.Periods, f.period) {
		return rules, usage("--period %s: there are %s", f.period, strings.Join(eventlog.Periods, ", "))
	}
	if !(f.maxRejected >= 0 && f.maxRejected <= 1) {
		return rules, usage("--max-rejected %g: give a share from 0 to 1", f.maxRejected)
	}
	if f.replicates < 0 || f.replicates == 1 || f.replicates > 100_000 {
		return rules, usage("--bootstrap %d: give 0, or 2 to 100000", f.replicates)
	}
	for i, by := range f.by {
		if by == "" || slices.Contains(f.by[:i], by) || slices.Contains([]string{"period", "metric", "value", "low", "high", "n", "status"}, by) {
			return rules, usage("--by %s: a column must have a name, be given once, and not be called as one of the output", by)
		}
	}
	for _, m := range f.metrics {
		if !slices.Contains(eventlog.Metrics, m) {
			return rules, usage("--metrics %s: there are %s", m, strings.Join(eventlog.Metrics, ", "))
		}
	}
	if f.asOf != "" {
		day, ok := duration.Parse([]byte(f.asOf))
		if !ok || len(f.asOf) != 10 {
			return rules, usage("--as-of %s is no date: write YYYY-MM-DD", f.asOf)
		}
		rules.AsOf = day
	}
	if f.services != "" {
		table, err := a.frame("services", f.services)
		if err != nil {
			return rules, err
		}
		if rules.Services, err = eventlog.ReadServices(table); err != nil {
			return rules, a.refuse(table.File, err)
		}
	}
	if f.holidays == "" {
		calendar, err := duration.NewCalendar(nil, nil)
		rules.Calendar = calendar
		return rules, err
	}
	table, err := a.frame("holidays", f.holidays)
	if err != nil {
		return rules, err
	}
	if rules.Calendar, err = eventlog.ReadHolidays(table); err != nil {
		return rules, a.refuse(table.File, err)
	}
	return rules, nil
}

// tellEvents says how many rows were used and why others were not.
func (a *app) tellEvents(f eventFlags, e *metrics.Events, r *eventlog.Reader, out *eventsOut) {
	rejected := r.Rows - r.Used
	a.log.Info("events measured", "rows", r.Rows, "used", r.Used, "rejected", rejected, "groups", out.groups, "as_of", duration.Text(e.Rules.AsOf), "out", f.out)
	for _, why := range out.reasons() {
		a.log.Warn("rows rejected", "column", cmp.Or(why.column, "whole row"), "rows", why.rows, "first", why.first)
	}
	if r.Ruleless > 0 {
		a.log.Warn("services without a rule: counted in calendar days", "rows", r.Ruleless, "file", f.services)
	}
	where := strings.Join(f.logs, ", ")
	hint := "see " + filepath.Join(f.out, "rejected.csv")
	if f.out == "-" {
		hint = "see the reasons above; with --out DIR all are in rejected.csv"
	}
	switch {
	case r.Rows == 0:
		a.findings.Add(where, "", "there are no rows")
	case r.Used == 0:
		a.findings.Add(where, hint, "all %d rows are rejected", r.Rows)
	case float64(rejected) > f.maxRejected*float64(r.Rows):
		a.findings.Add(where, hint, "%d of %d rows are rejected, more than --max-rejected %g", rejected, r.Rows, f.maxRejected)
	}
}
