// SPDX-License-Identifier: Apache-2.0

package bodies

import (
	"regexp"
	"strings"
	"unicode"

	"osnova/ingest/parse"
)

// Place is what an address says down to the settlement, in its own words: no street, house or postcode.
type Place struct {
	Oblast     string // without «область»; Автономна Республіка Крим
	Raion      string // without «район»; old raions as they stand
	Community  string // without «громада»
	Settlement string
	Kind       string // of the settlement: city, settlement, village
	District   string // of the city, without «район»
}

var (
	oblastPart     = regexp.MustCompile(`(?i)^(\p{L}[\p{L}’ -]+?) (?:обл\.?|область)$`)
	crimeaPart     = regexp.MustCompile(`(?i)^(?:ар крим|автономна республіка крим|арк)$`)
	raionPart      = regexp.MustCompile(`(?i)^(\p{L}[\p{L}’ -]+?) (?:р-н|район)\.?$`)
	communityPart  = regexp.MustCompile(`(?i)^(\p{L}[\p{L}’ -]+?) (?:тг|отг|(?:міська|селищна|сільська) (?:територіальна )?громада|територіальна громада|громада)$`)
	settlementPart = regexp.MustCompile(`(?i)^(м|місто|с|село|смт|селище міського типу|с-ще|селище)(?:\.\s*|\s+)(\p{L}[\p{L}’ -]{1,40}?)(?:\s*\((?:пн|з)\))?$`)
)

var settlementKinds = map[string]string{"м": "city", "місто": "city", "с": "village", "село": "village", "смт": "settlement", "селище міського типу": "settlement", "с-ще": "settlement", "селище": "settlement"}

// Settlement reads an address of the register: parts between commas, the country or the postcode first, the street and the rest last.
// It takes parts that name an oblast, a raion, a community, a settlement or a district of a city by their type word and nothing else, so
// that no street, house, phone or person comes through. Found is false where neither an oblast nor a settlement is named.
func Settlement(address string) (p Place, found bool) {
	for _, part := range strings.FieldsFunc(address, func(r rune) bool { return r == ',' || r == ';' }) {
		part = parse.NormalizeName(part)
		set := func(field *string, value string) {
			if *field == "" {
				*field = proper(value)
			}
		}
		if m := oblastPart.FindStringSubmatch(part); m != nil {
			set(&p.Oblast, m[1])
		} else if crimeaPart.MatchString(part) {
			set(&p.Oblast, "Автономна Республіка Крим")
		} else if m := communityPart.FindStringSubmatch(part); m != nil {
			set(&p.Community, m[1])
		} else if m := raionPart.FindStringSubmatch(part); m != nil {
			if p.Settlement == "" {
				set(&p.Raion, m[1])
			} else if p.Kind == "city" {
				set(&p.District, m[1])
			}
		} else if m := settlementPart.FindStringSubmatch(part); m != nil && p.Settlement == "" {
			set(&p.Settlement, m[2])
			p.Kind = settlementKinds[strings.ToLower(m[1])]
		}
	}
	return p, p.Oblast != "" || p.Settlement != ""
}

// String writes the place as an address of nothing but its parts.
func (p Place) String() string {
	var parts []string
	for _, part := range []struct{ before, name, after string }{
		{"", p.Oblast, " обл."}, {"", p.Raion, " р-н"}, {"", p.Community, " громада"}, {kindWords[p.Kind], p.Settlement, ""}, {"", p.District, " район"},
	} {
		if part.name != "" {
			parts = append(parts, part.before+part.name+part.after)
		}
	}
	return strings.Replace(strings.Join(parts, ", "), "Автономна Республіка Крим обл.", "Автономна Республіка Крим", 1)
}

var kindWords = map[string]string{"city": "м. ", "settlement": "с-ще ", "village": "с. "}

// proper writes a name in capitals as names are written; others stay as they are.
func proper(name string) string {
	if strings.ContainsFunc(name, unicode.IsLower) {
		return name
	}
	first := true
	return strings.Map(func(r rune) rune {
		was := first
		first = r == ' ' || r == '-'
		if was {
			return r
		}
		return unicode.ToLower(r)
	}, name)
}

var (
	street      = regexp.MustCompile(`(?i)((?:вул(?:\.|иц\p{L}*)|просп(?:\.|ект\p{L}*)|пров(?:\.|ул\p{L}*)|бульв(?:\.|ар\p{L}*)|б-р|шосе|узвіз|площ[аі]|набережн\p{L}+)\s*(?:\d+\s+)?\p{L}[^,;»"\d]{0,60}?)[,\s]+(?:(?:буд(?:\.|ин\p{L}*)?|№)\s*)*\d[\p{L}\d/-]*(?:[,\s]+\d[\p{L}\d/-]*)*`)
	mailPattern = regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+\.[\p{L}\d.-]+`)
	phone       = regexp.MustCompile(`(?i)(?:тел(?:ефон)?[.:]*\s*)?(?:\+?38[\s(-]*)?\(?0\d{2,4}\)?[\s-]*\d{2,3}[\s-]?\d{2}[\s-]?\d{2}`)
	person      = regexp.MustCompile(`(?i)[,(;]\s*(?:голова|керівник|секретар|директор)[\s:-]+\p{L}+\s+(?:\p{L}\.\s?\p{L}\.|\p{L}+\s+\p{L}+)\)?`)
)

// Public cleans the name of a body: its spelling, and house numbers after a street, phones, e-mail addresses and the name after the
// word for its head cut out. What is left is the name as decisions of councils give it.
func Public(name string) string {
	return WithoutPersons(street.ReplaceAllString(parse.NormalizeName(name), "$1"))
}

// WithoutPersons is a text as it stands, with phones, e-mail addresses and names of persons cut out; numbers of houses stay.
func WithoutPersons(text string) string {
	text = parse.NormalizeName(text)
	for before := ""; text != before; { // what is cut out may join what was apart
		before = text
		for _, private := range []*regexp.Regexp{mailPattern, phone, person} {
			text = private.ReplaceAllString(text, "")
		}
		text = strings.Trim(parse.NormalizeName(text), " ,;")
	}
	return text
}
