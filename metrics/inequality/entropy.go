package inequality

import (
	"fmt"
	"math"
)

// TheilT returns Σ p (x/μ) ln(x/μ), generalised entropy of order 1: 0 equal …
// ln(1/min p), sensitive to the top. A term is 0 where x = 0. x ≥ 0.
// Source: H. Theil, 1967.
func TheilT(x, w []float64) (float64, error) { return on(x, w, nonNegative, (*sample).theilT) }

// TheilL returns Σ p ln(μ/x), the mean log deviation, generalised entropy of
// order 0: 0 equal … ∞, sensitive to the bottom. x > 0. Source: H. Theil, 1967.
func TheilL(x, w []float64) (float64, error) { return on(x, w, positive, (*sample).theilL) }

// GE2 returns ½ CV², generalised entropy of order 2. x ≥ 0.
// Source: A. F. Shorrocks, 1980.
func GE2(x, w []float64) (float64, error) { return on(x, w, nonNegative, (*sample).ge2) }

// Atkinson returns 1 − (Σ p (x/μ)^{1−ε})^{1/(1−ε)}, at ε = 1: 1 − exp(Σ p ln x)/μ:
// the share of the mean that could be given up for equality, 0…1. The aversion
// eps ≥ 0. x ≥ 0, and x > 0 for eps ≥ 1. Source: A. B. Atkinson, 1970.
func Atkinson(x, w []float64, eps float64) (float64, error) {
	if err := checkAversion(eps); err != nil {
		return 0, err
	}
	return on(x, w, atkinsonDomain(eps), func(s *sample) (float64, error) { return s.atkinson(eps), nil })
}

// EDE returns μ(1 − Atkinson), the equal value that would do as much good as the
// spread one, in the unit of x; with eps = 1 the geometric mean. Domain as
// [Atkinson].
func EDE(x, w []float64, eps float64) (float64, error) {
	if err := checkAversion(eps); err != nil {
		return 0, err
	}
	return on(x, w, atkinsonDomain(eps), func(s *sample) (float64, error) { return s.ede(eps), nil })
}

// Kolm returns (1/α) ln Σ p e^{α(μ−x)}, in the unit of x: unlike the relative
// measures it does not change when all gain the same amount. alpha > 0 is per
// unit of x (0.05 per index point). Any finite x. Source: S.-C. Kolm, 1976.
func Kolm(x, w []float64, alpha float64) (float64, error) {
	if !(alpha > 0) || math.IsInf(alpha, 0) {
		return 0, fmt.Errorf("kolm with alpha %v: give a finite alpha above 0", alpha)
	}
	return on(x, w, anyReal, func(s *sample) (float64, error) { return s.kolm(alpha), nil })
}

// theilT takes Σp(x/μ − 1) = 0 from the definition, so that every unit adds ≥ 0
// and nearly equal values keep their digits; theilL does the same.
func (s *sample) theilT() (float64, error) {
	sum := 0.0
	for i, v := range s.x {
		sum -= s.p[i] * (v - s.mean) / s.mean
		if v > 0 {
			sum += s.p[i] * (v / s.mean) * s.logRatio(v)
		}
	}
	return math.Max(0, sum), nil
}

func (s *sample) theilL() (float64, error) {
	sum := 0.0
	for i, v := range s.x {
		sum += s.p[i] * ((v-s.mean)/s.mean - s.logRatio(v))
	}
	return math.Max(0, sum), nil
}

// logRatio is ln(x/μ); Log1p alone would lose x when x is far below the mean.
func (s *sample) logRatio(x float64) float64 {
	if d := (x - s.mean) / s.mean; d > -0.5 {
		return math.Log1p(d)
	}
	return math.Log(x) - math.Log(s.mean)
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
		return s.logMeanExp(func(x float64) float64 { return k * s.logRatio(x) }) / k
	}
	sum := 0.0
	for i, v := range s.x {
		sum += s.p[i] * s.logRatio(v)
	}
	return sum
}

// logMeanExp is ln Σ p e^{f(x)}; f may be −Inf. Small exponents go through Expm1,
// as callers divide by a k near 0, large ones are scaled so as not to overflow.
func (s *sample) logMeanExp(f func(float64) float64) float64 {
	top, size := math.Inf(-1), 0.0
	for _, v := range s.x {
		e := f(v)
		top, size = math.Max(top, e), math.Max(size, math.Abs(e))
	}
	sum := 0.0
	if size < 1 {
		for i, v := range s.x {
			sum += s.p[i] * math.Expm1(f(v))
		}
		return math.Log1p(sum)
	}
	for i, v := range s.x {
		sum += s.p[i] * math.Exp(f(v)-top)
	}
	return top + math.Log(sum)
}

func (s *sample) kolm(alpha float64) float64 {
	return math.Max(0, s.logMeanExp(func(x float64) float64 { return alpha * (s.mean - x) })/alpha)
}
