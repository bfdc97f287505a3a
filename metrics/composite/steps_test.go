// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"osnova/metrics/frame"
	"osnova/metrics/statistics"
)

// small reads a framework and data from text.
func small(t testing.TB, meta, data string) (*Framework, *Data) {
	t.Helper()
	mf, err := frame.Read("meta.csv", strings.NewReader(meta))
	if err != nil {
		t.Fatal(err)
	}
	fw, err := ReadFramework(mf)
	if err != nil {
		t.Fatal(err)
	}
	df, err := frame.Read("data.csv", strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	d, err := ReadData(df, fw)
	if err != nil {
		t.Fatal(err)
	}
	return fw, d
}

// TestTreat: the wanted figures were computed apart from this program with scipy.stats (skew and kurtosis with bias=False) and a
// transcription of the contract's text in Python.
func TestTreat(t *testing.T) {
	jrc := Treatment{Skew: 2, Kurt: 3.5, WinsoriseMax: 5, Log: "ct"}
	flat := func(n int, v float64, more ...float64) []float64 {
		return append(slices.Repeat([]float64{v}, n), more...)
	}
	for name, c := range map[string]struct {
		x    []float64
		how  Treatment
		want Treated
		y    []float64 // nil = x
	}{
		"passes": {[]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, jrc, Treated{Kurt: -1.2, KurtAfter: -1.2}, nil},
		"one high point": {
			[]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100},
			jrc,
			Treated{Skew: 3.0632410342394993, Kurt: 9.741390834569144, Winsorised: 2, SkewAfter: 1.7120380600890506, KurtAfter: 1.8157805377242031},
			[]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 30},
		},
		"one low point": {
			[]float64{-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -30, -100},
			jrc,
			Treated{Skew: -3.0632410342394993, Kurt: 9.741390834569144, Winsorised: 2, SkewAfter: -1.7120380600890506, KurtAfter: 1.8157805377242031},
			[]float64{-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -30, -30},
		},
		"two steps, ties counted": {
			flat(10, 0, 1, 1, 2, 3, 50, 60), jrc,
			Treated{Skew: 2.5460609338850047, Kurt: 5.253993360357326, Winsorised: 3, SkewAfter: 1.1547072891292114, KurtAfter: -0.3672593109360358},
			flat(10, 0, 1, 1, 2, 3, 3, 3),
		},
		"many points stand at the value": {
			flat(10, 5, 100, 90, 80, 70, 60, -200), jrc,
			Treated{Skew: -2.062861663496375, Kurt: 6.887546125952278, Winsorised: 11, SkewAfter: 1.0661403202525175, KurtAfter: -0.7298338444315728},
			flat(10, 5, 100, 90, 80, 70, 60, 5),
		},
		"two values: the logarithm, though it fixes nothing": {
			flat(20, 0, 1), jrc,
			Treated{Skew: 4.58257569495584, Kurt: 21, Log: true, SkewAfter: 4.58257569495584, KurtAfter: 21, Note: "winsorising did not fix it (21 points), nor did the logarithm"},
			flat(20, -4.605170185988091, 0.009950330853168092),
		},
		"without a logarithm": {
			flat(20, 0, 1),
			Treatment{Skew: 2, Kurt: 3.5, WinsoriseMax: 5, Log: "none"},
			Treated{Skew: 4.58257569495584, Kurt: 21, SkewAfter: 4.58257569495584, KurtAfter: 21, Note: "winsorising did not fix it (21 points): untreated"},
			nil,
		},
		"constant":     {flat(5, 3), jrc, Treated{Skew: nan, Kurt: nan, SkewAfter: nan, KurtAfter: nan, Untreatable: true, Note: "fewer than two distinct values: untreated"}, nil},
		"two values":   {[]float64{1, 2}, jrc, Treated{Skew: nan, Kurt: nan, SkewAfter: nan, KurtAfter: nan, Note: "fewer than three values: untreated"}, nil},
		"gaps do stay": {[]float64{1, nan, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100}, jrc, Treated{Skew: 3.0632410342394993, Kurt: 9.741390834569144, Winsorised: 2, SkewAfter: 1.7120380600890506, KurtAfter: 1.8157805377242031}, []float64{1, nan, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 30}},
	} {
		before := slices.Clone(c.x)
		y, got := Treat(c.x, c.how)
		for _, pair := range [][2]float64{{got.Skew, c.want.Skew}, {got.Kurt, c.want.Kurt}, {got.SkewAfter, c.want.SkewAfter}, {got.KurtAfter, c.want.KurtAfter}} {
			if !same(pair[0], pair[1]) {
				t.Errorf("%s: %v, want %v in %+v", name, pair[0], pair[1], got)
			}
		}
		if got.Winsorised != c.want.Winsorised || got.Log != c.want.Log || got.Note != c.want.Note || got.Untreatable != c.want.Untreatable {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		if c.y == nil {
			c.y = c.x
		}
		for i := range c.y {
			if !same(y[i], c.y[i]) || !same(c.x[i], before[i]) {
				t.Errorf("%s: %v, want %v", name, y, c.y)
			}
		}
	}
}

