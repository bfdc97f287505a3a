// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"osnova/metrics/composite"
	"osnova/metrics/frame"
)

// IndexInput asks for an index. Data, Meta and Steps are what `osnova index` takes as --data, --meta and --spec.
type IndexInput struct {
	Data  string            `json:"data"`  // iData: uCode, and a column for each indicator
	Meta  string            `json:"meta"`  // iMeta: indicators and aggregates
	Steps json.RawMessage   `json:"steps"` // the spec as JSON, keys as in the YAML of `osnova index`
	Files map[string]string `json:"files"` // CSV that the steps name, such as goalposts, by that name
}

// IndexResult holds scores and ranks, units in the order of the data.
type IndexResult struct {
	Root   string              `json:"root"`
	Nodes  []string            `json:"nodes"` // depth first, the root first
	Units  []string            `json:"units"`
	Times  []Number            `json:"times,omitempty"` // of a panel; of a quarter, month or day the year and its part
	Scores map[string][]Number `json:"scores"`          // by node; null: no score
	Ranks  map[string][]int    `json:"ranks"`           // by node; 1 = best, ties share the smallest, 0 = no rank
}

func answerIndex(input json.RawMessage) (any, []Finding, error) {
	var q IndexInput
	if err := decodeStrict(input, &q); err != nil {
		return nil, nil, err
	}
	spec, err := readSteps(q.Steps)
	if err != nil {
		return nil, nil, err
	}
	if spec.Aggregate == nil {
		return nil, nil, errors.New(`steps: without aggregate there are no scores: add "aggregate": "amean"`)
	}
	meta, err := readTable("meta", q.Meta)
	if err != nil {
		return nil, nil, err
	}
	framework, err := composite.ReadFramework(meta)
	if err != nil {
		return nil, nil, err
	}
	table, err := readTable("data", q.Data)
	if err != nil {
		return nil, nil, err
	}
	data, err := composite.ReadData(table, framework)
	if err != nil {
		return nil, nil, err
	}
	open := func(name string) (*frame.Frame, error) {
		text, ok := q.Files[name]
		if !ok {
			return nil, &frame.UnknownError{Where: "steps", What: "file", Name: name, Have: slices.Sorted(maps.Keys(q.Files))}
		}
		return readTable(name, text)
	}
	x, err := composite.Build(composite.Input{Framework: framework, Data: data, Spec: spec, Open: open})
	if err != nil {
		return nil, nil, err
	}
	return scoresOf(x), noticesOf(x), nil
}

// scoresOf takes the result out of an index.
func scoresOf(x *composite.Index) IndexResult {
	ranks := x.Ranks()
	out := IndexResult{Root: x.Framework.Root, Nodes: x.Result.Scores.Names, Units: x.Data.Codes}
	out.Scores, out.Ranks = map[string][]Number{}, map[string][]int{}
	if x.Data.Panel() {
		out.Times = numbers(x.Data.Times)
	}
	for j, code := range out.Nodes {
		out.Scores[code] = numbers(x.Result.Scores.Columns[j])
		of := make([]int, len(out.Units))
		for i, rank := range ranks.Columns[j] {
			if rank > 0 { // NaN where there is no score
				of[i] = int(rank)
			}
		}
		out.Ranks[code] = of
	}
	return out
}

// noticesOf are what is odd about data that are scored all the same, and the units that were screened out.
func noticesOf(x *composite.Index) []Finding {
	var out []Finding
	for _, n := range x.Notices {
		out = append(out, Finding{Where: "data", What: "column " + n.Code + ": " + n.Text})
	}
	for _, n := range x.Remarks {
		out = append(out, Finding{Where: "steps", What: n.Code + ": " + n.Text})
	}
	for _, s := range x.Screened {
		what := fmt.Sprintf("unit %s was left out: it has %.0f %% of the indicators", s.Code, 100*s.Available)
		out = append(out, Finding{Where: "data", What: what, Hint: "see screen among the steps"})
	}
	return out
}
