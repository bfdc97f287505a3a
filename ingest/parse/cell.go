// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"osnova/catalog"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse/datetext"
	"osnova/ingest/parse/numbertext"
)

// Stored says how a file keeps a cell. Text files keep text; workbooks and JSON know numbers, whose mark is a point.
type Stored byte

// What a cell can be kept as.
const (
	AsText      Stored = iota
	AsNumber           // in a workbook that counts days from 1900, or in no workbook
	AsNumber04         // in a workbook that counts days from 1904
	AsDate             // a number of days from 1900, shown as a date
	AsDate04           // a number of days from 1904, shown as a date
	AsPercent          // a number shown with a percent sign, which it does not hold: 0.12 is shown as 12 %
	AsError            // an error of a formula, such as #REF!
	AsNoFormula        // a formula whose value was not kept
)

// columnRule is a column ready to judge cells.
type columnRule struct {
	catalog.SourceColumn
	pattern *regexp.Regexp
	numbers numbertext.Reader
	dates   datetext.Reader
	open    bool // cells are asked what is not declared
}

// evidence is what the cells of a column say: of the marks of numbers, of the order of day and month.
type evidence struct {
	marks  numbertext.Column
	orders datetext.Column
}

func compile(columns []catalog.SourceColumn, all catalog.Marks) ([]columnRule, error) {
	out := make([]columnRule, len(columns))
	for i, c := range columns {
		out[i] = columnRule{SourceColumn: c}
		if err := out[i].readers(c.Marks.Or(all)); err != nil {
			return nil, fmt.Errorf("column %s: %w", c.Name, err)
		}
		if c.Pattern == "" {
			continue
		}
		p, err := regexp.Compile(c.Pattern)
		if err != nil {
			return nil, fmt.Errorf("column %s: pattern: %w", c.Name, err)
		}
		out[i].pattern = p
	}
	return out, nil
}

// readers makes what reads the column's numbers or dates.
func (r *columnRule) readers(m catalog.Marks) error {
	switch r.Type {
	case catalog.TypeInteger, catalog.TypeNumber:
		r.numbers = numbertext.Reader{Decimal: m.Decimal, Thousands: m.Thousands, Whole: r.Type == catalog.TypeInteger}
		r.numbers.Percent = numbertext.Percent(r.Percent)
		r.open = m.Decimal == "" && m.Thousands != "." && m.Thousands != ","
	case catalog.TypeDate:
		r.dates = datetext.Reader{Order: datetext.Order(m.Dates), Pivot: r.Pivot}
		if r.Clean == "serial" {
			r.dates.Serials = datetext.Since1900
		}
		if m.Zone != "" {
			zone, err := time.LoadLocation(m.Zone)
			if err != nil {
				return fmt.Errorf("zone: %w", err)
			}
			r.dates.Zone = zone
		}
		r.open = m.Dates == ""
	}
	return nil
}

// saysSomething reports whether a cell may say anything of what the column leaves open: most have no mark, or are ISO dates.
func (r *columnRule) saysSomething(cell string) bool {
	if r.Type == catalog.TypeDate {
		iso := len(cell) == 10 && cell[4] == '-' && cell[7] == '-'
		return !iso && (strings.IndexByte(cell, '/') >= 0 || strings.IndexByte(cell, '-') >= 0)
	}
	return strings.IndexByte(cell, '.') >= 0 || strings.IndexByte(cell, ',') >= 0
}

// see takes a cell into account, and reports whether it can be read in two ways.
func (e *evidence) see(r *columnRule, cell string) bool {
	if r.Type == catalog.TypeDate {
		return e.orders.See(r.clean(cell))
	}
	return e.marks.See(r.clean(cell))
}

// decided is the rule as the cells have it.
func (e *evidence) decided(r columnRule) columnRule {
	if r.open {
		r.numbers, r.dates = e.marks.Decide(r.numbers), e.orders.Decide(r.dates)
	}
	return r
}

