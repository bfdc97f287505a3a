// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/metrics/disclosure"
	"osnova/store"
)

// rule is the limits that a protected table declares. The arithmetic that makes a table by itself asks for them by its name; one that nobody
// declares is protected as counts of persons are.
func (st *Stage) rule(table string) disclosure.Rule {
	if p := st.Catalog.ProtectedTable(table); p != nil && p.Disclosure != nil {
		return ruleOf(p.Disclosure)
	}
	return disclosure.Ordinary
}

func ruleOf(d *catalog.Disclosure) disclosure.Rule {
	r := disclosure.Ordinary
	r.K = d.K
	return r
}

// protected makes one protected table of its SELECT: true counts come in, what may be told goes out.
func (st *Stage) protected(reads []string, p catalog.Protected) store.Step {
	return store.Step{ID: p.Relation(), File: p.File, Own: store.HashOf(p), Reads: reads, Run: func(ctx context.Context) (store.Result, error) {
		if err := st.protect(ctx, p); err != nil {
			return store.Result{}, fmt.Errorf("%s: %w", p.File, err)
		}
		return st.Store.Made(ctx, p.Relation())
	}}
}

func (st *Stage) protect(ctx context.Context, p catalog.Protected) error {
	got, err := st.Store.Select(ctx, p.SQL)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, c := range got.Columns {
		at[c] = i
	}
	for _, c := range needed(p) {
		if _, ok := at[c]; !ok {
			return fmt.Errorf("the SELECT must give column %s", c)
		}
	}
	d := p.Disclosure
	records := make([]disclosure.Record, len(got.Values))
	for i, row := range got.Values {
		if records[i], err = record(d, at, row); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	if err := disclosure.Protect(records, d.Dimensions, nil, ruleOf(d)); err != nil {
		return err
	}
	rows := make([][]any, len(got.Values))
	for i, row := range got.Values {
		if rows[i], err = publishedRow(p, at, row, records[i]); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return st.Store.LoadValues(ctx, p.Relation(), p.Columns, rows)
}

// needed are the columns that the SELECT gives: those of the contract but for the status, and the counts that the declaration names.
func needed(p catalog.Protected) []string {
	out := slices.Clone(p.Disclosure.Counts)
	for _, s := range p.Disclosure.Shares {
		out = append(out, s.Part, s.Of)
	}
	for _, m := range p.Disclosure.Means {
		out = append(out, m.Over, m.Of)
	}
	out = append(append(out, p.Disclosure.Dimensions...), p.Disclosure.Apart...)
	shares := map[string]bool{}
	for _, s := range p.Disclosure.Shares {
		shares[s.Column] = true
	}
	for _, c := range p.Columns {
		if c.Name != "obs_status" && !shares[c.Name] {
			out = append(out, c.Name)
		}
	}
	return out
}

// record is a row as the library takes it; a count that is missing is 0.
func record(d *catalog.Disclosure, at map[string]int, row []any) (disclosure.Record, error) {
	var fault error
	count := func(column string) int {
		n, err := countOf(column, row[at[column]])
		fault = cmp.Or(fault, err)
		return n
	}
	text := func(columns []string) (out []string) {
		for _, c := range columns {
			out = append(out, fmt.Sprint(row[at[c]]))
		}
		return out
	}
	x := disclosure.Record{Apart: strings.Join(text(d.Apart), "\x00"), Keys: text(d.Dimensions), Count: count(d.Counts[0])}
	for _, s := range d.Shares {
		x.Parts = append(x.Parts, disclosure.Share{Count: count(s.Part), Of: count(s.Of)})
	}
	for _, m := range d.Means {
		x.Means = append(x.Means, disclosure.Average{Over: count(m.Over)})
	}
	return x, fault
}

// publishedRow is a row as it may be published: counts rounded, shares and means of as many decimals as they carry, and what is hidden nil.
func publishedRow(p catalog.Protected, at map[string]int, row []any, x disclosure.Record) ([]any, error) {
	d, hidden := p.Disclosure, x.Hidden
	out := make([]any, len(p.Columns))
	for i, c := range p.Columns {
		if n, ok := at[c.Name]; ok {
			out[i] = row[n]
		}
		if v, endless := out[i].(float64); endless && math.IsInf(v, 0) {
			out[i] = nil
		}
		if slices.Contains(d.Counts, c.Name) && out[i] != nil {
			n, err := countOf(c.Name, out[i])
			if err != nil {
				return nil, err
			}
			if out[i] = disclosure.RoundCount(n); x.Hidden {
				out[i] = nil
			}
		}
	}
	put := func(column string, value any) {
		if i := p.Column(column); i >= 0 {
			out[i] = value
		}
	}
	for i, s := range d.Shares {
		part := x.Parts[i]
		hidden = hidden || part.Hidden
		if part.Hidden {
			put(s.Column, nil)
			put(s.Part, nil)
			continue
		}
		scale := s.Scale
		if scale == 0 {
			scale = 1
		}
		put(s.Column, finite(disclosure.Percent(float64(part.Count), float64(part.Of))*scale/100))
	}
	for i, m := range d.Means {
		v, ok := row[at[m.Column]].(float64)
		switch {
		case x.Means[i].Hidden:
			hidden = hidden || ok
			put(m.Column, nil)
		case ok:
			put(m.Column, finite(disclosure.RoundMean(v, x.Count)))
		}
	}
	if hidden {
		put("obs_status", string(disclosure.Confidential))
	}
	return out, nil
}

// countOf is a count of a SELECT; one that is missing is 0.
func countOf(column string, v any) (int, error) {
	switch v := v.(type) {
	case nil:
		return 0, nil
	case int64:
		return int(v), nil
	case int32:
		return int(v), nil
	}
	return 0, fmt.Errorf("column %s is no whole number (%T)", column, v)
}
