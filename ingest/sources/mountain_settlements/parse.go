// SPDX-License-Identifier: Apache-2.0

// Package mountain_settlements reads a list of settlements in one column, under headings of oblasts, raions and communities.
package mountain_settlements

import (
	"path"
	"strconv"
	"strings"

	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
)

// kinds are the words before names of settlements.
var kinds = []struct{ before, kind string }{{"м. ", "city"}, {"смт ", "settlement"}, {"с-ще ", "settlement"}, {"с. ", "village"}}

// Parse reads the list; communities are matched by their name, raion and oblast.
func Parse(in parse.Input, out *parse.Sheet) error {
	body, err := in.Bytes("data")
	if err != nil {
		return err
	}
	file := path.Base(in.Source.Files[0].Mirror)
	records, err := parse.XLSX(file, body, in.Source.Format.Sheet)
	if err != nil {
		return err
	}
	if in.Places == nil {
		return &parse.Error{File: file, What: "communities are known by their names, and no names of places are given", Hint: "declare match: {}"}
	}
	t := out.File(file)
	var under struct{ oblast, raion, community, id string }
	for _, r := range records {
		t.In++
		text := strings.Join(strings.Fields(strings.Join(r.Cells, " ")), " ")
		if oblast, ok := strings.CutSuffix(text, " ОБЛАСТЬ"); ok {
			under.oblast, under.raion, under.community, under.id = oblast, "", "", ""
			t.Skip("heading")
			continue
		}
		if raion, ok := strings.CutSuffix(text, " район"); ok {
			under.raion, under.community, under.id = raion, "", ""
			t.Skip("heading")
			continue
		}
		if community, ok := strings.CutPrefix(text, "Територія "); ok {
			under.community = community
			under.id = in.Places.Match(gazetteer.Query{Texts: []string{community}, Oblast: under.oblast, Raion: under.raion, Only: gazetteer.Community}).Community
			t.Skip("heading")
			continue
		}
		if strings.EqualFold(text, "позицію виключено") {
			t.Skip("excluded")
			continue
		}
		kind, name := settlement(text)
		switch {
		case kind == "":
			t.Reject(r.Line, "name_uk", text, "is neither a heading nor a settlement with its type (м., смт, с-ще, с.)")
		case under.community == "":
			t.Reject(r.Line, "community_uk", text, "stands under no community")
		default:
			t.Row(r.Line, []string{under.id, under.community, kind, name, strconv.Itoa(r.Line)})
		}
	}
	return nil
}

// settlement parts the type from the name; an unknown type is empty.
func settlement(text string) (kind, name string) {
	for _, k := range kinds {
		if rest, ok := strings.CutPrefix(text, k.before); ok {
			return k.kind, rest
		}
	}
	return "", text
}
