// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"osnova/cmd/instrument"
	"osnova/ingest/tablefile"
	"osnova/metrics/frame"
	"osnova/metrics/survey"
	"osnova/store/disk"
)

// Options are the files, columns and choices of one survey. Start from Defaults.
type Options struct {
	Responses  string          // CSV of the answers, one respondent a row; - is stdin
	Items      string          // CSV that says which column asks what
	Weights    string          // CSV dimension,weight of the index S; empty: the published ones, or equal
	Population []string        // CSV of the population by strata; several: raked to all
	Missing    string          // codes and words that stand for no answer in any question, such as 9,99,DK
	Out        string          // folder of the results
	Fields     survey.Fields   // columns of unit, weight and cluster
	Settings   survey.Settings // of the measurement
}

// Defaults are the options of a person who gives none.
func Defaults() Options {
	return Options{
		Out:      filepath.Join("build", "survey"),
		Settings: survey.Settings{Cap: 5, Level: survey.Hromada, UnitLevel: survey.Hromada, Compare: "none", Replicates: 2000},
	}
}

// Run measures a survey as asked for and writes its tables into the folder. Input that is wrong is in the findings of the session, and the error is
// instrument.ErrRefused; nothing is written then.
func Run(ctx context.Context, d *instrument.Session, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	place, err := disk.Claim(o.Out, "survey", survey.FileNames...)
	if err != nil {
		return err
	}
	design, err := readDesign(d, o)
	if err != nil {
		return err
	}
	for _, path := range o.Population {
		table, err := d.ReadFrame("population", path, "population")
		if err != nil {
			return err
		}
		margin, err := survey.ReadMargin(table)
		if err != nil {
			return d.AddFindings(table.File, err)
		}
		o.Fields.Margins = append(o.Fields.Margins, *margin)
	}
	if o.Weights != "" {
		if o.Settings.DimensionWeights, err = readWeights(d, o.Weights, design); err != nil {
			return err
		}
	}
	sample, err := readSample(ctx, d, o, design)
	if err != nil {
		return err
	}
	if err := d.RefuseOverwrite(instrument.JoinNames(o.Out, survey.FileNames)...); err != nil {
		return err
	}
	if units := len(sample.Units); o.Settings.Compare == "pairs" && units > mostPairs {
		return instrument.Usage("--compare pairs of %d units makes %d comparisons: take at most %d units, or --compare rest", units, units*(units-1)/2, mostPairs)
	}
	result, err := survey.Analyse(ctx, sample, o.Settings)
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		return d.AddFindings(sample.File, err)
	}
	if err := d.WriteFolder(ctx, place, instrument.WholeFiles(result.Files()), survey.FileNames); err != nil {
		return err
	}
	logQuality(d, o.Out, result)
	return nil
}

// mostPairs is the largest number of units compared pair by pair.
const mostPairs = 200

// check finds what the options alone show to be wrong.
func (o Options) check() error {
	if o.Out == "" {
		return instrument.Usage("--out is empty: name a folder")
	}
	if o.Out == "-" {
		return instrument.Usage("--out -: the results are several files, name a folder")
	}
	levels := []survey.Level{survey.National, survey.Oblast, survey.Hromada, survey.BodyLevel}
	if !slices.Contains(levels, o.Settings.Level) {
		return instrument.Usage("--level %s: there are national, oblast, hromada, body", o.Settings.Level)
	}
	if !slices.Contains(levels, o.Settings.UnitLevel) {
		return instrument.Usage("--unit-level %s: there are national, oblast, hromada, body", o.Settings.UnitLevel)
	}
	switch {
	case o.Settings.Compare != "none" && o.Settings.Compare != "rest" && o.Settings.Compare != "pairs":
		return instrument.Usage("--compare %s: there are none, rest, pairs", o.Settings.Compare)
	case o.Settings.Compare != "none" && o.Fields.Unit == "":
		return instrument.Usage("--compare needs units: name their column by --unit")
	case o.Settings.Compare != "none" && o.Settings.Replicates == 0:
		return instrument.Usage("--compare needs the bootstrap: leave --bootstrap at 2000")
	case o.Settings.Replicates < 0 || o.Settings.Replicates == 1 || o.Settings.Replicates > 100_000:
		return instrument.Usage("--bootstrap %d: give 0, or 2 to 100000", o.Settings.Replicates)
	case !(o.Settings.Cap >= 0) || o.Settings.Cap > 0 && o.Settings.Cap < 1:
		return instrument.Usage("--cap %g: give 0 for none, or 1 and more", o.Settings.Cap)
	case o.Responses == "-" && o.Items == "-":
		return instrument.Usage("--responses and --items cannot both be stdin")
	}
	return nil
}

