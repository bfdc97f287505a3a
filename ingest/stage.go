// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"slices"
	"strings"
	"sync"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
	"osnova/store"
)

// Stage makes the tables raw.* of all sources.
type Stage struct {
	Catalog *catalog.Catalog
	Store   *store.Store
	Ledger  *store.Ledger
	Files   fs.FS                   // declarations with their facts
	Parsers map[string]parse.Parser // of sources with an odd format, by name
	Mirror  string                  // folder or URL to parse instead of the embedded facts
	Refresh bool                    // fetch from upstream
	Keep    string                  // folder for what was read last, by source: facts, lock, history; empty: nothing is kept
	Fetch   *fetch.Fetcher
	Log     *slog.Logger

	told      catalog.Mirror      // what the mirror says of itself
	offline   *fetch.OfflineError // a refresh found no network
	mu        sync.Mutex
	readings  map[string]*reading
	spreads   map[string]*spread
	locks     map[string]Lock // of earlier runs
	placing   sync.Mutex
	gazetteer *gazetteer.Gazetteer // made when the first source asks for it
	placesSum string
}

// Run loads every source; one that fails keeps its last good table and leaves a finding.
func (st *Stage) Run(ctx context.Context) error {
	if err := st.prepare(ctx, st.wanted); err != nil {
		return err
	}
	st.Ledger.Findings = append(st.Ledger.Findings, st.emptyMirror(ctx)...)
	var all, owns []string
	for _, s := range st.Catalog.Sources {
		id := "raw." + s.Name
		all = append(all, id)
		if st.wanted(s) {
			var err error
			if s, err = st.eachRow(ctx, s); err != nil {
				return err
			}
		}
		own, err := st.own(ctx, s)
		if err != nil {
			return err
		}
		owns = append(owns, own)
		step := store.Step{ID: id, Own: own, Synthetic: st.invented(s) != "", Run: func(ctx context.Context) (store.Result, error) { return st.load(ctx, s) }}
		if err := st.Ledger.Do(ctx, step); err != nil {
			return err
		}
	}
	known := "'" + strings.ReplaceAll(strings.Join(all, "', '"), "raw.", "") + "'"
	// What a table says of itself does not tell where its rows came from, so the accounts rest on what it was made of.
	return st.Ledger.Do(ctx, store.Step{ID: accounts[0], Own: store.HashParts(slices.Concat(owns, all)...), Takes: all, Makes: accounts, Run: func(ctx context.Context) (store.Result, error) {
		if err := st.accounts(ctx); err != nil {
			return store.Result{}, err
		}
		for _, account := range accounts {
			if err := st.Store.Exec(ctx, "delete from "+account+" where source_id not in ("+known+")"); err != nil {
				return store.Result{}, err
			}
		}
		return st.Store.Made(ctx, accounts...)
	}})
}

// accounts are the tables that say of every source what was read of it.
var accounts = []string{"raw.intake", "raw.quarantine", "raw.ended"}

// own hashes what a source's table depends on: its declaration and the bytes it would be made of.
func (st *Stage) own(ctx context.Context, s catalog.Source) (string, error) {
	parts := []string{s.Name, st.invented(s)}
	for _, name := range []string{"source.yaml", factsFile, lockFile, quarantineFile, endedFile} {
		body, err := fs.ReadFile(st.Files, path.Join(s.Dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("read %s of source %s: %w", name, s.Name, err)
		}
		parts = append(parts, string(body))
	}
	if open := st.opener(s); open != nil && st.wanted(s) {
		if s.Match != nil {
			sum, err := st.sumOfPlaces(ctx)
			if err != nil {
				return "", err
			}
			parts = append(parts, sum)
		}
		bytes, err := st.bytesOf(ctx, s, open)
		if err != nil {
			return "", err
		}
		parts = append(parts, bytes...)
		damaged, err := st.keptIsDamaged(s)
		if err != nil {
			return "", err
		}
		if damaged {
			parts = append(parts, "what was kept is damaged")
		}
	}
	return store.HashParts(parts...), nil
}

// wanted reports whether the run may do anything about a source; the others are not fetched for nothing.
func (st *Stage) wanted(s catalog.Source) bool {
	return st.Ledger == nil || st.Ledger.Only == nil || st.Ledger.Only("raw."+s.Name)
}

// opener says where the bytes of a source come from; nil means its embedded facts.
func (st *Stage) opener(s catalog.Source) opener {
	switch {
	case st.Mirror != "" && !st.Refresh && st.told.Holds(s):
		return st.bytesUnder()
	case s.Own:
		return embeddedOpener(st.Files)
	case st.Refresh && offered(s) && st.offline != nil:
		return func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
			return fetch.Content{}, st.offline
		}
	case st.Refresh && offered(s):
		return upstream(st.Fetch)
	}
	return nil
}

