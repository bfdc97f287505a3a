// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"math"
	"testing"
)

var na = math.NaN()

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > tolerance*max(1, math.Abs(want)) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

// The specification's golden vectors (section 10).
func TestSpecification(t *testing.T) {
	low, high := Wilson(42, 60, Z95)
	near(t, "Wilson 42/60 low", low, 0.574912919505, 1e-9)
	near(t, "Wilson 42/60 high", high, 0.801018339282, 1e-9)
	low, high = Wilson(0, 20, Z95)
	if low != 0 {
		t.Errorf("Wilson 0/20 low = %g", low)
	}
	near(t, "Wilson 0/20 high", high, 0.161125160185, 1e-9)
	alpha, n := Alpha(items)
	near(t, "alpha", alpha, 0.888461538462, 1e-9)
	if n != 6 {
		t.Errorf("alpha over %d rows", n)
	}
	x := []float64{20, 30, 40, 60, 90}
	near(t, "P10", Quantile(x, 0.1), 24, 1e-12)
	near(t, "P90", Quantile(x, 0.9), 78, 1e-12)
}

var items = [][]float64{{4, 3, 5, 2, 4, 5}, {5, 3, 5, 3, 4, 4}, {4, 4, 5, 2, 3, 5}}

// Gaps: pairwise is pandas 3.1.1 cov() into the formula and pingouin 0.6.1
// cronbach_alpha(nan_policy="pairwise"), complete its "listwise".
func TestAlphaWithGaps(t *testing.T) {
	gaps := [][]float64{{4, 3, 5, 2, 4, 5}, {5, na, 5, 3, 4, 4}, {4, 4, 5, 2, na, 5}}
	alpha, n := Alpha(gaps)
	near(t, "pairwise", alpha, 0.968543046357616, 1e-12)
	whole, m := AlphaComplete(gaps)
	near(t, "complete", whole, 0.9290322580645162, 1e-12)
	if n != 6 || m != 4 {
		t.Errorf("rows %d and %d, want 6 and 4", n, m)
	}
}

// The sample of the documentation of Excel's SKEW and KURT, which give
// 0.359543071 and −0.151799637.
func TestMoments(t *testing.T) {
	s := Describe([]float64{3, 4, 5, na, 2, 3, 4, 5, 6, 4, 7, na})
	near(t, "skew", s.Skew, 0.359543071, 1e-8)
	near(t, "kurt", s.Kurt, -0.151799637, 1e-8)
	near(t, "mean", s.Mean, 4.3, 1e-12)
	near(t, "sd", s.SD, math.Sqrt(20.1/9), 1e-12)
	if s.N != 10 || s.Missing != 2 || s.Unique != 6 || s.Min != 2 || s.Max != 7 || s.Median != 4 || s.Q25 != 3.25 || s.Q75 != 5 {
		t.Errorf("summary %+v", s)
	}
	near(t, "q05", s.Q05, 2.45, 1e-12)
	near(t, "q95", s.Q95, 6.55, 1e-12)
}

