// SPDX-License-Identifier: Apache-2.0

package events

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/store"
)

// runEvents measures logs and gives what is on stdout, what was logged, and what was found.
func runEvents(t *testing.T, o Options) (stdout, logged, found string, err error) {
	t.Helper()
	return runEventsFrom(t, "", o)
}

// runEventsFrom does so with a text on stdin.
func runEventsFrom(t *testing.T, stdin string, o Options) (stdout, logged, found string, err error) {
	t.Helper()
	var out, log bytes.Buffer
	d := instrument.NewSession(strings.NewReader(stdin), &out, &log)
	err = Run(context.Background(), d, o)
	return out.String(), log.String(), fmt.Sprint(d.Findings), err
}

// TestEventsFromAnyForm: CSV, gzip and Parquet of the same log give the same table, under names that are SQL, a pattern or a flag.
func TestEventsFromAnyForm(t *testing.T) {
	const folder = "../../../metrics/testdata/events/"
	log, err := os.ReadFile(folder + "synthetic_log.csv")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	table := func(log string) string {
		o := Defaults()
		o.Logs, o.Services, o.Holidays = []string{log}, folder+"services.csv", folder+"holidays.csv"
		o.By, o.Period, o.NoSuppress, o.Out = []string{"hromada", "channel"}, "quarter", true, "-"
		out, _, found, err := runEvents(t, o)
		if err != nil || found != "[]" {
			t.Fatalf("%s: %v %s", log, err, found)
		}
		return out
	}
	want := table(folder + "synthetic_log.csv")
	if strings.Count(want, "\n") < 100 {
		t.Fatalf("the table is short: %s", want)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(log)
	z.Close()
	hostile := filepath.Join(dir, `a'; drop table x; --[b]*.parquet`)
	plain := filepath.Join(dir, "plain.parquet")
	st := &store.Store{}
	defer st.Close()
	for name, query := range map[string]string{
		plain: "select * replace (submitted_at[:10]::date as submitted_at, delivered_at::date as delivered_at, visits_n::double as visits_n, paused_days::int as paused_days) from read_csv(" +
			catalog.SQLText(folder+"synthetic_log.csv") + ", all_varchar = true)",
		filepath.Join(dir, "text.parquet"): "select * from read_csv(" + catalog.SQLText(folder+"synthetic_log.csv") + ", all_varchar = true)",
	} {
		if err := st.Exec(context.Background(), "copy ("+query+") to "+catalog.SQLText(name)+" (format parquet)"); err != nil {
			t.Fatal(err)
		}
	}
	body, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{hostile: body, filepath.Join(dir, "-- log.csv.gz"): packed.Bytes(), filepath.Join(dir, "named.csv"): packed.Bytes()}
	for name, body := range files {
		if err := os.WriteFile(name, body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{plain, filepath.Join(dir, "text.parquet"), hostile, filepath.Join(dir, "-- log.csv.gz"), filepath.Join(dir, "named.csv")} {
		if diff := cmp.Diff(want, table(name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	// A row of Parquet has no line: its number is given.
	out := filepath.Join(dir, "out")
	o := Defaults()
	o.Logs, o.AsOf, o.Out = []string{plain}, "2025-05-01", out
	_, said, _, err := runEvents(t, o)
	if err != nil {
		t.Fatal(err)
	}
	if rejected, err := os.ReadFile(filepath.Join(out, "rejected.csv")); err != nil || !strings.HasPrefix(string(rejected), "file,line,column,value,reason\nplain.parquet,2,submitted_at,2025-06-09,") {
		t.Errorf("%v %.200s", err, rejected)
	}
	if !strings.Contains(said, "rows=220 used=155 rejected=65") {
		t.Error(said)
	}
	// A gzip that ends early is a finding, and nothing is written.
	if err := os.WriteFile(filepath.Join(dir, "half.csv.gz"), packed.Bytes()[:packed.Len()/2], 0o644); err != nil {
		t.Fatal(err)
	}
	o.Logs, o.Out = []string{filepath.Join(dir, "half.csv.gz")}, filepath.Join(dir, "half")
	if _, _, found, err := runEvents(t, o); !errors.Is(err, instrument.ErrRefused) || !strings.Contains(found, "half.csv.gz: from here on the gzip file is broken") {
		t.Error(err, found)
	}
	if _, err := os.Stat(o.Out); err == nil {
		t.Error("a refused log leaves results")
	}
}

// TestMistakes: what the options alone show to be wrong is a mistake that names the flag, before anything is read or written.
func TestMistakes(t *testing.T) {
	for want, change := range map[string]func(*Options){
		"--log is missing":                func(o *Options) { o.Logs = nil },
		"--log: there is no file nowhere": func(o *Options) { o.Logs = []string{"nowhere.csv"} },
		"--log: . is a folder":            func(o *Options) { o.Logs = []string{"."} },
		"--out is empty":                  func(o *Options) { o.Out = "" },
		"--period week: there are":        func(o *Options) { o.Period = "week" },
		"--max-rejected 2":                func(o *Options) { o.MaxRejected = 2 },
		"--bootstrap 1":                   func(o *Options) { o.Replicates = 1 },
		"--by metric":                     func(o *Options) { o.By = []string{"metric"} },
		"--by h":                          func(o *Options) { o.By = []string{"h", "h"} },
		"--metrics nosuch: there are":     func(o *Options) { o.Metrics = []string{"nosuch"} },
		"--as-of 2025-02-30 is no date":   func(o *Options) { o.AsOf = "2025-02-30" },
		"--services: there is no file":    func(o *Options) { o.Services = "nowhere.csv" },
	} {
		o := Defaults()
		o.Logs, o.Out = []string{"../../../metrics/testdata/events/synthetic_log.csv"}, filepath.Join(t.TempDir(), "out")
		place := o.Out
		change(&o)
		_, _, found, err := runEvents(t, o)
		if !errors.As(err, &instrument.UsageError{}) || !strings.Contains(err.Error(), want) || found != "[]" {
			t.Errorf("%s: %v %s", want, err, found)
		}
		if _, err := os.Stat(place); err == nil {
			t.Errorf("%s: a folder was made", want)
		}
	}
}

// TestMostRejected: more rejected rows than the options allow are a finding beside the results; fewer are none.
func TestMostRejected(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log.csv")
	rows := "case_id,submitted_at,delivered_at,status\n1,2025-01-01,2025-01-05,done\n2,2025-01-01,2025-01-09,done\n3,never,2025-01-05,done\n"
	if err := os.WriteFile(log, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	for share, want := range map[float64]int{0.3: 1, 0.4: 0} {
		o := Defaults()
		o.Logs, o.MaxRejected, o.Out = []string{log}, share, filepath.Join(t.TempDir(), "out")
		_, _, found, err := runEvents(t, o)
		if err != nil || strings.Count(found, "1 of 3 rows are rejected") != want {
			t.Errorf("share %v: %v %s", share, err, found)
		}
		if body, err := os.ReadFile(filepath.Join(o.Out, "rejected.csv")); err != nil || !strings.Contains(string(body), "log.csv,4,submitted_at,never,") {
			t.Errorf("share %v: %v %s", share, err, body)
		}
	}
}
