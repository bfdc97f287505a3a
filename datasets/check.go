// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
)

// check holds the result of a published SELECT against its contract and asks that its order leaves nothing to chance.
// fatal says that names or types differ, so that the files cannot be written as they are described, or that they would tell of single persons.
func (st *Stage) check(ctx context.Context, d catalog.Dataset, relation string) (findings catalog.Findings, fatal bool, err error) {
	found, err := st.Store.Check(ctx, "(from "+relation+" limit 0)", catalog.Contract{Columns: shapeOnly(d.Columns)})
	if err != nil {
		return nil, false, err
	}
	fatal = len(found) > 0
	if !fatal {
		if found, err = st.Store.Check(ctx, relation, st.Ledger.Contract("dataset "+d.Name, d.Contract)); err != nil {
			return nil, false, err
		}
	}
	for _, f := range found {
		findings.Add(d.File, f.Hint, "%s", f.What)
	}
	if !fatal {
		told, err := st.disclosed(ctx, d, relation)
		if err != nil {
			return nil, false, err
		}
		findings, fatal = append(findings, told...), len(told) > 0
	}
	order, err := st.order(ctx, d.SQL)
	if err != nil {
		return nil, false, err
	}
	switch loose := missing(d.Key, order); {
	case len(d.Key) == 0:
		findings.Add(d.File, "readers join by it", "the dataset has no key")
	case order == nil:
		findings.Add(d.File, "end the SELECT with ORDER BY", "the rows come in no order")
	case len(loose) > 0 && !slices.Contains(order, "*"):
		findings.Add(d.File, "add them to ORDER BY, so that equal data give equal bytes", "the order leaves out the key columns %s", strings.Join(loose, ", "))
	}
	return findings, fatal, nil
}

// shapeOnly keeps of columns what must hold for files to be written at all.
func shapeOnly(columns []catalog.Column) []catalog.Column {
	out := make([]catalog.Column, len(columns))
	for i, c := range columns {
		out[i] = catalog.Column{Name: c.Name, Type: c.Type}
	}
	return out
}

// order returns the columns that the outermost ORDER BY names, "*" for ORDER BY ALL, nil without one.
func (st *Stage) order(ctx context.Context, query string) ([]string, error) {
	rows, err := st.Store.Select(ctx, "select json_serialize_sql(?::varchar)::varchar", strings.TrimRight(strings.TrimSpace(query), "; \n\t"))
	if err != nil {
		return nil, err
	}
	type expression struct {
		Class   string   `json:"class"`
		Columns []string `json:"column_names"`
	}
	var tree struct {
		Statements []struct {
			Node struct {
				Modifiers []struct {
					Orders []struct {
						Expression expression `json:"expression"`
					} `json:"orders"`
				} `json:"modifiers"`
			} `json:"node"`
		} `json:"statements"`
	}
	if err := json.Unmarshal([]byte(rows.Values[0][0].(string)), &tree); err != nil {
		return nil, fmt.Errorf("read the syntax tree: %w", err)
	}
	var out []string
	for _, s := range tree.Statements {
		for _, m := range s.Node.Modifiers {
			for _, o := range m.Orders {
				switch e := o.Expression; e.Class {
				case "COLUMN_REF":
					out = append(out, e.Columns[len(e.Columns)-1])
				case "STAR":
					out = append(out, "*")
				default: // an expression orders, but does not make the order total
					out = append(out, "")
				}
			}
		}
	}
	return out, nil
}

func missing(want, have []string) (out []string) {
	for _, w := range want {
		if !slices.Contains(have, w) {
			out = append(out, w)
		}
	}
	return out
}

// projection reads a materialised dataset in the order of its contract, with one spelling of a missing text and one width of integers.
func projection(relation string, columns []catalog.Column) string {
	var list []string
	for _, c := range columns {
		name := `"` + c.Name + `"`
		switch c.Type {
		case catalog.TypeText:
			list = append(list, "nullif("+name+", '') as "+name)
		case catalog.TypeInteger:
			list = append(list, name+"::bigint as "+name)
		case catalog.TypeNumber: // neither CSV nor Table Schema agree on how to spell these
			list = append(list, "case when isfinite("+name+") then "+name+" end as "+name)
		default:
			list = append(list, name)
		}
	}
	return "select " + strings.Join(list, ", ") + " from " + relation
}
