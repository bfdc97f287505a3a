// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/metrics/disclosure"
	"osnova/metrics/disclosure/attack"
	"osnova/metrics/duration"
	"osnova/metrics/eventlog"
	"osnova/store"
)

// caseTable invents cases of three communities and a body over two years.
func caseTable(n int) string {
	r := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	b.WriteString("case_id,unit_id,level,community_id,service_id,channel,submitted_at:date,accepted_at:date,decided_at:date,delivered_at:date,status,resubmission_of,visits_n:integer,statutory_days:integer,paused_days:integer,source_id\n")
	units := []string{"UA-A", "UA-B", "UA-C", "osn-1"}
	for i := range n {
		unit := units[r.IntN(len(units))]
		level, community := "community", unit
		if unit == "osn-1" {
			level, community = "body", "UA-A"
		}
		day := func(d int) string { return duration.DayText(duration.Day(19723 + d)) } // 2024-01-01
		at, took := r.IntN(700), r.IntN(25)
		status, delivered := "done", day(at+took)
		switch u := r.Float64(); {
		case u < 0.05:
			status, delivered = "refused", ""
		case u < 0.12:
			status, delivered = "open", ""
		}
		term := []string{"10", "", "20"}[r.IntN(3)]
		fmt.Fprintf(&b, "case%05d,%s,%s,%s,S%02d,%s,%s,%s,,%s,%s,,%d,%s,0,case_log\n", i, unit, level, community, 1+r.IntN(3), []string{"web", "cnap", "app"}[r.IntN(3)],
			day(at), day(at+r.IntN(4)), delivered, status, 1+r.IntN(2), term)
	}
	return b.String()
}

const caseCommunities = "community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean\nUA-A,O,rural,lt3k,,rural,1000,true\nUA-B,O,rural,lt3k,,rural,1000,true\nUA-C,O,rural,lt3k,,rural,1000,false\n"

func measuredCases(t *testing.T, n int) (*Stage, string) {
	t.Helper()
	table := caseTable(n)
	st, err := run(t, []catalog.Indicator{indicator("t.none", nil, "+")}, nil, map[string]string{"mart.measured": "community_id,indicator,value:number\nUA-A,t.none,1", "staging.admin_case": table, "mart.community": caseCommunities, "mart.service": "service_id,standard_days:integer\nS01,5\nS02,15\n"})
	if err != nil {
		t.Fatal(err)
	}
	return st, table
}

// TestCasesAreThoseOfTheInstrument: what the pipeline says of a unit and period is what osnova events says of the log of that unit, to the last
// digit; but for counts, which are rounded, and shares that rest on one to four cases, which are hidden.
func TestCasesAreThoseOfTheInstrument(t *testing.T) {
	st, table := measuredCases(t, 6000)
	logs := logsByUnit(table)
	if len(logs) != 4 {
		t.Fatalf("%d units have logs", len(logs))
	}
	for _, period := range []string{"quarter", "year"} {
		compared := 0
		for unit, log := range logs {
			for _, row := range measuredByInstrument(t, log, period) {
				for _, v := range row.Values {
					got := cells(t, st, fmt.Sprintf("select metric, value, obs_status from metric.case_metric where unit_id = '%s' and period = '%s' and metric = '%s'", unit, row.Period, v.Metric))[v.Metric]
					if got == nil {
						t.Errorf("%s %s %s is missing", unit, row.Period, v.Metric)
						continue
					}
					have, known := strconv.ParseFloat(got[0], 64)
					switch {
					case v.Metric == "cases":
						if math.Abs(have-v.Value) > 2.5 {
							t.Errorf("%v cases, rounded to %v", v.Value, have)
						}
					case got[1] == "c": // hidden here
					case math.IsNaN(v.Value) != (known != nil), known == nil && math.Abs(have-v.Value) > toldWithin(v.Metric):
						t.Errorf("%s %s %s: %v (%s), the instrument says %v (%s)", unit, row.Period, v.Metric, got[0], got[1], v.Value, v.Status)
					default:
						compared++
					}
				}
			}
		}
		if compared < 100 {
			t.Errorf("%s: %d values compared only", period, compared)
		}
	}
}

// logsByUnit are the logs of a table of cases, each with its header, by unit.
func logsByUnit(table string) map[string]string {
	header, rest, _ := strings.Cut(table, "\n")
	var names []string
	for _, n := range strings.Split(header, ",") {
		name, _, _ := strings.Cut(n, ":")
		names = append(names, name)
	}
	out := map[string]string{}
	for line := range strings.Lines(rest) {
		unit := strings.Split(line, ",")[1]
		if out[unit] == "" {
			out[unit] = strings.Join(names, ",") + "\n"
		}
		out[unit] += line
	}
	return out
}

