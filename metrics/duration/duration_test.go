// SPDX-License-Identifier: Apache-2.0

package duration

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(text string) Day {
	d, ok := Parse([]byte(text))
	if !ok {
		panic(text)
	}
	return d
}

// TestWorkingDays: numpy 1.26, busday_count(a + 1, b + 1, holidays=…).
func TestWorkingDays(t *testing.T) {
	var off []Day
	for _, d := range []string{"2025-01-01", "2025-03-08", "2025-05-01", "2025-08-24", "2025-12-25"} {
		off = append(off, day(d))
	}
	c, err := NewCalendar(off, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		a, b string
		want int32
	}{
		{"2025-04-30", "2025-05-05", 2},
		{"2024-12-31", "2025-12-31", 258},
		{"2025-01-04", "2025-01-05", 0},
		{"2025-01-03", "2025-01-06", 1},
		{"2024-02-28", "2024-03-01", 2},
		{"1999-12-31", "2000-03-01", 43},
		{"2025-05-05", "2025-05-05", 0},
	} {
		if got := c.Between(day(test.a), day(test.b)); got != test.want {
			t.Errorf("%s to %s: %d working days, want %d", test.a, test.b, got, test.want)
		}
	}
	// A Saturday that is worked instead of Monday, 5 May.
	if c, err = NewCalendar([]Day{day("2025-05-05")}, []Day{day("2025-05-10")}); err != nil {
		t.Fatal(err)
	}
	if got := c.Between(day("2025-05-04"), day("2025-05-11")); got != 5 {
		t.Errorf("a week with a moved day has %d working days", got)
	}
	if got := c.Between(day("2025-05-04"), day("2025-05-05")); got != 0 {
		t.Errorf("the moved day counts %d", got)
	}
	if _, err := NewCalendar([]Day{LastDay + 1}, nil); err == nil {
		t.Error("a holiday in 2200 passes")
	}
}

// TestCalendarProperties: against a count day by day.
func TestCalendarProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		any := rapid.Int32Range(FirstDay, LastDay)
		near := rapid.Int32Range(20000, 20060)
		off := rapid.SliceOfN(near, 0, 10).Draw(t, "off")
		c, err := NewCalendar(off, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, b := near.Draw(t, "a"), near.Draw(t, "b")
		want := int32(0)
		for d := min(a, b) + 1; d <= max(a, b); d++ {
			if w := DateOf(d).Weekday(); w != time.Saturday && w != time.Sunday && !slices.Contains(off, d) {
				want++
			}
		}
		if b < a {
			want = -want
		}
		if got := c.Between(a, b); got != want {
			t.Fatalf("%s to %s: %d, want %d", DayText(a), DayText(b), got, want)
		}
		d := any.Draw(t, "d")
		when := DateOf(d)
		if back, ok := Parse([]byte(DayText(d))); !ok || back != d || DayOf(when.Year(), when.Month(), when.Day()) != d {
			t.Fatalf("%d is %s, which is %d", d, DayText(d), back)
		}
		if m := Month(d); m != int32(when.Year()*12+int(when.Month())-1) {
			t.Fatalf("%s is in month %d", DayText(d), m)
		}
	})
}

