// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/store"
)

// words of the one-stage commands
var stageShort = map[string]string{
	"ingest":    "Only the first stage: sources → raw tables",
	"transform": "Only the second stage: raw → staging → mart",
	"metrics":   "Only the third stage: indicators, indices, inequality",
	"datasets":  "Only the fourth stage: open datasets and their metadata",
	"reports":   "Only the fifth stage: pages, charts, maps",
}

func (a *program) stageCommand(name string) *cobra.Command {
	var in input
	var compile, propose bool
	c := &cobra.Command{
		Use:   name,
		Short: stageShort[name],
		Long:  stageShort[name] + ".\nSteps of other stages run only where nothing is there yet.",
		Args:  noArgs,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case compile && propose:
				return usage("--compile-facts and --propose-checks are two things: do one after the other")
			case compile:
				return a.compile(c.Context(), in, args)
			case propose:
				return a.proposeChecks(args)
			}
			if len(args) > 0 {
				return a.ingestNamed(c.Context(), in, args)
			}
			return a.build(c.Context(), pipelineRun{input: in, stage: name})
		},
	}
	switch name {
	case "ingest":
		inputFlags(c, &in)
		failOnFlag(c, catalog.SeverityWarning)
		c.Flags().BoolVar(&compile, "compile-facts", false, "parse the mirror and write facts, lock and quarantine beside each source; words name single sources")
		c.Flags().BoolVar(&propose, "propose-checks", false, "print what may be expected of the next edition of sources, by their embedded facts, to be put into source.yaml")
		c.Use = "ingest [NAME...]"
		c.Long = stageShort[name] + ".\nWords name single sources, and the others are left as they are.\nSteps of other stages run only where nothing is there yet."
		c.Example = "  osnova ingest --mirror ../shared/data\n  osnova ingest --mirror ../shared/data cnap edem\n  osnova ingest --propose-checks kse_population"
		c.Args = cobra.ArbitraryArgs
	case "datasets":
		c.AddCommand(a.verifyCommand())
		failOnFlag(c, catalog.SeverityError)
	default:
		failOnFlag(c, catalog.SeverityError)
	}
	return c
}

// ingestNamed reads single sources.
func (a *program) ingestNamed(ctx context.Context, in input, names []string) error {
	look := *a // what is wrong with declarations is told by the build
	_, cat, err := look.load()
	if err != nil {
		return err
	}
	only, err := look.sourcesNamed(cat, names)
	if err != nil {
		return err
	}
	var steps []string
	for name := range only {
		steps = append(steps, "raw."+name)
	}
	slices.Sort(steps)
	return a.build(ctx, pipelineRun{input: in, selected: steps})
}

// sourcesNamed are the sources of the names given.
func (a *program) sourcesNamed(cat *catalog.Catalog, names []string) (map[string]bool, error) {
	only := map[string]bool{}
	known := make([]string, len(cat.Sources))
	for i, s := range cat.Sources {
		known[i] = s.Name
	}
	for _, n := range names {
		if slices.Contains(known, n) {
			only[n] = true
			continue
		}
		if slices.ContainsFunc(a.findings, func(f catalog.Finding) bool { return strings.HasPrefix(f.Where, "ingest/sources/"+n+"/") }) {
			return nil, fmt.Errorf("%w: the declaration of source %s cannot be read", instrument.ErrRefused, n)
		}
		if near := catalog.Nearest(n, known); near != "" {
			return nil, usage("unknown source %q, did you mean %q?", n, near)
		}
		return nil, usage("unknown source %q; osnova plan lists them as raw.NAME", n)
	}
	return only, nil
}

// compile writes the facts that are embedded with the program, into the project folder or the one we stand in.
func (a *program) compile(ctx context.Context, in input, names []string) error {
	if err := in.check(); err != nil {
		return err
	}
	if in.mirror == "" && !in.refresh {
		return usage("facts are compiled from upstream files: give --mirror DIR or --refresh")
	}
	fsys, cat, err := a.load()
	if err != nil {
		return err
	}
	dir := a.project
	if dir == "" {
		dir = "."
	}
	if _, err := os.Stat(filepath.Join(dir, "ingest", "sources")); err != nil {
		return usage("no ingest/sources in %s: stand in the project, or give --project DIR", dir)
	}
	var only map[string]bool
	if len(names) > 0 {
		if only, err = a.sourcesNamed(cat, names); err != nil {
			return err
		}
	}
	if in.refresh { // what is fetched is kept in the output folder
		place, _, err := store.ClaimBuild(a.out)
		if err != nil {
			return err
		}
		unlock, err := lockFolder(a.out)
		if err != nil {
			return err
		}
		defer unlock()
		defer place.Leave()
		if err := place.Take(); err != nil {
			return err
		}
	}
	defer collectAt(readingPercent)()
	findings, err := a.ingest(fsys, cat, in, nil, nil).Compile(ctx, dir, only)
	a.findings = append(a.findings, findings...)
	return err
}
