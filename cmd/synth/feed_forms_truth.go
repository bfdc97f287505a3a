// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"strconv"
)

// truth tells the indicators that follow from the numbers behind a return.
func (a *returns) truth(r *reply) {
	period := strconv.Itoa(r.year)
	tell := func(id string, v float64, status string) { a.o.Indicator(r.unit, r.form.Name, period, id, v, status) }
	number := func(id, code string) {
		if v, ok := r.value[code]; ok {
			tell(id, v, "")
		} else if r.aside[code] {
			tell(id, 0, "n")
		}
	}
	ratio := func(id, part, whole string, of func(p, w float64) float64) {
		p, okP := r.value[part]
		w, okW := r.value[whole]
		switch {
		case r.aside[part] || r.aside[whole] || okW && w == 0:
			tell(id, 0, "n")
		case okP && okW:
			a.o.Ratio(r.unit, r.form.Name, period, id, 100, of(p, w), w, "")
		}
	}
	plain := func(p, _ float64) float64 { return p }
	r.servicesTruth(tell, func(id string, num, den int) {
		a.o.Ratio(r.unit, r.form.Name, period, id, 100, float64(num), float64(den), "")
	})
	number("D6.9", "assisted")
	if r.form.Name == "body" {
		if p, ok := r.value["access_point"]; ok {
			if w, ok := r.value["residents"]; ok {
				tell("D3.5", 10000*p/w, "")
			}
		}
		return
	}
	for id, code := range map[string]string{"D1.1": "statute", "D1.2": "strategy", "D1.3": "programme", "D1.4": "osn_regulation", "D2.1": "cdto", "D4.3": "edms", "D4.4": "registers", "D6.6": "qms"} {
		number(id, code)
	}
	ratio("D1.7", "measures_done", "measures_due", plain)
	ratio("D2.2", "it_filled", "staff", plain)
	ratio("D2.3", "staff_skilled", "staff", plain)
	ratio("D2.4", "staff_trained", "staff", plain)
	ratio("D2.6", "it_filled", "it_positions", func(p, w float64) float64 { return w - p })
	ratio("D3.4", "facilities_fibre", "facilities", plain)
	ratio("D4.1", "staff_with_pc", "staff", plain)
	ratio("D4.2", "pcs_modern", "pcs", plain)
	ratio("D6.5", "districts_cnap", "districts", plain)
	sum := func(codes ...string) (total float64, all bool) {
		all = true
		for _, c := range codes {
			v, ok := r.value[c]
			total, all = total+v, all && ok
		}
		return total, all
	}
	if v, ok := sum("cyber_mfa", "cyber_backup", "cyber_patch", "cyber_edr", "cyber_https", "cyber_mail", "cyber_person", "cyber_plan"); ok {
		tell("D4.5", 100*v/8, "")
	}
	if v, ok := sum("tool_petition", "tool_budget", "tool_consultation", "tool_poll", "tool_initiative", "tool_broadcast"); ok {
		tell("D7.1", 100*v/6, "")
	}
	points := []string{"points_hubs", "points_libraries", "points_cnap", "points_rooms"}
	if r.version == 1 {
		points = []string{"points_hubs", "points_libraries", "points_other"}
	}
	if v, ok := sum(points...); ok {
		a.o.Ratio(r.unit, r.form.Name, period, "D3.5", 10000, v, float64(a.people[r.unit]), "")
	}
}

// servicesTruth tells the indicators of services offered whose stage can be read.
func (r *reply) servicesTruth(tell func(id string, v float64, status string), share func(id string, num, den int)) {
	n, online, can, full, cards, complete := 0, 0, 0, 0, 0, 0
	score := 0.0
	for _, id := range offerIDs(r.offers) {
		o := r.offers[id]
		if !o.offered || o.stage < 0 {
			continue
		}
		n++
		score += 100 * float64(o.stage) / float64(o.top)
		if o.stage >= 1 {
			online++
		}
		if o.top >= 4 {
			can++
		}
		if o.stage >= 4 {
			full++
		}
		if o.card >= 0 {
			cards++
		}
		if o.card >= 12 {
			complete++
		}
	}
	if n == 0 {
		return
	}
	share("D6.1", online, n)
	tell("D6.2", score/float64(n), "")
	if can > 0 {
		share("D6.3", full, can)
	} else {
		tell("D6.3", 0, "n")
	}
	if cards > 0 {
		share("D6.7", complete, cards)
	}
}

// bodiesTruth tells what the bodies of a community that answered add up to. Without an active body it does not apply.
func (a *returns) bodiesTruth(h *Community, year int, replies []*reply) {
	period := strconv.Itoa(year)
	active := 0
	for _, b := range h.Bodies {
		if b.Active() {
			active++
		}
	}
	for _, m := range []struct {
		id    string
		scale float64
		of    func(r *reply) (num, den float64, ok bool)
	}{
		{"D2.5", 100, func(r *reply) (float64, float64, bool) { return r.pair("leaders_trained", "leaders") }},
		{"D5.4", 1, func(r *reply) (float64, float64, bool) { return r.pair("funds_uah", "residents") }},
		{"D4.7", 100, func(r *reply) (float64, float64, bool) {
			told, yes := 0, 0
			for _, code := range []string{"devices", "internet", "room"} {
				if v, ok := r.value[code]; ok {
					told++
					if v == 0 {
						return 0, 1, true
					}
					yes++
				}
			}
			return 1, 1, told == 3 && yes == 3
		}},
	} {
		num, den, n := 0.0, 0.0, 0
		for _, r := range replies {
			p, w, ok := m.of(r)
			if !ok {
				continue
			}
			num, den, n = num+p, den+w, n+1
			a.writeShareTruth(r.unit, "body", period, m.id, m.scale, p, w)
		}
		if a.o.rounds == nil {
			a.o.rounds = map[string]bodyRound{}
		}
		a.o.rounds[h.Code+" "+period+" "+m.id] = bodyRound{n, max(n, active)}
		switch {
		case n > 0:
			a.writeShareTruth(h.Code, "community", period, m.id, m.scale, num, den)
		case active == 0:
			a.o.Indicator(h.Code, "community", period, m.id, 0, "n")
		}
	}
}

func (a *returns) writeShareTruth(unit, level, period, id string, scale, num, den float64) {
	if den == 0 {
		a.o.Indicator(unit, level, period, id, 0, "n")
		return
	}
	a.o.Ratio(unit, level, period, id, scale, num, den, "")
}

func (r *reply) pair(part, whole string) (num, den float64, ok bool) {
	num, okN := r.value[part]
	den, okD := r.value[whole]
	return num, den, okN && okD
}
