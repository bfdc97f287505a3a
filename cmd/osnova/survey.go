package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"osnova/metrics/frame"
	"osnova/metrics/survey"
)

// surveyFlags are those of osnova survey.
type surveyFlags struct {
	responses, items, weights string
	missing, level, unitLevel string
	out                       string
	population                []string
	fields                    survey.Fields
	set                       survey.Settings
}

func (a *app) surveyCommand() *cobra.Command {
	var f surveyFlags
	c := &cobra.Command{
		Use:   "survey --responses r.csv --items items.csv",
		Short: "Measure the quality of a service from a questionnaire: SERVQUAL, SERVPERF, CSAT, NPS, CES, weights, intervals, reliability",
		Args:  noArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return a.survey(c.Context(), f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.responses, "responses", "", "CSV of the answers, one respondent a row; - is stdin")
	flags.StringVar(&f.items, "items", "", "CSV that says which column asks what: item,dimension,perception,expectation,importance and, optional, role,scale_min,scale_max,missing")
	flags.StringVar(&f.fields.Unit, "unit", "", "column of the unit (community, body, office): makes units.csv and unit_metrics.csv")
	flags.StringVar(&f.fields.Weight, "weight", "", "column of weights, 0 or more")
	flags.StringVar(&f.fields.Cluster, "cluster", "", "column of the clusters of a cluster sample: the bootstrap draws clusters")
	flags.StringArrayVar(&f.population, "population", nil, "CSV of the population by strata (columns of the responses, then population): post-stratifies; given again, rakes to all")
	flags.Float64Var(&f.set.Cap, "cap", 5, "most that a weight fitted to the population may be, in mean weights; 0 = no cap")
	flags.StringVar(&f.missing, "missing", "", "codes that stand for no answer in any question, such as 9,99")
	flags.BoolVar(&f.set.DropCareless, "drop-careless", false, "leave straight-liners and speeders out; without it they are only counted")
	flags.StringVar(&f.weights, "dimension-weights", "", "CSV dimension,weight of the index S; without it the published ones where the dimensions are those of SERVQUAL, else equal")
	flags.StringVar(&f.level, "level", string(survey.Hromada), "what all respondents stand for, sets the least number of answers shown: national, oblast, hromada, body")
	flags.StringVar(&f.unitLevel, "unit-level", string(survey.Hromada), "what a unit stands for, as --level")
	flags.BoolVar(&f.set.NoSuppress, "no-suppress", false, "show cells under the minimum number of answers, for your own eyes")
	flags.StringVar(&f.set.Compare, "compare", "none", "compare units, makes comparisons.csv: none, rest (each with all others), pairs")
	flags.IntVar(&f.set.Replicates, "bootstrap", 2000, "replicates of the bootstrap; 0 = no bootstrap intervals")
	flags.StringVar(&f.set.Edition, "edition", "", "name of the edition, seeds the intervals")
	flags.StringVar(&f.out, "out", filepath.Join("build", "survey"), "folder for the results")
	return c
}

func (a *app) survey(ctx context.Context, f surveyFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	place, err := claimFolder(f.out, "survey", survey.FileNames)
	if err != nil {
		return err
	}
	design, err := a.surveyDesign(f)
	if err != nil {
		return err
	}
	for _, path := range f.population {
		table, err := a.frame("population", path)
		if err != nil {
			return err
		}
		margin, err := survey.ReadMargin(table)
		if err != nil {
			return a.refuse(table.File, err)
		}
		f.fields.Margins = append(f.fields.Margins, *margin)
	}
	if f.weights != "" {
		if f.set.DimensionWeights, err = a.dimensionWeights(f.weights, design); err != nil {
			return err
		}
	}
	sample, err := a.surveySample(ctx, f, design)
	if err != nil {
		return err
	}
	if err := a.spare(within(f.out, survey.FileNames)...); err != nil {
		return err
	}
	if units := len(sample.Units); f.set.Compare == "pairs" && units > mostPairs {
		return usage("--compare pairs of %d units makes %d comparisons: take at most %d units, or --compare rest", units, units*(units-1)/2, mostPairs)
	}
	result, err := survey.Analyse(ctx, sample, f.set)
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		return a.refuse(sample.File, err)
	}
	if err := deliver(ctx, place, wholes(result.Files()), survey.FileNames); err != nil {
		return err
	}
	a.tellQuality(f.out, result)
	return nil
}

// mostPairs is the largest number of units compared pair by pair.
const mostPairs = 200

