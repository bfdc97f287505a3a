// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// foreignNames are the names of units by the consonants that their Russian and Latin spellings share with them. They are gathered when the
// first foreign word is met.
type foreignNames struct {
	once        sync.Once
	settlements map[string][]unitName
	adjectives  map[string][]foreignAdjective
}

// foreignAdjective is the stem of an oblast, a community or an area, or the noun by which an oblast is called abroad.
type foreignAdjective struct {
	kind  mentionKind
	stem  string
	found []unitName
	areas []namedArea
}

// isForeign says whether a word may be Russian or in Latin letters: it has such letters, or nothing in the query is surely Ukrainian.
func (r *reader) isForeign(word string) bool {
	return strings.ContainsFunc(word, isLatin) || strings.ContainsAny(word, "ыэъё") || !r.ukrainian
}

func isLatin(c rune) bool { return c >= 'a' && c <= 'z' }

// isUkrainian says whether a normal text has letters that Russian has not, or Ukrainian ones in their place.
func isUkrainian(normal string) bool {
	for _, c := range normal {
		if c == 'і' || c == 'ї' || c == 'є' || c == 'ґ' || c == '’' {
			return true
		}
	}
	return strings.Contains(normal, "ськ") || strings.Contains(normal, "цьк") || strings.Contains(normal, "зьк")
}

// skeleton is the consonants of a name in either script: what its spellings share.
func skeleton(word string) string {
	var out []rune
	put := func(c rune) {
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	word = foldName(word)
	for len(word) > 0 {
		if at := slices.IndexFunc(consonants, func(c consonant) bool { return strings.HasPrefix(word, c.latin) }); at >= 0 {
			for _, c := range consonants[at].sounds {
				put(c)
			}
			word = word[len(consonants[at].latin):]
			continue
		}
		for _, c := range word {
			if strings.ContainsRune("бвгджзклмнпрстфхцчшщ", c) {
				put(c)
			}
			word = word[len(string(c)):]
			break
		}
	}
	return string(out)
}

// consonant is a Latin spelling and the sounds it stands for, longer ones first. «тс» is spelt as «ц» is.
type consonant struct{ latin, sounds string }

var consonants = []consonant{
	{"shch", "щ"},
	{"sch", "щ"},
	{"zgh", "зг"},
	{"zh", "ж"},
	{"kh", "х"},
	{"ts", "ц"},
	{"tz", "ц"},
	{"тс", "ц"},
	{"ch", "ч"},
	{"sh", "ш"},
	{"b", "б"},
	{"c", "ц"},
	{"d", "д"},
	{"f", "ф"},
	{"g", "г"},
	{"h", "г"},
	{"k", "к"},
	{"l", "л"},
	{"m", "м"},
	{"n", "н"},
	{"p", "п"},
	{"q", "к"},
	{"r", "р"},
	{"s", "с"},
	{"t", "т"},
	{"v", "в"},
	{"w", "в"},
	{"x", "кс"},
	{"z", "з"},
}

// inRussian are the Russian spellings of Ukrainian letters that differ from them, soft and hard signs aside.
var inRussian = map[string][]string{
	"і": {"и", "е", "о", "ё"}, "ї": {"и", "е"}, "и": {"и", "ы"}, "ий": {"ий", "ый", "ой"}, "е": {"е", "э", "ё"}, "є": {"е", "э"},
	"о": {"о", "ё", "е", "а"}, "йо": {"ё", "йо"}, "я": {"я", "а", "е"}, "ю": {"ю", "у"}, "ь": {""},
	"а$": {"ая"}, "е$": {"ое", "ее", "о"}, "і$": {"ые", "ие", "ы", "и"},
}

// inLatin are the Latin spellings of Ukrainian letters: by the table of the Cabinet's resolution No 55 of 2010, and as they came by
// way of Russian.
var inLatin = map[string][]string{
	"а": {"a"}, "б": {"b"}, "в": {"v", "w"}, "г": {"h", "g", "gh"}, "д": {"d"}, "е": {"e", "ye", "ie", "yo", "je"},
	"є": {"ye", "ie", "je", "e"}, "ж": {"zh", "j"}, "з": {"z"}, "и": {"y", "i"}, "і": {"i", "y", "o", "e"},
	"ї": {"i", "yi", "ji", "e", "ii", "yy"}, "й": {"i", "y", "j", ""}, "к": {"k", "c"}, "л": {"l"}, "м": {"m"}, "н": {"n"},
	"о": {"o", "a", "e", "yo"}, "п": {"p"}, "р": {"r"}, "с": {"s"}, "т": {"t"}, "у": {"u"}, "ф": {"f"},
	"х": {"kh", "h", "x"}, "ц": {"ts", "tz", "c"}, "ч": {"ch"}, "ш": {"sh"}, "щ": {"shch", "sch"}, "ь": {"", "i"},
	"ю": {"iu", "yu", "ju", "u"}, "я": {"ia", "ya", "ja", "a", "e", "ye", "ie"},
	"ий": {"yi", "yy", "iy", "y", "yj", "ii", "ij", "oy", "oi", "i"}, "ія": {"ia", "iya", "iia", "iia", "eya"}, "йо": {"io", "yo", "jo"},
	"а$": {"aya", "aia"}, "е$": {"oe", "oye", "o"}, "і$": {"ye", "y", "ie"},
}

// spells says whether a foreign word is a spelling of a Ukrainian name.
func spells(ukrainian, foreign string) bool {
	table := inRussian
	if strings.ContainsFunc(foreign, isLatin) {
		table = inLatin
	}
	parts := func(text string) []string {
		return strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '-' })
	}
	ours, theirs := parts(ukrainian), parts(foreign)
	if len(ours) != len(theirs) { // «Камянец Подольский» may be one word
		ours, theirs = []string{ukrainian}, []string{foreign}
	}
	for i := range ours {
		if !spelled([]rune(foldName(ours[i])), signs.Replace(foldName(theirs[i])), table) {
			return false
		}
	}
	return true
}

