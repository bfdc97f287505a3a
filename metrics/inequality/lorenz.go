// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"math"
)

// Point is a point of a Lorenz or concentration curve.
type Point struct {
	P float64 // share of the weight, 0…1
	L float64 // share of the total value held by it, 0…1
}

// LorenzCurve returns the n+1 points (Σp, Σp·x/μ) over units of weight above 0
// sorted from the poorest, from (0, 0) to (1, 1). x ≥ 0; [ErrUndefined] when
// μ = 0. Source: M. O. Lorenz, 1905.
func LorenzCurve(x, w []float64) ([]Point, error) {
	s, err := newSample(x, w, nonNegative)
	if err != nil {
		return nil, err
	}
	if s.mean <= 0 {
		return nil, fmt.Errorf("the mean is 0: %w", ErrUndefined)
	}
	return curve(s.x, s.shares(), s.mean), nil
}

// LorenzAt returns the share of the total held by the poorest share p, 0…1, with
// the Lorenz curve interpolated linearly between units. x ≥ 0.
func LorenzAt(x, w []float64, p float64) (float64, error) {
	if !(p >= 0 && p <= 1) {
		return 0, fmt.Errorf("lorenz at %v: give a share from 0 to 1", p)
	}
	return measureOn(x, w, nonNegative, func(s *sample) (float64, error) { return s.lorenzAt(p), nil })
}

// Gini returns ΣΣ p_i p_j |x_i − x_j| / 2μ: 0 equal … 1 − min p, the whole held by
// one. x ≥ 0. Source: C. Gini, 1912.
func Gini(x, w []float64) (float64, error) { return measureOn(x, w, nonNegative, (*sample).gini) }

// GiniCorrected returns the unweighted Gini times n/(n−1), which reaches 1 when
// one of n units holds all. At least two units. x ≥ 0. Source: G. Deltas, 2003.
func GiniCorrected(x []float64) (float64, error) {
	return measureOn(x, nil, nonNegative, (*sample).giniCorrected)
}

// Palma returns the share of the richest 10 % over that of the poorest 40 %, the
// Lorenz curve interpolated linearly. [ErrUndefined] when the poorest 40 % hold
// nothing. x ≥ 0. Source: J. G. Palma, 2011.
func Palma(x, w []float64) (float64, error) { return measureOn(x, w, nonNegative, (*sample).palma) }

// S80S20 returns the share of the richest 20 % over that of the poorest 20 %, the
// Lorenz curve interpolated linearly. [ErrUndefined] when the poorest 20 % hold
// nothing. x ≥ 0. Source: Eurostat, income quintile share ratio.
func S80S20(x, w []float64) (float64, error) { return measureOn(x, w, nonNegative, (*sample).s80s20) }

// curve cumulates values x of shares p in the order given.
func curve(x, p []float64, mean float64) []Point {
	points := make([]Point, 1, len(x)+1)
	var at Point
	for i, v := range x {
		at.P = math.Min(1, at.P+p[i])
		at.L += p[i] * (v / mean)
		points = append(points, at)
	}
	points[len(points)-1] = Point{1, 1}
	return points
}

// sameShare is how far two shares of the weight may lie apart and be one.
const sameShare = 1e-12

// lorenzAt reads the curve at p, linearly between its points.
func (s *sample) lorenzAt(p float64) float64 {
	k, a, b := s.reach(p)
	if p >= 1 || k == len(s.x) {
		return 1
	}
	if k == len(s.x)-1 {
		b = Point{1, 1}
	}
	if b.P == a.P {
		return b.L
	}
	// a sum of shares misses its knot by rounding; where the poorest hold nothing that would be next to nothing instead
	if p-a.P < sameShare {
		return a.L
	}
	return a.L + (b.L-a.L)*(p-a.P)/(b.P-a.P)
}

// gini sums deviations from the centre against mid-ranks: for values that are
// nearly equal this keeps digits that 1 − Σ(ΔP)(L+L) would cancel away.
func (s *sample) gini() (float64, error) {
	below, sum := 0.0, 0.0
	c := s.column(centred, 0)
	for lo, some := range s.blocks() {
		off := c.block(lo, lo+len(some), s.vBuf)
		for i, p := range some {
			sum += p * off[i] * (2*below + p - 1)
			below += p
		}
	}
	return math.Max(0, sum*(s.spread/s.mean)), nil
}

func (s *sample) giniCorrected() (float64, error) {
	if s.w != nil {
		return 0, fmt.Errorf("the correction n/(n−1) is for unweighted units: %w", ErrUndefined)
	}
	n := float64(len(s.x))
	if n < 2 {
		return 0, fmt.Errorf("one unit has no correction n/(n−1): %w", ErrUndefined)
	}
	g, err := s.gini()
	return g * n / (n - 1), err
}

func (s *sample) palma() (float64, error) { return s.tails(0.9, 0.4) }

func (s *sample) s80s20() (float64, error) { return s.tails(0.8, 0.2) }

func (s *sample) tails(top, bottom float64) (float64, error) {
	low := s.lorenzAt(bottom)
	if low <= 0 {
		return 0, fmt.Errorf("the poorest %g %% hold nothing: %w", 100*bottom, ErrUndefined)
	}
	return (1 - s.lorenzAt(top)) / low, nil
}
