// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"osnova/store"
)

// places are the sources of names: the codifier in two editions, the bridge to the old codes, the table of communities, other names.
var places = Feed{"places", []string{"katottg", "codifier_change", "koatuu_crosswalk", "kse_community", "former_name"}, func(c *Country, o *Folder) error {
	for _, write := range []func(*Country, *Folder) error{editions, crosswalk, communities, formerNames} {
		if err := write(c, o); err != nil {
			return err
		}
	}
	return nil
}}

// crosswalk writes the old codes: the letters of categories are Cyrillic, the header has a blank at an end, raions are younger than the
// old codes, and settlements of urban type are still called so.
func crosswalk(c *Country, o *Folder) error {
	const file = "katottg-koatuu-crosswalk.csv"
	letters := map[string]string{"O": "О", "K": "К", "M": "М", "X": "Т", "C": "С", "B": "В"}
	var rows [][]string
	n := 0
	add := func(code, old, letter, name string) {
		rows = append(rows, []string{code, old, letter, name})
		if old != "Новий район" {
			n++
		}
	}
	for _, ob := range c.Oblasts {
		add(ob.Code, ob.Koatuu, letters[ob.Kind], ob.Name)
		for k, r := range ob.Raions {
			old := r.Koatuu
			if k%5 == 4 {
				old = "Новий район"
			}
			add(r.Code, old, "Р", r.Name)
			for _, h := range r.Communities {
				add(h.Code, h.Koatuu, "Н", h.Name)
				for _, s := range h.Settlements {
					add(s.Code, s.Koatuu, letters[s.Category], s.Name)
				}
			}
		}
	}
	o.Records("koatuu_crosswalk", file, "loaded", n)
	if len(rows) > n {
		o.Records("koatuu_crosswalk", file, "skipped:new_raion", len(rows)-n)
	}
	body := table(',', []string{"Кодифікатор", "Код об'єкта КОАТУУ ", "Категорія об’єкта", "Назва об’єкта"}, rows)
	return o.File("katottg/"+file, append([]byte("\ufeff"), body...))
}

// Studied reports whether a community is in the tables that researchers compiled: they leave the wholly occupied oblasts out.
func (h *Community) Studied() bool { return !h.Oblast.Occupied }

// OccupiedBefore2022 tells those that were out of reach before the full-scale war from those that came later.
func (h *Community) OccupiedBefore2022() bool { return h.Occupied && h.Raion.Code[5]%4 == 0 }

// studiedHeader is that of the main table of communities; what is not drawn stays NA, as in most rows upstream.
var studiedHeader = strings.Fields(`hromada_code hromada_name raion_code raion_name oblast_code oblast_name type hromada_full_name oblast_center hromada_center_code
	hromada_center lat_center lon_center travel_time n_settlements square distance_to_russia_belarus distance_to_eu mountain_hromada occipied_before_2022
	total_popultaion_2022 urban_popultaion_2022.x urban_pct budget_code budget_name oblast_name_en region_en region_code_en turnout_2020 sum_osbb_2020 edem_total
	edem_petitions edem_consultations edem_participatory_budget edem_open_hromada creation_date creation_year voluntary war_zone_10_10_2022 train_station`)

