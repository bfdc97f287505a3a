// SPDX-License-Identifier: Apache-2.0

// Package education_risk_2026 reads the levels of safety risk for schooling by community.
package education_risk_2026

import (
	"encoding/json"
	"path"
	"slices"

	"osnova/ingest/parse"
)

// Parse reads one object whose members are communities, in the order of their keys.
func Parse(in parse.Input, out *parse.Sheet) error {
	body, err := in.Bytes("data")
	if err != nil {
		return err
	}
	file := path.Base(in.Source.Files[0].Mirror)
	var communities map[string]struct{ Code, Risk string }
	if err := json.Unmarshal(body, &communities); err != nil {
		return &parse.Error{File: file, What: "the JSON cannot be read: " + err.Error(), Hint: "an object of communities with code and risk is expected"}
	}
	keys := make([]string, 0, len(communities))
	for k := range communities {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	t := out.File(file)
	for i, k := range keys {
		t.In++
		t.Row(i+1, []string{communities[k].Code, communities[k].Risk})
	}
	return nil
}
