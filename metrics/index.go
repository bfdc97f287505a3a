// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"math"

	"osnova/catalog"
	"osnova/metrics/composite"
	"osnova/store"
)

// indexStep makes the tables of one index.
func (st *Stage) indexStep(x catalog.Index) store.Step {
	reads := []string{"mart.community"}
	if x.Input != "" {
		reads = append(reads, x.Input)
	} else {
		for _, leaf := range x.Leaves() {
			reads = append(reads, "metric."+catalog.SQLName(leaf))
		}
	}
	if x.Uncertainty != nil {
		reads = append(reads, "mart.peer", "mart.peer_member")
	}
	own := store.HashParts(store.HashOf(x), st.ruleText(x.Name))
	if x.Input == "" {
		own = store.HashParts(own, st.leavesSQL(x))
	}
	return store.Step{
		ID:    x.Relation(),
		File:  x.File,
		Own:   own,
		Reads: reads,
		Makes: tablesOfIndex(x),
		Run:   func(ctx context.Context) (store.Result, error) { return st.score(ctx, x) },
	}
}

// tablesOfIndex are all that an index makes.
func tablesOfIndex(x catalog.Index) (out []string) {
	for _, kind := range x.Kinds() {
		out = append(out, x.Table(kind))
	}
	return out
}

func (st *Stage) indicator(id string) *catalog.Indicator {
	for n := range st.Catalog.Indicators {
		if st.Catalog.Indicators[n].Name == id {
			return &st.Catalog.Indicators[n]
		}
	}
	return nil
}

// score computes an index: fixed goalposts, the declared tree, and the same tree by geometric and by arithmetic means for comparison.
func (st *Stage) score(ctx context.Context, x catalog.Index) (store.Result, error) {
	fault := func(what string, err error) (store.Result, error) {
		return store.Result{}, fmt.Errorf("%s%w", what, err)
	}
	s, err := st.build(ctx, x)
	if err != nil {
		return fault("", err)
	}
	geometric, err := scoreTree(rootByMean(s.root(), composite.GMean, x.Floor), s.Normalised)
	if err != nil {
		return fault("by geometric means: ", err)
	}
	arithmetic, err := scoreTree(rootByMean(s.root(), composite.AMean, x.Floor), s.Normalised)
	if err != nil {
		return fault("by arithmetic means: ", err)
	}
	split, err := s.Result.Contributions(s.Framework.Root)
	if err != nil {
		return fault("contributions: ", err)
	}
	if err := loadRows(ctx, st, x.Relation(), s.scoreRows(geometric, arithmetic)); err != nil {
		return store.Result{}, err
	}
	if err := loadRows(ctx, st, x.Table("contribution"), s.contributionRows(split)); err != nil {
		return store.Result{}, err
	}
	for _, kind := range x.Kinds()[2:] {
		if err := st.derive(ctx, x, kind, s); err != nil {
			return fault(kind+": ", err)
		}
	}
	st.Log.Debug("scored", "index", x.Name, "units", len(s.ids))
	result, err := st.Store.Made(ctx, tablesOfIndex(x)...)
	result.Findings = s.outsideGoalposts(x)
	return result, err
}

// outsideGoalposts tells of indicators all of whose values lie beyond one goalpost: every unit scores the same.
func (b *builtIndex) outsideGoalposts(x catalog.Index) (findings catalog.Findings) {
	for _, bound := range b.Bounds {
		n := 0
		for _, v := range b.Prepared.Column(bound.Code) {
			if !math.IsNaN(v) {
				n++
			}
		}
		side, post := "above hi", bound.Upper
		if bound.Below > bound.Above {
			side, post = "below lo", bound.Lower
		}
		if n > 1 && max(bound.Below, bound.Above) == n {
			findings.Add(x.File, "give lo and hi in the unit of the indicator", "all %d values of %s lie %s, %v: another unit?", n, bound.Code, side, post)
		}
	}
	return findings
}

// derive makes one of the tables that explain scores.
func (st *Stage) derive(ctx context.Context, x catalog.Index, kind string, s *builtIndex) error {
	relation := x.Table(kind)
	switch kind {
	case "loss":
		rows, err := s.lossRows()
		return loadMade(ctx, st, relation, rows, err)
	case "step":
		rows, err := s.stepRows()
		return loadMade(ctx, st, relation, rows, err)
	case "correlation":
		rows, err := s.correlationRows(ctx, st)
		return loadMade(ctx, st, relation, rows, err)
	case "reliability":
		return loadRows(ctx, st, relation, s.reliabilityRows())
	case "interval":
		rows, err := s.intervalRows(ctx, st, x)
		return loadMade(ctx, st, relation, rows, err)
	case "status":
		rows, err := s.statusRows(ctx, x)
		return loadMade(ctx, st, relation, rows, err)
	case "change":
		rows, err := s.changeRows(ctx)
		return loadMade(ctx, st, relation, rows, err)
	case "sensitivity":
		rows, err := s.sensitivityRows(ctx)
		return loadMade(ctx, st, relation, rows, err)
	}
	return fmt.Errorf("an index has no table %q", kind)
}

func scoreTree(root composite.Node, z *composite.Matrix) (*composite.Result, error) {
	tree, err := composite.NewTree(root)
	if err != nil {
		return nil, err
	}
	return tree.Score(z)
}

// rootByMean is the tree with its top aggregated by one of the means: by the geometric one dimensions make up for one another only in part.
func rootByMean(root composite.Node, mean composite.Method, floor float64) composite.Node {
	root.Method, root.Floor = mean, 0
	if mean == composite.GMean {
		root.Floor = max(floor, 1)
	}
	return root
}
