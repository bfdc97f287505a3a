// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"osnova/catalog"
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
		r := Record{Item: code, spot: g.at(row, c.Column)}
		merged := g.covered(row, c.Column)
		_, twice := at[code]
		switch {
		case !known || i.Per != "" || !i.Asked(w.Version):
			r.refuse(code, catalog.Text{}, NotAsked, strconv.Itoa(w.Version))
		case twice:
			r.refuse(c.Text, catalog.Text{}, QuestionTwice, code)
		case merged != "":
			r.refuse("", catalog.Text{}, MergedCells, merged)
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
		if !part.Lost() {
			part.refuse(values[0], catalog.Text{}, PartMore, values[1], whole.spot.Public())
		}
		if !whole.Lost() {
			whole.refuse(values[1], catalog.Text{}, WholeLess, values[0], part.spot.Public())
		}
	}
}

func (r *Record) valued() bool { return !r.Lost() && !r.Blank && r.Note == "" }

func numberText(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// answer reads the cells of one question.
func (r *Record) answer(i Item, c, why sheetxml.Cell) {
	v, note := trimText(c.Text), ""
	if n := trimText(why.Text); n != "" {
		if note = reason(n); note == "" {
			r.refuse(n, mayReason, NotReason)
			return
		}
	}
	if spoken := reason(v); spoken != "" && (note == "" || note == spoken) {
		r.Note = spoken
		return
	}
	switch {
	case v == "" && c.Formula, c.Kind == sheetxml.Failure:
		r.refuse(v, catalog.Text{}, HollowFormula)
	case v == "" && note == "":
		r.Blank = true
	case v == "":
		r.Note = note
	case note != "":
		r.refuse(v, catalog.Text{}, AnswerReason)
	default:
		value, what := i.value(v, c.Kind)
		if what.code != "" {
			r.refuse(v, i.May(), what.code, what.args...)
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
func (i Item) value(v string, kind sheetxml.NumberKind) (float64, problem) {
	switch i.Kind {
	case "yesno", "mark":
		b, ok := truth(v)
		if !ok {
			return 0, wrong(NotYesNo)
		}
		if b {
			return 1, problem{}
		}
		return 0, problem{}
	case "level":
		return i.level(v)
	}
	n, what := numberOf(v, kind)
	switch whole := math.Round(n); {
	case what.code != "":
		return 0, what
	case i.Kind != "money" && math.Abs(n-whole) > 1e-9:
		return 0, wrong(NotWhole)
	case i.Kind != "money":
		n = whole
	}
	switch {
	case n < i.Min:
		return 0, wrong(TooLow, numberText(i.Min))
	case i.Max > 0 && n > i.Max:
		return 0, wrong(TooHigh, numberText(i.Max))
	}
	return n + 0, problem{} // no negative zero
}

// numberOf reads a number that is kept as one, or as text that can be read in one way: no column of others tells how the sender writes numbers.
func numberOf(v string, kind sheetxml.NumberKind) (float64, problem) {
	reader := numbertext.Reader{}
	if kind == sheetxml.Number || kind == sheetxml.Percent || kind == sheetxml.DateKind {
		reader.Decimal = "."
	}
	n, err := reader.Read(v)
	var fault *numbertext.Error
	switch f, _ := n.Float(); { // one that a float cannot hold exactly is beyond every bound
	case errors.As(err, &fault) && fault.Doubt:
		return 0, wrong(TwoReadings)
	case err != nil:
		return 0, wrong(NotNumber)
	default:
		return f, problem{}
	}
}

func (i Item) level(v string) (float64, problem) {
	for n, o := range i.Options {
		if strings.EqualFold(v, o.UK) || strings.EqualFold(v, o.EN) || v == i.Option(n) {
			return float64(n), problem{}
		}
	}
	if m := levelText.FindStringSubmatch(v); m != nil {
		if n := int(m[1][0] - '0'); n < len(i.Options) {
			return float64(n), problem{}
		}
		return 0, wrong(TooHigh, strconv.Itoa(len(i.Options)-1))
	}
	return 0, wrong(NotListed)
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
