// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// QueryFault says what makes a query no function of the tables that it reads, and on which line.
type QueryFault struct {
	Line int // from 1; 0 if unknown
	What string
}

// Error says what is wrong.
func (f *QueryFault) Error() string { return f.What }

// ErrorPlace is the place of an error of Reads in the file that the query came from: with its line, where one is known.
func ErrorPlace(file string, err error) string {
	var f *QueryFault
	if errors.As(err, &f) && f.Line > 0 {
		return fmt.Sprintf("%s:%d", file, f.Line)
	}
	return file
}

// environment are functions that DuckDB calls consistent though they tell of the program, its settings or the order in which its threads work.
var environment = []string{"approx_quantile", "approx_top_k", "current_setting", "getvariable", "json_serialize_plan", "reservoir_quantile", "vector_type", "version"}

// keywords are functions without brackets: DuckDB takes such a name for a column only where there is one.
var keywords = []string{
	"current_catalog", "current_database", "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user",
	"localtime", "localtimestamp", "session_user", "user",
}

// special are functions that the parser knows and the list of functions does not have.
var special = []string{"unnest", "generate_subscripts"}

// known is what DuckDB says of its functions.
type known struct {
	impure map[string]bool     // volatile, of one run only, or with side effects
	macros map[string][]string // name → what each of its forms stands for
	all    map[string]bool
}

// functions asks DuckDB once what it knows of its functions.
func (s *Store) functions(ctx context.Context) (*known, error) {
	s.knowing.Lock()
	defer s.knowing.Unlock()
	if s.known != nil {
		return s.known, nil
	}
	rows, err := s.Select(ctx, `select distinct lower(function_name), function_type, coalesce(stability, 'CONSISTENT') <> 'CONSISTENT' or coalesce(has_side_effects, false), coalesce(macro_definition, '')
		from duckdb_functions() where function_type in ('scalar', 'aggregate', 'macro')`)
	if err != nil {
		return nil, err
	}
	k := &known{map[string]bool{}, map[string][]string{}, map[string]bool{}}
	for _, r := range rows.Values {
		name := r[0].(string)
		k.all[name] = true
		if r[2] == true || slices.Contains(environment, name) {
			k.impure[name] = true
		}
		if r[1] == "macro" {
			k.macros[name] = append(k.macros[name], r[3].(string))
		}
	}
	s.known = k
	return k, nil
}

// tree is a query as DuckDB's parser sees it.
func (s *Store) tree(ctx context.Context, query string) (map[string]any, error) {
	rows, err := s.Select(ctx, "select json_serialize_sql(?::varchar)::varchar", query)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := json.Unmarshal([]byte(rows.Values[0][0].(string)), &tree); err != nil {
		return nil, fmt.Errorf("read the syntax tree: %w", err)
	}
	return tree, nil
}

// reader walks the syntax tree of one query.
type reader struct {
	ctx    context.Context
	store  *Store
	known  *known
	query  string
	named  map[string]bool // by WITH
	found  map[string]bool // relations read
	within []string        // macros that are looked into
}

// refuse is a fault at the place where a node of the tree stands.
func (r *reader) refuse(node map[string]any, what string, args ...any) error {
	f := &QueryFault{What: fmt.Sprintf(what, args...)}
	if at, ok := node["query_location"].(float64); ok && int(at) >= 0 && int(at) <= len(r.query) {
		f.Line = 1 + strings.Count(r.query[:int(at)], "\n")
	}
	return f
}

// walk looks at every node below one.
func (r *reader) walk(node any) error {
	switch n := node.(type) {
	case map[string]any:
		if err := r.look(n); err != nil {
			return err
		}
		keys := make([]string, 0, len(n))
		for k := range n {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			if err := r.walk(n[k]); err != nil {
				return err
			}
		}
	case []any:
		for _, child := range n {
			if err := r.walk(child); err != nil {
				return err
			}
		}
	}
	return nil
}

