// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func hm(h, m int) int { return h*60 + m }

// One row per class of spelling; the hours are what a reader of the text means.
func TestParseTimetableReadsOneDay(t *testing.T) {
	full := []Interval{{hm(8, 0), hm(17, 0)}}
	half := []Interval{{hm(8, 30), hm(16, 0)}}
	split := []Interval{{hm(8, 0), hm(12, 0)}, {hm(13, 0), hm(17, 0)}}
	for _, c := range []struct {
		text string
		want []Interval
	}{
		{"8:00-17:00", full},
		{"08.00 - 17.00", full},
		{"08,00-17,00", full},
		{"8:00-17.00", full},
		{"08.00 — 17.00", full},
		{"з 8.00 - до 17.00", full},
		{"З 08:00 до 17:00 год", full},
		{"з8:00-17:00", full},
		{"з  8.00  по  17.00", full},
		{"08.00 по17.00", full},
		{"3 8:00- до 17:00", full},
		{"3 8.30 до 16.00", half},
		{"8-30 до 16-00", half},
		{"8-30до16-00", half},
		{"з 8-30 до   16-00", half},
		{"8-30 до 16 00", half},
		{"8-30  16-00", half},
		{"08-30-16-00", half},
		{"8.30-16-00", half},
		{"08:30    16:00", half},
		{"8:0017:00 год", full},
		{"12:0020:00", []Interval{{hm(12, 0), hm(20, 0)}}},
		{"8.00:17.00", full},
		{"8:00:17:00", full},
		{"8.00: 17.00", full},
		{"13:00 : 20:00", []Interval{{hm(13, 0), hm(20, 0)}}},
		{"08:-00 - 17:00", full},
		{"08:00 - 17: 00", full},
		{"8.00.-17.00", full},
		{"8.00-.17.00", full},
		{"08:00. - 17:00", full},
		{"8.00 - 17.00.", full},
		{"8.00-17.00,", full},
		{"8.00- 17.0", full},
		{"8:00 до -17:00 год", full},
		{"08:00-1700", full},
		{"800-17.00", full},
		{"з 800 - до 17.00", full},
		{"8:00 - 1700", full},
		{"8-17", full},
		{"08-17,00", full},
		{"08-17:00", full},
		{"8.00-17", full},
		{"8 до 17", full},
		{"8до17", full},
		{"з 8 до 17", full},
		{"з 8 - до 17.00", full},
		{"08:00-16:04", []Interval{{hm(8, 0), hm(16, 4)}}}, // a cell dragged down the sheet: read as written
		{"8:00-12:00, 13:00-17:00", split},
		{"8:00-12:00,13:00-17:00", split},
		{"13.00-17.00 та 8.00-12.00", split},
		{"8.00-12.00 13.00-17.00", split},
		{"з 8.00 до 17.00 (перерва з 12.00 до 13.00)", split},
		{"8.00-17.00, обід 12-13", split},
		{"8.00-17.00 обідня перерва: 12:00-13:00", split},
		{"8:00-13:00, 12:00-17:00", full},
		{"-", nil},
		{"_", nil},
		{"—", nil},
		{"", nil},
		{"0", nil},
		{"ні", nil},
		{"вих", nil},
		{"Вих.", nil},
		{"вихідний", nil},
		{"вихiдний", nil}, // the second with a Latin i
		{"неприйомний", nil},
	} {
		for _, form := range []string{"ср: %s", "СР: %s", "cр %s", "Середа: %s;", "пн: -; ср: %s; пт: -", "пн: - вт: - ср: %s пт: -"} {
			text := fmt.Sprintf(form, c.text)
			week, err := ParseTimetable(text)
			if err != nil {
				t.Errorf("%q: %v", text, err)
				continue
			}
			if !slices.Equal(week.Open[2], c.want) {
				t.Errorf("%q: got %v, want %v", text, week.Open[2], c.want)
			}
			if week.Closed[2] != (len(c.want) == 0) {
				t.Errorf("%q: closed is %v", text, week.Closed[2])
			}
		}
	}
}

