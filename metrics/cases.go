// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"osnova/catalog"
	"osnova/metrics/disclosure"
	"osnova/metrics/duration"
	"osnova/metrics/eventlog"
	"osnova/metrics/statistics"
	"osnova/store"
)

// casesSQL is the cases of one source.
//
//go:embed cases.sql
var casesSQL string

// caseRecords are the optional columns that each source records: what annex 38 has no column for is lacking, not missing.
var caseRecords = map[string][]string{
	"case_log":       {"service_id", "channel", "accepted_at", "decided_at", "resubmission_of", "visits_n", "statutory_days", "paused_days"},
	"rec835_service": {"service_id"},
}

// caseSources in the order of trust: where a unit, an oblast or the country has cases of both in a year, the first counts, for they do not record
// the same.
var caseSources = []string{"case_log", "rec835_service"}

// caseReplicates are those of the bootstrap of E, for units over years.
const caseReplicates = 400

// caseMetricRow is one metric of a unit and period, as it may be told: what may not is NaN and, of its number of cases, nil.
type caseMetricRow struct {
	unitPeriod
	Metric string  `column:"metric"`
	Value  float64 `column:"value"`
	Low    float64 `column:"low"`
	High   float64 `column:"high"`
	N      *int    `column:"n"`
	Status string  `column:"obs_status"`
	Source string  `column:"source_id"`
}

// caseStep makes metric.case_metric (units over quarters and years), metric.case_service (units and services over quarters) and
// metric.case_time (how long cases took against their terms), all of them suppressed as SPEC 4.7 and 4.8 say: no case leaves.
func (st *Stage) caseStep() store.Step {
	reads := []string{"staging.admin_case", "mart.community", "mart.service"}
	makes := []string{"metric.case_metric", "metric.case_service", "metric.case_time"}
	return store.Step{ID: makes[0], Own: store.HashParts(casesSQL, st.ruleText(makes[0])), Reads: reads, Makes: makes, Run: func(ctx context.Context) (store.Result, error) {
		findings, err := st.measureCases(ctx)
		if err != nil {
			return store.Result{}, fmt.Errorf("cases: %w", err)
		}
		result, err := st.Store.Made(ctx, makes...)
		result.Findings = findings
		return result, err
	}}
}

// caseLog is all cases of one source in memory, about 30 bytes each.
type caseLog struct {
	source   string
	rule     disclosure.Rule // of metric.case_metric
	reader   *eventlog.Reader
	asOf     duration.Day // of all accounts, see eventlog.Batch.Align
	calendar *duration.Calendar
	batch    eventlog.Batch // of all cases; Period counts quarters
}

// caseTables collects the rows of the three tables.
type caseTables struct {
	metric  []caseMetricRow
	service []caseServiceRow
	times   []caseTimeRow
	have    map[string]bool // units and periods that a source before has
}

func (st *Stage) measureCases(ctx context.Context) (findings catalog.Findings, err error) {
	unitInfo, err := st.caseUnits(ctx)
	if err != nil {
		return nil, err
	}
	asked, err := st.comparedUnits(ctx)
	if err != nil {
		return nil, err
	}
	out := &caseTables{have: map[string]bool{}}
	for _, source := range caseSources {
		log, err := st.readCases(ctx, source)
		if err != nil {
			return nil, err
		}
		if log.reader.Used == 0 {
			continue
		}
		findings = append(findings, log.align()...)
		made := &caseTables{have: out.have}
		if err := log.measure(ctx, unitInfo, made); err != nil {
			return nil, err
		}
		if rule := st.coverageOf("metric.case_metric"); rule != nil {
			made.cover(*rule, asked, unitInfo)
		}
		out.metric, out.service, out.times = append(out.metric, made.metric...), append(out.service, made.service...), append(out.times, made.times...)
	}
	if err := loadRows(ctx, st, "metric.case_metric", out.metric); err != nil {
		return nil, err
	}
	if err := loadRows(ctx, st, "metric.case_service", out.service); err != nil {
		return nil, err
	}
	return findings, loadRows(ctx, st, "metric.case_time", out.times)
}

// align brings the accounts of all units to one date, and tells of the cases whose dates the log of their unit does not support.
func (l *caseLog) align() (findings catalog.Findings) {
	var slips []eventlog.UnsupportedDates
	l.asOf, slips = l.batch.Align(0, l.calendar)
	units := l.reader.Names(0)
	for _, s := range slips {
		findings.Add(
			"metric.case_metric",
			"ask the publisher for the right date; they are not measured until then",
			"%s, %s: %d of its cases have dates such as %s outside %s to %s, which its log supports",
			l.source,
			units[s.Publisher],
			s.Cases,
			duration.DayText(s.Day),
			duration.DayText(s.First),
			duration.DayText(s.Last),
		)
	}
	return findings
}

