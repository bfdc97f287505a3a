// SPDX-License-Identifier: Apache-2.0

package headline

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

// Table is a published table of a built site, as its Table Schema describes it.
type Table struct {
	Name    string
	Columns []Column
}

// Column is one of its columns, with its type in the database.
type Column struct{ Name, Type string }

// Tables are those of a folder of datasets, in the order of their names.
func Tables(data string) ([]Table, error) {
	schemas, err := filepath.Glob(filepath.Join(data, "*.schema.json"))
	if err != nil || len(schemas) == 0 {
		return nil, fmt.Errorf("%s holds no published tables (%v): name the folder data/ of a built site", data, err)
	}
	types := map[string]string{"integer": "bigint", "number": "double", "boolean": "boolean", "date": "date"}
	var out []Table
	for _, file := range schemas {
		body, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var schema struct {
			Fields []struct{ Name, Type string } `json:"fields"`
		}
		if err := json.Unmarshal(body, &schema); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		t := Table{Name: strings.TrimSuffix(filepath.Base(file), ".schema.json")}
		for _, f := range schema.Fields {
			c := Column{f.Name, types[f.Type]}
			if c.Type == "" {
				c.Type = "varchar"
			}
			t.Columns = append(t.Columns, c)
		}
		out = append(out, t)
	}
	return out, nil
}

// Query reads a CSV of the table, of which nothing is guessed.
func (t Table) Query(file, delimiter, point string) string {
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = catalog.SQLText(c.Name) + ": " + catalog.SQLText(c.Type)
	}
	return fmt.Sprintf(`from read_csv(%s, header = true, delim = %s, decimal_separator = %s, quote = '"', escape = '"', nullstr = '', columns = {%s})`,
		catalog.SQLText(file), catalog.SQLText(delimiter), catalog.SQLText(point), strings.Join(columns, ", "))
}

// loadTables makes a table of each, and two more: published (dataset, rows) and few.
func loadTables(ctx context.Context, st *store.Store, data string) error {
	all, err := Tables(data)
	if err != nil {
		return err
	}
	var counts []string
	for _, t := range all {
		file := filepath.Join(data, t.Name+".csv")
		if err := st.Exec(ctx, fmt.Sprintf(`create or replace table main.%q as %s`, t.Name, t.Query(file, ",", "."))); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		counts = append(counts, fmt.Sprintf(`select %s as dataset, count(*) as "rows" from main.%q`, catalog.SQLText(t.Name), t.Name))
	}
	if err := st.Exec(ctx, "create or replace table main.published as "+strings.Join(counts, " union all ")); err != nil {
		return err
	}
	for _, name := range []string{"summary", "indicator_values"} {
		if !slices.ContainsFunc(all, func(t Table) bool { return t.Name == name }) {
			return nil
		}
	}
	return st.Exec(ctx, fewTold)
}

// fewTold makes the table few: indicators of whose newest year too few communities handed in a value to tell of all (status u of the summary), with n.
const fewTold = `create or replace table main.few as
	with newest as (
		select indicator_id, max(period) as period from main.indicator_values where not within_year and level = 'community' and value is not null group by 1
	)
	select indicator_id, s.n, period from main.summary s join newest using (indicator_id, period)
	where s.group_by = 'all' and s.obs_status = 'u' order by indicator_id`
