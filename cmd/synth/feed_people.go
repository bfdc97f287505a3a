// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math"
	"strings"
)

// people are the residents by age, the composition of communities by the orders of 2020, bodies named in the press, and published figures.
var people = Feed{"people", []string{"resident_population_2022", "community_composition_2020", "osn_bodies", "osn_events", "osn_places", "published_figures"}, func(c *Country, o *Folder) error {
	for _, write := range []func(*Country, *Folder) error{residents, composition, pressMentions, publishedFigures} {
		if err := write(c, o); err != nil {
			return err
		}
	}
	return nil
}}

// residents by five-year groups, sex and type of settlement: oblasts add up to the country. As upstream, the city that the capital is has
// only totals, and the occupied oblasts are missing.
func residents(c *Country, o *Folder) error {
	const file = "resident-population-oblast-age-sex-2022.csv"
	ages := fiveYears()
	var rows [][]string
	type counts map[string][2]int // age → men, women
	write := func(code, name, settlement string, by counts) {
		var all [2]int
		for _, age := range ages {
			v := by[age]
			all[0], all[1] = all[0]+v[0], all[1]+v[1]
			rows = append(rows, []string{code, name, settlement, age, fmt.Sprint(v[0] + v[1]), fmt.Sprint(v[0]), fmt.Sprint(v[1])})
		}
		rows = append(rows, []string{code, name, settlement, "total", fmt.Sprint(all[0] + all[1]), fmt.Sprint(all[0]), fmt.Sprint(all[1])})
	}
	add := func(to, from counts) {
		for age, v := range from {
			to[age] = [2]int{to[age][0] + v[0], to[age][1] + v[1]}
		}
	}
	country := map[string]counts{"total": {}, "urban": {}, "rural": {}}
	type unit struct {
		o  *Oblast
		by map[string]counts
	}
	var units []unit
	for _, ob := range c.Oblasts {
		if ob.Occupied {
			continue
		}
		u := unit{ob, map[string]counts{"urban": c.pyramid(ob, "urban", ages), "rural": c.pyramid(ob, "rural", ages), "total": {}}}
		add(u.by["total"], u.by["urban"])
		add(u.by["total"], u.by["rural"])
		for s, by := range u.by {
			if ob.Kind != "K" || s == "total" {
				add(country[s], by)
			}
		}
		units = append(units, u)
	}
	for _, s := range []string{"total", "urban", "rural"} {
		write("UA", "Україна", s, country[s])
		for _, u := range units {
			if u.o.Kind == "O" {
				write(u.o.Code, u.o.Name+" область", s, u.by[s])
			} else if s == "total" {
				write(u.o.Code, "м."+u.o.Name, s, u.by[s])
			}
		}
	}
	o.Records("resident_population_2022", file, "loaded", len(rows))
	return o.File("kse-hromada/"+file, table(',', []string{"oblast_code", "oblast", "territory", "age", "both", "male", "female"}, rows))
}

// fiveYears are the age groups of the statistics.
func fiveYears() (ages []string) {
	for from := 0; from < 80; from += 5 {
		ages = append(ages, fmt.Sprintf("%d-%d", from, from+4))
	}
	return append(ages, "80+")
}

// residents of an oblast, as the statistics add them up.
func (c *Country) residents(ob *Oblast) (n int) {
	for _, settlement := range []string{"urban", "rural"} {
		for _, v := range c.pyramid(ob, settlement, fiveYears()) {
			n += v[0] + v[1]
		}
	}
	return n
}

// pyramid parts residents among ages and sexes: few young and few old, women live longer.
func (c *Country) pyramid(ob *Oblast, settlement string, ages []string) map[string][2]int {
	n := 0
	for _, raion := range ob.Raions {
		for _, h := range raion.Communities {
			n += map[string]int{"urban": h.Urban, "rural": h.Population - h.Urban}[settlement]
		}
	}
	if ob.Kind == "K" && settlement == "urban" {
		n = int(2.9e6 * c.Scale)
	}
	r := c.Rand("pyramid "+settlement, ob.Code)
	out, weights, sum := map[string][2]int{}, make([]float64, len(ages)), 0.0
	for k := range ages {
		weights[k] = (1 - 0.5*math.Pow(math.Abs(float64(k)-7)/9, 2)) * math.Exp(0.05*r.NormFloat64())
		sum += weights[k]
	}
	for k, age := range ages {
		all := float64(n) * weights[k] / sum
		men := all * (0.515 - 0.012*float64(max(0, k-5)))
		out[age] = [2]int{int(men), int(all - men)}
	}
	return out
}

