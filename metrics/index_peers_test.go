// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"slices"
	"testing"

	"osnova/catalog"
)

// TestPeersOfFallbackGroup: a community whose size class is too small is held against all of its urbanity, though most of those have a
// group of another name; members without a score and occupied ones are not counted, equal scores share a place.
func TestPeersOfFallbackGroup(t *testing.T) {
	x := readiness()
	x.Uncertainty = &catalog.Uncertainty{Replicates: 100, Seed: 1, Vary: catalog.Variation{Goalposts: 0.05}}
	tables := map[string]string{
		"mart.community": "community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean\n",
		"mart.measured":  "community_id,indicator,value:number\n", "mart.peer": "community_id,peer_group,peers:integer\n", "mart.peer_member": "community_id,member_id\n",
	}
	// big and next are the only two of their size, s1 … s4 share one; s4 has no data; lost is occupied and outscores all.
	tools := map[string]string{"big": "3", "next": "1", "s1": "4", "s2": "3", "s3": "2", "s4": "", "lost": "4"}
	urban := []string{"big", "next", "s1", "s2", "s3", "s4"}
	for _, id := range append(slices.Clone(urban), "lost") {
		ranked := "true"
		if id == "lost" {
			ranked = "false"
		}
		tables["mart.community"] += id + ",S,urban,lt3k,,urban,1000," + ranked + "\n"
		if tools[id] != "" {
			tables["mart.measured"] += id + ",t.revenue,5\n" + id + ",t.projects,9\n" + id + ",t.days,15\n" + id + ",t.tools," + tools[id] + "\n"
		}
		if id == "lost" {
			continue
		}
		group, members := "urban:small,4", urban[2:]
		if id == "big" || id == "next" {
			group, members = "urban:all,6", urban
		}
		tables["mart.peer"] += id + "," + group + "\n"
		for _, m := range members {
			tables["mart.peer_member"] += id + "," + m + "\n"
		}
	}
	st, err := run(t, readinessIndicators(), []catalog.Index{x}, tables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select unit_id, peer_group, peers, peer_rank from metric.ready_interval where level = 'community'")
	score := func(tools float64) float64 { return 0.5*50 + 0.3*25*tools + 0.2*50 }
	for id, want := range map[string]struct {
		group        string
		peers, rank  string
		median, best float64
	}{
		"big": {"urban:all", "5", "2", score(3), score(4)}, "next": {"urban:all", "5", "5", score(3), score(4)},
		"s1": {"urban:small", "3", "1", score(3), score(4)}, "s3": {"urban:small", "3", "3", score(3), score(4)},
	} {
		have := got[id]
		if have == nil || have[0] != want.group || have[1] != want.peers || have[2] != want.rank {
			t.Errorf("%s: %v, want %+v", id, have, want)
			continue
		}
		for k, w := range []float64{want.median, want.best} {
			column := []string{"peer_median", "peer_best"}[k]
			near(t, column+" of "+id, number(t, st, "select "+column+" from metric.ready_interval where unit_id = '"+id+"'"), w, 1e-9)
		}
	}
	if got["s4"] != nil || got["lost"][0] != "" {
		t.Errorf("without a score %v, occupied %v: neither has peers", got["s4"], got["lost"])
	}
}
