// SPDX-License-Identifier: Apache-2.0

package index

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"osnova/cmd/instrument"
	"osnova/ingest/tablefile"
	"osnova/metrics/composite"
	"osnova/metrics/frame"
	report "osnova/reports/instrument"
	"osnova/store/disk"
)

// Options are the files and choices of one index.
type Options struct {
	Data    string   // CSV of units, iData: uCode and a column for each indicator; - is stdin
	Meta    string   // CSV of indicators and aggregates, iMeta
	Spec    string   // YAML of the steps; empty: the data are only described
	Profile []string // units whose strengths and weaknesses to tell
	Compare string   // YAML of other steps, to say who moves when these are taken instead; empty: none
	Out     string   // folder of the files
}

// checkFolder refuses what is no folder for many files.
func checkFolder(out string) error {
	switch out {
	case "":
		return instrument.Usage("--out is missing: name a folder for the files")
	case "-":
		return instrument.Usage("--out -: index writes many files, name a folder")
	}
	return nil
}

// readInput reads hierarchy and data.
func readInput(d *instrument.Session, dataPath, metaPath string) (framework *composite.Framework, data *composite.Data, err error) {
	meta, err := d.ReadFrame("meta", metaPath, "Level", "Direction", "Weight", "Target")
	if err != nil {
		return nil, nil, err
	}
	if framework, err = composite.ReadFramework(meta); err != nil {
		return nil, nil, d.AddFindings(meta.File, err)
	}
	want := tablefile.Request{Columns: []string{"uCode"}, Keep: []string{composite.NotApplicable}}
	for _, item := range framework.Items {
		if item.Type == composite.TypeIndicator || item.Type == composite.TypeDenominator {
			want.Columns, want.Numbers = append(want.Columns, item.Code), append(want.Numbers, item.Code)
		}
	}
	_, err = d.CheckFrame("data", dataPath, want, func(f *frame.Frame) error {
		var err error
		data, err = composite.ReadData(f, framework)
		return err
	})
	return framework, data, err
}

// buildIndex builds the index by the spec of that path; body is its text.
func buildIndex(d *instrument.Session, path string, framework *composite.Framework, data *composite.Data) (x *composite.Index, body []byte, err error) {
	spec, body, err := readSpec(d, path)
	if err != nil {
		return nil, nil, err
	}
	open := func(name string) (*frame.Frame, error) { return openBeside(d, path, name) }
	if x, err = composite.Build(composite.Input{Framework: framework, Data: data, Spec: spec, Open: open}); err != nil {
		return nil, nil, d.AddFindings(specName(path), err)
	}
	for _, n := range x.Notices {
		d.Findings.Add(data.File, "", "column %s: %s", n.Code, n.Text)
	}
	return x, body, nil
}

// fileNames are all names that osnova index may write, besides spec.yaml.
var fileNames = append(slices.Clone(composite.Files), "strengths.csv", "trends.csv", "compare.csv", "compare_summary.csv", "report.html")

// Run builds an index as asked for and writes its files into the folder. Input that is wrong is in the findings of the session, and the error is
// instrument.ErrRefused; nothing is written then. What the index notices of data that it scores all the same is in the findings too.
func Run(ctx context.Context, d *instrument.Session, o Options) error {
	if err := checkFolder(o.Out); err != nil {
		return err
	}
	known := slices.Clone(fileNames)
	if o.Spec != "" { // a spec.yaml in the folder that this run was not given stays
		known = append(known, "spec.yaml")
	}
	place, err := disk.Claim(o.Out, "index", known...)
	if err != nil {
		return err
	}
	framework, data, err := readInput(d, o.Data, o.Meta)
	if err != nil {
		return err
	}
	x, body, err := buildIndex(d, o.Spec, framework, data)
	if err != nil {
		return err
	}
	files, err := makeFiles(ctx, d, x, string(body), specName(o.Spec))
	if err != nil {
		return err
	}
	if err := addExtras(d, x, o, files); err != nil {
		return err
	}
	for _, n := range x.Remarks {
		d.Log.Warn(n.Text, "code", n.Code)
	}
	if body != nil {
		files["spec.yaml"] = frame.Whole(body)
	}
	if x.Result == nil {
		d.Log.Warn("no scores: the spec has no aggregate", "add", "aggregate: [amean]")
	}
	if err := d.RefuseOverwrite(instrument.JoinNames(o.Out, known)...); err != nil {
		return err
	}
	if err := d.WriteFolder(ctx, place, files, known); err != nil {
		return err
	}
	d.Log.Info("index built", "units", len(x.Data.Codes), "indicators", len(framework.Indicators()), "files", len(files), "out", o.Out)
	return nil
}

