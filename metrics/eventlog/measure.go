// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"math"
	"slices"

	"osnova/metrics/disclosure"
	"osnova/metrics/duration"
	"osnova/metrics/statistics"
)

// Group is the cases of one cell of a table.
type Group struct {
	Cases, Done, Refused       int
	Electronic, Repeat, Prompt int
	Silent                     int      // without a channel: they take no part in E5
	Courses                    []uint64 // of its cases, in any order
	Seed                       uint64   // of the bootstrap
}

// Value is one metric of one group. NaN = none.
type Value struct {
	Metric           string
	Value, Low, High float64
	N                int    // cases it rests on; -1 = suppressed too
	Status           string // "" as measured; u too few cases, c 1–4 cases, : not available, e from the metrics there are
}

// Metrics are the names in the order of the output.
var Metrics = []string{"cases", "E1", "E2", "E3", "E4", "E5", "E6", "z_E1", "z_E2", "z_E3", "z_E4", "z_E5", "z_E6", "mean", "p50", "p90", "km_median", "E"}

// Least cases that a metric is shown of, and that P90 is.
const (
	LeastCases = 30
	LeastP90   = 50
)

// goalposts of SPEC 4.4: from is worth 0, to is worth 100.
var goalposts = [6]struct{ from, to, weight float64 }{
	{0.70, 1.00, 0.30}, {1.5, 0.3, 0.20}, {0.25, 0, 0.15}, {0.50, 0.05, 0.15}, {0, 0.80, 0.10}, {0.50, 1.00, 0.10},
}

// leastWeight of the metrics that the log has columns for, below which there is no E.
const leastWeight = 0.70

// Measurer measures groups, one after another; it is not for several goroutines.
type Measurer struct {
	AsOf     duration.Day
	Calendar *duration.Calendar
	Lacks    map[string]bool // optional columns that the log does not have
	Only     []string        // metrics wanted, nil = all
	Show     bool            // what rests on few cases is shown, marked u

	Replicates int         // of the bootstrap of E; 0 = E has no interval
	Stop       func() bool // asked between replicates, nil = never: the rest is not drawn

	p50, p90    duration.Intervals
	days, count []int32
	waits       []int32 // of open cases
	ratio       []uint64
	steps       []duration.CurveStep
	out         []Value
	mute        bool // no case of the group says its channel
	hidden      bool // so few cases that nothing of the group is shown
}

// Measure gives the metrics of a group in the order of [Metrics]. Valid until the next.
//
//   - E1 = done within statutory days / (done + open for more than twice those days);
//     cases whose term is not known take no part.
//   - E2 = Kaplan–Meier median of duration / statutory days, open cases censored at the
//     date of the account; without open cases it is the ordinary median.
//   - E3 = refused / (done + refused). E4 and E6 are shares of all cases, E5 of those
//     whose channel is known.
//   - z = 100 · (value − from)/(to − from), cut to 0 … 100. E = Σ w·z. Metrics whose
//     columns the log has not leave their weight to the others (status e), down to 0.70;
//     where one is missing for another reason, so is E.
//   - mean, p50, p90 are of the done cases (type 7), km_median of done and open ones.
//
// Intervals are 95 %: Wilson's for shares, order statistics for p50 and p90, Brookmeyer
// and Crowley's for medians with open cases, ± 1.96 standard errors for the mean; those
// of z follow from those of its metric. E, whose parts are not independent, has one by
// the bootstrap of cases alone.
func (m *Measurer) Measure(g Group) []Value {
	m.out, m.hidden = m.out[:0], m.few(g.Cases)
	m.mute = m.Lacks["channel"] || g.Silent == g.Cases
	late, known, onTime := m.sort(g)
	m.put("cases", Value{Value: float64(g.Cases), Low: math.NaN(), High: math.NaN(), N: g.Cases}, 0)
	e := [6]Value{
		m.share(onTime, known+late, m.Lacks["statutory_days"]),
		m.ratioMedian(),
		m.share(g.Refused, g.Done+g.Refused, false),
		m.share(g.Repeat, g.Cases, m.Lacks["visits_n"] && m.Lacks["resubmission_of"]),
		m.share(g.Electronic, g.Cases-g.Silent, m.mute),
		m.share(g.Prompt, g.Cases, m.Lacks["accepted_at"]),
	}
	for i := range e {
		e[i] = m.put(Metrics[1+i], e[i], LeastCases)
	}
	total, weight, lack, whole, shaky := 0.0, 0.0, false, true, false
	for i, v := range e {
		z := m.z(i, v)
		m.put(Metrics[7+i], z, 0)
		switch {
		case !math.IsNaN(v.Value):
			shaky = shaky || v.Status == "u"
			total, weight = total+goalposts[i].weight*z.Value, weight+goalposts[i].weight
		case m.lacking(i):
			lack = true
		default:
			whole = false
		}
	}
	m.inDays()
	score := Value{Value: total / weight, Low: math.NaN(), High: math.NaN(), N: g.Cases}
	if !whole || weight < leastWeight-1e-9 {
		score.Value = math.NaN()
	}
	switch {
	case !whole && g.Cases < LeastCases:
		score.Status = "u"
	case !whole || weight < leastWeight-1e-9:
		score.Status = ":"
		for _, v := range e {
			if v.Status == "u" || v.Status == "c" {
				score.Status = "u"
			}
		}
	case shaky:
		score.Status = "u"
	case lack:
		score.Status = "e"
	}
	if m.Replicates > 0 && !math.IsNaN(score.Value) && m.wants("E") && (m.Show || score.Status != "u") && !m.hidden {
		score.Low, score.High = interval(m.Bootstrap(g, m.Replicates, g.Seed))
	}
	m.put("E", score, LeastCases)
	return m.out
}

