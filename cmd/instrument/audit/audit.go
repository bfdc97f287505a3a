// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/audit/robot"
	"osnova/ingest/fetch"
	"osnova/store/disk"
)

// fileNames are the files that osnova audit writes.
var fileNames = []string{"checks.csv", "scores.csv"}

// Options are the sites and choices of one audit. Start from Defaults.
type Options struct {
	Addresses   []string // sites to visit
	Sites       string   // CSV unit_id,level,url in place of addresses; - is stdin
	Census      string   // CSV body_id,name,url,status of bodies to look for, see RunCensus; - is stdin
	Before      string   // census.csv of an earlier census; empty: none
	Confirm     string   // checks.csv that a person went over; empty: none
	Rate        float64  // requests a second to one site
	Pages       int      // most of one site, 1 to 150
	Parallel    int      // sites visited at once
	Minutes     float64  // most for one site
	AsOf        string   // day of the visit, YYYY-MM-DD; empty: today by the clock of the session
	KeepNothing bool     // keep no pages in evidence/
	Again       bool     // visit nothing, judge again what an earlier run kept in evidence/
	Loopback    bool     // reach addresses of this computer
	Out         string   // folder of the results and the evidence

	UserAgent func() (string, error) // says who asks; called where sites are visited
}

// Defaults are the options of a person who gives none.
func Defaults() Options {
	return Options{Rate: 1, Pages: 150, Parallel: 8, Minutes: 30, Out: filepath.Join("build", "audit")}
}

// check finds what the options alone show to be wrong.
func (o Options) check() error {
	switch {
	case o.Out == "" || o.Out == "-":
		return instrument.Usage("--out %q: the results are several files, name a folder", o.Out)
	case !(o.Rate > 0 && o.Rate <= 1e6):
		return instrument.Usage("--rate %g: give requests a second, such as 1", o.Rate)
	case o.Pages < 1 || o.Pages > 150:
		return instrument.Usage("--pages %d: give 1 to 150", o.Pages)
	case o.Parallel < 1 || o.Parallel > 1000:
		return instrument.Usage("--parallel %d: give 1 to 1000", o.Parallel)
	case !(o.Minutes > 0):
		return instrument.Usage("--minutes %g: give a number above 0", o.Minutes)
	case !o.Again && o.UserAgent == nil:
		return errors.New("sites are to be visited, and nothing says who asks")
	case o.Again && o.KeepNothing:
		return instrument.Usage("--from-evidence and --no-evidence exclude each other")
	}
	if o.AsOf != "" {
		if _, err := time.Parse(time.DateOnly, o.AsOf); err != nil {
			return instrument.Usage("--as-of %s: give a day, such as 2026-11-23", o.AsOf)
		}
		if o.Again {
			return instrument.Usage("--as-of does not go with --from-evidence: the day of the visit is part of what was kept")
		}
	}
	return nil
}

// siteUnits is one site to audit, with the units whose site it is.
type siteUnits struct {
	target robot.Target
	units  []unitLevel
}

// unitLevel is a community or a body, empty for a bare address.
type unitLevel struct{ id, level string }

// Run visits sites, or judges again what was kept of them, and writes checks.csv and scores.csv. Input that is wrong is in the findings of the
// session, and the error is instrument.ErrRefused.
func Run(ctx context.Context, d *instrument.Session, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	place, err := disk.Claim(o.Out, "audit", fileNames...)
	if err != nil {
		return err
	}
	if info, err := os.Lstat(filepath.Join(o.Out, "evidence")); err == nil && !info.IsDir() {
		return instrument.Usage("%s is %s, no folder: move it away, or give another --out", filepath.Join(o.Out, "evidence"), disk.FileKind(info.Mode()))
	}
	evidence := robot.Folder(filepath.Join(o.Out, "evidence"))
	sites, err := collectSites(d, o, evidence)
	if err != nil {
		return err
	}
	confirmed, err := readConfirmations(d, o.Confirm)
	if err != nil {
		return err
	}
	if err := d.RefuseOverwrite(instrument.JoinNames(o.Out, fileNames)...); err != nil {
		return err
	}
	if !o.Again && !o.KeepNothing {
		if err := place.Take(); err != nil {
			return err
		}
	}
	results, err := visitAll(ctx, d, sites, o, evidence)
	if err != nil {
		return err
	}
	if err := applyConfirmations(d, results, confirmed); err != nil {
		return err
	}
	files, err := tabulateResults(sites, results, o.Sites != "")
	if err != nil {
		return err
	}
	return d.WriteFolder(ctx, place, instrument.WholeFiles(files), fileNames)
}

