// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
)

// splitter cuts CSV into records and cells, without a copy where there are no quotes.
// It is far faster than encoding/csv because it looks at eight bytes at once and makes
// no strings; and where the quoting is broken it gives up one line, not the file.
type splitter struct {
	in   io.Reader
	buf  []byte
	pos  int  // of the next record
	fill int  // end of what was read
	end  bool // nothing more to read

	line  int // of the record, 1-based
	next  int // of the next record
	cells int // number of cells in the record, also of those beyond lo and hi
	lo    []int32
	hi    []int32
	src   []byte // lo and hi lie in it: buf, or text with the quotes taken out
	plain []byte
	fault string // why the record is none
}

// longest is the most bytes of one record; a quote that is not closed by then is broken.
const longest = 1 << 20

// newSplitter cuts records of at most width cells; further ones are only counted.
func newSplitter(in io.Reader, size int) *splitter {
	return &splitter{in: in, buf: make([]byte, max(size, 16)), next: 1}
}

func (s *splitter) width(n int) { s.lo, s.hi = make([]int32, n), make([]int32, n) }

// cell j of the record, valid until the next refill.
func (s *splitter) cell(j int) []byte { return s.src[s.lo[j]:s.hi[j]] }

// refill moves what is left to the front and reads on. False at the end of the input.
func (s *splitter) refill() (bool, error) {
	if s.end {
		return false, nil
	}
	left := copy(s.buf, s.buf[s.pos:s.fill])
	s.pos, s.fill = 0, left
	if left == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for s.fill < len(s.buf) {
		n, err := s.in.Read(s.buf[s.fill:])
		s.fill += n
		if errors.Is(err, io.EOF) {
			s.end = true
			break
		}
		if err != nil {
			return false, err
		}
	}
	return s.fill > left, nil
}

const (
	lowBits   = 0x0101010101010101
	sevenBits = 0x7f7f7f7f7f7f7f7f
	comma     = ',' * lowBits
	lineFeeds = '\n' * lowBits
	quote     = '"' * lowBits
)

// zeros marks the bytes of x that are 0 by their highest bit, and no others.
func zeros(x uint64) uint64 { return ^((x&sevenBits + sevenBits) | x | sevenBits) }

// scan goes to the next record that lies whole in the buffer. False where there is
// none: then refill.
func (s *splitter) scan() bool {
	for {
		if !s.record() {
			return false
		}
		if s.cells != 1 || s.fault != "" || len(s.lo) == 0 || s.hi[0] > s.lo[0] || s.line == 1 {
			return true
		} // an empty line is no row
	}
}

func (s *splitter) record() bool {
	s.line, s.fault, s.src = s.next, "", s.buf
	n, start, at := 0, s.pos, s.pos
	for at+8 <= s.fill {
		word := binary.LittleEndian.Uint64(s.buf[at:])
		ends := zeros(word ^ lineFeeds)
		marks := zeros(word^comma) | ends
		if quotes := zeros(word ^ quote); quotes != 0 && (ends == 0 || quotes&-quotes < ends&-ends) {
			return s.quoted()
		}
		for ; marks != 0; marks &= marks - 1 {
			stop := at + bits.TrailingZeros64(marks)>>3
			if n < len(s.lo) {
				s.lo[n], s.hi[n] = int32(start), int32(stop)
			}
			n++
			start = stop + 1
			if s.buf[stop] == '\n' {
				return s.done(n, stop+1)
			}
		}
		at += 8
	}
	for ; at < s.fill; at++ {
		switch s.buf[at] {
		case '"':
			return s.quoted()
		case ',', '\n':
			if n < len(s.lo) {
				s.lo[n], s.hi[n] = int32(start), int32(at)
			}
			n++
			start = at + 1
			if s.buf[at] == '\n' {
				return s.done(n, at+1)
			}
		}
	}
	if !s.end || s.pos == s.fill {
		return false
	}
	if n < len(s.lo) { // the last line has no line feed
		s.lo[n], s.hi[n] = int32(start), int32(s.fill)
	}
	return s.done(n+1, s.fill)
}

// done ends a record without quotes.
func (s *splitter) done(n, next int) bool {
	if last := min(n, len(s.lo)) - 1; last >= 0 && n <= len(s.lo) && s.hi[last] > s.lo[last] && s.buf[s.hi[last]-1] == '\r' {
		s.hi[last]--
	}
	s.cells, s.pos = n, next
	s.next++
	return true
}

// quoted cuts a record with quotes (RFC 4180), the slow way.
func (s *splitter) quoted() bool {
	s.plain = s.plain[:0]
	n, at, lines, from := 0, s.pos, 1, 0
	add := func() {
		if n < len(s.lo) {
			s.lo[n], s.hi[n] = int32(from), int32(len(s.plain))
		}
		n++
		from = len(s.plain)
	}
	for {
		if at < s.fill && s.buf[at] == '"' {
			at++
			for {
				next := bytes.IndexByte(s.buf[at:s.fill], '"')
				if next < 0 || at+next-s.pos > longest {
					return s.unclosed()
				}
				text := s.buf[at : at+next]
				lines += bytes.Count(text, []byte{'\n'})
				s.plain = append(s.plain, text...)
				at += next + 1
				if at >= s.fill || s.buf[at] != '"' {
					break
				}
				s.plain = append(s.plain, '"')
				at++
			}
			if at < s.fill && s.buf[at] == '\r' && (at+1 >= s.fill || s.buf[at+1] == '\n') {
				at++
			}
			if at < s.fill && s.buf[at] != ',' && s.buf[at] != '\n' {
				return s.broken("the quoting is broken: write a quote inside a cell twice, and the cell in quotes")
			}
		} else {
			stop := at
			for ; stop < s.fill && s.buf[stop] != ',' && s.buf[stop] != '\n'; stop++ {
				if s.buf[stop] == '"' {
					return s.broken("the quoting is broken: write a quote inside a cell twice, and the cell in quotes")
				}
			}
			text := s.buf[at:stop]
			if stop < s.fill && s.buf[stop] == '\n' {
				text = bytes.TrimSuffix(text, []byte{'\r'})
			}
			s.plain = append(s.plain, text...)
			at = stop
		}
		if at >= s.fill && !s.end {
			return false
		}
		add()
		if at >= s.fill || s.buf[at] == '\n' {
			s.src, s.cells, s.pos = s.plain, n, min(at+1, s.fill)
			s.next += lines
			return true
		}
		at++
	}
}

// unclosed asks for more input as long as the quote may still be closed.
func (s *splitter) unclosed() bool {
	if !s.end && s.fill-s.pos <= longest {
		return false
	}
	return s.broken("a quote opens and does not close")
}

// broken gives up the line on which the record begins. Where its end is not read yet,
// more is asked for.
func (s *splitter) broken(fault string) bool {
	stop := bytes.IndexByte(s.buf[s.pos:s.fill], '\n')
	if stop < 0 && !s.end && s.fill-s.pos <= longest {
		return false
	}
	if stop < 0 {
		stop = s.fill - s.pos - 1
	}
	s.fault, s.cells = fault, 0
	s.plain = append(s.plain[:0], bytes.TrimRight(s.buf[s.pos:s.pos+stop+1], "\r\n")...)
	s.pos += stop + 1
	s.next++
	return true
}
