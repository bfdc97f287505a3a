// SPDX-License-Identifier: Apache-2.0

package store

import (
	"strings"
	"unicode"
)

// plainLatin are the letters that Resolution 55 writes the same everywhere.
var plainLatin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "y", 'і': "i", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch",
	'є': "ie", 'ї': "i", 'й': "i", 'ю': "iu", 'я': "ia", 'ь': "", '’': "", '\'': "", 'ʼ': "",
}

// firstLatin are the letters that begin a word in another way.
var firstLatin = map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}

// Latin writes a Ukrainian name in Latin letters by Cabinet Resolution 55 of 27.01.2010: зг is zgh, apostrophe and ь are dropped.
func Latin(name string) string {
	var out strings.Builder
	var before rune
	for _, r := range name {
		low := unicode.ToLower(r)
		latin, known := plainLatin[low]
		switch {
		case !known:
			out.WriteRune(r)
			before = r
			continue
		case low == 'г' && unicode.ToLower(before) == 'з':
			latin = "gh"
		case !unicode.IsLetter(before) && before != '’' && before != '\'' && before != 'ʼ':
			if first, ok := firstLatin[low]; ok {
				latin = first
			}
		}
		if low != r && latin != "" {
			latin = strings.ToUpper(latin[:1]) + latin[1:]
		}
		out.WriteString(latin)
		before = r
	}
	return out.String()
}
