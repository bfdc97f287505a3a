// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"testing"
)

// TestTally: small whole numbers are counted by oblast, anything else is not.
func TestTally(t *testing.T) {
	r := &renderer{l: "uk"}
	var rows []queryRow
	for i := range 12 {
		rows = append(rows, queryRow{"short_uk": "Львівська", "value": float64(i % 4), "is_ranked": true})
	}
	rows = append(rows, queryRow{"short_uk": "Луганська", "value": 9.0, "is_ranked": true}, queryRow{"short_uk": "Кримська", "value": 0.5, "is_ranked": false}, queryRow{"short_uk": "Львівська", "value": nil, "is_ranked": true})
	got := r.tally(rows)
	if got == nil {
		t.Fatal("whole numbers up to four were not taken for counts")
	}
	if names := fmt.Sprint(got["names"]); names != "[від 4 3 2 1 0]" {
		t.Errorf("names are %s", names)
	}
	table := got["rows"].([]queryRow)
	if len(table) != 2 || table[0]["label"] != "Львівська" || table[0]["n0"] != 25.0 || table[1]["label"] != "Луганська (n = 1)" || table[1]["n4"] != 100.0 {
		t.Errorf("rows are %v", table)
	}
	if got["low"] != 75.0 || got["high"] != 75.0 {
		t.Errorf("range is %v–%v, of oblasts with ten communities it is 75–75", got["low"], got["high"])
	}
	if few := r.tally(rows[:9]); few == nil || few["low"] != nil || few["high"] != nil {
		t.Errorf("of nine communities a range of oblasts is told: %v", few)
	}
	if r.tally(append(rows, queryRow{"short_uk": "Львівська", "value": 1.5, "is_ranked": true})) != nil {
		t.Error("a fraction passed for a count")
	}
	if r.tally([]queryRow{{"short_uk": "Львівська", "value": 1.0, "is_ranked": true}}) != nil {
		t.Error("yes or no passed for a count")
	}
}

// TestWidest: a dimension whose median is 0 makes no finding of a community that has something.
func TestWidest(t *testing.T) {
	widest := (&renderer{l: "uk"}).ofIndicators()["widest"].(func([]queryRow) queryRow)
	some := queryRow{"node_id": "a", "value": 50.0, "country": 0.0}
	if out := widest([]queryRow{some, {"node_id": "b", "value": 30.0, "country": 20.0}, {"node_id": "c", "value": nil, "country": 90.0}}); out["node_id"] != "b" {
		t.Errorf("the widest is %v", out)
	}
	if out := widest([]queryRow{some}); out != nil {
		t.Errorf("the widest is %v", out)
	}
}
