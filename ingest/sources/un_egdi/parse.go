// SPDX-License-Identifier: Apache-2.0

// Package un_egdi reads the country tables of the UN E-Government Survey in the three header forms in which they circulate.
package un_egdi

import (
	"math"
	"strconv"

	"osnova/catalog"
	"osnova/ingest/country"
	"osnova/ingest/parse"
)

// editionLayout is one header under which an edition was published.
type editionLayout struct {
	year    string // column of the edition; empty: the declaration names it
	country string
	columns []string // upstream columns of the measures, in their order
}

// measures are the ids of what the survey measures: the index, its rank, e-participation and the three components.
var measures = []string{"egdi", "rank", "epi", "osi", "hci", "tii"}

var forms = []editionLayout{
	{"", "country-code", []string{"e-gov-index", "e-gov-rank", "e-pat-index", "osi", "hci", "tii"}},
	{"Survey Year", "Country Name", []string{"E-Government Index", "E-Government Rank", "E-Participation Index", "Online Service Index", "Human Capital Index", "Telecommunication Infrastructure Index"}},
	{"Survey Year", "Country", []string{"E_Index", "Rank", "E_Participation", "Online_Service", "Human_Capital", "Tele_Infra"}},
}

// Parse reads every declared edition; one record of the account is one value. Values are rounded to the five decimals in which
// the UN publishes them, for some files carry the noise of binary fractions.
func Parse(in parse.Input, out *parse.Sheet) error {
	return in.EachCSV(func(f catalog.File, file string, records []parse.Record) error { return edition(f, file, records, out) })
}

func edition(f catalog.File, file string, records []parse.Record, out *parse.Sheet) error {
	header := records[0]
	form, at, err := recognise(file, header)
	if err != nil {
		return err
	}
	if form.year == "" && f.Edition == "" {
		return &parse.Error{File: file, What: "neither the file nor its declaration names the edition", Hint: "add edition: to the file in source.yaml"}
	}
	t := out.File(file)
	for _, r := range records[1:] {
		if len(r.Cells) != len(header.Cells) {
			t.In++
			t.Reject(r.Line, "", strconv.Itoa(len(r.Cells)), "the row has another number of cells than the header")
			continue
		}
		year := f.Edition
		if form.year != "" {
			year = r.Cells[at[len(at)-1]]
		}
		name := r.Cells[at[0]]
		code, known := country.CodeOf(name)
		for i, measure := range measures {
			t.In++
			value := r.Cells[at[1+i]]
			if !known {
				t.Reject(r.Line, "country_code", name, "no country of this name is known")
				continue
			}
			if parse.TrimSpace(value) == "" {
				t.Skip("missing")
				continue
			}
			v, err := parse.Number(parse.TrimSpace(value))
			switch {
			case err != nil:
				t.Reject(r.Line, "value", value, "is not a number")
			case measure != "rank" && v > 1:
				t.Reject(r.Line, "value", value, "an index of the survey lies between 0 and 1")
			default:
				t.Row(r.Line, []string{code, year, measure, strconv.FormatFloat(math.Round(v*1e5)/1e5, 'f', -1, 64)})
			}
		}
	}
	return nil
}

// recognise finds the form of a header and the places of country, measures and, last, the year.
func recognise(file string, header parse.Record) (editionLayout, []int, error) {
	var firstErr error
	for _, f := range forms {
		want := append([]string{f.country}, f.columns...)
		if f.year != "" {
			want = append(want, f.year)
		}
		at, err := parse.Header(file, header, want)
		if err == nil {
			return f, at, nil
		}
		if firstErr == nil {
			firstErr = err
		}
	}
	return editionLayout{}, nil, firstErr
}
