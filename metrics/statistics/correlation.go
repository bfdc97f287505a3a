// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Correlation is a coefficient with its two-sided p-value against 0.
type Correlation struct {
	R float64 // −1…1; NaN below two pairs or where one side is constant
	P float64 // NaN where R is, and below three pairs
	N int     // pairs used
}

var undefined = math.NaN()

// Pearson is the product-moment correlation; P by Student's t with N−2 degrees
// of freedom.
func Pearson(x, y []float64) Correlation {
	a, b := pairs(x, y)
	return pearson(a, b)
}

func pearson(a, b []float64) Correlation {
	n := len(a)
	c := Correlation{undefined, undefined, n}
	if n < 2 || constant(a) || constant(b) {
		return c
	}
	ma, mb := Mean(a), Mean(b)
	var aa, bb, ab float64
	for i, v := range a {
		da, db := v-ma, b[i]-mb
		aa += da * da
		bb += db * db
		ab += da * db
	}
	// Two roots, because the product of two sums may leave the range of float64.
	c.R = max(-1, min(1, ab/math.Sqrt(aa)/math.Sqrt(bb)))
	c.P = studentP(c.R, n)
	return c
}

// studentP is the two-sided p of a correlation of n pairs.
func studentP(r float64, n int) float64 {
	if n < 3 || math.IsNaN(r) {
		return math.NaN()
	}
	df := float64(n - 2)
	if r*r >= 1 {
		return 0
	}
	// With t² = r²·df/(1−r²), df/(df+t²) is 1−r².
	return mathext.RegIncBeta(df/2, 0.5, 1-r*r)
}

// StudentP is the two-sided p-value of a value t of Student's law with df > 0
// degrees of freedom, precise far into the tail; NaN where t is.
func StudentP(t, df float64) float64 {
	if math.IsNaN(t) || !(df > 0) {
		return math.NaN()
	}
	if math.IsInf(t, 0) {
		return 0
	}
	return mathext.RegIncBeta(df/2, 0.5, df/(df+t*t))
}

// Spearman is Pearson's correlation of the mean ranks; P by Student's t with N−2
// degrees of freedom.
func Spearman(x, y []float64) Correlation {
	a, b := pairs(x, y)
	return pearson(MeanRanks(a), MeanRanks(b))
}

// Kendall is tau-b in O(n log n) (Knight 1966, JASA 61:436). P is exact without
// ties up to 33 pairs (Kendall 1970, Rank Correlation Methods, ch. 5), else by the
// normal law with the variance corrected for ties.
func Kendall(x, y []float64) Correlation {
	a, b := pairs(x, y)
	n := len(a)
	c := Correlation{undefined, undefined, n}
	if n < 2 || constant(a) || constant(b) {
		return c
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case a[i] < a[j] || a[i] == a[j] && b[i] < b[j]:
			return -1
		case a[i] == a[j] && b[i] == b[j]:
			return 0
		}
		return 1
	})
	xs, ys := make([]float64, n), make([]float64, n)
	for k, i := range order {
		xs[k], ys[k] = a[i], b[i]
	}
	both := countTies(n, func(i, j int) bool { return xs[i] == xs[j] && ys[i] == ys[j] })
	tx := countTies(n, func(i, j int) bool { return xs[i] == xs[j] })
	discordant := inversions(ys, make([]float64, n)) // sorts ys
	ty := countTies(n, func(i, j int) bool { return ys[i] == ys[j] })

	m := float64(n) * float64(n-1)
	total := m / 2
	s := total - tx.pairs - ty.pairs + both.pairs - 2*discordant
	c.R = max(-1, min(1, s/math.Sqrt(total-tx.pairs)/math.Sqrt(total-ty.pairs)))
	if n < 3 {
		return c
	}
	if tx.pairs == 0 && ty.pairs == 0 && n <= 33 {
		c.P = kendallExact(n, int(min(discordant, total-discordant)))
		return c
	}
	size := float64(n)
	v := (m*(2*size+5)-tx.spread-ty.spread)/18 + 2*tx.pairs*ty.pairs/m + tx.triples*ty.triples/(9*m*(size-2))
	c.P = math.Erfc(math.Abs(s) / math.Sqrt(2*v))
	return c
}

// tieSums sums over groups of t equal values: t(t−1)/2, t(t−1)(t−2), t(t−1)(2t+5).
type tieSums struct{ pairs, triples, spread float64 }

func countTies(n int, equal func(i, j int) bool) (sum tieSums) {
	for i := 0; i < n; {
		j := i + 1
		for j < n && equal(j-1, j) {
			j++
		}
		t := float64(j - i)
		sum.pairs += t * (t - 1) / 2
		sum.triples += t * (t - 1) * (t - 2)
		sum.spread += t * (t - 1) * (2*t + 5)
		i = j
	}
	return sum
}

// inversions sorts v and counts the pairs that stood in falling order.
func inversions(v, spare []float64) (count float64) {
	if len(v) < 2 {
		return 0
	}
	h := len(v) / 2
	count = inversions(v[:h], spare[:h]) + inversions(v[h:], spare[h:])
	i, j := 0, h
	for k := range v {
		if j == len(v) || i < h && v[i] <= v[j] {
			spare[k] = v[i]
			i++
		} else {
			spare[k] = v[j]
			j++
			count += float64(h - i)
		}
	}
	copy(v, spare)
	return count
}

// kendallExact is 2·P(inversions of a random permutation of n ≤ c), at most 1.
func kendallExact(n, c int) float64 {
	share := make([]float64, c+1) // share[k]: permutations of the size so far with k inversions
	share[0] = 1
	for size := 2; size <= n; size++ {
		next := make([]float64, c+1)
		sum := 0.0
		for k := range next {
			sum += share[k]
			if k >= size {
				sum -= share[k-size]
			}
			next[k] = sum / float64(size)
		}
		share = next
	}
	p := 0.0
	for _, v := range share {
		p += v
	}
	return min(1, 2*p)
}

// Correlations is the matrix of Pearson's r between columns, pairwise; 1 on the
// diagonal, NaN in the row and column of a constant.
func Correlations(columns [][]float64) [][]float64 {
	sameLengths(columns)
	r := square(len(columns))
	for i, a := range columns {
		r[i][i] = 1
		if constant(present(a)) {
			r[i][i] = math.NaN()
		}
		for j := range i {
			r[i][j] = Pearson(a, columns[j]).R
			r[j][i] = r[i][j]
		}
	}
	return r
}

func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

func square(n int) [][]float64 {
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
	}
	return out
}
