// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"osnova/metrics/duration"
)

// TestAccountsOfPublishers: a slip of one publisher, and the silence of another, change nothing for the others.
func TestAccountsOfPublishers(t *testing.T) {
	calendar := workdays(t)
	log := func(unit, from string, extra ...string) string {
		var b strings.Builder
		first, _ := duration.Parse([]byte(from))
		for i := range 60 {
			day := first + duration.Day(i)
			end := duration.DayText(day + 4)
			if i == 50 {
				end = ""
			}
			fmt.Fprintf(&b, "%s-%d,%s,%s,%s,%s,10\n", unit, i, unit, duration.DayText(day), end, map[bool]string{true: "open", false: "done"}[end == ""])
		}
		for i, row := range extra {
			fmt.Fprintf(&b, "%s-x%d,%s,%s,10\n", unit, i, unit, row)
		}
		return b.String()
	}
	measure := func(text string) (account duration.Day, slips []UnsupportedDates, metrics map[string]string) {
		r := NewReader(Rules{By: []string{"unit_id"}, AsOf: duration.NoDate, Calendar: calendar})
		all := &Batch{By: make([][]int32, 1)}
		err := r.Read(context.Background(), "log.csv", strings.NewReader("case_id,unit_id,submitted_at,delivered_at,status,statutory_days\n"+text), 0, func(b *Batch) error {
			for i := range b.Len() {
				all.add(b, i)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		account, slips = all.Align(0, calendar)
		metrics = map[string]string{}
		for n, unit := range r.Names(0) {
			g := Group{}
			for i, u := range all.By[0] {
				if u == int32(n) {
					g.Cases, g.Courses = g.Cases+1, append(g.Courses, all.Course[i])
				}
			}
			m := &Measurer{AsOf: account, Calendar: calendar, Lacks: r.Lacks, Show: true, Only: []string{"cases", "E1", "E2", "mean", "km_median"}}
			metrics[unit] = fmt.Sprint(m.Measure(g))
		}
		return account, slips, metrics
	}
	_, _, alone := measure(log("A", "2025-01-01"))
	account, slips, both := measure(log("A", "2025-01-01") + log("B", "2026-01-01", "2026-01-05,2052-01-09,done"))
	if alone["A"] != both["A"] {
		t.Errorf("the log of A says another thing beside that of B: %s, alone %s", both["A"], alone["A"])
	}
	if duration.DayText(account) != "2026-03-05" || len(slips) != 1 || slips[0].Cases != 1 || duration.DayText(slips[0].Day) != "2052-01-09" || duration.DayText(slips[0].Last) != "2026-03-05" {
		t.Errorf("account of %s, slips %+v", duration.DayText(account), slips)
	}
	_, none, right := measure(log("B", "2026-01-01"))
	if none != nil || right["B"] != both["B"] {
		t.Errorf("a slip moved the rest of B: %s, without it %s", both["B"], right["B"])
	}
}
