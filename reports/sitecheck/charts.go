// SPDX-License-Identifier: Apache-2.0

package sitecheck

import (
	"encoding/json"
	"math"
	"path"
	"strconv"
	"strings"

	"osnova/reports/headline"
)

// drawing is as much of a chart's options as is drawn from data.
type drawing struct {
	Series []struct {
		Type string            `json:"type"`
		Name string            `json:"name"`
		Data []json.RawMessage `json:"data"`
		Look struct {
			Color json.RawMessage `json:"color"`
		} `json:"itemStyle"`
	} `json:"series"`
}

// chartMark is one mark of a chart.
type chartMark struct {
	Name, Label, URL string
	Value            json.RawMessage
}

// chartsHaveTables holds charts: a mark that leads to a community has the value that its table of all communities or the published tables
// give it, and any other number that is drawn stands in a table of the page.
func (c *check) chartsHaveTables(p *sitePage, wanted sheets) {
	if len(p.charts) == 0 {
		return
	}
	shown := numbersShown(p)
	for _, chart := range p.charts {
		var d drawing
		if err := json.Unmarshal([]byte(chart[1]), &d); err != nil {
			c.found.Add(p.language+"/"+p.path+"#"+chart[0], "", "its options cannot be read: %v", err)
			continue
		}
		beside := wanted.drawn(p, chart[0])
		for _, s := range d.Series {
			if string(s.Look.Color) == `"transparent"` { // what bars stand on
				continue
			}
			for _, raw := range s.Data {
				c.holdMark(p, chart[0], raw, shown, beside)
			}
		}
	}
}

// numbersShown are the numbers in the tables of a page, by the page that their row leads to; all of them under "".
func numbersShown(p *sitePage) map[string][]float64 {
	shown := map[string][]float64{}
	for i := range p.tables {
		for _, row := range p.tables[i].rows {
			to := strings.TrimSuffix(path.Base(linkOf(row)), ".html")
			for _, cell := range row {
				values := []float64{}
				if v, err := strconv.ParseFloat(cell.value, 64); err == nil {
					values = append(values, v)
				}
				for _, n := range headline.Numbers(cell.text, p.language) {
					values = append(values, n.Value)
				}
				shown[to], shown[""] = append(shown[to], values...), append(shown[""], values...)
			}
		}
	}
	return shown
}

// holdMark holds what one mark of a chart draws against the numbers of the page's tables and those beside them.
func (c *check) holdMark(p *sitePage, chart string, raw json.RawMessage, shown map[string][]float64, beside []float64) {
	var m chartMark
	if err := json.Unmarshal(raw, &m); err != nil {
		m = chartMark{Value: raw}
	}
	value, ok := first(m.Value)
	if !ok {
		return
	}
	to := strings.TrimSuffix(path.Base(m.URL), ".html")
	known := shown[""]
	if m.URL != "" && len(shown[to]) > 0 {
		known = shown[to]
	} else if m.URL != "" && p.path == "index.html" {
		known = c.conditions[to]
	}
	if !among(known, value) && !among(beside, value) {
		c.found.Add(p.language+"/"+p.path+"#"+chart, "", "%s %s: it draws %v, which no table gives", m.Name, m.Label+to, value)
	}
}

// drawn are the numbers that the published tables give to a chart beside those of the tables of its page.
func (all sheets) drawn(p *sitePage, id string) []float64 {
	var out []float64
	for _, s := range all {
		if ok, err := path.Match(s.Page, p.path); err != nil || !ok || s.Section != id {
			continue
		}
		for _, w := range s.rows[p.language+"/"+p.path][""] {
			for _, v := range w.values {
				if v != nil {
					out = append(out, *v)
				}
			}
		}
	}
	return out
}

// first is the first number of a value: a number, or a list that begins with one.
func first(raw json.RawMessage) (float64, bool) {
	var v float64
	if json.Unmarshal(raw, &v) == nil && len(raw) > 0 && raw[0] != 'n' {
		return v, true
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil && len(list) > 0 {
		return first(list[0])
	}
	return 0, false
}

// among says whether a number is one of those known, as rounded to four signs after the point, or a hundredth of one.
func among(known []float64, v float64) bool {
	for _, k := range known {
		for _, x := range []float64{k, 100 * k, k / 100} {
			if math.Abs(x-v) <= 6e-5*math.Max(1, math.Abs(x)/1e3) {
				return true
			}
		}
	}
	return false
}
