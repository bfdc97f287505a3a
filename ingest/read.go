// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"osnova/catalog"
	"osnova/ingest/drift"
	"osnova/ingest/fetch"
	"osnova/ingest/parse"
	"osnova/store/disk"
)

// opener gives one file of a source.
type opener func(ctx context.Context, s catalog.Source, f catalog.File) (fetch.Content, error)

// embeddedOpener reads hand-compiled data that lie with the declaration.
func embeddedOpener(fsys fs.FS) opener {
	return func(_ context.Context, s catalog.Source, f catalog.File) (fetch.Content, error) {
		body, err := fs.ReadFile(fsys, s.Dir+"/"+f.Mirror)
		return fetch.InMemory(body), err
	}
}

// folder reads from a mirror on disk. No path and no link leaves the folder; a pipe or a device is an error and is not waited for, and so
// is a file of more bytes than would be fetched.
func folder(dir string) opener {
	return func(_ context.Context, s catalog.Source, f catalog.File) (fetch.Content, error) {
		at := filepath.FromSlash(s.MirrorPath(f))
		if !filepath.IsLocal(at) {
			return fetch.Content{}, fmt.Errorf("source %s: mirror path %q leaves the mirror", s.Name, at)
		}
		return fetch.OnDisk(func() (*os.File, error) { return within(dir, at) })
	}
}

// within opens a file that lies in the folder dir itself.
func within(dir, at string) (*os.File, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(at)
	if err != nil {
		if link, fault := root.Lstat(at); fault == nil && link.Mode()&fs.ModeSymlink != 0 && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s is a link that leads out of the mirror", filepath.ToSlash(at))
		}
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is %s, no file", filepath.ToSlash(at), disk.FileKind(info.Mode()))
	}
	if info.Size() > fetch.MostBytes {
		return nil, fmt.Errorf("%s has %d bytes: more than %d are not read, as they are not fetched", filepath.ToSlash(at), info.Size(), int64(fetch.MostBytes))
	}
	return root.OpenFile(at, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// Read parses a source from its files and accounts for every record. The gazetteer is asked for only if the source matches names. With an error come at
// most the records that were refused, never rows.
func Read(ctx context.Context, s catalog.Source, parser parse.Parser, open opener, places OpenGazetteer) (*Facts, error) {
	if parser == nil {
		parser = parse.Ordinary
	}
	sheet, err := parse.NewSheet(s)
	if err != nil {
		return nil, err
	}
	s, lists, err := listed(ctx, s, open)
	if err != nil {
		return nil, fmt.Errorf("source %s: %w", s.Name, err)
	}
	seen := map[string]LockedFile{}
	facts := &Facts{}
	in := parse.Input{Source: s}
	if s.Match != nil {
		if in.Places, facts.Lock.Places, err = places(ctx); err != nil {
			return nil, fmt.Errorf("source %s: %w", s.Name, err)
		}
	}
	in.Open = func(f catalog.File) (io.ReadCloser, error) {
		body, err := open(ctx, s, f)
		if err != nil && fetch.IsAbsent(err) && f.Optional {
			return nil, parse.ErrAbsent
		}
		if err := opened(s, f, body, err); err != nil {
			return nil, err
		}
		seen[f.Name] = lockedFile(f, body)
		return contents(ctx, f, body)
	}
	var pages []LockedFile
	if s.Format.Kind == "html" || s.Format.Kind == "json" {
		in.Crawl = func(read func(parse.Page) ([]parse.PageLink, error)) error {
			c := crawl{source: s, open: open, read: read, got: func(f catalog.File, b fetch.Content) {
				locked := lockedFile(f, b)
				locked.Name = f.Name
				if strings.HasPrefix(f.URL, nowhere) {
					locked.URL = ""
				}
				pages = append(pages, locked)
			}}
			return c.run(ctx)
		}
	}
	if err := parser(in, sheet); err != nil {
		return nil, fmt.Errorf("source %s: %w", s.Name, err)
	}
	done := sheet.Finish()
	facts.Bad = sheet.SortedBad()
	files := lists
	for _, f := range s.Files {
		if locked, ok := seen[f.Name]; ok {
			files = append(files, locked)
		}
	}
	facts.Lock.Files = accounted(append(files, pages...), sheet.Tallies)
	if done != nil { // what was refused tells why
		return facts, fmt.Errorf("source %s: %w", s.Name, done)
	}
	facts.Rows, facts.Lock.Facts = sheet.Rows, len(sheet.Rows)
	return facts, tolerate(s, sheet)
}

// accounted adds to each file what became of its records.
func accounted(files []LockedFile, tallies []*parse.Tally) []LockedFile {
	by := map[string][]*parse.Tally{}
	for _, t := range tallies {
		by[t.File] = append(by[t.File], t)
	}
	for i := range files {
		f := &files[i]
		for _, t := range by[f.Name] {
			f.RowsIn += t.In
			f.Loaded += t.Loaded
			f.Quarantined += t.Quarantined
			for rule, n := range t.Skipped {
				if f.Skipped == nil {
					f.Skipped = map[string]int{}
				}
				f.Skipped[rule] += n
			}
		}
	}
	return files
}

// opened holds a file that was opened against its declaration, and says what is wrong if it was not.
func opened(s catalog.Source, f catalog.File, b fetch.Content, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &parse.Error{File: f.Mirror, What: "the file is not there", Hint: "check the mirror, or the file's mirror path in " + s.Dir + "/source.yaml"}
	case err != nil:
		return fmt.Errorf("open %s: %w", f.Mirror, err)
	case f.SHA256 != "" && f.SHA256 != b.SHA256:
		return &parse.Error{
			File: f.Mirror,
			What: fmt.Sprintf("the sha256 is %s, %s is declared", b.SHA256, f.SHA256),
			Hint: "the file was replaced or damaged; if the publisher meant it, declare the new one",
		}
	}
	return nil
}

