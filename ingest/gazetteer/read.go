// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mentionKind says what a mention names.
type mentionKind uint8

const (
	ofOblast mentionKind = iota
	ofArea
	ofCommunity // «… територіальна громада»
	ofCouncil   // «… міська рада»: a community's council, or one that was merged into a community
	ofSettlement
	ofBare // a name without any type word
)

// mention is one name that a text gives, with what the text says of it.
type mention struct {
	kind     mentionKind
	normal   string      // as written, in normal spelling
	typ      string      // category of a settlement; міська, селищна or сільська of a community
	declined bool        // the type word is declined («у селі»), so the name is too
	street   bool        // may be the initial of a street's name («М. Горького, 5»)
	first    bool        // stands in the first segment
	admin    bool        // of a bare name: stands just before an oblast, raion or community, or alone
	foreign  bool        // found by a Russian or Latin spelling
	found    []unitName  // units of that name anywhere
	areas    []namedArea // of a raion or a district of a city
}

// token is a word, a number or a mark; segment counts the commas, brackets and quotes before it.
type token struct {
	text    string
	word    bool
	number  bool
	segment int
}

// reading says what a token was read as.
type reading uint8

const (
	unread   reading = iota
	asName           // of a unit, or its type word
	asStreet         // of a street or a house
	asFiller         // a word of offices that names nothing
	asLost           // of a name that no unit has
)

// reader holds what reading one text needs; it is used again for the next.
type reader struct {
	g         *Gazetteer
	tokens    []token
	used      []reading
	mentions  []mention
	lost      []mention // names with a type word that no unit has
	missed    []string  // words that nothing was read of, those side by side in one
	codes     [][]int32 // units of each code in the text
	lostCodes int       // codes that no unit has
	ukrainian bool      // some text of the query bears letters that Russian has not
}

// read finds the mentions of a text.
func (r *reader) read(text string) {
	r.mentions, r.lost, r.missed, r.codes, r.lostCodes = r.mentions[:0], r.lost[:0], r.missed[:0], r.codes[:0], 0
	normal := Normal(text)
	r.ukrainian = r.ukrainian || isUkrainian(normal)
	r.split(normal)
	r.used = slices.Grow(r.used[:0], len(r.tokens))[:len(r.tokens)]
	clear(r.used)
	r.readCodes()
	street := -1 // segment that a street takes up
	for i := 0; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		if !t.word {
			if t.number && street == t.segment {
				street = -1 // after the house another name may follow without a comma
			}
			continue
		}
		if r.used[i] != unread {
			continue
		}
		if (streets[t.text] || houses[t.text]) && !r.isSegment(i) {
			r.used[i], street = asStreet, t.segment
			continue
		}
		if isLatin(rune(t.text[0])) && streetsAfter[t.text] && i > 0 && r.tokens[i-1].segment == t.segment { // «Soborna St»
			for j := i; j >= 0 && r.tokens[j].segment == t.segment && r.used[j] == unread; j-- {
				r.used[j] = asStreet
			}
			street = t.segment
			continue
		}
		if k, ok := suffixes[t.text]; ok {
			r.suffix(i, k)
			continue
		}
		if street == t.segment {
			r.used[i] = asStreet
			continue
		}
		if p, ok := prefixes[t.text]; ok {
			i = r.prefix(i, p)
		}
	}
	r.crimea()
	r.offices()
	r.typed()
	r.bareOblast()
	r.bare()
	r.miss()
}

// isSegment says whether a token with the words around it in its segment is the name of a settlement: «Кам’яний Майдан» is no square.
func (r *reader) isSegment(i int) bool {
	from, to := i, i+1
	for from > 0 && r.tokens[from-1].segment == r.tokens[i].segment && r.used[from-1] == unread {
		from--
	}
	for to < len(r.tokens) && r.tokens[to].segment == r.tokens[i].segment {
		to++
	}
	return to-from <= r.g.words && len(r.g.settlements[foldName(r.words(from, to))]) > 0
}

