// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"slices"
	"strings"

	"osnova/ingest/sources"
)

// catalogue of services, each of which a body may offer.
var catalogue = services()

type service struct{ id, name, power string } // name in Ukrainian; power: own, del, oth

func services() (out []service) {
	for _, r := range sources.Table("services", "data.csv") {
		out = append(out, service{r[0], r[2], r[6]})
	}
	return out
}

// Offers are the ids of services (S01…S42) that a body offers, sorted: more where it is further. Delegated ones need delegated powers.
func (c *Country) Offers(b *SelfOrganizationBody) []string {
	r, share := c.Rand("offers", b.ID), 0.08+0.3*c.BodyLevel(b, "D6", c.Last())
	var out []string
	for _, s := range catalogue {
		if u := r.Float64(); u < share && (s.power != "del" || b.Delegated) {
			out = append(out, s.id)
		}
	}
	if len(out) == 0 {
		out = []string{"S33"} // the law lets no body do without meetings of residents
	}
	return out
}

// Channels are those by which a body offers a service, in the words of registers; the desk and the telephone come first, the web later.
func (c *Country) Channels(b *SelfOrganizationBody, service string) []string {
	r, level := c.Rand("channels "+service, b.ID), c.BodyLevel(b, "D6", c.Last())
	var out []string
	for _, one := range []struct {
		word  string
		share float64
	}{{"візит", 0.9}, {"телефон", 0.5 + 0.3*level}, {"чат-бот", 0.3 * level}, {"веб", 0.7 * level}} {
		if r.Float64() < one.share {
			out = append(out, one.word)
		}
	}
	if len(out) == 0 {
		out = []string{"візит"}
	}
	return out
}

// serviceText writes what a body offers as a register does.
func (c *Country) serviceText(b *SelfOrganizationBody) string {
	var parts []string
	for _, id := range c.Offers(b) {
		i := slices.IndexFunc(catalogue, func(s service) bool { return s.id == id })
		if i < 0 {
			continue
		}
		parts = append(parts, catalogue[i].name+" — "+strings.Join(c.Channels(b, id), ", "))
	}
	return strings.Join(parts, "; ")
}

// ownPowers and delegatedPowers are invented after articles 14 and 15 of Law 2625-III, in our words.
var ownPowers = []string{
	"пропозиції до проєктів місцевих програм", "участь у благоустрої території", "контроль за якістю житлово-комунальних послуг",
	"допомога людям похилого віку та особам з інвалідністю", "сприяння правопорядку", "скликання зборів жителів", "облік жителів за віком і місцем роботи",
}

var delegatedPowers = []string{"утримання дитячих майданчиків", "видача довідок про склад сім’ї", "нагляд за вуличним освітленням", "роздача гуманітарної допомоги"}

// powersOf draws a list of powers.
func (c *Country) powersOf(b *SelfOrganizationBody, kind string, from []string) string {
	r := c.Rand("powers "+kind, b.ID)
	var out []string
	for _, p := range from {
		if r.Float64() < 0.5 {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		out = from[:1]
	}
	return strings.Join(out, "; ")
}
