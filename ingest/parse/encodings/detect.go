// SPDX-License-Identifier: Apache-2.0

package encodings

import (
	"bytes"
	"unicode/utf8"
)

// Names of encodings that are read.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	Windows1251 = "windows-1251"
	Windows1252 = "windows-1252"
	KOI8U       = "koi8-u"
)

// Declarable are the encodings that a declaration may name; UTF-16 is known by its bytes.
var Declarable = []string{UTF8, Windows1251, Windows1252, KOI8U}

// DetectEncoding gives the encoding of a text and the length of its byte order mark. The sample is its beginning, cut where the text goes on. The
// mark decides, then zero bytes in every second place, then sequences of UTF-8; then what is declared, which is UTF-8 where nothing is.
func DetectEncoding(sample []byte, cut bool, declared string) (name string, mark int) {
	switch {
	case bytes.HasPrefix(sample, []byte("\xef\xbb\xbf")):
		return UTF8, 3
	case bytes.HasPrefix(sample, []byte("\xff\xfe\x00\x00")): // UTF-32
	case bytes.HasPrefix(sample, []byte("\xff\xfe")):
		return UTF16LE, 2
	case bytes.HasPrefix(sample, []byte("\xfe\xff")):
		return UTF16BE, 2
	}
	if name := unmarked16(sample); name != "" {
		return name, 0
	}
	if declared == "" || declared == UTF8 {
		return UTF8, 0
	}
	if good, bad := sequences(sample, cut); good > 0 && good >= 10*bad {
		return UTF8, 0
	}
	return declared, 0
}

// IsUTF8 tells whether a text can be taken for UTF-8 in which at most single bytes are damaged: it has more sequences than bytes that are
// none. place is that of the first such byte, -1 without one.
func IsUTF8(text []byte) (ok bool, place int) {
	if utf8.Valid(text) {
		return true, -1
	}
	good, bad := sequences(text, false)
	return good > bad, invalid(text)
}

// sequences counts the sequences of several bytes of UTF-8, and the bytes beyond ASCII outside of them.
func sequences(text []byte, cut bool) (good, bad int) {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			good++
		case cut && !utf8.FullRune(text[i:]):
			return good, bad
		default:
			bad++
		}
		i += size
	}
	return good, bad
}

// invalid is the place of the first byte that is no UTF-8.
func invalid(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// unmarked16 knows UTF-16 without a mark: zero bytes stand in every second place only, and there often, and what they make are letters
// and signs of Europe.
func unmarked16(sample []byte) string {
	sample = sample[:min(len(sample), 4096)&^1]
	even, odd := 0, 0
	for i := 0; i < len(sample); i += 2 {
		if sample[i] == 0 {
			even++
		}
		if sample[i+1] == 0 {
			odd++
		}
	}
	least := max(2, len(sample)/40)
	switch {
	case odd >= least && even == 0 && european(sample, 1):
		return UTF16LE
	case even >= least && odd == 0 && european(sample, 0):
		return UTF16BE
	}
	return ""
}

// european tells text of UTF-16 by its high bytes: Latin, Greek, Cyrillic, and signs such as quotes and dashes.
func european(sample []byte, high int) bool {
	known := 0
	for i := high; i < len(sample); i += 2 {
		if b := sample[i]; b <= 0x05 || b >= 0x20 && b <= 0x22 {
			known++
		}
	}
	return known*20 >= len(sample)/2*19
}
