// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"osnova/metrics/frame"
)

// Question is a column of answers with its scale, both ends included.
type Question struct {
	Column   string
	Min, Max float64
	Missing  []float64 // codes of "don't know" and the like
	Labels   Labels
}

// Labels say what answers that are words mean.
type Labels struct {
	Values  map[string]float64 // number of a word, by its folded text
	Missing map[string]bool    // words of no answer, folded
	Leading bool               // answers begin with their number: 7 – surely
}

// foldWord is a word as it is compared: without space around it, in small letters.
func foldWord(word string) string { return strings.ToLower(strings.TrimFunc(word, isBlank)) }

// isBlank says of a rune that it is white space or the mark of UTF-8.
func isBlank(r rune) bool { return r == '\ufeff' || unicode.IsSpace(r) }

// Item is one statement that respondents judge.
type Item struct {
	Name        string
	Dimension   int // index into Design.Dimensions
	Perception  Question
	Expectation *Question // nil where it is not asked
}

// Dimension is a group of items.
type Dimension struct {
	Name       string
	Items      []int     // indices into Design.Items
	Importance *Question // points out of 100 that a respondent gives it; nil where not asked
}

// Design says which column asks what.
type Design struct {
	Items          []Item
	Dimensions     []Dimension // in the order of their first item
	CSAT, NPS, CES *Question   // nil where not asked
	Duration       string      // column of the time taken, any unit; empty where none
	Strata         []string    // columns of the strata of the sample

	missing []float64       // codes of no answer in any column
	words   map[string]bool // and words, folded
}

// Columns are those of the responses that hold answers.
func (d *Design) Columns() (names []string) {
	add := func(q *Question) {
		if q != nil && !slices.Contains(names, q.Column) {
			names = append(names, q.Column)
		}
	}
	for i := range d.Items {
		add(&d.Items[i].Perception)
		add(d.Items[i].Expectation)
	}
	for i := range d.Dimensions {
		add(d.Dimensions[i].Importance)
	}
	add(d.CSAT)
	add(d.NPS)
	add(d.CES)
	if d.Duration != "" {
		names = append(names, d.Duration)
	}
	return names
}

// absent says whether a cell of any column stands for no answer.
func (d *Design) absent(cell string) bool {
	v, reason := frame.Number(cell)
	return d.words[foldWord(cell)] || reason == "" && slices.Contains(d.missing, v)
}

// mostSize bounds scales and weights, so that no sum of squares leaves float64.
const mostSize = 1e9

// roles are the words of the column role, and the scale each has when the file gives none.
var roles = map[string][2]float64{
	"item": {1, 7}, "csat": {1, 5}, "nps": {0, 10}, "ces": {1, 7}, "duration": {0, math.Inf(1)}, "stratum": {},
}

// ReadDesign reads items.csv: item, dimension, perception, and, all optional,
// expectation, importance, role (item, csat, nps, ces, duration, stratum; empty =
// item), scale_min, scale_max, missing (codes and words, separated by spaces, or by
// semicolons where words have spaces), values (Agree=5; Disagree=1, or leading where
// answers begin with their number). Perception, expectation and importance name
// columns of the responses. Missing holds more codes and words that stand for no
// answer in any column. All faults come joined.
func ReadDesign(f *frame.Frame, missing []string) (*Design, error) {
	r := &designReader{f: f, d: &Design{}, used: map[string]int{}, dimensions: map[string]int{}, words: map[string]bool{}}
	r.missing = addMissing(missing, r.words)
	r.d.missing, r.d.words = r.missing, r.words
	for _, name := range []string{"item", "dimension", "perception"} {
		if _, err := f.Text(name); err != nil {
			r.faults = append(r.faults, err)
		}
	}
	for _, name := range f.Names {
		if !slices.Contains(designColumns, name) {
			r.faults = append(r.faults, fmt.Errorf("%s: column %q is not known; there may be %s", f.File, name, strings.Join(designColumns, ", ")))
		}
	}
	if len(r.faults) > 0 {
		return nil, errors.Join(r.faults...)
	}
	names := map[string]bool{}
	for row := range f.Len() {
		if name := r.text(row, "item"); name != "" && names[name] {
			r.reject(row, "item", "is there twice")
		} else {
			names[name] = true
		}
		r.row(row)
	}
	if len(r.d.Items) == 0 && r.d.CSAT == nil && r.d.NPS == nil && r.d.CES == nil && len(r.faults) == 0 {
		r.faults = append(r.faults, fmt.Errorf("%s: no row has the role item, csat, nps or ces: name at least one column of answers", f.File))
	}
	r.importances()
	if len(r.faults) > 0 {
		return nil, errors.Join(r.faults...)
	}
	return r.d, nil
}

