// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"encoding/csv"
	"math"
	"os"
	"testing"
)

// wilson gives the interval of a share at 95 %.
func wilson(hits, all int) (low, high float64) {
	const z = 1.959964
	n, p := float64(all), float64(hits)/float64(all)
	middle, half := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return (middle - half) / (1 + z*z/n), (middle + half) / (1 + z*z/n)
}

// tally counts texts: those that name a unit which a reader can settle, those matched, and those matched with the unit of the label.
type tally struct{ texts, tellable, matched, right, community int }

func (s *tally) add(g *Gazetteer, got Result, label string) {
	s.texts++
	if label != "" {
		s.tellable++
	}
	if got.Code == "" {
		return
	}
	s.matched++
	if got.Code == label {
		s.right++
	}
	if u, ok := g.Unit(label); ok && (got.Code == label || got.Community != "" && got.Community == u.Community) {
		s.community++
	}
}

// TestMatchAgainstLabels measures precision and recall on 1,000 texts drawn by hash from ten files (docs/matching.md). Three hundred were
// labelled by reading the text against the codifier before anything was matched; the others bear the code that their publisher gives,
// which the matcher does not see. A text without a unit names none that a reader could settle.
func TestMatchAgainstLabels(t *testing.T) {
	g := country(t)
	f, err := os.Open("testdata/labelled.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sum := map[string]*tally{"read": {}, "coded": {}, "all": {}}
	for _, r := range rows[1:] {
		q := Query{Texts: []string{r[3]}, Oblast: r[4], Raion: r[5]}
		if r[1] == "edem" { // its column holds communities
			q.Only = Community
		}
		got := g.Match(q)
		sum[r[0]].add(g, got, r[6])
		sum["all"].add(g, got, r[6])
		if got.Code != r[6] {
			t.Logf("%s: %q %q %q: %+v, labelled %s", r[1], r[3], r[4], r[5], got, r[6])
		}
	}
	for of, want := range map[string]tally{
		"read":  {300, 295, 295, 294, 295},
		"coded": {700, 700, 685, 683, 685},
		"all":   {1000, 995, 980, 977, 980},
	} {
		s := *sum[of]
		for what, share := range map[string][2]int{
			"precision": {s.right, s.matched}, "recall": {s.right, s.tellable},
			"precision of communities": {s.community, s.matched}, "recall of communities": {s.community, s.tellable},
		} {
			low, high := wilson(share[0], share[1])
			t.Logf("%s: %s %d of %d, %.4f (%.4f–%.4f)", of, what, share[0], share[1], float64(share[0])/float64(share[1]), low, high)
		}
		if s != want {
			t.Errorf("%s: %+v, docs/matching.md has %+v", of, s, want)
		}
	}
	if low, _ := wilson(sum["all"].right, sum["all"].matched); low < 0.99 {
		t.Errorf("precision may be %.4f", low)
	}
	if low, _ := wilson(sum["all"].right, sum["all"].tellable); low < 0.95 {
		t.Errorf("recall may be %.4f", low)
	}
}
