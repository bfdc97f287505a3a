// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"osnova/metrics/duration"
	"osnova/metrics/frame"
)

// Rejected is a row that is not used, and the first reason why.
type Rejected struct {
	File          string
	Line          int // on which the row begins, the header being on 1; see Reader.ByRow
	Column, Value string
	Reason        string
}

// Batch holds usable cases as columns of equal length.
type Batch struct {
	By         [][]int32 // for each column of Rules.By the number of its text, see Reader.Names
	Period     []int32   // see Reader.PeriodText; 0 without Rules.Period
	Status     []uint8   // 0 done, 1 refused, 2 withdrawn, 3 open
	Electronic []uint8   // 1: web or app
	Silent     []uint8   // 1: the log says no channel
	Repeat     []uint8   // 1: two or more visits, or a resubmission
	Prompt     []uint8   // 1: accepted within one working day
	Course     []uint64  // see Course
	Submitted  []duration.Day
	Last       []duration.Day // latest date of the row
}

// Len is the number of cases.
func (b *Batch) Len() int { return len(b.Status) }

func (b *Batch) keep(to, from int) {
	for _, c := range b.By {
		c[to] = c[from]
	}
	b.Period[to], b.Course[to] = b.Period[from], b.Course[from]
	b.Status[to], b.Electronic[to], b.Silent[to], b.Repeat[to], b.Prompt[to] = b.Status[from], b.Electronic[from], b.Silent[from], b.Repeat[from], b.Prompt[from]
	b.Submitted[to], b.Last[to] = b.Submitted[from], b.Last[from]
}

func (b *Batch) cut(n int) {
	for i := range b.By {
		b.By[i] = b.By[i][:n]
	}
	b.Period, b.Course = b.Period[:n], b.Course[:n]
	b.Status, b.Electronic, b.Silent, b.Repeat, b.Prompt = b.Status[:n], b.Electronic[:n], b.Silent[:n], b.Repeat[:n], b.Prompt[:n]
	b.Submitted, b.Last = b.Submitted[:n], b.Last[:n]
}

// Reader reads logs one after another.
type Reader struct {
	Rows, Used int                    // so far; the rest was rejected
	Latest     duration.Day           // date among the used rows
	Silent     int                    // used rows without a channel
	Written    duration.Day           // day after which the files were not changed: later dates are slips; None = not known
	Lacks      map[string]bool        // optional columns that no file had
	Ruleless   int                    // used rows whose service is not among Rules.Services, where there are some
	Reject     func([]Rejected) error // is given the rejected rows in the order of the files, some at a time
	ByRow      bool                   // Rejected.Line counts rows from 1 instead of lines: the CSV was made of a file without lines

	rules  Rules
	review *review // of the second reading; nil in the first
	starts []int32 // rows by day of submission, from duration.FirstDay
	ends   []int32 // rows by latest date
	twice  map[caseKey]bool
	seed   [2]maphash.Seed
	by     []*names // those of Rules.By
	seen   *seenCases
	ids    []caseID
	bad    []Rejected
	copies []byte // identifiers that were written with quotes
	block  int
	full   int // rows of the largest batch
	row0   int // Rows before this file
}

// caseID of a row of the block, for the search for cases that are there twice.
type caseID struct {
	caseKey
	line   int32
	lo, hi int32 // in the copies, where it was written with quotes, else in the buffer
	copied bool
	ruled  bool // whether its service has a rule
}

// caseKey stands for the identifier of a case.
type caseKey struct {
	hash  uint64
	check uint32
}

