// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// edemStatistics are two editions of the statistics that the e-democracy platform tells of petitions and participatory budgets, of the end of the last year
// but one and of the last: counts from its beginning.
var edemStatistics = Feed{"statistics of e-democracy", []string{"edem_petition_statistic", "edem_budget_statistic"}, func(c *Country, o *Folder) error {
	var lists [2][2]*records // petitions and budgets of the earlier and the later edition
	for k := range lists {
		for i, of := range []string{"petition", "budget"} {
			lists[k][i] = &records{out: o, source: "edem_" + of + "_statistic", path: fmt.Sprintf("edem/%ss/statistics-%d-12-31.json", of, c.Last()-1+k)}
			lists[k][i].add("skipped:no_community", map[string]any{"City": "Вигадана районна рада", "Title": "Вигадана районна рада", "KOATYY": "0520600000", "Petitions": 3, "Budgets": 5})
			lists[k][i].add("skipped:no_community", map[string]any{"City": "Тестова громада", "KOATYY": "", "Petitions": 99, "Budgets": 1})
			lists[k][i].add("quarantined", "помилка")
		}
	}
	for _, h := range c.Communities {
		if h.Studied() && !h.Occupied {
			c.edemOf(h, o, lists)
		}
	}
	for _, edition := range lists {
		for _, list := range edition {
			if err := list.write(); err != nil {
				return err
			}
		}
	}
	return nil
}}

// records is a JSON list that is being written, with what must become of each record.
type records struct {
	out          *Folder
	source, path string
	list         []any
}

func (r *records) add(fate string, record any) {
	r.list = append(r.list, record)
	r.out.Records(r.source, r.path[strings.LastIndexByte(r.path, '/')+1:], fate, 1)
}

func (r *records) write() error {
	body, err := json.MarshalIndent(r.list, "", " ")
	if err != nil {
		return err
	}
	return r.out.File(r.path, body)
}

// edemOf writes the rows of one community. As upstream, the old code is spelled in two ways, as a text or a number that has lost its zero, a community may
// have a second row by the code of a council that joined it, and a sum of 1 UAH is a token. A few joined the platform between the editions.
func (c *Country) edemOf(h *Community, o *Folder, lists [2][2]*records) {
	r := c.Rand("edem statistic", h.Code)
	level, year := c.Level(h, "D7", c.Last()), c.Last()
	name := h.Name + " " + h.Type + " рада"
	spelled := func(code string) (string, any) {
		key := "KOATYY"
		if r.Float64() < 0.3 {
			key = "KOATTU"
		}
		if r.Float64() < 0.3 {
			return key, json.Number(strings.TrimLeft(code, "0"))
		}
		return key, code
	}
	row := func(code string, more map[string]any) map[string]any {
		key, value := spelled(code)
		more[key], more["Url"] = value, "https://e-dem.example/"+h.Slug
		return more
	}
	if r.Float64() < level+0.15 {
		n := int(float64(h.Population) / 10000 * 8 * level * math.Exp(0.4*r.NormFloat64()))
		votes, joined := 20+r.IntN(60), r.Float64() < 0.1
		for k, all := range []int{4 * n, 5 * n} {
			lists[k][0].add("loaded", row(h.Settlements[0].Koatuu, map[string]any{"City": name, "Petitions": all, "PetitionsActive": n / 9, "PetitionsPending": n / 12, "OnlineVotes": all * votes}))
			if joined {
				lists[k][0].add("loaded", row(h.Settlements[1].Koatuu, map[string]any{"City": h.Settlements[1].Name + ", сільська рада", "Petitions": 4 + k, "OnlineVotes": fmt.Sprint(50 + k)}))
			}
		}
	}
	if r.Float64() > level {
		return
	}
	own := c.OwnRevenue(h, year)
	sum := math.Round(own * 0.01 * level * (0.4 + r.Float64()))
	online := int(float64(h.Population) * 0.13 * level * math.Exp(0.5*r.NormFloat64()))
	paper := online / (3 + r.IntN(9))
	token, came, second := r.Float64() < 0.08, r.Float64() < 0.08, 0
	if r.Float64() < 0.08 {
		second = 1 + r.IntN(40)
	}
	for k, years := range []int{3, 4} { // of like votes; the last is the year told
		if came && k == 0 {
			continue
		}
		budget, projects := sum*float64(years), (3+r.IntN(40))*years
		if token {
			budget = 1
		}
		lists[k][1].add("loaded", row(h.Settlements[0].Koatuu, map[string]any{"Title": name, "Budgets": budget, "Projects": projects, "ProjectVinners": 1 + r.IntN(6), "OnlineVotes": online * years, "OfflineVotes": paper * years}))
		if second > 0 {
			lists[k][1].add("loaded", row(h.Settlements[1].Koatuu, map[string]any{"Title": h.Settlements[1].Name + ", сільська рада", "Budgets": 1, "Projects": 2, "ProjectVinners": 1, "OnlineVotes": second * years, "OfflineVotes": "н/д"}))
		}
	}
	if came { // one edition tells nothing of a year
		return
	}
	period, votes := fmt.Sprint(year), online+paper+second
	if !token {
		o.Ratio(h.Code, "community", period, "D7.4", 100, sum, own, "")
	}
	if votes > 0 {
		o.Ratio(h.Code, "community", period, "D7.5", 100, float64(votes), float64(h.Population)*c.from14(h.Oblast), "")
	}
}

// from14 is the share of residents of an oblast aged 14 and over: a fifth of the group 10–14 is 14.
func (c *Country) from14(ob *Oblast) float64 {
	older, fourteen, all := 0, 0, 0 // whole numbers: their sum does not depend on the order
	for _, settlement := range []string{"urban", "rural"} {
		for age, v := range c.pyramid(ob, settlement, fiveYears()) {
			all += v[0] + v[1]
			switch age {
			case "0-4", "5-9":
			case "10-14":
				fourteen += v[0] + v[1]
			default:
				older += v[0] + v[1]
			}
		}
	}
	return (float64(older) + float64(fourteen)/5) / float64(all)
}
