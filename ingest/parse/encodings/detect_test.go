// SPDX-License-Identifier: Apache-2.0

package encodings

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func written(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDecode: the bytes tell the encoding first, the declaration what they leave open; a text and a stream come out alike.
func TestDecode(t *testing.T) {
	const text = "id;назва\n1;Вигадана громада\n2;ґанок, її, європейський\n"
	little, big := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	far := strings.Repeat("ascii;1\n", 20_000) + text
	for name, c := range map[string]struct {
		body           []byte
		declared, want string
	}{
		"UTF-8":                                   {[]byte(text), "", text},
		"UTF-8 with a mark":                       {[]byte("\ufeff" + text), "", text},
		"UTF-8, declared otherwise":               {[]byte(text), Windows1251, text},
		"UTF-8 with a mark, declared otherwise":   {[]byte("\ufeff" + text), Windows1251, text},
		"UTF-8, declared as koi8-u":               {[]byte(text), KOI8U, text},
		"UTF-8 far behind ASCII, declared so not": {[]byte(far), Windows1251, far},
		"one damaged byte":                        {append([]byte(text), "3;я\xffк\n"...), "", text + "3;я\ufffdк\n"},
		"one damaged byte, declared otherwise":    {append([]byte(text), "3;я\xffк\n"...), Windows1251, text + "3;я\ufffdк\n"},
		"windows-1251":                            {written(t, charmap.Windows1251, text), Windows1251, text},
		"windows-1251, not declared":              {written(t, charmap.Windows1251, text), "", "!"},
		"koi8-u":                                  {written(t, charmap.KOI8U, text), KOI8U, text},
		"UTF-16 with a mark":                      {append([]byte("\xff\xfe"), written(t, little, text)...), Windows1251, text},
		"big UTF-16 with a mark":                  {append([]byte("\xfe\xff"), written(t, big, text)...), "", text},
		"UTF-16 without a mark":                   {written(t, little, text), "", text},
		"big UTF-16 without a mark":               {written(t, big, text), Windows1251, text},
		"ASCII":                                   {[]byte("id;name\n"), Windows1251, "id;name\n"},
		"nothing":                                 {nil, "", ""},
		"zero bytes in text":                      {[]byte("1,\x00,\x00\n2,\x00\n"), "", "1,\x00,\x00\n2,\x00\n"},
		"an unknown encoding":                     {[]byte("а"), "ebcdic", "!"},
	} {
		got, _, err := Decode(c.body, c.declared)
		if err != nil {
			got = []byte("!")
		}
		if string(got) != c.want && name != "an unknown encoding" {
			t.Errorf("%s: %.80q, %v", name, got, err)
		}
		for _, in := range []io.Reader{bytes.NewReader(c.body), iotest.OneByteReader(bytes.NewReader(c.body))} {
			r, err := Reader(in, c.declared)
			got = []byte("!")
			if err == nil {
				if got, err = io.ReadAll(r); err != nil {
					got = []byte("!")
				}
			}
			if string(got) != c.want {
				t.Errorf("%s, as a stream: %.80q, %v", name, got, err)
			}
		}
	}
	if _, place, err := Decode([]byte("abc\xe3\xe0"), ""); place != 3 || !errors.Is(err, ErrNotUTF8) {
		t.Errorf("place %d, %v", place, err)
	}
}

// TestCyrillic: capitals, small letters and short words are told apart in both encodings.
func TestCyrillic(t *testing.T) {
	for _, text := range []string{
		"ВИГАДАНИЙ РАЙОН/М.ВИГАДАНЕ", "ВІННИЦЬКА ОБЛАСТЬ", "КИЇВ", "ОСН", "М. ХАРКІВ", "Вигадана міська територіальна громада", "осн", "село Вигадане, вул. Лісова, 5",
		"Органи самоорганізації населення", "ІЖЕВСЬКИЙ", "Ґанок", "номер;назва;КОД", "НАЗВА ГРОМАДИ;КІЛЬКІСТЬ МЕШКАНЦІВ;ПЛОЩА", "Є", "щось", "я",
		"Перелік об’єктів № 5 «Вигадані»", "ТОВ \"ЛІСОВЕ\"", "Львів",
	} {
		for name, table := range map[string]*charmap.Charmap{Windows1251: charmap.Windows1251, KOI8U: charmap.KOI8U} {
			body, err := table.NewEncoder().String(text)
			if err != nil {
				continue // koi8-u has no such quotes
			}
			got, share := Cyrillic([]byte(body))
			short := name == KOI8U && len([]rune(text)) < 4 // too little to tell: windows-1251 is what comes
			if got != name && !short || share < 0.6 {
				t.Errorf("%q in %s is taken for %s, %.2f Ukrainian", text, name, got, share)
			}
		}
	}
	if _, share := Cyrillic([]byte("caf\xe9 \x80\x81\x98\x8d na\xefve")); share > 0.6 {
		t.Errorf("share %.2f of a text that is not Ukrainian", share)
	}
}

// FuzzDecode: what comes out is UTF-8, of a stream as of a whole; valid UTF-8 beyond ASCII comes out as it went in.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"назва", "\xcd\xe0\xe7\xe2\xe0", "\xff\xfe1\x00", "\ufeffа", "a\x00b\x00\n\x00", "а\xffб", "\x00a\x00b"} {
		f.Add([]byte(seed), byte(0))
	}
	f.Fuzz(func(t *testing.T, body []byte, n byte) {
		declared := Declarable[int(n)%len(Declarable)]
		out, _, err := Decode(body, declared)
		if err == nil && !utf8.Valid(out) {
			t.Fatalf("%q gives %q", body, out)
		}
		name, mark := DetectEncoding(body, false, declared)
		if good, bad := sequences(body, false); mark == 0 && name != UTF16LE && name != UTF16BE && good > 0 && bad == 0 && string(out) != string(body) {
			t.Fatalf("%q, declared %s, gives %q", body, declared, out)
		}
		r, err := Reader(bytes.NewReader(body), declared)
		if err != nil {
			t.Fatal(err)
		}
		if streamed, err := io.ReadAll(r); err == nil && !utf8.Valid(streamed) {
			t.Fatalf("%q is streamed as %q", body, streamed)
		}
	})
}
