// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// backdrop are empty tables that spatial and yearly measures read, for tests that say nothing of them.
var backdrop = map[string]string{
	"staging.admin_case":     "case_id,unit_id,level,community_id,service_id,channel,submitted_at:date,accepted_at:date,decided_at:date,delivered_at:date,status,resubmission_of,visits_n:integer,statutory_days:integer,paused_days:integer,source_id",
	"staging.survey_stratum": "unit_id,age_band,sex,settlement,population:integer",
	"staging.survey_answer":  "respondent_id,unit_id,level,community_id,oblast_id,period,sample,channel,online:boolean,age_band,sex,settlement,minutes:number,csat:integer,nps:integer,ces:integer,internet:boolean,digcomp:integer,eservices:boolean,tried:boolean,failed:boolean",
	"staging.survey_mark":    markHead,
	"mart.service":           "service_id,standard_days:integer",
	"mart.step_rule":         "rule_id,indicator_id,priority:integer,value_below:number,value_above:number,node_id,node_below:number,mechanism_id,step_uk,step_en",
	"mart.peer":              "community_id,peer_group,peers:integer",
	"mart.peer_member":       "community_id,member_id",
	"mart.boundary":          "territory_id,level,path",
	"mart.oblast":            "oblast_id,residents:integer",
	"mart.budget_year":       "community_id,year:integer,income_own_uah:number,military_tax_uah:number,population:integer,partial:boolean",
	"mart.osbb_year":         "community_id,year:integer,osbb:integer,osbb_per_10k:number",
}

// run makes metric.* as attempt does, and takes a finding for a fault.
func run(t *testing.T, indicators []catalog.Indicator, indices []catalog.Index, tables map[string]string) (*Stage, error) {
	t.Helper()
	st, err := attempt(t, indicators, indices, tables)
	for _, f := range st.Ledger.Findings {
		t.Error(f)
	}
	return st, err
}

// attempt makes metric.* of the given indicators and indices over tables written as CSV whose header types columns as name:type (default text).
func attempt(t *testing.T, indicators []catalog.Indicator, indices []catalog.Index, tables map[string]string) (*Stage, error) {
	t.Helper()
	return attemptOf(t, &catalog.Catalog{Indicators: indicators, Indices: indices}, tables)
}

// attemptOf makes metric.* as attempt does, of a catalog that declares more than indicators and indices.
func attemptOf(t *testing.T, declared *catalog.Catalog, tables map[string]string) (*Stage, error) {
	t.Helper()
	ctx := context.Background()
	ledger, err := store.OpenLedger(filepath.Join(t.TempDir(), "ledger.json"), "test")
	if err != nil {
		t.Fatal(err)
	}
	programs := declaredPrograms()
	declared.Tables, declared.Protected = programs.Tables, programs.Protected
	declared.Inherit()
	st := &Stage{Catalog: declared, Store: &store.Store{}, Ledger: ledger, Log: slog.New(slog.DiscardHandler)}
	t.Cleanup(func() { st.Store.Close() })
	for relation, text := range backdrop {
		if _, given := tables[relation]; !given {
			tables = maps.Clone(tables)
			tables[relation] = text
		}
	}
	for relation, text := range tables {
		records, err := csv.NewReader(strings.NewReader(strings.TrimSpace(text))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var columns []catalog.Column
		for _, name := range records[0] {
			name, typ, ok := strings.Cut(name, ":")
			if !ok {
				typ = catalog.TypeText
			}
			columns = append(columns, catalog.Column{Name: name, Type: typ})
		}
		if relation == "mart.community" && !slices.Contains(records[0], "war_zone") { // most tests do not ask where the front is
			columns = append(columns, catalog.Column{Name: "war_zone", Type: catalog.TypeText})
			for i := range records[1:] {
				records[i+1] = append(records[i+1], "")
			}
		}
		err = ledger.Do(ctx, store.Step{ID: relation, Run: func(ctx context.Context) (store.Result, error) {
			return store.Result{}, st.Store.Load(ctx, relation, columns, records[1:])
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return st, st.Run(ctx)
}

// indicator measures the rows of mart.measured that carry its name.
func indicator(name string, posts *catalog.Goalposts, direction string) catalog.Indicator {
	return catalog.Indicator{
		Name: name, File: name + ".sql", Up: "mean", Scale: 1, ScaleType: "bounded", Direction: direction, Sources: []string{"town"}, Goalposts: posts,
		SQL: "select community_id as territory_id, '2025' as period, value, null as num, null as den, '' as obs_status from mart.measured where indicator = '" + name + "'",
	}
}

// cells selects rows of a relation as text keyed by their first column; a missing value is empty.
func cells(t *testing.T, st *Stage, query string) map[string][]string {
	t.Helper()
	rows, err := st.Store.Select(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, r := range rows.Values {
		var texts []string
		for _, v := range r {
			if v == nil {
				v = ""
			}
			texts = append(texts, fmt.Sprint(v))
		}
		if _, ok := out[texts[0]]; ok {
			t.Errorf("%s is there twice", texts[0])
		}
		out[texts[0]] = texts[1:]
	}
	return out
}

// number selects one number.
func number(t *testing.T, st *Stage, query string) float64 {
	t.Helper()
	rows, err := st.Store.Select(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows.Values) != 1 {
		t.Fatalf("%d rows instead of one: %s", len(rows.Values), query)
	}
	switch v := rows.Values[0][0].(type) {
	case float64:
		return v
	case int64:
		return float64(v)
	}
	t.Fatalf("no number: %s", query)
	return 0
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
