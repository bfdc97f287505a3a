// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/frame"
)

// Fields names the columns of the responses that are no questions; empty = none.
type Fields struct {
	Unit    string   // what is compared: a community, a body, an office
	Weight  string   // weight of the respondent, ≥ 0
	Cluster string   // of a cluster sample
	Margins []Margin // population by strata, for weights
}

// Quarantined is an answer outside its scale.
type Quarantined struct {
	Line          int
	Column, Value string
	Reason        string
}

// mostListed bounds the list of quarantined answers; all are counted.
const mostListed = 100_000

// Sample is the answers of all respondents, a byte an answer where possible.
type Sample struct {
	Design     *Design
	File       string
	N          int           // respondents
	Units      []string      // names, in the order of the file
	Quarantine []Quarantined // the first 100,000
	HeaderRows int           // rows under the header that are part of it, as some programs write them; they are no respondents

	fields   Fields
	columns  []*column
	answers  []uint8 // N × len(columns)
	layout   layout
	unit     []int32 // index into Units; −1 = none
	stratum  []int32 // nil without strata
	cluster  []int32 // nil without clusters
	cells    [][]int32
	weight   []float64 // nil = 1 each
	duration []float64
	straight []bool
}

type layout struct { // which column of the sample holds what; −1 = not asked
	perception, expectation []int // by item
	importance              []int // by dimension
	csat, nps, ces          int
}

// straightItems is the least number of perceptions that make a straight-liner.
const straightItems = 15

// ReadSample reads the responses, one respondent a row. A column that is not there is a
// [frame.UnknownError]; a cell that is no number, a weight that is missing or below
// 0, a stratum that its margin does not know are [frame.CellError], joined, the
// first twenty.
func ReadSample(ctx context.Context, file string, s *frame.Scanner, d *Design, f Fields) (*Sample, error) {
	l, err := newLoader(file, d, f, s.Column, s.Column)
	if err != nil {
		return nil, err
	}
	l.scan = s
	begin := l.opening()
	for more := len(begin) == 2; more && s.Scan(); {
		if l.N%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		more = l.row(s.Cells(), s.Line())
	}
	if err := s.Err(); err != nil {
		l.faults = append(l.faults, err)
	}
	return l.finish()
}

// finish looks at what only all answers together tell, and gives the sample.
func (l *loader) finish() (*Sample, error) {
	for _, c := range l.columns {
		if err := c.rejectWords(l.File, "is no number"); err != nil {
			l.faults = append(l.faults, err)
		} else if err := c.rejectScale(l.File, l.N); err != nil {
			l.faults = append(l.faults, err)
		}
	}
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	if l.N == 0 {
		return nil, &frame.CellError{File: l.File, Reason: "there is no respondent: give at least one row under the header"}
	}
	return &l.Sample, nil
}

type loader struct {
	Sample
	scan                          *frame.Scanner
	unitKey, stratumKey, groupKey *groupKey
	cellKeys                      []*groupKey
	weightAt, durationAt          int
	faults                        []error
	strange                       map[string]bool // strata that no margin knows
}

