// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
)

const prozorroFields = "&opt_fields=dateCreated,procuringEntity,status"

// tenders writes the feed of tenders, page by page to an empty one, and the document of each tender that is asked for. As upstream, the feed tells who
// buys and how it ended, and nothing of goods and money; most tenders are for other goods, some were cancelled, amounts are with VAT or without, are
// missing once in a while, and a buyer writes its name in capitals. Persons to contact are void.
func (c *Country) tenders(o *Folder, funds money3) error {
	var all []any
	twins := map[string]int{}
	for _, h := range c.Communities {
		twins[h.Oblast.Code+h.Name]++
	}
	fate := []string{}
	tender := func(what, buyer, edrpou, region, cpv, status string, amount any, currency string, donors int, vat bool, created time.Time) {
		t := map[string]any{
			"id": fmt.Sprintf("%032x", 1_000_003*(len(all)+1)), "status": status, "dateCreated": created.Format("2006-01-02T15:04:05.000000-07:00"), "dateModified": created.Format("2006-01-02T15:04:05.000000-07:00"),
			"procuringEntity": map[string]any{
				"identifier": map[string]any{"scheme": "UA-EDR", "id": edrpou, "legalName": buyer}, "address": map[string]any{"region": region},
				"contactPoint": map[string]any{"name": "(особа)", "telephone": "+380 00 000 00 00"},
			},
			"items": []any{map[string]any{"classification": map[string]any{"scheme": "ДК021", "id": cpv}}},
		}
		if amount != nil {
			t["value"] = map[string]any{"amount": amount, "currency": currency, "valueAddedTaxIncluded": vat}
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
			case u < 0.473:
				tender("no amount", buyer, h.Council, region, cpv, "complete", nil, "", 0, vat, created)
			case u < 0.475:
				tender("quarantined", buyer, h.Council, region, cpv, "complete", "н/д", "UAH", 0, vat, created)
			default:
				tender("loaded", buyer, h.Council, region, cpv, "complete", amount, "UAH", donors, vat, created)
				funds.add(h, amount, donors > 0)
			}
		}
	}
	tender("not_council", "Вигадана державна установа", edrpou(1), "Київ", "72250000-2", "complete", 1e6, "UAH", 0, true, c.AsOf.AddDate(-1, 0, 0))
	if err := c.tenderFeed(o, all, fate); err != nil {
		return err
	}
	for n, t := range all {
		if fate[n] == "skipped:unfinished" || fate[n] == "not_council" {
			continue // the feed leaves it out
		}
		t := t.(map[string]any)
		path := "prozorro/api/2.5/tenders/" + t["id"].(string)
		body, err := json.Marshal(map[string]any{"data": t})
		if err != nil {
			return err
		}
		if err := o.File(path, body); err != nil {
			return err
		}
		o.Records("prozorro_tender", path, strings.Replace(fate[n], "no amount", "loaded", 1), 1)
	}
	return nil
}

// tenderFeed writes what the feed tells of the tenders.
func (c *Country) tenderFeed(o *Folder, all []any, fate []string) error {
	const size = 100
	offset := "1791147600"
	for from := 0; ; from += size {
		last := min(from+size, len(all))
		page := []any{}
		for _, t := range all[min(from, len(all)):last] {
			told := map[string]any{}
			for _, member := range []string{"id", "status", "dateCreated", "dateModified", "procuringEntity"} {
				told[member] = t.(map[string]any)[member]
			}
			page = append(page, told)
		}
		query := "limit=1000&offset=" + offset + prozorroFields
		if from > 0 {
			query = "limit=1000&offset=" + offset + strings.ReplaceAll(prozorroFields, ",", "%2C")
		}
		if len(page) > 0 {
			offset = fmt.Sprintf("1791147600.%d.%d", from, len(page))
		}
		path := "prozorro/api/2.5/tenders?" + query
		body, err := json.Marshal(map[string]any{"next_page": map[string]any{"offset": offset}, "data": page})
		if err != nil {
			return err
		}
		if err := o.File(path, body); err != nil {
			return err
		}
		for k := range page {
			what := "loaded"
			switch fate[from+k] {
			case "skipped:unfinished":
				what = "skipped:unfinished"
			case "not_council":
				what = "skipped:not_council"
			}
			o.Records("prozorro_feed", path, what, 1)
		}
		if len(page) == 0 {
			return nil
		}
	}
}
