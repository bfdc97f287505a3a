// SPDX-License-Identifier: Apache-2.0

package datetext

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

const blank = `[\s\p{Zs}]`

var (
	// numeric is a day of three numbers with one mark between them, then what follows it.
	numeric = regexp.MustCompile(`^(\d{1,4})([./-])(\d{1,2})([./-])(\d{1,4})(\D.*)?$`)
	// named is a day whose month is a word: «05» лютого 2017 року.
	named = regexp.MustCompile(`^["«“„']?` + blank + `*(\d{1,2})` + blank + `*["»”“']?(?:` + blank + `+|-)` +
		`(\p{L}+)\.?,?(?:` + blank + `+|-)(\d{4})(\D.*)?$`)
	// english is a month as a word before its day: December 31, 2023.
	english = regexp.MustCompile(`^([A-Za-z]+)\.?` + blank + `+(\d{1,2}),?` + blank + `+(\d{4})(\D.*)?$`)
	// yearWord may stand behind a year.
	yearWord = regexp.MustCompile(`^` + blank + `*(?:[рp]\.?|року\.?|рік|г\.?|года)(` + blank + `.*|,.*|$)`)
	// timeOfDay is what follows a day.
	timeOfDay = regexp.MustCompile(`^(?:` + blank + `*,?` + blank + `*(?:о|об|в|at)?` + blank + `+|[TТ])` +
		`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:` + blank + `*(AM|PM|am|pm))?` + blank + `*(.*)$`)
	// clockFirst is a time of day before its day, as pages of the old data portal have it: 21:23 05.06.2017, or with no space between.
	clockFirst = regexp.MustCompile(`^(\d{1,2}:\d{2}(?::\d{2})?)` + blank + `+(\d{1,2}\.\d{1,2}\.\d{4}.*)$` +
		`|^(\d{2}:\d{2})(\d{2}\.\d{2}\.\d{4})$`)
	// zoneAlone is an offset behind a day without a time, as XML Schema writes it: the day is the day.
	zoneAlone = regexp.MustCompile(`^(?:Z|[+-]\d{2}:\d{2})$`)
	// offsetText is how far from UTC a clock stands.
	offsetText = regexp.MustCompile(`^(?:UTC|GMT)?([+\x{2212}-])(\d{1,2}):?(\d{2})?$`)
)

// monthWords are the beginnings by which months are told, Ukrainian, English and Russian; each is long enough to be one only.
var monthWords = [12][]string{
	{"січ", "jan", "янв"},
	{"лют", "feb", "фев"},
	{"бер", "mar", "мар"},
	{"кві", "apr", "апр"},
	{"тра", "may", "мая", "май"},
	{"чер", "jun", "июн"},
	{"лип", "jul", "июл"},
	{"сер", "aug", "авг"},
	{"вер", "sep", "сен"},
	{"жов", "oct", "окт"},
	{"лис", "nov", "ноя"},
	{"гру", "dec", "дек"},
}

// monthNames are whole words; a shorter one is an abbreviation if it begins one of them.
var monthNames = [12][]string{
	{"січня", "січень", "january", "января", "январь"},
	{"лютого", "лютий", "february", "февраля", "февраль"},
	{"березня", "березень", "march", "марта", "март"},
	{"квітня", "квітень", "april", "апреля", "апрель"},
	{"травня", "травень", "may", "мая", "май"},
	{"червня", "червень", "june", "июня", "июнь"},
	{"липня", "липень", "july", "июля", "июль"},
	{"серпня", "серпень", "august", "августа", "август"},
	{"вересня", "вересень", "september", "сентября", "сентябрь"},
	{"жовтня", "жовтень", "october", "октября", "октябрь"},
	{"листопада", "листопад", "november", "ноября", "ноябрь"},
	{"грудня", "грудень", "december", "декабря", "декабрь"},
}

// lookalikes are Latin letters inside Cyrillic words.
var lookalikes = strings.NewReplacer("i", "і", "a", "а", "c", "с", "e", "е", "o", "о", "p", "р", "x", "х", "y", "у", "b", "в")

// month tells the number of a month by its word, 0 if it is none.
func month(word string) int {
	word = strings.ToLower(word)
	if strings.ContainsFunc(word, func(r rune) bool { return r > 'ͯ' }) {
		word = lookalikes.Replace(word)
	}
	for m, begins := range monthWords {
		for _, begin := range begins {
			if !strings.HasPrefix(word, begin) {
				continue
			}
			for _, name := range monthNames[m] {
				if strings.HasPrefix(name, word) || begin == "sep" && word == "sept" {
					return m + 1
				}
			}
		}
	}
	return 0
}

const pivotHint = "declare pivot for the column: with pivot: 50 the year 49 is 2049 and 50 is 1950"

