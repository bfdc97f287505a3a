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
