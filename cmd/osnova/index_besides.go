package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"osnova/metrics/composite"
	"osnova/metrics/frame"
)

// indexBesides adds what was asked for besides the index itself: profiles of units, trends of a panel, another spec.
func (a *app) indexBesides(x *composite.Index, f indexFlags, files map[string]frame.File) error {
	trends, err := x.TrendsFile()
	if err != nil {
		return a.refuse(x.Data.File, err)
	}
	if trends != nil {
		files["trends.csv"] = frame.Whole(trends)
	}
	if len(f.profile) > 0 {
		strengths, err := x.StrengthsFile(f.profile)
		if err != nil {
			return a.refuse(x.Data.File, err)
		}
		files["strengths.csv"] = frame.Whole(strengths)
	}
	if f.compare == "" {
		return nil
	}
	other, _, err := a.indexBy(f.compare, x.Framework, x.All)
	if err != nil {
		return err
	}
	compared, err := x.CompareFiles(other)
	if err != nil {
		return a.refuse(specName(f.compare), err)
	}
	maps.Copy(files, wholes(compared))
	return nil
}

// weightsFlags are the ways to make a file of weights.
type weightsFlags struct {
	indexFlags
	budget, ahp, targets, parent string
	level                        int
}

func (a *app) weightsCommand() *cobra.Command {
	var f weightsFlags
	c := &cobra.Command{
		Use:   "weights",
		Short: "Make a file of weights: from experts' budgets or pairwise judgements, or so that importances come out as wanted",
		Long: "Make a file of weights that a spec may name under weights.\n\n" +
			"--budget: one row an expert, one column an indicator, what the expert gives it of a budget.\n" +
			"--ahp: one row and one column an indicator (the first column iCode names the row): how many times the row matters as much as the column.\n" +
			"--targets: iCode, Importance of the children of --parent; needs --data, --meta, --spec.",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("out") {
				a.out = "-"
			}
			if err := claimFiles(a.out); err != nil {
				return err
			}
			body, err := a.weights(f)
			if err != nil {
				return err
			}
			return a.write(c.Context(), body)
		},
	}
	f.inputs(c)
	c.Flags().StringVar(&f.budget, "budget", "", "CSV of experts' allocations")
	c.Flags().StringVar(&f.ahp, "ahp", "", "CSV of pairwise judgements, a square matrix")
	c.Flags().StringVar(&f.targets, "targets", "", "CSV of iCode, Importance")
	c.Flags().StringVar(&f.parent, "parent", "", "aggregate whose children to weigh by --targets")
	c.Flags().IntVar(&f.level, "level", 1, "level of the indicators, written beside the weights of experts")
	return c
}

func (a *app) weights(f weightsFlags) ([]byte, error) {
	asked := 0
	for _, path := range []string{f.budget, f.ahp, f.targets} {
		if path != "" {
			asked++
		}
	}
	if asked != 1 {
		return nil, usage("index weights wants one of --budget, --ahp and --targets")
	}
	if f.level < 1 {
		return nil, usage("--level %d: levels count from 1", f.level)
	}
	switch {
	case f.budget != "":
		return a.weightsOfBudget(f)
	case f.ahp != "":
		return a.weightsOfJudgements(f)
	}
	if f.parent == "" {
		return nil, usage("--targets needs --parent: name the aggregate whose children to weigh")
	}
	framework, data, err := a.indexInput(f.indexFlags)
	if err != nil {
		return nil, err
	}
	x, _, err := a.indexBy(f.spec, framework, data)
	if err != nil {
		return nil, err
	}
	targets, err := a.frame("targets", f.targets)
	if err != nil {
		return nil, err
	}
	body, found, err := x.OptimalFile(f.parent, targets)
	if err != nil {
		return nil, a.refuse(targets.File, err)
	}
	if !found.Reached {
		a.log.Warn("the targets are out of reach, these are the nearest weights found", "residual", found.Residual, "units", found.N)
	}
	return body, nil
}

// weightsOfBudget reads what experts allocate; a column named expert is their name.
func (a *app) weightsOfBudget(f weightsFlags) ([]byte, error) {
	table, err := a.frame("budget", f.budget)
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
			return nil, a.refuse(table.File, err)
		}
		codes = append(codes, name)
		for e, v := range column {
			allocations[e] = append(allocations[e], v)
		}
	}
	b, err := composite.BudgetAllocation(allocations, 0)
	if err != nil {
		return nil, a.refuse(table.File, err)
	}
	w := frame.NewWriter("iCode", "Level", "Weight", "median", "sd", "min", "max", "experts")
	for k, code := range codes {
		w.Row(code, f.level, b.Weights[k], b.Median[k], b.SD[k], b.Min[k], b.Max[k], b.Experts)
	}
	return w.Bytes(), nil
}

// doubtful is the consistency ratio above which judgements are usually asked again (Saaty 1980).
const doubtful = 0.1

// weightsOfJudgements reads a square matrix whose rows are named by the column iCode, in any order.
func (a *app) weightsOfJudgements(f weightsFlags) ([]byte, error) {
	table, err := a.frame("ahp", f.ahp)
	if err != nil {
		return nil, err
	}
	rows, err := table.Text("iCode")
	if err != nil {
		return nil, a.refuse(table.File, err)
	}
	matrix := make([][]float64, len(rows))
	for i := range matrix {
		matrix[i] = make([]float64, len(rows))
	}
	for j, code := range rows {
		column, err := table.Numbers(code)
		if err != nil {
			return nil, a.refuse(table.File, err)
		}
		for i, v := range column {
			matrix[i][j] = v
		}
	}
	if len(table.Names) != len(rows)+1 {
		return nil, a.refuse(table.File, fmt.Errorf("%d rows but %d columns beside iCode: give one column for each row", len(rows), len(table.Names)-1))
	}
	p, err := composite.AHP(matrix)
	if err != nil {
		return nil, a.refuse(table.File, err)
	}
	if p.CR > doubtful {
		a.log.Warn("the judgements contradict one another: ask again", "consistency_ratio", p.CR, "usual_limit", doubtful)
	}
	w := frame.NewWriter("iCode", "Level", "Weight", "lambda_max", "consistency_index", "consistency_ratio")
	for i, code := range rows {
		w.Row(code, f.level, p.Weights[i], p.LambdaMax, p.CI, p.CR)
	}
	return w.Bytes(), nil
}

// write puts a single file where --out says; - is stdout.
func (a *app) write(ctx context.Context, body []byte) error {
	if a.out == "-" {
		_, err := a.stdout.Write(body)
		return err
	}
	if err := a.spare(a.out); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(a.out), 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	return writeAll(ctx, "index weights", map[string][]byte{a.out: body})
}
