package gazetteer

import "strings"

// capitals of oblasts by the stems of their names.
var capitals = map[string]string{
	"вінницьк": "вінниця", "волинськ": "луцьк", "дніпропетровськ": "дніпро", "донецьк": "донецьк", "житомирськ": "житомир",
	"закарпатськ": "ужгород", "запорізьк": "запоріжжя", "іванофранківськ": "івано-франківськ", "київськ": "київ",
	"кіровоградськ": "кропивницький", "луганськ": "луганськ", "львівськ": "львів", "миколаївськ": "миколаїв", "одеськ": "одеса",
	"полтавськ": "полтава", "рівненськ": "рівне", "сумськ": "суми", "тернопільськ": "тернопіль", "харківськ": "харків",
	"херсонськ": "херсон", "хмельницьк": "хмельницький", "черкаськ": "черкаси", "чернівецьк": "чернівці", "чернігівськ": "чернігів",
}

// isCity says whether a unit is a city.
func (g *Gazetteer) isCity(unit int32) bool {
	c := g.units[unit].Category
	return c == "M" || c == "K"
}

// isCapital says whether a unit is a city with special status or the centre of an oblast.
func (g *Gazetteer) isCapital(unit int32) bool {
	u := &g.units[unit]
	if u.Category == "K" {
		return true
	}
	o, ok := g.byCode[u.Oblast]
	if !ok || u.Category != "M" {
		return false
	}
	if strings.HasSuffix(g.units[o].Name, "Крим") {
		return u.Name == "Сімферополь"
	}
	return capitals[stem(Normal(g.units[o].Name))] == Normal(u.Name)
}

// capital takes the one capital among the namesakes of a name that stands alone, without a type word or anything above it: whoever writes
// «Суми» and means a village says where it lies. A note tells it.
func (s *solver) capital(m mention, c choice) choice {
	told := s.oblast >= 0 || len(s.areas) > 0 || s.lostArea || len(s.communities) > 0 || s.lostKind(ofOblast)
	if m.kind != ofBare || len(c.units) < 2 || told || len(s.settlements) > 1 {
		return c
	}
	var found []name
	for _, n := range c.units {
		if s.g.isCapital(n.unit) {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		return c
	}
	c.units, c.notes = found, append(c.notes, "capital")
	return c
}

// belowCity gives of a city and one settlement of its community the settlement: «м. Львів, с-ще Брюховичі».
func (s *solver) belowCity(places []int32) []int32 {
	var below []int32
	for _, p := range places {
		if !s.g.isCity(p) {
			below = append(below, p)
		}
	}
	if len(below) == 1 {
		return below
	}
	return places
}

// district gives the district of a city that is named with it, or -1.
func (s *solver) district(city int32) int32 {
	for _, areas := range s.areas {
		for _, a := range areas {
			if a.unit >= 0 && s.g.units[a.unit].Category == "B" && s.g.units[a.unit].Parent == s.g.units[city].Code {
				return a.unit
			}
		}
	}
	return -1
}
