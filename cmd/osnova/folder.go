// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/ingest"
	"osnova/store"
	"osnova/store/disk"
)

// running is the place of one run.
type running struct {
	dir    string
	place  *disk.Place
	wrote  map[string]disk.Wrote // by path in dir
	store  *store.Store
	ledger *store.Ledger
	output *store.Output
	bar    *progressbar.ProgressBar
	unlock func()
}

// begin reads the declarations and opens the output folder for one run, alone. A folder that is not osnova's is refused before anything
// in it is changed.
func (a *program) begin(j pipelineRun) (fs.FS, *catalog.Catalog, *running, error) {
	place, _, err := store.ClaimBuild(a.out)
	if err != nil {
		return nil, nil, nil, err
	}
	fsys, cat, err := a.load()
	if err != nil {
		return nil, nil, nil, err
	}
	unlock, err := lockFolder(a.out)
	if err != nil {
		return nil, nil, nil, err
	}
	r, err := a.take(j, place)
	if err != nil {
		place.Leave()
		unlock()
		return nil, nil, nil, err
	}
	r.place, r.unlock = place, unlock
	return fsys, cat, r, nil
}

// take marks the folder, completes what a killed run had ready, and clears what one left.
func (a *program) take(j pipelineRun, place *disk.Place) (*running, error) {
	if err := place.Take(); err != nil {
		return nil, err
	}
	if err := disk.SweepMarkers(a.out); err != nil {
		return nil, err
	}
	done, err := store.Finish(a.out)
	if err != nil {
		return nil, err
	}
	if done {
		a.log.Info("put in place what a killed run had ready")
	}
	work := filepath.Join(a.out, workFolder)
	if err := (&store.Output{Dir: filepath.Join(a.out, "site"), WorkDir: work}).Recover(); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(work); err != nil {
		return nil, fmt.Errorf("clear the work folder: %w", err)
	}
	for dir, names := range leftovers {
		if err := disk.Sweep(filepath.Join(a.out, dir), names...); err != nil {
			return nil, err
		}
	}
	return a.open(j)
}

// leftovers are files that a killed run may have left a part of beside them, by folder.
var leftovers = map[string][]string{"kept/sources": ingest.KeptFiles}

// end closes what begin opened.
func (r *running) end() {
	if r.bar != nil {
		_ = r.bar.Finish()
	}
	_ = r.store.Close()
	_ = os.RemoveAll(filepath.Join(r.dir, workFolder))
	r.place.Leave()
	r.unlock()
}

// open reads what an output folder holds, and changes nothing there.
func (a *program) open(j pipelineRun) (*running, error) {
	_, wrote, err := store.ClaimBuild(a.out)
	if err != nil {
		return nil, err
	}
	r := &running{
		dir: a.out, wrote: wrote,
		store:  &store.Store{MemoryLimit: instrument.ShareMemory(a.memory)},
		output: &store.Output{Dir: filepath.Join(a.out, "site"), WorkDir: filepath.Join(a.out, workFolder), Wrote: map[string]disk.Wrote{}},
	}
	if !j.dry { // a dry run asks the database nothing but what a SELECT reads
		r.store.Path, r.store.WorkDir = filepath.Join(a.out, databaseFile), r.output.WorkDir
	}
	for name, w := range wrote {
		if inside, ok := strings.CutPrefix(name, "site/"); ok {
			r.output.Wrote[inside] = w
		}
	}
	if err := r.output.Look(); err != nil {
		return nil, err
	}
	engine, err := engineHash()
	if err != nil {
		return nil, err
	}
	if r.ledger, err = store.OpenLedger(filepath.Join(a.out, "ledger.json"), engine); err != nil {
		return nil, err
	}
	l := r.ledger
	l.DryRun = j.dry
	l.Missing = func(file string) bool { return !r.output.Has(file) }
	if info, err := os.Lstat(filepath.Join(a.out, databaseFile)); err != nil || wrote[databaseFile].Size >= 0 && info.Size() != wrote[databaseFile].Size {
		if err == nil && !j.dry {
			a.log.Warn("the database is not as osnova wrote it: all is made anew", "file", filepath.Join(a.out, databaseFile))
		}
		r.anew()
	}
	if j.stage != "" {
		l.Only = func(id string) bool { return stageOf(id) == j.stage }
		l.Needed = func(id string) bool {
			return slices.Index(stageNames, stageOf(id)) <= slices.Index(stageNames, j.stage)
		}
	}
	if f, ok := a.stderr.(*os.File); ok && !j.dry && !a.json && !a.quiet && term.IsTerminal(int(f.Fd())) {
		r.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
		a.log, a.steps = logger(io.Discard, false, false), r.bar
		l.Before = func(id string) {
			r.bar.Describe(id)
			_ = r.bar.Add(1)
		}
	}
	if a.json && !j.dry {
		l.Before = func(id string) { a.log.Info("step", "step", id, "stage", stageOf(id)) }
	}
	return r, nil
}

// databaseFile is the database in the output folder.
const databaseFile = "osnova.duckdb"

// verify holds the bytes in the output folder against what was written there; what differs is made anew.
func (a *program) verify(r *running) error {
	differ, err := r.output.Verify()
	if err != nil {
		return err
	}
	for _, name := range differ {
		a.tell("differs: %s\n", filepath.Join(a.out, "site", filepath.FromSlash(name)))
	}
	wrote, known := r.wrote[databaseFile]
	if !known {
		return nil
	}
	same, err := wrote.Holds(filepath.Join(a.out, databaseFile))
	if err != nil {
		return err
	}
	if !same {
		a.tell("differs: %s\n", filepath.Join(a.out, databaseFile))
		r.anew()
	}
	return nil
}

// anew has everything made again, from an empty database.
func (r *running) anew() {
	r.ledger.Forget(func(string) bool { return true })
	r.store.Anew = true
}

// workFolder is where a run works, inside its output folder.
const workFolder = ".work"

// lockFolder makes sure that one run at a time works in the folder.
func lockFolder(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the output folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, disk.LockName), os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o644)
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
