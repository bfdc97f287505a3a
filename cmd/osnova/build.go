package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"osnova/catalog"
	"osnova/ingest"
	"osnova/reports"
	"osnova/store"
)

func (a *app) buildCommand() *cobra.Command {
	var in input
	var selected []string
	c := &cobra.Command{
		Use:   "build",
		Short: "The main job: ingest → transform → metrics → datasets → reports",
		Long: `build makes the database, the datasets and the site. Without a flag it works offline, from the facts embedded with the sources.
Work whose input has not changed is not done again.`,
		Example: "  osnova build\n  osnova build --mirror ../shared/data\n  osnova build --select mart.community+",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.build(c.Context(), job{input: in, selected: selected})
		},
	}
	inputFlags(c, &in)
	c.Flags().StringSliceVar(&selected, "select", nil, "only these: a table, source, indicator, index, dataset or page by its name, or a pattern such as 'page *'; NAME+ adds what reads them, +NAME what they read")
	return c
}

func inputFlags(c *cobra.Command, in *input) {
	c.Flags().StringVar(&in.mirror, "mirror", "", "folder or address that holds the upstream files under each source's mirror path")
	c.Flags().BoolVar(&in.refresh, "refresh", false, "fetch from its publisher every source that has changed since the last time")
	c.Flags().StringVar(&in.since, "since", "", "with --refresh: leave what was published before this day, such as 2026-11-23, unless an earlier fetch is at hand to compare with")
	c.Flags().BoolVar(&in.loopback, "allow-loopback", false, "with --refresh: also fetch from addresses of this computer, for tests; with --mirror at such an address: ask without the pause of a second")
}

// job is one call of the pipeline.
type job struct {
	input
	selected []string // names as given on the command line
	stage    string   // only this stage; empty: all
	dry      bool     // decide, but do nothing
}

// build runs the pipeline in the output folder: under a lock, on copies, swapped in when all is done.
func (a *app) build(ctx context.Context, j job) error {
	if err := j.check(); err != nil {
		return err
	}
	if len(j.selected) == 0 && j.selected != nil {
		return usage("--select is empty; osnova plan lists the steps")
	}
	fsys, cat, r, err := a.begin(j)
	if err != nil {
		return err
	}
	defer r.end()
	if j.selected != nil {
		if err := a.choose(ctx, fsys, cat, j, r.ledger); err != nil {
			return err
		}
	}
	started := time.Now()
	if err := a.work(ctx, fsys, cat, j, r); err != nil {
		return err
	}
	a.findings = append(a.findings, r.ledger.Findings.Sorted()...)
	ran := 0
	for _, d := range r.ledger.Decisions {
		if d.Runs {
			ran++
		}
	}
	if !r.ledger.Ran() {
		fmt.Fprintf(a.stdout, "nothing changed: %s is up to date\n", filepath.Join(a.out, "site"))
		return nil
	}
	if err := dropStale(ctx, r); err != nil {
		return err
	}
	if err := r.commit(ctx); err != nil {
		return err
	}
	failed := ""
	if n := r.ledger.Failed(); n > 0 {
		failed = fmt.Sprintf(", %d are not made", n)
	}
	fmt.Fprintf(a.stdout, "built %s: %d of %d steps ran in %.1f s%s\n", filepath.Join(a.out, "site"), ran, len(r.ledger.Decisions), time.Since(started).Seconds(), failed)
	return nil
}

// work runs the stages one after another.
func (a *app) work(ctx context.Context, fsys fs.FS, cat *catalog.Catalog, j job, r *running) error {
	list, err := a.stages(fsys, cat, j.input, r.store, r.ledger, r.output)
	if err != nil {
		return err
	}
	for _, s := range list {
		switch s.(type) {
		case *ingest.Stage:
			defer collectAt(readingPercent)()
		case *reports.Stage:
			// Pages are short-lived text beside rows that stay: collecting twice as often keeps the peak under 300 MB for a fifth more CPU.
			defer collectAt(50)()
		default:
			defer collectAt(100)()
		}
		if err := s.Run(ctx); err != nil {
			return err
		}
	}
	return nil
}

// readingPercent is for reading sources, which leaves much short-lived text beside few rows: to collect it half as often spares a tenth of the CPU.
const readingPercent = 200

