// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"bytes"

	"osnova/ingest/parse/encodings"
)

// prolog learns the encoding from byte order mark, declaration and options.
func (s *Scanner) prolog() error {
	if !s.want(4) && s.err != nil {
		return s.err
	}
	declared := ""
	switch {
	case len(s.buf) == 0:
		return &Error{0, "the file is empty"}
	case bytes.HasPrefix(s.buf, []byte("\xff\xfe")) || s.buf[0] == 0 || len(s.buf) > 1 && s.buf[1] == 0:
		return &Error{0, "the file is UTF-32, or no text"}
	case bytes.HasPrefix(s.buf, []byte("\xef\xbb\xbf")):
		s.at, declared = 3, "utf-8"
	}
	if s.want(6); s.err != nil {
		return s.err
	}
	if bytes.HasPrefix(s.buf[s.at:], []byte("<?xml")) && len(s.buf)-s.at > 5 && nameEnd[s.buf[s.at+5]] {
		for !bytes.Contains(s.buf[s.at:], []byte("?>")) {
			if len(s.buf)-s.at > 1024 {
				return &Error{int64(s.at), "the XML declaration does not end"}
			}
			if !s.more(0) {
				if s.err != nil {
					return s.err
				}
				return &Error{int64(len(s.buf)), "the file ends inside its XML declaration: it may be truncated"}
			}
		}
		from := s.at + 5
		to := s.at + bytes.Index(s.buf[s.at:], []byte("?>"))
		said, err := pseudo(s.buf[from:to])
		if err != "" {
			return &Error{int64(from), err}
		}
		if v := said["version"]; v != "" && v != "1.0" {
			return &Error{int64(from), "the version of XML is not 1.0"}
		}
		if said["encoding"] != "" && declared == "" {
			declared = said["encoding"]
		}
		s.at = to + 2
	}
	if s.options.Charset != "" {
		declared = s.options.Charset
	}
	if declared == "" {
		declared = "utf-8"
	}
	var err error
	if s.charset, err = charsetOf(declared); err != nil {
		return &Error{0, err.Error()}
	}
	if s.charset.table == nil {
		return nil
	}
	for len(s.buf) < looked && s.more(0) {
	}
	if name, _ := encodings.DetectEncoding(s.buf[s.at:], !s.eof, s.charset.name); name == encodings.UTF8 && s.err == nil { // the declaration lies
		s.charset = utf8Charset
	}
	return s.err
}

// looked is how much of a file tells whether its declaration holds.
const looked = 64 << 10

// pseudo reads the pseudo-attributes of an XML declaration.
func pseudo(b []byte) (map[string]string, string) {
	said := map[string]string{}
	for i := 0; ; {
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		if i == len(b) {
			return said, ""
		}
		nameTo, from, to, after, what := attribute(b, i)
		if what != "" {
			return nil, "the XML declaration is broken"
		}
		said[string(b[i:nameTo])] = string(b[from:to])
		i = after
	}
}
