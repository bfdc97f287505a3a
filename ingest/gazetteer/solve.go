// SPDX-License-Identifier: Apache-2.0

package gazetteer

import "slices"

// solve finds the one unit that all mentions and codes leave.
func (s *solver) solve() Result {
	s.named = nil
	words := s.byWords()
	if len(s.codes) == 0 {
		if s.lostCode && words.Reason == NothingNamed {
			words.Reason = Unknown
		}
		return words
	}
	return s.coded(words, s.named)
}

// byWords finds the one unit that all mentions leave.
func (s *solver) byWords() Result {
	if s.clash {
		return s.none(Contradiction, append([]int32{s.oblast}, s.oblasts...))
	}
	var notes []string
	if s.lostArea {
		notes = append(notes, "raion_unknown")
	}
	communities, known := s.intersect(s.communities, &notes)
	if known && len(communities) == 0 {
		return s.none(Contradiction, s.all(s.communities))
	}
	if len(s.communities) > 0 && !known || !known && s.lostKind(ofCommunity, ofCouncil) {
		notes = append(notes, "community_unknown")
	}
	if known {
		return s.within(communities, notes)
	}
	return s.alone(notes)
}

// lostKind says whether a name with a type word of these kinds was found nowhere.
func (s *solver) lostKind(kinds ...mentionKind) bool {
	return slices.ContainsFunc(s.lost, func(m mention) bool { return slices.Contains(kinds, m.kind) })
}

// intersect gives the communities that all mentions of communities allow; known is false where none of them has a unit here.
func (s *solver) intersect(mentions []mention, notes *[]string) (out []int32, known bool) {
	for _, m := range mentions {
		c := s.choose(m)
		if len(c.units) == 0 {
			continue
		}
		*notes = append(*notes, c.notes...)
		var ids []int32
		for _, n := range c.units {
			if !slices.Contains(ids, n.unit) {
				ids = append(ids, n.unit)
			}
		}
		if !known {
			out, known = ids, true
			continue
		}
		out = slices.DeleteFunc(out, func(u int32) bool { return !slices.Contains(ids, u) })
	}
	return out, known
}

// within looks for the settlement inside the communities named, and by it for the one of several communities.
func (s *solver) within(communities []int32, notes []string) Result {
	var places []int32 // settlements named that lie in one of them
	elsewhere, other := false, []int32(nil)
	var inside []string
	for _, m := range s.settlements {
		wide := m
		c := s.choose(wide)
		var here []int32
		for _, n := range c.units {
			if slices.Contains(communities, s.community(n.unit)) {
				here = append(here, n.unit)
			}
		}
		if len(here) == 0 { // the type word or the former name may have hidden it
			c = s.anyType(m)
			for _, n := range c.units {
				if slices.Contains(communities, s.community(n.unit)) {
					here = append(here, n.unit)
				}
			}
			if len(here) > 0 {
				inside = append(inside, "other_type")
			}
		}
		if len(here) == 0 {
			if m.kind == ofSettlement {
				elsewhere = true
				for _, n := range s.choose(m).units {
					other = append(other, n.unit)
				}
			}
			continue
		}
		inside = append(inside, s.noteNames(m, c.units, here)...)
		inside = append(inside, c.notes...)
		places = append(places, here...)
	}
	places, lost := s.inForce(unique(places))
	if len(places) > 0 {
		var left []int32
		for _, p := range places {
			left = append(left, s.community(p))
		}
		if left = unique(left); len(left) < len(communities) {
			communities = left
		}
	}
	if len(communities) != 1 {
		return s.none(Ambiguous, communities)
	}
	h := communities[0]
	notes = append(notes, s.noteCommunities(h)...)
	switch {
	case len(places) == 1 && s.district(places[0]) >= 0:
		return s.found(s.district(places[0]), ByBoth, append(notes, inside...))
	case len(places) == 1:
		return s.found(places[0], ByBoth, append(notes, inside...))
	case len(places) > 1:
		r := s.found(h, ByCommunity, append(append(notes, inside...), "settlement_unclear"))
		r.Alternatives = s.codesOf(places)
		return r
	case len(lost) > 0:
		return s.found(h, ByCommunity, append(append(notes, inside...), "settlement_gone"))
	case elsewhere && len(other) > 0:
		r := s.found(h, ByCommunity, append(notes, "settlement_elsewhere"))
		r.Alternatives = s.codesOf(unique(other))
		return r
	case elsewhere || s.lostKind(ofSettlement):
		notes = append(notes, "settlement_unknown")
	}
	if d := s.district(h); d >= 0 { // «Дарницький район, Київська міська рада»
		return s.found(d, ByBoth, notes)
	}
	return s.found(h, ByCommunity, notes)
}