// Anscombe's first set (The American Statistician 1973, 27:17) and the IQ and
// television sample known from texts on rank correlation (ρ = −29/165); p-values
// and the tied sample: scipy 1.17.1 pearsonr, spearmanr, kendalltau.
func TestCorrelations(t *testing.T) {
	x := []float64{10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5}
	y := []float64{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68}
	iq := []float64{106, 86, 100, 101, 99, 103, 97, 113, 112, 110}
	tv := []float64{7, 0, 27, 50, 28, 29, 20, 12, 6, 17}
	a := []float64{12, 2, 1, 12, na, 2, 3, 7, 7, 5, 9, 4}
	b := []float64{1, 4, 7, 1, 8, 0, 5, 2, 5, 3, 3, na}
	var long, wave []float64
	for i := range 40 {
		long, wave = append(long, float64(i)), append(wave, float64(i*7%13))
	}
	for _, c := range []struct {
		name string
		got  Correlation
		r, p float64
		n    int
	}{
		{"Pearson, Anscombe", Pearson(x, y), 0.8164205163448395, 0.0021696288730788152, 11},
		{"Pearson, IQ", Pearson(iq, tv), -0.03760147384687594, 0.9178629727717286, 10},
		{"Spearman, IQ", Spearman(iq, tv), -29. / 165, 0.6271883447764846, 10},
		{"Kendall, IQ, exact", Kendall(iq, tv), -1. / 9, 0.7274895282186948, 10},
		{"Pearson, ties", Pearson(a, b), -0.5111043545379566, 0.13109260720879568, 10},
		{"Spearman, ties", Spearman(a, b), -0.47222222222222227, 0.1681798470812147, 10},
		{"Kendall, ties", Kendall(a, b), -0.42857142857142855, 0.09921475979847565, 10},
		{"Kendall, 40 pairs", Kendall(long, wave), 0.0948979900620853, 0.3998498891717138, 40},
	} {
		near(t, c.name+" r", c.got.R, c.r, 1e-12)
		near(t, c.name+" p", c.got.P, c.p, 1e-10)
		if c.got.N != c.n {
			t.Errorf("%s: n = %d", c.name, c.got.N)
		}
	}
}

// Longley's economy of the United States (JASA 1967, 62:819), as NIST certifies
// it, columns total employment, deflator, GNP, unemployed, armed forces,
// population, year.
var longley = [][]float64{
	{60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551},
	{83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9},
	{234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601, 518173, 554894},
	{2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007},
	{1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827},
	{107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368, 127852, 130081},
	{1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962},
}

// KMO and Bartlett: factor_analyzer 0.5.1 calculate_kmo and
// calculate_bartlett_sphericity; components: numpy 2.4.6 eigh of corrcoef.
func TestFactors(t *testing.T) {
	r := Correlations(longley)
	overall, each := KMO(r)
	near(t, "KMO", overall, 0.6185938066853286, 1e-7) // the matrix is close to singular: its inverse holds 9 digits
	for i, want := range []float64{0.6644478834869455, 0.8104809786995738, 0.6418775416083756, 0.37701407240899454, 0.2742557871942284, 0.7904082934293537, 0.6156194656212897} {
		near(t, "KMO of one", each[i], want, 1e-7)
	}
	chi2, df, p := Bartlett(r, 16)
	near(t, "Bartlett", chi2, 276.4565147446554, 1e-8)
	if df != 21 || math.Abs(p/1.9065226500536922e-46-1) > 1e-5 {
		t.Errorf("Bartlett df %d, p %g", df, p)
	}
	c, err := PCA(longley)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{5.533067678506068, 1.1875546442956821, 0.2522163112668704, 0.015238522002139737, 0.010636264559147516, 0.001027941338339133, 0.0002586380317503322} {
		near(t, "eigenvalue", c.Values[i], want, 1e-12)
		near(t, "share", c.Shares[i], want/7, 1e-12)
	}
	for j, want := range []float64{0.9708258521595498, 0.9939560614399164, 0.9956505641525081, 0.6566348770930288, 0.4439408630284815, 0.9922956714968287, 0.9991959737516957} {
		near(t, "loading on the first", c.Loadings[0][j], want, 1e-10)
	}
	for j, want := range []float64{0.10090454896825371, 0.03630478376688904, 0.03273505638886437, -0.6726595366531939, 0.8462589246476877, -0.07545552849452361, -0.02578252267169129} {
		near(t, "loading on the second", c.Loadings[1][j], want, 1e-10)
	}
	if c.N != 16 {
		t.Errorf("rows %d", c.N)
	}
}

// A matrix made of one factor gives its loadings back; the other is statsmodels
// 0.15.0 Factor(method="pa", smc=True).
func TestOmega(t *testing.T) {
	made := []float64{0.9, 0.8, 0.7, 0.6}
	r := square(4)
	for i, a := range made {
		for j, b := range made {
			r[i][j] = a * b
		}
		r[i][i] = 1
	}
	near(t, "omega of one factor", OmegaOf(r), 9./(9+0.19+0.36+0.51+0.64), 1e-7)
	r = [][]float64{{1, .6, .5, .4}, {.6, 1, .45, .35}, {.5, .45, 1, .3}, {.4, .35, .3, 1}}
	near(t, "omega", OmegaOf(r), 0.7627748715260355, 1e-7)
	if v := Omega(items); !math.IsNaN(v) { // the first loading goes to 1.07
		t.Errorf("omega of a Heywood case = %g", v)
	}
}

