// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"strings"
	"testing"

	"osnova/catalog"
)

// TestRankRule: each part of the rule holds at its bound and fails below it.
func TestRankRule(t *testing.T) {
	rule := catalog.RankRule{Nodes: 3, Scored: 1000, ToldOneIn: 3}
	for _, c := range []struct {
		nodes, scored, told int
		want                string
	}{
		{3, 1000, 334, ""},
		{2, 1000, 334, "nodes"},
		{3, 999, 333, "scored"},
		{3, 1000, 333, "told"},
		{3, 1200, 400, ""},
		{3, 1200, 399, "told"},
		{4, 1246, 1246, ""},
		{0, 0, 0, "nodes scored"},
		{2, 999, 0, "nodes scored told"},
	} {
		if got := unmetRules(rule, c.nodes, c.scored, c.told); got != c.want {
			t.Errorf("%d nodes, %d scored, %d told apart: fails %q, want %q", c.nodes, c.scored, c.told, got, c.want)
		}
	}
}

// banded is the index of readiness with bands, ranked if these hold.
func banded(rule *catalog.RankRule) catalog.Index {
	x := readiness()
	for k, id := range []string{"E", "D", "C", "B", "A"} {
		x.Bands = append(x.Bands, catalog.Band{ID: id, From: float64(20 * k)})
	}
	x.RankIf = rule
	x.Uncertainty = &catalog.Uncertainty{Replicates: 200, Seed: 1, Vary: catalog.Variation{Goalposts: 0.05, WeightsDirichlet: catalog.Dirichlet{Concentration: 50, At: "all"}}}
	return x
}

// TestBandsOfUnits: shares of bands sum to one, the band shown holds eight tenths of them, and a unit in the middle of a band has it.
func TestBandsOfUnits(t *testing.T) {
	st, err := run(t, readinessIndicators(), []catalog.Index{banded(nil)}, readinessTables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select level || ' ' || unit_id, band, bands, band_share, p_e + p_d + p_c + p_b + p_a, case band when 'C' then p_c when 'B–C' then p_b + p_c when 'C–D' then p_c + p_d when 'B' then p_b when 'A' then p_a end from metric.ready_interval")
	if len(got) < 5 {
		t.Fatalf("%d units have bands", len(got))
	}
	for unit, c := range got {
		if !same(c[3], "1") || c[4] != "" && !same(c[4], c[2]) {
			t.Errorf("%s: %v: shares sum to one, those of the band shown to its share", unit, c)
		}
	}
	if even := got["community even"]; even[0] != "C" || even[1] != "1" { // 50 on every scale
		t.Errorf("even %v, want band C", even)
	}
	near(t, "an index without a rule is ranked", number(t, st, "select count(*) from metric.ready_status where status = 'ranked' and reason is null and least_scored is null"), 1, 0)
}

// TestStatusIsComputed: the status is made of the scores of the build: four communities of the newest period have one, three nodes stand.
func TestStatusIsComputed(t *testing.T) {
	for _, c := range []struct {
		rule         catalog.RankRule
		status, want string
	}{
		{catalog.RankRule{Nodes: 3, Scored: 5, ToldOneIn: 3}, "ranked", ""},
		{catalog.RankRule{Nodes: 3, Scored: 6, ToldOneIn: 3}, "withdrawn", "scored"},
		{catalog.RankRule{Nodes: 4, Scored: 6, ToldOneIn: 1}, "withdrawn", "nodes scored"},
	} {
		st, err := run(t, readinessIndicators(), []catalog.Index{banded(&c.rule)}, readinessTables)
		if err != nil {
			t.Fatal(err)
		}
		compared := map[string]float64{"ranked": 1, "withdrawn": 0}[c.status]
		for _, table := range []string{"summary", "inequality", "lorenz", "gap"} {
			near(t, c.status+" in metric."+table, number(t, st, "select count(distinct indicator_id) from metric."+table+" where indicator_id = 'ready'"), compared, 0)
		}
		row := cells(t, st, "select index_id, status, reason, nodes, scored, told, one_band + two_bands + three_bands + not_told, least_scored from metric.ready_status")["ready"]
		scored := number(t, st, "select count(*) from metric.ready_interval i join mart.community c on c.community_id = i.unit_id where i.level = 'community' and c.is_ranked")
		if row == nil || row[0] != c.status || row[1] != c.want || row[2] != "3" || row[3] != fmt.Sprint(scored) || row[5] != row[3] || row[6] != fmt.Sprint(c.rule.Scored) {
			t.Errorf("%+v: %s; scored communities %v", c.rule, strings.Join(row, " | "), scored)
		}
	}
}
