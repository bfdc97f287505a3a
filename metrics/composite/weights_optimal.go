// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// OptimalWeights are weights chosen so that importances come out as wanted.
type OptimalWeights struct {
	Weights []float64 // ≥ 0, sum 1
	// Importance is the squared Pearson correlation of each column with the index
	// under Weights, scaled to sum 1; Correlation is the correlation itself.
	Importance, Correlation []float64
	Residual                float64 // root of Σ (importance − target)²
	Converged               bool    // no step improves Residual any more
	Reached                 bool    // Residual ≤ 1e-6: the targets are met
	Iterations              int     // of the best start
	N                       int     // units that have all columns; only these are used
}

// OptimiseWeights finds weights w ≥ 0, sum 1, of an arithmetic mean of the columns
// (normalised, direction applied, NaN = missing) such that the importance of each,
// its squared correlation with the mean as a share of their sum, is as near as can
// be to the targets (≥ 0, any scale). Weights are not importance: an indicator that
// goes with many others says much of the index even if it weighs little.
//
// Targets may be out of reach, as where columns oppose each other: then Reached is
// false and the nearest found is returned. The problem may have several minima; the
// method, Levenberg–Marquardt on w = u²/Σu², goes from fixed starts (the targets,
// equal weights, what would be right without correlation, and each column
// emphasised), so the same input gives the same answer.
//
// Source: Becker, Saisana, Paruolo, Vandecasteele, Weights and importance in
// composite indicators: closing the gap, Ecological Indicators 80, 2017, with the
// linear correlation ratio.
func OptimiseWeights(columns [][]float64, targets []float64) (OptimalWeights, error) {
	if len(columns) == 0 || len(columns) != len(targets) {
		return OptimalWeights{}, fmt.Errorf("optimise weights: %d columns for %d targets", len(columns), len(targets))
	}
	total := 0.0
	for k, t := range targets {
		if !(t >= 0) || math.IsInf(t, 0) {
			return OptimalWeights{}, fmt.Errorf("optimise weights: target %v of column %d: give finite importances of 0 or more", t, k+1)
		}
		total += t
	}
	if total == 0 {
		return OptimalWeights{}, errors.New("optimise weights: all targets are 0")
	}
	c, n, err := covariance(columns)
	if err != nil {
		return OptimalWeights{}, err
	}
	p := importance{cov: c, targets: make([]float64, len(targets)), n: len(targets)}
	for k, t := range targets {
		p.targets[k] = t / total
	}
	best := OptimalWeights{Residual: math.Inf(1)}
	for _, start := range p.starts() {
		if got := p.descend(start); got.Residual < best.Residual-1e-12 {
			best = got
		}
		if best.Residual <= 1e-12 {
			break
		}
	}
	best.N, best.Reached = n, best.Residual <= 1e-6
	return best, nil
}

// covariance is that of the columns over the units that have all of them.
func covariance(columns [][]float64) ([][]float64, int, error) {
	m := len(columns)
	var rows []int
	for i := range columns[0] {
		whole := true
		for k, c := range columns {
			if len(c) != len(columns[0]) {
				return nil, 0, fmt.Errorf("optimise weights: column %d has %d values, the first %d", k+1, len(c), len(columns[0]))
			}
			whole = whole && !math.IsNaN(c[i])
		}
		if whole {
			rows = append(rows, i)
		}
	}
	if len(rows) < 3 {
		return nil, 0, fmt.Errorf("optimise weights: %d units have all columns, at least three are needed", len(rows))
	}
	centred := make([][]float64, m)
	for k, c := range columns {
		mean := 0.0
		for _, i := range rows {
			mean += c[i] / float64(len(rows))
		}
		for _, i := range rows {
			centred[k] = append(centred[k], c[i]-mean)
		}
	}
	cov := make([][]float64, m)
	for a := range cov {
		cov[a] = make([]float64, m)
		for b := range cov {
			cov[a][b] = dotProduct(centred[a], centred[b]) / float64(len(rows)-1)
		}
		if !(cov[a][a] > 1e-24*(1+math.Abs(columns[a][rows[0]]))) {
			return nil, 0, fmt.Errorf("optimise weights: column %d is constant over the %d units that have all columns", a+1, len(rows))
		}
	}
	return cov, len(rows), nil
}

// importance is the problem: residuals of importances under weights w = u²/Σu².
type importance struct {
	cov     [][]float64
	targets []float64
	n       int
}

