// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"fmt"
	"math"
	"testing"
)

// The worked example: five units, three groups' worth of questions.
var (
	gx     = []float64{20, 30, 40, 60, 90}
	gp     = []float64{5, 3, 1, 4, 2}
	ggroup = []string{"A", "A", "A", "B", "B"}
	gy     = []float64{3, 1, 2, 5, 4}
	glater = []float64{30, 38, 47, 66, 93}
)

func near(t *testing.T, name string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.15g, want %.15g (tolerance %g)", name, got, want, tol)
	}
}

func value(t *testing.T) func(v float64, err error) float64 {
	return func(v float64, err error) float64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestGoldenMeasures(t *testing.T) {
	must := value(t)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"mean", must(Mean(gx, nil)), 48},
		{"mean weighted", must(Mean(gx, gp)), 43.333333333333},
		{"gini", must(Gini(gx, nil)), 0.283333333333},
		{"gini corrected", must(GiniCorrected(gx)), 0.354166666667},
		{"gini weighted", must(Gini(gx, gp)), 0.299487179487},
		{"theil t", must(TheilT(gx, gp)), 0.147761846616},
		{"theil l", must(TheilL(gx, gp)), 0.152380124693},
		{"atkinson 0.5", must(Atkinson(gx, gp, 0.5)), 0.072907691619},
		{"atkinson 1", must(Atkinson(gx, gp, 1)), 0.141338179863},
		{"atkinson 2", must(Atkinson(gx, gp, 2)), 0.253800092123},
		{"ede 1", must(EDE(gx, gp, 1)), 43.333333333333 * (1 - 0.141338179863)},
		{"kolm 0.05", must(Kolm(gx, gp, 0.05)), 10.227111283699},
		{"cv weighted", must(CV(gx, gp)), 0.556829571411},
		{"cv", must(CV(gx, nil)), 0.517069735250},
		{"ge 2 is half the squared cv", must(GE2(gx, gp)), 0.556829571411 * 0.556829571411 / 2},
		{"p10", must(Quantile(gx, nil, 0.1)), 24},
		{"p90", must(Quantile(gx, nil, 0.9)), 78},
		{"p90p10", must(P90P10(gx, nil)), 3.25},
		{"p90 minus p10", must(P90MinusP10(gx, nil)), 54},
		{"p10 weighted", must(Quantile(gx, gp, 0.1)), 20},
		{"p90 weighted", must(Quantile(gx, gp, 0.9)), 90},
		{"p90p10 weighted", must(P90P10(gx, gp)), 4.5},
		{"lorenz 0.4", must(LorenzAt(gx, gp, 0.4)), 0.2},
		{"lorenz 0.9", must(LorenzAt(gx, gp, 0.9)), 0.792307692308},
		{"palma", must(Palma(gx, gp)), 1.038461538462},
		{"concentration", must(ConcentrationIndex(gx, gp, gy)), 0.198974358974},
		{"erreygers", must(Erreygers(gx, gp, gy, 0, 100)), 4 * 43.333333333333 / 100 * 0.198974358974},
		{"kakwani", must(Kakwani(gx, gp, gy)), 0.198974358974 - giniPairs(gy, gp)},
		{"sigma 0", must(Sigma(gx, nil)), 0.524237633789},
		{"sigma 1", must(Sigma(glater, nil)), 0.400439730269},
		// By hand: deviations from 48 are 28, 18, 8 below; 12, 42 above, over 2·240.
		{"hoover", must(Hoover(gx, nil)), 54.0 / 240},
		{"sd", must(SD([]float64{2, 4, 4, 4, 5, 5, 7, 9}, nil)), 2},
		// By hand: the richest fifth holds 90 of 240, the poorest 20.
		{"s80s20", must(S80S20(gx, nil)), 4.5},
		{"sigma trend", must(SigmaTrend([]float64{2020, 2022, 2024}, []float64{0.5, 0.4, 0.3})), -0.05},
		{"odds ratio", must(OddsRatio(0.75, 0.5)), 3},
	} {
		near(t, c.name, c.got, c.want, 1e-9)
	}
}

// giniPairs is the definition itself, over all pairs.
func giniPairs(x, w []float64) float64 {
	var sum, total, mean float64
	for i := range x {
		total += w[i]
		mean += w[i] * x[i]
		for j := range x {
			sum += w[i] * w[j] * math.Abs(x[i]-x[j])
		}
	}
	return sum / (2 * mean * total)
}

func TestGoldenDecomposition(t *testing.T) {
	d, err := TheilTByGroup(gx, gp, ggroup)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "T between", d.Between, 0.123023361175, 1e-9)
	near(t, "T within", d.Within, 0.024738485441, 1e-9)
	near(t, "T total", d.Total, 0.147761846616, 1e-9)
	a, b := d.Groups[0], d.Groups[1]
	if len(d.Groups) != 2 || a.Name != "A" || b.Name != "B" || a.N != 3 || b.N != 2 {
		t.Fatalf("groups = %+v", d.Groups)
	}
	// By hand: A has 9 of 15 people and 230 of 650 points.
	near(t, "A pop share", a.PopShare, 0.6, 1e-12)
	near(t, "A value share", a.ValueShare, 230.0/650, 1e-12)
	near(t, "B mean", b.Mean, 70, 1e-12)
	inside, err := TheilT(gx[3:], gp[3:])
	near(t, "B index", b.Index, value(t)(inside, err), 1e-12)

	if d, err = TheilLByGroup(gx, gp, ggroup); err != nil {
		t.Fatal(err)
	}
	near(t, "L between", d.Between, 0.125011226016, 1e-9)
	near(t, "L within", d.Within, 0.027368898677, 1e-9)
	share, err := d.BetweenShare()
	near(t, "L between share", value(t)(share, err), 0.125011226016/0.152380124693, 1e-9)

	if d, err = GiniByGroup(gx, gp, ggroup); err != nil {
		t.Fatal(err)
	}
	near(t, "gini overlap of groups that do not overlap", d.Overlap, 0, 1e-12)
	near(t, "gini between", d.Between, 0.6-230.0/650, 1e-12)
}

