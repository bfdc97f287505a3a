// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"context"
	"math"
	"testing"
)

// gatedSpec is a spec with every kind of gate over two groups of three.
func gatedSpec(vary Variation) Spec {
	return Spec{
		Normalise: &Normalisation{Method: "minmax", Lower: pointerTo(1.0)}, Floor: 1, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}},
		Gates: map[string]Condition{"I": {MinChildren: 2, MinLeaves: 9, Require: []string{"P0"}}, "P0": {MinCoverage: 0.6}, "G1": {MinCoverage: 0.9}},
		Rank:  &Ranking{Basis: true}, Uncertainty: &UncertaintyRun{Replicates: 50, Seed: 3, Vary: vary},
	}
}

// TestGatesHoldInReplicates: a unit that misses a gate has no score, no range and no rank; leaving an indicator out asks as much less of
// the gates, so that a unit that has everything keeps its score in every replicate.
func TestGatesHoldInReplicates(t *testing.T) {
	in := madeInput(t, 60, 12, 0.12, gatedSpec(Variation{DropOne: "per_parent", WeightsDirichlet: Dirichlet{Concentration: 20, At: AtAll}}))
	whole := 0
	for _, c := range in.Data.Indicators.Columns {
		c[whole] = 55
	}
	x, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	s, err := x.Simulation()
	if err != nil {
		t.Fatal(err)
	}
	u, err := s.Uncertainty(context.Background(), 50, 3)
	if err != nil {
		t.Fatal(err)
	}
	missed := 0
	for i, v := range x.Result.Scores.Columns[0] {
		r := u.Units[i]
		if !math.IsNaN(v) {
			continue
		}
		missed++
		if r.Nominal != 0 || r.Replicates != 0 || !math.IsNaN(r.ScoreQ05) || !math.IsNaN(r.Mean) {
			t.Errorf("unit %d misses a gate, yet has %+v", i, r)
		}
	}
	if missed < 5 || missed > 55 {
		t.Errorf("%d of 60 units miss a gate: the data try nothing", missed)
	}
	if r := u.Units[whole]; r.Replicates != 50 {
		t.Errorf("the unit that has everything has a score in %d of 50 replicates", r.Replicates)
	}
}

// TestWhichWeightsMove: one index of two indicators, a 0.9 and b 0.1: at groups nothing can move, at all their shares follow the law of
// Dirichlet, mean w and variance w(1−w)/(concentration+1).
func TestWhichWeightsMove(t *testing.T) {
	for _, c := range []struct {
		at    string
		moves bool
	}{{"", false}, {AtGroups, false}, {AtAll, true}} {
		fw, d := small(t, "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,0.9\nb,1,I,Indicator,1,0.1\nI,2,,Aggregate,1,1\n", "uCode,a,b\nU,50,100\nv,0,0\nw,100,0\n")
		x, err := Build(Input{Framework: fw, Data: d, Spec: Spec{
			Aggregate:   &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}},
			Uncertainty: &UncertaintyRun{Replicates: 4000, Seed: 1, Vary: Variation{WeightsDirichlet: Dirichlet{Concentration: 20, At: c.at}}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		s, err := x.Simulation()
		if err != nil {
			t.Fatal(err)
		}
		trials, err := s.Trials(context.Background(), 4000, 1)
		if err != nil {
			t.Fatal(err)
		}
		sum, squares := 0.0, 0.0
		for _, v := range trials.Scores(0) { // 100 less 50 times the share of a
			share := (100 - v) / 50
			sum, squares = sum+share, squares+share*share
		}
		mean := sum / 4000
		variance := squares/4000 - mean*mean
		want := 0.9 * 0.1 / 21
		if !c.moves {
			want = 0
		}
		if math.Abs(mean-0.9) > 0.005 || math.Abs(variance-want) > 0.1*want+1e-12 {
			t.Errorf("at %q: share of a has mean %v and variance %v, want 0.9 and %v", c.at, mean, variance, want)
		}
		if told := len(x.Remarks) > 0; told == c.moves {
			t.Errorf("at %q: remarks %v", c.at, x.Remarks)
		}
	}
}

// TestRootAlone: at root a mean stands for the root's own, and the groups keep theirs.
func TestRootAlone(t *testing.T) {
	vary := Variation{Aggregate: Rules{Of: []Rule{{Mean{Kind: KindGMean}}}, At: AtRoot}}
	spec := varied(vary)
	x := made(t, 20, 12, 0, spec)
	s, err := x.Simulation()
	if err != nil {
		t.Fatal(err)
	}
	trials, err := s.Trials(context.Background(), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := x.Tree.With(func(n *Node) {
		if n.Code == "I" {
			n.Method = GMean
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	want, err := tree.Score(x.Normalised)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range want.Scores.Columns[0] {
		if got := trials.Scores(i)[0]; math.Abs(got-v) > 1e-9 {
			t.Errorf("unit %d: %v, the root alone by a geometric mean gives %v", i, got, v)
		}
	}
}

// TestNotApplicableIsRead: n/a costs no coverage, an empty cell does; neither is filled in as the other.
func TestNotApplicableIsRead(t *testing.T) {
	fw, d := small(t, "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nb,1,I,Indicator,1,1\nI,2,,Aggregate,1,1\n", "uCode,a,b\nU,50,n/a\nv,40,\nw,30,10\n")
	spec := Spec{Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}}, Gates: map[string]Condition{"I": {MinCoverage: 1}}}
	x, err := Build(Input{Framework: fw, Data: d, Spec: spec})
	if err != nil {
		t.Fatal(err)
	}
	if got := x.Result.Scores.Columns[0]; got[0] != 50 || !math.IsNaN(got[1]) || got[2] != 20 {
		t.Errorf("scores %v, want 50, none and 20", got)
	}
	spec.Impute = &Imputation{Method: "mean"}
	if x, err = Build(Input{Framework: fw, Data: d, Spec: spec}); err != nil {
		t.Fatal(err)
	}
	if got := x.Result.Scores.Columns[0]; got[0] != 50 || got[1] != 25 || x.Filled != 1 {
		t.Errorf("scores %v after filling %d cells, want 50 and 25 after one", got, x.Filled)
	}
}
