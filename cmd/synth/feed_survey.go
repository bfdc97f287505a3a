// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// surveyFeed writes answers of users in some communities and bodies and of residents in every oblast, strata to weight them by, and what they
// come to.
var surveyFeed = Feed{Name: "surveys", Sources: []string{"survey_response", "survey_stratum"}, Write: writeSurveys}

// items of the questionnaire by dimension, and what each dimension weighs in S (with the block of e-services).
var surveyItems = []struct {
	dimension string
	count     int
	weight    float64
}{{"T", 4, 0.11}, {"R", 5, 0.32}, {"P", 4, 0.22}, {"A", 4, 0.19}, {"M", 5, 0.16}, {"E", 8, 0}}

// surveyCuts are the ways in which answers are weighted, the finest first.
var surveyAges, surveySexes, surveyPlaces = []string{"18-39", "40-59", "60+"}, []string{"f", "m"}, []string{"urban", "rural"}

// respondent is one answer as it was given. Scales count 0 as no answer; yes and no are 1 and 0, -1 no answer.
type respondent struct {
	id, unit, period, sample, channel, age, sex, place string
	minutes                                            int
	csat, nps, ces                                     int
	internet, digcomp, eservices, tried, failed        int
	p, e                                               [30]int
	careless                                           bool
	oblast                                             string // that the unit lies in
}

func (k respondent) online() bool { return k.channel == "web" || k.channel == "app" }

// askedUnit is a unit in which people are asked.
type askedUnit struct {
	id, level string
	level01   func(dimension string, year int) float64
	strata    bool
	oblast    string
}

