// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func closeTo(t testing.TB, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i := range got {
		if math.IsNaN(got[i]) != math.IsNaN(want[i]) || math.Abs(got[i]-want[i]) > tolerance {
			t.Errorf("%s: value %d is %.15g, want %.15g", what, i, got[i], want[i])
		}
	}
}

// Wanted values by numpy.average and scipy.stats.gmean, hmean, pmean with weights;
// OWA by numpy.interp through the cumulated order weights.
func TestMeanOf(t *testing.T) {
	x, w, equal := []float64{20, 30, 40, 60, 90}, []float64{5, 3, 1, 4, 2}, []float64{1, 1, 1, 1, 1}
	order := []float64{1, 2, 4, 2, 1}
	for _, c := range []struct {
		mean    Mean
		x, w    []float64
		want    float64
		refusal string
	}{
		{Mean{Kind: KindAMean}, x, w, 43.333333333333336, ""},
		{Mean{Kind: KindGMean}, x, w, 37.20867887258345, ""},
		{Mean{Kind: KindHMean}, x, w, 32.33532934131737, ""},
		{Mean{Kind: KindMin}, x, w, 20, ""},
		{Mean{Kind: KindMin}, x, []float64{0, 1, 1, 1, 1}, 30, ""},
		{Mean{Kind: KindGenMean, Power: 2}, x, w, 49.59838707054898, ""},
		{Mean{Kind: KindGenMean, Power: 0.5}, x, w, 40.17400002982868, ""},
		{Mean{Kind: KindGenMean, Power: -2}, x, w, 29.015907884310653, ""},
		{Mean{Kind: KindGenMean, Power: 3.5}, x, w, 57.44522842786736, ""},
		{Mean{Kind: KindGenMean, Power: 900}, []float64{1e300, 2e300}, []float64{1, 1}, 2e300 * math.Pow(0.5, 1.0/900), ""},
		{Mean{Kind: KindOWA, Order: order}, x, w, 40, ""},
		{Mean{Kind: KindOWA, Order: order}, x, equal, 45, ""},
		{Mean{Kind: KindOWA, Order: order}, []float64{20, nan, 30, 40, nan}, equal, 30, ""},
		{Mean{Kind: KindOWA, Order: []float64{0, 0, 1}}, []float64{3, 1, 2}, []float64{1, 1, 1}, 1, ""},
		{Mean{Kind: KindHMean}, []float64{nan, 2, 6}, []float64{9, 1, 1}, 3, ""},
		{Mean{Kind: KindGMean}, []float64{0, nan, 8, 2}, []float64{0, 5, 1, 1}, 4, ""}, // a 0 of weight 0 takes no part
		{Mean{Kind: KindAMean}, []float64{nan, nan}, []float64{1, 1}, nan, ""},
		{Mean{Kind: KindAMean}, []float64{1, nan}, []float64{0, 1}, nan, ""},
		{Mean{Kind: KindHMean}, []float64{1, 0}, []float64{1, 1}, 0, "hmean: needs values above 0, got 0"},
		{Mean{Kind: KindGMean}, []float64{1, -2}, []float64{1, 1}, 0, "gmean: needs values above 0, got -2"},
		{Mean{Kind: KindGenMean, Power: 2}, []float64{1, -2}, []float64{1, 1}, 0, "needs values of 0 or more"},
		{Mean{Kind: KindGenMean, Power: nan}, x, w, 0, "not a number"},
		{Mean{Kind: KindMPI}, []float64{-1, 1}, []float64{1, 1}, 0, "needs a mean above 0"},
		{Mean{Kind: KindOWA}, x, w, 0, "at least one above 0"},
		{Mean{Kind: KindAMean}, x, []float64{1}, 0, "5 values for 1 weights"},
		{Mean{Kind: KindAMean}, []float64{1}, []float64{-1}, 0, "weight -1"},
		{Mean{Kind: "mean"}, x, w, 0, `no mean is called "mean"`},
	} {
		got, err := MeanOf(c.mean, c.x, c.w)
		if c.refusal != "" {
			if err == nil || !strings.Contains(err.Error(), c.refusal) {
				t.Errorf("%+v of %v: error %v, want %q", c.mean, c.x, err, c.refusal)
			}
			continue
		}
		if err != nil {
			t.Errorf("%+v of %v: %v", c.mean, c.x, err)
		} else if !same(got, c.want) && math.Abs(got/c.want-1) > 1e-12 {
			t.Errorf("%+v of %v is %.15g, want %.15g", c.mean, c.x, got, c.want)
		}
	}
}

