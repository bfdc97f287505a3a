package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"osnova/catalog"
	"osnova/metrics/composite"
	"osnova/metrics/frame"
	"osnova/reports/instrument"
)

// indexFlags are what osnova index reads and is asked for besides.
type indexFlags struct {
	data, meta, spec string
	profile          []string
	compare          string
	from, build      string
}

func (a *app) indexCommand() *cobra.Command {
	var f indexFlags
	c := &cobra.Command{
		Use:   "index",
		Short: "Build a composite index of your own data, with uncertainty and sensitivity",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("out") {
				return usage("--out is missing: name a folder for the files")
			}
			if a.out == "-" {
				return usage("--out -: index writes many files, name a folder")
			}
			if f.from == "" {
				if c.Flags().Changed("build") {
					return usage("--build says where the database of --from lies: give --from too")
				}
				return a.index(c.Context(), f)
			}
			for _, other := range []string{"data", "meta", "spec", "profile", "compare"} {
				if c.Flags().Changed(other) {
					return usage("--from writes files for --data, --meta and --spec: leave --%s out", other)
				}
			}
			return a.indexFrom(c.Context(), f.from, f.build)
		},
	}
	f.inputs(c)
	c.Flags().StringVar(&f.from, "from", "", "published index whose data, meta and spec to write, in place of building one")
	c.Flags().StringVar(&f.build, "build", "build", "folder of the build that --from reads")
	c.Flags().StringSliceVar(&f.profile, "profile", nil, "units whose strengths and weaknesses to tell, in strengths.csv")
	c.Flags().StringVar(&f.compare, "compare", "", "YAML of other steps: compare.csv says who moves when these are taken instead")
	c.AddCommand(a.weightsCommand())
	return c
}

// inputs are the flags of the three files.
func (f *indexFlags) inputs(c *cobra.Command) {
	c.Flags().StringVar(&f.data, "data", "", "CSV of units: uCode and a column for each indicator (iData); - is stdin")
	c.Flags().StringVar(&f.meta, "meta", "", "CSV of indicators and aggregates: iCode, Level, Parent, Type, Direction, Weight (iMeta)")
	c.Flags().StringVar(&f.spec, "spec", "", "YAML of the steps; without it the data are only described")
}

// indexInput reads hierarchy and data.
func (a *app) indexInput(f indexFlags) (framework *composite.Framework, data *composite.Data, err error) {
	meta, err := a.frame("meta", f.meta)
	if err != nil {
		return nil, nil, err
	}
	if framework, err = composite.ReadFramework(meta); err != nil {
		return nil, nil, a.refuse(meta.File, err)
	}
	table, err := a.frame("data", f.data)
	if err != nil {
		return nil, nil, err
	}
	if data, err = composite.ReadData(table, framework); err != nil {
		return nil, nil, a.refuse(table.File, err)
	}
	return framework, data, nil
}

// indexBy builds the index by the spec of that path; body is its text.
func (a *app) indexBy(path string, framework *composite.Framework, data *composite.Data) (x *composite.Index, body []byte, err error) {
	spec, body, err := a.indexSpec(path)
	if err != nil {
		return nil, nil, err
	}
	open := func(name string) (*frame.Frame, error) { return a.openBeside(path, name) }
	if x, err = composite.Build(composite.Input{Framework: framework, Data: data, Spec: spec, Open: open}); err != nil {
		return nil, nil, a.refuse(specName(path), err)
	}
	for _, n := range x.Notices {
		a.findings.Add(data.File, "", "column %s: %s", n.Code, n.Text)
	}
	return x, body, nil
}

// indexFiles are all names that osnova index may write, besides spec.yaml.
var indexNames = append(slices.Clone(composite.Files), "strengths.csv", "trends.csv", "compare.csv", "compare_summary.csv", "report.html")

func (a *app) index(ctx context.Context, f indexFlags) error {
	known := slices.Clone(indexNames)
	if f.spec != "" { // a spec.yaml in the folder that this run was not given stays
		known = append(known, "spec.yaml")
	}
	place, err := claimFolder(a.out, "index", known)
	if err != nil {
		return err
	}
	framework, data, err := a.indexInput(f)
	if err != nil {
		return err
	}
	x, body, err := a.indexBy(f.spec, framework, data)
	if err != nil {
		return err
	}
	files, err := a.indexFiles(ctx, x, string(body), specName(f.spec))
	if err != nil {
		return err
	}
	if err := a.indexBesides(x, f, files); err != nil {
		return err
	}
	for _, n := range x.Remarks {
		a.log.Warn(n.Text, "code", n.Code)
	}
	if body != nil {
		files["spec.yaml"] = frame.Whole(body)
	}
	if x.Result == nil {
		a.log.Warn("no scores: the spec has no aggregate", "add", "aggregate: [amean]")
	}
	if err := a.spare(within(a.out, known)...); err != nil {
		return err
	}
	if err := deliver(ctx, place, files, known); err != nil {
		return err
	}
	a.log.Info("index built", "units", len(x.Data.Codes), "indicators", len(framework.Indicators()), "files", len(files), "out", a.out)
	return nil
}

