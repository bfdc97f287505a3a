// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestRefusals(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name string
		err  error
		rows []int
		says string
	}{
		{"negative", second(Gini([]float64{1, -2, 3, -4}, nil)), []int{1, 3}, "row 2, 4 (counted from 1): negative value"},
		{"missing", second(Mean([]float64{1, nan}, nil)), []int{1}, "missing"},
		{"infinite", second(TheilT([]float64{inf, 1}, nil)), []int{0}, "infinite"},
		{"negative weight", second(SD([]float64{1, 2}, []float64{1, -1})), []int{1}, "negative weight"},
		{"missing weight", second(SD([]float64{1, 2}, []float64{nan, 1})), []int{0}, "weight is missing"},
		{"zero in a log", second(TheilL([]float64{0, 1}, nil)), []int{0}, "drop zeros"},
		{"zero, aversion 1", second(Atkinson([]float64{1, 0}, nil, 1)), []int{1}, "logarithm"},
		{"rank value", second(ConcentrationIndex([]float64{1, 2}, nil, []float64{1, nan})), []int{1}, "rank value"},
		{"out of bounds", second(Erreygers([]float64{1, 200}, nil, []float64{1, 2}, 0, 100)), []int{1}, "bounds"},
		{"negative start", secondOf(Converge([]float64{1, -1}, []float64{1, 1}, nil, 1)), []int{1}, "row 2"},
		{"no group", secondOf(TheilTByGroup([]float64{1, 2}, nil, []string{"a", ""})), []int{1}, "no group"},
		{"no values", second(Gini(nil, nil)), nil, "at least one"},
		{"short weights", second(Gini([]float64{1, 2}, []float64{1})), nil, "2 values but 1 weights"},
		{"no weight at all", second(Gini([]float64{1, 2}, []float64{0, 0})), nil, "all weights are 0"},
		{"epsilon", second(Atkinson(gx, nil, -1)), nil, "epsilon -1"},
		{"epsilon of EDE", second(EDE(gx, nil, nan)), nil, "epsilon NaN"},
		{"alpha", second(Kolm(gx, nil, 0)), nil, "alpha 0"},
		{"quantile", second(Quantile(gx, nil, 1.5)), nil, "quantile 1.5"},
		{"lorenz", second(LorenzAt(gx, nil, nan)), nil, "lorenz at NaN"},
		{"years", secondOf(Converge(gx, glater, nil, 0)), nil, "0 years"},
		{"overflow", second(Mean([]float64{1.7e308, -1.7e308, -1.7e308}, nil)), nil, "change their unit"},
	} {
		if c.err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		if !strings.Contains(c.err.Error(), c.says) {
			t.Errorf("%s: %q does not say %q", c.name, c.err, c.says)
		}
		var rows *RowError
		if errors.As(c.err, &rows) != (c.rows != nil) || rows != nil && !slices.Equal(rows.Rows, c.rows) {
			t.Errorf("%s: rows of %v, want %v", c.name, c.err, c.rows)
		}
		if errors.Is(c.err, ErrUndefined) {
			t.Errorf("%s: bad input is not ErrUndefined", c.name)
		}
	}
}

func second(_ float64, err error) error { return err }

func secondOf[T any](_ T, err error) error { return err }

func TestUndefined(t *testing.T) {
	for name, err := range map[string]error{
		"gini of zeros":           second(Gini([]float64{0, 0}, nil)),
		"ratio to a zero":         second(P90P10([]float64{0, 0, 0, 5}, nil)),
		"palma":                   second(Palma([]float64{0, 0, 0, 5}, nil)),
		"s80s20":                  second(S80S20([]float64{0, 0, 5}, nil)),
		"correction of one":       second(GiniCorrected([]float64{3})),
		"correction with weights": second(byName("gini_corrected").Of(gx, gp)),
		"one pair":                secondOf(Converge([]float64{1, 0}, []float64{2, 3}, nil, 1)),
		"equal starts":            secondOf(Converge([]float64{2, 2}, []float64{3, 4}, nil, 1)),
		"odds":                    second(OddsRatio(0.5, 0)),
		"between share":           second(Decomposition{}.BetweenShare()),
	} {
		if !errors.Is(err, ErrUndefined) {
			t.Errorf("%s: error %v, want ErrUndefined", name, err)
		}
	}
}