// readDesign reads which column asks what, and the codes of no answer.
func readDesign(d *instrument.Session, o Options) (*survey.Design, error) {
	missing := strings.FieldsFunc(o.Missing, func(r rune) bool { return r == ',' || r == ';' })
	if len(missing) == 1 {
		missing = strings.Fields(o.Missing)
	}
	table, err := d.ReadFrame("items", o.Items, "scale_min", "scale_max")
	if err != nil {
		return nil, err
	}
	design, err := survey.ReadDesign(table, missing)
	return design, d.AddFindings(table.File, err)
}

// readWeights reads the weights of dimensions, each 0 or more.
func readWeights(d *instrument.Session, path string, design *survey.Design) (map[string]float64, error) {
	table, err := d.ReadFrame("dimension-weights", path, "weight")
	if err != nil {
		return nil, err
	}
	names, err := table.Text("dimension")
	values, more := table.Numbers("weight")
	if err := errors.Join(err, more); err != nil {
		return nil, d.AddFindings(table.File, err)
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
			faults = append(
				faults,
				&frame.CellError{File: table.File, Line: table.Line(i), Column: "weight", Value: frame.Format(values[i]), Reason: "is no weight: give 0 or more"},
			)
		case !slices.Contains(have, name):
			faults = append(faults, &frame.UnknownError{Where: where, What: "dimension", Name: name, Have: have})
		}
		weights[name] = values[i]
	}
	return weights, d.AddFindings(table.File, errors.Join(faults...))
}

// readSample reads the answers, one respondent a row.
func readSample(ctx context.Context, d *instrument.Session, o Options, design *survey.Design) (sample *survey.Sample, err error) {
	want := tablefile.Request{Answers: design.Columns()}
	if o.Fields.Weight != "" {
		want.Numbers = []string{o.Fields.Weight}
	}
	want.Columns = slices.Concat(want.Answers, want.Numbers)
	err = d.ReadTable(ctx, "responses", o.Responses, want, func(name string, in io.Reader) error {
		scan, err := frame.NewScanner(name, in)
		if err != nil {
			return err
		}
		sample, err = survey.ReadSample(ctx, name, scan, design, o.Fields)
		return err
	})
	return sample, d.AddReadFault(ctx, instrument.InputName(o.Responses), err)
}

// logQuality logs what a reader of the results should know at once.
func logQuality(d *instrument.Session, out string, r *survey.Result) {
	counts := map[string]float64{}
	for _, c := range r.Quality {
		counts[c.Check] += c.Value
	}
	d.Log.Info("survey measured", "out", out, "respondents", counts["respondents"], "used", counts["used"], "straight_liners", counts["straight_liners"],
		"speeders", counts["speeders"], "out_of_range", counts["out_of_range"])
	if counts["out_of_range"] > 0 {
		d.Log.Warn("answers outside their scale take no part: see quarantine.csv, and --missing for codes of no answer", "answers", counts["out_of_range"])
	}
	if r.HeaderRows > 0 {
		d.Log.Warn("rows under the header belong to it: they are no respondents", "rows", r.HeaderRows)
	}
	for _, doubt := range r.Doubts {
		d.Log.Warn(doubt.Text, "column", doubt.Column)
	}
	if counts["deff"] > 2 {
		d.Log.Warn("the weights cost more than half of the sample", "deff", counts["deff"], "n_eff", counts["n_eff"])
	}
}
