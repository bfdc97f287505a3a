// SPDX-License-Identifier: Apache-2.0

package drift

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"osnova/catalog"
)

// Violation is one way in which an edition is not as it is expected to be.
type Violation struct {
	Column string // empty: the table
	What   string
	Hint   string
	Hold   bool // the edition is not to be published; else it is to be looked at
}

// Bounds of what is expected of a new edition where the declaration says nothing else.
const (
	leastRows      = 20   // of both editions, below which only declared expectations are looked at
	leastValues    = 20   // of a column, below which it is not judged by its distribution
	filledFall     = 0.10 // how much less of a column may be filled, as a share of the rows
	medianTimes    = 3.0  // how many times a median of numbers may grow or fall
	knownShare     = 0.50 // of the texts of a column, that the last edition had too
	scriptFall     = 0.30 // how much the share of Cyrillic or of Latin letters may move
	mostCategories = 30   // distinct texts up to which a column is one of categories
	rowsACategory  = 5    // rows to each category, on average, for it to be one
	swappedShare   = 0.60 // of the rows that changed, in which two columns have changed places
	movedShare     = 0.60 // of the dates, that moved by the same whole years
	sameTimes      = 0.80 // of the numbers that changed, that changed by one and the same factor
	farTimes       = 10.0 // times by which half of the numbers that changed may not be off
	movedBy        = 0.15 // how far from 1 the middle factor may be where nearly all numbers changed one way
	leastChanged   = 5    // numbers that must have changed for their factor to be looked at
	aheadYears     = 2    // by which the latest date may be later than it was
)

// Compare says how an edition differs from the last good one beyond what is expected. Both have the columns of the contract.
func Compare(s catalog.Source, last, now [][]string) (out []Violation) {
	if len(last) < leastRows || len(now) == 0 {
		return nil
	}
	c := comparison{source: s, last: last, now: now}
	c.pairRows()
	c.compareKeys()
	for i, column := range s.Columns {
		if slices.Contains(s.Expect.Renewed, column.Name) {
			continue
		}
		c.compareFilled(i)
		switch column.Type {
		case catalog.TypeInteger, catalog.TypeNumber:
			c.compareNumbers(i)
		case catalog.TypeDate:
			c.compareDates(i)
		case catalog.TypeText:
			c.compareTexts(i)
		}
	}
	c.compareSwaps()
	return c.out
}

// comparison is the work on two editions.
type comparison struct {
	source    catalog.Source
	last, now [][]string
	pairs     [][2]int // rows of equal keys: of the last edition, of the new one
	out       []Violation
}

func (c *comparison) hold(column, hint, format string, args ...any) {
	c.out = append(c.out, Violation{column, fmt.Sprintf(format, args...), hint, true})
}

func (c *comparison) warn(column, hint, format string, args ...any) {
	c.out = append(c.out, Violation{column, fmt.Sprintf(format, args...), hint, false})
}

// keyAt are the places of the columns of the key.
func (c *comparison) keyAt() (at []int) {
	for i, column := range c.source.Columns {
		if slices.Contains(c.source.Key, column.Name) {
			at = append(at, i)
		}
	}
	return at
}

func keyOf(row []string, at []int) string {
	cells := make([]string, len(at))
	for i, k := range at {
		cells[i] = row[k]
	}
	return strings.Join(cells, "\x00")
}

// pairRows finds the rows that both editions have.
func (c *comparison) pairRows() {
	at := c.keyAt()
	if len(at) == 0 {
		return
	}
	known := make(map[string]int, len(c.last))
	for i, row := range c.last {
		known[keyOf(row, at)] = i
	}
	for j, row := range c.now {
		if i, ok := known[keyOf(row, at)]; ok {
			c.pairs = append(c.pairs, [2]int{i, j})
		}
	}
}

// compareKeys looks at the rows that went: a register that loses many keeps as many others, or was cut.
func (c *comparison) compareKeys() {
	if len(c.source.Key) == 0 || slices.ContainsFunc(c.source.Key, func(k string) bool { return slices.Contains(c.source.Expect.Renewed, k) }) {
		return
	}
	if kept := float64(len(c.pairs)) / float64(len(c.last)); kept < 1-lossOf(c.source) {
		c.hold("", "columns of the key may have changed places or form; if each edition has other rows, name the columns in expect.renewed",
			"%.0f %% of the last edition's keys (%s) are there", 100*kept, strings.Join(c.source.Key, ", "))
	}
}

// lossOf is the share of rows that may vanish.
func lossOf(s catalog.Source) float64 {
	if s.Shrink > 0 {
		return s.Shrink
	}
	return DefaultLoss
}

