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
	"osnova/ingest/synth"
	"osnova/store"
)

// TestBodiesAreRecovered: from the state register and the registers of councils of an invented country the models recover every body and no
// other, with community, type, legal status, status and residents as they were invented, and every service that a body offers.
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
	wanted := []string{"metric.D1_5", "metric.D1_6", "metric.D7_6", "page body", "page osn", "page osn_register", "dataset bodies", "dataset bodies_communities", "dataset bodies_counts", "dataset bodies_services"}
	ledger.Only = func(id string) bool {
		stage := stageOf(id)
		return stage == "ingest" || stage == "transform" || slices.ContainsFunc(wanted, func(m string) bool { return strings.EqualFold(m, id) })
	}
	db := &store.Store{}
	defer db.Close()
	a := &app{out: t.TempDir(), log: slog.New(slog.DiscardHandler)}
	site := filepath.Join(a.out, "grown")
	list, err := a.stages(os.DirFS("../.."), cat, input{mirror: filepath.Join(dir, "mirror")}, db, ledger, &store.Output{Dir: filepath.Join(a.out, "site"), WorkDir: site})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if err := s.Run(ctx); err != nil {
			t.Fatal(err)
		}
	}
	nothingPrivate(t, site)
	for _, f := range ledger.Findings {
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
	query := "select concat_ws('|', territory_id, period, indicator_id, coalesce(printf('%.6f', value), 'n'), obs_status) from (select * from metric.d1_5 union all select * from metric.d1_6 union all select * from metric.d7_6) where level = 'community'"
	compare("indicators", values, query)
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
	pages, datasets := 0, 0
	err := filepath.WalkDir(site, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		slashed := filepath.ToSlash(path)
		switch {
		case strings.Contains(slashed, "/osn/"):
			pages++
		case strings.Contains(slashed, "/data/bodies") && strings.HasSuffix(path, ".csv"):
			datasets++
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
	if pages < 200 || datasets < 8 {
		t.Errorf("%d pages and %d files of data: the test looks at too little", pages, datasets)
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
