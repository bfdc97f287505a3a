// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/ingest/gazetteer"
)

// MatchCells gives what a match found in the order of catalog.MatchColumns: code, level, community, score, reason, notes, choices,
// suggestions. The last three are lists with a space between.
func MatchCells(r gazetteer.Result) []string {
	score := ""
	if r.Code != "" {
		score = strconv.FormatFloat(r.Score, 'f', -1, 64)
	}
	return []string{
		r.Code,
		r.Level,
		r.Community,
		score,
		string(r.Reason),
		strings.Join(r.Notes, " "),
		strings.Join(r.Alternatives, " "),
		strings.Join(r.Suggestions, " "),
	}
}

// matcher reads the texts that a source declares to name places.
type matcher struct {
	gazetteer.Query
	places        *gazetteer.Gazetteer
	text          []int
	oblast, raion int   // -1: no such column
	at            []int // of each column of the contract, its place in MatchCells; -1
}

// newMatcher finds the upstream columns; nil if the source matches nothing.
func newMatcher(in Input, file string, header Record) (*matcher, error) {
	d := in.Source.Match
	if d == nil {
		return nil, nil
	}
	if in.Places == nil {
		return nil, fmt.Errorf("source %s matches names, and no names of places are given", in.Source.Name)
	}
	m := &matcher{places: in.Places, oblast: -1, raion: -1, Query: gazetteer.Query{Texts: make([]string, len(d.Text)), Only: d.Only}}
	var err error
	if m.text, err = Header(file, header, d.Text); err != nil {
		return nil, err
	}
	for _, c := range []struct {
		name string
		at   *int
	}{{d.Oblast, &m.oblast}, {d.Raion, &m.raion}} {
		if c.name == "" {
			continue
		}
		place, err := Header(file, header, []string{c.name})
		if err != nil {
			return nil, err
		}
		*c.at = place[0]
	}
	m.at = make([]int, len(in.Source.Columns))
	for i, c := range in.Source.Columns {
		m.at[i] = -1
		field, ok := strings.CutPrefix(c.From, "$match.")
		for k, name := range catalog.MatchColumns {
			if ok && name == field {
				m.at[i] = k
			}
		}
	}
	return m, nil
}

// fill matches one record and puts what was found into the cells of the contract.
func (m *matcher) fill(record, cells []string) {
	for i, at := range m.text {
		m.Texts[i] = record[at]
	}
	if m.oblast >= 0 {
		m.Oblast = record[m.oblast]
	}
	if m.raion >= 0 {
		m.Raion = record[m.raion]
	}
	found := MatchCells(m.places.Match(m.Query))
	for i, at := range m.at {
		if at >= 0 {
			cells[i] = found[at]
		}
	}
}
