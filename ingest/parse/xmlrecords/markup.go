// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"bytes"
	"strings"
)

// Next reads up to the end of the next record. It is false at the end of the file and where Err says what is wrong.
func (s *Scanner) Next() bool {
	if s.err != nil {
		return false
	}
	for {
		i := bytes.IndexByte(s.buf[s.at:], '<')
		if i < 0 {
			if !s.text(len(s.buf)) {
				return false
			}
			if s.at = len(s.buf); !s.more(s.at) {
				return s.end()
			}
			continue
		}
		if i > 0 && !s.text(s.at+i) {
			return false
		}
		s.at += i
		if len(s.buf)-s.at < 2 && !s.want(2) {
			return s.cut("a tag")
		}
		var done bool
		switch s.buf[s.at+1] {
		case '/':
			done = s.endTag()
		case '!':
			s.declaration()
		case '?':
			s.instruction()
		default:
			done = s.startTag()
		}
		if s.err != nil {
			return false
		}
		if done {
			return true
		}
	}
}

// want reads on until n bytes stand at s.at.
func (s *Scanner) want(n int) bool {
	for len(s.buf)-s.at < n {
		if !s.more(s.at) {
			return false
		}
	}
	return true
}

// cut ends the reading of a file that ends inside something.
func (s *Scanner) cut(in string) bool {
	return s.fail(len(s.buf), "the file ends inside %s: it may be truncated", in)
}

// end is the end of the file: nothing may be open.
func (s *Scanner) end() bool {
	switch {
	case s.err != nil:
	case s.depth > 0:
		s.fail(len(s.buf), "the file ends inside record %d, which begins at byte %d: it may be truncated", s.record.Number, s.record.Offset)
	case len(s.starts) > 0:
		s.fail(len(s.buf), "the file ends with %d elements open: it may be truncated", len(s.starts))
	case !s.closed:
		s.fail(len(s.buf), "the file holds no element")
	}
	return false
}

// text passes the text from s.at up to the byte given.
func (s *Scanner) text(to int) bool {
	if s.current != nil && s.current.field >= 0 {
		s.take(s.current.field, s.buf[s.at:to], s.offset+int64(s.at), false)
	}
	if len(s.starts) == 0 {
		for i, c := range s.buf[s.at:to] {
			if !isSpace(c) {
				return s.fail(s.at+i, "text stands outside the root element")
			}
		}
	}
	return true
}

// take keeps raw text of a field.
func (s *Scanner) take(field int, raw []byte, offset int64, cdata bool) {
	r := &s.record
	if s.over || r.fault.What != "" {
		return
	}
	if int64(len(r.buf)+len(raw)) > s.options.MaxRecord {
		s.tooLarge()
		return
	}
	from := len(r.buf)
	r.buf = append(r.buf, raw...)
	if s.fresh {
		p := &r.parts[r.last[field]-1]
		if p.from == p.to {
			p.offset = offset
		}
		p.to = len(r.buf)
		return
	}
	r.parts = append(r.parts, segment{from: from, to: len(r.buf), offset: offset, before: r.last[field], cdata: cdata})
	r.last[field] = len(r.parts)
	s.fresh = true
}

func (s *Scanner) tooLarge() {
	s.over = true
	s.fault(s.record.Offset, "the record is larger than the limit")
}

// fault notes the first thing that is wrong with the record.
func (s *Scanner) fault(offset int64, what string) {
	if s.record.fault.What == "" {
		s.record.fault = Fault{offset, what}
	}
}

// declaration passes a comment or a CDATA section; a document type is refused.
func (s *Scanner) declaration() {
	start := s.offset + int64(s.at)
	const comment, cdata = "<!--", "<![CDATA["
	s.want(len(cdata)) // a short comment at the end of the file has less
	if s.err != nil {
		return
	}
	rest := s.buf[s.at:]
	switch {
	case bytes.HasPrefix(rest, []byte(comment)):
		s.at += len(comment)
		s.pass("-->", "a comment", nil)
	case bytes.HasPrefix(rest, []byte(cdata)):
		if len(s.starts) == 0 {
			s.fail(s.at, "text stands outside the root element")
			return
		}
		s.at += len(cdata)
		var take func([]byte)
		if s.current != nil && s.current.field >= 0 {
			field, offset := s.current.field, start+int64(len(cdata))
			s.fresh = false
			take = func(b []byte) { s.take(field, b, offset, true) }
		}
		s.pass("]]>", "a CDATA section", take)
	case strings.HasPrefix(comment, string(rest)) || strings.HasPrefix(cdata, string(rest)):
		s.cut("a tag")
	default:
		s.fail(s.at, "a document type or another declaration: none is read, for it may name entities and other files")
	}
}

// instruction passes a processing instruction; a second prolog is refused.
func (s *Scanner) instruction() {
	s.want(6) // one at the end of the file may have less
	if s.err != nil {
		return
	}
	if b := s.buf[s.at:]; len(b) > 5 && strings.EqualFold(string(b[:5]), "<?xml") && nameEnd[b[5]] {
		s.fail(s.at, "an XML declaration inside the file")
		return
	}
	s.at += 2
	if endOfName(s.buf, s.at) == s.at {
		s.fail(s.at, "a processing instruction has no name")
		return
	}
	s.pass("?>", "a processing instruction", nil)
}

// pass goes behind the end given.
func (s *Scanner) pass(end, what string, take func([]byte)) {
	s.fresh = false
	if s.find(end, take) < 0 {
		if s.err == nil {
			s.cut(what)
		}
		return
	}
	s.at += len(end)
	s.fresh = false
}
