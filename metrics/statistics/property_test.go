// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// vector draws values with ties and gaps.
func vector(t *rapid.T, n int, name string) []float64 {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
		if rapid.IntRange(0, 9).Draw(t, "gap") == 0 {
			return math.NaN()
		}
		return float64(rapid.IntRange(-40, 40).Draw(t, "v")) / 4
	}), n, n).Draw(t, name)
}

func scaled(x []float64, a, b float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = a*v + b
	}
	return out
}

func close9(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(1, math.Abs(a))
}

// tauB counts all pairs.
func tauB(x, y []float64) float64 {
	var s, tx, ty, all float64
	for i := range x {
		for j := range i {
			dx, dy := x[i]-x[j], y[i]-y[j]
			all++
			if dx == 0 {
				tx++
			}
			if dy == 0 {
				ty++
			}
			if dx*dy > 0 {
				s++
			} else if dx*dy < 0 {
				s--
			}
		}
	}
	return s / math.Sqrt((all-tx)*(all-ty))
}

func TestCorrelationProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(t, "n")
		x, y := vector(t, n, "x"), vector(t, n, "y")
		a, b := pairs(x, y)
		if k := Kendall(x, y); len(a) > 1 && !close9(k.R, tauB(a, b)) {
			t.Fatalf("tau %v, by pairs %v", k.R, tauB(a, b))
		}
		for name, f := range map[string]func(x, y []float64) Correlation{"Pearson": Pearson, "Spearman": Spearman, "Kendall": Kendall} {
			c, swapped, turned := f(x, y), f(y, x), f(scaled(x, -3, 7), y)
			if !close9(c.R, swapped.R) || !close9(c.P, swapped.P) || !close9(c.R, -turned.R) || !close9(c.P, turned.P) || c.N != len(a) {
				t.Fatalf("%s: %v, swapped %v, turned %v", name, c, swapped, turned)
			}
			if c.R < -1 || c.R > 1 || c.P < 0 || c.P > 1 {
				t.Fatalf("%s out of bounds: %v", name, c)
			}
			if self := f(x, x); !math.IsNaN(self.R) && math.Abs(self.R-1) > 1e-9 {
				t.Fatalf("%s of itself: %v", name, self)
			}
		}
	})
}

func TestMomentProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := vector(t, rapid.IntRange(0, 40).Draw(t, "n"), "x")
		s, turned := Describe(x), Describe(scaled(x, -2, 100))
		if !close9(s.Skew, -turned.Skew) || !close9(s.Kurt, turned.Kurt) || !close9(2*s.SD, turned.SD) || !close9(100-2*s.Median, turned.Median) || !close9(100-2*s.Q05, turned.Q95) {
			t.Fatalf("%+v turned is %+v", s, turned)
		}
		if s.N+s.Missing != len(x) || s.Unique > s.N || s.N > 0 && (s.Min > s.Q05 || s.Q05 > s.Q25 || s.Q25 > s.Median || s.Median > s.Q75 || s.Q75 > s.Q95 || s.Q95 > s.Max) {
			t.Fatalf("%+v", s)
		}
		ranks := present(MeanRanks(x))
		if n := float64(s.N); math.Abs(Mean(ranks)*n-n*(n+1)/2) > 1e-9 && n > 0 {
			t.Fatalf("ranks %v", ranks)
		}
	})
}

func TestScaleProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, n := rapid.IntRange(2, 6).Draw(t, "k"), rapid.IntRange(0, 40).Draw(t, "n")
		columns := make([][]float64, k)
		for i := range columns {
			columns[i] = vector(t, n, "item")
		}
		moved, turned := make([][]float64, k), slices.Clone(columns)
		for i, c := range columns {
			moved[i] = scaled(c, 5, float64(i))
		}
		slices.Reverse(turned)
		a, _ := Alpha(columns)
		b, _ := Alpha(moved)
		c, _ := Alpha(turned)
		if !math.IsNaN(a) && (!close9(a, b) || math.Abs(a-c) > 1e-6*max(1, math.Abs(a)) || a > 1+1e-9 && n > 0 && len(Complete(columns)[0]) == n) {
			t.Fatalf("alpha %v, moved %v, turned %v", a, b, c)
		}
		if o := Omega(columns); o < 0 || o > 1 {
			t.Fatalf("omega %v", o)
		}
		overall, each := KMO(Correlations(columns))
		if overall < 0 || overall > 1+1e-9 || len(each) != k {
			t.Fatalf("KMO %v %v", overall, each)
		}
		p, err := PCA(columns)
		if err != nil {
			return
		}
		r := Correlations(Complete(columns))
		shares := 0.0
		for i, s := range p.Shares {
			shares += s
			if i > 0 && p.Values[i] > p.Values[i-1] {
				t.Fatalf("eigenvalues %v", p.Values)
			}
			if p.Vectors[i][largest(p.Vectors[i])] < 0 {
				t.Fatalf("sign of %v", p.Vectors[i])
			}
		}
		for i := range r { // loadings make the matrix
			for j := range r {
				sum := 0.0
				for _, l := range p.Loadings {
					sum += l[i] * l[j]
				}
				if math.Abs(sum-r[i][j]) > 1e-9 {
					t.Fatalf("r[%d][%d] = %v, from loadings %v", i, j, r[i][j], sum)
				}
			}
		}
		if math.Abs(shares-1) > 1e-9 {
			t.Fatalf("shares sum to %v", shares)
		}
	})
}

func TestWilsonProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Float64Range(0.01, 1e6).Draw(t, "n")
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		low, high := Wilson(p*n, n, Z95)
		if !(low >= 0 && low <= p+1e-12 && high >= p-1e-12 && high <= 1) {
			t.Fatalf("%v…%v about %v", low, high, p)
		}
		low2, high2 := Wilson(n-p*n, n, Z95)
		if math.Abs(low2-(1-high)) > 1e-9 || math.Abs(high2-(1-low)) > 1e-9 {
			t.Fatalf("mirrored %v…%v", low2, high2)
		}
	})
}

func TestOddsRatioProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n1, n2 := float64(rapid.IntRange(1, 1e6).Draw(t, "n1")), float64(rapid.IntRange(1, 1e6).Draw(t, "n2"))
		a, b := math.Round(n1*rapid.Float64Range(0, 1).Draw(t, "a")), math.Round(n2*rapid.Float64Range(0, 1).Draw(t, "b"))
		low, high := OddsRatio(a, n1, b, n2, Z95)
		if !(low > 0 && low < high && !math.IsInf(high, 0)) {
			t.Fatalf("%v…%v", low, high)
		}
		for what, other := range map[string][2]float64{"the other way round": first2(OddsRatio(b, n2, a, n1, Z95)), "of failures": first2(OddsRatio(n1-a, n1, n2-b, n2, Z95))} {
			if math.Abs(other[0]*high-1) > 1e-9 || math.Abs(other[1]*low-1) > 1e-9 {
				t.Fatalf("%s %v…%v, of %v…%v", what, other[0], other[1], low, high)
			}
		}
	})
}

func first2(low, high float64) [2]float64 { return [2]float64{low, high} }

// TestUndefined: what is not defined is NaN, never a number and never a panic.
func TestUndefined(t *testing.T) {
	flat := []float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1}
	low, high := Wilson(3, 0, Z95)
	over, _ := Wilson(3, 2, Z95)
	one, _ := Alpha([][]float64{{1, 2, 3}})
	none, _ := Alpha(nil)
	still, _ := Alpha([][]float64{flat, flat})
	kmo, _ := KMO([][]float64{{1, 1}, {1, 1}})
	chi2, _, p := Bartlett([][]float64{{1, 1}, {1, 1}}, 10)
	for name, v := range map[string]float64{
		"skew of two": Skewness([]float64{1, 2}), "skew of a constant": Skewness(flat), "kurt of three": Kurtosis([]float64{1, 2, 4}),
		"SD of one": SD([]float64{1, na}), "mean of none": Mean(nil), "quantile of none": Quantile(nil, 0.5), "quantile beyond": Quantile(flat, 1.1),
		"r with a constant": Pearson(flat, []float64{1, 2, 3, 4, 5, 6}).R, "tau of one pair": Kendall([]float64{1}, []float64{2}).R,
		"p of two pairs": Pearson([]float64{1, 2}, []float64{2, 9}).P, "rho of none": Spearman(nil, nil).R,
		"Wilson of none": low + high, "Wilson of too many": over, "alpha of one item": one, "alpha of none": none, "alpha of constants": still,
		"omega of two": Omega(items[:2]), "KMO of a singular matrix": kmo, "Bartlett of a singular matrix": chi2 + p,
	} {
		if !math.IsNaN(v) {
			t.Errorf("%s = %v", name, v)
		}
	}
	if s := SD(flat); s != 0 {
		t.Errorf("SD of a constant = %g", s)
	}
	for _, bad := range [][][]float64{nil, {{1, 2, 3}}, {{1, 2, 3}, {1, 2}}, {{1, 2, na}, {1, na, 3}}, {flat, {1, 2, 3, 4, 5, 6}}} {
		if _, err := PCA(bad); err == nil {
			t.Errorf("components of %v", bad)
		}
	}
}
