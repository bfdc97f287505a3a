// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

// Stage makes the tables metric.*.
type Stage struct {
	Catalog *catalog.Catalog
	Store   *store.Store
	Ledger  *store.Ledger
	Log     *slog.Logger

	tables map[string]catalog.MetricTable // see declaredTables
	handed map[string]bool                // see handedIn
}

// Run measures every indicator and index whose declaration or input changed, then summarises them all.
func (st *Stage) Run(ctx context.Context) error {
	var steps []store.Step
	readsOf := func(sql string) []string {
		reads, _ := st.Ledger.Reads(ctx, st.Store, sql) // what is wrong with it is told by transform
		return reads
	}
	st.handed = st.handedIn(readsOf)
	exposed, bound := store.Exposed(st.Catalog, readsOf), store.Bound(st.Catalog, readsOf)
	for _, p := range st.Catalog.Protected {
		if p.SQL == "" {
			continue
		}
		reads, err := st.Ledger.Reads(ctx, st.Store, p.SQL)
		if err != nil {
			if err := st.Ledger.RefuseQuery(store.Step{ID: p.Relation(), File: p.File}, "a protected table is one SELECT over tables", err); err != nil {
				return err
			}
			continue
		}
		steps = append(steps, st.protected(reads, p))
	}
	for _, i := range st.Catalog.Indicators {
		reads, err := st.Ledger.Reads(ctx, st.Store, i.SQL)
		if err != nil {
			if err := st.Ledger.RefuseQuery(store.Step{ID: i.Relation(), File: i.File}, "an indicator is one SELECT over tables", err); err != nil {
				return err
			}
			continue
		}
		if at := slices.IndexFunc(reads, func(r string) bool { return exposed[r] != "" }); at >= 0 {
			st.Ledger.Refuse(store.Step{ID: i.Relation(), File: i.File}, catalog.Finding{Where: i.File, What: fmt.Sprintf("it reads %s, which counts or lists the persons of %s and is not protected", reads[at], exposed[reads[at]]), Hint: store.ExposedHint + "; the indicator is left out until then"})
			continue
		}
		if at := slices.IndexFunc(reads, func(r string) bool { return bound[r] != "" }); at >= 0 {
			what := fmt.Sprintf("it reads %s, which is under %s", reads[at], bound[reads[at]])
			st.Ledger.Refuse(store.Step{ID: i.Relation(), File: i.File}, catalog.Finding{Where: i.File, What: what, Hint: store.BoundHint})
			continue
		}
		if i.Up == "mean" || i.Up == "ratio" || st.coverageOf(i.Name) != nil {
			reads = union(reads, "mart.community", "mart.oblast")
		}
		steps = append(steps, store.Step{
			ID: i.Relation(), File: i.File, Own: store.HashParts(store.HashOf(i), st.ruleText(i.Name)), Reads: reads, Makes: i.Relations(),
			Run: func(ctx context.Context) (store.Result, error) {
				result, err := st.measure(ctx, i)
				return result, st.Store.Blame(ctx, i.SelectFile(), i.SQL, reads, err)
			},
		})
	}
	for _, x := range st.Catalog.Indices {
		steps = append(steps, st.indexStep(x))
	}
	steps = append(steps, st.caseStep(), st.surveyStep())
	steps = append(steps, st.observation()...)
	steps = append(steps, st.indicators(), st.summary(), st.inequality(), st.lorenz(), st.concentrationCurves(), st.extremes(),
		st.lisa(), st.gap(), st.convergence(), st.issues())
	steps = append(steps, st.digitalDivideSteps()...)
	steps = st.refuseUndeclared(steps)
	for n, step := range steps {
		steps[n] = st.declare(step)
	}
	return st.Ledger.DoAll(ctx, steps)
}

func union(reads []string, more ...string) []string {
	have := map[string]bool{}
	for _, r := range reads {
		have[r] = true
	}
	for _, m := range more {
		if !have[m] {
			reads = append(reads[:len(reads):len(reads)], m)
		}
	}
	return reads
}

func version(v string) string {
	if v == "" {
		return "1"
	}
	return v
}

// observation is all indicators one under another, and observation_within all their quarters and months; one that was not made is left out.
func (st *Stage) observation() []store.Step {
	var years, within []string
	for _, i := range st.Catalog.Indicators {
		years = append(years, i.Relation())
		if relation := i.RelationWithin(); relation != "" {
			within = append(within, relation)
		}
	}
	return []store.Step{st.unionStep("metric.observation", years), st.unionStep("metric.observation_within", within)}
}

// unionStep puts tables of the one long shape one under another.
func (st *Stage) unionStep(table string, takes []string) store.Step {
	return store.Step{ID: table, Takes: takes, Run: func(ctx context.Context) (store.Result, error) {
		var parts []string
		for _, relation := range takes {
			if st.Ledger.Done(relation) {
				parts = append(parts, "select * from "+relation)
			}
		}
		if len(parts) == 0 {
			if err := st.Store.Load(ctx, table, st.declaredTables()[table].Columns, nil); err != nil {
				return store.Result{}, err
			}
			return st.Store.Made(ctx, table)
		}
		query := strings.Join(parts, " union all ") + " order by indicator_id, level, territory_id, period"
		if err := st.Store.Materialise(ctx, table, query); err != nil {
			return store.Result{}, fmt.Errorf("%s: %w", table, err)
		}
		return st.Store.Made(ctx, table)
	}}
}
