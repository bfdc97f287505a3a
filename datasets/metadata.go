// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"bytes"
	"context"
	"encoding/csv"
	"path"
	"slices"
	"strings"
	"time"

	"osnova/catalog"
)

// accounts is the table that says when each file was fetched.
const accounts = "mart.data_quality"

// empty reports whether the dataset has no row: its sources are awaited.
func (i issue) empty() bool { return i.files[0].rows == 0 }

// sourcesOf are the declared sources of a dataset, in its order; those that the catalog does not know are left to its findings.
func (st *Stage) sourcesOf(i issue) (out []catalog.Source) {
	for _, name := range i.Sources {
		if s, ok := st.source(name); ok {
			out = append(out, s)
		}
	}
	return out
}

// loadVisits reads when the files of each source were fetched last, as ISO days; embedded facts say it in their declaration.
func (st *Stage) loadVisits(ctx context.Context) error {
	st.visits = map[string]string{}
	if !st.Ledger.Done(accounts) {
		return nil
	}
	rows, err := st.Store.Select(ctx, "select source_id, left(max(accessed)::varchar, 10) from "+accounts+
		" where accessed is not null group by source_id order by source_id")
	if err != nil {
		return err
	}
	for _, r := range rows.Values {
		id, _ := r[0].(string)
		day, _ := r[1].(string)
		st.visits[id] = day
	}
	return nil
}

// modified is the newest day on which a file of the sources was taken; of a dataset of our own declarations the edition.
func (st *Stage) modified(sources []catalog.Source) string {
	newest := ""
	for _, s := range sources {
		day := st.visits[s.Name]
		if s.Own {
			day = st.date()
		}
		newest = max(newest, day, s.Met.Date)
	}
	if newest == "" {
		return st.date()
	}
	return newest
}

// span is the first and last day that the rows speak of: as declared, else as their columns of time say, else as the sources do, else the edition.
func (st *Stage) span(i issue, sources []catalog.Source) (first, last string) {
	if i.Period != "" {
		return periodSpan(i.Period)
	}
	if i.files[0].last != "" {
		return i.files[0].first, i.files[0].last
	}
	for _, s := range sources {
		from, to := periodSpan(s.AsOf)
		if from != "" && (first == "" || from < first) {
			first = from
		}
		last = max(last, to)
	}
	if last == "" {
		return st.date(), st.date()
	}
	return first, last
}

// timeColumns are those that say which time a row speaks of.
var timeColumns = []string{"period", "year", "quarter", "month", "date"}

// rowSpan is the first and last day of the periods of the rows of plain CSV; empty where no column is of time.
func rowSpan(body []byte) (first, last string) {
	read := csv.NewReader(bytes.NewReader(body))
	read.ReuseRecord = true
	header, err := read.Read()
	if err != nil {
		return "", ""
	}
	at := -1
	for _, name := range timeColumns {
		if at < 0 {
			at = slices.Index(header, name)
		}
	}
	if at < 0 {
		return "", ""
	}
	seen := map[string]bool{}
	for {
		r, err := read.Read()
		if err != nil {
			return first, last
		}
		if seen[r[at]] {
			continue
		}
		seen[strings.Clone(r[at])] = true
		from, to := periodSpan(strings.ReplaceAll(r[at], "–", "/"))
		if from != "" && (first == "" || from < first) {
			first = from
		}
		last = max(last, to)
	}
}

// rights say under which terms a dataset and what it is made of may be used, with those who are to be named.
func (st *Stage) rights(i issue) catalog.Text {
	l := st.licenceOf(i.Dataset)
	out := catalog.Text{UK: "Набір: " + l.Title.UK + ".", EN: "Dataset: " + l.Title.EN + "."}
	for n, s := range st.sourcesOf(i) {
		if n == 0 {
			out.UK, out.EN = out.UK+" Джерела:", out.EN+" Sources:"
		}
		out.UK += " " + s.Attribution.UK + " (" + s.Licence.Title.UK + ");"
		out.EN += " " + s.Attribution.EN + " (" + s.Licence.Title.EN + ");"
	}
	return catalog.Text{UK: strings.TrimSuffix(out.UK, ";"), EN: strings.TrimSuffix(out.EN, ";")}
}

