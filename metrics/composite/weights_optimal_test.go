// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Random whole numbers on a common factor. Residuals and weights by
// scipy.optimize.minimize (SLSQP), the best of 200 random starts.
var optimalColumns = [][]float64{
	{5, 12, 9, -3, 1, -7, 8, 5, 6, -23, 17, 0, 12, -8, -7, 0, 0, -1, 1, 3, -2, -11, 7, -5, -14, -15, -2, -9, -24, 2},
	{-2, 21, 8, -5, 0, -14, 12, -2, 12, -24, 27, 5, 5, 5, 9, 23, -7, 7, 3, 6, -19, -3, -9, -1, -6, -24, -8, -25, -12, 16},
	{20, -11, 0, 4, 14, 2, -5, 3, 4, -11, 0, 3, 6, -2, -4, -11, -1, 11, -3, -11, 9, -2, 23, -3, -14, -19, 11, 20, -16, -6},
	{12, -17, -5, -7, 4, 22, 0, 18, -8, 7, -43, -29, 16, -12, 12, 11, 26, 16, 20, -2, -14, -15, -10, -23, -11, -2, 5, -7, -38, -1},
}

func TestOptimiseWeights(t *testing.T) {
	for _, c := range []struct {
		targets, weights []float64
		residual         float64
	}{
		{[]float64{1, 1, 1, 1}, []float64{0, 0.3640498846022919, 0.3831033433293093, 0.2528467720705243}, 0.11799315516443003},
		{[]float64{4, 3, 2, 1}, []float64{0, 0.43147844391053486, 0.4056670237650965, 0.16285453232660946}, 0.016299621635483225},
		{[]float64{0.1, 0.1, 0.1, 0.7}, []float64{0, 0.29211589498688934, 0.19434555452056737, 0.5135385504925787}, 0.06630629455058001},
		{[]float64{0, 0, 0.5, 0.5}, []float64{0, 0, 0.6117053767531391, 0.3882946261702271}, 0.09178680886287158},
	} {
		got, err := OptimiseWeights(optimalColumns, c.targets)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got.Residual-c.residual) > 1e-7 || !got.Converged || got.Reached || got.N != 30 {
			t.Errorf("targets %v: %+v, want a residual of %v", c.targets, got, c.residual)
		}
		closeTo(t, "weights", got.Weights, c.weights, 1e-3)
	}
}

// Targets made from weights are met, whatever the scale of targets.
func TestOptimiseWeightsReachesWhatCanBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "n")
		columns := make([][]float64, n)
		w := make([]float64, n)
		sum := 0.0
		for k := range columns {
			for range 20 {
				columns[k] = append(columns[k], float64(rapid.IntRange(-40, 40).Draw(t, "v")))
			}
			columns[k][0], columns[k][1], columns[k][2+k] = 41, -41, 60
			w[k] = rapid.Float64Range(0.2, 1).Draw(t, "w")
			sum += w[k]
		}
		c, _, err := covariance(columns)
		if err != nil {
			t.Fatal(err)
		}
		p := importance{cov: c, targets: make([]float64, n), n: n}
		u := make([]float64, n)
		for k := range u {
			u[k] = math.Sqrt(w[k] / sum)
		}
		_, _, targets, _, _ := p.at(u)
		for k := range targets {
			targets[k] *= 50
		}
		got, err := OptimiseWeights(columns, targets)
		if err != nil {
			t.Fatal(err)
		}
		total := 0.0
		for _, v := range got.Weights {
			if v < 0 {
				t.Fatalf("weights %v", got.Weights)
			}
			total += v
		}
		if math.Abs(total-1) > 1e-9 || !got.Reached {
			t.Fatalf("weights %v for targets of %v: residual %v", got.Weights, w, got.Residual)
		}
		for k := range targets {
			if math.Abs(got.Importance[k]-targets[k]/50) > 1e-5 {
				t.Fatalf("importances %v, wanted %v", got.Importance, targets)
			}
		}
	})
}

// The derivatives are those of differences.
func TestImportanceJacobian(t *testing.T) {
	c, _, err := covariance(optimalColumns)
	if err != nil {
		t.Fatal(err)
	}
	p := importance{cov: c, targets: []float64{0.25, 0.25, 0.25, 0.25}, n: 4}
	u := []float64{0.5, 0.7, 0.3, 0.4}
	w, g, s, _, _ := p.at(u)
	j := p.jacobian(u, w, g, s)
	for l := range u {
		up, down := append([]float64(nil), u...), append([]float64(nil), u...)
		up[l], down[l] = u[l]+1e-6, u[l]-1e-6
		_, _, a, _, _ := p.at(up)
		_, _, b, _, _ := p.at(down)
		for i := range a {
			if d := (a[i] - b[i]) / 2e-6; math.Abs(d-j.At(i, l)) > 1e-7 {
				t.Errorf("∂s%d/∂u%d is %v, differences give %v", i, l, j.At(i, l), d)
			}
		}
	}
}

func TestOptimiseWeightsRefusals(t *testing.T) {
	for want, f := range map[string]func() (OptimalWeights, error){
		"0 columns":         func() (OptimalWeights, error) { return OptimiseWeights(nil, nil) },
		"target -1":         func() (OptimalWeights, error) { return OptimiseWeights([][]float64{{1}}, []float64{-1}) },
		"all targets are 0": func() (OptimalWeights, error) { return OptimiseWeights([][]float64{{1}}, []float64{0}) },
		"column 2 is constant": func() (OptimalWeights, error) {
			return OptimiseWeights([][]float64{{1, 2, 3}, {0.1, 0.1, 0.1}}, []float64{1, 1})
		},
		"2 units have all": func() (OptimalWeights, error) {
			return OptimiseWeights([][]float64{{1, 2, 3}, {1, nan, 5}}, []float64{1, 1})
		},
		"2 values, the first 1": func() (OptimalWeights, error) { return OptimiseWeights([][]float64{{1}, {1, 2}}, []float64{1, 1}) },
	} {
		if _, err := f(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