// TestTreatKeepsOrder: treatment never turns two values round, and passes where it says that it winsorised.
func TestTreatKeepsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
			return math.Pow(rapid.Float64Range(-3, 3).Draw(t, "v"), 5)
		}), 0, 25).Draw(t, "x")
		how := Treatment{Skew: 1, Kurt: 1, WinsoriseMax: rapid.IntRange(0, 6).Draw(t, "max"), Log: "ct"}
		y, got := Treat(x, how)
		for i := range x {
			for j := range x {
				if x[i] < x[j] && y[i] > y[j] {
					t.Fatalf("%v before %v became %v before %v", x[i], x[j], y[i], y[j])
				}
			}
		}
		if got.Winsorised > 0 && !(math.Abs(got.SkewAfter) < how.Skew || got.KurtAfter < how.Kurt) {
			t.Fatalf("winsorised without passing: %+v", got)
		}
	})
}

const panelMeta = "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nb,1,I,Indicator,-1,1\nI,2,,Aggregate,1,1\ng,,,Group,,\n"

func TestImpute(t *testing.T) {
	fw, d := small(t, panelMeta, "uCode,a,b,g\nu,1,10,x\nv,3,,x\nw,,20,y\nz,8,40,y\n")
	for name, c := range map[string]struct {
		how  Imputation
		a, b []float64
	}{
		"none":         {Imputation{Method: "none"}, []float64{1, 3, nan, 8}, []float64{10, nan, 20, 40}},
		"zero":         {Imputation{Method: "zero"}, []float64{1, 3, 0, 8}, []float64{10, 0, 20, 40}},
		"mean":         {Imputation{Method: "mean"}, []float64{1, 3, 4, 8}, []float64{10, 70.0 / 3, 20, 40}},
		"median":       {Imputation{Method: "median"}, []float64{1, 3, 3, 8}, []float64{10, 20, 20, 40}},
		"mean_group":   {Imputation{Method: "mean_group", Group: "g"}, []float64{1, 3, 8, 8}, []float64{10, 10, 20, 40}},
		"median_group": {Imputation{Method: "median_group", Group: "g"}, []float64{1, 3, 8, 8}, []float64{10, 10, 20, 40}},
		// v has a at 2/7 of its range; b falls from 40 (worst) to 10. w has b at 2/3.
		"row_mean":        {Imputation{Method: "row_mean"}, []float64{1, 3, 1 + 7*2.0/3, 8}, []float64{10, 40 - 30*2.0/7, 20, 40}},
		"row_mean_parent": {Imputation{Method: "row_mean_parent"}, []float64{1, 3, 1 + 7*2.0/3, 8}, []float64{10, 40 - 30*2.0/7, 20, 40}},
	} {
		got, filled, err := Impute(d.Indicators, fw, d, c.how)
		if err != nil {
			t.Fatal(err)
		}
		wantFilled := 2
		if name == "none" {
			wantFilled = 0
		}
		if filled != wantFilled {
			t.Errorf("%s filled %d cells", name, filled)
		}
		for i := range c.a {
			if !same(got.Columns[0][i], c.a[i]) || !same(got.Columns[1][i], c.b[i]) {
				t.Errorf("%s: %v", name, got.Columns)
			}
		}
	}
	if _, _, err := Impute(d.Indicators, fw, d, Imputation{Method: "linear"}); err == nil || !strings.Contains(err.Error(), "needs a panel") {
		t.Errorf("linear without a panel: %v", err)
	}
}

