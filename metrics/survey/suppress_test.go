// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"math"
	"testing"
)

// TestReliabilityAtTheBounds: α of 0.60 may be used with caution and of 0.70 is fine; of fewer than 50 rows no α is told.
func TestReliabilityAtTheBounds(t *testing.T) {
	for alpha, want := range map[float64]string{0.5999: "do_not_publish", 0.60: "caution", 0.6999: "caution", 0.70: "fine", 0.55: "do_not_publish"} {
		d := DimensionResult{N: 1000, NAlphaP: 1000, NAlphaE: 1000, NAlphaGap: 1000, AlphaP: 0.9, AlphaE: 0.9, AlphaGap: alpha, Omega: 0.9}
		if d.suppress(minimum[National], false); d.Reliability != want {
			t.Errorf("α %v: %q, want %q", alpha, d.Reliability, want)
		}
	}
	for n, told := range map[int]bool{49: false, 50: true} {
		d := DimensionResult{N: 1000, NAlphaP: n, NAlphaE: n, NAlphaGap: n, AlphaP: 0.8, AlphaE: 0.8, AlphaGap: 0.8, Omega: 0.8}
		d.suppress(minimum[National], false)
		for name, v := range map[string]float64{"α of perception": d.AlphaP, "α of expectation": d.AlphaE, "α of the gap": d.AlphaGap, "ω": d.Omega} {
			if math.IsNaN(v) == told {
				t.Errorf("%s of %d rows is %v", name, n, v)
			}
		}
	}
}
