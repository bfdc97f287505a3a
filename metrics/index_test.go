// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
)

// readiness is a small index of the shape of open_readiness: three dimensions, one with two indicators.
func readiness() catalog.Index {
	return catalog.Index{Name: "ready", Period: "2025", Floor: 1, Root: catalog.Node{ID: "ready", Weight: 1, Aggregate: "amean", MinCoverage: 0.6, Children: []catalog.Node{
		{ID: "money", Weight: 0.5, MinCoverage: 0.5, Children: []catalog.Node{
			{ID: "revenue", Indicator: "t.revenue", Weight: 0.6, Goalposts: &catalog.Goalposts{Lo: 0, Hi: 10}}, // in place of the indicator's own
			{ID: "projects", Indicator: "t.projects", Weight: 0.4},
		}},
		{ID: "tools", Weight: 0.3, MinCoverage: 0.5, Children: []catalog.Node{{ID: "tool", Indicator: "t.tools", Weight: 1}}},
		{ID: "time", Weight: 0.2, MinCoverage: 0.5, Children: []catalog.Node{{ID: "days", Indicator: "t.days", Weight: 1}}},
	}}}
}

func readinessIndicators() []catalog.Indicator {
	return []catalog.Indicator{
		indicator("t.revenue", &catalog.Goalposts{Lo: 0, Hi: 1000}, "+"),
		indicator("t.projects", &catalog.Goalposts{Lo: 0, Hi: 99, Log: catalog.LogOnePlus}, "+"),
		indicator("t.tools", &catalog.Goalposts{Lo: 0, Hi: 4}, "+"),
		indicator("t.days", &catalog.Goalposts{Lo: 10, Hi: 20}, "-"),
	}
}

// readinessTables: even and twin stand in the middle of every scale; rich is above a goalpost and lacks time; poor lacks projects;
// short lacks revenue, and so money; blank lacks all money; lost is occupied.
var readinessTables = map[string]string{
	"mart.community": `community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean
even,N,rural,lt3k,,rural,1000,true
twin,N,rural,lt3k,,rural,500,true
rich,S,urban,lt3k,,urban,1,true
poor,S,rural,lt3k,,rural,3,true
short,W,rural,lt3k,,rural,100,true
blank,E,rural,lt3k,,rural,100,true
lost,E,rural,lt3k,,rural,100,false`,
	"mart.measured": `community_id,indicator,value:number
even,t.revenue,5
even,t.projects,9
even,t.tools,2
even,t.days,15
twin,t.revenue,5
twin,t.projects,9
twin,t.tools,2
twin,t.days,15
rich,t.revenue,20
rich,t.projects,99
rich,t.tools,0
poor,t.revenue,2
poor,t.tools,4
poor,t.days,20
short,t.projects,0
short,t.tools,2
short,t.days,10
blank,t.tools,3
blank,t.days,12
lost,t.revenue,10
lost,t.projects,99
lost,t.tools,4
lost,t.days,10`,
}

// TestGoalpostsInAnotherUnit: where all values of an indicator lie beyond a goalpost, every unit scores the same, and that is a finding.
func TestGoalpostsInAnotherUnit(t *testing.T) {
	x := readiness()
	x.Root.Children[0].Children[0].Goalposts = &catalog.Goalposts{Lo: 0, Hi: 1} // a share; the values are per cent
	st, err := attempt(t, readinessIndicators(), []catalog.Index{x}, readinessTables)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range st.Ledger.Findings {
		told = append(told, f.What)
	}
	if len(told) != 1 || !regexp.MustCompile(`^all \d+ values of t\.revenue lie above hi, 1: another unit\?$`).MatchString(told[0]) {
		t.Errorf("findings %q", told)
	}
}

