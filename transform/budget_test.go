// SPDX-License-Identifier: Apache-2.0

package transform

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
	"osnova/store/storetest"
)

// kopiikas reads an amount of the portal or of a table: a comma or a point before the kopiikas.
func kopiikas(t *testing.T, text string) int64 {
	t.Helper()
	if text == "" {
		return 0
	}
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil {
		t.Fatal(err)
	}
	return int64(math.Round(100 * v))
}

// real opens a gzipped file of ../shared/data, or skips.
func real(t *testing.T, name string) io.Reader {
	t.Helper()
	f, err := os.Open("../../shared/data/" + name)
	if err != nil {
		t.Skipf("skipped: ../shared/data/%s is not there", name)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// made loads tables, makes models, a space between them, and gives the rows of a query.
func made(t *testing.T, models string, tables map[string][][]string, query string) [][]any {
	t.Helper()
	cat, contract := declared(t)
	ctx := context.Background()
	s := &store.Store{}
	defer s.Close()
	for relation, records := range tables {
		if err := storetest.Load(ctx, s, relation, records, contract); err != nil {
			t.Fatal(err)
		}
	}
	for _, model := range strings.Fields(models) {
		i := slices.IndexFunc(cat.Models, func(m catalog.Model) bool { return m.Relation() == model })
		if err := s.Materialise(ctx, model, cat.Models[i].SQL); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := s.Select(ctx, query)
	if err != nil {
		t.Fatal(err)
	}
	return rows.Values
}

// TestBudgetRevenueLosesNoRealRow: the portal serves leaves only, so own revenue of every real budget and year is the plain sum of its rows.
func TestBudgetRevenueLosesNoRealRow(t *testing.T) {
	archive := tar.NewReader(real(t, "openbudget/incomes-23-cities-2023-2024.tar.gz"))
	named := regexp.MustCompile(`budgetCode=(\d+)&.*year=(\d+)$`)
	rows := [][]string{{"budget_code", "year", "period", "code", "actual_uah"}}
	match := [][]string{{"year", "community_id", "budget_code"}}
	want := map[string]int64{}
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		of := named.FindStringSubmatch(h.Name)
		if of == nil {
			continue
		}
		table := csv.NewReader(archive) // names are in windows-1251, codes and amounts in ASCII
		table.Comma, table.LazyQuotes = ';', true
		records, err := table.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", h.Name, err)
		}
		at := func(r []string, column string) string { return r[slices.Index(records[0], column)] }
		for _, r := range records[1:] {
			if at(r, "FUND_TYP") != "T" || !strings.HasPrefix(at(r, "REP_PERIOD"), "12.") || strings.HasPrefix(at(r, "COD_INCO"), "4") {
				continue
			}
			amount := kopiikas(t, at(r, "FAKT_AMT"))
			rows = append(rows, []string{of[1], of[2], at(r, "REP_PERIOD"), at(r, "COD_INCO"), fmt.Sprintf("%.2f", float64(amount)/100)})
			if _, ok := want[of[1]+" "+of[2]]; !ok {
				match = append(match, []string{of[2], of[1], of[1]})
			}
			want[of[1]+" "+of[2]] += amount
		}
	}
	if len(want) < 46 || want["26000000000 2024"] != 9260496325362 {
		t.Fatalf("the real rows are not those meant: %d budgets and years, Kyiv 2024 %d kopiikas", len(want), want["26000000000 2024"])
	}
	tables := map[string][][]string{"mart.community": {{"community_id"}}, "raw.city_revenue": {{"community_id", "year", "own_uah"}}}
	tables["raw.openbudget_incomes"], tables["staging.budget_match"] = rows, match
	got := made(t, "mart.budget_revenue", tables,
		"select community_id || ' ' || year, own_uah from mart.budget_revenue")
	if len(got) != len(want) {
		t.Errorf("%d budgets and years, want %d", len(got), len(want))
	}
	for _, r := range got {
		if v := int64(math.Round(100 * r[1].(float64))); v != want[r[0].(string)] {
			t.Errorf("%s: own revenue %d kopiikas, rows sum to %d", r[0], v, want[r[0].(string)])
		}
	}
}

// TestBudgetSpendingLosesNoRealRow: spending of 1,438 communities by programme and by economic code, leaves only, comes out whole.
func TestBudgetSpendingLosesNoRealRow(t *testing.T) {
	records, err := csv.NewReader(real(t, "kse-expenses/hromada_expenses_2021.csv.gz")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ prefix, programme, economic string }{{"prog_", "", "0000"}, {"econ_", "1010", ""}} {
		t.Run(c.prefix, func(t *testing.T) {
			rows := [][]string{{"budget_code", "year", "period", "programme", "function", "economic", "plan_uah", "actual_uah"}}
			want := map[string]int64{}
			for _, r := range records[1:] {
				for i, column := range records[0] {
					code, ok := strings.CutPrefix(column, c.prefix)
					if !ok || kopiikas(t, r[i]) == 0 {
						continue
					}
					programme, economic := c.programme, c.economic
					if programme == "" {
						programme = code
					} else {
						economic = code
					}
					rows = append(rows, []string{r[1], "2021", "12.2021", programme, "", economic, "", r[i]})
					want[r[1]] += kopiikas(t, r[i])
				}
			}
			if len(want) != 1438 {
				t.Fatalf("%d communities with spending, want 1438", len(want))
			}
			for _, r := range made(t, "staging.budget_spending", map[string][][]string{"raw.openbudget_expenses": rows},
				"select budget_code, sum(actual_uah::decimal(20, 2))::double from staging.budget_spending group by 1") {
				if v := int64(math.Round(100 * r[1].(float64))); v != want[r[0].(string)] {
					t.Errorf("%s: %d kopiikas of %d", r[0], v, want[r[0].(string)])
				}
				delete(want, r[0].(string))
			}
			if len(want) > 0 {
				t.Errorf("%d communities have no spending", len(want))
			}
		})
	}
}

// TestCutsApartAreRefused: a community whose functions lack a kopiika of its programmes is a finding.
func TestCutsApartAreRefused(t *testing.T) {
	cat, contract := declared(t)
	ctx := context.Background()
	s := &store.Store{}
	defer s.Close()
	tables := map[string][][]string{
		"mart.community_spending": {
			{"community_id", "year", "kind", "code", "amount_uah"},
			{"UA05020010000000001", "2021", "programme", "1010", "7.01"},
			{"UA05020010000000001", "2021", "economic", "2110", "7.01"},
			{"UA05020010000000001", "2021", "function", "0910", "7"},
		},
		"raw.budget_code_map": {{"year", "code", "class"}},
	}
	for relation, records := range tables {
		if err := storetest.Load(ctx, s, relation, records, contract); err != nil {
			t.Fatal(err)
		}
	}
	m := cat.Models[slices.IndexFunc(cat.Models, func(m catalog.Model) bool { return m.Relation() == "mart.spending_year" })]
	if err := s.Materialise(ctx, m.Relation(), m.SQL); err != nil {
		t.Fatal(err)
	}
	findings, err := s.Check(ctx, m.Relation(), m.Contract)
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) != 1 || !strings.Contains(findings[0].String(), "apart_uah") {
		t.Errorf("findings: %v", findings)
	}
}
