// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Alpha is Cronbach's α (Psychometrika 1951, 16:297) of items given as columns:
// k/(k−1) · (1 − Σ variances / Σ of the covariance matrix), each variance over
// the values present and each covariance over the pairs present, both with n−1.
// n = rows with any item answered. NaN below two items, where a pair of items
// shares fewer than two rows, or where the covariances sum to 0 or less. Items
// must be scored in one direction.
func Alpha(items [][]float64) (alpha float64, n int) {
	if len(items) == 0 {
		return math.NaN(), 0
	}
	sameLengths(items)
	for row := range items[0] {
		for _, c := range items {
			if !math.IsNaN(c[row]) {
				n++
				break
			}
		}
	}
	return AlphaOf(Covariances(items)), n
}

// AlphaComplete is [Alpha] over the rows that have all items; n = those rows.
func AlphaComplete(items [][]float64) (alpha float64, n int) {
	if len(items) == 0 {
		return math.NaN(), 0
	}
	whole := Complete(items)
	return AlphaOf(Covariances(whole)), len(whole[0])
}

// AlphaOf is Cronbach's α of a covariance matrix, k × k; of a correlation matrix
// it is the standardised α. NaN as with [Alpha].
func AlphaOf(cov [][]float64) float64 {
	k := float64(len(cov))
	own, all := 0.0, 0.0
	for i, row := range cov {
		own += row[i]
		for _, c := range row {
			all += c
		}
	}
	if k < 2 || !(all > 1e-12*own) { // what is left of 0 by rounding is 0
		return math.NaN()
	}
	return k / (k - 1) * (1 - own/all)
}

// Covariances is the matrix between columns with n−1, pairwise: the means of a
// covariance are those of the pairs present. NaN below two of them.
func Covariances(columns [][]float64) [][]float64 {
	sameLengths(columns)
	out := square(len(columns))
	for i, a := range columns {
		for j := range i + 1 {
			x, y := pairs(a, columns[j])
			mx, my, sum := Mean(x), Mean(y), 0.0
			for k, v := range x {
				sum += (v - mx) * (y[k] - my)
			}
			switch {
			case len(x) < 2:
				out[i][j] = math.NaN()
			case constant(x) || constant(y):
				out[i][j] = 0 // not what rounding of the means leaves
			default:
				out[i][j] = sum / float64(len(x)-1)
			}
			out[j][i] = out[i][j]
		}
	}
	return out
}

// Complete keeps the rows that have all columns.
func Complete(columns [][]float64) [][]float64 {
	sameLengths(columns)
	out := make([][]float64, len(columns))
	for i := range out {
		out[i] = []float64{}
	}
	if len(columns) == 0 {
		return out
	}
rows:
	for row := range columns[0] {
		for _, c := range columns {
			if math.IsNaN(c[row]) {
				continue rows
			}
		}
		for i, c := range columns {
			out[i] = append(out[i], c[row])
		}
	}
	return out
}

// Omega is McDonald's ω total of items given as columns, on their pairwise
// correlations; see [OmegaOf].
func Omega(items [][]float64) float64 { return OmegaOf(Correlations(items)) }

// OmegaOf is McDonald's ω total (Test Theory, 1999, ch. 6) of a correlation
// matrix: (Σλ)² / ((Σλ)² + Σ(1−λ²)) with the loadings of one principal-axis
// factor, from squared multiple correlations until no communality moves by more
// than 1e-12. NaN below three items (the model is not identified), where a
// correlation is missing, where it does not converge in 5,000 steps, or where a
// communality reaches 1 (Heywood case). Items must be scored in one direction.
func OmegaOf(r [][]float64) float64 {
	loadings, ok := oneFactor(r)
	if !ok {
		return math.NaN()
	}
	sum, unique := 0.0, 0.0
	for _, l := range loadings {
		sum += l
		unique += 1 - l*l
	}
	return sum * sum / (sum*sum + unique)
}

// oneFactor gives the loadings of one principal-axis factor, sum ≥ 0.
func oneFactor(r [][]float64) (loadings []float64, ok bool) {
	const tolerance, steps = 1e-12, 5000
	k := len(r)
	if k < 3 || !finite(r) {
		return nil, false
	}
	h := communalities(r)
	reduced := symmetric(r)
	var eigen mat.EigenSym
	var vectors mat.Dense
	loadings = make([]float64, k)
	for range steps {
		for i, v := range h {
			reduced.SetSym(i, i, v)
		}
		if !eigen.Factorize(reduced, true) {
			return nil, false
		}
		top := eigen.Values(nil)[k-1]
		if top <= 0 {
			return nil, false
		}
		eigen.VectorsTo(&vectors)
		moved := 0.0
		for i := range h {
			loadings[i] = math.Sqrt(top) * vectors.At(i, k-1)
			now := loadings[i] * loadings[i]
			if now >= 1 {
				return nil, false
			}
			moved = max(moved, math.Abs(now-h[i]))
			h[i] = now
		}
		if moved < tolerance {
			return loadings, true
		}
	}
	return nil, false
}

// communalities are the squared multiple correlations, or of a singular matrix
// the largest squared correlation of each item.
func communalities(r [][]float64) []float64 {
	h := make([]float64, len(r))
	inverse, ok := inverted(r)
	for i, row := range r {
		if ok {
			h[i] = 1 - 1/inverse.At(i, i)
		}
		if !ok || h[i] < 0 || h[i] > 1 {
			h[i] = 0
			for j, v := range row {
				if i != j {
					h[i] = max(h[i], v*v)
				}
			}
		}
	}
	return h
}

func symmetric(r [][]float64) *mat.SymDense {
	s := mat.NewSymDense(len(r), nil)
	for i, row := range r {
		for j := range i + 1 {
			s.SetSym(i, j, row[j])
		}
	}
	return s
}

// inverted refuses what is not finite, not positive definite, or singular to
// working precision.
func inverted(r [][]float64) (*mat.SymDense, bool) {
	if len(r) == 0 || !finite(r) {
		return nil, false
	}
	var factor mat.Cholesky
	if !factor.Factorize(symmetric(r)) || factor.Cond() > 1e13 {
		return nil, false
	}
	var inverse mat.SymDense
	if err := factor.InverseTo(&inverse); err != nil {
		return nil, false
	}
	return &inverse, true
}

func finite(r [][]float64) bool {
	for _, row := range r {
		for _, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return false
			}
		}
	}
	return true
}