// Wanted by numpy from the definition (population standard deviations).
func TestMazziottaPareto(t *testing.T) {
	columns := [][]float64{{20, 30, 40, 60, 90}, {1, 9, 4, 4, 2}, {0.5, 0.1, 0.9, 0.4, 0.3}}
	z, err := StandardiseMPI(columns, []Direction{Positive, Positive, Negative})
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "standardised", z[2], []float64{97.73866491566677, 112.81423214455495, 82.66309768677858, 101.50755672288882, 105.27644853011086}, 1e-9)
	for minus, want := range map[bool][]float64{
		true:  {91.66982845040218, 106.7919443718658, 92.53806087711287, 102.07420866893385, 104.0529182649751},
		false: {92.04683799470536, 109.00721010885208, 93.75514301000517, 102.15412100242689, 105.90972725072074},
	} {
		got := make([]float64, 5)
		for i := range got {
			if got[i], err = MeanOf(Mean{Kind: KindMPI, Minus: minus}, []float64{z[0][i], z[1][i], z[2][i]}, []float64{1, 1, 1}); err != nil {
				t.Fatal(err)
			}
		}
		closeTo(t, "mpi", got, want, 1e-9)
	}
	if _, err := StandardiseMPI([][]float64{{1, 1, nan}, {nan, nan, nan}}, []Direction{1, 0}); err == nil ||
		!strings.Contains(err.Error(), "column 1") || !strings.Contains(err.Error(), "column 2") {
		t.Errorf("constant column and direction 0: %v", err)
	}
}

// Three units in two years; the mean of 2020 is the reference and scores 100.
// Wanted by numpy from the definition.
func TestAMPI(t *testing.T) {
	years := []int{2020, 2020, 2020, 2025, 2025, 2025}
	var rescaled [2][]float64
	for k, c := range []struct {
		column    []float64
		direction Direction
		want      []float64
	}{
		{[]float64{10, 20, 30, 12, 26, 40}, Positive, []float64{80, 100, 120, 84, 112, 140}},
		{[]float64{5, 4, 1, 4, 3, 2}, Negative, []float64{75, 90, 135, 90, 105, 120}},
	} {
		reference, err := Reference(c.column, years, 2020)
		if err != nil {
			t.Fatal(err)
		}
		g, err := NewAMPIGoalposts(c.column, reference, c.direction)
		if err != nil {
			t.Fatal(err)
		}
		if rescaled[k], err = RescaleAMPI(c.column, g); err != nil {
			t.Fatal(err)
		}
		closeTo(t, "rescaled", rescaled[k], c.want, 1e-9)
	}
	got := make([]float64, 6)
	for i := range got {
		var err error
		if got[i], err = MeanOf(Mean{Kind: KindAMPI, Minus: true}, []float64{rescaled[0][i], rescaled[1][i]}, []float64{1, 1}); err != nil {
			t.Fatal(err)
		}
	}
	closeTo(t, "ampi", got, []float64{77.41935483870968, 94.73684210526316, 127.05882352941177, 86.89655172413794, 108.38709677419355, 129.23076923076923}, 1e-9)
	if _, err := Reference([]float64{1, nan}, []int{2020, 2021}, 2021); err == nil {
		t.Error("a year without values has a reference")
	}
	if _, err := NewAMPIGoalposts([]float64{2, 2}, 2, Positive); err == nil {
		t.Error("a constant column has goalposts")
	}
}

// Every mean lies between the smallest and the largest value, does not depend on
// the order of children, and rises with the power.
func TestMeansStayInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "n")
		x, w, o := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range x {
			x[i] = rapid.Float64Range(0.5, 100).Draw(t, "x")
			w[i] = rapid.Float64Range(0.1, 5).Draw(t, "w")
			o[i] = rapid.Float64Range(0.1, 5).Draw(t, "o")
		}
		turn := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Perm(n)
		tx, tw := make([]float64, n), make([]float64, n)
		for i, k := range turn {
			tx[i], tw[i] = x[k], w[k]
		}
		last := math.Inf(-1)
		for _, m := range []Mean{
			{Kind: KindMin},
			{Kind: KindGenMean, Power: -3},
			{Kind: KindHMean},
			{Kind: KindGMean},
			{Kind: KindGenMean, Power: 0.5},
			{Kind: KindAMean},
			{Kind: KindGenMean, Power: 2},
			{Kind: KindGenMean, Power: math.Inf(1)},
			{Kind: KindOWA, Order: o},
		} {
			v, err := MeanOf(m, x, w)
			if err != nil {
				t.Fatal(err)
			}
			if v < slices.Min(x)-1e-9 || v > slices.Max(x)+1e-9 {
				t.Fatalf("%+v of %v is %v", m, x, v)
			}
			if turned, _ := MeanOf(m, tx, tw); math.Abs(turned-v) > 1e-9 {
				t.Fatalf("%+v depends on the order of children: %v, %v", m, v, turned)
			}
			if m.Kind != KindOWA {
				if v < last-1e-9 {
					t.Fatalf("%+v of %v is %v, below %v", m, x, v, last)
				}
				last = v
			}
		}
		minus, _ := MeanOf(Mean{Kind: KindMPI, Minus: true}, x, w)
		plus, _ := MeanOf(Mean{Kind: KindMPI}, x, w)
		if mean, _ := MeanOf(Mean{Kind: KindAMean}, x, w); minus > mean+1e-9 || plus < mean-1e-9 || math.Abs(minus+plus-2*mean) > 1e-9 {
			t.Fatalf("mpi %v, %v around %v", minus, plus, mean)
		}
	})
}

