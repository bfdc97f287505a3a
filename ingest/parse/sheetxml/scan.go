// SPDX-License-Identifier: Apache-2.0

package sheetxml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner walks the tags of one part. Names are without prefix, since programs give the namespace of worksheets different ones.
type scanner struct {
	in      []byte
	at      int // after the last tag
	name    string
	attrs   []byte
	closing bool // </name>
	empty   bool // <name/>
	err     error
}

// tag goes on to the next tag. Comments and processing instructions are passed over; a document type is refused, for it may define entities.
func (s *scanner) tag() bool {
	for s.err == nil {
		open := bytes.IndexByte(s.in[s.at:], '<')
		if open < 0 {
			return false
		}
		open += s.at
		rest := s.in[open:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.skip(open, "-->")
			continue
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			s.skip(open, "]]>")
			continue
		case bytes.HasPrefix(rest, []byte("<?")):
			s.skip(open, "?>")
			continue
		case bytes.HasPrefix(rest, []byte("<!")):
			s.err = &Error{"", "the XML declares a document type"}
			return false
		}
		end := tagEnd(rest)
		if end < 0 {
			s.err = &Error{"", "the XML ends inside a tag: the file may be truncated"}
			return false
		}
		s.at = open + end + 1
		inside := rest[1:end]
		s.closing = len(inside) > 0 && inside[0] == '/'
		if s.closing {
			inside = inside[1:]
		}
		s.empty = len(inside) > 0 && inside[len(inside)-1] == '/'
		if s.empty {
			inside = inside[:len(inside)-1]
		}
		n := 0
		for n < len(inside) && !space(inside[n]) {
			n++
		}
		name := inside[:n]
		if colon := bytes.IndexByte(name, ':'); colon >= 0 {
			name = name[colon+1:]
		}
		s.name, s.attrs = known(name), inside[n:]
		return true
	}
	return false
}

func (s *scanner) skip(from int, end string) {
	n := bytes.Index(s.in[from:], []byte(end))
	if n < 0 {
		s.err = &Error{"", "the XML ends inside " + end + ": the file may be truncated"}
		return
	}
	s.at = from + n + len(end)
}

// tagEnd finds the > that ends a tag, which may not be the one inside a quoted attribute.
func tagEnd(b []byte) int {
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

// known spares a string for the names that make up nearly all tags.
func known(name []byte) string {
	switch string(name) {
	case "c":
		return "c"
	case "v":
		return "v"
	case "t":
		return "t"
	case "row":
		return "row"
	case "is":
		return "is"
	case "si":
		return "si"
	case "r":
		return "r"
	case "f":
		return "f"
	}
	return string(name)
}

// raw is an attribute as written, its prefix aside.
func (s *scanner) raw(name string) []byte {
	b := s.attrs
	for {
		i := 0
		for i < len(b) && space(b[i]) {
			i++
		}
		b = b[i:]
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return nil
		}
		key := bytes.TrimRight(b[:eq], " \t\r\n")
		b = bytes.TrimLeft(b[eq+1:], " \t\r\n")
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return nil
		}
		value := b[1 : 1+end]
		b = b[end+2:]
		if colon := bytes.IndexByte(key, ':'); colon >= 0 {
			key = key[colon+1:]
		}
		if string(key) == name {
			return value
		}
	}
}

func (s *scanner) attribute(name string) string { return string(unescape(nil, s.raw(name))) }

// text appends what stands between the last tag, an opening one, and the next one.
func (s *scanner) text(to []byte) []byte {
	for s.err == nil {
		next := bytes.IndexByte(s.in[s.at:], '<')
		if next < 0 {
			s.err = &Error{"", "the XML ends inside an element: the file may be truncated"}
			return to
		}
		to = unescape(to, lines(s.in[s.at:s.at+next]))
		s.at += next
		rest := s.in[s.at:]
		switch {
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end := bytes.Index(rest, []byte("]]>"))
			if end < 0 {
				s.err = &Error{"", "the XML ends inside CDATA: the file may be truncated"}
				return to
			}
			to = append(to, lines(rest[len("<![CDATA["):end])...)
			s.at += end + 3
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.skip(s.at, "-->")
		default:
			return to
		}
	}
	return to
}

// lines makes line ends of Windows plain, as every reader of XML must.
func lines(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// unescape appends text with its entities resolved. What is no entity of XML stays as it is.
func unescape(to, text []byte) []byte {
	for {
		amp := bytes.IndexByte(text, '&')
		if amp < 0 {
			return append(to, text...)
		}
		to = append(to, text[:amp]...)
		text = text[amp:]
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		r, ok := rune(0), false
		if end > 0 {
			r, ok = entity(string(text[1:end]))
		}
		if !ok {
			to, text = append(to, '&'), text[1:]
			continue
		}
		to, text = utf8.AppendRune(to, r), text[end+1:]
	}
}

func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n < utf8.MaxRune && utf8.ValidRune(rune(n))
}
