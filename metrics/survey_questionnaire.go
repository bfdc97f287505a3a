// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/disclosure"
	"osnova/metrics/statistics"
	"osnova/metrics/survey"
)

// measureQuestionnaire measures the users' questionnaire: S and its dimensions, CSAT, NPS, CES, and CSAT online (D8.6).
func (u *surveyUnit) measureQuestionnaire(ctx context.Context, period string, all []answer, out *surveyTables) error {
	users := filterAnswers(all, func(a answer) bool { return a.user })
	if len(users) == 0 {
		return nil
	}
	yearly := len(period) == 4
	replicates := 0
	if yearly {
		replicates = surveyReplicates
	}
	r, basis, err := u.analyse(ctx, period, users, questionnaireDesign(users, false), replicates)
	if err != nil || r == nil {
		return err
	}
	for _, m := range r.Overall {
		name := map[string]string{"s_index": "S", "csat": "csat", "nps": "nps", "ces": "ces", "servqual": "servqual", "servperf": "servperf"}[m.Name]
		if name == "" || !yearly && m.Name != "csat" && m.Name != "nps" && m.Name != "ces" {
			continue
		}
		note := basis
		if m.Name == "s_index" {
			note = r.Variant + ", " + basis
		}
		out.addMark(u, period, name, m.Value, m.Low, m.High, m.N, m.Status, note)
		if m.Name == "nps" {
			se := math.Max(m.High-m.Value, m.Value-m.Low) / statistics.Z95
			out.addMark(u, period, "nps_se", se, math.NaN(), math.NaN(), m.N, m.Status, note)
		}
	}
	online := filterAnswers(users, func(a answer) bool { return a.online })
	if len(online) > 0 {
		one, basis, err := u.analyse(ctx, period, online, questionnaireDesign(online, false), 0)
		if err != nil {
			return err
		}
		if one != nil {
			for _, m := range one.Overall {
				if m.Name == "csat" {
					out.addMark(u, period, "csat_online", m.Value, m.Low, m.High, m.N, m.Status, basis)
				}
			}
		}
	}
	if !yearly {
		return nil
	}
	for _, d := range r.Dimensions {
		if d.N == 0 {
			continue
		}
		status := d.Status
		if d.Reliability == "do_not_publish" { // SPEC 4.3: below 0.60 the dimension is not published
			d.MeanP, d.MeanE, d.Gap, d.Low, d.High, d.S, status = math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), survey.Unreliable
		}
		out.dimension = append(out.dimension, surveyDimensionRow{
			unitPeriod{u.unit, u.level, period},
			d.Dimension, finite(d.MeanP), finite(d.MeanE), finite(d.Gap), finite(d.Low), finite(d.High),
			finite(d.S), finite(d.AlphaP), finite(d.Omega), d.Reliability, publishedAnswers(d.N), status,
		})
	}
	return u.addQuality(ctx, period, users, r, out)
}

// addQuality adds how good the answers are: reliability of the 22 items together, effective size, and how many were left out.
func (u *surveyUnit) addQuality(ctx context.Context, period string, users []answer, r *survey.Result, out *surveyTables) error {
	whole, _, err := u.analyse(ctx, period, users, questionnaireDesign(users, true), 0)
	if err != nil {
		return err
	}
	if whole != nil && len(whole.Dimensions) > 0 {
		d := whole.Dimensions[0]
		for metric, v := range map[string]float64{"alpha": d.AlphaP, "omega": d.Omega} {
			status := ""
			if math.IsNaN(v) {
				status = survey.Suppressed
			}
			out.addMark(u, period, metric, v, math.NaN(), math.NaN(), d.N, status, "")
		}
		slices.SortFunc(out.unit[len(out.unit)-2:], func(a, b surveyUnitRow) int { return strings.Compare(a.Metric, b.Metric) })
	}
	for _, q := range r.Quality {
		switch q.Check {
		case "n_eff", "deff":
			out.addMark(u, period, q.Check, q.Value, math.NaN(), math.NaN(), len(users), "", "")
		case "straight_liners", "speeders", "used":
			out.addMark(u, period, q.Check, float64(disclosure.RoundCount(int(q.Value))), math.NaN(), math.NaN(), len(users), "", "")
		}
	}
	return nil
}

