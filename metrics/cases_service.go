package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"osnova/catalog"
	"osnova/metrics/disclosure"
	"osnova/metrics/eventlog"
)

var caseServiceColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText},
	{Name: "level", Type: catalog.TypeText},
	{Name: "service_id", Type: catalog.TypeText},
	{Name: "quarter", Type: catalog.TypeText},
	{Name: "cases", Type: catalog.TypeInteger},
	{Name: "on_time", Type: catalog.TypeNumber},
	{Name: "p50", Type: catalog.TypeNumber},
	{Name: "p90", Type: catalog.TypeNumber},
	{Name: "refused", Type: catalog.TypeNumber},
	{Name: "repeat", Type: catalog.TypeNumber},
	{Name: "e_share", Type: catalog.TypeNumber},
	{Name: "obs_status", Type: catalog.TypeText},
	{Name: "source_id", Type: catalog.TypeText},
}

var caseTimeColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText},
	{Name: "level", Type: catalog.TypeText},
	{Name: "period", Type: catalog.TypeText},
	{Name: "ratio", Type: catalog.TypeNumber},
	{Name: "share", Type: catalog.TypeNumber},
	{Name: "n", Type: catalog.TypeInteger},
	{Name: "source_id", Type: catalog.TypeText},
}

// services fills the table of units and services by quarters. All quarters of a unit and year are one table whose margins are published: what
// would follow from them by subtraction is suppressed, too.
func (l *caseLog) services(ctx context.Context, place map[string][2]string, told *caseCells, totals map[[3]string][]int32, out *caseTables) error {
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
		level := place[year[0]][0]
		records, err := l.protected(cells[year], level, year, told, totals)
		if err != nil {
			return fmt.Errorf("%s in %s: %w", year[0], year[1], err)
		}
		keys := make([][2]string, 0, len(cells[year]))
		for k := range cells[year] {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
		for _, k := range keys {
			row := []string{year[0], level, k[0], k[1]}
			if records[k].Hidden {
				out.service = append(out.service, append(row, "", "", "", "", "", "", "", "c", l.source))
				continue
			}
			out.service = append(out.service, append(row, l.serviceCells(m, l.group(cells[year][k]), records[k])...))
		}
	}
	return nil
}

// protected says what of one unit and year may be told: services by quarters, with the quarters and the year of the unit as margins, which
// metric.case_metric tells where it may.
func (l *caseLog) protected(cells map[[2]string][]int32, level string, year [2]string, told *caseCells, totals map[[3]string][]int32) (map[[2]string]disclosure.Record, error) {
	var records []disclosure.Record
	add := func(service, time string, places []int32, hidden bool) {
		r := told.record(l.group(places))
		r.Keys, r.Hidden = []string{service, time}, hidden
		records = append(records, r)
	}
	quarters := map[string]string{}
	for k, places := range cells {
		add(k[0], k[1], places, false)
		if quarters[k[1]] == "" {
			quarters[k[1]] = year[1]
			key := [3]string{level, year[0], k[1]}
			add(disclosure.Total, k[1], totals[key], told.hidden(key))
		}
	}
	key := [3]string{level, year[0], year[1]}
	add(disclosure.Total, year[1], totals[key], told.hidden(key))
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
func (l *caseLog) serviceCells(m *eventlog.Measurer, g eventlog.Group, told disclosure.Record) []string {
	values := slices.Clone(m.Measure(g))
	at := map[string]eventlog.Value{}
	for _, v := range values {
		if p := slices.Index(caseShares, v.Metric); p >= 0 && told.Parts[p].Hidden {
			v.Value = math.NaN()
		}
		at[v.Metric] = v
	}
	status := ""
	if g.Cases < eventlog.LeastCases {
		status = "u"
	}
	percent := func(metric string) string {
		if v, ok := at[metric]; ok && !math.IsNaN(v.Value) {
			return figure(disclosure.Percent(v.Value*float64(v.N), float64(v.N)))
		}
		return ""
	}
	days := func(metric string) string {
		if v, ok := at[metric]; ok {
			return figure(disclosure.Round(v.Value, 1))
		}
		return ""
	}
	return []string{strconv.Itoa(disclosure.RoundCount(g.Cases)), percent("E1"), days("p50"), days("p90"), percent("E3"), percent("E4"), percent("E5"), status, l.source}
}

// Of how many done cases with a term the curve of times is told, and where it ends, in terms.
const (
	leastTimes = 100
	lastRatio  = 2.0
)

// times is the distribution of times against the term: which share of done cases took no more than so many terms. Whole per cent, so that no
// single case is a step.
func (l *caseLog) times(key [3]string, g eventlog.Group) (rows [][]string) {
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
		rows = append(rows, []string{key[1], key[0], key[2], figure(limit), figure(share), strconv.Itoa(disclosure.RoundCount(len(ratios))), l.source})
	}
	return rows
}
