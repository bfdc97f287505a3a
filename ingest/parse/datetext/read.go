// SPDX-License-Identifier: Apache-2.0

package datetext

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones are known on every machine
)

// Order says which of two numbers before a year is the day.
type Order string

// What 03/04/2024 can be: not known, the third of April, the fourth of March. Numbers parted by points are day first where nothing is
// declared.
const (
	Unknown    Order = ""
	DayFirst   Order = "dmy"
	MonthFirst Order = "mdy"
)

// Serials says what a bare number is.
type Serials byte

// A bare number is refused, or a number of days as spreadsheets count them: from 1900, with their 29 February 1900, or from 1904.
const (
	NoSerials Serials = iota
	Since1900
	Since1904
)

// Reader reads the dates of one column. The zero value reads what can be read in one way only; its zone is Kyiv.
type Reader struct {
	Zone    *time.Location // in which a moment with an offset is told, and a time of day without one is meant
	Pivot   int            // two-digit years below it are 20yy, the others 19yy; 0: such years are refused
	Order   Order
	Serials Serials
	Styled  bool // the number is surely a date: the workbook shows it as one, so that small numbers are days, too
}

// Moment is a day, with the time of day where the text has one.
type Moment struct {
	Day    time.Time // midnight UTC of the day in the reader's zone
	At     time.Time // the moment in that zone; without a time of day its midnight. A wall clock that stood twice is taken the first time
	Clock  bool      // the text has a time of day
	Offset bool      // and an offset from UTC
}

// ISO is the day as yyyy-mm-dd.
func (m Moment) ISO() string { return m.Day.Format(time.DateOnly) }

// Error says why a text is no date of the column.
type Error struct {
	Text  string
	What  string // such as: is not a date
	Hint  string // what would help
	Doubt bool   // two readings are possible: the column or a declaration must decide
}

// Error gives the text, the fault and the hint.
func (e *Error) Error() string { return fmt.Sprintf("%q %s", e.Text, e.Reason()) }

// Reason is the fault with the hint, without the text.
func (e *Error) Reason() string {
	if e.Hint == "" {
		return e.What
	}
	return e.What + "; " + e.Hint
}

// NotDate is what is said of a text that is none.
const NotDate = "is not a date"

const forms = "write dd.mm.yyyy or yyyy-mm-dd"

// KyivZone is the zone of a reader that names none.
var KyivZone = loaded("Europe/Kyiv")

func loaded(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC // cannot be: the table of zones is linked in; held by TestKyiv
	}
	return z
}

// Read reads one cell. A fault is an *Error.
func (r Reader) Read(text string) (Moment, error) {
	if d, ok := plain(text); ok {
		return r.moment(d, clock{}), nil
	}
	s := strings.TrimFunc(text, isBlank)
	if s != "" && strings.Trim(s, "0123456789.,") == "" && strings.Count(s, ".")+strings.Count(s, ",") < 2 {
		return r.number(s, text)
	}
	d, c, fault := r.parts(s)
	if fault != nil {
		fault.Text = text
		return Moment{}, fault
	}
	m := r.moment(d, c)
	if m.Day.Year() > lastYear {
		return Moment{}, &Error{Text: text, What: NotDate, Hint: "years are 1000 to 9999"}
	}
	return m, nil
}

// Day is Read where the day alone is asked for, as yyyy-mm-dd.
func (r Reader) Day(text string) (string, error) {
	if _, ok := plain(text); ok {
		if text[4] == '-' {
			return text, nil
		}
		return text[6:] + "-" + text[3:5] + "-" + text[:2], nil
	}
	m, err := r.Read(text)
	if err != nil {
		return "", err
	}
	return m.ISO(), nil
}

// ReadAll reads a column: what single cells leave open is decided by all of them. The two slices are as long as cells; of each cell
// either the moment or the fault counts. An empty cell is a fault.
func (r Reader) ReadAll(cells []string) ([]Moment, []error) {
	var c Column
	for _, cell := range cells {
		c.See(cell)
	}
	r = c.Decide(r)
	moments, faults := make([]Moment, len(cells)), make([]error, len(cells))
	for i, cell := range cells {
		moments[i], faults[i] = r.Read(cell)
	}
	return moments, faults
}

