// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/metrics/checklist"
	"osnova/store"
	"osnova/store/storetest"
)

// TestAuditIndicatorsAreTheLibrary: component A, D4.6, D3.6 and D3.7 that the pipeline computes in SQL are those of metrics/checklist, over
// visits drawn at random, of sites with everything from nothing tested to all.
func TestAuditIndicatorsAreTheLibrary(t *testing.T) {
	cat, contract := declared(t)
	r := rand.New(rand.NewPCG(1, 4))
	outcomes := []checklist.Outcome{checklist.Pass, checklist.Fail}
	var rows, probes strings.Builder
	want := map[string]map[string]float64{"D3.6": {}, "D3.7": {}, "D4.6": {}, "SQI.A": {}}
	for unit := range 60 {
		id := fmt.Sprintf("edr-%08d", unit)
		var results []checklist.Result
		add := func(rule checklist.Rule, item string, o checklist.Outcome) {
			results = append(results, checklist.Result{Rule: rule.ID, Item: item, Outcome: o})
			fmt.Fprintf(&rows, "%s,body,2025-11-20,2025-Q4,https://a.example/,%s,%s,%s,%s,,\n", id, rule.ID, rule.Block, o, item)
		}
		left := r.Float64() // share of rules that the visit has nothing of
		if unit%3 == 0 {
			left = 0 // D3.6 is told by visits that tested all
		}
		for _, rule := range checklist.Rules {
			if rule.Block == checklist.Availability || r.Float64() < left*r.Float64() {
				continue
			}
			items := []string{"https://a.example/"}
			switch rule.Block {
			case checklist.Transparency, checklist.Accessibility:
				items = append(items, "https://a.example/2", "https://a.example/3")
			case checklist.Contact:
				items = []string{"contact:1", "contact:2"}
			}
			for _, item := range items {
				o := outcomes[r.IntN(2)]
				if r.Float64() < left/2 {
					o = checklist.NotTested
				}
				add(rule, item, o)
			}
		}
		if n := []int{0, 60, 100, 120}[r.IntN(4)]; n > 0 {
			answered := n - r.IntN(3)
			fmt.Fprintf(&probes, "%s,body,2025-Q4,https://a.example/,%d,%d\n", id, n, answered)
			for i := range n {
				o := checklist.Pass
				if i >= answered {
					o = checklist.Fail
				}
				results = append(results, checklist.Result{Rule: "A1.probe", Item: fmt.Sprint(i), Outcome: o})
			}
		}
		scores, err := checklist.Audit(results)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scores {
			name := map[checklist.Block]string{checklist.Information: "D3.6", checklist.Accessibility: "D3.7", "A": "SQI.A"}[s.Block]
			if name != "" && !math.IsNaN(s.Value) && (name != "D3.6" || s.Pass+s.Fail == 25) {
				want[name][id] = s.Value
			}
		}
		if value, parts := checklist.Quality(results); parts >= 3 {
			want["D4.6"][id] = value
		}
	}
	given := "-- mart.community.csv --\ncommunity_id,oblast_id,population,is_ranked,in_scope\nUA05020010000000001,UA05000000000010236,1000,true,true\n-- mart.oblast.csv --\noblast_id,residents\nUA05000000000010236,1000\n" +
		"-- mart.audit_check.csv --\nunit_id,level,date,period,site,check_id,block,result,evidence_url,sha256,matched\n" + rows.String() +
		"-- mart.site_probe.csv --\nunit_id,level,period,site,probes,answered\n" + probes.String()
	for _, i := range cat.Indicators {
		values, ok := want[i.Name]
		if !ok {
			continue
		}
		if len(values) < 10 {
			t.Errorf("%s: %d values only", i.Name, len(values))
		}
		text := given + "-- want.csv --\nterritory_id,value\n"
		for id, v := range values {
			text += id + "," + strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.10f", v), "0"), ".") + "\n"
		}
		file := filepath.Join(t.TempDir(), i.Name+".txtar")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Run(i.Name, func(t *testing.T) {
			storetest.Run(t, file, contract, func(ctx context.Context, s *store.Store) (string, error) {
				st := &Stage{Catalog: cat, Store: s, Log: slog.New(slog.DiscardHandler)}
				_, err := st.measure(ctx, i)
				return i.Relation(), err
			})
		})
	}
}
