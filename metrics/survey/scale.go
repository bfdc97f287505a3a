// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"math"

	"osnova/metrics/statistics"
)

// scale sums the products of k items, for their pairwise covariances and
// correlations, in one pass. Rows that have all items share one set of sums.
type scale struct {
	k     int
	any   int        // rows with any item
	whole float64    // rows with all
	sum   []float64  // k, over whole rows
	cross []float64  // k × k, lower half, over whole rows
	part  []pairSums // k × k, lower half, over the other rows
}

type pairSums struct{ n, x, y, xx, yy, xy float64 }

func newScale(k int) *scale {
	return &scale{k: k, sum: make([]float64, k), cross: make([]float64, k*k), part: make([]pairSums, k*k)}
}

// add takes a row. Answers should be moved near 0, so that sums of whole numbers
// stay exact.
func (s *scale) add(x []float64) {
	present := 0
	for _, v := range x {
		if v == v {
			present++
		}
	}
	switch present {
	case 0:
		return
	case s.k:
		s.whole++
		for i, v := range x {
			s.sum[i] += v
			row := s.cross[i*s.k:]
			for j, u := range x[:i+1] {
				row[j] += v * u
			}
		}
	default:
		for i, v := range x {
			for j, u := range x[:i+1] {
				if v == v && u == u {
					p := &s.part[i*s.k+j]
					p.n++
					p.x += v
					p.y += u
					p.xx += v * v
					p.yy += u * u
					p.xy += v * u
				}
			}
		}
	}
	s.any++
}

// matrices gives the covariances with n−1 and the correlations, pairwise.
func (s *scale) matrices() (cov, r [][]float64) {
	cov, r = make([][]float64, s.k), make([][]float64, s.k)
	for i := range s.k {
		cov[i], r[i] = make([]float64, s.k), make([]float64, s.k)
	}
	for i := range s.k {
		for j := range i + 1 {
			p := s.part[i*s.k+j]
			p.n += s.whole
			p.x += s.sum[i]
			p.y += s.sum[j]
			p.xx += s.cross[i*s.k+i]
			p.yy += s.cross[j*s.k+j]
			p.xy += s.cross[i*s.k+j]
			c, vx, vy := math.NaN(), spread(p.n, p.xx, p.x), spread(p.n, p.yy, p.y)
			if p.n >= 2 {
				c = 0
				if vx > 0 && vy > 0 {
					c = (p.n*p.xy - p.x*p.y) / p.n / (p.n - 1)
				}
			}
			cov[i][j], cov[j][i] = c, c
			c = math.NaN()
			if vx > 0 && vy > 0 {
				c = max(-1, min(1, (p.n*p.xy-p.x*p.y)/math.Sqrt(vx)/math.Sqrt(vy)))
				if i == j {
					c = 1
				}
			}
			r[i][j], r[j][i] = c, c
		}
	}
	return cov, r
}

// spread is n·Σx² − (Σx)², 0 where it is but a trace of rounding.
func spread(n, xx, x float64) float64 {
	v := n*xx - x*x
	if v <= 1e-12*n*xx {
		return 0
	}
	return v
}

// alpha is Cronbach's, on pairwise covariances.
func (s *scale) alpha() float64 {
	cov, _ := s.matrices()
	return statistics.AlphaOf(cov)
}

// omega is McDonald's, on pairwise correlations.
func (s *scale) omega() float64 {
	_, r := s.matrices()
	return statistics.OmegaOf(r)
}
