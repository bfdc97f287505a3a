// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"osnova/ingest/parse/encodings"
)

// Bounds of a JSON document. Its length has none: records come one by one.
const (
	maxJSONRecord = 32 << 20 // bytes of one record, or of anything between two
	maxJSONDepth  = 200      // lists and objects in one another
)

// errLarge is what the reader of a record that never ends gives.
var errLarge = fmt.Errorf("a record of more than %d MB", maxJSONRecord>>20)

// allowance is a reader that gives up when one record takes too many bytes.
type allowance struct {
	io.Reader
	left int64
}

// Read reads on within the allowance.
func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, errLarge
	}
	n, err := a.Reader.Read(p)
	a.left -= int64(n)
	return n, err
}

// jsonStream walks one document and gives its records as they come.
type jsonStream struct {
	file    string
	rows    []string                      // steps to the records; the last may be *
	wanted  [][]string                    // steps to single values beside the records
	found   map[string]string             // of wanted, by their steps joined with dots
	record  func(v any, key string) error // the key where members of an object are records
	decoder *json.Decoder
	budget  *allowance
	seen    bool     // the records were there
	names   []string // members of the document, for a hint
}

// utf8Of gives the bytes in UTF-8 without a byte order mark. Text that is not what it should be is an error when it is reached.
func utf8Of(file string, r io.Reader, charset string) (io.Reader, error) {
	decoded, err := encodings.Reader(r, charset)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	b := bufio.NewReaderSize(decoded, 64<<10)
	head, err := b.Peek(200)
	if err != nil && err != io.EOF {
		return nil, jsonFault(file, 0, err)
	}
	switch head = bytes.TrimSpace(head); {
	case len(head) == 0:
		return nil, &Error{File: file, What: "the file is empty", Hint: "fetch it again"}
	case head[0] == '<':
		return nil, &Error{File: file, What: "the file is a web page or XML, not JSON", Hint: "the publisher may have sent an error page"}
	}
	return b, nil
}

// jsonFault puts words to what the decoder says.
func jsonFault(file string, record int, err error) error {
	var known *Error
	var syntax *json.SyntaxError
	where := ""
	if record > 0 {
		where = fmt.Sprintf(" after record %d", record)
	}
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, encodings.ErrNotUTF8):
		return &Error{File: file, What: "the text" + where + " is not UTF-8", Hint: "declare format.encoding, such as windows-1251"}
	case errors.Is(err, errLarge):
		return &Error{File: file, What: errLarge.Error() + where, Hint: "does json.rows lead to the list of records?"}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{File: file, What: "the document ends" + where + " before it is complete", Hint: "the file may be truncated: fetch it again"}
	case errors.As(err, &syntax):
		return &Error{File: file, What: fmt.Sprintf("no JSON%s, byte %d: %v", where, syntax.Offset, err), Hint: "the file may be damaged: fetch it again"}
	}
	return fmt.Errorf("read %s: %w", file, err)
}

// walk reads the whole document.
func (s *jsonStream) walk(r io.Reader) error {
	s.budget = &allowance{r, maxJSONRecord}
	s.decoder = json.NewDecoder(s.budget)
	s.decoder.UseNumber()
	s.found = map[string]string{}
	if err := s.value(nil); err != nil {
		return err
	}
	if _, err := s.decoder.Token(); err != io.EOF {
		if err == nil {
			err = &Error{File: s.file, What: "more follows behind the document", Hint: "if every line is a document of its own, declare json.lines"}
		}
		return err
	}
	if !s.seen {
		hint := "it has no members"
		if len(s.names) > 0 {
			hint = "its members are: " + strings.Join(s.names, ", ")
		}
		return &Error{File: s.file, What: fmt.Sprintf("the document has no %s", strings.Join(s.rows, ".")), Hint: hint}
	}
	return nil
}

