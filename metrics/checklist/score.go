// SPDX-License-Identifier: Apache-2.0

package checklist

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Outcome of a check.
type Outcome string

// The outcomes.
const (
	Pass      Outcome = "pass"
	Fail      Outcome = "fail"
	NotTested Outcome = "not_tested"
)

// Result is one check made: of a site, or of one service, page, probe or contact of it.
type Result struct {
	Rule    string // ID of a Rule
	Item    string // which service, page, probe or contact; "" = the site
	Outcome Outcome
}

// Score is a block, or A as a whole, on 0 to 100.
type Score struct {
	Block             Block   // "A" for the whole
	Value, Low, High  float64 // NaN = nothing tested; Low and High: Wilson's 95 % of pass/(pass + fail), NaN where the score is no such share
	Pass, Fail, Items int     // results, and over how many items
	NotTested         int     // results, and rules of the block without any
	Weight            float64 // of the whole that it stands for: in A, the sum over the blocks tested
}

// LeastWeight of blocks tested below which there is no A: less than half of an audit
// is no audit.
const LeastWeight = 0.5

// Audit scores the results of one site: the six blocks in order, then A.
//
//   - A1, A2, A4, A5 = 100 · pass/(pass + fail) over all results of the block.
//   - A3 = mean over services of 100 · pass/(pass + fail).
//   - A6 = mean over contacts of the points passed in the points tested, of 50 for an
//     answer within 3 working days, 30 for a correct and 20 for a polite and plain one.
//   - A = Σ w·block over blocks with anything tested, weights renormalised; none below
//     LeastWeight.
//
// Rules that are not known, outcomes that are none and one rule twice for one item are
// errors, joined.
func Audit(results []Result) ([]Score, error) {
	byID := map[string]Rule{}
	for _, r := range Rules {
		byID[r.ID] = r
	}
	var faults []error
	seen := map[[2]string]bool{}
	tallies := map[Block]map[string]*tally{}
	for _, r := range results {
		rule, known := byID[r.Rule]
		switch {
		case !known:
			faults = append(faults, fmt.Errorf("no check %q", r.Rule))
			continue
		case r.Outcome != Pass && r.Outcome != Fail && r.Outcome != NotTested:
			faults = append(faults, fmt.Errorf("check %s: %q is no outcome: there are pass, fail, not_tested", r.Rule, r.Outcome))
			continue
		case seen[[2]string{r.Rule, r.Item}]:
			faults = append(faults, fmt.Errorf("check %s is there twice for %q", r.Rule, r.Item))
			continue
		}
		seen[[2]string{r.Rule, r.Item}] = true
		items := tallies[rule.Block]
		if items == nil {
			items = map[string]*tally{}
			tallies[rule.Block] = items
		}
		if items[r.Item] == nil {
			items[r.Item] = &tally{}
		}
		items[r.Item].add(rule, r.Outcome)
	}
	if faults != nil {
		return nil, errors.Join(faults...)
	}
	whole := Score{Block: "A", Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	var out []Score
	total := 0.0
	for _, b := range Blocks {
		s := score(b, tallies[b])
		if s.Weight = 0; !math.IsNaN(s.Value) {
			s.Weight = Weights[b]
			total += s.Weight * s.Value
			whole.Weight += s.Weight
		}
		whole.Pass, whole.Fail, whole.NotTested = whole.Pass+s.Pass, whole.Fail+s.Fail, whole.NotTested+s.NotTested
		out = append(out, s)
	}
	if whole.Weight >= LeastWeight-1e-9 {
		whole.Value = total / whole.Weight
	}
	return append(out, whole), nil
}

// tally is the results of one item.
type tally struct {
	pass, fail, not int
	won, tested     float64 // points
	rules           []string
}

func (t *tally) add(r Rule, o Outcome) {
	t.rules = append(t.rules, r.ID)
	switch o {
	case Pass:
		t.pass++
		t.won, t.tested = t.won+r.Points, t.tested+r.Points
	case Fail:
		t.fail++
		t.tested += r.Points
	default:
		t.not++
	}
}

func score(b Block, items map[string]*tally) Score {
	s := Score{Block: b, Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	had := map[string]bool{}
	sum, tested := 0.0, 0
	names := make([]string, 0, len(items))
	for name := range items {
		names = append(names, name)
	}
	slices.SortFunc(names, cmp.Compare)
	for _, name := range names { // in one order, so that the sum has the same last bit in every run
		t := items[name]
		s.Pass, s.Fail, s.NotTested = s.Pass+t.pass, s.Fail+t.fail, s.NotTested+t.not
		for _, id := range t.rules {
			had[id] = true
		}
		if t.tested > 0 {
			sum += 100 * t.won / t.tested
			tested++
		}
	}
	s.Items = tested
	for _, r := range Rules {
		if r.Block == b && !had[r.ID] {
			s.NotTested++
		}
	}
	if tested == 0 {
		return s
	}
	if b == Transparency || b == Contact {
		s.Value = sum / float64(tested)
		return s
	}
	n := float64(s.Pass + s.Fail)
	s.Value = 100 * float64(s.Pass) / n
	low, high := statistics.Wilson(float64(s.Pass), n, statistics.Z95)
	s.Low, s.High = 100*low, 100*high
	return s
}
