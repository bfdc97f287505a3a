// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// ask puts a question and reads the answer into result; what was found comes as lines.
func ask(t *testing.T, method string, input, result any) (failed string, found []string) {
	t.Helper()
	body, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	message, err := json.Marshal(Request{ID: 7, Method: method, Input: body})
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		ID       int64
		Result   json.RawMessage
		Error    string
		Findings []Finding
	}
	if err := json.Unmarshal(Answer(message), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.ID != 7 || (answer.Error == "") == (answer.Result == nil) {
		t.Fatalf("an answer to %d is either a result or an error: %q %s", answer.ID, answer.Error, answer.Result)
	}
	for _, f := range answer.Findings {
		found = append(found, f.Where+": "+f.What+" "+f.Hint)
	}
	if answer.Result != nil {
		if err := json.Unmarshal(answer.Result, result); err != nil {
			t.Fatal(err)
		}
	}
	return answer.Error, found
}

// readBack are results as a page reads them: null where a number is missing.
type readBack struct {
	Rows []struct {
		Measure, Weighting string
		Value              *float64
		N, Excluded        int
	}
	Curves []struct {
		Weighting     string
		Points        [][2]float64
		Of            int
		Weight, Total float64
	}
	Units, Measured, Zeros int
}

func (r readBack) row(measure, weighting string) string {
	for _, x := range r.Rows {
		if x.Measure == measure && x.Weighting == weighting {
			if x.Value == nil {
				return fmt.Sprintf("null %d %d", x.N, x.Excluded)
			}
			return fmt.Sprintf("%.9f %d %d", *x.Value, x.N, x.Excluded)
		}
	}
	return "no row"
}

// TestInequality: values measured by hand. Gini of 1, 2, 3, 6 is 2·(1+4+9+24)/(4·12) − 5/4 = 1/3; the row without a value has part in
// nothing. With weights 1, 1, 2, 0 the last unit falls out: Gini of 1, 2, 3, 3 is 2·(1+4+9+12)/(4·9) − 5/4 = 7/36.
func TestInequality(t *testing.T) {
	var got readBack
	failed, found := ask(t, "inequality", InequalityInput{Table: "v,w\n1,1\n2,1\n,5\n3,2\n6,0\n", Value: "v", Weight: "w"}, &got)
	if failed != "" || found != nil {
		t.Fatal(failed, found)
	}
	for _, want := range []struct{ measure, weighting, row string }{
		{"gini", "none", "0.333333333 4 1"},
		{"gini", "w", "0.194444444 3 2"},
		{"hoover", "none", "0.250000000 4 1"},
		{"theil_t", "none", fmt.Sprintf("%.9f 4 1", (math.Log(1./3)/3+2./3*math.Log(2./3)+2*math.Log(2))/4)},
	} {
		if row := got.row(want.measure, want.weighting); row != want.row {
			t.Errorf("%s weighted by %s is %s, want %s", want.measure, want.weighting, row, want.row)
		}
	}
	if got.row("p90p10", "none") == "no row" || got.Units != 5 || got.Measured != 4 || got.Zeros != 0 {
		t.Errorf("%+v", got)
	}
	one := got.Curves[0]
	points := [][2]float64{{0, 0}, {.25, 1. / 12}, {.5, .25}, {.75, .5}, {1, 1}}
	if !slices.Equal(one.Points, points) || one.Of != 5 || one.Weight != 4 || one.Total != 12 {
		t.Errorf("%+v, want %v", one, points)
	}
	if two := got.Curves[1]; two.Weighting != "w" || two.Of != 4 || two.Weight != 4 || two.Total != 9 {
		t.Errorf("%+v", two)
	}
}

