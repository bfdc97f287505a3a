// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"slices"
	"strings"
)

// quality is D4.6 by its definition: the mean of HTTPS, usable on phones, gov.ua and, if it was probed (0 or more), availability of 99 %.
func (d drawn) quality(available float64) float64 {
	parts := []bool{d.https, d.phone["viewport"] == "pass" && d.phone["font"] != "fail" && d.phone["tap"] != "fail", d.govua}
	if available >= 0 {
		parts = append(parts, available >= 0.99)
	}
	return percentOf(parts)
}

// percentOf is how much of it holds, in per cent.
func percentOf(parts []bool) float64 {
	n := 0
	for _, ok := range parts {
		if ok {
			n++
		}
	}
	return 100 * float64(n) / float64(len(parts))
}

// tested are the outcomes that are pass or fail.
func tested(outcomes ...string) (out []bool) {
	for _, o := range outcomes {
		if o != "not_tested" {
			out = append(out, o == "pass")
		}
	}
	return out
}

// scores tells D3.6, D3.7 and component A of a full round. Equal pages change no share.
func (v round) scores(d drawn, available float64) {
	year := v.period[:4]
	var access []bool
	for _, rule := range accessRules {
		access = append(access, tested(d.access[rule.name])...)
	}
	content := percentOf(d.items[:])
	v.out.Indicator(v.site.unit, v.site.level, year, "D3.6", content, "")
	v.out.Indicator(v.site.unit, v.site.level, year, "D3.7", percentOf(access), "")
	type part struct{ weight, score float64 }
	parts := []part{{0.25, content}, {0.15, percentOf(access)}, {0.10, percentOf(tested(d.phone["viewport"], d.phone["font"], d.phone["tap"], d.phone["size"]))}}
	switch {
	case available >= 0:
		parts = append(parts, part{0.15, 100 * available})
	case v.site.level == "community": // the visit itself was a probe
		parts = append(parts, part{0.15, 100})
	}
	if len(d.services) > 0 {
		sum := 0.0
		for _, one := range d.services {
			sum += percentOf(one[:])
		}
		parts = append(parts, part{0.20, sum / float64(len(d.services))})
	}
	sum, weight := 0.0, 0.0
	for _, p := range parts {
		sum, weight = sum+p.weight*p.score, weight+p.weight
	}
	if weight >= 0.5-1e-9 {
		v.out.Indicator(v.site.unit, v.site.level, year, "SQI.A", sum/weight, "")
	}
}

// shares tells D7.7 of communities: the share of their bodies with a fresh page.
// Where nobody is at work and none was looked at, it does not apply.
func (w *rounds) shares(c *Country) {
	for _, h := range c.Communities {
		if h.Occupied || slices.ContainsFunc(h.Bodies, func(b *SelfOrganizationBody) bool { return b.Active() }) {
			continue
		}
		for _, year := range c.Years {
			for quarter := 1; quarter <= 4; quarter++ {
				period := fmt.Sprintf("%d-Q%d", year, quarter)
				if w.fresh[[2]string{h.Code, period}][1] == 0 {
					w.out.Indicator(h.Code, "community", period, "D7.7", 0, "n")
				}
			}
		}
	}
	keys := make([][2]string, 0, len(w.fresh))
	for k := range w.fresh {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) })
	for _, k := range keys {
		n := w.fresh[k]
		w.out.Ratio(k[0], "community", k[1], "D7.7", 100, float64(n[0]), float64(n[1]), "")
	}
}
