// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"osnova/metrics/frame"
)

// made is an index of random data: indicators spread evenly over groups of two levels. Gaps is the share of missing cells.
func made(t testing.TB, units, indicators int, gaps float64, spec Spec) *Index {
	t.Helper()
	x, err := Build(madeInput(t, units, indicators, gaps, spec))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func madeInput(t testing.TB, units, indicators int, gaps float64, spec Spec) Input {
	t.Helper()
	meta := frame.NewWriter("iCode", "Level", "Parent", "Type", "Direction", "Weight")
	meta.Row("I", 4, "", "Aggregate", 1, 1)
	groups := max(2, indicators/6)
	for p := range 2 {
		meta.Row(fmt.Sprint("P", p), 3, "I", "Aggregate", 1, float64(p+1))
	}
	for g := range groups {
		meta.Row(fmt.Sprint("G", g), 2, fmt.Sprint("P", g%2), "Aggregate", 1, float64(1+g%3))
	}
	header := []string{"uCode"}
	for k := range indicators {
		code := fmt.Sprint("x", k)
		header = append(header, code)
		meta.Row(code, 1, fmt.Sprint("G", k%groups), "Indicator", []int{1, 1, -1}[k%3], 1)
	}
	random := rand.New(rand.NewPCG(11, uint64(units)))
	data := frame.NewWriter(header...)
	for i := range units {
		data.Text(fmt.Sprint("u", i))
		quality := random.NormFloat64()
		for k := range indicators {
			v := float64([]int{1, 1, -1}[k%3])*quality + random.NormFloat64()
			if random.Float64() < gaps {
				v = math.NaN()
			}
			data.Number(50 + 10*v)
		}
		data.End()
	}
	mf, err := frame.Read("meta.csv", strings.NewReader(string(meta.Bytes())))
	if err != nil {
		t.Fatal(err)
	}
	fw, err := ReadFramework(mf)
	if err != nil {
		t.Fatal(err)
	}
	df, err := frame.Read("data.csv", strings.NewReader(string(data.Bytes())))
	if err != nil {
		t.Fatal(err)
	}
	d, err := ReadData(df, fw)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Framework: fw, Data: d, Spec: spec}
}

var everything = Variation{
	WeightsNoise: Noise{Share: 0.25}, Normalise: []Normalisation{{Method: "minmax"}, {Method: "zscore"}},
	Aggregate: Rules{Of: []Rule{{Mean{Kind: KindAMean}}, {Mean{Kind: KindGMean}}}}, Goalposts: 0.05, DropOne: "per_parent",
}

func varied(vary Variation) Spec {
	return Spec{
		Normalise: &Normalisation{Method: "minmax", Lower: pointerTo(1.0)}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}},
		Uncertainty: &UncertaintyRun{Replicates: 60, Seed: 5, Vary: vary},
	}
}

// TestReplicatesCanBeBuiltAgain: what replicates.csv says of a replicate is enough to build it step by step, with its scores and ranks.
func TestReplicatesCanBeBuiltAgain(t *testing.T) {
	dirichlet := everything
	dirichlet.WeightsNoise, dirichlet.WeightsDirichlet, dirichlet.DropOne = Noise{}, Dirichlet{Concentration: 50, At: AtAll}, "whole"
	for name, vary := range map[string]Variation{"noise": everything, "dirichlet": dirichlet} {
		for _, gaps := range []float64{0, 0.1} {
			t.Run(fmt.Sprint(name, gaps), func(t *testing.T) {
				x := made(t, 40, 18, gaps, varied(vary))
				s, err := x.Simulation()
				if err != nil {
					t.Fatal(err)
				}
				points := s.points(5, 60, len(s.Factors))
				scores, ranks := make([][]float64, 60), make([][]int32, 60)
				err = s.run(context.Background(), points, func(r int, root *column, work *scratch) {
					scores[r], ranks[r] = slices.Clone(root.v), slices.Clone(work.ranking(root))
				})
				if err != nil {
					t.Fatal(err)
				}
				work, c := s.plan.scratch(), s.plan.nominal()
				for r, point := range points {
					again := rebuild(t, x, s, s.draw(point, work, &c))
					for i, v := range again {
						if !(math.Abs(v-scores[r][i]) <= 1e-9) {
							t.Fatalf("replicate %d, unit %d: %v, built again %v", r, i, scores[r][i], v)
						}
					}
					for i, rank := range Ranks(again) {
						if int(ranks[r][i]) != rank {
							t.Fatalf("replicate %d: ranks %v, built again %v", r, ranks[r], Ranks(again))
						}
					}
				}
			})
		}
	}
}

