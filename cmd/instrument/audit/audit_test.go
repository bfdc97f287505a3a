// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/audit/robot"
	"osnova/metrics/checklist"
)

// small is a site of three pages.
var small = map[string]string{
	"/":         `<html lang="uk"><head><meta charset="utf-8"><title>Громада</title></head><body><h1>Громада</h1><a href="/contacts">Контакти</a> <a href="/jobs">Вакансії</a><p>20.11.2026</p></body></html>`,
	"/contacts": `<html lang="uk"><head><meta charset="utf-8"><title>Контакти</title></head><body><h1>Контакти</h1><p>(000) 00-00-00</p></body></html>`,
	"/jobs":     `<html><body><h1>Вакансії</h1><p>Немає.</p></body></html>`,
}

func served(t *testing.T, pages map[string]string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server
}

// visiting are the options of a visit to sites of this computer.
func visiting(out string, sites ...string) Options {
	o := Defaults()
	o.Addresses, o.Out, o.AsOf, o.Rate, o.Loopback = sites, out, "2026-11-23", 1000, true
	o.UserAgent = func() (string, error) { return "osnova (test)", nil }
	return o
}

// judging are the options by which what was kept is judged again.
func judging(out string) Options {
	o := Defaults()
	o.Out, o.Again = out, true
	return o
}

// runAudit audits and gives what was logged and what was found.
func runAudit(o Options) (logged, found string, err error) {
	var log bytes.Buffer
	d := instrument.NewSession(strings.NewReader(""), &log, &log)
	err = Run(context.Background(), d, o)
	var lines []string
	for _, f := range d.Findings {
		lines = append(lines, f.String())
	}
	return log.String(), strings.Join(lines, "\n"), err
}

// mustAudit runs an audit that must go well, and gives what was logged.
func mustAudit(t *testing.T, o Options) string {
	t.Helper()
	logged, found, err := runAudit(o)
	if err != nil || found != "" {
		t.Fatalf("%v: %s\n%s", err, found, logged)
	}
	return logged
}

