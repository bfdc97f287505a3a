// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"time"
)

// indicatorTruth tells the values of one indicator: of communities as they are, and of oblasts and the country as they follow from them by the rule of
// the field, Σnum/Σden or the mean weighted with residents, over communities that are studied and not occupied. The pipeline has rules of
// its own for that; this is their check.
type indicatorTruth struct {
	o          *Folder
	period, id string
	scale      float64 // of Σnum/Σden; 0: a weighted mean
	order      []string
	above      map[string]*truthSums
	least      bool // values are lower bounds: above, those who are not known count below the line only
}

type truthSums struct {
	num, den float64
	known    int
	status   string
}

func newIndicatorTruth(o *Folder, period, id string, scale float64) *indicatorTruth {
	return &indicatorTruth{o: o, period: period, id: id, scale: scale, above: map[string]*truthSums{}}
}

// newLeast is a tale of lower bounds.
func newLeast(o *Folder, period, id string, scale float64) *indicatorTruth {
	t := newIndicatorTruth(o, period, id, scale)
	t.least = true
	return t
}

// value tells a community's value of an indicator that goes up as a mean.
func (t *indicatorTruth) value(h *Community, v float64, status string) {
	t.o.Indicator(h.Code, "community", t.period, t.id, v, status)
	t.add(h, v*float64(h.Population), float64(h.Population), status)
}

// ratio tells a community's value of an indicator that goes up by its parts.
func (t *indicatorTruth) ratio(h *Community, num, den float64, status string) {
	t.o.Indicator(h.Code, "community", t.period, t.id, t.scale*num/den, status)
	t.add(h, num, den, status)
}

func (t *indicatorTruth) add(h *Community, num, den float64, status string) {
	if h.Occupied || !h.Studied() || status == "n" || status == ":" && !t.least {
		return
	}
	for _, unit := range []string{h.Oblast.Code, "UA"} {
		s, ok := t.above[unit]
		if !ok {
			s = &truthSums{}
			t.above[unit], t.order = s, append(t.order, unit)
		}
		s.den += den
		if status == ":" {
			continue
		}
		s.num, s.known, s.status = s.num+num, s.known+1, status
		if t.least {
			s.status = ">"
		}
	}
}

// end tells the units above.
func (t *indicatorTruth) end() {
	scale := t.scale
	if scale == 0 {
		scale = 1
	}
	for _, unit := range t.order {
		level := "oblast"
		if unit == "UA" {
			level = "country"
		}
		if s := t.above[unit]; s.den > 0 && s.known > 0 {
			t.o.Indicator(unit, level, t.period, t.id, scale*s.num/s.den, s.status)
		}
	}
}

// quarterOf is the quarter of a day, such as 2025-Q4.
func quarterOf(day time.Time) string { return fmt.Sprintf("%d-Q%d", day.Year(), (day.Month()+2)/3) }

func hundred(yes bool) float64 {
	if yes {
		return 100
	}
	return 0
}
