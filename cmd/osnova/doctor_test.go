// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/cmd/synth"
)

// rezipped packs the one member of an archive anew, its text changed.
func rezipped(t *testing.T, body []byte, change func([]byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	text, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	to, err := w.Create(z.File[0].Name)
	if err == nil {
		_, err = to.Write(change(text))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestDoctorNamesEachChange: of the upstreams of an invented country, served as they are declared, every source is as declared or has no address; after
// ten changes of layout each is named, and nothing else is. Nothing is written but the report.
func TestDoctorNamesEachChange(t *testing.T) {
	dir := t.TempDir()
	if err := synth.Write(context.Background(), 1, 0.02, dir); err != nil {
		t.Fatal(err)
	}
	mirror := filepath.Join(dir, "mirror")
	root, err := os.OpenRoot(mirror)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	upstream := &synth.Upstream{Root: root, Modified: synth.WrittenOn}
	failing := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if failing != "" && strings.HasSuffix(r.URL.Path, failing) {
			http.Error(w, "later", http.StatusServiceUnavailable)
			return
		}
		upstream.ServeHTTP(w, r)
	}))
	defer server.Close()
	place := t.TempDir()
	runbooks := map[string]string{}
	ask := func(report string) (int, map[string]string) {
		t.Helper()
		var out, said strings.Builder
		code := runProgram(context.Background(), []string{"doctor", "--mirror", server.URL, "--allow-loopback", "--out", filepath.Join(place, "build"), "--report", report}, strings.NewReader(""), &out, &said)
		verdicts := map[string]string{}
		for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
			if told, ok := strings.CutPrefix(line, "to do for "); ok {
				name, text, _ := strings.Cut(told, ": ")
				runbooks[name] = text
				continue
			}
			name, rest, ok := strings.Cut(line, " ")
			if ok && !strings.HasPrefix(rest, "sources:") {
				verdicts[name] = strings.Join(strings.Fields(rest), " ")
			}
		}
		return code, verdicts
	}
	code, before := ask("-")
	if code != exitFine {
		t.Errorf("ended with %d", code)
	}
	declared := 0
	for name, verdict := range before {
		switch {
		case strings.HasPrefix(verdict, "as declared"):
			declared++
		case !strings.HasPrefix(verdict, "no address"):
			t.Errorf("%s: %s", name, verdict)
		}
	}
	if declared < 40 {
		t.Errorf("%d sources are as declared", declared)
	}

	edit := func(path string, change func([]byte) []byte) {
		t.Helper()
		full := filepath.Join(mirror, filepath.FromSlash(path))
		body, err := os.ReadFile(full)
		if err != nil {
			t.Fatal(err)
		}
		now := change(body)
		if bytes.Equal(body, now) {
			t.Fatalf("%s was not changed", path)
		}
		if err := os.WriteFile(full, now, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	replace := func(old, now string) func([]byte) []byte {
		return func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(old), []byte(now)) }
	}
	if err := os.Remove(filepath.Join(mirror, "stat-gov-ua", "price-index.xml")); err != nil {
		t.Fatal(err)
	}
	edit("stat-gov-ua/wage-oblast.xml", func([]byte) []byte {
		return []byte("<!DOCTYPE html><html><title>Технічні роботи</title></html>")
	})
	edit("cnap/rejestr-cnap.xlsx", func([]byte) []byte { return []byte("code;name\n1;а\n") })
	edit("kse-hromada/community-competence-hromada.csv", replace("Youth_councils", "Youth_councils_total"))
	edit("nkek/internet-prices.csv", replace(";", "\t"))
	edit("population/settlements.csv", replace("2022-01-01", "зима"))
	edit("edem/petitions/statistics-2024-12-31.json", replace(`"Petitions":`, `"PetitionsTotal":`))
	edit("edem/petitions/statistics-2025-12-31.json", replace(`"Petitions":`, `"PetitionsTotal":`))
	edit("edr/uo.zip", func(b []byte) []byte {
		return rezipped(t, b, func(text []byte) []byte {
			return replace("</SUBJECT>", "</ENTITY>")(replace("<SUBJECT", "<ENTITY")(text))
		})
	})
	edit("osn_register_table/index.html", replace("class=\"councils\"", "class=\"radas\""))
	edit("audit/probes.csv", replace(",answered", ",answers"))
	failing = "osbb-hromada.csv"
	report := filepath.Join(place, "doctor.md")
	code, after := ask(report)
	if code != exitFindings {
		t.Errorf("ended with %d", code)
	}
	want := map[string]string{
		"price_index":             "gone status 404: price-index.xml",
		"wage_oblast":             "changed type: wage-oblast.xml is a web page, not XML or text",
		"cnap":                    "changed type: rejestr-cnap.xlsx is text, not a ZIP or workbook",
		"kse_competence":          `changed records: column "Youth_councils" is not in the header`,
		"internet_price":          `changed records: column "Код КАТОТТГ області" is not in the header`,
		"settlement_population":   "changed records: column as_of is not a date; write dd.mm.yyyy or yyyy-mm-dd (561 of 562 refused)",
		"edem_petition_statistic": "changed records: column petitions is empty (76 of 82 refused)",
		"edr":                     "changed records: no row was loaded: all 2163 records are left out by declared rules",
		"osn_register_table":      `changed records: nothing on the page matches rows "table.register tr", and no link leads on`,
		"site_probe":              `changed records: column "answered" is not in the header`,
		"kse_osbb":                "no answer status 503 Service Unavailable: osbb-hromada.csv",
	}
	body, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	for name, verdict := range after {
		t.Logf("%s: %s", name, verdict)
		if w, ok := want[name]; ok {
			if verdict != w {
				t.Errorf("%s: %q, want %q", name, verdict, w)
			}
			kind, how, _ := strings.Cut(strings.Replace(w, "no answer", "no_answer", 1), " ")
			if !strings.Contains(string(body), "| "+name+" | "+strings.Replace(kind, "_", " ", 1)+" | "+how) {
				t.Errorf("the report says nothing of %s", name)
			}
			if text := runbooks[name]; text == "" || !strings.Contains(string(body), "| "+name+" | "+text) {
				t.Errorf("%s is %s, and its runbook is not told: %q", name, kind, text)
			}
			continue
		}
		if text := runbooks[name]; text != "" && strings.HasPrefix(verdict, "as declared") {
			t.Errorf("%s is as declared, and something is to do: %q", name, text)
		}
		if verdict != before[name] {
			t.Errorf("%s: %q, was %q", name, verdict, before[name])
		}
	}
	entries, err := os.ReadDir(place)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "doctor.md" && !strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s was written", e.Name())
		}
	}
}