// lockedFile says which bytes a file was.
func lockedFile(f catalog.File, b fetch.Content) LockedFile {
	return LockedFile{
		Name: f.Label(), URL: f.URL, Edition: f.Edition, Accessed: b.Accessed, Published: b.Published, ETag: b.ETag, LastModified: b.LastModified,
		SHA256: b.SHA256, Size: b.Size,
	}
}

// contents are the bytes of a file, unpacked as it declares.
func contents(ctx context.Context, f catalog.File, body fetch.Content) (io.ReadCloser, error) {
	r, err := body.Open()
	if err != nil {
		return nil, err
	}
	r = stopping{r, ctx, body.Size}
	if f.Pack == "" {
		return unparquet(ctx, f, body, r)
	}
	return unpack(f, body, r)
}

// unpack reads the member of a packed file as source.yaml declares it.
func unpack(f catalog.File, b fetch.Content, r fetch.Bytes) (io.ReadCloser, error) {
	body, err := parse.Unpack(f.Mirror, r, b.Size, f.Pack, f.Member)
	if err != nil {
		r.Close()
		return nil, err
	}
	return unpacked{body, r}, nil
}

// unpacked closes what it was unpacked from, too.
type unpacked struct {
	io.ReadCloser
	packed io.Closer
}

// Close closes both.
func (u unpacked) Close() error { return errors.Join(u.ReadCloser.Close(), u.packed.Close()) }

// tolerate refuses a source that quarantines more than its declaration allows.
func tolerate(s catalog.Source, sheet *parse.Sheet) error {
	in, _, quarantined, _ := sheet.Totals()
	if in > 0 && float64(quarantined) > s.Tolerance*float64(in) {
		return &parse.Error{
			File: s.Name,
			What: fmt.Sprintf("%d of %d records are quarantined, the declared tolerance is %.1f %%", quarantined, in, 100*s.Tolerance),
			Hint: "first: " + sheet.NameRejected(),
		}
	}
	return nil
}

// sized refuses a table that lost or won more rows against the last good one than its declaration allows.
func sized(s catalog.Source, now, last int) error {
	shrink, grow := cmp.Or(s.Shrink, drift.DefaultLoss), cmp.Or(s.Grow, 10)
	told := fmt.Sprintf("%d rows, the last good table had %d", now, last)
	switch {
	case last == 0:
	case float64(last-now) > shrink*float64(last):
		return &parse.Error{File: s.Name, What: told, Hint: fmt.Sprintf("the file may be truncated; at most %.0f %% may vanish (shrink in source.yaml)", 100*shrink)}
	case now > growthStarts && float64(now) > grow*float64(last):
		return &parse.Error{
			File: s.Name,
			What: told,
			Hint: fmt.Sprintf("the file may hold something else, or more than it should; at most %g times as many may come (grow in source.yaml)", grow),
		}
	}
	return nil
}

// expected holds an edition against what its declaration expects and, where there is one, against the last good one. The error holds it back;
// findings are to be looked at.
func expected(s catalog.Source, last, now *Facts, compare bool) (odd catalog.Findings, err error) {
	violations := drift.Check(s, now.Rows)
	if compare {
		before, after := recordsIn(last), recordsIn(now)
		for _, file := range slices.Sorted(maps.Keys(after)) {
			violations = append(violations, drift.CompareRecords(s, file, before[file], after[file])...)
		}
		violations = append(violations, drift.Compare(s, last.Rows, now.Rows)...)
	}
	var held []drift.Violation
	for _, v := range violations {
		if v.Hold {
			held = append(held, v)
			continue
		}
		where := strings.TrimSuffix(s.Name+": column "+v.Column, ": column ")
		odd = append(odd, catalog.Finding{Where: where, What: v.What, Hint: v.Hint, Warning: true})
	}
	if held != nil {
		return nil, &parse.Error{File: s.Name, What: "the new edition is held back: " + drift.Describe(held), Hint: held[0].Hint}
	}
	return odd, nil
}

// recordsIn is how many records each file of an edition has.
func recordsIn(f *Facts) map[string]int {
	out := map[string]int{}
	for _, file := range f.Lock.Files {
		out[file.Name] += file.RowsIn
	}
	return out
}

// growthStarts is how many rows a table may have whatever it had before.
const growthStarts = 1000

// finding turns whatever went wrong with a source into a finding.
func finding(s catalog.Source, err error) catalog.Finding {
	var at *parse.Error
	if errors.As(err, &at) {
		f := at.Finding()
		f.Where = s.Name + ": " + strings.TrimPrefix(f.Where, s.Name+": ")
		f.Hint = withRunbook(s, f.Hint)
		return f
	}
	if fetch.IsRefused(err) {
		return catalog.Finding{Where: s.Name, What: err.Error(), Hint: refusedHint}
	}
	return catalog.Finding{Where: s.Name, What: err.Error(), Hint: withRunbook(s, "")}
}

// withRunbook adds to a hint what the source declares of its failures.
func withRunbook(s catalog.Source, hint string) string {
	if hint == "" || s.Runbook.IsZero() {
		return hint + s.Runbook.EN
	}
	return hint + "; " + s.Runbook.EN
}

// refusedHint says what may be done by right where a server refuses a program that says who it is.
const refusedHint = "the server refuses this program, which says what it is and never passes for a browser: " +
	"name a contact in project.yaml and ask the publisher to let it in or to give the files, or lay the files into a mirror and read them with --mirror DIR"
