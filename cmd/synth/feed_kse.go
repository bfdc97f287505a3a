// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"strconv"
)

// studies are the tables on oblasts and communities that researchers compiled.
var studies = Feed{"studies", []string{"kse_oblast", "kse_population", "kse_war_status"}, func(c *Country, o *Folder) error {
	for _, write := range []func(*Country, *Folder) error{oblasts, population, warStatus} {
		if err := write(c, o); err != nil {
			return err
		}
	}
	return nil
}}

func oblasts(c *Country, o *Folder) error {
	const file = "oblast.csv"
	var rows [][]string
	for k, ob := range c.Oblasts {
		r, centre, code := c.region(ob), ob.Short, "NA"
		for _, raion := range ob.Raions {
			for _, h := range raion.Communities {
				if h.centre() {
					code = h.Settlements[0].Code
				}
			}
		}
		if ob.Kind == "K" {
			code = ob.Code
		}
		rows = append(rows, []string{ob.Code, ob.Name, r.en, r.uk, ob.Latin, fmt.Sprintf("O%02d", k), r.code, fmt.Sprint(k), fmt.Sprint(k), centre, code})
	}
	o.Records("kse_oblast", file, "loaded", len(rows))
	header := []string{"oblast_code", "oblast_name", "region_en", "region_ua", "oblast_name_en", "oblast_code_en", "region_code_en", "map_position", "map_position2", "oblast_center", "oblast_center_code"}
	return o.File("kse-hromada/"+file, table(',', header, rows))
}

// population has, as upstream, one row of nothing.
func population(c *Country, o *Folder) error {
	const file = "ua-pop-2022.csv"
	rows := [][]string{{"NA", "NA", "NA", "NA", "NA"}}
	for _, h := range c.Communities {
		if h.Studied() {
			rows = append(rows, []string{h.Code, h.Name, fmt.Sprint(h.Population), fmt.Sprint(h.Urban), strconv.FormatFloat(float64(h.Urban)/float64(h.Population), 'g', -1, 64)})
		}
	}
	o.Records("kse_population", file, "loaded", len(rows)-1)
	o.Records("kse_population", file, "skipped:without_code", 1)
	return o.File("kse-hromada/"+file, table(',', []string{"hromada_code", "hromada_name", "total_population_2022", "urban_population_2022", "urban_pct"}, rows))
}

func warStatus(c *Country, o *Folder) error {
	const file = "minregion-war-status.csv"
	var rows [][]string
	for _, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		status, back := "not occupied", "0"
		switch r := c.Rand("war status", h.Code); {
		case h.Occupied:
			status = "occupied"
		case h.FrontLine && r.Float64() < 0.3:
			status, back = "deoccupied", []string{"March-April", "September-October", "November"}[r.IntN(3)]
		case h.FrontLine:
			status = "not occupied, in the war zone"
		}
		zone := yesOrNo(h.FrontLine || h.Occupied)
		rows = append(rows, []string{h.Oblast.Name, h.Raion.Name, h.Name, h.Type, zone, zone, zone, zone, h.Oblast.Code, h.Raion.Code, h.Code, h.Type, status, status, back})
	}
	o.Records("kse_war_status", file, "loaded", len(rows))
	header := []string{
		"oblast_short_name", "raion_short_name", "hromada_short_name", "hromada_type", "war_zone_27_04_2022", "war_zone_20_06_2022", "war_zone_23_08_2022",
		"war_zone_10_10_2022", "oblast_code", "raion_code", "hromada_code", "type", "Status_war_sept", "Status_war_sept_ext", "deoccupation_date",
	}
	return o.File("kse-hromada/"+file, table(',', header, rows))
}
