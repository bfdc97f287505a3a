// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"osnova/metrics/disclosure"
	"osnova/metrics/survey"
	"osnova/store"
)

// The questionnaire of SPEC Appendix B: dimensions and how many items each has.
var questionnaire = []struct {
	dimension string
	items     int
}{{"T", 4}, {"R", 5}, {"P", 4}, {"A", 4}, {"M", 5}, {"E", 8}}

// surveyReplicates are those of the bootstrap of a unit's year (SPEC 4.7); quarters have intervals by formula alone.
const surveyReplicates = 2000

// surveyUnitRow is one mark of a unit and period, as it may be told: what may not is NaN and, of the number of answers, nil.
type surveyUnitRow struct {
	unitPeriod
	Metric string  `column:"metric"`
	Value  float64 `column:"value"`
	Low    float64 `column:"low"`
	High   float64 `column:"high"`
	N      *int    `column:"n"`
	Status string  `column:"obs_status"`
	Basis  string  `column:"basis"`
}

// surveyDimensionRow is one dimension of a unit and year; what may not be told is NaN and, of the number of answers, nil.
type surveyDimensionRow struct {
	unitPeriod
	Dimension   string  `column:"dimension"`
	MeanP       float64 `column:"mean_p"`
	MeanE       float64 `column:"mean_e"`
	Gap         float64 `column:"gap"`
	Low         float64 `column:"low"`
	High        float64 `column:"high"`
	S           float64 `column:"s"`
	Alpha       float64 `column:"alpha"`
	Omega       float64 `column:"omega"`
	Reliability string  `column:"reliability"`
	N           *int    `column:"n"`
	Status      string  `column:"obs_status"`
}

// surveyStep makes metric.survey_unit (marks of units over years and quarters) and metric.survey_dimension (gaps by dimension over years),
// suppressed as SPEC 4.7 and 4.8 say: no answer leaves.
func (st *Stage) surveyStep() store.Step {
	reads := []string{"staging.survey_answer", "staging.survey_mark", "staging.survey_stratum", "mart.community", "mart.oblast"}
	makes := []string{"metric.survey_unit", "metric.survey_dimension"}
	return store.Step{ID: makes[0], Own: store.HashParts(answerQuery()), Reads: reads, Makes: makes, Run: func(ctx context.Context) (store.Result, error) {
		if err := st.measureSurvey(ctx); err != nil {
			return store.Result{}, fmt.Errorf("survey: %w", err)
		}
		return st.Store.Made(ctx, makes...)
	}}
}

// strataColumns are the columns by which answers are weighted to a population.
var strataColumns = []string{"age_band", "sex", "settlement"}

// questionnaireItem is one question of the questionnaire on quality: what was perceived or expected of an item.
type questionnaireItem struct{ column, side, item string }

// questionnaireItems are the questions in the order of their columns: p_t1 is perception of item T1, e_t1 its expectation.
func questionnaireItems() (out []questionnaireItem) {
	for _, side := range []string{"perception", "expectation"} {
		for _, d := range questionnaire {
			for i := range d.items {
				item := fmt.Sprintf("%s%d", d.dimension, i+1)
				out = append(out, questionnaireItem{side[:1] + "_" + strings.ToLower(item), side, item})
			}
		}
	}
	return out
}

// markColumns are the questions that are answered by a mark, in the order of answer.marks.
func markColumns() []string {
	out := []string{"csat", "nps", "ces"}
	for _, q := range questionnaireItems() {
		out = append(out, q.column)
	}
	return out
}

// Columns of answerQuery.
const (
	unitColumn = iota
	levelOfUnitColumn
	quarterColumn
	userColumn
	onlineColumn
	expectsColumn
	firstYesColumn                          // five answers to single questions
	firstStratumColumn = 5 + firstYesColumn // three strata
	oblastColumn       = 3 + firstStratumColumn
	minutesColumn      = 1 + oblastColumn
	firstMarkColumn    = 1 + minutesColumn
)

