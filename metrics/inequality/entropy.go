// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"math"
)

// TheilT returns Σ p (x/μ) ln(x/μ), generalised entropy of order 1: 0 equal …
// ln(1/min p), sensitive to the top. A term is 0 where x = 0. x ≥ 0.
// Source: H. Theil, 1967.
func TheilT(x, w []float64) (float64, error) { return measureOn(x, w, nonNegative, (*sample).theilT) }

// TheilL returns Σ p ln(μ/x), the mean log deviation, generalised entropy of
// order 0: 0 equal … ∞, sensitive to the bottom. x > 0. Source: H. Theil, 1967.
func TheilL(x, w []float64) (float64, error) { return measureOn(x, w, positive, (*sample).theilL) }

// GE2 returns ½ CV², generalised entropy of order 2. x ≥ 0.
// Source: A. F. Shorrocks, 1980.
func GE2(x, w []float64) (float64, error) { return measureOn(x, w, nonNegative, (*sample).ge2) }

// Atkinson returns 1 − (Σ p (x/μ)^{1−ε})^{1/(1−ε)}, at ε = 1: 1 − exp(Σ p ln x)/μ:
// the share of the mean that could be given up for equality, 0…1. The aversion
// eps ≥ 0. x ≥ 0, and x > 0 for eps ≥ 1. Source: A. B. Atkinson, 1970.
func Atkinson(x, w []float64, eps float64) (float64, error) {
	if err := checkAversion(eps); err != nil {
		return 0, err
	}
	return measureOn(x, w, atkinsonDomain(eps), func(s *sample) (float64, error) { return s.atkinson(eps), nil })
}

// EDE returns μ(1 − Atkinson), the equal value that would do as much good as the
// spread one, in the unit of x; with eps = 1 the geometric mean. Domain as
// [Atkinson].
func EDE(x, w []float64, eps float64) (float64, error) {
	if err := checkAversion(eps); err != nil {
		return 0, err
	}
	return measureOn(x, w, atkinsonDomain(eps), func(s *sample) (float64, error) { return s.ede(eps), nil })
}

// Kolm returns (1/α) ln Σ p e^{α(μ−x)}, in the unit of x: unlike the relative
// measures it does not change when all gain the same amount. alpha > 0 is per
// unit of x (0.05 per index point). Any finite x. Source: S.-C. Kolm, 1976.
func Kolm(x, w []float64, alpha float64) (float64, error) {
	if !(alpha > 0) || math.IsInf(alpha, 0) {
		return 0, fmt.Errorf("kolm with alpha %v: give a finite alpha above 0", alpha)
	}
	return measureOn(x, w, anyReal, func(s *sample) (float64, error) { return s.kolm(alpha), nil })
}

// theilT sums terms about the centre and then moves to the mean of the draw.
func (s *sample) theilT() (float64, error) {
	f := s.sum(s.column(tTerm, 0))
	return math.Max(0, (f+s.delta)/(1+s.delta)-math.Log1p(s.delta)), nil
}

func (s *sample) theilL() (float64, error) {
	f := s.sum(s.column(lTerm, 0))
	return math.Max(0, f-(s.delta-math.Log1p(s.delta))), nil
}

func (s *sample) ge2() (float64, error) {
	cv := s.deviation() / s.mean
	return cv * cv / 2, nil
}

func atkinsonDomain(eps float64) domain {
	if eps >= 1 {
		return positive
	}
	return nonNegative
}

func checkAversion(eps float64) error {
	if !(eps >= 0) || math.IsInf(eps, 0) {
		return fmt.Errorf("atkinson with epsilon %v: give a finite epsilon of 0 or more", eps)
	}
	return nil
}

func (s *sample) atkinson(eps float64) float64 {
	return math.Min(1, math.Max(0, -math.Expm1(s.logMeanPower(1-eps))))
}

func (s *sample) ede(eps float64) float64 { return s.mean * (1 - s.atkinson(eps)) }

// logMeanPower is ln of the power mean of x/μ of order k, at k = 0 of the
// geometric mean.
func (s *sample) logMeanPower(k float64) float64 {
	if k != 0 {
		return s.logMeanExp(s.column(power, k))/k - math.Log1p(s.delta)
	}
	return s.sum(s.column(logBasis, 0)) - math.Log1p(s.delta)
}

func (s *sample) kolm(alpha float64) float64 {
	return math.Max(0, s.logMeanExp(s.column(kolmBasis, alpha))/alpha+(s.mean-s.centre))
}