// repeatedRuns are what scoring the index again under other choices told.
type repeatedRuns struct {
	left        []composite.LeftOut
	uncertainty *composite.Uncertainty
	sobol       []composite.SobolIndex
}

// makeFiles makes all files of the index.
func makeFiles(ctx context.Context, d *instrument.Session, x *composite.Index, spec, where string) (map[string]frame.File, error) {
	files := x.Files()
	if x.Result == nil {
		return files, ctx.Err()
	}
	sim, err := x.Simulation()
	if err != nil {
		return nil, d.AddFindings(where, err)
	}
	var runs repeatedRuns
	if runs.left, err = sim.RemoveEach(x.Framework); err != nil {
		return nil, d.AddFindings(where, err)
	}
	if u := x.Spec.Uncertainty; u != nil {
		done, end := d.CountWhenKnown("uncertainty")
		sim.Progress = done
		runs.uncertainty, err = sim.Uncertainty(ctx, u.Replicates, u.Seed)
		if end(); err != nil {
			return nil, d.AddUnlessStopped(ctx, where, err)
		}
		d.Log.Info("uncertainty", "replicates", u.Replicates, "factors", strings.Join(sim.Factors, " "))
	}
	if s := x.Spec.Sensitivity; s != nil {
		done, end := d.CountWhenKnown("sensitivity")
		sim.Progress = done
		runs.sobol, err = sim.Sensitivity(ctx, s.Replicates, s.Seed)
		if end(); err != nil {
			return nil, d.AddUnlessStopped(ctx, where, err)
		}
		d.Log.Info("sensitivity", "builds", s.Replicates*(len(sim.Factors)+2))
	}
	maps.Copy(files, x.RunFiles(sim, runs.left, runs.uncertainty, runs.sobol))
	laid := layOutReport(x, runs, spec, d.Findings)
	if laid.Record, err = d.RecordText(); err != nil {
		return nil, err
	}
	page, err := report.Index(laid)
	if err != nil {
		return nil, fmt.Errorf("report.html: %w", err)
	}
	files["report.html"] = frame.Whole(page)
	return files, ctx.Err()
}

// addExtras adds what was asked for besides the index itself: profiles of units, trends of a panel, another spec.
func addExtras(d *instrument.Session, x *composite.Index, o Options, files map[string]frame.File) error {
	trends, err := x.TrendsFile()
	if err != nil {
		return d.AddFindings(x.Data.File, err)
	}
	if trends != nil {
		files["trends.csv"] = frame.Whole(trends)
	}
	if len(o.Profile) > 0 {
		strengths, err := x.StrengthsFile(o.Profile)
		if err != nil {
			return d.AddFindings(x.Data.File, err)
		}
		files["strengths.csv"] = frame.Whole(strengths)
	}
	if o.Compare == "" {
		return nil
	}
	other, _, err := buildIndex(d, o.Compare, x.Framework, x.All)
	if err != nil {
		return err
	}
	compared, err := x.CompareFiles(other)
	if err != nil {
		return d.AddFindings(specName(o.Compare), err)
	}
	maps.Copy(files, instrument.WholeFiles(compared))
	return nil
}
