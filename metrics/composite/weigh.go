package composite

import (
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
