// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"slices"
	"strings"

	"osnova/catalog"
)

// scale is what an indicator or index is measured on.
type scale struct {
	kind   string // one of catalog.ScaleTypes
	lo, hi float64
}

// pointScale is the scale of indices and of shares in per cent.
var pointScale = scale{kind: "bounded", lo: 0, hi: 100}

// scaleOf gives the scale of an indicator as it declares it; an index has points.
func (st *Stage) scaleOf(id string) scale {
	i := st.indicator(id)
	if i == nil {
		return pointScale
	}
	s := scale{kind: i.ScaleType, lo: 0, hi: 100}
	if i.Bounds != nil {
		s.lo, s.hi = i.Bounds.Lo, i.Bounds.Hi
	}
	return s
}

// mostReplaced is the largest share of units whose value may be raised to the floor before logarithms are taken. More of them, and the measure tells the
// floor and not the units.
const mostReplaced = 0.05

// floorOf is the value to which lower ones are raised before a logarithm: a tenth of a point of 100 (SPEC 5). An amount has no unit in which a tenth would
// be little for all, so its zeros are not raised.
func (s scale) floorOf() float64 {
	if s.kind != "bounded" {
		return 0
	}
	return zeroFloor * (s.hi - s.lo) / 100
}

// replaced counts the values that the floor would raise, or zeros where there is no floor.
func (s scale) replaced(values []float64) (n int) {
	for _, v := range values {
		if v == 0 || v < s.floorOf() {
			n++
		}
	}
	return n
}

// takesLogarithms says whether a measure or a part of it is made of logarithms of every value.
func takesLogarithms(measure string) bool {
	return strings.HasPrefix(measure, "theil_l") || slices.Contains([]string{"atkinson_1", "atkinson_2", "ede_1"}, measure)
}

// publishes says whether a measure means something on the scale, of n units of which some would be replaced (SPEC 5):
//   - a mean always; of yes or no nothing else, for every other measure is a function of it;
//   - spread, and shares of a sum taken one by one (Gini, Theil T, Lorenz), of all that has degrees;
//   - ratios of tops and bottoms (P90/P10, 20:20, Palma) only of an amount: at the end of a bounded scale there is no twice as much;
//   - logarithms of amounts without a zero, and of points if few are raised; the second Atkinson, which the lowest value decides, only if none is;
//   - Kolm, whose α is per point of 100, only of such points.
func (s scale) publishes(measure string, n, replaced int) bool {
	switch {
	case measure == "mean":
		return true
	case s.kind == "binary":
		return false
	case measure == "kolm_0.05":
		return s == pointScale
	case slices.Contains([]string{"p90p10", "s80s20", "palma"}, measure):
		return s.kind == "ratio"
	case takesLogarithms(measure):
		few := s.kind == "bounded" && measure != "atkinson_2" && float64(replaced) <= mostReplaced*float64(n)
		return (s.kind == "ratio" || s.kind == "bounded") && replaced == 0 || few
	}
	return slices.Contains(catalog.ScaleTypes, s.kind)
}