// NewReader begins with an empty account.
func NewReader(rules Rules) *Reader {
	if rules.Place == nil {
		rules.Place = KyivTime
	}
	days := int(duration.LastDay-duration.FirstDay) + 1
	r := &Reader{
		rules: rules, Latest: duration.NoDate, Written: duration.NoDate, Lacks: map[string]bool{}, block: 1 << 20,
		starts: make([]int32, days), ends: make([]int32, days), twice: map[caseKey]bool{},
	}
	r.seed[0], r.seed[1] = maphash.MakeSeed(), maphash.MakeSeed()
	for _, c := range optional {
		r.Lacks[c] = true
	}
	for _, s := range rules.Services {
		if s.StatutoryDays > 0 {
			r.Lacks["statutory_days"] = false
		}
	}
	for range rules.By {
		r.by = append(r.by, newNames(r.seed[0]))
	}
	return r
}

// Names are the texts of a column of Rules.By, by number.
func (r *Reader) Names(by int) []string { return r.by[by].texts }

// Free gives the memory of the search for doubles back; nothing can be read after it.
func (r *Reader) Free() { r.seen, r.ids, r.twice, r.review = nil, nil, nil, nil }

// PeriodText is the name of a period: 2025-03, 2025-Q1, 2025.
func (r *Reader) PeriodText(p int32) string {
	switch r.rules.Period {
	case "month":
		return fmt.Sprintf("%04d-%02d", p/12, p%12+1)
	case "quarter":
		return fmt.Sprintf("%04d-Q%d", p/4, p%4+1)
	case "year":
		return fmt.Sprintf("%04d", p)
	}
	return ""
}

// Read reads one log, named file in messages, and hands its usable cases to do, some
// tens of thousands at a time; do keeps them. Gzip is known by its first bytes. size
// is that of the file, 0 where it is not known: memory is set aside by it. A column
// that is missing is a *frame.UnknownError, a header that is none a *frame.CellError.
func (r *Reader) Read(ctx context.Context, file string, in io.Reader, size int64, do func(*Batch) error) error {
	buffered := bufio.NewReaderSize(in, 64<<10)
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(buffered)
		if err != nil {
			return unreadable(file, 0, err)
		}
		in, size = unzipped, 3*size // logs with hashes pack to about a third
	} else {
		in = buffered
	}
	body, reason := frame.Plain(in)
	if reason != "" {
		return &frame.CellError{File: file, Reason: reason}
	}
	s := newSplitter(body, r.block)
	c, err := r.header(file, s)
	if err != nil {
		return err
	}
	r.row0 = r.Rows
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := r.batch()
		if err := r.rows(file, s, c, b); err != nil {
			return err
		}
		if r.seen == nil {
			r.seen = newSeen(int(float64(size) / max(float64(s.pos), 1) * float64(b.Len())))
		}
		r.doubles(file, s, b)
		if len(r.bad) > 0 {
			slices.SortStableFunc(r.bad, func(a, b Rejected) int { return a.Line - b.Line })
			if err := r.Reject(r.bad); err != nil {
				return err
			}
			r.bad = r.bad[:0]
		}
		if b.Len() > 0 {
			r.Used += b.Len()
			if err := do(b); err != nil {
				return err
			}
		}
		more, err := s.refill()
		if err != nil {
			return unreadable(file, s.next-1, err)
		}
		if !more && s.pos == s.fill {
			return nil
		}
		if s.fill-s.pos > 2*longest && !s.end {
			return &frame.CellError{File: file, Line: s.next, Reason: "the line does not end within 2 MB: is this a log in CSV?"}
		}
	}
}

// unreadable tells a broken gzip file, which is a fault of the log, from faults of the machine.
func unreadable(file string, line int, err error) error {
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &frame.CellError{File: file, Line: line, Reason: fmt.Sprintf("from here on the gzip file is broken (%v): fetch or pack it again", err)}
	}
	return fmt.Errorf("read %s after line %d: %w", file, line, err)
}

