// SPDX-License-Identifier: Apache-2.0

package duration

import (
	"fmt"
	"slices"
	"time"
)

// Day is a date: days since 1970-01-01, negative before it.
type Day = int32

// NoDate is no date.
const NoDate Day = -1 << 31

// Calendar says which days are worked. Lookups are two array reads: working days so
// far, by day number, are summed once.
type Calendar struct {
	first Day
	sofar []int32 // working days in first … first+i, that last day included
	off   []Day   // holidays, sorted
}

// FirstDay and LastDay bound the dates that are dates here: 1900-01-01 and 2199-12-31.
var (
	FirstDay = DayOf(1900, 1, 1)
	LastDay  = DayOf(2199, 12, 31)
)

// NewCalendar makes a calendar of Monday to Friday without the holidays. extra are
// days worked although they are a weekend (moved working days); a day in both is
// worked. Days outside [FirstDay, LastDay] are an error.
func NewCalendar(holidays, extra []Day) (*Calendar, error) {
	c := &Calendar{first: FirstDay, sofar: make([]int32, LastDay-FirstDay+1)}
	for _, d := range slices.Concat(holidays, extra) {
		if d < FirstDay || d > LastDay {
			return nil, fmt.Errorf("day %d is outside the calendar of 1900 to 2199", d)
		}
	}
	for i := range c.sofar {
		if weekday := (int(c.first) + i + 4 + 7*10000) % 7; weekday != 0 && weekday != 6 { // day 0 was a Thursday
			c.sofar[i] = 1
		}
	}
	for _, d := range holidays {
		c.sofar[d-c.first] = 0
		c.off = append(c.off, d)
	}
	for _, d := range extra {
		c.sofar[d-c.first] = 1
	}
	slices.Sort(c.off)
	for i := 1; i < len(c.sofar); i++ {
		c.sofar[i] += c.sofar[i-1]
	}
	return c, nil
}

// Position is the number of working days from 1900-01-01 to d, d included. The working
// days of a case that came in on a and ended on b are Position(b) − Position(a): the
// day of submission does not count, the last day does, as terms are counted in law
// (Civil Code of Ukraine, art. 253). d must lie in [FirstDay, LastDay].
func (c *Calendar) Position(d Day) int32 { return c.sofar[d-c.first] }

// Between is the number of working days after a up to b, negative where b is earlier.
func (c *Calendar) Between(a, b Day) int32 { return c.Position(b) - c.Position(a) }

// Holidays are those the calendar was made with, sorted.
func (c *Calendar) Holidays() []Day { return slices.Clone(c.off) }

