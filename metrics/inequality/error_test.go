// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestStandardError: the error of each measure is √Σ (∂V/∂ln wᵢ)², the derivatives taken numerically, of whole samples and of resamples, with
// and without weights, ties and zeros.
func TestStandardError(t *testing.T) {
	source := rand.New(rand.NewPCG(5, 7))
	for _, weighted := range []bool{false, true} {
		for _, zeros := range []bool{false, true} {
			n := 40
			x, w := make([]float64, n), make([]float64, n)
			for i := range x {
				x[i], w[i] = math.Round(20*math.Exp(source.NormFloat64())+1), 1
				if weighted {
					w[i] = 1 + 9*source.Float64()
				}
				if zeros && i%7 == 0 {
					x[i] = 0
				}
			}
			for _, m := range Measures() {
				if m.Name != "gini" && m.Name != "theil_t" && m.Name != "theil_l" || zeros && m.NeedsPositive {
					continue
				}
				s, err := newSample(x, w, anyReal)
				if err != nil {
					t.Fatal(err)
				}
				v, err := m.Of(x, w)
				if err != nil {
					t.Fatal(err)
				}
				want := 0.0
				for i := range w {
					const h = 1e-5
					moved := append([]float64(nil), w...)
					moved[i] *= 1 + h
					up, err := m.Of(x, moved)
					if err != nil {
						t.Fatal(err)
					}
					moved[i] = w[i] * (1 - h)
					down, err := m.Of(x, moved)
					if err != nil {
						t.Fatal(err)
					}
					want += (up - down) / (2 * h) * (up - down) / (2 * h)
				}
				if got := s.standardError(m.Name, v); math.Abs(got-math.Sqrt(want)) > 1e-6*math.Sqrt(want) {
					t.Errorf("%s, weighted %v, zeros %v: error %v, by derivatives %v", m.Name, weighted, zeros, got, math.Sqrt(want))
				}
			}
			// A unit drawn twice is as two units.
			times := make([]int32, n)
			var xs, ws []float64
			s, err := newSample(x, w, anyReal)
			if err != nil {
				t.Fatal(err)
			}
			for i := range times {
				times[i] = int32(i % 3)
				for range times[i] {
					xs, ws = append(xs, s.x[i]), append(ws, s.w[i])
				}
			}
			s.draw(times)
			long, err := newSample(xs, ws, anyReal)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"gini", "theil_t"} {
				if got, want := s.standardError(name, 0.3), long.standardError(name, 0.3); math.Abs(got-want) > 1e-9*want {
					t.Errorf("%s of a resample: error %v, of its units one by one %v", name, got, want)
				}
			}
		}
	}
}
