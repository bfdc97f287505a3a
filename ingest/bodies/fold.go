// SPDX-License-Identifier: Apache-2.0

package bodies

import "unicode"

// FoldName writes text into dst the way patterns see it, and gives dst back: small letters, Latin look-alikes made Cyrillic, one space
// between words, ’ for any apostrophe, - for any dash, no soft hyphens. A register of two million names goes through here, so it makes no copies.
func FoldName(dst []byte, text string) []byte { return FoldBytes(dst, []byte(text)) }

// FoldBytes is Fold of bytes.
func FoldBytes(dst, text []byte) []byte {
	dst = dst[:0]
	space := true
	for _, r := range string(text) { // the compiler makes no copy here
		if r < rune(len(folded)) {
			r = folded[r]
		} else {
			r = foldRare(r)
		}
		switch {
		case r == 0:
			continue
		case r == ' ':
			if !space {
				dst = append(dst, ' ')
			}
			space = true
			continue
		case r < 0x80:
			dst = append(dst, byte(r))
		case r < 0x800:
			dst = append(dst, 0xC0|byte(r>>6), 0x80|byte(r)&0xBF)
		default:
			dst = append(dst, string(r)...)
		}
		space = false
	}
	if n := len(dst); n > 0 && dst[n-1] == ' ' {
		dst = dst[:n-1]
	}
	return dst
}

// folded is Fold of the letters that registers are made of; 0 is left out.
var folded = func() (t [0x530]rune) {
	alike := map[rune]rune{'a': 'а', 'c': 'с', 'e': 'е', 'h': 'н', 'i': 'і', 'k': 'к', 'm': 'м', 'o': 'о', 'p': 'р', 't': 'т', 'x': 'х', 'y': 'у', 'ï': 'ї'}
	capital := map[rune]rune{'B': 'в', 'H': 'н', 'K': 'к', 'M': 'м', 'T': 'т'}
	for i := range t {
		r := rune(i)
		low := unicode.ToLower(r)
		switch {
		case capital[r] != 0:
			t[i] = capital[r]
		case alike[low] != 0 && r != 'h' && r != 'k' && r != 'm' && r != 't': // small Latin h, k, m, t look like no Cyrillic letter
			t[i] = alike[low]
		case unicode.IsSpace(r):
			t[i] = ' '
		case r == '\'' || r == '`' || r == '´' || r == 'ʼ':
			t[i] = '’'
		case r == 0xAD:
			t[i] = 0
		default:
			t[i] = low
		}
	}
	return t
}()

func foldRare(r rune) rune {
	switch r {
	case '‘', '’', '′', '‛':
		return '’'
	case '‐', '‑', '–', '—', '−':
		return '-'
	case '\u200b', '\ufeff', '\u2060':
		return 0
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return unicode.ToLower(r)
}
