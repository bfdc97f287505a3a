// SPDX-License-Identifier: Apache-2.0

package checklist

import (
	"fmt"
	"math"
	"testing"
)

// TestQualityByHand: the five parts of D4.6, and what is left out where it was not tested.
func TestQualityByHand(t *testing.T) {
	probes := func(n, answered int) (out []Result) {
		for i := range n {
			o := Pass
			if i >= answered {
				o = Fail
			}
			out = append(out, Result{"A1.probe", fmt.Sprint(i), o})
		}
		return out
	}
	one := func(pairs ...string) (out []Result) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, Result{pairs[i], "", Outcome(pairs[i+1])})
		}
		return out
	}
	for name, c := range map[string]struct {
		results []Result
		value   float64
		parts   int
	}{
		"nothing":             {nil, math.NaN(), 0},
		"not tested":          {one("T.https", "not_tested", "T.govua", "not_tested", "A5.lcp", "not_tested"), math.NaN(), 0},
		"all but lcp":         {append(one("T.https", "pass", "T.govua", "fail", "A5.viewport", "pass", "A5.font", "pass", "A5.tap", "not_tested"), probes(120, 119)...), 75, 4},
		"small text":          {one("T.https", "pass", "T.govua", "pass", "A5.viewport", "pass", "A5.font", "fail"), 200.0 / 3, 3},
		"too few probes":      {append(one("T.govua", "pass"), probes(99, 50)...), 100, 1},
		"just available":      {probes(100, 99), 100, 1},
		"just not":            {probes(100, 98), 0, 1},
		"viewport not tested": {one("A5.viewport", "not_tested", "A5.font", "fail", "T.https", "fail"), 0, 1},
	} {
		value, parts := Quality(c.results)
		if near(t, name, value, c.value); parts != c.parts {
			t.Errorf("%s: %d parts, want %d", name, parts, c.parts)
		}
	}
}