// offered says whether the publisher has every file of a source at an address; one of which only a mirror may have a file keeps its facts in a refresh.
func offered(s catalog.Source) bool {
	return !slices.ContainsFunc(s.Files, func(f catalog.File) bool { return f.URL == "" && !f.Optional })
}

// Where the rows of a source came from, as raw.intake has it.
const (
	OriginParsed   = "parsed"    // from the files of this run, or of an earlier one if they have not changed
	OriginEmbedded = "embedded"  // from the facts beside the declaration
	OriginLastGood = "last good" // the files of this run could not be read: these are the rows of before
	OriginAwaited  = "awaited"   // no file yet: the table is empty, and it has no account
	OriginNone     = "none"      // nothing could be read, and there was nothing before
)

// Origins are all of them.
var Origins = []string{OriginParsed, OriginEmbedded, OriginLastGood, OriginAwaited, OriginNone}

// facts gives the rows of a source: parsed, or the last good ones with the finding that says why.
func (st *Stage) facts(ctx context.Context, s catalog.Source) (*Facts, string, catalog.Findings, error) {
	open := st.opener(s)
	last, lastErr := Embedded(st.Files, s)
	if open == nil {
		if lastErr != nil && s.Awaited != (catalog.Text{}) {
			return &Facts{}, OriginAwaited, nil, nil
		}
		if lastErr != nil && !errors.Is(lastErr, fs.ErrNotExist) {
			return &Facts{}, OriginNone, catalog.Findings{{Where: s.Dir, What: "the facts are damaged, the table is empty: " + lastErr.Error(), Hint: "restore them, or run osnova ingest --compile-facts --mirror DIR"}}, nil
		}
		if lastErr != nil {
			return &Facts{}, OriginNone, catalog.Findings{{Where: s.Dir, What: "no facts are embedded: " + lastErr.Error(), Hint: "run osnova ingest --compile-facts --mirror DIR"}}, nil
		}
		return last, OriginEmbedded, st.outdated(s, last), nil
	}
	origin := OriginEmbedded
	edition := st.invented(s)
	if edition != "" { // real facts are no stand-in for invented ones, nor the other way round
		last, lastErr = nil, errSynthetic
	}
	if kept, err := st.kept(s); err == nil && kept.Lock.Synthetic == edition {
		last, lastErr, origin = kept, nil, OriginParsed
	}
	if st.offline != nil && offered(s) && lastErr != nil && s.Awaited != (catalog.Text{}) { // told once, of the network
		return &Facts{}, OriginAwaited, nil, nil
	}
	if lastErr != nil && st.awaits(ctx, s, open) {
		return &Facts{}, OriginAwaited, nil, nil
	}
	if lastErr == nil && origin == OriginEmbedded && st.lacks(ctx, s, open) {
		return last, origin, nil, nil
	}
	now, err := st.read(ctx, s, open)
	if err == nil && lastErr == nil {
		err = sized(s, len(now.Rows), len(last.Rows))
	}
	var odd catalog.Findings
	if err == nil {
		odd, err = expected(s, last, now, lastErr == nil)
	}
	switch {
	case err == nil:
		if lastErr == nil {
			now.Ended = endRows(s, last, now, editionDay(now.Lock, st.Catalog.Project.Edition))
		}
		return now, OriginParsed, odd, st.keep(s, now)
	case errors.Is(err, fetch.ErrUnchanged) && lastErr == nil:
		return last, origin, nil, nil
	case ctx.Err() != nil:
		return nil, "", nil, ctx.Err()
	case errors.As(err, new(fetch.DiskError)):
		return nil, "", nil, fmt.Errorf("source %s: %w", s.Name, err)
	case lastErr == nil:
		return last, OriginLastGood, catalog.Findings{finding(s, err)}.AsWarnings(), nil
	}
	return &Facts{}, OriginNone, catalog.Findings{finding(s, err)}, nil
}