func table(t *testing.T, path string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func file(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestAuditFromEvidence: the evidence of a visit gives the same files again, without the site; a changed page is noticed.
func TestAuditFromEvidence(t *testing.T) {
	server, out := served(t, small), filepath.Join(t.TempDir(), "audit")
	mustAudit(t, visiting(out, server.URL))
	checks, scores := file(t, filepath.Join(out, "checks.csv")), file(t, filepath.Join(out, "scores.csv"))
	server.Close()
	mustAudit(t, judging(out))
	if file(t, filepath.Join(out, "checks.csv")) != checks || file(t, filepath.Join(out, "scores.csv")) != scores {
		t.Error("the evidence gives other files")
	}
	if head, _, _ := strings.Cut(checks, "\n"); head != "site,check,result,evidence_url,sha256,matched" {
		t.Errorf("checks.csv has %s", head)
	}
	for _, r := range table(t, filepath.Join(out, "checks.csv")) {
		if r["sha256"] == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(out, "evidence", r["sha256"])); err != nil {
			t.Errorf("%s: %v", r["check"], err)
		}
	}
	paths, err := filepath.Glob(filepath.Join(out, "evidence", "????????????????????????????????????????????????????????????????"))
	if err != nil || len(paths) < 3 {
		t.Fatalf("%d pages kept, %v", len(paths), err)
	}
	if err := os.WriteFile(paths[0], []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := runAudit(judging(out)); err == nil || !strings.Contains(err.Error(), "the file was changed") {
		t.Errorf("told %v", err)
	}
}

// TestAuditConfirm: a person's results take the place of the robot's, agreement is told, rows about no check of this run are refused.
func TestAuditConfirm(t *testing.T) {
	server, out := served(t, small), filepath.Join(t.TempDir(), "audit")
	mustAudit(t, visiting(out, server.URL))
	lines := strings.Split(file(t, filepath.Join(out, "checks.csv")), "\n")
	changed := 0
	for i, line := range lines {
		if strings.Contains(line, ",L02,fail,") {
			lines[i] = strings.Replace(line, ",L02,fail,", ",L02,pass,", 1)
			changed++
		}
	}
	if changed != 1 {
		t.Fatal("no L02 that fails")
	}
	confirm := filepath.Join(t.TempDir(), "confirmed.csv")
	if err := os.WriteFile(confirm, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	again := judging(out)
	again.Confirm = confirm
	log := mustAudit(t, again)
	if !regexp.MustCompile(`changed=1 both_tested=\d+ kappa=0\.9\d\d`).MatchString(log) {
		t.Errorf("told %s", log)
	}
	for _, r := range table(t, filepath.Join(out, "checks.csv")) {
		if r["check"] == "L02" && (r["result"] != "pass" || !strings.HasPrefix(r["matched"], "confirmed by a person")) {
			t.Errorf("%v", r)
		}
	}
	if err := os.WriteFile(confirm, []byte("site,check,result,evidence_url\n"+server.URL+"/,L02,yes,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, found, err := runAudit(again); !errors.Is(err, instrument.ErrRefused) || !strings.Contains(found, "confirmed.csv:2: column result: \"yes\" is no result") {
		t.Errorf("told %v %s", err, found)
	}
	if err := os.WriteFile(confirm, []byte("site,check,result,evidence_url\nhttps://other.example/,L02,pass,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, found, err := runAudit(again); !errors.Is(err, instrument.ErrRefused) || !strings.Contains(found, "this run has no check L02") {
		t.Errorf("told %v %s", err, found)
	}
}

// TestAuditSites: a list of sites puts units, day and quarter into the results; a site of two units is visited once and told twice.
func TestAuditSites(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			asked++
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, small[r.URL.Path])
	}))
	defer server.Close()
	dir := t.TempDir()
	list := filepath.Join(dir, "sites.csv")
	text := "unit_id,level,url\nUA01,community," + server.URL + "\nUA02,community," + server.URL + "/\nUA03,community,\nosn-1,body," + server.URL + "/contacts\n"
	if err := os.WriteFile(list, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	o := visiting(out)
	o.Sites, o.Parallel = list, 1
	mustAudit(t, o)
	units := map[string]int{}
	for _, r := range table(t, filepath.Join(out, "checks.csv")) {
		units[r["unit_id"]+" "+r["level"]+" "+r["date"]+" "+r["period"]]++
	}
	for _, want := range []string{"UA01 community 2026-11-23 2026-Q4", "UA02 community 2026-11-23 2026-Q4", "osn-1 body 2026-11-23 2026-Q4"} {
		if units[want] < 60 {
			t.Errorf("%s has %d checks: %v", want, units[want], units)
		}
	}
	if len(units) != 3 || asked != 1 {
		t.Errorf("units %v, the start page was asked for %d times", units, asked)
	}
	if err := os.WriteFile(list, []byte("unit_id,level,url\n,community,x.example\nUA01,oblast,x.example\nUA02,community,ftp://x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, found, err := runAudit(o)
	if !errors.Is(err, instrument.ErrRefused) {
		t.Error(err)
	}
	for _, want := range []string{"sites.csv:2", "sites.csv:3", "sites.csv:4"} {
		if !strings.Contains(found, want) {
			t.Errorf("%s is not told: %s", want, found)
		}
	}
}

// TestAuditRules: the rules that the robot knows, those that are scored and those of the checks made are the same.
func TestAuditRules(t *testing.T) {
	var scored, known, made []string
	for _, r := range checklist.Rules {
		if r.Block != checklist.Contact { // a person's
			scored = append(scored, string(r.Block)+" "+r.ID)
		}
	}
	for _, r := range robot.Rules() {
		known = append(known, r.Block+" "+r.ID)
	}
	if slices.Sort(scored); true {
		slices.Sort(known)
	}
	if !slices.Equal(scored, known) {
		t.Errorf("scored %v, known %v", scored, known)
	}
	server, out := served(t, small), filepath.Join(t.TempDir(), "audit")
	o := visiting(out, server.URL)
	o.KeepNothing = true
	mustAudit(t, o)
	for _, r := range table(t, filepath.Join(out, "checks.csv")) {
		if !slices.Contains(made, r["check"]) {
			made = append(made, r["check"])
		}
	}
	if len(made) != len(known) {
		t.Errorf("%d rules checked, %d known", len(made), len(known))
	}
	if _, err := os.Stat(filepath.Join(out, "evidence")); err == nil {
		t.Error("evidence was kept")
	}
}

// TestMistakes: what the options alone show to be wrong is a mistake that names the flag, before any site is asked or anything is written.
func TestMistakes(t *testing.T) {
	for want, change := range map[string]func(*Options){
		"the results are several files":       func(o *Options) { o.Out = "-" },
		"--rate 0":                            func(o *Options) { o.Rate = 0 },
		"--pages 151":                         func(o *Options) { o.Pages = 151 },
		"--parallel 0":                        func(o *Options) { o.Parallel = 0 },
		"--minutes 0":                         func(o *Options) { o.Minutes = 0 },
		"--as-of 23.11.2026":                  func(o *Options) { o.AsOf = "23.11.2026" },
		"--as-of does not go with":            func(o *Options) { o.Again = true },
		"--from-evidence and --no-evidence":   func(o *Options) { o.Again, o.KeepNothing = true, true },
		"give addresses or --sites":           func(o *Options) { o.Sites = "sites.csv" },
		"name the sites to visit":             func(o *Options) { o.Addresses = nil },
		"--confirm: there is no file nowhere": func(o *Options) { o.Confirm = "nowhere.csv" },
		"\"ftp://x\" is no web address":       func(o *Options) { o.Addresses = []string{"ftp://x"} },
	} {
		o := visiting(filepath.Join(t.TempDir(), "out"), "http://127.0.0.1:9")
		place := o.Out
		change(&o)
		_, found, err := runAudit(o)
		if !errors.As(err, &instrument.UsageError{}) || !strings.Contains(err.Error(), want) || found != "" {
			t.Errorf("%s: %v %s", want, err, found)
		}
		if _, err := os.Stat(place); err == nil {
			t.Errorf("%s: a folder was made", want)
		}
	}
	o := visiting(filepath.Join(t.TempDir(), "out"), "http://127.0.0.1:9")
	if o.UserAgent = nil; Run(context.Background(), instrument.NewSession(nil, io.Discard, io.Discard), o) == nil {
		t.Error("sites were visited by nobody")
	}
}

// TestClock: without --as-of the day of a visit is that of the session.
func TestClock(t *testing.T) {
	server, out := served(t, small), filepath.Join(t.TempDir(), "audit")
	list := filepath.Join(t.TempDir(), "sites.csv")
	if err := os.WriteFile(list, []byte("unit_id,level,url\nUA01,community,"+server.URL+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	o := visiting(out)
	o.AsOf, o.Sites = "", list
	d := instrument.NewSession(nil, io.Discard, io.Discard)
	d.Now = func() time.Time { return time.Date(2031, 2, 3, 23, 0, 0, 0, time.UTC) }
	if err := Run(context.Background(), d, o); err != nil {
		t.Fatal(err)
	}
	if r := table(t, filepath.Join(out, "scores.csv")); len(r) == 0 || r[0]["date"] != "2031-02-03" || r[0]["period"] != "2031-Q1" {
		t.Errorf("%v", r)
	}
}
