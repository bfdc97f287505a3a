// SPDX-License-Identifier: Apache-2.0

package events

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/cmd/instrument"
)

// measured measures a log by a mapping, both given as text, and gives value by metric with its n, the log and the rejected rows.
func measured(t *testing.T, log, columns string, set func(*Options)) (values map[string]string, said, rejected string) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	o := Defaults()
	o.Logs, o.NoSuppress, o.Out = []string{write("log.csv", log)}, true, filepath.Join(dir, "out")
	if columns != "" {
		o.Columns = write("columns.yaml", columns)
	}
	if set != nil {
		set(&o)
	}
	_, said, found, err := runEvents(t, o)
	if err != nil {
		t.Fatalf("%v %s\n%s", err, found, said)
	}
	body, err := os.ReadFile(filepath.Join(o.Out, "events.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	values = map[string]string{}
	for _, row := range rows[1:] {
		k := len(row) - 7
		values[strings.Join(append(append([]string{}, row[:k]...), row[k], row[k+1]), " ")] = row[k+2] + " of " + row[k+5]
	}
	bad, err := os.ReadFile(filepath.Join(o.Out, "rejected.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return values, said, string(bad)
}

// TestLogsOfOtherForms: semicolons, dates of the country, columns and words of another program.
func TestLogsOfOtherForms(t *testing.T) {
	values, _, rejected := measured(t, "case_id;submitted_at;delivered_at;status;statutory_days\n1;31.12.2024;10.01.2025 09:30;done;30\n2;1.2.2025;5.2.2025;done;2\n3;3.2.2025;;open;30\n4;32.1.2025;;open;30\n", "", nil)
	if values[" mean"] != "7 of 2" || values[" cases"] != "3 of 3" || !strings.Contains(rejected, "log.csv,5,submitted_at,32.1.2025,\"is no date") {
		t.Errorf("%v\n%s", values, rejected)
	}
	const columns = `columns: {case_id: Unique Key, submitted_at: Created Date, delivered_at: Closed Date, status: Status, channel: Open Data Channel Type}
values:
  status: {Closed: done, In Progress: open}
  channel: {ONLINE: web, mobile: app, PHONE: phone, UNKNOWN: ""}
dates: mdy
`
	log := "Unique Key,Created Date,Closed Date,Agency,Status,Open Data Channel Type\n" +
		"1,11/30/2023 11:59:58 PM,12/01/2023 12:00:08 AM,DPR,Closed,ONLINE\n2,12/01/2023 01:00:00 AM,11/30/2023 11:00:00 PM,DOT,Closed,MOBILE\n3,12/02/2023 01:00:00 AM,12/05/2023,DOT,closed,UNKNOWN\n4,12/03/2023,,DOT,in progress,PHONE\n"
	values, _, rejected = measured(t, log, columns, func(o *Options) { o.By = []string{"Agency"} })
	if values["DPR  mean"] != "1 of 1" || values["DOT  mean"] != "3 of 1" || values["DOT  E5"] != "0 of 1" || values["DPR  E5"] != "1 of 1" || values["DOT  cases"] != "2 of 2" {
		t.Errorf("%v", values)
	}
	if rejected != "file,line,column,value,reason\nlog.csv,3,delivered_at,2023-11-30T23:00:00,\"is before submitted_at, 2023-12-01T01:00:00\"\n" {
		t.Error(rejected)
	}
	values, _, _ = measured(t, "case_id,submitted_at,delivered_at,status\n1,2025-03-31T21:30:00Z,2025-04-01T09:00:00Z,done\n", "zone: Europe/London\n", func(o *Options) { o.Period = "month" })
	if values["2025-03 mean"] != "1 of 1" {
		t.Errorf("a day in London: %v", values)
	}
}

// TestLogsOfEvents: a row an event is folded to a row a case.
func TestLogsOfEvents(t *testing.T) {
	const columns = `rows: event
columns: {case_id: "case:concept:name", activity: "concept:name", time: "time:timestamp", channel: source}
accepted: [registered]
done: [sent]
refused: [rejected]
withdrawn: [withdrawn]
values: {channel: {desk: cnap}}
`
	log := `case:concept:name,concept:name,time:timestamp,source
c1,registered,2025-01-07T10:05:00.000+02:00,
c1,received,2025-01-06T10:05:00.000+02:00,desk
c1,sent,2025-01-16T23:30:00Z,
c2,received,2025-01-08T10:05:00.000+02:00,desk
c2,rejected,2025-01-09T10:05:00.000+02:00,
c3,received,2025-01-10T10:05:00.000+02:00,desk
c3,sent,2025-01-11T10:05:00.000+02:00,
c3,reopened,2025-01-12T10:05:00.000+02:00,
c3,sent,2025-01-20T10:05:00.000+02:00,
c4,received,2025-01-21T10:05:00.000+02:00,desk
c5,received,,desk
`
	values, said, rejected := measured(t, log, columns, nil)
	if values[" cases"] != "4 of 4" || values[" mean"] != "10.5 of 2" || values[" E3"] != "0.3333333333333333 of 3" || values[" E5"] != "0 of 4" || values[" E6"] != "0.25 of 4" {
		t.Errorf("%v\n%s", values, said)
	}
	if !strings.Contains(rejected, "log.csv,12,submitted_at,,is empty") {
		t.Error(rejected)
	}
}

// TestMistakesInMappings: each is told, all at once, and nothing is written.
func TestMistakesInMappings(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log.csv")
	if err := os.WriteFile(log, []byte("a,b\n1,2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for text, wants := range map[string][]string{
		"rows: day\nzone: Kyjiw\ndates: ymd\npivot: 200\n":   {`rows "day": there are case and event`, `zone "Kyjiw" is not known`, `dates "ymd": give dmy or mdy`, "pivot 200"},
		"columns: {case_id: a, status: a, channel: \"\"}\n":  {`columns: case_id and status both name "a"`, "columns: channel: name the column"},
		"values: {status: {x: closed}, channel: {y: fax}}\n": {`values: status: x: "closed" is none of done`, `values: channel: y: "fax" is none of web`},
		"rows: event\n": {"done is missing: list the activities"},
		"done: [a]\n":   {"say rows: event"},
		"rws: event\n":  {"rws"},
		"columns: {case_id: a, submitted_at: b}\n":                 {"a log needs delivered_at, status; there are case_id, submitted_at"},
		"rows: event\ncolumns: {case_id: a, time: b}\ndone: [x]\n": {`no column "activity"`},
	} {
		columns := filepath.Join(t.TempDir(), "columns.yaml")
		if err := os.WriteFile(columns, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		o := Defaults()
		o.Logs, o.Columns, o.Out = []string{log}, columns, filepath.Join(t.TempDir(), "out")
		_, _, found, err := runEvents(t, o)
		if !errors.Is(err, instrument.ErrRefused) {
			t.Errorf("%q: %v", text, err)
		}
		for _, want := range wants {
			if !strings.Contains(found, want) {
				t.Errorf("%q: %s does not say %q", text, found, want)
			}
		}
		if _, err := os.Stat(o.Out); err == nil {
			t.Errorf("%q: results were written", text)
		}
	}
}

// TestRealLog: the requests of a city in a week as it publishes them (St. Louis, January 2018), with empty channels, cases of several rows and cancelled
// ones. The figures were computed apart, with the standard library of Python.
func TestRealLog(t *testing.T) {
	body, err := os.ReadFile("../../../../shared/data/events/stlouis-csb-2018-01-week1-stripped.csv")
	if err != nil {
		t.Skip("real files are read from ../shared/data, which is not there")
	}
	values, said, rejected := measured(t, string(body), `columns: {case_id: requestid, submitted_at: datetimeinit, delivered_at: datetimeclosed, status: status, channel: callertype}
values:
  status: {closed: done, CANCEL: withdrawn, NEW: open, Disptch: open, Inspect: open, Letter: open, FieldCrw: open, SCHEDULED: open, ON HOLD: open}
  channel: {WEB: web, EMAIL: web, PHONE: phone, TWITTER: messenger, OTHER: "", CSB VCML: "", DEPT_REF: ""}
zone: America/Chicago
`, nil)
	for metric, want := range map[string]string{" cases": "1532 of 1532", " mean": "20.149751596877216 of 1409", " E5": "0.32207207207207206 of 1332"} {
		if values[metric] != want {
			t.Errorf("%s: %s, want %s", metric, values[metric], want)
		}
	}
	for _, want := range []string{"rows=1554 used=1532 rejected=22", "as_of=2019-01-09", "take no part in E5\" rows=200"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s does not say %q", said, want)
		}
	}
	if n := strings.Count(rejected, "is an earlier state of the case"); n != 10 || strings.Count(rejected, "\n") != 23 {
		t.Errorf("%d earlier states\n%s", n, rejected)
	}
}
