package ingest

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"osnova/catalog"
)

// harm is what can become of a file: cut short, other bytes, zeros as a cut of power leaves them, nothing.
var harm = map[string]func([]byte) []byte{
	"truncated": func(b []byte) []byte { return b[:len(b)*2/3] },
	"garbage":   func(b []byte) []byte { return bytes.Repeat([]byte("\x93q\x00~\xff"), len(b)/5+1) },
	"zeros":     func(b []byte) []byte { return append(b[:len(b)/2:len(b)/2], make([]byte, len(b)-len(b)/2)...) },
	"empty":     func([]byte) []byte { return nil },
}

// TestDamagedSnapshot: a snapshot in a file of its own whose bytes are no longer those of its name is not used, not told to the server as ours, and
// fetched anew; the rows are those of the publisher.
func TestDamagedSnapshot(t *testing.T) {
	body := strings.Repeat("0123456789abcdef", spill/8)
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	for name, change := range harm {
		t.Run(name, func(t *testing.T) {
			server := serve(t, func(w http.ResponseWriter, r *http.Request) {
				http.ServeContent(w, r, "a", at, strings.NewReader(body))
			})
			dir := t.TempDir()
			get := func(known Snapshot) Body {
				f := fetcher(newClock())
				f.Dir = dir
				f.Know(known)
				b, err := f.fetch(context.Background(), server.URL+"/a", manners{hosts: []string{"127.0.0.1"}})
				if err != nil {
					t.Fatal(err)
				}
				return b
			}
			first := get(Snapshot{})
			path := filepath.Join(dir, first.SHA256)
			if err := os.WriteFile(path, change([]byte(body)), 0o644); err != nil {
				t.Fatal(err)
			}
			second := get(first.Snapshot)
			text, err := second.Bytes()
			if err != nil || string(text) != body || second.SHA256 != first.SHA256 {
				t.Errorf("%d bytes, %v", len(text), err)
			}
			if h := server.asked[1].Header.Get("If-Modified-Since"); h != "" {
				t.Errorf("asked with %q for a file that is not here", h)
			}
			if kept, err := os.ReadFile(path); err != nil || string(kept) != body {
				t.Errorf("the snapshot is not mended: %d bytes, %v", len(kept), err)
			}
		})
	}
}

// TestDamagedPart: of a part that a killed run left, only what is proven by its marks is resumed; whatever became of the rest, the file is whole and right.
func TestDamagedPart(t *testing.T) {
	body := strings.Repeat("0123456789abcdef", (3*markEach+markEach/2)/16)
	harms := maps.Clone(harm)
	harms["killed before the last mark"], harms["marks"] = func(b []byte) []byte { return b }, nil
	for name, change := range harms {
		t.Run(name, func(t *testing.T) {
			server := serve(t, cut(body, 3*markEach+1000, `"1"`))
			dir := t.TempDir()
			first := fetcher(newClock())
			first.Dir, first.Tries = dir, 1
			if _, err := first.Get(context.Background(), server.URL+"/a"); err == nil {
				t.Fatal("half a file is taken for a whole one")
			}
			parts, err := filepath.Glob(filepath.Join(dir, ".*.part"))
			if err != nil || len(parts) != 1 {
				t.Fatal(parts, err)
			}
			marks := rewrite(t, parts[0]+".of", func(b []byte) []byte {
				if name == "killed before the last mark" { // closing writes the last one
					return b[:bytes.LastIndexByte(bytes.TrimSpace(b), '\n')+1]
				}
				if name == "marks" {
					return bytes.ReplaceAll(b, []byte("0"), []byte("1"))
				}
				return b
			})
			if change != nil {
				rewrite(t, parts[0], change)
			}
			server.answers = []http.HandlerFunc{ranged(body, `"1"`)}
			second := fetcher(newClock())
			second.Dir = dir
			got, err := second.Get(context.Background(), server.URL+"/a")
			if err != nil || string(got) != body {
				t.Errorf("%d bytes of %d, right: %v, %v", len(got), len(body), string(got) == body, err)
			}
			left := 3*markEach + 1000
			whole, want := map[string]int{"killed before the last mark": left, "truncated": left * 2 / 3, "zeros": left / 2}[name], ""
			for line := range strings.Lines(string(marks)) {
				var to int
				if _, err := fmt.Sscanf(line, "%d ", &to); err == nil && to <= whole {
					want = fmt.Sprintf("bytes=%d-", to)
				}
			}
			if whole > 0 && want == "" {
				t.Errorf("no mark holds:\n%s", marks)
			}
			if asked := server.asked[len(server.asked)-1].Header.Get("Range"); asked != want {
				t.Errorf("asked for %q, want %q; marks:\n%s", asked, want, marks)
			}
		})
	}
}

func rewrite(t *testing.T, path string, change func([]byte) []byte) []byte {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	body = change(body)
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
	return body
}

// TestDamagedKeep: whatever became of what the last run kept (facts, lock, history, the shelf of small snapshots), a refresh loads what the publisher has,
// blames no source, and leaves what is kept whole again.
func TestDamagedKeep(t *testing.T) {
	for _, file := range []string{"kept/sources/towns/" + factsFile, "kept/sources/towns/" + lockFile, "snapshots/" + shelfName} {
		for name, change := range harm {
			t.Run(filepath.Base(file)+" "+name, func(t *testing.T) {
				t.Parallel()
				server := serve(t, func(w http.ResponseWriter, r *http.Request) {
					http.ServeContent(w, r, "a", time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), strings.NewReader(towns))
				})
				r := refreshing(t, server.URL)
				r.run()
				lock := r.read("kept/sources/towns/" + lockFile)
				rewrite(t, filepath.Join(r.dir, file), change)
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
	for name, change := range harm {
		t.Run(name, func(t *testing.T) {
			fsys, cat := project(t)
			s := cat.Sources[0]
			facts, err := Read(context.Background(), s, nil, func(context.Context, catalog.Source, catalog.File) (Body, error) { return held([]byte(towns)), nil }, nil)
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
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
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
	r.clock.at = r.clock.at.AddDate(-3, 0, 0)
	body, future = towns+"9,Туман,900\n", future.AddDate(-9, 0, 0) // older than before, and yet another
	origins, rows, findings := r.run()
	if origins["towns"] != "parsed" || rows["towns"] != 9 || len(findings) > 0 {
		t.Errorf("clock set back: origins %v, rows %v, findings %v", origins, rows, findings)
	}
	if history := r.read("kept/sources/towns/history.csv"); strings.Count(history, "\n") != 3 || !strings.Contains(history, "2023-11-23T") {
		t.Errorf("history:\n%s", history)
	}
	r.clock.at = r.clock.at.AddDate(40, 0, 0)
	if _, rows, findings := r.run(); rows["towns"] != 9 || len(findings) > 0 {
		t.Errorf("clock far ahead: %v %v", rows, findings)
	}
}
