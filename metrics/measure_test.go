// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"strings"
	"testing"

	"osnova/catalog"
)

// Rows of every level, quarters and years: A and B are communities of oblast P, lost is occupied.
var levelTables = map[string]string{
	"mart.community": `community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean
A,P,rural,lt3k,,rural,1000,true
B,P,rural,lt3k,,rural,3000,true
lost,P,rural,lt3k,,rural,9000,false`,
	"mart.oblast": "oblast_id,residents:integer\nP,10000\nQ,30000",
	"mart.given": `unit,level,period,indicator,value:number,obs_status,low:number
A,community,2024,year,10,,
A,community,2025,year,20,,
B,community,2025,year,60,,
lost,community,2025,year,100,,
b1,body,2025,year,70,,
P,oblast,2025,survey,40,,35
Q,oblast,2025,survey,80,,
P,oblast,2023,survey,10,,
Q,oblast,2023,survey,50,,
A,community,2025-Q3,quarter,30,,
A,community,2025-Q4,quarter,,:,
B,community,2025-Q2,quarter,,n,
B,community,2025-Q4,quarter,50,,
A,community,2024-Q1,quarter,8,,
A,community,2024,mixed,1,,
P,oblast,2024,mixed,5,,
UA,country,2024,mixed,9,,
A,community,2024,whole,10,,
B,community,2024,whole,30,,
P,oblast,2024,whole,12,,
UA,country,2024,whole,,u,
A,community,2023,whole,10,,`,
}

func leveled() (out []catalog.Indicator) {
	for _, name := range []string{"year", "survey", "quarter", "mixed"} {
		out = append(out, catalog.Indicator{
			Name: name, File: name + ".sql", Up: "mean", Scale: 1, ScaleType: "bounded", Direction: "+", Sources: []string{"given"}, Goalposts: &catalog.Goalposts{Lo: 0, Hi: 100}, ValidYears: 1,
			SQL: "select unit as territory_id, level, period, value, null as num, null as den, obs_status, low from mart.given where indicator = '" + name + "'",
		})
	}
	out[1].ValidYears = 2
	out = append(out, out[0])
	out[4].Name, out[4].File, out[4].Up, out[4].SQL = "whole", "whole.sql", "measured", strings.Replace(out[0].SQL, "'year'", "'whole'", 1)
	return append(out, catalog.Indicator{
		Name: "none", File: "none.sql", Up: "ratio", Scale: 1, ScaleType: "ratio", Direction: "+", Goalposts: &catalog.Goalposts{Lo: 0, Hi: 100}, Awaited: catalog.Text{UK: "–", EN: "–"},
		SQL: "select null::varchar as territory_id, null::varchar as period, null::double as value, null::double as num, null::double as den, null::varchar as obs_status where false",
	})
}

// TestLevels: bodies stay where they are, communities make oblasts and the country, oblasts that are measured make the country by residents,
// and what the SELECT says of a unit stands.
func TestLevels(t *testing.T) {
	st, err := run(t, leveled(), nil, levelTables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select indicator_id || ' ' || territory_id || ' ' || period, level, value, n, obs_status, low, newest from metric.observation")
	for key, want := range map[string]string{
		"year b1 2025":      "body 70 1   true",
		"year A 2024":       "community 10 1   false",
		"year lost 2025":    "community 100 1   true",
		"year P 2025":       "oblast 50 2   true", // (1000·20 + 3000·60) / 4000, the occupied one left out
		"year UA 2025":      "country 50 2   true",
		"survey P 2025":     "oblast 40 1  35 true",
		"survey UA 2025":    "country 70 2   true", // (10000·40 + 30000·80) / 40000
		"survey UA 2023":    "country 40 2   false",
		"quarter A 2025-Q4": "community  0 :  true",
		"quarter B 2025-Q2": "community  0 n  false",
		"quarter P 2025-Q4": "oblast 50 1   true",
		"mixed P 2024":      "oblast 5 1   true",
		"mixed UA 2024":     "country 9 1   true",
		"mixed A 2024":      "community 1 1   true",
		"whole P 2024":      "oblast 12 1   true", // over all cases of the oblast, not the mean of its communities
		"whole UA 2024":     "country  0 u  true", // and what cannot be told is not carried up in its place
		"whole P 2023":      "",
	} {
		if have := strings.Join(got[key], " "); have != want {
			t.Errorf("%s: %q, want %q", key, have, want)
		}
	}
	near(t, "rows of what nobody publishes", number(t, st, "select count(*) from metric.none"), 0, 0)
	near(t, "communities of a survey by oblast", number(t, st, "select count(*) from metric.inequality where indicator_id = 'survey'"), 0, 0)
	near(t, "communities' Gini by year", number(t, st, "select count(distinct period) from metric.inequality where indicator_id = 'year' and measure = 'mean'"), 2, 0)
	known := cells(t, st, "select indicator_id, shown, period, units, periods, awaited from metric.indicator")
	for id, want := range map[string]string{"year": "community 2025 3 2 false", "survey": "oblast 2025 2 2 false", "quarter": "community 2025-Q4 1 3 false", "none": "  0 0 true"} {
		if have := strings.Join(known[id], " "); have != want {
			t.Errorf("what is known of %s: %q, want %q", id, have, want)
		}
	}
	near(t, "newest only", number(t, st, "select count(distinct period) from metric.summary where indicator_id = 'year' and newest"), 1, 0)
}

// TestAnnualIndex: a year's score takes the newest value of the year; a value that holds two years serves the next one too, and no third.
func TestAnnualIndex(t *testing.T) {
	leaf := func(id string) catalog.Node { return catalog.Node{ID: id, Indicator: id, Weight: 1} }
	x := catalog.Index{Name: "yearly", Periods: "annual", Root: catalog.Node{ID: "yearly", Weight: 1, Children: []catalog.Node{leaf("year"), leaf("quarter"), leaf("survey")}}}
	bodies := catalog.Index{Name: "bodily", Periods: "annual", Levels: []string{"body"}, Root: catalog.Node{ID: "bodily", Weight: 1, Children: []catalog.Node{leaf("year")}}}
	tables := map[string]string{
		"mart.community": levelTables["mart.community"], "mart.oblast": levelTables["mart.oblast"],
		"mart.given": levelTables["mart.given"] + "\nQ,oblast,2024,year,90,,\nQ,oblast,2026,year,0,,\nQ,oblast,2027,year,0,,",
	}
	st, err := run(t, leveled(), []catalog.Index{x, bodies}, tables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select unit_id || ' ' || period, level, value, rank from metric.yearly_score where node_id = 'yearly'")
	for unit, want := range map[string]string{
		"A 2024":  "community 9 1",
		"A 2025":  "community 25 2", // the third quarter, since the fourth is missing
		"B 2025":  "community 55 1", // the fourth quarter, not the second
		"Q 2023":  "oblast 50 1",
		"Q 2024":  "oblast 70 1", // the survey of 2023 holds
		"Q 2026":  "oblast 40 1", // that of 2025 holds
		"Q 2027":  "oblast 0 1",  // and no longer
		"P 2026":  "",            // a year of which the oblast has nothing of its own
		"b1 2025": "",
	} {
		if have := strings.Join(got[unit], " "); have != want {
			t.Errorf("%s: %q, want %q", unit, have, want)
		}
	}
	near(t, "bodies ranked", number(t, st, "select sum(rank) from metric.bodily_score where unit_id = 'b1' and node_id = 'bodily'"), 1, 0)
	near(t, "units of the index of bodies", number(t, st, "select count(distinct unit_id) from metric.bodily_score"), 1, 0)
}
