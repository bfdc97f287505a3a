// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	trendYears  = []float64{2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023}
	trendValues = []float64{41.2, 42.0, 41.7, 43.9, 44.1, 48.0, 47.5, 49.9, 49.0}
)

// Wanted by scipy.stats: linregress with t.ppf, theilslopes (slope), kendalltau
// (exact); the interval of Sen's slope by numpy.interp on the sorted slopes.
func TestTrend(t *testing.T) {
	got, err := TrendOf(trendYears, trendValues, nil)
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "trend", []float64{got.Slope, got.P, got.Low, got.High, got.Sen, got.MannKendall, got.SenLow, got.SenHigh, got.Change, got.ChangeP},
		[]float64{1.1766666666666663, 5.9352049695336784e-05, 0.8513480487473547, 1.5019852845859778, 1.15, 0.0008542768959435626, 0.74000857345963, 1.555951988626071, 2018, 0.10333121375776921}, 1e-9)
	if got.N != 9 || got.From != 2015 || got.To != 2023 || got.Breaks != nil {
		t.Errorf("%+v", got)
	}
}

// A trend starts anew at a declared break, whatever the order of rows.
func TestTrendDoesNotCrossABreak(t *testing.T) {
	got, err := TrendOf([]float64{2023, 2019, 2020, 2022, 2021, 2024}, []float64{12, 80, 81, 11, 10, nan}, []bool{false, false, false, false, true, false})
	if err != nil {
		t.Fatal(err)
	}
	if got.N != 3 || got.Left != 2 || got.From != 2021 || got.To != 2023 || len(got.Breaks) != 1 || got.Breaks[0] != 2021 {
		t.Errorf("%+v", got)
	}
	closeTo(t, "slopes", []float64{got.Slope, got.Sen, got.P, got.Low, got.High}, []float64{1, 1, 0, 1, 1}, 1e-9)
	if !math.IsNaN(got.SenLow) || !math.IsNaN(got.ChangeP) {
		t.Errorf("three points have an interval by ranks: %+v", got)
	}
}

func TestTrendOfLittle(t *testing.T) {
	for n, want := range map[int][2]float64{0: {nan, nan}, 1: {nan, nan}, 2: {0.8, nan}} {
		got, err := TrendOf(trendYears[:n], trendValues[:n], nil)
		if err != nil {
			t.Fatal(err)
		}
		closeTo(t, "slope and p", []float64{got.Slope, got.P}, want[:], 1e-9)
	}
	flat, err := TrendOf([]float64{1, 2, 3, 4, 5}, []float64{7, 7, 7, 7, 7}, nil)
	if err != nil || flat.Slope != 0 || flat.P != 1 || flat.Sen != 0 || flat.MannKendall != 1 || flat.ChangeP != 1 {
		t.Errorf("no change: %+v, %v", flat, err)
	}
	for want, f := range map[string]func() (Trend, error){
		"is there twice":        func() (Trend, error) { return TrendOf([]float64{1, 1}, []float64{1, 2}, nil) },
		"give finite numbers":   func() (Trend, error) { return TrendOf([]float64{nan}, []float64{1}, nil) },
		"2 times, 1 values":     func() (Trend, error) { return TrendOf([]float64{1, 2}, []float64{1}, nil) },
		"value +Inf at time 1:": func() (Trend, error) { return TrendOf([]float64{1}, []float64{math.Inf(1)}, nil) },
	} {
		if _, err := f(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// Slopes follow the scale of values and the order of rows does not matter.
func TestTrendProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(t, "n")
		x, y, turned, scaled := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i] = float64(2000+i), float64(rapid.IntRange(0, 20).Draw(t, "y"))
		}
		order := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2)).Perm(n)
		for i, k := range order {
			turned[i], scaled[i] = x[k], 5-3*y[k]
		}
		a, err := TrendOf(x, y, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := TrendOf(turned, scaled, nil)
		if err != nil {
			t.Fatal(err)
		}
		for what, pair := range map[string][2]float64{
			"slope": {-3 * a.Slope, b.Slope}, "sen": {-3 * a.Sen, b.Sen}, "p": {a.P, b.P}, "sen low": {-3 * a.SenHigh, b.SenLow},
			"mann–kendall": {a.MannKendall, b.MannKendall}, "change": {a.Change, b.Change},
		} {
			if !(math.IsNaN(pair[0]) && math.IsNaN(pair[1])) && math.Abs(pair[0]-pair[1]) > 1e-7 {
				t.Fatalf("%s: %v of the turned and scaled series, want %v", what, pair[1], pair[0])
			}
		}
	})
}

