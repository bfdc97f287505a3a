// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"osnova/catalog"
)

// TestConcentration: the worked example ranked by own revenue 3, 1, 2, 5, 4; a community whose revenue nobody knows takes no part, and revenue itself,
// whose index would be its Gini, has none.
func TestConcentration(t *testing.T) {
	tables := map[string]string{"mart.community": goldenTables["mart.community"], "mart.boundary": goldenTables["mart.boundary"], "mart.budget_year": goldenTables["mart.budget_year"]}
	tables["mart.measured"] = goldenTables["mart.measured"] + `
gap,x,1000
c1,money,3
c2,money,1
c3,money,2
c4,money,5
c5,money,4
c1,tools,1
c2,tools,0
c3,tools,0
c4,tools,2
c5,tools,1
c1,yes,0
c2,yes,0
c3,yes,0
c4,yes,100
c5,yes,100
c1,beyond,120
c2,beyond,10`
	var list []catalog.Indicator
	for id, kind := range map[string]string{"x": "ratio", "money": "ratio", "tools": "count", "yes": "binary", "points": "bounded", "beyond": "bounded"} {
		i := indicator(map[string]string{"points": "x"}[id], nil, "+")
		if id != "points" {
			i = indicator(id, nil, "+")
		}
		if i.Name, i.ScaleType = id, kind; id == "money" {
			i.Name = ownRevenue
		}
		if id == "points" {
			i.Bounds = &catalog.Bounds{Lo: 0, Hi: 1000}
		}
		i.File = i.Name + ".sql"
		list = append(list, i)
	}
	st, err := run(t, list, nil, tables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, `select indicator_id || ' ' || measure || ' ' || weighting, round(value, 9), n, excluded, coalesce(low::varchar, '-') from metric.inequality
		where measure in ('concentration_index', 'erreygers')`)
	want := map[string]string{
		"x concentration_index none":           "0.183333333 5 1 -", // the vectors of the specification, with "gap" left out
		"x concentration_index population":     "0.198974359 5 1 -",
		"points erreygers none":                fmt.Sprintf("%.4f 5 1 -", 4*48.0/1000*0.18333333333333),
		"points erreygers population":          "0.034488889 5 1 -",
		"tools concentration_index none":       "0.4 5 0 -", // ranks 0.5, 0.1, 0.3, 0.9, 0.7: 2/5·(0.5 + 2·0.9 + 0.7)/0.8 − 1 = 0.5, see below
		"yes erreygers none":                   "0.96 5 0 -",
		"tools concentration_index population": "", "yes erreygers population": "",
	}
	want["tools concentration_index none"] = fmt.Sprintf("%.9g 5 0 -", 2.0/(5*0.8)*(0.5+2*0.9+0.7)-1)
	want["yes erreygers none"] = fmt.Sprintf("%.9g 5 0 -", 8.0/5*((0.9-0.5)+(0.7-0.5)))
	for key, w := range want {
		have := strings.Join(got[key], " ")
		if w == "" && have != "" { // weighted: only that they are there
			continue
		}
		if have != w {
			t.Errorf("%s: %q, want %q", key, have, w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d: %v", len(got), len(want), got)
	}
	near(t, "curve of x at 0.4", number(t, st, "select l from metric.concentration where indicator_id = 'x' and weighting = 'none' and p = 0.4"), 70.0/240, 1e-9)
	near(t, "curves", number(t, st, "select count(distinct indicator_id) from metric.concentration"), 5, 0) // of "beyond" too: it needs no ends
}

// TestConcentrationInterval: from five hundred communities on there is an interval, of communities and not of residents, and it is the normal one.
func TestConcentrationInterval(t *testing.T) {
	communities, measured := "community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean,war_zone", "community_id,indicator,value:number"
	for i := range 600 {
		zone, urban := []string{"rear", "front"}[i%2], []string{"urban", "rural"}[i%2]
		communities += fmt.Sprintf("\nc%03d,A,%s,lt3k,,rural,10,true,%s", i, urban, zone)
		yes := 100 * (i % 4 / 2) // of each side a half
		if i < 40 {
			yes = 100 * (1 - i%2) // all at the rear, none at the front
		}
		measured += fmt.Sprintf("\nc%03d,money,%d\nc%03d,yes,%d\nc%03d,v,%d", i, i, i, yes, i, i%7)
	}
	var list []catalog.Indicator
	for id, kind := range map[string]string{"money": "ratio", "yes": "binary", "v": "count"} {
		i := indicator(id, nil, "+")
		if i.ScaleType = kind; id == "money" {
			i.Name = ownRevenue
		}
		i.File = i.Name + ".sql"
		list = append(list, i)
	}
	st, err := run(t, list, nil, map[string]string{"mart.community": communities, "mart.measured": measured})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "with an interval", number(t, st, "select count(*) from metric.inequality where measure in ('concentration_index', 'erreygers') and weighting = 'none' and low < value and value < high"), 2, 0)
	near(t, "residents with one", number(t, st, "select count(*) from metric.inequality where measure in ('concentration_index', 'erreygers') and weighting = 'population' and low is not null"), 0, 0)
	near(t, "symmetric", number(t, st, "select max(abs(high + low - 2 * value)) from metric.inequality where measure in ('concentration_index', 'erreygers') and low is not null"), 0, 1e-9)

	// Of the first 40, all 20 at the rear have it and none at the front; of the other 560 a half of each side: 160 and 140 of 300.
	got := cells(t, st, "select pair || ' ' || weighting, n_a, n_b, round(odds_ratio, 6), round(odds_low, 4), round(odds_high, 4) from metric.gap where indicator_id = 'yes' and pair in ('rear_front', 'urban_rural')")
	half := 1.959964 * math.Sqrt(2/160.5+2/140.5)
	centre := 2 * math.Log(160.5/140.5)
	for _, pair := range []string{"rear_front", "urban_rural"} {
		if have, want := strings.Join(got[pair+" none"], " "), fmt.Sprintf("300 300 %.6f %.4f %.4f", 160.0*160/140/140, math.Exp(centre-half), math.Exp(centre+half)); have != want {
			t.Errorf("%s: %q, want %q", pair, have, want)
		}
		if have := strings.TrimSpace(strings.Join(got[pair+" population"], " ")); have != fmt.Sprintf("300 300 %.6f", 160.0*160/140/140) {
			t.Errorf("%s of residents: %q", pair, have)
		}
	}
	near(t, "intervals round the gap", number(t, st, "select count(*) from metric.gap where low <= gap and gap <= high and low < high"), 3*2*2, 0)
	near(t, "odds of what has degrees", number(t, st, "select count(*) from metric.gap where indicator_id <> 'yes' and odds_ratio is not null"), 0, 0)
}

// TestExtremes: five at each end, the better first by direction; who is not reliable is not named, nor are those who share the value of the fifth; of few
// communities, and of yes or no, nobody is.
func TestExtremes(t *testing.T) {
	communities, measured := "community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean", "community_id,indicator,value:number,obs_status"
	for i := range 31 {
		communities += fmt.Sprintf("\nc%02d,A,rural,lt3k,,rural,10,true", i)
		status := ""
		if i == 30 {
			status = "u"
		}
		measured += fmt.Sprintf("\nc%02d,v,%d,%s\nc%02d,less,%d,\nc%02d,tied,%d,\nc%02d,yes,%d,", i, i, status, i, i, i, max(0, i-25), i, 100*(i%2))
		if i < 29 {
			measured += fmt.Sprintf("\nc%02d,few,%d,", i, i)
		}
	}
	var list []catalog.Indicator
	for id, kind := range map[string]string{"v": "ratio", "less": "ratio", "tied": "count", "yes": "binary", "few": "ratio"} {
		i := indicator(id, nil, map[bool]string{true: "-", false: "+"}[id == "less"])
		i.SQL = "select community_id as territory_id, '2025' as period, value, null as num, null as den, coalesce(obs_status, '') as obs_status from mart.measured where indicator = '" + id + "'"
		i.ScaleType = kind
		list = append(list, i)
	}
	st, err := run(t, list, nil, map[string]string{"mart.community": communities, "mart.measured": measured})
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select indicator_id || ' ' || side, string_agg(place || coalesce(territory_id, '-') || '=' || value || if(tied > 0, ' of ' || tied, ''), ' ' order by place, territory_id) from metric.extreme group by 1")
	for key, want := range map[string]string{
		"v best": "1c29=29.0 2c28=28.0 3c27=27.0 4c26=26.0 5c25=25.0", "v worst": "1c00=0.0 2c01=1.0 3c02=2.0 4c03=3.0 5c04=4.0",
		"less best": "1c00=0.0 2c01=1.0 3c02=2.0 4c03=3.0 5c04=4.0", "less worst": "1c30=30.0 2c29=29.0 3c28=28.0 4c27=27.0 5c26=26.0",
		"tied best": "1c30=5.0 2c29=4.0 3c28=3.0 4c27=2.0 5c26=1.0", "tied worst": "1tied=0.0 of 26",
	} {
		if have := strings.Join(got[key], ""); have != want {
			t.Errorf("%s: %q, want %q", key, have, want)
		}
	}
	if len(got) != 6 {
		t.Errorf("ends of %v", got)
	}
	gaps := cells(t, st, "select indicator_id, mean_a, mean_b, gap, n_a, n_b, coalesce(low::varchar, 'no interval') from metric.gap where pair = 'best_worst'")
	for id, want := range map[string]string{"v": "27 2 25 5 5 no interval", "less": "2 28 -26 5 5 no interval", "tied": "3 0 3 5 5 no interval"} {
		if have := strings.Join(gaps[id], " "); have != want {
			t.Errorf("gap of %s: %q, want %q", id, have, want)
		}
	}
}
