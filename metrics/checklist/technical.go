// SPDX-License-Identifier: Apache-2.0

package checklist

import "math"

// LeastProbes of a site in thirty days without which its availability is not told: of the 120 that there are every six hours.
const LeastProbes = 100

// LeastAvailability is the share of probes answered that counts as available.
const LeastAvailability = 0.99

// Quality is indicator D4.6, the technical quality of a site: 100 · the mean of five parts, over those that were tested; NaN if none was.
//
//   - HTTPS with a valid certificate (T.https)
//   - made for phones: viewport, size of text and of targets (A5.viewport, A5.font, A5.tap): none fails, and the viewport was tested
//   - largest contentful paint in 2.5 s (A5.lcp)
//   - availability of 99 % (A1.probe), over LeastProbes probes and more
//   - a domain in gov.ua (T.govua)
//
// Parts is how many of them were tested.
func Quality(results []Result) (value float64, parts int) {
	by := map[string]Outcome{}
	probes, answered := 0, 0
	for _, r := range results {
		if r.Rule != "A1.probe" {
			by[r.Rule] = r.Outcome
			continue
		}
		switch r.Outcome {
		case Pass:
			probes, answered = probes+1, answered+1
		case Fail:
			probes++
		}
	}
	passed := 0
	part := func(o Outcome) {
		if o == Pass || o == Fail {
			parts++
		}
		if o == Pass {
			passed++
		}
	}
	part(by["T.https"])
	phone := by["A5.viewport"]
	if phone == Pass && (by["A5.font"] == Fail || by["A5.tap"] == Fail) {
		phone = Fail
	}
	part(phone)
	part(by["A5.lcp"])
	if probes >= LeastProbes {
		part(map[bool]Outcome{true: Pass, false: Fail}[float64(answered) >= LeastAvailability*float64(probes)])
	}
	part(by["T.govua"])
	if parts == 0 {
		return math.NaN(), 0
	}
	return 100 * float64(passed) / float64(parts), parts
}
