// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"osnova/ingest/parse"
	"osnova/ingest/parse/numbertext"
	"osnova/ingest/parse/sheetxml"
)

// Answers reads every question outside the matrix of services, in the order of the workbook. A part larger than its whole refuses both,
// for nobody can tell which is wrong. A code that the version does not ask is refused, and so is a question that stands twice.
func (w *Workbook) Answers() ([]Record, error) {
	var out []Record
	at := map[string]int{}
	err := w.each(func(g sheetGrid, row int, code string, cells map[string]sheetxml.Cell) error {
		if _, ok := cells["value"]; !ok {
			return errEnough // the matrix
		}
		i, known := w.Form.Item(code)
		if known && i.Sheet == "passport" {
			return nil
		}
		c := cells["value"]
		r := Record{Item: code, cell: g.at(row, c.Column)}
		_, twice := at[code]
		switch {
		case !known || i.Per != "" || !i.Asked(w.Version):
			r.refuse(shown(code), fmt.Sprintf("is no question of version %d of the form", w.Version))
		case twice:
			r.refuse(shown(c.Text), "the question "+code+" stands twice")
		default:
			at[code] = len(out)
			r.answer(i, c, cells["note"])
		}
		out = append(out, r)
		return enough(len(out))
	})
	if err != nil {
		return nil, err
	}
	w.Form.contradictions(out, at)
	return out, nil
}

// contradictions refuses parts and wholes that do not fit.
func (f *Form) contradictions(out []Record, at map[string]int) {
	type pair struct{ part, whole int }
	var wrong []pair
	for _, i := range f.Items {
		part, ok := at[i.Code]
		if !ok || !out[part].valued() {
			continue
		}
		for _, code := range i.PartOf {
			whole, ok := at[code]
			if ok && out[whole].valued() && out[part].Value > out[whole].Value {
				wrong = append(wrong, pair{part, whole})
			}
		}
	}
	for _, p := range wrong {
		part, whole := &out[p.part], &out[p.whole]
		values := [2]string{numberText(part.Value), numberText(whole.Value)}
		if !part.lost() {
			part.refuse(values[0], fmt.Sprintf("the part is more than the whole, %s in %s", values[1], whole.cell))
		}
		if !whole.lost() {
			whole.refuse(values[1], fmt.Sprintf("the whole is less than its part, %s in %s", values[0], part.cell))
		}
	}
}

func (r *Record) valued() bool { return !r.lost() && !r.Blank && r.Note == "" }

func (r *Record) lost() bool {
	return slices.ContainsFunc(r.Faults, func(f Fault) bool { return !f.Empty })
}

// Account counts the record; unless it is refused or not answered it has a row, which the caller gives to the tally.
func (r *Record) Account(t *parse.Tally, at Place) (row bool) {
	t.In++
	for _, f := range r.Faults {
		if !f.Empty {
			t.Reject(at.Number, at.Cell(f.Cell), f.Value, f.Reason)
			return false
		}
	}
	if r.Blank {
		t.Skip("not_answered")
		return false
	}
	for _, f := range r.Faults {
		t.RejectCell(at.Number, at.Cell(f.Cell), f.Value, f.Reason)
	}
	return true
}

func (r *Record) refuse(value, reason string) {
	r.Faults = append(r.Faults, Fault{r.cell, value, reason, false})
}

// empty notes a cell that the record goes on without.
func (r *Record) empty(cell, value, reason string) {
	r.Faults = append(r.Faults, Fault{cell, value, reason, true})
}

