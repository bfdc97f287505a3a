// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"

	"osnova/catalog"
	"osnova/store"
)

// programs are the tables that this room makes by programs of its own, by the names of their declarations, with the type of a row; nil where
// a SELECT makes them. A kind of an index is made for every index.
var programs = map[string]reflect.Type{
	"values": nil, "observation": nil, "observation_within": nil, "indicator": nil, "summary": nil, "advice": nil,
	"inequality": reflect.TypeFor[inequalityRow](), "lorenz": reflect.TypeFor[lorenzRow](),
	"concentration": reflect.TypeFor[concentrationRow](), "extreme": reflect.TypeFor[extremeRow](), "lisa": reflect.TypeFor[lisaRow](), "gap": reflect.TypeFor[gapRow](),
	"convergence": reflect.TypeFor[convergenceRow](), "ladder": reflect.TypeFor[ladderRow](), "issue": reflect.TypeFor[issueRow](),
	"score": reflect.TypeFor[scoreRow](), "contribution": reflect.TypeFor[contributionRow](), "loss": reflect.TypeFor[lossRow](),
	"step": reflect.TypeFor[stepRow](), "correlation": reflect.TypeFor[correlationRow](), "reliability": reflect.TypeFor[reliabilityRow](),
	"interval": reflect.TypeFor[intervalRow](), "status": reflect.TypeFor[statusRow](), "change": reflect.TypeFor[changeRow](),
	"sensitivity": reflect.TypeFor[sensitivityRow](),
	"case_metric": reflect.TypeFor[caseMetricRow](), "case_service": reflect.TypeFor[caseServiceRow](),
	"case_time":   reflect.TypeFor[caseTimeRow](),
	"survey_unit": reflect.TypeFor[surveyUnitRow](), "survey_dimension": reflect.TypeFor[surveyDimensionRow](),
}

// guarded are those of programs that are declared with the protected tables.
var guarded = []string{"case_metric", "case_service", "case_time", "survey_unit", "survey_dimension"}

// CheckTables holds the declarations of tables against the programs that make them: each has the other, and both have the same columns.
func CheckTables(c *catalog.Catalog) (found catalog.Findings) {
	declared := map[string]bool{}
	names := sorted(programs)
	check := func(name, file string, k catalog.Contract) {
		declared[name] = true
		row, made := programs[name]
		if !made {
			hint := "remove it: a table is declared where a program of metrics makes it"
			if near := catalog.Nearest(name, names); near != "" {
				hint = "did you mean " + near + "?"
			}
			found.Add(file, hint, "nothing makes a table %s", name)
			return
		}
		if row == nil {
			return
		}
		if err := store.CheckShape(row, k.Columns); err != nil {
			found.Add(file, "declare the columns that the program makes", "%v", err)
		}
	}
	for _, t := range c.Tables {
		check(t.Name, t.File, t.Contract)
	}
	for _, p := range c.Protected {
		if p.SQL == "" {
			check(p.Name, p.File, p.Contract)
		}
	}
	for _, name := range names {
		if !declared[name] {
			found = append(found, undeclared(name))
		}
	}
	return found
}

// undeclared is the finding of a table without its declaration.
func undeclared(name string) catalog.Finding {
	folder := "metrics/tables"
	if slices.Contains(guarded, name) {
		folder = "metrics/protected"
	}
	return catalog.Finding{
		Where: folder + "/" + name + ".yaml", What: "metrics makes the table " + name + ", and nothing declares it", Hint: "write the file (docs/adding.md)",
	}
}

// declaredTables are all tables of schema metric that are declared.
func (st *Stage) declaredTables() map[string]catalog.MetricTable {
	if st.tables == nil {
		st.tables = st.Catalog.MetricTables()
	}
	return st.tables
}

// refuseUndeclared takes out of the steps those that would make a table which nothing declares.
func (st *Stage) refuseUndeclared(steps []store.Step) []store.Step {
	return slices.DeleteFunc(steps, func(step store.Step) bool {
		for _, relation := range tablesOfStep(step) {
			if _, ok := st.declaredTables()[relation]; !ok {
				st.Ledger.Refuse(step, undeclared(st.declarationOf(relation)))
				return true
			}
		}
		return false
	})
}

// declarationOf is the name of the declaration that a table would have.
func (st *Stage) declarationOf(relation string) string {
	for _, x := range st.Catalog.Indices {
		for _, kind := range x.Kinds() {
			if x.Table(kind) == relation {
				return kind
			}
		}
	}
	for _, i := range st.Catalog.Indicators {
		if slices.Contains(i.Relations(), relation) {
			return "values"
		}
	}
	return relation[len("metric."):]
}

// tablesOfStep are the tables that a step makes.
func tablesOfStep(step store.Step) []string {
	if len(step.Makes) == 0 {
		return []string{step.ID}
	}
	return step.Makes
}

// declare lets a step rest on the declarations of its tables, and holds these against what it made, as models are.
func (st *Stage) declare(step store.Step) store.Step {
	own := []string{step.Own}
	for _, relation := range tablesOfStep(step) {
		own = append(own, store.HashOf(st.declaredTables()[relation].Contract))
	}
	run := step.Run
	step.Own = store.HashParts(own...)
	step.Run = func(ctx context.Context) (store.Result, error) {
		result, err := run(ctx)
		if err := st.Store.Blame(ctx, cmp.Or(step.File, step.ID), "", step.Reads, err); err != nil {
			return result, err
		}
		found, err := st.checkContracts(ctx, tablesOfStep(step))
		result.Findings = append(result.Findings, found...)
		return result, err
	}
	return step
}

// checkContracts holds tables against their declarations.
func (st *Stage) checkContracts(ctx context.Context, relations []string) (out catalog.Findings, err error) {
	for _, relation := range relations {
		found, err := st.Store.Check(ctx, relation, st.Ledger.Contract(relation, st.declaredTables()[relation].Contract))
		if err != nil {
			return out, fmt.Errorf("check %s: %w", relation, err)
		}
		out = append(out, found...)
	}
	return out, nil
}

// loadRows makes a declared table of typed rows. A declaration that has other columns than the program is a *store.Fault.
func loadRows[T any](ctx context.Context, st *Stage, relation string, rows []T) error {
	t, ok := st.declaredTables()[relation]
	if !ok {
		return &store.Fault{Finding: undeclared(st.declarationOf(relation))}
	}
	err := store.LoadRows(ctx, st.Store, relation, t.Columns, rows)
	var shape *store.ShapeError
	if errors.As(err, &shape) {
		return &store.Fault{Finding: catalog.Finding{Where: t.File, What: shape.What, Hint: "declare the columns that the program makes"}}
	}
	return err
}

// loadMade is loadRows of rows that could not be made where err says so.
func loadMade[T any](ctx context.Context, st *Stage, relation string, rows []T, err error) error {
	if err != nil {
		return err
	}
	return loadRows(ctx, st, relation, rows)
}

// rounded is the number behind a pointer, rounded; NaN where there is none.
func rounded(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return round(*v)
}

// round keeps ten decimals, so that a sum's last bit cannot change a published byte.
func round(v float64) float64 { return math.Round(v*1e10) / 1e10 }

// finite is a rounded number; NaN of what is endless.
func finite(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return round(v)
}
