// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"math"
)

// Mean returns Σ p x with p = w/Σw, in the unit of x. Any finite x.
func Mean(x, w []float64) (float64, error) { return measureOn(x, w, anyReal, (*sample).average) }

// SD returns the population standard deviation √(Σ p (x−μ)²), in the unit of x.
// Any finite x.
func SD(x, w []float64) (float64, error) { return measureOn(x, w, anyReal, (*sample).sd) }

// CV returns SD/μ, 0 for equal values, without a unit. x ≥ 0.
func CV(x, w []float64) (float64, error) { return measureOn(x, w, nonNegative, (*sample).cv) }

// Hoover returns ½ Σ p |x/μ − 1|: the share of the total that would have to move
// to make all equal, 0…1 − min p. x ≥ 0. Source: E. M. Hoover, 1936.
func Hoover(x, w []float64) (float64, error) { return measureOn(x, w, nonNegative, (*sample).hoover) }

// Quantile returns the value below which the share q, 0…1, of the units lies.
// Unweighted it is Hyndman–Fan type 7 (linear between order statistics, as in R
// and numpy); weighted it is the lower step of the distribution, the smallest x
// whose cumulative weight share reaches q. So weights of 1 and no weights
// differ. Any finite x.
func Quantile(x, w []float64, q float64) (float64, error) {
	if !(q >= 0 && q <= 1) {
		return 0, fmt.Errorf("quantile %v: give a share from 0 to 1", q)
	}
	return measureOn(x, w, anyReal, func(s *sample) (float64, error) { return s.quantile(q), nil })
}

// P90P10 returns the 90th percentile over the 10th, see [Quantile].
// [ErrUndefined] when the 10th is 0. x ≥ 0.
func P90P10(x, w []float64) (float64, error) { return measureOn(x, w, nonNegative, (*sample).p90p10) }

// P90MinusP10 returns the 90th percentile less the 10th, in the unit of x, see
// [Quantile]. Any finite x.
func P90MinusP10(x, w []float64) (float64, error) {
	return measureOn(x, w, anyReal, (*sample).p90MinusP10)
}

func (s *sample) average() (float64, error) { return s.mean, nil }

// deviation is the SD; columns are over the largest deviation, as the square of
// a very small or large one has no room in a float.
func (s *sample) deviation() float64 {
	if s.spread == 0 {
		return 0
	}
	off := s.sum(s.column(centred, 0))
	return s.spread * math.Sqrt(math.Max(0, s.sum(s.column(squared, 0))-off*off))
}

func (s *sample) sd() (float64, error) { return s.deviation(), nil }

func (s *sample) cv() (float64, error) { return s.deviation() / s.mean, nil }

func (s *sample) hoover() (float64, error) {
	sum := 0.0
	for lo, some := range s.blocks() {
		for i, p := range some {
			sum += p * math.Abs(s.x[lo+i]/s.mean-1)
		}
	}
	return sum / 2, nil
}

func (s *sample) p90p10() (float64, error) {
	low := s.quantile(0.1)
	if low == 0 {
		return 0, fmt.Errorf("the 10th percentile is 0, use the difference: %w", ErrUndefined)
	}
	return s.quantile(0.9) / low, nil
}

func (s *sample) p90MinusP10() (float64, error) { return s.quantile(0.9) - s.quantile(0.1), nil }