// lacking says whether the log has no column for a metric.
func (m *Measurer) lacking(i int) bool {
	switch i {
	case 0, 1:
		return m.Lacks["statutory_days"]
	case 3:
		return m.Lacks["visits_n"] && m.Lacks["resubmission_of"]
	case 4:
		return m.mute
	case 5:
		return m.Lacks["accepted_at"]
	}
	return false
}

func (m *Measurer) few(n int) bool { return !m.Show && disclosure.Ordinary.Small(n) }

// put adds a metric, if it is wanted, with its status; least is the fewest cases that
// it is shown of.
func (m *Measurer) put(metric string, v Value, least int) Value {
	v.Metric = metric
	switch {
	case m.hidden, m.few(v.N):
		v.Status, v.N = "c", -1
	case v.Status != "" && v.Status != "e":
	case math.IsNaN(v.Value) && v.N >= least:
		v.Status = ":"
	case v.N < least:
		v.Status = "u"
	}
	switch v.Status {
	case "c", ":":
		v.Value, v.High = math.NaN(), math.NaN()
		if v.Status == "c" { // a median above all that was seen is known to be above it
			v.Low = math.NaN()
		}
	case "u":
		if !m.Show {
			v.Value, v.Low, v.High = math.NaN(), math.NaN(), math.NaN()
		}
	}
	if m.wants(metric) {
		m.out = append(m.out, v)
	}
	return v
}

func (m *Measurer) wants(metric string) bool { return m.Only == nil || slices.Contains(m.Only, metric) }

func (m *Measurer) share(part, all int, lacks bool) Value {
	v := Value{Value: math.NaN(), Low: math.NaN(), High: math.NaN(), N: all}
	switch {
	case lacks:
		v.N, v.Status = 0, ":"
	case all > 0:
		v.Value = float64(part) / float64(all)
		v.Low, v.High = statistics.Wilson(float64(part), float64(all), statistics.Z95)
	}
	return v
}

// z brings a metric to 0 … 100 by its goalposts.
func (m *Measurer) z(i int, v Value) Value {
	g := goalposts[i]
	scale := func(x float64) float64 { return 100 * max(0, min(1, (x-g.from)/(g.to-g.from))) }
	out := Value{Value: scale(v.Value), Low: scale(v.Low), High: scale(v.High), N: v.N, Status: v.Status}
	if g.to < g.from {
		out.Low, out.High = out.High, out.Low
	}
	if math.IsNaN(out.Value) {
		out.Low = math.NaN()
	}
	return out
}