func TestZerosWhereTheyHaveMeaning(t *testing.T) {
	must := value(t)
	x := []float64{0, 0, 0, 8}
	near(t, "one holds all: theil t", must(TheilT(x, nil)), math.Log(4), 1e-12)
	near(t, "one holds all: gini", must(Gini(x, nil)), 0.75, 1e-12)
	near(t, "one holds all: corrected", must(GiniCorrected(x)), 1, 1e-12)
	near(t, "one holds all: hoover", must(Hoover(x, nil)), 0.75, 1e-12)
	// (¼·√4)² = ¼ is left of the mean.
	near(t, "one holds all: atkinson ½", must(Atkinson(x, nil, 0.5)), 0.75, 1e-12)
	near(t, "a unit of weight 0 takes no part", must(Gini([]float64{1, 1, 99}, []float64{2, 1, 0})), 0, 0)
	d, err := TheilTByGroup([]float64{0, 0, 4, 4}, nil, []string{"a", "a", "b", "b"})
	if err != nil || d.Groups[0].Index != 0 {
		t.Fatalf("a group of zeros: %+v, %v", d, err)
	}
	near(t, "all of it is between", d.Between, math.Log(2), 1e-12)
}

func TestZerosRule(t *testing.T) {
	x, w := []float64{0, 0.05, 3}, []float64{1, 2, 3}
	xs, ws, n, err := Zeros{}.Apply(x, w)
	if err != nil || n != 1 || !slices.Equal(xs, []float64{0.05, 3}) || !slices.Equal(ws, []float64{2, 3}) {
		t.Errorf("drop: %v %v %d %v", xs, ws, n, err)
	}
	xs, ws, n, err = Zeros{Floor: 0.1}.Apply(x, nil)
	if err != nil || n != 2 || !slices.Equal(xs, []float64{0.1, 0.1, 3}) || ws != nil {
		t.Errorf("floor: %v %v %d %v", xs, ws, n, err)
	}
	if x[0] != 0 {
		t.Error("the caller's slice has changed")
	}
	if _, _, n, err = (Zeros{}).Apply([]float64{0, 0}, nil); !errors.Is(err, ErrUndefined) || n != 2 {
		t.Errorf("all zeros: %d %v", n, err)
	}
	if _, _, _, err = (Zeros{Floor: -1}).Apply(x, nil); err == nil {
		t.Error("a negative floor was taken")
	}
}

func TestNearlyEqualValuesKeepTheirDigits(t *testing.T) {
	must := value(t)
	// For x = 1 ± h: T = L = h²/2 and Gini = h/2 to first order.
	const h = 1e-7
	x := []float64{1 - h, 1 + h}
	near(t, "theil t", must(TheilT(x, nil))/(h*h/2), 1, 1e-3)
	near(t, "theil l", must(TheilL(x, nil))/(h*h/2), 1, 1e-3)
	near(t, "gini", must(Gini(x, nil))/(h/2), 1, 1e-6)
	near(t, "atkinson next to 1", must(Atkinson(gx, gp, 1+1e-11)), 0.141338179863, 1e-9)
	near(t, "atkinson just below 1", must(Atkinson(gx, gp, 1-1e-11)), 0.141338179863, 1e-9)
	near(t, "atkinson 500 nears 1 − min/μ", must(Atkinson([]float64{1, 1e-3}, nil, 500)), 1-1e-3/0.5005, 1e-5)
}

func TestStepQuantileForgivesRounding(t *testing.T) {
	x, w := make([]float64, 10), make([]float64, 10)
	for i := range x {
		x[i], w[i] = float64(i+1), 0.1
	}
	for q := 1; q <= 10; q++ {
		got, err := Quantile(x, w, float64(q)/10)
		if err != nil || got != float64(q) {
			t.Errorf("quantile %d/10 = %v, %v", q, got, err)
		}
	}
}

// TestPalmaOfPoorestWithNothing: ten of 25 units have nothing and are the poorest 40 %, though ten times 1/25 is a little less in floats.
func TestPalmaOfPoorestWithNothing(t *testing.T) {
	x := make([]float64, 25)
	for i := 10; i < 25; i++ {
		x[i] = float64(i)
	}
	if v, err := Palma(x, nil); !errors.Is(err, ErrUndefined) {
		t.Errorf("palma %v, error %v: the poorest 40 %% hold nothing", v, err)
	}
}

func TestDivergenceHasNoHalfLife(t *testing.T) {
	c, err := Converge([]float64{1, 10}, []float64{1, 20}, nil, 1)
	if err != nil || c.Beta <= 0 || c.Lambda == nil || *c.Lambda >= 0 || c.HalfLife != nil || c.RobustSE != nil {
		t.Errorf("divergence: %+v, %v", c, err)
	}
	// Overshooting: the poor pass the rich within the period.
	c, err = Converge([]float64{1, 10}, []float64{10, 1}, nil, 1)
	if err != nil || c.Lambda != nil || c.HalfLife != nil {
		t.Errorf("overshooting: %+v, %v", c, err)
	}
	if c, err = Converge([]float64{1, 2, 4}, []float64{2, 4, 8}, nil, 1); err != nil || c.R2 != nil && *c.R2 > 1 {
		t.Errorf("equal growth: %+v, %v", c, err)
	}
}

