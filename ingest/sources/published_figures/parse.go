// SPDX-License-Identifier: Apache-2.0

// Package published_figures harmonises the tables of single figures that were compiled by hand from public web pages.
package published_figures

import (
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/ingest/country"
	"osnova/ingest/parse"
)

// topicLayout says which columns of a topic's table hold what; an empty name means that the table has no such column.
type topicLayout struct {
	territory, oblast, level      string
	index, indicator, breakdown   string
	rank                          string
	everywhere                    string // level of every row, where the table has no column of levels
	whole, wholeLevel             string // rows whose territory begins with whole have this other level
	territoryIsCountry, hasGroups bool
}

var forms = map[string]topicLayout{
	"osn":             {territory: "territory", level: "level", indicator: "subject"},
	"cnap":            {territory: "territory", level: "level", indicator: "indicator", breakdown: "breakdown"},
	"connectivity":    {territory: "territory", level: "level", indicator: "indicator", breakdown: "breakdown"},
	"edemocracy":      {territory: "territory", level: "level", indicator: "indicator", breakdown: "breakdown"},
	"service_quality": {territory: "territory", level: "level", indicator: "indicator", breakdown: "breakdown"},
	"skills":          {territory: "territory", indicator: "indicator", breakdown: "group", everywhere: "country"},
	"region_index":    {territory: "oblast", indicator: "index", breakdown: "component", rank: "rank", everywhere: "oblast", whole: "Україна", wholeLevel: "country"},
	"community_index": {territory: "hromada", oblast: "oblast", indicator: "index", breakdown: "component", rank: "rank", everywhere: "community", whole: "Україна", wholeLevel: "country"},
	"transparency":    {territory: "city", indicator: "index", rank: "rank", everywhere: "city", hasGroups: true},
	"international":   {territory: "country", index: "index", indicator: "indicator", breakdown: "breakdown", territoryIsCountry: true},
}

// levels maps the words of the tables to the levels of this project.
var levels = map[string]string{"hromada": "community", "hromadas": "communities", "city district": "city_district", "CNAP": "cnap"}

// doubtful are indices whose figures carry a warning of the compiler: they are kept, with the status u (unreliable).
var doubtful = map[string]bool{"Eurostat via EIGE (tepsr_sp410)": true}

// Parse reads every declared table; the name of a file is its topic. A figure keeps its wording in value_text; its vagueness (> < ~)
// becomes obs_status. Nothing is merged: figures that contradict each other stand side by side.
func Parse(in parse.Input, out *parse.Sheet) error {
	return in.EachCSV(func(f catalog.File, file string, records []parse.Record) error {
		form, ok := forms[f.Name]
		if !ok {
			return &parse.Error{File: file, What: "no form is known for the topic " + f.Name, Hint: "name the file after a topic, or add its form to parse.go"}
		}
		return topic(f.Name, file, form, records, out)
	})
}

func topic(name, file string, f topicLayout, records []parse.Record, out *parse.Sheet) error {
	named := []string{f.territory, f.oblast, f.level, f.index, f.indicator, f.breakdown, f.rank, "period", "value", "unit", "source_url", "quote_hint", "confidence"}
	var want []string
	for _, n := range named {
		if n != "" {
			want = append(want, n)
		}
	}
	at, err := parse.Header(file, records[0], want)
	if err != nil {
		return err
	}
	place := map[string]int{}
	for i, n := range want {
		place[n] = at[i]
	}
	t := out.File(file)
	for i, r := range records[1:] {
		t.In++
		if len(r.Cells) != len(records[0].Cells) {
			t.Reject(r.Line, "", strconv.Itoa(len(r.Cells)), "the row has another number of cells than the header")
			continue
		}
		cell := func(column string) string {
			if column == "" {
				return ""
			}
			return parse.TrimSpace(r.Cells[place[column]])
		}
		level, code := f.levelOf(cell(f.territory), cell(f.level))
		indicator := cell(f.indicator)
		if index := cell(f.index); index != "" {
			indicator = index + ": " + indicator
		}
		value, status := Vague(cell("value"))
		if status == "" && doubtful[cell(f.index)] {
			status = "u"
		}
		rank, rankText := cell(f.rank), ""
		if _, err := strconv.Atoi(rank); err != nil {
			rank, rankText = "", rank
		}
		t.Row(r.Line, []string{
			name, strconv.Itoa(i + 1), cell(f.territory), cell(f.oblast), level, code, indicator, cell(f.breakdown), cell("period"),
			value, cell("value"), status, cell("unit"), rank, rankText, address(cell("source_url")), cell("quote_hint"), cell("confidence"),
		})
	}
	return nil
}

// levelOf gives the level of a row in this project's words, and the country's code where the row speaks of one.
func (f topicLayout) levelOf(territory, level string) (string, string) {
	code := ""
	switch {
	case f.territoryIsCountry:
		level = "group"
		if c, ok := country.CodeOf(territory); ok {
			code, level = c, "country"
			if len(c) > 2 {
				level = "group"
			}
		} else if strings.HasSuffix(territory, "(city)") {
			level = "city"
		}
	case f.hasGroups && (strings.HasPrefix(territory, "Середн") || strings.Contains(territory, "середнє") || strings.HasSuffix(territory, " міст")):
		level = "group"
	case f.whole != "" && strings.HasPrefix(territory, f.whole):
		level = f.wholeLevel
	case f.everywhere != "":
		level = f.everywhere
		if strings.HasSuffix(territory, "(громади)") {
			level = "communities"
		}
	}
	if ours, ok := levels[level]; ok {
		level = ours
	}
	if level == "country" && strings.HasPrefix(territory, "Україна") {
		code = "UA"
	}
	return level, code
}

// address turns github:owner/repository:path@commit into the address of that file; any other text stays as it is.
func address(text string) string {
	rest, ok := strings.CutPrefix(text, "github:")
	if !ok {
		return text
	}
	repository, file, ok := strings.Cut(rest, ":")
	file, commit, pinned := strings.Cut(file, "@")
	if !ok || !pinned {
		return text
	}
	return "https://github.com/" + repository + "/blob/" + commit + "/" + file
}

// Vague splits a figure into its number and its status: > more than, < less than, ~ about, : not given.
// A figure that is not a number has neither.
func Vague(text string) (number, status string) {
	if text == "" {
		return "", ":"
	}
	rest := text
	if strings.ContainsAny(text[:1], "><~") {
		status, rest = text[:1], text[1:]
	}
	v, err := parse.Number(parse.TrimSpace(rest))
	if err != nil {
		return "", ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64), status
}
