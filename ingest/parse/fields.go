// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
)

// fieldReader puts records under the contract whose cells are found by paths: those of the columns, of the skip rules and of the texts that
// name places.
type fieldReader struct {
	source  catalog.Source
	skips   []skipRule
	fields  []string // paths, each once
	at      []int    // of each column, its place in fields
	matcher *matcher
}

func newFields(in Input, skips []skipRule) (*fieldReader, error) {
	r := &fieldReader{source: in.Source, skips: skips, at: make([]int, len(in.Source.Columns))}
	for i, c := range in.Source.Columns {
		if from := fromOf(c); !strings.HasPrefix(from, "$") {
			r.at[i] = r.place(from)
		}
	}
	for i := range skips {
		if skips[i].Column != "" {
			skips[i].at = r.place(skips[i].Column)
		}
		if u := skips[i].Unless; u != nil {
			skips[i].unlessAt = r.place(u.Column)
		}
	}
	if m := in.Source.Match; m != nil {
		for _, text := range append(slices.Clone(m.Text), m.Oblast, m.Raion) {
			if text != "" {
				r.place(text)
			}
		}
	}
	var err error
	r.matcher, err = newMatcher(in, "the declaration", Record{Cells: r.fields})
	return r, err
}

func (r *fieldReader) place(path string) int {
	i := slices.Index(r.fields, path)
	if i < 0 {
		i, r.fields = len(r.fields), append(r.fields, path)
	}
	return i
}

// foundTexts are the texts of fields; faults say why one cannot be a cell, stored how it is kept. Both may be nil.
type foundTexts struct {
	texts, faults []string
	stored        []Stored
}

// take gives one record to the account; key is the record's name if it has one.
func (r *fieldReader) take(t *Tally, f catalog.File, line int, key string, found foundTexts) {
	values := found.texts
	if rule := skipping(r.skips, Record{Line: line, Cells: values}); rule != "" {
		t.Skip(rule)
		return
	}
	cells, wrong, stored := make([]string, len(r.at)), make([]string, len(r.at)), make([]Stored, len(r.at))
	for i, c := range r.source.Columns {
		switch {
		case c.From == "$key":
			cells[i] = key
		case strings.HasPrefix(c.From, "$"):
			cells[i] = ownCell(c.From, f, line)
		default:
			cells[i] = values[r.at[i]]
			if found.faults != nil {
				wrong[i] = found.faults[r.at[i]]
			}
			if found.stored != nil {
				stored[i] = found.stored[r.at[i]]
			}
		}
	}
	if r.matcher != nil {
		r.matcher.fill(values, cells)
	}
	t.take(upstream{line: line, cells: cells, faults: wrong, stored: stored})
}

// ownCell is what a column takes that looks at the file, not at the record.
func ownCell(from string, f catalog.File, line int) string {
	switch from {
	case "$edition":
		return f.Edition
	case "$line":
		return fmt.Sprint(line)
	case "$file":
		return f.Label()
	}
	if column, ok := strings.CutPrefix(from, "$each."); ok {
		return f.Row[column]
	}
	return ""
}

// tallies opens the accounts of all declared files.
func (s *Sheet) tallies(files []catalog.File) map[string]*Tally {
	out := map[string]*Tally{}
	for _, f := range files {
		out[f.Name] = s.File(f.Label())
	}
	return out
}
