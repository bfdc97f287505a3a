// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"slices"
	"strings"
)

// segments of a text that are looked over for an oblast without a type word: an address has no more.
const segments = 12

// bareOblast reads an oblast without its type word, where none has one: «Шепетівка, Хмельницька», «Калуш, Львівщина», "Uman, Cherkasy".
// A settlement that the text names must lie in it, or it may be a street; of a noun, or in the first place, there must be one.
func (r *reader) bareOblast() {
	if slices.ContainsFunc(r.mentions, func(m mention) bool { return m.kind == ofOblast }) || len(r.tokens) == 0 {
		return
	}
	for i, n := 0, 0; i < len(r.tokens) && n < segments; n++ {
		j := r.segmentEnd(i)
		alone := i == 0 && r.next(j) == len(r.tokens)
		if !alone && r.isFree(i, j) && !r.numberFollows(j-1) && r.takeOblast(i, j) {
			return
		}
		i = j
	}
}

// upper reads a segment of one word as what lies above a settlement and has no type word: a raion of an oblast that is named («Хмельницька,
// Шепетівський, Мокіївці»), or an oblast that stands alone («Черкащина»).
func (r *reader) upper(i, j int, normal string, alone bool) bool {
	m := mention{kind: ofArea, normal: normal}
	if alone {
		if m.kind, m.found = ofOblast, r.g.oblasts[foldAdjective(normal)]; len(m.found) > 0 && !strings.HasSuffix(normal, "ська") {
			r.mark(i, j, asName)
			r.add(m)
			return true
		}
		return false
	}
	if !strings.HasSuffix(normal, "ий") {
		return false
	}
	for _, o := range r.mentions {
		if o.kind != ofOblast {
			continue
		}
		for _, a := range r.g.areas[foldAdjective(normal)] {
			if a.ob == r.g.units[o.found[0].unit].Code {
				m.areas = append(m.areas, a)
			}
		}
	}
	if len(m.areas) == 0 {
		return false
	}
	r.mark(i, j, asName)
	r.add(m)
	return true
}

// segmentEnd gives the token after the segment that begins at i.
func (r *reader) segmentEnd(i int) int {
	j := i
	for j < len(r.tokens) && r.tokens[j].segment == r.tokens[i].segment {
		j++
	}
	return j
}

// isFree says whether the tokens from i to j are words of which nothing was read, two at most.
func (r *reader) isFree(i, j int) bool {
	words := 0
	for k := i; k < j; k++ {
		if r.tokens[k].number || r.used[k] != unread {
			return false
		}
		if r.tokens[k].word {
			words++
		}
	}
	return words == 1 || words == 2
}

// takeOblast reads the words from i to j as an oblast and says whether they are one.
func (r *reader) takeOblast(i, j int) bool {
	m := mention{kind: ofOblast, normal: r.words(i, j)}
	m.found = r.g.oblasts[foldAdjective(m.normal)]
	noun := len(m.found) == 0
	if noun && r.isForeign(m.normal) {
		r.lookup(&m)
	}
	if !m.known() {
		return false
	}
	some, inside := r.settlementsIn(m.found[0].unit, i)
	if some && !inside || (noun || i == 0) && !inside {
		return false
	}
	r.mark(i, j, asName)
	r.add(m)
	return true
}

// settlementsIn says whether the text names settlements, with their type word or alone in a segment other than the one at the token, and
// whether one of them may lie in an oblast.
func (r *reader) settlementsIn(oblast int32, but int) (some, inside bool) {
	look := func(names []unitName) {
		for _, n := range names {
			some = true
			inside = inside || r.g.units[n.unit].Oblast == r.g.units[oblast].Code
		}
	}
	for _, m := range r.mentions {
		if m.kind == ofSettlement {
			look(m.found)
		}
	}
	for i, n := 0, 0; i < len(r.tokens) && n < segments; n++ {
		j := r.segmentEnd(i)
		if i != but && r.isFree(i, j) && !r.numberFollows(j-1) {
			look(r.named(r.words(i, j)))
		}
		i = j
	}
	return some, inside
}

// named gives the settlements of a name, by a foreign spelling where there is none by a Ukrainian one.
func (r *reader) named(normal string) []unitName {
	if found := r.g.settlements[foldName(normal)]; len(found) > 0 {
		return found
	}
	return r.foreignSettlements(normal, false)
}

// withOblast reads a run of words whose first or last is an oblast and the rest a settlement in it: «Шепетівка Хмельницька».
func (r *reader) withOblast(k, end int) bool {
	if end-k < 2 || slices.ContainsFunc(r.mentions, func(m mention) bool { return m.kind == ofOblast }) {
		return false
	}
	for _, cut := range [][4]int{{end - 1, end, k, end - 1}, {k, k + 1, k + 1, end}} {
		m := mention{kind: ofOblast, normal: r.words(cut[0], cut[1])}
		if r.lookup(&m); len(m.found) == 0 {
			continue
		}
		place := mention{kind: ofBare, normal: r.words(cut[2], cut[3]), first: r.tokens[k].segment == 0, admin: true}
		place.found = r.named(place.normal)
		place.foreign = len(place.found) > 0 && len(r.g.settlements[foldName(place.normal)]) == 0
		if slices.ContainsFunc(place.found, func(n unitName) bool { return r.g.units[n.unit].Oblast == r.g.units[m.found[0].unit].Oblast }) {
			r.mark(k, end, asName)
			r.add(m)
			r.mentions = append(r.mentions, place)
			return true
		}
	}
	return false
}