// TestImputePanel: u has a in 2011 and 2014 alone; rows stand in no order of time.
func TestImputePanel(t *testing.T) {
	fw, d := small(t, panelMeta, "uCode,Time,a,b,g\nu,2014,7,1,x\nu,2010,,1,x\nu,2012,,1,x\nu,2011,4,1,x\nu,2015,,1,x\nv,2010,,1,x\nv,2011,2,1,x\n")
	for method, want := range map[string][]float64{
		"latest":   {7, nan, 4, 4, 7, nan, 2},
		"linear":   {7, 4, 5, 4, 7, 2, 2},
		"constant": {7, 4, 4, 4, 7, 2, 2},
		"mean":     {7, nan, nan, 4, nan, nan, 2}, // of the same year
	} {
		got, _, err := Impute(d.Indicators, fw, d, Imputation{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			if method == "mean" && i == 2 {
				continue // nobody has 2012
			}
			if !same(got.Columns[0][i], w) {
				t.Errorf("%s: %v, want %v", method, got.Columns[0], want)
			}
		}
	}
}

// TestPanel: normalisation is joint, ranks are of one time, and keys are unit and time.
func TestPanel(t *testing.T) {
	fw, d := small(t, panelMeta, "uCode,Time,a,b,g\nu,2010,0,1,x\nv,2010,5,1,x\nu,2011,10,0,x\nv,2011,5,0,y\n")
	x, err := Build(Input{Framework: fw, Data: d, Spec: Spec{Normalise: &Normalisation{Method: "minmax"}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: string(CopelandRule)}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	if z := x.Normalised.Columns[0]; !slices.Equal(z, []float64{0, 50, 100, 50}) {
		t.Errorf("normalised %v", z)
	}
	files := x.Files()
	if got, want := string(files["ranks.csv"].Bytes()), "uCode,Time,I,a,b\nu,2010,2,2,1\nv,2010,1,1,1\nu,2011,1,1,1\nv,2011,2,2,1\n"; got != want {
		t.Errorf("ranks\n%swant\n%s", got, want)
	}
	if got := string(files["scores.csv"].Bytes()); !strings.Contains(got, "u,2010,-1,0,0\n") || !strings.Contains(got, "u,2011,1,100,100\n") {
		t.Errorf("scores of a year by outranking\n%s", got)
	}
	if got := string(files["group_ranks.csv"].Bytes()); !strings.Contains(got, "v,2011,g,y,1\n") {
		t.Errorf("ranks in groups\n%s", got)
	}
}

func TestScreenAndAvailability(t *testing.T) {
	fw, d := small(t, panelMeta, "uCode,a,b,g\nu,1,10,x\nv,3,,x\nw,,,y\n")
	x, err := Build(Input{Framework: fw, Data: d, Spec: Spec{Screen: &Screening{MinAvailable: 0.5}}})
	if err != nil {
		t.Fatal(err)
	}
	files := x.Files()
	if got, want := string(files["screened.csv"].Bytes()), "uCode,available,min_available\nw,0,0.5\n"; got != want {
		t.Errorf("screened\n%s", got)
	}
	if got, want := string(files["availability.csv"].Bytes()), "uCode,iCode,indicators,available,share\nu,I,2,2,1\nv,I,2,1,0.5\nw,I,2,0,0\n"; got != want {
		t.Errorf("availability\n%s", got)
	}
}

// TestMinAvailable: of three children one missing is two thirds.
func TestMinAvailable(t *testing.T) {
	fw, d := small(t, "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nb,1,I,Indicator,1,1\nc,1,I,Indicator,1,1\nI,2,,Aggregate,1,1\n",
		"uCode,a,b,c\nu,1,10,4\nv,3,,6\nw,,,6\n")
	for share, scored := range map[float64]int{0: 3, 1.0 / 3: 3, 0.5: 2, 2.0 / 3: 2, 0.7: 1} {
		x, err := Build(Input{Framework: fw, Data: d, Spec: Spec{MinAvailable: share, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}}}})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, v := range x.Result.Scores.Columns[0] {
			if !math.IsNaN(v) {
				n++
			}
		}
		if n != scored {
			t.Errorf("min_available %v: %d units scored, want %d", share, n, scored)
		}
	}
}

// TestRulesByLevelAndNode: one method a level, the last repeats; or by node.
func TestRulesByLevelAndNode(t *testing.T) {
	in := madeInput(t, 10, 12, 0, Spec{})
	level := &Aggregation{Steps: []Rule{{Mean{Kind: KindGMean}}, {Mean{Kind: KindHMean}}}}
	node := &Aggregation{Default: &Rule{Mean{Kind: KindAMean}}, Nodes: map[string]Rule{"P0": {Mean{Kind: KindMin}}}}
	for want, a := range map[string]*Aggregation{"I hmean P0 hmean G0 gmean G1 gmean P1 hmean": level, "I amean P0 min G0 amean": node} {
		in.Spec = Spec{Normalise: &Normalisation{Method: "minmax", Lower: pointerTo(1.0)}, Aggregate: a}
		x, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		for k, words := 0, strings.Fields(want); k < len(words); k += 2 {
			if n := x.Tree.nodes[x.Tree.index[words[k]]]; string(n.Method) != words[k+1] {
				t.Errorf("%s aggregates by %s, want %s", words[k], n.Method, words[k+1])
			}
		}
	}
	in.Spec.Aggregate = &Aggregation{Default: &Rule{Mean{Kind: KindAMean}}, Nodes: map[string]Rule{"Q": {Mean{Kind: KindMin}}}}
	if _, err := Build(in); err == nil || !strings.Contains(err.Error(), `no node "Q"`) {
		t.Errorf("error %v", err)
	}
	in.Spec.Aggregate = &Aggregation{Steps: slices.Repeat([]Rule{{Mean{Kind: KindAMean}}}, 4)}
	if _, err := Build(in); err == nil || !strings.Contains(err.Error(), "4 methods for 3 steps") {
		t.Errorf("error %v", err)
	}
}

// TestIndexProperties: scores stay within the scale, do not depend on the order of units, and one indicator raised in its direction
// between fixed goalposts lowers no score.
func TestIndexProperties(t *testing.T) {
	in := madeInput(t, 25, 12, 0.1, Spec{})
	posts := map[string]Goalposts{}
	for _, code := range in.Framework.Indicators() {
		posts[code] = Goalposts{Lower: 20, Upper: 80, Direction: Positive}
	}
	kinds := []string{KindAMean, KindGMean, KindHMean, KindMin}
	rapid.Check(t, func(t *rapid.T) {
		in.Spec = Spec{
			Normalise: &Normalisation{Method: "goalposts", Lower: pointerTo(1.0), posts: posts},
			Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}}, {Mean{Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}}}},
		}
		x, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		for j, c := range x.Result.Scores.Columns {
			for _, v := range c {
				if v < 1-1e-9 || v > 100+1e-9 {
					t.Fatalf("%s scores %v", x.Result.Scores.Names[j], v)
				}
			}
		}
		order := rapid.Permutation(allOf(25)).Draw(t, "order")
		moved := in
		moved.Data = in.Data.keep(order)
		j, k := rapid.IntRange(0, 11).Draw(t, "indicator"), rapid.IntRange(0, 24).Draw(t, "unit")
		code := moved.Data.Indicators.Names[j]
		moved.Data.Indicators.Columns[j][k] += float64(in.Framework.Item(code).Direction) * rapid.Float64Range(0, 30).Draw(t, "more")
		y, err := Build(moved)
		if err != nil {
			t.Fatal(err)
		}
		for at, i := range order {
			before, after := x.Result.Scores.Columns[0][i], y.Result.Scores.Columns[0][at]
			if at != k && !same(before, after) || at == k && after < before-1e-9 {
				t.Fatalf("unit %d: %v became %v", i, before, after)
			}
		}
	})
}