// answerQuery gives every answer once for each unit that it counts in, in the order of units and answers: where and when, whether expectations
// were asked, the answers to single questions (-1 = none), the strata, and all marks (null = none).
func answerQuery() string {
	var marks, wide []string
	for _, name := range markColumns() {
		marks = append(marks, name+"::double")
	}
	for _, q := range questionnaireItems() {
		wide = append(wide, fmt.Sprintf("max(mark) filter (side = '%s' and item = '%s') as %s", q.side, q.item, q.column))
	}
	yes := func(column string) string { return "coalesce(" + column + "::bigint, -1)" }
	return `with wide as (
		select respondent_id, bool_or(side = 'expectation') as expects, ` + strings.Join(wide, ", ") + ` from staging.survey_mark group by respondent_id
	), placed as (
		select a.*, w.* exclude (respondent_id), c.oblast_id as ranked_oblast_id
		from staging.survey_answer a
		left join wide w on w.respondent_id = a.respondent_id
		left join mart.community c on c.community_id = a.unit_id and c.is_ranked
	), counted as (
		select unit_id as counts_in, level as counts_as, p.* from placed p
		union all select ranked_oblast_id, 'oblast', p.* from placed p where level = 'community' and ranked_oblast_id is not null
		union all select 'UA', 'country', p.* from placed p where level = 'oblast' or level = 'community' and ranked_oblast_id is not null
	)
	select counts_in, counts_as, period, (sample = 'users')::bigint, coalesce(online, false)::bigint, coalesce(expects, false)::bigint,
		` + yes("internet") + ", " + yes("digcomp") + ", " + yes("eservices") + ", " + yes("tried") + ", " + yes("failed") + `,
		coalesce(age_band, ''), coalesce(sex, ''), coalesce(settlement, ''), coalesce(ranked_oblast_id, oblast_id, ''), minutes::double, ` + strings.Join(marks, ", ") + `
	from counted order by counts_as, counts_in, respondent_id`
}

// answer is one respondent.
type answer struct {
	quarter                                     string
	user, online, expects                       bool
	internet, digcomp, eservices, tried, failed int8 // -1 = no answer
	age, sex, settlement                        string
	oblast                                      string // that the unit lies in
	minutes                                     float64
	marks                                       []int16 // by markColumns
}

// noMark stands for a question that was not answered.
const noMark = math.MinInt16

// markCode is a mark in small; what is beyond its bounds is outside every scale, and stays so.
func markCode(v float64) int16 {
	return int16(max(min(math.Round(v), math.MaxInt16), math.MinInt16+1))
}

// answerAt reads a row of answerQuery.
func answerAt(r arrow.Record, row int) answer {
	text := func(k int) string { return strings.Clone(r.Column(k).(*array.String).Value(row)) }
	whole := func(k int) int64 { return r.Column(k).(*array.Int64).Value(row) }
	number := func(k int) float64 {
		if column := r.Column(k).(*array.Float64); column.IsValid(row) {
			return column.Value(row)
		}
		return math.NaN()
	}
	yes := func(n int) int8 { return int8(whole(firstYesColumn + n)) }
	a := answer{
		quarter: text(quarterColumn), user: whole(userColumn) == 1, online: whole(onlineColumn) == 1, expects: whole(expectsColumn) == 1,
		internet: yes(0), digcomp: yes(1), eservices: yes(2), tried: yes(3), failed: yes(4),
		age: text(firstStratumColumn), sex: text(firstStratumColumn + 1), settlement: text(firstStratumColumn + 2), oblast: text(oblastColumn),
		minutes: number(minutesColumn), marks: make([]int16, int(r.NumCols())-firstMarkColumn),
	}
	for k := range a.marks {
		a.marks[k] = noMark
		if v := number(firstMarkColumn + k); !math.IsNaN(v) {
			a.marks[k] = markCode(v)
		}
	}
	return a
}

// surveyTables collects the rows.
type surveyTables struct {
	unit      []surveyUnitRow
	dimension []surveyDimensionRow
}