// header finds the columns.
func (r *Reader) header(file string, s *splitter) (*columns, error) {
	s.width(4096)
	for !s.scan() {
		more, err := s.refill()
		if err != nil {
			return nil, unreadable(file, 0, err)
		}
		if !more && s.pos == s.fill {
			return nil, &frame.CellError{File: file, Reason: "the file is empty: give a header and rows"}
		}
		if s.fill > 2*longest {
			return nil, &frame.CellError{File: file, Line: 1, Reason: "the header does not end within 2 MB: is this a log in CSV?"}
		}
	}
	if s.fault != "" {
		return nil, &frame.CellError{File: file, Line: 1, Reason: s.fault}
	}
	if s.cells > len(s.lo) {
		return nil, &frame.CellError{File: file, Line: 1, Reason: fmt.Sprintf("the header has %d columns: is this a log in CSV?", s.cells)}
	}
	var have []string
	for j := range s.cells {
		name := strings.TrimSpace(string(s.cell(j)))
		if strings.Contains(name, "\r") {
			return nil, &frame.CellError{File: file, Line: 1, Reason: "lines end in a carriage return alone: save the file with line feeds"}
		}
		have = append(have, name)
	}
	if len(have) == 1 && strings.ContainsAny(have[0], ";\t") {
		return nil, &frame.CellError{File: file, Line: 1, Reason: "the header is one column: separate columns by commas"}
	}
	c := &columns{width: len(have)}
	faults := faults{}
	find := func(name string, must bool) int {
		j := slices.Index(have, name)
		switch {
		case j < 0 && must:
			faults.add(&frame.UnknownError{Where: file, What: "column", Name: name, Have: have})
		case j >= 0 && slices.Contains(have[j+1:], name):
			faults.add(&frame.CellError{File: file, Line: 1, Reason: fmt.Sprintf("column %q is there twice: rename the one that is not meant", name)})
		}
		return j
	}
	c.id, c.submitted, c.delivered, c.status = find(Required[0], true), find(Required[1], true), find(Required[2], true), find(Required[3], true)
	places := []*int{&c.service, &c.channel, &c.accepted, &c.decided, &c.resubmission, &c.visits, &c.statutory, &c.paused}
	for i, name := range optional {
		if *places[i] = find(name, name == "service_id" && len(r.rules.Services) > 0); *places[i] >= 0 {
			r.Lacks[name] = false
		}
	}
	for _, name := range r.rules.By {
		c.by = append(c.by, find(name, true))
	}
	s.width(c.width)
	return c, faults.joined()
}

// doubles takes the cases out of a batch whose identifier was used before.
func (r *Reader) doubles(file string, s *splitter, b *Batch) {
	kept := 0
	for i := range r.ids {
		if i%seenAhead == 0 { // one miss of the cache after another would take most of the time of reading
			for _, d := range r.ids[i:min(i+seenAhead, len(r.ids))] {
				r.seen.touch(d.hash)
			}
		}
		d := &r.ids[i]
		if r.review != nil && r.review.twice[d.caseKey] {
			r.review.hold(r, file, s, d, b, i)
			continue
		}
		if !r.seen.add(d.hash, d.check) {
			r.twice[d.caseKey] = true
			r.bad = append(r.bad, Rejected{file, int(d.line), "case_id", shown(r.text(s, d)), thereAlready})
			continue
		}
		r.count(b, i, d.ruled)
		if kept != i {
			b.keep(kept, i)
		}
		kept++
	}
	b.cut(kept)
	r.ids, r.copies = r.ids[:0], r.copies[:0]
}

// thereAlready is the reason of a row that says again what an earlier one said.
const thereAlready = "is there already: a case is one row, and its first usable row counts"

// count keeps account of a case that is used.
func (r *Reader) count(b *Batch, i int, ruled bool) {
	r.Latest = max(r.Latest, b.Last[i])
	r.starts[b.Submitted[i]-duration.FirstDay]++
	r.ends[b.Last[i]-duration.FirstDay]++
	r.Silent += int(b.Silent[i])
	if !ruled {
		r.Ruleless++
	}
}

func (r *Reader) text(s *splitter, d *caseID) []byte {
	if d.copied {
		return r.copies[d.lo:d.hi]
	}
	return s.buf[d.lo:d.hi]
}

func joinErrors(all []error) error { return errors.Join(all...) }
