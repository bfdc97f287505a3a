// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"strconv"
	"strings"

	"osnova/metrics/duration"
)

// Case is one case as values, where [Reader.Read] takes it from a row of text. Dates are duration.NoDate where there is none.
type Case struct {
	ID                            string
	By                            []string // texts of Rules.By
	Service                       string
	Status                        string // of Statuses
	Channel                       string // of Channels; empty: the log does not say
	Submitted                     duration.Day
	Accepted, Decided, Delivered  duration.Day
	Resubmission                  bool  // it takes up an earlier case
	Visits, Statutory, PausedDays int32 // Statutory in days; 0 = not said
}

// Records says which of the optional columns the cases given to Add record; all others are lacking, not missing.
func (r *Reader) Records(columns ...string) {
	for _, c := range columns {
		r.Lacks[c] = false
	}
}

// NewBatch is an empty batch for the cases of Add.
func (r *Reader) NewBatch() Batch { return *r.batch() }

// Add takes in one case and puts it into the batch; where it cannot be used, it gives the column, the value and why. It asks the same of a case as
// Read does, and the first of several cases with one identifier counts. Dates that a log does not support are for [Batch.Align] to tell: there is no
// second reading of cases.
func (r *Reader) Add(b *Batch, k Case) *Rejected {
	r.Rows++
	a, column, value, reason := r.judge(k)
	if reason == "" {
		key := r.keyOf(a.id)
		if r.seen == nil {
			r.seen = newSeen(0)
		}
		if !r.seen.add(key.hash, key.check) {
			r.twice[key] = true
			column, value, reason = "case_id", k.ID, thereAlready
		}
	}
	if reason != "" {
		return &Rejected{Line: r.Rows, Column: column, Value: shown([]byte(value)), Reason: reason}
	}
	for i, text := range k.By {
		b.By[i] = append(b.By[i], r.by[i].of([]byte(strings.TrimSpace(text))))
	}
	r.put(b, a)
	r.Used++
	r.count(b, b.Len()-1, a.ruled)
	return nil
}

// judge gives what a case comes to, or what is wrong with it.
func (r *Reader) judge(k Case) (a added, column, value, reason string) {
	status, channel := statusOf([]byte(k.Status)), channelOf([]byte(k.Channel))
	id := strings.TrimSpace(k.ID)
	switch {
	case id == "":
		return a, "case_id", "", "is empty"
	case len(k.By) != len(r.rules.By):
		return a, "", "", "the case has not one text for each column to group by"
	case status == unknown:
		return a, "status", k.Status, "is no status: there are " + strings.Join(Statuses, ", ")
	case channel == unknown:
		return a, "channel", k.Channel, "is no channel: there are " + strings.Join(Channels, ", ")
	case k.Submitted == duration.NoDate:
		return a, "submitted_at", "", "is empty: a case without a date of submission cannot be placed in time"
	}
	f := facts{
		status: status, channel: channel, submitted: k.Submitted, after: [3]duration.Day{k.Accepted, k.Decided, k.Delivered}, last: k.Submitted,
		ruled: true, statutory: k.Statutory, paused: k.PausedDays, repeat: k.Visits >= 2 || k.Resubmission,
	}
	if reason := wrongDay(k.Submitted); reason != "" {
		return a, "submitted_at", duration.DayText(k.Submitted), reason
	}
	for i, d := range f.after {
		if d == duration.NoDate {
			continue
		}
		if reason := wrongDay(d); reason != "" {
			return a, dated[i], duration.DayText(d), reason
		}
		if d < k.Submitted {
			return a, dated[i], duration.DayText(d), "is before submitted_at, " + duration.DayText(k.Submitted)
		}
		f.last = max(f.last, d)
	}
	if reason := contradicts(status, k.Delivered); reason != "" {
		return a, "delivered_at", duration.DayText(k.Delivered), reason
	}
	for _, n := range []struct {
		column string
		value  int32
	}{{"statutory_days", k.Statutory}, {"paused_days", k.PausedDays}, {"visits_n", k.Visits}} {
		if n.value < 0 || n.value > maxDays {
			return a, n.column, strconv.Itoa(int(n.value)), "is no number of days or visits: give a whole number of 0 or more"
		}
	}
	if len(r.rules.Services) > 0 {
		f.rule, f.ruled = r.rules.Services[strings.TrimSpace(k.Service)]
	}
	if a, column, reason = r.judgeRow(f); reason != "" {
		value = duration.DayText(k.Submitted)
		if column == "paused_days" {
			value = strconv.Itoa(int(k.PausedDays))
		}
		return a, column, value, reason
	}
	a.id = []byte(id)
	return a, "", "", ""
}

// wrongDay says what is wrong with a day as the date of a case; empty where nothing is.
func wrongDay(d duration.Day) string {
	if d < duration.FirstDay || d > duration.LastDay {
		return noDate
	}
	return standsIn(d)
}
