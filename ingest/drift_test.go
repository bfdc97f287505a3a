// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
)

// edition reads a source with one of its files replaced, and says what was noticed of it: why it was refused or held back, or what is odd; with
// nothing noticed, how many cells differ from the last good edition.
func editionOf(t *testing.T, s catalog.Source, files map[string][]byte, last *Facts, quarantined int) (noticed string, differ bool) {
	t.Helper()
	open := func(_ context.Context, s catalog.Source, f catalog.File) (fetch.Content, error) {
		body, ok := files[s.MirrorPath(f)]
		if !ok {
			return fetch.Content{}, os.ErrNotExist
		}
		return fetch.InMemory(body), nil
	}
	now, err := Read(context.Background(), s, parsers.Parsers[s.Name], open, stagePlaces(t))
	if err != nil {
		return "refused: " + err.Error(), false
	}
	if err := sized(s, len(now.Rows), len(last.Rows)); err != nil {
		return "refused: " + err.Error(), false
	}
	odd, err := expected(s, last, now, true)
	if err != nil {
		return "held: " + err.Error(), false
	}
	if len(odd) > 0 {
		return "odd: " + odd[0].String(), false
	}
	if len(now.Bad) > quarantined {
		return fmt.Sprintf("quarantine: %d", len(now.Bad)-quarantined), false
	}
	return "", !slices.EqualFunc(last.Rows, now.Rows, slices.Equal[[]string])
}

// realSource is a source with the files of its publisher.
type realSource struct {
	source      catalog.Source
	files       map[string][]byte
	last        *Facts
	quarantined int
}

// realSources are the sources whose files lie beside the project and are small enough to be read some hundred times.
func realSources(t *testing.T) (out []realSource) {
	t.Helper()
	realFiles(t)
	for _, s := range declarations(t).Sources {
		if s.Own {
			continue
		}
		r := realSource{source: s, files: map[string][]byte{}}
		size := 0
		for i, f := range s.Files {
			s.Files[i].SHA256 = "" // a file that is pinned by its checksum is held against nothing else
			body, err := os.ReadFile(filepath.Join(mirror, filepath.FromSlash(f.Mirror)))
			if err != nil {
				r.files = nil
				break
			}
			r.files[s.MirrorPath(f)] = body
			size += len(body)
		}
		if len(r.files) == 0 || size > 2<<20 {
			continue
		}
		open := func(_ context.Context, s catalog.Source, f catalog.File) (fetch.Content, error) {
			return fetch.InMemory(r.files[s.MirrorPath(f)]), nil
		}
		facts, err := Read(context.Background(), s, parsers.Parsers[s.Name], open, stagePlaces(t))
		if err != nil {
			continue // pages that lead on, for one
		}
		records := 0
		for _, n := range recordsIn(facts) {
			records += n
		}
		if records > 100_000 {
			continue
		}
		r.last, r.quarantined = facts, len(facts.Bad)
		out = append(out, r)
	}
	return out
}

// unpackGzip gives what is packed, and how to pack it again.
func unpackGzip(body []byte) (plain []byte, pack func([]byte) []byte) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, func(b []byte) []byte { return b }
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return body, func(b []byte) []byte { return b }
	}
	plain, err = io.ReadAll(z)
	if err != nil {
		return body, func(b []byte) []byte { return b }
	}
	return plain, func(b []byte) []byte {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write(b)
		_ = errors.Join(w.Close())
		return out.Bytes()
	}
}

// TestInjectedChanges: changes of layout and content are injected into the real files, one at a time: none is published in silence. What differs
// from the clean edition is refused, held back, quarantined or named. Of harmless changes at most 2 % are taken for others.
func TestInjectedChanges(t *testing.T) {
	tried, kinds, silent := 0, map[string]int{}, map[string][]string{}
	harmless, alarms := 0, []string{}
	sources := realSources(t)
	for _, r := range sources {
		chance := rand.New(rand.NewPCG(9, uint64(len(r.source.Name))))
		for path, body := range r.files {
			try := func(body []byte) (string, bool) {
				files := map[string][]byte{}
				for p, b := range r.files {
					files[p] = b
				}
				files[path] = body
				return editionOf(t, r.source, files, r.last, r.quarantined)
			}
			plain, pack := unpackGzip(body)
			all := wholeFile(plain)
			d, ok := splitDelimited(r.source, plain)
			if ok {
				all = append(all, d.injections(r.source, chance)...)
			}
			for _, change := range all {
				tried++
				noticed, differ := try(pack(change.body))
				kind, _, _ := strings.Cut(noticed, ":")
				kinds[kind]++
				if noticed == "" && differ {
					silent[change.kind] = append(silent[change.kind], r.source.Name+" "+filepath.Base(path)+" "+change.column)
				}
			}
			if ok {
				for _, change := range d.harmless(r.source, chance) {
					harmless++
					if noticed, _ := try(pack(change.body)); noticed != "" {
						alarms = append(alarms, fmt.Sprintf("%s %s: %s: %s", r.source.Name, filepath.Base(path), change.kind, noticed))
					}
				}
			}
		}
	}
	t.Logf("%d changes tried in the files of %d sources: %v; %d harmless ones, %d alarms", tried, len(sources), kinds, harmless, len(alarms))
	for kind, where := range silent {
		t.Errorf("%s: published in silence: %s", kind, strings.Join(where, ", "))
	}
	if tried < 600 || harmless < 100 {
		t.Errorf("%d changes and %d harmless ones are too few", tried, harmless)
	}
	if float64(len(alarms)) > 0.02*float64(harmless) {
		t.Errorf("%d of %d harmless changes are taken for others:\n%s", len(alarms), harmless, strings.Join(alarms, "\n"))
	}
}
