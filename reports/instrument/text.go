// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"osnova/reports"
)

// bilingual is the same words in both languages.
type bilingual struct{ UK, EN string }

// makeText makes a text of a pattern for each language. Numbers (num) are written as the language does; all else is formatted as fmt does.
func makeText(uk, en string, args ...any) bilingual {
	return bilingual{fillPattern("uk", uk, args), fillPattern("en", en, args)}
}

// number is a number with the decimals to show.
type number struct {
	v        float64
	decimals int
}

// forms is a count with the forms of its noun in both languages.
type forms struct {
	n      int
	uk, en []string
}

func fillPattern(lang, pattern string, args []any) string {
	if len(args) == 0 {
		return pattern
	}
	told := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case number:
			told[i] = reports.Number(lang, a.v, a.decimals)
		case int:
			told[i] = reports.Number(lang, float64(a), 0)
		case bilingual:
			told[i] = a.EN
			if lang == "uk" {
				told[i] = a.UK
			}
		case forms:
			noun := a.en
			if lang == "uk" {
				noun = a.uk
			}
			told[i] = reports.Number(lang, float64(a.n), 0) + "\u00a0" + reports.PluralForm(lang, a.n, noun...)
		default:
			told[i] = a
		}
	}
	return fmt.Sprintf(pattern, told...)
}

// places says by how many places something moves; within says inside of how many.
func places(v float64) bilingual { return inPlaces(v, "місце", "місця", "місць") }

func within(v float64) bilingual { return inPlaces(v, "місця", "місць", "місць") }

func inPlaces(v float64, uk ...string) bilingual {
	if v == math.Trunc(v) {
		return makeText("%s", "%s", forms{int(v), uk, []string{"place", "places"}})
	}
	return makeText("%s місця", "%s places", number{v, 1})
}

// HTML is the text in both languages; the page's script leaves the one that is read.
func (t bilingual) HTML() template.HTML {
	if t.UK == t.EN {
		return template.HTML(template.HTMLEscapeString(t.EN))
	}
	return template.HTML(`<span class="en" lang="en">` + template.HTMLEscapeString(t.EN) + `</span><span class="uk" lang="uk">` + template.HTMLEscapeString(t.UK) + `</span>`)
}

// decimals shows about four significant digits of values up to most.
func decimals(most float64) int {
	if !(most > 0) || math.IsInf(most, 0) {
		return 2
	}
	return min(6, max(0, 3-int(math.Floor(math.Log10(most)))))
}

func known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func largest(values ...float64) float64 {
	most := 0.0
	for _, v := range values {
		if known(v) {
			most = max(most, math.Abs(v))
		}
	}
	return most
}

// numberCell is a table cell of a number; missing (NaN) is said in words. Negative decimals: as many as the value itself asks for.
func numberCell(v float64, digits int) template.HTML {
	if !known(v) {
		return `<td class="num" data-value=""><span class="unknown">` + makeText("невідомо", "unknown").HTML() + `</span></td>`
	}
	if digits < 0 {
		if digits = decimals(math.Abs(v)); v == math.Trunc(v) {
			digits = 0
		}
	}
	var b strings.Builder
	b.WriteString(`<td class="num" data-value="`)
	b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	b.WriteString(`">`)
	b.WriteString(reports.Number("en", v, digits))
	b.WriteString(`</td>`)
	return template.HTML(b.String())
}

// intervalCell is a table cell of an interval, sorted by its width.
func intervalCell(low, high float64, digits int) template.HTML {
	if !known(low) || !known(high) {
		return numberCell(math.NaN(), 0)
	}
	return template.HTML(`<td class="num" data-value="` + strconv.FormatFloat(high-low, 'g', -1, 64) + `"><span data-n>` + reports.Number("en", low, digits) +
		`</span>–<span data-n>` + reports.Number("en", high, digits) + `</span></td>`)
}
