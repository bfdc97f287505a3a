// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestKappaByHand: 50 proposals read by two people, both yes 20, both no 15, yes–no 5, no–yes 10: p_o = 0.7, p_e = 0.5·0.6 + 0.5·0.4 = 0.5.
func TestKappaByHand(t *testing.T) {
	var a, b []string
	for _, c := range []struct {
		a, b string
		n    int
	}{{"yes", "yes", 20}, {"yes", "no", 5}, {"no", "yes", 10}, {"no", "no", 15}} {
		for range c.n {
			a, b = append(a, c.a), append(b, c.b)
		}
	}
	if k := Kappa(a, b); math.Abs(k-0.4) > 1e-12 {
		t.Errorf("kappa is %v, want 0.4", k)
	}
	for _, c := range [][2][]string{{nil, nil}, {{"x"}, {"x", "y"}}, {{"x", "x"}, {"x", "x"}}} {
		if k := Kappa(c[0], c[1]); !math.IsNaN(k) {
			t.Errorf("%v: %v", c, k)
		}
	}
}

func TestKappaProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom([]string{"pass", "fail", "other"})
		n := rapid.IntRange(1, 40).Draw(t, "n")
		a, b := make([]string, n), make([]string, n)
		for i := range n {
			a[i], b[i] = code.Draw(t, "a"), code.Draw(t, "b")
		}
		k, back := Kappa(a, b), Kappa(b, a)
		if k > 1+1e-12 || math.Abs(k-back) > 1e-12 {
			t.Fatalf("%v and %v", k, back)
		}
		if k := Kappa(a, a); !math.IsNaN(k) && math.Abs(k-1) > 1e-12 {
			t.Fatalf("with itself %v", k)
		}
	})
}
