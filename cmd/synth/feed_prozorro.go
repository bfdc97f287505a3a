// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
)

const prozorroFields = "&opt_fields=procuringEntity,value,status,items,funders,dateCreated"

// tenders writes the feed of tenders, page by page to an empty one. As upstream, most tenders are for other goods, some were cancelled, amounts are with
// VAT or without, and a buyer writes its name in capitals. Persons to contact are void.
func (c *Country) tenders(o *Folder, funds money3) error {
	var all []any
	twins := map[string]int{}
	for _, h := range c.Communities {
		twins[h.Oblast.Code+h.Name]++
	}
	fate := []string{}
	tender := func(what, buyer, edrpou, region, cpv, status string, amount any, currency string, donors int, vat bool, created time.Time) {
		t := map[string]any{
			"id": fmt.Sprintf("%032x", 1_000_003*(len(all)+1)), "status": status, "dateCreated": created.Format("2006-01-02T15:04:05.000000-07:00"), "dateModified": created.Format(time.RFC3339),
			"procuringEntity": map[string]any{
				"identifier": map[string]any{"scheme": "UA-EDR", "id": edrpou, "legalName": buyer}, "address": map[string]any{"region": region},
				"contactPoint": map[string]any{"name": "(особа)", "telephone": "+380 00 000 00 00"},
			},
			"items": []any{map[string]any{"classification": map[string]any{"scheme": "ДК021", "id": cpv}}},
			"value": map[string]any{"amount": amount, "currency": currency, "valueAddedTaxIncluded": vat},
		}
		if donors > 0 {
			t["funders"] = make([]struct{}, donors)
		}
		all, fate = append(all, t), append(fate, what)
	}
	for _, h := range c.Communities {
		if !h.Studied() || h.Occupied || twins[h.Oblast.Code+h.Name] > 1 {
			continue
		}
		r := c.Rand("prozorro", h.Code)
		buyer, region := h.Name+" "+h.Type+" рада", h.Oblast.Name+" область"
		if r.Float64() < 0.1 {
			buyer = strings.ToUpper(buyer)
		}
		for range r.IntN(7) {
			created := time.Date(c.Years[r.IntN(len(c.Years))], time.Month(1+r.IntN(12)), 1+r.IntN(28), 9+r.IntN(9), 0, 0, 0, time.UTC)
			amount, vat := cents(6e4*math.Exp(1.2*r.NormFloat64())), r.Float64() < 0.7
			cpv, donors := []string{"30213000-5", "48000000-8", "72250000-2"}[r.IntN(3)], 0
			if r.Float64() < 0.1 {
				donors = 1 + r.IntN(2)
			}
			switch u := r.Float64(); {
			case u < 0.35:
				tender("skipped:other_goods", buyer, h.Council, region, []string{"45000000-7", "09130000-9", "33100000-1"}[r.IntN(3)], "complete", amount, "UAH", 0, vat, created)
			case u < 0.45:
				tender("skipped:unfinished", buyer, h.Council, region, cpv, "cancelled", amount, "UAH", 0, vat, created)
			case u < 0.47:
				tender("loaded", buyer, h.Council, region, cpv, "complete", amount, "USD", donors, vat, created)
			case u < 0.475:
				tender("quarantined", buyer, h.Council, region, cpv, "complete", "н/д", "UAH", 0, vat, created)
			default:
				tender("loaded", buyer, h.Council, region, cpv, "complete", amount, "UAH", donors, vat, created)
				funds.add(h, amount, donors > 0)
			}
		}
	}
	tender("loaded", "Вигадана державна установа", edrpou(1), "Київ", "72250000-2", "complete", 1e6, "UAH", 0, true, c.AsOf.AddDate(-1, 0, 0)) // of no community
	const size = 100
	query := "limit=1000" + prozorroFields
	for from := 0; ; from += size {
		page := all[min(from, len(all)):min(from+size, len(all))]
		path := "prozorro/api/2.5/tenders?" + query
		next := fmt.Sprintf("limit=1000&offset=%d.%d%s", 1_700_000_000+from, len(page), prozorroFields)
		if len(page) == 0 {
			next = query
		}
		if page == nil {
			page = []any{}
		}
		body, err := json.Marshal(map[string]any{"next_page": map[string]any{"path": "/api/2.5/tenders?" + next, "uri": "https://public.api.openprocurement.org/api/2.5/tenders?" + next}, "data": page})
		if err != nil {
			return err
		}
		if err := o.File(path, body); err != nil {
			return err
		}
		for k := range page {
			o.Records("prozorro_tender", path, fate[from+k], 1)
		}
		if len(page) == 0 {
			return nil
		}
		query = next
	}
}