// longest text that is read, in words and numbers: what comes after them is no address.
const longest = 256

// split cuts a normal text into tokens.
func (r *reader) split(s string) {
	r.tokens = r.tokens[:0]
	segment := 0
	for i := 0; i < len(s) && len(r.tokens) < longest; {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(c):
			j := i
			for j < len(s) {
				c, size := utf8.DecodeRuneInString(s[j:])
				if !unicode.IsLetter(c) && !unicode.IsMark(c) && c != '’' && (c != '-' || j+1 >= len(s) || s[j+1] == ' ') {
					break
				}
				j += size
			}
			text := strings.TrimRight(s[i:j], "’-")
			if text == "с" && strings.HasPrefix(s[j:], "/р") || text == "т" && strings.HasPrefix(s[j:], "/г") { // с/рада, с/р, т/г
				for j < len(s) && s[j] != ' ' && s[j] != ',' && s[j] != '.' {
					j++
				}
				text = s[i:j]
			}
			r.tokens = append(r.tokens, token{text: text, word: true, segment: segment})
			i = j
		case unicode.IsDigit(c):
			j := i
			for j < len(s) {
				c, size := utf8.DecodeRuneInString(s[j:])
				if !unicode.IsDigit(c) && !unicode.IsLetter(c) && c != '-' && c != '/' {
					break
				}
				j += size
			}
			r.tokens = append(r.tokens, token{text: s[i:j], number: true, segment: segment})
			i = j
		default:
			switch c {
			case ',', ';', '(', ')', '"', '«', '»', '“', '”', '„', '\n', ':', '|':
				segment++
			case '.':
				r.tokens = append(r.tokens, token{text: ".", segment: segment})
			}
			i += size
		}
	}
}

// before gives the n-th word before a token in its segment, full stops left out, or -1.
func (r *reader) before(i, n int) int {
	for j := i - 1; j >= 0 && r.tokens[j].segment == r.tokens[i].segment; j-- {
		if r.tokens[j].number {
			return -1
		}
		if r.tokens[j].word {
			if n--; n == 0 {
				return j
			}
		}
	}
	return -1
}

// suffix reads the name before a type word.
func (r *reader) suffix(i int, k mentionKind) {
	word := r.tokens[i].text
	r.used[i] = asName
	typ, admin := typed[word], strings.HasPrefix(word, "адміністрац")
	at := r.before(i, 1)
	for at >= 0 {
		w := r.tokens[at].text
		t, ok := between[w]
		switch {
		case ok:
			if t != "" {
				typ = t
			}
		default:
			goto named
		}
		r.used[at] = asName
		at = r.before(at, 1)
	}
	return
named:
	inStreet := r.used[at] == asStreet // no comma parts it from the street: only what is surely the area is taken
	if admin && typ == "" && k == ofCouncil || starostas[r.tokens[at].text] || r.used[at] != unread && !(inStreet && k <= ofArea) {
		if starostas[r.tokens[at].text] {
			r.used[at] = asFiller
		}
		return
	}
	normal := r.tokens[at].text
	m := mention{kind: k, normal: normal, typ: typ, first: r.tokens[at].segment == 0}
	r.lookup(&m)
	if at2 := r.before(at, 1); at2 >= 0 && r.used[at2] == unread { // «Ново Одеська», «Рава Руська»
		two := m
		two.normal = r.tokens[at2].text + " " + normal
		if r.lookup(&two); two.known() && !m.known() {
			m = two
			r.used[at2] = asName
		}
	}
	if inStreet && !m.known() {
		return
	}
	// "Vinnytsia community" is called after its centre.
	if !m.known() && (k == ofCommunity || k == ofCouncil) && strings.ContainsFunc(m.normal, isLatin) {
		if m.found = r.foreignSettlements(m.normal, false); m.known() {
			m.kind, m.typ, m.foreign = ofSettlement, categories[m.typ], true
		}
	}
	r.used[at] = asName
	r.add(m)
}

// known says whether any unit or area has the name.
func (m *mention) known() bool { return len(m.found) > 0 || len(m.areas) > 0 }

