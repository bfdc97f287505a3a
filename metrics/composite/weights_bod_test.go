// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Random whole numbers; scores by scipy.optimize.linprog (HiGHS) of the program as
// the paper states it, one a unit.
var (
	bodColumns = [][]float64{
		{81, 10, 10, 46, 42, 58, 70, 88, 53, 82, 48, 81},
		{82, 41, 100, 98, 52, 31, 88, 7, 46, 35, 81, 53},
		{54, 44, 67, 90, 69, 89, 27, 72, 24, 19, 27, 53},
		{32, 9, 27, 85, 11, 11, 90, 5, 36, 71, 35, 27},
	}
	bodCases = map[string]struct {
		limits BoD
		want   []float64
	}{
		"free": {BoD{}, []float64{1, 0.4888888888888888, 1, 1, 0.7822605923285659, 1, 1, 1, 0.6677273126473589, 1, 0.8620199146514937, 0.9732307312279497}},
		"around equal": {AroundEqual(4, 0.5, false), []float64{
			0.8322941599729805, 0.29248810348415005, 0.5435521538892598, 1, 0.47588891343469464, 0.49074993845559367,
			0.8647029923028329, 0.2202753441802252, 0.529584263561214, 0.6244478402757512, 0.652180945705505, 0.6782392321820016,
		}},
		"weights around equal": {AroundEqual(4, 0.5, true), []float64{
			0.9472817133443163, 0.3942446043165468, 0.7741007194244597, 1, 0.6700507614213197, 0.8172588832487306,
			1, 0.8324873096446701, 0.5881383855024711, 0.8630046995805749, 0.7397034596375616, 0.815566835871405,
		}},
		"lower limits": {BoD{Lower: []float64{0.1, 0.2, 0, 0.05}}, []float64{
			1, 0.36498795287977653, 0.6402247540064696, 1, 0.608691083531395, 0.6003567677082806,
			1, 0.24739949395558053, 0.6536124350973744, 0.8213072429470856, 0.8154124878058158, 0.8927637708091314,
		}},
	}
)

func TestBenefitOfDoubt(t *testing.T) {
	for name, c := range bodCases {
		r, err := BenefitOfDoubt(bodColumns, c.limits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		closeTo(t, name, r.Scores, c.want, 1e-9)
		if len(r.Faults) > 0 {
			t.Errorf("%s: faults %v", name, r.Faults)
		}
	}
}

// obey checks that the weights are what they claim: they give the score, put no
// unit above 1, and keep to the limits.
func obey(t *rapid.T, columns [][]float64, limits BoD, r *BoDResult) {
	for i, w := range r.Weights {
		if w == nil {
			continue
		}
		own, sum, there := 0.0, 0.0, 0
		for k, c := range columns {
			if w[k] < 0 {
				t.Fatalf("unit %d: weight %v", i, w[k])
			}
			if sum += w[k]; !math.IsNaN(c[i]) {
				own += w[k] * c[i]
				there++
			} else if w[k] != 0 {
				t.Fatalf("unit %d: a missing cell weighs %v", i, w[k])
			}
		}
		if math.Abs(own-r.Scores[i]) > 1e-7 {
			t.Fatalf("unit %d scores %v, its weights give %v", i, r.Scores[i], own)
		}
		for j := range columns[0] {
			peer := 0.0
			for k, c := range columns {
				if !math.IsNaN(c[j]) {
					peer += w[k] * c[j]
				}
			}
			if peer > 1+1e-9 {
				t.Fatalf("unit %d scores %v under the weights of %d", j, peer, i)
			}
		}
		grow := float64(len(columns)) / float64(there)
		for k, c := range columns {
			low, high := limits.limit(k)
			share := r.Shares[i][k]
			if limits.OfWeights {
				share = w[k] / sum
			}
			if !math.IsNaN(c[i]) && (share < min(1, low*grow)-1e-6 || share > high*grow+1e-6) {
				t.Fatalf("unit %d: share %v of column %d outside %v … %v", i, share, k, low*grow, high*grow)
			}
		}
	}
}

func TestBenefitOfDoubtProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(1, 25).Draw(t, "n"), rapid.IntRange(1, 6).Draw(t, "m")
		columns, scaled := make([][]float64, m), make([][]float64, m)
		for k := range columns {
			factor := rapid.SampledFrom([]float64{0.001, 1, 5000}).Draw(t, "factor")
			for range n {
				v := float64(rapid.IntRange(-2, 30).Draw(t, "v"))
				if v < -1 {
					v = nan
				}
				v = math.Max(v, 0) // keeps NaN; zeros and ties are frequent on purpose
				columns[k], scaled[k] = append(columns[k], v), append(scaled[k], v*factor)
			}
		}
		free, err := BenefitOfDoubt(columns, BoD{})
		if err != nil {
			t.Fatal(err)
		}
		obey(t, columns, BoD{}, free)
		turned, err := BenefitOfDoubt(scaled, BoD{})
		if err != nil {
			t.Fatal(err)
		}
		for _, ofWeights := range []bool{false, true} {
			limits := AroundEqual(m, rapid.SampledFrom([]float64{0, 0.2, 0.5, 1}).Draw(t, "spread"), ofWeights)
			bound, err := BenefitOfDoubt(columns, limits)
			if err != nil {
				t.Fatal(err)
			}
			obey(t, columns, limits, bound)
			for i, v := range free.Scores {
				if bound.Scores[i] > v+1e-7 {
					t.Fatalf("unit %d scores %v within limits and %v without", i, bound.Scores[i], v)
				}
			}
		}
		for i, v := range free.Scores {
			if !(math.IsNaN(v) && math.IsNaN(turned.Scores[i])) && math.Abs(v-turned.Scores[i]) > 1e-7 {
				t.Fatalf("unit %d scores %v, rescaled %v", i, v, turned.Scores[i])
			}
		}
	})
}