func TestMeanGap(t *testing.T) {
	g, err := MeanGap([]float64{60, 80}, []float64{1, 3}, []float64{50}, nil)
	if err != nil || g.MeanA != 75 || g.Difference != 25 || *g.Ratio != 1.5 {
		t.Errorf("gap: %+v, %v", g, err)
	}
	if g, err = MeanGap([]float64{1}, nil, []float64{0}, nil); err != nil || g.Ratio != nil {
		t.Errorf("ratio to 0: %+v, %v", g, err)
	}
}

func TestBootstrapIsSeeded(t *testing.T) {
	b := Bootstrap{Replicates: 400, Seed: 42}
	ms := Measures()
	first, err := b.Measures(gx, gp, ms)
	if err != nil {
		t.Fatal(err)
	}
	again, err := b.Measures(gx, gp, ms)
	if err != nil {
		t.Fatal(err)
	}
	b.Seed = 43
	other, err := b.Measures(gx, gp, ms)
	if err != nil {
		t.Fatal(err)
	}
	same := true
	for k, m := range ms {
		if m.Name == "gini_corrected" {
			if first[k] != nil {
				t.Error("gini_corrected has an interval with weights")
			}
			continue
		}
		if *first[k] != *again[k] {
			t.Errorf("%s: %v and %v with one seed", m.Name, *first[k], *again[k])
		}
		same = same && *first[k] == *other[k]
		v, err := m.Of(gx, gp)
		if err != nil || first[k].Low > first[k].High || m.Name == "mean" && (v < first[k].Low || v > first[k].High) {
			t.Errorf("%s = %v in %v, %v", m.Name, v, *first[k], err)
		}
	}
	if same {
		t.Error("the seed changes nothing")
	}
}

func TestBootstrapOfTheMeanIsRight(t *testing.T) {
	// n = 100 of 0 and 1 half and half: SE of the mean is 0.05, so ±0.098.
	x := make([]float64, 100)
	for i := range x {
		x[i] = float64(i % 2)
	}
	got, err := Bootstrap{Replicates: 4000, Seed: 1}.Interval([]int{100}, func(rows [][]int) (float64, error) {
		sum := 0.0
		for _, r := range rows[0] {
			sum += x[r]
		}
		return sum / 100, nil
	})
	if err != nil || got.Used != 4000 {
		t.Fatal(got, err)
	}
	near(t, "low", got.Low, 0.402, 0.015)
	near(t, "high", got.High, 0.598, 0.015)
}

func TestBootstrapStrata(t *testing.T) {
	b := Bootstrap{Replicates: 50, Seed: 1}
	odd, even := 0, 0
	_, err := b.Interval([]int{3, 2}, func(rows [][]int) (float64, error) {
		if len(rows[0]) != 3 || len(rows[1]) != 2 || slices.Max(rows[1]) > 1 {
			t.Fatalf("rows = %v", rows)
		}
		if odd++; odd%2 == 1 {
			return 0, ErrUndefined
		}
		even++
		return 1, nil
	})
	if err != nil || even != 25 {
		t.Errorf("half undefined: %v", err)
	}
	if _, err = b.Interval([]int{1}, func([][]int) (float64, error) { return 0, ErrUndefined }); !errors.Is(err, ErrUndefined) {
		t.Errorf("all undefined: %v", err)
	}
	stop := errors.New("stop")
	if _, err = b.Interval([]int{1}, func([][]int) (float64, error) { return 0, stop }); !errors.Is(err, stop) {
		t.Errorf("other errors end it: %v", err)
	}
	for _, bad := range []Bootstrap{{}, {Replicates: 10, Level: 1}, {Replicates: 10, Level: math.NaN()}} {
		if _, err := bad.Measures(gx, nil, Measures()); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}

func BenchmarkBootstrapMeasures(b *testing.B) {
	x := make([]float64, 1469)
	for i := range x {
		x[i] = 1 + float64(i*7919%1000)/10
	}
	for b.Loop() {
		if _, err := (Bootstrap{Replicates: 100, Seed: 1}).Measures(x, nil, Measures()); err != nil {
			b.Fatal(err)
		}
	}
}
