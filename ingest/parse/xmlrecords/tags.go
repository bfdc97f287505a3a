// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"bytes"
	"strings"
)

// ends of a name
var nameEnd = func() (t [256]bool) {
	for c := range 128 {
		t[c] = !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._:", byte(c)) >= 0)
	}
	return t
}()

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// endOfName gives the end of the name at i: i itself where none begins there.
func endOfName(b []byte, i int) int {
	if i < len(b) && (b[i] == '-' || b[i] == '.' || b[i] >= '0' && b[i] <= '9') {
		return i
	}
	for i < len(b) && !nameEnd[b[i]] {
		i++
	}
	return i
}

// startTag reads the start tag at s.at; done tells that a record has ended with it.
func (s *Scanner) startTag() (done bool) {
	for {
		to, end, attrs, what := readTag(s.buf, s.at+1)
		if what == cutShort {
			if !s.grow() {
				return false
			}
			continue
		}
		if what != "" {
			return s.fail(end, "%s", what)
		}
		if s.closed {
			return s.fail(s.at, "a second root element begins")
		}
		s.open(s.at+1, to, attrs)
		if s.err != nil {
			return false
		}
		if s.buf[end] == '>' {
			s.at = end + 1
			return false
		}
		s.at = end + 2
		return s.close()
	}
}

// readTag reads the start tag whose name begins at from: the end of the name, the place of the > or /> that ends the tag (or of what is wrong),
// and whether there are attributes.
func readTag(b []byte, from int) (to, end int, attrs bool, what string) {
	to = endOfName(b, from)
	if to == from && from < len(b) {
		return 0, from - 1, false, "a < that opens no tag: it should be written &lt;"
	}
	for i := to; ; {
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		switch {
		case i < len(b) && b[i] == '>':
			return to, i, attrs, ""
		case i == len(b), b[i] == '/' && i+1 == len(b):
			return 0, 0, false, cutShort
		case b[i] == '/' && b[i+1] == '>':
			return to, i, attrs, ""
		}
		_, _, _, after, what := attribute(b, i)
		if what != "" {
			return 0, i, false, what
		}
		i, attrs = after, true
	}
}

const cutShort = "the tag ends with the window"

// attribute reads name="value" at i: the ends of the name, of the value, and what comes after; what is wrong, if anything.
func attribute(b []byte, i int) (nameTo, from, to, after int, what string) {
	nameTo = endOfName(b, i)
	if nameTo == i && i < len(b) {
		return 0, 0, 0, 0, "no attribute begins here"
	}
	i = nameTo
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	if i >= len(b) {
		return 0, 0, 0, 0, cutShort
	}
	if b[i] != '=' {
		return 0, 0, 0, 0, "an attribute has no value"
	}
	for i++; i < len(b) && isSpace(b[i]); {
		i++
	}
	if i >= len(b) {
		return 0, 0, 0, 0, cutShort
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return 0, 0, 0, 0, "the value of an attribute is not quoted"
	}
	n := bytes.IndexByte(b[i+1:], quote)
	if n < 0 {
		if bytes.IndexByte(b[i+1:], '<') >= 0 {
			return 0, 0, 0, 0, "a < inside an attribute"
		}
		return 0, 0, 0, 0, cutShort
	}
	if bytes.IndexByte(b[i+1:i+1+n], '<') >= 0 {
		return 0, 0, 0, 0, "a < inside an attribute"
	}
	return nameTo, i + 1, i + 1 + n, i + n + 2, ""
}

// grow reads on for the sake of the tag at s.at.
func (s *Scanner) grow() bool {
	if len(s.buf)-s.at > s.options.MaxTag {
		return s.fail(s.at, "a tag of more than %d bytes", s.options.MaxTag)
	}
	if !s.more(s.at) {
		if s.err == nil {
			s.cut("a tag")
		}
		return false
	}
	return true
}

