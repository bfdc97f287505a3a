// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Reads returns the relations that a SELECT reads, as schema.table, sorted, found in DuckDB's own syntax tree. A bare name is a common table
// expression. A *QueryFault is the answer to anything but one SELECT, and to one that is no function of the tables that it names: by what the
// clock, chance or the settings say (random(), now(), current_date, a sample), or by a file, which DuckDB opens for a table function such as
// read_csv and for a name that no table has, such as '/etc/hosts.csv' or "/etc/hosts".mart.csv.
func (s *Store) Reads(ctx context.Context, query string) ([]string, error) {
	body := trimQuery(query)
	tree, err := s.tree(ctx, body)
	if err != nil {
		return nil, err
	}
	above := strings.Count(query[:strings.Index(query, body)], "\n")
	if tree["error"] == true {
		f := &QueryFault{What: fmt.Sprintf("not one SELECT: %v", tree["error_message"])}
		if at, err := strconv.Atoi(fmt.Sprint(tree["position"])); err == nil && at <= len(body) {
			f.Line = 1 + above + strings.Count(body[:at], "\n")
		}
		return nil, f
	}
	if list, _ := tree["statements"].([]any); len(list) != 1 {
		return nil, &QueryFault{What: fmt.Sprintf("not one SELECT but %d statements", len(list))}
	}
	known, err := s.functions(ctx)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, store: s, known: known, query: body, found: map[string]bool{}, named: map[string]bool{}}
	commonTables(tree, r.named)
	if err := r.walk(tree); err != nil {
		if f := (*QueryFault)(nil); errors.As(err, &f) && f.Line > 0 {
			f.Line += above
		}
		return nil, err
	}
	return slices.Sorted(maps.Keys(r.found)), nil
}

// tableFunctions are those that a SELECT may read from: they make rows of their arguments, never of a file or of the database's own state.
var tableFunctions = []string{"generate_series", "json_each", "json_tree", "range", "regexp_split_to_table", "repeat", "repeat_row", "unnest"}

// commonTables collects the names given by WITH. A name with a dot or a slash could stand for a file outside its scope, and is left out.
func commonTables(node any, named map[string]bool) {
	switch n := node.(type) {
	case map[string]any:
		if ctes, ok := n["cte_map"].(map[string]any); ok {
			list, _ := ctes["map"].([]any)
			for _, e := range list {
				if pair, ok := e.(map[string]any); ok {
					if name := fmt.Sprint(pair["key"]); !strings.ContainsAny(name, "./\\:") {
						named[strings.ToLower(name)] = true
					}
				}
			}
		}
		for _, child := range n {
			commonTables(child, named)
		}
	case []any:
		for _, child := range n {
			commonTables(child, named)
		}
	}
}

// Layer returns the schema of a relation and its place in Layers, or -1.
func Layer(relation string) (string, int) {
	schema, _, _ := strings.Cut(relation, ".")
	return schema, slices.Index(Layers, schema)
}

// Leftward says which of the relations read lie to the right of layer, and so must not be read from it.
func Leftward(layer string, reads []string) (wrong []string) {
	at := slices.Index(Layers, layer)
	for _, r := range reads {
		if _, place := Layer(r); place < 0 || place > at {
			wrong = append(wrong, r)
		}
	}
	return wrong
}