// value reads one value at the place that the steps name: into it if something wanted lies there or below, else past it.
func (s *jsonStream) value(at []string) error {
	s.budget.left = maxJSONRecord
	if slices.Equal(at, s.rows) {
		return s.records()
	}
	if slices.ContainsFunc(s.wanted, func(w []string) bool { return slices.Equal(w, at) }) {
		var v any
		if err := s.decoder.Decode(&v); err != nil {
			return err
		}
		s.found[strings.Join(at, ".")], _ = scalar(v)
		return nil
	}
	token, err := s.decoder.Token()
	if err != nil {
		return err
	}
	delim, ok := token.(json.Delim)
	switch {
	case !ok:
		return nil
	case delim != '{' || !s.leads(at):
		return s.past()
	}
	for s.decoder.More() {
		key, err := s.key()
		if err != nil {
			return err
		}
		if len(at) == 0 && len(s.names) < 20 {
			s.names = append(s.names, key)
		}
		below := append(slices.Clone(at), key)
		if len(s.rows) == len(below) && s.rows[len(at)] == "*" && slices.Equal(s.rows[:len(at)], at) {
			s.seen = true
			if err := s.one(key); err != nil {
				return err
			}
			continue
		}
		if err := s.value(below); err != nil {
			return err
		}
	}
	if len(s.rows) == len(at)+1 && s.rows[len(at)] == "*" && slices.Equal(s.rows[:len(at)], at) {
		s.seen = true
	}
	_, err = s.decoder.Token()
	return err
}

// leads reports whether something wanted lies below.
func (s *jsonStream) leads(at []string) bool {
	below := func(w []string) bool { return len(w) > len(at) && slices.Equal(w[:len(at)], at) }
	return below(s.rows) || slices.ContainsFunc(s.wanted, below)
}

func (s *jsonStream) key() (string, error) {
	token, err := s.decoder.Token()
	key, _ := token.(string)
	return key, err
}

// past goes by the rest of a list or object that has begun.
func (s *jsonStream) past() error {
	for depth := 1; depth > 0; {
		s.budget.left = maxJSONRecord
		token, err := s.decoder.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth > maxJSONDepth {
				return &Error{File: s.file, What: fmt.Sprintf("lists and objects lie more than %d deep in one another", maxJSONDepth), Hint: "look at the file before you trust it"}
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

// records gives the elements of a list, or the one object that is here.
func (s *jsonStream) records() error {
	s.seen = true
	token, err := s.decoder.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('['):
		for s.decoder.More() {
			if err := s.one(""); err != nil {
				return err
			}
		}
		_, err := s.decoder.Token()
		return err
	case json.Delim('{'):
		object := map[string]any{}
		for s.decoder.More() {
			key, err := s.key()
			if err != nil {
				return err
			}
			var v any
			if err := s.decoder.Decode(&v); err != nil {
				return err
			}
			object[key] = v
		}
		if _, err := s.decoder.Token(); err != nil {
			return err
		}
		if len(s.rows) == 0 {
			for _, w := range s.wanted { // one object is the record and what is beside it
				if v := follow1(stepsOf(w), []any{object}); len(v) == 1 {
					s.found[strings.Join(w, ".")], _ = scalar(v[0])
				}
			}
		}
		return s.record(object, "")
	case nil:
		return nil
	}
	return &Error{File: s.file, What: fmt.Sprintf("records should be here: %s, and there is %v", orRoot(s.rows), token), Hint: "a list of objects is expected"}
}

func stepsOf(names []string) (out []jsonStep) {
	for _, n := range names {
		out = append(out, jsonStep{name: n})
	}
	return out
}

func orRoot(steps []string) string {
	if len(steps) == 0 {
		return "the document"
	}
	return strings.Join(steps, ".")
}

// one decodes a record.
func (s *jsonStream) one(key string) error {
	s.budget.left = maxJSONRecord
	var v any
	if err := s.decoder.Decode(&v); err != nil {
		return err
	}
	return s.record(v, key)
}

// lines gives every line of a file as a record; a line that is none is told by its fault, and the next one is read.
func lines(r io.Reader, record func(v any, line int, fault string) error) error {
	b := bufio.NewReaderSize(r, 64<<10)
	for line := 1; ; line++ {
		text, err := oneLine(b)
		if err != nil && err != io.EOF {
			return err
		}
		if text = bytes.TrimSpace(text); len(text) > 0 {
			d := json.NewDecoder(bytes.NewReader(text))
			d.UseNumber()
			var v any
			fault := ""
			if bad := d.Decode(&v); bad != nil {
				fault = "is no JSON: " + strings.Replace(bad.Error(), "unexpected EOF", "it breaks off", 1)
			} else if _, more := d.Token(); more != io.EOF {
				fault = "is more than one document"
			}
			if bad := record(v, line, fault); bad != nil {
				return bad
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

func oneLine(b *bufio.Reader) (out []byte, err error) {
	for {
		piece, err := b.ReadSlice('\n')
		out = append(out, piece...)
		if len(out) > maxJSONRecord {
			return nil, errLarge
		}
		if err != bufio.ErrBufferFull {
			return out, err
		}
	}
}
