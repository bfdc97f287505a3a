// SPDX-License-Identifier: Apache-2.0

package bodies

import (
	"regexp"
	"strings"

	"osnova/ingest/parse"
)

// The patterns below read folded text. A name of one or more words ends at a mark, a number or a word that no name of a place holds.
const (
	wordOf  = `[\p{L}’]+(?:-[\p{L}’]+)*`
	ending  = `(?:ський|ського|ському|ським|ське|ська|ської|ській|цький|цького|цькому|цьким|цька|цької|цькій|зький|зького|зькому|зька|зької|зькій|ий|ого|ому|ої|ій|а|у)`
	adjunct = `[\p{L}’]+(?:-[\p{L}’]+)*?` + ending
)

var (
	// what bears names that are not of the place: a street or a square, whom it is called after, initials
	streetName = regexp.MustCompile(`(?:вул(?:\.|иц\p{L}*)|просп(?:\.|ект\p{L}*)|пр-т\p{L}*|пров(?:\.|ул\p{L}*)|бульв(?:\.|ар\p{L}*)|б-р|шосе|узв(?:\.|оз\p{L}*|із)|площ\p{L}+|пл\.|майдан\p{L}*|набережн\p{L}+|проїзд\p{L}*|тупик\p{L}*)\s*(?:\p{L}\.\s*)*(?:` + wordOf + `)?`)
	calledFor  = regexp.MustCompile(`(?:^| )(?:імені|ім\.)\s*(?:\p{L}\.\s*)*` + wordOf)
	initials   = regexp.MustCompile(`(?:^|[ ,])(?:\p{L}\.\s*){2,}` + wordOf)

	oblastOf   = regexp.MustCompile(`(?:^|[ ,(])(` + adjunct + `) обл(?:\.|аст\p{L}+|(?:$|[ ,)]))`)
	councilOf  = regexp.MustCompile(`(?:^|[ ,(])(` + adjunct + `) (міськ|селищн|сільськ)\p{L}{1,3} (?:рад\p{L}*|голов\p{L}*|територіальн\p{L}+|громад\p{L}*|тг|отг|військов\p{L}+)`)
	districtOf = regexp.MustCompile(`(?:^|[ ,(])(` + adjunct + `) (?:районн\p{L}+|район\p{L}{0,2}|р-н\p{L}{0,2})(?:$|[ ,.)])`)
	kyivOf     = regexp.MustCompile(`(?:^|[ ,(])(?:київради|київської міської (?:рад\p{L}*|державної адміністрації)|київськ\p{L}+ міськ\p{L}+ голов\p{L}+)`)

	settlementOf = regexp.MustCompile(`(?:^|[ ,(])(м|міст[оаіу]|містом|смт|селищ[еаіу] міського типу|с-ще|селищ[еаіу]|селищем|с|сел[оаіу]|селом)(\. ?| )(` + wordOf + `(?: ` + wordOf + `){0,3})`)
)

// stopWords are words that no name of a settlement goes on with.
var stopWords = map[string]bool{
	"у": true, "в": true, "на": true, "по": true, "та": true, "і": true, "й": true, "за": true, "від": true, "для": true, "при": true, "комітет": true, "комітету": true,
	"орган": true, "органу": true, "самоорганізації": true, "населення": true, "будинковий": true, "вуличний": true, "квартальний": true, "мікрорайон": true, "мікрорайону": true,
	"житлового": true, "житловий": true, "масиву": true, "масив": true, "рада": true, "ради": true, "область": true, "області": true, "обл": true, "район": true, "району": true, "р-н": true,
	"громада": true, "громади": true, "україна": true, "україни": true, "про": true, "номер": true, "рішення": true, "ос": true, "осн": true, "ксн": true,
}

// declinedNames are forms of names of cities that no rule of declension gives.
var declinedNames = map[string]string{
	"кривого рогу": "Кривий Ріг", "кривому розі": "Кривий Ріг", "сум": "Суми", "сумах": "Суми", "ірпеня": "Ірпінь", "ірпені": "Ірпінь",
	"лубен": "Лубни", "лубнах": "Лубни", "ромен": "Ромни", "ромнах": "Ромни", "новограда-волинського": "Звягель", "новограді-волинському": "Звягель",
	"переяслава-хмельницького": "Переяслав", "переяславі-хмельницькому": "Переяслав", "києва": "Київ", "києві": "Київ", "черкас": "Черкаси", "черкасах": "Черкаси",
	"прилук": "Прилуки", "прилуках": "Прилуки", "дніпрі": "Дніпро", "кременчуці": "Кременчук",
}

var settlementWords = map[string]string{"м": "м. ", "с": "с. ", "смт": "с-ще "}

// NamedPlace says in an address what place the name of a body, or of the act by which it was made, names by a type word: oblast, raion or district,
// the community of a council, a settlement, in their own forms. Streets, and whom something is called after, are passed over: «вулиця Київська»
// is nowhere. It gives what stands outside the quotation marks and what stands between the first and the last of them, for a name
// within quotation marks may be that of anything; both are empty where nothing is named.
func NamedPlace(text string) (outside, inside string) {
	text = string(FoldName(nil, parse.NormalizeName(text)))
	marks := `"«»“”„`
	from, to := strings.IndexAny(text, marks), strings.LastIndexAny(text, marks)
	if from < 0 || to == from {
		return placeIn(text), ""
	}
	return placeIn(text[:from] + " , " + text[to:]), placeIn(text[from:to])
}

// placeIn reads one stretch of folded text.
func placeIn(text string) string {
	text = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"«»“”„;:()[]/", r) {
			return ','
		}
		return r
	}, text)), " ")
	for _, other := range []*regexp.Regexp{streetName, calledFor, initials} {
		text = other.ReplaceAllString(text, " , ")
	}
	var oblast, council, district, settlement string
	take := func(into *string, pattern *regexp.Regexp, write func(m []string) string) {
		text = pattern.ReplaceAllStringFunc(text, func(found string) string {
			if name := write(pattern.FindStringSubmatch(found)); *into == "" {
				*into = name
			}
			return " , "
		})
	}
	take(&settlement, kyivOf, func([]string) string { return "м. Київ" })
	take(&oblast, oblastOf, func(m []string) string { return m[1] + " область" })
	take(&council, councilOf, func(m []string) string { return m[1] + " " + m[2] + "а рада" })
	take(&district, districtOf, func(m []string) string { return m[1] + " район" })
	take(&settlement, settlementOf, settlementIn)
	var parts []string
	for _, part := range []string{oblast, council, settlement, district} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// settlementIn writes a settlement by the words after its type word; of an abbreviation without its full stop nothing is sure.
func settlementIn(m []string) string {
	words := strings.Fields(m[3])
	for i, w := range words {
		if stopWords[w] {
			words = words[:i]
			break
		}
	}
	name := strings.Join(words, " ")
	if known, ok := declinedNames[name]; ok {
		return "м. " + known
	}
	short := settlementWords[m[1]]
	switch {
	case len([]rune(name)) < 3, short != "" && m[1] != "смт" && !strings.HasPrefix(m[2], "."):
		return ""
	case short != "":
		return short + name
	}
	return m[1] + " " + name
}
