// SPDX-License-Identifier: Apache-2.0

package synth_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/cmd/synth"
	"osnova/ingest"
	"osnova/ingest/parsers"
	"osnova/store"
)

// TestAccounts: every record of every feed ends as its truth says, loaded, quarantined or skipped by a rule, and none is left over.
func TestAccounts(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	if err := synth.Write(ctx, 1, 0.05, dir); err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join(dir, "mirror", catalog.MirrorFile))
	if err != nil {
		t.Fatal(err)
	}
	told, wrong := catalog.ReadMirror(body)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	crawled := map[string]bool{}
	var held []catalog.Source
	for _, s := range cat.Sources {
		if told.Holds(s) {
			held = append(held, s)
			crawled[s.Name] = s.Format.Crawls()
		}
	}
	if len(held) != len(told.Sources) {
		t.Errorf("the mirror holds %d sources, %d of them are declared", len(told.Sources), len(held))
	}
	cat.Sources = held
	ledger, err := store.OpenLedger(filepath.Join(t.TempDir(), "ledger.json"), "test")
	if err != nil {
		t.Fatal(err)
	}
	db := &store.Store{}
	defer db.Close()
	st := &ingest.Stage{Catalog: cat, Store: db, Ledger: ledger, Files: os.DirFS("../.."), Parsers: parsers.Parsers, Mirror: filepath.Join(dir, "mirror"), Log: slog.New(slog.DiscardHandler)}
	if err := st.Run(ctx); err != nil {
		t.Fatal(err)
	}
	for _, f := range ledger.Findings {
		t.Errorf("finding: %s", f)
	}
	rows, err := db.Select(ctx, "select source_id, file, rows_in, loaded, quarantined, skipped_rules from raw.intake where synthetic = 'seed 1, scale 0.05'")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]int{}
	add := func(to map[string]int, source, file, fate string, n int) {
		file = path.Base(file) // answers of interfaces go by their whole path
		if crawled[source] {   // a crawl names its pages, not its files
			file = "all pages"
		}
		if n > 0 {
			to[source+" "+file+" "+fate] += n
		}
	}
	for _, r := range rows.Values {
		source, file := r[0].(string), r[1].(string)
		add(have, source, file, "loaded", int(r[3].(int64)))
		add(have, source, file, "quarantined", int(r[4].(int64)))
		rules, _ := r[5].(string)
		for _, rule := range strings.Split(rules, "; ") {
			if name, n, ok := strings.Cut(rule, "="); ok {
				k, _ := strconv.Atoi(n)
				add(have, source, file, "skipped:"+name, k)
			}
		}
	}
	want := map[string]int{}
	for _, r := range truth(t, dir, "account") {
		n, err := strconv.Atoi(r[3])
		if err != nil {
			t.Fatal(err)
		}
		add(want, r[0], r[1], r[2], n)
	}
	if d := cmp.Diff(lines(want), lines(have)); d != "" {
		t.Errorf("accounts (-truth +pipeline):\n%s", d)
	}
	if len(want) == 0 {
		t.Error("the truth tells of no record")
	}
}

// truth reads a table of truth without its header.
func truth(t *testing.T, dir, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "truth", name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func lines(m map[string]int) (out []string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%s %d", k, m[k]))
	}
	return out
}

// TestNoRealPlace: no source that the mirror leaves out, whose embedded facts a build therefore takes, tells of a real place by the code of a
// unit, by that of a budget, or by the name of a community or raion. One does, whose facts go by codes of raions alone: they meet no raion of
// the invented country and fall out of its build.
func TestNoRealPlace(t *testing.T) {
	cat, err := catalog.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := synth.Write(context.Background(), 1, 0.05, dir); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join(dir, "mirror", catalog.MirrorFile))
	if err != nil {
		t.Fatal(err)
	}
	told, wrong := catalog.ReadMirror(body)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	facts := func(s catalog.Source) [][]string {
		found, err := ingest.Embedded(os.DirFS("../.."), s)
		if err == nil {
			return found.Rows
		}
		if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if !s.Own {
			return nil // awaited: a build has no fact of it
		}
		f, err := os.Open(filepath.Join("../..", filepath.FromSlash(s.Dir), "data.csv"))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
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
	real := map[string]bool{}
	for _, s := range cat.Sources {
		for _, r := range facts(s) {
			switch s.Name {
			case "katottg":
				real[r[s.Column("territory_id")]] = true
				if category := r[s.Column("category")]; category == "H" || category == "P" {
					real[r[s.Column("name_uk")]] = true
				}
			case "kse_budget":
				real[r[s.Column("budget_code")]] = true
			}
		}
	}
	if len(real) < 30000 {
		t.Fatalf("%d codes and names of real places are known", len(real))
	}
	looked := 0
	for _, s := range cat.Sources {
		if told.Holds(s) || s.Name == "edjnet_speed_raion" {
			continue
		}
		looked++
	source:
		for _, r := range facts(s) {
			for _, cell := range r {
				if real[cell] {
					t.Errorf("%s tells of the real place %s: give it a feed", s.Name, cell)
					break source
				}
			}
		}
	}
	if looked == 0 {
		t.Error("no source was looked at")
	}
}

// TestEqualSeedsGiveEqualFiles: the mirror and the truth are functions of seed and scale.
func TestEqualSeedsGiveEqualFiles(t *testing.T) {
	all := func(seed uint64) map[string]string {
		dir := t.TempDir()
		if err := synth.Write(context.Background(), seed, 0.05, dir); err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			rel, _ := filepath.Rel(dir, path)
			out[rel] = store.HashParts(string(body))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	one := all(1)
	if d := cmp.Diff(one, all(1)); d != "" {
		t.Errorf("the same seed gave other files:\n%s", d)
	}
	two := all(2)
	if one["mirror/katottg/kodifikator-07-07-2026.csv"] == two["mirror/katottg/kodifikator-07-07-2026.csv"] {
		t.Error("another seed gave the same codifier")
	}
}
