// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"osnova/catalog"
	"osnova/store"
)

// issueRow is something open about a source; a number that is not there is 0, a text empty.
type issueRow struct {
	ID       string `column:"issue_id"`
	Source   string `column:"source_id"`
	Kind     string `column:"kind"`
	Severity string `column:"severity"`
	Since    string `column:"since"`
	Number   int    `column:"number,omitzero"`
	WhatUK   string `column:"what_uk"`
	WhatEN   string `column:"what_en"`
	TodoUK   string `column:"todo_uk"`
	TodoEN   string `column:"todo_en"`
}

// cadenceDays are the days after which a publisher that keeps its cadence has a new edition; of other cadences nothing is due.
var cadenceDays = map[string]int{"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "annual": 366, "biennial": 731}

// intake is what became of the records of a source: those and the cells set aside, where its rows came from, and the last day on which bytes came.
type intake struct {
	refused int64
	origin  string
	day     string
}

// issues makes metric.issue: what is open about each source, by its declaration, its accounts and the faults known of it, as of the edition.
func (st *Stage) issues() store.Step {
	type declared struct {
		Name, Cadence, AsOf, Met string
		Awaited                  bool
		Runbook                  catalog.Text
	}
	var own []declared
	for _, s := range st.Catalog.Sources {
		own = append(own, declared{s.Name, s.Cadence, s.AsOf, s.MetWord(), !s.Awaited.IsZero(), s.Runbook})
	}
	takes := []string{"mart.data_quality", "mart.quarantine", "mart.known_fault"}
	return store.Step{
		ID: "metric.issue", Own: store.HashParts(store.HashOf(own), st.Catalog.Project.Edition), Takes: takes,
		Run: func(ctx context.Context) (store.Result, error) {
			accounts, err := st.accounts(ctx)
			if err != nil {
				return store.Result{}, err
			}
			var rows []issueRow
			for _, s := range st.Catalog.Sources {
				rows = append(rows, openOf(s, accounts[s.Name], editionOf(st.Catalog.Project, accounts))...)
			}
			faults, err := st.knownFaults(ctx)
			if err != nil {
				return store.Result{}, err
			}
			rows = withoutFiction(append(rows, faults...), func(source string) bool { return st.Ledger.Synthetic("raw." + source) })
			slices.SortFunc(rows, func(a, b issueRow) int { return cmp.Compare(a.ID, b.ID) })
			if err := loadRows(ctx, st, "metric.issue", rows); err != nil {
				return store.Result{}, err
			}
			return st.Store.Made(ctx, "metric.issue")
		},
	}
}

// editionOf is the day of the edition: what the project says, else no earlier than the last bytes that came.
func editionOf(p catalog.Project, accounts map[string]*intake) string {
	day := p.Edition
	if !p.EditionSet {
		for _, a := range accounts {
			day = max(day, a.day)
		}
	}
	return day
}

// accounts sums the accounts of each source's files; a source without one is not there.
func (st *Stage) accounts(ctx context.Context) (map[string]*intake, error) {
	out := map[string]*intake{}
	if !st.Ledger.Done("mart.data_quality") || !st.Ledger.Done("mart.quarantine") {
		return out, nil
	}
	found, err := st.Store.Select(ctx, `select source_id, sum(quarantined)::bigint + coalesce((select count(*) from mart.quarantine k where k.source_id = q.source_id and scope = 'cell'), 0),
		min(origin), coalesce(left(max(accessed), 10), '') from mart.data_quality q group by source_id`)
	if err != nil {
		return nil, fmt.Errorf("issues: %w", err)
	}
	for _, r := range found.Values {
		out[r[0].(string)] = &intake{r[1].(int64), r[2].(string), r[3].(string)}
	}
	return out, nil
}

// openOf lists what is open about a source by its declaration and account; nil is one that has none.
func openOf(s catalog.Source, a *intake, edition string) (out []issueRow) {
	add := func(kind, severity, since string, number int) {
		out = append(out, issueRow{
			ID: kind + ":" + s.Name, Source: s.Name, Kind: kind, Severity: severity, Since: since, Number: number, TodoUK: s.Runbook.UK, TodoEN: s.Runbook.EN,
		})
	}
	switch {
	case a == nil && !s.Awaited.IsZero():
		add("awaited", catalog.SeverityNotice, "", 0)
	case a == nil || a.origin == "none":
		add("lost", catalog.SeverityError, "", 0)
	case a.origin == "last good":
		add("held", catalog.SeverityWarning, a.day, 0)
	}
	if a != nil && a.refused > 0 {
		add("refused", catalog.SeverityNotice, a.day, int(a.refused))
	}
	if !s.Own && s.Met.Level != catalog.MetFile {
		add("unproven", catalog.SeverityNotice, "", 0)
	}
	if due := dueAfter(s); a != nil && !s.Own && due != "" && due < edition {
		add("overdue", catalog.SeverityWarning, due, 0)
	}
	return out
}

// withoutFiction leaves out what is true of a publisher's files alone, known faults and overdue editions, where the facts of the source are invented.
func withoutFiction(rows []issueRow, invented func(source string) bool) []issueRow {
	return slices.DeleteFunc(rows, func(r issueRow) bool { return (r.Kind == "known_fault" || r.Kind == "overdue") && invented(r.Source) })
}

var periodParts = regexp.MustCompile(`^(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?$`)

// dueAfter is the day by which a publisher that keeps its cadence has a newer edition: two of its periods after the end of what the data speak of. It
// is empty where no cadence or no time is stated.
func dueAfter(s catalog.Source) string {
	days, part := cadenceDays[s.Cadence], periodParts.FindStringSubmatch(s.AsOf)
	if days == 0 || part == nil {
		return ""
	}
	number := func(text string) int { n, _ := strconv.Atoi(text); return n }
	year, end := number(part[1]), time.Time{}
	switch {
	case part[4] != "":
		end = time.Date(year, time.Month(number(part[3])), number(part[4]), 0, 0, 0, 0, time.UTC)
	case part[3] != "":
		end = time.Date(year, time.Month(number(part[3])+1), 0, 0, 0, 0, 0, time.UTC)
	case part[2] != "":
		end = time.Date(year, time.Month(3*number(part[2])+1), 0, 0, 0, 0, 0, time.UTC)
	default:
		end = time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return end.AddDate(0, 0, 2*days).Format(time.DateOnly)
}

// knownFaults are the faults that mart.known_fault has, where it is made.
func (st *Stage) knownFaults(ctx context.Context) (out []issueRow, err error) {
	if !st.Ledger.Done("mart.known_fault") {
		return nil, nil
	}
	found, err := st.Store.Select(ctx, "select fault_id, source_id, since, severity, what_uk, what_en, done_uk, done_en from mart.known_fault")
	if err != nil {
		return nil, fmt.Errorf("issues: %w", err)
	}
	for _, r := range found.Values {
		text := func(i int) string { return r[i].(string) }
		out = append(out, issueRow{
			ID: "known_fault:" + text(0), Source: text(1), Kind: "known_fault", Severity: text(3), Since: text(2),
			WhatUK: text(4), WhatEN: text(5), TodoUK: text(6), TodoEN: text(7),
		})
	}
	return out, nil
}
