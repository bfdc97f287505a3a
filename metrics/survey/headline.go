// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"math"
	"slices"
	"strings"

	"osnova/metrics/statistics"
)

// Adequacy of an item with perception p and expectation e on a scale of the given
// range (7 − 1 = 6): 100·clip(1 + (p−e)/range, 0, 1). A met or exceeded expectation
// gives 100.
func Adequacy(p, e, scale float64) float64 {
	return 100 * max(0, min(1, 1+(p-e)/scale))
}

// Performance of an item with perception p on a scale: 100·(p−min)/(max−min).
func Performance(p, least, most float64) float64 { return 100 * (p - least) / (most - least) }

// Estimate is a value with its 95 % interval; NaN where it is not defined.
type Estimate struct{ Value, Low, High float64 }

var nothing = Estimate{math.NaN(), math.NaN(), math.NaN()}

// CSAT is the share of satisfied answers in percent with Wilson's interval.
// Satisfied and n may be weighted: satisfied share of the effective size n.
func CSAT(satisfied, n float64) Estimate {
	low, high := statistics.Wilson(satisfied, n, statistics.Z95)
	if math.IsNaN(low) {
		return nothing
	}
	return Estimate{100 * satisfied / n, 100 * low, 100 * high}
}

// NPS is the net promoter score 100·(p − d) of n answers with the shares p of
// promoters (9–10) and d of detractors (0–6), and its normal interval with the
// standard error 100·√((p + d − (p−d)²)/n), kept within −100…100.
func NPS(promoters, detractors, n float64) Estimate {
	if !(n > 0) {
		return nothing
	}
	p, d := promoters/n, detractors/n
	v := 100 * (p - d)
	half := statistics.Z95 * 100 * math.Sqrt(max(0, p+d-(p-d)*(p-d))/n)
	return Estimate{v, max(-100, v-half), min(100, v+half)}
}

// servqualWeights are the mean importances that Parasuraman, Zeithaml & Berry
// published for the five dimensions, by the ids of the questionnaire and by name.
var servqualWeights = map[string]float64{
	"t": .11, "r": .32, "p": .22, "a": .19, "m": .16,
	"tangibles": .11, "reliability": .32, "responsiveness": .22, "assurance": .19, "empathy": .16,
}

var eService = []string{"e", "e-service", "e-services", "eservice"}

// eShare is what the block of e-service items weighs in S.
const eShare = 0.25

// Weights are the v of S = Σ v·S_d, sum 1: the published importances where all
// dimensions are among T, R, P, A, M (or Tangibles, Reliability, Responsiveness,
// Assurance, Empathy) and E (e-service, which gets 0.25), else equal. The basis says
// which.
func Weights(dimensions []string) (v []float64, basis string) {
	v = make([]float64, len(dimensions))
	five, block := 0.0, false
	for i, name := range dimensions {
		name = strings.ToLower(name)
		w, known := servqualWeights[name]
		switch {
		case known:
			v[i] = w
			five += w
		case slices.Contains(eService, name) && !block:
			block = true
		default:
			for j := range v {
				v[j] = 1 / float64(len(v))
			}
			return v, "equal"
		}
	}
	if five == 0 { // the e-service block alone
		return []float64{1}, "equal"
	}
	share, basis := 1.0, "published"
	if block {
		share, basis = 1-eShare, "published+e"
	}
	for i := range v {
		if v[i] == 0 {
			v[i] = eShare
		} else {
			v[i] *= share / five
		}
	}
	return v, basis
}
