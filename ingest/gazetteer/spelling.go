// SPDX-License-Identifier: Apache-2.0

// Package gazetteer finds the unit of the codifier (КАТОТТГ) that a free text names: an address, the name of a council, of a community or of
// a settlement, with or without an oblast and a raion beside it.
//
// In come texts and a Gazetteer of units, their former names and the abolished raions; out goes one Result with code, level, score and
// reason. Nothing is guessed: where several units fit, none is chosen and all are named.
package gazetteer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lookalike maps Latin letters to the Cyrillic ones that they are mistaken for.
var lookalike = map[rune]rune{
	'a': 'а', 'c': 'с', 'e': 'е', 'i': 'і', 'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у', 'ï': 'ї',
	'A': 'А', 'B': 'В', 'C': 'С', 'E': 'Е', 'H': 'Н', 'I': 'І', 'K': 'К', 'M': 'М', 'O': 'О', 'P': 'Р', 'T': 'Т', 'X': 'Х', 'Ï': 'Ї',
}

// NormalizeName normalises the spelling of a Ukrainian name: NFC, one space, apostrophe ’, plain hyphen, no invisible characters, Latin
// look-alikes inside Cyrillic words made Cyrillic. Case stays. Name(Name(s)) = Name(s).
func NormalizeName(s string) string {
	if plain(s) {
		return s
	}
	words := strings.Fields(norm.NFC.String(strings.Map(unifyMark, norm.NFC.String(s))))
	for i, w := range words {
		if strings.ContainsFunc(w, cyrillic) {
			w = strings.Map(func(r rune) rune {
				if c, ok := lookalike[r]; ok {
					return c
				}
				return r
			}, w)
		}
		words[i] = w
	}
	return norm.NFC.String(strings.Join(words, " "))
}

// plain says that a text is Cyrillic letters, digits and simple punctuation with single spaces: Name would leave it as it is.
func plain(s string) bool {
	space := true
	for _, r := range s {
		switch {
		case r == ' ':
			if space {
				return false
			}
			space = true
			continue
		case r >= 'А' && r <= 'я' || r == 'і' || r == 'ї' || r == 'є' || r == 'ґ' || r == 'І' || r == 'Ї' || r == 'Є' || r == 'Ґ' || r == '’':
		case r >= '0' && r <= '9' || r == ',' || r == '.' || r == '-' || r == '"' || r == '(' || r == ')' || r == '/' || r == ';' || r == '«' || r == '»' || r == '№':
		default:
			return false
		}
		space = false
	}
	return !space || s == ""
}

// unifyMark brings apostrophes, hyphens and spaces to one form each and drops what cannot be seen.
func unifyMark(r rune) rune {
	switch r {
	case '\'', '`', 'ʼ', '‘', '′', '´', '᾽', 'ʹ', '＇', '‛', '\u0313':
		return '’'
	case '‐', '‑', '‒', '–', '—', '−', '˗', '﹣', '－':
		return '-'
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
		return -1
	}
	if Directs(r) {
		return -1
	}
	return r
}

// Directs tells the signs that say in which direction text runs: marks, embeddings, overrides and isolates.
func Directs(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f' || r == '\u061c'
}

func cyrillic(r rune) bool { return r >= 'Ѐ' && r <= 'ӿ' }

// Normal is Name in lower case: the form in which texts are read. Normal(Normal(s)) = Normal(s).
func Normal(s string) string {
	if plain(s) {
		return strings.Map(lower, s)
	}
	s = NormalizeName(s)
	for range 4 { // letters outside Ukrainian may lower into what composes anew
		next := NormalizeName(strings.Map(lower, s))
		if next == s {
			break
		}
		s = next
	}
	return s
}

// lower is unicode.ToLower, quick for Ukrainian.
func lower(r rune) rune {
	switch {
	case r >= 'А' && r <= 'Я':
		return r + ('а' - 'А')
	case r >= 'а' && r <= 'я' || r < 'A':
		return r
	case r == 'І' || r == 'Ї' || r == 'Є':
		return r + ('і' - 'І')
	}
	return unicode.ToLower(r)
}

// foldName is the key of a normal name: what spellings of one name share. Apostrophes, hyphens and spaces are dropped, ґ is г.
func foldName(normal string) string {
	if !strings.ContainsFunc(normal, folds) {
		return normal
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', '-', ' ':
			return -1
		case 'ґ':
			return 'г'
		}
		return r
	}, normal)
}

// folds tells the letters and signs that a key has not.
func folds(r rune) bool { return r == '’' || r == '-' || r == ' ' || r == 'ґ' }

// endings of adjectives in the singular of both genders, longest first.
var endings = []string{"ього", "ьому", "ого", "ому", "ьої", "ьою", "ої", "ою", "ій", "ий", "им", "ім", "юю", "ую", "ьа", "а", "я", "у", "ю", "е", "є"}

// foldAdjective is the key of an adjective in any case and gender: калуський, калуського and калуська share калуськ.
func foldAdjective(normal string) string {
	s := foldName(normal)
	for _, e := range endings {
		if cut, ok := strings.CutSuffix(s, e); ok && len(cut) > 4 {
			return cut
		}
	}
	return s
}