func numberText(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func enough(n int) error {
	if n > maxRecords {
		return fmt.Errorf("the workbook has more than %d rows of questions", maxRecords)
	}
	return nil
}

// each walks all sheets; the matrix ends early for those who read questions, and the other way round.
func (w *Workbook) each(do func(g sheetGrid, row int, code string, cells map[string]sheetxml.Cell) error) error {
	for n := range w.book.Sheets {
		if err := w.rows(n, do); err != nil && !errors.Is(err, errEnough) {
			return err
		}
	}
	return nil
}

// answer reads the cells of one question.
func (r *Record) answer(i Item, c, why sheetxml.Cell) {
	v, note := parse.TrimSpace(c.Text), ""
	if n := parse.TrimSpace(why.Text); n != "" {
		if note = reason(n); note == "" {
			r.refuse(shown(n), "is no reason of the list")
			return
		}
	}
	if spoken := reason(v); spoken != "" && (note == "" || note == spoken) {
		r.Note = spoken
		return
	}
	switch {
	case v == "" && c.Formula, c.Kind == sheetxml.Failure:
		r.refuse(shown(v), "the formula has no value: calculate and save the workbook")
	case v == "" && note == "":
		r.Blank = true
	case v == "":
		r.Note = note
	case note != "":
		r.refuse(shown(v), "has an answer and a reason for none")
	default:
		value, problem := i.value(v, c.Kind)
		if problem != "" {
			r.refuse(shown(v), problem)
			return
		}
		r.Value = value
	}
}

// reason is the code of a reason in the words that people use.
func reason(v string) string {
	v = strings.ToLower(v)
	if uk, _, listed := strings.Cut(v, " / "); listed {
		v = uk
	}
	for _, r := range reasons {
		if v == r.code || v == r.text.UK || v == r.text.EN {
			return r.code
		}
	}
	switch strings.TrimRight(v, ".") {
	case "відмовляємося", "відмовлено":
		return "refused"
	case "н/д", "нд", "немає даних", "невідомо", "..", "…":
		return "unknown"
	case "н/з", "не застосовується", "не стосується нас":
		return "not_applicable"
	}
	return ""
}

var levelText = regexp.MustCompile(`^(\d)(\.0+)?(\s*[—–-].*|\s*)$`)

// value reads an answer by its kind, or says what is wrong with it.
func (i Item) value(v string, kind sheetxml.NumberKind) (float64, string) {
	switch i.Kind {
	case "yesno", "mark":
		b, ok := truth(v)
		if !ok {
			return 0, "is neither yes nor no"
		}
		if b {
			return 1, ""
		}
		return 0, ""
	case "level":
		return i.level(v)
	}
	n, problem := numberOf(v, kind)
	switch whole := math.Round(n); {
	case problem != "":
		return 0, problem
	case i.Kind != "money" && math.Abs(n-whole) > 1e-9:
		return 0, "is not a whole number"
	case i.Kind != "money":
		n = whole
	}
	switch {
	case n < i.Min:
		return 0, fmt.Sprintf("is below %s", numberText(i.Min))
	case i.Max > 0 && n > i.Max:
		return 0, fmt.Sprintf("is above %s", numberText(i.Max))
	}
	return n + 0, "" // no negative zero
}

// numberOf reads a number that is kept as one, or as text that can be read in one way: no column of others tells how the sender writes numbers.
func numberOf(v string, kind sheetxml.NumberKind) (float64, string) {
	reader := numbertext.Reader{}
	if kind == sheetxml.Number || kind == sheetxml.Percent || kind == sheetxml.DateKind {
		reader.Decimal = "."
	}
	n, err := reader.Read(v)
	var fault *numbertext.Error
	switch f, _ := n.Float(); { // one that a float cannot hold exactly is beyond every bound
	case errors.As(err, &fault) && fault.Doubt:
		return 0, "may be read in two ways: write the number without a mark between thousands"
	case err != nil:
		return 0, numbertext.NotNumber
	default:
		return f, ""
	}
}

func (i Item) level(v string) (float64, string) {
	for n, o := range i.Options {
		if strings.EqualFold(v, o.UK) || strings.EqualFold(v, o.EN) || v == i.Option(n) {
			return float64(n), ""
		}
	}
	if m := levelText.FindStringSubmatch(v); m != nil {
		if n := int(m[1][0] - '0'); n < len(i.Options) {
			return float64(n), ""
		}
		return 0, fmt.Sprintf("is above %d", len(i.Options)-1)
	}
	return 0, "is no answer of the list"
}

func truth(v string) (yes, ok bool) {
	v = strings.ToLower(v)
	if uk, _, listed := strings.Cut(v, " / "); listed {
		v = uk
	}
	switch v {
	case "так", "yes", "true", "1", "+", "x", "х", "є", "v", "✓":
		return true, true
	case "ні", "no", "false", "0", "-", "–", "немає":
		return false, true
	}
	return false, false
}
