// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// charset is an encoding in which the bytes of markup are those of ASCII.
type charset struct {
	name  string
	table *[256]letter // nil: UTF-8
}

// letter is one character of a single-byte encoding in UTF-8; no bytes: it is not a character of XML.
type letter struct {
	bytes [4]byte
	size  uint8
}

var utf8Charset = charset{name: "utf-8"}

var singleByte = map[string]*charmap.Charmap{
	"windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252, "koi8-u": charmap.KOI8U, "iso-8859-5": charmap.ISO8859_5, "iso-8859-1": charmap.ISO8859_1,
}

var aliases = map[string]string{"utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "cp1251": "windows-1251", "win-1251": "windows-1251", "windows1251": "windows-1251", "cp1252": "windows-1252", "latin1": "iso-8859-1"}

// charsetOf finds an encoding by one of its names.
func charsetOf(name string) (charset, error) {
	name = strings.ToLower(name)
	if a, ok := aliases[name]; ok {
		name = a
	}
	if name == "utf-8" {
		return utf8Charset, nil
	}
	m, ok := singleByte[name]
	if !ok {
		return charset{}, fmt.Errorf("encoding %.20q is not known here: utf-8, windows-1251, windows-1252, koi8-u, iso-8859-1, iso-8859-5", name)
	}
	table := new([256]letter)
	for i := range table {
		r := m.DecodeByte(byte(i))
		if r == utf8.RuneError || !isChar(r) {
			continue
		}
		table[i].size = uint8(utf8.EncodeRune(table[i].bytes[:], r))
	}
	return charset{name, table}, nil
}

// encode writes a name of the declaration in the encoding; ok is false where it has no such characters.
func (c charset) encode(name string) (out []byte, ok bool) {
	if c.table == nil {
		return []byte(name), true
	}
	for _, r := range name {
		at := -1
		for i, l := range c.table {
			if string(l.bytes[:l.size]) == string(r) {
				at = i
				break
			}
		}
		if at < 0 {
			return nil, false
		}
		out = append(out, byte(at))
	}
	return out, true
}

// isChar tells the characters that XML 1.0 allows (section 2.2).
func isChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
