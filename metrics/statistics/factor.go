// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"
)

// KMO is the Kaiser–Meyer–Olkin measure of sampling adequacy (Kaiser 1974,
// Psychometrika 39:31) of a correlation matrix, 0…1, overall and of each
// variable: Σr² / (Σr² + Σq²) off the diagonal, q the partial correlations.
// All NaN where the matrix is singular or indefinite, not finite or smaller than
// 2 × 2, or where nothing correlates.
func KMO(r [][]float64) (overall float64, each []float64) {
	each = make([]float64, len(r))
	inverse, ok := inverted(r)
	ok = ok && len(r) > 1
	simple, partial := 0.0, 0.0
	for i := range each {
		each[i] = math.NaN()
		if !ok {
			continue
		}
		own, rest := 0.0, 0.0
		for j, v := range r[i] {
			if i != j {
				d := inverse.At(i, j)
				own += v * v
				rest += d * d / (inverse.At(i, i) * inverse.At(j, j))
			}
		}
		each[i] = own / (own + rest)
		simple += own
		partial += rest
	}
	if !ok {
		return math.NaN(), each
	}
	return simple / (simple + partial), each
}

// Bartlett tests a correlation matrix of n rows for sphericity (Bartlett 1951,
// Biometrika 38:337): χ² = −(n − 1 − (2p+5)/6)·ln|R| with p(p−1)/2 degrees of
// freedom. NaN where the determinant is not above 0 or n does not carry the test.
func Bartlett(r [][]float64, n int) (chi2 float64, df int, p float64) {
	size := float64(len(r))
	df = len(r) * (len(r) - 1) / 2
	factor := float64(n) - 1 - (2*size+5)/6
	if df == 0 || factor <= 0 || !finite(r) {
		return math.NaN(), df, math.NaN()
	}
	logdet, sign := mat.LogDet(symmetric(r))
	if sign <= 0 || math.IsInf(logdet, 0) {
		return math.NaN(), df, math.NaN()
	}
	chi2 = max(0, -factor*logdet)
	return chi2, df, ChiSquareP(chi2, float64(df))
}

// ChiSquareP is the probability that a χ² of df > 0 degrees of freedom is at least x.
func ChiSquareP(x, df float64) float64 {
	if math.IsNaN(x) || !(df > 0) {
		return math.NaN()
	}
	return mathext.GammaIncRegComp(df/2, max(0, x)/2)
}

// NormalP is the two-sided p-value of a standard normal z; NaN where z is.
func NormalP(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// Components are the principal components of k variables, eigenvalues descending.
type Components struct {
	Values   []float64   // k eigenvalues of the correlation matrix, ≥ 0, sum k
	Shares   []float64   // of the variance, sum 1
	Vectors  [][]float64 // [component][variable], length 1
	Loadings [][]float64 // [component][variable] = vector·√eigenvalue: correlation of variable and component
	N        int         // complete rows used; 0 from [PCAOf]
}

// PCA finds the principal components of the correlation matrix of columns over
// the rows that have all of them. In each component the loading of the largest
// size is positive (the first of those equal to 1e-9). Fewer than two columns,
// fewer than three complete rows and a column without variance are errors.
func PCA(columns [][]float64) (*Components, error) {
	if len(columns) < 2 {
		return nil, fmt.Errorf("principal components: %d columns, at least two are needed", len(columns))
	}
	for i, c := range columns {
		if len(c) != len(columns[0]) {
			return nil, fmt.Errorf("principal components: column %d has %d rows, the first %d", i+1, len(c), len(columns[0]))
		}
	}
	whole := Complete(columns)
	n := len(whole[0])
	if n < 3 {
		return nil, fmt.Errorf("principal components: %d rows have all columns, at least three are needed", n)
	}
	for i, c := range whole {
		if constant(c) {
			return nil, fmt.Errorf("principal components: column %d is constant over the %d rows that have all columns", i+1, n)
		}
	}
	c, err := PCAOf(Correlations(whole))
	if err == nil {
		c.N = n
	}
	return c, err
}

// PCAOf is [PCA] of a correlation matrix, which may be pairwise: eigenvalues
// below 0, which such a matrix may have, are given as 0 with loadings of 0.
func PCAOf(r [][]float64) (*Components, error) {
	k := len(r)
	if k < 2 || !finite(r) {
		return nil, errors.New("principal components: the correlation matrix needs two variables and no gap")
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(symmetric(r), true) {
		return nil, errors.New("principal components: the eigenvalues were not found")
	}
	values := eigen.Values(nil)
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	c := &Components{Values: make([]float64, k), Shares: make([]float64, k), Vectors: square(k), Loadings: square(k)}
	sum := 0.0
	for i := range k {
		c.Values[i] = max(0, values[k-1-i])
		sum += c.Values[i]
	}
	for i, value := range c.Values {
		c.Shares[i] = value / sum
		column := mat.Col(nil, k-1-i, &vectors)
		sign := 1.0
		if column[largest(column)] < 0 {
			sign = -1
		}
		for j, v := range column {
			c.Vectors[i][j] = sign * v
			c.Loadings[i][j] = sign * v * math.Sqrt(value)
		}
	}
	return c, nil
}

// largest is the first of the entries whose size is the largest to 1e-9.
func largest(v []float64) int {
	most := 0.0
	for _, x := range v {
		most = max(most, math.Abs(x))
	}
	for i, x := range v {
		if math.Abs(x) >= most-1e-9 {
			return i
		}
	}
	return 0
}
