// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Saaty, How to make a decision: the analytic hierarchy process, European Journal of
// Operational Research 48, 1990: eight criteria of a house (size, transport,
// neighbourhood, age, yard, facilities, condition, financing). Published:
// priorities 0.173 0.054 0.188 0.018 0.031 0.036 0.167 0.333, λmax = 9.669, CI =
// 0.238, CR = 0.169. More digits by numpy.linalg.eig.
func TestAHPHouse(t *testing.T) {
	p, err := AHP([][]float64{
		{1, 5, 3, 7, 6, 6, 1.0 / 3, 1.0 / 4},
		{1.0 / 5, 1, 1.0 / 3, 5, 3, 3, 1.0 / 5, 1.0 / 7},
		{1.0 / 3, 3, 1, 6, 3, 4, 6, 1.0 / 5},
		{1.0 / 7, 1.0 / 5, 1.0 / 6, 1, 1.0 / 3, 1.0 / 4, 1.0 / 7, 1.0 / 8},
		{1.0 / 6, 1.0 / 3, 1.0 / 3, 3, 1, 1.0 / 2, 1.0 / 5, 1.0 / 6},
		{1.0 / 6, 1.0 / 3, 1.0 / 4, 4, 2, 1, 1.0 / 5, 1.0 / 6},
		{3, 5, 1.0 / 6, 7, 5, 5, 1, 1.0 / 2},
		{4, 7, 5, 8, 6, 6, 2, 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "published priorities", p.Weights, []float64{0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333}, 5e-4)
	closeTo(t, "priorities", p.Weights, []float64{
		0.17301747464834763, 0.053975722999039306, 0.1881102988574409, 0.017507911308195706,
		0.031043736403902292, 0.0363222021546561, 0.16683367362634785, 0.33318898000207015,
	}, 1e-9)
	closeTo(t, "λmax, CI, CR", []float64{p.LambdaMax, p.CI, p.CR}, []float64{9.668887317118154, 0.23841247387402195, 0.16908686090356168}, 1e-9)
}

// Judgements that agree with weights give these weights and CR = 0; the order of
// elements does not matter.
func TestAHPConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 15).Draw(t, "n")
		w, sum := make([]float64, n), 0.0
		for i := range w {
			w[i] = rapid.Float64Range(0.5, 9).Draw(t, "w")
			sum += w[i]
		}
		a := make([][]float64, n)
		for i := range a {
			for j := range w {
				a[i] = append(a[i], w[i]/w[j])
			}
		}
		p, err := AHP(a)
		if err != nil {
			t.Fatal(err)
		}
		for i := range w {
			if math.Abs(p.Weights[i]-w[i]/sum) > 1e-9 {
				t.Fatalf("weights %v of %v", p.Weights, w)
			}
		}
		if math.Abs(p.LambdaMax-float64(n)) > 1e-9 || p.CR > 1e-9 {
			t.Fatalf("λmax %v, CR %v", p.LambdaMax, p.CR)
		}
	})
}

func TestAHPRefusals(t *testing.T) {
	for want, a := range map[string][][]float64{
		"judgements 1, 2 and 2, 1 are 3 and 0.5": {{1, 3}, {0.5, 1}},
		"judgement 1, 2 is -3":                   {{1, -3}, {-1.0 / 3, 1}},
		"as important as itself":                 {{2, 3}, {1.0 / 3, 1}},
		"row 2 has 1 judgements":                 {{1, 3}, {1}},
		"0 elements":                             {},
		"judgement 1, 2 is NaN":                  {{1, nan}, {1, 1}},
	} {
		if _, err := AHP(a); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if _, err := AHP([][]float64{{1, 3}, {0.333, 1}}); err != nil {
		t.Errorf("a rounded judgement is refused: %v", err)
	}
}

// Three experts, 100 points. Wanted by hand: shares of the first indicator 0.5, 0.2,
// 0.35 have mean 0.35 and SD √((0.15² + 0.15²)/2) = 0.15.
func TestBudgetAllocation(t *testing.T) {
	b, err := BudgetAllocation([][]float64{{50, 30, 20}, {20, 40, 40}, {35, 65, 0}}, 100)
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "weights", b.Weights, []float64{0.35, 0.45, 0.2}, 1e-12)
	closeTo(t, "sd, min, max, median of the first", []float64{b.SD[0], b.Min[0], b.Max[0], b.Median[0]}, []float64{0.15, 0.2, 0.5, 0.35}, 1e-12)
	if b.Experts != 3 {
		t.Errorf("%d experts", b.Experts)
	}
	if b, err = BudgetAllocation([][]float64{{1, 3}, {5, 5}}, 0); err != nil || b.Weights[0] != 0.375 {
		t.Errorf("own sums: %v, %v", b.Weights, err)
	}
	_, err = BudgetAllocation([][]float64{{50, 30, 20}, {20, 40, 30}, {nan, 1, 99}, {1, 2}, {100, 10, -10}}, 100)
	for _, want := range []string{"expert 2 shares out 90 of 100", "expert 3: indicator 1: NaN", "expert 4: 2 allocations, the first has 3", "expert 5: indicator 3: -10"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	for _, bad := range [][][]float64{nil, {{}}, {{0, 0}}} {
		if _, err := BudgetAllocation(bad, 0); err == nil {
			t.Errorf("%v passes", bad)
		}
	}
}
