// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/metrics/duration"
)

// reread reads logs as often as the reader asks for, and gives the cases used as status and span, and the rejected rows of the last reading.
func reread(t *testing.T, rules Rules, written duration.Day, logs ...string) (r *Reader, used, rejected []string) {
	t.Helper()
	if rules.Calendar == nil {
		rules.Calendar = workdays(t)
	}
	r = NewReader(rules)
	r.Written = written
	for range 3 {
		used, rejected = nil, nil
		r.Reject = func(rows []Rejected) error {
			for _, x := range rows {
				rejected = append(rejected, fmt.Sprintf("%s:%d %s %q %s", x.File, x.Line, x.Column, x.Value, x.Reason))
			}
			return nil
		}
		do := func(b *Batch) error {
			for i := range b.Len() {
				used = append(used, fmt.Sprintf("%s %s %d %d", r.PeriodText(b.Period[i]), Statuses[b.Status[i]], Unpack(b.Course[i]).Span, b.Silent[i]))
			}
			return nil
		}
		for i, text := range logs {
			if err := r.Read(context.Background(), fmt.Sprintf("%c.csv", 'a'+i), strings.NewReader(text), int64(len(text)), do); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Finish(do); err != nil {
			t.Fatal(err)
		}
		if r.Rows != r.Used+len(rejected) || r.Used != len(used) {
			t.Fatalf("%d rows, %d used, %d rejected, %d handed on", r.Rows, r.Used, len(rejected), len(used))
		}
		if !r.Restart() {
			return r, used, rejected
		}
	}
	t.Fatal("the reader asks for a third reading")
	return nil, nil, nil
}

// monthOfCases is n cases, one a day from 1 March 2025, each done after four days.
func monthOfCases(n int) string {
	var b strings.Builder
	b.WriteString("case_id,submitted_at,delivered_at,status\n")
	for i := range n {
		from := duration.DayOf(2025, 3, 1) + duration.Day(i)
		fmt.Fprintf(&b, "c%d,%s,%s,done\n", i, duration.DayText(from), duration.DayText(from+4))
	}
	return b.String()
}

// TestUnsupportedDates: a slip of the pen is rejected and does not become the date of the account.
func TestUnsupportedDates(t *testing.T) {
	free := Rules{AsOf: duration.NoDate}
	for _, test := range []struct {
		name, row string
		rules     Rules
		written   duration.Day
		want      string // of the rejected row; "" = used
		latest    string
	}{
		{"digits swapped", "x,2025-03-05,2052-03-15,done", free, duration.NoDate, `delivered_at "2052-03-15" is 9813 days after 2025-05-03, the last date that the log supports; give --as-of where it is right`, "2025-05-03"},
		{"a year late", "x,2026-03-05,,open", free, duration.NoDate, `submitted_at "2026-03-05" is 306 days after 2025-05-03, the last date that the log supports; give --as-of where it is right`, "2025-05-03"},
		{"a century early", "x,1925-03-05,2025-03-09,done", free, duration.NoDate, `submitted_at "1925-03-05" is 36521 days before 2025-03-01, the first date that the log supports`, "2025-05-03"},
		{"a date in place of none", "x,2025-03-05,2099-12-31,done", free, duration.NoDate, `delivered_at "2099-12-31" stands for no date: leave the cell empty where there is none`, "2025-05-03"},
		{"one beyond the calendar", "x,2025-03-05,9999-12-31,done", free, duration.NoDate, `delivered_at "9999-12-31" stands for no date: leave the cell empty where there is none`, "2025-05-03"},
		{"the first day of computers", "x,1970-01-01,2025-03-09,done", free, duration.NoDate, `submitted_at "1970-01-01" stands for no date: leave the cell empty where there is none`, "2025-05-03"},
		{"after the file was written", "x,2025-03-05,2025-09-15,done", free, duration.DayOf(2025, 6, 1), `delivered_at "2025-09-15" is 135 days after 2025-05-03, the last date that the log supports; give --as-of where it is right`, "2025-05-03"},
		{"before the file was written", "x,2025-03-05,2025-09-15,done", free, duration.DayOf(2025, 12, 1), "", "2025-09-15"},
		{"a file whose time says nothing", "x,2025-03-05,2025-09-15,done", free, duration.DayOf(1980, 1, 1), "", "2025-09-15"},
		{"the user has said the date", "x,2025-03-05,2026-03-15,done", Rules{AsOf: duration.DayOf(2026, 4, 1)}, duration.NoDate, "", "2026-03-15"},
		{"a case that took long", "x,2019-03-05,2025-03-09,done", free, duration.NoDate, "", "2025-05-03"},
	} {
		r, used, rejected := reread(t, test.rules, test.written, monthOfCases(60)+test.row+"\n")
		if got := duration.DayText(r.Latest); got != test.latest {
			t.Errorf("%s: the log ends on %s, want %s", test.name, got, test.latest)
		}
		want := []string(nil)
		if test.want != "" {
			want = []string{"a.csv:62 " + test.want}
		}
		if diff := cmp.Diff(want, rejected); diff != "" || len(used) != 61-len(want) {
			t.Errorf("%s: %d used: %s", test.name, len(used), diff)
		}
	}
}

// TestStates: of a case that is told in several rows the last state counts, in whatever order they come.
func TestStates(t *testing.T) {
	const header = "case_id,submitted_at,delivered_at,status,channel\n"
	rules := Rules{AsOf: duration.NoDate, Period: "month"}
	for _, test := range []struct {
		name       string
		logs       []string
		used, away []string
	}{
		{
			"appended",
			[]string{header + "1,2025-03-01,,open,web\n2,2025-03-02,,open,\n1,2025-03-01,2025-03-04,done,web\n"},
			[]string{"2025-03 open 20149 1", "2025-03 done 3 0"},
			[]string{`a.csv:2 case_id "1" is an earlier state of the case: a.csv:4 has the last one`},
		},
		{
			"newest first",
			[]string{header + "1,2025-03-01,2025-03-04,done,web\n1,2025-03-01,,open,web\n"},
			[]string{"2025-03 done 3 0"},
			[]string{`a.csv:3 case_id "1" is an earlier state of the case: a.csv:2 has the last one`},
		},
		{
			"withdrawn later, without a date",
			[]string{header + "1,2025-03-01,,open,web\n1,2025-03-01,,withdrawn,web\n"},
			[]string{"2025-03 withdrawn 0 0"},
			[]string{`a.csv:2 case_id "1" is an earlier state of the case: a.csv:3 has the last one`},
		},
		{
			"in two files, quoted",
			[]string{header + "\"1\",2025-03-01,,open,web\n", header + "1,2025-03-01,2025-03-04,done,web\n"},
			[]string{"2025-03 done 3 0"},
			[]string{`a.csv:2 case_id "1" is an earlier state of the case: b.csv:2 has the last one`},
		},
		{
			"the same again",
			[]string{header + "1,2025-03-01,2025-03-04,done,web\n1,2025-03-01,2025-03-04,done,web\n"},
			[]string{"2025-03 done 3 0"},
			[]string{`a.csv:3 case_id "1" is there already: a case is one row, and its first usable row counts`},
		},
		{
			"another case of the name",
			[]string{header + "1,2025-03-01,2025-03-04,done,web\n1,2025-03-02,2025-03-09,done,web\n"},
			[]string{"2025-03 done 3 0"},
			[]string{`a.csv:3 case_id "1" is there already with another submitted_at, at a.csv:2: a case is submitted once, give the other a name of its own`},
		},
		{
			"a later row that is none",
			[]string{header + "1,2025-03-01,,open,web\n1,2025-03-01,,done,web\n"},
			[]string{"2025-03 open 20148 0"},
			[]string{`a.csv:3 delivered_at "" is empty though the case is done`},
		},
	} {
		_, used, rejected := reread(t, rules, duration.NoDate, test.logs...)
		if diff := cmp.Diff([][]string{test.used, test.away}, [][]string{used, rejected}); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// TestZones: moments with a zone are turned to Kyiv, where the month begins three hours before it does in UTC.
func TestZones(t *testing.T) {
	_, used, rejected := reread(t, Rules{AsOf: duration.NoDate, Period: "month"}, duration.NoDate, "case_id,submitted_at,delivered_at,status\n"+
		"1,2025-03-30T22:30:00Z,2025-03-31T09:00:00+03:00,done\n"+
		"2,2025-03-31T21:30:00Z,2025-04-01T09:00:00+03:00,done\n"+
		"3,2025-03-31T23:30:00Z,2025-04-01T01:00:00+03:00,done\n"+
		"4,2025-03-31 23:30,2025-04-01,done\n")
	want := []string{"2025-03 done 0 1", "2025-04 done 0 1", "2025-03 done 1 1"}
	if diff := cmp.Diff(want, used); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{`a.csv:4 delivered_at "2025-04-01T01:00:00+03:00" is before submitted_at, 2025-03-31T23:30:00Z`}, rejected); diff != "" {
		t.Error(diff)
	}
}

// TestSilentChannels: a case without a channel takes no part in E5 and in nothing else; a group without any loses E5, not E.
func TestSilentChannels(t *testing.T) {
	r := NewReader(Rules{Calendar: workdays(t), AsOf: duration.NoDate})
	for _, channel := range []string{"", "web", "NA"} {
		if _, rejected := log(t, r, header+"c"+channel+",UA1,S01,"+channel+",2026-01-02,2026-01-02,,2026-01-06,done,,1,30,\n"); rejected != nil {
			t.Errorf("channel %q: %v", channel, rejected)
		}
	}
	if r.Used != 3 || r.Silent != 2 {
		t.Errorf("%d used, %d of them silent", r.Used, r.Silent)
	}
	m := &Measurer{Calendar: workdays(t), Lacks: map[string]bool{}, Show: true}
	g := Group{Cases: 80, Done: 80, Electronic: 20, Silent: 40, Prompt: 80}
	for range 80 {
		g.Courses = append(g.Courses, Course{Span: 5, Statutory: 10, Prompt: true}.pack())
	}
	at := func(metric string) Value {
		for _, v := range m.Measure(g) {
			if v.Metric == metric {
				return v
			}
		}
		t.Fatalf("no %s", metric)
		return Value{}
	}
	if v := at("E5"); v.Value != 0.5 || v.N != 40 {
		t.Errorf("E5 %+v of 20 electronic cases of 40 with a channel", v)
	}
	g.Electronic, g.Silent = 0, 80
	if v := at("E5"); v.Status != ":" {
		t.Errorf("E5 %+v where no case has a channel", v)
	}
	if v := at("E"); v.Status != "e" || !(v.Value > 0) {
		t.Errorf("E %+v where no case has a channel", v)
	}
}
