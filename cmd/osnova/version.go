// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/reports"
	"osnova/store"
)

// licence of the program itself, by its SPDX identifier.
const licence = "Apache-2.0"

func (a *program) versionCommand() *cobra.Command {
	var licences bool
	c := &cobra.Command{
		Use:     "version",
		Short:   "The build, the database engine, the edition, the licence, and whether the interactive charts and the engine of pages are in it",
		Long:    "version says what this program is. With --licences it prints the licence texts of all that is linked into it or bundled with the site.",
		Example: "  osnova version\n  osnova version --licences",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if licences {
				texts := reports.Licences()
				if texts == nil {
					return fmt.Errorf("this program was built without its licence texts: make build gathers them")
				}
				_, err := a.stdout.Write(texts)
				return err
			}
			cat, err := catalog.Load(rooms)
			if err != nil {
				return err
			}
			st := &store.Store{}
			defer st.Close()
			engine, err := st.EngineVersion(c.Context())
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "osnova   %s\nGo       %s\nDuckDB   %s\nedition  %s\ncharts   %s\nbrowser  %s\nlicence  %s\n",
				buildVersion(), runtime.Version(), engine, cat.Project.Edition, chartsWord(), browserWord(), licence)
			return nil
		},
	}
	c.Flags().BoolVar(&licences, "licences", false, "print the licence texts of all that is linked in or bundled")
	return c
}

// buildVersion is the version of the module, or the commit with a mark where files had been changed, as the Go command noted them.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version, commit, day, changed := info.Main.Version, "", "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.time":
			day = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				changed = ", with changes of one's own"
			}
		}
	}
	if version == "" || version == "(devel)" {
		version = "development build"
	}
	if commit == "" {
		return version
	}
	return fmt.Sprintf("%s (commit %.12s of %.10s%s)", version, commit, day, changed)
}

// chartsWord says whether pages and reports can draw.
func chartsWord() string {
	if reports.HasCharts() {
		return "interactive"
	}
	return "tables only: this program was built without ECharts; make build adds it (needs Node.js with npm)"
}

// browserWord says whether pages can measure a visitor's own table.
func browserWord() string {
	if reports.HasEngine() {
		return "measures a visitor's own table"
	}
	return "no engine: pages that would measure a visitor's own table name the command; make build adds it"
}
