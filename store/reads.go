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
// A bare name is a common table expression. Anything but one SELECT is an error.
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
	found := map[string]bool{}
	baseTables(tree, found)
	out := make([]string, 0, len(found))
	for name := range found {
		out = append(out, name)
	}
	sort.Strings(out)
	return out, nil
}

func baseTables(node any, found map[string]bool) {
	switch n := node.(type) {
	case map[string]any:
		if schema, _ := n["schema_name"].(string); n["type"] == "BASE_TABLE" && schema != "" {
			found[schema+"."+fmt.Sprint(n["table_name"])] = true
		}
		for _, child := range n {
			baseTables(child, found)
		}
	case []any:
		for _, child := range n {
			baseTables(child, found)
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