// anyType chooses among all units of the name, whatever the type word says.
func (s *solver) anyType(m mention) choice {
	m.typ, m.declined = "", true
	return s.choose(m)
}

// alone decides by settlements where no community is named.
func (s *solver) alone(notes []string) Result {
	var mentioned [][]int32
	var choices []choice
	var from []mention
	any, outside := false, []int32(nil)
	for _, m := range s.settlements {
		any = true
		c := s.majorCity(m, s.choose(m))
		for _, n := range c.outside {
			outside = append(outside, n.unit)
		}
		if len(c.units) == 0 || m.typ == "M" && slices.Contains(c.notes, "other_type") {
			continue
		}
		var ids []int32
		for _, n := range c.units {
			ids = append(ids, n.unit)
		}
		mentioned, choices, from = append(mentioned, unique(ids)), append(choices, c), append(from, m)
	}
	if len(mentioned) == 0 && len(outside) > 0 {
		return s.none(Contradiction, outside)
	}
	if len(mentioned) == 0 {
		return s.upper(any, notes)
	}
	// Several settlements: the communities that all of them allow.
	allowed := s.communitiesOf(mentioned[0])
	for _, ids := range mentioned[1:] {
		next := s.communitiesOf(ids)
		allowed = slices.DeleteFunc(allowed, func(h int32) bool { return !slices.Contains(next, h) })
	}
	if len(allowed) == 0 {
		return s.none(Contradiction, slices.Concat(mentioned...))
	}
	if len(allowed) > 1 {
		return s.none(Ambiguous, slices.Concat(mentioned...))
	}
	var places []int32
	sure := true
	for i, ids := range mentioned {
		var here []int32
		for _, u := range ids {
			if s.community(u) == allowed[0] {
				here = append(here, u)
			}
		}
		sure = sure && len(here) == 1
		places = append(places, here...)
		notes = append(append(notes, choices[i].notes...), s.noteNames(from[i], choices[i].units, here)...)
	}
	if places = unique(places); sure {
		places = s.belowCity(places)
	}
	if s.oblast < 0 && s.g.units[allowed[0]].Category != "K" {
		notes = append(notes, "no_oblast")
	}
	if len(places) == 1 {
		if d := s.district(places[0]); d >= 0 {
			return s.found(d, ByArea, notes)
		}
		return s.found(places[0], BySettlement, notes)
	}
	r := s.found(allowed[0], BySettlement, append(notes, "settlement_unclear"))
	r.Alternatives = s.codesOf(places)
	return r
}