func TestTrends(t *testing.T) {
	names, trends, err := Trends([]string{"b", "a", "b", "a"}, []float64{1, 1, 3, 2}, []float64{5, 1, 9, 0}, nil)
	if err != nil || strings.Join(names, " ") != "b a" || trends[0].Slope != 2 || trends[1].Slope != -1 {
		t.Errorf("%v %+v %v", names, trends, err)
	}
	if _, _, err := Trends([]string{"a", "a"}, []float64{1, 1}, []float64{1, 2}, nil); err == nil || !strings.Contains(err.Error(), "unit a: ") {
		t.Errorf("error %v", err)
	}
}

// Ishigami's function with a = 7, b = 0.1 on (−π, π)³: partial variances by hand
// V₁ = 4.34589, V₂ = 6.125, V₁₃ = 3.37370, so that Shapley effects are (V₁ + V₁₃/2, V₂,
// V₁₃/2)/13.84459 = 0.43575, 0.44241, 0.12184 (Owen 2014: what two factors do together
// is halved).
func TestShapleyEffects(t *testing.T) {
	f := func(x []float64) float64 {
		return math.Sin(x[0]) + 7*math.Pow(math.Sin(x[1]), 2) + 0.1*math.Pow(x[2], 4)*math.Sin(x[0])
	}
	random := rand.New(rand.NewPCG(3, 4))
	point := func() []float64 {
		x := make([]float64, 3)
		for k := range x {
			x[k] = math.Pi * (2*random.Float64() - 1)
		}
		return x
	}
	outcome := make([][]float64, 8)
	for range 20000 {
		first, second := point(), point()
		for set := range outcome {
			outcome[set] = append(outcome[set], f(ShapleyPoint(set, first, second)))
		}
	}
	got, err := ShapleyEffects(outcome, 200, 42)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for k, want := range []float64{0.43575, 0.44241, 0.12184} {
		sum += got[k].Share
		if math.Abs(got[k].Share-want) > 0.02 || !(got[k].Low < want && want < got[k].High) {
			t.Errorf("factor %d: %+v, want %v", k+1, got[k], want)
		}
	}
	if math.Abs(sum-1) > 1e-12 {
		t.Errorf("effects add to %v", sum)
	}
	again, _ := ShapleyEffects(outcome, 200, 42)
	if again[0] != got[0] {
		t.Error("the same seed gives another interval")
	}
	for want, bad := range map[string][][]float64{
		"3 runs": {{1, 2}, {1, 2}, {1, 2}}, "1 rows": {{1}, {2}}, "does not vary": {{1, 1}, {1, 1}}, "run 1 has 1 rows": {{1, 2}, {1}}, "outcome NaN": {{1, 2}, {nan, 1}}, "0 runs": nil,
	} {
		if _, err := ShapleyEffects(bad, 0, 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// Effects of an additive outcome are its variances; what a factor without effect
// gets is nothing.
func TestShapleyOfASum(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	outcome := make([][]float64, 16)
	for range 5000 {
		first, second := make([]float64, 4), make([]float64, 4)
		for k := range first {
			first[k], second[k] = random.NormFloat64(), random.NormFloat64()
		}
		for set := range outcome {
			x := ShapleyPoint(set, first, second)
			outcome[set] = append(outcome[set], 3*x[0]+4*x[1]+5*x[3])
		}
	}
	got, err := ShapleyEffects(outcome, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{0.18, 0.32, 0, 0.5} {
		if math.Abs(got[k].Share-want) > 0.02 || k == 2 && got[k].Share != 0 || !math.IsNaN(got[k].Low) {
			t.Errorf("factor %d: %+v, want %v", k+1, got[k], want)
		}
	}
}
