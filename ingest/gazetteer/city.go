// SPDX-License-Identifier: Apache-2.0

package gazetteer

// isCity says whether a unit is a city.
func (g *Gazetteer) isCity(unit int32) bool {
	c := g.units[unit].Category
	return c == "M" || c == "K"
}

// majorCity takes the one city with special status or of oblast significance (by its KOATUU code) among the namesakes of a name that stands
// alone, without a type word or anything above it: whoever writes «Суми» and means a village says where it lies. A note tells it.
func (s *solver) majorCity(m mention, c choice) choice {
	told := s.oblast >= 0 || len(s.areas) > 0 || s.lostArea || len(s.communities) > 0 || s.lostKind(ofOblast)
	if m.kind != ofBare || len(c.units) < 2 || told || len(s.settlements) > 1 {
		return c
	}
	var found []unitName
	for _, n := range c.units {
		if s.g.major[n.unit] {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		return c
	}
	c.units, c.notes = found, append(c.notes, "major_city")
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

// callCouncil enters a city with special status by the adjective that its council has: «Київська», «Севастопольська».
func (g *Gazetteer) callCouncil(city int32, normal string, former bool) {
	name := normal + "ська"
	key := foldAdjective(name)
	g.cities[key] = append(g.cities[key], unitName{city, former, name})
}

// councilCity gives the city with special status whose council, state administration or community a mention names. The type of the council
// must be that of a city: «Київська рада» may be the oblast's. Such a city is no community of the codifier, but counts as its own.
func (g *Gazetteer) councilCity(m *mention, key string) []unitName {
	if m.typ == "міська" || m.kind == ofCommunity && m.typ == "" {
		return g.cities[key]
	}
	return nil
}

// offices reads short names of the council of a city and of its executive: «Київрада», «КМДА».
func (r *reader) offices() {
	for i := range r.tokens {
		city, ok := cityOffices[r.tokens[i].text]
		if !ok || r.used[i] != unread {
			continue
		}
		m := mention{kind: ofCouncil, normal: city + "ська", typ: "міська", first: r.tokens[i].segment == 0}
		if r.lookup(&m); m.known() {
			r.used[i] = asName
			r.add(m)
		}
	}
}
