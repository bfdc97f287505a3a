// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"osnova/metrics/duration"
	"osnova/metrics/frame"
)

func workdays(t interface{ Fatal(...any) }) *duration.Calendar {
	c, err := duration.NewCalendar(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// log reads a text and gives its usable cases, one a line, and the rejected rows.
func log(t interface{ Fatal(...any) }, r *Reader, text string) (used []string, rejected []string) {
	r.Reject = func(rows []Rejected) error {
		for _, x := range rows {
			rejected = append(rejected, fmt.Sprintf("%d %s %q %s", x.Line, x.Column, x.Value, x.Reason))
		}
		return nil
	}
	err := r.Read(context.Background(), "log.csv", strings.NewReader(text), int64(len(text)), func(b *Batch) error {
		for i := range b.Len() {
			row := ""
			for k, by := range b.By {
				row += r.Names(k)[by[i]] + " "
			}
			row += fmt.Sprintf("%s %s", r.PeriodText(b.Period[i]), Statuses[b.Status[i]])
			for _, flag := range []uint8{b.Electronic[i], b.Repeat[i], b.Prompt[i]} {
				row += fmt.Sprint(" ", flag)
			}
			if c := Unpack(b.Course[i]); c.Status == statusDone || c.Status == statusOpen {
				row += fmt.Sprintf(" %d/%d", c.Span, c.Statutory)
			}
			used = append(used, row)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return used, rejected
}

const header = "case_id,hromada,service_id,channel,submitted_at,accepted_at,decided_at,delivered_at,status,resubmission_of,visits_n,statutory_days,paused_days\n"

func TestRows(t *testing.T) {
	r := NewReader(Rules{
		By: []string{"hromada"}, Period: "quarter", AsOf: duration.NoDate, Calendar: workdays(t),
		Services: map[string]Service{"B": {StatutoryDays: 5, Business: true}},
	})
	r.block = 64
	used, rejected := log(t, r, header+
		// 1 March 2025 is a Saturday.
		"1,Я,A,web,2025-02-28,2025-03-03,,2025-03-05,done,,1,10,2\n"+ // 5 days less 2; Friday to Monday is one working day
		"2,Я,B,paper,2025-02-28,2025-03-04,,2025-03-07,done,,2,,\n"+ // 5 working days of 5; two working days to acceptance
		"3,\"Я,\nЮ\",B,app,2025-02-28T10:00,,2025-03-01,,refused,1,,7,\n"+
		"4, Я ,A,messenger,2025-04-01,,,,withdrawn,,3.0,,0\n"+
		"5,Я,B,visit,2025-04-01,,,,open,,,7,1\n"+
		",Я,A,web,2025-02-28,,,,open,,,,\n"+
		"6,Я,A,fax,2025-02-28,,,,open,,,,\n"+
		"7,Я,A,web,2025-02-28,,,,lost,,,,\n"+
		"8,Я,A,web,28.02.2025,,,,open,,,,\n"+
		"9,Я,A,web,,,,,open,,,,\n"+
		"10,Я,A,web,2025-02-28,2025-02-30,,,open,,,,\n"+
		"11,Я,A,web,2025-02-28,,,2025-02-27,done,,,,\n"+
		"12,Я,A,web,2025-02-28,,,,done,,,,\n"+
		"13,Я,A,web,2025-02-28,,,2025-03-01,open,,,,\n"+
		"14,Я,A,web,2025-02-28,,,2025-03-01,done,,,0,\n"+
		"15,Я,A,web,2025-02-28,,,2025-03-01,done,,,,-1\n"+
		"16,Я,A,web,2025-02-28,,,2025-03-01,done,,,,2\n"+
		"17,Я,A,web,2025-02-28,,,2025-03-01,done,,many,,\n"+
		"18,Я,A,web,2025-02-28\n"+
		"1,Я,A,web,2025-02-28,,,,open,,,,\n"+
		"\n"+
		"19,\xff,A,web,2025-02-28,,,,open,,,,\n"+
		"20,Я,A,web,2025-02-28,,,,open,,,,\",\n"+
		"21,Я,A,web,2025-02-27,,2025-02-26,,refused,,,,\r\n"+
		"22,Я,A,web,2025-02-27,,,2025-02-28,done,,,200000,")
	position := workdays(t).Position(duration.DayOf(2025, 4, 1))
	wantUsed := []string{
		"Я 2025-Q1 done 1 0 1 3/10", "Я 2025-Q1 done 0 1 0 5/5", "Я,\nЮ 2025-Q1 refused 1 1 0", "Я 2025-Q2 withdrawn 0 1 0",
		fmt.Sprintf("Я 2025-Q2 open 0 0 0 %d/7", position+1),
	}
	if diff := cmp.Diff(wantUsed, used); diff != "" {
		t.Error(diff)
	}
	// the cell of row 3 with a line feed moves all later rows down by one line
	wantRejected := []string{
		`8 case_id "" is empty`,
		`9 channel "fax" is no channel: there are web, app, cnap, phone, paper, visit, messenger`,
		`10 status "lost" is no status: there are done, refused, withdrawn, open`,
		`11 submitted_at "28.02.2025" is no date: write YYYY-MM-DD, 1900 to 2098`,
		`12 submitted_at "" is empty: a case without a date of submission cannot be placed in time`,
		`13 accepted_at "2025-02-30" is no date: write YYYY-MM-DD, 1900 to 2098`,
		`14 delivered_at "2025-02-27" is before submitted_at, 2025-02-28`,
		`15 delivered_at "" is empty though the case is done`,
		`16 delivered_at "2025-03-01" is there though the case is open`,
		`17 statutory_days "0" is no number of days: write a whole number of 1 or more`,
		`18 paused_days "-1" is no number of days: write a whole number of 0 or more`,
		`19 paused_days "2" is more than the 1 days from submission to delivery`,
		`20 visits_n "many" is no number of visits: write a whole number of 0 or more`,
		`21  "" the row has 5 cells, the header 13`,
		`22 case_id "1" is there already: a case is one row, and its first usable row counts`,
		"24 hromada \"\ufffd\" is not UTF-8: save the log as UTF-8",
		`25  "20,Я,A,web,2025-02-28,,,,open,,,,\"," a quote opens and does not close`,
		`26 decided_at "2025-02-26" is before submitted_at, 2025-02-27`,
		`27 statutory_days "200000" is no number of days: write a whole number of 1 or more`,
	}
	if diff := cmp.Diff(wantRejected, rejected); diff != "" {
		t.Error(diff)
	}
	if r.Rows != r.Used+len(rejected) || r.Used != len(used) || duration.DayText(r.Latest) != "2025-04-01" || r.Ruleless != 2 {
		t.Errorf("account: %d rows, %d used, %d rejected, latest %s, %d without a rule", r.Rows, r.Used, len(rejected), duration.DayText(r.Latest), r.Ruleless)
	}
}

// TestAsOf: what is later than the date of the account has not happened.
func TestAsOf(t *testing.T) {
	r := NewReader(Rules{AsOf: duration.DayOf(2025, 3, 10), Calendar: workdays(t)})
	used, rejected := log(t, r, header+
		"1,h,A,web,2025-03-07,2025-03-10,,2025-03-11,done,,,,\n"+
		"2,h,A,web,2025-03-07,2025-03-11,2025-03-12,,refused,,,,\n"+
		"3,h,A,web,2025-03-07,,2025-03-09,2025-03-14,refused,,,,\n"+
		"4,h,A,web,2025-03-11,,,,open,,,,\n")
	start := duration.DayOf(2025, 3, 7)
	want := []string{fmt.Sprintf(" open 1 0 1 %d/0", start), fmt.Sprintf(" open 1 0 0 %d/0", start), " refused 1 0 0"}
	if diff := cmp.Diff(want, used); diff != "" {
		t.Error(diff)
	}
	if want := []string{`5 submitted_at "2025-03-11" is after the date of the account, 2025-03-10`}; !cmp.Equal(want, rejected) {
		t.Error(rejected)
	}
}

// pack compresses a text.
func pack(text string) string {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return packed.String()
}

// TestMarkBeforeQuotes: spreadsheets put the mark of UTF-8 before a header in quotes.
func TestMarkBeforeQuotes(t *testing.T) {
	used, rejected := log(t, NewReader(Rules{AsOf: duration.NoDate, Calendar: workdays(t)}),
		"\ufeff\"case_id\",submitted_at,delivered_at,status\n1,2025-03-03,,open\n")
	if len(used) != 1 || rejected != nil {
		t.Errorf("used %v, rejected %v", used, rejected)
	}
}

func TestHeader(t *testing.T) {
	read := func(text string) error {
		r := NewReader(Rules{By: []string{"hromada"}, AsOf: duration.NoDate, Calendar: workdays(t)})
		return r.Read(context.Background(), "log.csv", strings.NewReader(text), 0, func(*Batch) error { return nil })
	}
	for text, want := range map[string]string{
		"":                                  "log.csv: the file is empty",
		"case_id;status\n":                  "separate columns by commas",
		"case_id,note,note,case_id\n":       `column "case_id" is there twice`,
		"\"a\n":                             "a quote opens and does not close",
		strings.Repeat("x", 3<<20):          "does not end within 2 MB",
		strings.Repeat(",", 5000):           "has 5001 columns",
		"case_id,submited_at,x\n1,":         `no column "submitted_at"`,
		"\xff\xfec\x00":                     "log.csv: the file is UTF-16",
		"PK\x03\x04":                        "a spreadsheet or an archive",
		"a,b\r1,2\r":                        "lines end in a carriage return alone",
		pack(pack("a,b\n")):                 "is compressed",
		pack("a,b\n")[:20]:                  "log.csv: from here on the gzip file is broken (unexpected EOF)",
		"\x1f\x8b\x01\x02":                  "the gzip file is broken",
		pack("a,b\n")[:10] + "\xff\xff\xff": "the gzip file is broken (flate: corrupt input",
	} {
		if err := read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: error %v does not say %q", text, err, want)
		}
	}
	var unknown *frame.UnknownError
	if err := read("case_id,submited_at,x\n"); !errors.As(err, &unknown) || unknown.Name != "submitted_at" || len(unknown.Have) != 3 {
		t.Errorf("error %v", err)
	}
	long := "case_id,submitted_at,delivered_at,status,hromada\n" + strings.Repeat("x", 5<<20)
	if err := read(long); err == nil || !strings.Contains(err.Error(), "log.csv:2: the line does not end within 2 MB") {
		t.Errorf("error %v", err)
	}
}

// TestEveryRowIsAccountedFor: whatever the bytes, the blocks and the packing, rows = used + rejected, and the same rows.
func TestEveryRowIsAccountedFor(t *testing.T) {
	cells := []string{"1", "2", "", "web", "2025-01-02", "2025-03-04", "done", "open", "refused", "\"", "a,b", "\n", "-1", "30"}
	rapid.Check(t, func(t *rapid.T) {
		text := "\ufeff" + header
		for range rapid.IntRange(0, 20).Draw(t, "rows") {
			if rapid.Bool().Draw(t, "good") {
				text += fmt.Sprintf("%d,h,s,web,2025-01-02,,,2025-01-05,done,,1,10,\n", rapid.IntRange(1, 9).Draw(t, "id"))
				continue
			}
			text += strings.Join(rapid.SliceOfN(rapid.SampledFrom(cells), 11, 14).Draw(t, "cells"), ",") + "\n"
		}
		rules := Rules{By: []string{"hromada"}, Period: "month", AsOf: duration.NoDate, Calendar: workdays(t)}
		whole := NewReader(rules)
		used, rejected := log(t, whole, text)
		if whole.Rows != len(used)+len(rejected) {
			t.Fatalf("%d rows, %d used, %d rejected", whole.Rows, len(used), len(rejected))
		}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, _ = z.Write([]byte(text))
		z.Close()
		small := NewReader(rules)
		small.block = rapid.IntRange(1, 300).Draw(t, "block")
		again, refused := log(t, small, packed.String())
		if diff := cmp.Diff(used, again) + cmp.Diff(rejected, refused); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestServicesAndHolidays(t *testing.T) {
	read := func(text string) *frame.Frame {
		f, err := frame.Read("f.csv", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	got, err := ReadServices(read("service_id,statutory_days,day_type\nA,10,business\nB,,\nC,30,calendar\n"))
	if diff := cmp.Diff(map[string]Service{"A": {10, true}, "B": {}, "C": {StatutoryDays: 30}}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	_, err = ReadServices(read("service_id,statutory_days,day_type\nA,0,business\nA,1.5,working\n,x,\n"))
	for _, want := range []string{
		`f.csv:2: column statutory_days: "0"`, `f.csv:3: column service_id: "A" is empty or there twice`, `f.csv:3: column statutory_days: "1.5"`,
		`f.csv:3: column day_type: "working"`, `f.csv:4: column statutory_days: "x" is no number`,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
	c, err := ReadHolidays(read("date,name,worked\n2025-05-01,x,\n2025-05-10,y,true\n"))
	if err != nil || c.Between(duration.DayOf(2025, 4, 30), duration.DayOf(2025, 5, 2)) != 1 || c.Between(duration.DayOf(2025, 5, 9), duration.DayOf(2025, 5, 11)) != 1 {
		t.Errorf("holidays: %v", err)
	}
	if c, err = ReadHolidays(read("2025-05-01\n2025-05-02\n")); err != nil || c.Between(duration.DayOf(2025, 4, 30), duration.DayOf(2025, 5, 2)) != 0 {
		t.Errorf("a bare list of holidays: %v", err)
	}
	if _, err := ReadHolidays(read("date,worked\n1.5.2025,\n2025-05-01,perhaps\n")); err == nil || !strings.Contains(err.Error(), `f.csv:2: column date: "1.5.2025"`) || !strings.Contains(err.Error(), `f.csv:3: column worked`) {
		t.Errorf("error %v", err)
	}
}

func TestCourse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flag := rapid.Bool()
		c := Course{rapid.Uint8Range(0, 3).Draw(t, "status"), flag.Draw(t, "business"), flag.Draw(t, "e"), flag.Draw(t, "r"), flag.Draw(t, "p"), flag.Draw(t, "s"), rapid.Int32Range(-200_000, 400_000).Draw(t, "span"), rapid.Int32Range(0, maxDays).Draw(t, "statutory")}
		if got := Unpack(c.pack()); got != c {
			t.Fatalf("%+v came back as %+v", c, got)
		}
	})
}
