// SPDX-License-Identifier: Apache-2.0

package events

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/metrics/duration"
)

// slippedLog is a log of 100 cases, one of them done 27 years late by a slip of the pen, another told in two rows.
func slippedLog() string {
	var b strings.Builder
	b.WriteString("case_id,submitted_at,delivered_at,status,statutory_days\nh,2025-03-01,,open,10\n")
	for i := range 98 {
		day := duration.DayOf(2025, 3, 1) + duration.Day(i)
		fmt.Fprintf(&b, "c%d,%s,%s,done,10\n", i, duration.DayText(day), duration.DayText(day+5))
	}
	b.WriteString("slip,2025-03-05,2052-03-15,done,10\nh,2025-03-01,2025-03-04,done,10\n")
	return b.String()
}

// TestLogsReadTwice: a slip is rejected, the last state of a case counts, and the rejected rows are those of the second reading alone; from a file,
// from stdin and from a pipe alike.
func TestLogsReadTwice(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "log.csv")
	if err := os.WriteFile(file, []byte(slippedLog()), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{file, "-", "pipe"} {
		o := Defaults()
		o.Metrics, o.Out = []string{"cases", "E1", "mean"}, filepath.Join(dir, "out"+filepath.Base(from))
		o.Logs = []string{from}
		name := "log.csv"
		if from == "-" {
			name = "stdin"
		}
		if from == "pipe" {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			go func() {
				_, _ = w.WriteString(slippedLog())
				w.Close()
			}()
			o.Logs = []string{fmt.Sprintf("/dev/fd/%d", r.Fd())}
			name = fmt.Sprint(r.Fd())
		}
		_, said, found, err := runEventsFrom(t, slippedLog(), o)
		if err != nil || found != "[]" || !strings.Contains(said, "rows=101 used=99 rejected=2") || !strings.Contains(said, "as_of=2025-06-11") {
			t.Errorf("%s: %v %s\n%s", from, err, found, said)
		}
		rejected, err := os.ReadFile(filepath.Join(o.Out, "rejected.csv"))
		want := "file,line,column,value,reason\n" + name + `,101,delivered_at,2052-03-15,"is 9774 days after 2025-06-11, the last date that the log supports; give --as-of where it is right"` + "\n" +
			name + ",2,case_id,h,is an earlier state of the case: " + name + ":102 has the last one\n"
		if err != nil || string(rejected) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", from, err, rejected, want)
		}
		table, err := os.ReadFile(filepath.Join(o.Out, "events.csv"))
		if err != nil || !strings.Contains(string(table), ",cases,99,") || !strings.Contains(string(table), ",E1,1,") {
			t.Errorf("%s: %v\n%s", from, err, table)
		}
	}
}
