// SPDX-License-Identifier: Apache-2.0

package datetext

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// told is a column as text: days, with the time of day where there is one, or ? where a cell is in doubt and ! where it is refused.
func told(r Reader, cells ...string) string {
	var out []string
	moments, faults := r.ReadAll(cells)
	for i, m := range moments {
		var fault *Error
		switch errors.As(faults[i], &fault); {
		case fault != nil && fault.Doubt:
			out = append(out, "?")
		case fault != nil:
			out = append(out, "!")
		case m.Clock:
			out = append(out, m.ISO()+m.At.Format("T15:04:05"))
		default:
			out = append(out, m.ISO())
		}
	}
	return strings.Join(out, " ")
}

// TestCells: what one cell says by itself.
func TestCells(t *testing.T) {
	for cell, want := range map[string]string{
		"2023-12-31": "2023-12-31", "31.12.2023": "2023-12-31", "1.2.2024": "2024-02-01", " 31.12.2023\u00a0": "2023-12-31",
		"2024-2-1":   "2024-02-01",
		"2023/12/31": "2023-12-31", "2023.12.31": "2023-12-31", "31-12-2023": "2023-12-31", "31/12/2023": "2023-12-31",
		"12/31/2023": "2023-12-31",
		"20231231":   "2023-12-31", "03/03/2024": "2024-03-03", "03.04.2024": "2024-04-03", "29.02.2024": "2024-02-29",
		"31.12.2023 10:05": "2023-12-31T10:05:00", "31.12.2023 9:05:07": "2023-12-31T09:05:07", "31.12.2023, 10:05": "2023-12-31T10:05:00",
		"31.12.2023 о 10:05": "2023-12-31T10:05:00", "31.12.2023T10:05": "2023-12-31T10:05:00", "10:05 31.12.2023": "2023-12-31T10:05:00",
		"2023-12-31T10:05": "2023-12-31T10:05:00", "2023-12-31Т10:05:06.789": "2023-12-31T10:05:06", "2023-12-31 00:00:00": "2023-12-31T00:00:00",
		"12/31/2023 1:05 PM": "2023-12-31T13:05:00", "12/31/2023 12:05 AM": "2023-12-31T00:05:00", "2023/12/31 23:59": "2023-12-31T23:59:00",
		"31.12.2023р.": "2023-12-31", "31.12.2023 р.": "2023-12-31", "31.12.2023 року": "2023-12-31",
		"31.12.2023 р. 10:05": "2023-12-31T10:05:00",
		"31 грудня 2023":      "2023-12-31", "«05» лютого 2017 року": "2017-02-05", "1 січня 2024 р.": "2024-01-01",
		"31 груд. 2023 р.": "2023-12-31",
		"5 сiчня 2024":     "2024-01-05", "31 Dec 2023": "2023-12-31", "31-Dec-2023": "2023-12-31", "December 31, 2023": "2023-12-31",
		"1 May 2024, 10:05": "2024-05-01T10:05:00",
		// the clock of Kyiv: two hours from UTC in winter, three in summer, by its own offset of the day
		"2023-12-31T22:30:00Z": "2024-01-01T00:30:00", "2024-06-30T21:30:00Z": "2024-07-01T00:30:00",
		"2024-07-01T00:30:00+03:00": "2024-07-01T00:30:00",
		"2025-04-01T09:00:00+0300":  "2025-04-01T09:00:00", "2024-01-01T00:30:00+05:45": "2023-12-31T20:45:00",
		"2024-03-31T01:30:00Z": "2024-03-31T04:30:00",
		"2024-10-27T00:30:00Z": "2024-10-27T03:30:00", "2024-10-27T01:30:00Z": "2024-10-27T03:30:00",
		"2024-01-01 00:00 UTC": "2024-01-01T02:00:00", "2024-01-01T12:00-08": "2024-01-01T22:00:00",
		"03/04/2024": "?", "3-4-2024": "?", "03/04/2024 10:05": "?",
		"": "!", "колись": "!", "29.02.2023": "!", "00.00.0000": "!", "31.13.2023": "!", "12.31.2023": "!", "2023-12": "!", "2023": "!",
		"31.12": "!", "13/13/2024": "!",
		"31.12.23": "!", "31/12/23": "!", "31.12-2023": "!", "31.12.2023 25:00": "!", "31.12.2023 10:60": "!", "31.12.2023 і далі": "!",
		"2025-07-20-01": "!", "2025-02-30T00:00:00": "!",
		"45291": "!", "1703980800": "!", "45291.5": "!", "20231331": "!", "2024-01-01T10:00+25:00": "!", "31 матня 2023": "!",
		"31 мур 2023": "!", "12/31/2023 13:05 PM": "!", "5 лют 17": "!",
		"31 марта 2023 г.": "2023-03-31", "9 мая 2024": "2024-05-09", "31-груд-2023": "2023-12-31", "2023-12-31Z": "2023-12-31", "2023-12-31+02:00": "2023-12-31",
		"23 листопада 2026 року": "2026-11-23", `"05" лютого 2017 року`: "2017-02-05", "«5» лютого 2017 р": "2017-02-05", "1 Січня 2020": "2020-01-01",
		"1  червня\u00a02021 р.": "2021-06-01", "1 cічня 2020": "2020-01-01", "23 листопад 2026": "2026-11-23", "31 лютого 2020 р.": "!", "23 листопадець 2026": "!",
		"листопада 2026": "!", "123 січня 2020": "!",
		"21:2305.06.2017": "2017-06-05T21:23:00", "21:2305.6.2017": "!", "31.12.2023 p.": "2023-12-31", "31.12.2023 року.": "2023-12-31",
		"0001-01-01": "!", "9999-12-31T23:00:00Z": "!", "від 31.12.2023": "!", "31.12.20234": "!", "31.12.202": "!", "1.2.3": "!",
	} {
		if got := told(Reader{}, cell); got != want {
			t.Errorf("%q is read as %s, want %s", cell, got, want)
		}
	}
}

