// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"net/http"
	"testing"

	"osnova/catalog"
	"osnova/ingest/fetch/fetchtest"
)

// TestEdition: a refresh dates an edition by the newest bytes that came, an unchanged one by the same day as before; what the project says stays.
func TestEdition(t *testing.T) {
	body := towns
	server := fetchtest.Serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
	r := refreshing(t, server.URL)
	day := func(refresh bool) string {
		st := &Stage{Catalog: r.cat, Files: r.fsys, Refresh: refresh, Keep: r.dir + "/kept"}
		edition, err := st.Edition()
		if err != nil {
			t.Fatal(err)
		}
		return edition
	}
	r.cat.Project = catalog.Project{Edition: "2026-01-01"}
	if _, _, findings := r.run(); len(findings) > 0 {
		t.Fatal(findings)
	}
	if got := day(true); got != "2026-11-23" {
		t.Errorf("fetched on 23 November: %s", got)
	}
	if got := day(false); got != "2026-01-01" {
		t.Errorf("from the embedded facts: %s", got)
	}
	r.clock.At = r.clock.At.AddDate(0, 1, 0)
	r.run()
	if got := day(true); got != "2026-11-23" {
		t.Errorf("nothing changed: %s", got)
	}
	body += "9,Туман,900\n"
	r.run()
	if got := day(true); got != "2026-12-23" {
		t.Errorf("a file changed: %s", got)
	}
	r.cat.Project.EditionSet = true
	if got := day(true); got != "2026-01-01" {
		t.Errorf("set by the project: %s", got)
	}
}
