// SPDX-License-Identifier: Apache-2.0

package events

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/ingest/tablefile"
	"osnova/metrics"
	"osnova/metrics/duration"
	"osnova/metrics/eventlog"
	"osnova/metrics/frame"
	"osnova/store"
	"osnova/store/disk"
)

// Options are the logs, columns and choices of one measurement. Start from Defaults.
type Options struct {
	Logs        []string // CSV, gzipped CSV, Parquet, or patterns of such; - is stdin
	By          []string // columns to group by
	Period      string   // month, quarter or year of submitted_at; empty: all time is one
	AsOf        string   // date of the account, YYYY-MM-DD; empty: the last date that the logs support
	Columns     string   // YAML that says which column is which and what words mean; empty: the log was made for this command
	Services    string   // CSV service_id,statutory_days,day_type; empty: calendar days
	Holidays    string   // CSV with a column date of days that are not worked; empty: none
	Metrics     []string // only these; nil: all of eventlog.Metrics
	MaxRejected float64  // share of rejected rows above which there is a finding
	Replicates  int      // of the bootstrap of cases; 0: none
	Edition     string   // seeds the bootstrap
	NoSuppress  bool     // show metrics of few cases, marked u
	Out         string   // folder of events.csv and rejected.csv; - is stdout, for events.csv alone
}

// Defaults are the options of a person who gives none.
func Defaults() Options { return Options{MaxRejected: 1, Out: filepath.Join("build", "events")} }

// fileNames are all that osnova events writes.
var fileNames = []string{"events.csv", "rejected.csv"}

// Run measures the logs as asked for and writes events.csv and rejected.csv. Rejected rows are a finding where they are more than the options
// allow; a log that is none is in the findings too, the error is instrument.ErrRefused, and nothing is written then.
func Run(ctx context.Context, d *instrument.Session, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	var place *disk.Place
	if o.Out != "-" {
		var err error
		if place, err = disk.Claim(o.Out, "events", fileNames...); err != nil {
			return err
		}
	}
	rules, err := readRules(d, o)
	if err != nil {
		return err
	}
	mapping, zone, err := readMapping(d, o.Columns)
	if err != nil {
		return err
	}
	rules.Place = zone
	paths, err := o.findLogs()
	if err != nil {
		return err
	}
	for _, path := range paths {
		d.NoteInput(path)
	}
	if err := d.RefuseOverwrite(instrument.JoinNames(o.Out, fileNames)...); err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "osnova-events-")
	if err != nil {
		return fmt.Errorf("make a folder for the work: %w", err)
	}
	defer os.RemoveAll(temp)
	out, err := newOutput(d, place, rules)
	if err != nil {
		return err
	}
	defer out.discard()

	st := &store.Store{MemoryLimit: instrument.ShareMemory(d.Memory)}
	defer st.Close()
	// Nothing of the log is a file name or a statement to this connection, and it could open no file if it were.
	if err := st.Exec(ctx, "set temp_directory = "+catalog.SQLText(temp)+"; set enable_external_access = false; set lock_configuration = true"); err != nil {
		return err
	}
	reader := eventlog.NewReader(rules)
	reader.Reject = out.reject
	reader.Written = lastWritten(paths)
	events := &metrics.Events{Store: st, Rules: rules, Only: o.Metrics, Show: o.NoSuppress, Replicates: o.Replicates, Edition: o.Edition, Again: out.restart}
	files := &logSource{desk: d, temp: temp, total: len(paths), kept: map[string]string{}, mapping: mapping, want: mapping.want(zone, o.By)}
	if err := events.Run(ctx, reader, files.open(paths), out.group); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return addLogFindings(d, err)
	}
	if err := out.commit(); err != nil {
		return err
	}
	logCounts(d, o, events, reader, out)
	return nil
}

