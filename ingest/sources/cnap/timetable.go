// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Interval is a span of reception within one day, in minutes from midnight:
// 0 ≤ From < To ≤ 1440.
type Interval struct{ From, To int }

// WeekHours is the reception time of one service point. Index 0 is Monday.
// Open holds sorted intervals that do not touch, so that a gap is a break.
// Closed marks the days the text itself calls closed; a day that is neither
// open nor closed is not named in the text, or, with Unread, named with hours
// that cannot be read: one bad day costs that day and what is said of the whole
// week, not the other six.
type WeekHours struct {
	Open   [7][]Interval
	Closed [7]bool
	Unread [7]bool
}

const (
	saturday = 5
	// Reception outside 06:00–22:00 is a slip of the pen in every case met
	// («0:.00-16:00»), so it is refused rather than counted.
	earliest = 6 * 60
	latest   = 22 * 60
	// EveningFrom is the closing time from which a day counts as an evening
	// one. Closing times fall into two groups: up to 18:15 (ordinary days) and
	// 20:00 (the weekly late day of article 12 of Law 5203-VI); 19:00 parts them.
	eveningFrom = 19 * 60
	earlyUntil  = 8 * 60
	// longest is the size of a timetable in bytes that is still read; those of
	// 2025 end at 220, and the time to read grows with the square.
	longest = 2000
)

// Given tells whether the text names any reception time. A week in which
// every day is «-» is legal and gives none: its hours are unknown, not zero,
// because a point that works by appointment or on the road is written so too.
func (w WeekHours) Given() bool {
	return slices.ContainsFunc(w.Open[:], func(d []Interval) bool { return len(d) > 0 })
}

// Whole tells whether every day that the text names was read.
func (w WeekHours) Whole() bool { return !slices.Contains(w.Unread[:], true) }

// weekdaysRead tells the same of the days from Monday to Friday.
func (w WeekHours) weekdaysRead() bool { return !slices.Contains(w.Unread[:saturday], true) }

// Hours is the reception time of the week, in hours; of a week that is not
// whole, of the days that were read.
func (w WeekHours) Hours() float64 {
	minutes := 0
	for _, day := range w.Open {
		for _, i := range day {
			minutes += i.To - i.From
		}
	}
	return float64(minutes) / 60
}

// Saturday tells whether people are received on Saturday.
func (w WeekHours) Saturday() bool { return len(w.Open[saturday]) > 0 }

// Evening tells whether on some weekday reception lasts to 19:00 or later.
func (w WeekHours) Evening() bool {
	return slices.ContainsFunc(w.Open[:saturday], func(d []Interval) bool {
		return len(d) > 0 && d[len(d)-1].To >= eveningFrom
	})
}

// EarlyMorning tells whether on some weekday reception starts by 8:00.
func (w WeekHours) EarlyMorning() bool {
	return slices.ContainsFunc(w.Open[:saturday], func(d []Interval) bool {
		return len(d) > 0 && d[0].From <= earlyUntil
	})
}

var dayNames = map[string]int{
	"пн": 0, "понеділок": 0, "вт": 1, "вівторок": 1, "ср": 2, "середа": 2,
	"чт": 3, "четвер": 3, "пт": 4, "п’ятниця": 4, "сб": 5, "субота": 5, "нд": 6, "неділя": 6,
}

var closedWords = []string{"ні", "вих", "вихідний", "неприйомний", "не працює", "0"}

