// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"osnova/metrics/duration"
)

const caseHeader = "case_id,unit_id,service_id,channel,submitted_at,accepted_at,decided_at,delivered_at,status,resubmission_of,visits_n,statutory_days,paused_days\n"

// line writes a case as a row of a log.
func (k Case) line() string {
	number := func(n int32) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprint(n)
	}
	again := ""
	if k.Resubmission {
		again = "before"
	}
	return strings.Join([]string{
		k.ID, k.By[0], k.Service, k.Channel, duration.DayText(k.Submitted), duration.DayText(k.Accepted), duration.DayText(k.Decided), duration.DayText(k.Delivered),
		k.Status, again, number(k.Visits), number(k.Statutory), number(k.PausedDays),
	}, ",") + "\n"
}

// invented is a case of a few weeks, now and then one that cannot be.
func invented(t *rapid.T) Case {
	start := duration.DayOf(2025, 1, 1)
	day := func(name string) duration.Day {
		if rapid.IntRange(0, 3).Draw(t, name+" there") == 0 {
			return duration.NoDate
		}
		return start + duration.Day(rapid.IntRange(-2, 40).Draw(t, name))
	}
	return Case{
		ID: fmt.Sprint("c", rapid.IntRange(0, 30).Draw(t, "id")), By: []string{rapid.SampledFrom([]string{"A", "B"}).Draw(t, "unit")},
		Service: rapid.SampledFrom([]string{"s1", "s2", "s3"}).Draw(t, "service"), Channel: rapid.SampledFrom([]string{"", "web", "cnap", "pigeon"}).Draw(t, "channel"),
		Status: rapid.SampledFrom(append([]string{"lost"}, Statuses...)).Draw(t, "status"), Submitted: day("submitted"), Accepted: day("accepted"),
		Decided: day("decided"), Delivered: day("delivered"), Resubmission: rapid.Bool().Draw(t, "again"), Visits: int32(rapid.IntRange(0, 3).Draw(t, "visits")),
		Statutory: int32(rapid.IntRange(0, 30).Draw(t, "term")), PausedDays: int32(rapid.IntRange(0, 9).Draw(t, "paused")),
	}
}

// TestCasesAreThoseOfALog: cases given as values make the batch of the log that says them, and what is refused there is refused here for the same
// reason.
func TestCasesAreThoseOfALog(t *testing.T) {
	calendar, err := duration.NewCalendar(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		rules := Rules{By: []string{"unit_id"}, Period: "quarter", AsOf: duration.NoDate, Calendar: calendar}
		if rapid.Bool().Draw(t, "account") {
			rules.AsOf = duration.DayOf(2025, 1, 20)
		}
		if rapid.Bool().Draw(t, "services") {
			rules.Services = map[string]Service{"s1": {StatutoryDays: 10}, "s2": {StatutoryDays: 5, Business: true}}
		}
		var cases []Case
		text := caseHeader
		for range rapid.IntRange(1, 40).Draw(t, "n") {
			cases = append(cases, invented(t))
			text += cases[len(cases)-1].line()
		}
		var read Batch
		var refused []Rejected
		log := NewReader(rules)
		log.ByRow = true
		log.Reject = func(bad []Rejected) error { refused = append(refused, bad...); return nil }
		err := log.Read(context.Background(), "", strings.NewReader(text), 0, func(b *Batch) error { read = *b; return nil })
		if err != nil {
			t.Fatal(err)
		}
		given := NewReader(rules)
		given.Records(optional...)
		added := given.NewBatch()
		var wrong []Rejected
		for _, k := range cases {
			if bad := given.Add(&added, k); bad != nil {
				wrong = append(wrong, *bad)
			}
		}
		if d := cmp.Diff(refused, wrong); d != "" {
			t.Fatal(d)
		}
		if given.Rows != log.Rows || given.Used != log.Used || given.Latest != log.Latest || given.Silent != log.Silent || given.Ruleless != log.Ruleless {
			t.Fatalf("accounts: %d %d %d %d %d, %d %d %d %d %d", given.Rows, given.Used, given.Latest, given.Silent, given.Ruleless, log.Rows, log.Used, log.Latest, log.Silent, log.Ruleless)
		}
		if d := cmp.Diff(log.Lacks, given.Lacks); d != "" {
			t.Fatal(d)
		}
		if read.Len() == 0 && added.Len() == 0 {
			return
		}
		units := func(r *Reader, b *Batch) (out []string) { // a reader of text numbers the unit of a case that is there twice, too
			for _, n := range b.By[0] {
				out = append(out, r.Names(0)[n])
			}
			b.By = nil
			return out
		}
		if d := cmp.Diff(units(log, &read), units(given, &added)); d != "" {
			t.Fatal(d)
		}
		if d := cmp.Diff(read, added); d != "" {
			t.Fatal(d)
		}
	})
}

// TestCaseIsRefused: what no text of a log could hold is refused too.
func TestCaseIsRefused(t *testing.T) {
	calendar, err := duration.NewCalendar(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	day := duration.DayOf(2025, 3, 3)
	good := Case{ID: "c", By: []string{"A"}, Status: "done", Submitted: day, Accepted: duration.NoDate, Decided: duration.NoDate, Delivered: day + 3}
	for _, c := range []struct {
		want   Rejected
		change func(*Case)
	}{
		{Rejected{Column: "case_id", Reason: "is empty"}, func(k *Case) { k.ID = " " }},
		{Rejected{Reason: "the case has not one text for each column to group by"}, func(k *Case) { k.By = nil }},
		{Rejected{Column: "delivered_at", Value: "2099-01-01", Reason: standIn}, func(k *Case) { k.Delivered = duration.DayOf(2099, 1, 1) }},
		{Rejected{Column: "submitted_at", Value: "1899-12-31", Reason: noDate}, func(k *Case) { k.Submitted = duration.FirstDay - 1 }},
		{Rejected{Column: "visits_n", Value: "-1", Reason: "is no number of days or visits: give a whole number of 0 or more"}, func(k *Case) { k.Visits = -1 }},
		{Rejected{Column: "paused_days", Value: "4", Reason: "is more than the 3 days from submission to delivery"}, func(k *Case) { k.PausedDays = 4 }},
	} {
		r := NewReader(Rules{By: []string{"unit_id"}, AsOf: duration.NoDate, Calendar: calendar})
		b, k := r.NewBatch(), good
		c.change(&k)
		c.want.Line = 1
		if d := cmp.Diff(&c.want, r.Add(&b, k)); d != "" || b.Len() != 0 || r.Used != 0 {
			t.Errorf("%s, %d in the batch", d, b.Len())
		}
	}
}
