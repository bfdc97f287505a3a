// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/store/disk"
)

// historyFile tells, beside the last good facts, what changed upstream and when it was seen.
const historyFile = "history.csv"

// remote reports whether bytes come over HTTP.
func (st *Stage) remote() bool {
	return st.Refresh || strings.HasPrefix(st.Mirror, "http://") || strings.HasPrefix(st.Mirror, "https://")
}

// prepare tells the fetcher what earlier runs received, and fetches the files of all sources wanted, several hosts at once.
// What fails is told when its source is loaded.
func (st *Stage) prepare(ctx context.Context, wanted func(catalog.Source) bool) error {
	if err := st.ask(ctx); err != nil {
		return err
	}
	if !st.remote() {
		return nil
	}
	if err := st.look(ctx, wanted); err != nil || st.offline != nil {
		return err
	}
	for _, second := range []bool{false, true} { // first the sources that name files of others
		if err := st.prepareAll(ctx, func(s catalog.Source) bool { return hasEach(s) == second && wanted(s) }); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (st *Stage) prepareAll(ctx context.Context, wanted func(catalog.Source) bool) error {
	var wait sync.WaitGroup
	places := make(chan struct{}, cmp.Or(st.Fetch.Hosts, 4))
	for _, s := range st.Catalog.Sources {
		if s.Own || !wanted(s) {
			continue
		}
		lock, err := st.lastLock(s)
		if err != nil {
			return err
		}
		for _, f := range lock.Files {
			if f.URL != "" && st.Refresh {
				st.Fetch.Know(fetch.Snapshot{
					URL: f.URL, Accessed: f.Accessed, Published: f.Published, ETag: f.ETag, LastModified: f.LastModified, SHA256: f.SHA256, Size: f.Size,
				})
			}
		}
		if s, err = st.eachRow(ctx, s); err != nil {
			return err
		}
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			open := st.opener(s)
			if open == nil {
				return
			}
			if st.Log != nil && st.Refresh {
				st.Log.Info("asking", "source", s.Name, "files", len(s.Files))
			}
			if s.Format.Crawls() {
				_, _ = st.bytesOf(ctx, s, open)
				return
			}
			for _, f := range s.Files {
				if _, err := open(ctx, s, f); err != nil && !(f.Optional && fetch.IsAbsent(err)) {
					return
				}
			}
		})
	}
	wait.Wait()
	return nil
}

// lastLock is the lock of what was read well before this run: by an earlier run here, else the one beside the declaration.
func (st *Stage) lastLock(s catalog.Source) (Lock, error) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if lock, ok := st.locks[s.Name]; ok {
		return lock, nil
	}
	lock, err := st.readLock(s)
	if st.locks == nil {
		st.locks = map[string]Lock{}
	}
	st.locks[s.Name] = lock
	return lock, err
}

func (st *Stage) readLock(s catalog.Source) (Lock, error) {
	if st.Keep != "" {
		body, err := os.ReadFile(filepath.Join(st.Keep, "sources", s.Name, lockFile))
		var lock Lock
		if err == nil {
			err = yaml.Unmarshal(body, &lock)
		}
		if err == nil {
			err = lock.whole()
		}
		if err == nil && len(bytes.TrimSpace(body)) == 0 {
			err = errors.New("the lock is empty")
		}
		if err == nil {
			return lock, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			st.damaged(s, err)
		}
	}
	var lock Lock
	body, err := fs.ReadFile(st.Files, path.Join(s.Dir, lockFile))
	if errors.Is(err, fs.ErrNotExist) {
		return lock, nil
	}
	if err == nil {
		err = yaml.Unmarshal(body, &lock)
	}
	if err != nil {
		return lock, fmt.Errorf("read the lock of %s: %w", s.Name, err)
	}
	return lock, nil
}

// whole refuses a lock of which a part is gone: what is left of one is often YAML, too.
func (l Lock) whole() error {
	for _, f := range l.Files {
		if sum, err := hex.DecodeString(f.SHA256); f.Name == "" || err != nil || len(sum) != sha256.Size {
			return fmt.Errorf("the lock does not say which bytes file %q is", f.Name)
		}
	}
	return nil
}

// keptIsDamaged reports whether what an earlier run kept of a source is damaged, so that it is read anew as long as its publisher has it.
func (st *Stage) keptIsDamaged(s catalog.Source) (bool, error) {
	if st.Keep == "" {
		return false, nil
	}
	if _, err := st.lastLock(s); err != nil {
		return false, err
	}
	_, err := st.kept(s)
	return err != nil && !errors.Is(err, fs.ErrNotExist), nil
}

// damaged tells that what an earlier run kept of a source cannot be read. It is no fault of the source, and is written anew when that is read.
func (st *Stage) damaged(s catalog.Source, err error) {
	if st.Log != nil {
		st.Log.Warn("what an earlier run kept is damaged: the source is asked for as if it had not been", "source", s.Name, "why", err)
	}
}

// bytesOf says which bytes a source would be made of: names and checksums.
func (st *Stage) bytesOf(ctx context.Context, s catalog.Source, open opener) (parts []string, err error) {
	if s.Format.Crawls() {
		return st.pagesOf(ctx, s, open)
	}
	for _, f := range s.Files {
		body, err := open(ctx, s, f)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, fetch.ErrUnchanged):
			parts = append(parts, f.Name, "unchanged")
		case err != nil && (fetch.IsAbsent(err) || !st.remote()):
			parts = append(parts, "missing") // told as a finding when the source is loaded
		case err != nil: // the source will fail on this file, and each other one may take as long
			return append(parts, "missing"), nil
		default:
			parts = append(parts, f.Name, body.SHA256)
		}
	}
	return parts, nil
}

