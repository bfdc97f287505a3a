// SPDX-License-Identifier: Apache-2.0

package transform

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

// Stage makes the tables staging.* and mart.* of all models, in the order in which they read one another.
type Stage struct {
	Catalog *catalog.Catalog
	Store   *store.Store
	Ledger  *store.Ledger
	Log     *slog.Logger
}

// Run materialises every model whose SELECT, contract or input changed. A breach of contract is a finding; the table stays for the eye.
func (st *Stage) Run(ctx context.Context) error {
	steps := make([]store.Step, 0, len(st.Catalog.Models))
	for _, m := range st.Catalog.Models {
		reads, err := st.Ledger.Reads(ctx, st.Store, m.SQL)
		if err != nil {
			if err := st.Ledger.RefuseQuery(store.Step{ID: m.Relation(), File: m.File}, "a model is one SELECT over tables", err); err != nil {
				return err
			}
			continue
		}
		if wrong := store.Leftward(m.Layer, reads); len(wrong) > 0 {
			st.Ledger.Refuse(store.Step{ID: m.Relation(), File: m.File}, catalog.Finding{Where: m.File, What: "it reads " + strings.Join(wrong, ", "), Hint: "a " + m.Layer + " model reads only tables to its left"})
			continue
		}
		steps = append(steps, store.Step{
			ID: m.Relation(), File: m.File, Own: store.HashOf(m), Reads: reads,
			Run: func(ctx context.Context) (store.Result, error) {
				result, err := st.make(ctx, m)
				return result, st.Store.Blame(ctx, m.File, m.SQL, reads, err)
			},
		})
	}
	return st.Ledger.DoAll(ctx, steps)
}

func (st *Stage) make(ctx context.Context, m catalog.Model) (store.Result, error) {
	if err := st.Store.Materialise(ctx, m.Relation(), m.SQL); err != nil {
		return store.Result{}, fmt.Errorf("model %s: %w", m.File, err)
	}
	findings, err := st.Store.Check(ctx, m.Relation(), st.Ledger.Contract(m.Relation(), m.Contract))
	if err != nil {
		return store.Result{}, fmt.Errorf("check %s: %w", m.Relation(), err)
	}
	st.Log.Debug("made", "model", m.Relation())
	result, err := st.Store.Made(ctx, m.Relation())
	result.Findings = findings
	return result, err
}
