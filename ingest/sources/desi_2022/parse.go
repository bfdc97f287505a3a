// SPDX-License-Identifier: Apache-2.0

// Package desi_2022 reads the indicators of the Digital Economy and Society Index 2022 with the bounds and weights that reproduce it.
package desi_2022

import (
	"math"
	"path"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/ingest/country"
	"osnova/ingest/parse"
)

// frame is what the index says of one indicator: name, bounds between which its value is scaled, weight in its sub-dimension.
type frame struct{ name, lo, hi, weight string }

// Parse reads the table country × indicator, one record of the account a cell, and joins name, bounds and weights to each value.
// Records of the tables of bounds and weights are accounted for as looked up.
func Parse(in parse.Input, out *parse.Sheet) error {
	frames, err := bounds(in, out)
	if err != nil {
		return err
	}
	weights, err := subdimensions(in, out)
	if err != nil {
		return err
	}
	file, records, err := readTable(in, "values")
	if err != nil {
		return err
	}
	header := records[0]
	at, err := parse.Header(file, header, []string{"Year", "Country"})
	if err != nil {
		return err
	}
	t := out.File(file)
	for _, r := range records[1:] {
		if len(r.Cells) != len(header.Cells) {
			t.In++
			t.Reject(r.Line, "", strconv.Itoa(len(r.Cells)), "the row has another number of cells than the header")
			continue
		}
		code, known := country.CodeOf(r.Cells[at[1]])
		for k, indicator := range header.Cells {
			if k == at[0] || k == at[1] {
				continue
			}
			t.In++
			indicator = parse.TrimSpace(indicator)
			f, framed := frames[indicator]
			sub := indicator[:min(2, len(indicator))]
			switch {
			case !known:
				t.Reject(r.Line, "country_code", r.Cells[at[1]], "no country of this code is known")
			case !framed || weights[sub] == "":
				t.Reject(r.Line, "indicator", indicator, "the index has no bounds or weight for it")
			default:
				t.Row(r.Line, []string{code, indicator, r.Cells[k], f.lo, f.hi, f.weight, sub, weights[sub], f.name})
			}
		}
	}
	return nil
}

// bounds reads lo, hi and weight of each indicator; names begin with the code of the indicator.
func bounds(in parse.Input, out *parse.Sheet) (map[string]frame, error) {
	file, records, err := readTable(in, "bounds")
	if err != nil {
		return nil, err
	}
	at, err := parse.Header(file, records[0], []string{"Indicator", "Min", "Max", "Weight"})
	if err != nil {
		return nil, err
	}
	t, frames := out.File(file), map[string]frame{}
	for _, r := range records[1:] {
		t.In++
		code, name, ok := strings.Cut(parse.TrimSpace(r.Cells[at[0]]), " ")
		if !ok || len(code) != 3 {
			t.Skip("other_index")
			continue
		}
		frames[code] = frame{parse.TrimSpace(name), rounded(r.Cells[at[1]]), rounded(r.Cells[at[2]]), r.Cells[at[3]]}
		t.Skip("lookup")
	}
	return frames, nil
}

// subdimensions reads the weight of each sub-dimension in its dimension: the published ones, not the author's trial beside them.
func subdimensions(in parse.Input, out *parse.Sheet) (map[string]string, error) {
	file, records, err := readTable(in, "weights")
	if err != nil {
		return nil, err
	}
	at, err := parse.Header(file, records[0], []string{"Subdimesnion", "Weights"})
	if err != nil {
		return nil, err
	}
	t, weights := out.File(file), map[string]string{}
	for _, r := range records[1:] {
		t.In++
		weights[parse.TrimSpace(r.Cells[at[0]])] = rounded(r.Cells[at[1]])
		t.Skip("lookup")
	}
	return weights, nil
}

// rounded removes the noise of binary fractions from a workbook's number; other text stays as it is.
func rounded(cell string) string {
	v, err := parse.Number(parse.TrimSpace(cell))
	if err != nil {
		return cell
	}
	return strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64)
}

func readTable(in parse.Input, name string) (string, []parse.Record, error) {
	body, err := in.Bytes(name)
	if err != nil {
		return "", nil, err
	}
	file := name
	for _, f := range in.Source.Files {
		if f.Name == name {
			file = path.Base(f.Mirror)
		}
	}
	var records []parse.Record
	if strings.HasSuffix(file, ".xlsx") {
		records, err = parse.XLSX(file, body, "")
	} else {
		records, err = parse.ReadCSV(file, body, catalog.Format{})
	}
	if err == nil && len(records) < 2 {
		err = &parse.Error{File: file, What: "the table has no rows", Hint: "the file may be truncated"}
	}
	return file, records, err
}
