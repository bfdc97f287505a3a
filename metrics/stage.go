package metrics

import (
	"context"
	"fmt"
	"log/slog"
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
}

// Run measures every indicator and index whose declaration or input changed, then summarises them all.
func (st *Stage) Run(ctx context.Context) error {
	var steps []store.Step
	for _, i := range st.Catalog.Indicators {
		reads, err := st.Ledger.Reads(ctx, st.Store, i.SQL)
		if err != nil {
			st.Ledger.Findings.Add(i.File, "an indicator is one SELECT", "%v", err)
			continue
		}
		if i.Up == "mean" || i.Up == "ratio" {
			reads = union(reads, "mart.community", "mart.oblast")
		}
		steps = append(steps, store.Step{ID: i.Relation(), Own: store.HashOf(i), Reads: reads,
			Run: func(ctx context.Context) (store.Result, error) { return st.measure(ctx, i) }})
	}
	for _, x := range st.Catalog.Indices {
		steps = append(steps, st.indexSteps(x)...)
	}
	steps = append(append(steps, st.cases()...), st.opinions()...)
	steps = append(steps, st.observation(), st.indicators(), st.summary(), st.inequality(), st.lorenz(), st.lisa(), st.gap(), st.convergence())
	steps = append(steps, st.divide()...)
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

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func version(v string) string {
	if v == "" {
		return "1"
	}
	return v
}

// observation is all indicators one under another.
func (st *Stage) observation() store.Step {
	var reads, parts []string
	for _, i := range st.Catalog.Indicators {
		reads = append(reads, i.Relation())
		parts = append(parts, "select * from "+i.Relation())
	}
	query := strings.Join(parts, " union all ") + " order by indicator_id, level, territory_id, period"
	return store.Step{ID: "metric.observation", Own: store.Hash(query), Reads: reads, Run: func(ctx context.Context) (store.Result, error) {
		if len(parts) == 0 {
			return store.Result{}, fmt.Errorf("no indicator is declared: write one in metrics/indicators")
		}
		if err := st.Store.Materialise(ctx, "metric.observation", query); err != nil {
			return store.Result{}, err
		}
		digest, err := st.Store.Digest(ctx, "metric.observation")
		return store.Result{Output: digest}, err
	}}
}
