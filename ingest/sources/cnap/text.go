// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// latinTwins maps Latin letters to the Cyrillic letters they are mistaken for.
var latinTwins = map[rune]rune{
	'A': 'А', 'B': 'В', 'C': 'С', 'E': 'Е', 'H': 'Н', 'I': 'І', 'K': 'К', 'M': 'М',
	'O': 'О', 'P': 'Р', 'T': 'Т', 'X': 'Х', 'a': 'а', 'c': 'с', 'e': 'е', 'i': 'і',
	'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у', 'Ï': 'Ї', 'ï': 'ї',
}

// apostrophes are the signs typed for the Ukrainian apostrophe; the codifier
// writes U+2019.
const apostrophes = "'`´ʼ‘’ʹ᾽᾿＇"

// dashes are the signs typed for a hyphen or a dash.
const dashes = "‐‑‒–—―−˗"

// clean returns s in the form names are compared in: NFC, U+2019 apostrophes,
// plain hyphens, Latin look-alikes inside Cyrillic words replaced, invisible
// signs dropped, white space collapsed to single spaces and trimmed.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(apostrophes, r):
			return '’'
		case strings.ContainsRune(dashes, r):
			return '-'
		case r == '\u00ad' || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(foldTwins(s)), " ")
}

// foldTwins replaces Latin look-alikes in words that hold a Cyrillic letter.
func foldTwins(s string) string {
	runes := []rune(s)
	for start := 0; start < len(runes); {
		if !unicode.IsLetter(runes[start]) {
			start++
			continue
		}
		end, cyrillic := start, false
		for end < len(runes) && (unicode.IsLetter(runes[end]) || runes[end] == '’') {
			cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, runes[end])
			end++
		}
		for i := start; cyrillic && i < end; i++ {
			if twin, ok := latinTwins[runes[i]]; ok {
				runes[i] = twin
			}
		}
		start = end
	}
	return string(runes)
}

// blank tells whether a cell says "nothing here": empty, signs only, «ні» or
// a lone zero.
func blank(s string) bool {
	s = strings.ToLower(clean(s))
	if s == "ні" || s == "немає" || s == "none" || s == "0" {
		return true
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

var (
	emailShape = regexp.MustCompile(`\S*@\s?\S*`)
	urlShape   = regexp.MustCompile(`(?i)(?:https?:|www\.)\S*`)
	phoneShape = regexp.MustCompile(`\+?\d{7,}|\+?\d{0,2}\s?\(\d{3,5}\)[\s\d-]*|\b\d{3}[-\s]\d{2,3}[-\s]\d{2}[-\s]\d{2}\b`)
)

// maskContacts replaces whatever looks like an e-mail, a web address or a phone.
func maskContacts(s string) string {
	s = emailShape.ReplaceAllString(s, "[e-mail]")
	s = urlShape.ReplaceAllString(s, "[url]")
	return phoneShape.ReplaceAllString(s, "[phone]")
}
