// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/metrics/frame"
	"osnova/metrics/survey"
)

var answerHead = "respondent_id,unit_id,level,community_id,oblast_id,period,sample,channel,online:boolean,age_band,sex,settlement,minutes:number,csat:integer,nps:integer,ces:integer,internet:boolean,digcomp:integer,eservices:boolean,tried:boolean,failed:boolean"

const markHead = "respondent_id,side,item,mark:integer"

// inventedAnswers invents answers and their marks: of users of two communities and a body, and of residents of an oblast.
func inventedAnswers() (answers, marks string) {
	r := rand.New(rand.NewPCG(3, 3))
	var b, m strings.Builder
	b.WriteString(answerHead + "\n")
	m.WriteString(markHead + "\n")
	n := 0
	ask := func(unit, level, sample string, count int, base int, expects bool) {
		for i := range count {
			n++
			online := r.IntN(2) == 0
			channel := map[bool]string{true: "web", false: "cnap"}[online]
			minutes := 8 + r.IntN(8)
			flat := i < 2 && sample == "users"
			if i == 2 && sample == "users" {
				minutes = 1
			}
			tried := r.IntN(2) == 0
			fmt.Fprintf(&b, "resp%05d,%s,%s,,,2025-Q%d,%s,%s,%v,%s,%s,%s,%d,%d,%d,%d,%v,%d,%v,%v,%v", n, unit, level, 1+r.IntN(4), sample, channel, online,
				[]string{"18-39", "40-59", "60+"}[r.IntN(3)], []string{"f", "m"}[r.IntN(2)], []string{"urban", "rural"}[r.IntN(2)], minutes, 2+r.IntN(4), r.IntN(11), 1+r.IntN(7),
				r.Float64() < 0.8, r.IntN(5), r.IntN(2) == 0, tried, tried && r.IntN(4) == 0)
			b.WriteString("\n")
			for k, q := range questionnaireItems() {
				mark := 0
				switch item := k % 30; {
				case sample == "residents", item >= 22 && !online, k >= 30 && !expects:
					continue
				case flat && k < 30:
					mark = 4
				case k < 30:
					mark = min(7, base+(i+r.IntN(3))%4)
				default:
					mark = min(7, 4+r.IntN(4))
				}
				fmt.Fprintf(&m, "resp%05d,%s,%s,%d\n", n, q.side, q.item, mark)
			}
		}
	}
	ask("UA-A", "community", "users", 120, 3, true)
	ask("UA-B", "community", "users", 25, 4, true)
	ask("osn-1", "body", "users", 40, 2, false)
	ask("O", "oblast", "residents", 300, 3, false)
	return b.String(), m.String()
}

// wideAnswers are the answers with their marks beside them, a line each, as researchers have them.
func wideAnswers() []string {
	answers, marks := inventedAnswers()
	of := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(marks), "\n") {
		at := strings.LastIndex(line, ",")
		of[line[:at]] = line[at+1:]
	}
	lines := strings.Split(strings.TrimSpace(answers), "\n")
	for n := range lines {
		respondent, _, _ := strings.Cut(lines[n], ",")
		for _, q := range questionnaireItems() {
			if n == 0 {
				lines[n] += "," + q.column
			} else {
				lines[n] += "," + of[respondent+","+q.side+","+q.item]
			}
		}
	}
	return lines
}

