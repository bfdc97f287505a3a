// SPDX-License-Identifier: Apache-2.0

// Package egov_benchmark reads the scores of the European Commission's eGovernment Benchmark.
package egov_benchmark

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/ingest/country"
	"osnova/ingest/parse"
)

// column is what one column of scores speaks of.
type column struct {
	collection string // one year of collection or two, such as 2023 and 2022-2023
	event      string // life events covered
}

// events names the groups of life events as the headers write them.
var events = map[string]string{
	"average": "all", "biennial average": "all", "business life events": "business", "citizen life events": "citizen",
	"regular business operations": "regular_business", "business start-up": "business_start_up", "transport": "transport", "justice": "justice",
	"moving": "moving", "health": "health", "family": "family", "career": "career", "studying": "studying",
}

var (
	biennial = regexp.MustCompile(`^(.+?)\s+(20\d\d) [+&] (20\d\d)$`)
	single   = regexp.MustCompile(`^(.+?)\s*\((20\d\d)\)$`)
	score    = regexp.MustCompile(`^(\d(?:\.\d)?)\.? `)
)

// Parse reads the sheet of scores: country × score in rows, collections and life events in columns; one record of the account is one cell.
// The declared edition is the newest collection: its columns and the biennial ones that end with it are taken, the older are skipped.
// A biennial value of a country without the earlier collection only repeats the newer one and is skipped too.
func Parse(in parse.Input, out *parse.Sheet) error {
	return in.EachXLSX(func(f catalog.File, file string, records []parse.Record) error { return scores(f, file, records, out) })
}

func scores(f catalog.File, file string, records []parse.Record, out *parse.Sheet) error {
	head, first := findHeader(records)
	if head < 0 {
		return &parse.Error{File: file, What: "no row holds Country and, beside it, Scoring", Hint: "the publisher may have changed the layout of the sheet"}
	}
	columns, earlier, err := headers(f, file, records[head])
	if err != nil {
		return err
	}
	t := out.File(file)
	for i, r := range records {
		switch {
		case i == head:
			continue
		case i < head || strings.Join(r.Cells, "") == "":
			t.In++
			t.Skip("title")
			continue
		}
		code, known := country.CodeOf(r.Cells[first])
		kind := score.FindStringSubmatch(parse.TrimSpace(r.Cells[first+1]))
		for k := first + 2; k < len(records[head].Cells); k++ {
			t.In++
			c, wanted := columns[k]
			value := parse.TrimSpace(r.Cells[k])
			switch {
			case !wanted:
				t.Skip("earlier_collection")
			case value == "" || value == ".":
				t.Skip("missing")
			case !known:
				t.Reject(r.Line, "country_code", r.Cells[first], "no country of this code is known")
			case kind == nil:
				t.Reject(r.Line, "score", r.Cells[first+1], "the score has no number")
			case strings.Contains(c.collection, "-") && absent(r.Cells[earlier]):
				t.Skip("one_collection")
			default:
				v, err := parse.Number(value)
				if err != nil {
					t.Reject(r.Line, "value", value, "is not a number")
					continue
				}
				t.Row(r.Line, []string{code, kind[1], c.collection, c.event, strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64)})
			}
		}
	}
	return nil
}

// findHeader gives the header row and the column in which it begins, or -1.
func findHeader(records []parse.Record) (row, first int) {
	for i, r := range records {
		for k := 0; k+1 < len(r.Cells); k++ {
			if parse.TrimSpace(r.Cells[k]) == "Country" && parse.TrimSpace(r.Cells[k+1]) == "Scoring" {
				return i, k
			}
		}
	}
	return -1, 0
}

func absent(cell string) bool {
	cell = parse.TrimSpace(cell)
	return cell == "" || cell == "."
}

// headers finds the columns of the newest collection and of the two years ending with it, and the average of the earlier collection.
func headers(f catalog.File, file string, header parse.Record) (map[int]column, int, error) {
	newest, err := strconv.Atoi(f.Edition)
	if err != nil {
		return nil, 0, &parse.Error{File: file, What: fmt.Sprintf("the edition %q is not a year of collection", f.Edition), Hint: "declare edition: \"2023\" with the file"}
	}
	before := strconv.Itoa(newest - 1)
	columns, earlier := map[int]column{}, -1
	for k, cell := range header.Cells {
		h := strings.Join(strings.Fields(cell), " ")
		if m := biennial.FindStringSubmatch(h); m != nil && m[2] == before && m[3] == f.Edition {
			columns[k] = column{before + "-" + f.Edition, events[strings.ToLower(m[1])]}
		}
		if m := single.FindStringSubmatch(h); m != nil {
			event := events[strings.ToLower(m[1])]
			switch {
			case m[2] == f.Edition:
				columns[k] = column{f.Edition, event}
			case m[2] == before && event == "all":
				earlier = k
			}
		}
	}
	for k, c := range columns {
		if c.event == "" {
			return nil, 0, &parse.Error{File: file, Line: header.Line, What: fmt.Sprintf("unknown life events in %q", header.Cells[k]), Hint: "add them to events in parse.go"}
		}
	}
	if len(columns) == 0 || earlier < 0 {
		return nil, 0, &parse.Error{File: file, Line: header.Line, What: "the columns of " + before + " and " + f.Edition + " are not all there", Hint: "columns are: " + strings.Join(header.Cells, ", ")}
	}
	return columns, earlier, nil
}