// clean gives the text that is judged.
func (r *columnRule) clean(cell string) string {
	v := TrimSpace(undirected(cell))
	if slices.Contains(r.Null, v) {
		v = ""
	}
	switch r.Clean {
	case "name":
		v = NormalizeName(v)
	case "lower":
		v = strings.ToLower(v)
	case "edrpou":
		v = unshortened(v)
	}
	if len(v) < r.Pad && v != "" && strings.Trim(v, "0123456789") == "" {
		v = strings.Repeat("0", r.Pad-len(v)) + v
	}
	if mapped, ok := r.Values[v]; ok {
		v = mapped
	}
	return v
}

// canonical gives the cell in canonical text, or says what is wrong with it.
func (r *columnRule) canonical(cell string, stored Stored) (value, problem string) {
	v := r.clean(cell)
	if problem := unusable(v, stored, r.Null); problem != "" {
		return "", problem
	}
	if v == "" {
		if r.Required {
			return "", "is empty"
		}
		return "", ""
	}
	var n float64
	switch r.Type {
	case catalog.TypeInteger, catalog.TypeNumber:
		v, n, problem = r.number(v, stored)
	case catalog.TypeBoolean:
		b, ok := boolean(v)
		if !ok {
			return "", "is neither true nor false"
		}
		v = strconv.FormatBool(b)
	case catalog.TypeDate:
		v, problem = r.date(v, stored)
	default:
		v = shownDay(v, stored)
	}
	switch {
	case problem != "":
		return "", problem
	case r.pattern != nil && !r.pattern.MatchString(v):
		return "", "does not match " + r.Pattern
	case r.Min != nil && n < *r.Min:
		return "", fmt.Sprintf("is below %g", *r.Min)
	case r.Max != nil && n > *r.Max:
		return "", fmt.Sprintf("is above %g", *r.Max)
	case len(r.Enum) > 0 && !slices.Contains(r.Enum, v):
		return "", "is none of " + strings.Join(r.Enum, ", ")
	}
	return v, ""
}

// unusable says why a cell of any type has no value that could be taken: it is damaged, or its program could not tell it.
func unusable(v string, stored Stored, missing []string) string {
	switch {
	case strings.Contains(v, "\x00"):
		return "holds a NUL character" // which no format that is written from the table can hold
	case strings.Contains(v, "\ufffd"):
		return "holds a character that was lost (�); the text is damaged, or its encoding is another"
	case v == "" && stored == AsNoFormula && !slices.Contains(missing, ""), v == hollowText:
		return "is a formula without a kept value; open the workbook in a spreadsheet and save it"
	case v != "" && stored == AsError, v != "" && v[0] == '#' && errorTexts[v]:
		return "is an error of a spreadsheet; ask for the value, or declare it under missing"
	}
	return ""
}

// errorTexts are the errors of spreadsheets, as they are called in English and Ukrainian.
var errorTexts = map[string]bool{
	"#N/A": true, "#REF!": true, "#VALUE!": true, "#DIV/0!": true, "#NAME?": true, "#NULL!": true, "#NUM!": true,
	"#SPILL!": true, "#CALC!": true,
	"#Н/Д": true, "#ПОСИЛАННЯ!": true, "#ЗНАЧ!": true, "#ДІЛ/0!": true, "#ІМ'Я?": true, "#ІМ’Я?": true, "#ЧИСЛО!": true,
	"#ССЫЛКА!": true, "#ДЕЛ/0!": true, "#ИМЯ?": true, "#ПУСТО!": true,
}