var designColumns = []string{"item", "dimension", "perception", "expectation", "importance", "role", "scale_min", "scale_max", "missing", "values"}

type designReader struct {
	f          *frame.Frame
	d          *Design
	missing    []float64
	words      map[string]bool // of no answer in any column, folded
	used       map[string]int  // column of the responses → row that asked it
	dimensions map[string]int
	faults     []error
}

func (r *designReader) text(row int, column string) string {
	cells, err := r.f.Text(column)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(cells[row])
}

func (r *designReader) reject(row int, column, reason string) {
	r.faults = append(r.faults, &frame.CellError{File: r.f.File, Line: r.f.Line(row), Column: column, Value: r.text(row, column), Reason: reason})
}

func (r *designReader) row(row int) {
	role := r.text(row, "role")
	if role == "" {
		role = "item"
	}
	if _, known := roles[role]; !known {
		r.faults = append(r.faults, &frame.UnknownError{
			Where: fmt.Sprintf("%s:%d", r.f.File, r.f.Line(row)), What: "role", Name: role,
			Have: []string{"item", "csat", "nps", "ces", "duration", "stratum"},
		})
		return
	}
	if r.text(row, "perception") == "" {
		r.reject(row, "perception", "is empty: name the column of the responses")
		return
	}
	q := Question{Column: r.text(row, "perception"), Labels: r.labels(row)}
	q.Missing = append(addMissing(splitList(r.text(row, "missing")), q.Labels.Missing), r.missing...)
	q.Min, q.Max = r.scale(row, role)
	if role != "stratum" { // a stratum may be a column that is used elsewhere
		r.use(row, "perception", q.Column)
	}
	switch role {
	case "item":
		r.item(row, q)
		return
	case "csat":
		r.once(row, &r.d.CSAT, q)
	case "ces":
		r.once(row, &r.d.CES, q)
	case "nps":
		if q.Min != 0 || q.Max != 10 {
			r.reject(row, "role", "has a scale of its own: the net promoter score is defined on 0–10 alone")
		}
		r.once(row, &r.d.NPS, q)
	case "duration":
		if r.d.Duration != "" {
			r.reject(row, "role", "is there twice")
		}
		r.d.Duration = q.Column
	case "stratum":
		r.d.Strata = append(r.d.Strata, q.Column)
	}
	for _, other := range []string{"expectation", "importance"} {
		if r.text(row, other) != "" {
			r.reject(row, other, "belongs to rows of the role item")
		}
	}
}

func (r *designReader) once(row int, at **Question, q Question) {
	if *at != nil {
		r.reject(row, "role", "is there twice")
	}
	*at = &q
}

func (r *designReader) use(row int, cell, column string) {
	if before, twice := r.used[column]; twice {
		r.reject(row, cell, fmt.Sprintf("is asked on line %d already", r.f.Line(before)))
	}
	r.used[column] = row
}

