// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"osnova/metrics/frame"
)

// collected gives the rows of a CSV to Answers: columns named in texts as they are, all others as numbers.
func collected(items, responses string, texts []string, f Fields) (*Sample, error) {
	table, err := frame.Read("items.csv", strings.NewReader(items))
	if err != nil {
		return nil, err
	}
	d, err := ReadDesign(table, nil)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSpace(responses), "\n")
	header := strings.Split(lines[0], ",")
	var numbers []string
	for _, name := range header {
		if !slices.Contains(texts, name) {
			numbers = append(numbers, name)
		}
	}
	a, err := NewAnswers("r.csv", numbers, texts, d, f)
	if err != nil {
		return nil, err
	}
	for _, line := range lines[1:] {
		var values []float64
		words := make([]string, len(texts))
		for k, cell := range strings.Split(line, ",") {
			if at := slices.Index(texts, header[k]); at >= 0 {
				words[at] = cell
				continue
			}
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				v = math.NaN()
			}
			values = append(values, v)
		}
		if err := a.Add(values, words); err != nil {
			return nil, err
		}
	}
	return a.Sample()
}

// TestAnswersAreThoseOfAFile: answers given as numbers make the same result as the file that says them, those outside their scale too.
func TestAnswersAreThoseOfAFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := survey(t)
		responses := m.responses
		if rapid.Bool().Draw(t, "outside") {
			responses = strings.TrimSuffix(responses, "\n")
			responses = responses[:strings.LastIndex(responses, ",")] + ",9\n"
		}
		people := rapid.SliceOfN(rapid.Float64Range(1, 100), 3, 3).Draw(t, "people")
		margin, err := NewMargin("m.csv", []string{"unit"}, [][]string{{"u0"}, {"u1"}, {"u2"}}, people)
		if err != nil {
			t.Fatal(err)
		}
		f := Fields{Unit: "unit", Weight: "weight"}
		if strings.Contains(responses, "u0,") && strings.Contains(responses, "u1,") && strings.Contains(responses, "u2,") {
			f.Margins = []Margin{*margin}
		}
		read, err := load(m.items, responses, nil, f)
		if err != nil {
			t.Fatal(err)
		}
		given, err := collected(m.items, responses, []string{"unit"}, f)
		if err != nil {
			t.Fatal(err)
		}
		unlined := cmpopts.IgnoreFields(Quarantined{}, "Line")
		if d := cmp.Diff(read.Quarantine, given.Quarantine, unlined); d != "" {
			t.Fatal(d)
		}
		set := Settings{NoSuppress: true, Replicates: 20, Edition: "e"}
		var files [2]map[string][]byte
		for i, s := range []*Sample{read, given} {
			s.Quarantine = nil
			r, err := Analyse(context.Background(), s, set)
			if err != nil {
				t.Fatal(err)
			}
			files[i] = r.Files()
		}
		if d := cmp.Diff(files[0], files[1]); d != "" {
			t.Fatal(d)
		}
	})
}

// TestAnswersAreRefused: what is wrong with answers is told with the number of the respondent.
func TestAnswersAreRefused(t *testing.T) {
	const items = "item,dimension,perception,expectation,role\na,D,p,,\nb,D,q,,\nminutes,,took,,duration\n"
	margin, err := NewMargin("towns", []string{"town"}, [][]string{{"A"}, {"B"}}, []float64{1, 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rows string
		f    Fields
		want string
	}{
		{"A,,1,2,3,4\nC,,1,2,3,4", Fields{Margins: []Margin{*margin}}, `r.csv:2: column town: no stratum of towns "C"`},
		{"A,,1,2,3,4\nA,,1,2,3,-1", Fields{Weight: "w"}, `r.csv:2: column w: "-1" is below 0`},
		{"A,,1,2,3,4\nA,,1,2,3,", Fields{Weight: "w"}, "is empty: give the weight of every respondent"},
		{"A,,1,2,3,4\n", Fields{Cluster: "place"}, "r.csv:1: column place: \"\" is empty"},
		{"A,,1,2,3,4\n", Fields{Unit: "unit"}, `no column "unit"`},
		{"A,,1,2,3,4\n", Fields{Weight: "town"}, `no column "town"`},
		{"", Fields{}, "there is no respondent"},
		{"A,,1,2,3\n", Fields{}, "respondent 1 has 3 numbers and 2 texts in place of 4 and 2"},
	} {
		_, err := collected(items, "town,place,p,q,took,w\n"+c.rows, []string{"town", "place"}, c.f)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.rows, err, c.want)
		}
	}
	s, err := collected(items, "p,q,took,w\n1,2,-3,0\n2,3,4,0\n", nil, Fields{Weight: "w"})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Quarantine) != 1 || s.Quarantine[0].Value != "-3" || !math.IsNaN(s.duration[0]) {
		t.Errorf("a time below 0: %v, %v", s.Quarantine, s.duration)
	}
	if _, err := Analyse(context.Background(), s, Settings{}); !errors.Is(err, ErrNobodyLeft) {
		t.Errorf("of respondents without weight: %v", err)
	}
}

// TestNewMargin: strata at hand are those of a file with the same cells, and are refused for the same faults.
func TestNewMargin(t *testing.T) {
	for _, c := range []struct {
		cells  [][]string
		people []float64
		want   string
	}{
		{[][]string{{"18-39", "f"}, {"18-39", "m"}, {" 40+", "f"}}, []float64{3, 0, 2.5}, ""},
		{[][]string{{"18-39", "f"}, {"18-39", "f"}}, []float64{3, 1}, "is there twice"},
		{[][]string{{"18-39", ""}}, []float64{3}, "is empty"},
		{[][]string{{"18-39", "f"}}, []float64{-1}, "is no population: give 0 or more"},
		{[][]string{{"18-39", "f"}}, []float64{0}, "the population is 0 in all"},
	} {
		text := "age,sex,population\n"
		for i, cell := range c.cells {
			text += fmt.Sprintf("%s,%s,%v\n", cell[0], cell[1], c.people[i])
		}
		table, err := frame.Read("m.csv", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		read, wrong := ReadMargin(table)
		made, err := NewMargin("m.csv", []string{"age", "sex"}, c.cells, c.people)
		if c.want != "" {
			if err == nil || wrong == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(wrong.Error(), c.want) {
				t.Errorf("%v: %v and, of the file, %v; want %s", c.cells, err, wrong, c.want)
			}
			continue
		}
		if err != nil || wrong != nil {
			t.Fatal(err, wrong)
		}
		if d := cmp.Diff(read, made, cmp.AllowUnexported(Margin{})); d != "" {
			t.Error(d)
		}
	}
	for _, cells := range [][][]string{{{"a"}}, {{"a", "b"}, {"c", "d"}}} {
		if _, err := NewMargin("m.csv", []string{"age", "sex"}, cells, []float64{1}); err == nil {
			t.Errorf("cells %v of two strata and one population are taken", cells)
		}
	}
}