// starts are the points to go from, as u.
func (p importance) starts() [][]float64 {
	var out [][]float64
	add := func(w func(k int) float64) {
		u, sum := make([]float64, p.n), 0.0
		for k := range u {
			u[k] = math.Max(w(k), 0)
			sum += u[k]
		}
		for k := range u { // no start on an edge: u = 0 has no way out
			u[k] = math.Sqrt(u[k]/sum + 1e-3/float64(p.n))
		}
		out = append(out, u)
	}
	add(func(k int) float64 { return p.targets[k] })
	add(func(int) float64 { return 1 })
	add(func(k int) float64 { return math.Sqrt(p.targets[k] / p.cov[k][k]) })
	for lead := range min(p.n, 12) {
		add(func(k int) float64 {
			if k == lead {
				return float64(p.n)
			}
			return 1
		})
	}
	return out
}

// at gives weights, importances and residuals of a point; ok is false where the
// mean has no variance.
func (p importance) at(u []float64) (w, g, s, r []float64, ok bool) {
	w, g, s, r = make([]float64, p.n), make([]float64, p.n), make([]float64, p.n), make([]float64, p.n)
	size := dotProduct(u, u)
	for k := range u {
		w[k] = u[k] * u[k] / size
	}
	sum := 0.0
	for k := range g {
		g[k] = dotProduct(p.cov[k], w)
		s[k] = g[k] * g[k] / p.cov[k][k]
		sum += s[k]
	}
	if !(sum > 0) {
		return w, g, s, r, false
	}
	for k := range s {
		s[k] /= sum
		r[k] = s[k] - p.targets[k]
	}
	return w, g, s, r, true
}

// jacobian is ∂s/∂u.
func (p importance) jacobian(u, w, g, s []float64) *mat.Dense {
	n, size, sum := p.n, dotProduct(u, u), 0.0
	for k := range g {
		sum += g[k] * g[k] / p.cov[k][k]
	}
	byWeight := mat.NewDense(n, n, nil) // ∂s/∂w
	for j := range n {
		all := 0.0
		for i := range n {
			d := 2 * g[i] * p.cov[i][j] / p.cov[i][i]
			byWeight.Set(i, j, d)
			all += d
		}
		for i := range n {
			byWeight.Set(i, j, (byWeight.At(i, j)-s[i]*all)/sum)
		}
	}
	out := mat.NewDense(n, n, nil)
	for i := range n {
		mean := 0.0
		for j := range n {
			mean += byWeight.At(i, j) * w[j]
		}
		for l := range n {
			out.Set(i, l, 2*u[l]/size*(byWeight.At(i, l)-mean))
		}
	}
	return out
}

// descend is Levenberg–Marquardt from one start.
func (p importance) descend(u []float64) OptimalWeights {
	w, g, s, r, ok := p.at(u)
	got := OptimalWeights{Residual: math.Inf(1)}
	if !ok {
		return got
	}
	cost, damp := dotProduct(r, r), 1e-3
	for got.Iterations = 0; got.Iterations < 500 && !got.Converged; got.Iterations++ {
		j := p.jacobian(u, w, g, s)
		var normal mat.Dense
		normal.Mul(j.T(), j)
		var slope mat.VecDense
		slope.MulVec(j.T(), mat.NewVecDense(p.n, r))
		if cost <= 1e-28 || mat.Norm(&slope, math.Inf(1)) <= 1e-14 {
			got.Converged = true
			break
		}
		for {
			damped := mat.NewSymDense(p.n, nil)
			for a := range p.n {
				for b := a; b < p.n; b++ {
					damped.SetSym(a, b, normal.At(a, b))
				}
				damped.SetSym(a, a, normal.At(a, a)+damp)
			}
			var factor mat.Cholesky
			var step mat.VecDense
			next := make([]float64, p.n)
			if factor.Factorize(damped) && factor.SolveVecTo(&step, &slope) == nil {
				for k := range next {
					next[k] = u[k] - step.AtVec(k)
				}
				scale := math.Sqrt(dotProduct(next, next))
				for k := range next {
					next[k] /= scale
				}
				if w2, g2, s2, r2, fine := p.at(next); fine && dotProduct(r2, r2) < cost {
					gain := cost - dotProduct(r2, r2)
					u, w, g, s, r, cost = next, w2, g2, s2, r2, dotProduct(r2, r2)
					damp = math.Max(damp/5, 1e-12)
					got.Converged = gain <= 1e-16*cost
					break
				}
			}
			if damp *= 4; damp > 1e8 {
				got.Converged = true
				break
			}
		}
	}
	got.Weights, got.Importance, got.Residual = w, s, math.Sqrt(cost)
	got.Correlation = make([]float64, p.n)
	variance := dotProduct(w, g)
	for k := range g {
		got.Correlation[k] = g[k] / math.Sqrt(p.cov[k][k]*variance)
	}
	return got
}
