// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
)

// measuredFrom are the declared indicators of maturity and quality, each reading its rows of a table in place of its own sources.
func measuredFrom(t *testing.T, relation string) (out []catalog.Indicator) {
	t.Helper()
	cat, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range cat.Indicators {
		if strings.HasPrefix(i.Name, "D") || strings.HasPrefix(i.Name, "SQI.") {
			i.SQL = fmt.Sprintf("select unit_id as territory_id, level, period, value, null as num, null as den, obs_status from %s where indicator_id = '%s'", relation, i.Name)
			i.Up, i.Awaited = "mean", catalog.Text{UK: "–", EN: "–"}
			i.Publish = nil // the vectors of the specification have every indicator, what is published only in bands too
			out = append(out, i)
		}
	}
	return out
}

// specified is the embedded index of that name.
func specified(t *testing.T, name string) catalog.Index {
	t.Helper()
	cat, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range cat.Findings {
		t.Error(f)
	}
	for _, x := range cat.Indices {
		if x.Name == name {
			return x
		}
	}
	t.Fatalf("index %s is not declared", name)
	return catalog.Index{}
}

// synthetic scores a declared index over testdata/synthetic_values.csv: invented units, each indicator of a dimension at the same score.
func synthetic(t *testing.T, names ...string) *Stage {
	t.Helper()
	values, err := os.ReadFile("testdata/synthetic_values.csv")
	if err != nil {
		t.Fatal(err)
	}
	community := "community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean\n"
	members, invented := "community_id,member_id\n", []string{"golden", "hole", "seven", "seven-better", "no-bodies", "no-access"}
	for _, unit := range invented {
		community += "SYN-" + unit + ",S,rural,lt3k,,rural,1000,true\n"
		for _, other := range invented {
			members += "SYN-" + unit + ",SYN-" + other + "\n"
		}
	}
	var indices []catalog.Index
	for _, name := range names {
		indices = append(indices, specified(t, name))
	}
	st, err := run(t, measuredFrom(t, "mart.given"), indices, map[string]string{
		"mart.community": community, "mart.given": string(values), "mart.oblast": "oblast_id,residents:integer\nS,6000",
		"mart.step_rule": `rule_id,indicator_id,priority:integer,value_below:number,value_above:number,node_id,node_below:number,mechanism_id,step_uk,step_en
plain,D5.1,2,,,,,M2,,
poor,D5.1,1,0.1,,,,M1,,
weak,D7.6,1,,,D7,37,M5,,
strong,D7.6,1,,1,D7,30,M4,,`,
		"mart.peer":        "community_id,peer_group,peers:integer\nSYN-golden,rural:lt3k,6\nSYN-hole,rural:lt3k,6\nSYN-seven,rural:lt3k,6\nSYN-seven-better,rural:lt3k,6\nSYN-no-bodies,rural:lt3k,6\nSYN-no-access,rural:lt3k,6",
		"mart.peer_member": members,
	})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// TestMaturity: the golden vectors of the specification (section 10), the gates, and ranks inside equal bases only.
func TestMaturity(t *testing.T) {
	st := synthetic(t, "dmi")
	got := cells(t, st, "select unit_id || ' ' || period, value, coverage, rank, ranked from metric.dmi_score where node_id = 'dmi'")
	for unit, want := range map[string]string{
		"SYN-golden 2025":       "48.028326192 1 1 1",
		"SYN-hole 2025":         "32.770758251 0.9 1 1", // D5 missing, D7 at 0 held at the floor
		"SYN-seven 2025":        "46.592647428 0.88 2 3",
		"SYN-seven-better 2025": "56.882662495 0.88 1 3",
		"SYN-no-bodies 2025":    "46.592647428 0.88 2 3", // what does not apply leaves the denominator
		"SYN-no-access 2025":    " 0.85  ",               // D3 is required
	} {
		have := got[unit]
		for k, w := range strings.Split(want, " ") {
			if same(have[k], w) {
				continue
			}
			t.Errorf("%s: %v, want %s", unit, have, want)
			break
		}
	}
	near(t, "of the basis of most", number(t, st, "select count(*) from ("+st.measuredSQL()+") where indicator_id = 'dmi' and period = '2025' and value is not null and obs_status = '' and territory_id in ('SYN-seven', 'SYN-seven-better', 'SYN-no-bodies')"), 3, 0)
	near(t, "of another basis", number(t, st, "select count(*) from ("+st.measuredSQL()+") where indicator_id = 'dmi' and period = '2025' and value is not null and obs_status = 'u'"), 2, 0)
	near(t, "arithmetic", number(t, st, "select sum(contribution) from metric.dmi_contribution where unit_id = 'SYN-golden' and period = '2025'"), 48.028326192, 1e-6)
	loss := cells(t, st, "select node_id, loss_share, dominant from metric.dmi_loss where unit_id = 'SYN-golden' and period = '2025'")
	for dim, want := range map[string]string{"D1": ".0993 false", "D2": ".1430 false", "D3": ".0894 false", "D4": ".1311 false", "D5": ".1390 false", "D6": ".1609 true", "D7": ".1420 false", "D8": ".0953 false"} {
		share, dominant, _ := strings.Cut(want, " ")
		v, _ := strconv.ParseFloat(share, 64)
		have, _ := strconv.ParseFloat(loss[dim][0], 64)
		if math.Abs(have-v) > 5e-5 || loss[dim][1] != dominant {
			t.Errorf("loss of %s: %v, want %s", dim, loss[dim], want)
		}
	}
	steps := cells(t, st, "select place::varchar, indicator_id, gain from metric.dmi_step where unit_id = 'SYN-golden' and period = '2025'")
	if len(steps) != 59 || steps["1"][0] != "D5.1" || !same(steps["1"][1], "1.875126424535") || !same(steps["3"][1], "1.698014687874") {
		t.Errorf("next steps %v: one an indicator, D5.1 first with 1.8751 points, D7.6 third with 1.6980", steps)
	}
}

// TestIntervals: ranges hold the score, bands and how often they are kept, other weights, places among peers; a unit alone in its
// basis is first in every trial.
func TestIntervals(t *testing.T) {
	st := synthetic(t, "dmi")
	got := cells(t, st, "select unit_id || ' ' || period, value, low, high, rank_low, rank_high, band, band_share, value_equal, rank_bod, peer_rank, peers from metric.dmi_interval")
	golden := got["SYN-golden 2025"]
	if golden == nil || golden[5] != "C" || golden[3] != "1" || golden[4] != "1" || golden[9] != "1" || golden[10] != "1" {
		t.Errorf("golden unit: %v, want band C, rank 1 always, alone among peers of its basis", golden)
	}
	for _, unit := range []string{"SYN-golden 2025", "SYN-seven 2025", "SYN-seven-better 2025"} {
		var v [3]float64
		for k := range v {
			v[k], _ = strconv.ParseFloat(got[unit][k], 64)
		}
		if !(v[1] < v[0] && v[0] < v[2] && v[2]-v[1] > 1 && v[2]-v[1] < 25) {
			t.Errorf("%s: score %v in %v … %v", unit, v[0], v[1], v[2])
		}
	}
	if better, other := got["SYN-seven-better 2025"], got["SYN-seven 2025"]; better[4] != "1" || other[3] != "2" {
		t.Errorf("the better in every dimension is not first in every trial: %v, %v", better, other)
	}
	// equal weights: the eighth root of the product of 50 40 70 45 30 55 35 60
	if want := math.Pow(50*40*70*45*30*55*35*60, 1.0/8); !same(golden[7], fmt.Sprint(want)) {
		t.Errorf("equal weights %s, want %v", golden[7], want)
	}
	if got["SYN-no-access 2025"] != nil {
		t.Error("a unit without a score has a range")
	}
}

// TestChange: two years of one unit are compared under equal choices; the golden unit has the same values in all it has of both years.
func TestChange(t *testing.T) {
	st := synthetic(t, "dmi")
	got := cells(t, st, "select unit_id, period, period_before, change, low, high, verdict from metric.dmi_change where level = 'community'")
	golden := got["SYN-golden"]
	if len(got) != 1 || golden == nil || golden[0] != "2026" || golden[1] != "2025" {
		t.Fatalf("changes %v: one, of the golden unit from 2025 to 2026", got)
	}
	var v [3]float64
	for k := range v {
		v[k], _ = strconv.ParseFloat(golden[2+k], 64)
	}
	want := number(t, st, "select sum(if(period = '2026', value, -value)) from metric.dmi_score where node_id = 'dmi' and unit_id = 'SYN-golden'")
	near(t, "change", v[0], want, 1e-8)
	if !(v[1] <= v[0] && v[0] <= v[2]) || golden[5] != changeVerdict(v[1], v[2]) {
		t.Errorf("change %v in %v … %v, %s", v[0], v[1], v[2], golden[5])
	}
	for _, c := range []struct {
		low, high float64
		want      string
	}{{1, 2, "up"}, {-2, -1, "down"}, {-1, 1, "unclear"}, {0, 0, "unclear"}, {math.NaN(), math.NaN(), "unclear"}} {
		if have := changeVerdict(c.low, c.high); have != c.want {
			t.Errorf("%v … %v is %s, want %s", c.low, c.high, have, c.want)
		}
	}
}

// TestAdvice: a step has the rule of the lowest number whose conditions hold; an indicator without a rule is left out.
func TestAdvice(t *testing.T) {
	st := synthetic(t, "dmi", "sqi")
	got := cells(t, st, "select indicator_id, place, rule_id, mechanism_id from metric.advice where community_id = 'SYN-golden'")
	if want := map[string][]string{"D5.1": {"1", "plain", "M2"}, "D7.6": {"3", "weak", "M5"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("advice %v, want %v: D5.1 by the plain rule, D7.6 by the one of a weak dimension", got, want)
	}
	near(t, "year", number(t, st, "select count(*) from metric.advice where period <> '2026'"), 0, 0)
	ladder := cells(t, st, "select rung || ' ' || period || ' ' || weighting, n, mean from metric.ladder where level = 'community'")
	// All six communities have D3 but for the one without access; golden's D8 of 2025 is 60 in each of its indicators.
	if len(ladder["L1 2025 none"]) == 0 || ladder["L1 2025 none"][0] != "5" {
		t.Errorf("ladder %v: five communities have access measured in 2025", ladder)
	}
}

// TestCore: the core rests on the five dimensions that open data and audits can measure.
func TestCore(t *testing.T) {
	st := synthetic(t, "dmi_core")
	// exp((.10 ln 50 + .15 ln 70 + .10 ln 30 + .18 ln 55 + .11 ln 35)/.64), computed apart
	near(t, "core of the golden unit", number(t, st, "select value from metric.dmi_core_score where node_id = 'dmi_core' and unit_id = 'SYN-golden' and period = '2025'"),
		math.Exp((0.10*math.Log(50)+0.15*math.Log(70)+0.10*math.Log(30)+0.18*math.Log(55)+0.11*math.Log(35))/0.64), 1e-9)
	near(t, "dimensions", number(t, st, "select count(distinct node_id) from metric.dmi_core_score where length(node_id) = 2"), 5, 0)
}

// TestBodies: a body needs eight indicators.
func TestBodies(t *testing.T) {
	st := synthetic(t, "dmi_b")
	near(t, "bodies with a score", number(t, st, "select count(*) from metric.dmi_b_score where node_id = 'dmi_b' and level = 'body' and value is not null"), 1, 0)
	near(t, "the body of eight", number(t, st, "select count(*) from metric.dmi_b_score where node_id = 'dmi_b' and unit_id = 'SYN-body-8' and value between 30 and 70"), 1, 0)
}

// TestQuality: at least two components, and no rank across bases.
func TestQuality(t *testing.T) {
	st := synthetic(t, "sqi")
	got := cells(t, st, "select unit_id, value, rank, ranked from metric.sqi_score where node_id = 'sqi' and unit_id in ('SYN-golden', 'SYN-hole', 'SYN-seven', 'SYN-seven-better') and period = '2025'")
	for unit, want := range map[string]string{"SYN-golden": "61.5 1 1", "SYN-hole": "62.3076923077 1 1", "SYN-seven": "  ", "SYN-seven-better": "63.3333333333 1 1"} {
		if have := strings.Join(got[unit], " "); have != want {
			t.Errorf("%s: %q, want %q", unit, have, want)
		}
	}
}

// TestSpecsAreTheTable: goalposts, weights and directions of the maturity indices are those of the table of indicators and of dimensions.
func TestSpecsAreTheTable(t *testing.T) {
	table := map[string][]string{}
	for _, file := range []string{"dmi_indicators", "dmi_dimensions"} {
		f, err := os.Open("../ingest/sources/" + file + "/data.csv")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows[1:] {
			table[r[0]] = r
		}
	}
	leaves := 0
	for _, name := range []string{"dmi", "dmi_core", "dmi_b"} {
		for _, d := range specified(t, name).Root.Children {
			if w, _ := strconv.ParseFloat(table[d.ID][3], 64); w != d.Weight {
				t.Errorf("%s: weight of %s is %v, the table has %v", name, d.ID, d.Weight, w)
			}
			for _, leaf := range d.Children {
				r := table[leaf.Indicator]
				leaves++
				log := ""
				if leaf.Goalposts.Log != "" {
					log = " log"
				}
				have := fmt.Sprintf("%s %g %g %g%s", leaf.Direction, leaf.Goalposts.Lo, leaf.Goalposts.Hi, leaf.Weight, log)
				lo, _ := strconv.ParseFloat(r[6], 64)
				hi, _ := strconv.ParseFloat(r[7], 64)
				w, _ := strconv.ParseFloat(r[8], 64)
				log = ""
				if strings.Contains(r[4], "log") {
					log = " log"
				}
				if want := fmt.Sprintf("%s %g %g %g%s", r[5], lo, hi, w, log); have != want {
					t.Errorf("%s: %s is %q, the table has %q", name, leaf.Indicator, have, want)
				}
			}
		}
	}
	if leaves != 59+32+16 {
		t.Errorf("%d leaves in the three specs", leaves)
	}
}

// TestNothingCollected: an index without a single value makes empty tables and no fault; its status alone has a row, which says so.
func TestNothingCollected(t *testing.T) {
	st, err := run(t, measuredFrom(t, "mart.given"), []catalog.Index{specified(t, "dmi")}, map[string]string{
		"mart.community": "community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean\nA,S,rural,lt3k,,rural,1000,true",
		"mart.peer":      "community_id,peer_group,peers:integer\nA,rural:lt3k,1", "mart.peer_member": "community_id,member_id\nA,A",
		"mart.given": "unit_id,level,period,indicator_id,value:number,obs_status",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range specified(t, "dmi").Kinds() {
		rows, err := st.Store.Select(context.Background(), "select * from "+specified(t, "dmi").Table(kind))
		want := 0
		if kind == "status" {
			want = 1
		}
		if err != nil || len(rows.Values) != want {
			t.Errorf("%s: %d rows, want %d, %v", kind, len(rows.Values), want, err)
		}
	}
}

// same says whether two cells hold the same text, or numbers equal to six places.
func same(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return a == b || errX == nil && errY == nil && math.Abs(x-y) < 1e-6
}