// TestCorrelationsAreThoseOfStatistics: the short cuts for whole columns and sorted orders change nothing.
func TestCorrelationsAreThoseOfStatistics(t *testing.T) {
	for _, gaps := range []float64{0, 0.15} {
		x := made(t, 40, 12, gaps, Spec{Normalise: &Normalisation{Method: "rank"}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}}, Correlation: correlations})
		for _, l := range x.Correlations() {
			want := direct(x, l)
			if !same(l.R, want.R) || l.N != want.N || math.Abs(l.P-want.P) > 1e-12 {
				t.Fatalf("%+v, want %+v", l, want)
			}
		}
	}
}

// direct asks statistics itself.
func direct(x *Index, l Correlation) statistics.Correlation {
	column := func(code string) []float64 {
		if c := x.Scored().Column(code); c != nil {
			return c
		}
		return x.Result.Scores.Column(code)
	}
	switch l.Method {
	case "pearson":
		return statistics.Pearson(column(l.A), column(l.B))
	case "spearman":
		return statistics.Spearman(column(l.A), column(l.B))
	}
	return statistics.Kendall(column(l.A), column(l.B))
}

func TestWeightsOfAFile(t *testing.T) {
	fw, d := small(t, panelMeta, "uCode,a,b,g\nu,1,10,x\nv,3,8,x\nw,9,1,y\n")
	build := func(weights string) (*Index, error) {
		open := func(string) (*frame.Frame, error) { return frame.Read("w.csv", strings.NewReader(weights)) }
		return Build(Input{Framework: fw, Data: d, Open: open, Spec: Spec{Weights: "w.csv", Normalise: &Normalisation{Method: "minmax"}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}}}})
	}
	x, err := build("iCode,Level,Weight\na,1,3\nb,1,1\n")
	if err != nil {
		t.Fatal(err)
	}
	near(t, "v", x.Result.Scores.Columns[0][1], (3*25+100*2.0/9)/4, 1e-12)
	for says, weights := range map[string]string{
		"no row for b": "iCode,Level,Weight\na,1,3\n", `no indicator or aggregate "aa"`: "iCode,Level,Weight\naa,1,3\n",
		"is not the level of a": "iCode,Level,Weight\na,2,3\nb,1,1\n", "is there twice": "iCode,Level,Weight\na,1,3\na,1,3\nb,1,1\n", "is no weight": "iCode,Level,Weight\na,1,-3\nb,1,\n",
	} {
		if _, err := build(weights); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v does not say %q", err, says)
		}
	}
}