// check finds what the command line alone shows to be wrong.
func (f *surveyFlags) check() error {
	if f.out == "" {
		return usage("--out is empty: name a folder")
	}
	if f.out == "-" {
		return usage("--out -: the results are several files, name a folder")
	}
	f.set.Level, f.set.UnitLevel = survey.Level(f.level), survey.Level(f.unitLevel)
	levels := []survey.Level{survey.National, survey.Oblast, survey.Hromada, survey.Body}
	if !slices.Contains(levels, f.set.Level) {
		return usage("--level %s: there are national, oblast, hromada, body", f.level)
	}
	if !slices.Contains(levels, f.set.UnitLevel) {
		return usage("--unit-level %s: there are national, oblast, hromada, body", f.unitLevel)
	}
	switch {
	case f.set.Compare != "none" && f.set.Compare != "rest" && f.set.Compare != "pairs":
		return usage("--compare %s: there are none, rest, pairs", f.set.Compare)
	case f.set.Compare != "none" && f.fields.Unit == "":
		return usage("--compare needs units: name their column by --unit")
	case f.set.Compare != "none" && f.set.Replicates == 0:
		return usage("--compare needs the bootstrap: leave --bootstrap at 2000")
	case f.set.Replicates < 0 || f.set.Replicates == 1 || f.set.Replicates > 100_000:
		return usage("--bootstrap %d: give 0, or 2 to 100000", f.set.Replicates)
	case !(f.set.Cap >= 0) || f.set.Cap > 0 && f.set.Cap < 1:
		return usage("--cap %g: give 0 for none, or 1 and more", f.set.Cap)
	case f.responses == "-" && f.items == "-":
		return usage("--responses and --items cannot both be stdin")
	}
	return nil
}

func (a *app) surveyDesign(f surveyFlags) (*survey.Design, error) {
	var missing []float64
	for _, word := range strings.FieldsFunc(f.missing, func(r rune) bool { return r == ',' || r == ' ' }) {
		v, err := strconv.ParseFloat(word, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, usage("--missing %s: give numbers, such as 9,99", f.missing)
		}
		missing = append(missing, v)
	}
	table, err := a.frame("items", f.items)
	if err != nil {
		return nil, err
	}
	design, err := survey.ReadDesign(table, missing)
	return design, a.refuse(table.File, err)
}

func (a *app) dimensionWeights(path string, design *survey.Design) (map[string]float64, error) {
	table, err := a.frame("dimension-weights", path)
	if err != nil {
		return nil, err
	}
	names, err := table.Text("dimension")
	values, more := table.Numbers("weight")
	if err := errors.Join(err, more); err != nil {
		return nil, a.refuse(table.File, err)
	}
	var have []string
	for _, d := range design.Dimensions {
		have = append(have, d.Name)
	}
	weights, faults := map[string]float64{}, []error(nil)
	for i, name := range names {
		where := fmt.Sprintf("%s:%d", table.File, table.Line(i))
		_, twice := weights[name]
		switch {
		case twice:
			faults = append(faults, fmt.Errorf("%s: the dimension %q is there twice", where, name))
		case !(values[i] >= 0):
			faults = append(faults, &frame.CellError{File: table.File, Line: table.Line(i), Column: "weight", Value: frame.Format(values[i]), Reason: "is no weight: give 0 or more"})
		case !slices.Contains(have, name):
			faults = append(faults, &frame.UnknownError{Where: where, What: "dimension", Name: name, Have: have})
		}
		weights[name] = values[i]
	}
	return weights, a.refuse(table.File, errors.Join(faults...))
}

func (a *app) surveySample(ctx context.Context, f surveyFlags, design *survey.Design) (*survey.Sample, error) {
	r, err := a.given("responses", f.responses)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	name := filepath.Base(f.responses)
	if f.responses == "-" {
		name = "stdin"
	}
	scan, err := frame.NewScanner(name, r)
	if err != nil {
		return nil, a.refuse(name, err)
	}
	sample, err := survey.Load(ctx, name, scan, design, f.fields)
	if errors.Is(err, context.Canceled) {
		return nil, err
	}
	return sample, a.refuse(name, err)
}

// tellQuality logs what a reader of the results should know at once.
func (a *app) tellQuality(out string, r *survey.Result) {
	counts := map[string]float64{}
	for _, c := range r.Quality {
		counts[c.Check] += c.Value
	}
	a.log.Info("survey measured", "out", out, "respondents", counts["respondents"], "used", counts["used"], "straight_liners", counts["straight_liners"],
		"speeders", counts["speeders"], "out_of_range", counts["out_of_range"])
	if counts["out_of_range"] > 0 {
		a.log.Warn("answers outside their scale take no part: see quarantine.csv, and --missing for codes of no answer", "answers", counts["out_of_range"])
	}
	if counts["deff"] > 2 {
		a.log.Warn("the weights cost more than half of the sample", "deff", counts["deff"], "n_eff", counts["n_eff"])
	}
}