func TestParseTimetableReadsDays(t *testing.T) {
	for text, want := range map[string]string{
		"пн: 8:00-17:00; вт: -; ср: -; чт: -; пт: 9:00-16:00": "O---O..",
		"пн 8:00-17:00 вт 8:00-17:00 ср 8:00-17:00":           "OOO....",
		"пн-чт 8:00-17:15, пт 8:00-16:00":                     "OOOOO..",
		"Пн.-Пт.: 8-17; Сб: вихідний":                         "OOOOO-.",
		"пн – пт з 9.00 до 18.00":                             "OOOOO..",
		"понеділок: 8-17, п'ятниця: 8-16; неділя: -":          "O...O.-",
		"пн: - вт: - ср: 10.00-14.00 чт: - пт: - сб: -":       "--O---.",
		"-": ".......",
		"пн: -; вт: -; ср: -; чт: ні; пт: ні": "-----..",
	} {
		week, err := ParseTimetable(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		var got strings.Builder
		for day := range week.Open {
			switch {
			case len(week.Open[day]) > 0:
				got.WriteByte('O')
			case week.Closed[day]:
				got.WriteByte('-')
			default:
				got.WriteByte('.')
			}
		}
		if got.String() != want {
			t.Errorf("%q: got %s, want %s", text, &got, want)
		}
		if week.Given() != strings.Contains(want, "O") {
			t.Errorf("%q: Given is %v", text, week.Given())
		}
	}
}

// Every text must be refused, with a message that names the piece.
func TestParseTimetableRefuses(t *testing.T) {
	for text, piece := range map[string]string{
		"":                         "empty",
		"8:00-17:00":               "expected a day",
		"cp: 8:00-17:00":           "expected a day", // Latin alone: no Cyrillic letter tells what it is
		"графік: пн: 8-17":         "before the first day",
		"пн: 18:00-16:00":          "closes before it opens",
		"пн: 8:00-8:00":            "closes before it opens",
		"вт: 08:00-70:00":          "70:00",
		"пт: 08:00-15:450":         ":450",
		"пт: 8:00-15:75":           "minutes 0–59",
		"пт: 0:.00-16:00":          "between 6:00 and 22:00",
		"пн: 8:00-23:30":           "between 6:00 and 22:00",
		"ср: з 8:00 - до 17:00з 8": "з 8",
		"пт: м":                    "м",
		"пн: за окремим графіком":             "за окремим графіком",
		"пн: " + strings.Repeat("8-9,", 1000): "at most 2000",
		"пн: 8:00":                            "8:00",
		"пн: 8-12 13-17":                      "one interval or two",
		"пн: 8:00-12:00-17:00":                "-17:00",
		"пн: 8-17; вт: 8-17; пн: 9-":          "9",
		"пн: 8-17; пн: 8-16":                  "given twice",
		"пн-ср: 8-17; вт: 8-16":               "given twice",
		"пн: перерва 12:00-13:00":             "перерва",
	} {
		week, err := ParseTimetable(text)
		if err == nil {
			t.Errorf("%q: read as %v, want an error", text, week.Open)
			continue
		}
		if !strings.Contains(err.Error(), piece) || !strings.Contains(err.Error(), "expected") {
			t.Errorf("%q: error %q does not name %q and what was expected", text, err, piece)
		}
	}
}

// One bad day costs that day and what is said of the whole week, not the other six.
func TestOneBadDay(t *testing.T) {
	for text, want := range map[string]string{ // hours, Saturday, evening, early
		"пн-чт: 8:00-17:00; пт: 0:.00-16:00; сб: 8:00-14:00": "? true ? true",
		"пн: 9:00-20:00; вт: 8:00-70:00; сб: -":              "? false true ?",
		"пн-пт: 9:00-18:00; сб: м":                           "? ? false false",
		"пн-пт: 9:00-18:00; сб: 9:00-15:00; нд: м":           "? true false false",
		"пн: 9-17; вт: 9-17; пн: 9-16":                       "? false ? ?", // given twice: neither is believed
		"пн-пт: 9:00-18:00; сб: 9:00-15:00":                  "51 true false false",
		"пн: м; вт: -":                                       "? ? ? ?",
	} {
		week, err := ParseTimetable(text)
		if (err == nil) != week.Whole() {
			t.Errorf("%q: error %v, whole %v", text, err, week.Whole())
		}
		var p Point
		p.timetable(week)
		got := "?"
		if p.HoursWeek != nil {
			got = fmt.Sprint(*p.HoursWeek)
		}
		for _, b := range []*bool{p.Saturday, p.Evening, p.EarlyMorning} {
			if b == nil {
				got += " ?"
			} else {
				got += fmt.Sprintf(" %v", *b)
			}
		}
		if got != want || (p.DaysWeek == nil) != (p.HoursWeek == nil) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestABadDayHidesOnly: whatever day is made unreadable, what is still said of the week is what the whole text says.
func TestABadDayHidesOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var whole, harmed []string
		bad := rapid.IntRange(0, 6).Draw(t, "bad day")
		for day, name := range []string{"пн", "вт", "ср", "чт", "пт", "сб", "нд"} {
			hours := "-"
			if from := rapid.IntRange(6, 15).Draw(t, name); rapid.Bool().Draw(t, name+" open") {
				hours = fmt.Sprintf("%d:00-%d:00", from, from+rapid.IntRange(1, 7).Draw(t, name+" hours"))
			}
			whole = append(whole, name+": "+hours)
			if day == bad {
				hours = "0:.00-16:00"
			}
			harmed = append(harmed, name+": "+hours)
		}
		a, err := ParseTimetable(strings.Join(whole, "; "))
		b, bErr := ParseTimetable(strings.Join(harmed, "; "))
		if err != nil || bErr == nil {
			t.Fatalf("errors %v, %v", err, bErr)
		}
		var p, q Point
		p.timetable(a)
		q.timetable(b)
		if q.HoursWeek != nil || q.DaysWeek != nil {
			t.Fatalf("%q: hours of a week with an unreadable day", strings.Join(harmed, "; "))
		}
		for k, pair := range [][2]*bool{{p.Saturday, q.Saturday}, {p.Evening, q.Evening}, {p.EarlyMorning, q.EarlyMorning}} {
			if pair[0] != nil && pair[1] != nil && *pair[0] != *pair[1] {
				t.Fatalf("%q: measure %d says %v, the whole week %v", strings.Join(harmed, "; "), k, *pair[1], *pair[0])
			}
		}
	})
}