func (st *Stage) measureSurvey(ctx context.Context) error {
	strata, err := st.strata(ctx)
	if err != nil {
		return err
	}
	oblasts, err := st.oblasts(ctx, strata)
	if err != nil {
		return err
	}
	out := &surveyTables{}
	var level, unit string
	var all []answer
	flush := func() error {
		if len(all) == 0 {
			return nil
		}
		u := surveyUnit{level: level, unit: unit, strata: strata[unit]}
		if level == "country" && len(u.strata) == 0 {
			u.oblasts = oblasts
		}
		err := u.measure(ctx, all, out)
		all = all[:0]
		return err
	}
	err = st.Store.Arrow(ctx, answerQuery(), func(r arrow.Record) error {
		units, levels := r.Column(unitColumn).(*array.String), r.Column(levelOfUnitColumn).(*array.String)
		for i := range int(r.NumRows()) {
			if u, l := units.Value(i), levels.Value(i); u != unit || l != level {
				if err := flush(); err != nil {
					return err
				}
				unit, level = strings.Clone(u), strings.Clone(l)
			}
			all = append(all, answerAt(r, i))
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	if err := loadRows(ctx, st, "metric.survey_unit", out.unit); err != nil {
		return err
	}
	return loadRows(ctx, st, "metric.survey_dimension", out.dimension)
}

// surveyStratum is a part of the population.
type surveyStratum struct {
	age, sex, settlement string
	population           float64
}

// strata are those of each unit.
func (st *Stage) strata(ctx context.Context) (map[string][]surveyStratum, error) {
	rows, err := st.Store.Select(ctx, "select unit_id, age_band, sex, settlement, population from staging.survey_stratum order by all")
	if err != nil {
		return nil, err
	}
	out := map[string][]surveyStratum{}
	for _, r := range rows.Values {
		unit := r[0].(string)
		out[unit] = append(out[unit], surveyStratum{r[1].(string), r[2].(string), r[3].(string), float64(r[4].(int64))})
	}
	return out, nil
}

// oblasts are the parts of the country: each with its strata and how many live there.
func (st *Stage) oblasts(ctx context.Context, strata map[string][]surveyStratum) (map[string]surveyUnit, error) {
	rows, err := st.Store.Select(ctx, "select oblast_id, residents from mart.oblast where residents is not null order by oblast_id")
	if err != nil {
		return nil, err
	}
	out := map[string]surveyUnit{}
	for _, r := range rows.Values {
		id := r[0].(string)
		out[id] = surveyUnit{level: "oblast", unit: id, strata: strata[id], residents: float64(r[1].(int64))}
	}
	return out, nil
}

// surveyUnit is a unit of which answers are measured.
type surveyUnit struct {
	level, unit string
	strata      []surveyStratum
	residents   float64               // of an oblast
	oblasts     map[string]surveyUnit // of the country, which is asked oblast by oblast
}

// surveyLevels are the levels of the survey library.
var surveyLevels = map[string]survey.Level{"country": survey.National, "oblast": survey.Oblast, "community": survey.Hromada, "body": survey.BodyLevel}

// measure fills the tables with what the answers of a unit say, by years and quarters.
func (u *surveyUnit) measure(ctx context.Context, all []answer, out *surveyTables) error {
	periods := map[string][]answer{}
	for _, a := range all {
		periods[a.quarter] = append(periods[a.quarter], a)
		periods[a.quarter[:4]] = append(periods[a.quarter[:4]], a)
	}
	names := make([]string, 0, len(periods))
	for p := range periods {
		names = append(names, p)
	}
	slices.Sort(names)
	for _, period := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := u.measureQuestionnaire(ctx, period, periods[period], out); err != nil {
			return fmt.Errorf("%s in %s: %w", u.unit, period, err)
		}
		u.measureShares(period, periods[period], out)
	}
	return nil
}

func (t *surveyTables) addMark(u *surveyUnit, period, metric string, value, low, high float64, n int, status, basis string) {
	if status == survey.Suppressed || status == survey.Unavailable || status == survey.NotAsked {
		value, low, high = math.NaN(), math.NaN(), math.NaN()
	}
	t.unit = append(
		t.unit,
		surveyUnitRow{unitPeriod{u.unit, u.level, period}, metric, finite(value), finite(low), finite(high), publishedAnswers(n), status, basis},
	)
}

// publishedAnswers is a number of answers as it may be told; nil of one to four.
func publishedAnswers(n int) *int {
	if n != 0 && n < 5 {
		return nil
	}
	n = disclosure.RoundCount(n)
	return &n
}
