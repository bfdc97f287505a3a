// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"osnova/ingest/sources"
)

// validYears are indicators whose value stands for longer than its year: the survey of skills comes every second year.
var validYears = map[string]int{"D8.1": 2, "D8.2": 2, "D8.3": 2}

// yearly are indicators that are told of years and of quarters or months. Indices take their years alone (ADR 0048), also where a year has
// no value and one of its quarters has: one quarter is not the year. What is told of quarters alone (D4.6, D7.7) is not here.
var yearly = strings.Fields("D1.5 D6.4 D6.8 D7.2 D7.3 D7.8 D8.6")

// maturityLeaf is an indicator of the maturity index as the table of the specification has it.
type maturityLeaf struct {
	dim            string
	lo, hi, weight float64
	less, log      bool
}

// reading is what is told of one indicator of a unit in a year.
type reading struct {
	value   float64
	applies bool
	period  string
}

// scores tells the maturity index, its dimensions and the index of quality of service, of communities, oblasts and the country, by the
// formulas of the specification and from what the truth tells of indicators; nothing here knows the index that the pipeline builds.
//
// A leaf is 100·(x − lo)/(hi − lo), cut at 0 and 100, turned round where less is better; on a logarithmic scale x, lo and hi are ln(1 + ·).
// A dimension is the weighted mean of its leaves, if those have 60 % of the weight of what applies. The index is the weighted geometric mean
// of dimensions, none below 1, if there are six, D3 and D6 among them, and 70 % of all weight has data. Quality is 0.40 S + 0.35 E + 0.25 A,
// by the weights of what is there, if two are.
func (o *Folder) scores(c *Country) error {
	leaves := map[string]maturityLeaf{}
	for _, r := range sources.Table("dmi_indicators", "data.csv") {
		id, unit, direction := r[0], r[4], r[5]
		leaves[id] = maturityLeaf{id[:2], parse(r[6]), parse(r[7]), parse(r[8]), direction != "+", strings.Contains(unit, "log")}
	}
	weights := map[string]float64{}
	for _, r := range sources.Table("dmi_dimensions", "data.csv") {
		weights[r[0]] = parse(r[3])
	}
	if len(leaves) != 59 || len(weights) != 8 {
		return fmt.Errorf("the specification has 59 indicators and 8 dimensions, not %d and %d", len(leaves), len(weights))
	}
	dims, order := slices.Sorted(maps.Keys(weights)), slices.Sorted(maps.Keys(leaves))
	type unitYear struct {
		unit, level string
		year        int
	}
	held := map[unitYear]map[string]reading{}
	put := func(at unitYear, id string, p reading) {
		if held[at] == nil {
			held[at] = map[string]reading{}
		}
		if was, ok := held[at][id]; !ok || was.period < p.period { // the newest quarter
			held[at][id] = p
		}
	}
	own := map[unitYear]bool{}
	for _, r := range o.indicators {
		_, known := leaves[r[3]]
		if r[1] == "body" || !known && !strings.HasPrefix(r[3], "SQI.") || len(r[2]) > 4 && slices.Contains(yearly, r[3]) {
			continue
		}
		year, err := strconv.Atoi(r[2][:4])
		if err != nil {
			return fmt.Errorf("the truth of %s: period %q", r[3], r[2])
		}
		p := reading{period: r[2], applies: r[5] != "n"}
		if p.applies {
			if p.value, err = strconv.ParseFloat(r[4], 64); err != nil {
				continue // not known
			}
		}
		at := unitYear{r[0], r[1], year}
		put(at, r[3], p)
		if known {
			own[at] = true
		}
	}
	// What holds longer stands in for a year of which the unit has something else.
	for _, r := range o.indicators {
		if r[1] == "body" || validYears[r[3]] < 2 || r[5] == "n" {
			continue
		}
		year, _ := strconv.Atoi(r[2][:4])
		v, err := strconv.ParseFloat(r[4], 64)
		if err != nil {
			continue
		}
		for later := 1; later < validYears[r[3]]; later++ {
			if at := (unitYear{r[0], r[1], year + later}); own[at] {
				put(at, r[3], reading{value: v, applies: true, period: r[2]})
			}
		}
	}
	var rows [][]string
	tell := func(at unitYear, node string, v float64) {
		rows = append(rows, []string{at.unit, at.level, strconv.Itoa(at.year), node, strconv.FormatFloat(v, 'g', -1, 64)})
	}
	for at, points := range held {
		sum, total, covered, all, n := 0.0, 0.0, 0.0, 0.0, 0
		there := map[string]bool{}
		for _, d := range dims {
			score, w, applicable := 0.0, 0.0, 0.0
			for _, id := range order {
				l := leaves[id]
				if l.dim != d {
					continue
				}
				p, ok := points[id]
				if ok && !p.applies {
					continue
				}
				applicable += l.weight
				if ok {
					score, w = score+l.weight*l.score(p.value), w+l.weight
				}
			}
			if applicable == 0 {
				continue
			}
			all, covered = all+weights[d], covered+weights[d]*w/applicable
			if w == 0 || w/applicable < 0.6-1e-9 {
				continue
			}
			tell(at, d, score/w)
			n, there[d] = n+1, true
			sum, total = sum+weights[d]*math.Log(max(score/w, 1)), total+weights[d]
		}
		if n >= 6 && there["D3"] && there["D6"] && covered/all >= 0.7-1e-9 {
			tell(at, "dmi", math.Exp(sum/total))
		}
		quality, w, parts := 0.0, 0.0, 0
		for _, c := range []struct {
			id     string
			weight float64
		}{{"SQI.S", 0.40}, {"SQI.E", 0.35}, {"SQI.A", 0.25}} {
			if p, ok := points[c.id]; ok && p.applies {
				quality, w, parts = quality+c.weight*p.value, w+c.weight, parts+1
			}
		}
		if parts >= 2 {
			tell(at, "sqi", quality/w)
		}
	}
	return o.Truth("score", []string{"unit_id", "level", "period", "node_id", "value"}, rows)
}

func (l maturityLeaf) score(x float64) float64 {
	lo, hi := l.lo, l.hi
	if l.log {
		x, lo, hi = math.Log1p(x), math.Log1p(lo), math.Log1p(hi)
	}
	z := 100 * min(1, max(0, (x-lo)/(hi-lo)))
	if l.less {
		z = 100 - z
	}
	return z
}

func parse(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}
