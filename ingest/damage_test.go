// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/fetch/fetchtest"
)

// TestDamagedKeep: whatever became of what the last run kept (facts, lock, history, the shelf of small snapshots), a refresh loads what the publisher has,
// blames no source, and leaves what is kept whole again.
func TestDamagedKeep(t *testing.T) {
	for _, file := range []string{"kept/sources/towns/" + factsFile, "kept/sources/towns/" + lockFile, "snapshots/" + fetch.SmallFilesName} {
		for name, change := range fetchtest.Damages {
			t.Run(filepath.Base(file)+" "+name, func(t *testing.T) {
				t.Parallel()
				server := fetchtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
					http.ServeContent(w, r, "a", time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), strings.NewReader(towns))
				})
				r := refreshing(t, server.URL)
				r.run()
				lock := r.read("kept/sources/towns/" + lockFile)
				fetchtest.Rewrite(t, filepath.Join(r.dir, file), change)
				for range 2 {
					origins, rows, findings := r.run()
					if origins["towns"] != "parsed" || rows["towns"] != 8 || rows["hamlets"] != 8 || len(findings) > 0 {
						t.Fatalf("origins %v, rows %v, findings %v", origins, rows, findings)
					}
				}
				day := regexp.MustCompile("accessed: .*") // a lost lock takes with it when the bytes first came
				if again := r.read("kept/sources/towns/" + lockFile); day.ReplaceAllString(again, "") != day.ReplaceAllString(lock, "") {
					t.Errorf("the lock was\n%sand is\n%s", lock, again)
				}
				server.Close()
				origins, rows, findings := r.run()
				if origins["towns"] != "last good" || rows["towns"] != 8 || len(findings) != 2 {
					t.Errorf("what is kept is not whole again: origins %v, rows %v, findings %v", origins, rows, findings)
				}
			})
		}
	}
}

// TestDamagedFacts: facts beside a declaration that cannot be read are told as damaged, not as missing; the run goes on.
func TestDamagedFacts(t *testing.T) {
	for name, change := range fetchtest.Damages {
		t.Run(name, func(t *testing.T) {
			fsys, cat := project(t)
			s := cat.Sources[0]
			facts, err := Read(context.Background(), s, nil, func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
				return fetch.InMemory([]byte(towns)), nil
			}, nil)
			if err != nil {
				t.Fatal(err)
			}
			packed, err := facts.Pack(s)
			if err != nil {
				t.Fatal(err)
			}
			fsys[s.Dir+"/"+factsFile] = &fstest.MapFile{Data: change(packed)}
			fsys[s.Dir+"/"+lockFile] = &fstest.MapFile{Data: []byte("files: []\nfacts: 8\n")}
			_, origin, findings, err := (&Stage{Catalog: cat, Files: fsys}).facts(context.Background(), s)
			if err != nil || origin != "none" || len(findings) != 1 || !strings.Contains(findings[0].What, "damaged") {
				t.Errorf("%s %v %v", origin, findings, err)
			}
		})
	}
}

// TestClockJumps: a file dated in the future is fetched, and asked for by that date; a clock set back between two runs loses nothing.
func TestClockJumps(t *testing.T) {
	body, future := towns, time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	server := fetchtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "a", future, strings.NewReader(body))
	})
	r := refreshing(t, server.URL)
	if _, rows, findings := r.run(); rows["towns"] != 8 || len(findings) > 0 {
		t.Fatal(rows, findings)
	}
	if lock := r.read("kept/sources/towns/lock.yaml"); !strings.Contains(lock, `published: "2031-01-01T00:00:00Z"`) {
		t.Errorf("the lock does not say what the publisher says:\n%s", lock)
	}
	if _, rows, findings := r.run(); rows["towns"] != 8 || len(findings) > 0 || r.parsed["towns"] != 1 {
		t.Errorf("nothing changed: rows %v, parsed %v, findings %v", rows, r.parsed, findings)
	}
	r.clock.At = r.clock.At.AddDate(-3, 0, 0)
	body, future = towns+"9,Туман,900\n", future.AddDate(-9, 0, 0) // older than before, and yet another
	origins, rows, findings := r.run()
	if origins["towns"] != "parsed" || rows["towns"] != 9 || len(findings) > 0 {
		t.Errorf("clock set back: origins %v, rows %v, findings %v", origins, rows, findings)
	}
	if history := r.read("kept/sources/towns/history.csv"); strings.Count(history, "\n") != 3 || !strings.Contains(history, "2023-11-23T") {
		t.Errorf("history:\n%s", history)
	}
	r.clock.At = r.clock.At.AddDate(40, 0, 0)
	if _, rows, findings := r.run(); rows["towns"] != 9 || len(findings) > 0 {
		t.Errorf("clock far ahead: %v %v", rows, findings)
	}
}