// number reads a number by the marks of its column, or of what keeps it.
func (r *columnRule) number(v string, stored Stored) (text string, value float64, problem string) {
	reader := r.numbers
	if stored != AsText {
		reader.Decimal, reader.Thousands = ".", ""
	}
	n, err := reader.Read(v)
	if err != nil {
		return "", 0, r.reason(err)
	}
	if stored == AsPercent && reader.Percent == numbertext.AsNumber {
		n = n.Hundredfold()
	}
	if r.Type == catalog.TypeInteger {
		whole, ok, fits := n.Int()
		switch {
		case !ok && fits:
			return "", 0, "is not a whole number"
		case !fits:
			return "", 0, "has more digits than a whole number of a table can; declare type: text"
		}
		return strconv.FormatInt(whole, 10), float64(whole), ""
	}
	value, ok := n.Float()
	if !ok {
		return "", 0, "has more digits than a number of a table can keep; declare type: integer or text"
	}
	return strconv.FormatFloat(value, 'f', -1, 64), value, ""
}

// date reads a day by the order of its column, or as the number of days that a workbook keeps.
func (r *columnRule) date(v string, stored Stored) (text, problem string) {
	reader := r.dates
	switch {
	case stored == AsDate:
		reader.Serials, reader.Styled = datetext.Since1900, true
	case stored == AsDate04:
		reader.Serials, reader.Styled = datetext.Since1904, true
	case stored == AsNumber04 && reader.Serials != datetext.NoSerials:
		reader.Serials = datetext.Since1904
	}
	day, err := reader.Day(v)
	if err != nil {
		return "", r.reason(err)
	}
	return day, ""
}

// shownDay is the text of a number of days that the workbook shows as a date: the day, with the time of day if it has one.
func shownDay(v string, stored Stored) string {
	reader := datetext.Reader{Styled: true, Serials: datetext.Since1900}
	switch stored {
	case AsDate:
	case AsDate04:
		reader.Serials = datetext.Since1904
	default:
		return v
	}
	m, err := reader.Read(v)
	switch {
	case err != nil:
		return v
	case m.Clock:
		return m.At.Format("2006-01-02T15:04:05")
	}
	return m.ISO()
}

// reason is what a reader of text says of a cell, with what would help. Of a private cell it tells nothing of the value.
func (r *columnRule) reason(err error) string {
	var number *numbertext.Error
	var date *datetext.Error
	switch {
	case r.Private && r.Type == catalog.TypeDate:
		return datetext.NotDate
	case r.Private:
		return numbertext.NotNumber
	case errors.As(err, &number):
		return number.Reason()
	case errors.As(err, &date):
		return date.Reason()
	}
	return err.Error()
}

// TrimSpace cuts white space of any kind, no-break and zero-width included, from both ends.
func TrimSpace(s string) string {
	return strings.Trim(s, " \t\r\n\v\f\u00a0\u2007\u202f\u200b\ufeff\u2028")
}

// undirected leaves out the signs that tell in which direction text runs. They are not seen, and can show a name as another.
func undirected(s string) string {
	if !strings.ContainsFunc(s, gazetteer.Directs) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if gazetteer.Directs(r) {
			return -1
		}
		return r
	}, s)
}

// Number reads a number that a program wrote, with a decimal point; another mark is read where it cannot be anything else.
func Number(s string) (float64, error) {
	n, err := numbertext.Reader{Decimal: "."}.Read(s)
	if err != nil {
		n, err = numbertext.Reader{}.Read(s)
	}
	if err != nil {
		return 0, err
	}
	value, ok := n.Float()
	if !ok {
		return 0, strconv.ErrRange
	}
	return value, nil
}

// isNumber tells a text that can be read as a number, in whatever way.
func isNumber(s string) bool {
	_, err := numbertext.Reader{Percent: numbertext.AsNumber}.Read(s)
	var fault *numbertext.Error
	return err == nil || errors.As(err, &fault) && fault.Doubt
}

func boolean(s string) (value, ok bool) {
	switch strings.ToLower(s) {
	case "true", "1", "так", "yes":
		return true, true
	case "false", "0", "ні", "no":
		return false, true
	}
	return false, false
}

// NormalizeName normalises the spelling of a Ukrainian name: NFC, one space, apostrophe ’, plain hyphen,
// Latin look-alikes inside Cyrillic words made Cyrillic.
func NormalizeName(s string) string { return gazetteer.NormalizeName(s) }
