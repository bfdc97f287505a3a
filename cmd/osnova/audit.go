package main

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

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/ingest/audit"
	"osnova/ingest/fetch"
	"osnova/store"
)

// auditFiles are the files that osnova audit writes.
var auditFiles = []string{"checks.csv", "scores.csv"}

// auditFlags are those of osnova audit.
type auditFlags struct {
	sites, confirm     string
	rate               float64
	pages, parallel    int
	minutes            float64
	asOf, out          string
	loopback           bool
	keepNothing, again bool
}

// auditSite is one site to audit, with the units whose site it is.
type auditSite struct {
	target audit.Target
	units  []auditUnit
}

// auditUnit is a community or a body, empty for a bare address.
type auditUnit struct{ id, level string }

func (a *app) auditCommand() *cobra.Command {
	var f auditFlags
	c := &cobra.Command{
		Use:   "audit URL…",
		Short: "Visit sites and check what is there: 25 items of content, descriptions of services, accessibility, use on a phone, security",
		RunE:  func(c *cobra.Command, args []string) error { return a.audit(c.Context(), args, f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.sites, "sites", "", "CSV unit_id,level,url (level community or body) instead of addresses; the results then name the units; - is stdin")
	flags.StringVar(&f.confirm, "confirm", "", "checks.csv that a person went over: its results take the place of the robot's")
	flags.Float64Var(&f.rate, "rate", 1, "requests a second to one site, only with its owner's leave above 1; Crawl-delay holds all the same")
	flags.IntVar(&f.pages, "pages", 150, "most pages of one site, 1 to 150")
	flags.IntVar(&f.parallel, "parallel", 8, "sites visited at once")
	flags.Float64Var(&f.minutes, "minutes", 30, "most minutes for one site; what was not found by then is not tested")
	flags.StringVar(&f.asOf, "as-of", "", "day of the visit, tells what is fresh; default today")
	flags.BoolVar(&f.keepNothing, "no-evidence", false, "do not keep the pages seen in evidence/")
	flags.BoolVar(&f.again, "from-evidence", false, "visit nothing, judge again what an earlier run kept in evidence/")
	flags.BoolVar(&f.loopback, "allow-loopback", false, "reach addresses of this computer, for tests")
	flags.StringVar(&f.out, "out", filepath.Join("build", "audit"), "folder for the results and the evidence")
	return c
}

func (f *auditFlags) check() error {
	switch {
	case f.out == "" || f.out == "-":
		return usage("--out %q: the results are several files, name a folder", f.out)
	case !(f.rate > 0 && f.rate <= 1e6):
		return usage("--rate %g: give requests a second, such as 1", f.rate)
	case f.pages < 1 || f.pages > 150:
		return usage("--pages %d: give 1 to 150", f.pages)
	case f.parallel < 1 || f.parallel > 1000:
		return usage("--parallel %d: give 1 to 1000", f.parallel)
	case !(f.minutes > 0):
		return usage("--minutes %g: give a number above 0", f.minutes)
	case f.again && f.keepNothing:
		return usage("--from-evidence and --no-evidence exclude each other")
	}
	if f.asOf != "" {
		if _, err := time.Parse(time.DateOnly, f.asOf); err != nil {
			return usage("--as-of %s: give a day, such as 2026-11-23", f.asOf)
		}
		if f.again {
			return usage("--as-of does not go with --from-evidence: the day of the visit is part of what was kept")
		}
	}
	return nil
}

func (a *app) audit(ctx context.Context, args []string, f auditFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	place, err := claimFolder(f.out, "audit", auditFiles)
	if err != nil {
		return err
	}
	if info, err := os.Lstat(filepath.Join(f.out, "evidence")); err == nil && !info.IsDir() {
		return usage("%s is %s, no folder: move it away, or give another --out", filepath.Join(f.out, "evidence"), store.Kind(info.Mode()))
	}
	evidence := audit.Folder(filepath.Join(f.out, "evidence"))
	sites, err := a.auditSites(args, f, evidence)
	if err != nil {
		return err
	}
	confirmed, err := a.confirmed(f.confirm)
	if err != nil {
		return err
	}
	if err := a.spare(within(f.out, auditFiles)...); err != nil {
		return err
	}
	if !f.again && !f.keepNothing {
		if err := place.Take(); err != nil {
			return err
		}
	}
	results, err := a.visits(ctx, sites, f, evidence)
	if err != nil {
		return err
	}
	if err := a.override(results, confirmed); err != nil {
		return err
	}
	files, err := auditTables(sites, results, f.sites != "")
	if err != nil {
		return err
	}
	return deliver(ctx, place, wholes(files), auditFiles)
}

// auditSites are the sites to visit, each once, in the order given.
func (a *app) auditSites(args []string, f auditFlags, folder audit.Folder) ([]auditSite, error) {
	var out []auditSite
	at := map[string]int{}
	add := func(address string, u auditUnit) error {
		parsed, err := audit.Address(address)
		if err != nil {
			return err
		}
		t := audit.Target{Site: parsed.String(), Under: u.level == "body"}
		id := fmt.Sprint(t)
		if i, ok := at[id]; ok {
			if !slices.Contains(out[i].units, u) {
				out[i].units = append(out[i].units, u)
			}
			return nil
		}
		at[id] = len(out)
		out = append(out, auditSite{t, []auditUnit{u}})
		return nil
	}
	switch {
	case f.sites != "" && len(args) > 0:
		return nil, usage("give addresses or --sites, not both")
	case f.sites != "":
		return out, a.listedSites(f.sites, add, &out)
	case len(args) == 0 && f.again:
		known, err := folder.Sites()
		if err != nil {
			return nil, err
		}
		args = known
	}
	if len(args) == 0 {
		return nil, usage("name the sites to visit, such as osnova audit https://example.gov.ua, or a list of them by --sites")
	}
	for _, address := range args {
		if err := add(address, auditUnit{}); err != nil {
			return nil, usage("%v", err)
		}
	}
	return out, nil
}

// audited is what came of one site.
type audited struct {
	record *audit.Record
	checks []audit.Check
}

// visits looks at all sites, several at once, or reads what was kept of them.
func (a *app) visits(ctx context.Context, sites []auditSite, f auditFlags, folder audit.Folder) ([]audited, error) {
	auditor, err := a.auditor(f)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	out := make([]audited, len(sites))
	work := make(chan int)
	var wait sync.WaitGroup
	for range min(f.parallel, len(sites)) {
		wait.Go(func() {
			for i := range work {
				var err error
				if out[i], err = visitOne(ctx, auditor, sites[i], f, folder); err != nil {
					stop(err)
					continue
				}
				a.tellVisit(out[i])
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

func visitOne(ctx context.Context, auditor *audit.Auditor, site auditSite, f auditFlags, folder audit.Folder) (out audited, err error) {
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	var keep audit.Bodies = folder
	if f.keepNothing {
		keep = audit.Memory{}
	}
	if f.again {
		out.record, err = folder.Load(site.target.Site)
		if errors.Is(err, fs.ErrNotExist) {
			return out, fmt.Errorf("%w: visit it first, without --from-evidence", err)
		}
		if err == nil {
			out.checks, err = audit.Judge(out.record, keep)
		}
		return out, err
	}
	out.record, out.checks, err = auditor.Audit(ctx, site.target, keep)
	if err == nil && !f.keepNothing {
		err = folder.Save(out.record)
	}
	return out, err
}

// auditor asks as the project's contact, at the pace of the flags.
func (a *app) auditor(f auditFlags) (*audit.Auditor, error) {
	day := time.Now().UTC().Truncate(24 * time.Hour)
	if f.asOf != "" {
		day, _ = time.Parse(time.DateOnly, f.asOf) // held against its form by check
	}
	contact := ""
	if !f.again {
		files, err := a.declarations()
		if err != nil {
			return nil, err
		}
		cat, err := catalog.Load(files)
		if err != nil {
			return nil, err
		}
		if contact = cat.Project.Contact; contact == "" {
			a.log.Warn("sites are told that there is no contact: name one in project.yaml of --project")
		}
	}
	return &audit.Auditor{
		Day: day, Pages: f.pages, Within: time.Duration(f.minutes * float64(time.Minute)),
		Fetch: &fetch.Fetcher{
			UserAgent: userAgent(contact), AllowLoopback: f.loopback, Pause: time.Duration(float64(time.Second) / f.rate), Stall: 30 * time.Second,
			Log: a.log,
		},
	}, nil
}

func (a *app) tellVisit(r audited) {
	if r.record.Start == "" {
		a.log.Warn("site not tested", "site", r.record.Site, "why", r.record.Fault)
		return
	}
	args := []any{"site", r.record.Site, "pages", len(r.record.Pages), "availability", "on one probe"}
	if r.record.Stopped {
		args = append(args, "stopped", "time or bytes used up")
	}
	a.log.Info("site visited", args...)
}
