// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"osnova/metrics/frame"
)

// goalpostsOf opens one file of goalposts.
func goalpostsOf(text string) func(string) (*frame.Frame, error) {
	return func(path string) (*frame.Frame, error) { return frame.Read(path, strings.NewReader(text)) }
}

// TestHumanDevelopment: the Human Development Index of 2022 of three countries, UNDP, Human Development Report 2023/24, statistical table 1 (figures)
// and technical note 1 (minima and maxima, ln of income, geometric mean).
func TestHumanDevelopment(t *testing.T) {
	fw, d := small(t, `iCode,Level,Parent,Type,Direction,Weight
life,1,health,Indicator,1,1
expected,1,education,Indicator,1,1
schooling,1,education,Indicator,1,1
income,1,living,Indicator,1,1
health,2,hdi,Aggregate,1,1
education,2,hdi,Aggregate,1,1
living,2,hdi,Aggregate,1,1
hdi,3,,Aggregate,1,1
`, "uCode,life,expected,schooling,income\nCHE,84.3,16.6,13.9,69433\nNOR,83.4,18.6,13.1,69190\nUKR,68.6,13.3,11.1,11416\n")
	gmean, amean := Rule{Mean{Kind: KindGMean}}, Rule{Mean{Kind: KindAMean}}
	x, err := Build(Input{
		Framework: fw, Data: d, Open: goalpostsOf("iCode,lower,upper,scale\nlife,20,85,\nexpected,0,18,linear\nschooling,0,15,\nincome,100,75000,ln\n"),
		Spec: Spec{Normalise: &Normalisation{Method: "goalposts", File: "g.csv", Lower: pointerTo(0.0), Upper: pointerTo(1.0)}, Aggregate: &Aggregation{Default: &amean, Nodes: map[string]Rule{"hdi": gmean}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.967, 0.966, 0.734} {
		if got := math.Round(1000*x.Result.Scores.Column("hdi")[i]) / 1000; got != want {
			t.Errorf("%s: %v, the report says %v", d.Codes[i], got, want)
		}
	}
	if got := string(x.Files()["bounds.csv"].Bytes()); !strings.Contains(got, "income,1,goalposts,100,75000,,,0,1,true,true,,ln,0,0\n") || !strings.Contains(got, "expected,1,goalposts,0,18,,,0,1,false,true,,linear,0,1\n") {
		t.Errorf("bounds\n%s", got)
	}
	sim := Spec{Normalise: x.Spec.Normalise, Aggregate: x.Spec.Aggregate, Uncertainty: &UncertaintyRun{Replicates: 50, Seed: 1, Vary: Variation{Goalposts: 0.05}}}
	if x, err = Build(Input{Framework: fw, Data: d, Open: goalpostsOf(""), Spec: sim}); err != nil {
		t.Fatal(err)
	}
	s, err := x.Simulation()
	if err != nil {
		t.Fatal(err)
	}
	trials, err := s.Trials(context.Background(), 50, 1)
	if err != nil || trials == nil {
		t.Fatal(err)
	}
	if lower, upper := x.Bounds[slices.IndexFunc(x.Bounds, func(b Bound) bool { return b.Code == "income" })].between(0.5, 1); math.Abs(lower-math.Sqrt(100*75000)) > 1e-6 || math.Abs(upper-75000) > 1e-6 {
		t.Errorf("half way on the scale of income lies %v, its end %v", lower, upper)
	}
}

const pairMeta = "iCode,Level,Parent,Type,Direction,Weight,Target\na,1,I,Indicator,1,1,10\nb,1,I,Indicator,1,2,4\nI,2,,Aggregate,1,1,\n"

// TestDoubtfulGoalposts: goalposts in another unit make all values equal; that is told, and so is half of them.
func TestDoubtfulGoalposts(t *testing.T) {
	fw, d := small(t, pairMeta, "uCode,a,b\nu,38,0.5\nv,52,2\nw,,3\nx,9,0.2\n")
	x, err := Build(Input{Framework: fw, Data: d, Open: goalpostsOf("iCode,lower,upper\na,0,1\nb,0,1\n"), Spec: Spec{Normalise: &Normalisation{Method: "goalposts", File: "g.csv"}}})
	if err != nil {
		t.Fatal(err)
	}
	all, half := []Notice{{"a", "normalise: goalposts: all 3 values lie above the upper bound 1: another unit?"}}, []Notice{{"b", "normalise: goalposts: 2 of 4 values lie above the upper bound 1: another unit?"}}
	if !slices.Equal(x.Notices, all) || !slices.Equal(x.Remarks, half) {
		t.Errorf("notices %v, remarks %v", x.Notices, x.Remarks)
	}
	if got := string(x.Files()["bounds.csv"].Bytes()); !strings.Contains(got, ",linear,0,3\n") || !strings.Contains(got, ",linear,0,2\n") {
		t.Errorf("bounds\n%s", got)
	}
	if x, err = Build(Input{Framework: fw, Data: d, Open: goalpostsOf("iCode,lower,upper\na,40,100\nb,0,10\n"), Spec: Spec{Normalise: &Normalisation{Method: "goalposts", File: "g.csv"}}}); err != nil {
		t.Fatal(err)
	}
	if want := []Notice{{"a", "normalise: goalposts: 2 of 3 values lie below the lower bound 40: another unit?"}}; !slices.Equal(x.Remarks, want) || x.Notices != nil {
		t.Errorf("notices %v, remarks %v", x.Notices, x.Remarks)
	}
}

// TestDistancesOnAScale: a distance to a target put between 1 and 100 can be averaged geometrically.
func TestDistancesOnAScale(t *testing.T) {
	fw, d := small(t, pairMeta, "uCode,a,b\nu,0,0\nv,5,4\nw,10,2\n")
	gmean := Rule{Mean{Kind: KindGMean}}
	x, err := Build(Input{Framework: fw, Data: d, Spec: Spec{Normalise: &Normalisation{Method: "dist_to_target", Lower: pointerTo(1.0), Upper: pointerTo(100.0)}, Aggregate: &Aggregation{Default: &gmean}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := x.Normalised.Column("a"); !slices.Equal(got, []float64{1, 50.5, 100}) {
		t.Errorf("distances %v", got)
	}
	if got, want := x.Result.Scores.Column("I")[1], math.Exp((math.Log(50.5)+2*math.Log(100))/3); math.Abs(got-want) > 1e-9 {
		t.Errorf("geometric mean %v, want %v", got, want)
	}
	if err := (Spec{Normalise: &Normalisation{Method: "dist_to_max", Lower: pointerTo(5.0), Upper: pointerTo(1.0)}}).Check(); err == nil || !strings.Contains(err.Error(), "give the lower first") {
		t.Errorf("bounds in the wrong order: %v", err)
	}
}

// TestSum: a sum takes weights as they are; of some parts there is none, and drawn weights share out what the given ones add up to.
func TestSum(t *testing.T) {
	fw, d := small(t, pairMeta, "uCode,a,b\nu,1,2\nv,5,\nw,10,0.5\n")
	sum := Rule{Mean{Kind: KindSum}}
	spec := Spec{Aggregate: &Aggregation{Default: &sum}, Uncertainty: &UncertaintyRun{Replicates: 200, Seed: 3, Vary: Variation{WeightsNoise: Noise{Share: 0.5, At: AtAll}}}}
	x, err := Build(Input{Framework: fw, Data: d, Spec: spec})
	if err != nil {
		t.Fatal(err)
	}
	if got := x.Result.Scores.Column("I"); got[0] != 5 || !math.IsNaN(got[1]) || got[2] != 11 {
		t.Errorf("sums %v", got)
	}
	parts, err := x.Result.Contributions("I")
	if err != nil || parts.Column("a")[2] != 10 || parts.Column("b")[2] != 1 {
		t.Errorf("contributions %v, %v", parts, err)
	}
	sim, err := x.Simulation()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sim.Trials(context.Background(), 200, 3); err != nil {
		t.Fatal(err)
	}
	both := Node{Code: "I", Children: []Node{{Code: "a", Weight: 3}, {Code: "b", Weight: 3}}, Method: KindSum, MinChildShare: 1}
	tree, err := NewTree(both)
	if err != nil {
		t.Fatal(err)
	}
	p := newPlan(tree, [][]int{{0, 1}}, 2, 0)
	if err := p.add("z", table([]string{"a", "b"}, []float64{1, 2}, []float64{4, nan}), nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := p.prepare(); err != nil {
		t.Fatal(err)
	}
	c := p.nominal()
	c.reweighed, c.leavesToo = true, true
	c.weights[1], c.weights[2] = 0.2, 0.1
	got, err := p.scratch().score(&c)
	if err != nil {
		t.Fatal(err)
	}
	if want := 6 * (0.2*1 + 0.1*2) / 0.3; math.Abs(got.v[0]-want) > 1e-12 || got.p[1] != 0 {
		t.Errorf("drawn weights: %v (there: %v), want %v and none", got.v, got.p, want)
	}
	if err := (Spec{Aggregate: spec.Aggregate, Uncertainty: &UncertaintyRun{Replicates: 9, Vary: Variation{Aggregate: Rules{Of: []Rule{sum}}}}}).Check(); err == nil || !strings.Contains(err.Error(), "a sum is of another unit") {
		t.Errorf("a sum among means: %v", err)
	}
}

// TestPeriods: times may be periods of a year; they come out as they went in.
func TestPeriods(t *testing.T) {
	for text, want := range map[string]float64{"2020-Q1": 2020, "2020Q3": 2020.5, "2020 Q4": 2020.75, "2020": 2020, "-3": -3, "2020.5": 2020.5, "2020-07": 2020.5, "2020-01-01": 2020, "2e-1": 0.2} {
		if got, _, reason := timeOf(text); reason != "" || got != want {
			t.Errorf("%s: %v %s, want %v", text, got, reason, want)
		}
	}
	for _, text := range []string{"2020-Q5", "2020-13", "spring", "2020-02-30", "20-Q1"} {
		if got, _, reason := timeOf(text); reason == "" {
			t.Errorf("%s is the time %v", text, got)
		}
	}
	meta := "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nI,2,,Aggregate,1,1\n"
	fw, d := small(t, meta, "uCode,Time,a\nu,2020-Q1,1\nv,2020-Q1,2\nu,2020-Q2,3\nv,2020-Q2,1\n")
	amean := Rule{Mean{Kind: KindAMean}}
	x, err := Build(Input{Framework: fw, Data: d, Spec: Spec{Aggregate: &Aggregation{Default: &amean}}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(x.Files()["ranks.csv"].Bytes()), "uCode,Time,I,a\nu,2020-Q1,2,2\nv,2020-Q1,1,1\nu,2020-Q2,1,1\nv,2020-Q2,2,2\n"; got != want {
		t.Errorf("ranks\n%swant\n%s", got, want)
	}
	mixed, err := frame.Read("data.csv", strings.NewReader("uCode,Time,a\nu,2020-Q1,1\nu,2021,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadData(mixed, fw); err == nil || !strings.Contains(err.Error(), `"2021" is a number, times before it are each a quarter`) {
		t.Errorf("a quarter and a year: %v", err)
	}
}

// TestOverflow: values whose span no computer number holds are refused, not scored as 0.
func TestOverflow(t *testing.T) {
	fw, d := small(t, pairMeta, "uCode,a,b\nu,-1e308,1\nv,1e308,2\nw,0,3\n")
	for _, method := range []string{"minmax", "dist_to_max", "zscore"} {
		if _, err := Build(Input{Framework: fw, Data: d, Spec: Spec{Normalise: &Normalisation{Method: method}}}); err == nil || !strings.Contains(err.Error(), "beyond the numbers that a computer holds") {
			t.Errorf("%s of ±1e308: %v", method, err)
		}
	}
}
