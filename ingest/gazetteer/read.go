package gazetteer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind says what a mention names.
type kind uint8

const (
	ofOblast kind = iota
	ofArea
	ofCommunity // «… територіальна громада»
	ofCouncil   // «… міська рада»: a community's council, or one that was merged into a community
	ofSettlement
	ofBare // a name without any type word
)

// mention is one name that a text gives, with what the text says of it.
type mention struct {
	kind     kind
	normal   string // as written, in normal spelling
	typ      string // category of a settlement; міська, селищна or сільська of a community
	declined bool   // the type word is declined («у селі»), so the name is too
	street   bool   // may be the initial of a street's name («М. Горького, 5»)
	first    bool   // stands in the first segment
	admin    bool   // of a bare name: stands just before an oblast, raion or community, or alone
	found    []name // units of that name anywhere
}

// token is a word, a number or a mark; segment counts the commas, brackets and quotes before it.
type token struct {
	text    string
	word    bool
	number  bool
	segment int
}

// reader holds what reading one text needs; it is used again for the next.
type reader struct {
	g        *Gazetteer
	tokens   []token
	used     []bool
	mentions []mention
	lost     []mention // names with a type word that no unit has
}

// read finds the mentions of a text.
func (r *reader) read(text string) {
	r.mentions, r.lost = r.mentions[:0], r.lost[:0]
	r.split(Normal(text))
	r.used = slices.Grow(r.used[:0], len(r.tokens))[:len(r.tokens)]
	clear(r.used)
	street := -1 // segment that a street takes up
	for i := 0; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		if !t.word {
			if t.number && street == t.segment {
				street = -1 // after the house another name may follow without a comma
			}
			continue
		}
		if r.used[i] {
			continue
		}
		if streets[t.text] || houses[t.text] {
			r.used[i], street = true, t.segment
			continue
		}
		if k, ok := suffixes[t.text]; ok {
			r.suffix(i, k)
			continue
		}
		if street == t.segment {
			r.used[i] = true
			continue
		}
		if p, ok := prefixes[t.text]; ok {
			i = r.prefix(i, p)
		}
	}
	r.crimea()
	r.bare()
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
			if text == "с" && strings.HasPrefix(s[j:], "/р") { // с/рада, с/р
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
func (r *reader) suffix(i int, k kind) {
	word := r.tokens[i].text
	r.used[i] = true
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
		r.used[at] = true
		at = r.before(at, 1)
	}
	return
named:
	if admin && typ == "" && k == ofCouncil || starostas[r.tokens[at].text] || r.used[at] {
		return
	}
	normal := r.tokens[at].text
	m := mention{kind: k, normal: normal, typ: typ, first: r.tokens[at].segment == 0}
	r.lookup(&m)
	if at2 := r.before(at, 1); at2 >= 0 && !r.used[at2] { // «Ново Одеська», «Рава Руська»
		two := m
		two.normal = r.tokens[at2].text + " " + normal
		if r.lookup(&two); two.known(r.g) && !m.known(r.g) {
			m = two
			r.used[at2] = true
		}
	}
	r.used[at] = true
	r.add(m)
}

// known says whether any unit or area has the name.
func (m *mention) known(g *Gazetteer) bool {
	return len(m.found) > 0 || m.kind == ofArea && len(g.areas[stem(m.normal)]) > 0
}

func (r *reader) lookup(m *mention) {
	switch m.kind {
	case ofOblast:
		m.found = r.g.oblasts[stem(m.normal)]
	case ofCommunity, ofCouncil:
		m.found = r.g.communities[stem(m.normal)]
	}
}

func (r *reader) add(m mention) {
	if !m.known(r.g) {
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
		if t.segment != r.tokens[i].segment || t.number || r.used[j] {
			break
		}
		if t.text == "." {
			if j > i+1 {
				break
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
		m.found = r.g.settlements[fold(normal)]
		if p.declined {
			m.found = r.g.undecline(normal, m.found)
		} else if len(m.found) == 0 {
			m.found = r.g.undecline(normal, nil)
			m.declined = len(m.found) > 0
		}
		if len(m.found) == 0 {
			continue
		}
		last = words[n-1]
		m.street = short && r.numberFollows(last)
		for j := i; j <= last; j++ {
			r.used[j] = true
		}
		r.add(m)
		return last
	}
	if _, marker := suffixes[r.tokens[words[0]].text]; marker {
		return i
	}
	if len(r.g.settlements[fold(r.tokens[i].text+" "+r.tokens[words[0]].text)]) > 0 {
		return i // «Хутір Дашківський»: the word belongs to the name
	}
	r.used[i], r.used[words[0]] = true, true
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

// numberFollows says whether the next segment begins with a number.
func (r *reader) numberFollows(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		if r.tokens[j].segment > r.tokens[i].segment {
			return r.tokens[j].number
		}
	}
	return false
}

// crimea reads the one oblast that is none: «АР Крим», «Автономна Республіка Крим».
func (r *reader) crimea() {
	for i := range r.tokens {
		if w := r.tokens[i].text; (w == "крим" || w == "арк") && !r.used[i] {
			at := r.before(i, 1)
			if at >= 0 && r.tokens[at].text != "ар" && !strings.HasPrefix(r.tokens[at].text, "республік") {
				continue // «Старий Крим» is a town
			}
			r.used[i] = true
			for ; at >= 0 && (r.tokens[at].text == "ар" || strings.HasPrefix(r.tokens[at].text, "республік") || strings.HasPrefix(r.tokens[at].text, "автономн")); at = r.before(at, 1) {
				r.used[at] = true
			}
			m := mention{kind: ofOblast, normal: "крим"}
			if r.lookup(&m); len(m.found) > 0 {
				r.add(m)
			}
		}
	}
}

// bare reads segments without a type word, a number or a street: names alone.
func (r *reader) bare() {
	for i := 0; i < len(r.tokens); {
		j, free, words := i, true, 0
		for j < len(r.tokens) && r.tokens[j].segment == r.tokens[i].segment {
			t := &r.tokens[j]
			if r.used[j] || t.number {
				free = false
			}
			if t.word {
				words++
			}
			j++
		}
		if free && words > 0 && words <= r.g.words && !r.numberFollows(j-1) {
			var parts [8]int
			n := 0
			for k := i; k < j && n < len(parts); k++ {
				if r.tokens[k].word {
					parts[n] = k
					n++
				}
			}
			normal := r.join(parts[:n])
			alone := i == 0 && j == len(r.tokens)
			m := mention{kind: ofBare, normal: normal, first: r.tokens[i].segment == 0, admin: alone || j < len(r.tokens) && r.used[j] || j == len(r.tokens)}
			m.found = r.g.settlements[fold(normal)]
			if m.first && !alone && !m.admin {
				m.found = nil // the first of several is a street
			}
			if m.admin {
				m.found = append(slices.Clip(m.found), r.g.communities[stem(normal)]...)
			}
			if len(m.found) > 0 {
				r.mentions = append(r.mentions, m)
			}
		}
		i = j
	}
}
