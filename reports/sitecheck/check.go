// SPDX-License-Identifier: Apache-2.0

package sitecheck

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/reports/headline"
	"osnova/store"
)

// ProjectRules are the rules and cells of the project's own site.
//
//go:embed rules/*.sql cells/*.sql
var ProjectRules embed.FS

// Check holds a built site against itself. Findings name the table or page and, where there is one, the row; in order of places.
// The error is for a site that cannot be read.
func Check(ctx context.Context, site string) (catalog.Findings, error) {
	st := &store.Store{}
	defer st.Close()
	c := &check{ctx: ctx, st: st, site: site, data: filepath.Join(site, "data")}
	for _, step := range []func() error{c.load, c.formats, c.metadata, c.rules, c.pages} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c.found.Sorted(), nil
}

// check is one run.
type check struct {
	ctx        context.Context
	st         *store.Store
	site, data string
	columns    map[string][]string // of each published table
	numeric    map[string]map[string]bool
	files      map[string]bool      // of the site: is it there
	conditions map[string][]float64 // by the page of a community: what the map of the home page shows
	titles     map[string]string    // of communities and oblasts, by language and page
	found      catalog.Findings
}

// load makes a table of each published CSV, with the types that its schema declares.
func (c *check) load() error {
	all, err := headline.Tables(c.data)
	if err != nil {
		return err
	}
	c.columns, c.numeric = map[string][]string{}, map[string]map[string]bool{}
	for _, t := range all {
		c.numeric[t.Name] = map[string]bool{}
		for _, column := range t.Columns {
			c.columns[t.Name] = append(c.columns[t.Name], column.Name)
			c.numeric[t.Name][column.Name] = column.Type == "double"
		}
		in := func(ending string) string { return filepath.Join(c.data, t.Name+ending) }
		if err := c.st.Exec(c.ctx, fmt.Sprintf(`create or replace table main.%q as %s`, t.Name, t.Query(in(".csv"), ",", "."))); err != nil {
			return fmt.Errorf("%s.csv: %w", t.Name, err)
		}
		others := fmt.Sprintf(`create schema if not exists excel; create or replace table excel.%q as %s; create schema if not exists parquet; create or replace table parquet.%q as from read_parquet(%s)`,
			t.Name, t.Query(in(".excel.csv"), ";", ","), t.Name, catalog.SQLText(in(".parquet")))
		if err := c.st.Exec(c.ctx, others); err != nil {
			c.found.Add("data/"+t.Name, "", "its other formats cannot be read: %v", err)
		}
	}
	// Quarters and months stand apart from years, where there are years: what is newest or summed up is of those. Indices go by names of their own beside indicators.
	return c.st.Exec(c.ctx, `create or replace view main.observation as select * from main.indicator_values v
			where not (regexp_matches(period, '^\d{4}-') and indicator_id in (select indicator_id from main.indicator_values where regexp_matches(period, '^\d{4}$')));
		create or replace view main.name_of as select indicator_id, short_uk, short_en from main.indicators
		union all from (values ('dmi', 'Індекс цифрової зрілості', 'Digital maturity index'), ('dmi_core', 'Ядро індексу цифрової зрілості', 'Core of the digital maturity index'), ('sqi', 'Індекс якості послуг', 'Service quality index'), ('open_readiness', 'Індекс відкритої готовності', 'Index of open readiness'))`)
}

// formats holds the workbook CSV and the Parquet of each table against its CSV, and the CSV of each indicator against all of them.
func (c *check) formats() error {
	names := make([]string, 0, len(c.columns))
	for name := range c.columns {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		var same []string
		for _, column := range c.columns[name] {
			same = append(same, fmt.Sprintf("%s is not distinct from b.%q", c.first(name, column), column))
		}
		for _, other := range []string{"excel", "parquet"} {
			var plain []string
			for _, column := range c.columns[name] {
				text := fmt.Sprintf("(%q + 0)::varchar", column)
				if !c.numeric[name][column] {
					text = fmt.Sprintf("%q::varchar", column)
				}
				if other == "excel" { // an apostrophe stands before what a program would take for a formula
					text = fmt.Sprintf(`regexp_replace(%s, '^''([=+@\t\r\n-])', '\1')`, text)
				}
				plain = append(plain, fmt.Sprintf("%s as %q", text, column))
			}
			rows, err := c.st.Select(c.ctx, fmt.Sprintf(`with a as (select row_number() over () as line, * from main.%q), b as (select row_number() over () as line, %s from %s.%[1]q)
				select coalesce(a.line, b.line)::bigint as line, coalesce(a.%[4]q::varchar, b.%[4]q) as first, list_filter([%[5]s], x -> x <> '') as columns
				from a full join b using (line) where not (%[6]s) or a.line is null or b.line is null order by line limit 20`,
				name, strings.Join(plain, ", "), other, c.columns[name][0], c.differing(name), strings.Join(same, " and ")))
			if err != nil {
				c.found.Add("data/"+name, "", "its %s cannot be held against its CSV: %v", other, err)
				continue
			}
			for _, r := range rows.Values {
				c.found.Add("data/"+name, "all formats of a table hold the same rows", "row %v (%v): %s and CSV differ in %v", r[0], r[1], other, r[2])
			}
		}
	}
	return c.perIndicator()
}

