// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math"
	"time"
)

// kinds of bodies with the words that their names are made of, and how many residents they have on the middle.
var kinds = []struct {
	code, noun, of string
	residents      float64
}{
	{"house", "Будинковий комітет", "№ %d", 500},
	{"street", "Вуличний комітет", "«%s»", 700},
	{"block", "Квартальний комітет", "№ %d", 1800},
	{"microdistrict", "Комітет мікрорайону", "«%s»", 7000},
	{"village", "Сільський комітет", "«%s»", 600},
	{"settlement", "Селищний комітет", "«%s»", 2500},
}

// bodies draws the bodies of a community: in cities committees of houses, streets, blocks and microdistricts, elsewhere of villages and settlements.
func (c *Country) bodies(h *Community) {
	r := c.Rand("bodies", h.Code)
	if r.Float64() < map[string]float64{"міська": 0.15, "селищна": 0.45, "сільська": 0.6}[h.Type] { // no body at all
		return
	}
	mean := 1.2 + 1.1*math.Log1p(float64(h.Population)/15000) + 0.5*max(0, c.maturity(h, c.Last()))
	if h.Type == "міська" {
		mean *= 2.5
	}
	count := 1 + int(r.ExpFloat64()*mean)
	left := float64(h.Population) * 0.6
	for n := range min(count, 40) {
		b := &SelfOrganizationBody{Number: n + 1, Community: h, Settlement: h.Settlements[0], Base: r.NormFloat64(), ID: fmt.Sprintf("%s-%02d", h.Code, n+1)}
		kind := kinds[[]int{0, 1, 2, 3}[r.IntN(4)]]
		if h.Type != "міська" || (len(h.Settlements) > 1 && r.Float64() < 0.2) {
			b.Settlement = h.Settlements[r.IntN(len(h.Settlements))]
			kind = kinds[4]
			if b.Settlement.Category != "C" {
				kind = kinds[5]
			}
		}
		b.Type = kind.code
		if d := b.Settlement.Districts; len(d) > 0 {
			b.District = d[r.IntN(len(d))]
		}
		switch what := stems[r.IntN(len(stems))] + endingsOfVillages[r.IntN(len(endingsOfVillages))]; {
		case kind.code == "village" || kind.code == "settlement":
			b.Name = kind.noun + " «" + b.Settlement.Name + "»"
		case kind.code == "street":
			b.Name = kind.noun + " «" + streets[r.IntN(len(streets))] + "»"
		case kind.code == "microdistrict":
			b.Name = kind.noun + " «" + what + "»"
		default:
			b.Name = kind.noun + " " + fmt.Sprintf(kind.of, 1+r.IntN(60))
		}
		for _, other := range h.Bodies {
			if other.Name == b.Name {
				b.Name += fmt.Sprintf("-%d", b.Number)
				break
			}
		}
		b.Residents = max(40, int(kind.residents*math.Exp(0.5*r.NormFloat64())))
		if b.Type == "village" || b.Type == "settlement" {
			b.Residents = max(20, min(b.Residents, b.Settlement.Population))
		}
		if left -= float64(b.Residents); left < 0 {
			break
		}
		c.life(b)
		h.Bodies, c.Bodies = append(h.Bodies, b), append(c.Bodies, b)
	}
}

// life draws where a body stands in the life cycle of Law 2625-III.
func (c *Country) life(b *SelfOrganizationBody) {
	r := c.Rand("life", b.ID)
	day := func(years float64) time.Time { return c.AsOf.AddDate(0, 0, -int(years*365)) }
	age := 1 + 12*r.Float64()
	b.Permit = day(age)
	b.Decision = fmt.Sprintf("%d-%d/%d", 1+r.IntN(40), 1+r.IntN(60), 7+r.IntN(2))
	b.Elected = b.Permit.AddDate(0, 1, r.IntN(60))
	if age > 5 {
		b.Elected = day(0.3 + 4*r.Float64())
	}
	b.TermEnd = b.Elected.AddDate(5, 0, 0)
	b.Evidence = day(1.6 * r.Float64())
	b.LegalStatus, b.Status = "notified", "active"
	switch u := r.Float64() - 0.08*b.Base; {
	case u < 0.40:
		b.LegalStatus = "legal_person"
	case u > 0.85:
		b.LegalStatus = "permitted_only"
	}
	switch u := r.Float64(); {
	case u < 0.06:
		b.Status, b.Elected = "expired", b.Permit.AddDate(0, 1, 0)
		if b.TermEnd = b.Elected.AddDate(5, 0, 0); b.TermEnd.After(c.AsOf) {
			b.TermEnd = day(0.2)
		}
	case u < 0.11:
		b.Status, b.Ended = "terminated", day(0.1+0.8*r.Float64())
	}
	if b.LegalStatus == "legal_person" {
		b.EDRPOU = c.bodyCode()
		b.OtherForm = c.Rand("form", b.ID).Float64() < 0.12
	}
	if b.Delegated = r.Float64() < 0.25+0.1*b.Base; b.Delegated {
		b.Funded = r.Float64() < 0.6
	}
	if b.Funded || r.Float64() < 0.3 {
		b.FundsUAH = 100 * int(float64(b.Residents)*0.4*math.Exp(0.8*r.NormFloat64()+0.3*b.Community.Wealth))
	}
	b.Site = r.Float64() < c.BodyLevel(b, "D7", c.Last())
}

// bodyCode is the next code of a legal person; as in life, some begin with zeros, and some old ones have a check digit that does not fit.
func (c *Country) bodyCode() string {
	n := len(c.Bodies)
	if n%31 == 7 {
		return edrpou(30_000 + n)
	}
	code := edrpou(2_200_000 + n*3)
	if n%29 == 11 {
		code = code[:7] + string('0'+(code[7]-'0'+1)%10)
	}
	return code
}