// composition is the annex of an order for one oblast as a word processor saves it for the web: a sign of repetition in the last column,
// rows of nothing, lines broken inside words.
func composition(c *Country, o *Folder) error {
	const file = "Вінницької_області.html"
	var b strings.Builder
	cell := func(text string) {
		b.WriteString("<td width=\"118\"><p lang=\"uk-UA\"><font size=\"3\">" + text + "</font></p></td>\n")
	}
	b.WriteString("<!DOCTYPE html>\n<html>\n<head>\n<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"/>\n<title>Додаток (вигадано)</title>\n</head>\n<body>\n<p>Перелік територіальних громад</p>\n<table>\n<thead>\n<tr>\n")
	for _, head := range []string{
		"Назва\nтериторіальної громади", "Код\nнаселеного пункту — адміністра-тивного\nцентру територіальної громади згідно\nз КОАТУУ",
		"Назва\nнаселеного пункту — адміністративного\nцентру територіальної громади", "Назви\nтериторіальних громад (населених\nпунктів), території яких входять до\nскладу територіальної\nгромади",
		"Назва\nрайону чи міста обласного значення,\nдо якого входить адміністративний\nцентр територіальної громади",
	} {
		cell(strings.Replace(head, "складу територіальної\nгромади", "складу території територіальної\nгромади", 1))
	}
	b.WriteString("</tr>\n</thead>\n<tbody>\n<tr><td></td><td></td><td></td><td></td><td></td></tr>\n")
	loaded := 0
	for _, ob := range c.Oblasts {
		if !strings.HasPrefix(ob.Code, "UA05") {
			continue
		}
		for _, raion := range ob.Raions {
			for k, h := range raion.Communities {
				b.WriteString("<tr valign=\"top\">\n")
				cell(h.Name)
				cell(h.Koatuu)
				centre := h.Settlements[0]
				cell(map[string]string{"M": "м.\n", "X": "смт\n", "C": "с.\n"}[centre.Category] + centre.Name)
				councils := []string{h.Name}
				for _, s := range h.Settlements[1:min(len(h.Settlements), 6)] {
					councils = append(councils, "\n<br/>\n"+s.Name)
				}
				cell(strings.Join(councils, ""))
				if k == 0 {
					cell(raion.Name + " район")
				} else {
					cell("—“—")
				}
				b.WriteString("</tr>\n")
				loaded++
			}
		}
	}
	b.WriteString("</tbody>\n</table>\n</body>\n</html>\n")
	o.Records("community_composition_2020", file, "loaded", loaded)
	o.Records("community_composition_2020", file, "skipped:empty_row", 1)
	return o.File("scrape-html/cmu-2020-hromada-composition/"+file, []byte(b.String()))
}

// pressMentions are a few bodies as web pages might name them, what happened to them, and where they are; no such page is there.
func pressMentions(c *Country, o *Folder) error {
	words := map[string]string{"house": "будинковий комітет", "street": "вуличний комітет", "block": "квартальний комітет", "microdistrict": "комітет мікрорайону", "village": "сільський комітет", "settlement": "селищний комітет"}
	var bodies, events, places [][]string
	seen := map[string]bool{}
	for k, b := range c.Bodies {
		centre := b.Community.Settlements[0]
		if k%max(1, len(c.Bodies)/12) != 0 || len(bodies) == 12 || seen[b.Name+centre.Name] {
			continue
		}
		if !seen[centre.Name] {
			places = append(places, []string{centre.Name, centre.Code})
		}
		seen[b.Name+centre.Name], seen[centre.Name] = true, true
		district := ""
		if b.District != nil {
			district = b.District.Name
		}
		permit := b.Permit.Format("2006-01-02")
		bodies = append(bodies, []string{b.Name, words[b.Type], centre.Name, district, ""})
		events = append(events, []string{b.Name, centre.Name, "permitted", "вигаданий приклад", permit, permit, "https://example.org/osn/" + b.ID, "invented", "derived"})
	}
	for _, t := range []struct {
		source string
		header []string
		rows   [][]string
	}{
		{"osn_bodies", []string{"name", "type", "city", "district", "fate"}, bodies},
		{"osn_events", []string{"name", "city", "kind", "event", "when", "date", "source_url", "quote_hint", "confidence"}, events},
		{"osn_places", []string{"place", "territory_id"}, places},
	} {
		o.Records(t.source, "data.csv", "loaded", len(t.rows))
		if err := o.File("own/"+t.source+"/data.csv", table(',', t.header, t.rows)); err != nil {
			return err
		}
	}
	return nil
}

// publishedFigures are tables of single numbers from web pages. No page speaks of an invented country, so they are there and empty.
func publishedFigures(_ *Country, o *Folder) error {
	common := "territory,level,indicator,breakdown,period,value,unit,source_url,quote_hint,confidence"
	for name, header := range map[string]string{
		"osn_counts": "territory,level,subject,period,value,unit,source_url,quote_hint,confidence", "cnap_stats": common, "connectivity_stats": common, "edemocracy_stats": common, "service_quality": common,
		"skills_survey": "territory,group,indicator,period,value,unit,source_url,quote_hint,confidence", "region_index": "oblast,index,component,period,value,unit,rank,source_url,quote_hint,confidence",
		"hromada_index": "hromada,oblast,index,component,period,value,unit,rank,source_url,quote_hint,confidence", "transparency_index": "city,index,period,value,unit,rank,source_url,quote_hint,confidence",
		"international": "country,index,indicator,breakdown,period,value,unit,source_url,quote_hint,confidence",
	} {
		if err := o.File("own/published_figures/"+name+".csv", []byte(header+"\n")); err != nil {
			return err
		}
	}
	return nil
}
