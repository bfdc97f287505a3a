// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"osnova/metrics/duration"
	"osnova/metrics/frame"
)

// Rules say how a log is read and grouped.
type Rules struct {
	By       []string           // columns of the log to group by
	Period   string             // month, quarter, year of submitted_at; "" = none
	AsOf     duration.Day       // nothing later has happened; duration.NoDate = the last date that the log supports
	Place    *time.Location     // whose days count, of moments with a zone; nil = Kyiv
	Services map[string]Service // by service_id; a service that is not there has calendar days
	Calendar *duration.Calendar // of working days
}

// Service is the rule of one service.
type Service struct {
	StatutoryDays int32 // 0 = the log says it, or nobody
	Business      bool  // terms are counted in working days
}

// Periods are the lengths that --period knows.
var Periods = []string{"month", "quarter", "year"}

// Required and optional are the columns that mean something; all others may only be
// grouped by.
var (
	Required = []string{"case_id", "submitted_at", "delivered_at", "status"}
	optional = []string{"service_id", "channel", "accepted_at", "decided_at", "resubmission_of", "visits_n", "statutory_days", "paused_days"}
)

// Statuses and Channels of SPEC 4.4 and appendix A, in the order of their numbers.
var (
	Statuses = []string{"done", "refused", "withdrawn", "open"}
	Channels = []string{"web", "app", "cnap", "phone", "paper", "visit", "messenger"}
)

// ReadServices reads service_id, statutory_days and day_type (calendar or business;
// empty = calendar). All faults come back joined.
func ReadServices(f *frame.Frame) (map[string]Service, error) {
	columns := map[string][]string{}
	for _, name := range []string{"service_id", "statutory_days", "day_type"} {
		cells, err := f.Text(name)
		if err != nil {
			return nil, err
		}
		columns[name] = cells
	}
	out, faults := make(map[string]Service, f.Len()), faults{}
	for i := range f.Len() {
		id := strings.TrimSpace(columns["service_id"][i])
		at := func(column, reason string) {
			faults.add(&frame.CellError{File: f.File, Line: f.Line(i), Column: column, Value: columns[column][i], Reason: reason})
		}
		s := Service{}
		if _, twice := out[id]; twice || id == "" {
			at("service_id", "is empty or there twice: one row a service")
		}
		if cell := columns["statutory_days"][i]; strings.TrimSpace(cell) != "" {
			v, reason := frame.Number(cell)
			if reason == "" && (v < 1 || v > maxDays || v != math.Trunc(v)) {
				reason = "is no number of days: write a whole number of 1 or more"
			}
			if reason != "" {
				at("statutory_days", reason)
			} else {
				s.StatutoryDays = int32(v)
			}
		}
		switch strings.TrimSpace(columns["day_type"][i]) {
		case "business":
			s.Business = true
		case "", "calendar":
		default:
			at("day_type", "is no kind of day: write calendar or business")
		}
		out[id] = s
	}
	return out, faults.joined()
}

// ReadHolidays reads the column date of a file of days that are not worked; an
// optional column worked (true or 1) marks a weekend day that is worked instead. A
// bare list of dates without a header will do.
func ReadHolidays(f *frame.Frame) (*duration.Calendar, error) {
	var off, on []duration.Day
	dates, err := f.Text("date")
	if first, bare := duration.Parse([]byte(f.Names[0])); bare && len(f.Names) == 1 {
		off = append(off, first)
		dates, err = f.Text(f.Names[0])
	}
	if err != nil {
		return nil, err
	}
	worked := make([]string, f.Len())
	if f.Has("worked") {
		if worked, err = f.Text("worked"); err != nil {
			return nil, err
		}
	}
	faults := faults{}
	for i, cell := range dates {
		d, ok := duration.Parse([]byte(strings.TrimSpace(cell)))
		if !ok {
			faults.add(&frame.CellError{File: f.File, Line: f.Line(i), Column: "date", Value: cell, Reason: "is no date: write YYYY-MM-DD"})
			continue
		}
		switch strings.ToLower(strings.TrimSpace(worked[i])) {
		case "true", "1":
			on = append(on, d)
		case "", "false", "0":
			off = append(off, d)
		default:
			faults.add(&frame.CellError{File: f.File, Line: f.Line(i), Column: "worked", Value: worked[i], Reason: "is neither true nor false"})
		}
	}
	if err := faults.joined(); err != nil {
		return nil, err
	}
	return duration.NewCalendar(off, on)
}

// faults collects errors and joins the first of them.
type faults struct {
	first []error
	more  int
}

func (f *faults) add(err error) {
	if len(f.first) < 20 {
		f.first = append(f.first, err)
	} else {
		f.more++
	}
}

func (f *faults) joined() error {
	all := slices.Clone(f.first)
	if f.more > 0 {
		all = append(all, fmt.Errorf("and %d more such cells", f.more))
	}
	return joinErrors(all)
}