func communities(c *Country, o *Folder) error {
	const file = "full_dataset.csv"
	turnout := newIndicatorTruth(o, "2020", "open.turnout_2020", 0)
	latinI := c.Rand("communities", "").IntN(len(c.Communities)) // one name with a Latin i, as upstream
	var rows [][]string
	for k, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		r := c.Rand("communities", h.Code)
		name := h.Name
		if k == latinI {
			name = strings.Replace(name, "і", "i", 1)
		}
		region := c.region(h.Oblast)
		created := 2015 + min(5, int(6*r.Float64()+0.5*max(0, -h.Base)))
		voluntary := created < 2020
		voted := 0.25 + 0.35*logistic(0.5*h.Base+0.6*r.NormFloat64())
		cells := map[string]string{
			"hromada_code": h.Code, "hromada_name": name, "raion_code": h.Raion.Code, "raion_name": h.Raion.Name, "oblast_code": h.Oblast.Code, "oblast_name": h.Oblast.Name,
			"type": h.Type, "hromada_full_name": name + " " + h.Type + " громада", "oblast_center": yesOrNo(h.centre()), "hromada_center_code": h.Settlements[0].Code,
			"hromada_center": h.Settlements[0].Name, "lat_center": writeNumber(h.Lat, 6, false), "lon_center": writeNumber(h.Lon, 6, false),
			"travel_time": writeNumber(c.travel(h), 1, false), "n_settlements": fmt.Sprint(len(h.Settlements)), "square": writeNumber(c.ground.squareOf(c, h), 1, false),
			"occipied_before_2022": yesOrNo(h.OccupiedBefore2022()), "total_popultaion_2022": fmt.Sprint(h.Population), "urban_popultaion_2022.x": fmt.Sprint(h.Urban),
			"urban_pct": strconv.FormatFloat(float64(h.Urban)/float64(h.Population), 'g', -1, 64), "budget_code": scientific(h.Budget),
			"budget_name": budgetName(h), "oblast_name_en": h.Oblast.Latin, "region_en": region.en, "region_code_en": region.code,
			"turnout_2020":  strconv.FormatFloat(voted, 'g', -1, 64),
			"creation_date": fmt.Sprintf("%d-%02d-%02d", created, 1+r.IntN(12), 1+r.IntN(28)), "creation_year": fmt.Sprint(created), "voluntary": yesOrNo(voluntary),
			"war_zone_10_10_2022": yesOrNo(h.FrontLine || h.Occupied),
		}
		if h.Occupied { // as upstream, the land behind the front was not measured
			cells["square"], cells["turnout_2020"] = "NA", "NA"
		} else {
			turnout.value(h, 100*voted, "")
		}
		row := make([]string, len(studiedHeader))
		for i, name := range studiedHeader {
			if row[i] = cells[name]; row[i] == "" {
				row[i] = "NA"
			}
		}
		rows = append(rows, row)
	}
	turnout.end()
	o.Records("kse_community", file, "loaded", len(rows))
	return o.File("kse-hromada/"+file, table(',', studiedHeader, rows))
}

// formerNames are other names of a few places, in the form of the table compiled by hand.
func formerNames(c *Country, o *Folder) error {
	taken := map[string]bool{}
	for _, h := range c.Communities {
		for _, s := range h.Settlements {
			taken[s.Name] = true
		}
	}
	var rows [][]string
	for _, h := range c.Communities {
		r := c.Rand("former names", h.Code)
		if h.Type == "сільська" || r.Float64() > 0.04 {
			continue
		}
		place, _ := fresh(r, taken)
		rows = append(rows, []string{h.Settlements[0].Code, place, "settlement", "вигадано"})
	}
	slices.SortFunc(rows, func(a, b []string) int { return slices.Compare(a, b) })
	o.Records("former_name", "data.csv", "loaded", len(rows))
	return o.File("own/former_name/data.csv", table(',', []string{"unit_id", "name_uk", "level", "known_from"}, rows))
}

// centre reports whether the community is that of the oblast's centre.
func (h *Community) centre() bool { return h.Settlements[0].Name == h.Oblast.Short }

// genitive is the name of a community as names of budgets have it: Вербопільської сільської.
func genitive(h *Community) string {
	return strings.TrimSuffix(h.Name, "а") + "ої " + strings.TrimSuffix(h.Type, "а") + "ої"
}

func yesOrNo(yes bool) string {
	if yes {
		return "1"
	}
	return "0"
}

// scientific is a code after a spreadsheet had it: 1150400000 → 1.15e+09.
func scientific(code string) string {
	n, _ := strconv.ParseFloat(code, 64)
	return strconv.FormatFloat(n, 'g', 4, 64)
}

// macro is a group of oblasts.
type macro struct{ uk, en, code string }

// region is the group of an oblast, by its place in the country.
func (c *Country) region(o *Oblast) macro {
	if o.Occupied {
		return macro{"Крим", "Crimea", "R"}
	}
	var n int
	fmt.Sscanf(o.Code, "UA%02d", &n)
	switch {
	case slices.Contains([]int{7, 18, 21, 26, 46, 56, 61, 73}, n):
		return macro{"Захід", "West", "W"}
	case slices.Contains([]int{32, 59, 74, 80}, n):
		return macro{"Північ", "North", "N"}
	case slices.Contains([]int{12, 14, 23, 44, 63}, n):
		return macro{"Схід", "East", "E"}
	case slices.Contains([]int{48, 51, 65}, n):
		return macro{"Південь", "South", "S"}
	}
	return macro{"Центр", "Center", "C"}
}

// travel is the way to the oblast's centre in minutes.
func (c *Country) travel(h *Community) float64 {
	for _, r := range h.Oblast.Raions {
		for _, other := range r.Communities {
			if other.centre() {
				return 1.25 * kilometres(h.Lat, h.Lon, other.Lat, other.Lon)
			}
		}
	}
	return 0
}

// latinName is the name in Latin letters.
func latinName(name string) string { return store.Latin(name) }