// The fifteen p-values of Benjamini and Hochberg's example (JRSS B 1995, 57:295):
// four are rejected at 0.05. Adjusted by scipy 1.17.1 false_discovery_control.
func TestBenjaminiHochberg(t *testing.T) {
	got := BenjaminiHochberg([]float64{.0459, .0001, .0004, na, .0019, .0095, .0201, .0278, .0298, .0344, .3240, .4262, .5719, .6528, .7590, 1})
	want := []float64{.0765, .0015, .003, na, .0095, .035625, .0603, 0.06385714285714286, 0.06385714285714286, .0645, .486, 0.5811818181818181, 0.714875, 0.7532307692307693, 0.8132142857142857, 1}
	rejected := 0
	for i, w := range want {
		near(t, "adjusted", got[i], w, 1e-12)
		if got[i] <= 0.05 {
			rejected++
		}
	}
	if rejected != 4 {
		t.Errorf("%d rejected", rejected)
	}
}

// The test vectors of FNV-1 by its authors (RFC 9923, appendix C).
func TestSeed(t *testing.T) {
	for text, want := range map[string]uint64{"": 0xcbf29ce484222325, "a": 0xaf63bd4c8601b7be, "foobar": 0x340d8765a4dda9c2} {
		if got := SeedOf(text); got != want {
			t.Errorf("Seed(%q) = %#x, want %#x", text, got, want)
		}
	}
	if SeedOf("2024", "UA05", "S") != SeedOf("2024|UA05|S") || SeedOf("a", "b") == SeedOf("b", "a") {
		t.Error("parts are not joined by |")
	}
}

// Newcombe 1998, table II: 56/70 − 48/80 by method 10, and 9/10 − 3/10, 0/10 − 0/20.
func TestShareGap(t *testing.T) {
	for _, c := range []struct{ a, m, b, n, low, high float64 }{{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090}, {0, 10, 0, 20, -0.1611, 0.2775}} {
		low, high := ShareGap(c.a/c.m, c.m, c.b/c.n, c.n, Z95)
		if math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%g/%g − %g/%g: %.4f … %.4f, published %g … %g", c.a, c.m, c.b, c.n, low, high, c.low, c.high)
		}
	}
}

// The Physicians' Health Study as A. Agresti prints it (Categorical Data Analysis, 2nd ed., tables 2.3 and 3.1): heart attacks of 189 of 11,034 on
// placebo and 104 of 11,037 on aspirin, odds ratio 1.832, 1.44 to 2.33; ½ more in each count moves no second decimal but the last. And by hand, where a
// count is 0: ln (0.5·5.5/(10.5·5.5)) ± z √(1/0.5 + 1/10.5 + 2/5.5).
func TestOddsRatio(t *testing.T) {
	low, high := OddsRatio(189, 11034, 104, 11037, Z95)
	if math.Abs(low-1.44) > 0.006 || math.Abs(high-2.33) > 0.006 {
		t.Errorf("%.4f … %.4f, published 1.44 … 2.33", low, high)
	}
	low, high = OddsRatio(0, 10, 5, 10, Z95)
	if half := Z95 * math.Sqrt(2+1/10.5+2/5.5); math.Abs(low-math.Exp(-half)/21) > 1e-12 || math.Abs(high-math.Exp(half)/21) > 1e-12 {
		t.Errorf("%v … %v of none", low, high)
	}
	for _, bad := range [][4]float64{{-1, 10, 5, 10}, {11, 10, 5, 10}, {1, 10, 5, 4}} {
		if low, _ := OddsRatio(bad[0], bad[1], bad[2], bad[3], Z95); !math.IsNaN(low) {
			t.Errorf("%v has an interval", bad)
		}
	}
}