// caseUnits says of each unit with cases its level and the oblast it counts in; empty = none (bodies, communities that are not ranked).
func (st *Stage) caseUnits(ctx context.Context) (map[string][2]string, error) {
	rows, err := st.Store.Select(ctx, `select distinct a.unit_id, a.level, case when a.level = 'community' and c.is_ranked then c.oblast_id else '' end
		from staging.admin_case a left join mart.community c on c.community_id = a.unit_id`)
	if err != nil {
		return nil, err
	}
	out := map[string][2]string{}
	for _, r := range rows.Values {
		oblast, _ := r[2].(string)
		out[r[0].(string)] = [2]string{r[1].(string), oblast}
	}
	return out, nil
}

// services are the terms of the catalogue, for cases that do not carry their own.
func (st *Stage) services(ctx context.Context) (map[string]eventlog.Service, error) {
	rows, err := st.Store.Select(ctx, "select service_id, standard_days from mart.service where standard_days is not null order by service_id")
	if err != nil {
		return nil, err
	}
	out := map[string]eventlog.Service{}
	for _, r := range rows.Values {
		out[r[0].(string)] = eventlog.Service{StatutoryDays: int32(r[1].(int64))}
	}
	return out, nil
}

// readCases reads the cases of a source by the reader of osnova events, from the same columns, so that both say the same of a case.
func (st *Stage) readCases(ctx context.Context, source string) (*caseLog, error) {
	services, err := st.services(ctx)
	if err != nil {
		return nil, err
	}
	if source != "case_log" { // codes of other catalogues
		services = nil
	}
	calendar, err := duration.NewCalendar(nil, nil)
	if err != nil {
		return nil, err
	}
	log := &caseLog{source: source, calendar: calendar, rule: st.rule("case_metric")}
	log.reader = eventlog.NewReader(
		eventlog.Rules{By: []string{"unit_id", "service_id"}, Period: "quarter", AsOf: duration.NoDate, Services: services, Calendar: calendar},
	)
	log.reader.Records(caseRecords[source]...)
	log.batch = log.reader.NewBatch()
	err = st.Store.Arrow(ctx, strings.Replace(casesSQL, "?", catalog.SQLText(source), 1), func(r arrow.Record) error { return log.add(r) })
	log.reader.Free()
	return log, err
}

// add takes in cases as casesSQL gives them.
func (l *caseLog) add(r arrow.Record) error {
	texts, days, numbers := map[int]*array.String{}, map[int]*array.Date32{}, map[int]*array.Int64{}
	for k, column := range r.Columns() {
		switch column := column.(type) {
		case *array.String:
			texts[k] = column
		case *array.Date32:
			days[k] = column
		case *array.Int64:
			numbers[k] = column
		}
	}
	again, ok := r.Column(9).(*array.Boolean)
	if len(texts) != 5 || len(days) != 4 || len(numbers) != 3 || !ok {
		return fmt.Errorf("cases came as %s", r.Schema())
	}
	for i := range int(r.NumRows()) {
		text := func(k int) string { // Arrow takes its memory back
			if texts[k].IsNull(i) {
				return ""
			}
			return strings.Clone(texts[k].Value(i))
		}
		day := func(k int) duration.Day {
			if days[k].IsNull(i) {
				return duration.NoDate
			}
			return duration.Day(days[k].Value(i))
		}
		number := func(k int) int32 {
			if numbers[k].IsNull(i) {
				return 0
			}
			return int32(max(min(numbers[k].Value(i), math.MaxInt32), math.MinInt32))
		}
		service := text(2)
		bad := l.reader.Add(&l.batch, eventlog.Case{
			ID: text(0), By: []string{text(1), service}, Service: service, Channel: text(3), Status: text(8),
			Submitted: day(4), Accepted: day(5), Decided: day(6), Delivered: day(7), Resubmission: again.Value(i),
			Visits: number(10), Statutory: number(11), PausedDays: number(12),
		})
		if bad != nil {
			return fmt.Errorf("a case that the log let through cannot be measured: row %d, %s: %s", bad.Line, bad.Column, bad.Reason)
		}
	}
	return nil
}

// group is the cases at the places given.
func (l *caseLog) group(places []int32) eventlog.Group {
	g := eventlog.Group{Cases: len(places), Courses: make([]uint64, len(places))}
	for i, p := range places {
		switch l.batch.Status[p] {
		case 0:
			g.Done++
		case 1:
			g.Refused++
		}
		g.Electronic += int(l.batch.Electronic[p])
		g.Silent += int(l.batch.Silent[p])
		g.Repeat += int(l.batch.Repeat[p])
		g.Prompt += int(l.batch.Prompt[p])
		g.Courses[i] = l.batch.Course[p]
	}
	return g
}

// shares names, of each metric that is a share of cases, how many cases it counts; a Measurer with all shown tells them.
func (l *caseLog) measurer(ctx context.Context) *eventlog.Measurer {
	return &eventlog.Measurer{AsOf: l.asOf, Calendar: l.calendar, Lacks: l.reader.Lacks, Stop: func() bool { return ctx.Err() != nil }}
}