// collectSites are the sites to visit, each once, in the order given.
func collectSites(d *instrument.Session, o Options, folder robot.Folder) ([]siteUnits, error) {
	var out []siteUnits
	at := map[string]int{}
	add := func(address string, u unitLevel) error {
		parsed, err := robot.Address(address)
		if err != nil {
			return err
		}
		t := robot.Target{Site: parsed.String(), Under: u.level == "body"}
		id := fmt.Sprint(t)
		if i, ok := at[id]; ok {
			if !slices.Contains(out[i].units, u) {
				out[i].units = append(out[i].units, u)
			}
			return nil
		}
		at[id] = len(out)
		out = append(out, siteUnits{t, []unitLevel{u}})
		return nil
	}
	args := o.Addresses
	switch {
	case o.Sites != "" && len(args) > 0:
		return nil, instrument.Usage("give addresses or --sites, not both")
	case o.Sites != "":
		err := readSites(d, o.Sites, add)
		if err == nil && len(out) == 0 {
			err = d.AddFindings(instrument.InputName(o.Sites), errors.New("no row has an address"))
		}
		return out, err
	case len(args) == 0 && o.Again:
		known, err := folder.Sites()
		if err != nil {
			return nil, err
		}
		args = known
	}
	if len(args) == 0 {
		return nil, instrument.Usage("name the sites to visit, such as osnova audit https://example.gov.ua, or a list of them by --sites")
	}
	for _, address := range args {
		if err := add(address, unitLevel{}); err != nil {
			return nil, instrument.Usage("%v", err)
		}
	}
	return out, nil
}

// audited is what came of one site.
type audited struct {
	record *robot.Record
	checks []robot.Check
}

// visitAll looks at all sites, several at once, or reads what was kept of them.
func visitAll(ctx context.Context, d *instrument.Session, sites []siteUnits, o Options, folder robot.Folder) ([]audited, error) {
	auditor, err := newAuditor(d, o)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	out := make([]audited, len(sites))
	work := make(chan int)
	var wait sync.WaitGroup
	for range min(o.Parallel, len(sites)) {
		wait.Go(func() {
			for i := range work {
				var err error
				if out[i], err = visitOne(ctx, auditor, sites[i], o, folder); err != nil {
					stop(err)
					continue
				}
				logVisit(d, out[i])
			}
		})
	}
	for i := range sites {
		work <- i
	}
	close(work)
	wait.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return out, nil
}

// visitOne looks at one site, or reads what was kept of it.
func visitOne(ctx context.Context, auditor *robot.Auditor, site siteUnits, o Options, folder robot.Folder) (out audited, err error) {
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	var keep robot.Bodies = folder
	if o.KeepNothing {
		keep = robot.Memory{}
	}
	if o.Again {
		out.record, err = folder.Load(site.target.Site)
		if errors.Is(err, fs.ErrNotExist) {
			return out, fmt.Errorf("%w: visit it first, without --from-evidence", err)
		}
		if err == nil {
			out.checks, err = robot.Judge(out.record, keep)
		}
		return out, err
	}
	out.record, out.checks, err = auditor.Audit(ctx, site.target, keep)
	if err == nil && !o.KeepNothing {
		err = folder.Save(out.record)
	}
	return out, err
}

// newAuditor asks as Options say who asks, at their pace.
func newAuditor(d *instrument.Session, o Options) (*robot.Auditor, error) {
	day := d.Now().UTC().Truncate(24 * time.Hour)
	if o.AsOf != "" {
		day, _ = time.Parse(time.DateOnly, o.AsOf) // held against its form by check
	}
	agent := ""
	if !o.Again {
		var err error
		if agent, err = o.UserAgent(); err != nil {
			return nil, err
		}
	}
	return &robot.Auditor{
		Day: day, Pages: o.Pages, Within: time.Duration(o.Minutes * float64(time.Minute)),
		Fetch: &fetch.Fetcher{
			UserAgent: agent, AllowLoopback: o.Loopback, Pause: time.Duration(float64(time.Second) / o.Rate), Stall: 30 * time.Second,
			Log: d.Log,
		},
	}, nil
}

// logVisit says what came of a site.
func logVisit(d *instrument.Session, r audited) {
	if r.record.Start == "" {
		d.Log.Warn("site not tested", "site", r.record.Site, "why", r.record.Fault)
		return
	}
	args := []any{"site", r.record.Site, "pages", len(r.record.Pages), "availability", "on one probe"}
	if r.record.Stopped {
		args = append(args, "stopped", "time or bytes used up")
	}
	d.Log.Info("site visited", args...)
}
