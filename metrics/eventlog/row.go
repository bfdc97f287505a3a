// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"fmt"
	"hash/maphash"
	"strings"
	"unicode/utf8"

	"osnova/metrics/duration"
)

// columns are the places of the known columns, -1 where there is none.
type columns struct {
	width                                             int
	id, submitted, delivered, status                  int
	service, channel, accepted, decided, resubmission int
	visits, statutory, paused                         int
	by                                                []int
}

// maxDays bounds terms and pauses: what is more is a slip of the pen.
const maxDays = 100_000

// batch makes room for as many rows as the last one had.
func (r *Reader) batch() *Batch {
	n := r.full + r.full/16
	b := &Batch{
		Period: make([]int32, 0, n), Status: make([]uint8, 0, n), Electronic: make([]uint8, 0, n), Repeat: make([]uint8, 0, n),
		Prompt: make(
			[]uint8,
			0,
			n,
		), Course: make([]uint64, 0, n), Silent: make([]uint8, 0, n), Submitted: make([]duration.Day, 0, n), Last: make([]duration.Day, 0, n),
	}
	for range r.rules.By {
		b.By = append(b.By, make([]int32, 0, n))
	}
	return b
}

// rows reads what lies whole in the buffer.
func (r *Reader) rows(file string, s *splitter, c *columns, b *Batch) error {
	for s.scan() {
		r.Rows++
		column, value, reason := "", []byte(nil), ""
		switch {
		case s.fault != "":
			value, reason = s.plain, s.fault
		case s.cells != c.width:
			reason = fmt.Sprintf("the row has %d cells, the header %d", s.cells, c.width)
		default:
			column, value, reason = r.row(s, c, b)
		}
		if reason != "" {
			r.bad = append(r.bad, Rejected{file, r.line(s), column, shown(value), reason})
		}
	}
	r.full = max(r.full, b.Len())
	return nil
}

// row checks a row and adds it to the batch, or says what is wrong with it.
func (r *Reader) row(s *splitter, c *columns, b *Batch) (column string, value []byte, reason string) {
	id := trimSpace(s.cell(c.id))
	if len(id) == 0 {
		return "case_id", nil, "is empty"
	}
	cell := s.cell(c.status)
	status := statusOf(cell)
	if status == unknown {
		return "status", cell, "is no status: there are " + strings.Join(Statuses, ", ")
	}
	channel := uint8(silent)
	if c.channel >= 0 {
		cell = s.cell(c.channel)
		if channel = channelOf(cell); channel == unknown {
			return "channel", cell, "is no channel: there are " + strings.Join(Channels, ", ")
		}
	}
	submitted, reason := r.moment(s.cell(c.submitted))
	switch {
	case reason != "":
		return "submitted_at", s.cell(c.submitted), reason
	case submitted.Day == duration.NoDate:
		return "submitted_at", nil, "is empty: a case without a date of submission cannot be placed in time"
	}
	var after [3]duration.Day // accepted, decided, delivered
	last := submitted.Day
	for i, j := range [3]int{c.accepted, c.decided, c.delivered} {
		after[i] = duration.NoDate
		if j < 0 {
			continue
		}
		if cell = s.cell(j); len(cell) == 0 {
			continue
		}
		m, reason := r.moment(cell)
		if reason != "" {
			return dated[i], cell, reason
		}
		if m.Day != duration.NoDate && m.Before(submitted) {
			return dated[i], cell, "is before submitted_at, " + string(trimSpace(s.cell(c.submitted)))
		}
		after[i], last = m.Day, max(last, m.Day)
	}
	if r.review != nil {
		if column, reason := r.review.unsupported(submitted.Day, after); reason != "" {
			return column, s.cell(c.placeOf(column)), reason
		}
	}
	if reason := contradicts(status, after[2]); reason != "" {
		if cell = nil; after[2] != duration.NoDate {
			cell = s.cell(c.delivered)
		}
		return "delivered_at", cell, reason
	}
	// numbers
	statutory, paused, visits, ok := int32(0), int32(0), int32(0), true
	if c.statutory >= 0 {
		cell = s.cell(c.statutory)
		if statutory, ok = whole(cell); !ok || statutory == 0 && len(trimSpace(cell)) > 0 {
			return "statutory_days", cell, "is no number of days: write a whole number of 1 or more"
		}
	}
	if c.paused >= 0 {
		cell = s.cell(c.paused)
		if paused, ok = whole(cell); !ok {
			return "paused_days", cell, "is no number of days: write a whole number of 0 or more"
		}
	}
	if c.visits >= 0 {
		cell = s.cell(c.visits)
		if visits, ok = whole(cell); !ok {
			return "visits_n", cell, "is no number of visits: write a whole number of 0 or more"
		}
	}
	for i, j := range c.by {
		if cell = s.cell(j); !ascii(cell) && !utf8.Valid(cell) {
			return r.rules.By[i], cell, "is not UTF-8: save the log as UTF-8"
		}
	}
	rule, ruled := Service{}, true
	if len(r.rules.Services) > 0 {
		rule, ruled = r.rules.Services[string(trimSpace(s.cell(c.service)))]
	}
	k := facts{
		status: status, channel: channel, submitted: submitted.Day, after: after, last: last, rule: rule, ruled: ruled,
		statutory: statutory, paused: paused, repeat: visits >= 2 || c.resubmission >= 0 && len(trimSpace(s.cell(c.resubmission))) > 0,
	}
	a, column, reason := r.judgeRow(k)
	if reason != "" {
		return column, s.cell(c.refusedIndex(column)), reason
	}
	a.id = id
	r.add(s, c, b, a)
	return "", nil, ""
}