// indexRuns are what scoring the index again under other choices told.
type indexRuns struct {
	left        []composite.Left
	uncertainty *composite.Uncertainty
	sobol       []composite.SobolIndex
}

// indexFiles makes all files of the index.
func (a *app) indexFiles(ctx context.Context, x *composite.Index, spec, where string) (map[string]frame.File, error) {
	files := x.Files()
	if x.Result == nil {
		return files, ctx.Err()
	}
	sim, err := x.Simulation()
	if err != nil {
		return nil, a.refuse(where, err)
	}
	var runs indexRuns
	if runs.left, err = sim.RemoveEach(x.Framework); err != nil {
		return nil, a.refuse(where, err)
	}
	if u := x.Spec.Uncertainty; u != nil {
		end := a.replicates(sim, "uncertainty")
		runs.uncertainty, err = sim.Uncertainty(ctx, u.Replicates, u.Seed)
		if end(); err != nil {
			return nil, a.stoppedOrRefused(ctx, where, err)
		}
		a.log.Info("uncertainty", "replicates", u.Replicates, "factors", strings.Join(sim.Factors, " "))
	}
	if s := x.Spec.Sensitivity; s != nil {
		end := a.replicates(sim, "sensitivity")
		runs.sobol, err = sim.Sensitivity(ctx, s.Replicates, s.Seed)
		if end(); err != nil {
			return nil, a.stoppedOrRefused(ctx, where, err)
		}
		a.log.Info("sensitivity", "builds", s.Replicates*(len(sim.Factors)+2))
	}
	maps.Copy(files, x.RunFiles(sim, runs.left, runs.uncertainty, runs.sobol))
	report, err := instrument.Index(indexReport(x, runs, spec, a.findings))
	if err != nil {
		return nil, fmt.Errorf("report.html: %w", err)
	}
	files["report.html"] = frame.Whole(report)
	return files, ctx.Err()
}

// replicates shows on a terminal how far a simulation is; what it returns ends the bar.
func (a *app) replicates(sim *composite.Simulation, name string) (end func()) {
	f, ok := a.stderr.(*os.File)
	if !ok || a.json || !term.IsTerminal(int(f.Fd())) {
		return func() {}
	}
	var bar *progressbar.ProgressBar
	var once sync.Once
	sim.Progress = func(_, all int) {
		once.Do(func() {
			bar = progressbar.NewOptions(all, progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetDescription(name), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
		})
		_ = bar.Add(1)
	}
	return func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
}

// stoppedOrRefused tells Ctrl-C from choices that cannot be scored.
func (a *app) stoppedOrRefused(ctx context.Context, where string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return a.refuse(where, err)
}

// indexSpec reads the steps; no file is the empty spec.
func (a *app) indexSpec(path string) (spec composite.Spec, body []byte, err error) {
	if path == "" {
		return spec, nil, nil
	}
	r, err := a.given("spec", path)
	if err != nil {
		return spec, nil, err
	}
	defer r.Close()
	if body, err = io.ReadAll(r); err != nil {
		return spec, nil, fmt.Errorf("read %s: %w", path, err)
	}
	text, reason := plainSpec(body)
	if reason != "" {
		return spec, nil, a.refuse(specName(path), errors.New(reason))
	}
	if found := catalog.Decode(specName(path), text, &spec); len(found) > 0 {
		a.findings = append(a.findings, specFindings(found)...)
		return spec, nil, errRefused
	}
	if err := spec.Check(); err != nil {
		return spec, nil, a.refuse(specName(path), err)
	}
	return spec, body, nil
}

func specName(path string) string {
	if path == "" {
		return "spec"
	}
	return filepath.Base(path)
}

// openBeside reads a CSV that a spec names: beside the spec, else where the program runs.
func (a *app) openBeside(spec, path string) (*frame.Frame, error) {
	places := []string{path}
	if !filepath.IsAbs(path) && spec != "" && spec != "-" {
		places = []string{filepath.Join(filepath.Dir(spec), path), path}
	}
	for _, place := range places {
		f, err := os.Open(place)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil {
			a.inputs = append(a.inputs, info)
		}
		return frame.Read(filepath.Base(path), f)
	}
	return nil, fmt.Errorf("there is no file %s: name it relative to the spec", path)
}