// signs of Russian that Ukrainian has elsewhere or not at all.
var signs = strings.NewReplacer("ь", "", "ъ", "")

func spelled(name []rune, foreign string, table map[string][]string) bool {
	if len(name) == 0 {
		return foreign == ""
	}
	try := func(n int, as []string) bool {
		for _, text := range as {
			rest, ok := strings.CutPrefix(foreign, text)
			if !ok {
				continue
			}
			if spelled(name[n:], rest, table) {
				return true
			}
			if text == "" {
				continue
			}
			if n < len(name) && name[n] == name[0] && spelled(name[n+1:], rest, table) { // «нн» spelt once
				return true
			}
			if twice, ok := strings.CutPrefix(rest, text); ok && spelled(name[n:], twice, table) { // «с» spelt twice
				return true
			}
		}
		return false
	}
	if len(name) > 1 {
		if as := table[string(name[:2])]; as != nil && try(2, as) {
			return true
		}
	}
	if len(name) == 1 && try(1, table[string(name)+"$"]) {
		return true
	}
	as := table[string(name[:1])]
	if as == nil {
		as = []string{string(name[:1])}
	}
	return try(1, as)
}

// exonyms are forms that no rule of spelling gives.
var exonyms = map[string]string{
	"николаев": "миколаїв", "nikolaev": "миколаїв", "nikolayev": "миколаїв", "днепр": "дніпро", "владимир": "володимир",
	"владимир-волынский": "володимир-волинський", "dnepr": "дніпро", "dnieper": "дніпро",
	"кременчуг": "кременчук", "kremenchug": "кременчук",
	"белая церковь": "біла церква", "belaya tserkov": "біла церква", "желтые воды": "жовті води", "жёлтые воды": "жовті води",
	"zheltye vody": "жовті води",
	"николаевск":   "миколаївськ", "nikolaevsk": "миколаївськ", "запорожск": "запорізьк", "zaporozhsk": "запорізьк",
	"черновицк": "чернівецьк", "chernovitsk": "чернівецьк", "ровенск": "рівненськ", "rovensk": "рівненськ",
}

// nouns by which oblasts are called in other languages, by their stems.
var nouns = map[string]string{
	"вінницьк": "вінниця", "волинськ": "волинь", "дніпропетровськ": "дніпропетровськ", "донецьк": "донецьк", "житомирськ": "житомир",
	"закарпатськ": "закарпаття", "запорізьк": "запоріжжя", "іванофранківськ": "іванофранківськ",
	"київськ": "київ", "кіровоградськ": "кіровоград", "луганськ": "луганськ", "львівськ": "львів", "миколаївськ": "миколаїв",
	"одеськ": "одеса", "полтавськ": "полтава", "рівненськ": "рівне", "сумськ": "суми",
	"тернопільськ": "тернопіль", "харківськ": "харків", "херсонськ": "херсон", "хмельницьк": "хмельницький", "черкаськ": "черкаси",
	"чернівецьк": "чернівці", "чернігівськ": "чернігів",
}

