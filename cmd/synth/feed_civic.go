// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
)

// civic are tables of single publishers on communities: tools of e-democracy, exams, danger, strategies, projects.
var civic = Feed{"civic", []string{"edem", "zno_2022", "education_risk_2026", "community_strategies", "dream_projects"}, func(c *Country, o *Folder) error {
	for _, write := range []func(*Country, *Folder) error{democracy, exams, danger, strategies, projects} {
		if err := write(c, o); err != nil {
			return err
		}
	}
	return nil
}}

// homonyms are the communities of one name in an oblast.
func (c *Country) homonyms() map[string][]*Community {
	out := map[string][]*Community{}
	for _, h := range c.Communities {
		key := h.Oblast.Code + " " + h.Name
		out[key] = append(out[key], h)
	}
	return out
}

// democracy lists communities by oblast and name in small letters, without a code or a type. A name that two communities of an oblast bear
// tells neither. One oblast is called by its administration.
func democracy(c *Country, o *Folder) error {
	const file = "edem-data-raw.csv"
	ids := []string{"open.edem_petitions", "open.edem_consultations", "open.edem_participatory_budget", "open.edem_open_community"}
	type entry struct {
		h     *Community
		tools [4]bool
	}
	named, listed := c.homonyms(), map[string]*entry{}
	unclear := map[*Community]bool{}
	var rows [][]string
	for _, h := range c.Communities {
		if !h.Studied() || h.Occupied {
			continue
		}
		r, e := c.Rand("e-democracy", h.Code), &entry{h: h}
		n := 0
		for k := range e.tools {
			if r.Float64() < []float64{0.34, 0.2, 0.3, 0.14}[k]*2*c.Level(h, "D7", c.Years[0]) {
				e.tools[k] = true
				n++
			}
		}
		if n == 0 {
			continue
		}
		oblast, name := h.Oblast.Name+" область", strings.ToLower(h.Name)
		if strings.HasPrefix(h.Oblast.Code, "UA65") {
			oblast = h.Oblast.Name + " ОДА область"
		}
		if r.Float64() < 0.02 {
			name = h.Name
		}
		rows = append(rows, []string{oblast, name, yesOrNo(e.tools[0]), yesOrNo(e.tools[1]), yesOrNo(e.tools[2]), yesOrNo(e.tools[3])})
		if same := named[h.Oblast.Code+" "+h.Name]; len(same) > 1 {
			for _, other := range same {
				unclear[other] = true
			}
			continue
		}
		listed[h.Code] = e
	}
	tools := newLeast(o, "2022-09", "open.edem_tools", 0)
	var tales []*indicatorTruth
	for _, id := range ids {
		tales = append(tales, newLeast(o, "2022-09", id, 0))
	}
	for _, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		status, n := ":", 0
		e := listed[h.Code]
		for k, t := range tales {
			if e != nil && e.tools[k] && !unclear[h] {
				n++
				t.value(h, 100, "")
			} else {
				t.value(h, 0, ":")
			}
		}
		if n > 0 {
			status = ">"
		}
		tools.value(h, float64(n), status)
	}
	for _, t := range append(tales, tools) {
		t.end()
	}
	o.Records("edem", file, "loaded", len(rows))
	header := []string{"область", "назва громади", "петиції", "консультації", "громадський бюджет", "відкрита громада"}
	return o.File("edem/"+file, table(',', header, rows))
}

// exams have a row a community and subject; small numbers are there, and are hidden by the parser.
func exams(c *Country, o *Folder) error {
	const file = "zno-2022-aggragated.csv"
	var rows [][]string
	for _, h := range c.Communities {
		if !h.Studied() || h.Occupied {
			continue
		}
		r := c.Rand("exams", h.Code)
		for k, subject := range []string{"Eng", "Hist", "Math", "UML", "Ukr"} {
			n := max(1, int(float64(h.Population)*0.005*[]float64{0.3, 1, 1, 1, 1}[k]*math.Exp(0.2*r.NormFloat64())))
			failed := min(n, int(float64(n)*0.15*r.Float64()*math.Exp(-0.3*h.Wealth)))
			mean := 140 + 6*h.Wealth + 4*r.NormFloat64()
			rows = append(rows, []string{h.Code, h.Name, subject, writeNumber(min(200, max(100, mean)), 4, false), fmt.Sprint(failed), fmt.Sprint(n), writeNumber(float64(failed)/float64(n), 4, false)})
		}
	}
	o.Records("zno_2022", file, "loaded", len(rows))
	return o.File("kse-hromada/"+file, table(',', []string{"hromada_code", "hromada_name", "subject", "mean_score", "n_didnt_pass", "n", "pct_didnt_pass"}, rows))
}

