// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// support are single tables of communities: money of the regional development fund, declarations with doctors, settlements in mountains.
// The table of large cities is there and empty: it is compiled by hand of real ones.
var support = Feed{
	"support",
	[]string{"regional_fund", "doctor_declarations", "mountain_settlements", "city_revenue"},
	func(c *Country, o *Folder) error {
		for _, write := range []func(*Country, *Folder) error{developmentFund, declarations, mountains} {
			if err := write(c, o); err != nil {
				return err
			}
		}
		return o.File("own/city_revenue/data.csv", []byte("community_id,year,budget_code,codes,own_uah\n"))
	},
}

// developmentFund has a row a community and year with projects, 2015 to 2021; money of a year is told in prices of 2015, too.
func developmentFund(c *Country, o *Folder) error {
	const file = "dfrr-hromadas-2015-2022.csv"
	var rows [][]string
	for _, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		r := c.Rand("development fund", h.Code)
		for k := range 7 {
			if r.Float64() > 0.3 {
				continue
			}
			planned := 40 * math.Sqrt(float64(h.Population)) * math.Exp(0.7*r.NormFloat64())
			spent := planned * (0.6 + 0.4*r.Float64())
			rows = append(rows, []string{
				h.Code, h.Name, fmt.Sprint(2015 + k), writeNumber(planned, 3, false), writeNumber(spent, 3, false),
				writeNumber(spent/math.Pow(1.11, float64(k)), 6, false),
			})
		}
	}
	o.Records("regional_fund", file, "loaded", len(rows))
	header := []string{"hromada_code", "hromada_name", "year", "budget_planned", "budget_executed", "budget_executed_2015"}
	return o.File("kse-hromada/"+file, table(',', header, rows))
}

// declarations count people by sex, kind of settlement and age beside the whole; of occupied communities few stand there.
func declarations(c *Country, o *Folder) error {
	const file = "health-declarations-hromada.csv"
	var rows [][]string
	for _, h := range c.Communities {
		r := c.Rand("declarations", h.Code)
		if !h.Studied() || h.Occupied && r.Float64() < 0.6 {
			continue
		}
		total := int(float64(h.Population) * (0.68 + 0.2*r.Float64()))
		if h.Occupied {
			total = r.IntN(40)
		}
		female, urban, youth := total*52/100, total*h.Urban/h.Population, total*2/5
		rows = append(rows, []string{
			h.Oblast.Name, h.Code, h.Name, fmt.Sprint(total), fmt.Sprint(female), fmt.Sprint(total - female), "0.52", "0.48",
			fmt.Sprint(urban), fmt.Sprint(total - urban), fmt.Sprint(youth),
		})
	}
	o.Records("doctor_declarations", file, "loaded", len(rows))
	header := []string{"area", "hromada_code", "hromada_name", "total", "female", "male", "female_pct", "male_pct", "urban", "rural", "youth"}
	return o.File("kse-hromada/"+file, table(',', header, rows))
}

// mountainous are the numbers of the oblasts that have mountains.
var mountainous = []string{"UA21", "UA26", "UA46", "UA73"}

// mountains is a list in one column under headings of oblasts, raions and communities; one entry is struck out.
func mountains(c *Country, o *Folder) error {
	const file = "mountain-hromadas.xlsx"
	words := map[string]string{"M": "м. ", "X": "смт ", "C": "с. "}
	var rows [][]string
	loaded := 0
	for _, ob := range c.Oblasts {
		if !slices.Contains(mountainous, ob.Code[:4]) {
			continue
		}
		rows = append(rows, []string{strings.ToUpper(ob.Name) + " ОБЛАСТЬ"})
		for _, raion := range ob.Raions {
			headed := false
			for _, h := range raion.Communities {
				if h.Occupied || h.centre() || c.Rand("mountains", h.Code).Float64() < 0.5 {
					continue
				}
				if !headed {
					rows, headed = append(rows, []string{raion.Name + " район"}), true
				}
				rows = append(rows, []string{"Територія " + genitive(h) + " територіальної громади"})
				for _, s := range h.Settlements[:1+len(h.Settlements)/2] {
					rows = append(rows, []string{words[s.Category] + s.Name})
					loaded++
				}
			}
		}
	}
	rows = append(rows, []string{"позицію виключено"})
	o.Records("mountain_settlements", file, "loaded", loaded)
	o.Records("mountain_settlements", file, "skipped:heading", len(rows)-loaded-1)
	o.Records("mountain_settlements", file, "skipped:excluded", 1)
	body, err := writeXLSX([]worksheet{{"Sheet1", rows}})
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return o.File("kse-hromada/"+file, body)
}
