package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Reads returns the relations that a SELECT reads, as schema.table, sorted, found in DuckDB's own syntax tree.
// A bare name is a common table expression. Anything but one SELECT is an error, and so is one that reads files:
// DuckDB takes the bare name '/etc/hosts.csv' for a file, and read_csv and its like are table functions.
func (s *Store) Reads(ctx context.Context, query string) ([]string, error) {
	rows, err := s.Select(ctx, "select json_serialize_sql(?::varchar)::varchar", trimQuery(query))
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := json.Unmarshal([]byte(rows.Values[0][0].(string)), &tree); err != nil {
		return nil, fmt.Errorf("read the syntax tree: %w", err)
	}
	if tree["error"] == true {
		return nil, fmt.Errorf("not one SELECT: %v", tree["error_message"])
	}
	if list, _ := tree["statements"].([]any); len(list) != 1 {
		return nil, fmt.Errorf("not one SELECT but %d statements", len(list))
	}
	found, named := map[string]bool{}, map[string]bool{}
	commonTables(tree, named)
	if err := baseTables(tree, found, named); err != nil {
		return nil, err
	}
	out := make([]string, 0, len(found))
	for name := range found {
		out = append(out, name)
	}
	sort.Strings(out)
	return out, nil
}

// tableFunctions are those that a SELECT may read from: they make rows of their arguments, never of a file or of the database's own state.
var tableFunctions = []string{"generate_series", "json_each", "json_tree", "range", "regexp_split_to_table", "repeat", "repeat_row", "unnest"}

func baseTables(node any, found, named map[string]bool) error {
	switch n := node.(type) {
	case map[string]any:
		switch schema, _ := n["schema_name"].(string); {
		case n["type"] == "BASE_TABLE" && schema != "":
			found[schema+"."+fmt.Sprint(n["table_name"])] = true
		case n["type"] == "BASE_TABLE":
			if name := fmt.Sprint(n["table_name"]); !named[strings.ToLower(name)] {
				return fmt.Errorf("%q is neither schema.table nor named by WITH", name)
			}
		case n["type"] == "TABLE_FUNCTION":
			call, _ := n["function"].(map[string]any)
			if name := strings.ToLower(fmt.Sprint(call["function_name"])); !slices.Contains(tableFunctions, name) {
				return fmt.Errorf("table function %s is not allowed; there are %s", name, strings.Join(tableFunctions, ", "))
			}
		}
		for _, child := range n {
			if err := baseTables(child, found, named); err != nil {
				return err
			}
		}
	case []any:
		for _, child := range n {
			if err := baseTables(child, found, named); err != nil {
				return err
			}
		}
	}
	return nil
}

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