// newLoader begins a sample; numbers and texts say where the column of an answer, weight or duration, and one of a name or stratum, stands.
func newLoader(file string, d *Design, f Fields, numbers, texts func(name string) (int, error)) (*loader, error) {
	l := &loader{Sample: Sample{Design: d, File: file, fields: f}, weightAt: -1, durationAt: -1, strange: map[string]bool{}}
	where := func(find func(name string) (int, error), name string) int {
		at, err := find(name)
		if err != nil {
			l.faults = append(l.faults, err)
		}
		return at
	}
	ask := func(q *Question) int {
		if q == nil {
			return -1
		}
		l.columns = append(l.columns, newColumn(*q, where(numbers, q.Column)))
		return len(l.columns) - 1
	}
	keyed := func(names ...string) *groupKey {
		k := &groupKey{known: map[string]int32{}}
		for _, n := range names {
			k.at = append(k.at, where(texts, n))
		}
		return k
	}
	for i := range d.Items {
		l.layout.perception = append(l.layout.perception, ask(&d.Items[i].Perception))
		l.layout.expectation = append(l.layout.expectation, ask(d.Items[i].Expectation))
	}
	for i := range d.Dimensions {
		l.layout.importance = append(l.layout.importance, ask(d.Dimensions[i].Importance))
	}
	l.layout.csat, l.layout.nps, l.layout.ces = ask(d.CSAT), ask(d.NPS), ask(d.CES)
	if d.Duration != "" {
		l.durationAt = where(numbers, d.Duration)
	}
	if f.Weight != "" {
		l.weightAt = where(numbers, f.Weight)
	}
	if f.Unit != "" {
		l.unitKey = keyed(f.Unit)
	}
	if len(d.Strata) > 0 {
		l.stratumKey = keyed(d.Strata...)
	}
	if f.Cluster != "" {
		l.groupKey = keyed(f.Cluster)
	}
	for _, m := range f.Margins {
		k := keyed(m.Strata...)
		k.known = m.index
		l.cellKeys = append(l.cellKeys, k)
		l.cells = append(l.cells, nil)
	}
	return l, errors.Join(l.faults...)
}

// opening takes in the first two rows, unless they belong to the header, and gives them.
func (l *loader) opening() (rows [][]string) {
	var lines []int
	for len(rows) < 2 && l.scan.Scan() {
		rows, lines = append(rows, slices.Clone(l.scan.Cells())), append(lines, l.scan.Line())
	}
	switch {
	case len(rows) == 2 && slices.ContainsFunc(rows[1], func(cell string) bool { return strings.HasPrefix(cell, `{"ImportId"`) }):
		l.HeaderRows = 2 // Qualtrics: the questions in full, then what to import them by
	case len(rows) > 0 && slices.Contains(l.scan.Names, "") && l.headerGoesOn(rows[0]):
		l.HeaderRows = 1 // SurveyMonkey: the parts of a question
	}
	for i := l.HeaderRows; i < len(rows); i++ {
		l.row(rows[i], lines[i])
	}
	return rows
}

// headerGoesOn says whether a row has words where answers should be, and no answer at all.
func (l *loader) headerGoesOn(cells []string) bool {
	words := false
	for _, c := range l.columns {
		probe := newColumn(c.Question, c.at)
		switch _, is, _ := probe.read(cells[c.at]); is {
		case noNumber:
			words = true
		case answered, outOfScale:
			return false
		}
	}
	return words
}

// row takes in a respondent; false after too many faults.
func (l *loader) row(cells []string, line int) bool {
	base := len(l.answers)
	for i, c := range l.columns {
		cell := cells[c.at]
		if len(cell) == 1 && cell[0]-'0' <= 9 && c.wide == nil {
			if code := c.digits[cell[0]-'0']; code != 0 {
				l.answers = append(l.answers, code)
				continue
			}
		}
		l.answers = append(l.answers, l.answer(i, c, cell, line))
	}
	l.straight = append(l.straight, l.straightLine(l.answers[base:]))
	l.place(cells, line)
	if l.weightAt >= 0 {
		v, reason := frame.Number(cells[l.weightAt])
		l.weigh(v, reason, cells[l.weightAt], line)
	}
	if l.durationAt >= 0 {
		v, reason := frame.Number(cells[l.durationAt])
		if reason != "" {
			l.reject(line, l.Design.Duration, cells[l.durationAt], reason)
		}
		l.time(v, cells[l.durationAt], line)
	}
	l.N++
	return len(l.faults) < mostFaults
}

