// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/ingest/bodies"
)

// TestInvent: equal seeds give an equal country, other seeds another one; codes are unique and codes of legal persons valid.
func TestInvent(t *testing.T) {
	c := Invent(1, 0.1)
	names := func(c *Country) (out []string) {
		for _, h := range c.Communities {
			out = append(out, h.Code+h.Name)
		}
		for _, b := range c.Bodies {
			out = append(out, b.ID+b.Name+b.Status+b.EDRPOU)
		}
		return out
	}
	if d := cmp.Diff(names(c), names(Invent(1, 0.1))); d != "" {
		t.Errorf("the same seed gave another country: %s", d)
	}
	if cmp.Equal(names(c), names(Invent(2, 0.1))) {
		t.Error("another seed gave the same country")
	}
	codes := map[string]bool{}
	once := func(code string) {
		if codes[code] {
			t.Errorf("code %s twice", code)
		}
		codes[code] = true
	}
	slugs := map[string]bool{}
	for _, h := range c.Communities {
		once(h.Code)
		once(h.Council)
		if slugs[h.Slug] {
			t.Errorf("slug %s twice", h.Slug)
		}
		slugs[h.Slug] = true
		people := 0
		for _, s := range h.Settlements {
			once(s.Code)
			people += s.Population
		}
		if people != h.Population || !bodies.EDRPOU(h.Council) {
			t.Errorf("%s: %d residents in settlements, %d in all; council %s", h.Name, people, h.Population, h.Council)
		}
	}
	active, legal := 0, 0
	for _, b := range c.Bodies {
		if b.Active() {
			active++
		}
		if b.EDRPOU != "" {
			once(b.EDRPOU)
			legal++
		}
	}
	if len(c.Bodies) < 100 || active < len(c.Bodies)/2 || legal == 0 || legal == len(c.Bodies) {
		t.Errorf("%d bodies, %d active, %d legal persons", len(c.Bodies), active, legal)
	}
	t.Logf("%d communities, %d bodies, %d active, %d legal persons", len(c.Communities), len(c.Bodies), active, legal)
}

// TestLevels: dimensions correlate, and none repeats another.
func TestLevels(t *testing.T) {
	c := Invent(1, 0.3)
	var a, b []float64
	for _, h := range c.Communities {
		a, b = append(a, c.Level(h, "D2", 2025)), append(b, c.Level(h, "D6", 2025))
	}
	if r := correlation(a, b); r < 0.3 || r > 0.9 {
		t.Errorf("correlation of D2 and D6 is %.2f", r)
	}
}

func correlation(a, b []float64) float64 {
	var ma, mb, saa, sbb, sab float64
	for i := range a {
		ma, mb = ma+a[i]/float64(len(a)), mb+b[i]/float64(len(b))
	}
	for i := range a {
		saa, sbb, sab = saa+(a[i]-ma)*(a[i]-ma), sbb+(b[i]-mb)*(b[i]-mb), sab+(a[i]-ma)*(b[i]-mb)
	}
	return sab / math.Sqrt(saa*sbb)
}
