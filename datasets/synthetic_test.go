// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// TestSynthetic: what rests on invented facts says so in every file and every record about it, and what does not is as ever.
func TestSynthetic(t *testing.T) {
	c := fixture()
	c.Datasets = append(c.Datasets, catalog.Dataset{
		Name: "real", File: "datasets/published/real.sql", SQL: "select town_id from mart.town order by town_id", Title: catalog.Text{UK: "Справжнє", EN: "Real"},
		Description: catalog.Text{UK: "Про справжнє.", EN: "About what is real."}, Audience: "all",
		Contract: catalog.Contract{Key: []string{"town_id"}, Columns: []catalog.Column{{Name: "town_id", Type: catalog.TypeText, UK: "код", EN: "code"}}},
	})
	setup := place + "; create or replace table mart.town as select 'T1' as town_id"
	dir := t.TempDir()
	s := &store.Store{Threads: 2}
	t.Cleanup(func() { s.Close() })
	ledger := run(t, c, s, dir, setup, "mart.place")
	if len(ledger.Findings) > 0 {
		t.Errorf("findings: %v", ledger.Findings)
	}
	read := func(name string) string {
		body, err := os.ReadFile(filepath.Join(dir, "site", "data", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	for name, want := range map[string]string{
		"place.csv": "note,synthetic\n", "place.excel.csv": ";note;synthetic\n", "place.schema.json": "\"name\": \"synthetic\"", "empty.csv": "place_id,synthetic\n",
		"place.csv-metadata.json": "synthetic=true", "place.parquet": "synthetic", "catalog.ttl": "osnova:synthetic \"true\"^^xsd:boolean",
		"catalog.jsonld": "\"osnova:synthetic\"", "index.json": "\"synthetic\": true",
	} {
		if !strings.Contains(read(name), want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
	if rows := strings.Count(read("place.csv"), ",true\n"); rows < 6 {
		t.Errorf("%d rows of place.csv end with true:\n%s", rows, read("place.csv"))
	}
	for _, name := range []string{"real.csv", "real.schema.json", "real.csv-metadata.json", "real.parquet"} {
		if strings.Contains(read(name), "synthetic") {
			t.Errorf("%s says that it is synthetic", name)
		}
	}
	var p struct {
		Synthetic bool
		Title     string
		Resources []struct {
			Name, Title, Description string
			Synthetic                bool
		}
	}
	if err := json.Unmarshal([]byte(read("datapackage.json")), &p); err != nil {
		t.Fatal(err)
	}
	if !p.Synthetic || !strings.HasPrefix(p.Title, "Вигадані дані: ") {
		t.Errorf("the package: synthetic %v, title %q", p.Synthetic, p.Title)
	}
	for _, r := range p.Resources {
		invented := !strings.HasPrefix(r.Name, "real")
		if r.Synthetic != invented || strings.HasPrefix(r.Title, "Вигадані дані: ") != invented || strings.Contains(r.Description, "were invented") != invented {
			t.Errorf("resource %s: synthetic %v, %q, %q", r.Name, r.Synthetic, r.Title, r.Description)
		}
	}
	if findings, err := Verify(filepath.Join(dir, "site", "data")); err != nil || len(findings) > 0 {
		t.Errorf("verify: %v %v", findings, err)
	}
}