// lookup finds the units and areas that a mention may mean, by a foreign spelling where there is none by a Ukrainian one.
func (r *reader) lookup(m *mention) {
	key := foldAdjective(m.normal)
	switch m.kind {
	case ofOblast:
		m.found = r.g.oblasts[key]
	case ofCommunity, ofCouncil:
		m.found = r.g.communities[key]
		if len(m.found) == 0 {
			m.found = r.g.councilCity(m, key)
		}
	case ofArea:
		m.areas = r.g.areas[key]
	}
	if !m.known() && r.isForeign(m.normal) {
		r.g.lookupForeign(m)
		m.foreign = m.known()
	}
}

func (r *reader) add(m mention) {
	if !m.known() {
		r.lost = append(r.lost, m)
		return
	}
	for _, o := range r.mentions {
		if o.kind == m.kind && o.normal == m.normal && o.typ == m.typ {
			return
		}
	}
	r.mentions = append(r.mentions, m)
}

// prefix reads the name after a type word: the longest that a settlement has. It returns the last token read.
func (r *reader) prefix(i int, p prefix) int {
	var words [4]int
	n, last := 0, i
	for j := i + 1; j < len(r.tokens) && n < min(len(words), r.g.words); j++ {
		t := &r.tokens[j]
		if t.segment != r.tokens[i].segment || t.number || r.used[j] != unread {
			break
		}
		if t.text == "." || n == 0 && urban[t.text] { // «селище міського типу»
			if n > 0 {
				break
			}
			if t.word {
				r.used[j] = asName
			}
			continue
		}
		if _, marker := suffixes[t.text]; marker && n > 0 { // «с. Громада» is a village
			break
		}
		words[n] = j
		n++
	}
	if n == 0 {
		return i
	}
	// «М. Горького, 5»: an initial and a street, where the house follows at once.
	short := len(r.tokens[i].text) == 2
	for ; n > 0; n-- {
		normal := r.join(words[:n])
		m := mention{kind: ofSettlement, normal: normal, typ: p.category, declined: p.declined, first: r.tokens[i].segment == 0}
		m.found = r.g.settlements[foldName(normal)]
		if p.declined {
			m.found = r.g.undecline(normal, m.found)
		} else if len(m.found) == 0 {
			m.found = r.g.undecline(normal, nil)
			m.declined = len(m.found) > 0
		}
		if len(m.found) == 0 {
			if m.found = r.foreignSettlements(normal, p.declined); len(m.found) == 0 {
				continue
			}
			m.foreign = true
		}
		last = words[n-1]
		m.street = short && r.numberFollows(last)
		for j := i; j <= last; j++ {
			r.used[j] = asName
		}
		r.add(m)
		return last
	}
	if _, marker := suffixes[r.tokens[words[0]].text]; marker {
		return i
	}
	both := r.tokens[i].text + " " + r.tokens[words[0]].text
	if slices.ContainsFunc(r.g.settlements[foldName(both)], func(n unitName) bool { return n.normal == both }) {
		return i // «Хутір Дашківський»: the word belongs to the name
	}
	r.used[i], r.used[words[0]] = asName, asLost
	if !(short && r.numberFollows(words[0])) {
		r.lost = append(r.lost, mention{kind: ofSettlement, normal: r.tokens[words[0]].text, typ: p.category})
	}
	return words[0]
}

// join is the text of words, without a new string where it is one.
func (r *reader) join(words []int) string {
	if len(words) == 1 {
		return r.tokens[words[0]].text
	}
	parts := make([]string, len(words))
	for k, j := range words {
		parts[k] = r.tokens[j].text
	}
	return strings.Join(parts, " ")
}

// numberFollows says whether the next segment begins with the number of a house.
func (r *reader) numberFollows(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		if r.tokens[j].segment > r.tokens[i].segment {
			t := &r.tokens[j]
			return t.number && !isIndex(t.text) && r.used[j] == unread || numberless[t.text]
		}
	}
	return false
}