// check finds what the options alone show to be wrong.
func (o Options) check() error {
	if o.Out == "" {
		return instrument.Usage("--out is empty: name a folder")
	}
	if o.Period != "" && !slices.Contains(eventlog.Periods, o.Period) {
		return instrument.Usage("--period %s: there are %s", o.Period, strings.Join(eventlog.Periods, ", "))
	}
	if !(o.MaxRejected >= 0 && o.MaxRejected <= 1) {
		return instrument.Usage("--max-rejected %g: give a share from 0 to 1", o.MaxRejected)
	}
	if o.Replicates < 0 || o.Replicates == 1 || o.Replicates > 100_000 {
		return instrument.Usage("--bootstrap %d: give 0, or 2 to 100000", o.Replicates)
	}
	for i, by := range o.By {
		if by == "" || slices.Contains(o.By[:i], by) || slices.Contains([]string{"period", "metric", "value", "low", "high", "n", "status"}, by) {
			return instrument.Usage("--by %s: a column must have a name, be given once, and not be called as one of the output", by)
		}
	}
	for _, m := range o.Metrics {
		if !slices.Contains(eventlog.Metrics, m) {
			return instrument.Usage("--metrics %s: there are %s", m, strings.Join(eventlog.Metrics, ", "))
		}
	}
	if _, ok := duration.Parse([]byte(o.AsOf)); o.AsOf != "" && (!ok || len(o.AsOf) != 10) {
		return instrument.Usage("--as-of %s is no date: write YYYY-MM-DD", o.AsOf)
	}
	return nil
}

// readRules reads the rules of services and days.
func readRules(d *instrument.Session, o Options) (eventlog.Rules, error) {
	rules := eventlog.Rules{By: o.By, Period: o.Period, AsOf: duration.NoDate}
	if o.AsOf != "" {
		rules.AsOf, _ = duration.Parse([]byte(o.AsOf)) // held against its form by check
	}
	if o.Services != "" {
		table, err := d.ReadFrame("services", o.Services, "statutory_days")
		if err != nil {
			return rules, err
		}
		if rules.Services, err = eventlog.ReadServices(table); err != nil {
			return rules, d.AddFindings(table.File, err)
		}
	}
	if o.Holidays == "" {
		calendar, err := duration.NewCalendar(nil, nil)
		rules.Calendar = calendar
		return rules, err
	}
	_, err := d.CheckFrame("holidays", o.Holidays, tablefile.Request{Dates: []string{"date"}}, func(f *frame.Frame) error {
		var err error
		rules.Calendar, err = eventlog.ReadHolidays(f)
		return err
	})
	return rules, err
}

// logCounts says how many rows were used and why others were not.
func logCounts(d *instrument.Session, o Options, e *metrics.Events, r *eventlog.Reader, out *output) {
	rejected := r.Rows - r.Used
	d.Log.Info("events measured", "rows", r.Rows, "used", r.Used, "rejected", rejected, "groups", out.groups, "as_of", duration.DayText(e.Rules.AsOf), "out", o.Out)
	for _, why := range out.reasons() {
		d.Log.Warn("rows rejected", "column", cmp.Or(why.column, "whole row"), "rows", why.rows, "first", why.first)
	}
	if r.Silent > 0 && !r.Lacks["channel"] {
		d.Log.Warn("cases without a channel take no part in E5", "rows", r.Silent)
	}
	if r.Ruleless > 0 {
		d.Log.Warn("services without a rule: counted in calendar days", "rows", r.Ruleless, "file", o.Services)
	}
	where := strings.Join(o.Logs, ", ")
	hint := "see " + filepath.Join(o.Out, "rejected.csv")
	if o.Out == "-" {
		hint = "see the reasons above; with --out DIR all are in rejected.csv"
	}
	switch {
	case r.Rows == 0:
		d.Findings.Add(where, "", "there are no rows")
	case r.Used == 0:
		d.Findings.Add(where, hint, "all %d rows are rejected", r.Rows)
	case float64(rejected) > o.MaxRejected*float64(r.Rows):
		d.Findings.Add(where, hint, "%d of %d rows are rejected, more than --max-rejected %g", rejected, r.Rows, o.MaxRejected)
	}
}