// open enters the element whose name stands in buf.
func (s *Scanner) open(from, to int, attrs bool) {
	if len(s.starts) == maxDepth || len(s.names) > s.options.MaxTag {
		s.fail(s.at, "elements stand more than %d deep in one another, or their names pass %d bytes", maxDepth, s.options.MaxTag)
		return
	}
	s.starts = append(s.starts, len(s.names))
	s.names = append(s.names, s.buf[from:to]...)
	if s.depth == 0 {
		for _, r := range s.records {
			if bytes.Equal(r, s.buf[from:to]) {
				s.begin()
				s.attributes(to, attrs)
				return
			}
		}
		return
	}
	here := s.current
	if here != nil {
		if here.field >= 0 {
			s.fault(s.offset+int64(s.at), "field "+s.options.Fields[here.field]+" holds an element")
		}
		here = here.find(s.buf[from:to])
	}
	s.nodes = append(s.nodes, here)
	s.current = here
	if here == nil {
		return
	}
	s.fresh = false
	if here.field >= 0 {
		if s.record.last[here.field] > 0 {
			s.fault(s.offset+int64(s.at), "field "+s.options.Fields[here.field]+" stands more than once")
			return
		}
		s.take(here.field, nil, s.offset+int64(to), false) // it is there, if empty
	}
	s.attributes(to, attrs)
}

// attributes keeps the attributes asked for of the tag whose name ends at i.
func (s *Scanner) attributes(i int, attrs bool) {
	if !attrs || s.current == nil || len(s.current.attrs) == 0 {
		return
	}
	for {
		for isSpace(s.buf[i]) {
			i++
		}
		if s.buf[i] == '>' || s.buf[i] == '/' {
			return
		}
		nameTo, from, to, after, _ := attribute(s.buf, i)
		for _, a := range s.current.attrs {
			if !bytes.Equal(a.name, s.buf[i:nameTo]) {
				continue
			}
			if s.record.last[a.field] > 0 {
				s.fault(s.offset+int64(i), "field "+s.options.Fields[a.field]+" stands more than once")
				continue
			}
			s.fresh = false
			s.take(a.field, s.buf[from:to], s.offset+int64(from), false)
			if at := s.record.last[a.field]; at > 0 {
				s.record.parts[at-1].attr = true
			}
			s.fresh = false
		}
		i = after
	}
}

// begin starts a record at the tag at s.at.
func (s *Scanner) begin() {
	r := &s.record
	r.Number++
	r.Offset, r.Size = s.offset+int64(s.at), 0
	r.fault, r.charset = Fault{}, s.charset
	if cap(r.buf) > window {
		r.buf = nil // one large record does not hold its memory for the rest of the file
	}
	r.buf, r.parts = r.buf[:0], r.parts[:0]
	clear(r.last)
	s.depth, s.nodes, s.current, s.fresh, s.over = len(s.starts), append(s.nodes[:0], s.root), s.root, false, false
}

// endTag reads the end tag at s.at.
func (s *Scanner) endTag() (done bool) {
	depth := len(s.starts)
	if depth == 0 {
		return s.fail(s.at, "an end tag closes nothing")
	}
	open := s.names[s.starts[depth-1]:]
	n := 2 + len(open)
	if len(s.buf)-s.at <= n && !s.want(n+1) {
		if s.err != nil {
			return false
		}
		return s.cut("a tag")
	}
	if !bytes.Equal(s.buf[s.at+2:s.at+n], open) {
		return s.fail(s.at, "an end tag does not match the start tag before it")
	}
	start := s.offset + int64(s.at)
	for s.at += n; ; {
		switch {
		case s.at == len(s.buf):
			if !s.more(s.at) {
				if s.err != nil {
					return false
				}
				return s.cut("a tag")
			}
		case s.buf[s.at] == '>':
			s.at++
			return s.close()
		case isSpace(s.buf[s.at]):
			s.at++
		default:
			return s.fail(int(start-s.offset), "an end tag does not match the start tag before it")
		}
	}
}

// close leaves the innermost element.
func (s *Scanner) close() (done bool) {
	last := len(s.starts) - 1
	s.names = s.names[:s.starts[last]]
	s.starts = s.starts[:last]
	s.closed = last == 0
	if s.depth == 0 {
		return false
	}
	if s.record.Size = s.Offset() - s.record.Offset; s.record.Size > s.options.MaxRecord {
		s.tooLarge()
	}
	if last < s.depth {
		s.depth, s.current, s.fresh = 0, nil, false
		return true
	}
	s.nodes = s.nodes[:len(s.nodes)-1]
	s.current = s.nodes[len(s.nodes)-1]
	s.fresh = false
	return false
}
