// SPDX-License-Identifier: Apache-2.0

package events

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/ingest/parse/datetext"
	"osnova/ingest/tablefile"
	"osnova/metrics/eventlog"
)

// mapping says which column of a log is which, and what its words mean, where the log was not made for this command.
type mapping struct {
	Rows    string                       `yaml:"rows"`    // what a row is: case (also when empty; a case may have one for each state) or event
	Columns map[string]string            `yaml:"columns"` // ours: theirs
	Values  map[string]map[string]string `yaml:"values"`  // our column: their text: ours
	Dates   string                       `yaml:"dates"`   // order of day and month in 03/04/2024: dmy or mdy; empty: the column decides
	Zone    string                       `yaml:"zone"`    // place whose days count; empty: Europe/Kyiv
	Pivot   int                          `yaml:"pivot"`   // two-digit years below it are 20yy

	// Of a log of events: the activities that say something.
	Accepted  []string `yaml:"accepted"`  // the case is accepted
	Done      []string `yaml:"done"`      // it is delivered
	Refused   []string `yaml:"refused"`   // it is refused
	Withdrawn []string `yaml:"withdrawn"` // the applicant gives it up
}

// Columns of a log of events beside case_id.
const (
	activityColumn = "activity"
	timeColumn     = "time"
)

// dateColumns and dayColumns are the known columns by what they hold.
var (
	dateColumns = []string{"submitted_at", "accepted_at", "decided_at", "delivered_at", dueColumn}
	dayColumns  = []string{"statutory_days", "paused_days", "visits_n"}
)

// readMapping reads the file of --columns; none is the mapping of a log made for this command.
func readMapping(d *instrument.Session, path string) (*mapping, *time.Location, error) {
	m := &mapping{}
	if path == "" {
		return m, eventlog.KyivTime, nil
	}
	in, err := d.OpenInput("columns", path)
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	name := instrument.InputName(path)
	body, err := io.ReadAll(io.LimitReader(in, catalog.MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	text, reason := instrument.CheckYAML(body)
	if reason != "" {
		return nil, nil, d.AddFindings(name, errors.New(reason))
	}
	if found := catalog.Decode(name, text, m); len(found) > 0 {
		for i := range found {
			found[i].Hint = "see docs/instruments/events.md for the keys"
		}
		d.Findings = append(d.Findings, found...)
		return nil, nil, instrument.ErrRefused
	}
	zone, err := m.check()
	return m, zone, d.AddFindings(name, err)
}

// check says what is wrong with a mapping, joined, and gives its zone.
func (m *mapping) check() (*time.Location, error) {
	var faults []error
	fault := func(bad bool, format string, args ...any) {
		if bad {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	zone := eventlog.KyivTime
	if m.Zone != "" {
		var err error
		if zone, err = time.LoadLocation(m.Zone); err != nil || m.Zone == "Local" {
			faults = append(faults, fmt.Errorf("zone %q is not known: write it as Europe/Kyiv", m.Zone))
		}
	}
	events := m.Rows == "event"
	fault(!slices.Contains([]string{"", "case", "event"}, m.Rows), "rows %q: there are case and event", m.Rows)
	fault(
		!slices.Contains([]string{"", string(datetext.DayFirst), string(datetext.MonthFirst)}, m.Dates),
		"dates %q: give dmy or mdy, the order of day and month",
		m.Dates,
	)
	fault(m.Pivot < 0 || m.Pivot > 100, "pivot %d: two-digit years below it are 20yy: give 1 to 100", m.Pivot)
	theirs := map[string]string{}
	for _, ours := range slices.Sorted(maps.Keys(m.Columns)) {
		name := m.Columns[ours]
		fault(name == "", "columns: %s: name the column of the log", ours)
		fault(theirs[name] != "" && name != "", "columns: %s and %s both name %q", theirs[name], ours, name)
		theirs[name] = ours
	}
	for status := range m.Values["status"] {
		to := m.Values["status"][status]
		fault(!slices.Contains(eventlog.Statuses, to), "values: status: %s: %q is none of %s", status, to, strings.Join(eventlog.Statuses, ", "))
	}
	for channel := range m.Values["channel"] {
		to := m.Values["channel"][channel]
		fault(to != "" && !slices.Contains(eventlog.Channels, to), "values: channel: %s: %q is none of %s", channel, to, strings.Join(eventlog.Channels, ", "))
	}
	fault(events && len(m.Done) == 0, "rows: event: done is missing: list the activities by which a case is delivered")
	fault(
		!events && len(m.Accepted)+len(m.Done)+len(m.Refused)+len(m.Withdrawn) > 0,
		"accepted, done, refused and withdrawn list activities of a log of events: say rows: event",
	)
	return zone, errors.Join(faults...)
}

// want is what is asked of a log that is converted.
func (m *mapping) want(zone *time.Location, by []string) tablefile.Request {
	w := tablefile.Request{
		Columns: slices.Clone(eventlog.Required), Dates: dateColumns, Numbers: dayColumns, Values: m.Values, Rename: map[string]string{}, ByRow: true,
		Read: datetext.Reader{Zone: zone, Pivot: m.Pivot, Order: datetext.Order(m.Dates)},
	}
	if m.Rows == "event" {
		w.Columns, w.Dates = []string{"case_id", activityColumn, timeColumn}, []string{timeColumn}
	}
	for ours, theirs := range m.Columns {
		w.Rename[theirs] = ours
	}
	w.Columns = append(w.Columns, by...)
	return w
}

// plain says that a log needs no more than to be read as it is.
func (m *mapping) plain() bool {
	return len(m.Columns)+len(m.Values) == 0 && m.Rows != "event" && m.Dates == "" && m.Pivot == 0
}
