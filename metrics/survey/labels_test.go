// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
)

const oneOfEach = "item,dimension,perception,expectation,importance,role,scale_min,scale_max,missing,values\n"

// answersOf is a file of one column.
func answersOf(column string, cells ...string) string {
	return column + "\n" + strings.Join(cells, "\n") + "\n"
}

// repeated is each of some cells n times.
func repeated(n int, cells ...string) (out []string) {
	for range n {
		out = append(out, cells...)
	}
	return out
}

// metricOf measures a questionnaire of one question.
func metricOf(t *testing.T, row, answers, metric string) (Metric, *Result) {
	t.Helper()
	s, err := load(oneOfEach+row+"\n", answers, nil, Fields{})
	if err != nil {
		t.Fatalf("%s: %v", row, err)
	}
	r, err := Analyse(context.Background(), s, Settings{NoSuppress: true})
	if err != nil {
		t.Fatalf("%s: %v", row, err)
	}
	for _, m := range r.Overall {
		if m.Name == metric {
			return m, r
		}
	}
	t.Fatalf("%s: no %s", row, metric)
	return Metric{}, nil
}

// TestOneQuestion: a questionnaire may be of one question on satisfaction, recommendation or effort.
func TestOneQuestion(t *testing.T) {
	for role, want := range map[string]float64{"csat": 50, "nps": -100, "ces": 50} {
		if m, _ := metricOf(t, "q,,a,,,"+role+",,,,", answersOf("a", repeated(20, "5", "3")...), role); m.Value != want || m.N != 40 {
			t.Errorf("%s alone: %+v, want %v of 40", role, m, want)
		}
	}
}

// TestLabels: answers that are words count as the numbers that the items say.
func TestLabels(t *testing.T) {
	agree := `q,,a,,,csat,,,DK;Hard to say,Strongly agree=5; agree = 4;Neither=3;Disagree=2;No, not at all=1`
	quoted := strings.Replace(agree, "Strongly agree=5; agree = 4;Neither=3;Disagree=2;No, not at all=1", `"Strongly agree=5; agree = 4;Neither=3;Disagree=2;No, not at all=1"`, 1)
	m, r := metricOf(t, quoted, answersOf("a", repeated(10, "Strongly agree", "AGREE", " Neither ", "DK", "hard to say", `"No, not at all"`)...), "csat")
	if m.Value != 50 || m.N != 40 {
		t.Errorf("labels: %+v", m)
	}
	counts := map[string]float64{}
	for _, c := range r.Quality {
		counts[c.Check] = c.Value
	}
	if counts["dont_know"] != 20 || counts["missing"] != 20 {
		t.Errorf("counts %v", counts)
	}
	if m, _ := metricOf(t, "q,,a,,,csat,,,,1=5;2=4;3=3;4=2;5=1", answersOf("a", repeated(10, "1", "5", "1", "2")...), "csat"); m.Value != 75 {
		t.Errorf("a scale turned round: %+v", m)
	}
	if m, _ := metricOf(t, "q,,a,,,nps,,,,leading", answersOf("a", repeated(10, "10 - surely", "9", "0 (never)", "7 – likely")...), "nps"); m.Value != 25 || m.N != 40 {
		t.Errorf("answers that begin with their number: %+v", m)
	}
}