func (r *designReader) item(row int, q Question) {
	item, dimension := Item{Name: r.text(row, "item"), Perception: q}, r.text(row, "dimension")
	for _, cell := range []string{"item", "dimension"} {
		if r.text(row, cell) == "" {
			r.reject(row, cell, "is empty: an item needs its name and its dimension")
		}
	}
	if column := r.text(row, "expectation"); column != "" {
		r.use(row, "expectation", column)
		e := q
		e.Column = column
		item.Expectation = &e
	}
	at, known := r.dimensions[dimension]
	if !known {
		at = len(r.d.Dimensions)
		r.dimensions[dimension] = at
		r.d.Dimensions = append(r.d.Dimensions, Dimension{Name: dimension})
	}
	d := &r.d.Dimensions[at]
	if column := r.text(row, "importance"); column != "" {
		switch {
		case d.Importance == nil:
			r.use(row, "importance", column)
			d.Importance = &Question{Column: column, Min: 0, Max: 100, Missing: r.missing, Labels: Labels{Missing: r.words}}
		case d.Importance.Column != column:
			r.reject(row, "importance", fmt.Sprintf("is a second column for the dimension %q, after %q: one column a dimension", dimension, d.Importance.Column))
		}
	}
	item.Dimension = at
	d.Items = append(d.Items, len(r.d.Items))
	r.d.Items = append(r.d.Items, item)
}

// importances refuses a weighting that some dimensions lack.
func (r *designReader) importances() {
	with, without := 0, ""
	for _, d := range r.d.Dimensions {
		if d.Importance != nil {
			with++
		} else if without == "" {
			without = d.Name
		}
	}
	if with > 0 && without != "" {
		r.faults = append(r.faults, fmt.Errorf("%s: the dimension %q has no importance column, others have: give one a dimension, or none", r.f.File, without))
	}
}

func (r *designReader) scale(row int, role string) (low, high float64) {
	low, high = roles[role][0], roles[role][1]
	least, most := r.text(row, "scale_min"), r.text(row, "scale_max")
	if least == "" && most == "" {
		return low, high
	}
	if role == "duration" || role == "stratum" {
		r.reject(row, "scale_min", "has no meaning for this role: leave both ends empty")
		return low, high
	}
	for i, to := range []*float64{&low, &high} {
		cell := []string{"scale_min", "scale_max"}[i]
		v, reason := frame.Number(r.text(row, cell))
		if reason != "" {
			r.reject(row, cell, reason)
		} else if math.IsNaN(v) {
			r.reject(row, cell, "is empty: give both ends of the scale, or none")
		} else if math.Abs(v) > mostSize {
			r.reject(row, cell, "is beyond 1e9")
		} else {
			*to = v
		}
	}
	if low >= high {
		r.reject(row, "scale_max", "is not above scale_min")
	}
	return low, high
}

// splitList parts a list by semicolons, or by spaces where it has none.
func splitList(text string) []string {
	if !strings.Contains(text, ";") {
		return strings.Fields(text)
	}
	return strings.FieldsFunc(text, func(r rune) bool { return r == ';' })
}

// addMissing gives those of a list of codes of no answer that are numbers; the others are words.
func addMissing(list []string, words map[string]bool) (codes []float64) {
	for _, one := range list {
		if v, reason := frame.Number(one); reason == "" && !math.IsNaN(v) {
			codes = append(codes, v)
		} else if foldWord(one) != "" {
			words[foldWord(one)] = true
		}
	}
	return codes
}

// labels reads which word is which number.
func (r *designReader) labels(row int) Labels {
	l := Labels{Values: map[string]float64{}, Missing: maps.Clone(r.words)}
	text := r.text(row, "values")
	if l.Leading = text == "leading"; l.Leading || text == "" {
		return l
	}
	for _, pair := range strings.Split(text, ";") {
		if foldWord(pair) == "" {
			continue
		}
		at := strings.LastIndexByte(pair, '=')
		v, reason := 0.0, "has no ="
		if at > 0 {
			v, reason = frame.Number(pair[at+1:])
		}
		word := foldWord(pair[:max(at, 0)])
		if reason == "" && math.IsNaN(v) {
			reason = "names no number"
		}
		if _, twice := l.Values[word]; twice && reason == "" {
			reason = fmt.Sprintf("tells %q twice", strings.TrimSpace(pair[:at]))
		}
		if reason != "" {
			r.reject(
				row,
				"values",
				fmt.Sprintf("%s: write word=number, parted by semicolons, such as Agree=5; Disagree=1, or leading where answers begin with their number", reason),
			)
			return l
		}
		l.Values[word] = v
	}
	return l
}
