// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"os"
	"slices"
	"testing"
)

// goldRows is the size of the sample that was checked by hand.
const goldRows = 220

// TestMatchAgainstPointsCheckedByHand measures precision and recall on service points drawn by hash and read one by one against the
// codifier. A point without a unit in the gold names no place that a reader could tell. The figures stand in docs/matching.md.
func TestMatchAgainstPointsCheckedByHand(t *testing.T) {
	st, err := placesStage()
	if err != nil {
		t.Fatal(err)
	}
	source, ok := sourceOf(st.Catalog, "cnap")
	if !ok {
		t.Skip("the source cnap is not declared")
	}
	facts, err := Embedded(st.Files, source)
	if err != nil {
		t.Fatal(err)
	}
	id, unit, community := source.Column("point_id"), source.Column("territory_id"), source.Column("community_id")
	found := map[string][2]string{}
	var ids []string
	for _, r := range facts.Rows {
		found[r[id]] = [2]string{r[unit], r[community]}
		ids = append(ids, r[id])
	}
	rank := func(id string) string { sum := sha256.Sum256([]byte("osnova-match-1:" + id)); return string(sum[:]) }
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	drawn := ids[:goldRows]

	f, err := os.Open("sources/cnap/testdata/gold.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(gold) != goldRows+1 {
		t.Fatalf("%d rows of gold, want %d", len(gold)-1, goldRows)
	}
	matched, right, tellable := 0, 0, 0
	for _, g := range gold[1:] {
		if !slices.Contains(drawn, g[0]) {
			t.Errorf("point %s is not among those drawn", g[0])
		}
		got := found[g[0]]
		if g[2] != "" {
			tellable++
		}
		if got[1] == "" {
			continue
		}
		matched++
		if got[1] == g[2] && got[0] == g[1] {
			right++
		} else {
			t.Errorf("point %s: %v, by hand %v", g[0], got, g[1:])
		}
	}
	if matched != 218 || right != 218 || tellable != 218 {
		t.Errorf("%d matched, %d of them right, %d that can be told; want 218 each", matched, right, tellable)
	}
}