// place takes in the unit, stratum, cluster and cells of a respondent.
func (l *loader) place(cells []string, line int) {
	if l.unitKey != nil {
		at := int32(-1)
		if text, whole := l.unitKey.of(cells); whole {
			at = l.unitKey.number(text)
			l.Units = l.unitKey.names
		}
		l.unit = append(l.unit, at)
	}
	if l.stratumKey != nil {
		text, _ := l.stratumKey.of(cells)
		l.stratum = append(l.stratum, l.stratumKey.number(text))
	}
	if l.groupKey != nil {
		text, whole := l.groupKey.of(cells)
		if !whole {
			l.reject(line, l.fields.Cluster, "", "is empty: give the cluster of every respondent")
		}
		l.cluster = append(l.cluster, l.groupKey.number(text))
	}
	for i, k := range l.cellKeys {
		l.cells[i] = append(l.cells[i], l.cell(&l.fields.Margins[i], k, cells, line))
	}
}

// weigh takes in a weight, or says what is wrong with it.
func (l *loader) weigh(v float64, reason, cell string, line int) {
	if reason == "" && math.IsNaN(v) {
		reason = "is empty: give the weight of every respondent, 0 where one is to take no part"
	} else if v < 0 {
		reason = "is below 0"
	} else if v > mostSize || v > 0 && v < 1/mostSize {
		reason = "is beyond 1e9 or below 1e-9: give weights near 1"
	}
	if reason != "" {
		l.reject(line, l.fields.Weight, cell, reason)
	}
	l.weight = append(l.weight, v)
}

// time takes in how long a respondent took.
func (l *loader) time(v float64, cell string, line int) {
	if v < 0 {
		l.quarantine(line, l.Design.Duration, cell, "is a time below 0")
		v = math.NaN()
	}
	l.duration = append(l.duration, v)
}

// answer reads a cell the long way and gives its byte.
func (l *loader) answer(i int, c *column, cell string, line int) uint8 {
	v, is, _ := c.read(cell)
	switch is {
	case noNumber:
		c.refuse(cell, line)
		return missingCode
	case outOfScale:
		l.quarantine(line, c.Column, cell, c.limits)
	}
	return l.keep(i, c, v)
}

// keep gives the byte of a value; a column that has no more of them keeps the value itself.
func (l *loader) keep(i int, c *column, v float64) uint8 {
	if c.wide == nil {
		if code, ok := c.code(v); ok {
			return code
		}
		c.wide = make([]float64, l.N, 2*l.N)
		for row := range l.N {
			c.wide[row] = c.table[l.answers[row*len(l.columns)+i]]
		}
	}
	c.wide = append(c.wide, v)
	return missingCode
}

func (l *loader) reject(line int, column, value, reason string) {
	l.faults = append(l.faults, &frame.CellError{File: l.File, Line: line, Column: column, Value: value, Reason: reason})
}

func (l *loader) quarantine(line int, column, value, reason string) {
	if len(l.Quarantine) < mostListed {
		l.Quarantine = append(l.Quarantine, Quarantined{line, column, strings.Clone(value), reason})
	}
}

func (l *loader) cell(m *Margin, k *groupKey, cells []string, line int) int32 {
	text, whole := k.of(cells)
	if !whole {
		return -1
	}
	at, known := k.known[string(text)]
	if known {
		return at
	}
	for _, place := range k.at {
		if l.Design.absent(cells[place]) {
			return -1
		}
	}
	if name := showKey(string(text)); !l.strange[name] { // once, however many respondents are of it
		l.strange[name] = true
		l.faults = append(
			l.faults,
			&frame.UnknownError{
				Where: fmt.Sprintf("%s:%d: column %s", l.File, line, strings.Join(m.Strata, ", ")),
				What:  "stratum of " + m.File,
				Name:  name,
				Have:  m.Cells,
			},
		)
	}
	return -1
}

// straightLine says whether all perceptions, fifteen or more, are the same.
func (l *loader) straightLine(answers []uint8) bool {
	n, first := 0, math.NaN()
	for _, at := range l.layout.perception {
		v := l.value(l.columns[at], answers[at], l.N)
		switch {
		case math.IsNaN(v):
		case n == 0:
			n, first = 1, v
		case v != first:
			return false
		default:
			n++
		}
	}
	return n >= straightItems
}

func (s *Sample) value(c *column, code uint8, row int) float64 {
	if c.wide != nil {
		return c.wide[row]
	}
	return c.table[code]
}
