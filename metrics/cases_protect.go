// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"math"
	"slices"

	"osnova/metrics/disclosure"
	"osnova/metrics/eventlog"
)

// caseCells are the cases of all units and periods of a log as one table, which adds up twice: quarters to years, and communities that are
// ranked to their oblast and the country. What one unit hides must not follow from the others.
type caseCells struct {
	log     *caseLog
	records []disclosure.Record // one a key, in their order
	parents map[string]map[string]string
	at      map[[3]string]int // key → its record
	counts  *eventlog.Measurer
}

func newCaseCells(l *caseLog, unitInfo map[string][2]string, keys [][3]string) *caseCells {
	c := &caseCells{log: l, records: make([]disclosure.Record, len(keys)), at: map[[3]string]int{}, parents: map[string]map[string]string{"area": {}, "time": {}}}
	c.counts = &eventlog.Measurer{AsOf: l.asOf, Calendar: l.calendar, Lacks: l.reader.Lacks, Show: true, Only: []string{"E1", "E3", "E4", "E5", "E6"}}
	for n, k := range keys {
		level, unit, period := k[0], k[1], k[2]
		c.at[k] = n
		c.records[n].Keys = []string{unit, period}
		if level == "body" { // bodies add up to nothing that is published
			c.records[n].Apart = unit
		}
		if len(period) > 4 {
			c.parents["time"][period] = period[:4]
		}
		if oblast := unitInfo[unit][1]; level == "community" && oblast != "" {
			c.parents["area"][unit], c.parents["area"][oblast] = oblast, "UA"
		}
	}
	return c
}

// count fills the record of a key with the cases of its group.
func (c *caseCells) count(n int, g eventlog.Group) {
	r := c.record(g)
	c.records[n].Count, c.records[n].Parts = r.Count, r.Parts
}

// record counts the cases of a group: all, and of each share in caseShares how many are so, and of how many that is known. What a log does not
// record is of none.
func (c *caseCells) record(g eventlog.Group) disclosure.Record {
	out := disclosure.Record{Count: g.Cases}
	add := func(v eventlog.Value) {
		if math.IsNaN(v.Value) || v.N <= 0 {
			out.Parts = append(out.Parts, disclosure.Share{})
			return
		}
		out.Parts = append(out.Parts, disclosure.Share{Count: int(math.Round(v.Value * float64(v.N))), Of: v.N})
	}
	for _, v := range c.counts.Measure(g) {
		add(v)
	}
	within, known := c.log.withinTerm(g)
	out.Parts = append(out.Parts, disclosure.Share{Count: within, Of: known})
	return out
}

// protect blanks, in the values of each key, what may not be told: all of a unit and period, or single shares with their scores. Since E is a
// sum of six scores, a single one that is hidden could be worked out; so a second one is hidden, that of the least cases, and what would give
// this one away is hidden too, until nothing changes.
func (c *caseCells) protect(values [][]eventlog.Value) error {
	for changed := true; changed; {
		if err := disclosure.Protect(c.records, []string{"area", "time"}, c.parents, c.log.rule); err != nil {
			return err
		}
		changed = false
		for n := range values {
			hideRecord(values[n], c.records[n])
			if second := secondHidden(values[n]); second != "" {
				changed = true
				hideMetric(values[n], second)
				if p := slices.Index(caseShares, second); p >= 0 { // E2 is a median, and adds up to nothing
					c.records[n].Parts[p].Hidden = true
				}
			}
		}
	}
	return nil
}

// hideRecord takes out of the values of a group what its record hides.
func hideRecord(values []eventlog.Value, record disclosure.Record) {
	for i := range values {
		if record.Hidden && values[i].Status != ":" {
			hideValue(&values[i])
		}
	}
	for p, metric := range caseShares {
		if record.Parts[p].Hidden {
			hideMetric(values, metric)
		}
	}
}

// hideMetric takes out a metric and its score, where there is one.
func hideMetric(values []eventlog.Value, metric string) {
	for i := range values {
		if v := &values[i]; (v.Metric == metric || v.Metric == "z_"+metric) && !math.IsNaN(v.Value) {
			hideValue(v)
		}
	}
}

func hideValue(v *eventlog.Value) {
	v.Value, v.Low, v.High, v.Status, v.N = math.NaN(), math.NaN(), math.NaN(), "c", -1
}

// secondHidden names the metric of E that must be hidden beside a single one that is; "" where none must.
func secondHidden(values []eventlog.Value) string {
	hidden, least, e := 0, -1, math.NaN()
	for i, v := range values {
		switch v.Metric {
		case "E":
			e = v.Value
		case "E1", "E2", "E3", "E4", "E5", "E6":
			if v.Status == "c" {
				hidden++
			}
			if !math.IsNaN(v.Value) && (least < 0 || v.N < values[least].N) {
				least = i
			}
		}
	}
	if hidden != 1 || least < 0 || math.IsNaN(e) {
		return ""
	}
	return values[least].Metric
}

// hidden says whether nothing of a unit and period is told; without one there is nothing to tell.
func (c *caseCells) hidden(key [3]string) bool {
	n, ok := c.at[key]
	return ok && c.records[n].Hidden
}
