// SPDX-License-Identifier: Apache-2.0

// Package cod_ab compiles the common operational boundaries of Ukraine (OCHA) into quantised outlines with shared borders.
package cod_ab

import (
	"bytes"
	"strconv"

	"osnova/ingest/parse"
	"osnova/ingest/topology"
)

// Parse compiles three GeoJSON files into one row a unit. Each feature is one record; the country is drawn from them.
func Parse(in parse.Input, out *parse.Sheet) error {
	var bodies [3][]byte
	for i, name := range []string{"hromadas", "raions", "oblasts"} {
		body, err := in.Bytes(name)
		if err != nil {
			return err
		}
		bodies[i] = body
	}
	result, err := topology.Compile(bytes.NewReader(bodies[0]), bytes.NewReader(bodies[1]), bytes.NewReader(bodies[2]), topology.Options{})
	if err != nil {
		return &parse.Error{File: in.Source.Name, What: err.Error(), Hint: "the three files must be of one edition"}
	}
	tallies := map[topology.Level]*parse.Tally{}
	for level, f := range map[topology.Level]int{topology.Hromada: 0, topology.Raion: 1, topology.Oblast: 2} {
		tallies[level] = out.File(baseName(in.Source.Files[f].Mirror))
	}
	for _, u := range append(result.Units, result.Missing...) {
		row := []string{string(u.Level), u.Code, u.NameUK, u.NameEN, "", string(u.Path), strconv.Itoa(u.LabelX), strconv.Itoa(u.LabelY), strconv.Itoa(result.Width), strconv.Itoa(result.Height)}
		if u.AreaKm2 > 0 {
			row[4] = strconv.FormatFloat(u.AreaKm2, 'f', -1, 64)
		}
		if u.Path == "" {
			row[6], row[7] = "", ""
		}
		t := tallies[u.Level]
		if t == nil {
			if err := out.Add(row); err != nil {
				return err
			}
			continue
		}
		t.In++
		t.Row(t.In, row)
	}
	return nil
}

func baseName(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return path[i+1:]
		}
	}
	return path
}
