// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"osnova/metrics/duration"
)

func measurer(t interface{ Fatal(...any) }) *Measurer {
	return &Measurer{AsOf: duration.DayOf(2025, 6, 30), Calendar: workdays(t), Lacks: map[string]bool{}}
}

// find gives one metric.
func find(values []Value, metric string) Value {
	for _, v := range values {
		if v.Metric == metric {
			return v
		}
	}
	return Value{Status: "absent"}
}

// done60 is 60 cases of 1 … 60 days, each of 40 allowed.
func done60() (out []uint64) {
	for d := range int32(60) {
		out = append(out, Course{Span: d + 1, Statutory: 40}.pack())
	}
	return out
}

func (m *Measurer) open(days, statutory int32) uint64 {
	return Course{Status: statusOpen, Span: m.AsOf - days, Statutory: statutory}.pack()
}

// TestByHand: 60 done in 1 … 60 days of 40, 10 refused, 6 open for 81 days (late: more than 2 × 40) and 4 for 80 (not yet); 80 cases, 40
// of them electronic, 20 repeated, 64 accepted at once.
//
//	E1 = 40/(60 + 6) = 0.606…; z = 0 as below 70 %.
//	E2: 70 times, the 60 done first; S falls by 1/70 a day and is ½ at day 35: until day 36, so 35.5/40 = 0.8875; z = 100·0.6125/1.2.
//	E3 = 10/70 = 0.142857; z = 100·(0.25 − 0.142857)/0.25 = 42.857143. E4 = 20/80 = 0.25; z = 100·0.25/0.45 = 55.555556.
//	E5 = 0.5; z = 62.5. E6 = 0.8; z = 60. mean 30.5; p50 30.5; p90 = 1 + 0.9·59 = 54.1; km_median 35.5.
//	E = 0.2·51.041667 + 0.15·42.857143 + 0.15·55.555556 + 0.1·62.5 + 0.1·60 = 37.220238.
func TestByHand(t *testing.T) {
	m := measurer(t)
	g := Group{Cases: 80, Done: 60, Refused: 10, Electronic: 40, Repeat: 20, Prompt: 64, Courses: done60()}
	for range 6 {
		g.Courses = append(g.Courses, m.open(81, 40))
	}
	for range 4 {
		g.Courses = append(g.Courses, m.open(80, 40))
	}
	values := m.Measure(g)
	if len(values) != len(Metrics) {
		t.Fatalf("%d metrics", len(values))
	}
	for i, want := range []Value{
		{Value: 80, N: 80},
		{Value: 40.0 / 66, N: 66},
		{Value: 0.8875, N: 70},
		{Value: 10.0 / 70, N: 70},
		{Value: 0.25, N: 80},
		{Value: 0.5, N: 80},
		{Value: 0.8, N: 80},
		{Value: 0, N: 66},
		{Value: 61.25 / 1.2, N: 70},
		{Value: 300.0 / 7, N: 70},
		{Value: 500.0 / 9, N: 80},
		{Value: 62.5, N: 80},
		{Value: 60, N: 80},
		{Value: 30.5, N: 60},
		{Value: 30.5, N: 60},
		{Value: 54.1, N: 60},
		{Value: 35.5, N: 70},
		{Value: 0.2*61.25/1.2 + 0.15*300/7 + 0.15*500/9 + 6.25 + 6, N: 80},
	} {
		if v := values[i]; v.Metric != Metrics[i] || math.Abs(v.Value-want.Value) > 1e-9 || v.N != want.N || v.Status != "" {
			t.Errorf("%+v, want %s %v of %d", v, Metrics[i], want.Value, want.N)
		}
	}
}

// TestOpenInWorkingDays: 30 June 2025 is a Monday; since Monday, 2 June, 20 working days have gone by.
func TestOpenInWorkingDays(t *testing.T) {
	m := measurer(t)
	m.Show = true
	at := m.Calendar.Position(duration.DayOf(2025, 6, 2))
	for paused, late := range map[int32]float64{0: 0, 2: 1} { // 20 > 2 × 9, and 18 is not
		got := find(m.Measure(Group{Cases: 2, Done: 1, Courses: []uint64{Course{Span: 1, Statutory: 9}.pack(), Course{Status: statusOpen, Business: true, Span: at + paused, Statutory: 9}.pack()}}), "E1")
		want := 0.5 + 0.5*late
		if got.Value != want {
			t.Errorf("paused %d days: E1 is %v, want %v", paused, got.Value, want)
		}
	}
}