// Six units, four children, three cells missing; wanted by numpy from the definition.
func TestCopeland(t *testing.T) {
	columns := [][]float64{{3, 1, 2, 2, 5, 4}, {1, 1, 4, 2, 3, 6}, {2, 9, 2, 7, nan, 1}, {5, 5, 5, nan, nan, 2}}
	weights := []float64{1, 2, 1.5, 0.5}
	scores, err := Copeland(columns, weights)
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "copeland", scores, []float64{-5, -3, 3, -1, 1, 5}, 0)
	o, err := Outranking(columns, weights)
	if err != nil {
		t.Fatal(err)
	}
	closeTo(t, "outranking of the first", o[0], []float64{0.5, 0.45, 0.4, 2.0 / 9, 0, 0.4}, 1e-12)
	closeTo(t, "outranking of the third", o[2], []float64{0.6, 0.65, 0.5, 5.0 / 9, 2.0 / 3, 0.4}, 1e-12)

	// 0.1 + 0.2 is not 0.3 in binary: the pair is even all the same.
	if scores, _ = Copeland([][]float64{{1, 0}, {1, 0}, {0, 1}}, []float64{0.1, 0.2, 0.3}); scores[0] != 0 || scores[1] != 0 {
		t.Errorf("an even pair scores %v", scores)
	}
	if scores, _ = Copeland([][]float64{{1, nan, nan}, {nan, 2, nan}}, []float64{1, 1}); scores[0] != 0 || scores[1] != 0 || !math.IsNaN(scores[2]) {
		t.Errorf("units without a common child score %v", scores)
	}
	for _, bad := range []func() ([]float64, error){
		func() ([]float64, error) { return Copeland([][]float64{{1}}, nil) },
		func() ([]float64, error) { return Copeland([][]float64{{1}, {1, 2}}, []float64{1, 1}) },
		func() ([]float64, error) { return Copeland([][]float64{{1}}, []float64{-1}) },
	} {
		if _, err := bad(); err == nil {
			t.Error("wrong input passes")
		}
	}
}

// The packed ranks say what the definition says, whatever is missing, tied or wide.
func TestCopelandAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(1, 12).Draw(t, "n"), rapid.IntRange(1, 9).Draw(t, "m")
		columns, weights := make([][]float64, m), make([]float64, m)
		gaps := rapid.Bool().Draw(t, "gaps")
		for k := range columns {
			weights[k] = rapid.SampledFrom([]float64{0, 0.1, 0.2, 0.3, 1, 2.5}).Draw(t, "w")
			for range n {
				v := float64(rapid.IntRange(-1, 4).Draw(t, "v"))
				if v < 0 && gaps {
					v = nan
				}
				columns[k] = append(columns[k], v)
			}
		}
		got, err := Copeland(columns, weights)
		if err != nil {
			t.Fatal(err)
		}
		if slices.Max(weights) > 0 {
			if wide := copelandWide(columns, weights, n); !slices.EqualFunc(got, wide, same) {
				t.Fatalf("packed %v, by pairs %v", got, wide)
			}
		}
		sum := 0.0
		for i, v := range got {
			if math.IsNaN(v) {
				continue
			}
			sum += v
			o, _ := Outranking(columns, weights)
			want := 0.0
			for j := range o {
				if math.Abs(o[i][j]-0.5) > 1e-12 {
					want += math.Copysign(1, o[i][j]-0.5)
				}
			}
			if v != want {
				t.Fatalf("unit %d scores %v, want %v", i, v, want)
			}
		}
		if sum != 0 {
			t.Fatalf("scores add to %v", sum)
		}
	})
}

func BenchmarkCopeland1500x12(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	columns, weights := make([][]float64, 12), make([]float64, 12)
	for k := range columns {
		weights[k] = 0.5 + random.Float64()
		for range 1500 {
			columns[k] = append(columns[k], random.Float64())
		}
	}
	for b.Loop() {
		if _, err := Copeland(columns, weights); err != nil {
			b.Fatal(err)
		}
	}
}