// upper answers with what is named above communities, if nothing below was named at all.
func (s *solver) upper(any bool, notes []string) Result {
	if any || s.lostKind(ofCommunity, ofCouncil, ofSettlement) || len(s.communities) > 0 {
		return s.none(Unknown, nil)
	}
	if !s.above {
		return s.none(NothingNamed, nil)
	}
	if len(s.areas) > 0 {
		var units []int32
		old := false
		for _, a := range s.areas[0] {
			if s.oblast >= 0 && a.ob != s.g.units[s.oblast].Code {
				continue
			}
			if a.unit < 0 {
				old = true
			} else {
				units = append(units, a.unit)
			}
		}
		raions := slices.DeleteFunc(slices.Clone(units), func(u int32) bool { return s.g.units[u].Category == "B" })
		if len(raions) == 1 && !(s.oblast < 0 && len(units) > 1) {
			units = raions
		}
		if len(units) == 1 {
			if s.oblast < 0 {
				notes = append(notes, "no_oblast")
			}
			return s.found(units[0], ByArea, notes)
		}
		if len(units) > 1 || old {
			return s.none(Ambiguous, units)
		}
	}
	if s.oblast >= 0 {
		if s.g.units[s.oblast].Category == "K" {
			return s.found(s.oblast, BySettlement, notes)
		}
		return s.found(s.oblast, ByOblast, notes)
	}
	return s.none(NothingNamed, nil)
}

// community gives the community of a unit, of a city with special status the city itself, or -1.
func (s *solver) community(unit int32) int32 {
	if s.g.units[unit].Category == "K" {
		return unit
	}
	if h, ok := s.g.byCode[s.g.units[unit].Community]; ok {
		return h
	}
	return -1
}

func (s *solver) communitiesOf(units []int32) (out []int32) {
	for _, u := range units {
		out = append(out, s.community(u))
	}
	return unique(out)
}

// all gives the units that mentions have in the oblast.
func (s *solver) all(mentions []mention) (out []int32) {
	for _, m := range mentions {
		for _, n := range s.choose(m).units {
			out = append(out, n.unit)
		}
	}
	return out
}

// noteNames tells how the name of the units taken differs from what is written.
func (s *solver) noteNames(m mention, units []unitName, taken []int32) (notes []string) {
	former, spelled, declined := true, true, true
	for _, n := range units {
		if !slices.Contains(taken, n.unit) {
			continue
		}
		former = former && n.former
		spelled = spelled && n.normal != m.normal && foldName(n.normal) == foldName(m.normal)
		declined = declined && foldName(n.normal) != foldName(m.normal)
	}
	if former {
		notes = append(notes, "former_name")
	}
	if m.foreign {
		notes, spelled, declined = append(notes, "other_language"), false, false
	}
	if spelled {
		notes = append(notes, "spelling")
	}
	if declined {
		notes = append(notes, "declined")
	}
	if m.kind == ofBare && s.only == "" {
		notes = append(notes, "no_type")
	}
	return notes
}

// noteCommunities tells the same of the community taken. Adjectives are declined in every second text: that is no flaw.
func (s *solver) noteCommunities(h int32) (notes []string) {
	former, bare, spelled, foreign := true, true, true, false
	for _, m := range s.communities {
		for _, n := range m.found {
			if n.unit != h {
				continue
			}
			former = former && n.former
			bare = bare && m.kind == ofBare
			spelled = spelled && !m.foreign && stemDash(n.normal) != stemDash(m.normal)
			foreign = foreign || m.foreign
		}
	}
	if former {
		notes = append(notes, "former_name")
	}
	if spelled {
		notes = append(notes, "spelling")
	}
	if foreign {
		notes = append(notes, "other_language")
	}
	if bare && s.only == "" {
		notes = append(notes, "no_type")
	}
	if s.oblast < 0 && s.g.units[h].Category != "K" {
		notes = append(notes, "no_oblast")
	}
	return notes
}

// stemDash is the normal form of an adjective without its ending, its hyphens and apostrophes kept.
func stemDash(normal string) string {
	cut := len(foldName(normal)) - len(foldAdjective(normal))
	return normal[:max(0, len(normal)-cut)]
}

// inForce parts the units that the codifier has from those that are gone; the latter count only where none of the former is there.
func (s *solver) inForce(units []int32) (here, lost []int32) {
	for _, u := range units {
		if s.g.units[u].Gone {
			lost = append(lost, u)
		} else {
			here = append(here, u)
		}
	}
	return here, lost
}