func (st *Stage) load(ctx context.Context, s catalog.Source) (store.Result, error) {
	facts, origin, findings, err := st.facts(ctx, s)
	if err != nil {
		return store.Result{}, err
	}
	relation := "raw." + s.Name
	if err := st.Store.Load(ctx, relation, s.Contract().Columns, facts.Rows); err != nil {
		return store.Result{}, err
	}
	if err := st.account(ctx, s, facts, origin); err != nil {
		return store.Result{}, err
	}
	st.forget(s)
	st.Log.Info("loaded", "source", s.Name, "rows", len(facts.Rows), "from", origin)
	result, err := st.Store.Made(ctx, relation)
	result.Findings = findings
	return result, err
}

// accounts makes the three tables of accounts where they are not there yet.
func (st *Stage) accounts(ctx context.Context) error {
	return st.Store.Exec(ctx, `create table if not exists raw.intake (source_id varchar, file varchar, url varchar, sha256 varchar, size bigint,
		accessed varchar, rows_in bigint, loaded bigint, quarantined bigint, skipped bigint, skipped_rules varchar, facts bigint, origin varchar, synthetic varchar);
		create table if not exists raw.quarantine (source_id varchar, file varchar, line bigint, "column" varchar, value varchar, reason varchar, scope varchar);
		create table if not exists raw.ended (source_id varchar, row_key varchar, name varchar, community_id varchar, ended_on date, ended_reason varchar, row_json varchar);
		alter table raw.intake add column if not exists synthetic varchar`) // a database of an older program has none
}

func (st *Stage) account(ctx context.Context, s catalog.Source, f *Facts, origin string) error {
	if err := st.accounts(ctx); err != nil {
		return err
	}
	if err := st.Store.Exec(ctx, "delete from raw.intake where source_id = ?", s.Name); err != nil {
		return err
	}
	if err := st.Store.Exec(ctx, "delete from raw.quarantine where source_id = ?", s.Name); err != nil {
		return err
	}
	if err := st.Store.Exec(ctx, "delete from raw.ended where source_id = ?", s.Name); err != nil {
		return err
	}
	var files, bad, ended [][]any
	for _, e := range f.Ended {
		cells, err := endedCells(s, e)
		if err != nil {
			return err
		}
		ended = append(ended, cells)
	}
	for _, l := range f.Lock.Files {
		files = append(files, []any{
			s.Name, l.Name, nullIfEmpty(l.URL), l.SHA256, l.Size, nullIfEmpty(l.Accessed), l.RowsIn, l.Loaded, l.Quarantined,
			l.skipped(), nullIfEmpty(l.rules()), f.Lock.Facts, origin, nullIfEmpty(f.Lock.Synthetic),
		})
	}
	for _, b := range f.Bad {
		bad = append(bad, []any{s.Name, b.File, b.Line, nullIfEmpty(b.Column), nullIfEmpty(b.Value), b.Reason, scope(b)})
	}
	return errors.Join(st.insert(ctx, "raw.intake", files), st.insert(ctx, "raw.quarantine", bad), st.insert(ctx, "raw.ended", ended))
}

// insert adds rows, many in a statement: each statement is written to the disk before the next begins.
func (st *Stage) insert(ctx context.Context, table string, rows [][]any) error {
	for some := range slices.Chunk(rows, 500) {
		one := "(?" + strings.Repeat(", ?", len(some[0])-1) + ")"
		err := st.Store.Exec(ctx, "insert into "+table+" values "+one+strings.Repeat(", "+one, len(some)-1), slices.Concat(some...)...)
		if err != nil {
			return err
		}
	}
	return nil
}

func nullIfEmpty(s string) any {
	if s == "" {
		return nil
	}
	return s
}
