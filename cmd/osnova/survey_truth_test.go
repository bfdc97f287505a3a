// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/cmd/synth"
	"osnova/store"
)

// TestCasesAndAnswersAreRecovered: from logs, surveys, tables of Resolution 835 and petition sites of an invented country, with their dirt, the
// pipeline finds every value that was told, to six decimals, and no other, but for the few shares of cases that are hidden beside others.
func TestCasesAndAnswersAreRecovered(t *testing.T) {
	const seed, scale = 5, 0.06
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
	mine := []string{"D6.4", "D6.8", "D7.2", "D7.3", "D8.1", "D8.2", "D8.3", "D8.4", "D8.6", "D8.7", "SQI.S", "SQI.E"}
	made := []string{"metric.case_metric", "metric.case_service", "metric.case_time", "metric.survey_unit", "metric.survey_dimension"}
	table := map[string]string{} // of years, quarters and months
	for _, i := range mine {
		relation := "metric." + catalog.SQLName(i)
		made, table[i] = append(made, relation), relation
		if slices.ContainsFunc(cat.Indicators, func(d catalog.Indicator) bool { return d.Name == i && d.RelationWithin() != "" }) {
			table[i] = "(select * from " + relation + " union all select * from " + relation + "_within)"
		}
	}
	ledger.Only = func(id string) bool {
		stage := stageOf(id)
		return stage == "ingest" || stage == "transform" || slices.Contains(made, id)
	}
	db := &store.Store{}
	defer db.Close()
	a := &program{out: t.TempDir(), log: slog.New(slog.DiscardHandler)}
	list, err := a.stages(os.DirFS("../.."), cat, input{mirror: filepath.Join(dir, "mirror")}, db, ledger, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list[:3] {
		if err := s.Run(ctx); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range ledger.Findings {
		for _, name := range []string{"case", "survey", "petition", "rec835", "appeal", "building", "project", "dataset_register", "D6", "D7", "D8", "SQI"} {
			if strings.Contains(f.Where, name) {
				t.Error(f)
				break
			}
		}
	}
	type seen struct {
		value  float64
		status string
	}
	want, few := map[string]seen{}, 0
	for _, r := range truthRows(t, dir, "indicator") {
		if r[4] == "" && r[5] == "u" { // too few handed in a value, so that none may be found
			if r[3] == "D6.4" || r[3] == "D6.8" {
				few++
			}
			continue
		}
		if slices.Contains(mine, r[3]) {
			v, err := strconv.ParseFloat(r[4], 64)
			if err != nil {
				t.Fatal(err)
			}
			want[strings.Join(r[:4], " ")] = seen{v, r[5]}
		}
	}
	found, hidden := map[string]int{}, 0
	for _, i := range mine {
		rows, err := db.Select(ctx, "select territory_id, level, period, value, coalesce(obs_status, '') from "+table[i]+" where value is not null")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows.Values {
			level := r[1].(string)
			key := strings.Join([]string{r[0].(string), level, r[2].(string), i}, " ")
			told, ok := want[key]
			if !ok {
				t.Errorf("%s: %v found, none told", key, r[3])
				continue
			}
			if v := r[3].(float64); math.Abs(v-told.value) > 1e-6 || r[4] != told.status {
				t.Errorf("%s: %v (%v) found, %v (%s) told", key, v, r[4], told.value, told.status)
			}
			delete(want, key)
			found[i]++
		}
		if i != "D6.4" && i != "D6.8" {
			continue
		}
		// Beside a share of one to four cases another is hidden where the first would follow from sums; TestNoCaseIsReadOut says that it is needed.
		rows, err = db.Select(ctx, "select territory_id, level, period from "+table[i]+" where value is null and obs_status = 'c'")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows.Values {
			key := strings.Join([]string{r[0].(string), r[1].(string), r[2].(string), i}, " ")
			if told, ok := want[key]; ok && told.status == "" {
				delete(want, key)
				hidden++
			}
		}
	}
	if ofCases := found["D6.4"] + found["D6.8"] + few; hidden*10 > ofCases { // of all that would be shown, were it not for the rule of coverage
		t.Errorf("%d shares of cases are hidden beside %d others", hidden, ofCases)
	}
	missing := make([]string, 0, len(want))
	for k := range want {
		missing = append(missing, k)
	}
	slices.Sort(missing)
	if len(missing) > 0 {
		t.Errorf("%d told and not found: %s …", len(missing), strings.Join(missing[:min(5, len(missing))], "; "))
	}
	for _, i := range mine {
		if found[i] == 0 {
			t.Errorf("%s: nothing was told", i)
		}
	}
	t.Logf("values found: %v", found)
}
