// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"context"
	"strings"
	"testing"

	"osnova/metrics/duration"
	"osnova/metrics/frame"
)

// FuzzRules: a table of services gives terms of one to maxDays days, and a table of holidays a calendar, or each says what is wrong.
func FuzzRules(f *testing.F) {
	f.Add("service_id,statutory_days,day_type\nS01,30,\nS02,5,business\n,1,\n")
	f.Add("service_id,statutory_days,day_type\nS01,1e9,calendar\nS01,0.5,week\n")
	f.Add("date,worked\n2026-01-01,\n2026-01-10,true\n")
	f.Add("2026-01-01\n2026-13-01\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := frame.Read("a.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		services, err := ReadServices(table)
		for id, s := range services {
			if err == nil && (id == "" || s.StatutoryDays < 0 || s.StatutoryDays > maxDays) {
				t.Errorf("%q: %+v", id, s)
			}
		}
		if c, err := ReadHolidays(table); err == nil && c == nil {
			t.Error("neither a calendar nor an error")
		}
	})
}

// FuzzLog: whatever a log holds, reading ends; no more rows are used than there are, and no course runs backwards.
func FuzzLog(f *testing.F) {
	f.Add(header + "1,UA1,S01,web,2026-01-02,2026-01-02,2026-01-05,2026-01-06,done,,0,30,\n1,UA1,S01,web,2026-01-02,,,,open,,,,\n")
	f.Add(header + "1,,S01,fax,2026-01-02,2025-01-02,x,9999-12-31,done,1,-1,1e9,1\n\"\n")
	f.Add("case_id,submitted_at,status\n,0001-01-01,done\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, rejected := 0, 0
		r := NewReader(Rules{Calendar: workdays(t), AsOf: duration.NoDate})
		r.Reject = func(list []Rejected) error { rejected += len(list); return nil }
		err := r.Read(context.Background(), "log.csv", strings.NewReader(text), int64(len(text)), func(b *Batch) error {
			rows += b.Len()
			for i := range b.Len() {
				if c := Unpack(b.Course[i]); c.Status == statusDone && (c.Span < 0 || c.Statutory < 0) {
					t.Errorf("%q: course %+v", text, c)
				}
			}
			return nil
		})
		if lines := strings.Count(text, "\n") + 1; err == nil && rows > lines {
			t.Errorf("%d rows used, %d told of, in %d lines", rows, rejected, lines)
		}
	})
}
