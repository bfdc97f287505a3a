// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/cmd/synth"
	"osnova/metrics"
	"osnova/store"
)

// TestBodiesAreRecovered: from the state register and the registers of councils of an invented country the models recover every body and no
// other, with community, type, legal status, status and residents as they were invented, and every service that a body offers; each has its pages.
func TestBodiesAreRecovered(t *testing.T) {
	const seed, scale = 11, 0.06
	ctx, dir := context.Background(), t.TempDir()
	if err := synth.Write(ctx, seed, scale, dir); err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	ledger, err := store.OpenLedger(filepath.Join(t.TempDir(), "ledger.json"), "test")
	if err != nil {
		t.Fatal(err)
	}
	db := &store.Store{}
	defer db.Close()
	aboutBodies(t, ctx, cat, db, ledger)
	a := &program{out: t.TempDir(), log: slog.New(slog.DiscardHandler)}
	site := filepath.Join(a.out, "grown")
	list, err := a.stages(os.DirFS("../.."), cat, input{mirror: filepath.Join(dir, "mirror")}, db, ledger, &store.Output{Dir: filepath.Join(a.out, "site"), WorkDir: site})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if _, ok := s.(*metrics.Stage); ok { // pages ask for what is measured of a body; what that rests on is not here
			for table, columns := range map[string]string{"metric.dmi_b_score": "node_id varchar, unit_id varchar, grade varchar", "metric.observation": "territory_id varchar, indicator_id varchar, obs_status varchar, source_id varchar, newest boolean"} {
				none := store.Step{ID: table, Own: "none", Run: func(ctx context.Context) (store.Result, error) {
					return store.Result{Output: "none"}, db.Exec(ctx, "create schema if not exists metric; create or replace table "+table+" ("+columns+", level varchar, period varchar, value double)")
				}}
				if err := ledger.Do(ctx, none); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		if err := s.Run(ctx); err != nil {
			t.Fatal(err)
		}
	}
	nothingPrivate(t, site)
	for _, f := range ledger.Findings {
		if strings.Contains(f.What, "which nobody wrote") { // the other pages are left out
			continue
		}
		if strings.Contains(f.Where, "bod") || strings.Contains(f.Where, "osn_") || strings.Contains(f.Where, "edr") {
			t.Error(f)
		}
	}
	compare := func(what string, want []string, query string) {
		t.Helper()
		got, err := db.Select(ctx, query)
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, row := range got.Values {
			have = append(have, fmt.Sprint(row...))
		}
		slices.Sort(want)
		slices.Sort(have)
		if d := cmp.Diff(want, have); d != "" || len(want) == 0 {
			t.Errorf("%s (-truth +pipeline): %d invented, %d found\n%.4000s", what, len(want), len(have), d)
		}
	}
	var bodies []string
	for _, r := range truthRows(t, dir, "bodies") {
		bodies = append(bodies, strings.Join(r, "|"))
	}
	compare("bodies", bodies, "select concat_ws('|', osn_id, community_id, body_type, legal_status, status, residents) from mart.body")

	for _, l := range []string{"uk", "en"} {
		for _, r := range truthRows(t, dir, "bodies") {
			if _, err := os.Stat(filepath.Join(site, "site", l, "osn", r[0]+".html")); err != nil {
				t.Errorf("a body without its page: %v", err)
			}
		}
	}

	c := synth.Invent(seed, scale)
	var offers, known []string
	for _, b := range c.Bodies {
		for _, s := range c.Offers(b) {
			offers = append(offers, b.OSN()+"|"+s)
		}
	}
	compare("services", offers, "select osn_id || '|' || service_id from mart.body_service")
	for _, h := range c.Communities {
		if n := len(h.Bodies); !h.Occupied {
			known = append(known, fmt.Sprintf("%s|register|%d", h.Code, n))
		}
	}
	compare("communities", known, "select community_id || '|' || coverage || '|' || bodies from mart.body_community where coverage <> 'unknown'")

	var values []string
	for _, r := range truthRows(t, dir, "indicator") {
		if slices.Contains([]string{"D1.5", "D1.6", "D7.6"}, r[3]) && r[1] == "community" {
			v := "n"
			if r[4] != "" {
				var f float64
				if _, err := fmt.Sscan(r[4], &f); err != nil {
					t.Fatal(err)
				}
				v = fmt.Sprintf("%.6f", f)
			}
			values = append(values, strings.Join([]string{r[0], r[2], r[3], v, r[5]}, "|"))
		}
	}
	var parts []string
	for _, i := range cat.Indicators {
		parts = append(parts, "select territory_id, period, '"+i.Name+"' as indicator_id, value, obs_status from ("+i.SQL+")")
	}
	query := "select concat_ws('|', territory_id, period, indicator_id, coalesce(printf('%.6f', value), 'n'), obs_status) from (" + strings.Join(parts, " union all ") + ")"
	compare("indicators", values, query)
}

// aboutBodies leaves in the catalog what bodies need: the models that theirs read, the sources of those and of names, three indicators, their data and pages.
func aboutBodies(t *testing.T, ctx context.Context, cat *catalog.Catalog, db *store.Store, ledger *store.Ledger) {
	t.Helper()
	need := map[string]bool{"raw.koatuu_crosswalk": true, "raw.kse_community": true, "raw.former_name": true, "raw.codifier_change": true}
	var want func(relation string)
	want = func(relation string) {
		if need[relation] {
			return
		}
		need[relation] = true
		for _, m := range cat.Models {
			if m.Relation() != relation {
				continue
			}
			reads, err := ledger.Reads(ctx, db, m.SQL)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range reads {
				want(r)
			}
		}
	}
	for _, m := range []string{"body", "body_community", "body_power", "body_service", "community", "oblast", "service", "service_stage", "osn_body", "osn_event", "osn_place", "figure"} {
		want("mart." + m)
	}
	cat.Models = slices.DeleteFunc(cat.Models, func(m catalog.Model) bool { return !need[m.Relation()] })
	cat.Sources = slices.DeleteFunc(cat.Sources, func(s catalog.Source) bool { return !need["raw."+s.Name] })
	cat.Indicators = slices.DeleteFunc(cat.Indicators, func(i catalog.Indicator) bool { return !slices.Contains([]string{"D1.5", "D1.6", "D7.6"}, i.Name) })
	cat.Indices = nil
	cat.Datasets = slices.DeleteFunc(cat.Datasets, func(d catalog.Dataset) bool { return !strings.HasPrefix(d.Name, "bodies") })
	cat.Pages = slices.DeleteFunc(cat.Pages, func(p catalog.Page) bool { return p.Name != "body" && !strings.HasPrefix(p.Name, "osn") })
}

// private are shapes of what no published file about bodies may say; the upstreams of the invented country are full of them.
var private = map[string]*regexp.Regexp{
	"an e-mail":      regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+\.\p{L}{2,}`),
	"a phone":        regexp.MustCompile(`\+38[\s(-]*\d|\(0\d{2,4}\)\s*\d|(?:^|\s)0\d{2}[\s-]\d{3}[\s-]?\d{2}[\s-]?\d{2}(?:\D|$)|тел\.`),
	"a house number": regexp.MustCompile(`(?i)буд\.|(?:вул|пров|просп)\.\s?\p{L}[^,;»"<]{1,40},?\s\d`),
	"a person":       regexp.MustCompile(`\(особа|\p{Lu}\p{L}+ \p{Lu}\.\s?\p{Lu}\.|\p{Lu}\p{L}+ \p{Lu}\p{L}+(?:[оеє]вич|йович|[ії]вна|[оеє]вна)(?:\P{L}|$)`),
}

// nothingPrivate looks through every file that is published about bodies: pages and datasets.
func nothingPrivate(t *testing.T, site string) {
	t.Helper()
	pages, tables := 0, 0
	err := filepath.WalkDir(site, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		slashed := filepath.ToSlash(path)
		switch {
		case strings.Contains(slashed, "/osn/"):
			pages++
		case strings.Contains(slashed, "/data/bodies") && strings.HasSuffix(path, ".csv"):
			tables++
		default:
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for what, shape := range private {
			if hit := shape.FindIndex(body); hit != nil {
				t.Errorf("%s looks like %s: …%s…", path, what, body[max(0, hit[0]-60):min(len(body), hit[1]+60)])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if pages < 200 || tables < 8 {
		t.Errorf("%d pages and %d files of data: the test looks at too little", pages, tables)
	}
}

// truthRows reads a table of truth without its header.
func truthRows(t *testing.T, dir, name string) [][]string {
	t.Helper()
	rows, err := synth.ReadTruth(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
