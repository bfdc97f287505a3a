// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// times are what Σnum/Σden is multiplied with, of indicators that go up by their parts: a share is told in per cent, a density per 10,000
// residents, money per resident. Typed from the units of the specification.
var times = map[string]float64{
	"D1.5": 100, "D1.6": 100, "D1.7": 100, "D2.2": 100, "D2.3": 100, "D2.4": 100, "D2.5": 100, "D2.6": 100, "D3.1": 100, "D3.2": 100, "D3.3": 100, "D3.4": 100, "D3.5": 10000,
	"D4.1": 100, "D4.2": 100, "D4.7": 100, "D5.1": 1, "D5.2": 100, "D5.3": 100, "D5.4": 1, "D5.6": 100, "D5.7": 100, "D6.1": 100, "D6.3": 100, "D6.5": 100, "D6.7": 100,
	"D7.2": 10000, "D7.3": 100, "D7.4": 100, "D7.5": 100, "D7.6": 100, "D7.7": 100, "D7.8": 100, "D8.5": 100,
}

// means are indicators that go up as a mean weighted with residents: points, and shares that have no parts to sum.
var means = []string{"D1.1", "D1.2", "D1.3", "D1.4", "D2.1", "D3.6", "D3.7", "D3.8", "D4.3", "D4.4", "D4.5", "D4.6", "D5.5", "D6.2", "D6.6", "D6.9", "D7.1", "SQI.A"}

// above tells oblasts and the country of what was told of communities, and the country of what was told of oblasts alone, where no feed told
// them: sums of parts, or a mean weighted with residents, over communities that are studied and not occupied. What does not apply counts
// nowhere; that a share rests on few says nothing of the sum.
func (o *Folder) above(c *Country) error {
	residents, oblastOf := map[string]float64{}, map[string]string{}
	for _, h := range c.Communities {
		if !h.Occupied && h.Studied() {
			residents["community "+h.Code], oblastOf[h.Code] = float64(h.Population), h.Oblast.Code
		}
	}
	for _, ob := range c.Oblasts {
		all := 0
		for _, settlement := range []string{"urban", "rural"} {
			for _, n := range c.pyramid(ob, settlement, fiveYears()) {
				all += n[0] + n[1]
			}
		}
		residents["oblast "+ob.Code] = float64(all)
	}
	levels := map[string]map[string]bool{} // told, by indicator
	for _, r := range o.indicators {
		if levels[r[3]] == nil {
			levels[r[3]] = map[string]bool{}
		}
		levels[r[3]][r[1]] = true
	}
	type group struct{ unit, level, period, id string }
	sums, status, order := map[group][2]float64{}, map[group]string{}, []group{}
	for _, r := range o.indicators {
		unit, level, period, id := r[0], r[1], r[2], r[3]
		told := levels[id]
		if strings.HasPrefix(id, "open.") || r[5] == "n" || told["country"] || level == "community" && told["oblast"] || level != "community" && level != "oblast" {
			continue
		}
		weight, ok := residents[level+" "+unit]
		if !ok {
			continue
		}
		part, whole := o.parts[strings.Join([]string{unit, level, period, id}, " ")], slices.Contains(means, id)
		switch {
		case whole:
			v, err := strconv.ParseFloat(r[4], 64)
			if err != nil {
				return fmt.Errorf("the truth of %s of %s is no number: %q", id, unit, r[4])
			}
			part = [2]float64{v * weight, weight}
		case times[id] == 0 || part[1] == 0:
			return fmt.Errorf("no rule carries %s of %s upward", id, unit)
		}
		groups := []group{{"UA", "country", period, id}}
		if level == "community" {
			groups = append(groups, group{oblastOf[unit], "oblast", period, id})
		}
		for _, g := range groups {
			if _, ok := sums[g]; !ok {
				order = append(order, g)
			}
			sums[g] = [2]float64{sums[g][0] + part[0], sums[g][1] + part[1]}
			if r[5] != "u" && r[5] != "" {
				status[g] = r[5]
			}
		}
	}
	for _, g := range order {
		scale := times[g.id]
		if scale == 0 {
			scale = 1
		}
		o.Indicator(g.unit, g.level, g.period, g.id, scale*sums[g][0]/sums[g][1], status[g])
	}
	return nil
}