// differing is, for a query with a and b, the names of columns that differ.
func (c *check) differing(name string) string {
	var out []string
	for _, column := range c.columns[name] {
		out = append(out, fmt.Sprintf("if(%s is distinct from b.%q, %s, '')", c.first(name, column), column, catalog.SQLText(column)))
	}
	return strings.Join(out, ", ")
}

// first is a column of a as text; 0 is -0.
func (c *check) first(name, column string) string {
	if c.numeric[name][column] {
		return fmt.Sprintf("(a.%q + 0)::varchar", column)
	}
	return fmt.Sprintf("a.%q::varchar", column)
}

// perIndicator holds indicators/NAME.csv against the rows of indicator_values.
func (c *check) perIndicator() error {
	files, err := filepath.Glob(filepath.Join(c.data, "indicators", "*.csv"))
	if err != nil {
		return err
	}
	for _, f := range files {
		name, excel := strings.CutSuffix(strings.TrimSuffix(filepath.Base(f), ".csv"), ".excel")
		delimiter, point := ",", "."
		if excel {
			delimiter, point = ";", ","
		}
		head, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		line, _, _ := strings.Cut(strings.TrimPrefix(string(head), "\ufeff"), "\n")
		var names []string
		t := headline.Table{}
		for _, column := range strings.Split(strings.TrimRight(line, "\r"), delimiter) {
			column = strings.Trim(column, `"`)
			names = append(names, column)
			kind := "varchar"
			if slices.Contains([]string{"value", "num", "den", "low", "high"}, column) {
				kind = "double"
			}
			t.Columns = append(t.Columns, headline.Column{Name: column, Type: kind})
		}
		own := []string{}
		for _, column := range names {
			if slices.Contains(c.columns["indicator_values"], column) {
				own = append(own, fmt.Sprintf("%q::varchar as %[1]q", column))
			}
		}
		rows, err := c.st.Select(c.ctx, fmt.Sprintf(`with b as (select %[1]s from (%[2]s)), a as (select %[1]s from main.indicator_values where lower(indicator_id) = %[3]s)
			select x::varchar from ((from a except all from b) union all (from b except all from a)) x order by 1 limit 20`, strings.Join(own, ", "), t.Query(f, delimiter, point), catalog.SQLText(name)))
		if err != nil {
			c.found.Add("data/indicators/"+filepath.Base(f), "", "it cannot be held against indicator_values: %v", err)
			continue
		}
		for _, r := range rows.Values {
			c.found.Add("data/indicators/"+filepath.Base(f), "the file of an indicator holds the rows of indicator_values", "%s: only one of the two has %v", name, r[0])
		}
	}
	return nil
}

// rules runs each rule. A rule gives one row a contradiction: `at` names the table and the row, `says` is what stands there, `but` what follows from elsewhere.
// The first line of its file says what holds. A rule whose tables this site has not is passed over.
func (c *check) rules() error {
	files, err := fs.Glob(ProjectRules, "rules/*.sql")
	if err != nil {
		return err
	}
	for _, f := range files {
		body, err := fs.ReadFile(ProjectRules, f)
		if err != nil {
			return err
		}
		for _, part := range strings.Split(string(body), "\n\n") {
			sentence, query, ok := strings.Cut(strings.TrimSpace(part), "\n")
			if !ok || !strings.HasPrefix(sentence, "-- ") {
				return fmt.Errorf("%s: a rule is a line that begins with -- and a SELECT, apart by an empty line: %.60q", f, part)
			}
			rows, err := c.st.Select(c.ctx, "select at::varchar, says::varchar, but::varchar from ("+strings.TrimRight(query, "; \n")+") order by all limit 1000")
			if err != nil {
				return fmt.Errorf("%s: %s: %w", f, sentence, err)
			}
			for _, r := range rows.Values {
				c.found.Add(fmt.Sprintf("data/%v", r[0]), strings.TrimPrefix(sentence, "-- "), "it says %s, but %s follows", shown(r[1]), shown(r[2]))
			}
		}
	}
	return nil
}

func shown(v any) string {
	if v == nil {
		return "nothing"
	}
	return fmt.Sprint(v)
}
