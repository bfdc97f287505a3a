// SPDX-License-Identifier: Apache-2.0

package events

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"slices"
	"strings"

	"osnova/metrics/frame"
)

// event is one row of a log of events.
type event struct {
	line     int
	time     string // ISO, which sorts as time does
	activity string
	rest     []string // cells of the other columns
}

// foldEvents makes of a log of events, as plain CSV with case_id, activity and time, one row a case: submitted at its first event; accepted at the first
// activity that accepts; delivered, refused or withdrawn at the last that ends it, else open. Other columns have their first text that is not empty.
// Each row stands on the line of the case's first row. A row without a case, an activity or a time is handed on as it is, to be rejected by who
// reads it.
func (m *mapping) foldEvents(file string, table []byte) ([]byte, error) {
	f, err := frame.Read(file, bytes.NewReader(table))
	if err != nil {
		return nil, err
	}
	columns := map[string][]string{}
	var others []string
	for _, name := range f.Names {
		if columns[name], err = f.Text(name); err != nil {
			return nil, err
		}
		if !slices.Contains([]string{"case_id", activityColumn, timeColumn, "submitted_at", "accepted_at", "decided_at", "delivered_at", "status"}, name) {
			others = append(others, name)
		}
	}
	var faults []error
	for _, name := range []string{"case_id", activityColumn, timeColumn} {
		if columns[name] == nil {
			faults = append(faults, &frame.UnknownError{Where: file, What: "column", Name: name, Have: f.Names})
		}
	}
	if faults != nil {
		return nil, errors.Join(faults...)
	}
	cases := map[string][]event{}
	var order []string
	for row := range f.Len() {
		id := strings.TrimSpace(columns["case_id"][row])
		e := event{line: f.Line(row), time: strings.TrimSpace(columns[timeColumn][row]), activity: strings.TrimSpace(columns[activityColumn][row])}
		for _, name := range others {
			e.rest = append(e.rest, strings.TrimSpace(columns[name][row]))
		}
		if cases[id] == nil {
			order = append(order, id)
		}
		cases[id] = append(cases[id], e)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write(append([]string{"case_id", "submitted_at", "accepted_at", "decided_at", "delivered_at", "status"}, others...)) // into memory
	line := 2
	for _, id := range order {
		w.Flush()
		for first := cases[id][0].line; line < first; line++ {
			out.WriteByte('\n')
		}
		_ = w.Write(append([]string{id}, m.caseOf(cases[id], len(others))...))
		line++
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// caseOf are the cells of a case after its name: submitted_at, accepted_at, decided_at, delivered_at, status, and the others.
func (m *mapping) caseOf(events []event, others int) []string {
	rest := make([]string, others)
	for _, e := range events { // in the order of the file
		for i, text := range e.rest {
			rest[i] = cmp.Or(rest[i], text)
		}
	}
	slices.SortStableFunc(events, func(a, b event) int { return strings.Compare(a.time, b.time) })
	submitted, accepted, decided, delivered, status := events[0].time, "", "", "", "open"
	for _, e := range events {
		if accepted == "" && slices.Contains(m.Accepted, e.activity) {
			accepted = e.time
		}
		switch {
		case slices.Contains(m.Done, e.activity):
			status, delivered, decided = "done", e.time, ""
		case slices.Contains(m.Refused, e.activity):
			status, delivered, decided = "refused", "", e.time
		case slices.Contains(m.Withdrawn, e.activity):
			status, delivered, decided = "withdrawn", "", e.time
		}
	}
	return append([]string{submitted, accepted, decided, delivered, status}, rest...)
}
