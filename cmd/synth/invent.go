// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"osnova/ingest/bodies"
	"osnova/store"
)

// WrittenOn is the day on which the upstreams of every country were written.
var WrittenOn = time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)

// numbers of the first level, as the codifier numbers them: 80 and 85 are cities with special status.
var numbers = []int{1, 5, 7, 12, 14, 18, 21, 23, 26, 32, 35, 44, 46, 48, 51, 53, 56, 59, 61, 63, 65, 68, 71, 73, 74, 80, 85}

// Invent draws a country. Equal seed and scale give an equal country.
func Invent(seed uint64, scale float64) *Country {
	c := &Country{Seed: seed, Scale: scale, Years: []int{2023, 2024, 2025}, AsOf: WrittenOn}
	draw := c.Rand("country", "")
	taken, slugs := map[string]bool{}, map[string]bool{}
	unique := 0
	code := func(oblast, raion, community, settlement, district int) string {
		unique++
		return fmt.Sprintf("UA%02d%02d%03d%03d%02d%05d", oblast, raion, community, settlement, district, (unique*7919+int(seed%97))%100000)
	}
	for k, number := range numbers {
		short, adjective := fresh(draw, taken)
		o := &Oblast{
			Code: code(number, 0, 0, 0, 0), Koatuu: fmt.Sprintf("%02d00000000", number), Name: adjective, Short: short, Latin: store.Latin(short), Kind: "O",
			Level: draw.NormFloat64(), Occupied: number == 1 || number == 85,
		}
		if number == 80 || number == 85 {
			o.Kind, o.Name = "K", short
		}
		c.Oblasts = append(c.Oblasts, o)
		raions, communities := 5, 58
		if o.Kind == "K" {
			raions, communities = 0, 0
		}
		communities = max(2, int(math.Round(float64(communities)*scale)))
		if o.Kind == "K" {
			communities = 0
		}
		raions = min(raions, max(1, communities/2))
		for n := range raions {
			_, adjective := fresh(draw, taken)
			r := &Raion{Code: code(number, 2*(n+1), 0, 0, 0), Koatuu: fmt.Sprintf("%02d2%02d00000", number, 10+n), Name: masculine(adjective), Oblast: o}
			o.Raions, c.Raions = append(o.Raions, r), append(c.Raions, r)
		}
		for n := range communities {
			r := o.Raions[n%len(o.Raions)]
			c.community(draw, o, r, len(r.Communities)+1, n == 0, k, code, taken, slugs)
		}
	}
	c.ground = c.lay()
	for _, h := range c.Communities {
		if !h.Occupied {
			c.bodies(h)
		}
	}
	return c
}

func fresh(r *rand.Rand, taken map[string]bool) (place, adjective string) {
	for try := 0; ; try++ {
		place, adjective = inventName(r)
		if !taken[place] || try > 40 { // a few homonyms are as it is in life
			taken[place] = true
			return place, adjective
		}
	}
}

func (c *Country) community(draw *rand.Rand, o *Oblast, r *Raion, number int, centre bool, order int, code func(a, b, cc, d, e int) string, taken, slugs map[string]bool) {
	var a, b int
	fmt.Sscanf(r.Code, "UA%02d%02d", &a, &b)
	place, adjective := fresh(draw, taken)
	if centre {
		place, adjective = o.Short, o.Name
	}
	h := &Community{Name: adjective, Oblast: o, Raion: r, Wealth: draw.NormFloat64(), Pace: 0.12 + 0.1*draw.NormFloat64()}
	size := 9.1 + 0.8*draw.NormFloat64()
	h.Type = "сільська"
	switch u := draw.Float64(); {
	case centre:
		h.Type, size = "міська", 12.6+0.5*draw.NormFloat64()
	case u < 0.27:
		h.Type, size = "міська", size+1
	case u < 0.55:
		h.Type, size = "селищна", size+0.3
	}
	h.Population = max(1200, int(math.Exp(size)))
	h.Wealth = 0.8*h.Wealth + 0.3*(size-9.5)
	h.Base = 0.45*o.Level + 0.5*h.Wealth + 0.25*(size-9.5) + 0.6*draw.NormFloat64()
	h.Code, h.Koatuu = code(a, b, number*2-1, 0, 0), fmt.Sprintf("%02d%02d%03d000", a, 10+b, number)
	h.Occupied = o.Occupied || (order%9 == 4 && draw.Float64() < 0.25)
	h.FrontLine = !h.Occupied && order%9 == 4
	h.Slug = strings.ToLower(store.Latin(place))
	for slugs[h.Slug] {
		h.Slug += "-2"
	}
	slugs[h.Slug] = true
	h.Council, h.Budget = edrpou(4000000+len(c.Communities)), fmt.Sprintf("%02d%03d00000", a, 500+number+20*b)
	category := map[string]string{"міська": "M", "селищна": "X", "сільська": "C"}[h.Type]
	share := map[string]float64{"міська": 0.75, "селищна": 0.5, "сільська": 0.3}[h.Type]
	h.Settlements = []*Settlement{{Name: place, Category: category, Population: int(share * float64(h.Population)), Community: h}}
	rest := h.Population - h.Settlements[0].Population
	villages := min(40, 2+int(draw.ExpFloat64()*14))
	for v := range villages {
		p := rest / (villages - v)
		if v < villages-1 {
			p = int(float64(p) * (0.4 + 1.2*draw.Float64()))
		}
		rest -= p
		h.Settlements = append(h.Settlements, &Settlement{Name: villageName(draw), Category: "C", Population: p, Community: h})
	}
	for n, s := range h.Settlements { // a community and its centre share the old code
		s.Code, s.Koatuu = code(a, b, number*2-1, 10*(n+1)%1000, 0), fmt.Sprintf("%02d%02d%03d%03d", a, 10+b, number, n)
		if s.Category != "C" {
			h.Urban += s.Population
		}
	}
	if city := h.Settlements[0]; city.Population > 200000 {
		for n := range 3 {
			_, adjective := inventName(draw)
			city.Districts = append(city.Districts, &Settlement{Code: code(a, b, number*2-1, 10, n+1), Name: masculine(adjective), Category: "B", Community: h})
		}
	}
	r.Communities, c.Communities = append(r.Communities, h), append(c.Communities, h)
}

// masculine is the adjective of a raion or a district: Вербопільська → Вербопільський.
func masculine(adjective string) string {
	r := []rune(adjective)
	return string(r[:len(r)-1]) + "ий"
}

// edrpou makes a code of a legal person with a valid check digit.
func edrpou(n int) string {
	for digit := range 10 {
		if code := fmt.Sprintf("%07d%d", n%10_000_000, digit); bodies.EDRPOU(code) {
			return code
		}
	}
	return edrpou(n + 1)
}
