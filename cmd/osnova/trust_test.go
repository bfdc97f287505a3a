// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// equal fails where two builds left other tables, files, findings or exit codes.
func equal(t *testing.T, what string, got, want leftBehind) {
	t.Helper()
	if d := differs(got, want); d != "" {
		t.Errorf("%s: %s", what, d)
	}
}

func has(b leftBehind, parts ...string) bool {
	return slices.ContainsFunc(b.findings, func(f string) bool {
		return !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(f, p) })
	})
}

// TestIncrementalIsClean: edits that an xor of row hashes did not see, and others, leave what a build from nothing leaves.
func TestIncrementalIsClean(t *testing.T) {
	const first, second = "transform/models/mart/first.sql", "transform/models/mart/second.sql"
	for name, change := range map[string]map[string]string{
		"a column renamed that another model reads": {first: "-- One.\nselect community_id, loaded as brought, refused from raw.town\n", "transform/models/mart/first.yaml": model("community_id:text brought:integer refused:integer")},
		"names swapped":               {first: "-- One.\nselect community_id, refused as loaded, loaded as refused from raw.town\n"},
		"rows that occur twice":       {first: "-- One.\nselect 'c1' as community_id, 5::bigint as loaded, 1::bigint as refused from range(2)\n"},
		"other rows that occur twice": {first: "-- One.\nselect 'c1' as community_id, 6::bigint as loaded, 1::bigint as refused from range(2)\n"},
		"retyped":                     {first: "-- One.\nselect community_id, loaded::double as loaded, refused from raw.town\n"},
		"a reader's own edit":         {second: "-- One.\nselect sum(refused)::bigint as shown, count(loaded) as counted from mart.first\n"},
		"a model deleted":             {first: "", "transform/models/mart/first.yaml": ""},
		"a model that fails":          {second: "-- One.\nselect sum(loaded)::bigint as shown,\n  nothing as counted from mart.first\n"},
		"an indicator that fails":     {"metrics/indicators/one.sql": "-- One.\nselect 'c1' as territory_id, '2025' as period, 'x'::integer as value, 1 as num, 1 as den, '' as obs_status\n"},
		"an indicator deleted":        {"metrics/indicators/two.sql": "", "metrics/indicators/two.yaml": ""},
		"an indicator's title":        {"metrics/indicators/two.yaml": strings.Replace(indicatorYAML, "показник", "інший", 1)},
		"a table declared otherwise":  {"metrics/tables/lorenz.yaml": "title: {uk: а, en: a}\ngrain: {uk: а, en: a}\ncolumns:\n  - {name: p, type: number, uk: а, en: a}\n"},
		"a page's query that fails":   {"reports/pages/home/rows.sql": "-- One row.\nselect nothing as shown, 1 as counted from mart.second\n"},
		"a dataset that fails":        {"datasets/published/shown.sql": "-- One row.\nselect shown, nothing as counted from mart.second order by shown\n"},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			before := buildVillage(t, out, village)
			if before.code == exitError {
				t.Fatal(before.err)
			}
			after := edited(change)
			equal(t, "after the edit", buildVillage(t, out, after), buildVillage(t, t.TempDir(), after))
			equal(t, "and back", buildVillage(t, out, village), before)
		})
	}
}

