// SPDX-License-Identifier: Apache-2.0

package drift

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
)

// moreRecords is how many times as many records files may have before somebody is to look.
const moreRecords = 1.5

// CompareRecords holds the number of records in a file of an edition against the last one's: rows may be sums of them, and lose nothing that
// can be seen.
func CompareRecords(s catalog.Source, file string, last, now int) []Violation {
	c := comparison{source: s}
	switch {
	case last < leastRows:
	case float64(last-now) > lossOf(s)*float64(last):
		c.hold("", "the file may be truncated (shrink in source.yaml)", "%d records in file %s, %d before", now, file, last)
	case float64(now) > moreRecords*float64(last):
		c.warn("", "look whether records are there twice", "%d records in file %s, %d before", now, file, last)
	}
	return c.out
}

// Check holds an edition against what its declaration expects.
func Check(s catalog.Source, now [][]string) (out []Violation) {
	c := comparison{source: s, now: now}
	if most := s.Expect.Rows; most > 0 && len(now) > most {
		c.hold("", "the file may hold something else; raise expect.rows if it does not", "%d rows, at most %d are expected", len(now), most)
	}
	if len(now) == 0 {
		return c.out
	}
	for _, e := range s.Expect.Columns {
		i := slices.IndexFunc(s.Columns, func(column catalog.SourceColumn) bool { return column.Name == e.Name })
		if i < 0 { // the catalog says so
			continue
		}
		if is := filledShare(now, i); e.Filled > 0 && is < e.Filled {
			c.hold(e.Name, "the heading may have moved, or its values have a new form", "filled in %.0f %% of the rows, %.0f %% are expected", 100*is, 100*e.Filled)
		}
		if is := numbersOf(now, i); len(e.Median) == 2 && len(is) > 0 {
			if m := is[len(is)/2]; m < e.Median[0] || m > e.Median[1] {
				c.hold(e.Name, "the unit may have changed, or two columns have changed places", "the median is %s, %s–%s is expected", number(m), number(e.Median[0]), number(e.Median[1]))
			}
		}
		if len(e.Values) > 0 {
			var strange []string
			for text := range textsOf(now, i) {
				if !slices.Contains(e.Values, text) {
					strange = append(strange, text)
				}
			}
			slices.Sort(strange)
			if len(strange) > 0 {
				c.warn(e.Name, "see whether a list or a model must know it, and add it to expect", "has values that are not expected: %s", listTexts(strange))
			}
		}
		for _, row := range now {
			if e.Latest != "" && row[i] > e.Latest {
				c.hold(e.Name, "dates in the future are slips or another column", "has %s, the latest that is expected is %s", row[i], e.Latest)
				break
			}
		}
	}
	return c.out
}

// Propose says what may be expected of the next edition, by the last good one: room is left for what editions usually bring.
func Propose(s catalog.Source, rows [][]string) (e catalog.Expectations) {
	if len(rows) < leastRows {
		return e
	}
	e.Rows = roundUp(2 * len(rows))
	for i, column := range s.Columns {
		var p catalog.ColumnExpectation
		if share := filledShare(rows, i); share >= 0.2 && !column.Required {
			p.Filled = math.Floor(100*(share-filledFall)) / 100
		}
		switch column.Type {
		case catalog.TypeInteger, catalog.TypeNumber:
			if values := numbersOf(rows, i); len(values) >= leastValues && !isYears(values) {
				m := values[len(values)/2]
				p.Median = []float64{rounded(m / medianTimes), rounded(m * medianTimes)}
			}
		case catalog.TypeText:
			if texts := textsOf(rows, i); len(column.Enum) == 0 && len(texts) <= mostCategories && filledOf(texts) >= rowsACategory*max(1, len(texts)) {
				for text := range texts {
					p.Values = append(p.Values, text)
				}
				slices.Sort(p.Values)
			}
		}
		if p.Filled > 0 || p.Median != nil || p.Values != nil {
			p.Name = column.Name
			e.Columns = append(e.Columns, p)
		}
	}
	return e
}

// rounded keeps two digits, which say that a bound is no measurement.
func rounded(v float64) float64 {
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64)
	if err != nil {
		return v
	}
	return out
}

// roundUp is the next number of two digits and zeros.
func roundUp(n int) int {
	step := int(math.Pow10(max(0, len(strconv.Itoa(n))-2)))
	return (n + step - 1) / step * step
}

// Describe says violations in one text, those that hold the edition back first.
func Describe(all []Violation) string {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b Violation) int { return cmp.Compare(orderOf(a), orderOf(b)) })
	texts := make([]string, len(sorted))
	for i, v := range sorted {
		texts[i] = strings.TrimPrefix(v.Column+": "+v.What, ": ")
	}
	return strings.Join(texts, "; ")
}

func orderOf(v Violation) int {
	if v.Hold {
		return 0
	}
	return 1
}