// gather fills the names by their consonants.
func (f *foreignNames) gather(g *Gazetteer) {
	f.settlements, f.adjectives = make(map[string][]unitName, len(g.settlements)), map[string][]foreignAdjective{}
	for _, names := range g.settlements {
		for _, n := range names {
			key := skeleton(n.normal)
			f.settlements[key] = append(f.settlements[key], n)
		}
	}
	add := func(a foreignAdjective) {
		key := skeleton(a.stem)
		f.adjectives[key] = append(f.adjectives[key], a)
	}
	for stem, found := range g.oblasts {
		add(foreignAdjective{kind: ofOblast, stem: stem, found: found})
		if noun := nouns[stem]; noun != "" {
			add(foreignAdjective{kind: ofOblast, stem: noun, found: found})
		}
	}
	for stem, found := range g.communities {
		add(foreignAdjective{kind: ofCommunity, stem: stem, found: found})
	}
	for stem, areas := range g.areas {
		add(foreignAdjective{kind: ofArea, stem: stem, areas: areas})
	}
	for _, names := range f.settlements { // maps were walked: bring their entries into one order
		slices.SortFunc(names, func(a, b unitName) int { return cmp.Or(int(a.unit)-int(b.unit), strings.Compare(a.normal, b.normal)) })
	}
	for _, all := range f.adjectives {
		slices.SortFunc(all, func(a, b foreignAdjective) int {
			return cmp.Or(int(a.kind)-int(b.kind), strings.Compare(a.stem, b.stem))
		})
	}
}

// foreignSettlements gives the settlements whose name a foreign word spells, in the nominative or declined.
func (r *reader) foreignSettlements(normal string, declined bool) (out []unitName) {
	if !r.isForeign(normal) {
		return r.g.settlements[foldName(exonyms[normal])]
	}
	if known := exonyms[normal]; known != "" {
		return r.g.settlements[foldName(known)]
	}
	f := &r.g.foreign
	f.once.Do(func() { f.gather(r.g) })
	forms := []string{normal}
	if declined {
		forms = append(forms, nominatives(normal)...)
	}
	had := map[unitName]bool{}
	for _, form := range forms {
		for _, n := range f.settlements[skeleton(form)] {
			if !had[n] && spells(n.normal, form) {
				had[n] = true
				out = append(out, n)
			}
		}
	}
	return out
}

// russianCases maps endings of the genitive and the prepositional of Russian names to those of the nominative.
var russianCases = []struct{ from, to string }{
	{"ы", "а"},
	{"и", "а"},
	{"и", "я"},
	{"и", "ь"},
	{"е", "а"},
	{"е", "я"},
	{"е", ""},
	{"а", ""},
	{"а", "о"},
	{"я", "ь"},
	{"я", "е"},
	{"у", ""},
	{"ой", "ая"},
	{"ого", "ий"},
	{"ого", "ый"},
	{"ого", "ое"},
	{"ом", "ое"},
	{"их", "ие"},
}

// nominatives are what a declined Russian name may come from.
func nominatives(word string) (out []string) {
	for _, c := range russianCases {
		if cut, ok := strings.CutSuffix(word, c.from); ok && len(cut) > 3 {
			out = append(out, cut+c.to)
		}
	}
	return out
}

// foreignEndings of adjectives, longest first.
var foreignEndings = []string{
	"ского", "ому", "ого", "ая", "ой", "ую", "ий", "ый", "ое", "ом", "им", "ым", "ie", "oyi", "oho", "omu", "ogo", "aya", "aia", "oi",
	"oy", "yi", "yy", "iy", "yj", "ii", "ij", "a", "y", "i", "e", "а", "е",
}

// lookupForeign finds what a foreign adjective means, or the noun of an oblast.
func (g *Gazetteer) lookupForeign(m *mention) {
	f := &g.foreign
	f.once.Do(func() { f.gather(g) })
	want := m.kind
	if want == ofCouncil {
		want = ofCommunity
	}
	forms := []string{m.normal}
	for _, e := range foreignEndings {
		if cut, ok := strings.CutSuffix(m.normal, e); ok && len(cut) > 2 {
			forms = append(forms, cut)
		}
	}
	for _, form := range forms {
		known := exonyms[form]
		for _, a := range f.adjectives[skeleton(cmp.Or(known, form))] {
			if a.kind == want && (a.stem == known || spells(a.stem, form)) {
				m.found, m.areas = append(slices.Clip(m.found), a.found...), append(slices.Clip(m.areas), a.areas...)
			}
		}
		if m.known() {
			return
		}
	}
}
