// SPDX-License-Identifier: Apache-2.0

package checklist

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestAuditByHand: worked out on paper.
// A1: 9 of 10 probes = 90. A2: 12 pass, 8 fail, 5 not tested = 60. A3: service a 8 of 10 = 80, service b 3 of 6 (4 not tested) = 50,
// mean 65. A4: 6 of 8 = 75. A5: not tested at all. A6: contact x answered and correct, not polite = 80; contact y did not answer, the
// rest could not be tested = 0; mean 40.
// A = (.15·90 + .25·60 + .20·65 + .15·75 + .15·40)/0.90 = (13.5 + 15 + 13 + 11.25 + 6)/0.90 = 58.75/0.90 = 65.277…
func TestAuditByHand(t *testing.T) {
	var results []Result
	add := func(rule, item string, o Outcome) { results = append(results, Result{rule, item, o}) }
	pick := func(i, pass, fail int) Outcome {
		switch {
		case i < pass:
			return Pass
		case i < pass+fail:
			return Fail
		}
		return NotTested
	}
	for i := range 10 {
		add("A1.probe", fmt.Sprint(i), pick(i, 9, 1))
	}
	for i := range 25 {
		add(fmt.Sprintf("L%02d", i+1), "", pick(i, 12, 8))
	}
	services, pages := 0, 0
	for _, r := range Rules {
		switch r.Block {
		case Transparency:
			add(r.ID, "a", pick(services, 8, 2))
			add(r.ID, "b", pick(services, 3, 3))
			services++
		case Accessibility:
			if pages < 8 {
				add(r.ID, "", pick(pages, 6, 2))
			}
			pages++
		}
	}
	add("A6.answered", "x", Pass)
	add("A6.correct", "x", Pass)
	add("A6.polite", "x", Fail)
	add("A6.answered", "y", Fail)
	add("A6.correct", "y", NotTested)
	add("A6.polite", "y", NotTested)
	scores, err := Audit(results)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{90, 60, 65, 75, math.NaN(), 40, 58.75 / 0.90} {
		near(t, string(scores[i].Block), scores[i].Value, want)
	}
	near(t, "weight of A", scores[6].Weight, 0.90)
	if s := scores[1]; s.Pass != 12 || s.Fail != 8 || s.NotTested != 5 {
		t.Errorf("A2 counts %+v", s)
	}
	if s := scores[3]; s.NotTested != 8 { // of 16 rules
		t.Errorf("A4 leaves %d rules untested", s.NotTested)
	}
	if got := scores[1].Low; math.Abs(got-38.65815007622531) > 1e-6 { // statsmodels 0.14: proportion_confint(12, 20, method="wilson"), whose z has more digits
		t.Errorf("low of A2 is %v", got)
	}
}

func TestRefuses(t *testing.T) {
	_, err := Audit([]Result{{"L99", "", Pass}, {"L01", "", "maybe"}, {"L02", "", Pass}, {"L02", "", Fail}})
	for _, want := range []string{`no check "L99"`, `"maybe" is no outcome`, "L02 is there twice"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
}

// TestList: the items of A2 are those of the specification, by number and words.
func TestList(t *testing.T) {
	f, err := os.Open("../../../shared/domain/lchecklist.csv")
	if err != nil {
		t.Skip("the list is not in ../shared/domain")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	same := strings.NewReplacer("ОСН", "bodies of self-organization", "≤ 30 days", "30 days or newer")
	var want, got []string
	for _, r := range rows[1:] {
		want = append(want, r[0]+" "+same.Replace(r[1]))
	}
	for _, r := range Rules {
		if r.Block == Information {
			got = append(got, r.ID+" "+r.Text)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRules(t *testing.T) {
	points, sum := map[Block]float64{}, 0.0
	var ids []string
	for _, r := range Rules {
		points[r.Block] += r.Points
		ids = append(ids, r.ID)
	}
	for _, w := range Weights {
		sum += w
	}
	near(t, "sum of weights", sum, 1)
	near(t, "points of A6", points[Contact], 100)
	near(t, "checks of A3", points[Transparency], 10)
	slices.Sort(ids)
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Error("a rule is there twice")
	}
}

func TestProperties(t *testing.T) {
	outcomes := []Outcome{Pass, Fail, NotTested}
	rapid.Check(t, func(t *rapid.T) {
		var results []Result
		for _, r := range Rules {
			for item := range rapid.IntRange(0, 2).Draw(t, "items") {
				results = append(results, Result{r.ID, fmt.Sprint(item), rapid.SampledFrom(outcomes).Draw(t, "outcome")})
			}
		}
		scores, err := Audit(results)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scores {
			if s.Value < 0 || s.Value > 100 || s.Low > s.Value+1e-9 || s.High < s.Value-1e-9 {
				t.Fatalf("%+v", s)
			}
		}
		// what was not tested changes no score, in whatever order the results come
		var tested []Result
		for _, r := range slices.Backward(results) {
			if r.Outcome != NotTested {
				tested = append(tested, r)
			}
		}
		again, err := Audit(tested)
		if err != nil {
			t.Fatal(err)
		}
		for i := range scores {
			if a, b := scores[i].Value, again[i].Value; a != b && !(math.IsNaN(a) && math.IsNaN(b)) {
				t.Fatalf("%s: %v with what was not tested, %v without", scores[i].Block, a, b)
			}
		}
		// a check that passes after all lowers nothing
		for i, r := range results {
			if r.Outcome != Fail {
				continue
			}
			results[i].Outcome = Pass
			better, err := Audit(results)
			if err != nil {
				t.Fatal(err)
			}
			for k := range scores {
				if better[k].Value < scores[k].Value-1e-9 {
					t.Fatalf("%s falls from %v to %v", scores[k].Block, scores[k].Value, better[k].Value)
				}
			}
			break
		}
	})
}