// look refuses a node by which a query would depend on anything but the tables that it names.
func (r *reader) look(n map[string]any) error {
	if sample, ok := n["sample"].(map[string]any); ok && len(sample) > 0 {
		return r.refuse(n, "a sample is another one in each run: take rows by a rule, such as hash(key) %% 10 = 0")
	}
	switch n["type"] {
	case "BASE_TABLE":
		return r.table(n)
	case "TABLE_FUNCTION":
		call, _ := n["function"].(map[string]any)
		if name := strings.ToLower(fmt.Sprint(call["function_name"])); !slices.Contains(tableFunctions, name) {
			return r.refuse(n, "table function %s is not allowed; there are %s", name, strings.Join(tableFunctions, ", "))
		}
	case "SHOW_REF":
		return r.refuse(n, "it reads what the database says of itself (%v): name the columns", n["show_type"])
	case "COLUMN_REF":
		if names, _ := n["column_names"].([]any); len(names) == 1 {
			switch name := strings.ToLower(fmt.Sprint(names[0])); {
			case slices.Contains(keywords, name):
				return r.refuse(n, "%s is another value in each run; a column of that name is written with its table, as in t.%s", name, name)
			case name == "rowid":
				return r.refuse(n, "rowid tells of the order in which rows were written: number them by row_number() over (order by …)")
			}
		} else if len(names) > 1 && strings.EqualFold(fmt.Sprint(names[len(names)-1]), "rowid") {
			return r.refuse(n, "rowid tells of the order in which rows were written: number them by row_number() over (order by …)")
		}
	case "FUNCTION", "WINDOW_AGGREGATE":
		return r.function(n)
	}
	return nil
}

// function refuses one that gives another value for the same arguments.
func (r *reader) function(n map[string]any) error {
	name := strings.ToLower(fmt.Sprint(n["function_name"]))
	if slices.Contains(tableFunctions, name) || slices.Contains(special, name) {
		return nil
	}
	if strings.HasSuffix(name, "_aggr") || strings.HasSuffix(name, "aggregate") { // list_aggregate(list, 'name of an aggregate')
		if children, _ := n["children"].([]any); len(children) > 1 {
			if inner, ok := constant(children[1]); !ok || r.known.impure[strings.ToLower(inner)] || !r.known.all[strings.ToLower(inner)] {
				return r.refuse(n, "%s wants the plain name of an aggregate that gives the same for the same rows", name)
			}
		}
	}
	switch {
	case r.known.impure[name]:
		return r.refuse(n, "%s() does not give the same for the same input: a model is a function of the tables that it reads", name)
	case !r.known.all[name]:
		return r.refuse(n, "there is no function %s", name)
	case slices.Contains(r.within, name):
		return nil
	}
	for _, form := range r.known.macros[name] {
		tree, err := r.store.tree(r.ctx, "select "+form)
		if err != nil {
			return err
		}
		if tree["error"] == true {
			return r.refuse(n, "macro %s cannot be looked into", name)
		}
		inner := &reader{ctx: r.ctx, store: r.store, known: r.known, query: form, named: map[string]bool{}, found: map[string]bool{}, within: append(slices.Clone(r.within), name)}
		if err := inner.walk(tree); err != nil {
			return r.refuse(n, "%s() stands for something else: %v", name, err)
		}
	}
	return nil
}

// constant is a text that stands in the query itself.
func constant(node any) (string, bool) {
	n, _ := node.(map[string]any)
	value, _ := n["value"].(map[string]any)
	text, ok := value["value"].(string)
	return text, ok && n["type"] == "VALUE_CONSTANT"
}

// fileNames are last parts of names that DuckDB opens as a file where there is no such table.
var fileNames = []string{"csv", "tsv", "txt", "json", "jsonl", "ndjson", "parquet", "db", "duckdb", "gz", "zst", "zstd", "arrow", "xlsx", "geojson", "sqlite"}

// table takes a name for a table only if DuckDB can take it for nothing else. An unknown name of several parts is joined with dots and opened as a
// file, so that each part is a plain word and the last no ending of a file.
func (r *reader) table(n map[string]any) error {
	catalog, _ := n["catalog_name"].(string)
	schema, _ := n["schema_name"].(string)
	name := fmt.Sprint(n["table_name"])
	switch {
	case catalog != "":
		return r.refuse(n, "%q could be the name of a file or of another database: a table is schema.table", catalog+"."+schema+"."+name)
	case schema == "" && !r.named[strings.ToLower(name)]:
		return r.refuse(n, "%q is neither schema.table nor named by WITH", name)
	case schema == "":
		return nil
	case !plainWord(schema) || !plainWord(name) || slices.Contains(fileNames, strings.ToLower(name)):
		return r.refuse(n, "%q could be the name of a file: a table's is of Latin letters, digits and underscores, and no ending of a file", schema+"."+name)
	}
	r.found[schema+"."+name] = true
	return nil
}

func plainWord(text string) bool {
	for i, c := range text {
		if !(c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return text != ""
}
