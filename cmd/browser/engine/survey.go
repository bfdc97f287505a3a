// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"osnova/metrics/frame"
	"osnova/metrics/survey"
)

// SurveyInput asks for the quality of a service.
type SurveyInput struct {
	Responses  string   `json:"responses"`  // CSV of the answers, one respondent a row
	Items      string   `json:"items"`      // CSV that says which column asks what
	Missing    []string `json:"missing"`    // codes and words that stand for no answer in any question
	Weight     string   `json:"weight"`     // column of weights; empty: none
	Level      string   `json:"level"`      // national, oblast, hromada (also when empty), body: sets the least number of answers that is told
	Edition    string   `json:"edition"`    // seeds the intervals
	Replicates int      `json:"replicates"` // of the bootstrap; 0: no bootstrap intervals
}

// SurveyResult is overall.csv of `osnova survey`, with the counts of its quality.csv.
type SurveyResult struct {
	Overall     []MetricRow `json:"overall"`
	Quality     []CountRow  `json:"quality"`
	Respondents int         `json:"respondents"`
}

// MetricRow is a number over all respondents.
type MetricRow struct {
	Metric string `json:"metric"`
	Value  Number `json:"value"`
	Low    Number `json:"low"`
	High   Number `json:"high"`
	N      int    `json:"n"`
	NEff   Number `json:"n_eff"`
	Status string `json:"obs_status"` // empty, or c, u, :, n as in [survey.Suppressed] and its like
	Basis  string `json:"basis"`
}

// CountRow is a check of the answers.
type CountRow struct {
	Check  string `json:"check"`
	Column string `json:"column"`
	Value  Number `json:"value"`
	Share  Number `json:"share"`
}

// mostReplicates is what a page has time for.
const mostReplicates = 10_000

func (q SurveyInput) settings() (set survey.Settings, err error) {
	level := survey.Level(cmp.Or(q.Level, string(survey.Hromada)))
	switch level {
	case survey.National, survey.Oblast, survey.Hromada, survey.BodyLevel:
	default:
		return set, fmt.Errorf("level %s: there are national, oblast, hromada, body", level)
	}
	if q.Replicates < 0 || q.Replicates == 1 || q.Replicates > mostReplicates {
		return set, fmt.Errorf("replicates %d: give 0, or 2 to %d", q.Replicates, mostReplicates)
	}
	set = survey.Settings{Edition: q.Edition, Replicates: q.Replicates, Cap: 5, Level: level, UnitLevel: survey.Hromada, Compare: "none"}
	return set, nil
}

func answerSurvey(input json.RawMessage) (any, []Finding, error) {
	var q SurveyInput
	if err := decodeStrict(input, &q); err != nil {
		return nil, nil, err
	}
	set, err := q.settings()
	if err != nil {
		return nil, nil, err
	}
	items, err := readTable("items", q.Items)
	if err != nil {
		return nil, nil, err
	}
	design, err := survey.ReadDesign(items, q.Missing)
	if err != nil {
		return nil, nil, err
	}
	if err := checkTable("responses", q.Responses); err != nil {
		return nil, nil, err
	}
	answers, err := frame.NewScanner("responses", strings.NewReader(q.Responses))
	if err != nil {
		return nil, nil, err
	}
	sample, err := survey.ReadSample(context.Background(), "responses", answers, design, survey.Fields{Weight: q.Weight})
	if err != nil {
		return nil, nil, err
	}
	result, err := survey.Analyse(context.Background(), sample, set)
	if err != nil {
		return nil, nil, err
	}
	return measuresOf(sample, result), doubtsOf(sample, result), nil
}

// measuresOf takes the numbers over all respondents out of a result.
func measuresOf(sample *survey.Sample, r *survey.Result) SurveyResult {
	out := SurveyResult{Overall: []MetricRow{}, Quality: []CountRow{}, Respondents: sample.N}
	for _, m := range r.Overall {
		row := MetricRow{m.Name, Number(m.Value), Number(m.Low), Number(m.High), m.N, Number(m.NEff), m.Status, m.Basis}
		out.Overall = append(out.Overall, row)
	}
	for _, c := range r.Quality {
		out.Quality = append(out.Quality, CountRow{c.Check, c.Column, Number(c.Value), Number(c.Share)})
	}
	return out
}

// doubtsOf are answers outside their scale and scales that the answers make unlikely.
func doubtsOf(sample *survey.Sample, r *survey.Result) []Finding {
	var out []Finding
	for _, a := range r.Quarantine[:min(len(r.Quarantine), mostFaults)] {
		where, what := fmt.Sprintf("responses:%d", a.Line), fmt.Sprintf("column %s: %q %s", a.Column, a.Value, a.Reason)
		out = append(out, Finding{where, what, "it takes no part; name codes of no answer in missing"})
	}
	if more := len(r.Quarantine) - mostFaults; more > 0 {
		out = append(out, Finding{"responses", fmt.Sprintf("and %d more answers outside their scale", more), "they take no part"})
	}
	for _, d := range r.Doubts {
		out = append(out, Finding{Where: "responses", What: "column " + d.Column + ": " + d.Text})
	}
	if sample.HeaderRows > 0 {
		what := fmt.Sprintf("%d rows under the header belong to it: they are no respondents", sample.HeaderRows)
		out = append(out, Finding{Where: "responses", What: what})
	}
	return out
}
