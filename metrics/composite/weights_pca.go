// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// PCAWeighting is the weights that principal components give the children of one
// group.
type PCAWeighting struct {
	Weights  []float64 // one a column, ≥ 0, sum 1
	Loadings []float64 // correlation of each column with the first component
	Share    float64   // of the variance of the columns that the component holds, 0…1
	N        int       // units that have all columns; only these are used
	// Opposed are the columns whose loading has the sign of the lesser part: what
	// they measure runs against the component. Their weight is positive all the
	// same under [PCAWeights]; look at the direction of the indicator first.
	Opposed []int
}

// PCAWeights weighs the columns (normalised children of one group, direction
// applied, NaN = missing) by their squared loadings on the first principal
// component of their correlations, scaled to sum 1: the share of the component's
// variance that comes from each. A single column weighs 1. What
// [statistics.PCA] refuses (a constant column, fewer than three complete units) is
// refused.
//
// Weights of this kind correct for overlap of indicators; they do not measure
// importance.
//
// Source: OECD/JRC Handbook, section 6.1, step "squared factor loadings scaled to
// unity sum" (after Nicoletti, Scarpetta, Boylaud, OECD ECO/WKP(99)18, 2000), with
// one component retained.
func PCAWeights(columns [][]float64) (PCAWeighting, error) {
	return pcaWeights(columns, true)
}

// PCALoadingWeights is [PCAWeights] with the loadings themselves scaled to sum 1,
// as in R packages. Columns that oppose the component would weigh less than
// nothing, so they are refused by number.
func PCALoadingWeights(columns [][]float64) (PCAWeighting, error) {
	return pcaWeights(columns, false)
}

func pcaWeights(columns [][]float64, squared bool) (PCAWeighting, error) {
	if len(columns) == 1 {
		n := 0
		for _, v := range columns[0] {
			if !math.IsNaN(v) {
				n++
			}
		}
		return PCAWeighting{Weights: []float64{1}, Loadings: []float64{1}, Share: 1, N: n}, nil
	}
	c, err := statistics.PCA(columns)
	if err != nil {
		return PCAWeighting{}, err
	}
	w := PCAWeighting{Loadings: slices.Clone(c.Loadings[0]), Share: c.Shares[0], N: c.N, Weights: make([]float64, len(columns))}
	sum := 0.0
	for _, l := range w.Loadings {
		sum += l
	}
	if sum < 0 { // the greater part of the columns shall point up
		for k := range w.Loadings {
			w.Loadings[k] = -w.Loadings[k]
		}
	}
	total := 0.0
	for k, l := range w.Loadings {
		if w.Weights[k] = l; squared {
			w.Weights[k] = l * l
		}
		if l < 0 {
			w.Opposed = append(w.Opposed, k)
		}
		total += w.Weights[k]
	}
	if !squared && len(w.Opposed) > 0 {
		return w, fmt.Errorf("loadings as weights: column %d has loading %v, below 0: turn its direction, leave it out, or use squared loadings", w.Opposed[0]+1, w.Loadings[w.Opposed[0]])
	}
	for k := range w.Weights {
		w.Weights[k] /= total
	}
	return w, nil
}