// TestColumns: what cells of a column say of one another, and what is declared of all of them.
func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, cells, want string
		reader            Reader
	}{
		{"a day above twelve comes first", "03/04/2024|31/12/2023", "2024-04-03 2023-12-31", Reader{}},
		{"a day above twelve comes second", "03/04/2024|12/31/2023", "2024-03-04 2023-12-31", Reader{}},
		{"both, and nothing is decided", "03/04/2024|31/12/2023|12/31/2023", "? 2023-12-31 2023-12-31", Reader{}},
		{"nothing tells", "03/04/2024|05/06/2024|07/07/2024", "? ? 2024-07-07", Reader{}},
		{"points and ISO do not tell of slashes", "03/04/2024|31.12.2023|2023-12-31", "? 2023-12-31 2023-12-31", Reader{}},
		{"no dates do not tell", "03/04/2024|31/31/2024|44/1/2024", "? ! !", Reader{}},
		{"declared day first", "03/04/2024|12/31/2023", "2024-04-03 !", Reader{Order: DayFirst}},
		{"declared month first", "03/04/2024|31/12/2023|12.31.2023", "2024-03-04 ! 2023-12-31", Reader{Order: MonthFirst}},
		{"two digits of a year", "31.12.23|31.12.49|31.12.50|1.2.99", "2023-12-31 2049-12-31 1950-12-31 1999-02-01", Reader{Pivot: 50}},
		{"two digits of a year, in doubt", "03/04/24|31/12/23", "2024-04-03 2023-12-31", Reader{Pivot: 50}},
		{
			"numbers of days since 1900", "45291|45291.5|45291,75|20000|19999|10000|9999|2024|80000|20240229",
			"2023-12-31 2023-12-31T12:00:00 2023-12-31T18:00:00 1954-10-03 1954-10-02 1927-05-18 ! ! ! 2024-02-29",
			Reader{Serials: Since1900},
		},
		{"numbers of days since 1904", "43894|43829.25", "2024-03-05 2023-12-31T06:00:00", Reader{Serials: Since1904}},
		{
			"numbers styled as dates", "1|59|60|61|0|366|45291.999999|2958465|2958466|-1",
			"1900-01-01 1900-02-28 ! 1900-03-01 ! 1900-12-31 2024-01-01 9999-12-31 ! !",
			Reader{Serials: Since1900, Styled: true},
		},
		{"numbers styled as dates since 1904", "0|1|43894", "1904-01-01 1904-01-02 2024-03-05", Reader{Serials: Since1904, Styled: true}},
		{"another zone", "2024-01-01T00:30:00+02:00|2024-01-01", "2023-12-31T23:30:00 2024-01-01", Reader{Zone: time.FixedZone("CET", 3600)}},
	} {
		if got := told(c.reader, strings.Split(c.cells, "|")...); got != c.want {
			t.Errorf("%s: %s is read as %s, want %s", c.name, c.cells, got, c.want)
		}
	}
}