func TestFewCases(t *testing.T) {
	group := func(n int) Group { return Group{Cases: n, Done: n, Prompt: n, Courses: done60()[:n]} }
	m := measurer(t)
	for _, test := range []struct {
		n              int
		metric, status string
		shownN         int
	}{
		{60, "p90", "", 60},
		{50, "p90", "", 50},
		{49, "p90", "u", 49},
		{49, "p50", "", 49},
		{30, "E1", "", 30},
		{29, "E1", "u", 29},
		{29, "z_E1", "u", 29},
		{29, "E", "u", 29},
		{29, "cases", "", 29},
		{5, "cases", "", 5},
		{4, "cases", "c", -1},
		{4, "E1", "c", -1},
		{4, "E", "c", -1},
		{1, "p90", "c", -1},
	} {
		v := find(m.Measure(group(test.n)), test.metric)
		if v.Status != test.status || v.N != test.shownN || (v.Status != "") != math.IsNaN(v.Value) {
			t.Errorf("%s of %d cases: %+v, want status %q and n %d", test.metric, test.n, v, test.status, test.shownN)
		}
	}
	m.Show = true
	if v := find(m.Measure(group(4)), "E1"); v.Value != 1 || v.N != 4 || v.Status != "u" {
		t.Errorf("shown on demand: %+v", v)
	}
	m.Show = false
	// 40 cases of which 3 are done: how those three went is not shown, nor that there are three
	g := group(40)
	g.Done, g.Courses = 3, g.Courses[:3]
	if v := find(m.Measure(g), "p50"); v.Status != "c" || v.N != -1 {
		t.Errorf("three done of forty: %+v", v)
	}
}

func TestMissingColumnsAndMedians(t *testing.T) {
	m := measurer(t)
	g := Group{Cases: 60, Done: 60, Prompt: 60, Courses: done60()}
	whole := find(m.Measure(g), "E")
	m.Lacks["accepted_at"] = true
	values := m.Measure(g)
	if v := find(values, "E6"); v.Status != ":" || v.N != 0 || !math.IsNaN(v.Value) {
		t.Errorf("E6 without accepted_at: %+v", v)
	}
	// the weight of E6, 0.10, is left to the others; z_E6 was 100
	if v := find(values, "E"); v.Status != "e" || math.Abs(v.Value-(whole.Value-10)/0.9) > 1e-9 {
		t.Errorf("E without accepted_at: %+v, with it %v", v, whole.Value)
	}
	m.Lacks["statutory_days"] = true // 0.50 more: what is left is no E
	if v := find(m.Measure(g), "E"); v.Status != ":" || !math.IsNaN(v.Value) {
		t.Errorf("E without terms: %+v", v)
	}
	m.Lacks = map[string]bool{}
	for range 70 { // most are open: the curve stays above one half
		g.Courses = append(g.Courses, m.open(300, 40))
	}
	g.Cases = 130
	values = m.Measure(g)
	if v := find(values, "km_median"); v.Status != ":" || !math.IsNaN(v.Value) || !math.IsNaN(v.High) {
		t.Errorf("the median of mostly open cases: %+v", v)
	}
	if v := find(values, "E"); v.Status != ":" {
		t.Errorf("E without E2: %+v", v)
	}
	m.Only = []string{"p50"}
	if values = m.Measure(g); len(values) != 1 || values[0].Metric != "p50" {
		t.Errorf("only p50: %+v", values)
	}
}