func TestWeekMeasures(t *testing.T) {
	week, err := ParseTimetable("пн: 8:00-17:00; вт: 9:00-20:00; ср: -; чт: 8:00-12:00, 13:00-17:00; сб: 9:00-14:30")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := week.Hours(), 9+11+8+5.5; got != want {
		t.Errorf("Hours %v, want %v", got, want)
	}
	if !week.Saturday() || !week.Evening() || !week.EarlyMorning() {
		t.Errorf("saturday %v evening %v early %v", week.Saturday(), week.Evening(), week.EarlyMorning())
	}
	plain, err := ParseTimetable("пн-пт: 8:15-18:59; сб: -")
	if err != nil {
		t.Fatal(err)
	}
	if plain.Saturday() || plain.Evening() || plain.EarlyMorning() {
		t.Errorf("saturday %v evening %v early %v", plain.Saturday(), plain.Evening(), plain.EarlyMorning())
	}
	late, err := ParseTimetable("сб: 10:00-20:00") // an evening on Saturday is counted by Saturday
	if err != nil || late.Evening() {
		t.Errorf("evening %v, error %v", late.Evening(), err)
	}
}

// Whatever spelling a week is printed in, it is read back as it was.
func TestParseTimetableRoundTrip(t *testing.T) {
	forms := []string{"%02d:%02d-%02d:%02d", "%d.%02d - %d.%02d", "з %d:%02d до %d:%02d", "%d-%02d до %d-%02d", "%d.%02d:%d.%02d", "%d:%02d %d:%02d год"}
	names := []string{"пн", "вт", "ср", "чт", "пт", "сб", "нд"}
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom(forms).Draw(t, "form")
		glue := rapid.SampledFrom([]string{"; ", " ", ";"}).Draw(t, "glue")
		var want WeekHours
		var parts []string
		for day, name := range names {
			if rapid.Bool().Draw(t, "closed") {
				parts, want.Closed[day] = append(parts, name+": -"), true
				continue
			}
			from := rapid.IntRange(24, 80).Draw(t, "from") * 15
			to := rapid.IntRange(from/15+1, 88).Draw(t, "to") * 15
			want.Open[day] = []Interval{{from, to}}
			parts = append(parts, name+": "+fmt.Sprintf(form, from/60, from%60, to/60, to%60))
		}
		text := strings.Join(parts, glue)
		got, err := ParseTimetable(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for day := range names {
			if !slices.Equal(got.Open[day], want.Open[day]) || got.Closed[day] != want.Closed[day] {
				t.Fatalf("%q: day %d: got %v, want %v", text, day, got.Open[day], want.Open[day])
			}
		}
	})
}

func FuzzParseTimetable(f *testing.F) {
	for _, s := range []string{"", "-", "пн: 8:00-17:00; вт: -", "пн-чт 8:00-17:15, пт 8:00-16:00", "пн: з 8.00 - до 17.00 (перерва 12-13)", "сб: 3 8:00- до 16:00", "пн: 12:0020:00", "пн: 900-14.00", "нд: 6:00-22:00", "\xff: 1", "пн: 99999999999999999999-17"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		week, err := ParseTimetable(s)
		for day, open := range week.Open {
			if err != nil && (len(open) > 0 || week.Closed[day]) {
				t.Fatalf("%q: an error with a half-read week", s)
			}
			last := -1
			for _, i := range open {
				if i.From < 0 || i.To > 1440 || i.From >= i.To || i.From <= last {
					t.Fatalf("%q: day %d: %v", s, day, open)
				}
				last = i.To
			}
		}
	})
}
