// Package unece_internet_use reads pivot exports of the UNECE statistical database on internet use by age and sex.
package unece_internet_use

import (
	"regexp"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse"
	"osnova/ingest/sources/country"
)

// columns of the pivot before the years
const (
	ageColumn = iota
	sexColumn
	variableColumn
	countryColumn
	firstYear
)

var sexes = map[string]string{"Female": "female", "Male": "male"}

// definition finds in a footnote the years in which a country's figures follow another definition.
var definition = regexp.MustCompile(`^Change in definition \((\d{4})(?: - (\d{4}))?\)`)

// span is a range of years of one country, both ends included.
type span struct {
	country  string
	from, to int
}

// Parse reads every declared export: a title, the years in a row of their own, merged cells of age, sex and variable, and footnotes.
// One record of the account is one cell of the pivot, or one whole row of title or footnote.
// Years for which a footnote tells of another definition carry the status b.
func Parse(in parse.Input, out *parse.Sheet) error {
	return in.EachCSV(func(_ catalog.File, file string, records []parse.Record) error { return pivot(file, records, out) })
}

func pivot(file string, records []parse.Record, out *parse.Sheet) error {
	head := -1
	for i, r := range records[:min(10, len(records))] {
		if len(r.Cells) > firstYear && year(r.Cells[firstYear-1]) == 0 && year(r.Cells[firstYear]) > 0 {
			head = i
			break
		}
	}
	if head < 0 {
		return &parse.Error{File: file, What: "no row of years among the first ten", Hint: "the export should have years from the fifth column on"}
	}
	years := records[head].Cells
	spans := definitions(records[head+1:])
	t := out.File(file)
	var age, sex string
	for i, r := range records {
		if i == head {
			continue
		}
		if i < head || len(r.Cells) <= firstYear || parse.Trim(r.Cells[countryColumn]) == "" {
			t.In++
			if i < head {
				t.Skip("title")
			} else {
				t.Skip("footnote")
			}
			continue
		}
		if v := parse.Trim(r.Cells[ageColumn]); v != "" {
			age = strings.ReplaceAll(strings.ReplaceAll(v, " ", ""), "–", "-")
		}
		if v := parse.Trim(r.Cells[sexColumn]); v != "" {
			sex = v
		}
		name := parse.Trim(r.Cells[countryColumn])
		code, known := country.Code(name)
		for k := firstYear; k < len(years); k++ {
			t.In++
			value := ""
			if k < len(r.Cells) {
				value = parse.Trim(r.Cells[k])
			}
			switch {
			case value == "" || value == "..":
				t.Skip("missing")
			case !known:
				t.Reject(r.Line, "country_code", name, "no country of this name is known")
			case year(years[k]) == 0:
				t.Reject(r.Line, "year", years[k], "is not a year")
			default:
				status := ""
				if covered(spans, name, year(years[k])) {
					status = "b"
				}
				t.Row(r.Line, []string{code, sexes[sex], age, parse.Trim(years[k]), value, status})
			}
		}
	}
	return nil
}

func year(cell string) int {
	y, err := strconv.Atoi(parse.Trim(cell))
	if err != nil || y < 1900 || y > 2100 {
		return 0
	}
	return y
}

// definitions collects the footnotes of the form "Country:", a name with a colon, "Change in definition (years): …".
func definitions(records []parse.Record) []span {
	var out []span
	name := ""
	for _, r := range records {
		text := parse.Trim(r.Cells[0])
		if m := definition.FindStringSubmatch(text); m != nil && name != "" {
			from, _ := strconv.Atoi(m[1])
			to, err := strconv.Atoi(m[2])
			if err != nil {
				to = from
			}
			out = append(out, span{name, from, to})
		}
		if before, ok := strings.CutSuffix(text, ":"); ok {
			name = before
		}
	}
	return out
}

func covered(spans []span, country string, year int) bool {
	for _, s := range spans {
		if s.country == country && year >= s.from && year <= s.to {
			return true
		}
	}
	return false
}