func TestBenefitOfDoubtRefusals(t *testing.T) {
	r, err := BenefitOfDoubt([][]float64{{0, 4, nan, 0}, {3, 2, nan, 0}}, AroundEqual(2, 0.5, false))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Faults) != 2 || r.Faults[0].Unit != 0 || !strings.Contains(r.Faults[0].Reason, "column 1 is 0") || r.Faults[1].Unit != 3 || !strings.Contains(r.Faults[1].Reason, "all its values are 0") {
		t.Errorf("faults %v", r.Faults)
	}
	if !math.IsNaN(r.Scores[0]) || r.Scores[1] != 1 || !math.IsNaN(r.Scores[2]) || r.Weights[0] != nil {
		t.Errorf("scores %v", r.Scores)
	}
	for want, f := range map[string]func() (*BoDResult, error){
		"no columns": func() (*BoDResult, error) { return BenefitOfDoubt(nil, BoD{}) },
		"value -1":   func() (*BoDResult, error) { return BenefitOfDoubt([][]float64{{-1}}, BoD{}) },
		"1 must lie between": func() (*BoDResult, error) {
			return BenefitOfDoubt([][]float64{{1}, {1}}, BoD{Upper: []float64{0.4, 0.4}})
		},
		"limits 0.9 … 0.1": func() (*BoDResult, error) {
			return BenefitOfDoubt([][]float64{{1}, {1}}, BoD{[]float64{0.9, 0}, []float64{0.1, 1}, false})
		},
		"1 limits for 2":       func() (*BoDResult, error) { return BenefitOfDoubt([][]float64{{1}, {1}}, BoD{Lower: []float64{0}}) },
		"the first 1":          func() (*BoDResult, error) { return BenefitOfDoubt([][]float64{{1}, {1, 2}}, BoD{}) },
		"give finite values":   func() (*BoDResult, error) { return BenefitOfDoubt([][]float64{{math.Inf(1)}}, BoD{}) },
		"shares from 0 to 1, ": func() (*BoDResult, error) { return BenefitOfDoubt([][]float64{{1}}, BoD{Lower: []float64{nan}}) },
	} {
		if _, err := f(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// Two variables that go together and a third that was turned. Wanted by
// numpy.linalg.eigh of numpy.corrcoef.
func TestPCAWeights(t *testing.T) {
	columns := [][]float64{{2.5, 0.5, 2.2, 1.9, 3.1, 2.3, 2.0, 1.0, 1.5, 1.1}, {2.4, 0.7, 2.9, 2.2, 3.0, 2.7, 1.6, 1.1, 1.6, 0.9}, {-1.0, -3.1, -0.4, -1.7, -0.2, -1.9, -2.2, -2.9, -1.1, -2.0}}
	w, err := PCAWeights(columns)
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "loadings", w.Loadings, []float64{0.9620627657373443, 0.9642153074057678, 0.9191582570007316}, 1e-9)
	closeTo(t, "weights", w.Weights, []float64{0.34278553645502036, 0.3443211651678527, 0.31289329837712687}, 1e-9)
	if math.Abs(w.Share-0.90004260855547) > 1e-9 || w.N != 10 || w.Opposed != nil {
		t.Errorf("share %v, n %d, opposed %v", w.Share, w.N, w.Opposed)
	}
	if w, err = PCALoadingWeights(columns); err != nil {
		t.Fatal(err)
	}
	closeTo(t, "weights by loadings", w.Weights, []float64{0.33810728974867266, 0.3388637788837905, 0.32302893136753685}, 1e-9)
	for i := range columns[2] {
		columns[2][i] *= -1
	}
	if w, err = PCALoadingWeights(columns); err == nil || !strings.Contains(err.Error(), "column 3 has loading -0.919") || len(w.Opposed) != 1 || w.Opposed[0] != 2 {
		t.Errorf("a column against the others: %v, %v", w.Opposed, err)
	}
	if w, err = PCAWeights(columns); err != nil || math.Abs(w.Weights[2]-0.31289329837712687) > 1e-9 {
		t.Errorf("squared loadings of it: %v, %v", w.Weights, err)
	}
	if w, err = PCAWeights([][]float64{{1, nan, 2}}); err != nil || w.Weights[0] != 1 || w.N != 2 {
		t.Errorf("a single column: %v, %v", w, err)
	}
	if _, err = PCAWeights([][]float64{{1, 1, 1}, {1, 2, 3}}); err == nil {
		t.Error("a constant column passes")
	}
}

func benchmarkBoD(b *testing.B, limits BoD) {
	random := rand.New(rand.NewPCG(1, 2))
	columns := make([][]float64, 12)
	for k := range columns {
		for range 1500 {
			columns[k] = append(columns[k], 1+99*random.Float64())
		}
	}
	for b.Loop() {
		if _, err := BenefitOfDoubt(columns, limits); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBoDFree(b *testing.B)        { benchmarkBoD(b, BoD{}) }
func BenchmarkBoDAroundEqual(b *testing.B) { benchmarkBoD(b, AroundEqual(12, 0.5, false)) }
func BenchmarkBoDWeights(b *testing.B)     { benchmarkBoD(b, AroundEqual(12, 0.5, true)) }