// TestWordsAreToldOnce: answers that nothing says the meaning of are told by column, each once, with what to write.
func TestWordsAreToldOnce(t *testing.T) {
	_, err := load(oneOfEach+"q,,a,,,csat,,,,\n", answersOf("a", append(repeated(30, "Agree", "Neutral"), "5", "Disagree")...), nil, Fields{})
	want := `r.csv: column a: answers that are no numbers: "Agree" (line 2), "Neutral" (line 3), "Disagree" (line 63); say which word is which number in the column values of the items (Agree=5; Disagree=1, or leading), and which stand for no answer in missing; here values: Agree=?; Neutral=?; Disagree=?`
	if err == nil || err.Error() != want {
		t.Errorf("error %v\nwant %s", err, want)
	}
	_, err = load(oneOfEach+"q,,a,,,csat,,,,\n", answersOf("a", "5", "1 020", "4"), nil, Fields{})
	if err == nil || !strings.Contains(err.Error(), `r.csv:3: column a: "1 020" is no number; say which word`) {
		t.Errorf("error %v", err)
	}
	for text, says := range map[string]string{"Agree": "has no =", "Agree=x": "is no number", "Agree=": "names no number", "A=1;a=2": `tells "a" twice`, "=3;=4": "has no ="} {
		if _, err := load(oneOfEach+`q,,a,,,csat,,,,"`+text+"\"\n", answersOf("a", "5"), nil, Fields{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("values %q: %v does not say %q", text, err, says)
		}
	}
}

// TestScalesAreDoubted: a net promoter score of 1–5 is −100 for whatever answers, and of 0–9 has no promoter by 10.
func TestScalesAreDoubted(t *testing.T) {
	for name, c := range map[string]struct {
		cells []string
		says  string
	}{
		"1–5":       {repeated(10, "1", "2", "3", "4", "5"), "none of 50 answers is above 5"},
		"0–9":       {repeated(5, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), "none of 50 answers is 10"},
		"0–10":      {repeated(10, "0", "5", "7", "9", "10"), ""},
		"few":       {repeated(5, "1", "2", "3", "4", "5"), ""},
		"with gaps": {append(repeated(20, ""), repeated(5, "1", "2", "3", "4", "5")...), ""},
	} {
		_, r := metricOf(t, "q,,a,,,nps,,,,", answersOf("id,a", numbered(c.cells)...), "nps")
		if told := fmt.Sprint(r.Doubts); c.says == "" && r.Doubts != nil || !strings.Contains(told, c.says) {
			t.Errorf("%s: %s", name, told)
		}
	}
	cells := append(repeated(10, "1", "3", "5"), repeated(10, "6", "8", "10")...)
	_, err := load(oneOfEach+"q,,a,,,csat,,,,\n", answersOf("a", cells...), nil, Fields{})
	if err == nil || !strings.Contains(err.Error(), "column a: 30 of 60 answers are outside the scale 1–5: give scale_min and scale_max") {
		t.Errorf("a scale of 1–10 read as 1–5: %v", err)
	}
	if m, _ := metricOf(t, "q,,a,,,csat,1,10,,", answersOf("a", cells...), "csat"); math.IsNaN(m.Value) {
		t.Errorf("the scale declared: %+v", m)
	}
	if m, _ := metricOf(t, "q,,a,,,csat,,,,", answersOf("a", append(repeated(10, "1", "3", "5"), repeated(20, "9")...)...), "csat"); m.N != 30 {
		t.Errorf("a code of no answer that is not declared: %+v", m)
	}
}

// numbered puts the number of each respondent before his answer, so that a missing one is a row.
func numbered(cells []string) (out []string) {
	for i, c := range cells {
		out = append(out, fmt.Sprintf("%d,%s", i, c))
	}
	return out
}

// TestHeadersInTwoRows: Qualtrics writes two rows under the header, SurveyMonkey one where a question has parts.
func TestHeadersInTwoRows(t *testing.T) {
	body := "1,5,x\n2,4,\n3,1,\n"
	for name, c := range map[string]struct {
		text string
		rows int
	}{
		"plain":        {"id,a,b\n" + body, 0},
		"Qualtrics":    {"id,a,b\nResponse ID,How satisfied are you?,Why?\n\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n" + body, 2},
		"SurveyMonkey": {"id,a,\n,Staff,Open-Ended Response\n" + body, 1},
	} {
		s, err := load(oneOfEach+"q,,a,,,csat,,,,\n", c.text, nil, Fields{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.N != 3 || s.HeaderRows != c.rows {
			t.Errorf("%s: %d respondents, %d rows of the header", name, s.N, s.HeaderRows)
		}
	}
	if _, err := load(oneOfEach+"q,,a,,,csat,,,,\n", "id,a,b\n,Staff,\n1,5,\n", nil, Fields{}); err == nil || !strings.Contains(err.Error(), `r.csv:2: column a: "Staff"`) {
		t.Errorf("a word under a header that names all columns: %v", err)
	}
}

// TestStrangeStrata: a stratum that the population does not know is told once, and a code of no answer is none.
func TestStrangeStrata(t *testing.T) {
	margin := &Margin{File: "pop.csv", Strata: []string{"sex"}, Cells: []string{"f", "m"}, Population: []float64{1, 1}, index: map[string]int32{"f": 0, "m": 1}}
	_, err := load(oneOfEach+"q,,a,,,csat,,,,\n", "a,sex\n"+strings.Repeat("5,F\n4,m\n", 30), nil, Fields{Margins: []Margin{*margin}})
	if err == nil || strings.Count(err.Error(), "\n") != 0 || !strings.Contains(err.Error(), `r.csv:2: column sex: no stratum of pop.csv "F"`) {
		t.Errorf("error %v", err)
	}
	s, err := load(oneOfEach+"q,,a,,,csat,,,,\n", "a,sex\n"+strings.Repeat("5,f\n4,m\n3,99\n2,DK\n", 10), []string{"99", "DK"}, Fields{Margins: []Margin{*margin}})
	if err != nil || s.N != 40 || s.cells[0][2] != -1 || s.cells[0][3] != -1 {
		t.Errorf("codes of no answer in a stratum: %v", err)
	}
}