// collectAt lets the heap grow by so many percent before garbage is collected, unless the user has set GOGC. What it returns sets the old share again.
func collectAt(percent int) (restore func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	old := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(old) }
}

// running is the place of one run.
type running struct {
	dir    string
	store  *store.Store
	ledger *store.Ledger
	output *store.Output
	bar    *progressbar.ProgressBar
	unlock func()
}

// begin reads the declarations and opens the output folder for one run, alone.
func (a *app) begin(j job) (fs.FS, *catalog.Catalog, *running, error) {
	fsys, cat, err := a.load()
	if err != nil {
		return nil, nil, nil, err
	}
	unlock, err := lock(a.out)
	if err != nil {
		return nil, nil, nil, err
	}
	r, err := a.open(j)
	if err != nil {
		unlock()
		return nil, nil, nil, err
	}
	r.unlock = unlock
	return fsys, cat, r, nil
}

// end closes what begin opened.
func (r *running) end() {
	r.close()
	r.unlock()
}

func (a *app) open(j job) (*running, error) {
	work := filepath.Join(a.out, ".work")
	out := &store.Output{Dir: filepath.Join(a.out, "site"), WorkDir: work}
	if err := out.Recover(); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(work); err != nil {
		return nil, fmt.Errorf("clear the work folder: %w", err)
	}
	if err := sweep(a.out); err != nil {
		return nil, err
	}
	engine, err := engineHash()
	if err != nil {
		return nil, err
	}
	l, err := store.OpenLedger(filepath.Join(a.out, "ledger.json"), engine)
	if err != nil {
		return nil, err
	}
	r := &running{
		dir: a.out, ledger: l,
		store:  &store.Store{Path: filepath.Join(a.out, "osnova.duckdb"), WorkDir: work},
		output: out,
	}
	l.DryRun = j.dry
	l.Missing = func(file string) bool { return !r.output.Has(file) }
	if _, err := os.Stat(r.store.Path); err != nil {
		l.Forget(func(string) bool { return true })
	}
	if j.stage != "" {
		l.Only = func(id string) bool { return stageOf(id) == j.stage }
	}
	if f, ok := a.stderr.(*os.File); ok && !j.dry && !a.json && term.IsTerminal(int(f.Fd())) {
		r.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
		a.log, a.steps = logger(io.Discard, false, false), r.bar
		l.Before = func(id string) {
			r.bar.Describe(id)
			_ = r.bar.Add(1)
		}
	}
	return r, nil
}

// sweep removes what killed runs left beside files of the output folder.
func sweep(dir string) error {
	left, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look into the output folder: %w", err)
	}
	for _, e := range left {
		if e.Name() == "kept" || !e.IsDir() { // the site is swapped as a whole, snapshots look after themselves
			if err := store.Sweep(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// dropStale takes tables out of the database that no step of this run stands for.
func dropStale(ctx context.Context, r *running) error {
	if tables := r.ledger.Stale(); len(tables) > 0 {
		return r.store.Drop(ctx, tables...)
	}
	return nil
}

// commit puts site, database and ledger in place. What can fail or be interrupted comes first. Then the old ledger goes,
// for it would be wrong about a half-swapped folder, and the new one comes last: a run killed in between is repeated, not trusted.
func (r *running) commit(ctx context.Context) error {
	if err := r.store.Seal(ctx); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if err := os.Remove(filepath.Join(r.dir, "ledger.json")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("take the old ledger away: %w", err)
	}
	if err := r.output.Commit(r.ledger.Files()); err != nil {
		return err
	}
	if err := r.store.Commit(ctx); err != nil {
		return err
	}
	return r.ledger.Save(filepath.Join(r.dir, "ledger.json"))
}

func (r *running) close() {
	if r.bar != nil {
		_ = r.bar.Finish()
	}
	_ = r.store.Close()
	_ = os.RemoveAll(filepath.Join(r.dir, ".work"))
}

// lock makes sure that one run at a time works in the folder.
func lock(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the output folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, ".lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock the output folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("another osnova works in %s: wait for it, or give another --out", dir)
		}
		return nil, fmt.Errorf("lock the output folder: %w", err)
	}
	return func() { f.Close() }, nil
}

// engineHash is the hash of the program itself: a program that changed does all work again.
var engineHash = sync.OnceValues(hashProgram)

func hashProgram() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the program: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read the program: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read the program: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
