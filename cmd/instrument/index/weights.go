// SPDX-License-Identifier: Apache-2.0

package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"osnova/cmd/instrument"
	"osnova/ingest/tablefile"
	"osnova/metrics/composite"
	"osnova/metrics/frame"
)

// WeightsOptions are the ways to make a file of weights: one of Budget, Ahp and Targets.
type WeightsOptions struct {
	Budget  string // CSV of experts' allocations: one row an expert, one column an indicator
	Ahp     string // CSV of pairwise judgements, a square matrix with the column iCode
	Targets string // CSV of iCode, Importance of the children of Parent; needs Data, Meta and Spec
	Parent  string // aggregate
	Level   int    // of the indicators, from 1, written beside the weights of experts
	Out     string // file; - is stdout

	Data, Meta, Spec string // as in Options
}

// check finds what the options alone show to be wrong.
func (o WeightsOptions) check() error {
	asked := 0
	for _, path := range []string{o.Budget, o.Ahp, o.Targets} {
		if path != "" {
			asked++
		}
	}
	switch {
	case asked != 1:
		return instrument.Usage("index weights wants one of --budget, --ahp and --targets")
	case o.Level < 1:
		return instrument.Usage("--level %d: levels count from 1", o.Level)
	case o.Targets != "" && o.Parent == "":
		return instrument.Usage("--targets needs --parent: name the aggregate whose children to weigh")
	case o.Out == "":
		return instrument.Usage("--out is empty: name a file, or - for stdout")
	}
	return nil
}

// RunWeights makes a file of weights that a spec may name. Input that is wrong is in the findings of the session, and the error is
// instrument.ErrRefused.
func RunWeights(ctx context.Context, d *instrument.Session, o WeightsOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	if err := instrument.ClaimFiles(o.Out); err != nil {
		return err
	}
	weigh := weighTargets
	switch {
	case o.Budget != "":
		weigh = weighBudget
	case o.Ahp != "":
		weigh = weighJudgements
	}
	body, err := weigh(d, o)
	if err != nil {
		return err
	}
	return writeWeights(ctx, d, o.Out, body)
}

// weighTargets finds the weights by which the importances of an index come out as wanted.
func weighTargets(d *instrument.Session, o WeightsOptions) ([]byte, error) {
	framework, data, err := readInput(d, o.Data, o.Meta)
	if err != nil {
		return nil, err
	}
	x, _, err := buildIndex(d, o.Spec, framework, data)
	if err != nil {
		return nil, err
	}
	targets, err := d.ReadFrame("targets", o.Targets, "Importance")
	if err != nil {
		return nil, err
	}
	body, found, err := x.OptimalFile(o.Parent, targets)
	if err != nil {
		return nil, d.AddFindings(targets.File, err)
	}
	if !found.Reached {
		d.Log.Warn("the targets are out of reach, these are the nearest weights found", "residual", found.Residual, "units", found.N)
	}
	return body, nil
}

// weighBudget reads what experts allocate; a column named expert is their name.
func weighBudget(d *instrument.Session, o WeightsOptions) ([]byte, error) {
	table, err := d.CheckFrame("budget", o.Budget, tablefile.Request{AllAnswers: true}, func(f *frame.Frame) error {
		var faults []error
		for _, name := range f.Names {
			if name != "expert" {
				_, err := f.Numbers(name)
				faults = append(faults, err)
			}
		}
		return errors.Join(faults...)
	})
	if err != nil {
		return nil, err
	}
	var codes []string
	allocations := make([][]float64, table.Len())
	for _, name := range table.Names {
		if name == "expert" {
			continue
		}
		column, err := table.Numbers(name)
		if err != nil {
			return nil, d.AddFindings(table.File, err)
		}
		codes = append(codes, name)
		for e, v := range column {
			if math.IsNaN(v) {
				_ = d.AddFindings(
					table.File,
					&frame.CellError{File: table.File, Line: table.Line(e), Column: name, Reason: "is empty: give 0 where an expert gives nothing, or leave the expert out"},
				)
			}
			allocations[e] = append(allocations[e], v)
		}
	}
	if len(d.Findings) > 0 {
		return nil, instrument.ErrRefused
	}
	warnUnevenBudgets(d, table, allocations)
	b, err := composite.BudgetAllocation(allocations, 0)
	if err != nil {
		return nil, d.AddFindings(table.File, err)
	}
	w := frame.NewWriter("iCode", "Level", "Weight", "median", "sd", "min", "max", "experts")
	for k, code := range codes {
		w.Row(code, o.Level, b.Weights[k], b.Median[k], b.SD[k], b.Min[k], b.Max[k], b.Experts)
	}
	return w.Bytes(), nil
}

// doubtfulRatio is the consistency ratio above which judgements are usually asked again (Saaty 1980).
const doubtfulRatio = 0.1

// warnUnevenBudgets says that experts shared out different sums: their shares count.
func warnUnevenBudgets(d *instrument.Session, table *frame.Frame, allocations [][]float64) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, row := range allocations {
		sum := 0.0
		for _, v := range row {
			sum += v
		}
		least, most = min(least, sum), max(most, sum)
	}
	if most-least > 1e-9*most {
		d.Log.Warn("experts share out different sums: of each, the shares count", "file", table.File, "least", least, "most", most)
	}
}

// weighJudgements makes weights of pairwise judgements, as a matrix or as pairs.
func weighJudgements(d *instrument.Session, o WeightsOptions) ([]byte, error) {
	var rows []string
	var matrix [][]float64
	table, err := d.CheckFrame("ahp", o.Ahp, tablefile.Request{AllAnswers: true}, func(f *frame.Frame) error {
		read := readMatrix
		if f.Has("a") && f.Has("b") && f.Has("value") {
			read = readPairs
		}
		var err error
		rows, matrix, err = read(f)
		return err
	})
	if err != nil {
		return nil, err
	}
	p, err := composite.AHP(matrix)
	if err != nil {
		return nil, d.AddFindings(table.File, err)
	}
	if p.CR > doubtfulRatio {
		d.Log.Warn("the judgements contradict one another: ask again", "consistency_ratio", p.CR, "usual_limit", doubtfulRatio)
	}
	w := frame.NewWriter("iCode", "Level", "Weight", "lambda_max", "consistency_index", "consistency_ratio")
	for i, code := range rows {
		w.Row(code, o.Level, p.Weights[i], p.LambdaMax, p.CI, p.CR)
	}
	return w.Bytes(), nil
}

// writeWeights puts a single file where --out says; - is stdout.
func writeWeights(ctx context.Context, d *instrument.Session, out string, body []byte) error {
	if out == "-" {
		_, err := d.Stdout.Write(body)
		return err
	}
	if err := d.RefuseOverwrite(out); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	return d.WriteFiles(ctx, "index weights", out, map[string][]byte{out: body})
}