// ParseTimetable reads a timetable such as «пн: з 8.00 - до 15.00; вт: -»,
// «пн-чт 8:00-17:15, пт 8:00-16:00» or «пн: 08-00 до 16-00 сб: вихідний».
// A lone «-» is a week with no reception time given. Days that are not named
// stay neither open nor closed. The error names the first piece that was not
// understood and what was expected there; the week then has the days that were.
func ParseTimetable(text string) (WeekHours, error) {
	var week WeekHours
	s := strings.ToLower(clean(text))
	if s == "" {
		return week, fmt.Errorf("timetable is empty: expected days and hours such as «пн: 8:00-17:00», or «-»")
	}
	if len(s) > longest {
		return week, fmt.Errorf("timetable of %d bytes: expected at most %d", len(s), longest)
	}
	heads := findDays(s)
	if len(heads) == 0 {
		if blank(s) {
			return week, nil
		}
		return week, fmt.Errorf("timetable %q: expected a day (пн, вт, ср, чт, пт, сб, нд) before the hours", shorten(s))
	}
	if lead := s[:heads[0].from]; !blank(lead) {
		return week, fmt.Errorf("timetable: %q before the first day: expected a day (пн, вт, …) first", shorten(lead))
	}
	var first error
	unread := func(head heading, err error) {
		if first == nil {
			first = err
		}
		for day := head.first; day <= head.last; day++ {
			week.Open[day], week.Closed[day], week.Unread[day] = nil, false, true
		}
	}
	for i, head := range heads {
		end := len(s)
		if i+1 < len(heads) {
			end = heads[i+1].from
		}
		piece := s[head.to:end]
		open, err := parseDay(piece)
		if err != nil {
			unread(head, fmt.Errorf("timetable: %s: %w", s[head.from:head.to], err))
			continue
		}
		for day := head.first; day <= head.last; day++ {
			if week.Closed[day] || week.Unread[day] || len(week.Open[day]) > 0 {
				unread(heading{first: day, last: day}, fmt.Errorf("timetable: %s is given twice: expected each day once", s[head.from:head.to]))
				continue
			}
			week.Open[day] = slices.Clone(open)
			week.Closed[day] = len(open) == 0
		}
	}
	return week, first
}

// heading is a day or a range of days, with its bytes in the text.
type heading struct{ first, last, from, to int }

var rangeGap = regexp.MustCompile(`^\.?\s?-\s?$`)

// findDays finds the day names and joins «пн-пт» into one heading. A hyphen
// after a colon («пн: - вт: -») is a closed day, not a range.
func findDays(s string) []heading {
	var heads []heading
	for start := 0; start < len(s); {
		word := letters(s[start:])
		if word == "" {
			start += len(firstRune(s[start:]))
			continue
		}
		if day, ok := dayNames[word]; ok {
			head := heading{day, day, start, start + len(word)}
			if n := len(heads); n > 0 && heads[n-1].first == heads[n-1].last &&
				rangeGap.MatchString(s[heads[n-1].to:start]) && heads[n-1].first < day {
				heads[n-1].last, heads[n-1].to = day, head.to
			} else {
				heads = append(heads, head)
			}
		}
		start += len(word)
	}
	return heads
}

