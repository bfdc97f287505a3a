// SPDX-License-Identifier: Apache-2.0

package encodings

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// ErrNotUTF8 says that a text that should be UTF-8 is in another encoding.
var ErrNotUTF8 = errors.New("the text is not UTF-8")

// Decoder makes UTF-8 of an encoding; what is no character becomes U+FFFD.
func Decoder(name string) (transform.Transformer, error) {
	var e encoding.Encoding
	switch name {
	case "", UTF8:
		e = unicode.UTF8
	case UTF16LE:
		e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case UTF16BE:
		e = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case Windows1251:
		e = charmap.Windows1251
	case Windows1252:
		e = charmap.Windows1252
	case KOI8U:
		e = charmap.KOI8U
	default:
		return nil, fmt.Errorf("unknown encoding %q: %s", name, strings.Join(Declarable, ", "))
	}
	return e.NewDecoder(), nil
}

// Decode makes UTF-8 without a mark of a whole text. ErrNotUTF8 comes with the place of the first byte that is none.
func Decode(text []byte, declared string) (out []byte, place int, err error) {
	name, mark := DetectEncoding(text, false, declared)
	text = text[mark:]
	if name == UTF8 {
		ok, place := IsUTF8(text)
		switch {
		case !ok:
			return nil, mark + place, ErrNotUTF8
		case place < 0:
			return text, 0, nil
		}
		return bytes.ToValidUTF8(text, []byte("\ufffd")), 0, nil
	}
	d, err := Decoder(name)
	if err != nil {
		return nil, 0, err
	}
	out, _, err = transform.Bytes(d, text)
	return out, 0, err
}

// head is how much of a stream is looked at before its encoding is settled.
const headSize = 64 << 10

// Reader is Decode for a text of any length. What its first bytes beyond ASCII are tells the encoding: until they come, nothing is settled.
func Reader(in io.Reader, declared string) (io.Reader, error) {
	if _, err := Decoder(declared); err != nil {
		return nil, err
	}
	b := bufio.NewReaderSize(in, headSize)
	first, err := b.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(first) > 0 && (first[0] >= 0x80 || bytes.IndexByte(first, 0) >= 0) {
		first, _ = b.Peek(headSize)
	}
	name, mark := DetectEncoding(first, true, "")
	_, _ = b.Discard(mark)
	if mark > 0 || name != UTF8 {
		d, err := Decoder(name)
		if err != nil {
			return nil, err
		}
		return transform.NewReader(b, d), nil
	}
	return &settling{in: b, declared: declared}, nil
}

// settling hands on ASCII until other bytes come.
type settling struct {
	in       *bufio.Reader
	declared string
	settled  io.Reader
}

// Read reads UTF-8.
func (s *settling) Read(p []byte) (int, error) {
	if s.settled != nil {
		return s.settled.Read(p)
	}
	if len(p) == 0 {
		return 0, nil
	}
	if _, err := s.in.Peek(1); err != nil {
		return 0, err
	}
	ready, _ := s.in.Peek(s.in.Buffered())
	plain := bytes.IndexFunc(ready, func(r rune) bool { return r >= 0x80 })
	if plain < 0 {
		plain = len(ready)
	}
	if plain > 0 {
		n := copy(p, ready[:plain])
		_, _ = s.in.Discard(n)
		return n, nil
	}
	sample, _ := s.in.Peek(headSize) // a fault of the source comes again when it is read
	name, _ := DetectEncoding(sample, true, s.declared)
	if good, bad := sequences(sample, true); name == UTF8 && good <= bad && bad > 0 {
		return 0, ErrNotUTF8
	}
	d, err := Decoder(name)
	if err != nil {
		return 0, err
	}
	s.settled = transform.NewReader(s.in, d)
	return s.settled.Read(p)
}
