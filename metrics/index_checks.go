// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"math"

	"osnova/metrics/composite"
	"osnova/metrics/statistics"
)

type correlationRow struct {
	A      string  `column:"a"`
	B      string  `column:"b"`
	Method string  `column:"method"`
	R      float64 `column:"r"`
	P      float64 `column:"p"`
	N      int     `column:"n"`
}

type reliabilityRow struct {
	Node       string  `column:"node_id"`
	Items      int     `column:"items"`
	N          int     `column:"n"`
	Alpha      float64 `column:"alpha"`
	KMO        float64 `column:"kmo"`
	FirstShare float64 `column:"first_share"`
}

// populationLog is the name under which scores are held against the logarithm of residents.
const populationLog = "ln_population"

// rankedScores are the units that may have a rank, as columns of scores by node: what the checks of an index rest on.
func (s *builtIndex) rankedScores() *composite.Matrix {
	var names []string
	var rows []int
	for i, ok := range s.eligible {
		if ok {
			names, rows = append(names, s.Normalised.Units[i]), append(rows, i)
		}
	}
	m := composite.NewMatrix(names, s.Result.Scores.Names)
	for j, column := range s.Result.Scores.Columns {
		for k, i := range rows {
			m.Columns[j][k] = column[i]
		}
	}
	return m
}

// correlationRows are Spearman's and Pearson's coefficients between the children of the root, between all indicators, and of the
// root and its children with the logarithm of residents: an index should not be a proxy of size.
func (s *builtIndex) correlationRows(ctx context.Context, st *Stage) ([]correlationRow, error) {
	m := s.rankedScores()
	sizes, err := st.Store.Select(ctx, "select community_id, population from mart.community where population > 0")
	if err != nil {
		return nil, err
	}
	residents := map[string]float64{}
	for _, r := range sizes.Values {
		residents[r[0].(string)] = math.Log(float64(r[1].(int64)))
	}
	size := make([]float64, 0, len(m.Units))
	for i, ok := range s.eligible {
		if !ok {
			continue
		}
		v, known := residents[s.ids[i]]
		if !known || s.levels[i] != "community" {
			v = math.NaN()
		}
		size = append(size, v)
	}
	var out []correlationRow
	pair := func(a, b string, x, y []float64) {
		for _, method := range []struct {
			name string
			of   func(x, y []float64) statistics.Correlation
		}{{"spearman", statistics.Spearman}, {"pearson", statistics.Pearson}} {
			c := method.of(x, y)
			if c.N == 0 {
				continue
			}
			out = append(out, correlationRow{a, b, method.name, round(c.R), round(c.P), c.N})
		}
	}
	var dimensions []string
	for _, child := range s.root().Children {
		dimensions = append(dimensions, child.Code)
	}
	for _, group := range [][]string{dimensions, s.Tree.Leaves()} {
		for i, a := range group {
			for _, b := range group[:i] {
				pair(b, a, m.Column(b), m.Column(a))
			}
		}
	}
	for _, node := range append([]string{s.Framework.Root}, dimensions...) {
		pair(node, populationLog, m.Column(node), size)
	}
	return unique(out), nil
}

// unique leaves out a pair met before: an indicator may be a dimension by itself.
func unique(rows []correlationRow) (out []correlationRow) {
	seen := map[[3]string]bool{}
	for _, r := range rows {
		key := [3]string{r.A, r.B, r.Method}
		if !seen[key] {
			seen[key] = true
			out = append(out, r)
		}
	}
	return out
}

// reliabilityRows are Cronbach's α, the KMO measure and the share of the first principal component of every group of children.
func (s *builtIndex) reliabilityRows() []reliabilityRow {
	m := s.rankedScores()
	var out []reliabilityRow
	var visit func(n composite.Node)
	visit = func(n composite.Node) {
		if len(n.Children) > 1 {
			var items [][]float64
			for _, c := range n.Children {
				items = append(items, m.Column(c.Code))
			}
			alpha, rows := statistics.Alpha(items)
			if rows == 0 {
				return // nor has anything below a value
			}
			kmo, _ := statistics.KMO(statistics.Correlations(items))
			first := math.NaN()
			if pca, err := statistics.PCA(items); err == nil {
				first = pca.Shares[0]
			}
			out = append(out, reliabilityRow{n.Code, len(items), rows, round(alpha), round(kmo), round(first)})
		}
		for _, c := range n.Children {
			visit(c)
		}
	}
	visit(s.root())
	return out
}