// sort sets apart the days of done cases, those of open ones, and the ratios of both; late
// are the open cases that count as late, known the done ones with a term, onTime
// those within it.
func (m *Measurer) sort(g Group) (late, known, onTime int) {
	m.days, m.waits, m.ratio = m.days[:0], m.waits[:0], m.ratio[:0]
	working := m.Calendar.Position(m.AsOf)
	for _, p := range g.Courses {
		c := Unpack(p)
		isOpen := uint64(0)
		switch c.Status {
		case statusOpen:
			now := m.AsOf
			if c.Business {
				now = working
			}
			c.Span = max(0, now-c.Span)
			if c.Statutory > 0 && c.Span > 2*c.Statutory {
				late++
			}
			isOpen = 1
			m.waits = append(m.waits, c.Span)
		case statusDone:
			m.days = append(m.days, c.Span)
			if c.Statutory > 0 {
				known++
				onTime += int(bitOf(c.Span <= c.Statutory))
			}
		default:
			continue
		}
		// Bits of floats that are not negative ascend with them: time first, then the done before the open.
		if c.Statutory > 0 {
			m.ratio = append(m.ratio, math.Float64bits(float64(c.Span)/float64(c.Statutory))<<1|isOpen)
		}
	}
	return late, known, onTime
}

func (m *Measurer) ratioMedian() Value {
	if !m.wants("E2") && !m.wants("z_E2") && !m.wants("E") {
		return Value{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	}
	slices.Sort(m.ratio)
	v := median(m.ratioSteps())
	if m.Lacks["statutory_days"] {
		v.N, v.Status = 0, ":"
	}
	return v
}

// ratioSteps are the steps of the sorted ratios: equal times as one, the done before the open.
func (m *Measurer) ratioSteps() []duration.CurveStep {
	m.steps = m.steps[:0]
	for i := 0; i < len(m.ratio); {
		at := m.ratio[i] >> 1
		s := duration.CurveStep{Time: math.Float64frombits(at)}
		for ; i < len(m.ratio) && m.ratio[i]>>1 == at; i++ {
			if m.ratio[i]&1 == 1 {
				s.Censored++
			} else {
				s.Events++
			}
		}
		m.steps = append(m.steps, s)
	}
	return m.steps
}

// daySteps merges the sorted days of done and open cases.
func (m *Measurer) daySteps() []duration.CurveStep {
	slices.Sort(m.waits)
	m.steps = m.steps[:0]
	for i, j := 0, 0; i < len(m.days) || j < len(m.waits); {
		at := int32(math.MaxInt32)
		if i < len(m.days) {
			at = m.days[i]
		}
		if j < len(m.waits) {
			at = min(at, m.waits[j])
		}
		s := duration.CurveStep{Time: float64(at)}
		for ; i < len(m.days) && m.days[i] == at; i++ {
			s.Events++
		}
		for ; j < len(m.waits) && m.waits[j] == at; j++ {
			s.Censored++
		}
		m.steps = append(m.steps, s)
	}
	return m.steps
}

func median(steps []duration.CurveStep) Value {
	km := duration.KaplanMeier(steps)
	return Value{Value: km.Median, Low: km.Low, High: km.High, N: km.N}
}

// inDays gives the metrics in days.
func (m *Measurer) inDays() {
	m.sortDays()
	if m.wants("mean") {
		m.put("mean", meanDays(m.days), LeastCases)
	}
	for _, q := range []struct {
		metric string
		iv     *duration.Intervals
		p      float64
		least  int
	}{{"p50", &m.p50, 0.5, LeastCases}, {"p90", &m.p90, 0.9, LeastP90}} {
		if m.wants(q.metric) {
			q.iv.P = q.p
			v := Value{Value: duration.Quantile(m.days, q.p), N: len(m.days)}
			v.Low, v.High = q.iv.Of(m.days)
			m.put(q.metric, v, q.least)
		}
	}
	if m.wants("km_median") {
		m.put("km_median", median(m.daySteps()), LeastCases)
	}
}

// sortDays counts where the days are small, as days are, and compares otherwise.
func (m *Measurer) sortDays() {
	most := int32(0)
	for _, d := range m.days {
		most = max(most, d)
	}
	if int(most) > 8*len(m.days)+64 {
		slices.Sort(m.days)
		return
	}
	m.count = slices.Grow(m.count[:0], int(most)+1)[:most+1]
	clear(m.count)
	for _, d := range m.days {
		m.count[d]++
	}
	at := 0
	for d, n := range m.count {
		for range n {
			m.days[at] = int32(d)
			at++
		}
	}
}

func meanDays(days []int32) Value {
	n := float64(len(days))
	sum, squares := int64(0), 0.0
	for _, d := range days {
		sum += int64(d)
	}
	mean := float64(sum) / n
	for _, d := range days {
		squares += (float64(d) - mean) * (float64(d) - mean)
	}
	half := statistics.Z95 * math.Sqrt(squares/(n-1)/n)
	return Value{Value: mean, Low: mean - half, High: mean + half, N: len(days)}
}