// TestUndefined: what has no value for lawful input is null, and equal zeros have no curve.
func TestUndefined(t *testing.T) {
	var got readBack
	if failed, found := ask(t, "inequality", InequalityInput{Table: "v\n0\n0\n0\n", Value: "v"}, &got); failed != "" {
		t.Fatal(failed, found)
	}
	if row := got.row("gini", "none"); !strings.HasPrefix(row, "null") || len(got.Curves) != 0 || got.Zeros != 3 {
		t.Errorf("%s %v %d", row, got.Curves, got.Zeros)
	}
}

// TestLongCurve: of a long curve a bounded number of points goes to the page, both ends among them, all of them points of the whole curve.
func TestLongCurve(t *testing.T) {
	table := strings.Builder{}
	table.WriteString("v\n")
	for i := range 5000 {
		fmt.Fprintln(&table, i)
	}
	var got readBack
	if failed, found := ask(t, "inequality", InequalityInput{Table: table.String(), Value: "v"}, &got); failed != "" {
		t.Fatal(failed, found)
	}
	points := got.Curves[0].Points
	first, last := [2]float64{0, 0}, [2]float64{1, 1}
	if len(points) != mostPoints || got.Curves[0].Of != 5001 || points[0] != first || points[mostPoints-1] != last {
		t.Fatalf("%d of %d, %v … %v", len(points), got.Curves[0].Of, points[0], points[len(points)-1])
	}
	for _, p := range points { // of 0 … n−1 the lowest k hold k(k−1) / n(n−1)
		k := math.Round(p[0] * 5000)
		if want := k * (k - 1) / (5000 * 4999); math.Abs(p[1]-want) > 1e-12 || math.Abs(p[0]-k/5000) > 1e-12 {
			t.Fatalf("%v is no point of the curve: want %v", p, want)
		}
	}
}

// TestIndex: goalposts bring two indicators of two units to 0…100 by hand, one of them less is better; the mean of equal weights ranks them.
func TestIndex(t *testing.T) {
	input := IndexInput{
		Data: "uCode,speed,wait\nA,50,2\nB,100,8\nC,,5\n",
		Meta: "iCode,Level,Parent,Type,Direction,Weight\nspeed,1,IDX,Indicator,1,1\nwait,1,IDX,Indicator,-1,1\nIDX,2,,Aggregate,1,1\n",
		Steps: json.RawMessage(`{"normalise": {"method": "goalposts", "file": "posts.csv"}, "aggregate": "amean",
			"gates": {"IDX": {"min_children": 2}}}`),
		Files: map[string]string{"posts.csv": "iCode,lower,upper\nspeed,0,100\nwait,0,10\n"},
	}
	var got struct {
		Root   string
		Nodes  []string
		Units  []string
		Scores map[string][]*float64
		Ranks  map[string][]int
	}
	if failed, found := ask(t, "index", input, &got); failed != "" {
		t.Fatal(failed, found)
	}
	idx := got.Scores["IDX"]
	units := []string{"A", "B", "C"}
	if got.Root != "IDX" || !slices.Equal(got.Units, units) || *idx[0] != (50+80)/2 || *idx[1] != (100+20)/2 || idx[2] != nil {
		t.Errorf("%+v", got)
	}
	if !slices.Equal(got.Ranks["IDX"], []int{1, 2, 0}) || *got.Scores["wait"][2] != 50 || !slices.Equal(got.Ranks["wait"], []int{1, 3, 2}) {
		t.Errorf("%v", got.Ranks)
	}
}

const twoItems = "item,dimension,perception,expectation,scale_min,scale_max\nq1,R,p1,e1,1,7\nq2,R,p2,e2,1,7\n"

