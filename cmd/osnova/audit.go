// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/cmd/instrument/audit"
)

func (a *program) auditCommand() *cobra.Command {
	o := audit.Defaults()
	o.UserAgent = a.auditAgent
	c := &cobra.Command{
		Use:   "audit URL…",
		Short: "Visit sites and check what is there: 25 items of content, descriptions of services, accessibility, use on a phone, security",
		Long: `audit visits each site as its robots.txt allows, a few pages, and judges 25 items: pass, fail, or not tested where it could not see. --out is a
folder: checks.csv with every item, its evidence and address, and scores.csv. With --census it looks for bodies of self-organization instead and
writes census.csv and census_states.csv: no body, not online, online but stale, current.
Manual: docs/instruments/audit.md`,
		Example: "  osnova audit https://example.org --out audit\n  osnova audit --sites sites.csv --out audit\n  osnova audit --census bodies.csv --out census",
		RunE: func(c *cobra.Command, args []string) error {
			o.Addresses = args
			run := audit.Run
			if o.Census != "" {
				run = audit.RunCensus
			} else if o.Before != "" {
				return instrument.Usage("--before goes with --census")
			}
			return a.use(func(d *instrument.Session) error { return run(c.Context(), d, o) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Sites, "sites", "", "table unit_id,level,url (level community or body) instead of addresses; the results then name the units; - is stdin")
	flags.StringVar(&o.Census, "census", "", "table body_id, name, url, status of bodies of self-organization: says of each whether it is to be found online and how fresh that is; - is stdin")
	flags.StringVar(&o.Before, "before", "", "census.csv of an earlier census: adds what changed since")
	flags.StringVar(&o.Confirm, "confirm", "", "checks.csv that a person went over: its results take the place of the robot's")
	flags.Float64Var(&o.Rate, "rate", o.Rate, "requests a second to one site, only with its owner's leave above 1; Crawl-delay holds all the same")
	flags.IntVar(&o.Pages, "pages", o.Pages, "most pages of one site, 1 to 150")
	flags.IntVar(&o.Parallel, "parallel", o.Parallel, "sites visited at once")
	flags.Float64Var(&o.Minutes, "minutes", o.Minutes, "most minutes for one site; what was not found by then is not tested")
	flags.StringVar(&o.AsOf, "as-of", "", "day of the visit, tells what is fresh; default today")
	flags.BoolVar(&o.KeepNothing, "no-evidence", false, "do not keep the pages seen in evidence/")
	flags.BoolVar(&o.Again, "from-evidence", false, "visit nothing, judge again what an earlier run kept in evidence/")
	flags.BoolVar(&o.Loopback, "allow-loopback", false, "reach addresses of this computer, for tests")
	flags.StringVar(&o.Out, "out", o.Out, "folder for the results and the evidence")
	return c
}

// auditAgent tells sites who asks: the contact of the project.
func (a *program) auditAgent() (string, error) {
	files, err := a.declarations()
	if err != nil {
		return "", err
	}
	cat, err := catalog.Load(files)
	if err != nil {
		return "", err
	}
	if cat.Project.Contact == "" {
		a.log.Warn("sites are told that there is no contact: name one in project.yaml of --project")
	}
	return userAgent(cat.Project.Contact), nil
}