func letters(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' })
	if end < 0 {
		return s
	}
	return s[:end]
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

const (
	timeSeparator = `\s?[:.,-]{1,2}\s?`             // between hours and minutes: «8:00», «8-00», «08:-00», «17: 00»
	timeJoin      = `(?:[\s:.-]*(?:до|по)[\s-]*|` + // between two times: «до», «- до», «по»
		`[.,]?\s?-\s?\.?|\s?:\s?|\.?\s?|\s+)` // «-», «:», «.-», a space, nothing
)

// spellings are the ways one interval is written, tried in this order. Groups
// 1–4: hour, minutes, hour, minutes.
var spellings = []*regexp.Regexp{
	// «8:00-17:00», «8-30 до 16-00», «8.00:16.00», «12:0020:00», «8.00- 20.0».
	regexp.MustCompile(`^(\d{1,2})` + timeSeparator + `(\d\d)` + timeJoin + `(\d{1,2})(?:` + timeSeparator + `|\s)(\d\d|0)\b`),
	// «8-17», «8 до 16», «08-16.45», «9.00-14».
	regexp.MustCompile(`^(\d{1,2})(?:` + timeSeparator + `(\d\d))?(?:\s?-\s?(?:до|по)?\s?|\s?(?:до|по)\s?)(\d{1,2})(?:[:.,]\s?(\d\d))?\b`),
	// «900-14.00», «08:00-1700».
	regexp.MustCompile(`^(\d{1,2})(?:` + timeSeparator + `)?(\d\d)` + timeJoin + `(\d{1,2})(?:` + timeSeparator + `)?(\d\d)\b`),
}

var (
	// «3 8:00- до 16:00»: the digit 3 typed for the letter «з» (from).
	digitFrom = regexp.MustCompile(`^(?:з|3\s(\d{1,2}[:.]))\s*`)
	hourWord  = regexp.MustCompile(`^(?:годин[аи]?|год)(?:\P{L}|$)`)
	listGap   = regexp.MustCompile(`^(?:[\s,;/+.]*(?:та|і)?\s+|[\s,;/+.]+)`)
	breakWord = regexp.MustCompile(`^\(?\s*(?:обідня\s+)?(?:перерва|обід)(?:\s+на\s+обід)?\s*:?\s*`)
	// «-.», «: -;» and the like: no letter, no digit.
	emptyDay = regexp.MustCompile(`^[\s:;,._-]*$`)
)

// parseDay reads the text after a day name: nothing or a closing word gives
// no interval, otherwise intervals and «перерва …» follow one another.
func parseDay(piece string) ([]Interval, error) {
	if emptyDay.MatchString(piece) {
		return nil, nil
	}
	rest := strings.Trim(piece, " .:;,-_")
	if slices.Contains(closedWords, rest) {
		return nil, nil
	}
	var open, breaks []Interval
	for first := true; rest != ""; first = false {
		isBreak := false
		if word := breakWord.FindString(rest); word != "" && !first {
			isBreak, rest = true, rest[len(word):]
		}
		interval, left, err := parseInterval(rest)
		if err != nil {
			return nil, err
		}
		if isBreak {
			breaks = append(breaks, interval)
			left = strings.TrimPrefix(left, ")")
		} else {
			open = append(open, interval)
		}
		if left != "" {
			gap := listGap.FindString(left)
			if gap == "" && !strings.HasPrefix(left, "(") {
				return nil, fmt.Errorf("%q left over after the hours: expected the next day", shorten(left))
			}
			left = left[len(gap):]
		}
		rest = left
	}
	return subtract(merge(open), merge(breaks)), nil
}

// parseInterval reads one interval at the start of s and returns what is left.
func parseInterval(s string) (Interval, string, error) {
	rest := digitFrom.ReplaceAllString(s, "$1")
	for _, spelling := range spellings {
		m := spelling.FindStringSubmatch(rest)
		if m == nil {
			continue
		}
		from, to := clock(m[1], m[2]), clock(m[3], m[4])
		left := strings.TrimRight(rest[len(m[0]):], " .,;")
		if unit := strings.TrimLeft(left, " "); hourWord.MatchString(unit) {
			left = strings.TrimLeft(unit[len(letters(unit)):], ".")
		}
		// «8-12 13-17» has the form of «8-30 16-00»; minutes tell them apart.
		if !strings.ContainsAny(m[0], ":.,доп") && (minutes(m[2])%5 != 0 || minutes(m[4])%5 != 0) {
			return Interval{}, "", fmt.Errorf("%q can be one interval or two: expected «8:00-12:00, 13:00-17:00»", shorten(m[0]))
		}
		switch {
		case minutes(m[2]) > 59 || minutes(m[4]) > 59 || from > 1440 || to > 1440:
			return Interval{}, "", fmt.Errorf("%q: expected hours 0–24 and minutes 0–59", shorten(m[0]))
		case from >= to:
			return Interval{}, "", fmt.Errorf("%q closes before it opens: expected the earlier time first", shorten(m[0]))
		case from < earliest || to > latest:
			return Interval{}, "", fmt.Errorf("%q: expected reception between 6:00 and 22:00", shorten(m[0]))
		}
		return Interval{from, to}, left, nil
	}
	return Interval{}, "", fmt.Errorf("%q: expected hours such as «8:00-17:00», or «-» for a closed day", shorten(s))
}

func minutes(digits string) int {
	n, _ := strconv.Atoi(digits) // an absent group is zero minutes
	return n
}

func clock(hour, minute string) int { return minutes(hour)*60 + minutes(minute) }

// merge sorts the intervals and joins those that touch.
func merge(in []Interval) []Interval {
	slices.SortFunc(in, func(a, b Interval) int { return a.From - b.From })
	var out []Interval
	for _, i := range in {
		if n := len(out); n > 0 && i.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, i.To)
			continue
		}
		out = append(out, i)
	}
	return out
}

// subtract cuts the breaks out of the open intervals; both are merged.
func subtract(open, breaks []Interval) []Interval {
	for _, b := range breaks {
		var cut []Interval
		for _, o := range open {
			if b.From > o.From {
				cut = append(cut, Interval{o.From, min(o.To, b.From)})
			}
			if b.To < o.To {
				cut = append(cut, Interval{max(o.From, b.To), o.To})
			}
		}
		open = cut
	}
	return open
}

// shorten keeps error messages to one line of a terminal.
func shorten(s string) string {
	runes := []rune(s)
	if len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}