// questionnaireDesign asks what the answers have: expectations only where some respondent gave one. As one dimension it has the 22 items of
// perception alone, for their reliability together.
func questionnaireDesign(all []answer, one bool) *survey.Design {
	expects := slices.ContainsFunc(all, func(a answer) bool { return a.expects }) && !one
	scale := func(column string) survey.Question { return survey.Question{Column: column, Min: 1, Max: 7} }
	d := &survey.Design{Duration: "minutes"}
	for _, q := range questionnaire {
		if one && q.dimension == "E" {
			break
		}
		if !one || len(d.Dimensions) == 0 {
			d.Dimensions = append(d.Dimensions, survey.Dimension{Name: q.dimension})
		}
		at := len(d.Dimensions) - 1
		for i := range q.items {
			name := fmt.Sprintf("%s%d", q.dimension, i+1)
			item := survey.Item{Name: name, Dimension: at, Perception: scale("p_" + strings.ToLower(name))}
			if expects {
				e := scale("e_" + strings.ToLower(name))
				item.Expectation = &e
			}
			d.Dimensions[at].Items = append(d.Dimensions[at].Items, len(d.Items))
			d.Items = append(d.Items, item)
		}
	}
	d.CSAT, d.NPS, d.CES = &survey.Question{Column: "csat", Min: 1, Max: 5}, &survey.Question{Column: "nps", Min: 0, Max: 10}, &survey.Question{Column: "ces", Min: 1, Max: 7}
	return d
}

// analyse runs the survey library over the answers, weighted to the strata of the unit as finely as the answers allow. Nil where nobody who
// answered with care is left.
func (u *surveyUnit) analyse(ctx context.Context, period string, all []answer, d *survey.Design, replicates int) (*survey.Result, string, error) {
	margin, basis := u.margin(all)
	fields := survey.Fields{}
	if margin != nil {
		fields.Margins = []survey.Margin{*margin}
	}
	sample, err := sampleOf(all, d, fields)
	if err != nil {
		return nil, "", err
	}
	set := survey.Settings{Edition: period + "|" + u.unit, Replicates: replicates, Cap: 5, DropCareless: true, Level: surveyLevels[u.level]}
	r, err := survey.Analyse(ctx, sample, set)
	if err != nil && margin != nil && ctx.Err() == nil { // the careless were all there was of a stratum
		v := *u
		v.strata = nil
		return v.analyse(ctx, period, all, d, replicates)
	}
	if err != nil && ctx.Err() == nil && errors.Is(err, survey.ErrNobodyLeft) {
		return nil, "", nil
	}
	return r, basis, err
}

// sampleOf hands answers to the survey library as the numbers that they are.
func sampleOf(all []answer, d *survey.Design, fields survey.Fields) (*survey.Sample, error) {
	columns := append([]string{"minutes"}, markColumns()...)
	answers, err := survey.NewAnswers("answers", columns, strataColumns, d, fields)
	if err != nil {
		return nil, err
	}
	numbers := make([]float64, len(columns))
	for _, a := range all {
		numbers[0] = a.minutes
		for k, mark := range a.marks {
			if numbers[1+k] = float64(mark); mark == noMark {
				numbers[1+k] = math.NaN()
			}
		}
		if err := answers.Add(numbers, []string{a.age, a.sex, a.settlement}); err != nil {
			return nil, err
		}
	}
	return answers.Sample()
}

// stratifications of the strata, the finest first.
var stratifications = []struct {
	columns []string
	of      func(age, sex, settlement string) []string
}{
	{[]string{"age_band", "sex", "settlement"}, func(a, s, p string) []string { return []string{a, s, p} }},
	{[]string{"age_band", "sex"}, func(a, s, p string) []string { return []string{a, s} }},
	{[]string{"age_band"}, func(a, s, p string) []string { return []string{a} }},
}

// margin is the finest cut of the unit's strata of which every cell with a population has somebody who answered; nil where there is none.
func (u *surveyUnit) margin(all []answer) (*survey.Margin, string) {
	for _, cut := range stratifications {
		have, people, parts := map[string]bool{}, map[string]float64{}, map[string][]string{}
		for _, a := range all {
			have[strings.Join(cut.of(a.age, a.sex, a.settlement), ",")] = true
		}
		for _, s := range u.strata {
			cell := cut.of(s.age, s.sex, s.settlement)
			name := strings.Join(cell, ",")
			people[name] += s.population
			parts[name] = cell
		}
		whole := len(people) > 0
		for cell, n := range people {
			whole = whole && (n == 0 || have[cell])
		}
		for _, a := range all { // a stratum that the population does not know would be left out in silence
			cell := cut.of(a.age, a.sex, a.settlement)
			_, known := people[strings.Join(cell, ",")]
			whole = whole && (known || slices.Contains(cell, ""))
		}
		if !whole {
			continue
		}
		var cells [][]string
		var population []float64
		for _, name := range sorted(people) {
			cells, population = append(cells, parts[name]), append(population, people[name])
		}
		m, err := survey.NewMargin("strata", cut.columns, cells, population)
		if err != nil {
			return nil, "unweighted"
		}
		return m, "weighted by " + strings.Join(cut.columns, " × ")
	}
	return nil, "unweighted"
}

func filterAnswers(all []answer, yes func(answer) bool) (out []answer) {
	for _, a := range all {
		if yes(a) {
			out = append(out, a)
		}
	}
	return out
}
