// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// shortest word that counts as left unread, in letters: shorter ones are initials and conjunctions.
const shortest = 3

// bare reads names without a type word, segment by segment: the whole of one, or what stands in it beside an oblast, a raion or an index.
func (r *reader) bare() {
	for i := 0; i < len(r.tokens); {
		j, free, named, words := i, true, false, 0
		for j < len(r.tokens) && r.tokens[j].segment == r.tokens[i].segment {
			t := &r.tokens[j]
			if r.used[j] != unread || t.number {
				free = false
			}
			if t.word {
				words++
			}
			named = named || r.used[j] == asName || r.used[j] == asLost
			j++
		}
		switch {
		case !named && r.numberFollows(j-1): // «40 років Перемоги, 5» is a street
			r.mark(i, j, asStreet)
		case free && words > 0 && words <= r.g.words && r.whole(i, j):
		default:
			r.readLeftWords(i, j) // «Вільна Україна» is a village
			r.fill(i, j)
			r.readLeftWords(i, j)
		}
		i = j
	}
}

// typed reads a community by the type of its council alone: «Верховинська селищна», as tables write it whose column says the rest.
func (r *reader) typed() {
	for i := range r.tokens {
		typ := between[r.tokens[i].text]
		if typ == "" || r.used[i] != unread || i+1 < len(r.tokens) && r.tokens[i+1].word && r.tokens[i+1].segment == r.tokens[i].segment {
			continue
		}
		at := r.before(i, 1)
		if at < 0 || r.used[at] != unread {
			continue
		}
		m := mention{kind: ofCommunity, normal: r.tokens[at].text, typ: typ, first: r.tokens[at].segment == 0}
		if r.lookup(&m); m.known() {
			r.used[i], r.used[at] = asName, asName
			r.add(m)
		}
	}
}

// mark says what the words from i to j that nothing was read of are.
func (r *reader) mark(i, j int, as reading) {
	for k := i; k < j; k++ {
		if r.tokens[k].word && r.used[k] == unread {
			r.used[k] = as
		}
	}
}

// fill marks the words of offices.
func (r *reader) fill(i, j int) {
	for k := i; k < j; k++ {
		if r.tokens[k].word && r.used[k] == unread && fillers[r.tokens[k].text] {
			r.used[k] = asFiller
		}
	}
}

// whole reads a segment as one name and says whether it is one.
func (r *reader) whole(i, j int) bool {
	normal, next := r.words(i, j), r.next(j)
	alone := i == 0 && next == len(r.tokens)
	m := mention{kind: ofBare, normal: normal, first: r.tokens[i].segment == 0}
	m.admin = alone || next == len(r.tokens) || r.used[next] != unread
	m.found = r.g.settlements[foldName(normal)]
	if m.first && !alone && !m.admin {
		m.found = nil // the first of several is a street
	}
	if m.admin {
		m.found = append(slices.Clip(m.found), r.g.communities[foldAdjective(normal)]...)
		if len(m.found) == 0 {
			m.found = r.foreignSettlements(normal, false)
			m.foreign = len(m.found) > 0
		}
	}
	if len(m.found) == 0 {
		return r.withOblast(i, j) || r.upper(i, j, normal, alone)
	}
	r.mentions = append(r.mentions, m)
	r.mark(i, j, asName)
	return true
}

// next gives the first token from j on that is no index of a post office and no word of offices.
func (r *reader) next(j int) int {
	for j < len(r.tokens) {
		t := &r.tokens[j]
		if t.text != "." && !(t.number && isIndex(t.text)) && !(r.used[j] == unread && fillers[t.text]) {
			break
		}
		j++
	}
	return j
}

// words joins the words from i to j.
func (r *reader) words(i, j int) string {
	var parts [8]int
	n := 0
	for k := i; k < j && n < len(parts); k++ {
		if r.tokens[k].word {
			parts[n] = k
			n++
		}
	}
	return r.join(parts[:n])
}

// readLeftWords reads the runs of words that are left in a segment of which something else was read: «Вінниця Вінницька область».
func (r *reader) readLeftWords(i, j int) {
	for k := i; k < j; k++ {
		if !r.tokens[k].word || r.used[k] != unread {
			continue
		}
		end := k + 1
		for end < j && !r.tokens[end].number && (r.used[end] == unread) {
			end++
		}
		left, right := r.border(k-1, i, j), r.border(end, i, j)
		if right == atHouse {
			r.mark(k, end, asStreet) // «Миру 5»
		} else if left != atLost && (left != atNothing || right != atNothing) { // what follows a name not found belongs to it
			r.run(k, end, left, right)
		}
		k = end
	}
}

// border says what stands next to a run of words.
type border uint8

const (
	atNothing border = iota // the segment ends
	atName
	atStreet
	atFiller
	atIndex
	atHouse
	atLost
)

// border looks at the token at k, full stops passed over, within the segment from i to j.
func (r *reader) border(k, i, j int) border {
	if k < i || k >= j {
		return atNothing
	}
	switch t := &r.tokens[k]; {
	case t.number && isIndex(t.text), t.number && r.used[k] == asName:
		return atIndex
	case t.number:
		return atHouse
	case r.used[k] == asName:
		return atName
	case r.used[k] == asStreet:
		return atStreet
	case r.used[k] == asFiller:
		return atFiller
	case r.used[k] == asLost:
		return atLost
	}
	return atNothing
}

// isIndex says whether a number is that of a post office.
func isIndex(number string) bool {
	return len(number) == 5 && strings.Trim(number, "0123456789") == ""
}

// run reads the words from k to end as one name. Beside words of offices only a city is taken: what else stands there may be the name of an
// institution. A part of them is never taken for the name: «Нове» is a village, «Нове Містечко» another one.
func (r *reader) run(k, end int, left, right border) {
	normal := r.words(k, end)
	m := mention{kind: ofBare, normal: normal, first: r.tokens[k].segment == 0, admin: true}
	if m.found = r.g.settlements[foldName(normal)]; len(m.found) == 0 {
		m.found = r.foreignSettlements(normal, false)
		m.foreign = len(m.found) > 0
	}
	if left == atFiller || right == atFiller {
		m.found = slices.DeleteFunc(slices.Clone(m.found), func(n unitName) bool { return !r.g.isCity(n.unit) })
	}
	if len(m.found) > 0 {
		r.mentions = append(r.mentions, m)
		r.mark(k, end, asName)
	} else {
		r.withOblast(k, end)
	}
}

// miss gathers what is left: words that are part of no name, street or house and no words of offices.
func (r *reader) miss() {
	for i := 0; i < len(r.tokens); i++ {
		if !r.left(i) {
			continue
		}
		end := i + 1
		for end < len(r.tokens) && end < i+4 && r.left(end) && r.tokens[end].segment == r.tokens[i].segment {
			end++
		}
		r.missed = append(r.missed, r.words(i, end))
		i = end - 1
	}
}

// left says whether nothing was read of a word.
func (r *reader) left(i int) bool {
	t := &r.tokens[i]
	return t.word && r.used[i] == unread && utf8.RuneCountInString(t.text) >= shortest && !fillers[t.text]
}
