// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// handedCountry is an invented country whose communities hand in one value: of each oblast so many communities, so many of which tell 10,
// 20, 30, … and so many to which the question does not apply; the rest is silent.
func handedCountry(t *testing.T, oblasts map[string][3]int, publish *catalog.Publish) *Stage {
	t.Helper()
	cat, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	var community, given, oblast strings.Builder
	community.WriteString("community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean\n")
	given.WriteString("community_id,value:number,obs_status\n")
	oblast.WriteString("oblast_id,residents:integer\n")
	for name, n := range oblasts {
		fmt.Fprintf(&oblast, "%s,1000\n", name)
		for k := range n[0] {
			id := fmt.Sprintf("%s%03d", name, k)
			fmt.Fprintf(&community, "%s,%s,rural,lt3k,,rural,1000,true\n", id, name)
			switch {
			case k < n[1]:
				fmt.Fprintf(&given, "%s,%d,\n", id, 10*(k%10))
			case k < n[1]+n[2]:
				fmt.Fprintf(&given, "%s,,n\n", id)
			}
		}
	}
	told := indicator("handed", nil, "+")
	told.SQL = "select community_id as territory_id, '2025' as period, value, null as num, null as den, obs_status from mart.return"
	told.Publish = publish
	register := indicator("register", nil, "+")
	register.SQL = "select community_id as territory_id, '2025' as period, value, null as num, null as den, obs_status from mart.measured"
	st, err := attemptOf(t, &catalog.Catalog{
		Coverage:   cat.Coverage,
		Sources:    []catalog.Source{{Name: "return", HandedIn: true}, {Name: "measured"}},
		Models:     []catalog.Model{{Name: "return", Layer: "mart", SQL: "select * from raw.return"}, {Name: "measured", Layer: "mart", SQL: "select * from raw.measured"}},
		Indicators: []catalog.Indicator{told, register},
	}, map[string]string{"mart.community": community.String(), "mart.return": given.String(), "mart.measured": given.String(), "mart.oblast": oblast.String()})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range st.Ledger.Findings {
		t.Error(f)
	}
	return st
}