// TestSurvey: gaps by hand: the mean perception is 5.5, the expectation 7, so SERVQUAL is −1.5; an answer off its scale is told.
func TestSurvey(t *testing.T) {
	answers := "p1,p2,e1,e2\n" + strings.Repeat("6,6,7,7\n5,5,7,7\n6,5,7,7\n5,6,7,7\n", 30) + "9,6,7,7\n"
	var got struct {
		Respondents int
		Overall     []struct {
			Metric string
			Value  *float64
			N      int
			Status string `json:"obs_status"`
		}
		Quality []struct {
			Check string
			Value *float64
		}
	}
	failed, found := ask(t, "survey", SurveyInput{Responses: answers, Items: twoItems}, &got)
	if failed != "" || got.Respondents != 121 {
		t.Fatal(failed, found, got.Respondents)
	}
	if len(found) == 0 || !strings.HasPrefix(found[0], `responses:122: column p1: "9"`) {
		t.Errorf("%q", found)
	}
	met := map[string]float64{}
	for _, m := range got.Overall {
		if m.Value != nil {
			met[m.Metric] = *m.Value
		}
	}
	if gap, ok := met["servqual"]; !ok || math.Abs(gap+1.5) > 0.01 {
		t.Errorf("servqual %v of %v", gap, met)
	}
	if !slices.ContainsFunc(got.Quality, func(c struct {
		Check string
		Value *float64
	},
	) bool {
		return c.Check == "out_of_range" && *c.Value == 1
	}) {
		t.Errorf("%+v", got.Quality)
	}
}

// TestRefused: what is wrong is told with place and column, what to try where there is something, and there is no result.
func TestRefused(t *testing.T) {
	meta := "iCode,Level,Parent,Type,Direction,Weight\na,1,IDX,Indicator,1,1\nIDX,2,,Aggregate,1,1\n"
	index := func(steps string) IndexInput {
		return IndexInput{Data: "uCode,a\nA,1\nB,2\n", Meta: meta, Steps: json.RawMessage(steps)}
	}
	for _, c := range []struct {
		method string
		input  any
		want   string
	}{
		{"inequality", InequalityInput{Table: "v\n1\n"}, "name the column of the values"},
		{"inequality", InequalityInput{Table: " \n", Value: "v"}, "table: the table is empty"},
		{"inequality", InequalityInput{Table: "v\n", Value: "v"}, "there are no rows"},
		{"inequality", InequalityInput{Table: "v\n1\nmany\n-\n", Value: "v", File: "mine.csv"}, `mine.csv:3: column v: "many"`},
		{"inequality", InequalityInput{Table: "v,w\n1,1\n2,-1\n", Value: "v", Weight: "w"}, `table:3: column w: "-1" is refused`},
		{"inequality", InequalityInput{Table: "v,w\n1,1\n-2,1\n", Value: "v", Weight: "w"}, `table:3: column v: "-2" is refused`},
		{"inequality", InequalityInput{Table: "a,b\n1,1\n", Value: "v"}, `no column "v" there are: a, b`},
		{"inequality", InequalityInput{Table: "a;v\n1;1,5\n", Value: "v"}, "table:1: the header is one column: separate columns by commas"},
		{"inequality", InequalityInput{Table: "PK\x03\x04", Value: "v"}, "a spreadsheet"},
		{"inequality", map[string]any{"tabel": "x"}, `unknown field "tabel"`},
		{"index", index(`null`), "give them as JSON"},
		{"index", index(`{"normalise": "minmax"}`), "without aggregate"},
		{"index", index(`{"aggregate": "amean", "agregate": "gmean"}`), "there is no key agregate"},
		{"index", index(`{"aggregate": "amean", "aggregate": "gmean"}`), "the key aggregate is there twice"},
		{"index", index(`{"aggregate": "median"}`), "median"},
		{"index", index(`{"aggregate": "amean", "floor": "low"}`), "steps.floor: the value has the wrong form: give a number"},
		{"index", index(`{"aggregate": "amean", "normalise": {"method": "goalposts", "file": "posts.csv"}}`), `no file "posts.csv"`},
		{"index", IndexInput{Data: "uCode,b\nA,1\n", Meta: meta, Steps: json.RawMessage(`{"aggregate": "amean"}`)}, `no column "a"`},
		{"survey", SurveyInput{Responses: "p1\n1\n", Items: twoItems}, `no column "p2"`},
		{"survey", SurveyInput{Responses: "p1\n1\n", Items: twoItems, Level: "town"}, "there are national, oblast"},
		{"survey", SurveyInput{Responses: "p1\n1\n", Items: twoItems, Replicates: 1}, "give 0, or 2 to"},
	} {
		failed, found := ask(t, c.method, c.input, &struct{}{})
		if failed == "" || !strings.Contains(strings.Join(found, "\n"), c.want) {
			t.Errorf("%s: %q %q, want %q", c.method, failed, found, c.want)
		}
	}
}