// contradicts says what is wrong with a date of delivery beside a status; empty where nothing is.
func contradicts(status uint8, delivered duration.Day) string {
	switch {
	case status == statusDone && delivered == duration.NoDate:
		return "is empty though the case is done"
	case status == statusOpen && delivered != duration.NoDate:
		return "is there though the case is open"
	}
	return ""
}

// facts are what a log says of a case.
type facts struct {
	status, channel   uint8
	submitted         duration.Day
	after             [3]duration.Day // accepted, decided, delivered; None = no date
	last              duration.Day    // latest of them
	rule              Service         // of its service, where the rules have some
	ruled             bool            // whether they have it
	statutory, paused int32           // days, 0 = not said
	repeat            bool            // several visits, or a resubmission
}

// judgeRow gives the course of a case by the date of the account, or the column that is wrong and why.
func (r *Reader) judgeRow(k facts) (a added, column, reason string) {
	// what had happened by the date of the account
	if end := r.rules.AsOf; end != duration.NoDate {
		if k.submitted > end {
			return a, "submitted_at", "is after the date of the account, " + duration.DayText(end)
		}
		ended := k.after[2]
		if k.status != statusDone && k.after[1] != duration.NoDate {
			ended = k.after[1]
		}
		if ended > end {
			k.status = statusOpen
		}
		for i, d := range k.after {
			if d > end {
				k.after[i] = duration.NoDate
			}
		}
		k.last = min(k.last, end)
	}
	if k.statutory == 0 {
		k.statutory = k.rule.StatutoryDays
	}
	calendar, business := r.rules.Calendar, k.rule.Business
	course := Course{
		Status: k.status, Statutory: k.statutory, Electronic: k.channel <= 1, Silent: k.channel == silent,
		Prompt: k.after[0] != duration.NoDate && calendar.Between(k.submitted, k.after[0]) <= 1, Repeat: k.repeat,
	}
	switch k.status {
	case statusDone:
		span := k.after[2] - k.submitted
		if business {
			span = calendar.Between(k.submitted, k.after[2])
		}
		if span -= k.paused; span < 0 {
			return a, "paused_days", fmt.Sprintf("is more than the %d days from submission to delivery", span+k.paused)
		}
		course.Span = span
	case statusOpen:
		from := k.submitted
		if business {
			from = calendar.Position(k.submitted)
		}
		course.Business, course.Span = business, from+k.paused
	}
	return added{submitted: k.submitted, last: k.last, course: course, ruled: k.ruled}, "", ""
}

// refusedIndex is the place of a column that settle refuses.
func (c *columns) refusedIndex(column string) int {
	if column == "paused_days" {
		return c.paused
	}
	return c.submitted
}

type added struct {
	id              []byte
	submitted, last duration.Day
	course          Course
	ruled           bool
}

// add puts a checked row into the batch.
func (r *Reader) add(s *splitter, c *columns, b *Batch, a added) {
	for i, j := range c.by {
		b.By[i] = append(b.By[i], r.by[i].of(trimSpace(s.cell(j))))
	}
	r.put(b, a)
	key := r.keyOf(a.id)
	d := caseID{caseKey: key, ruled: a.ruled, line: int32(r.line(s))}
	if &s.src[0] == &s.buf[0] {
		d.lo = s.lo[c.id]
		d.hi = s.hi[c.id]
	} else {
		d.copied, d.lo = true, int32(len(r.copies))
		r.copies = append(r.copies, a.id...)
		d.hi = int32(len(r.copies))
	}
	r.ids = append(r.ids, d)
}

// put adds what a case came to to the columns of a batch, but for those of Rules.By.
func (r *Reader) put(b *Batch, a added) {
	b.Period = append(b.Period, r.period(a.submitted))
	b.Status = append(b.Status, a.course.Status)
	b.Electronic = append(b.Electronic, bitOf(a.course.Electronic))
	b.Silent = append(b.Silent, bitOf(a.course.Silent))
	b.Repeat = append(b.Repeat, bitOf(a.course.Repeat))
	b.Prompt = append(b.Prompt, bitOf(a.course.Prompt))
	b.Course = append(b.Course, a.course.pack())
	b.Submitted, b.Last = append(b.Submitted, a.submitted), append(b.Last, a.last)
}

func (r *Reader) keyOf(id []byte) caseKey {
	return caseKey{maphash.Bytes(r.seed[0], id), uint32(maphash.Bytes(r.seed[1], id))}
}

func (r *Reader) line(s *splitter) int {
	if r.ByRow {
		return r.Rows - r.row0
	}
	return s.line
}

func (r *Reader) period(d duration.Day) int32 {
	if r.rules.Period == "" {
		return 0
	}
	month := duration.Month(d)
	switch r.rules.Period {
	case "quarter":
		return month / 3
	case "year":
		return month / 12
	}
	return month
}
