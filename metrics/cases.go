package metrics

import (
	"context"
	_ "embed"
	"fmt"
	"io"
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

// caseLines is the log of one source as CSV.
//
//go:embed cases.sql
var caseLines string

// caseColumns are those of the log by what each source records: what annex 38 has no column for is lacking, not missing.
var caseColumns = map[string][]string{
	"case_log": {
		"case_id", "unit_id", "service_id", "channel", "submitted_at", "accepted_at", "decided_at", "delivered_at", "status", "resubmission_of",
		"visits_n", "statutory_days", "paused_days",
	},
	"rec835_service": {
		"case_id", "unit_id", "service_id", "channel_", "submitted_at", "accepted_at_", "decided_at_", "delivered_at", "status", "resubmission_of_",
		"visits_n_", "statutory_days_", "paused_days_",
	},
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

// cases makes metric.case_metric (units over quarters and years), metric.case_service (units and services over quarters) and
// metric.case_time (how long cases took against their terms), all of them suppressed as SPEC 4.7 and 4.8 say: no case leaves.
func (st *Stage) cases() store.Step {
	reads := []string{"staging.admin_case", "mart.community", "mart.service"}
	makes := []string{"metric.case_metric", "metric.case_service", "metric.case_time"}
	return store.Step{ID: makes[0], Own: store.Hash(caseLines), Reads: reads, Makes: makes, Run: func(ctx context.Context) (store.Result, error) {
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
	place, err := st.caseUnits(ctx)
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
		if err := log.measure(ctx, place, out); err != nil {
			return nil, err
		}
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
	var slips []eventlog.Slip
	l.asOf, slips = l.batch.Align(0, l.calendar)
	units := l.reader.Names(0)
	for _, s := range slips {
		findings.Add("metric.case_metric", "ask the publisher for the right date; they are not measured until then",
			"%s, %s: %d of its cases have dates such as %s outside %s to %s, which its log supports", l.source, units[s.Publisher], s.Cases, duration.Text(s.Day), duration.Text(s.First), duration.Text(s.Last))
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
	log.reader = eventlog.NewReader(eventlog.Rules{By: []string{"unit_id", "service_id"}, Period: "quarter", AsOf: duration.None, Services: services, Calendar: calendar})
	log.reader.ByRow = true
	log.reader.Reject = func(bad []eventlog.Rejected) error {
		return fmt.Errorf("a case that the log let through cannot be measured: row %d, %s: %s", bad[0].Line, bad[0].Column, bad[0].Reason)
	}
	log.batch.By = make([][]int32, 2)
	in, lines := io.Pipe()
	go func() {
		_, err := fmt.Fprintln(lines, strings.Join(caseColumns[source], ","))
		if err == nil {
			err = st.Store.Arrow(ctx, strings.Replace(caseLines, "?", quote(source), 1), func(r arrow.Record) error { return writeLines(lines, r) })
		}
		lines.CloseWithError(err)
	}()
	err = log.reader.Read(ctx, source, in, 0, func(b *eventlog.Batch) error {
		all := &log.batch
		for i := range b.By {
			all.By[i] = append(all.By[i], b.By[i]...)
		}
		all.Period, all.Status, all.Course = append(all.Period, b.Period...), append(all.Status, b.Status...), append(all.Course, b.Course...)
		all.Silent, all.Submitted, all.Last = append(all.Silent, b.Silent...), append(all.Submitted, b.Submitted...), append(all.Last, b.Last...)
		all.Electronic, all.Repeat, all.Prompt = append(all.Electronic, b.Electronic...), append(all.Repeat, b.Repeat...), append(all.Prompt, b.Prompt...)
		return nil
	})
	in.CloseWithError(err)
	return log, err
}

func writeLines(w io.Writer, r arrow.Record) error {
	lines, ok := r.Column(0).(*array.String)
	if !ok {
		return fmt.Errorf("lines of cases came as %s", r.Column(0).DataType())
	}
	var b strings.Builder
	for i := range lines.Len() {
		b.WriteString(lines.Value(i))
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
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
func (l *caseLog) measure(ctx context.Context, place map[string][2]string, out *caseTables) error {
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
		at, q := place[units[u]], l.batch.Period[i]
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
	told := newCaseCells(l, place, keys)
	values := make([][]eventlog.Value, len(keys))
	for n, k := range keys {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		g := l.group(groups[k])
		told.count(n, g)
		m.Replicates = 0
		if len(k[2]) == 4 && (k[0] == "community" || k[0] == "body") {
			m.Replicates, g.Seed = caseReplicates, statistics.Seed(k[2], k[1], "E")
		}
		values[n] = append(slices.Clone(m.Measure(g)), l.onTime(g))
		if len(k[2]) == 4 && k[0] != "body" {
			out.times = append(out.times, l.times(k, g)...)
		}
	}
	if err := told.protect(values); err != nil {
		return err
	}
	for n, k := range keys {
		out.metric = append(out.metric, l.rows(k, values[n])...)
	}
	if err := l.services(ctx, place, told, groups, out); err != nil {
		return err
	}
	for _, k := range keys {
		out.have[k[1]+" "+k[2]] = true
	}
	return ctx.Err()
}

// rows are the metrics of one group as they may be published: of what may not be told nothing, counts below 100 in fives, shares with as many
// decimals as their cases carry, scores and days with one.
func (l *caseLog) rows(key [3]string, values []eventlog.Value) (rows []caseMetricRow) {
	for _, v := range values {
		row := caseMetricRow{unitPeriod: unitPeriod{key[1], key[0], key[2]}, Metric: v.Metric, Status: v.Status, Source: l.source}
		if v.N >= 0 && (v.Metric != "cases" || v.Status == "") {
			n := disclosure.RoundCount(v.N)
			row.N = &n
		}
		of := v.N
		told := func(x float64) float64 { return finite(disclosure.Round(x, disclosure.DecimalsIndex)) }
		switch {
		case v.Metric == "cases":
			told = func(x float64) float64 { return finite(float64(disclosure.RoundCount(int(x)))) }
			if v.Status != "" {
				v.Value = math.NaN()
			}
		case v.Metric == "E2": // a ratio of times
			told = func(x float64) float64 { return finite(disclosure.Round(x, 2)) }
		case v.Metric != "E" && v.Metric[0] == 'E', v.Metric == "on_time":
			told = func(x float64) float64 {
				if math.IsNaN(x) {
					return x
				}
				return finite(disclosure.Percent(x*float64(of), float64(of)) / 100)
			}
		}
		row.Value, row.Low, row.High = told(v.Value), told(v.Low), told(v.High)
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