// TestManyFaults: of many wrong cells the first are told one by one, the rest are counted.
func TestManyFaults(t *testing.T) {
	_, found := ask(t, "inequality", InequalityInput{Table: "v\n" + strings.Repeat("-1\n", 50), Value: "v"}, &struct{}{})
	if len(found) != mostFaults+1 || !strings.Contains(found[mostFaults], "30 more") {
		t.Errorf("%d: %q", len(found), found)
	}
}

// TestMessages: whatever comes in is answered.
func TestMessages(t *testing.T) {
	for message, want := range map[string]string{
		"":                                    "no {id, method, input}",
		"{":                                   "no {id, method, input}",
		`{"id":1}{}`:                          "something stands behind its end",
		`{"id":1,"method":"curl"}`:            `no method \"curl\"`,
		`{"id":1,"methods":"x"}`:              "unknown field",
		`{"id":1,"method":"index","input":3}`: "refused",
	} {
		if got := string(Answer([]byte(message))); !strings.Contains(got, want) || !strings.Contains(got, `"error"`) {
			t.Errorf("%q: %s, want %s", message, got, want)
		}
	}
}

// TestMistakeOfTheProgram: a panic of the arithmetic is an error of the answer, so that the page does not wait for ever.
func TestMistakeOfTheProgram(t *testing.T) {
	methods["break"] = func(json.RawMessage) (any, []Finding, error) { panic("broken") }
	defer delete(methods, "break")
	if got := string(Answer([]byte(`{"id":3,"method":"break"}`))); got != `{"id":3,"error":"a mistake of the program, not of the table: broken"}` {
		t.Error(got)
	}
}

// TestEveryKeyOfASpec: steps as JSON take the forms that the YAML of osnova index takes.
func TestEveryKeyOfASpec(t *testing.T) {
	text := func(seed string) json.RawMessage {
		return json.RawMessage(`{"denominate": true, "impute": {"method": "mean_group", "group": "kind"}, "screen": {"min_available": 0.5},
			"treat": {"skew": 3}, "normalise": {"method": "zscore", "mean": 50, "sd": 10, "only": {"a": "minmax"}},
			"aggregate": {"default": "amean", "IDX": {"genmean": 0.5}}, "weights": "equal", "correlation": ["pearson"],
			"rank": {"within": "kind"}, "bands": [{"id": "low", "from": 0}, {"id": "high", "from": 50}],
			"uncertainty": {"replicates": 10, "seed": ` + seed + `, "vary": {"weights_noise": 0.2}}}`)
	}
	if _, err := readSteps(text("18446744073709551615")); err == nil || !strings.Contains(err.Error(), "seed") {
		t.Errorf("a seed that no number of a page can hold: %v", err)
	}
	spec, err := readSteps(text("4"))
	if err != nil {
		t.Fatal(err)
	}
	if !spec.Denominate || spec.Impute.Group != "kind" || spec.Screen.MinAvailable != .5 || spec.Treat.Skew != 3 || spec.Treat.Kurt != 3.5 {
		t.Errorf("%+v", spec)
	}
	if *spec.Normalise.Mean != 50 || spec.Normalise.Only["a"].Method != "minmax" || spec.Aggregate.Nodes["IDX"].Power != .5 {
		t.Errorf("%+v", spec)
	}
	if spec.Rank.Within != "kind" || spec.Bands[1].From != 50 || spec.Uncertainty.Seed != 4 {
		t.Errorf("%+v", spec)
	}
}
