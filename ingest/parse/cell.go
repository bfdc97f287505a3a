package parse

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"osnova/catalog"
	"osnova/ingest/gazetteer"
)

// rule is a column ready to judge cells.
type rule struct {
	catalog.Column
	pattern *regexp.Regexp
}

func compile(columns []catalog.Column) ([]rule, error) {
	out := make([]rule, len(columns))
	for i, c := range columns {
		out[i] = rule{Column: c}
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

// canonical gives the cell in canonical text, or says what is wrong with it.
func (r *rule) canonical(cell string) (value, problem string) {
	v := Trim(undirected(cell))
	if slices.Contains(r.Null, v) {
		v = ""
	}
	switch r.Clean {
	case "name":
		v = Name(v)
	case "lower":
		v = strings.ToLower(v)
	case "serial":
		v = unserial(v)
	case "edrpou":
		v = unshortened(v)
	}
	if len(v) < r.Pad && v != "" && strings.Trim(v, "0123456789") == "" {
		v = strings.Repeat("0", r.Pad-len(v)) + v
	}
	if mapped, ok := r.Values[v]; ok {
		v = mapped
	}
	if strings.Contains(v, "\x00") {
		return "", "holds a NUL character" // which no format that is written from the table can hold
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
		f, err := Number(v)
		if err != nil {
			return "", "is not a number"
		}
		if r.Type == catalog.TypeInteger && f != float64(int64(f)) {
			return "", "is not a whole number"
		}
		n = f
		v = strconv.FormatFloat(f, 'f', -1, 64)
	case catalog.TypeBoolean:
		b, ok := boolean(v)
		if !ok {
			return "", "is neither true nor false"
		}
		v = strconv.FormatBool(b)
	case catalog.TypeDate:
		d, err := Date(v)
		if err != nil {
			return "", "is not a date"
		}
		v = d
	}
	switch {
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

// Trim cuts white space of any kind, no-break and zero-width included, from both ends.
func Trim(s string) string {
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

// Number reads a number as offices write it: spaces or no-break spaces between thousands, a decimal comma or dot.
func Number(s string) (float64, error) {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '\u2009', '\'', '\u2019':
			return -1
		case ',':
			return '.'
		case '\u2212', '\u2013':
			return '-'
		}
		return r
	}, s)
	if strings.ContainsAny(s, "_xX") { // 1_000 and 0x1p3 are numbers of programs
		return 0, strconv.ErrSyntax
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, err
	}
	if f != f || f > 1e300 || f < -1e300 {
		return 0, strconv.ErrRange
	}
	return f, nil
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

// Date reads ISO with or without a time of day (of a moment: the day where its clock stands), dd.mm.yyyy and written dates into ISO, such as
// «23 листопада 2026 р.» and «"05" лютого 2017 року».
func Date(s string) (string, error) {
	s = iso(s)
	if m := clockFirst.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	for _, layout := range []string{time.DateOnly, "02.01.2006", "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.RFC3339} {
		if d, err := time.Parse(layout, s); err == nil {
			return d.Format(time.DateOnly), nil
		}
	}
	if m := writtenDate.FindStringSubmatch(s); m != nil {
		if d, err := time.Parse("2.01.2006", m[1]+"."+months[strings.ToLower(Name(m[2]))]+"."+m[3]); err == nil {
			return d.Format(time.DateOnly), nil
		}
	}
	return "", fmt.Errorf("%q is not a date", s)
}

// clockFirst is a day after its time, as pages of the old data portal have it: 21:23 05.06.2017.
var clockFirst = regexp.MustCompile(`^[0-2]\d:[0-5]\d[\s\p{Zs}]*(\d{2}\.\d{2}\.\d{4})$`)

var writtenDate = regexp.MustCompile(`^["«“„']?[\s\p{Zs}]*(\d{1,2})[\s\p{Zs}]*["»”“']?[\s\p{Zs}]+(\p{L}+)[\s\p{Zs}]+(\d{4})[\s\p{Zs}]*(?:р\.?|року)?$`)

var months = map[string]string{
	"січня": "01", "лютого": "02", "березня": "03", "квітня": "04", "травня": "05", "червня": "06",
	"липня": "07", "серпня": "08", "вересня": "09", "жовтня": "10", "листопада": "11", "грудня": "12",
}

// Name normalises the spelling of a Ukrainian name: NFC, one space, apostrophe ’, plain hyphen,
// Latin look-alikes inside Cyrillic words made Cyrillic.
func Name(s string) string { return gazetteer.Name(s) }
