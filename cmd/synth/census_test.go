// SPDX-License-Identifier: Apache-2.0

package synth_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/audit"
	"osnova/cmd/synth"
)

// TestCensus: a census of the invented country's bodies, over the network path, says of at least 98 % what was put online, and calls at most 0.5 %
// current that are not; judged again from its evidence it says the same.
func TestCensus(t *testing.T) {
	dir := t.TempDir()
	if err := synth.Write(context.Background(), 11, 0.5, dir); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(folder(filepath.Join(dir, "mirror", "census", "pages")))
	defer server.Close()
	list, err := os.ReadFile(filepath.Join(dir, "mirror", "census", "bodies.csv"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "bodies.csv")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(list), "http://"+synth.CensusHost, server.URL)), 0o644); err != nil {
		t.Fatal(err)
	}
	o := audit.Defaults()
	o.Census, o.Out, o.Rate, o.Loopback, o.AsOf = file, filepath.Join(dir, "out"), 1e6, true, synth.WrittenOn.Format("2006-01-02")
	o.UserAgent = func() (string, error) { return "osnova (test)", nil }
	take := func() map[string]string {
		t.Helper()
		var log bytes.Buffer
		d := instrument.NewSession(strings.NewReader(""), &log, &log)
		if err := audit.RunCensus(context.Background(), d, o); err != nil {
			t.Fatalf("%v %v\n%s", err, d.Findings, &log)
		}
		out := map[string]string{}
		for _, row := range rowsOf(t, filepath.Join(o.Out, "census.csv"))[1:] {
			out[row[0]] = row[2]
		}
		return out
	}
	before := cpuTime(t)
	found := take()
	spent := cpuTime(t) - before
	wrong, current, kinds := map[string]int{}, 0, map[string]int{}
	truth := rowsOf(t, filepath.Join(dir, "truth", "census.csv"))[1:]
	for _, row := range truth {
		id, kind, state := row[0], row[1], row[2]
		kinds[kind]++
		if found[id] != state {
			wrong[kind+": "+found[id]]++
			if found[id] == "current" {
				current++
			}
		}
	}
	errors := 0
	for _, n := range wrong {
		errors += n
	}
	t.Logf("%d bodies, %d wrong, %d wrongly current, %.1f CPU s; %v", len(truth), errors, current, spent, wrong)
	if len(truth) < 1400 || len(found) != len(truth) || len(kinds) != 16 {
		t.Errorf("%d bodies of %d kinds, %d found", len(truth), len(kinds), len(found))
	}
	if float64(errors) > 0.02*float64(len(truth)) || float64(current) > 0.005*float64(len(truth)) {
		t.Errorf("%d of %d wrong, %d of them current: %v", errors, len(truth), current, wrong)
	}
	if perBodies := spent * 1400 / float64(len(truth)); perBodies > 60 {
		t.Errorf("1,400 bodies took %.1f CPU s", perBodies)
	}
	server.Close()
	o.Again, o.AsOf = true, ""
	again := take()
	for id, state := range found {
		if again[id] != state {
			t.Errorf("%s: %s from the evidence, %s at the visit", id, again[id], state)
		}
	}
}

// rowsOf are the records of a CSV.
func rowsOf(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// cpuTime is what this process has used, in seconds.
func cpuTime(t *testing.T) float64 {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}