func TestIndexScores(t *testing.T) {
	st, err := run(t, readinessIndicators(), []catalog.Index{readiness()}, readinessTables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select unit_id, level, period, value, coverage, grade, rank, ranked from metric.ready_score where node_id = 'ready'")
	for unit, want := range map[string]string{
		"even":  "community 2025 50 1 A 3 5",
		"twin":  "community 2025 50 1 A 3 5",
		"rich":  "community 2025 62.5 0.8 B 2 5", // (0.5·100 + 0.3·0) / 0.8
		"poor":  "community 2025 40 0.8 B 5 5",   // 0.5·20 + 0.3·100 + 0.2·0
		"short": "community 2025 70 0.7 C 1 5",   // (0.3·50 + 0.2·100) / 0.5: 0.4 of money is under its gate
		"blank": "community 2025  0.5 D  ",       // under the gate of the whole
		"lost":  "community 2025 100 1 A  ",
		"S":     "oblast 2025 62 1 A  ", // of weighted means 6.5, 99, 3, 20: 0.5·(0.6·65 + 0.4·100) + 0.3·75, not 45.6 of scores
		"N":     "oblast 2025 50 1 A  ",
		"E":     "oblast 2025  0.5 D  ",
	} {
		if have := strings.Join(got[unit], " "); have != want {
			t.Errorf("%s: %q, want %q", unit, have, want)
		}
	}
	if got["UA"] == nil || len(got) != 12 {
		t.Errorf("units %v, want seven communities, four oblasts and the country", len(got))
	}
	money := cells(t, st, "select unit_id, value, coverage, grade, rank from metric.ready_score where node_id = 'money'")
	for unit, want := range map[string]string{"even": "50 1 A ", "rich": "100 1 A ", "poor": "20 0.6 C ", "short": " 0.4 D ", "blank": " 0 D "} {
		if have := strings.Join(money[unit], " "); have != want {
			t.Errorf("money of %s: %q, want %q", unit, have, want)
		}
	}
	leaf := cells(t, st, "select unit_id, value from metric.ready_score where node_id = 't.revenue' and level = 'community'")
	if leaf["rich"][0] != "100" || leaf["short"][0] != "" {
		t.Errorf("revenue of rich %q and short %q, want 100, held at the goalpost, and missing", leaf["rich"][0], leaf["short"][0])
	}
}

// An indicator that does not apply to a unit takes no part, where one that is missing costs coverage: money of bare rests on its projects
// alone, money of even, whose revenue is not known now, fails its gate.
func TestIndexNotApplicable(t *testing.T) {
	indicators := readinessIndicators()
	indicators[0].SQL = "select community_id as territory_id, '2025' as period, value, null as num, null as den, case when value is null then if(community_id = 'bare', 'n', ':') else '' end as obs_status from mart.measured where indicator = 't.revenue'"
	tables := map[string]string{
		"mart.community": readinessTables["mart.community"] + "\nbare,N,rural,lt3k,,rural,500,true",
		"mart.measured": strings.Replace(readinessTables["mart.measured"], "even,t.revenue,5", "even,t.revenue,", 1) +
			"\nbare,t.revenue,\nbare,t.projects,0\nbare,t.tools,2\nbare,t.days,15",
	}
	st, err := run(t, indicators, []catalog.Index{readiness()}, tables)
	if err != nil {
		t.Fatal(err)
	}
	money := cells(t, st, "select unit_id, value, coverage from metric.ready_score where node_id = 'money'")
	whole := cells(t, st, "select unit_id, value, coverage from metric.ready_score where node_id = 'ready'")
	for unit, want := range map[string]string{"bare": "0 1 25 1", "even": " 0.4 50 0.7"} { // 0.5·0 + 0.3·50 + 0.2·50; (0.3·50 + 0.2·50) / 0.5
		if have := strings.Join(append(money[unit], whole[unit]...), " "); have != want {
			t.Errorf("%s: %q, want %q", unit, have, want)
		}
	}
	near(t, "steps of what does not apply", number(t, st, "select count(*) from metric.ready_step where unit_id = 'bare' and indicator_id = 't.revenue'"), 0, 0)
	near(t, "values of the oblast that what does not apply enters", number(t, st, "select n from metric.t_revenue where territory_id = 'N'"), 1, 0)
}

// What is only known to be at least so much is scored as missing: even's revenue of 5 or more says nothing of its place on a scale to 10.
func TestIndexLowerBound(t *testing.T) {
	indicators := readinessIndicators()
	indicators[0].SQL = "select community_id as territory_id, '2025' as period, value, null as num, null as den, if(community_id = 'even', '>', '') as obs_status from mart.measured where indicator = 't.revenue'"
	st, err := run(t, indicators, []catalog.Index{readiness()}, readinessTables)
	if err != nil {
		t.Fatal(err)
	}
	money := cells(t, st, "select unit_id, value, coverage from metric.ready_score where node_id = 'money' and level = 'community'")
	for unit, want := range map[string]string{"even": " 0.4", "twin": "50 1"} {
		if have := strings.Join(money[unit], " "); have != want {
			t.Errorf("money of %s: %q, want %q", unit, have, want)
		}
	}
}

// The geometric variant differs from the score at the top only, with zeros held at 1.
func TestIndexGeometric(t *testing.T) {
	st, err := run(t, readinessIndicators(), []catalog.Index{readiness()}, readinessTables)
	if err != nil {
		t.Fatal(err)
	}
	for unit, want := range map[string]float64{
		"even":  50,
		"rich":  math.Exp((0.5*math.Log(100) + 0.3*math.Log(1)) / 0.8),
		"poor":  math.Exp(0.5*math.Log(20) + 0.3*math.Log(100) + 0.2*math.Log(1)),
		"short": math.Exp((0.3*math.Log(50) + 0.2*math.Log(100)) / 0.5),
	} {
		near(t, unit, number(t, st, "select value_gmean from metric.ready_score where node_id = 'ready' and unit_id = '"+unit+"'"), want, 1e-9)
	}
	near(t, "money of even", number(t, st, "select value_gmean from metric.ready_score where node_id = 'money' and unit_id = 'even'"), 50, 1e-9)
	near(t, "communities above their score", number(t, st, "select count(*) from metric.ready_score where value_gmean > value + 1e-9"), 0, 0)
	near(t, "one without the other", number(t, st, "select count(*) from metric.ready_score where (value is null) <> (value_gmean is null)"), 0, 0)
}

func TestIndexContributions(t *testing.T) {
	st, err := run(t, readinessIndicators(), []catalog.Index{readiness()}, readinessTables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select unit_id || ' ' || node_id, contribution from metric.ready_contribution where level = 'community'")
	for key, want := range map[string]string{
		"even t.revenue": "15", "even t.projects": "10", "even t.tools": "15", "even t.days": "10",
		"rich t.revenue": "37.5", "rich t.projects": "25", "rich t.tools": "0",
		"poor t.revenue": "10", "poor t.tools": "30", "poor t.days": "0",
		"short t.tools": "30", "short t.days": "40",
	} {
		if have := strings.Join(got[key], " "); have != want {
			t.Errorf("%s: %q, want %q", key, have, want)
		}
	}
	for _, none := range []string{"rich t.days", "poor t.projects", "short t.projects", "blank t.tools"} {
		if got[none] != nil {
			t.Errorf("%s contributes %v, want nothing", none, got[none])
		}
	}
	near(t, "units whose contributions do not sum to the score", number(t, st, `select count(*) from metric.ready_score s
		left join (select unit_id, sum(contribution) as total from metric.ready_contribution group by unit_id) c using (unit_id)
		where s.node_id = 'ready' and (abs(coalesce(c.total, 0) - coalesce(s.value, 0)) > 1e-8 or (c.total is null) <> (s.value is null))`), 0, 0)
}

// Checks of an index rest on units that may have a rank: correlations of its parts and with residents, and the reliability of groups.
func TestIndexChecks(t *testing.T) {
	st, err := run(t, readinessIndicators(), []catalog.Index{readiness()}, readinessTables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select a || ' ' || b || ' ' || method, r, n from metric.ready_correlation")
	for key, want := range map[string]string{
		// money of even, twin, rich, poor: 50 50 100 20 against tools 50 50 0 100; time of even, twin, poor: 50 50 0
		"money tools pearson":          "-0.9847319278 4",
		"money tools spearman":         "-1 4",
		"money time pearson":           "1 3",
		"t.revenue t.projects pearson": "1 3",
		"ready ln_population spearman": "-0.1538967528 5", // as scipy 1.17.1 has it: 50 50 62.5 40 70 against ranks 5 4 1 2 3
		"tools ln_population pearson":  "0.1571917055 6",
		"time t.revenue pearson":       "",
	} {
		if have := strings.Join(got[key], " "); !strings.HasPrefix(have, want) || want == "" && have != "" {
			t.Errorf("%s: %q, want %q", key, have, want)
		}
	}
	group := cells(t, st, "select node_id, items, n, alpha from metric.ready_reliability")
	// variances 1100 of four and 5000/3 of four, covariance 2500/3 of the three that have both
	if have := group["money"]; have[0] != "2" || have[1] != "5" || !same(have[2], fmt.Sprint(2*(1-(1100+5000.0/3)/(1100+5000.0/3+2*2500.0/3)))) {
		t.Errorf("reliability of money %v", have)
	}
	if group["ready"] == nil || group["tools"] != nil {
		t.Errorf("reliability of %v: groups of two and more only", group)
	}
}

// An index over a long relation scores its units as points, and ranks none of them.
func TestIndexOfPoints(t *testing.T) {
	index := catalog.Index{Name: "conditions", Period: "2025", Input: "mart.condition", Level: "point", Root: catalog.Node{ID: "conditions", Weight: 1, MinCoverage: 0.6, Children: []catalog.Node{
		{ID: "hours", Indicator: "hours", Weight: 0.75, Direction: "+", Goalposts: &catalog.Goalposts{Lo: 35, Hi: 55}},
		{ID: "wait", Indicator: "wait", Weight: 0.25, Direction: "-", Goalposts: &catalog.Goalposts{Lo: 0, Hi: 1}},
	}}}
	tables := map[string]string{
		"mart.community": readinessTables["mart.community"], "mart.measured": readinessTables["mart.measured"],
		"mart.condition": "unit_id,indicator_id,value:number\n1,hours,45\n1,wait,1\n2,hours,20\n3,wait,0\n10,hours,55\n10,wait,0\n10,unscored,9",
	}
	st, err := run(t, readinessIndicators(), []catalog.Index{index}, tables)
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, "select unit_id, level, value, coverage, grade, rank from metric.conditions_score where node_id = 'conditions'")
	for unit, want := range map[string]string{"1": "point 37.5 1 A ", "2": "point 0 0.75 B ", "3": "point  0.25 D ", "10": "point 100 1 A "} {
		if have := strings.Join(got[unit], " "); have != want {
			t.Errorf("point %s: %q, want %q", unit, have, want)
		}
	}
	index.Root.Children[1].Goalposts = nil
	index.File = "conditions.yaml"
	st, err = attempt(t, readinessIndicators(), []catalog.Index{index}, tables)
	if err != nil || st.Ledger.Done("metric.conditions_score") || !st.Ledger.Done("metric.summary") || !slices.ContainsFunc(st.Ledger.Findings, func(f catalog.Finding) bool {
		return f.Where == "conditions.yaml" && strings.Contains(f.What, "indicator wait has no goalposts")
	}) {
		t.Errorf("an indicator without goalposts: %v %v", err, st.Ledger.Findings)
	}
}
