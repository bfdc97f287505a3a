// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"osnova/ingest/fetch/fetchtest"
)

// TestRefreshLeavesWhatNobodyOffers: a source of which only a mirror has a file keeps its embedded facts in a refresh, without a question to anybody and
// without a finding; the others are fetched. Its lock says which edition a file is.
func TestRefreshLeavesWhatNobodyOffers(t *testing.T) {
	asked := map[string]int{}
	server := fetchtest.Serve(t, func(w http.ResponseWriter, q *http.Request) {
		asked[q.URL.Path]++
		_, _ = w.Write([]byte(towns))
	})
	r := refreshing(t, server.URL)
	mirror := t.TempDir()
	if err := os.WriteFile(filepath.Join(mirror, "hamlets.csv"), []byte(towns), 0o644); err != nil {
		t.Fatal(err)
	}
	for i := range r.cat.Sources {
		s := &r.cat.Sources[i]
		if s.Name != "hamlets" {
			continue
		}
		s.Files[0].URL, s.Files[0].Edition = "", "2026-07-07"
		facts, err := Read(context.Background(), *s, nil, folder(mirror), nil)
		if err != nil {
			t.Fatal(err)
		}
		packed, err := facts.Pack(*s)
		if err != nil {
			t.Fatal(err)
		}
		lock, err := yaml.Marshal(facts.Lock)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(lock), `edition: "2026-07-07"`) && !strings.Contains(string(lock), "edition: 2026-07-07") {
			t.Errorf("the lock does not say the edition:\n%s", lock)
		}
		r.fsys[s.Dir+"/"+factsFile], r.fsys[s.Dir+"/"+lockFile] = &fstest.MapFile{Data: packed}, &fstest.MapFile{Data: lock}
	}
	origins, rows, findings := r.run()
	if len(findings) > 0 {
		t.Errorf("findings: %v", findings)
	}
	if origins["hamlets"] != "embedded" || origins["towns"] != "parsed" || rows["hamlets"] == 0 || rows["hamlets"] != rows["towns"] {
		t.Errorf("origins %v, rows %v", origins, rows)
	}
	if asked["/hamlets.csv"] > 0 || asked["/towns.csv"] == 0 {
		t.Errorf("asked for %v", asked)
	}
}