// measuredByInstrument is what osnova events says of a log, by period.
func measuredByInstrument(t *testing.T, log, period string) (rows []EventRow) {
	t.Helper()
	calendar, err := duration.NewCalendar(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	rules := eventlog.Rules{Period: period, AsOf: duration.NoDate, Calendar: calendar, Services: map[string]eventlog.Service{"S01": {StatutoryDays: 5}, "S02": {StatutoryDays: 15}}}
	reader := eventlog.NewReader(rules)
	reader.Reject = func(bad []eventlog.Rejected) error { return fmt.Errorf("rejected: %+v", bad[0]) }
	events := &Events{Store: &store.Store{}, Rules: rules}
	defer events.Store.Close()
	err = events.Run(context.Background(), reader, []EventLog{func(ctx context.Context, r *eventlog.Reader, do func(*eventlog.Batch) error) error {
		return r.Read(ctx, "log", strings.NewReader(log), 0, do)
	}}, func(row EventRow) error {
		row.Values = slices.Clone(row.Values)
		rows = append(rows, row)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestSlipsOfOnePublisher: a slip of the pen in the log of one unit is told and changes nothing of the others.
func TestSlipsOfOnePublisher(t *testing.T) {
	table := caseTable(6000)
	measured := func(table string) (*Stage, map[string][]string) {
		st, err := attempt(t, []catalog.Indicator{indicator("t.none", nil, "+")}, nil, map[string]string{"mart.measured": "community_id,indicator,value:number\nUA-A,t.none,1", "staging.admin_case": table, "mart.community": caseCommunities, "mart.service": "service_id,standard_days:integer\nS01,5\nS02,15\n"})
		if err != nil {
			t.Fatal(err)
		}
		return st, cells(t, st, "select unit_id || ' ' || period || ' ' || metric, value, low, high, obs_status from metric.case_metric where level in ('community', 'body')")
	}
	_, before := measured(table)
	st, after := measured(table + "slip,UA-A,community,UA-A,S01,web,2025-03-01,2025-03-01,,2052-03-04,done,,1,10,0,case_log\n")
	if len(before) < 100 || len(before) != len(after) {
		t.Fatalf("%d metrics before, %d after", len(before), len(after))
	}
	for key, was := range before {
		if is := after[key]; !slices.Equal(was, is) {
			t.Errorf("%s: %v, without the slip %v", key, is, was)
		}
	}
	if !slices.ContainsFunc(st.Ledger.Findings, func(f catalog.Finding) bool {
		return strings.Contains(f.String(), "UA-A: 1 of its cases have dates such as 2052-03-04")
	}) {
		t.Errorf("nobody tells of the slip: %v", st.Ledger.Findings)
	}
}

// toldWithin is half of the last digit that a metric is published with (SPEC 4.8.4): shares have one decimal of a per cent, scores and days one.
func toldWithin(metric string) float64 {
	switch metric {
	case "E1", "E3", "E4", "E5", "E6", "on_time":
		return 0.0005 + 1e-9
	case "E2":
		return 0.005 + 1e-9
	}
	return 0.05 + 1e-9
}

// TestCasesAboveUnits: oblast and country are the cases of ranked communities; bodies are not among them.
func TestCasesAboveUnits(t *testing.T) {
	st, _ := measuredCases(t, 6000)
	sum := number(t, st, "select count(*) from staging.admin_case where unit_id in ('UA-A', 'UA-B') and year(submitted_at) = 2024")
	for _, unit := range []string{"O", "UA"} {
		if got := number(t, st, "select value from metric.case_metric where unit_id = '"+unit+"' and period = '2024' and metric = 'cases'"); got != sum {
			t.Errorf("%s has %v cases, want %v", unit, got, sum)
		}
	}
	if n := number(t, st, "select count(*) from metric.case_time where unit_id = 'UA' and period = '2024'"); n != 21 {
		t.Errorf("the curve of times has %v points", n)
	}
	if n := number(t, st, "select count(*) from (select share - lag(share) over (partition by unit_id, period order by ratio) as step from metric.case_time) where step < 0"); n != 0 {
		t.Errorf("the curve falls %v times", n)
	}
}

// TestFewCasesAreHidden: fewer than five are not told, nor the cell that would follow from a margin; shares of fewer than thirty are not told.
func TestFewCasesAreHidden(t *testing.T) {
	st, _ := measuredCases(t, 400)
	truth := `with c as (select unit_id, service_id, year(submitted_at) || '-Q' || quarter(submitted_at) as quarter, count(*) as n from staging.admin_case group by all)
		select count(*) from metric.case_service s join c using (unit_id, service_id, quarter) where `
	if n := number(t, st, truth+"c.n < 5"); n == 0 {
		t.Error("the test has no small cell")
	}
	for what, where := range map[string]string{
		"small cells shown": "c.n < 5 and s.cases is not null", "shares of few": "c.n < 30 and (on_time is not null or refused is not null or e_share is not null or p50 is not null)",
		"exact counts": "c.n < 100 and s.cases % 5 <> 0", "P90 of few": "c.n < 50 and p90 is not null",
	} {
		if n := number(t, st, truth+where); n != 0 {
			t.Errorf("%s: %v", what, n)
		}
	}
	// A quarter of which one service alone is hidden gives it away by subtraction.
	alone := number(t, st, `select count(*) from (select unit_id, quarter, count(*) filter (obs_status = 'c') as hidden, count(*) as all_of from metric.case_service group by all) where hidden = 1 and all_of > 1`)
	if alone != 0 {
		t.Errorf("%v quarters hide one service alone", alone)
	}
}

// TestOneHiddenScoreIsNotGivenAway: E is a sum of six scores; where one is hidden, another is.
func TestOneHiddenScoreIsNotGivenAway(t *testing.T) {
	share := func(name string, part, of int) eventlog.Value {
		return eventlog.Value{Metric: name, Value: float64(part) / float64(of), N: of}
	}
	var values []eventlog.Value
	for i, name := range []string{"E1", "E2", "E3", "E4", "E5", "E6"} {
		part := 30
		if i == 2 {
			part = 2
		}
		values = append(values, share(name, part, 60-i), share("z_"+name, part, 60-i))
	}
	values = append(values, share("on_time", 30, 60), eventlog.Value{Metric: "E", Value: 50, N: 60})
	told := disclosure.Record{Parts: make([]disclosure.Share, len(caseShares))}
	told.Parts[1].Hidden = true // E3
	hideRecord(values, told)
	hideMetric(values, secondHidden(values))
	if second := secondHidden(values); second != "" {
		t.Errorf("%s is to be hidden too", second)
	}
	hidden := ""
	for _, v := range values {
		if v.Status == "c" {
			hidden += v.Metric + " "
		}
	}
	if hidden != "E3 z_E3 E6 z_E6 " {
		t.Errorf("hidden: %s", hidden)
	}
}

// TestNoCaseIsReadOut: whoever knows every count that is shown to the last case, and adds and subtracts all units, quarters and services, learns
// of no hidden count more than that it is small; nor of those that were refused, came back or applied online.
func TestNoCaseIsReadOut(t *testing.T) {
	hiddenInAll := 0
	for _, rows := range []int{150, 250, 400, 600, 900, 1500, 2500} {
		st, _ := measuredCases(t, rows)
		truth := cells(t, st, `with c as (select a.*, case when a.level = 'community' and m.is_ranked then m.oblast_id end as oblast, year(submitted_at) || '-Q' || quarter(submitted_at) as q, year(submitted_at)::varchar as y from staging.admin_case a left join mart.community m on m.community_id = a.unit_id),
			u as (select unit_id as unit, level, * exclude (unit_id, level) from c union all select oblast, 'oblast', * exclude (unit_id, level) from c where oblast is not null union all select 'UA', 'country', * exclude (unit_id, level) from c where oblast is not null),
			p as (select unit, level, q as period, * exclude (unit, level) from u union all select unit, level, y, * exclude (unit, level) from u)
			select unit || ' ' || period, level, count(*)::varchar, count(*) filter (channel in ('web', 'app'))::varchar from p group by unit, period, level`)
		published := cells(t, st, "select unit_id || ' ' || period || ' ' || metric, value, obs_status from metric.case_metric")
		parents := []map[string]string{{}, {}}
		var counts, electronic, others []attack.Cell
		for key, v := range truth {
			unit, period, _ := strings.Cut(key, " ")
			if v[0] == "body" {
				continue
			}
			if len(period) > 4 {
				parents[1][period] = period[:4]
			}
			if unit == "UA-A" || unit == "UA-B" { // UA-C is not ranked
				parents[0][unit], parents[0]["O"] = "O", "UA"
			}
			n, part := whole(t, v[1]), whole(t, v[2])
			keys := []string{unit, period}
			counts = append(counts, attack.Cell{Keys: keys, Count: n, Shown: published[key+" cases"][0] != ""})
			shown := published[key+" E5"][0] != ""
			electronic = append(electronic, attack.Cell{Keys: keys, Count: part, Shown: shown})
			others = append(others, attack.Cell{Keys: keys, Count: n - part, Shown: shown})
		}
		for what, cells := range map[string][]attack.Cell{"cases": counts, "electronic cases": electronic, "cases that are not electronic": others} {
			bounds, err := attack.Bounds(cells, 2, parents)
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range bounds {
				if what != "cases" && published[strings.Join(b.Cell.Keys, " ")+" E5"][1] == "u" { // too few to be reliable, not to be told apart
					continue
				}
				hiddenInAll++
				if b.High-b.Low < 1 {
					t.Errorf("%d rows, %s of %v: between %v and %v, the truth is %d", rows, what, b.Cell.Keys, b.Low, b.High, b.Cell.Count)
				}
			}
		}
	}
	if hiddenInAll < 50 {
		t.Errorf("%d hidden counts only: the attack had nothing to find", hiddenInAll)
	}
}

func whole(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
