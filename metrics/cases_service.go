// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"

	"osnova/metrics/disclosure"
	"osnova/metrics/eventlog"
)

// caseServiceRow is one service of a unit in a quarter; what may not be told is NaN and, of the number of cases, nil.
type caseServiceRow struct {
	Unit    string `column:"unit_id"`
	Level   string `column:"level"`
	Service string `column:"service_id"`
	Quarter string `column:"quarter"`
	serviceCells
	Source string `column:"source_id"`
}

// serviceCells are its figures; shares are in per cent, times in days.
type serviceCells struct {
	Cases   *int    `column:"cases"`
	OnTime  float64 `column:"on_time"`
	P50     float64 `column:"p50"`
	P90     float64 `column:"p90"`
	Refused float64 `column:"refused"`
	Repeat  float64 `column:"repeat"`
	EShare  float64 `column:"e_share"`
	Status  string  `column:"obs_status"`
}

// hiddenService is a service of which nothing may be told.
var hiddenService = serviceCells{nil, math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), "c"}

// caseTimeRow is one point of the curve of times of a unit in a year.
type caseTimeRow struct {
	unitPeriod
	Ratio  float64 `column:"ratio"`
	Share  float64 `column:"share"`
	N      int     `column:"n"`
	Source string  `column:"source_id"`
}

// measureServices fills the table of units and services by quarters. All quarters of a unit and year are one table whose margins are published: what
// would follow from them by subtraction is suppressed, too.
func (l *caseLog) measureServices(
	ctx context.Context,
	unitInfo map[string][2]string,
	unitCells *caseCells,
	totals map[[3]string][]int32,
	out *caseTables,
) error {
	units, names := l.reader.Names(0), l.reader.Names(1)
	cells := map[[2]string]map[[2]string][]int32{} // unit, year → service, quarter
	for i, u := range l.batch.By[0] {
		quarter := l.reader.PeriodText(l.batch.Period[i])
		year := [2]string{units[u], quarter[:4]}
		if out.have[units[u]+" "+quarter[:4]] {
			continue
		}
		if cells[year] == nil {
			cells[year] = map[[2]string][]int32{}
		}
		key := [2]string{names[l.batch.By[1][i]], quarter}
		cells[year][key] = append(cells[year][key], int32(i))
	}
	years := make([][2]string, 0, len(cells))
	for k := range cells {
		years = append(years, k)
	}
	slices.SortFunc(years, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	m := l.measurer(ctx)
	m.Only = []string{"cases", "E1", "E3", "E4", "E5", "p50", "p90"}
	for _, year := range years {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		level := unitInfo[year[0]][0]
		records, err := l.protectServices(cells[year], level, year, unitCells, totals)
		if err != nil {
			return fmt.Errorf("%s in %s: %w", year[0], year[1], err)
		}
		keys := make([][2]string, 0, len(cells[year]))
		for k := range cells[year] {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
		for _, k := range keys {
			row := caseServiceRow{year[0], level, k[0], k[1], hiddenService, l.source}
			if !records[k].Hidden {
				row.serviceCells = l.serviceCells(m, l.group(cells[year][k]), records[k])
			}
			out.service = append(out.service, row)
		}
	}
	return nil
}

// protectServices says what of one unit and year may be told: services by quarters, with the quarters and the year of the unit as margins, which
// metric.case_metric tells where it may.
func (l *caseLog) protectServices(
	cells map[[2]string][]int32,
	level string,
	year [2]string,
	unitCells *caseCells,
	totals map[[3]string][]int32,
) (map[[2]string]disclosure.Record, error) {
	var records []disclosure.Record
	add := func(service, time string, places []int32, hidden bool) {
		r := unitCells.record(l.group(places))
		r.Keys, r.Hidden = []string{service, time}, hidden
		records = append(records, r)
	}
	quarters := map[string]string{}
	for k, places := range cells {
		add(k[0], k[1], places, false)
		if quarters[k[1]] == "" {
			quarters[k[1]] = year[1]
			key := [3]string{level, year[0], k[1]}
			add(disclosure.Total, k[1], totals[key], unitCells.hidden(key))
		}
	}
	key := [3]string{level, year[0], year[1]}
	add(disclosure.Total, year[1], totals[key], unitCells.hidden(key))
	if err := disclosure.Protect(records, []string{"service", "quarter"}, map[string]map[string]string{"quarter": quarters}, l.rule); err != nil {
		return nil, err
	}
	out := map[[2]string]disclosure.Record{}
	for _, r := range records {
		out[[2]string{r.Keys[0], r.Keys[1]}] = r
	}
	return out, nil
}

// serviceCells are the figures of one unit, service and quarter; shares and times of fewer than 30 cases are not told (u).
func (l *caseLog) serviceCells(m *eventlog.Measurer, g eventlog.Group, record disclosure.Record) serviceCells {
	values := slices.Clone(m.Measure(g))
	at := map[string]eventlog.Value{}
	for _, v := range values {
		if p := slices.Index(caseShares, v.Metric); p >= 0 && record.Parts[p].Hidden {
			v.Value = math.NaN()
		}
		at[v.Metric] = v
	}
	status := ""
	if g.Cases < eventlog.LeastCases {
		status = "u"
	}
	percent := func(metric string) float64 {
		if v, ok := at[metric]; ok && !math.IsNaN(v.Value) {
			return finite(disclosure.Percent(v.Value*float64(v.N), float64(v.N)))
		}
		return math.NaN()
	}
	days := func(metric string) float64 {
		if v, ok := at[metric]; ok {
			return finite(disclosure.Round(v.Value, 1))
		}
		return math.NaN()
	}
	cases := disclosure.RoundCount(g.Cases)
	return serviceCells{&cases, percent("E1"), days("p50"), days("p90"), percent("E3"), percent("E4"), percent("E5"), status}
}

// Of how many done cases with a term the curve of times is told, and where it ends, in terms.
const (
	leastTimes = 100
	lastRatio  = 2.0
)

// timeCurve is the distribution of times against the term: which share of done cases took no more than so many terms. Whole per cent, so that no
// single case is a step.
func (l *caseLog) timeCurve(key [3]string, g eventlog.Group) (rows []caseTimeRow) {
	var ratios []float64
	for _, p := range g.Courses {
		if c := eventlog.Unpack(p); c.Status == 0 && c.Statutory > 0 {
			ratios = append(ratios, float64(c.Span)/float64(c.Statutory))
		}
	}
	if len(ratios) < leastTimes {
		return nil
	}
	slices.Sort(ratios)
	for step := 0; step <= int(lastRatio*10); step++ {
		limit := float64(step) / 10
		below, _ := slices.BinarySearch(ratios, math.Nextafter(limit, 10))
		share := math.Round(100 * float64(below) / float64(len(ratios)))
		rows = append(rows, caseTimeRow{unitPeriod{key[1], key[0], key[2]}, round(limit), share, disclosure.RoundCount(len(ratios)), l.source})
	}
	return rows
}
