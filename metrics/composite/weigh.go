// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"osnova/metrics/frame"
)

// weigh sets the weights of the spec on the tree.
func (x *Index) weigh(root *Node, open func(string) (*frame.Frame, error)) error {
	switch x.Spec.Weights {
	case "", "original":
		return nil
	case "equal":
		visit(root, func(n *Node) { n.Weight = 1 })
		return nil
	case "pca":
		return x.weighUpward(root, x.byComponents)
	case "bod":
		return x.weighUpward(root, x.byDoubt)
	}
	if open == nil || !strings.HasSuffix(x.Spec.Weights, ".csv") {
		return known("weights", x.Spec.Weights, append(slices.Clone(weightings), "a file that ends in .csv"))
	}
	f, err := open(x.Spec.Weights)
	if err != nil {
		return err
	}
	return readWeights(f, x.Framework, root)
}

// weighUpward lets a method weigh the children of each aggregate by their scores,
// level by level, because the scores of a level rest on the weights below it. A
// child without two different values weighs nothing; where none is left, all weigh
// the same.
func (x *Index) weighUpward(root *Node, by func(group string, columns [][]float64) ([]float64, error)) error {
	for level := 2; level <= x.Framework.Item(x.Framework.Root).Level; level++ {
		tree, err := NewTree(*root)
		if err != nil {
			return err
		}
		scored, err := tree.scoreYears(x.Scored(), x.Data.Years())
		if err != nil {
			return err
		}
		var faults []error
		visit(root, func(n *Node) {
			if len(n.Children) == 0 || x.Framework.Item(n.Code).Level != level {
				return
			}
			var columns [][]float64
			var places []int
			for k := range n.Children {
				column := scored.Scores.Column(n.Children[k].Code)
				if low, high := extremes(column); low < high {
					columns, places = append(columns, column), append(places, k)
				}
				n.Children[k].Weight = 0
			}
			if len(columns) == 0 {
				for k := range n.Children {
					n.Children[k].Weight = 1
				}
				return
			}
			weights, err := by(n.Code, columns)
			if err != nil {
				faults = append(faults, fmt.Errorf("weights: %s: aggregate %s: %w", x.Spec.Weights, n.Code, err))
				return
			}
			for j, k := range places {
				n.Children[k].Weight = weights[j]
			}
		})
		if err := errors.Join(faults...); err != nil {
			return err
		}
	}
	return nil
}

// byComponents weighs by [PCAWeights].
func (x *Index) byComponents(group string, columns [][]float64) ([]float64, error) {
	w, err := PCAWeights(columns)
	if err == nil && len(w.Opposed) > 0 {
		x.remark(group, fmt.Sprintf("weights: pca: %d of its %d children run against the first component: look at their directions", len(w.Opposed), len(columns)))
	}
	return w.Weights, err
}

// doubt is how far the weights of benefit of the doubt may lie from equal ones.
const doubt = 0.5

// byDoubt weighs by the mean of the weights under which each unit looks best, none
// further than half from equal ones; each unit's own are scaled to sum 1 first.
func (x *Index) byDoubt(group string, columns [][]float64) ([]float64, error) {
	for _, c := range columns {
		if low, _ := extremes(c); low < 0 {
			return nil, fmt.Errorf("benefit of the doubt needs values of 0 or more, got %s: normalise to such a scale", frame.Format(low))
		}
	}
	r, err := BenefitOfDoubt(columns, AroundEqual(len(columns), doubt, true))
	if err != nil {
		return nil, err
	}
	mean := make([]float64, len(columns))
	for _, own := range r.Weights {
		sum := 0.0
		for _, w := range own {
			sum += w
		}
		if sum > 0 {
			for k, w := range own {
				mean[k] += w / sum
			}
		}
	}
	if len(r.Faults) > 0 {
		x.remark(group, fmt.Sprintf("weights: bod: %d units take no part: %s", len(r.Faults), r.Faults[0].Reason))
	}
	return shares(mean)
}

// shares scales weights to sum 1.
func shares(weights []float64) ([]float64, error) {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	if !(sum > 0) {
		return nil, errors.New("no unit can be weighed")
	}
	for k := range weights {
		weights[k] /= sum
	}
	return weights, nil
}

// readWeights takes the weights of a file of iCode, Level, Weight. Every node below
// the root needs a row; levels must be those of iMeta. Other columns are left alone.
func readWeights(f *frame.Frame, fw *Framework, root *Node) error {
	codes, err := f.Text("iCode")
	if err != nil {
		return err
	}
	levels, err := f.Text("Level")
	if err != nil {
		return err
	}
	weights, err := f.Numbers("Weight")
	if err != nil {
		return err
	}
	var faults faults
	given := map[string]float64{}
	for i, code := range trimmed(codes) {
		cell := func(column, value, reason string) {
			faults.add(&frame.CellError{File: f.File, Line: f.Line(i), Column: column, Value: value, Reason: reason})
		}
		item := fw.Item(code)
		if item == nil || item.Level == 0 {
			have := append(fw.codes(TypeIndicator), fw.codes(TypeAggregate)...)
			faults.add(&frame.UnknownError{Where: fmt.Sprintf("%s:%d", f.File, f.Line(i)), What: "indicator or aggregate", Name: code, Have: have})
			continue
		}
		if _, twice := given[code]; twice {
			cell("iCode", code, "is there twice")
		}
		if levels[i] != strconv.Itoa(item.Level) {
			cell("Level", levels[i], fmt.Sprintf("is not the level of %s in %s, which is %d", code, fw.File, item.Level))
		}
		if !(weights[i] >= 0) {
			cell("Weight", frame.Format(weights[i]), "is no weight: give 0 or more")
		}
		given[code] = weights[i]
	}
	visit(root, func(n *Node) {
		w, ok := given[n.Code]
		if !ok && n.Code != fw.Root {
			faults.add(&frame.CellError{File: f.File, Reason: fmt.Sprintf("no row for %s: every indicator and aggregate below the root needs its weight", n.Code)})
		}
		if n.Weight = w; n.Code == fw.Root {
			n.Weight = 1
		}
	})
	return faults.join(f.File)
}
