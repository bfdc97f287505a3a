// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"osnova/ingest/parse/encodings"
)

// Options say what is a record and what of it is wanted.
type Options struct {
	Records   []string // names of the elements that are records, at any depth; one inside another is an element like others
	Fields    []string // paths below a record: NAME, ACTIVITY/CODE, @id of the record itself, ADDRESS/@code; none is the beginning of another
	Charset   string   // forced; empty: as the prolog says, else UTF-8
	MaxRecord int64    // bytes of a record, above which it is a Fault; default 16 MB
	MaxTag    int      // bytes of one tag, above which the file is refused; default 1 MB
}

// Error says that the file is not XML that can be read on. It never holds text of the file but names that were asked for.
type Error struct {
	Offset int64 // byte of the XML, unpacked
	What   string
}

// Error formats the place and the fault.
func (e *Error) Error() string { return fmt.Sprintf("byte %d: %s", e.Offset, e.What) }

// maxDepth is how deep elements may stand in one another; real registers have six.
const maxDepth = 10_000

const window = 256 << 10 // bytes read at once

// Scanner reads the records of one XML file, in order:
//
//	for s.Next() { r := s.Record(); … }
//	if err := s.Err(); err != nil { … }
//
// It keeps a window of the file, at most one tag of it and the raw values of one record.
type Scanner struct {
	in      io.Reader
	options Options
	charset charset
	records [][]byte // names as bytes of the encoding
	root    *pathNode

	buf    []byte
	at     int   // next byte of buf
	offset int64 // of buf[0] in the file
	eof    bool
	broken error // of in, told when what came with it has been read
	err    error

	names  []byte // of the open elements, one after another
	starts []int  // where each begins in names
	closed bool   // the root element has ended

	record  Record
	depth   int         // number of open elements when the record began, 0 = outside of records
	nodes   []*pathNode // of the open elements of the record; nil = on no path
	current *pathNode   // the last of nodes
	fresh   bool        // the field's text goes on in its last segment
	over    bool        // the record passes the limit
}

// pathNode is one step of the paths asked for.
type pathNode struct {
	name     []byte
	field    int // -1: no field of its own
	children []*pathNode
	attrs    []attributePart
}

type attributePart struct {
	name  []byte
	field int
}

// NewScanner prepares to read records. It reads the beginning of the file to learn its encoding; the errors are those of the declaration, an *Error
// where the beginning is not XML, and those of in.
func NewScanner(in io.Reader, o Options) (*Scanner, error) {
	if o.MaxRecord == 0 {
		o.MaxRecord = 16 << 20
	}
	if o.MaxTag == 0 {
		o.MaxTag = 1 << 20
	}
	in, err := inUTF8(in, &o)
	if err != nil {
		return nil, err
	}
	s := &Scanner{in: in, options: o, buf: make([]byte, 0, window)}
	s.record.last = make([]int, len(o.Fields))
	if err := s.prolog(); err != nil {
		return nil, err
	}
	return s, s.compile()
}

// inUTF8 makes UTF-8 of UTF-16; what is none passes as it is. Places in the file are then those of its UTF-8.
func inUTF8(in io.Reader, o *Options) (io.Reader, error) {
	b := bufio.NewReaderSize(in, 4096)
	head, err := b.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return b, nil // told when it is read
	}
	name, mark := encodings.DetectEncoding(head, true, "")
	if name == encodings.UTF8 {
		return b, nil
	}
	_, _ = b.Discard(mark)
	decoder, err := encodings.Decoder(name)
	if err != nil {
		return nil, err
	}
	o.Charset = encodings.UTF8
	return transform.NewReader(b, decoder), nil
}

// Record is the record that Next found.
func (s *Scanner) Record() *Record { return &s.record }

// Err is what ended the reading; nil at the end of a whole file.
func (s *Scanner) Err() error { return s.err }

// Offset is the number of bytes read so far.
func (s *Scanner) Offset() int64 { return s.offset + int64(s.at) }

