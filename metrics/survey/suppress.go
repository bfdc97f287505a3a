// SPDX-License-Identifier: Apache-2.0

package survey

import "math"

// Level is what a part of the sample stands for; it sets the least number of answers
// that is published.
type Level string

// The levels.
const (
	National  Level = "national"
	Oblast    Level = "oblast"
	Hromada   Level = "hromada"
	BodyLevel Level = "body"
)

// sizeRule is the least number of answers that is shown, and from which on it is shown
// without a mark.
type sizeRule struct{ least, fine int }

var minimum = map[Level]sizeRule{National: {100, 100}, Oblast: {100, 100}, Hromada: {30, 50}, BodyLevel: {30, 30}}

// minimumNPS holds on every level: a difference of two shares varies more.
var minimumNPS = sizeRule{50, 100}

// minimumAlpha is for α and ω.
const minimumAlpha = 50

// smallCount is a number of persons that is not told: 1–4.
const smallCount = 5

// status of a cell of n answers, before secondary suppression.
func (s sizeRule) status(n int) string {
	switch {
	case n == 0:
		return Unavailable
	case n < s.least:
		return Suppressed
	case n < s.fine:
		return Unreliable
	}
	return ""
}

// suppress sets the status of every cell and, unless told not to, empties those
// below the minimum. Where exactly one unit would be hidden and its value could be
// had from the whole and the other units, the next smallest is hidden too.
func (a *analysis) suppress() {
	whole, unit := minimum[a.set.Level], minimum[a.set.UnitLevel]
	show := a.set.NoSuppress
	for i := range a.r.Items {
		it := &a.r.Items[i]
		if it.Status = whole.status(it.N); it.Status == Suppressed {
			if show {
				it.Status = Unreliable
				continue
			}
			for _, v := range []*float64{&it.MeanP, &it.MeanE, &it.Gap, &it.SD, &it.T, &it.P, &it.Adjusted} {
				*v = math.NaN()
			}
		}
	}
	for i := range a.r.Dimensions {
		a.r.Dimensions[i].suppress(whole, show)
	}
	for i := range a.r.Overall {
		a.r.Overall[i].suppress(whole, show)
	}
	outside := len(a.rows)
	for _, u := range a.r.Units {
		outside -= u.Respondents
	}
	a.suppressUnits(unit, show, outside >= smallCount)
}

func (d *DimensionResult) suppress(rule sizeRule, show bool) {
	for _, one := range []struct {
		n int
		v []*float64
	}{{d.NAlphaP, []*float64{&d.AlphaP, &d.Omega}}, {d.NAlphaE, []*float64{&d.AlphaE}}, {d.NAlphaGap, []*float64{&d.AlphaGap}}} {
		if one.n < minimumAlpha && !show {
			for _, v := range one.v {
				*v = math.NaN()
			}
		}
	}
	alpha := d.AlphaGap
	if d.NAlphaGap == 0 {
		alpha = d.AlphaP
	}
	switch {
	case alpha >= 0.70:
		d.Reliability = "fine"
	case alpha >= 0.60:
		d.Reliability = "caution"
	case alpha < 0.60:
		d.Reliability = "do_not_publish"
	}
	d.Status = rule.status(d.N)
	if d.Status == Suppressed && !show {
		for _, v := range []*float64{&d.Gap, &d.Low, &d.High, &d.Weighted, &d.MeanP, &d.MeanE, &d.S} {
			*v = math.NaN()
		}
		return
	}
	if d.Status == Suppressed || d.Status == "" && d.Reliability == "do_not_publish" {
		d.Status = Unreliable
	}
}

func (m *Metric) suppress(rule sizeRule, show bool) {
	if m.Name == "nps" {
		rule = minimumNPS
	}
	if m.Status != "" {
		return
	}
	if m.Status = rule.status(m.N); m.Status == Suppressed {
		m.hide(show)
	}
}

func (m *Metric) hide(show bool) {
	if m.Status = Suppressed; show {
		m.Status = Unreliable
		return
	}
	m.Estimate = nothing
}

// suppressUnits hides units; covered says that respondents without a unit keep a
// single hidden one from being found by subtraction.
func (a *analysis) suppressUnits(rule sizeRule, show, covered bool) {
	units := a.r.Units
	n := make([]int, len(units))
	hidden := make([]bool, len(units))
	for i, u := range units {
		n[i] = u.N
		hidden[i] = rule.status(u.N) == Suppressed
	}
	small := make([]bool, len(units))
	for i, u := range units {
		small[i] = hidden[i] && (u.N < smallCount || u.Respondents < smallCount)
	}
	if !covered && !show {
		second(n, hidden)
		second(n, small)
	}
	for i := range units {
		u := &units[i]
		u.hidden = small[i] && !show
		switch {
		case hidden[i] && show:
			u.Status = Unreliable
		case hidden[i]:
			u.Status = Suppressed
			u.ServQual, u.Weighted, u.ServPerf, u.Low, u.High = math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()
		default:
			u.Status = rule.status(u.N)
		}
		if show {
			continue
		}
		for d := range u.Gaps {
			if hidden[i] || u.NGaps[d] < rule.least {
				u.Gaps[d] = math.NaN()
			}
		}
		if u.NWeighted < rule.least {
			u.Weighted = math.NaN()
		}
		if u.NServPerf < rule.least {
			u.ServPerf = math.NaN()
		}
	}
	if len(units) == 0 {
		return
	}
	for k := range units[0].Metrics {
		for i := range units {
			m := &units[i].Metrics[k]
			of := rule
			if m.Name == "nps" {
				of = minimumNPS
			}
			n[i] = m.N
			hidden[i] = m.Status == "" && of.status(m.N) == Suppressed
			if m.Status == "" {
				m.Status = of.status(m.N)
			}
		}
		if !covered && !show {
			second(n, hidden)
		}
		for i := range units {
			if hidden[i] {
				units[i].Metrics[k].hide(show)
			}
		}
	}
}

// second adds the smallest cell that is shown where exactly one is hidden.
func second(n []int, hidden []bool) {
	count, least := 0, -1
	for i, h := range hidden {
		switch {
		case h:
			count++
		case n[i] > 0 && (least < 0 || n[i] < n[least]):
			least = i
		}
	}
	if count == 1 && least >= 0 {
		hidden[least] = true
	}
}
