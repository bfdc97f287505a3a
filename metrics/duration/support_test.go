// SPDX-License-Identifier: Apache-2.0

package duration

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// daily is one row on each of n days from the first, and one on each of the others.
func daily(first string, n, step int, others ...string) []DayCount {
	var out []DayCount
	for i := range n {
		out = append(out, DayCount{day(first) + Day(i*step), 1})
	}
	for _, text := range others {
		out = append(out, DayCount{day(text), 1})
	}
	slices.SortFunc(out, func(a, b DayCount) int { return int(a.Day - b.Day) })
	return out
}

func TestSupported(t *testing.T) {
	for _, test := range []struct {
		name        string
		days        []DayCount
		first, last string
	}{
		{"no slip", daily("2025-03-01", 100, 1), "2025-03-01", "2025-06-08"},
		{"digits swapped", daily("2025-03-01", 100, 1, "2052-03-15"), "2025-03-01", "2025-06-08"},
		{"a year late", daily("2025-03-01", 100, 1, "2026-03-15"), "2025-03-01", "2025-06-08"},
		{"a century early", daily("2025-03-01", 100, 1, "1925-03-05"), "2025-03-01", "2025-06-08"},
		{"years swapped early, real: 2002 for 2020", daily("2020-03-20", 40, 1, "2002-04-28"), "2020-03-20", "2020-04-28"},
		{"at both ends", daily("2025-03-01", 100, 1, "1925-03-05", "2052-03-15"), "2025-03-01", "2025-06-08"},
		{"two slips of a hundred", daily("2025-03-01", 100, 1, "2052-03-15", "2061-03-15"), "2025-03-01", "2025-06-08"},
		{"one in fifteen is no slip", daily("2025-03-01", 42, 1, "2052-03-15", "2061-03-15", "2062-01-01"), "2025-03-01", "2062-01-01"},
		{"a new season", append(append(daily("2023-08-01", 60, 1), daily("2024-08-01", 60, 1)...), daily("2025-08-01", 3, 1)...), "2023-08-01", "2025-08-03"},
		{"seasons, then a slip", append(append(daily("2023-08-01", 60, 1), daily("2024-08-01", 60, 1)...), daily("2042-08-01", 3, 1)...), "2023-08-01", "2024-09-29"},
		{"a tail of late deliveries", daily("2025-03-01", 100, 1, "2025-08-01", "2025-11-20"), "2025-03-01", "2025-11-20"},
		{"old cases waited long", daily("2025-03-01", 100, 1, "2018-05-05"), "2018-05-05", "2025-06-08"},
		{"once a quarter", daily("2020-01-15", 16, 91, "2024-09-01"), "2020-01-15", "2024-09-01"},
		{"nine rows say nothing", daily("2025-03-01", 8, 1, "2052-03-15"), "2025-03-01", "2052-03-15"},
	} {
		if first, last := Supported(test.days); DayText(first) != test.first || DayText(last) != test.last {
			t.Errorf("%s: %s to %s, want %s to %s", test.name, DayText(first), DayText(last), test.first, test.last)
		}
	}
	if first, last := Supported(nil); first != NoDate || last != NoDate {
		t.Error("of no days there are bounds")
	}
}

// TestSupportedProperties: bounds are days that are there, in order, and no more than a twentieth of the rows, or one, lies beyond each.
func TestSupportedProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := map[Day]int{}
		for range rapid.IntRange(1, 300).Draw(t, "rows") {
			at[rapid.Int32Range(FirstDay, LastDay).Draw(t, "day")/rapid.SampledFrom([]Day{1, 50}).Draw(t, "spread")]++
		}
		var days []DayCount
		rows := 0
		for d, n := range at {
			days, rows = append(days, DayCount{d, n}), rows+n
		}
		slices.SortFunc(days, func(a, b DayCount) int { return int(a.Day - b.Day) })
		first, last := Supported(days)
		below, above := 0, 0
		for _, d := range days {
			if d.Day < first {
				below += d.Rows
			}
			if d.Day > last {
				above += d.Rows
			}
		}
		most := max(1, rows/mostFarShare)
		if at[first] == 0 || at[last] == 0 || first > last || below > most || above > most || rows < leastRows && below+above > 0 {
			t.Fatalf("%d to %d with %d below and %d above of %d rows", first, last, below, above, rows)
		}
	})
}

// TestParseMoment: in Kyiv the clock went forward on 30 March 2025 at 3, and back on 26 October at 4.
func TestParseMoment(t *testing.T) {
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2025-03-31":                       "2025-03-31 -1",
		"2025-03-31T21:30:00Z":             "2025-04-01 1800",
		"2025-03-30T22:30:00Z":             "2025-03-31 5400",
		"2025-03-29T21:59:59.5Z":           "2025-03-29 86399",
		"2025-03-29T22:00Z":                "2025-03-30 0",
		"2025-10-26T21:30:00+00:00":        "2025-10-26 84600",
		"2025-10-25T21:30:00+0000":         "2025-10-26 1800",
		"2025-04-01T09:00:00+03:00":        "2025-04-01 32400",
		"2025-03-31 23:30:00.123456-05:30": "2025-04-01 28800",
		"2025-04-01T00:30+05":              "2025-03-31 81000",
		"2025-04-01 09:00":                 "2025-04-01 32400",
	} {
		m, ok := ParseMoment([]byte(text), kyiv)
		if got := DayText(m.Day) + " " + strconv.Itoa(int(m.Second)); !ok || got != want {
			t.Errorf("%s: %s, %v, want %s", text, got, ok, want)
		}
	}
	if _, ok := ParseMoment([]byte("2199-12-31T23:00Z"), kyiv); ok {
		t.Error("a day beyond the last is none")
	}
	if _, ok := ParseMoment([]byte("2025-02-30T10:00Z"), kyiv); ok {
		t.Error("30 February")
	}
	early, late, whole := Moment{5, 10}, Moment{5, 20}, Moment{5, -1}
	if !early.Before(late) || late.Before(early) || whole.Before(late) || late.Before(whole) || !whole.Before(Moment{6, -1}) {
		t.Error("the order of moments")
	}
}