func writeSurveys(c *Country, o *Folder) error {
	answers := &listing{o: o, source: "survey_response", dir: "survey"}
	strata := &listing{o: o, source: "survey_stratum", dir: "survey-strata"}
	people, live := map[string]map[[3]string]int{}, map[string]int{}
	whole := map[[3]string][]respondent{} // level, unit, year: answers of oblasts and the country, whoever asked
	var cells [][]string
	give := func(unit string, population int) {
		r := c.Rand("strata", unit)
		people[unit] = map[[3]string]int{}
		for _, a := range surveyAges {
			for _, s := range surveySexes {
				for _, p := range surveyPlaces {
					n := 1 + int(float64(population)/12*(0.4+1.2*r.Float64()))
					people[unit][[3]string{a, s, p}] = n
					cells = append(cells, []string{unit, a, s, p, fmt.Sprint(n)})
					o.Records("survey_stratum", "strata.csv", "loaded", 1)
				}
			}
		}
	}
	ask := func(u askedUnit, n func(r *rand.Rand) int, sample, file string) error {
		var all []respondent
		for _, year := range c.Years {
			r := c.Rand(fmt.Sprint("survey ", sample, year), u.id)
			mine := drawAnswers(r, u, sample, year, n(r))
			if own := strataWeights(people[u.id]); u.level != "oblast" { // of an oblast all are told together
				writeUserTruth(o, u.level, u.id, fmt.Sprint(year), mine, own, own)
			}
			if u.level != "body" {
				for _, k := range [][3]string{{"oblast", u.oblast, fmt.Sprint(year)}, {"country", "UA", fmt.Sprint(year)}} {
					whole[k] = append(whole[k], mine...)
				}
			}
			all = append(all, mine...)
		}
		return answers.put(file, table(';', surveyHeader(), surveyRows(o, c.Rand("survey dirt", u.id), file, all)))
	}
	for _, ob := range c.Oblasts {
		if ob.Occupied || len(ob.Raions) == 0 {
			continue
		}
		give(ob.Code, 800000)
		live[ob.Code] = c.residents(ob)
		u := askedUnit{ob.Code, "oblast", func(d string, year int) float64 { return c.OblastLevel(ob, d, year) }, true, ob.Code}
		if err := ask(u, func(r *rand.Rand) int { return 240 + r.IntN(160) }, "residents", "residents-"+ob.Koatuu[:2]+".csv.gz"); err != nil {
			return err
		}
	}
	for _, h := range c.Communities {
		r := c.Rand("survey", h.Code)
		if h.Occupied || r.Float64() > 0.2+0.3*c.Level(h, "D6", c.Last()) {
			continue
		}
		u := askedUnit{h.Code, "community", func(d string, year int) float64 { return c.Level(h, d, year) }, r.IntN(2) == 0, h.Oblast.Code}
		if u.strata {
			give(h.Code, h.Population)
		}
		if err := ask(u, func(r *rand.Rand) int { return 24 + r.IntN(120) }, "users", h.Slug+".csv"); err != nil {
			return err
		}
		for _, b := range h.Bodies {
			if b.Active() && r.Float64() < 0.15 {
				v := askedUnit{b.OSN(), "body", func(d string, year int) float64 { return c.BodyLevel(b, d, year) }, false, h.Oblast.Code}
				if err := ask(v, func(r *rand.Rand) int { return 20 + r.IntN(50) }, "users", fmt.Sprintf("%s-%02d.csv", h.Slug, b.Number)); err != nil {
					return err
				}
			}
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(whole), func(a, b [3]string) int { return slices.Compare(a[:], b[:]) }) {
		weigh := strataWeights(people[k[1]])
		if k[0] == "country" {
			weigh = oblastWeights(people, live)
		}
		writeCountryTruth(o, k[0], k[1], k[2], whole[k], weigh)
	}
	cells = append(cells, []string{"UA", "60+", "f", "rural", "багато"})
	o.Records("survey_stratum", "strata.csv", "quarantined", 1)
	if err := strata.put("strata.csv", table(',', []string{"unit_id", "age_band", "sex", "settlement", "population"}, cells)); err != nil {
		return err
	}
	if err := strata.finish(); err != nil {
		return err
	}
	if err := answers.bad("answers.csv"); err != nil {
		return err
	}
	return answers.finish()
}

// drawAnswers invents a year of answers of a unit. The first twelve are of each stratum, so that all strata are met.
func drawAnswers(r *rand.Rand, u askedUnit, sample string, year, n int) (out []respondent) {
	quality, digital, skill := u.level01("SQI", year), u.level01("D6", year), u.level01("D8", year)
	expects := r.IntN(5) > 0
	for i := range n {
		k := respondent{
			id: fmt.Sprintf("%016x", r.Uint64()), unit: u.id, sample: sample, oblast: u.oblast, period: fmt.Sprintf("%d-Q%d", year, 1+r.IntN(4)), minutes: 8 + r.IntN(8),
			age: surveyAges[r.IntN(3)], sex: surveySexes[r.IntN(2)], place: surveyPlaces[r.IntN(2)], internet: -1, digcomp: -1, eservices: -1, tried: -1, failed: -1,
		}
		if i < 12 {
			k.age, k.sex, k.place = surveyAges[i%3], surveySexes[i/3%2], surveyPlaces[i/6]
		}
		yes := func(p float64) int { return map[bool]int{true: 1}[r.Float64() < p] }
		older := map[string]float64{"18-39": 0, "40-59": 0.12, "60+": 0.35}[k.age]
		k.tried = yes(0.3 + 0.5*skill)
		if k.tried == 1 {
			k.failed = yes(0.45 - 0.4*digital)
		}
		if sample == "residents" {
			k.minutes = 0
			k.internet = yes(min(0.99, 0.62+0.4*skill-older*(1-skill)+0.05))
			k.digcomp = min(4, max(0, int(1.2+3*skill-3*older+1.2*r.NormFloat64())))
			if k.internet == 1 {
				k.eservices = yes(0.25 + 0.65*skill)
			}
			if r.IntN(40) == 0 {
				k.internet, k.eservices = -1, -1
			}
			out = append(out, k)
			continue
		}
		k.channel = []string{"cnap", "visit", "phone"}[r.IntN(3)]
		if r.Float64() < 0.15+0.7*digital {
			k.channel = []string{"web", "app"}[r.IntN(2)]
		}
		mood := quality + 0.18*r.NormFloat64()
		scale := func(low, high int, x float64) int {
			return min(high, max(low, low+int(math.Round(float64(high-low)*x))))
		}
		k.csat, k.nps, k.ces = scale(1, 5, mood+0.12*r.NormFloat64()+0.1), scale(0, 10, mood+0.12*r.NormFloat64()+0.1), scale(1, 7, mood+0.15*r.NormFloat64())
		at := 0
		for d, block := range surveyItems {
			for range block.count {
				if (block.dimension != "E" || k.online()) && r.IntN(40) > 0 {
					k.p[at] = scale(1, 7, mood+0.03*float64(d-2)+0.12*r.NormFloat64())
					if expects {
						k.e[at] = scale(1, 7, 0.9+0.1*r.NormFloat64())
					}
				}
				at++
			}
		}
		if i >= 12 && r.IntN(33) == 0 {
			k.careless = true
			for j := range k.p {
				if k.p[j] = 4; j >= 22 && !k.online() {
					k.p[j] = 0
				}
			}
		}
		k.careless = k.careless || isFlat(k.p)
		if i >= 12 && r.IntN(50) == 0 {
			k.careless, k.minutes = true, 1
		}
		out = append(out, k)
	}
	return out
}

// isFlat says whether fifteen marks or more are all the same: who is pleased with everything cannot be told from who ticks a column.
func isFlat(marks [30]int) bool {
	n, first := 0, 0
	for _, v := range marks {
		switch {
		case v == 0:
			continue
		case first == 0:
			first = v
		case v != first:
			return false
		}
		n++
	}
	return n >= 15
}

func surveyHeader() []string {
	head := []string{"respondent_id", "hromada", "period", "sample", "channel", "age_band", "sex", "settlement", "minutes", "csat", "nps", "ces", "internet", "digcomp", "eservices", "tried", "failed"}
	for _, side := range []string{"p", "e"} {
		for _, d := range surveyItems {
			for i := range d.count {
				head = append(head, fmt.Sprintf("%s_%s%d", side, d.dimension, i+1))
			}
		}
	}
	return append(head, "name", "comment")
}

// surveyRows writes answers with what interviewers get wrong in between: an answer twice, a period that is none, a unit left out, and answers
// off the scale, which cost the cell alone.
func surveyRows(o *Folder, r *rand.Rand, file string, all []respondent) (rows [][]string) {
	number := func(v int) string {
		if v == 0 {
			return ""
		}
		return fmt.Sprint(v)
	}
	yes := func(v int) string { return map[int]string{1: "так", 0: "ні"}[v] }
	row := func(k respondent) []string {
		band := k.age
		if r.IntN(6) == 0 {
			band = strings.Replace(band, "-", "–", 1)
		}
		nps := ""
		if k.csat > 0 {
			nps = fmt.Sprint(k.nps)
		}
		digcomp := ""
		if k.digcomp >= 0 {
			digcomp = fmt.Sprint(k.digcomp)
		}
		cells := []string{
			k.id, k.unit, k.period, k.sample, k.channel, band, map[string]string{"f": "ж", "m": "ч"}[k.sex], map[string]string{"urban": "місто", "rural": "село"}[k.place],
			number(k.minutes), number(k.csat), nps, number(k.ces), yes(k.internet), digcomp, yes(k.eservices), yes(k.tried), yes(k.failed),
		}
		for _, side := range [][30]int{k.p, k.e} {
			for _, v := range side {
				if v == 0 && r.IntN(30) == 0 {
					cells = append(cells, "99") // «важко сказати»
					continue
				}
				cells = append(cells, number(v))
			}
		}
		return append(cells, "(особа)", "(вільний текст)")
	}
	for _, k := range all {
		cells := row(k)
		if k.sample == "users" && k.e[0] == 0 && r.IntN(50) == 0 {
			cells[17+30] = "8" // off the scale: the cell alone is lost, and there was none
		}
		rows = append(rows, cells)
		o.Records("survey_response", file, "loaded", 1)
	}
	for n, change := range []func(cells []string){
		func(cells []string) {}, // sent twice
		func(cells []string) { cells[2] = "2025, квітень" },
		func(cells []string) { cells[1] = "" },
	} {
		cells := row(all[r.IntN(len(all))])
		if n > 0 {
			cells[0] = fmt.Sprintf("x%015x", r.Uint64()>>4)
		}
		change(cells)
		rows = append(rows, cells)
		o.Records("survey_response", file, "quarantined", 1)
	}
	return rows
}