// parts reads a day and what follows it.
func (r Reader) parts(s string) (calendarDay, clock, *Error) {
	none := &Error{What: NotDate, Hint: forms}
	if m := clockFirst.FindStringSubmatch(s); m != nil {
		s = m[2] + m[4] + " " + m[1] + m[3]
	}
	var d calendarDay
	rest := ""
	if m := numeric.FindStringSubmatch(s); m != nil {
		var fault *Error
		if d, fault = r.numbers(m); fault != nil {
			return d, clock{}, fault
		}
		rest = m[6]
	} else if m := named.FindStringSubmatch(s); m != nil {
		d, rest = calendarDay{digits(m[3]), month(m[2]), digits(m[1])}, m[4]
	} else if m := english.FindStringSubmatch(s); m != nil {
		d, rest = calendarDay{digits(m[3]), month(m[1]), digits(m[2])}, m[4]
	} else {
		return d, clock{}, none
	}
	switch {
	case d.month == 0:
		return d, clock{}, none
	case !d.exists():
		return d, clock{}, &Error{What: NotDate, Hint: absent(d)}
	}
	if m := yearWord.FindStringSubmatch(rest); m != nil {
		rest = m[1]
	}
	if rest = strings.TrimRightFunc(rest, isBlank); rest == "" || zoneAlone.MatchString(rest) {
		return d, clock{}, nil
	}
	c, ok := clockOf(rest)
	if !ok {
		return d, c, &Error{What: NotDate, Hint: "what follows the day is no time of day such as 10:05"}
	}
	return d, c, nil
}

// absent says why there is no such day.
func absent(d calendarDay) string {
	if d.month < 1 || d.month > 12 {
		return fmt.Sprintf("there is no month %d; %s", d.month, forms)
	}
	if d.year < firstYear {
		return "years are 1000 to 9999"
	}
	return fmt.Sprintf("month %d of %d has no day %d", d.month, d.year, d.day)
}

// numbers puts three numbers in their order.
func (r Reader) numbers(m []string) (calendarDay, *Error) {
	if m[2] != m[4] {
		return calendarDay{}, &Error{What: NotDate, Hint: forms}
	}
	first, _ := strconv.Atoi(m[1])
	second, _ := strconv.Atoi(m[3])
	last, _ := strconv.Atoi(m[5])
	switch {
	case len(m[1]) == 4 && len(m[5]) <= 2:
		return calendarDay{first, second, last}, nil
	case len(m[1]) > 2 || len(m[5])%2 == 1:
		return calendarDay{}, &Error{What: NotDate, Hint: forms}
	case len(m[5]) == 2 && r.Pivot == 0:
		return calendarDay{}, &Error{What: "has a year of two digits", Hint: pivotHint}
	case len(m[5]) == 2 && last < r.Pivot:
		last += 2000
	case len(m[5]) == 2:
		last += 1900
	}
	return r.ordered(first, second, last, m[2])
}

// ordered tells the day of two numbers from the month.
func (r Reader) ordered(first, second, year int, mark string) (calendarDay, *Error) {
	order := r.Order
	switch {
	case order != Unknown:
	case mark == ".", first == second, first > 12, first < 1, second < 1, year < firstYear:
		order = DayFirst
	case second > 12:
		order = MonthFirst
	default:
		return calendarDay{}, &Error{
			What: fmt.Sprintf("may be %04d-%02d-%02d or %04d-%02d-%02d", year, second, first, year, first, second),
			Hint: "the other cells do not tell: declare dates: dmy or dates: mdy for the column", Doubt: true,
		}
	}
	if order == MonthFirst {
		return calendarDay{year, first, second}, nil
	}
	return calendarDay{year, second, first}, nil
}

// clockOf reads a time of day with its offset from UTC.
func clockOf(s string) (clock, bool) {
	m := timeOfDay.FindStringSubmatch(s)
	if m == nil {
		return clock{}, false
	}
	c := clock{told: true, hour: digits(m[1]), minute: digits(m[2]), second: digits(m[3]), nano: digits((m[4] + "000000000")[:9])}
	if half := strings.ToLower(m[5]); half != "" {
		if c.hour < 1 || c.hour > 12 {
			return c, false
		}
		c.hour %= 12
		if half == "pm" {
			c.hour += 12
		}
	}
	if c.hour > 23 || c.minute > 59 || c.second > 59 {
		return c, false
	}
	switch m[6] {
	case "":
		return c, true
	case "Z", "z", "UTC", "GMT":
		c.offset = true
		return c, true
	}
	o := offsetText.FindStringSubmatch(m[6])
	if o == nil {
		return c, false
	}
	hours, minutes := digits(o[2]), digits(o[3])
	if hours > 14 || minutes > 59 {
		return c, false
	}
	c.offset, c.east = true, 3600*hours+60*minutes
	if o[1] != "+" {
		c.east = -c.east
	}
	return c, true
}
