// SPDX-License-Identifier: Apache-2.0

// Command library is a program outside osnova that measures with osnova's arithmetic: how unequal five towns are, an index of three indicators,
// and the quality of a service. All data are invented.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"osnova/metrics/composite"
	"osnova/metrics/frame"
	"osnova/metrics/inequality"
	"osnova/metrics/survey"
	"strings"
)

func main() {
	for _, measure := range []func() error{measureInequality, buildIndex, measureSurvey} {
		if err := measure(); err != nil {
			log.Fatal(err)
		}
	}
}

// measureInequality prints the Gini index of five values with its bootstrap interval of 95 %.
func measureInequality() error {
	x := []float64{1, 2, 3, 6, 8}
	gini, err := inequality.Gini(x, nil)
	if err != nil {
		return err
	}
	b := inequality.Bootstrap{Replicates: 2000, Seed: 1}
	between, err := b.Interval([]int{len(x)}, func(rows [][]int) (float64, error) {
		drawn := make([]float64, len(x))
		for i, row := range rows[0] {
			drawn[i] = x[row]
		}
		return inequality.Gini(drawn, nil)
	})
	if err != nil {
		return err
	}
	fmt.Printf("gini %.2f, 95 %% from %.3f to %.3f\n", gini, between.Low, between.High)
	return nil
}

// buildIndex prints the scores of three towns: two indicators of the economy, one of which is better when it is less, and one of
// learning.
func buildIndex() error {
	meta, err := readTable("meta", `iCode,Level,Parent,Type,Direction,Weight
income,1,economy,Indicator,1,1
debt,1,economy,Indicator,-1,1
schools,1,learning,Indicator,1,1
economy,2,index,Aggregate,1,1
learning,2,index,Aggregate,1,1
index,3,,Aggregate,1,1
`)
	if err != nil {
		return err
	}
	tree, err := composite.ReadFramework(meta)
	if err != nil {
		return err
	}
	table, err := readTable("data", "uCode,income,debt,schools\nNorth,10,0,5\nSouth,20,50,1\nEast,30,100,3\n")
	if err != nil {
		return err
	}
	data, err := composite.ReadData(table, tree)
	if err != nil {
		return err
	}
	x, err := composite.Build(composite.Input{Framework: tree, Data: data, Spec: composite.Spec{
		Normalise: &composite.Normalisation{Method: "minmax"},
		Aggregate: &composite.Aggregation{Steps: []composite.Rule{{Mean: composite.Mean{Kind: "amean"}}}},
	}})
	if err != nil {
		return err
	}
	for i, score := range x.Result.Scores.Column("index") {
		fmt.Printf("%s %.1f\n", data.Codes[i], score)
	}
	return nil
}

// measureSurvey prints the gap between what four respondents expected and what they met, in points of the scale of 1 to 7.
func measureSurvey() error {
	items, err := readTable("items", "item,dimension,perception,expectation\nq1,reliability,p1,e1\nq2,reliability,p2,e2\n")
	if err != nil {
		return err
	}
	design, err := survey.ReadDesign(items, nil)
	if err != nil {
		return err
	}
	answers, err := frame.NewScanner("answers", strings.NewReader("p1,p2,e1,e2\n6,6,7,7\n5,5,7,7\n6,5,7,7\n5,6,7,7\n"))
	if err != nil {
		return err
	}
	ctx := context.Background()
	sample, err := survey.ReadSample(ctx, "answers", answers, design, survey.Fields{})
	if err != nil {
		return err
	}
	result, err := survey.Analyse(ctx, sample, survey.Settings{NoSuppress: true})
	if err != nil {
		return err
	}
	if len(result.Dimensions) == 0 {
		return errors.New("nothing was measured")
	}
	d := result.Dimensions[0]
	fmt.Printf("%s: gap %.2f of %d respondents\n", d.Dimension, d.Gap, d.N)
	return nil
}

// readTable reads a table that stands in the program.
func readTable(name, text string) (*frame.Frame, error) {
	return frame.Read(name, strings.NewReader(text))
}
