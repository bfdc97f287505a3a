package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"osnova/ingest/audit"
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

// audits runs osnova audit and gives what it logged.
func audits(t *testing.T, exit int, args ...string) string {
	t.Helper()
	var log bytes.Buffer
	if code := run(context.Background(), append([]string{"audit"}, args...), strings.NewReader(""), &log, &log); code != exit {
		t.Fatalf("osnova audit %s ends with %d, want %d:\n%s", strings.Join(args, " "), code, exit, &log)
	}
	return log.String()
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
	audits(t, exitFine, server.URL, "--allow-loopback", "--rate", "1000", "--as-of", "2026-11-23", "--out", out)
	checks, scores := file(t, filepath.Join(out, "checks.csv")), file(t, filepath.Join(out, "scores.csv"))
	server.Close()
	audits(t, exitFine, "--from-evidence", "--out", out)
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
	if log := audits(t, exitError, "--from-evidence", "--out", out); !strings.Contains(log, "the file was changed") {
		t.Errorf("told %s", log)
	}
}

// TestAuditConfirm: a person's results take the place of the robot's, agreement is told, rows about no check of this run are refused.
func TestAuditConfirm(t *testing.T) {
	server, out := served(t, small), filepath.Join(t.TempDir(), "audit")
	flags := []string{"--allow-loopback", "--rate", "1000", "--as-of", "2026-11-23", "--out", out}
	audits(t, exitFine, append(flags, server.URL)...)
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
	log := audits(t, exitFine, "--from-evidence", "--out", out, "--confirm", confirm)
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
	audits(t, exitFindings, "--from-evidence", "--out", out, "--confirm", confirm)
	if err := os.WriteFile(confirm, []byte("site,check,result,evidence_url\nhttps://other.example/,L02,pass,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if log := audits(t, exitFindings, "--from-evidence", "--out", out, "--confirm", confirm); !strings.Contains(log, "this run has no check L02") {
		t.Errorf("told %s", log)
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
	audits(t, exitFine, "--sites", list, "--allow-loopback", "--rate", "1000", "--as-of", "2026-11-23", "--parallel", "1", "--out", out)
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
	log := audits(t, exitFindings, "--sites", list, "--out", out)
	for _, want := range []string{"sites.csv:2", "sites.csv:3", "sites.csv:4"} {
		if !strings.Contains(log, want) {
			t.Errorf("%s is not told: %s", want, log)
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
	for _, r := range audit.Rules() {
		known = append(known, r.Block+" "+r.ID)
	}
	if slices.Sort(scored); true {
		slices.Sort(known)
	}
	if !slices.Equal(scored, known) {
		t.Errorf("scored %v, known %v", scored, known)
	}
	server, out := served(t, small), filepath.Join(t.TempDir(), "audit")
	audits(t, exitFine, server.URL, "--allow-loopback", "--rate", "1000", "--no-evidence", "--out", out)
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

// TestAuditExample: the rows that docs/instruments/audit.md shows come of its site and command.
func TestAuditExample(t *testing.T) {
	text := file(t, "../../docs/instruments/audit.md")
	pages := map[string]string{}
	for _, b := range regexp.MustCompile("(?s)`([a-z]+)\\.html`[^\n]*\n\n```html\n(.*?)```").FindAllStringSubmatch(text, -1) {
		name := "/" + b[1]
		if b[1] == "index" {
			name = "/"
		}
		pages[name] = b[2]
	}
	command := regexp.MustCompile("(?s)```sh\nosnova audit (.*?)\n```").FindStringSubmatch(text)
	blocks := regexp.MustCompile("(?s)`([a-z/]+\\.csv)`[^\n]*\n\n```csv\n(.*?)```").FindAllStringSubmatch(text, -1)
	if len(pages) < 3 || command == nil || len(blocks) < 2 {
		t.Fatalf("the page has %d pages of a site, %d tables, command %q", len(pages), len(blocks), command)
	}
	const shown = "http://127.0.0.1:8080"
	if !strings.Contains(command[1], shown) {
		t.Fatalf("the command names no %s", shown)
	}
	server := served(t, pages)
	t.Chdir(t.TempDir())
	audits(t, exitFine, append(strings.Fields(strings.ReplaceAll(command[1], shown, server.URL)), "--rate", "1000")...)
	for _, b := range blocks {
		made := strings.Split(strings.ReplaceAll(file(t, b[1]), server.URL, shown), "\n")
		for i, line := range strings.Split(strings.TrimSpace(b[2]), "\n") {
			if i == 0 && made[0] != line || !slices.Contains(made, line) {
				t.Errorf("%s has no row %s", b[1], line)
			}
		}
	}
	if testing.Verbose() {
		fmt.Println(file(t, "audit/checks.csv"))
		fmt.Println(file(t, "audit/scores.csv"))
	}
}