// DayOf is the day of a date of the Gregorian calendar.
func DayOf(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// DateOf is the date of a day.
func DateOf(d Day) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// DayText is the date as YYYY-MM-DD, "" for None.
func DayText(d Day) string {
	if d == NoDate {
		return ""
	}
	return DateOf(d).Format(time.DateOnly)
}

// months holds the first day of each month of 1900 … 2199 and of the one after.
var months = func() (m [300*12 + 1]Day) {
	for i := range m {
		m[i] = DayOf(1900+i/12, time.Month(i%12+1), 1)
	}
	return m
}()

// Parse reads a date YYYY-MM-DD, or a moment YYYY-MM-DD followed by T or a space and
// HH:MM, seconds, fraction and zone as in ISO 8601; of a moment the date is taken as
// it is written. False for anything else, and for dates outside 1900 … 2199.
func Parse(b []byte) (Day, bool) {
	if len(b) < 10 || b[4] != '-' || b[7] != '-' {
		return NoDate, false
	}
	y0, y1, y2, y3 := b[0]-'0', b[1]-'0', b[2]-'0', b[3]-'0'
	m0, m1, d0, d1 := b[5]-'0', b[6]-'0', b[8]-'0', b[9]-'0'
	if y0 > 9 || y1 > 9 || y2 > 9 || y3 > 9 || m0 > 1 || m1 > 9 || d0 > 3 || d1 > 9 {
		return NoDate, false
	}
	month := (int(y0)*1000+int(y1)*100+int(y2)*10+int(y3)-1900)*12 + int(m0)*10 + int(m1) - 1
	inYear, day := int(m0)*10+int(m1), Day(d0)*10+Day(d1)
	if month < 0 || month >= len(months)-1 || inYear < 1 || inYear > 12 || day < 1 || day > months[month+1]-months[month] {
		return NoDate, false
	}
	if len(b) > 10 && !clock(b[10:]) {
		return NoDate, false
	}
	return months[month] + day - 1, true
}

// clock says whether b is T or space and a time of day, with or without a zone.
func clock(b []byte) bool {
	two := func(at int, most byte) bool {
		return at+1 < len(b) && b[at]-'0' <= 9 && b[at+1]-'0' <= 9 && (b[at]-'0')*10+b[at+1]-'0' <= most
	}
	if b[0] != 'T' && b[0] != ' ' || !two(1, 23) || len(b) < 6 || b[3] != ':' || !two(4, 59) {
		return false
	}
	at := 6
	if at < len(b) && b[at] == ':' {
		if !two(7, 60) {
			return false
		}
		if at = 9; at < len(b) && b[at] == '.' {
			from := at + 1
			for at = from; at < len(b) && b[at]-'0' <= 9; at++ {
			}
			if at == from {
				return false
			}
		}
	}
	switch rest := b[at:]; {
	case len(rest) == 0, len(rest) == 1 && rest[0] == 'Z':
		return true
	case rest[0] == '+' || rest[0] == '-':
		if !two(at+1, 23) {
			return false
		}
		switch len(rest) {
		case 3:
			return true
		case 5:
			return two(at+3, 59)
		case 6:
			return rest[3] == ':' && two(at+4, 59)
		}
	}
	return false
}

// Moment is a date with, where it is known, a time of day.
type Moment struct {
	Day    Day
	Second int32 // of the day; −1 = not known
}

// Before says whether m is surely before other: on an earlier day, or on the same day at an earlier time.
func (m Moment) Before(other Moment) bool {
	return m.Day < other.Day || m.Day == other.Day && m.Second >= 0 && m.Second < other.Second
}

// ParseMoment reads what [Parse] reads. A moment with a zone is turned to the time of a place; without one it is taken as that of the place.
func ParseMoment(b []byte, place *time.Location) (Moment, bool) {
	d, ok := Parse(b)
	m := Moment{Day: d, Second: -1}
	if !ok || len(b) == 10 {
		return m, ok
	}
	two := func(at int) int { return int(b[at]-'0')*10 + int(b[at+1]-'0') }
	second, at := two(11)*3600+two(14)*60, 16
	if at < len(b) && b[at] == ':' {
		second, at = second+two(17), 19
		for at < len(b) && (b[at] == '.' || b[at]-'0' <= 9) {
			at++
		}
	}
	m.Second = int32(second)
	if at == len(b) || place == nil {
		return m, true
	}
	offset := 0
	if b[at] != 'Z' {
		offset = two(at+1) * 3600
		if len(b) > at+3 {
			offset += two(len(b)-2) * 60
		}
		if b[at] == '-' {
			offset = -offset
		}
	}
	local := time.Unix(int64(d)*86400+int64(second)-int64(offset), 0).In(place)
	m.Day, m.Second = DayOf(local.Year(), local.Month(), local.Day()), int32(local.Hour()*3600+local.Minute()*60+local.Second())
	return m, m.Day >= FirstDay && m.Day <= LastDay
}

// Month is the number of the month of a day in [FirstDay, LastDay]: 12 × year + month − 1.
func Month(d Day) int32 {
	at := int32((int64(d-FirstDay) * 4800) / 146097) // 4,800 months in 400 years, off by one at most
	for at+1 < int32(len(months)) && months[at+1] <= d {
		at++
	}
	for months[at] > d {
		at--
	}
	return 1900*12 + at
}