func TestGoldenConvergence(t *testing.T) {
	c, err := Converge(gx, glater, nil, 2)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "beta", c.Beta, -0.119235640010, 1e-9)
	near(t, "r2", *c.R2, 0.941349122341, 1e-9)
	near(t, "lambda", *c.Lambda, 0.136213696174, 1e-9)
	near(t, "half-life", *c.HalfLife, 5.088674634, 1e-9)
	near(t, "sigma 0", c.Sigma0, 0.524237633789, 1e-9)
	near(t, "sigma 1", c.Sigma1, 0.400439730269, 1e-9)
	if c.N != 5 || c.Excluded != 0 || *c.RobustSE <= 0 {
		t.Errorf("convergence = %+v", c)
	}
	// A line drawn by hand: growth 0.5 − 0.1 ln x0 over one year, exactly.
	x0 := []float64{1, math.E, math.E * math.E, 0}
	x1 := []float64{math.Exp(0.5), math.Exp(1.4), math.Exp(2.3), 7}
	if c, err = Converge(x0, x1, nil, 1); err != nil {
		t.Fatal(err)
	}
	near(t, "slope of a line", c.Beta, -0.1, 1e-12)
	near(t, "intercept of a line", c.Intercept, 0.5, 1e-12)
	near(t, "r2 of a line", *c.R2, 1, 1e-12)
	if c.N != 3 || c.Excluded != 1 {
		t.Errorf("n = %d, excluded = %d, want 3 and 1", c.N, c.Excluded)
	}
}

func TestGoldenRobustSE(t *testing.T) {
	// By hand: x −1, 0, 1, residuals 1, −2, 1 about slope 0: HC1 = √(3·2)/2.
	l, err := fitLine([]float64{-1, 0, 1}, []float64{1, -2, 1}, []float64{1. / 3, 1. / 3, 1. / 3})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "robust se", *l.robustSE, math.Sqrt(6)/2, 1e-12)
}

// Standard errors worked out apart from the code: without weights by the formula of Kakwani, Wagstaff and van Doorslaer, with weights and of Erreygers by
// derivatives to each weight taken numerically.
func TestGoldenConcentrationErrors(t *testing.T) {
	for _, c := range []struct {
		name         string
		w            []float64
		index, error float64
	}{
		{"communities", nil, 0.183333333333, 0.0468057616217}, {"residents", gp, 0.198974358974, 0.0441602911044},
	} {
		index, se, err := ConcentrationError(gx, c.w, gy)
		near(t, c.name, value(t)(index, err), c.index, 1e-9)
		near(t, c.name+" error", se, c.error, 1e-9)
	}
	for _, c := range []struct {
		w            []float64
		index, error float64
	}{{nil, 0.352, 0.118443235352}, {gp, 0.344888888889, 0.083061951524}} {
		index, se, err := ErreygersError(gx, c.w, gy, 0, 100)
		near(t, "erreygers", value(t)(index, err), c.index, 1e-9)
		near(t, "erreygers error", se, c.error, 1e-9)
	}
	if _, _, err := ConcentrationError([]float64{1}, nil, []float64{1}); !errors.Is(err, ErrUndefined) {
		t.Errorf("one unit: %v", err)
	}
}

// Read by hand: the poorest by y hold 30 and 40 of 240, and half of the third 20 more.
func TestConcentrationAt(t *testing.T) {
	for p, want := range map[float64]float64{0: 0, 0.2: 30.0 / 240, 0.4: 70.0 / 240, 0.5: 80.0 / 240, 1: 1} {
		got, err := ConcentrationAt(gx, nil, gy, p)
		near(t, fmt.Sprint("at ", p), value(t)(got, err), want, 1e-12)
	}
	if _, err := ConcentrationAt(gx, nil, gy, 1.5); err == nil {
		t.Error("a share of 1.5 has a point")
	}
}

func TestGoldenCurves(t *testing.T) {
	points, err := LorenzCurve([]float64{3, 1}, []float64{1, 3})
	if err != nil {
		t.Fatal(err)
	}
	want := []Point{{0, 0}, {0.75, 0.5}, {1, 1}}
	for i, p := range want {
		near(t, "lorenz p", points[i].P, p.P, 1e-12)
		near(t, "lorenz l", points[i].L, p.L, 1e-12)
	}
	points, err = ConcentrationCurve([]float64{1, 2, 5}, nil, []float64{9, 9, 1})
	if err != nil {
		t.Fatal(err)
	}
	if want = []Point{{0, 0}, {1.0 / 3, 5.0 / 8}, {1, 1}}; len(points) != len(want) {
		t.Fatalf("concentration curve = %v: ties are one step", points)
	}
	near(t, "concentration curve", points[1].L, 5.0/8, 1e-12)
}