// DefaultLoss is the share of rows that may vanish from one edition to the next where nothing else is declared.
const DefaultLoss = 0.1

// filledShare is the share of rows whose cell is filled.
func filledShare(rows [][]string, column int) float64 {
	n := 0
	for _, row := range rows {
		if row[column] != "" {
			n++
		}
	}
	return float64(n) / float64(len(rows))
}

func (c *comparison) compareFilled(i int) {
	was, is := filledShare(c.last, i), filledShare(c.now, i)
	if was-is > filledFall || was > 0 && is == 0 {
		c.hold(c.source.Columns[i].Name, "the heading may have moved, or its values have a new form", "filled in %.0f %% of the rows, %.0f %% before", 100*is, 100*was)
	}
}

// numbersOf are the numbers of a column that are not zero.
func numbersOf(rows [][]string, column int) (out []float64) {
	for _, row := range rows {
		if v, err := strconv.ParseFloat(row[column], 64); err == nil && v != 0 {
			out = append(out, math.Abs(v))
		}
	}
	slices.Sort(out)
	return out
}

// isYears reports whether sorted numbers are all years.
func isYears(sorted []float64) bool {
	return len(sorted) > 0 && sorted[0] >= 1900 && sorted[len(sorted)-1] <= 2100 && sorted[0] == math.Trunc(sorted[0])
}

func (c *comparison) compareNumbers(i int) {
	was, is := numbersOf(c.last, i), numbersOf(c.now, i)
	name := c.source.Columns[i].Name
	if !isYears(was) && c.compareFactors(i) {
		return
	}
	if len(was) < leastValues || len(is) == 0 {
		return
	}
	if isYears(was) {
		if is[0] != was[0] || is[len(is)-1] != was[len(was)-1] || !isYears(is) {
			c.warn(name, "look whether the years are those of the edition", "years %g–%g, before %g–%g", is[0], is[len(is)-1], was[0], was[len(was)-1])
		}
		return
	}
	before, after := was[len(was)/2], is[len(is)/2]
	if times := after / before; times > medianTimes || times < 1/medianTimes {
		c.hold(name, "the unit may have changed, or two columns have changed places", "the median is %s, %s before", number(after), number(before))
	}
}

// compareFactors looks at the numbers that changed, by key: where nearly all did by one factor the unit is another, or records were counted twice;
// where half are far off, two columns have changed places.
func (c *comparison) compareFactors(i int) (held bool) {
	var factors []float64
	for _, p := range c.pairs {
		a, err := strconv.ParseFloat(c.last[p[0]][i], 64)
		b, other := strconv.ParseFloat(c.now[p[1]][i], 64)
		if err == nil && other == nil && a != 0 && b != 0 && a != b {
			factors = append(factors, b/a)
		}
	}
	if len(factors) < leastChanged {
		return false
	}
	slices.Sort(factors)
	middle := factors[len(factors)/2]
	same := 0
	for _, f := range factors {
		if math.Abs(f/middle-1) < 1e-9 {
			same++
		}
	}
	name := c.source.Columns[i].Name
	switch {
	case float64(same) > sameTimes*float64(len(factors)) && 2*len(factors) > len(c.pairs):
		c.hold(name, "the unit may have changed, or records may be there twice", "%d of %d numbers that changed are %s times what they were", same, len(factors), number(middle))
	case math.Abs(middle) > farTimes || math.Abs(middle) < 1/farTimes:
		c.hold(name, "the unit may have changed, or two columns have changed places", "half of the %d numbers that changed are %s times what they were, or further off", len(factors), number(middle))
	case 2*len(factors) > len(c.pairs) && math.Abs(middle-1) > movedBy && oneWay(factors, middle):
		c.warn(name, "look whether records or units are missing, or are there twice", "%d numbers changed, nearly all one way: half are %s times what they were, or further off", len(factors), number(middle))
		return false
	default:
		return false
	}
	return true
}

