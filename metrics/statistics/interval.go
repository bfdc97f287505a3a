// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"hash/fnv"
	"math"
	"slices"
	"strings"
)

// Z95 is the 97.5 % point of the normal law.
const Z95 = 1.959964

// Wilson is the score interval of a share (Wilson 1927, JASA 22:209): successes
// of n, z = 1.959964 for 95 %. n may be an effective size and need not be whole;
// the share is successes/n. NaN where n ≤ 0 or successes lie outside 0…n.
func Wilson(successes, n, z float64) (low, high float64) {
	if !(n > 0) || !(successes >= 0 && successes <= n) {
		return math.NaN(), math.NaN()
	}
	p := successes / n
	centre := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	scale := 1 + z*z/n
	low, high = max(0, (centre-half)/scale), min(1, (centre+half)/scale)
	if successes == 0 {
		low = 0 // by algebra; rounding may leave a trace
	}
	if successes == n {
		high = 1
	}
	return low, high
}

// BenjaminiHochberg adjusts p-values for the false discovery rate (JRSS B 1995,
// 57:289): p·m/rank, made monotone from the largest down, at most 1. NaN stays
// NaN and does not count in m.
func BenjaminiHochberg(p []float64) []float64 {
	out := make([]float64, len(p))
	order := make([]int, 0, len(p))
	for i, v := range p {
		out[i] = math.NaN()
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	m, least := float64(len(order)), 1.0
	for k := len(order) - 1; k >= 0; k-- {
		least = min(least, p[order[k]]*(m/float64(k+1)))
		out[order[k]] = least
	}
	return out
}

// SeedOf is the 64-bit FNV-1 hash of the parts joined by |: an interval
// seeded by edition, unit and metric is the same on every machine.
func SeedOf(parts ...string) uint64 {
	h := fnv.New64()
	h.Write([]byte(strings.Join(parts, "|")))
	return h.Sum64()
}

// ShareGap is the interval of a difference of two shares of independent samples,
// p1 of n1 less p2 of n2, from the score interval of each (Newcombe 1998,
// Statistics in Medicine 17:873, method 10). Sizes may be effective ones. NaN as
// of [Wilson].
func ShareGap(p1, n1, p2, n2, z float64) (low, high float64) {
	l1, u1 := Wilson(p1*n1, n1, z)
	l2, u2 := Wilson(p2*n2, n2, z)
	gap := p1 - p2
	return gap - math.Hypot(p1-l1, u2-p2), gap + math.Hypot(u1-p1, p2-l2)
}

// OddsRatio is the interval of (a/(n1−a))/(b/(n2−b)), the odds of a successes of n1
// over those of b of n2, two independent samples: the logit interval of Woolf
// (1955, Annals of Human Genetics 19:251) with ½ added to each of the four counts,
// so that it has ends where one of them is 0 (Agresti 1999, Biometrics 55:597).
// NaN where a count is below 0.
func OddsRatio(a, n1, b, n2, z float64) (low, high float64) {
	if !(a >= 0 && a <= n1 && b >= 0 && b <= n2) {
		return math.NaN(), math.NaN()
	}
	yes1, no1, yes2, no2 := a+0.5, n1-a+0.5, b+0.5, n2-b+0.5
	centre, half := math.Log(yes1*no2/(no1*yes2)), z*math.Sqrt(1/yes1+1/no1+1/yes2+1/no2)
	return math.Exp(centre - half), math.Exp(centre + half)
}