func measuredSurvey(t *testing.T) *Stage {
	t.Helper()
	answers, marks := inventedAnswers()
	st, err := run(t, []catalog.Indicator{indicator("t.none", nil, "+")}, nil, map[string]string{
		"staging.survey_answer": answers, "staging.survey_mark": marks, "mart.community": caseCommunities,
		"mart.measured":          "community_id,indicator,value:number\nUA-A,t.none,1",
		"staging.survey_stratum": "unit_id,age_band,sex,settlement,population:integer\n" + strata("O") + strata("UA-A"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func strata(unit string) (out string) {
	for a, age := range []string{"18-39", "40-59", "60+"} {
		for s, sex := range []string{"f", "m"} {
			for p, place := range []string{"urban", "rural"} {
				out += fmt.Sprintf("%s,%s,%s,%s,%d\n", unit, age, sex, place, 1000+700*a+300*s+500*p)
			}
		}
	}
	return out
}

// TestSurveyIsThatOfTheInstrument: marks of a unit are those that the survey library gives for its answers with its strata.
func TestSurveyIsThatOfTheInstrument(t *testing.T) {
	st := measuredSurvey(t)
	for _, unit := range []string{"UA-A", "osn-1"} {
		var lines []string
		table := wideAnswers()
		for i, line := range table {
			cells := strings.Split(line, ",")
			for k := range cells {
				cells[k], _, _ = strings.Cut(cells[k], ":")
			}
			if i == 0 || cells[1] == unit {
				lines = append(lines, strings.Join(cells, ","))
			}
		}
		scanner, err := frame.NewScanner("r", bytes.NewReader([]byte(strings.Join(lines, "\n")+"\n")))
		if err != nil {
			t.Fatal(err)
		}
		items := "item,dimension,perception,expectation,role\n"
		for _, q := range questionnaire {
			for i := range q.items {
				name := strings.ToLower(q.dimension) + fmt.Sprint(i+1)
				e := "e_" + name
				if unit == "osn-1" {
					e = ""
				}
				items += fmt.Sprintf("%s%d,%s,p_%s,%s,item\n", q.dimension, i+1, q.dimension, name, e)
			}
		}
		items += "csat,,csat,,csat\nnps,,nps,,nps\nces,,ces,,ces\nminutes,,minutes,,duration\n"
		f, err := frame.Read("items", strings.NewReader(items))
		if err != nil {
			t.Fatal(err)
		}
		design, err := survey.ReadDesign(f, nil)
		if err != nil {
			t.Fatal(err)
		}
		fields := survey.Fields{}
		if unit == "UA-A" {
			_, rest, _ := strings.Cut(strings.ReplaceAll(strata(unit), unit+",", ""), "")
			m, err := frame.Read("strata", strings.NewReader("age_band,sex,settlement,population\n"+rest))
			if err != nil {
				t.Fatal(err)
			}
			margin, err := survey.ReadMargin(m)
			if err != nil {
				t.Fatal(err)
			}
			fields.Margins = []survey.Margin{*margin}
		}
		sample, err := survey.ReadSample(context.Background(), "r", scanner, design, fields)
		if err != nil {
			t.Fatal(err)
		}
		want, err := survey.Analyse(context.Background(), sample, survey.Settings{
			Cap: 5, DropCareless: true, Edition: "2025|" + unit, Replicates: 2000,
			Level: map[string]survey.Level{"UA-A": survey.Hromada, "osn-1": survey.BodyLevel}[unit],
		})
		if err != nil {
			t.Fatal(err)
		}
		got := cells(t, st, "select metric, value, low, high, obs_status from metric.survey_unit where unit_id = '"+unit+"' and period = '2025'")
		for _, m := range want.Overall {
			name := map[string]string{"s_index": "S", "csat": "csat", "nps": "nps", "ces": "ces", "servqual": "servqual"}[m.Name]
			if name == "" {
				continue
			}
			have := got[name]
			for k, v := range []float64{m.Value, m.Low, m.High} {
				h, err := strconv.ParseFloat(have[k], 64)
				if math.IsNaN(v) != (err != nil) || err == nil && math.Abs(h-v) > 1e-9 {
					t.Errorf("%s %s: %v, the library says %+v", unit, name, have, m)
					break
				}
			}
			if have[3] != m.Status {
				t.Errorf("%s %s: status %q, the library says %q", unit, name, have[3], m.Status)
			}
		}
		if got["S"][0] == "" || got["straight_liners"] == nil || got["speeders"] == nil {
			t.Errorf("%s: %v", unit, got)
		}
	}
}

// TestFewAnswersAreHidden: 25 answers of a community give nothing; the oblast has those of both communities, and residents' shares by strata.
func TestFewAnswersAreHidden(t *testing.T) {
	st := measuredSurvey(t)
	if n := number(t, st, "select count(*) from metric.survey_unit where unit_id = 'UA-B' and value is not null and metric not in ('n_eff', 'deff', 'used', 'straight_liners', 'speeders')"); n != 0 {
		t.Errorf("%v marks of 25 answers are shown", n)
	}
	if n := number(t, st, "select count(*) from metric.survey_dimension where unit_id = 'UA-B' and (gap is not null or mean_p is not null or alpha is not null)"); n != 0 {
		t.Errorf("%v dimensions of 25 answers are shown", n)
	}
	raw := number(t, st, "select 100 * avg(internet::int) from staging.survey_answer where unit_id = 'O'")
	got := number(t, st, "select value from metric.survey_unit where unit_id = 'O' and period = '2025' and metric = 'internet_users'")
	if math.Abs(got-raw) < 1e-9 || math.Abs(got-raw) > 8 {
		t.Errorf("internet users %v, unweighted %v: weights should move it a little", got, raw)
	}
	// By hand: the population share of each cell times the share of users in it; no weight reaches the cap of five.
	byHand := number(t, st, `with p as (select age_band, sex, settlement, population / sum(population) over () as w from staging.survey_stratum where unit_id = 'O'),
		a as (select age_band, sex, settlement, avg(internet::int) as v from staging.survey_answer where unit_id = 'O' group by all) select 100 * sum(w * v) from p join a using (age_band, sex, settlement)`)
	if math.Abs(got-byHand) > 1e-9 {
		t.Errorf("internet users %v, by hand %v", got, byHand)
	}
	for _, metric := range []string{"basic_skills", "e_service_users", "age_gap"} {
		if v := cells(t, st, "select metric, value from metric.survey_unit where unit_id = 'O' and period = '2025' and metric = '"+metric+"'"); v[metric] == nil || v[metric][0] == "" {
			t.Errorf("%s is not there: %v", metric, v)
		}
	}
	if n := number(t, st, "select n from metric.survey_unit where unit_id = 'O' and period = '2025' and metric = 'S'"); n != 139 {
		t.Errorf("S of the oblast rests on %v answers, want those of both communities less six careless", n)
	}
}

// TestNoAnswerLeaves: nothing that names a respondent is in a table that may be published.
func TestNoAnswerLeaves(t *testing.T) {
	st := measuredSurvey(t)
	for _, table := range []string{"survey_unit", "survey_dimension"} {
		if n := number(t, st, "select count(*) from metric."+table+" x where x::varchar like '%resp0%' or x::varchar like '%rural%'"); n != 0 {
			t.Errorf("%v rows of metric.%s name a respondent or a group of them", n, table)
		}
	}
}
