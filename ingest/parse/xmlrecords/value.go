// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Record is one record: where it lies, and the raw values of the fields. It holds until the next call of Scanner.Next.
type Record struct {
	Number int   // 1-based, in the order of the file
	Offset int64 // byte at which its start tag begins
	Size   int64 // bytes from there to the end of its end tag

	fault   Fault
	charset charset
	buf     []byte    // raw bytes of the segments
	parts   []segment // of all fields, in the order of the file
	last    []int     // by field: its last segment plus one, 0 = the field is not there
}

// segment is a run of one kind of raw text of a field.
type segment struct {
	from, to int // in buf
	offset   int64
	before   int // the field's segment before this one, plus one
	cdata    bool
	attr     bool
}

// Fault says what is wrong with one record; the records after it are not touched by it. It never holds text of the file.
type Fault struct {
	Offset int64 // byte of the file
	What   string
}

// Error formats the place and the fault.
func (f Fault) Error() string { return fmt.Sprintf("byte %d: %s", f.Offset, f.What) }

// Fault tells whether the record as a whole cannot be used: it passes the limit of size, or a field holds elements or stands twice.
func (r *Record) Fault() (f Fault, bad bool) { return r.fault, r.fault.What != "" }

// Has tells whether the field is there, be it empty.
func (r *Record) Has(field int) bool { return r.last[field] > 0 }

// Text decodes the value of a field by its place in Options.Fields; a field that is not there is empty.
// An error is a Fault: a character or an entity that cannot be understood.
func (r *Record) Text(field int) (string, error) {
	out, err := r.AppendText(nil, field)
	return string(out), err
}

// AppendText is Text into a buffer of the caller. What an error leaves behind is the buffer as it was.
func (r *Record) AppendText(dst []byte, field int) ([]byte, error) {
	was := len(dst)
	at := r.last[field]
	if at == 0 {
		return dst, nil
	}
	first := r.parts[at-1]
	if first.before == 0 {
		return r.decode(dst, first)
	}
	var chain []int
	for ; at > 0; at = r.parts[at-1].before {
		chain = append(chain, at-1)
	}
	for i := len(chain) - 1; i >= 0; i-- {
		var err error
		if dst, err = r.decode(dst, r.parts[chain[i]]); err != nil {
			return dst[:was], err
		}
	}
	return dst, nil
}

// decode appends one segment in UTF-8.
func (r *Record) decode(dst []byte, s segment) ([]byte, error) {
	was, raw := len(dst), r.buf[s.from:s.to]
	fail := func(i int, what string) ([]byte, error) {
		return dst[:was], Fault{s.offset + int64(i), what}
	}
	table := r.charset.table
	for i := 0; i < len(raw); {
		c := raw[i]
		switch {
		case c == '&' && !s.cdata:
			size, to := reference(raw[i:])
			if size == 0 {
				return fail(i, "an & opens no reference that XML knows")
			}
			dst = utf8.AppendRune(dst, to)
			i += size
		case c == '\r':
			dst = append(dst, '\n')
			if i++; i < len(raw) && raw[i] == '\n' {
				i++
			}
		case c == '>' && !s.cdata && !s.attr && i > 1 && raw[i-1] == ']' && raw[i-2] == ']':
			return fail(i, "]]> stands outside a CDATA section")
		case c < 0x80:
			if c < 0x20 && c != '\t' && c != '\n' {
				return fail(i, "a control character, which XML does not allow")
			}
			dst = append(dst, c)
			i++
		case table != nil:
			l := &table[c]
			switch l.size {
			case 2:
				dst = append(dst, l.bytes[0], l.bytes[1])
			case 0:
				return fail(i, fmt.Sprintf("byte %02x is no character of %s", c, r.charset.name))
			default:
				dst = append(dst, l.bytes[:l.size]...)
			}
			i++
		default:
			u, size := utf8.DecodeRune(raw[i:])
			if u == utf8.RuneError && size == 1 || !isChar(u) {
				return fail(i, fmt.Sprintf("byte %02x is no character of utf-8 here", c))
			}
			dst = append(dst, raw[i:i+size]...)
			i += size
		}
	}
	return dst, nil
}

// reference reads the reference that raw begins with: its length and the character meant; length 0: none that XML knows of itself.
func reference(raw []byte) (size int, to rune) {
	end := bytes.IndexByte(raw[:min(len(raw), 64)], ';')
	if end < 2 {
		return 0, 0
	}
	name := raw[1:end]
	if name[0] != '#' {
		switch string(name) {
		case "amp":
			return end + 1, '&'
		case "lt":
			return end + 1, '<'
		case "gt":
			return end + 1, '>'
		case "quot":
			return end + 1, '"'
		case "apos":
			return end + 1, '\''
		}
		return 0, 0
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n > utf8.MaxRune || !isChar(rune(n)) {
		return 0, 0
	}
	return end + 1, rune(n)
}
