// SPDX-License-Identifier: Apache-2.0

package encodings

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// often is how often a letter stands among a hundred thousand letters of Ukrainian text, those of Russian alone among them.
var often = map[rune]float64{
	'о': 9280, 'а': 8340, 'и': 6260, 'н': 6810, 'і': 5750, 'е': 4590, 'т': 5410, 'в': 5350, 'р': 4700, 'с': 4240, 'к': 3540, 'л': 3690,
	'у': 3360, 'д': 3380,
	'м': 3030, 'п': 2900, 'з': 2330, 'я': 2350, 'ь': 1830, 'б': 1770, 'г': 1550, 'ч': 1410, 'й': 1380, 'х': 1190, 'ж': 930, 'ї': 650,
	'ц': 830, 'ш': 760, 'ю': 930, 'є': 610, 'щ': 560, 'ф': 280, 'ґ': 10, 'ы': 200, 'э': 60, 'ё': 20, 'ъ': 10, 'ў': 2,
}

// sampled is how many bytes beyond ASCII tell an encoding.
const sampled = 20_000

// Cyrillic tells whether text of single bytes reads better as windows-1251 or as koi8-u: by how often letters stand in Ukrainian, by
// capitals behind small letters, and by what is no letter at all. share is the share of letters beyond ASCII that are Ukrainian or
// Russian when it is read so.
func Cyrillic(text []byte) (name string, share float64) {
	name = Windows1251
	best, share := likeness(text, charmap.Windows1251)
	if other, ukrainian := likeness(text, charmap.KOI8U); other > best+0.2 {
		name, share = KOI8U, ukrainian
	}
	return name, share
}

// IsKOI8 tells a text that is koi8-u beyond doubt: long enough, and far more like Ukrainian so.
func IsKOI8(text []byte) bool {
	beyond := 0
	for _, b := range text[:min(len(text), sampled)] {
		if b >= utf8.RuneSelf {
			beyond++
		}
	}
	if beyond < 40 {
		return false
	}
	western, _ := likeness(text, charmap.Windows1251)
	other, share := likeness(text, charmap.KOI8U)
	return share > 0.9 && other > western+0.7
}

// likeness is the mean logarithm of how often the letters of a text stand in Ukrainian.
func likeness(text []byte, table *charmap.Charmap) (mean, share float64) {
	sum, letters, own, seen := 0.0, 0, 0, 0
	small, word := false, false // the letter before was small; there was one
	for _, b := range text {
		if b < utf8.RuneSelf {
			small, word = false, false
			continue
		}
		if seen++; seen > sampled {
			break
		}
		r := table.DecodeByte(b)
		switch low := unicode.ToLower(r); {
		case often[low] > 0:
			letters, own = letters+1, own+1
			sum += math.Log(often[low] / 1e5)
			if small && r != low {
				sum -= 4 // nobody writes so
			}
			small, word = r == low, true
		case unicode.IsLetter(r) || r == utf8.RuneError || unicode.Is(unicode.So, r) || unicode.IsControl(r),
			word && strings.ContainsRune("¦§¤¶·", r):
			letters++ // a frame of a table, no character, or a sign inside a word
			sum -= 12
			small, word = false, false
		default:
			small, word = false, false
		}
	}
	if letters == 0 {
		return 0, 0
	}
	return sum / float64(letters), float64(own) / float64(letters)
}
