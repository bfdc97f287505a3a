// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"

	"osnova/catalog"
	"osnova/ingest/parse/xmlrecords"
)

// XMLRecord is one record of an XML file of a source.
type XMLRecord struct {
	*xmlrecords.Record
	File   catalog.File
	Name   string // of the file, for accounts
	Member xmlrecords.Member
	Line   int // number of the record in the file, over all members: it stands for the line in accounts
}

// EachXML reads the records of every declared file of the source and gives them to do, in the order of the declaration; fields are paths below
// a record, see xmlrecords.Options. Which elements are records, which members of an archive are read and in which encoding, if not the one
// that the file declares, stands in format. A record holds until do returns. The first error ends it.
func (in Input) EachXML(fields []string, do func(XMLRecord) error) error {
	format := in.Source.Format
	var match *regexp.Regexp
	if format.Members != "" {
		var err error
		if match, err = regexp.Compile(format.Members); err != nil {
			return fmt.Errorf("source %s: format.members: %w", in.Source.Name, err)
		}
	}
	options := xmlrecords.Options{Records: format.Records, Fields: fields, Charset: format.Encoding}
	for _, f := range in.Source.Files {
		r, err := in.Open(f)
		if err != nil {
			return err
		}
		err = eachXML(r, f, match, options, do)
		r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func eachXML(r io.Reader, f catalog.File, match *regexp.Regexp, options xmlrecords.Options, do func(XMLRecord) error) error {
	file := f.Label()
	at, size, err := parts(r)
	if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	members, err := xmlrecords.Members(at, size, match, xmlrecords.Limits{})
	if err != nil {
		return broken(file, err)
	}
	line := 0
	for _, m := range members {
		where := file
		if m.Name != "" {
			where += ": " + path.Base(m.Name)
		}
		if err := member(m, options, func(r *xmlrecords.Record) error {
			line++
			return do(XMLRecord{r, f, file, m, line})
		}); err != nil {
			return broken(where, err)
		}
	}
	return nil
}

func member(m xmlrecords.Member, options xmlrecords.Options, do func(*xmlrecords.Record) error) error {
	r, err := m.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	s, err := xmlrecords.NewScanner(r, options)
	if err != nil {
		return err
	}
	for s.Next() {
		if err := do(s.Record()); err != nil {
			return err
		}
	}
	return s.Err()
}

// broken tells what is wrong with the file, if it is the file.
func broken(where string, err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	return &Error{File: where, What: err.Error(), Hint: "the file may be damaged: fetch it again"}
}

// parts gives the bytes at any place: of a file that knows its size as they lie there, else all of them in memory.
func parts(r io.Reader) (io.ReaderAt, int64, error) {
	if at, ok := r.(interface {
		io.ReaderAt
		Size() int64
	}); ok {
		return at, at.Size(), nil
	}
	body, err := io.ReadAll(r)
	return bytes.NewReader(body), int64(len(body)), err
}

// ordinaryXML reads the files of a source whose columns are paths below a record.
func ordinaryXML(in Input, skips []skipRule, out *Sheet) error {
	r, err := newFields(in, skips)
	if err != nil {
		return err
	}
	tallies := out.tallies(in.Source.Files)
	return in.EachXML(r.fields, func(x XMLRecord) error {
		t := tallies[x.File.Name]
		t.In++
		if f, bad := x.Fault(); bad {
			t.Reject(x.Line, "", "", f.Error())
			return nil
		}
		values := make([]string, len(r.fields))
		for i := range values {
			var err error
			if values[i], err = x.Text(i); err != nil {
				t.Reject(x.Line, "", "", r.fields[i]+": "+err.Error())
				return nil
			}
		}
		r.take(t, x.File, x.Line, "", foundTexts{texts: values})
		return nil
	})
}
