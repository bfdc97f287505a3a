// SPDX-License-Identifier: Apache-2.0

package datetext

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Bounds of numbers of days. Those that nobody styled as dates are taken for dates of 1927 to 2118 only: smaller ones are years and
// amounts.
const (
	leastSerial = 10_000
	mostSerial  = 80_000
	lastSerial  = 2_958_466 // the first after 9999-12-31, from 1900
)

const serialHint = "a spreadsheet may have kept the number of days: declare clean: serial, or save the column as text dd.mm.yyyy"

// number reads a text of digits with at most one mark: a day as yyyymmdd, or a number of days.
func (r Reader) number(s, text string) (Moment, error) {
	if d := digits(s); len(s) == 8 && d >= 1900_01_01 && d < 2200_00_00 {
		if of := (calendarDay{d / 10000, d / 100 % 100, d % 100}); of.exists() {
			return r.moment(of, clock{}), nil
		}
	}
	n, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil {
		return Moment{}, &Error{Text: text, What: NotDate, Hint: forms}
	}
	if r.Serials == NoSerials {
		if n >= leastSerial && n < mostSerial {
			return Moment{}, &Error{Text: text, What: NotDate, Hint: serialHint}
		}
		return Moment{}, &Error{Text: text, What: NotDate, Hint: forms}
	}
	m, ok := r.serial(n)
	if !ok {
		return Moment{}, &Error{Text: text, What: "is no number of days that can be a date", Hint: forms}
	}
	return m, nil
}

// serial is the day of a number of days, with the time of day of its fraction.
func (r Reader) serial(n float64) (Moment, bool) {
	if !r.Styled && (n < leastSerial || n >= mostSerial) {
		return Moment{}, false
	}
	whole := int(math.Floor(n))
	seconds := int(math.Round((n - math.Floor(n)) * 86400))
	if seconds == 86400 {
		whole, seconds = whole+1, 0
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case n < 0 || n >= lastSerial:
		return Moment{}, false
	case r.Serials == Since1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case whole == 60 || whole == 0: // 29 February 1900, which never was, and the day before the first
		return Moment{}, false
	case whole < 60:
		first = first.AddDate(0, 0, 1)
	}
	at := first.AddDate(0, 0, whole)
	of := calendarDay{at.Year(), int(at.Month()), at.Day()}
	if !of.exists() {
		return Moment{}, false
	}
	return r.moment(of, clock{told: seconds > 0, hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60}), true
}
