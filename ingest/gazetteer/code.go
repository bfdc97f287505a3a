// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"slices"
	"strings"
)

// readCodes finds codes of units among the tokens: КАТОТТГ as UA and 17 digits, in letters of either script, and КОАТУУ of 10 digits, or
// of 9 where a spreadsheet took the leading zero away. A number that no unit has is a code only where the text says so.
func (r *reader) readCodes() {
	for i := range r.tokens {
		t := &r.tokens[i]
		if n := len(t.text); !t.number || n != 17 && n != 10 && n != 9 || strings.Trim(t.text, "0123456789") != "" {
			continue
		}
		said := i > 0 && r.tokens[i-1].word && codeWords[r.tokens[i-1].text]
		switch {
		case len(t.text) == 17:
			if i > 0 && beginsCode(r.tokens[i-1].text) {
				said, r.used[i-1] = true, asName
			}
			if unit, ok := r.g.byCode["UA"+t.text]; ok {
				r.code(i, unit)
			} else if said {
				r.used[i] = asName
				r.lostCodes++
			}
		case len(t.text) == 10 || len(t.text) == 9:
			code := strings.Repeat("0", 10-len(t.text)) + t.text
			if units := r.g.byKoatuu(code); len(units) > 0 {
				r.code(i, units...)
			} else if areas := r.g.abolishedBy(code); len(areas) > 0 {
				r.used[i] = asName
				r.mentions = append(r.mentions, mention{kind: ofArea, normal: code, areas: areas})
			} else if said {
				r.used[i] = asName
				r.lostCodes++
			}
		}
		if said && r.tokens[i-1].word {
			r.used[i-1] = asName
		}
	}
}

// code takes the units of a code at a token.
func (r *reader) code(i int, units ...int32) {
	r.used[i] = asName
	r.codes = append(r.codes, units)
}

// beginsCode says whether a word is the beginning of a КАТОТТГ code, in letters of either script.
func beginsCode(word string) bool {
	return word == "ua" || word == "uа" || word == "уа" || word == "уa"
}

// byKoatuu gives the units of an old code: often a community and its centre. Of a village council, whose code ends with 00 and which no
// unit of today has, it gives the communities that its settlements are in.
func (g *Gazetteer) byKoatuu(code string) []int32 {
	g.reading.Do(func() {
		g.koatuu = make(map[string][]int32, len(g.old))
		councils := map[string][]int32{}
		for _, o := range g.old {
			i, ok := g.byCode[o.Code]
			if !ok || len(o.Koatuu) != 10 {
				continue
			}
			g.koatuu[o.Koatuu] = append(g.koatuu[o.Koatuu], i)
			h, ok := g.byCode[g.units[i].Community]
			if council := o.Koatuu[:8] + "00"; ok && council != o.Koatuu && !slices.Contains(councils[council], h) {
				councils[council] = append(councils[council], h)
			}
		}
		for council, communities := range councils {
			if g.koatuu[council] == nil {
				g.koatuu[council] = communities
			}
		}
	})
	return g.koatuu[code]
}

// abolishedBy gives the area of the KOATUU code of an abolished raion.
func (g *Gazetteer) abolishedBy(code string) []namedArea {
	if a, ok := g.raionsBefore[code[:5]]; ok && code[5:] == "00000" {
		return []namedArea{a}
	}
	return nil
}

// coded holds the codes of a text against what its words name. The nearer of both is taken; where they exclude each other, none.
func (s *solver) coded(words Result, named []int32) Result {
	unit := int32(-1)
	for _, units := range s.codes {
		next := s.ofCode(units)
		switch {
		case next < 0:
			return s.none(Ambiguous, units)
		case unit < 0, s.inside(next, unit):
			unit = next
		case !s.inside(unit, next):
			return s.none(Contradiction, []int32{unit, next})
		}
	}
	against := func() Result { return s.none(Contradiction, append([]int32{unit}, named...)) }
	if s.clash || s.oblast >= 0 && s.g.units[unit].Oblast != s.g.units[s.oblast].Code {
		return against()
	}
	notes := without(words.Notes, "settlement_unclear", "no_oblast")
	switch words.Reason {
	case Contradiction:
		return against()
	case Unknown:
		return s.found(unit, ByCode, append(notes, "unread"))
	case NotInForce:
		if len(named) == 1 && (s.community(unit) == named[0] || s.inside(named[0], unit)) {
			return s.found(unit, ByCode, append(notes, "settlement_gone"))
		}
		return against()
	case NothingNamed, Empty:
		return s.found(unit, ByCode, notes)
	case Ambiguous:
		within := slices.DeleteFunc(slices.Clone(named), func(v int32) bool { return !s.inside(v, unit) })
		switch {
		case len(within) == 1:
			return s.found(within[0], ByCode, notes)
		case len(within) > 1, slices.ContainsFunc(named, func(v int32) bool { return s.inside(unit, v) }):
			return s.found(unit, ByCode, notes)
		case len(named) == 0 && s.fits(unit):
			return s.found(unit, ByCode, notes)
		}
		return against()
	}
	v := s.g.byCode[words.Code]
	named = []int32{v}
	switch {
	case s.inside(v, unit) && v != unit:
		words.Notes = without(words.Notes, "no_oblast")
		return words
	case s.inside(unit, v):
		return s.found(unit, ByCode, notes)
	}
	return against()
}

// without is a list less some of its notes.
func without(notes []string, those ...string) []string {
	return slices.DeleteFunc(slices.Clone(notes), func(note string) bool { return slices.Contains(those, note) })
}

// fits says whether a unit lies in the areas that are named.
func (s *solver) fits(unit int32) bool {
	for _, areas := range s.areas {
		if !slices.ContainsFunc(areas, func(a namedArea) bool { return s.g.in(unit, a) }) {
			return false
		}
	}
	return true
}

// ofCode chooses of the units of one old code the one that is meant: a settlement before the community that has its name. −1: several.
func (s *solver) ofCode(units []int32) int32 {
	best := units[0]
	for _, u := range units[1:] {
		switch {
		case s.inside(u, best):
			best = u
		case !s.inside(best, u):
			return -1
		}
	}
	return best
}

// inside says whether a unit is another or lies in it.
func (s *solver) inside(unit, other int32) bool {
	u, o := &s.g.units[unit], s.g.units[other].Code
	return unit == other || u.Oblast == o || u.Raion == o || u.Community == o || u.Parent == o
}
