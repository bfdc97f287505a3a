// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
)

// Check holds a relation against its contract: columns and their types, required values, unique key, patterns, bounds, value lists, rows.
// An empty text is a missing one, as in the files of a dataset, and a column of the key may not be missing.
// Every breach is a finding that gives an example.
func (s *Store) Check(ctx context.Context, relation string, k catalog.Contract) (catalog.Findings, error) {
	var out catalog.Findings
	described, err := s.Select(ctx, "select column_name, column_type from (describe "+relation+")")
	if err != nil {
		return nil, err
	}
	have := map[string]string{}
	for _, row := range described.Values {
		have[row[0].(string)] = row[1].(string)
	}
	for _, col := range k.Columns {
		typ, ok := have[col.Name]
		switch {
		case !ok:
			out.Add(relation, "the SELECT must give it", "column %s is missing", col.Name)
		case !typeFits(col.Type, typ):
			out.Add(relation, "cast it in the SELECT", "column %s is %s, the contract says %s", col.Name, typ, col.Type)
		}
		delete(have, col.Name)
	}
	for name := range have {
		out.Add(relation, "declare it or drop it", "column %s is not in the contract", name)
	}
	if len(out) > 0 {
		return out.Sorted(), nil
	}
	counted, err := s.Select(ctx, "select count(*) from "+relation)
	if err != nil {
		return nil, err
	}
	n := counted.Values[0][0].(int64)
	if n > 0 { // of an empty table there is nothing to ask, and there are dozens of them
		if out, err = s.checkRows(ctx, relation, k); err != nil {
			return nil, err
		}
	}
	if n < int64(k.MinRows) {
		out.Add(relation, "", "%d rows, the contract says at least %d", n, k.MinRows)
	}
	return out, nil
}

// checkRows asks for values that break the contract and for keys that are there twice.
func (s *Store) checkRows(ctx context.Context, relation string, k catalog.Contract) (out catalog.Findings, err error) {
	for _, t := range tests(k) {
		rows, err := s.Select(ctx, fmt.Sprintf("select count(*), min((%s)::varchar) from %s where %s", t.show, relation, t.wrong))
		if err != nil {
			return nil, err
		}
		if n := rows.Values[0][0].(int64); n > 0 {
			out.Add(relation, fmt.Sprintf("for example %v", rows.Values[0][1]), "%s in %d rows", t.what, n)
		}
	}
	if len(k.Key) > 0 {
		key := quoteList(k.Key)
		rows, err := s.Select(ctx, fmt.Sprintf("select count(*), min(k::varchar) from (select (%s) as k from %s group by all having count(*) > 1)", rowOf(k.Key), relation))
		if err != nil {
			return nil, err
		}
		if n := rows.Values[0][0].(int64); n > 0 {
			out.Add(relation, fmt.Sprintf("for example %v", rows.Values[0][1]), "key (%s) is repeated %d times", key, n)
		}
	}
	return out, nil
}

type contractTest struct{ what, wrong, show string }

func tests(k catalog.Contract) (out []contractTest) {
	for _, c := range k.Columns {
		name := quote(c.Name)
		if c.Required || slices.Contains(k.Key, c.Name) {
			wrong := name + " is null"
			if c.Type == catalog.TypeText {
				wrong += " or " + name + " = ''"
			}
			out = append(out, contractTest{c.Name + " is empty", wrong, "'row'"})
		}
		if c.Pattern != "" {
			out = append(out, contractTest{c.Name + " does not match " + c.Pattern, "not regexp_matches(" + name + ", " + catalog.SQLText(c.Pattern) + ")", name})
		}
		if c.Min != nil {
			out = append(out, contractTest{fmt.Sprintf("%s is below %g", c.Name, *c.Min), fmt.Sprintf("%s < %g", name, *c.Min), name})
		}
		if c.Max != nil {
			out = append(out, contractTest{fmt.Sprintf("%s is above %g", c.Name, *c.Max), fmt.Sprintf("%s > %g", name, *c.Max), name})
		}
		if len(c.Enum) > 0 {
			var list []string
			for _, v := range c.Enum {
				list = append(list, catalog.SQLText(v))
			}
			out = append(out, contractTest{c.Name + " is none of its values", name + " not in (" + strings.Join(list, ", ") + ")", name})
		}
		if c.Type == catalog.TypeNumber {
			out = append(out, contractTest{c.Name + " is not a number", "isnan(" + name + ") or isinf(" + name + ")", name})
		}
	}
	return out
}

func typeFits(declared, duck string) bool {
	switch declared {
	case catalog.TypeInteger:
		return duck == "BIGINT" || duck == "INTEGER"
	case catalog.TypeNumber:
		return duck == "DOUBLE"
	case catalog.TypeBoolean:
		return duck == "BOOLEAN"
	case catalog.TypeDate:
		return duck == "DATE"
	}
	return duck == "VARCHAR"
}

func quoteList(names []string) string { return strings.Join(names, ", ") }

func rowOf(names []string) string {
	if len(names) == 1 {
		return quote(names[0])
	}
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = quote(n)
	}
	return "row(" + strings.Join(quoted, ", ") + ")"
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
