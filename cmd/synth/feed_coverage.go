// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// coverage is the regulator's list of internet access by settlement, and how many people live in each settlement.
var coverage = Feed{"coverage", []string{"internet_coverage", "settlement_population"}, func(c *Country, o *Folder) error {
	if err := settlementPopulation(c, o); err != nil {
		return err
	}
	for _, year := range c.Years {
		if err := internetCoverage(c, o, year); err != nil {
			return err
		}
	}
	return nil
}}

func settlementPopulation(c *Country, o *Folder) error {
	const file = "settlements.csv"
	var rows [][]string
	for _, h := range c.Communities {
		if h.Occupied {
			continue
		}
		for _, s := range h.Settlements {
			rows = append(rows, []string{s.Code, fmt.Sprint(s.Population), "2022-01-01"})
		}
	}
	o.Records("settlement_population", file, "loaded", len(rows))
	rows = append(rows, []string{"", "17", "2022-01-01"}) // a line of nowhere
	o.Records("settlement_population", file, "quarantined", 1)
	return o.File("population/"+file, table(',', []string{"katottg", "population", "as_of"}, rows))
}

// access is what a settlement has in a year. What was built stays: the draws of a settlement are those of every year.
type access struct{ fixed, fibre, mobile bool }

func (c *Country) access(s *Settlement, year int) access {
	r := c.Rand("access", s.Code)
	level := c.Level(s.Community, "D3", year)
	size := 0.0
	switch {
	case s.Category != "C":
		size = 0.35
	case s.Population > 1500:
		size = 0.2
	case s.Population < 150:
		size = -0.25
	}
	a := access{fixed: r.Float64() < 0.25+0.7*level+size}
	a.fibre = r.Float64() < 0.1+0.75*level+size && a.fixed
	a.mobile = r.Float64() < 0.6+0.4*level+size
	return a
}

// internetCoverage writes one year. As upstream, the first year has the old codes and lost first zeros, the second both kinds, the last the new
// ones; technologies have several spellings, some lines stand twice, one names what is no technology, and the last is a total.
func internetCoverage(c *Country, o *Folder, year int) error {
	file := fmt.Sprintf("internet-coverage-%d.csv", year)
	var b strings.Builder
	b.WriteString("№;Код КАТОТТГ;Код КОАТУУ;Населений пункт;Технологія;Операторів\r\n")
	n, loaded, bad := 0, 0, 0
	dirt := c.Rand("coverage", fmt.Sprint(year))
	for _, h := range c.Communities {
		if h.Occupied {
			continue
		}
		people, fixed, fibre, mobile := 0, 0, 0, 0
		for _, s := range h.Settlements {
			a := c.access(s, year)
			people += s.Population
			r := c.Rand("technology", fmt.Sprint(s.Code, year))
			var offers []string
			if a.fibre {
				offers = append(offers, []string{"FTTx", "FTTB", "xPON", "GPON"}[r.IntN(4)])
				fibre += s.Population
			}
			if a.fixed {
				fixed += s.Population
				if !a.fibre || r.Float64() < 0.3 {
					offers = append(offers, []string{"xDSL", "Радіо", "радіодоступ", "DOCSIS"}[r.IntN(4)])
				}
			}
			if a.mobile {
				mobile += s.Population
				offers = append(offers, []string{"4G", "4G (LTE)", "LTE"}[r.IntN(3)])
			}
			if len(offers) == 0 {
				offers = []string{"немає"}
			}
			fresh, old := s.Code, s.Koatuu
			switch {
			case year == c.Years[0]:
				fresh, old = "", strings.TrimPrefix(old, "0")
			case year == c.Last() || r.Float64() < 0.5:
				old = ""
			default:
				fresh = ""
			}
			line := func(technology, operators string) {
				n++
				fmt.Fprintf(&b, "%d;%s;%s;%s;%s;%s\r\n", n, fresh, old, s.Name, technology, operators)
			}
			for _, t := range offers {
				operators := fmt.Sprint(1 + int(r.ExpFloat64()*1.5))
				switch {
				case t == "немає":
					operators = "0"
				case dirt.Float64() < 0.004:
					operators = "н/д"
				}
				line(t, operators)
				loaded++
				if dirt.Float64() < 0.002 {
					line(t, operators)
					bad++
				}
			}
			if dirt.Float64() < 0.001 {
				line("супутник", "1")
				bad++
			}
		}
		for id, part := range map[string]int{"D3.1": fixed, "D3.2": fibre, "D3.3": mobile} {
			o.Ratio(h.Code, "community", fmt.Sprint(year), id, 100, float64(part), float64(people), "")
		}
	}
	fmt.Fprintf(&b, ";;;Усього;;%d\r\n", n)
	o.Records("internet_coverage", file, "loaded", loaded)
	if bad > 0 {
		o.Records("internet_coverage", file, "quarantined", bad)
	}
	o.Records("internet_coverage", file, "skipped:total", 1)
	body, err := charmap.Windows1251.NewEncoder().String(b.String())
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return o.File("nkek/"+file, []byte(body))
}