// measure fills the tables with what the log says.
func (l *caseLog) measure(ctx context.Context, unitInfo map[string][2]string, out *caseTables) error {
	units := l.reader.Names(0)
	m := l.measurer(ctx)
	groups := map[[3]string][]int32{} // level, unit, period
	put := func(level, unit string, i int32, q int32) {
		quarter := l.reader.PeriodText(q)
		if out.have[unit+" "+quarter[:4]] {
			return
		}
		for _, period := range [2]string{quarter, quarter[:4]} {
			key := [3]string{level, unit, period}
			groups[key] = append(groups[key], i)
		}
	}
	for i, u := range l.batch.By[0] {
		at, q := unitInfo[units[u]], l.batch.Period[i]
		put(at[0], units[u], int32(i), q)
		if at[1] != "" {
			put("oblast", at[1], int32(i), q)
			put("country", "UA", int32(i), q)
		}
	}
	keys := make([][3]string, 0, len(groups))
	for k := range groups {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [3]string) int { return slices.Compare(a[:], b[:]) })
	cells := newCaseCells(l, unitInfo, keys)
	values := make([][]eventlog.Value, len(keys))
	for n, k := range keys {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		g := l.group(groups[k])
		cells.count(n, g)
		m.Replicates = 0
		if len(k[2]) == 4 && (k[0] == "community" || k[0] == "body") {
			m.Replicates, g.Seed = caseReplicates, statistics.SeedOf(k[2], k[1], "E")
		}
		values[n] = append(slices.Clone(m.Measure(g)), l.onTime(g))
		if len(k[2]) == 4 && k[0] != "body" {
			out.times = append(out.times, l.timeCurve(k, g)...)
		}
	}
	if err := cells.protect(values); err != nil {
		return err
	}
	for n, k := range keys {
		out.metric = append(out.metric, l.metricRows(k, values[n])...)
	}
	if err := l.measureServices(ctx, unitInfo, cells, groups, out); err != nil {
		return err
	}
	for _, k := range keys {
		out.have[k[1]+" "+k[2]] = true
	}
	return ctx.Err()
}

// metricRows are the metrics of one group as they may be published: of what may not be told nothing, counts below 100 in fives, shares with as
// many decimals as their cases carry, scores and days with one.
func (l *caseLog) metricRows(key [3]string, values []eventlog.Value) (rows []caseMetricRow) {
	for _, v := range values {
		row := caseMetricRow{unitPeriod: unitPeriod{key[1], key[0], key[2]}, Metric: v.Metric, Status: v.Status, Source: l.source}
		if v.N >= 0 && (v.Metric != "cases" || v.Status == "") {
			n := disclosure.RoundCount(v.N)
			row.N = &n
		}
		of := v.N
		publish := func(x float64) float64 { return finite(disclosure.Round(x, disclosure.DecimalsIndex)) }
		switch {
		case v.Metric == "cases":
			publish = func(x float64) float64 { return finite(float64(disclosure.RoundCount(int(x)))) }
			if v.Status != "" {
				v.Value = math.NaN()
			}
		case v.Metric == "E2": // a ratio of times
			publish = func(x float64) float64 { return finite(disclosure.Round(x, 2)) }
		case v.Metric != "E" && v.Metric[0] == 'E', v.Metric == "on_time":
			publish = func(x float64) float64 {
				if math.IsNaN(x) {
					return x
				}
				return finite(disclosure.Percent(x*float64(of), float64(of)) / 100)
			}
		}
		row.Value, row.Low, row.High = publish(v.Value), publish(v.Low), publish(v.High)
		rows = append(rows, row)
	}
	return rows
}

// onTime is the share of done cases within their term (D6.8): unlike E1 it does not count those that are open for too long.
func (l *caseLog) onTime(g eventlog.Group) eventlog.Value {
	within, known := l.withinTerm(g)
	v := eventlog.Value{Metric: "on_time", N: known, Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	switch {
	case l.reader.Lacks["statutory_days"]:
		v.Status, v.N = ":", 0
	case l.rule.Small(known):
		v.Status, v.N = "c", -1
	case known < eventlog.LeastCases:
		v.Status = "u"
	default:
		v.Value = float64(within) / float64(known)
		v.Low, v.High = statistics.Wilson(float64(within), float64(known), statistics.Z95)
	}
	return v
}

// withinTerm counts done cases whose term is known, and those of them that kept it.
func (l *caseLog) withinTerm(g eventlog.Group) (within, known int) {
	for _, p := range g.Courses {
		if c := eventlog.Unpack(p); c.Status == 0 && c.Statutory > 0 {
			known++
			if c.Span <= c.Statutory {
				within++
			}
		}
	}
	return within, known
}

// caseShares are the metrics that are shares of cases, in the order of the parts of a record.
var caseShares = []string{"E1", "E3", "E4", "E5", "E6", "on_time"}