func TestParse(t *testing.T) {
	for _, good := range []string{
		"2025-02-28", "2024-02-29", "2000-02-29", "2025-01-01T00:00", "2025-01-01 23:59:60", "2025-01-01T10:00:00Z", "2025-01-01T10:00:00.123456+02:00",
		"2025-01-01T10:00+0200", "2025-01-01 10:00:00+02", "1900-01-01", "2199-12-31",
	} {
		if d, ok := Parse([]byte(good)); !ok || DayText(d) != good[:10] {
			t.Errorf("%s is read as %s, %v", good, DayText(d), ok)
		}
	}
	for _, bad := range []string{
		"", "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "2025-01-32", "01.02.2025", "2025/01/02", "2025-1-2", "2025-01-02x",
		"2025-01-02T", "2025-01-02T25:00", "2025-01-02T10:60", "2025-01-02T10:00:61", "2025-01-02T10:00:00.", "2025-01-02T10:00:00+2", "2025-01-02T10:00:00 UTC", "1899-12-31",
		"2200-01-01", "2025-01-:0", "20a5-01-01", "2025-01-02T1000",
	} {
		if d, ok := Parse([]byte(bad)); ok {
			t.Errorf("%q passes as %s", bad, DayText(d))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("2025-02-28"))
	f.Add([]byte("2025-01-01T10:00:00.5+02:00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, ok := Parse(b)
		if ok && DayText(d) != string(b[:10]) {
			t.Errorf("%q is read as %s", b, DayText(d))
		}
		if want, err := time.Parse(time.DateOnly, string(b)); err == nil && want.Year() >= 1900 && want.Year() < 2200 && !ok {
			t.Errorf("%q is a date", b)
		}
	})
}

// freireich are weeks of remission of children with leukaemia, 6-mercaptopurine (Freireich et al. 1963, Blood 21:699, as in Gehan 1965,
// Biometrika 52:203).
var freireich = []CurveStep{{6, 3, 1}, {7, 1, 0}, {9, 0, 1}, {10, 1, 1}, {11, 0, 1}, {13, 1, 0}, {16, 1, 0}, {17, 0, 1}, {19, 0, 1}, {20, 0, 1}, {22, 1, 0}, {23, 1, 0}, {25, 0, 1}, {32, 0, 2}, {34, 0, 1}, {35, 0, 1}}

// placebo is the other group of the same trial.
var placebo = []CurveStep{{1, 2, 0}, {2, 2, 0}, {3, 1, 0}, {4, 2, 0}, {5, 2, 0}, {8, 4, 0}, {11, 2, 0}, {12, 2, 0}, {15, 1, 0}, {17, 1, 0}, {22, 1, 0}, {23, 1, 0}}

// TestKaplanMeier: medians as in the literature (23 and 8 weeks), intervals by lifelines 0.30, median_survival_times of
// confidence_interval_.
func TestKaplanMeier(t *testing.T) {
	same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
	for _, test := range []struct {
		steps             []CurveStep
		median, low, high float64
		n, events         int
	}{
		{freireich, 23, 13, math.NaN(), 21, 9},
		{placebo, 8, 4, 11, 21, 21},
		{nil, math.NaN(), math.NaN(), math.NaN(), 0, 0},
		{[]CurveStep{{5, 0, 3}}, math.NaN(), math.NaN(), math.NaN(), 3, 0},
		{[]CurveStep{{2, 1, 0}, {5, 0, 1}}, 2, 2, math.NaN(), 2, 1}, // ½ to the end of what was seen
		{[]CurveStep{{2, 1, 0}, {6, 1, 0}}, 4, 2, 6, 2, 2},          // ½ from 2 to 6: the ordinary median
	} {
		got := KaplanMeier(test.steps)
		if !same(got.Median, test.median) || !same(got.High, test.high) || got.N != test.n || got.Events != test.events {
			t.Errorf("%v: %+v, want median %v, to %v", test.steps, got, test.median, test.high)
		}
		if test.n > 2 && !same(got.Low, test.low) {
			t.Errorf("%v: interval from %v, want %v", test.steps, got.Low, test.low)
		}
	}
}

func TestKaplanMeierProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []CurveStep
		var days []int32
		censored := 0
		for d := range int32(20) {
			if s := (CurveStep{float64(d), rapid.IntRange(0, 3).Draw(t, "events"), rapid.IntRange(0, 2).Draw(t, "censored")}); s.Events+s.Censored > 0 {
				steps = append(steps, s)
				censored += s.Censored
				for range s.Events {
					days = append(days, d)
				}
			}
		}
		got := KaplanMeier(steps)
		if got.Median < got.Low || got.Median > got.High || got.Events != len(days) || got.N != len(days)+censored {
			t.Fatalf("%v: %+v", steps, got)
		}
		scaled, ended := slices.Clone(steps), slices.Clone(steps)
		for i := range steps {
			scaled[i].Time *= 3
			ended[i].Events, ended[i].Censored = steps[i].Events+steps[i].Censored, 0
		}
		if s := KaplanMeier(scaled); s.Median != 3*got.Median && !(math.IsNaN(s.Median) && math.IsNaN(got.Median)) {
			t.Fatalf("times threefold give median %v, not thrice %v", s.Median, got.Median)
		}
		if e := KaplanMeier(ended); e.Median > got.Median { // had they ended when last seen, all would be faster
			t.Fatalf("%v: median %v, with all ended %v", steps, got.Median, e.Median)
		}
		var only []CurveStep
		for _, s := range steps {
			if s.Censored = 0; s.Events > 0 {
				only = append(only, s)
			}
		}
		if k, q := KaplanMeier(only).Median, Quantile(days, 0.5); k != q && !(math.IsNaN(k) && math.IsNaN(q)) {
			t.Fatalf("%v: median %v, of the sorted days %v", only, k, q)
		}
	})
}

// TestRanks: scipy 1.16, binom.cdf; the last by binom.ppf.
func TestRanks(t *testing.T) {
	for _, test := range []struct {
		n         int
		p         float64
		low, high int
	}{{10, 0.5, 2, 9}, {30, 0.5, 10, 21}, {50, 0.9, 41, 50}, {100, 0.5, 40, 61}, {1000, 0.9, 881, 919}, {5, 0.5, 0, 6}, {20, 0.9, 15, 21}, {100000, 0.9, 89814, 90187}} {
		if low, high := Ranks(test.n, test.p); low != test.low || high != test.high {
			t.Errorf("n = %d, p = %v: ranks %d and %d, want %d and %d", test.n, test.p, low, high, test.low, test.high)
		}
	}
	iv := Intervals{P: 0.5}
	for range 2 {
		if low, high := iv.Of([]int32{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}); low != 2 || high != 9 {
			t.Errorf("interval %v to %v", low, high)
		}
	}
	if low, high := iv.Of([]int32{1, 2}); !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("two values bound the median by %v and %v", low, high)
	}
}

func TestQuantile(t *testing.T) {
	for p, want := range map[float64]float64{0: 20, 0.1: 24, 0.5: 40, 0.9: 78, 1: 90} { // specification, section 10
		if got := Quantile([]int32{20, 30, 40, 60, 90}, p); math.Abs(got-want) > 1e-9 {
			t.Errorf("quantile %v is %v, want %v", p, got, want)
		}
	}
	if !math.IsNaN(Quantile(nil, 0.5)) {
		t.Error("nothing has a median")
	}
}
