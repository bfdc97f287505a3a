// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/frame"
)

// column holds the answers to one question. As long as no more than 255 distinct
// answers turn up, an answer is one byte in the row of its respondent; beyond that
// the column keeps numbers of its own.
type column struct {
	Question
	at     int // in the file
	table  [256]float64
	codes  map[float64]uint8
	digits [10]uint8 // code of a one-digit cell, 0 = not met yet
	wide   []float64
	limits string // of the scale, in words

	missing, coded, outside int

	least, most float64        // answers that were met
	beyond      []float64      // the first different answers outside the scale
	words       map[string]int // that are no numbers → line of the first
	order       []string       // of these, as they come
}

// mostWords is how many answers that are no numbers are told one by one.
const mostWords = 12

// missingCode stands for no answer in the table.
const missingCode = 0

func newColumn(q Question, at int) *column {
	c := &column{Question: q, at: at, codes: map[float64]uint8{}}
	c.least, c.most, c.words = math.Inf(1), math.Inf(-1), map[string]int{}
	c.limits = "outside the scale " + frame.Format(q.Min) + "–" + frame.Format(q.Max)
	c.table[missingCode] = math.NaN()
	return c
}

// verdict of one cell.
type verdict int

const (
	answered verdict = iota
	empty
	outOfScale
	noNumber
)

// read gives the value of a cell that has not been met as a digit, NaN unless answered.
func (c *column) read(cell string) (v float64, is verdict, reason string) {
	v, reason = frame.Number(cell)
	if reason != "" || len(c.Labels.Values)+len(c.Labels.Missing) > 0 {
		word := foldWord(cell)
		if c.Labels.Missing[word] {
			c.coded++
			return math.NaN(), empty, ""
		}
		if of, known := c.Labels.Values[word]; known {
			v, reason = of, ""
		} else if c.Labels.Leading && reason != "" {
			v, reason = leadingNumber(cell, reason)
		}
	}
	if reason != "" {
		return v, noNumber, reason
	}
	v, is = c.judge(v)
	return v, is, ""
}

// judge says what an answer that is a number is worth; the value is NaN unless answered.
func (c *column) judge(v float64) (float64, verdict) {
	switch {
	case math.IsNaN(v):
		c.missing++
		return v, empty
	case slices.Contains(c.Missing, v):
		c.coded++
		return math.NaN(), empty
	case v < c.Min || v > c.Max:
		if c.outside++; len(c.beyond) < leastBeyond && !slices.Contains(c.beyond, v) {
			c.beyond = append(c.beyond, v)
		}
		return math.NaN(), outOfScale
	}
	c.least, c.most = min(c.least, v), max(c.most, v)
	return v, answered
}

// leadingNumber is the number that an answer such as «7 – surely» begins with.
func leadingNumber(cell, reason string) (float64, string) {
	text := strings.TrimFunc(cell, isBlank)
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || end == 0 && text[end] == '-') {
		end++
	}
	if v, fault := frame.Number(text[:end]); end > 0 && fault == "" && !math.IsNaN(v) {
		return v, ""
	}
	return math.NaN(), "does not begin with a number; " + reason
}

// refuse keeps an answer that is no number, each word once.
func (c *column) refuse(cell string, line int) {
	word := strings.TrimFunc(cell, isBlank)
	if _, met := c.words[word]; met || len(c.order) > mostWords {
		return
	}
	c.words[strings.Clone(word)] = line
	c.order = append(c.order, strings.Clone(word))
}

// rejectWords tells of the answers of a column that are no numbers, and how to say what they mean; nil where there is none.
func (c *column) rejectWords(file string, reason string) error {
	if len(c.order) == 0 {
		return nil
	}
	if len(c.order) == 1 {
		return &frame.CellError{File: file, Line: c.words[c.order[0]], Column: c.Column, Value: c.order[0], Reason: reason + wordHint}
	}
	var told, pairs []string
	for i, word := range c.order {
		if i == mostWords {
			told = append(told, "…")
			break
		}
		told = append(told, fmt.Sprintf("%q (line %d)", word, c.words[word]))
		pairs = append(pairs, word+"=?")
	}
	return &frame.CellError{
		File:   file,
		Reason: fmt.Sprintf("column %s: answers that are no numbers: %s%s; here values: %s", c.Column, strings.Join(told, ", "), wordHint, strings.Join(pairs, "; ")),
	}
}

// A scale is doubted when so many answers lie outside it, of so many different values, as no codes of no answer have, and they are this share of all.
const (
	leastOutside = 5
	leastBeyond  = 3
	mostOutside  = 0.2
)

// rejectScale refuses a column of which many different answers lie outside its scale: the scale is another one.
func (c *column) rejectScale(file string, respondents int) error {
	answers := respondents - c.missing - c.coded
	if c.outside < leastOutside || len(c.beyond) < leastBeyond || float64(c.outside) <= mostOutside*float64(answers) {
		return nil
	}
	return &frame.CellError{
		File: file,
		Reason: fmt.Sprintf(
			"column %s: %d of %d answers are %s: give scale_min and scale_max of the question in the items, or the codes of no answer in missing",
			c.Column,
			c.outside,
			answers,
			c.limits,
		),
	}
}

// leastForDoubt is the number of answers from which one that nobody gave says something of the scale.
const leastForDoubt = 30

// Doubt is something about the scale of a question that the answers make unlikely.
type Doubt struct{ Column, Text string }

// doubtScale says of a question of the net promoter score whether it was asked on another scale; empty where nothing speaks for that.
func (c *column) doubtScale(respondents int) string {
	answers := respondents - c.missing - c.coded - c.outside
	switch {
	case answers < leastForDoubt:
		return ""
	case c.most <= 6:
		return fmt.Sprintf(
			"none of %d answers is above %s: the net promoter score is of answers on 0–10, and all of these count as detractors; was another scale asked?",
			answers,
			frame.Format(c.most),
		)
	case c.most <= 9:
		return fmt.Sprintf("none of %d answers is 10: the net promoter score is of answers on 0–10; were they kept as 0–9?", answers)
	}
	return ""
}

const wordHint = "; say which word is which number in the column values of the items (Agree=5; Disagree=1, or leading), and which stand for no answer in missing"

// code finds the byte of a value; false when all are taken.
func (c *column) code(v float64) (uint8, bool) {
	if math.IsNaN(v) {
		return missingCode, true
	}
	code, met := c.codes[v]
	if met {
		return code, true
	}
	if len(c.codes) == 255 {
		return 0, false
	}
	code = uint8(len(c.codes) + 1)
	c.codes[v] = code
	c.table[code] = v
	if d := int(v); float64(d) == v && d >= 0 && d <= 9 && len(c.Labels.Values) == 0 {
		c.digits[d] = code
	}
	return code, true
}