// TestMeasureProperties: shares and z keep their bounds, intervals hold their value, and the order of cases does not matter.
func TestMeasureProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := measurer(t)
		g := Group{}
		for range rapid.IntRange(0, 90).Draw(t, "cases") {
			g.Cases++
			switch rapid.IntRange(0, 3).Draw(t, "status") {
			case 0:
				g.Refused++
				continue
			case 1:
				g.Courses = append(g.Courses, m.open(rapid.Int32Range(0, 90).Draw(t, "days"), rapid.Int32Range(0, 30).Draw(t, "term")))
			default:
				g.Done++
				g.Courses = append(g.Courses, Course{Span: rapid.Int32Range(0, 2000).Draw(t, "days"), Statutory: rapid.Int32Range(0, 30).Draw(t, "term")}.pack())
			}
			g.Electronic += rapid.IntRange(0, 1).Draw(t, "e")
		}
		values := slices.Clone(m.Measure(g))
		for _, v := range values {
			top := math.Inf(1)
			switch {
			case v.Metric[0] == 'z' || v.Metric == "E":
				top = 100
			case v.Metric[0] == 'E' && v.Metric != "E2":
				top = 1
			}
			if v.Value < 0 || v.Value > top || v.Low > v.Value+1e-9 || v.High < v.Value-1e-9 {
				t.Fatalf("%+v", v)
			}
			if hidden := v.Status == "u" || v.Status == "c" || v.Status == ":"; hidden != math.IsNaN(v.Value) {
				t.Fatalf("%+v: status and value do not go together", v)
			}
		}
		slices.Reverse(g.Courses)
		same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
		for i, v := range m.Measure(g) {
			if w := values[i]; !same(v.Value, w.Value) && v.Metric != "mean" || v.N != w.N || v.Status != w.Status {
				t.Fatalf("%+v in one order, %+v in another", w, v)
			}
		}
	})
}

// TestBootstrap: equal seeds give equal replicates in whatever order the cases come, and an interval that holds E.
func TestBootstrap(t *testing.T) {
	m := measurer(t)
	g := Group{Cases: 60, Done: 60, Seed: 7}
	for i, p := range done60() {
		c := Unpack(p)
		c.Electronic, c.Prompt = i%2 == 0, i%3 > 0
		g.Courses = append(g.Courses, c.pack())
		g.Electronic += int(bitOf(c.Electronic))
		g.Prompt += int(bitOf(c.Prompt))
	}
	if e := find(m.Measure(g), "E"); !math.IsNaN(e.Low) || !math.IsNaN(e.High) {
		t.Errorf("an interval nobody asked for: %+v", e)
	}
	m.Replicates = 500
	e := find(m.Measure(g), "E")
	if !(e.Low < e.Value && e.Value < e.High && e.High-e.Low < 25) {
		t.Errorf("%+v", e)
	}
	first := m.Bootstrap(g, 50, 7)
	slices.Reverse(g.Courses)
	if again := m.Bootstrap(g, 50, 7); !slices.Equal(first, again) {
		t.Error("the order of the cases changes the replicates")
	}
	if other := m.Bootstrap(g, 50, 8); slices.Equal(first, other) {
		t.Error("another seed gives the same replicates")
	}
	// cases that are all alike leave nothing to chance
	for i := range g.Courses {
		g.Courses[i] = Course{Span: 5, Statutory: 10, Electronic: true, Prompt: true}.pack()
	}
	g.Electronic, g.Prompt = 60, 60
	if e := find(m.Measure(g), "E"); e.Low != e.Value || e.High != e.Value {
		t.Errorf("all alike: %+v", e)
	}
	m.Stop = func() bool { return true }
	if e := find(m.Measure(g), "E"); !math.IsNaN(e.Low) {
		t.Errorf("stopped, and yet an interval: %+v", e)
	}
}

// TestIntervalOfFewReplicates: where more than one replicate in twenty has no value there is no interval.
func TestIntervalOfFewReplicates(t *testing.T) {
	for missing, there := range map[int]bool{0: true, 5: true, 6: false, 50: false} {
		replicates := make([]float64, 100)
		for i := range replicates {
			replicates[i] = float64(i)
			if i < missing {
				replicates[i] = math.NaN()
			}
		}
		if low, high := interval(replicates); math.IsNaN(low) == there || math.IsNaN(high) == there {
			t.Errorf("%d of 100 missing: %v … %v", missing, low, high)
		}
	}
}