// TestFaultsAreTold: every fault names its cause and what helps.
func TestFaultsAreTold(t *testing.T) {
	for cell, want := range map[string]string{
		"колись":                `is not a date; write dd.mm.yyyy or yyyy-mm-dd`,
		"03/04/2024":            `may be 2024-04-03 or 2024-03-04; the other cells do not tell: declare dates: dmy or dates: mdy for the column`,
		"31.12.23":              `has a year of two digits; declare pivot for the column: with pivot: 50 the year 49 is 2049 and 50 is 1950`,
		"29.02.2023":            `is not a date; month 2 of 2023 has no day 29`,
		"12.31.2023":            `is not a date; there is no month 31; write dd.mm.yyyy or yyyy-mm-dd`,
		"45291":                 NotDate + "; " + serialHint,
		"31.12.2023 зранку":     `is not a date; what follows the day is no time of day such as 10:05`,
		"2023-12-31T10:05+99:0": `is not a date; what follows the day is no time of day such as 10:05`,
	} {
		var fault *Error
		if _, err := (Reader{}).Read(cell); !errors.As(err, &fault) || fault.Reason() != want || fault.Text != cell {
			t.Errorf("%q: %v, want %s", cell, err, want)
		}
	}
}

// TestKyiv: the zone is linked in, with summer and winter.
func TestKyiv(t *testing.T) {
	for day, want := range map[string]int{"2024-01-15": 7200, "2024-07-15": 10800} {
		m, err := Reader{}.Read(day)
		if _, east := m.At.Zone(); err != nil || east != want || m.At.Location().String() != "Europe/Kyiv" {
			t.Errorf("%s: %d seconds east in %s, %v", day, east, m.At.Location(), err)
		}
	}
}

// FuzzDate: whatever is read is a day of the calendar that is read again from its ISO form; a reader with an order is never in doubt.
func FuzzDate(f *testing.F) {
	for _, seed := range []string{
		"31.12.2023 10:05", "03/04/2024", "2024-01-01T00:30:00+02:00", "45291.5", "«05» лютого 2017 року", "10:05 31.12.2023", "1.2.24",
		"12/31/2023 1:05 PM",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		var c Column
		doubtful := c.See(cell)
		_, err := Reader{Pivot: 50}.Read(cell)
		var fault *Error
		if errors.As(err, &fault) && fault.Doubt && !doubtful || err == nil && doubtful {
			t.Fatalf("%q: %v, the column says %v", cell, err, doubtful)
		}
		for _, r := range []Reader{
			{Order: DayFirst},
			{Order: MonthFirst, Pivot: 30},
			{Serials: Since1900, Order: DayFirst},
			{Serials: Since1904, Styled: true, Order: DayFirst},
		} {
			m, err := r.Read(cell)
			if err != nil {
				if errors.As(err, &fault) && fault.Doubt {
					t.Fatalf("%q is in doubt", cell)
				}
				continue
			}
			again, err := Reader{}.Read(m.ISO())
			if m.Day.Year() <= 9999 && (err != nil || !again.Day.Equal(m.Day)) {
				t.Fatalf("%q gives %s, which gives %s %v", cell, m.ISO(), again.ISO(), err)
			}
			if year, month, day := m.At.Date(); m.Offset && (year != m.Day.Year() || month != m.Day.Month() || day != m.Day.Day()) {
				t.Fatalf("%q: the day %s, the moment %s", cell, m.ISO(), m.At)
			}
		}
	})
}
