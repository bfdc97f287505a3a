// SPDX-License-Identifier: Apache-2.0

package register

import (
	"regexp"
	"strings"

	"osnova/ingest/bodies"
)

var labelForm = regexp.MustCompile(`^([\p{L}№][^:;«»]{1,60}?)\s*:\s+(.+)$`)

// labelled parts a line such as «Територія: вул. Садова».
func labelled(text string) (label, value string, ok bool) {
	m := labelForm.FindStringSubmatch(text)
	if m == nil || fieldOf(m[1]) == "" || namesBody(m[1]) {
		return "", "", false
	}
	return m[1], m[2], true
}

// addLabel puts a labelled value into the card at hand; a second name begins a new one.
func addLabel(entries *[]entry, card *entry, where, section, label, value string) *entry {
	field := fieldOf(label)
	if card == nil || field == fieldName && card.fields[fieldName] != "" {
		*entries = append(*entries, entry{where: where, section: section, fields: map[string]string{}})
		card = &(*entries)[len(*entries)-1]
	}
	if field != fieldPrivate && field != fieldUnused && !isBlank(value) {
		card.add(field, value)
	}
	return card
}

var itemNumber = regexp.MustCompile(`^\s*(\d{1,4})\s*[.)]\s+`)

// beginsEntry reports whether a paragraph begins with the name of a body, numbered or not.
func beginsEntry(text string) bool {
	text = itemNumber.ReplaceAllString(text, "")
	return namesBody(nameAt(text))
}

// nameAt is the name at the beginning of a text: up to a comma, a dash or the word for an act that stand outside quotation marks.
func nameAt(text string) string {
	quoted := false
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case r == '«' || r == '“' || r == '„':
			quoted = true
		case r == '»' || r == '”':
			quoted = false
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == ',' || r == ';' || r == '(' || r == ':':
			return string(runes[:i])
		case (r == '–' || r == '—' || r == '-') && i > 0 && runes[i-1] == ' ':
			return string(runes[:i])
		case r == '.' && i+1 < len(runes) && runes[i+1] == ' ' && i > 12 && runes[i-1] > 'а' && runes[i-2] > 'а' && runes[i-3] > 'а' && runes[i-4] > 'а':
			return string(runes[:i])
		}
	}
	return text
}

// parts of a text on one body, each with the field that it gives.
var textParts = []struct {
	field   string
	pattern *regexp.Regexp
}{
	{fieldCode, regexp.MustCompile(`(?i)(?:код(?:ом)? )?ЄДРПОУ[ :–-]*(\d{8})`)},
	{fieldResidents, regexp.MustCompile(`(?i)(\d[\d \x{a0}]*) (?:жител|мешкан|осіб)\p{L}*`)},
	{fieldEnd, regexp.MustCompile(`(?i)((?:діяльність |повноваження )?(?:достроково )?(?:припинен|ліквідован|скасован)\p{L}*[^;]*)`)},
	{fieldTermEnd, regexp.MustCompile(`(?i)(?:строк|термін)\p{L}* (?:повноважень )?(?:діє |до )*((?:до )?` + dateForm + `)`)},
	{fieldElected, regexp.MustCompile(`(?i)(?:обран|збори|конференці)\p{L}*[^;]{0,40}?(` + dateForm + `)`)},
	{fieldAct, regexp.MustCompile(`(?i)((?:рішенн|розпорядженн|дозвіл|дозволу)\p{L}*[^;]*?` + dateForm + `[^;,)]*)`)},
	{fieldTerritory, regexp.MustCompile(`(?i)(?:територі\p{L}+(?: діяльності)?|в межах|у межах|межі)[ :–-]+([^;]+)`)},
}

const dateForm = `(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2} (?:січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня) \d{4})`

var anyDate = regexp.MustCompile(dateForm)

// entryOfText reads a paragraph on one body.
func entryOfText(where, text, section string) entry {
	e := entry{where: where, section: section, fields: map[string]string{}}
	if m := itemNumber.FindStringSubmatch(text); m != nil {
		e.fields[fieldNumber] = m[1]
		text = text[len(m[0]):]
	}
	name := nameAt(text)
	e.fields[fieldName] = strings.TrimSpace(name)
	mergeText(&e, text[len(name):])
	return e
}

// mergeText adds what a text says to an entry, sentence by sentence; what it knows already stays.
func mergeText(e *entry, text string) {
	if m := linkForm.FindStringSubmatch(text); m != nil && e.fields[fieldActAddress] == "" {
		e.fields[fieldActAddress] = m[1]
	}
	for _, sentence := range sentencesOf(linkForm.ReplaceAllString(text, "")) {
		sentence = withoutPersons(sentence)
		for _, part := range textParts {
			m := part.pattern.FindStringSubmatchIndex(sentence)
			if m == nil || e.fields[part.field] != "" {
				continue
			}
			e.fields[part.field] = strings.Trim(sentence[m[2]:m[3]], " ,;")
			sentence = sentence[:m[0]] + " ; " + sentence[m[1]:] // what gave one field gives no other
		}
	}
}

// ofPersons begins what a register says of persons: their office or a way to reach them, up to the end of the sentence.
var ofPersons = regexp.MustCompile(`(?i)(?:^|[.\s,;(]+)(?:голов[аиуі]|головою|керівник\p{L}*|секретар\p{L}*|заступник\p{L}*|відповідальн\p{L}+ особ\p{L}+|тел|телефон\p{L}*|моб|контакт\p{L}*|e-?mail|е-?mail|піб|прізвище)(?:[\s.,:–-].*|$)`)

// withoutPersons cuts out of a text what it says of persons, and the full stop at its end.
func withoutPersons(text string) string {
	text = strings.TrimRight(ofPersons.ReplaceAllString(bodies.WithoutPersons(text), ""), " ,;(–-")
	if bare, ok := strings.CutSuffix(text, "."); ok && !abbreviation.MatchString(bare) {
		return bare
	}
	return text
}

var (
	sentenceEnd  = regexp.MustCompile(`\.\s+\p{Lu}|\.\s*$`)
	abbreviation = regexp.MustCompile(`(?i)(?:^|[\s,(])(?:вул|пров|просп|пр|бульв|буд|пл|м|с|смт|р|ст|ім|обл|кв|мкр|\p{L})$`)
)

// sentencesOf parts a text where a full stop ends a sentence and no abbreviation.
func sentencesOf(text string) (out []string) {
	from := 0
	for _, end := range sentenceEnd.FindAllStringIndex(text, -1) {
		if abbreviation.MatchString(text[from:end[0]]) {
			continue
		}
		out = append(out, text[from:end[0]])
		from = end[0] + 1
	}
	return append(out, text[from:])
}

var linkForm = regexp.MustCompile(`<(https?://[^>\s]+)>`)