// danger is one JSON object with all communities and both cities, by seven digits of the code.
func danger(c *Country, o *Folder) error {
	const file = "education-risk-by-hromada.json"
	type entry struct {
		Code   string `json:"code"`
		Name   string `json:"name"`
		Region string `json:"region"`
		Risk   string `json:"risk"`
	}
	out := map[string]entry{}
	for _, h := range c.Communities {
		risk := "Задовільний"
		switch r := c.Rand("danger", h.Code).Float64(); {
		case h.Occupied:
			risk = "Непереборний"
		case h.FrontLine:
			risk = "Дуже високий"
		case r < 0.15:
			risk = "Високий"
		case r < 0.4:
			risk = "Помірний"
		}
		out[h.Code[2:9]] = entry{h.Code, h.Name + " територіальна громада", h.Oblast.Name, risk}
	}
	for _, ob := range c.Oblasts {
		if ob.Kind == "K" {
			out[ob.Code[2:9]] = entry{ob.Code, ob.Name, ob.Name, map[bool]string{true: "Непереборний", false: "Помірний"}[ob.Occupied]}
		}
	}
	body, err := json.Marshal(out)
	if err != nil {
		return err
	}
	o.Records("education_risk_2026", file, "loaded", len(out))
	return o.File("war-status/"+file, body)
}

// strategies are a packed list; some rows have no code, and one year is later than the list.
func strategies(c *Country, o *Folder) error {
	const file = "hromada-strategies-2026-08.json.gz"
	var list []map[string]any
	without := 0
	for k, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		r := c.Rand("strategies", h.Code)
		one := map[string]any{
			"Name": h.Name + " " + h.Type + " територіальна громада", "Katottg": h.Code, "Oblast": h.Oblast.Name + " область", "Rayon": h.Raion.Name + " район", "Type": h.Type,
			"Population": h.Population, "StrategyUrl": "", "PortalUrl": "", "StrategyYear": nil, "Goals": "", "Sectors": []string{}, "Projects": "",
		}
		if k%40 == 7 {
			one["Katottg"] = ""
			without++
		}
		if !h.Occupied && r.Float64() < 0.45*c.Level(h, "D5", c.Last()) {
			one["StrategyUrl"], one["StrategyYear"] = "https://example.org/strategy/"+h.Slug, 2016+r.IntN(10)
			if k%300 == 11 {
				one["StrategyYear"] = 2049
			}
		}
		list = append(list, one)
	}
	body, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(body); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	o.Records("community_strategies", file, "loaded", len(list)-without)
	if without > 0 {
		o.Records("community_strategies", file, "skipped:no_code", without)
	}
	return o.File("strategies/"+file, b.Bytes())
}

// projects of reconstruction, counted by sector.
func projects(c *Country, o *Folder) error {
	const file = "dream-projects-by-hromada-2026-07.csv"
	sectors := []string{
		"Освіта", "Відновлення / реконструкція", "Охорона здоров'я", "Безпека / ЦЗ", "Вода / каналізація (ЖКГ)", "Енергетика (ВДЕ)", "Транспорт / логістика", "Підприємництво / МСБ",
		"Культура / спадщина", "Соціальні послуги", "Довкілля / екологія", "Е-врядування", "IT / цифровізація", "Туризм",
	}
	digital := newIndicatorTruth(o, "2026-07", "open.dream_digital_projects", 0)
	var rows [][]string
	for _, h := range c.Communities {
		r := c.Rand("projects", h.Code)
		if !h.Studied() || h.Occupied || r.Float64() < 0.03 {
			continue
		}
		row, total := []string{h.Code, h.Name + " " + h.Type + " територіальна громада", h.Oblast.Name, ""}, 0
		var counts []int
		for k := range sectors {
			mean := 0.6 * math.Exp(0.4*h.Wealth)
			if k == 11 || k == 12 {
				mean = 0.25 * c.Level(h, "D5", c.Last())
			}
			n := int(r.ExpFloat64() * mean)
			counts, total = append(counts, n), total+n
			row = append(row, fmt.Sprint(n))
		}
		row[3] = fmt.Sprint(total)
		digital.value(h, float64(counts[11]+counts[12]), "")
		rows = append(rows, row)
	}
	digital.end()
	slices.SortStableFunc(rows, func(a, b []string) int { return len(b[3]) - len(a[3]) })
	o.Records("dream_projects", file, "loaded", len(rows))
	return o.File("dream/"+file, table(',', append([]string{"katottg", "name", "oblast", "dream_projects"}, sectors...), rows))
}
