package parse

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

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
	file := path.Base(f.Mirror)
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
	s, err := xmlrecords.New(r, options)
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
	var fields []string
	place := func(path string) int {
		i := slices.Index(fields, path)
		if i < 0 {
			i, fields = len(fields), append(fields, path)
		}
		return i
	}
	at := make([]int, len(in.Source.Columns))
	for i, c := range in.Source.Columns {
		if from := fromOf(c); !strings.HasPrefix(from, "$") {
			at[i] = place(from)
		}
	}
	for i := range skips {
		if skips[i].Column != "" {
			skips[i].at = place(skips[i].Column)
		}
	}
	if m := in.Source.Match; m != nil {
		for _, text := range append(slices.Clone(m.Text), m.Oblast, m.Raion) {
			if text != "" {
				place(text)
			}
		}
	}
	matcher, err := newMatcher(in, "the declaration", Record{Cells: fields})
	if err != nil {
		return err
	}
	tallies := map[string]*Tally{}
	for _, f := range in.Source.Files {
		tallies[f.Name] = out.File(path.Base(f.Mirror))
	}
	return in.EachXML(fields, func(r XMLRecord) error {
		t := tallies[r.File.Name]
		t.In++
		if f, bad := r.Fault(); bad {
			t.Reject(r.Line, "", "", f.Error())
			return nil
		}
		values := make([]string, len(fields))
		for i := range values {
			var err error
			if values[i], err = r.Text(i); err != nil {
				t.Reject(r.Line, "", "", fields[i]+": "+err.Error())
				return nil
			}
		}
		if rule := skipping(skips, Record{r.Line, values}); rule != "" {
			t.Skip(rule)
			return nil
		}
		cells := make([]string, len(at))
		for i, c := range in.Source.Columns {
			switch c.From {
			case "$edition":
				cells[i] = r.File.Edition
			case "$line":
				cells[i] = fmt.Sprint(r.Line)
			default:
				if !strings.HasPrefix(c.From, "$") {
					cells[i] = values[at[i]]
				}
			}
		}
		if matcher != nil {
			matcher.fill(values, cells)
		}
		t.Row(r.Line, cells)
		return nil
	})
}