// TestCoverage: of what communities hand in an oblast needs half of its compared communities and ten, the country half and a hundred,
// without those to which it does not apply; below that there is the status u, no number, and how many told. Of a register one value is
// enough, as before.
func TestCoverage(t *testing.T) {
	st := handedCountry(t, map[string][3]int{
		"A": {20, 9, 0},     // half is ten, and so is the least
		"B": {20, 10, 0},    //
		"C": {40, 19, 0},    // ten are too few here
		"D": {40, 20, 0},    //
		"E": {40, 10, 20},   // half of those asked
		"F": {8, 8, 0},      // all, and yet too few
		"G": {100, 100, 32}, // carries the country: 176 of 248 asked
	}, nil)
	for indicator, want := range map[string]map[string]string{
		"handed":   {"A": " 9 u", "B": "45 10 ", "C": " 19 u", "D": "45 20 ", "E": "45 10 ", "F": " 8 u", "G": "45 100 ", "UA": "44.034091 176 "}, // 7,750 points of 176
		"register": {"A": "40 9 ", "B": "45 10 ", "C": "42.631579 19 ", "D": "45 20 ", "E": "45 10 ", "F": "35 8 ", "G": "45 100 ", "UA": "44.034091 176 "},
	} {
		got := cells(t, st, "select territory_id, round(value, 6), n, obs_status from metric."+indicator+" where level in ('oblast', 'country')")
		for unit, w := range want {
			if have := strings.Join(got[unit], " "); have != w {
				t.Errorf("%s of %s is %q, want %q", indicator, unit, have, w)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s has %d units above communities, want %d", indicator, len(got), len(want))
		}
	}
	got := cells(t, st, "select group_by || ' ' || group_id, median, n, obs_status from metric.summary where indicator_id = 'handed' and newest")
	for group, w := range map[string]string{"all all": "40 176 ", "oblast A": " 9 u", "oblast B": "45 10 ", "oblast F": " 8 u", "urbanity rural": "40 176 "} {
		if have := strings.Join(got[group], " "); have != w {
			t.Errorf("the summary of %s is %q, want %q", group, have, w)
		}
	}
	if n := number(t, st, "select count(*) from metric.inequality where indicator_id = 'handed'"); n == 0 {
		t.Error("176 values have no inequality")
	}
}

// TestCoverageBelow: of a country of which 29 communities answer there is no figure, no inequality and no rank of any kind, however many
// tables are asked.
func TestCoverageBelow(t *testing.T) {
	st := handedCountry(t, map[string][3]int{"A": {31, 29, 0}, "B": {300, 0, 0}}, nil)
	got := cells(t, st, "select territory_id, value, n, obs_status from metric.handed where level in ('oblast', 'country')")
	if have := strings.Join(got["UA"], " "); have != " 29 u" {
		t.Errorf("the country is %q", have)
	}
	if have := got["A"]; have[0] == "" || have[1] != "29" || have[2] != "" {
		t.Errorf("the oblast that answered is %q", have)
	}
	for _, table := range []string{"inequality", "lorenz", "concentration", "extreme", "gap", "lisa"} {
		if n := number(t, st, "select count(*) from metric."+table+" where indicator_id = 'handed'"); n > 0 {
			t.Errorf("metric.%s has %v rows of 29 answers", table, n)
		}
	}
	for _, table := range []string{"inequality", "lorenz"} {
		if n := number(t, st, "select count(*) from metric."+table+" where indicator_id = 'register'"); n == 0 {
			t.Errorf("metric.%s has nothing of a register of 29 communities", table)
		}
	}
	if n := number(t, st, "select count(*) from metric.summary where indicator_id = 'handed' and group_by <> 'oblast' and (mean is not null or median is not null or min is not null or weighted_mean is not null or obs_status <> 'u')"); n > 0 {
		t.Errorf("%v groups have a number", n)
	}
}

// TestBands: what is published in bands has no row below oblasts, and there the middle of its band, without the parts that would tell more.
func TestBands(t *testing.T) {
	st := handedCountry(t, map[string][3]int{"A": {12, 12, 0}, "B": {12, 9, 0}, "C": {200, 200, 0}}, &catalog.Publish{Bands: []float64{0, 20, 40, 60, 80, 100}})
	got := cells(t, st, "select level || ' ' || territory_id, value, num, den, low, high, n, obs_status from metric.handed")
	want := map[string]string{"oblast A": "30   20 40 12 ", "oblast B": "     9 u", "oblast C": "50   40 60 200 ", "country UA": "50   40 60 221 "}
	for unit, w := range want {
		if have := strings.Join(got[unit], " "); have != w {
			t.Errorf("%s is %q, want %q", unit, have, w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d: %v", len(got), len(want), got)
	}
	for value, w := range map[string]string{"0": "10 0 20", "19.99": "10 0 20", "20": "30 20 40", "99": "90 80 100", "100": "90 80 100", "null": "  "} {
		middle, low, high := catalog.Publish{Bands: []float64{0, 20, 40, 60, 80, 100}}.BandSQL("v")
		have := cells(t, st, fmt.Sprintf("select 'x', %s, %s, %s from (select %s::double as v)", middle, low, high, value))["x"]
		if strings.Join(have, " ") != w {
			t.Errorf("%s falls into %v, want %q", value, have, w)
		}
	}
}

// TestHandedIn: what rests on forms, logs of cases and audits is known by lineage, and nothing else is: registers, censuses and samples are
// not handed in.
func TestHandedIn(t *testing.T) {
	cat, _ := declared(t)
	s := &store.Store{}
	defer s.Close()
	st := &Stage{Catalog: cat, Store: s}
	handed := st.handedIn(func(sql string) []string {
		reads, err := s.Reads(t.Context(), sql)
		if err != nil {
			t.Fatal(err)
		}
		return reads
	})
	var got []string
	for _, i := range cat.Indicators {
		if handed[i.Name] {
			got = append(got, i.Name)
		}
	}
	for _, x := range cat.Indices {
		if handed[x.Name] {
			got = append(got, x.Name)
		}
	}
	slices.Sort(got)
	want := strings.Fields("D1.1 D1.2 D1.3 D1.4 D1.7 D2.1 D2.2 D2.3 D2.4 D2.5 D2.6 D3.4 D3.5 D3.6 D3.7 D4.1 D4.2 D4.3 D4.4 D4.5 D4.6 D4.7 D5.4 " +
		"D6.1 D6.2 D6.3 D6.4 D6.5 D6.6 D6.7 D6.8 D6.9 D7.1 D7.7 SQI.A SQI.E dmi dmi_b dmi_core sqi")
	if !slices.Equal(got, want) {
		t.Errorf("handed in are\n%v, want\n%v", got, want)
	}
}