// licenceOf is the licence of one dataset: its own, where its sources ask for that; that of its sources, where all that state one state the same and nothing
// of ours is computed; else the project's.
func (st *Stage) licenceOf(d catalog.Dataset) catalog.ProjectLicence {
	if d.Licence != nil {
		return *d.Licence
	}
	if st.reads == nil { // before a run
		return st.licence()
	}
	reads, _ := st.reads(d.SQL) // what is wrong with it is told when its step is made
	if slices.ContainsFunc(reads, func(r string) bool { return !strings.HasPrefix(r, "mart.") }) {
		return st.licence()
	}
	var only *catalog.Licence
	for _, s := range st.Catalog.Sources {
		if !slices.Contains(d.Sources, s.Name) || catalog.Unlicensed(s.Licence) {
			continue
		}
		if s.Own || only != nil && only.ID != s.Licence.ID {
			return st.licence()
		}
		only = &s.Licence
	}
	if only == nil || only.URL == "" {
		return st.licence()
	}
	return catalog.ProjectLicence{ID: only.ID, URL: only.URL, Title: only.Title}
}

// title marks a dataset without a row: awaited, where its sources are.
func (st *Stage) title(i issue) catalog.Text {
	switch {
	case !i.empty():
		return i.Title
	case st.awaitedFrom(i).UK == "":
		return catalog.Text{UK: i.Title.UK + " (рядків ще немає)", EN: i.Title.EN + " (no rows yet)"}
	}
	return catalog.Text{UK: i.Title.UK + " (очікуємо)", EN: i.Title.EN + " (awaited)"}
}

// awaitedFrom names the publishers of the sources whose files are awaited, each once.
func (st *Stage) awaitedFrom(i issue) (out catalog.Text) {
	seen := map[string]bool{}
	for _, s := range st.sourcesOf(i) {
		if s.Awaited.UK == "" || seen[s.Publisher.UK] {
			continue
		}
		seen[s.Publisher.UK] = true
		if out.UK != "" {
			out.UK, out.EN = out.UK+", ", out.EN+", "
		}
		out.UK, out.EN = out.UK+s.Publisher.UK, out.EN+s.Publisher.EN
	}
	return out
}

// partValue is the value of the column by which a part was cut, in small letters.
func partValue(f fileFact) string {
	return strings.TrimSuffix(strings.TrimSuffix(path.Base(f.Path), excelEnding), csvEnding)
}

// date is the first day of the edition as an ISO date, empty when the edition names none.
func (st *Stage) date() string {
	start, _ := periodSpan(st.Catalog.Project.Edition)
	return start
}

// periodSpan gives the first and last day of an ISO period: a year, quarter (2025-Q1), half-year (2025-H1), month, day, or two of them with a slash.
func periodSpan(period string) (first, last string) {
	from, to, double := strings.Cut(period, "/")
	if double {
		first, _ = periodSpan(from)
		_, last = periodSpan(to)
		return first, last
	}
	months := 0
	day, err := time.Parse(time.DateOnly, from)
	if err != nil {
		if day, err = time.Parse("2006-01", from); err == nil {
			months = 1
		} else if day, err = time.Parse("2006", from); err == nil {
			months = 12
		} else if len(from) == 7 && (from[5] == 'Q' || from[5] == 'H') {
			months = map[byte]int{'Q': 3, 'H': 6}[from[5]]
			if day, err = time.Parse("2006", from[:4]); err == nil {
				day = day.AddDate(0, months*(int(from[6])-'1'), 0)
			}
		}
	}
	if err != nil {
		return "", ""
	}
	end := day
	if months > 0 {
		end = day.AddDate(0, months, -1)
	}
	return day.Format(time.DateOnly), end.Format(time.DateOnly)
}