// pagesOf says which pages a crawl would read. As long as each page of the last one is what it was, so are their links, and no page is parsed;
// else the crawl is made, and its facts wait for the source to be loaded.
func (st *Stage) pagesOf(ctx context.Context, s catalog.Source, open opener) (parts []string, err error) {
	lock, err := st.lastLock(s)
	if err != nil {
		return nil, err
	}
	same := len(lock.Files) > 0
	for _, f := range lock.Files {
		page := catalog.File{Name: f.Name, URL: f.URL, Mirror: f.Name}
		for _, first := range s.Files {
			if first.URL == f.URL { // its account may go by the base name
				page = first
			}
		}
		body, err := open(ctx, s, page)
		if same = err == nil && body.SHA256 == f.SHA256; !same {
			break
		}
	}
	if !same {
		facts, err := st.read(ctx, s, open)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return []string{"missing"}, nil // told as a finding when the source is loaded
		}
		lock = facts.Lock
	}
	for _, f := range lock.Files {
		parts = append(parts, f.Name, f.SHA256)
	}
	return parts, nil
}

// reading is a source read in this run.
type reading struct {
	once  sync.Once
	facts *Facts
	err   error
}

// read reads a source, once in a run.
func (st *Stage) read(ctx context.Context, s catalog.Source, open opener) (*Facts, error) {
	st.mu.Lock()
	if st.readings == nil {
		st.readings = map[string]*reading{}
	}
	r, ok := st.readings[s.Name]
	if !ok {
		r = &reading{}
		st.readings[s.Name] = r
	}
	st.mu.Unlock()
	r.once.Do(func() {
		if r.facts, r.err = Read(ctx, s, st.Parsers[s.Name], open, st.places); r.facts != nil {
			r.facts.Lock.Synthetic = st.invented(s)
		}
	})
	return r.facts, r.err
}

// forget lets the rows of a source go once they are in their table. Names of places may be asked for again.
func (st *Stage) forget(s catalog.Source) {
	if slices.Contains(nameSources, s.Name) {
		return
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	delete(st.readings, s.Name)
}

// keep remembers the facts of a source that was read well, so that a later failure falls back on them, and what changed since the last time.
func (st *Stage) keep(s catalog.Source, f *Facts) error {
	if st.Keep == "" || s.Own && st.invented(s) == "" {
		return nil
	}
	last, err := st.lastLock(s)
	if err != nil {
		return err
	}
	dir := filepath.Join(st.Keep, "sources", s.Name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of %s: %w", s.Name, err)
	}
	if err := remember(filepath.Join(dir, historyFile), changes(last, f.Lock)); err != nil {
		return err
	}
	return writeFacts(dir, s, f)
}

// kept gives the facts that were read well last.
func (st *Stage) kept(s catalog.Source) (*Facts, error) {
	if st.Keep == "" {
		return nil, os.ErrNotExist
	}
	here := s
	here.Dir = s.Name
	facts, err := Embedded(os.DirFS(filepath.Join(st.Keep, "sources")), here)
	if err == nil {
		if err = facts.Lock.whole(); err == nil && len(facts.Rows) != facts.Lock.Facts && (len(facts.Rows) == 0 || facts.Lock.Facts == 0) {
			err = fmt.Errorf("the facts have %d rows, the lock tells of %d", len(facts.Rows), facts.Lock.Facts)
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		st.damaged(s, err)
	}
	return facts, err
}

var historyHeader = []string{"accessed", "file", "url", "change", "sha256", "size", "rows_in", "loaded"}

// changes lists the files that are new, other or gone against the last lock. accessed of a file gone is when it was received.
func changes(last, now Lock) (out [][]string) {
	row := func(f LockedFile, what string) {
		out = append(out, []string{f.Accessed, f.Name, f.URL, what, f.SHA256, fmt.Sprint(f.Size), fmt.Sprint(f.RowsIn), fmt.Sprint(f.Loaded)})
	}
	find := func(in []LockedFile, name string) int {
		return slices.IndexFunc(in, func(f LockedFile) bool { return f.Name == name })
	}
	for _, f := range now.Files {
		switch at := find(last.Files, f.Name); {
		case at < 0:
			row(f, "new")
		case last.Files[at].SHA256 != f.SHA256:
			row(f, "changed")
		}
	}
	for _, f := range last.Files {
		if find(now.Files, f.Name) < 0 {
			row(f, "gone")
		}
	}
	return out
}

// remember appends rows to the history.
func remember(path string, rows [][]string) error {
	if len(rows) == 0 {
		return nil
	}
	body, err := os.ReadFile(path)
	var out bytes.Buffer
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = writeCSV(&out, historyHeader, rows)
	case err == nil:
		out.Write(body)
		c := csv.NewWriter(&out)
		err = c.WriteAll(rows)
	}
	if err != nil {
		return fmt.Errorf("write the history %s: %w", path, err)
	}
	return disk.Replace(path, out.Bytes())
}
