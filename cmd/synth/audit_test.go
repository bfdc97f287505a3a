// SPDX-License-Identifier: Apache-2.0

package synth_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"osnova/cmd/instrument/audit/robot"
	"osnova/cmd/synth"
	"osnova/ingest/fetch"
)

// TestAuditSites: the robot, over the network path, finds on every written site what was put there, and nothing else.
func TestAuditSites(t *testing.T) {
	dir := t.TempDir()
	if err := synth.Write(context.Background(), 7, 0.4, dir); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, "truth", "audit_site.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]map[string]string{}
	day := ""
	for _, r := range rows[1:] {
		if want[r[0]] == nil {
			want[r[0]] = map[string]string{}
		}
		want[r[0]][r[2]], day = r[3], r[1]
	}
	if len(want) != 24 {
		t.Fatalf("%d sites", len(want))
	}
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	results := map[string]int{}
	for slug, checks := range want {
		server := httptest.NewServer(folder(filepath.Join(dir, "mirror", "audit", "sites", slug)))
		a := &robot.Auditor{Day: at, Fetch: &fetch.Fetcher{UserAgent: "osnova (test)", AllowLoopback: true, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}}
		_, found, err := a.Audit(context.Background(), robot.Target{Site: server.URL}, robot.Memory{})
		server.Close()
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, c := range found {
			name := c.Rule
			if _, n, ok := strings.Cut(c.Evidence, "/services/"); ok && strings.HasPrefix(name, "A3.") {
				name += " " + n
			}
			wanted, ok := checks[name]
			if !ok {
				continue
			}
			seen[name] = true
			results[name[:2]+" "+wanted]++
			if c.Result != wanted {
				t.Errorf("%s: %s is %s (%s, %s), it was made to be %s", slug, name, c.Result, c.Matched, c.Evidence, wanted)
			}
		}
		for name := range checks {
			if !seen[name] {
				t.Errorf("%s: nothing is said of %s", slug, name)
			}
		}
	}
	for _, kind := range []string{"L0 pass", "L0 fail", "L0 not_tested", "A3 pass", "A3 fail", "A4 pass", "A4 fail", "A4 not_tested", "A5 pass", "A5 fail"} {
		if results[kind] < 10 {
			t.Errorf("only %d of %s: the test shows little", results[kind], kind)
		}
	}
	t.Log(fmt.Sprint(results))
}

// folder serves pages by the path of their address with the query, as they lie in a mirror.
func folder(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/")
		if path == "" || strings.HasSuffix(path, "/") {
			path += "index.html"
		}
		if r.URL.RawQuery != "" && !strings.HasSuffix(path, ".css") {
			path += "?" + r.URL.RawQuery
		}
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		switch filepath.Ext(r.URL.Path) {
		case ".css":
			w.Header().Set("Content-Type", "text/css")
		case ".txt":
			w.Header().Set("Content-Type", "text/plain")
		default:
			w.Header().Set("Content-Type", "text/html")
		}
		_, _ = w.Write(body)
	})
}
