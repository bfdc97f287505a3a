// SPDX-License-Identifier: Apache-2.0

package index

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/frame"
)

// readRatio reads a judgement: a number, or a fraction such as 1/3. NaN of an empty cell.
func readRatio(cell string) (v float64, reason string) {
	over, under, fraction := strings.Cut(cell, "/")
	v, reason = frame.Number(over)
	if !fraction || reason != "" {
		return v, reason
	}
	below, reason := frame.Number(under)
	if reason == "" && (math.IsNaN(v) || !(below > 0)) {
		reason = "is no fraction: write it as 1/3"
	}
	return v / below, reason
}

// readRatios reads a column of judgements; cells that are none are the error, joined.
func readRatios(f *frame.Frame, column string) ([]float64, error) {
	cells, err := f.Text(column)
	if err != nil {
		return nil, err
	}
	out, faults := make([]float64, len(cells)), []error(nil)
	for i, cell := range cells {
		v, reason := readRatio(cell)
		if out[i] = v; reason != "" {
			faults = append(faults, &frame.CellError{File: f.File, Line: f.Line(i), Column: column, Value: cell, Reason: reason})
		}
	}
	return out, errors.Join(faults...)
}

// readMatrix reads a square matrix whose rows are named by the column iCode, in any order.
func readMatrix(f *frame.Frame) (codes []string, matrix [][]float64, err error) {
	if codes, err = f.Text("iCode"); err != nil {
		return nil, nil, err
	}
	matrix = make([][]float64, len(codes))
	for i := range matrix {
		matrix[i] = make([]float64, len(codes))
	}
	for j, code := range codes {
		column, err := readRatios(f, code)
		if err != nil {
			return nil, nil, err
		}
		for i, v := range column {
			matrix[i][j] = v
		}
	}
	if len(f.Names) != len(codes)+1 {
		return nil, nil, fmt.Errorf("%d rows but %d columns beside iCode: give one column for each row", len(codes), len(f.Names)-1)
	}
	return codes, matrix, nil
}

// readPairs reads judgements as rows a, b, value, "a matters value times as much as b", and optional expert. Each pair is judged once, in either
// order, by each expert; experts are joined by the geometric mean of their judgements, which keeps them reciprocal (Aczél and Saaty 1983).
func readPairs(f *frame.Frame) (codes []string, matrix [][]float64, err error) {
	columns := map[string][]string{"expert": make([]string, f.Len())}
	for _, name := range []string{"a", "b", "expert"} {
		if name == "expert" && !f.Has(name) {
			continue
		}
		if columns[name], err = f.Text(name); err != nil {
			return nil, nil, err
		}
		for i, cell := range columns[name] {
			if columns[name][i] = strings.TrimSpace(cell); name != "expert" && !slices.Contains(codes, columns[name][i]) {
				codes = append(codes, columns[name][i])
			}
		}
	}
	ratios, err := readRatios(f, "value")
	if err != nil {
		return nil, nil, err
	}
	n := len(codes)
	logs, counts, experts := make([]float64, n*n), make([]int, n*n), map[string]bool{}
	judged := map[string]int{}
	var faults []error
	for i, v := range ratios {
		at := func(column, reason string) {
			faults = append(faults, &frame.CellError{File: f.File, Line: f.Line(i), Column: column, Value: columns[column][i], Reason: reason})
		}
		a, b, expert := slices.Index(codes, columns["a"][i]), slices.Index(codes, columns["b"][i]), columns["expert"][i]
		key := fmt.Sprint(expert, "\x00", min(a, b), "\x00", max(a, b))
		before, twice := judged[key]
		judged[key] = i
		switch {
		case codes[a] == "" || codes[b] == "":
			at("a", "and b name two indicators: one of them is empty")
		case a == b:
			at("b", "is a itself: leave the row out")
		case !(v > 0):
			faults = append(
				faults,
				&frame.CellError{
					File:   f.File,
					Line:   f.Line(i),
					Column: "value",
					Value:  frame.Format(v),
					Reason: "is no judgement: give a number above 0, or a fraction such as 1/3",
				},
			)
		case twice:
			at("b", fmt.Sprintf("is compared with %s on line %d already", codes[a], f.Line(before)))
		default:
			experts[expert] = true
			logs[a*n+b] += math.Log(v)
			logs[b*n+a] -= math.Log(v)
			counts[a*n+b]++
			counts[b*n+a]++
		}
	}
	matrix = make([][]float64, n)
	for i := range matrix {
		matrix[i] = make([]float64, n)
		for j := range matrix[i] {
			matrix[i][j] = math.Exp(logs[i*n+j] / float64(max(1, counts[i*n+j])))
			if j > i && counts[i*n+j] < len(experts) && faults == nil {
				faults = append(
					faults,
					fmt.Errorf("%s: %s and %s are compared by %d of %d experts: each judges every pair", f.File, codes[i], codes[j], counts[i*n+j], len(experts)),
				)
			}
		}
	}
	return codes, matrix, errors.Join(faults...)
}