// TestFaultIsAFinding: a model at fault is told with file and line; what reads it is not made and says why; the rest is built; exit 3.
func TestFaultIsAFinding(t *testing.T) {
	out := t.TempDir()
	good := buildVillage(t, out, village)
	bad := buildVillage(t, out, edited(map[string]string{"transform/models/mart/first.sql": "-- One row a community.\nselect community_id,\n  loded as loaded, refused\nfrom raw.town\n"}))
	const at = "transform/models/mart/first.sql:3"
	if bad.code != exitFindings || !has(bad, at, "loded") {
		t.Errorf("exit %d %s, %v", bad.code, bad.err, bad.findings)
	}
	for reader, reads := range map[string]string{"transform/models/mart/second.sql: mart.second": "mart.first", "metrics/indicators/one.sql: metric.one": "mart.first", "metrics/indices/both.yaml: metric.both_score": "metric.one"} {
		if !has(bad, reader+" is not made: it reads "+reads, "at fault is "+at) {
			t.Errorf("not told of %s: %v", reader, bad.findings)
		}
	}
	if !has(bad, "datasets/published/shown.sql: it reads mart.second", at) || !has(bad, "reports/pages/home/rows.sql: it reads mart.second", at) {
		t.Errorf("dataset and page do not say why: %v", bad.findings)
	}
	for _, gone := range []string{"mart.first", "mart.second", "metric.one", "metric.both_score", "metric.both_loss"} {
		if good.tables[gone] == "" || bad.tables[gone] != "" {
			t.Errorf("%s: before %q, after %q", gone, good.tables[gone], bad.tables[gone])
		}
	}
	for _, there := range []string{"mart.community", "metric.two", "metric.observation", "metric.summary", "metric.indicator"} {
		if bad.tables[there] == "" {
			t.Errorf("%s is not made, though it does not read what failed", there)
		}
	}
	if bad.site["data/shown.csv"] != "" || bad.site["uk/index.html"] == "" || good.site["data/shown.csv"] == "" {
		t.Error("the dataset that reads it stays, or the page that says so is gone")
	}
	if !strings.Contains(bad.stdout, "are not made") {
		t.Errorf("stdout: %s", bad.stdout)
	}
}

// TestUnreadableDatabase: with a database that cannot be read, a build that needs it ends with 1 and swaps nothing; when the good one is back,
// the next build gives the good page. One of another size than osnova wrote is made anew with all that stands on it.
func TestUnreadableDatabase(t *testing.T) {
	page := edited(map[string]string{"reports/pages/home/page.tmpl": village["reports/pages/home/page.tmpl"] + "<p>new</p>\n"})
	want := buildVillage(t, t.TempDir(), page)
	for name, damage := range map[string]func(path string, good []byte) error{
		"cut off": func(path string, good []byte) error { return os.WriteFile(path, good[:len(good)*6/10], 0o644) },
		"zeros": func(path string, good []byte) error {
			return os.WriteFile(path, append(slices.Clone(good[:8192*2]), make([]byte, len(good)-8192*2)...), 0o644)
		},
		"garbage": func(path string, _ []byte) error {
			return os.WriteFile(path, []byte(strings.Repeat("garbage ", 4000)), 0o644)
		},
		"empty":    func(path string, _ []byte) error { return os.WriteFile(path, nil, 0o644) },
		"a folder": func(path string, _ []byte) error { return os.Mkdir(path, 0o755) },
		"a link":   func(path string, _ []byte) error { return os.Symlink(path+".nowhere/x", path) },
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			before := buildVillage(t, out, village)
			path := filepath.Join(out, "osnova.duckdb")
			good, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if err := damage(path, good); err != nil {
				t.Fatal(err)
			}
			bad := buildVillage(t, out, page)
			switch name {
			case "cut off", "garbage", "empty":
				equal(t, "made anew", bad, want)
				return
			case "a folder", "a link":
				if !strings.Contains(bad.err, "osnova.duckdb is "+name+" that osnova did not make") {
					t.Errorf("ended with %q", bad.err)
				}
			}
			if bad.code != exitError || bad.err == "" {
				t.Errorf("ended with %d, %v", bad.code, bad.findings)
			}
			if now := files(t, filepath.Join(out, "site")); !maps.Equal(now, before.site) {
				t.Error("the site was touched")
			}
			if err := os.RemoveAll(path); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, good, 0o644); err != nil {
				t.Fatal(err)
			}
			equal(t, "with the good database back", buildVillage(t, out, page), want)
		})
	}
}
