// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
)

// Read reads the register from the bytes of its workbook: the first sheet,
// two header rows, then one Point per row. Every data row is either a Point
// or a Problem with Row set; blank rows at the end do not count. The error
// says that the file as a whole cannot be read: not a workbook, or another
// layout. Without places no point is matched.
func Read(data []byte, places *gazetteer.Gazetteer) ([]Point, []Problem, error) {
	book, err := parse.Workbook("cnap register", data)
	if err != nil {
		return nil, nil, err
	}
	defer book.Close() // frees temporary files; nothing was written
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, nil, errors.New("cnap register: the workbook has no sheet: expected the register on the first one")
	}
	rows, err := book.Rows(sheets[0])
	if err != nil {
		return nil, nil, fmt.Errorf("cnap register: sheet %q: %w", sheets[0], err)
	}
	defer rows.Close()

	r := reader{seen: map[int]int{}, places: places}
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, nil, fmt.Errorf("cnap register: sheet %q: line %d: %w", sheets[0], line, err)
		}
		r.lines = line
		if line <= 2 {
			if err := checkHeader(line, cells); err != nil {
				return nil, nil, err
			}
			continue
		}
		r.row(line, cells)
	}
	if err := rows.Error(); err != nil {
		return nil, nil, fmt.Errorf("cnap register: sheet %q: after line %d: %w", sheets[0], r.lines, err)
	}
	if r.lines < 3 {
		return nil, nil, fmt.Errorf("cnap register: sheet %q has %d lines: expected two header lines and data", sheets[0], r.lines)
	}
	return r.points, r.problems, nil
}

// checkHeader compares header line 1 (Ukrainian) or 2 (machine names).
func checkHeader(line int, cells []string) error {
	var errs []error
	for i := range max(len(columns), len(cells)) {
		found, want := "", ""
		if i < len(cells) {
			found = cells[i]
		}
		if i < len(columns) {
			want = columns[i].title
			if line == 2 {
				want = columns[i].name
			}
		}
		if found != want {
			letter, _ := excelize.ColumnNumberToName(i + 1) // i is within the sheet
			errs = append(errs, fmt.Errorf("column %s: found %q, expected %q", letter, shorten(found), want))
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return fmt.Errorf("cnap register: header line %d differs in %d of %d columns: %w: if the publisher changed the layout, revise columns.go",
		line, len(errs), len(columns), errors.Join(errs[:min(len(errs), 3)]...))
}

// reader collects points and problems.
type reader struct {
	points   []Point
	problems []Problem
	seen     map[int]int // code → line
	lines    int
	places   *gazetteer.Gazetteer
}

func (r *reader) row(line int, cells []string) {
	if len(cells) > len(columns) {
		extra := strings.Join(cells[len(columns):], "")
		if strings.TrimSpace(extra) != "" {
			r.quarantine(line, "row", "", fmt.Sprintf("%d cells: expected %d; a cell may be shifted", len(cells), len(columns)))
			return
		}
	}
	cell := func(i int) string {
		if i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		r.quarantine(line, "row", "", "blank row between data rows: expected a service point")
		return
	}
	code, err := strconv.Atoi(cell(colCode))
	switch earlier := r.seen[code]; {
	case err != nil || code <= 0:
		r.quarantine(line, "code", cell(colCode), "expected a whole number above 0")
		return
	case earlier > 0:
		r.quarantine(line, "code", cell(colCode), fmt.Sprintf("the same code as on line %d: expected each code once", earlier))
		return
	case blank(cell(colName)):
		r.quarantine(line, "name", cell(colName), "expected the name of a service point")
		return
	case cell(colState) != "Діючий":
		r.quarantine(line, "state", cell(colState), "expected «Діючий» (in operation)")
		return
	}
	r.seen[code] = line

	name := cell(colName)
	p := Point{Line: line, Code: code, Name: PublicName(name), Kind: KindOf(name), Address: ParseAddress(cell(colAddress))}
	p.CouncilName, p.CouncilType = Council(name)
	p.PlaceName, p.PlaceType = PlaceIn(name)
	if r.places != nil {
		p.Found = r.places.Match(gazetteer.Query{Texts: []string{cell(colAddress), name}})
	}
	if p.Oblast == "" {
		r.problem(line, "address", hidden(cell(colAddress)), "no oblast at the end: expected «…, Вінницька область» or «м. Київ»")
	}
	r.numbers(&p, cell)
	r.block(&p, cell)
	r.points = append(r.points, p)
}

func (r *reader) numbers(p *Point, cell func(int) string) {
	if s := cell(colWorkers); s != "" {
		if n, err := strconv.Atoi(s); err == nil && n >= 0 {
			p.Workers = &n
		} else {
			r.problem(p.Line, "workers_total", s, "expected a whole number, 0 or more")
		}
	}
	if s := cell(colArea); s != "" {
		switch area, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64); {
		case err != nil || area < 0 || area > 1e5:
			r.problem(p.Line, "square_total", s, "expected an area from 0 to 100000 m²")
		case area > 0:
			p.AreaM2 = &area
		}
	}
}

// block reads the amenities, unless the point left the whole block blank.
func (r *reader) block(p *Point, cell func(int) string) {
	filled := false
	for i := blockFrom; i < len(columns); i++ {
		filled = filled || cell(i) != ""
	}
	if !filled {
		return
	}
	for _, f := range flags {
		switch s := cell(position(f.column)); strings.ToLower(s) {
		case "true", "1":
			*f.field(p) = new(true)
		case "false", "0":
			*f.field(p) = new(false)
		case "":
			r.problem(p.Line, f.column, "", "blank in a block that is filled otherwise: expected True or False")
		default:
			r.problem(p.Line, f.column, s, "expected True or False")
		}
	}
	for _, f := range presences {
		*f.field(p) = new(!blank(cell(position(f.column))))
	}
	week, err := ParseTimetable(cell(colTimetable))
	if err != nil {
		r.problem(p.Line, "timetable", cell(colTimetable), err.Error())
	}
	p.timetable(week)
}

func (r *reader) problem(line int, column, value, reason string) {
	r.problems = append(r.problems, Problem{Line: line, Column: column, Value: maskContacts(value), Reason: maskContacts(reason)})
}

func (r *reader) quarantine(line int, column, value, reason string) {
	r.problem(line, column, value, reason)
	r.problems[len(r.problems)-1].Row = true
}

// hidden replaces a street address by its size.
func hidden(s string) string { return fmt.Sprintf("[address of %d signs]", len([]rune(s))) }