// compile makes the tree of paths in the encoding of the file.
func (s *Scanner) compile() error {
	if len(s.options.Records) == 0 || len(s.options.Fields) == 0 {
		return errors.New("neither records nor fields may be empty")
	}
	for _, name := range s.options.Records {
		if raw, ok := s.charset.encode(name); ok { // a name that the encoding cannot write stands nowhere in the file
			s.records = append(s.records, raw)
		}
	}
	s.root = &pathNode{field: -1}
	for i, path := range s.options.Fields {
		at, steps := s.root, strings.Split(path, "/")
		for k, step := range steps {
			attribute := strings.HasPrefix(step, "@")
			name := strings.TrimPrefix(step, "@")
			if name == "" || attribute && k < len(steps)-1 {
				return fmt.Errorf("path %q of a field: names with / between, an attribute @name last", path)
			}
			raw, ok := s.charset.encode(name)
			if !ok {
				at = nil
				break
			}
			if attribute {
				at.attrs = append(at.attrs, attributePart{raw, i})
				at = nil
				break
			}
			at = at.child(raw)
		}
		if at != nil {
			if at.field >= 0 {
				return fmt.Errorf("field %q is asked for twice", path)
			}
			at.field = i
		}
	}
	return s.root.check()
}

func (n *pathNode) check() error {
	for _, c := range n.children {
		if c.field >= 0 && len(c.children) > 0 {
			return fmt.Errorf("the path of field %d is the beginning of another", c.field)
		}
		if err := c.check(); err != nil {
			return err
		}
	}
	return nil
}

// child finds the step, or adds it.
func (n *pathNode) child(name []byte) *pathNode {
	if c := n.find(name); c != nil {
		return c
	}
	c := &pathNode{name: name, field: -1}
	n.children = append(n.children, c)
	return c
}

func (n *pathNode) find(name []byte) *pathNode {
	for _, c := range n.children {
		if bytes.Equal(c.name, name) {
			return c
		}
	}
	return nil
}

// fail ends the reading at a byte of buf.
func (s *Scanner) fail(at int, format string, args ...any) bool {
	if s.err == nil {
		s.err = &Error{s.offset + int64(at), fmt.Sprintf(format, args...)}
	}
	return false
}

// more reads on and keeps what stands in buf from keep on; at and all places in buf move down by keep. It is false at the end of the file.
func (s *Scanner) more(keep int) bool {
	if s.eof || s.err != nil {
		return false
	}
	if s.broken != nil {
		s.err = fmt.Errorf("read on from byte %d: %w", s.offset+int64(len(s.buf)), s.broken)
		return false
	}
	n := copy(s.buf[:cap(s.buf)], s.buf[keep:])
	s.buf = s.buf[:n]
	s.at -= keep
	s.offset += int64(keep)
	if n == cap(s.buf) {
		grown := make([]byte, n, 2*n)
		copy(grown, s.buf)
		s.buf = grown
	}
	for range 100 {
		k, err := s.in.Read(s.buf[n:cap(s.buf)])
		s.buf = s.buf[:n+k]
		if err == io.EOF {
			s.eof = true
			return k > 0
		}
		if s.broken = err; err != nil && k == 0 {
			return s.more(0)
		}
		if k > 0 {
			return true
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// find gives the place of what in buf at or after from, reading on and moving the window as needed; what lies before from is given up.
// It is -1 at the end of the file. take, where not nil, is given the bytes that are passed.
func (s *Scanner) find(what string, take func([]byte)) int {
	for {
		if i := bytes.Index(s.buf[s.at:], []byte(what)); i >= 0 {
			if take != nil {
				take(s.buf[s.at : s.at+i])
			}
			s.at += i
			return s.at
		}
		if n := len(s.buf) - s.at - len(what) + 1; n > 0 {
			if take != nil {
				take(s.buf[s.at : s.at+n])
			}
			s.at += n
		}
		if !s.more(s.at) {
			return -1
		}
	}
}