// TestDataDrivenWeights: two columns alike share what one apart has under principal components of equal size; every set sums to 1.
func TestDataDrivenWeights(t *testing.T) {
	for _, method := range []string{"pca", "bod"} {
		spec := Spec{Weights: method, Normalise: &Normalisation{Method: "minmax"}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}}}
		x := made(t, 60, 12, 0, spec)
		for _, n := range x.Tree.nodes {
			sum := 0.0
			for _, c := range n.Children {
				if sum += c.Weight; !(c.Weight >= 0) {
					t.Errorf("%s: weight %v", method, c.Weight)
				}
				if k := float64(len(n.Children)); method == "bod" && (c.Weight < 0.5/k-1e-9 || c.Weight > 1.5/k+1e-9) {
					t.Errorf("weight %v of %v children lies outside half to one and a half of equal", c.Weight, k)
				}
			}
			if len(n.Children) > 0 && !same(sum, 1) {
				t.Errorf("%s: weights of %s sum to %v", method, n.Code, sum)
			}
		}
	}
	spec := Spec{Weights: "bod", Normalise: &Normalisation{Method: "zscore"}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}}}
	if _, err := Build(madeInput(t, 20, 12, 0, spec)); err == nil || !strings.Contains(err.Error(), "values of 0 or more") {
		t.Errorf("error %v", err)
	}
}
