// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"osnova/catalog"
	"osnova/ingest/gazetteer"
)

// Parser reads the files of one source into a sheet. An error means that the source as a whole cannot be used.
type Parser func(in Input, out *Sheet) error

// Input is what a parser may read.
type Input struct {
	Source catalog.Source
	Open   func(file catalog.File) (io.ReadCloser, error)
	// Crawl gives the pages of a source of web pages or documents to read, which says where each leads on; nil unless format is html or json.
	Crawl func(read func(Page) ([]PageLink, error)) error
	// Places are the names of the codifier; nil unless the source declares match.
	Places *gazetteer.Gazetteer
}

// Bytes reads a whole file of the source by its name.
func (in Input) Bytes(name string) ([]byte, error) {
	for _, f := range in.Source.Files {
		if f.Name == name {
			return in.bytes(f)
		}
	}
	return nil, fmt.Errorf("source %s declares no file %q", in.Source.Name, name)
}

func (in Input) bytes(f catalog.File) ([]byte, error) {
	r, err := in.Open(f)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// EachCSV reads every declared file of the source as comma-separated text and gives its records to do, in the order of the declaration;
// file is the base name of the mirror path, for messages and accounts. The first error ends it.
func (in Input) EachCSV(do func(f catalog.File, file string, records []Record) error) error {
	return in.each(func(file string, body []byte) ([]Record, error) { return ReadCSV(file, body, catalog.Format{}) }, do)
}

// EachXLSX is EachCSV for workbooks; the declared sheet is read.
func (in Input) EachXLSX(do func(f catalog.File, file string, records []Record) error) error {
	return in.each(func(file string, body []byte) ([]Record, error) { return XLSX(file, body, in.Source.Format.Sheet) }, do)
}

func (in Input) each(read func(file string, body []byte) ([]Record, error), do func(catalog.File, string, []Record) error) error {
	for _, f := range in.Source.Files {
		body, err := in.Bytes(f.Name)
		if err != nil {
			return err
		}
		file := f.Label()
		records, err := read(file, body)
		if err != nil {
			return err
		}
		if err := do(f, file, records); err != nil {
			return err
		}
	}
	return nil
}

// Error says that a file is not what the declaration promises.
type Error struct {
	File string
	Line int // 1-based; 0 when the whole file is meant
	What string
	Hint string
}

// Error formats the place, the fault and the hint.
func (e *Error) Error() string {
	f := e.Finding()
	return f.String()
}

// Finding is the error as a finding.
func (e *Error) Finding() catalog.Finding {
	where := e.File
	if e.Line > 0 {
		where = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	return catalog.Finding{Where: where, What: e.What, Hint: e.Hint}
}

// Rejected is one quarantined value: its row left out, or only its cell emptied.
type Rejected struct {
	File   string
	Line   int
	Column string
	Value  string
	Reason string
	Cell   bool // only the cell is emptied, the row is loaded
}

// Tally accounts for the records of one file.
type Tally struct {
	File        string
	In          int
	Loaded      int
	Quarantined int
	Skipped     map[string]int // by rule

	sheet *Sheet
	told  []evidence // by column; nil: nothing was told
}

// Sheet collects what a parser makes of a source.
type Sheet struct {
	Source  catalog.Source
	Rows    [][]string // canonical text in the order of the contract
	Tallies []*Tally
	Bad     []Rejected
	// Shape, if a parser sets it, works on the upstream cells of each record before the contract judges them: in place, in the order of the columns.
	Shape func(cells []string)
	// Check judges a row whose cells fit one by one: the column and why they do not fit together, or two empty texts. Nil: they always do.
	Check func(row []string) (column, reason string)

	rules  []columnRule
	origin []origin  // of each row
	held   []heldRow // rows with cells that their columns must decide on
	order  int       // rows that came so far
}

type origin struct {
	tally *Tally
	line  int
	order int
}

// NewSheet makes an empty sheet for a source.
func NewSheet(s catalog.Source) (*Sheet, error) {
	rules, err := compile(s.Columns, s.Format.Marks)
	if err != nil {
		return nil, fmt.Errorf("source %s: %w", s.Name, err)
	}
	return &Sheet{Source: s, rules: rules}, nil
}

// File opens the account of one upstream file.
func (s *Sheet) File(name string) *Tally {
	t := &Tally{File: name, Skipped: map[string]int{}, sheet: s}
	s.Tallies = append(s.Tallies, t)
	return t
}

// Row puts one record under the contract: loaded when every cell fits, else quarantined.
// Cells are upstream text in the order of the contract's columns.
func (t *Tally) Row(line int, cells []string) { t.take(upstream{line: line, cells: cells}) }

// take is Row for a record of which more is known. A record with a cell that its column must decide on waits for the end.
func (t *Tally) take(u upstream) {
	s := t.sheet
	if s.Shape != nil {
		s.Shape(u.cells)
	}
	s.order++
	if len(u.cells) == len(s.rules) && t.doubtful(u) {
		s.hold(t, u)
		return
	}
	t.judge(u, s.order)
}

// judge puts a record under the contract.
func (t *Tally) judge(u upstream, order int) {
	s := t.sheet
	row, ok := s.canonical(t, u)
	if !ok {
		t.Quarantined++
		return
	}
	t.Loaded++
	s.Rows = append(s.Rows, row)
	s.origin = append(s.origin, origin{t, u.line, order})
}

// Add puts a computed row under the contract, made of records that Used accounts for. A row that does not fit is an error of the parser.
func (s *Sheet) Add(cells []string) error {
	scratch := &Tally{File: "computed", Skipped: map[string]int{}, sheet: s}
	bad := len(s.Bad)
	s.order++
	row, ok := s.canonical(scratch, upstream{line: len(s.Rows) + 1, cells: cells, stored: slices.Repeat([]Stored{AsNumber}, len(cells))})
	if !ok || len(s.Bad) > bad {
		b := s.Bad[len(s.Bad)-1]
		return fmt.Errorf("computed row %d: column %s: %s: %q", b.Line, b.Column, b.Reason, b.Value)
	}
	s.Rows = append(s.Rows, row)
	s.origin = append(s.origin, origin{order: s.order})
	return nil
}

// fillMark remembers how far the sheet is filled.
type fillMark struct{ rows, held, bad int }

func (s *Sheet) mark() fillMark { return fillMark{len(s.Rows), len(s.held), len(s.Bad)} }

// back takes what came after the mark off the sheet; the accounts are to be set right by repeat.
func (s *Sheet) back(m fillMark) {
	s.Rows, s.origin, s.held, s.Bad = s.Rows[:m.rows], s.origin[:m.rows], s.held[:m.held], s.Bad[:m.bad]
}

// repeat accounts for a file all of whose records came before.
func (t *Tally) repeat(records int) {
	t.In, t.Loaded, t.Quarantined, t.Skipped = records, 0, 0, map[string]int{"page_repeated": records}
}

// Used accounts for a record that went into a computed row.
func (t *Tally) Used() { t.Loaded++ }

// Skip accounts for a record that a declared rule leaves out.
func (t *Tally) Skip(rule string) { t.Skipped[rule]++ }

// Reject quarantines a record for one of its values.
func (t *Tally) Reject(line int, column, value, reason string) {
	t.Quarantined++
	t.sheet.bad(t, line, column, value, reason, false)
}

// RejectCell notes a value that could not be understood; the record goes on without it.
func (t *Tally) RejectCell(line int, column, value, reason string) {
	t.sheet.bad(t, line, column, value, reason, true)
}

func (s *Sheet) bad(t *Tally, line int, column, value, reason string, cell bool) {
	if i := s.Source.Column(column); i >= 0 && s.Source.Columns[i].Private {
		value = "(masked)"
	}
	if r := []rune(value); len(r) > 120 {
		value = string(r[:120]) + "…"
	}
	value = strings.ReplaceAll(value, "\x00", "␀")
	s.Bad = append(s.Bad, Rejected{t.File, line, column, value, reason, cell})
}

func (s *Sheet) canonical(t *Tally, u upstream) ([]string, bool) {
	line, cells := u.line, u.cells
	if len(cells) != len(s.rules) {
		s.bad(t, line, "", fmt.Sprint(len(cells)), fmt.Sprintf("%d cells, the contract has %d columns", len(cells), len(s.rules)), false)
		return nil, false
	}
	row := make([]string, len(cells))
	for i := range s.rules {
		fault, stored := u.at(i)
		v, problem := s.rules[i].canonical(cells[i], stored)
		if fault != "" {
			problem = fault
		}
		if problem == "" {
			row[i] = v
			continue
		}
		cell := s.rules[i].OnBad == "cell" && !s.rules[i].Required
		s.bad(t, line, s.rules[i].Name, cells[i], problem, cell)
		if !cell {
			return nil, false
		}
	}
	if s.Check == nil {
		return row, true
	}
	if column, reason := s.Check(row); reason != "" {
		value := ""
		if i := s.Source.Column(column); i >= 0 {
			value = row[i]
		}
		s.bad(t, line, column, value, reason, false)
		return nil, false
	}
	return row, true
}

// Finish sorts the rows by key, quarantines rows whose key is taken, and checks that every record is accounted for.
func (s *Sheet) Finish() error {
	s.judgeHeld()
	var key []int
	for _, k := range s.Source.Key {
		key = append(key, s.Source.Column(k))
	}
	order := make([]int, len(s.Rows))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return compare(s.Rows[order[a]], s.Rows[order[b]], key) < 0 })
	rows, from := s.Rows, s.origin
	s.Rows, s.origin = make([][]string, 0, len(rows)), nil
	for _, i := range order {
		if n := len(s.Rows); n > 0 && compare(s.Rows[n-1], rows[i], key) == 0 {
			o := from[i]
			if o.tally == nil {
				return fmt.Errorf("source %s: computed rows repeat the key %v", s.Source.Name, rows[i][key[0]])
			}
			o.tally.Loaded--
			o.tally.Reject(o.line, strings.Join(s.Source.Key, "+"), rows[i][key[0]], "key is taken by an earlier row")
			continue
		}
		s.Rows = append(s.Rows, rows[i])
	}
	for _, t := range s.Tallies {
		if out := t.Loaded + t.Quarantined + t.skipped(); out != t.In {
			return &Error{File: t.File, What: fmt.Sprintf("%d records in, %d accounted for (%d loaded, %d quarantined, %d skipped)", t.In, out, t.Loaded, t.Quarantined, t.skipped()), Hint: "the parser loses records"}
		}
	}
	if in, _, _, _ := s.Totals(); len(s.Rows) == 0 && (in > 0 || !s.Source.Own) { // a table of our own may wait for its first row
		return s.barren()
	}
	return nil
}

func compare(a, b []string, key []int) int {
	for _, k := range key {
		if c := strings.Compare(a[k], b[k]); c != 0 {
			return c
		}
	}
	return 0
}

func (t *Tally) skipped() (n int) {
	for _, c := range t.Skipped {
		n += c
	}
	return n
}

// Totals sums the tallies of all files.
func (s *Sheet) Totals() (in, loaded, quarantined, skipped int) {
	for _, t := range s.Tallies {
		in, loaded, quarantined, skipped = in+t.In, loaded+t.Loaded, quarantined+t.Quarantined, skipped+t.skipped()
	}
	return
}
