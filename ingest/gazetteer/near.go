// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// nearNames are the names of units for suggestions, gathered when the first name is not found.
type nearNames struct {
	once  sync.Once
	names map[nearPlace]*nearList
}

// nearPlace is where names are looked for: all of a kind and so many letters in an oblast, or in the country.
type nearPlace struct {
	kind    mentionKind
	oblast  string
	letters int
}

// nearList is distinct names as they are compared, each with what letters are in it and whose name it is.
type nearList struct {
	letters []uint64
	texts   [][]rune
	units   [][]int32
}

// suggestions that are made at most, and words that they are made for.
const (
	suggestions = 5
	doubtful    = 12
)

func (n *nearNames) gather(g *Gazetteer) {
	n.names = map[nearPlace]*nearList{}
	add := func(k mentionKind, key string, units []int32) {
		if len(units) == 0 {
			return // all of that name are gone
		}
		text := []rune(key)
		of := map[string][]int32{"": units}
		for _, u := range units {
			of[g.units[u].Oblast] = append(of[g.units[u].Oblast], u)
		}
		for oblast, units := range of {
			at := nearPlace{k, oblast, len(text)}
			list := n.names[at]
			if list == nil {
				list = &nearList{}
				n.names[at] = list
			}
			list.letters, list.texts, list.units = append(list.letters, lettersOf(text)), append(list.texts, text), append(list.units, units)
		}
	}
	unitsOf := func(names []unitName) (units []int32) {
		for _, m := range names {
			if !g.units[m.unit].Gone {
				units = append(units, m.unit)
			}
		}
		return unique(units)
	}
	for key, names := range g.settlements {
		add(ofSettlement, key, unitsOf(names))
	}
	for key, names := range g.communities {
		add(ofCommunity, key, unitsOf(names))
	}
	for key, names := range g.oblasts {
		add(ofOblast, key, unitsOf(names))
	}
	for key, areas := range g.areas {
		var units []int32
		for _, a := range areas {
			if a.unit >= 0 {
				units = append(units, a.unit)
			}
		}
		if len(units) > 0 {
			add(ofArea, key, units)
		}
	}
}

// lettersOf is a set of letters, some of which share a place.
func lettersOf(text []rune) (out uint64) {
	for _, c := range text {
		out |= 1 << (uint32(c) % 64)
	}
	return out
}

// suggest names the units that a name not found may have been meant for: those a slip or two away, the nearest first, within the oblast and
// the raions that are named. Nothing is chosen by them.
func (s *solver) suggest() []string {
	n := &s.g.near
	n.once.Do(func() { n.gather(s.g) })
	type near struct{ distance, unit int }
	var found []near
	slipped := s.slips()
	for _, m := range slipped[:min(len(slipped), doubtful)] {
		if m.kind == ofSettlement { // the rules of spelling were not asked where the rest of the text is Ukrainian
			r := reader{g: s.g}
			for _, u := range s.choose(mention{kind: ofSettlement, found: r.foreignSettlements(m.normal, false)}).units {
				found = append(found, near{0, int(u.unit)})
			}
		}
		key := foldName(m.normal)
		if m.kind != ofSettlement {
			key = foldAdjective(m.normal)
		}
		text := []rune(key)
		most := slipsOf(len(text))
		if most == 0 {
			continue
		}
		oblast := ""
		if s.oblast >= 0 && m.kind != ofOblast {
			oblast = s.g.units[s.oblast].Code
		}
		letters := lettersOf(text)
		for length := len(text) - most; length <= len(text)+most; length++ {
			list := n.names[nearPlace{m.kind, oblast, length}]
			if list == nil {
				continue
			}
			for i, other := range list.letters {
				if bits.OnesCount64(letters^other) > 2*most {
					continue
				}
				d := slips(text, list.texts[i], most)
				if d == 0 || d > most {
					continue
				}
				for _, unit := range list.units[i] {
					if m.kind == ofArea || m.kind == ofOblast || s.fits(unit) {
						found = append(found, near{d, int(unit)})
					}
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b near) int { return cmp.Or(a.distance-b.distance, a.unit-b.unit) })
	var out []string
	for _, f := range found {
		if code := s.g.units[f.unit].Code; len(out) < suggestions && !s.g.units[f.unit].Gone && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// slipsOf is how many slips a name of so many letters may have: none in the shortest, for every other name would be near.
func slipsOf(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters < 8:
		return 1
	}
	return 2
}

// slips gives what may be misspelt: names with a type word that were not found, and words that were not read.
func (s *solver) slips() (out []mention) {
	for _, m := range s.lost {
		if m.kind == ofCouncil {
			m.kind = ofCommunity
		}
		out = append(out, m)
	}
	for _, text := range s.missed {
		out = append(out, mention{kind: ofSettlement, normal: text})
		for words := strings.Fields(text); len(words) > 1; words = words[1:] {
			out = append(out, mention{kind: ofSettlement, normal: words[0]})
			if len(words) == 2 {
				out = append(out, mention{kind: ofSettlement, normal: words[1]})
			}
		}
	}
	return out
}

// slips counts the letters that are missing, too many, wrong or changed with their neighbour between two words; more than most is not
// counted to its end. It is the optimal string alignment of Damerau and Levenshtein.
func slips(a, b []rune, most int) int {
	var rows [3][64]int
	if len(b) >= len(rows[0]) || len(a) >= len(rows[0]) {
		return most + 1
	}
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range b {
		last[j+1] = j + 1
	}
	for i := range a {
		row[0] = i + 1
		best := row[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
			best = min(best, d)
		}
		if best > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