// oneWay reports whether nearly all factors lie on the side of 1 on which their middle is.
func oneWay(sorted []float64, middle float64) bool {
	n := 0
	for _, f := range sorted {
		if (f < 1) == (middle < 1) {
			n++
		}
	}
	return float64(n) > sameTimes*float64(len(sorted))
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

func (c *comparison) compareDates(i int) {
	name := c.source.Columns[i].Name
	latest := func(rows [][]string) (out string) {
		for _, row := range rows {
			out = max(out, row[i])
		}
		return out
	}
	was, is := latest(c.last), latest(c.now)
	at, err := time.Parse(time.DateOnly, was)
	to, other := time.Parse(time.DateOnly, is)
	if err == nil && other == nil && to.After(at.AddDate(aheadYears, 0, 0)) {
		c.hold(name, "dates in the future are slips or another column", "the latest date is %s, %s before", is, was)
		return
	}
	moved := map[int]int{}
	dates := 0
	for _, p := range c.pairs {
		a, err := time.Parse(time.DateOnly, c.last[p[0]][i])
		b, other := time.Parse(time.DateOnly, c.now[p[1]][i])
		if err != nil || other != nil {
			continue
		}
		dates++
		if a.Month() == b.Month() && a.Day() == b.Day() && a.Year() != b.Year() {
			moved[b.Year()-a.Year()]++
		}
	}
	for years, n := range moved {
		if dates >= leastValues && float64(n) > movedShare*float64(dates) {
			c.warn(name, "look whether they are those of the edition", "%d of %d dates moved by %d years", n, dates, years)
		}
	}
}

// textsOf counts the texts of a column.
func textsOf(rows [][]string, column int) map[string]int {
	out := map[string]int{}
	for _, row := range rows {
		if row[column] != "" {
			out[row[column]]++
		}
	}
	return out
}

func (c *comparison) compareTexts(i int) {
	name := c.source.Columns[i].Name
	was, is := textsOf(c.last, i), textsOf(c.now, i)
	filled, known := 0, 0
	var strange []string
	for text, n := range is {
		filled += n
		if was[text] > 0 {
			known += n
		} else {
			strange = append(strange, text)
		}
	}
	if filled == 0 || len(was) == 0 {
		return
	}
	cyrillicWas, latinWas := scripts(was)
	cyrillicIs, latinIs := scripts(is)
	if math.Abs(cyrillicWas-cyrillicIs) > scriptFall || math.Abs(latinWas-latinIs) > scriptFall {
		c.hold(name, "the code page may be another one, or two columns have changed places", "%.0f %% of its letters are Cyrillic, %.0f %% before", 100*cyrillicIs, 100*cyrillicWas)
		return
	}
	key := slices.Contains(c.source.Key, name)
	categories := len(was) <= mostCategories && filledOf(was) >= rowsACategory*len(was)
	slices.Sort(strange)
	switch {
	case !key && float64(known) < knownShare*float64(filled) && filled >= leastValues:
		c.hold(name, "two columns may have changed places; if each edition has other texts, name the column in expect.renewed",
			"%.0f %% of its texts were in the last edition", 100*float64(known)/float64(filled))
	case categories && len(strange) > 0:
		c.warn(name, "see whether a list or a model must know it", "has new values: %s", listTexts(strange))
	}
}

func filledOf(counts map[string]int) (n int) {
	for _, k := range counts {
		n += k
	}
	return n
}

// listTexts names the first of some texts.
func listTexts(texts []string) string {
	const shown = 5
	quoted := make([]string, 0, shown)
	for _, t := range texts[:min(len(texts), shown)] {
		quoted = append(quoted, strconv.Quote(t))
	}
	out := strings.Join(quoted, ", ")
	if more := len(texts) - shown; more > 0 {
		out += fmt.Sprintf(" and %d more", more)
	}
	return out
}

// scripts are the shares of Cyrillic and of plain Latin among the letters of texts, each text counted once.
func scripts(texts map[string]int) (cyrillic, latin float64) {
	all := 0
	for text := range texts {
		for _, r := range text {
			switch {
			case unicode.Is(unicode.Cyrillic, r) && (r >= 'А' && r <= 'я' || strings.ContainsRune("ІіЇїЄєҐґЁё", r)):
				cyrillic++
			case r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z':
				latin++
			case !unicode.IsLetter(r) && r != unicode.ReplacementChar:
				continue
			}
			all++
		}
	}
	if all == 0 {
		return 0, 0
	}
	return cyrillic / float64(all), latin / float64(all)
}

// compareSwaps finds two columns that changed places: what one has now the other had before, by key.
func (c *comparison) compareSwaps() {
	columns := c.source.Columns
	for i := range columns {
		for j := i + 1; j < len(columns); j++ {
			if columns[i].Type != columns[j].Type || slices.Contains(c.source.Expect.Renewed, columns[i].Name) {
				continue
			}
			differ, swapped := 0, 0
			for _, p := range c.pairs {
				was, is := c.last[p[0]], c.now[p[1]]
				if was[i] == was[j] {
					continue
				}
				differ++
				if is[i] == was[j] && is[j] == was[i] {
					swapped++
				}
			}
			if differ >= 5 && float64(swapped) > swappedShare*float64(differ) {
				c.hold(columns[i].Name, "see the headings of the file", "it has what %s had before, and the other way round, in %d of %d rows", columns[j].Name, swapped, differ)
			}
		}
	}
}