// rebuild makes the scores of the root from the text of the choices alone.
func rebuild(t *testing.T, x *Index, s *Simulation, d Drawn) []float64 {
	t.Helper()
	how := Normalisation{Method: d.Normalise, Lower: pointerTo(1.0)}
	if d.Normalise == "zscore" {
		how = Normalisation{Method: "zscore", Mean: pointerTo(100.0), SD: pointerTo(10.0)}
	} else {
		how.Method, how.posts = "goalposts", map[string]Goalposts{}
		for k, code := range s.Leaves() {
			how.posts[code] = Goalposts{Lower: d.Lower[k], Upper: d.Upper[k], Direction: Positive}
		}
	}
	z, _, err := StandardiseAll(x.Prepared, x.Framework, x.Data, how)
	if err != nil {
		t.Fatal(err)
	}
	weights := map[string]float64{}
	for k, code := range s.Weighed() {
		weights[code] = d.Weights[k]
	}
	tr, err := x.Tree.With(func(n *Node) {
		n.Method = Method(d.Aggregate)
		if w, ok := weights[n.Code]; ok {
			n.Weight = w
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range d.Dropped {
		if tr, err = tr.Drop(code); err != nil {
			t.Fatal(err)
		}
	}
	r, err := tr.Score(z)
	if err != nil {
		t.Fatal(err)
	}
	return r.Scores.Columns[0]
}

// TestSimulationDoesNotDependOnCores: equal seeds give equal bytes, other seeds others.
func TestSimulationDoesNotDependOnCores(t *testing.T) {
	x := made(t, 30, 12, 0.1, varied(everything))
	files := func(seed uint64) map[string][]byte {
		s, err := x.Simulation()
		if err != nil {
			t.Fatal(err)
		}
		u, err := s.Uncertainty(context.Background(), 50, seed)
		if err != nil {
			t.Fatal(err)
		}
		sobol, err := s.Sensitivity(context.Background(), 16, seed)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string][]byte{}
		for name, file := range x.RunFiles(s, nil, u, sobol) {
			out[name] = file.Bytes()
		}
		return out
	}
	first := files(1)
	before := runtime.GOMAXPROCS(1)
	alone := files(1)
	runtime.GOMAXPROCS(before)
	if diff := cmp.Diff(first, alone); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(first["uncertainty.csv"], files(2)["uncertainty.csv"]) {
		t.Error("another seed gives the same")
	}
}

// TestNothingMovesNothing: varying by nothing leaves every rank, and every factor explains nothing.
func TestNothingMovesNothing(t *testing.T) {
	x := made(t, 25, 12, 0, varied(Variation{Normalise: []Normalisation{{Method: "minmax"}}}))
	s, err := x.Simulation()
	if err != nil {
		t.Fatal(err)
	}
	u, err := s.Uncertainty(context.Background(), 10, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range u.Units {
		if n := float64(r.Nominal); r.Mean != n || r.Q05 != n || r.Q95 != n || r.FifthShare != 1 || r.Band != r.Nominal || !(math.Abs(r.ScoreMean-r.Score) < 1e-9) {
			t.Errorf("unit %d: %+v", i, r)
		}
		if r.Nominal < len(u.Units) && r.AboveNext != 1 || r.Nominal == len(u.Units) && !math.IsNaN(r.AboveNext) {
			t.Errorf("rank %d is before the next with %v", r.Nominal, r.AboveNext)
		}
	}
}

// TestRemovingIsDropping: remove.csv says what leaving a node out of the tree says.
func TestRemovingIsDropping(t *testing.T) {
	x := made(t, 30, 13, 0.1, varied(everything))
	s, err := x.Simulation()
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.RemoveEach(x.Framework)
	if err != nil {
		t.Fatal(err)
	}
	removals, err := x.Tree.LeaveOneOut(x.Normalised, x.Tree.Codes()[1:])
	if err != nil {
		t.Fatal(err)
	}
	var want []LeftOut
	for _, r := range removals {
		want = append(want, LeftOut{Level: x.Framework.Item(r.Code).Level, Code: r.Code, MeanRankShift: r.MeanRankShift, Compared: r.Compared})
	}
	slices.SortFunc(got, byCode)
	slices.SortFunc(want, byCode)
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Error(diff)
	}
}

// TestCancelStops: a cancelled context ends the run with its error.
func TestCancelStops(t *testing.T) {
	x := made(t, 20, 12, 0, varied(everything))
	s, err := x.Simulation()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s.Progress = func(done, _ int) {
		if done > 5 {
			stop()
		}
	}
	if _, err := s.Uncertainty(ctx, 100_000, 1); err != context.Canceled {
		t.Errorf("error %v", err)
	}
}

// TestImpossibleChoicesAreRefusedFirst: no replicate runs into a geometric mean of 0.
func TestImpossibleChoicesAreRefusedFirst(t *testing.T) {
	spec := varied(everything)
	spec.Normalise.Lower = nil
	_, err := made(t, 20, 12, 0, spec).Simulation()
	if err == nil || !strings.Contains(err.Error(), "aggregate gmean") || !strings.Contains(err.Error(), "unit u") || !strings.Contains(err.Error(), "begins above 0") {
		t.Errorf("error %v", err)
	}
}

// TestIdleFactorsAreTold: what has nothing to vary is remarked on, and explains nothing.
func TestIdleFactorsAreTold(t *testing.T) {
	fw, d := small(t, "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nI,2,,Aggregate,1,1\n", "uCode,a\nNA,1\nv,3\nw,2\n")
	x, err := Build(Input{Framework: fw, Data: d, Spec: Spec{
		Normalise: &Normalisation{Method: "rank"}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}},
		Uncertainty: &UncertaintyRun{Replicates: 5, Vary: Variation{WeightsNoise: Noise{Share: 0.2}, Goalposts: 0.1, DropOne: "per_parent"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := x.Simulation()
	if err != nil {
		t.Fatal(err)
	}
	u, err := s.Uncertainty(context.Background(), 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Remarks) != 3 || slices.Max(u.Shift) != 0 {
		t.Errorf("remarks %v, shifts %v", x.Remarks, u.Shift)
	}
}

// TestScoresOfDifferentScalesAreNotAveraged: points of minmax and of zscore are not one scale; bounds that move are.
func TestScoresOfDifferentScalesAreNotAveraged(t *testing.T) {
	for mixed, vary := range map[bool]Variation{true: everything, false: {Goalposts: 0.05, DropOne: "whole"}} {
		s, err := made(t, 20, 12, 0, varied(vary)).Simulation()
		if err != nil {
			t.Fatal(err)
		}
		u, err := s.Uncertainty(context.Background(), 10, 1)
		if err != nil {
			t.Fatal(err)
		}
		if r := u.Units[0]; math.IsNaN(r.ScoreMean) != mixed || math.IsNaN(r.ScoreQ05) != mixed || math.IsNaN(r.Q05) {
			t.Errorf("mixed %v: %+v", mixed, r)
		}
	}
}

// TestTooManyToKeep: replicates that would not fit in memory are refused before any is made.
func TestTooManyToKeep(t *testing.T) {
	s := &Simulation{plan: &compiledPlan{units: 1000}}
	if _, err := s.Uncertainty(t.Context(), 400_000, 1); err == nil || !strings.Contains(err.Error(), "give 300000 or fewer") {
		t.Error(err)
	}
}

// TestPairs: shares of pairs are those of ranks counted by hand; nothing without a rank is compared.
func TestPairs(t *testing.T) {
	s := &Simulation{plan: &compiledPlan{units: 3}}
	ranks := []int32{1, 2, 1, 0 /**/, 2, 1, 1, 1 /**/, 0, 0, 0, 0}
	got := s.pairs([]int{0, 1, 2}, ranks, 4)
	if len(got) != 1 || got[0] != (PairOrder{0, 1, 1.0 / 3, 1.0 / 3}) {
		t.Errorf("pairs %+v: before in one, level in one of three", got)
	}
}
