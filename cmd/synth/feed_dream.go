// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"time"
)

// recovery are the projects of the recovery system: a list that is asked onward from its last record, and a document for each project; and the
// tenders for IT goods and services. Together they are the money of digital projects.
var recovery = Feed{"digital projects", []string{"dream_idea", "dream_fund", "prozorro_feed", "prozorro_tender"}, func(c *Country, o *Folder) error {
	funds := money3{}
	if err := c.ideas(o, funds); err != nil {
		return err
	}
	if err := c.tenders(o, funds); err != nil {
		return err
	}
	for _, h := range c.Communities {
		if f := funds[h]; f != nil && f.all > 0 {
			o.Ratio(h.Code, "community", fmt.Sprint(c.Last()), "D5.6", 100, f.partners, f.all, "")
		}
	}
	return nil
}}

// money3 is the money of digital projects of communities in the three years, UAH.
type money3 map[*Community]*struct{ all, partners float64 }

func (m money3) add(h *Community, amount float64, partner bool) {
	if m[h] == nil {
		m[h] = &struct{ all, partners float64 }{}
	}
	if m[h].all += amount; partner {
		m[h].partners += amount
	}
}

const dreamList = "dream-api/marketplace/public/dream/ideas"

// payers with their upstream codes, how likely one takes part, and whether it is a partner.
var payers = []struct {
	code    string
	chance  float64
	partner bool
}{
	{"localBudget", 1, false},
	{"stateCentralBudget", 0.3, false},
	{"internationalOrganization", 0.3, true},
	{"abroadEntity", 0.15, true},
	{"legalEntity", 0.1, true},
	{"united24", 0.1, true},
}

// finance is one source of a project's money.
func finance(id, category string, amount any, currency string) map[string]any {
	return map[string]any{
		"id": id, "value": map[string]any{"amount": amount, "currency": currency}, "period": map[string]any{"startDate": "2024-01-01T00:00:00Z"},
		"financeType": "stateFunds", "financeCategory": category, "financingParty": map[string]any{"name": "(назва)"},
	}
}

// ideas writes list and documents. As upstream, a page begins with the record that the one before ended with, codes of places are of two classifications,
// some projects are cancelled, tell no money, or are not there any more.
func (c *Country) ideas(o *Folder, funds money3) error {
	type entry struct {
		Internal map[string]any `json:"internal"`
		External map[string]any `json:"external"`
	}
	var list []entry
	begin := time.Date(c.Years[0], 1, 10, 8, 0, 0, 0, time.UTC)
	for k, h := range c.Communities {
		if !h.Studied() || h.Occupied {
			continue
		}
		r := c.Rand("dream", h.Code)
		for n := range r.IntN(4) {
			id := fmt.Sprintf("dr%08x-%d", uint32(k*2654435761), n)
			updated := begin.Add(time.Duration(len(list)) * 7 * time.Minute).Format(time.RFC3339)
			list = append(list, entry{map[string]any{"id": id, "code": "DREAM-UA-" + id}, map[string]any{"updated": updated}})
			path := "dream-api/idea/" + id + ".json"
			if r.Float64() < 0.02 { // gone since the list was written
				continue
			}
			sector, title := "E", "Ремонт ліцею"
			digital := r.Float64() < 0.65
			switch {
			case digital && r.Float64() < 0.5:
				sector, title = "C", "Сервер для архіву"
			case digital:
				title = "Цифровий ЦНАП"
			}
			places := []*Community{h}
			if next := h.Raion.Communities[0]; r.Float64() < 0.12 && next != h && !next.Occupied {
				places = append(places, next)
			}
			created := time.Date(c.Years[r.IntN(len(c.Years))], time.Month(1+r.IntN(12)), 1+r.IntN(28), 9, 0, 0, 0, time.UTC)
			status := "active:approved"
			if r.Float64() < 0.08 {
				status = "cancelled:mistaken"
			}
			var parts []any
			for i, p := range payers {
				if r.Float64() >= p.chance {
					continue
				}
				amount, currency := cents(2e5*math.Exp(1.1*r.NormFloat64())), "UAH"
				if r.Float64() < 0.05 {
					currency = "EUR"
				}
				parts = append(parts, finance(fmt.Sprint(i+1), p.code, amount, currency))
				if status[0] == 'c' {
					o.Records("dream_fund", path, "skipped:cancelled", 1)
					continue
				}
				o.Records("dream_fund", path, "loaded", 1)
				if digital && currency == "UAH" {
					for _, h := range places {
						funds.add(h, amount/float64(len(places)), p.partner)
					}
				}
			}
			if status[0] != 'c' && r.Float64() < 0.01 {
				parts = append(parts, finance("9", "crowdfunding", 5, "UAH"))
				o.Records("dream_fund", path, "quarantined", 1)
			}
			spent := map[string]any{"id": "b", "amount": map[string]any{"amount": 1, "currency": "UAH"}}
			approach := map[string]any{"id": "a", "budget": map[string]any{"finance": parts, "budgetBreakdown": []any{spent}}}
			var locations []any
			for _, h := range places {
				locations = append(locations, map[string]any{"gazetteer": map[string]any{"scheme": "UA-CATOTTG", "identifiers": []string{h.Settlements[0].Code}}},
					map[string]any{"gazetteer": map[string]any{"scheme": "UA-COATU", "identifiers": []string{h.Settlements[0].Koatuu}}})
			}
			approach["items"] = []any{map[string]any{"locations": locations}}
			document := map[string]any{
				"internal": map[string]any{"id": id, "status": status}, "external": map[string]any{"updated": updated},
				"cdu_response": map[string]any{
					"date": created.Format("2006-01-02T15:04:05.000000Z07:00"), "updated": updated, "type": "equipment", "status": "active",
					"title":                     []any{map[string]any{"lang": "en", "translation": "Project"}, map[string]any{"lang": "uk", "translation": title}},
					"additionalClassifications": []any{map[string]any{"scheme": "WB-ECO", "id": sector}}, "approaches": []any{approach},
				},
			}
			body, err := json.Marshal(document)
			if err != nil {
				return err
			}
			if err := o.File(path, body); err != nil {
				return err
			}
		}
	}
	const size = 200
	path, from := dreamList+"?order=asc", 0
	for {
		page := list[from:min(from+size, len(list))]
		body, err := json.Marshal(map[string]any{"data": page})
		if err != nil {
			return err
		}
		if err := o.File(path, body); err != nil {
			return err
		}
		repeated := 0
		if from > 0 {
			repeated = 1
		}
		o.Records("dream_idea", path, "skipped:record_repeated", repeated)
		o.Records("dream_idea", path, "loaded", len(page)-repeated)
		if len(page) <= repeated {
			return nil
		}
		from += len(page) - 1
		path = dreamList + "?from=" + url.QueryEscape(fmt.Sprint(list[from].External["updated"])) + "&order=asc"
	}
}
