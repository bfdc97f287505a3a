// SPDX-License-Identifier: Apache-2.0

package inequality

import "math"

// errors of estimates by linearisation: the sampling variance of a function of
// sums over units is that of its first derivative (Davidson 2009, Journal of
// Econometrics 150:30, for Gini and Theil; Binder and Kovačević 1995, Survey
// Methodology 21:137, with weights). Units are drawn with equal chances and carry
// their weight. NaN where the measure has none here.

// standardError of the measure named at the value found; NaN where there is none.
func (s *sample) standardError(measure string, value float64) float64 {
	switch measure {
	case "gini":
		return s.giniError(value)
	case "gini_corrected":
		n := float64(len(s.x))
		return s.giniError(value*(n-1)/n) * n / (n - 1)
	case "theil_t":
		f := s.column(tTerm, 0)
		mean := s.sum(f)
		return s.linearError(f, mean, 1/(1+s.delta), -(mean+s.delta)/((1+s.delta)*(1+s.delta)))
	case "theil_l":
		f := s.column(lTerm, 0)
		return s.linearError(f, s.sum(f), 1, -s.delta/(1+s.delta))
	}
	return math.NaN()
}

// one is the share of unit i where it is there once.
func (s *sample) one(i int) float64 {
	if s.w == nil {
		return s.share
	}
	return s.w[i] * s.share
}

// linearError is the error of a function of Σp·f and Σp·d with the derivatives a
// and b, where d is the deviation from the centre over the centre.
func (s *sample) linearError(f *column, mean, a, b float64) float64 {
	c, scale := s.column(centred, 0), s.spread/s.centre
	sum := 0.0
	var room [blockSize]float64
	for lo, some := range s.blocks() {
		terms, off := f.block(lo, lo+len(some), s.vBuf), c.block(lo, lo+len(some), room[:])
		for i, p := range some {
			if p == 0 {
				continue
			}
			z := a*(terms[i]-mean) + b*(scale*off[i]-s.delta)
			sum += p * s.one(lo+i) * z * z
		}
	}
	return math.Sqrt(sum)
}

// giniError is the error of Σ p·y·(2F − 1)/μ, y the deviation from the centre and F
// the mid-rank: unit i moves it by (y(2F−1) + 2Σ_above p·y − G·y)/μ, less the mean.
func (s *sample) giniError(g float64) float64 {
	c := s.column(centred, 0)
	below, value, mean, first, second, all := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	for lo, some := range s.blocks() {
		off := c.block(lo, lo+len(some), s.vBuf)
		for i, p := range some {
			if p == 0 {
				continue
			}
			y := off[i]
			z := y*(2*below+p-1) - 2*value - p*y - g*y
			below += p
			value += p * y
			q := p * s.one(lo+i)
			mean += p * z
			first += q * z
			second += q * z * z
			all += q
		}
	}
	return math.Sqrt(math.Max(0, second-2*mean*first+mean*mean*all)) * s.spread / s.mean
}