// Column gathers what the cells of a column say of the order of day and month. The zero value has seen nothing.
type Column struct{ dayFirst, monthFirst bool }

// See takes a cell into account, and reports whether it can be read in two ways.
func (c *Column) See(text string) (doubtful bool) {
	if !strings.ContainsAny(text, "/-") || len(text) > 4 && text[4] == '-' && digits(text[:4]) >= 0 {
		return false
	}
	m := numeric.FindStringSubmatch(strings.TrimFunc(text, isBlank))
	if m == nil || m[2] == "." || len(m[1]) > 2 {
		return false
	}
	first, _ := strconv.Atoi(m[1])
	second, _ := strconv.Atoi(m[3])
	switch {
	case first < 1 || second < 1 || first > 31 || second > 31 || first > 12 && second > 12:
		return false
	case first > 12:
		c.dayFirst = true
	case second > 12:
		c.monthFirst = true
	default:
		return first != second
	}
	return false
}

// Join takes what another column has seen, too.
func (c *Column) Join(other Column) {
	c.dayFirst, c.monthFirst = c.dayFirst || other.dayFirst, c.monthFirst || other.monthFirst
}

// Decide gives the reader with the order that the cells tell. What is declared stays; cells of both orders leave the reader as it is, so
// that it refuses what is in doubt.
func (c *Column) Decide(r Reader) Reader {
	switch {
	case r.Order != Unknown || c.dayFirst == c.monthFirst:
	case c.dayFirst:
		r.Order = DayFirst
	default:
		r.Order = MonthFirst
	}
	return r
}

// Years that a date may have. Programs write 0001-01-01 where they know none.
const (
	firstYear = 1000
	lastYear  = 9999
)

// calendarDay is a day of the calendar.
type calendarDay struct{ year, month, day int }

// exists tells days of the calendar from others.
func (d calendarDay) exists() bool {
	return d.year >= firstYear && d.year <= lastYear && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= lastDay(d.year, d.month)
}

func lastDay(year, month int) int {
	leap := year%4 == 0 && year%100 != 0 || year%400 == 0
	switch {
	case month == 2 && leap:
		return 29
	case month == 2:
		return 28
	case month == 4, month == 6, month == 9, month == 11:
		return 30
	}
	return 31
}

// clock is a time of day, if there is one.
type clock struct {
	told                 bool
	hour, minute, second int
	nano                 int
	offset               bool
	east                 int // seconds
}

// moment puts a day and its clock into the reader's zone.
func (r Reader) moment(d calendarDay, c clock) Moment {
	z := r.Zone
	if z == nil {
		z = KyivZone
	}
	at := time.UTC
	if c.offset {
		at = time.FixedZone("", c.east)
	}
	m := Moment{Day: time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC), Clock: c.told, Offset: c.offset}
	if !c.offset {
		m.At = time.Date(d.year, time.Month(d.month), d.day, c.hour, c.minute, c.second, c.nano, z)
		return m
	}
	m.At = time.Date(d.year, time.Month(d.month), d.day, c.hour, c.minute, c.second, c.nano, at).In(z)
	year, month, of := m.At.Date()
	m.Day = time.Date(year, month, of, 0, 0, 0, 0, time.UTC)
	return m
}

// plain reads the two forms that most cells have, 2023-12-31 and 31.12.2023.
func plain(s string) (calendarDay, bool) {
	if len(s) != 10 {
		return calendarDay{}, false
	}
	var d calendarDay
	switch {
	case s[4] == '-' && s[7] == '-':
		d = calendarDay{digits(s[:4]), digits(s[5:7]), digits(s[8:])}
	case s[2] == '.' && s[5] == '.':
		d = calendarDay{digits(s[6:]), digits(s[3:5]), digits(s[:2])}
	default:
		return calendarDay{}, false
	}
	return d, d.exists()
}

// digits is the number, -1 if there are other signs in it.
func digits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// isBlank tells what is not seen at the ends of a cell.
func isBlank(r rune) bool {
	return strings.ContainsRune(" \t\r\n\v\f\u00a0\u2007\u2009\u202f\u200b\ufeff\u2028", r)
}
