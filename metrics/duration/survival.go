// SPDX-License-Identifier: Apache-2.0

package duration

import "math"

// CurveStep is a time of a sample together with what happened at it.
type CurveStep struct {
	Time     float64
	Events   int // ended at this time
	Censored int // seen up to this time and not ended by then
}

// Survival is the product-limit estimate of Kaplan and Meier (1958, JASA 53:457):
// S(t) = Π (1 − dᵢ/nᵢ) over the times up to t at which dᵢ of the nᵢ still at risk
// ended. A case censored at a time is at risk at that time.
type Survival struct {
	N, Events int

	Median    float64 // NaN where the curve stays above ½
	Low, High float64 // 95 % interval of the median; NaN where it has no such end
	Last      float64 // the greatest time in the sample, NaN where it is empty
}

// normal95 is the 97.5 % point of the normal law, as in the specification.
const normal95 = 1.959964

// within takes ½ reached through a product of fractions for ½.
const within = 1e-12

// KaplanMeier takes the steps in ascending, distinct times.
//
// The median is the first time at which S ≤ ½. Where S is exactly ½ over a whole
// interval it is the middle of it, as R's survival does, so that without censored
// cases it is the ordinary median (type 7). The interval is that of Brookmeyer and
// Crowley (1982, Biometrics 38:29): the first times at which the pointwise lower and
// upper bounds of S are ≤ ½, with Greenwood's variance on the log(−log) scale
// (Kalbfleisch and Prentice), as lifelines gives it.
func KaplanMeier(steps []CurveStep) Survival {
	out := Survival{Median: math.NaN(), Low: math.NaN(), High: math.NaN(), Last: math.NaN()}
	for _, s := range steps {
		out.N += s.Events + s.Censored
		out.Events += s.Events
		out.Last = s.Time
	}
	survive, variance, atRisk := 1.0, 0.0, float64(out.N)
	half := math.NaN() // where S became exactly ½, until the next event
	for _, s := range steps {
		if d := float64(s.Events); d > 0 {
			if !math.IsNaN(half) {
				out.Median, half = (half+s.Time)/2, math.NaN()
			}
			survive *= 1 - d/atRisk
			variance += d / (atRisk * (atRisk - d)) // +Inf at the last case, where S is 0
			switch {
			case !math.IsNaN(out.Median):
			case math.Abs(survive-0.5) <= within:
				half = s.Time
			case survive < 0.5:
				out.Median = s.Time
			}
			if math.IsNaN(out.Low) || math.IsNaN(out.High) {
				low, high := below(survive, variance)
				if low && math.IsNaN(out.Low) {
					out.Low = s.Time
				}
				if high && math.IsNaN(out.High) {
					out.High = s.Time
				}
			}
		}
		atRisk -= float64(s.Events + s.Censored)
	}
	if !math.IsNaN(half) { // ½ to the end of what was seen
		out.Median = half
	}
	return out
}

// half2 is ½ on the log(−log) scale.
var half2 = math.Log(math.Ln2)

// below says whether the lower and the upper end of the pointwise 95 % interval of S
// are ≤ ½: log(−log S) ± z·√V/|log S|, compared on that scale, where it takes two
// logarithms instead of four powers. V is Greenwood's sum Σ d/(n(n−d)).
func below(survive, variance float64) (low, high bool) {
	if survive <= within {
		return true, true
	}
	log := -math.Log(survive)
	if log == 0 {
		return false, false
	}
	at, spread := math.Log(log), normal95*math.Sqrt(variance)/log
	return at+spread >= half2, at-spread >= half2
}
