// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

func (r *reply) governance(draw *rand.Rand, at float64) {
	r.count("statute", level(draw, at, 3))
	r.count("strategy", level(draw, at, 3))
	r.count("programme", level(draw, at, 3))
	r.count("osn_regulation", level(draw, at, 2))
	due := int(14 * at * draw.Float64())
	r.count("measures_due", float64(due))
	r.count("measures_done", float64(share(draw, due, 0.3+0.5*at)))
}

func (r *reply) staff(draw *rand.Rand, people, systems float64, population int) {
	staff := max(8, int(float64(population)/260*(0.7+0.6*draw.Float64())))
	positions := int(float64(staff)*0.03*(0.4+1.2*people) + draw.Float64())
	r.count("cdto", level(draw, people, 3))
	r.count("staff", float64(staff))
	r.count("it_positions", float64(positions))
	r.count("it_filled", float64(share(draw, positions, 0.55+0.4*people)))
	r.count("staff_skilled", float64(share(draw, staff, 0.15+0.75*people)))
	r.count("staff_trained", float64(share(draw, staff, 0.05+0.7*people)))
	pcs := int(float64(staff) * (0.8 + 0.5*systems))
	r.count("staff_with_pc", float64(share(draw, staff, 0.55+0.42*systems)))
	r.count("pcs", float64(pcs))
	r.count("pcs_modern", float64(share(draw, pcs, 0.12+0.65*systems)))
}

func (r *reply) access(draw *rand.Rand, at float64, population int) {
	facilities := 4 + population/1500
	few := func(most float64) float64 {
		return float64(int(most * at * draw.Float64() * (1 + float64(population)/30000)))
	}
	r.count("facilities", float64(facilities))
	r.count("facilities_fibre", float64(share(draw, facilities, 0.2+0.75*at)))
	r.count("points_hubs", few(6))
	r.count("points_libraries", few(9))
	r.count("points_other", few(5))
	r.count("points_cnap", few(4))
	r.count("points_rooms", few(3))
}

func (r *reply) systems(draw *rand.Rand, at float64) {
	r.count("edms", level(draw, at+0.1, 3))
	r.count("registers", float64(int(7*at*draw.Float64())))
	for n, code := range []string{"cyber_mfa", "cyber_backup", "cyber_patch", "cyber_edr", "cyber_https", "cyber_mail", "cyber_person", "cyber_plan"} {
		r.yes(code, draw.Float64() < at+0.25-0.05*float64(n))
	}
}

// services tells of each service whether it is offered, how far it is digital and how it can be had.
func (r *reply) services(draw *rand.Rand, at, offered float64) {
	for _, s := range r.form.Services {
		p := offered
		if s.ID[0] == 'C' {
			p = 0.93
		}
		o := &offer{cells: map[string]string{"offered": "ні / no"}, stage: -1, card: -1, top: s.Max}
		r.offers[s.ID] = o
		if draw.Float64() > p {
			continue
		}
		o.offered, o.cells["offered"] = true, "так / yes"
		o.stage = min(s.Max, max(0, int(float64(s.Max)*at+0.5+0.9*draw.NormFloat64())))
		o.cells["stage"] = strconv.Itoa(o.stage)
		offline := false
		for _, ch := range []struct {
			code string
			p    float64
			off  bool
		}{{"web", map[bool]float64{true: 0.95}[o.stage >= 1], false}, {"app", map[bool]float64{true: 0.4}[o.stage >= 3], false}, {"messenger", 0.3 * at, false}, {"phone", 0.6, true}, {"cnap", 0.5, true}, {"visit", 0.2, true}, {"paper", 0.75 - 0.5*at, true}} {
			if draw.Float64() < ch.p {
				o.cells[ch.code] = "так / yes"
				offline = offline || ch.off
			}
		}
		switch {
		case offline:
			o.cells["offline"] = "так / yes"
		case draw.Float64() < 0.7:
			o.cells["offline"] = "ні / no"
		}
		o.card = min(14, max(0, int(6+9*at+2.5*draw.NormFloat64())))
		o.cells["card"] = strconv.Itoa(o.card)
	}
}

// leaveOut leaves questions open, or says why they are not answered.
func (r *reply) leaveOut(draw *rand.Rand) {
	tools := draw.Float64() < 0.03 // a sheet left out as a whole
	for _, i := range r.form.Items {
		if _, ok := r.cells[i.Code]; !ok {
			continue
		}
		u, tool := draw.Float64(), strings.HasPrefix(i.Code, "tool_")
		switch {
		case tool && tools, !tool && u < 0.015:
			delete(r.cells, i.Code)
			delete(r.value, i.Code)
		case tool:
		case u < 0.025:
			r.say(i.Code, []string{"відмова", "відмова / refused"}[draw.IntN(2)])
		case u < 0.035:
			r.say(i.Code, []string{"н/д", "даних не ведуть"}[draw.IntN(2)])
		case u < 0.038:
			r.say(i.Code, "не стосується")
			r.aside[i.Code] = true
		}
	}
	for _, id := range offerIDs(r.offers) {
		o := r.offers[id]
		if u := draw.Float64(); u < 0.02 {
			o.cells, o.stage, o.card, o.offered = map[string]string{}, -1, -1, false
		} else if u < 0.025 {
			o.cells, o.stage, o.card, o.offered = map[string]string{"offered": "відмова"}, -1, -1, false
		}
	}
}

func (r *reply) say(code, words string) {
	r.cells[code] = words
	delete(r.value, code)
}

func offerIDs(m map[string]*offer) (out []string) {
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
