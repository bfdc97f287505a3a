// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"slices"
	"strconv"
	"strings"
)

// handedIn are the indicators of what units hand in themselves or are visited for one by one, typed from the specification: forms, logs of
// cases, audits.
var handedIn = strings.Fields("D1.1 D1.2 D1.3 D1.4 D1.7 D2.1 D2.2 D2.3 D2.4 D2.5 D2.6 D3.4 D3.5 D3.6 D3.7 D4.1 D4.2 D4.3 D4.4 D4.5 D4.6 D4.7 D5.4 " +
	"D6.1 D6.2 D6.3 D6.4 D6.5 D6.6 D6.7 D6.8 D6.9 D7.1 D7.7 SQI.A SQI.E")

// ofBodies are those whose figure of a community is made of its bodies' answers.
var ofBodies = []string{"D2.5", "D4.7", "D5.4"}

// ofCases are those that every community with a log tells, be it that too few of its cases may be shown.
var ofCases = []string{"D6.4", "D6.8", "SQI.E"}

// round of bodies that answered, of those that work.
type bodyRound struct{ told, known int }

// covered takes out of the truth what may not be published (specification of returns): of handed-in indicators the figures of an oblast of
// which fewer than ten communities or less than half told, of a country of fewer than a hundred or less than half; of a community the
// figure of fewer than five of its bodies, or of less than half; and what is told of cyber security (D4.5) but for the middle of a band of
// 20 points of an oblast or the country.
func (o *Folder) covered(c *Country) {
	type place struct{ unit, period, id string }
	oblastOf, asked := map[string]string{}, map[string]int{}
	for _, h := range c.Communities {
		if !h.Occupied && h.Studied() {
			oblastOf[h.Code] = h.Oblast.Code
			asked[h.Oblast.Code]++
			asked["UA"]++
		}
	}
	told, aside := map[place]int{}, map[place]int{}
	add := func(to map[place]int, unit, period, id string) {
		if oblast, ok := oblastOf[unit]; ok {
			to[place{oblast, period, id}]++
			to[place{"UA", period, id}]++
		}
	}
	for _, r := range o.indicators {
		switch {
		case r[1] != "community" || !slices.Contains(handedIn, r[3]) || slices.Contains(ofCases, r[3]):
		case r[5] == "n":
			add(aside, r[0], r[2], r[3])
		default:
			add(told, r[0], r[2], r[3])
		}
	}
	for log := range o.logs {
		unit, period, _ := strings.Cut(log, " ")
		for _, id := range ofCases {
			add(told, unit, period, id)
		}
	}
	var kept [][]string
	for _, r := range o.indicators {
		r = slices.Clone(r)
		least := map[string]int{"oblast": 10, "country": 100}[r[1]]
		at := place{r[0], r[2], r[3]}
		switch {
		case !slices.Contains(handedIn, r[3]):
		case least > 0 && r[5] != "n" && (told[at] < least || 2*told[at] < asked[r[0]]-aside[at]):
			r[4], r[5] = "", "u"
		case r[1] == "community" && slices.Contains(ofBodies, r[3]) && r[5] != "n":
			if n := o.rounds[strings.Join([]string{r[0], r[2], r[3]}, " ")]; n.told < 5 {
				r[4], r[5] = "", "c"
			} else if 2*n.told < n.known {
				r[4], r[5] = "", "u"
			}
		}
		if r[3] == "D4.5" {
			if least == 0 {
				continue
			}
			if v, err := strconv.ParseFloat(r[4], 64); err == nil {
				r[4] = strconv.Itoa(min(int(v)/20, 4)*20 + 10)
			}
		}
		kept = append(kept, r)
	}
	o.indicators = kept
}
